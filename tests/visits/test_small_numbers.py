"""Hidden numbers stay hidden: whoever knows all sums and all shown numbers still has a choice for each of the small ones."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import sites  # noqa: F401  # puts the program on the path
from hypothesis import given, settings
from hypothesis import strategies as st

from press.makers.small_numbers import MORE, SHOWN, SMALL, hide

Table = list[list[int]]


def rows_like(row: list[int], marks: list[int], small: int) -> Iterator[tuple[int, ...]]:
    """Every row with the same sum that looks the same."""
    ranges = []
    for value, mark in zip(row, marks, strict=True):
        ranges.append((value,) if mark == SHOWN else range(1, small) if mark == SMALL else range(sum(row) + 1))
    return (found for found in itertools.product(*ranges) if sum(found) == sum(row))


def tables_like(values: Table, marks: Table, small: int) -> Iterator[tuple[tuple[int, ...], ...]]:
    """Every table with the same sums that looks the same, by trying them all."""
    sums = [sum(column) for column in zip(*values, strict=True)]
    for found in itertools.product(*[list(rows_like(row, mark, small)) for row, mark in zip(values, marks, strict=True)]):
        if [sum(column) for column in zip(*found, strict=True)] == sums:
            yield found


tables = st.integers(2, 3).flatmap(
    lambda width: st.lists(st.lists(st.integers(0, 6), min_size=width, max_size=width), min_size=2, max_size=3)
)


@settings(max_examples=150, deadline=None)
@given(tables, st.integers(2, 5))
def test_no_small_number_can_be_worked_out(values: Table, small: int) -> None:
    marks = hide(values, small)
    if marks is None:
        return
    found = list(itertools.islice(tables_like(values, marks, small), 20_000))
    for row, line in enumerate(values):
        for column, value in enumerate(line):
            if 0 < value < small:
                assert marks[row][column] != SHOWN
                assert len({table[row][column] for table in found}) > 1, (values, marks)


@settings(max_examples=150, deadline=None)
@given(tables, st.integers(2, 5))
def test_only_what_follows_from_the_sums_alone_cannot_be_hidden(values: Table, small: int) -> None:
    if hide(values, small) is not None:
        return
    hidden = [[MORE] * len(values[0]) for _ in values]
    found = list(tables_like(values, hidden, small))
    lost = [
        (row, column)
        for row, line in enumerate(values)
        for column, value in enumerate(line)
        if 0 < value < small and len({table[row][column] for table in found}) == 1
    ]
    assert lost, "it was given up too early"


def test_a_table_as_a_reader_sees_it() -> None:
    values = [[120, 3, 40], [310, 25, 0], [88, 19, 12]]
    shown = [
        [str(value) if mark == SHOWN else "<5" if mark == SMALL else "…" for value, mark in zip(row, marks, strict=True)]
        for row, marks in zip(values, hide(values, 5) or [], strict=True)
    ]
    assert shown == [["120", "<5", "…"], ["310", "…", "…"], ["88", "19", "12"]] or shown == [
        ["120", "<5", "…"], ["310", "25", "0"], ["88", "…", "…"],
    ]  # fmt: skip


def test_nothing_small_hides_nothing() -> None:
    assert hide([[5, 0], [0, 7]], 5) == [[SHOWN, SHOWN], [SHOWN, SHOWN]]
    assert hide([[1, 2], [3, 4]], 0) == [[SHOWN, SHOWN], [SHOWN, SHOWN]]


def test_what_the_sums_tell_is_not_pretended_to_be_hidden() -> None:
    assert hide([[3, 40, 50]], 5) is None, "one row is its own sums"
    assert hide([[3, 0], [9, 0]], 5) is None, "one column is"
