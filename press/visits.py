"""The verb ``visits``: access logs counted, told as tables on the screen and written as CSV, a workbook and a page."""

from __future__ import annotations

import argparse
import sys
from typing import BinaryIO

from press.commands.project import Project
from press.commands.speech import Speech
from press.commands.visits import Misuse, Wish, count, day, misuse
from press.delivery import FINE, complain, deliver, misused, published
from press.makers.visit_tables import VisitTable, Wording, grid
from press.parsing import USAGE
from press.problems import say
from press.progress import Progress
from press.registering import table


def visits(options: argparse.Namespace, project: Project, speech: Speech) -> int:
    """Count, show, and write where ``--out`` says so; the exit code. Mistakes in the texts are no reason not to count."""
    from press.commands.visit_report import files, report

    since, until = day(options.since, "--from"), day(options.until, "--until")
    for wrong in (since, until):
        if isinstance(wrong, Misuse):
            return misused(wrong.what, wrong.fix, speech)
    if options.small < 0:
        what = say("--small cannot be below zero.")
        return misused(what, say("Write the least number that may be shown, for example 5; 0 hides nothing."), speech)
    assert not isinstance(since, Misuse) and not isinstance(until, Misuse)
    wish = Wish(tuple(options.logs), since, until)
    if wrong := misuse(wish):
        return misused(wrong.what, wrong.fix, speech)
    if options.out and published(options, speech):  # better said before a million lines than after
        return USAGE
    with Progress("…"):
        tally, problems = count(project.site, wish, _stdin)
    if problems:  # numbers that lack a file would be taken for whole
        return complain(problems, speech)
    found = report(project.site, tally, options.small, tuple(options.by or ()), bool(options.by or options.out), speech.language, speech.text)
    print(found.lead)
    for one in found.tables:
        # Tables as wide as this are for files, unless they were asked for.
        if one.rows and (not one.crossed or options.by):
            print(f"\n{one.title}\n{_shown(one, found.words)}")
    if found.notes:
        print()
    for note in found.notes:
        print(note)
    return deliver(files(found, speech.language, speech.text), (), options, speech) if options.out else FINE


def _stdin() -> BinaryIO:
    return sys.stdin.buffer


def _shown(found: VisitTable, words: Wording) -> str:
    """A table for the screen: in one about two things, rows go by their short names."""
    rows = []
    for number, line in enumerate(grid(found, words)):
        cells = [f"{cell:,}".replace(",", "\u00a0") if isinstance(cell, int) else cell for cell in line]
        rows.append(tuple([cells[0] if number == 0 else cells[0] or cells[1], *cells[2:]] if found.crossed else cells))
    return table(rows, right=tuple(range(1 if found.crossed else 2, len(rows[0]))))
