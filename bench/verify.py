"""Did every tool make the same pages? Menu, switcher, section list and headings are looked for in every topic page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin

from tools.base import Tool
from workload import SECTIONS, START, Workload

_HREF = re.compile(r"""<a\s[^>]*?\bhref=["']?([^"'\s>]+)""")
_ID = re.compile(r"""<h2\b[^>]*?\bid=["']?([\w-]+)""")
_SITE = "https://bench.example"
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a finished tree holds. `problems` shows the first few differences from the workload and counts the rest."""

    pages: int
    files: int
    megabytes: float
    problems: tuple[str, ...]


def verify(tool: Tool, out: Path, work: Workload) -> Verdict:
    """Read every page of the workload in `out` and compare its links and headings with what it must have."""
    problems: list[str] = []
    pages = 0
    for language in work.languages:
        menu = {tool.address(language.code, topic) for topic in work.topics}
        resolved: dict[str, str] = {}  # topic pages of one language lie side by side: a relative link means the same
        for topic in (START, *work.topics):
            address = tool.address(language.code, topic)
            file = page_file(tool, out, language.code, topic)
            if not file.is_file():
                problems.append(f"{address}: not made")
                continue
            pages += 1
            if topic == START:
                continue
            html = file.read_text(encoding="utf-8")
            links = set(_HREF.findall(html))
            for link in links - resolved.keys():
                resolved[link] = urljoin(_SITE + address, link).removeprefix(_SITE)
            targets = {resolved[link].partition("#")[0] for link in links}
            switcher = {tool.address(other.code, topic) for other in work.languages} - {address}
            contents = {f"#{section}" for section in SECTIONS}
            here = {link[link.find("#"):] for link in links if "#" in link}
            for what, missing in (("menu", menu - {address} - targets), ("languages", switcher - targets),
                                  ("section list", contents - here),
                                  ("headings", set(SECTIONS) - set(_ID.findall(html)))):
                if missing:
                    problems.append(f"{address}: {what}: {len(missing)} missing, such as {min(missing)}")
    files = [path for path in out.rglob("*") if path.is_file()]
    rest = len(problems) - _SHOWN
    shown = (*problems[:_SHOWN], *((f"… and {rest} more",) if rest > 0 else ()))
    return Verdict(pages, len(files), sum(path.stat().st_size for path in files) / 1e6, shown)


def page_file(tool: Tool, out: Path, language: str, topic: str) -> Path:
    """The HTML file of one page."""
    path = out / tool.address(language, topic).strip("/")
    return path if path.suffix == ".html" else path / "index.html"


def first_difference(one: Path, other: Path) -> str:
    """The first path (in order) that two trees do not share byte for byte; empty when they are the same."""
    def paths(tree: Path) -> set[Path]:
        return {path.relative_to(tree) for path in tree.rglob("*") if path.is_file()}
    left, right = paths(one), paths(other)
    for path in sorted(left | right):
        if path not in left or path not in right or (one / path).read_bytes() != (other / path).read_bytes():
            return path.as_posix()
    return ""
