"""The recipients of a run of letters, read and checked: what the job asks of a row, and what was found.

Personal data lives in :attr:`Recipients.texts` and :attr:`Recipients.languages` alone, for as long as the run lasts.
No sentence holds any of it, and ``shown`` holds it only with its letters and digits blotted out, so findings may be
printed, saved and sent on. Flat columns instead of one object a row: a hundred thousand rows have to fit in a small
machine.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from typing import Literal, NamedTuple

from press.problems import Message, Problem

Verdict = Literal["rejected", "held", "note"]
Decision = Literal["print", "skip"]

LINE = "\n"
"""Stands between the address lines of a text."""
REFERENCE = "\x1f"
"""Stands between the address and the reference of a text, where there is one."""
FEWEST_LINES = 3


class Wanted(NamedTuple):
    """What the job asks of a row.

    ``languages`` maps the codes of the languages the letter is written in to the further spellings staff may write
    ("arabiska", "Arabic", "العربية", "ara"); ``known_languages`` does the same for all languages of the site, so that
    one without a letter gets a sentence of its own. ``default_language`` is the code for rows that name none; "" makes
    such a row an error. ``columns`` maps our field names (:data:`press.readers.recipients.headings.FIELDS`) to headings
    of theirs and wins over recognised ones. ``widths`` is the advance in mm of every character that can be printed, at
    the size printed; ``line_mm`` the width of an address line in the window, ``reference_mm``
    how long a reference may be, at the same size. ``duplicates`` says what happens to the second
    and later of the same; ``decisions`` is what the staff decided for single rows, and wins.
    """

    languages: Mapping[str, tuple[str, ...]]
    known_languages: Mapping[str, tuple[str, ...]]
    default_language: str
    columns: Mapping[str, str]
    widths: Mapping[str, float]
    line_mm: float
    most_lines: int = 7
    duplicates: Literal["hold", "print"] = "hold"
    decisions: Mapping[int, Decision] = {}
    reference_mm: float = 40.0


class Finding(NamedTuple):
    """One thing about one row. ``column`` is the heading as in the file, made safe to show; "" is the row as a whole.
    ``shown`` is the value made safe: letters as x, digits as 0, except in columns that identify nobody."""

    row: int
    column: str
    shown: str
    what: Message
    fix: Message
    verdict: Verdict


class Recipients(NamedTuple):
    """Everything read. ``read == len(rows) + rejected + held``, always.

    ``read`` counts rows, without the heading and without empty rows at the end of the file. ``rows`` are the numbers of
    the accepted rows as a spreadsheet shows them (the heading is row 1), in file order; ``languages`` and ``texts`` go
    with them. A text is the address lines joined by :data:`LINE`, then :data:`REFERENCE` and the reference if
    there is one. ``problems`` are about the file as a whole; an error among them means that no row was read.
    ``encoding`` and ``delimiter`` are what was found in the file, for staff to see.
    """

    read: int
    rows: array[int]
    languages: list[str]
    texts: list[str]
    rejected: int
    held: int
    findings: tuple[Finding, ...]
    problems: tuple[Problem, ...]
    encoding: str = ""
    delimiter: str = ""

    @property
    def failed(self) -> bool:
        """Whether the file could not be read at all."""
        return any(problem.severity == "error" for problem in self.problems)


def parts(text: str) -> tuple[list[str], str]:
    """The address lines and the reference of one of :attr:`Recipients.texts`."""
    address, _, reference = text.partition(REFERENCE)
    return address.split(LINE), reference
