"""One row, looked at in every respect: all that is wrong with it at once, or the address it gives.

Most rows never come here: :mod:`press.readers.recipients.ordinary` knows at a glance that they are right. A property
test holds the two to the same verdict.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from press.problems import Message, say
from press.readers.recipients import identity
from press.readers.recipients.address import compose
from press.readers.recipients.cells import EMPTY_WORDS, TRUTH, TYPED, TYPES, invisible, suspect, unprintable
from press.readers.recipients.characters import (
    BREAK,
    CONTROL,
    MOJIBAKE,
    SEPARATOR,
    ZERO_WIDTH,
    masked,
    plain,
    plainly,
    tidy,
)
from press.readers.recipients.headings import Layout
from press.readers.recipients.languages import Languages
from press.recipients import Finding, Wanted

PUBLIC = frozenset({"postal_code", "town", "country", "language"})
"""Fields that identify nobody by themselves: their values are shown."""


class Checked(NamedTuple):
    """A row after the check; ``verdict`` is "" where it may be printed. ``lines`` are the address lines as printed."""

    verdict: str
    findings: list[Finding]
    name: str = ""
    street: str = ""
    code: str = ""
    lines: tuple[str, ...] = ()
    language: str = ""
    reference: str = ""


class RowCheck:
    """The long check of the rows of one file."""

    def __init__(self, layout: Layout, wanted: Wanted, languages: Languages) -> None:
        self.layout = layout
        self.wanted = wanted
        self.languages = languages

    def check(self, row: int, cells: Sequence[str]) -> Checked:
        """All there is to say about a row that is not empty."""
        if _is_heading(self.layout, cells):
            return _whole(row, say("The row repeats the heading."), say("Delete the row."))
        beyond = len(cells) - len(self.layout.fields)
        if not beyond and any(
            cell.strip() and not heading for cell, heading in zip(cells, self.layout.plain, strict=True)
        ):
            beyond = 1  # the columns without a heading are there, but nobody wrote them on purpose
        protected = self._protected(row, cells, beyond != 0)
        if protected:
            return Checked("held", [protected])
        if beyond > 0:
            return _whole(
                row,
                say("The row has more fields than the heading: %(count)s too many.", count=beyond),
                say("Look for a separator within a field and put that field in quotes, or take the extra fields away."),
            )
        if beyond < 0:
            return _whole(
                row,
                say("The row has fewer fields than the heading: %(count)s are missing.", count=-beyond),
                say("Write all fields, empty ones too, so that each value stands under its own heading."),
            )
        return self._fields(row, cells)

    def _protected(self, row: int, cells: Sequence[str], shifted: bool) -> Finding | None:
        """Why the row is held out of the job. Nothing of it is shown, whatever else is wrong with it.

        In a row whose values are ``shifted`` some other value may stand under the heading: only a clear yes holds it then;
        otherwise it is rejected, which prints and shows as little.
        """
        for column in self.layout.protected:
            value = cells[column] if column < len(cells) else ""
            if value.startswith(TYPED):
                value = value.removeprefix(TRUTH).lower()
            said = identity.marked(tidy(CONTROL.sub(" ", value)))
            if said and not (shifted and said == identity.UNCLEAR):
                return Finding(row, self.layout.shown[column], "", *said, "held")
        joined = ZERO_WIDTH.sub("", tidy(BREAK.sub(" ", f" {SEPARATOR} ".join(cells)))).lower()
        said = identity.told(joined)
        return Finding(row, "", "", *said, "held") if said else None

    def _fields(self, row: int, cells: Sequence[str]) -> Checked:
        findings: list[Finding] = []
        values: dict[str, str] = {}

        def note(field: str, value: str, what: Message, fix: Message) -> None:
            secret = (tidy(cell) for cell, field in zip(cells, self.layout.fields, strict=True) if field not in PUBLIC)
            shown = _shown(field, value, "\n".join(secret).casefold())
            findings.append(Finding(row, self._heading(field), shown, what, fix, "rejected"))

        for raw, field in zip(cells, self.layout.fields, strict=True):
            if not field or field == "protected":
                continue
            if raw.startswith(TYPED):
                kind = TRUTH if raw.startswith(TRUTH) else raw
                values[field] = ""
                if kind in TYPES:
                    note(field, "", *TYPES[kind])
                    continue
            value = tidy(raw)
            values[field] = "" if value in EMPTY_WORDS else value
            for said in (*invisible(raw), *suspect("" if value in EMPTY_WORDS else value, field)):
                note(field, value, *said)
            if field not in ("language", "country"):
                for said in unprintable(MOJIBAKE.sub("", value), self.wanted.widths):
                    note(field, value, *said)
        spoilt = {finding.column for finding in findings}
        address = compose(values, self.layout.free, self.wanted)
        for field, value, what, fix in address.told:
            if self._heading(field) not in (spoilt - {""}):
                note(field, value, what, fix)
        language, wrong = self.languages.read(values.get("language", ""))
        if wrong and self._heading("language") not in (spoilt - {""}):
            note("language", values.get("language", ""), *wrong)
        reference = values.get("reference", "")
        over = sum(self.wanted.widths.get(character, 0) for character in reference) - self.wanted.reference_mm
        if over > 0:
            what = say("The reference is %(over)s mm too long for its place on the letter.", over=math.ceil(over))
            note("reference", reference, what, say("Shorten it."))
        if not findings and any(not character.isprintable() for text, _ in address.lines for character in text):
            note("", "", say("There is a character here that cannot be printed."), say("Type the row again by hand."))
        lines = tuple(text for text, _ in address.lines)
        return Checked(
            "rejected" if findings else "",
            findings,
            address.name,
            address.street,
            address.code,
            lines,
            language,
            reference,
        )

    def _heading(self, field: str) -> str:
        place = self.layout.places.get(field)
        return "" if place is None else self.layout.shown[place]


def _whole(row: int, what: Message, fix: Message) -> Checked:
    return Checked("rejected", [Finding(row, "", "", what, fix, "rejected")])


def _is_heading(layout: Layout, cells: Sequence[str]) -> bool:
    """Whether most of what the row says is what its own columns are called."""
    place = layout.places.get("postal_code")
    if place is not None and place < len(cells) and any(map(str.isdigit, cells[place])):
        return False
    filled = [(plain(cell), heading) for cell, heading in zip(cells, layout.plain, strict=False) if cell.strip()]
    same = sum(cell == heading for cell, heading in filled)
    return same >= 2 and same * 2 > len(filled)


def _shown(field: str, value: str, secret: str) -> str:
    """A value safe to show. A town, a country or a language too is masked where columns may have changed places: when it
    shares four letters with ``secret``, the fields that tell who it is, or looks like a number of a person."""
    if field not in PUBLIC or identity.personal_number(value) or sum(map(str.isdigit, value)) > 8:
        return masked(value)
    low = value.casefold()
    if any(low[at : at + 4] in secret for at in range(len(low) - 3) if low[at : at + 4].isalpha()):
        return masked(value)
    return plainly(value)
