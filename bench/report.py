"""Turn what was measured into tables: seconds, how many times faster ours is, and which goals are met."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median
from typing import Any

NAMES = {"cold": "cold", "nothing": "nothing changed", "body": "one body edited", "template": "template edited",
         "source": "one Swedish body edited"}
# (scenario, peer, from how many topics, how many times faster). At 40 topics "level with Hugo" means within a tenth.
GOALS = (("cold", "pelican", 0, 2.0), ("cold", "mkdocs", 0, 2.0), ("cold", "hugo", 400, 1.0), ("cold", "hugo", 0, 0.9),
         ("nothing", "hugo", 0, 12.0), ("body", "hugo", 0, 4.0))
_LARGE = 400

HOW = """\
How to read: seconds are minimum / median and hold for this machine and hour only; the ratios carry over. *Times faster* is
peer ÷ ours, from the minima and from the medians. *Largest process* and *all processes* are the peak memory of a cold
build; pages that processes share count once in the latter. Ours checks, indexes and makes more than the peers are asked
to make (see bench/README.md).
"""


def tables(result: dict[str, Any]) -> str:
    """The whole report in Markdown."""
    machine = result["machine"]
    parts = ["# Build speed\n", f"{machine['cores']} cores, {machine['system']}, Python {machine['python']}. "
             + ", ".join(f"{name} {version}" for name, version in result["versions"].items()) + ".",
             f"Repeat: `{result['command']}`\n", HOW]
    for size in result["sizes"]:
        pages = size["topics"] * size["languages"]
        parts.append(f"## {size['topics']} topics × {size['languages']} languages = {pages:,} pages\n")
        parts.append("\n".join(_seconds(size)) + "\n")
        if "ours" in size["tools"] and size["tools"]["ours"]["samples"]:
            parts.append("\n".join(_ratios(size)) + "\n")
            parts.append("\n".join(_goals(size)) + "\n")
        if faults := "".join(f"- {name}: {problem}\n" for name, tool in size["tools"].items()
                             for problem in tool["problems"]):
            parts.append(f"**Not the same work, or failed:**\n\n{faults}")
    return "\n".join(parts)


def add_ratios(size: dict[str, Any]) -> None:
    """Put `ratios` into a size: peer → scenario → ours ÷ peer and peer ÷ ours, by minima and by medians; and
    `over_copy`, our cold build ÷ copying its tree."""
    size["ratios"] = {
        peer: {scenario: {
            "ours_over_peer": {"min": round(1 / least, 4), "median": round(1 / middle, 4)},
            "times_faster": {"min": round(least, 4), "median": round(middle, 4)},
        } for scenario in NAMES if (pair := _times_faster(size, peer, scenario)) for least, middle in [pair]}
        for peer in size["tools"] if peer != "ours"}
    copies, ours = [row["wall"] for row in size["copy"]], _walls(size, "ours", "cold")
    if copies and ours:
        size["over_copy"] = {"min": round(min(ours) / min(copies), 4), "median": round(median(ours) / median(copies), 4)}


def _walls(size: dict[str, Any], tool: str, scenario: str) -> list[float]:
    """The wall seconds of one tool in one scenario, empty when it was not run."""
    return [row["wall"] for row in size["tools"].get(tool, {"samples": {}})["samples"].get(scenario, [])]


def _times_faster(size: dict[str, Any], peer: str, scenario: str) -> tuple[float, float] | None:
    """Peer ÷ ours by minima and by medians, None when one of them was not run."""
    ours, theirs = _walls(size, "ours", scenario), _walls(size, peer, scenario)
    return (min(theirs) / min(ours), median(theirs) / median(ours)) if ours and theirs else None


def _peak(size: dict[str, Any], tool: str) -> float | None:
    """The largest process of a tool's cold builds in MB."""
    return max((row["peak_mb"] for row in size["tools"][tool]["samples"].get("cold", [])), default=None)


