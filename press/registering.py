"""The verb ``addresses``: the register of what is printed, shown, added to, and followed through the built site."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from press.commands.project import Project
from press.commands.speech import Speech
from press.delivery import CONTENT, FINE, complain
from press.problems import say


def _list(options: argparse.Namespace, project: Project, speech: Speech) -> int:
    from press.commands.addresses import FILE, rows, totals

    wrong = [problem for problem in project.errors if problem.where.path == FILE]
    heads = tuple(speech.text(head) for head in HEADS)
    print(table([heads, *rows(project.site)], right=(3,)))
    print(f"\n{speech.text(totals(project.site))}")
    return complain(wrong, speech) if wrong else FINE


def _add(options: argparse.Namespace, project: Project, speech: Speech) -> int:
    from press.commands.addresses import FILE, Wish, add, spaced

    wish = Wish(options.channel, options.by, options.what, options.where, options.copies, options.date)
    done = add(project, wish)
    if done.problems or done.printing is None:
        code = complain(done.problems, speech)
        print(speech.text(say("Nothing was written.")), file=sys.stderr)
        return code
    what = say(
        "%(file)s: %(copies)s copies of %(address)s registered, ordered by %(by)s, %(when)s.",
        file=FILE,
        copies=spaced(done.printing.copies),
        address=done.address,
        by=done.printing.by,
        when=done.printing.when,
    )
    print(speech.text(what))
    return FINE


def _check(options: argparse.Namespace, project: Project, speech: Speech) -> int:
    from press.commands.addresses import FILE, spaced, totals
    from press.commands.addresses_check import check

    report = check(project.site, Path(options.out) if options.out else Path(options.project) / "site")
    # What a build would stop at is no less wrong because an older site stands there.
    wrong = [problem for problem in project.errors if problem.where.path == FILE]
    problems = tuple(dict.fromkeys((*report.problems, *wrong)))
    if problems:
        complain(problems, speech)
    lines = [tuple(speech.text(head) for head in CHECK_HEADS)]
    for followed in report.followed:
        state = speech.text(say("alive") if followed.alive else say("DEAD"))
        numbers = (
            f"{followed.languages or '–'}",
            f"{len(followed.printed.printings)}",
            spaced(followed.printed.copies),
        )
        lines.append((followed.printed.address, followed.printed.channel or "–", *numbers, state))
    if report.followed:
        print(table(lines, right=(2, 3, 4)))
        print(f"\n{speech.text(totals(project.site))}")
    for note in report.notes:
        print(speech.text(note))
    return CONTENT if any(problem.severity == "error" for problem in problems) else FINE


HEADS = (say("address"), say("channel"), say("when"), say("copies"), say("ordered by"), say("what"), say("where"))
CHECK_HEADS = (say("address"), say("channel"), say("languages"), say("printings"), say("copies"), say("state"))


def table(rows: list[tuple[str, ...]], right: tuple[int, ...] = ()) -> str:
    """Rows as columns, the first row as heads; columns in ``right`` are set to the right."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = [
        "  ".join(cell.rjust(width) if number in right else cell.ljust(width)
                  for number, (cell, width) in enumerate(zip(row, widths, strict=True))).rstrip()
        for row in rows
    ]  # fmt: skip
    return "\n".join([lines[0], "  ".join("-" * width for width in widths), *lines[1:]])


ACTIONS: dict[str, Callable[[argparse.Namespace, Project, Speech], int]] = {
    "list": _list,
    "add": _add,
    "check": _check,
}
