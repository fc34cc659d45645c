"""The heading of a recipients' file: which column holds what, recognised in Swedish and English or by a mapping."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from press.problems import Message, Place, Problem, say
from press.readers.recipients.characters import plain, plainly
from press.readers.recipients.identity import personal_number

LINES = tuple(f"line{number}" for number in range(1, 8))
FIELDS: Mapping[str, tuple[str, ...]] = {
    "name": ("namn", "name", "mottagare", "mottagarnamn", "fullständigt namn", "hela namnet", "för- och efternamn",
             "full name", "recipient", "recipient name", "addressee", "adressat"),
    "first_name": ("förnamn", "first name", "given name", "tilltalsnamn", "förnamn(en)"),
    "last_name": ("efternamn", "last name", "surname", "family name"),
    "co": ("c/o", "care of", "c/o-adress", "c/o adress", "c/o address"),
    "street": ("adress", "street", "gatuadress", "utdelningsadress", "gata", "gata och nummer", "address",
               "street address", "postal address", "besöksadress", "utdelningsadress 1"),
    "line1": ("adress 1", "address line 1", "adressrad 1", "address 1", "rad 1"),
    "line2": ("adress 2", "address line 2", "extra", "adressrad 2", "address 2", "extra adressrad", "rad 2",
              "utdelningsadress 2", "tilläggsadress", "lägenhet", "lägenhetsnummer", "apartment"),
    **{f"line{n}": (f"adress {n}", f"address line {n}", f"adressrad {n}", f"address {n}", f"rad {n}")
       for n in range(3, 8)},
    "postal_code": ("postnr", "postcode", "postnummer", "zip", "zip code", "postal code", "post code", "zipcode"),
    "town": ("ort", "town", "postort", "city", "stad", "post town", "locality"),
    "post": ("postadress", "postnr och ort", "postnummer och ort", "postnummer och postort", "postnr ort",
             "postnr/ort", "postcode and town", "zip and city"),
    "country": ("land", "country", "landskod", "country code"),
    "language": ("språk", "language", "språkkod", "korrespondensspråk", "language code", "brevspråk", "modersmål",
                 "önskat språk", "preferred language"),
    "reference": ("ärende", "case", "diarienummer", "beteckning", "dossiernummer", "reference", "referens",
                  "ärendenummer", "ärendenr", "diarienr", "dnr", "case number", "case reference", "reference number",
                  "vår beteckning", "vår referens"),
    "protected": ("skyddad", "protected", "sekretess", "sekretessmarkering", "skyddade personuppgifter",
                  "skyddad identitet", "skyddad folkbokföring", "confidential", "protected identity", "skydd",
                  "skyddad adress", "sekretessmarkerad", "skyddsmarkering"),
}  # fmt: skip
"""Our names of the columns, and what their headings may say: first a Swedish one, then an English one, which we show."""

FORBIDDEN = ("personnummer", "personnr", "pnr", "person nr", "samordningsnummer", "samordningsnr", "person- och samordningsnummer",
             "person-/samordningsnummer", "identitetsnummer", "id-nummer", "födelsedatum", "födelsedag", "född",
             "födelsetid", "personal identity number", "personal number", "social security number", "ssn", "date of birth", "dob",
             "birth date", "birthdate", "personid", "coordination number")  # fmt: skip
"""Headings of what does not belong in a file of addresses."""

NEAR = 0.78
"""How alike (difflib's ratio) a heading must be to a known one to be offered as what was meant."""
REQUIRED = ("name", "street", "postal_code", "town")
_KNOWN = {plain(word): field for field, words in FIELDS.items() for word in words}
_FORBIDDEN = frozenset(map(plain, FORBIDDEN))


class Layout(NamedTuple):
    """Which column holds what. ``fields`` has a field or "" for each column; ``shown`` their headings, safe to show;
    ``places`` the (last) column of each field; ``protected`` all columns that tell of protected identity; ``plain`` the
    headings for comparing, "" where there is none."""

    fields: tuple[str, ...]
    shown: tuple[str, ...]
    places: Mapping[str, int]
    protected: tuple[int, ...]
    plain: tuple[str, ...]

    @property
    def free(self) -> bool:
        """Whether the address is free lines, the last of which has postal code and town."""
        return "postal_code" not in self.places


def labels(field: str) -> str:
    """What a field is called, in Swedish and English: ``postnr (postcode)``."""
    swedish, english = FIELDS[field][:2]
    return swedish if swedish == english else f"{swedish} ({english})"


def field_named(word: str) -> str:
    """Our name of the column that ``word`` is a heading of (or our own name itself), or ""."""
    return word if word in FIELDS else _KNOWN.get(plain(word), "")


def near(heading: str, wished: Sequence[str]) -> str:
    """The field among ``wished`` that a misspelt heading is most like, or ""."""
    known = {plain(word): field for field in wished for word in FIELDS[field]}
    found = difflib.get_close_matches(plain(heading), known, n=1, cutoff=NEAR)
    return known[found[0]] if found else ""


def fields_of(cells: Sequence[str], columns: Mapping[str, str]) -> list[str]:
    """The field of each heading, "" for unknown ones; what ``columns`` maps wins over what is recognised."""
    mapped = {plain(heading): field for field, heading in columns.items()}
    taken = set(columns)
    found = []
    for cell in cells:
        field = mapped.get(plain(cell), "")
        if not field:
            known = _KNOWN.get(plain(cell), "")
            field = "" if known in taken else known
        found.append(field)
    return found


def score(cells: Sequence[str], columns: Mapping[str, str]) -> int:
    """How many different fields a row of headings names."""
    return len({field for field in fields_of(cells, columns) if field})


def letter(column: int) -> str:
    """A column as a spreadsheet names it: 0 is A, 26 is AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def missing_fields(found: set[str]) -> list[str]:
    """The required fields nothing stands for."""
    free = bool(found & {"post", *LINES[2:]}) and "postal_code" not in found and "town" not in found
    named = "name" in found or {"first_name", "last_name"} & found
    absent = []
    if not named and not (free and "post" not in found and "line3" in found):
        absent.append("name")
    if not found & {"street", "line1"}:
        absent.append("street")
    return absent if free else [*absent, *({"postal_code", "town"} - found)]


def read_headings(
    cells: Sequence[str], row: int, path: str, columns: Mapping[str, str]
) -> tuple[Layout, list[Problem]]:
    """The layout that a row of headings (``row`` counts as the spreadsheet does) gives, and what is wrong with it.

    An unknown heading is shown only when all that is needed was recognised: otherwise the row may be a recipient's.
    """
    problems: list[Problem] = []
    fields = fields_of(cells, columns)
    absent = sorted(missing_fields(set(fields)), key=REQUIRED.index)
    where = Place(path, row)
    if not set(fields) & {"name", "first_name", "last_name", "street", "postal_code", "town", *LINES, "post"}:
        return _layout(cells, fields, False), [Problem(where, *_no_heading())]
    layout = _layout(cells, fields, not absent)
    problems += [_absent(field, fields, cells, where) for field in absent]
    problems += _wishes(columns, fields, layout, where)
    problems += _doubled(fields, layout, where)
    for number, cell in enumerate(cells):
        if not fields[number] and cell.strip():
            problems.append(_unread(number, cell, layout.shown[number], where, set(fields)))
    return layout, problems


def _layout(cells: Sequence[str], fields: Sequence[str], known: bool) -> Layout:
    shown = []
    for number, (cell, field) in enumerate(zip(cells, fields, strict=True)):
        safe = (field or known) and cell.strip() and not any(map(str.isdigit, cell.replace(" ", "")[:-1]))
        shown.append(plainly(cell.strip()) if safe else letter(number))
    return Layout(
        tuple(fields),
        tuple(shown),
        {field: number for number, field in enumerate(fields) if field},
        tuple(number for number, field in enumerate(fields) if field == "protected"),
        tuple(plain(cell) or cell.strip() for cell in cells),
    )


def _no_heading() -> tuple[Message, Message]:
    return (
        say("The first row has no headings that are known here."),
        say(
            "Write a row above the recipients with at least: %(known)s.",
            known=", ".join(labels(field) for field in REQUIRED),
        ),
    )


def _absent(field: str, fields: Sequence[str], cells: Sequence[str], where: Place) -> Problem:
    what = say("There is no column for %(field)s.", field=labels(field))
    for number, cell in enumerate(cells):
        if not fields[number] and near(cell, [field]) == field:
            fix = say("Did you mean column %(column)s? Then write “%(heading)s” there.", column=letter(number),
                      heading=FIELDS[field][0])  # fmt: skip
            return Problem(where, what, fix)
    return Problem(where, what, say("Add it, or say in a mapping file which of your columns it is: “%(field)s: your heading”.",
                                    field=FIELDS[field][0]))  # fmt: skip


def _wishes(columns: Mapping[str, str], fields: Sequence[str], layout: Layout, where: Place) -> list[Problem]:
    return [
        Problem(
            where,
            say("The column that was to be read as %(field)s is not in the file.", field=labels(field)),
            say("Write the heading in the mapping exactly as it stands in the file."),
        )
        for field in columns
        if field in FIELDS and field not in fields
    ]


def _doubled(fields: Sequence[str], layout: Layout, where: Place) -> list[Problem]:
    """Two columns for one field; several marks of protection are fine, each holds a row."""
    return [
        Problem(
            where,
            say(
                "Two columns can be %(field)s: %(first)s and %(second)s.",
                field=labels(field),
                first=letter(fields.index(field)),
                second=letter(number),
            ),
            say("Take one away, or rename it so that it is not read."),
        )
        for number, field in enumerate(fields)
        if field and field != "protected" and fields.index(field) < number
    ]


def _unread(number: int, cell: str, shown: str, where: Place, found: set[str]) -> Problem:
    key = plain(cell)
    if key in _FORBIDDEN or personal_number(cell):
        what = say(
            "Column %(column)s holds personal identity numbers or dates of birth. It is not read.",
            column=letter(number),
        )
        return Problem(where, what, say("Take the column out of the file: it does not belong there."), "warning")
    if shown == letter(number):
        what = say("Column %(column)s is not known and is not read.", column=shown)
    else:
        what = say(
            "Column %(column)s is not known and is not read: “%(heading)s”.", column=letter(number), heading=shown
        )
    likely = near(cell, [field for field in FIELDS if field not in found])
    if likely:
        return Problem(where, what, say("Did you mean “%(near)s”?", near=FIELDS[likely][0]), "warning")
    return Problem(where, what, say("Nothing, if the letters do not need it."), "warning")


def hidden_numbers(layout: Layout, rows: Sequence[Sequence[str]], where: Place) -> list[Problem]:
    """A warning for each unread column in which personal identity numbers stand in the first rows."""
    return [
        Problem(
            where,
            say(
                "Column %(column)s holds personal identity numbers or dates of birth. It is not read.",
                column=letter(number),
            ),
            say("Take the column out of the file: it does not belong there."),
            "warning",
        )
        for number, field in enumerate(layout.fields)
        if not field
        and layout.plain[number] not in _FORBIDDEN
        and any(number < len(cells) and personal_number(cells[number]) for cells in rows)
    ]
