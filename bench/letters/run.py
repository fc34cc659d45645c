"""Letters by the thousand against typst, WeasyPrint and merely writing the bytes, in one run: `python3 bench/letters/run.py`."""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
OURS = ROOT / ".venv/bin/python"
Told = dict[str, float]


def engine(name: str, count: int, folder: Path, python: Path = OURS) -> Told:
    """One engine in a process of its own, what was left to write flushed first."""
    os.sync()
    environment = {**os.environ, "BENCH_LETTER": str(folder / "letter.json"), "BENCH_RUN": str(folder / f"ours-{count}.pdf")}
    target = folder / ("letter.json" if name == "texts" else f"{name}-{count}.pdf")
    command = [str(python), str(HERE / "engine.py"), name, str(count), str(target)]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    if done.returncode:
        raise SystemExit(f"{name} {count}: {done.stderr[-1500:]}")
    return dict(json.loads(done.stdout.splitlines()[-1]))


def peers(folder: Path) -> Path:
    """A Python with WeasyPrint; Pango comes from Debian's libpango-1.0-0, libpangoft2-1.0-0 and libharfbuzz-subset0."""
    if not (folder / "bin/python").exists():
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
        subprocess.run(
            [str(folder / "bin/python"), "-m", "pip", "install", "-q", "--disable-pip-version-check", "--require-hashes",
             "-r", str(HERE / "requirements-peers.txt")], check=True,
        )
    return folder / "bin/python"


def best(runs: list[Told], key: str = "seconds") -> float:
    """The minimum of several runs: what the machine can do when nothing else disturbs it."""
    return min(run[key] for run in runs)


def contest(rounds: int, venv: Path, scratch: Path) -> dict[str, list[Told]]:
    """Everything, round after round, so that the machine's drift meets all alike."""
    python, found = peers(venv), dict[str, list[Told]]()
    engine("texts", 0, scratch)
    for number in range(rounds):
        print(f"round {number + 1} of {rounds} …", file=sys.stderr)
        for name, count in (("ours", 1_000), ("ours", 10_000), ("ours", 100_000), ("plain", 100_000), ("rows", 100_000)):
            found.setdefault(f"{name} {count}", []).append(engine(name, count, scratch))
        for name, count, with_python in (("typst", 1_000, OURS), ("typst", 10_000, OURS), ("weasyprint", 1_000, python)):
            if number == 0 or count == 1_000:
                found.setdefault(f"{name} {count}", []).append(engine(name, count, scratch, with_python))
    return found


def report(found: dict[str, list[Told]], rounds: int) -> str:
    """The tables, and whether each goal is met."""
    def seconds(key: str) -> float:
        return best(found[key])

    big, small = found["ours 100000"], found["ours 1000"]
    share = best(found["plain 100000"]) / best(big, "overlay")
    each = (big[0]["bytes"] - big[0]["shared"]) / 100_000
    rows = found["rows 100000"]
    goals = [
        ("10,000 letters: at least 60 × as fast as typst in one file", seconds("typst 10000") / seconds("ours 10000"), 60, "×"),
        ("1,000 letters: at least 200 × as fast as WeasyPrint", seconds("weasyprint 1000") / seconds("ours 1000"), 200, "×"),
        ("100,000 letters: at least 5 % of the rate of merely writing the bytes", 100 * seconds("plain 100000") / seconds("ours 100000"), 5, "%"),
        ("the same, the overlay alone", 100 * share, 5, "%"),
        ("bytes a letter beyond the shared pages, at most 600", -each, -600, "bytes"),
        ("peak memory at 100,000, at most twice that at 1,000", -best(big, "peak") / best(small, "peak"), -2, "×"),
        ("rows read and checked a second, at least 40,000", 100_000 / best(rows), 40_000, "rows/s"),
    ]
    lines = [
        "# Letters", "",
        f"{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}. Minimum of {rounds} rounds; typst at 10,000 once.",
        "Repeat: `python3 bench/letters/run.py`. What is timed is the making, after the imports (see bench/README.md).", "",
        "| engine | letters | seconds | letters a second | peak MB |", "| --- | ---: | ---: | ---: | ---: |",
    ]
    for key, runs in found.items():
        name, count = key.split()
        if name != "rows":
            lines.append(f"| {name} | {int(count):,} | {best(runs):.3f} | {int(count) / best(runs):,.0f} | {best(runs, 'peak'):.0f} |")
    lines += [
        "", f"Rows: {100_000 / best(rows):,.0f} a second read and checked ({best(rows, 'cpu'):.2f} s of processor time); Python's csv alone "
        f"{100_000 / best(rows, 'csv'):,.0f}, {best(rows, 'cpu') / best(rows, 'csv_cpu'):.1f} × as fast.",
        "", "| goal | seen | met |", "| --- | ---: | --- |",
    ]
    for words, value, bar, unit in goals:
        lines.append(f"| {words} | {abs(value):,.1f} {unit} | {'yes' if value >= bar else '**no**'} |")
    return "\n".join(lines) + "\n"


def main() -> int:
    """Print the report and write it to bench/results/letters.md; the exit status is 0 when all goals are met."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--venv", type=Path, default=None, help="keep the peers' venv here and use it again")
    parser.add_argument("--out", type=Path, default=ROOT / "bench/results/letters.md")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-") as scratch:
        found: dict[str, Any] = contest(options.rounds, options.venv or Path(scratch, "venv"), Path(scratch))
    text = report(found, options.rounds)
    options.out.write_text(text, "utf-8")
    print(text)
    return int("**no**" in text)


sys.exit(main())
