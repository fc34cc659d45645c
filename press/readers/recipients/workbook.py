"""A workbook of recipients: which of its sheets has them, and its typed cells as the texts a CSV file would have."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from press.adapters.spreadsheets import Cell, SheetInfo, Workbook, WorkbookMistake
from press.problems import Place, Problem, say
from press.readers.recipients.cells import DATE, ERROR, FRACTION, TRUTH
from press.readers.recipients.characters import plainly
from press.readers.recipients.headings import fields_of, missing_fields, score
from press.readers.recipients.packed import Sheet, weigh

LOOKED_AT = 20
"""Among so many first rows of a sheet the heading is looked for."""


class Table(NamedTuple):
    """The sheet that was chosen. Read its rows with :func:`rows`."""

    book: Workbook
    sheet: SheetInfo
    errors: frozenset[tuple[int, int]]


def look(path: Path, columns: Mapping[str, str]) -> tuple[Table | None, list[Problem]]:
    """The sheet with the recipients, or what is wrong with the workbook as a whole. Raises OSError."""
    where = Place(path.name)
    parts, problems = weigh(path)
    if any(problem.severity == "error" for problem in problems):
        return None, problems
    try:
        book = Workbook(path)
        sheets = [(sheet, _worth(book, sheet, columns)) for sheet in book.sheets()]
    except WorkbookMistake as mistake:
        return None, [*problems, Problem(where, mistake.what, mistake.fix)]
    filled = [(sheet, worth) for sheet, worth in sheets if worth is not None]
    if not filled:
        return None, [
            *problems,
            Problem(where, say("The workbook is empty."), say("Save it again with its recipients.")),
        ]
    fit = [sheet for sheet, worth in filled if worth[0]] or [max(filled, key=lambda pair: pair[1])[0]]
    shown = [sheet for sheet in fit if sheet.visible] or fit
    if len(shown) > 1:
        what = say("%(count)s sheets of the workbook have recipients.", count=len(shown))
        fix = say("Save each as a file of its own, or put them together in one sheet.")
        return None, [*problems, Problem(where, what, fix)]
    chosen = shown[0]
    problems += _remarks(where, book, chosen, len(filled), parts.get(chosen.part))
    return Table(book, chosen, parts[chosen.part].errors if chosen.part in parts else frozenset()), problems


def _worth(book: Workbook, sheet: SheetInfo, columns: Mapping[str, str]) -> tuple[bool, int] | None:
    """``(has all headings that are needed, how many it has)`` of the first filled row; None for an empty sheet."""
    _, found = book.rows(sheet.number)
    for cells in itertools.islice(found, LOOKED_AT):
        texts = [cell if isinstance(cell, str) else str(cell) for cell in cells]
        if any(map(str.strip, texts)):
            fields = set(fields_of(texts, columns)) - {""}
            return bool(fields) and not missing_fields(fields), score(texts, columns)
    return None


def _remarks(where: Place, book: Workbook, sheet: SheetInfo, filled: int, part: Sheet | None) -> Iterator[Problem]:
    """What the screen does not show, or shows otherwise than the file has it."""
    if filled > 1:
        what = say("The workbook has %(count)s sheets with something in them. Only “%(name)s” is read.", count=filled,
                   name=plainly(sheet.name))  # fmt: skip
        yield Problem(
            where,
            what,
            say("Nothing, if that is the one; otherwise save the right sheet as a file of its own."),
            "warning",
        )
    if part and part.hidden:
        what = say(
            "%(count)s rows are hidden in the spreadsheet, perhaps by a filter. They are read like the others.",
            count=part.hidden,
        )
        yield Problem(
            where,
            what,
            say("If they should get no letter, delete them or copy the visible rows to a new file."),
            "warning",
        )
    merged = book.merged(sheet.number)
    if merged:
        what = say(
            "Cells are merged over several rows, first in row %(row)s. Only the uppermost row has the value.",
            row=merged[0],
        )
        yield Problem(where, what, say("Undo the merging and write the value in each row."), "warning")


def rows(table: Table) -> Iterator[list[str]]:
    """The rows of the sheet as texts, the empty ones before the heading included. Raises WorkbookMistake."""
    left, found = table.book.rows(table.sheet.number)
    errors = table.errors
    bad = {row for row, _ in errors}
    for number, cells in enumerate(found):
        texts = [cell if cell.__class__ is str else text_of(cell) for cell in cells]
        if number in bad:
            texts = [ERROR if (number, column + left) in errors else text for column, text in enumerate(texts)]
        yield texts


def text_of(cell: Cell) -> str:
    """A typed cell as text: 11122.0 is 11122; a date, a truth value and a fraction become the words of TYPES."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return TRUTH + ("true" if cell else "false")
    if isinstance(cell, (int, float)):
        return str(int(cell)) if cell == cell and abs(cell) < 1e15 and cell == int(cell) else FRACTION
    return DATE