def _seconds(size: dict[str, Any]) -> Iterator[str]:
    """The table of seconds and memory."""
    shown = [name for name in NAMES if any(_walls(size, tool, name) for tool in size["tools"])]
    yield "| seconds, min / median | " + " | ".join(NAMES[name] for name in shown) + (
        " | user + system, cold | largest process MB | all processes MB | files | output MB |")
    yield "| --- " + "| ---: " * (len(shown) + 5) + "|"
    for name, tool in size["tools"].items():
        cells = [_pair(_walls(size, name, scenario)) for scenario in shown]
        cold = tool["samples"].get("cold", [])
        cells.append(f"{min(row['cpu'] for row in cold):.2f}" if cold else "–")
        cells += [_whole(_peak(size, name)), _whole(tool["all_processes_mb"])]
        cells += [f"{tool['output']['files']:,}", f"{tool['output']['megabytes']:.0f}"] if tool["output"] else ["–", "–"]
        yield f"| {tool['label']}{' (one cold run)' if tool['once'] else ''} | " + " | ".join(cells) + " |"
    if size["copy"]:
        cells = [_pair([row["wall"] for row in size["copy"]]), *["–"] * (len(shown) + 4)]
        yield "| *`cp -r` of our finished tree* | " + " | ".join(cells) + " |"


def _ratios(size: dict[str, Any]) -> Iterator[str]:
    """The table of how many times faster ours is."""
    shown = [name for name in NAMES if name != "source"]
    yield "| times faster than (min, median) | " + " | ".join(NAMES[name] for name in shown) + " |"
    yield "| --- " + "| ---: " * len(shown) + "|"
    for peer, tool in size["tools"].items():
        if peer != "ours":
            pairs = [_times_faster(size, peer, scenario) for scenario in shown]
            yield f"| {tool['label']} | " + " | ".join(f"{pair[0]:.2f}, {pair[1]:.2f}" if pair else "–"
                                                       for pair in pairs) + " |"


def _goals(size: dict[str, Any]) -> Iterator[str]:
    """The table of goals: met only when minima and medians both say so."""
    yield "| goal | seen | met |"
    yield "| --- | --- | --- |"
    for scenario, peer, from_topics, wanted in GOALS:
        pair = _times_faster(size, peer, scenario)
        # Hugo has two cold goals; the stricter one holds from 400 topics.
        if pair is None or size["topics"] < from_topics or (wanted == 0.9 and size["topics"] >= _LARGE):
            continue
        yield (f"| {NAMES[scenario]}: at least {wanted:g} × as fast as {size['tools'][peer]['label']} "
               f"| {pair[0]:.2f}, {pair[1]:.2f} | {_yes(min(pair) >= wanted)} |")
    if "hugo" in size["tools"]:
        for what, ours, theirs in (
                ("largest process", _peak(size, "ours"), _peak(size, "hugo")),
                ("all processes", size["tools"]["ours"]["all_processes_mb"], size["tools"]["hugo"]["all_processes_mb"])):
            if ours and theirs:
                yield f"| memory below Hugo's, {what} | {ours:.0f} MB, {theirs:.0f} MB | {_yes(ours < theirs)} |"
    if over := size.get("over_copy"):
        yield f"| cold against merely copying the finished tree | {over['min']:.2f}, {over['median']:.2f} × as long | – |"
    if "identical" in size["jobs"]:
        jobs = size["jobs"]
        yield (f"| the same bytes with --jobs 1 ({jobs['wall_1']:.2f} s) and --jobs 2 ({jobs['wall_2']:.2f} s) "
               f"| {jobs['first_difference'] or 'no difference'} | {_yes(jobs['identical'])} |")


def _pair(walls: list[float]) -> str:
    """Minimum and median, with a third decimal below a tenth of a second."""
    digits = 3 if walls and min(walls) < 0.1 else 2
    return f"{min(walls):.{digits}f} / {median(walls):.{digits}f}" if walls else "–"


def _whole(value: float | None) -> str:
    """A whole number, or a dash."""
    return f"{value:,.0f}" if value else "–"


def _yes(met: bool) -> str:
    """The word in the column *met*."""
    return "yes" if met else "**no**"
