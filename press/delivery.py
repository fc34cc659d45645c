"""How verbs end: what was made is written where the user wants it, or what was wrong is said."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from press.commands.speech import Speech
from press.parsing import USAGE
from press.problems import Message, Problem, say
from press.store import private

FINE, CONTENT = 0, 1
"""Exit codes, as in press.cli."""


def deliver(
    files: tuple[tuple[str, bytes], ...],
    problems: tuple[Problem, ...],
    options: argparse.Namespace,
    speech: Speech,
    secret: bool = False,
) -> int:
    """Write what an errand made, or say what was wrong with it; nothing is written when anything was. ``secret``: it holds
    somebody's address, so nobody else may read it."""
    errors = tuple(problem for problem in problems if problem.severity == "error")
    if errors:
        return complain(problems, speech)
    if published(options, speech):
        return USAGE
    if problems:
        print(speech.problems(problems), file=sys.stderr)
    write(files, Path(options.out), speech, secret)
    return FINE


def published(options: argparse.Namespace, speech: Speech) -> bool:
    """Whether ``--out`` lies inside the published site, which is then said."""
    out, site = Path(options.out), Path(options.project) / "site"
    inside = site.resolve() in (out.resolve(), *out.resolve().parents)
    if inside:
        what = say("%(out)s is inside the published site. Choose a folder outside it.", out=out)
        print(speech.text(what), file=sys.stderr)
    return inside


def write(files: tuple[tuple[str, bytes], ...], out: Path, speech: Speech, secret: bool = False) -> None:
    """Put files into a folder, each of them whole or not at all, and say so."""
    out.mkdir(parents=True, exist_ok=True)
    for name, data in files:
        if secret:
            private.write(out / name, [data])
        else:
            temporary = out / f".{name}.new"
            temporary.write_bytes(data)
            os.replace(temporary, out / name)
        print(speech.text(say("Made %(file)s (%(size)s bytes).", file=out / name, size=len(data))))


def complain(problems: Sequence[Problem], speech: Speech) -> int:
    """Say the problems; the exit code for problems in the content."""
    print(speech.problems(problems), file=sys.stderr)
    return CONTENT


def misused(what: Message, fix: Message, speech: Speech) -> int:
    """Say what was wrong with the command; the exit code for wrong usage."""
    print(f"{speech.text(what)}\n{speech.fix(fix)}", file=sys.stderr)
    return USAGE
