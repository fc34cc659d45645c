"""Small numbers in a crossed table, hidden so that the sums of rows and columns do not tell them after all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

SHOWN, SMALL, MORE = 0, 1, 2
"""What a reader sees of a number: itself, that it is small ("<5"), or nothing: it is hidden for the sake of another."""

Grid = Sequence[Sequence[int]]


class Corner(NamedTuple):
    """A number of a rectangle, and whether the other possible table has one more there (1) or one less (-1)."""

    row: int
    column: int
    step: int


def hide(values: Grid, small: int) -> list[list[int]] | None:
    """A mark for each number; None where the small ones follow from the sums whatever else is hidden.

    All numbers from 1 to ``small`` - 1 are hidden. The sums of all rows and columns are taken as known. Each small number gets
    three others, hidden too, at the corners of a rectangle: take one from it and from the corner opposite, put one to the
    two others (or the other way round), and all sums and all that is shown stay as they are. So there is always another table
    that looks the same, in which the number is another, and no subtraction can find it. A 0 tells nothing and is shown, unless it
    is such a corner. Of all rectangles the one is taken that hides the fewest visits.
    """
    marks = [[SMALL if 0 < value < small else SHOWN for value in row] for row in values]
    for row, line in enumerate(values):
        for column, value in enumerate(line):
            if 0 < value < small and not _protect(values, marks, small, row, column):
                return None
    return marks


def _protect(values: Grid, marks: list[list[int]], small: int, row: int, column: int) -> bool:
    """Find the cheapest rectangle of a small number and hide its corners; False where there is none."""
    best: tuple[Corner, ...] = ()
    least = -1
    for other_row in range(len(values)):
        if other_row == row:
            continue
        for other in range(len(values[row])):
            if other == column:
                continue
            for step in (-1, 1):
                corners = (
                    Corner(row, column, step), Corner(other_row, other, step),
                    Corner(row, other, -step), Corner(other_row, column, -step),
                )  # fmt: skip
                price = _price(values, marks, small, corners, least)
                if price == 0:
                    return True
                if price > 0 and (least < 0 or price < least):
                    best, least = corners, price
    for corner in best:
        if marks[corner.row][corner.column] == SHOWN or not _hidden_enough(values, marks, small, corner):
            marks[corner.row][corner.column] = MORE
    return bool(best)


def _price(values: Grid, marks: list[list[int]], small: int, corners: tuple[Corner, ...], least: int) -> int:
    """What hiding a rectangle costs, 0 when it is hidden already, -1 when it cannot serve or costs more than ``least``."""
    price = 0
    for corner in corners:
        value = values[corner.row][corner.column]
        if value + corner.step < 0:
            return -1
        if marks[corner.row][corner.column] == SHOWN:
            price += 2 * (value + 1)
        elif not _hidden_enough(values, marks, small, corner):
            price += 1
        if 0 <= least < price:
            return -1
    return price


def _hidden_enough(values: Grid, marks: list[list[int]], small: int, corner: Corner) -> bool:
    """Whether a hidden number's mark is as true of the other number: "<5" says that it is 1 to 4."""
    after = values[corner.row][corner.column] + corner.step
    return marks[corner.row][corner.column] == MORE or 0 < after < small
