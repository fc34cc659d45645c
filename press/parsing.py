"""The parser of the command line: argparse with our exit code, and what the verbs' own rooms share."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, NoReturn

USAGE = 2
"""Exit code: the command was used wrongly (argparse's own, too)."""


class Parser(argparse.ArgumentParser):
    """argparse, with our exit code for wrong usage (which is its own, 2) and help that names the front door."""

    def error(self, message: str) -> NoReturn:
        """Print the usage and the mistake; exit 2."""
        self.print_usage(sys.stderr)
        print(f"{self.prog}: {message}", file=sys.stderr)
        raise SystemExit(USAGE)


if TYPE_CHECKING:
    Verbs = argparse._SubParsersAction[Parser]
