"""The table of what was found in a recipients' file, sieved and a page at a time, and one row as the letter it would be."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from press.adapters import raster
from press.commands.hindrances import envelopes_of
from press.commands.letter_view import ReadSource
from press.commands.letters import make_letters
from press.commands.printroom.mailing_choices import Checked, Choices
from press.commands.printroom.shop import SHOP
from press.commands.project import Project
from press.makers.letter_tables import cells
from press.problems import Message, Place, Problem, say
from press.readers.recipients import DECIDE
from press.recipients import Finding, parts

PAGE = 100
"""Findings that are shown at once."""


class Proof(NamedTuple):
    """A row as a letter with the window and the folds drawn, not to be sent: pages as PNG, or what kept it from being made."""

    pictures: tuple[bytes, ...]
    problems: tuple[Problem, ...]


def sieved(findings: Sequence[Finding], verdict: str, words: str, text: Callable[[Message], str]) -> list[Finding]:
    """The findings of a verdict ("" all) in whose row number or sentences ``words`` stand, in the order of the rows."""
    wanted = " ".join(words.split()).casefold()
    found = [one for one in findings if verdict in ("", one.verdict)]
    if wanted.isdigit():
        found = [one for one in found if str(one.row) == wanted]
    elif wanted:
        found = [one for one in found if wanted in f"{one.column} {text(one.what)} {text(one.fix)}".casefold()]
    return sorted(found, key=lambda one: one.row)


def shown(findings: Sequence[Finding], start: int, text: Callable[[Message], str]) -> list[dict[str, Any]]:
    """A page of findings for a table: their cells as the command writes them, the verdict, and whether staff may decide about it."""
    own = findings[max(0, start) : max(0, start) + PAGE]
    _, rows = cells(own, text)
    return [
        {"row": one.row, "verdict": one.verdict, "cells": row, "decide": one.fix == DECIDE}
        for one, row in zip(own, rows, strict=True)
    ]


def proof(project: Project, read: ReadSource, checked: Checked, choices: Choices, row: int, dpi: float = 96) -> Proof:
    """The letter to the recipient in ``row`` (as a spreadsheet counts)."""
    recipients = checked.recipients
    if recipients is None or row not in recipients.rows:
        what = say("Row %(row)s is not among those that will be printed.", row=row)
        return Proof((), (Problem(Place(""), what, say("Choose another row, or see the table for why this one is left out.")),))
    index = recipients.rows.index(row)
    lines, reference = parts(recipients.texts[index])
    with SHOP:
        made = make_letters(
            project.site, choices.letter, recipients.languages[index], read_source=read, date=choices.date, address=tuple(lines),
            reference=reference, envelope=choices.envelope, envelopes=envelopes_of(read, []), proof=True,
        )  # fmt: skip
        document = made.files[0][1] if made.files else b""
        pages = range(len(raster.page_sizes(document))) if document else ()
        return Proof(tuple(raster.png(document, page, dpi) for page in pages), made.problems)
