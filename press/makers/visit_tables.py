"""The tables of visits, as values: what is counted, with small numbers hidden where two things cross; and as CSV and a workbook."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from press.adapters import workbooks
from press.makers.small_numbers import MORE, SHOWN, hide

HIDDEN = "…"
"""Stands for a number that is hidden so that a small one cannot be worked out."""

Cell = int | str


class Head(NamedTuple):
    """What a row or a column is about: its short name (a file's, a code, a week) and what it is called."""

    name: str
    label: str

    @property
    def short(self) -> str:
        """The name, or what it is called where it has none."""
        return self.name or self.label


class Row(NamedTuple):
    """A row: what it is about, its numbers, and their sum (the number itself where there is one column)."""

    head: Head
    cells: tuple[Cell, ...]
    total: int


class VisitTable(NamedTuple):
    """A table. ``key`` names its file and sheet; ``totals`` are the sums of the columns, then of everything. A table whose
    small numbers cannot be hidden has no rows."""

    key: str
    title: str
    heads: tuple[str, str]
    columns: tuple[Head, ...]
    rows: tuple[Row, ...]
    totals: tuple[int, ...]

    @property
    def crossed(self) -> bool:
        """Whether it is about two things at once."""
        return len(self.columns) > 1


class Wording(NamedTuple):
    """Words of all tables, in the staff's language."""

    total: str


def simple(key: str, title: str, heads: tuple[str, str], column: Head, numbers: Mapping[Head, int]) -> VisitTable:
    """A table about one thing, its numbers as they are."""
    rows = tuple(Row(head, (number,), number) for head, number in numbers.items())
    total = sum(numbers.values())
    return VisitTable(key, title, heads, (column,), rows, (total,))


def crossed(
    key: str,
    title: str,
    heads: tuple[str, str],
    rows: Sequence[Head],
    columns: Sequence[Head],
    numbers: Mapping[tuple[Head, Head], int],
    small: int,
) -> VisitTable:
    """A table about two things; numbers below ``small`` are hidden, and others where a small one could be worked out."""
    values = [[numbers.get((row, column), 0) for column in columns] for row in rows]
    totals = (*(sum(line[number] for line in values) for number in range(len(columns))), sum(map(sum, values)))
    marks = hide(values, small)
    if marks is None or len(columns) < 2:
        return VisitTable(key, title, heads, tuple(columns), (), totals)
    found = []
    for head, line, marked in zip(rows, values, marks, strict=True):
        cells = tuple(
            value if mark == SHOWN else HIDDEN if mark == MORE else f"<{small}"
            for value, mark in zip(line, marked, strict=True)
        )
        found.append(Row(head, cells, sum(line)))
    return VisitTable(key, title, heads, tuple(columns), tuple(found), totals)


def grid(table: VisitTable, words: Wording) -> list[list[Cell]]:
    """A table as rows of cells, its heads first and its sums last."""
    columns: list[Cell] = [column.short if table.crossed else column.label for column in table.columns]
    last: list[Cell] = [words.total] if table.crossed else []
    found: list[list[Cell]] = [[*table.heads, *columns, *last]]
    for row in table.rows:
        found.append([row.head.name, row.head.label, *row.cells, *([row.total] if table.crossed else [])])
    return [*found, ["", words.total, *table.totals]]


def as_csv(table: VisitTable, words: Wording) -> bytes:
    """A table as CSV the way a Swedish Excel opens it: UTF-8 with its mark, semicolons, CRLF, no cell a formula."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n", quoting=csv.QUOTE_MINIMAL)
    writer.writerows([[_safe(cell) for cell in row] for row in grid(table, words)])
    return file.getvalue().encode("utf-8-sig")


def _safe(cell: Cell) -> Cell:
    """A cell no spreadsheet program takes for a formula (OWASP, CSV injection)."""
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell


def as_xlsx(tables: Sequence[VisitTable], words: Wording) -> bytes:
    """All tables as a workbook, a sheet for each. The same numbers give the same bytes."""
    return workbooks.sheets(tuple((table.title, grid(table, words), (16, 40)) for table in tables))
