"""Problems, translation records and counties as plain tuples and back, for the shelves of the ledger."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from press.model import Made
from press.places import County, Municipality
from press.problems import Message, Place, Problem

Row = tuple[Any, ...]


def problem_rows(problems: Iterable[Problem]) -> tuple[Row, ...]:
    """The problems as nested tuples."""
    return tuple(
        (p.where.path, p.where.line, p.what.template, p.what.args, p.fix.template, p.fix.args, p.severity)
        for p in problems
    )


def problems_of(rows: Iterable[Row]) -> tuple[Problem, ...]:
    """The problems :func:`problem_rows` wrote down."""
    return tuple(Problem(Place(a, b), Message(c, d), Message(e, f), g) for a, b, c, d, e, f, g in rows)


def made_row(made: Made) -> Row:
    """A translation record as nested tuples."""
    place = (made.place.path, made.place.line)
    return (made.page, made.origin, made.made, made.by, made.reviewed_by, made.reviewed, made.sections, *place)


def made_of(row: Row) -> Made:
    """The record :func:`made_row` wrote down."""
    make: Any = Made
    return make(*row[:7], Place(*row[7:]))  # type: ignore[no-any-return]


def county_row(county: County) -> Row:
    """A county as nested tuples."""
    place = (county.place.path, county.place.line)
    return (*county[:-2], tuple(tuple(municipality) for municipality in county.municipalities), place)


def county_of(row: Row) -> County:
    """The county :func:`county_row` wrote down."""
    *values, municipalities, place = row
    make: Any = County
    return make(*values, tuple([Municipality(*one) for one in municipalities]), Place(*place))  # type: ignore[no-any-return]
