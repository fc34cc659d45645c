"""Our build against Hugo, Pelican and MkDocs on the same generated work, in one run. See bench/README.md."""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from contest import BENCH, Contest
from report import add_ratios, tables
from tools import OURS, PEERS, TOOLS, Tool
from workload import Workload

REPOSITORY = BENCH.parent
# The parts of the repository that building needs; its own .venv is made by the first build, from requirements.lock.
PROGRAM = ("build.py", "press", "templates", "locales", "pyproject.toml", "requirements.lock", "requirements.in")


def say(line: str) -> None:
    """Progress, apart from the report."""
    print(line, file=sys.stderr, flush=True)


def peers_venv(folder: Path) -> Path:
    """A venv with the pinned peers in `folder`; one that is already there is used as it is."""
    if not (folder / "bin/python").exists():
        say("installing the peers …")
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
        subprocess.run([str(folder / "bin/python"), "-m", "pip", "install", "--quiet", "--require-hashes",
                        "--disable-pip-version-check", "-r", str(BENCH / "requirements-peers.txt")], check=True)
    return folder


def copy_of_program(folder: Path) -> Path:
    """The program without its content: the benchmark edits a template and must not edit the repository's."""
    folder.mkdir()
    for name in PROGRAM:
        part = REPOSITORY / name
        if part.is_dir():
            shutil.copytree(part, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        elif part.is_file():
            shutil.copy2(part, folder / name)
    return folder


def versions() -> dict[str, str]:
    """The peers' versions as pinned."""
    lines = (BENCH / "requirements-peers.in").read_text(encoding="utf-8").splitlines()
    found = (re.match(r"([\w-]+)(?:\[\w+\])?==(\S+)", line) for line in lines)
    return {match[1]: match[2] for match in found if match}


def contest(options: argparse.Namespace, tools: list[Tool], scratch: Path) -> dict[str, Any]:
    """Run every size and gather the result."""
    venv = peers_venv(options.venv or scratch / "venv")
    program = copy_of_program(scratch / "program")
    sizes = []
    for topics in options.topics:
        say(f"— {topics} topics × {options.languages} languages")
        folder = scratch / str(topics)
        here = Contest(Workload.of(topics, options.languages), tools, folder, venv, program, say)
        here.warm_up(options.patience)
        here.run(options.runs)
        here.compare_jobs()
        size = here.outcome()
        add_ratios(size)
        sizes.append(size)
        shutil.rmtree(folder)
    return {
        "command": " ".join(["python3 bench/build_speed.py --topics", *map(str, options.topics), "--languages",
                             str(options.languages), "--runs", str(options.runs), "--peers", *options.peers,
                             *(["--without-ours"] if options.without_ours else [])]),
        "machine": {"cores": os.cpu_count(), "system": platform.system(), "python": platform.python_version()},
        "versions": versions(), "sizes": sizes,
    }


def main() -> int:
    """Returns 1 when a tool failed or made other pages than the workload asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--topics", type=int, nargs="+", default=[40, 400], help="sizes (default: 40 400)")
    parser.add_argument("--languages", type=int, default=16)
    parser.add_argument("--runs", type=int, default=3)
    names = [tool.name for tool in PEERS]
    parser.add_argument("--peers", nargs="*", choices=names, default=names)
    parser.add_argument("--out", type=Path, default=BENCH / "results/build-speed.json",
                        help="JSON; the Markdown lands beside it")
    parser.add_argument("--patience", type=float, default=150,
                        help="a tool whose first build takes longer (seconds) is measured cold and once only")
    parser.add_argument("--venv", type=Path, help="keep the peers' venv here and use it again")
    parser.add_argument("--without-ours", action="store_true", help="the peers alone, to try the harness out")
    options = parser.parse_args()
    tools = [TOOLS[name] for name in options.peers]
    if not options.without_ours:
        tools.insert(0, OURS)
    with tempfile.TemporaryDirectory(prefix="bench-") as scratch:
        result = contest(options, tools, Path(scratch))
    report = tables(result)
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    options.out.with_suffix(".md").write_text(report, encoding="utf-8")
    print(report)
    return int(any(tool["problems"] for size in result["sizes"] for tool in size["tools"].values()))


if __name__ == "__main__":
    sys.exit(main())
