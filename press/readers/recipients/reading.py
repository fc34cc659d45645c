"""A file of recipients, read once from beginning to end: every row is accepted, rejected or held, and none is lost."""

from __future__ import annotations

import itertools
from array import array
from collections.abc import Iterator
from pathlib import Path
from sys import intern
from typing import NamedTuple

from press.adapters.spreadsheets import WorkbookMistake
from press.problems import Message, Place, Problem, say
from press.readers.recipients import packed, source, workbook
from press.readers.recipients.duplicates import Seen
from press.readers.recipients.headings import Layout, hidden_numbers, read_headings
from press.readers.recipients.languages import Languages
from press.readers.recipients.ordinary import glancing
from press.readers.recipients.rows import RowCheck
from press.recipients import LINE, REFERENCE, Finding, Recipients, Wanted

MOST_ROWS = 1_000_000
LOOKED_AT = 100
"""In so many first rows the columns that are not read are searched for personal identity numbers."""

Rows = Iterator[list[str]]


DECIDE = say("Delete one of the rows, or decide that this one is printed too.")
"""The way out for a row that may be printed nevertheless, if somebody decides so."""


class File(NamedTuple):
    """A file that can be read: its rows from the first on, and what was found out about it."""

    rows: Rows
    encoding: str
    delimiter: str


def read_recipients(path: Path, wanted: Wanted) -> Recipients:
    """Read and check a CSV, TSV or XLSX file of recipients. Whatever is in it, nothing is raised; a file that cannot be
    read, or only in part, gives an error among ``problems`` and no rows."""
    problems: list[Problem] = []
    try:
        file = _open(path, wanted, problems)
        if file is None:
            return _nothing(problems)
        return _read(file, path, wanted, problems)
    except source.Unclosed as mistake:
        return _nothing([*problems, _unclosed(path, mistake.row)])
    except WorkbookMistake as mistake:
        return _nothing([*problems, Problem(Place(path.name), mistake.what, mistake.fix)])
    except OSError as error:
        what = say("The file cannot be read: %(reason)s.", reason=error.strerror or "–")
        return _nothing(
            [*problems, Problem(Place(path.name), what, say("Look at its name, and whether you may open it."))]
        )


def first_row(path: Path, wanted: Wanted) -> list[str]:
    """The cells of the first row with anything in it, as they stand there; none in a file that cannot be read. It may be a
    recipient's, where the file has no headings."""
    try:
        file = _open(path, wanted, [])
        rows = itertools.islice(file.rows, LOOKED_AT) if file is not None else ()
        return next(([" ".join(cell.split()) for cell in cells] for cells in rows if any(cell.strip() for cell in cells)), [])
    except (source.Unclosed, WorkbookMistake, OSError):
        return []


def _nothing(problems: list[Problem]) -> Recipients:
    return Recipients(0, array("I"), [], [], 0, 0, (), tuple(problems))


def _unclosed(path: Path, row: int) -> Problem:
    what = say("A quotation mark is opened in row %(row)s and not closed, so rows after it would be lost.", row=row)
    return Problem(Place(path.name, row), what, say("Take the quotation mark away, or close it in the same field."))


