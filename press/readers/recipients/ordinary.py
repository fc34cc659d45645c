"""The quick way: one look that knows most rows to be right, so that the long check is for the others.

What it takes must be exactly what the long check takes without a word; what it does not take may still be right.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import NamedTuple

from press.readers.recipients.characters import SEPARATOR
from press.readers.recipients.headings import LINES, Layout
from press.readers.recipients.identity import HINTS, personal_number
from press.readers.recipients.languages import Languages
from press.recipients import Wanted

TAKEN = frozenset({"name", "first_name", "last_name", "co", "street", "postal_code", "town", "country", "language",
                   "reference", "protected", *LINES, ""})  # fmt: skip
STOP = (*HINTS, "www.", "http")
"""Words on which the long check has to look."""
UNREAD = (
    "[^\x00-\x1f\x7f-\x9f\xad\u0300-\u036f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\u212a\u3164\ud800-\udfff\ufe00-\ufe0f\ufeff\uffa0]*+"
)
"""What may stand in a column that is not read: nothing that could hide the words :data:`identity.HINTS` looks for."""


class Ordinary(NamedTuple):
    """``pattern`` matches a row joined with SEPARATOR. The other members are indices of its groups (-1: there is none):
    ``names`` joined give the name; ``code`` and the next one are the parts of the postal code. ``fits`` is how many characters of any kind fit in a line."""

    pattern: re.Pattern[str]
    names: tuple[int, ...]
    care: int
    streets: tuple[int, ...]
    code: int
    town: int
    language: int
    reference: int
    fits: int


Found = tuple[str, str, str, list[str], str, str]
"""What a right row gives: name, street, postal code, the lines as printed, language, reference."""


def glancing(layout: Layout, wanted: Wanted, languages: Languages) -> Callable[[list[str]], Found | None] | None:
    """A function that takes a row's fields and gives what it found in a right one, or None where it is not sure."""
    quick = ordinary(layout, wanted)
    if quick is None:
        return None
    fullmatch, names, care, streets, at_code, at_town, at_language, at_reference, fits = (
        quick.pattern.fullmatch,
        *quick[1:],
    )
    exact, width, line_mm, most = languages.exact, wanted.widths.__getitem__, wanted.line_mm, wanted.most_lines
    reference_mm = wanted.reference_mm
    default, first, single, join = wanted.default_language, names[0], len(names) == 1, SEPARATOR.join

    def glance(cells: list[str]) -> Found | None:
        joined = join(cells)
        match = fullmatch(joined)
        if match is None:
            return None
        found = match.groups()
        if True in map(joined.lower().__contains__, STOP):
            return None
        language = exact.get(found[at_language]) if at_language >= 0 else default
        reference = found[at_reference] if at_reference >= 0 else ""
        if not language or (len(reference) > 9 and (sum(map(width, reference)) > reference_mm or personal_number(reference))):
            return None
        name = found[first] if single else f"{found[first]} {found[names[1]]}"
        code = f"{found[at_code]} {found[at_code + 1]}"
        lines = [name]
        if care >= 0 and found[care]:
            lines.append(found[care] if found[care].startswith("c/o ") else f"c/o {found[care]}")
        for place in streets:
            if found[place]:
                lines.append(found[place])
        lines.append(f"{code}  {found[at_town]}")
        for line in lines:
            if len(line) > fits and sum(map(width, line)) > line_mm:
                return None
        if len(lines) > most:
            return None
        street = (
            found[streets[0]] if len(streets) == 1 else " ".join([found[place] for place in streets if found[place]])
        )
        return name, street, code, lines, language, reference

    return glance


def ordinary(layout: Layout, wanted: Wanted) -> Ordinary | None:
    """The quick way for files of this layout, or None where only the long check will do."""
    fields = layout.fields
    have = set(fields)
    if not have <= TAKEN or not {"postal_code", "town"} <= have or layout.free:
        return None
    if ("name" in have) == ({"first_name", "last_name"} <= have) or not have & {"street", "line1"}:
        return None
    if ({"first_name", "last_name"} & have and "name" in have) or {"street", "line1"} <= have:
        return None
    letters = _letters(wanted)
    if not letters or any(c not in wanted.widths for c in " 0123456789"):
        return None
    patterns = _patterns(letters, wanted)
    groups: dict[str, int] = {}
    count, parts = 0, []
    for field, heading in zip(fields, layout.plain, strict=True):
        pattern = patterns[field] if field or heading else ""
        parts.append(pattern)
        if field and field != "protected":
            groups[field] = count
        count += re.compile(pattern).groups
    street = tuple(groups[field] for field in ("street", *LINES) if field in groups)
    names = ("name",) if "name" in groups else ("first_name", "last_name")
    printed = [wanted.widths[c] for c in (*letters, *" 0123456789.,'-:/") if c in wanted.widths]
    return Ordinary(
        re.compile(SEPARATOR.join(parts)),
        tuple(groups[field] for field in names),
        groups.get("co", -1),
        street,
        groups["postal_code"],
        groups["town"],
        groups.get("language", -1),
        groups.get("reference", -1),
        int(wanted.line_mm / (max(printed) or 1.0)),
    )


def _letters(wanted: Wanted) -> str:
    """The Latin letters that can be printed and are never a sign of a wrong encoding."""
    doubtful = "ÃÂâ"
    return "".join(
        c
        for c in map(chr, range(0x41, 0x250))
        if c in wanted.widths
        and c not in doubtful
        and unicodedata.category(c) in ("Lu", "Ll")
        and c == unicodedata.normalize("NFC", c)
    )


def _patterns(letters: str, wanted: Wanted) -> dict[str, str]:
    """A pattern for each field. Quantifiers are possessive, so that no row can make the engine go back and forth."""
    joints = "".join(re.escape(c) for c in ".'-" if c in wanted.widths)
    word = f"[{letters}{joints}]"
    words = f"[{letters}]{word}*+(?: {word}++)*+"
    signs = "".join(re.escape(c) for c in ".,'-:/" if c in wanted.widths)
    # No digit group begins with 0 or has more than five digits: no telephone, no identity number.
    street = f"[{letters}](?>(?> ?[{letters}{signs}]++)*+(?: ?[1-9][0-9]{{0,4}}+(?![0-9]))?+){{1,3}}+"
    code = f"[{letters}0-9](?>[{letters}0-9{signs}]++| (?=[^ {SEPARATOR}]))*+"
    care = f"((?:(?:c/o )?+{words})?+)" if all(c in wanted.widths for c in "c/o") else "()"
    no = "(?:[Nn]ej|NEJ|[Nn]o|NO|n|N|0|[Ff]alse|FALSE|)"
    table = {
        "name": f"({words})",
        "first_name": f"({words})",
        "last_name": f"({words})",
        "co": care,
        "street": f"({street})",
        "line1": f"({street})",
        "line2": f"((?:{street})?+)",
        "postal_code": "(?: |SE[- ]?)?([1-9][0-9]{2}) ?([0-9]{2})",
        "town": f"({words})",
        "country": "(?:Sverige|SVERIGE|Sweden|SWEDEN|SE|)",
        "language": f"([^{SEPARATOR}]*+)",
        "reference": f"((?:{code})?+)",
        "protected": no,
        "": UNREAD,
    }
    return {**dict.fromkeys(LINES, "()"), **table}
