"""The two small files that staff may write beside the recipients': which column is which, and what to do with a row."""

from __future__ import annotations

import csv
from collections.abc import Mapping

from press.problems import Place, Problem, did_you_mean, say
from press.readers.fields import document
from press.readers.recipients.characters import plain
from press.readers.recipients.headings import FIELDS, field_named
from press.readers.text import decode
from press.recipients import Decision

PRINT = frozenset(map(plain, ("print", "skriv ut", "skriv", "utskrift", "ja", "yes", "behåll", "keep")))
SKIP = frozenset(map(plain, ("skip", "hoppa över", "hoppa", "nej", "no", "ta bort", "stoppa", "leave out", "utelämna")))
ROW = frozenset(map(plain, ("row", "rad", "radnummer", "row number", "radnr")))
DECISION = frozenset(map(plain, ("decision", "beslut", "åtgärd", "action")))


def read_columns(data: bytes, path: str) -> tuple[Mapping[str, str], list[Problem]]:
    """The mapping file: ``our name of a column: their heading``, one a line (YAML). Gives field → heading."""
    problems: list[Problem] = []
    found: dict[str, str] = {}
    known = [word for words in FIELDS.values() for word in words[:2]]
    for key, line, node in document(decode(data, path, problems), path, problems).data:
        where = Place(path, line)
        field = field_named(key)
        if not field:
            fix = did_you_mean(
                key, known, say("Use one of: %(known)s.", known=", ".join(words[0] for words in FIELDS.values()))
            )
            problems.append(Problem(where, say("“%(key)s” is not a key that is known here.", key=key), fix))
        elif node.kind != "text" or not node.data.strip():
            problems.append(
                Problem(
                    where,
                    say("“%(key)s” is missing or empty.", key=key),
                    say("Write the heading as it stands in the file."),
                )
            )
        elif field in found:
            problems.append(Problem(where, say("“%(key)s” stands twice.", key=key), say("Keep one of the two lines.")))
        else:
            found[field] = " ".join(node.data.split())
    for heading in {
        heading for heading in found.values() if list(map(plain, found.values())).count(plain(heading)) > 1
    }:
        what = say("“%(heading)s” is to be two columns at once.", heading=heading)
        problems.append(Problem(Place(path), what, say("Keep one of the two lines.")))
    return found, problems


def read_decisions(data: bytes, path: str) -> tuple[Mapping[int, Decision], list[Problem]]:
    """The staff's decisions: CSV with ``row;decision`` (``rad;beslut``): the row's number, then print or skip."""
    problems: list[Problem] = []
    found: dict[int, Decision] = {}
    text = decode(data, path, problems)
    delimiter = max(";\t,", key=text.count)
    try:
        lines = [
            (number, [cell.strip() for cell in cells])
            for number, cells in enumerate(csv.reader(text.splitlines(), delimiter=delimiter), 1)
        ]
    except csv.Error:
        what = say("A quotation mark is opened and not closed.")
        return {}, [*problems, Problem(Place(path), what, say("Take it away, or close it in the same field."))]
    for line, cells in lines:
        if not any(cells) or (plain(cells[0]) in ROW and (len(cells) == 1 or plain(cells[1]) in DECISION)):
            continue
        where = Place(path, line)
        word = plain(cells[1]) if len(cells) > 1 else ""
        if not (cells[0].isascii() and cells[0].isdigit() and len(cells[0]) < 8 and int(cells[0]) > 1):
            fix = say("Write the number the row has in the spreadsheet, for example 17.")
            problems.append(Problem(where, say("The first field is not the number of a row."), fix))
        elif word not in PRINT | SKIP:
            fix = say("Write “skriv ut” (print) or “hoppa över” (skip).")
            problems.append(Problem(where, say("The decision is neither print nor skip."), fix))
        elif found.get(int(cells[0]), "print" if word in PRINT else "skip") != ("print" if word in PRINT else "skip"):
            problems.append(
                Problem(
                    where, say("Row %(row)s is decided in two ways.", row=cells[0]), say("Keep one of the two lines.")
                )
            )
        else:
            found[int(cells[0])] = "print" if word in PRINT else "skip"
    return found, problems