def _open(path: Path, wanted: Wanted, problems: list[Problem]) -> File | None:
    """The file as rows of text, or None with an error among ``problems``. Raises OSError."""
    with path.open("rb") as file:
        head = file.read(64)
    refused = packed.refuse(path, head)
    if refused:
        problems.append(refused)
        return None
    if head.startswith(b"PK"):
        table, found = workbook.look(path, wanted.columns)
        problems += found
        return None if table is None else File(workbook.rows(table), "XLSX", "")
    if path.stat().st_size > source.MOST_BYTES:
        what = say("The file is bigger than %(most)s MB.", most=source.MOST_BYTES // 1_000_000)
        problems.append(
            Problem(Place(path.name), what, say("Divide it into several files, or look whether it is the right one."))
        )
        return None
    text, found = source.look(path, wanted.columns)
    problems += found
    if text is None:
        return None
    return File(source.rows(path, text), source.SAID[text.encoding], {"\t": "TAB"}.get(text.delimiter, text.delimiter))


def _read(file: File, path: Path, wanted: Wanted, problems: list[Problem]) -> Recipients:
    before = 0
    for heading in file.rows:
        before += 1
        if any(cell.strip() for cell in heading):
            break
    else:
        problems.append(
            Problem(Place(path.name), say("The file is empty."), say("Save the spreadsheet with its recipients again."))
        )
        return _nothing(problems)
    layout, found = read_headings([cell.replace("\n", " ") for cell in heading], before, path.name, wanted.columns)
    problems += found
    if any(problem.severity == "error" for problem in problems):
        return _nothing(problems)
    first = list(itertools.islice(file.rows, LOOKED_AT))
    problems += hidden_numbers(layout, first, Place(path.name, before))
    run = _Run(layout, wanted, {"TAB": "\t"}.get(file.delimiter, file.delimiter))
    run.take(before + 1, itertools.chain(first, file.rows))
    if run.read > MOST_ROWS:
        what = say("The file has more than %(most)s rows.", most=f"{MOST_ROWS:,}".replace(",", "\u00a0"))
        problems.append(
            Problem(Place(path.name), what, say("Divide it into several files and print them one after the other."))
        )
        return _nothing(problems)
    if not run.read:
        problems.append(
            Problem(
                Place(path.name),
                say("There are no recipients below the heading."),
                say("Save the spreadsheet with its recipients again."),
            )
        )
    problems += _undecided(path, wanted, before, run.read)
    return Recipients(
        run.read,
        run.rows,
        run.languages,
        run.texts,
        run.rejected,
        run.held,
        tuple(run.findings),
        tuple(problems),
        file.encoding,
        file.delimiter,
    )


def _undecided(path: Path, wanted: Wanted, heading: int, read: int) -> Iterator[Problem]:
    outside = sorted(row for row in wanted.decisions if not heading < row <= heading + read)
    if outside:
        what = say(
            "There are decisions about rows that are not in the file: %(rows)s.", rows=", ".join(map(str, outside[:10]))
        )
        yield Problem(Place(path.name), what, say("Look whether the decisions are about another file."), "warning")


class _Run:
    """The rows of one file on their way to being accepted, rejected or held."""

    def __init__(self, layout: Layout, wanted: Wanted, delimiter: str) -> None:
        self.layout, self.wanted, self.delimiter = layout, wanted, delimiter
        self.speak = Languages(wanted)
        self.check = RowCheck(layout, wanted, self.speak)
        self.glance = glancing(layout, wanted, self.speak)
        self.seen = Seen()
        self.read = self.rejected = self.held = 0
        self.rows: array[int] = array("I")
        self.languages: list[str] = []
        self.texts: list[str] = []
        self.findings: list[Finding] = []

    def take(self, number: int, rows: Rows) -> None:
        """Read all rows; ``number`` is that of the first. Stops after one row too many."""
        glance = self.glance
        decisions, accept, empty = self.wanted.decisions, self._accept, 0
        for row, cells in enumerate(rows, number):
            found = glance(cells) if glance is not None and row not in decisions else None
            if found is None and (not any(cells) or not any(map(str.strip, cells))):
                empty += 1  # at the end of the file they are nothing; further rows make them rows too
                continue
            if empty:
                self._empty(range(row - empty, row))
                empty = 0
            self.read += 1
            if found is not None:
                accept(row, *found)
            else:
                self._slowly(row, cells)
            if self.read > MOST_ROWS:
                return

    def _empty(self, rows: range) -> None:
        self.read += len(rows)
        self.rejected += len(rows)
        what, fix = say("The row is empty."), say("Delete the row.")
        self.findings += [Finding(row, "", "", what, fix, "rejected") for row in rows]

    def _slowly(self, row: int, cells: list[str]) -> None:
        """The long check, and what the staff decided about the row."""
        if self.delimiter and source.swallowed(cells, self.delimiter, len(self.layout.fields)):
            raise source.Unclosed(row)
        decision = self.wanted.decisions.get(row)
        if decision == "skip":
            self._hold(
                row, say("The row is left out, as you have decided."), say("Take the decision away to print it.")
            )
            return
        checked = self.check.check(row, cells)
        if not checked.verdict:
            found = (
                checked.name,
                checked.street,
                checked.code,
                list(checked.lines),
                checked.language,
                checked.reference,
            )
            self._accept(row, *found, decided=decision == "print")
            self._learn(cells, checked.language)
            return
        self.findings += checked.findings
        self.rejected += checked.verdict == "rejected"
        self.held += checked.verdict == "held"
        if decision == "print":
            what = say("The row is not printed, although you have decided so: only duplicates can be decided.")
            fix = say("Put right what is said about the row; a protected identity is never printed.")
            self.findings.append(Finding(row, "", "", what, fix, "note"))

    def _learn(self, cells: list[str], language: str) -> None:
        """Remember how a language was written in a row that is right, for the quick way."""
        column = self.layout.places.get("language")
        if column is not None and len(self.speak.exact) < 1000:
            self.speak.exact.setdefault(cells[column], intern(language))

    def _hold(self, row: int, what: Message, fix: Message) -> None:
        self.held += 1
        self.findings.append(Finding(row, "", "", what, fix, "held"))

    def _accept(
        self,
        row: int,
        name: str,
        street: str,
        code: str,
        lines: list[str],
        language: str,
        reference: str,
        decided: bool = False,
    ) -> None:
        """A row that is right by itself: accepted, unless it is the same as one before."""
        before = self.seen.add(name, street, code, len(self.rows))
        if before >= 0 and not decided and not self._again(row, before, reference):
            return
        self.rows.append(row)
        self.languages.append(language)
        text = LINE.join(lines)
        self.texts.append(text + REFERENCE + reference if reference else text)

    def _again(self, row: int, before: int, reference: str) -> bool:
        """Tell of a row that is the same as one before; whether it is printed nevertheless."""
        other = self.texts[before].partition(REFERENCE)[2]
        if reference and other and reference != other:
            what = say("The same person and address as row %(row)s, with another reference.", row=self.rows[before])
        else:
            what = say("The same person and address as row %(row)s.", row=self.rows[before])
        if self.wanted.duplicates == "print":
            fix = say("Nothing, if both should get a letter: duplicates are printed, as you have chosen.")
            self.findings.append(Finding(row, "", "", what, fix, "note"))
            return True
        self._hold(row, what, DECIDE)
        return False
