"""Lay the generated workload out as one tool's project: `lay_out.py --tool hugo --topics 40 --to FOLDER`."""

from __future__ import annotations

import argparse
from pathlib import Path

from tools import TOOLS
from workload import Workload


def main() -> None:
    """Parse the command line and write the project."""
    parser = argparse.ArgumentParser(description="Lay the generated workload out for one tool.")
    parser.add_argument("--tool", required=True, choices=sorted(TOOLS))
    parser.add_argument("--topics", type=int, default=40)
    parser.add_argument("--languages", type=int, default=16)
    parser.add_argument("--to", type=Path, required=True, help="the folder to write; need not exist")
    options = parser.parse_args()
    TOOLS[options.tool].lay_out(Workload.of(options.topics, options.languages), options.to)


if __name__ == "__main__":
    main()
