"""What each part of our cold build costs, in one process: `feature_cost.py --topics 40 --runs 5`.

Hugo is asked for pages, menus and links only; this tells how our time is spent on those and on what comes besides. Each
part is timed by the processor's clock around its own function; a part inside another is taken out of the outer one. The
seconds hold for one machine and hour, the shares carry over.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

BENCH = Path(__file__).resolve().parent
ROOT = BENCH.parent
PARTS = (
    ("press.readers.pages", "document", "front matter (YAML)"),
    ("press.readers.pages", "read_body", "Markdown to sections, every link and mistake with its line"),
    ("press.readers.markup", "fingerprint", "fingerprints of sections (freshness)"),
    ("press.readers.pages", "numbers_and_addresses", "numbers and addresses in running text"),
    ("press.readers.pages", "read_page", "reading pages besides: encoding, forbidden characters, values"),
    ("press.readers.interface", "_read", "catalogs, names of languages and months"),
    ("press.readers.interface", "_messages", "templates parsed and compiled, their texts extracted"),
    ("press.library", "_read_records", "how translations were made (YAML)"),
    ("press.library", "load", "loading besides: tables, facts, files found, remembering pages"),
    ("press.checks", "everything", "checks over the whole site"),
    ("press.makers.editions.Editions", "key", "keys of editions"),
    ("press.makers.editions.Editions", "page", "views of pages: fallback, freshness, facts, alternates"),
    ("press.commands.workshop", "Key", "keys of pages (what `why` tells from)"),
    ("press.adapters.templates.Templates", "render", "Jinja2"),
    ("press.commands.site_plan", "make_page", "making pages besides: slots filled, frames"),
    ("press.commands.site_plan", "make_sitemap", "sitemap"),
    ("press.store.output.Tree", "write", "writing files"),
    ("press.store.ledger.Ledger", "save", "remembering (ledger)"),
    ("press.store.stamps.Look", "save", "the cheap door for the next run"),
    ("press.cli", "_build", "building besides"),
)


def child(project: str, out: str) -> None:
    """One cold build with clocks; prints JSON: part → seconds."""
    import importlib
    import time

    sys.path.insert(0, str(ROOT))
    start = time.process_time()
    spent: dict[str, float] = {}
    stack: list[float] = []

    def clock(function, label):  # type: ignore[no-untyped-def]
        def timed(*words, **more):  # type: ignore[no-untyped-def]
            stack.append(0.0)
            before = time.process_time()
            try:
                return function(*words, **more)
            finally:
                taken = time.process_time() - before
                spent[label] = spent.get(label, 0.0) + taken - stack.pop()
                if stack:
                    stack[-1] += taken

        return timed

    import press.cli

    spent["starting Python and loading the program"] = time.process_time() - start
    for path, name, label in PARTS:
        try:
            home = importlib.import_module(path)
        except ModuleNotFoundError:
            module, _, owner = path.rpartition(".")
            home = getattr(importlib.import_module(module), owner)
        setattr(home, name, clock(getattr(home, name), label))
    press.cli.VERBS["build"] = press.cli._build
    press.cli.main(["build", "--project", project, "--out", out, "--jobs", "1"])
    print(json.dumps(spent))


def main() -> None:
    """Lay the workload out, build it cold a few times, and print the table of the minima."""
    parser = argparse.ArgumentParser(description="What each part of our cold build costs.")
    parser.add_argument("--topics", type=int, default=40)
    parser.add_argument("--languages", type=int, default=16)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--child", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        child(*options.child)
        return
    from tools import OURS
    from tools.ours import fill_locales
    from workload import Workload

    best: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as scratch:
        work = Workload.of(options.topics, options.languages)
        project = Path(scratch) / "project"
        OURS.lay_out(work, project)
        fill_locales(ROOT, project, work)
        environment = {**os.environ, **OURS.environment}
        for number in range(options.runs):
            if (project / ".press").exists():
                (project / ".press").rename(Path(scratch) / f"put-away-{number}")
            command = [sys.executable, __file__, "--child", str(project), str(Path(scratch) / f"out-{number}")]
            done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
            for part, seconds in json.loads(done.stdout.splitlines()[-1]).items():
                best[part] = min(seconds, best.get(part, seconds))
    total = sum(best.values())
    print(f"{options.topics} topics × {options.languages} languages, one process, minimum of {options.runs} runs\n")
    print("| part | ms | share |\n| --- | ---: | ---: |")
    for part, seconds in sorted(best.items(), key=lambda item: -item[1]):
        print(f"| {part} | {seconds * 1000:.0f} | {100 * seconds / total:.1f} % |")
    print(f"| **all** | **{total * 1000:.0f}** | |")


if __name__ == "__main__":
    main()
