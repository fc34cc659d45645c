"""What characters do in a recipient's field: which have no place there, and how a value is shown without telling it."""

from __future__ import annotations

import re
import unicodedata

SEPARATOR = "\x1f"
"""Stands between the fields of a joined row, and before the reference of a finished text; in no field."""

BIDI = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]")
"""Bidi controls and marks: they turn what the eye reads away from what the file says (CVE-2021-42574)."""
ZERO_WIDTH = re.compile(
    "[\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200d\u2060-\u2064\u206a-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0]"
)
CONTROL = re.compile("[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]")
BREAK = re.compile("[\n\r\x85\u2028\u2029]")
LOST = "\ufffd"
"""What Python and spreadsheets put where a byte meant nothing."""
QUESTION = re.compile(r"(?<=[^\W\d_])\?(?=[^\W\d_])")
"""A question mark within a word: a programme that did not know the letter wrote it."""

_IMAGES = bytes(byte for byte in range(0x80, 0xC0) if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)).decode("cp1252")
_SIGNS = "".join(c for c in _IMAGES if not c.isalpha()) + "\x81\x8d\x8f\x90\x9d"
MOJIBAKE = re.compile(f"[ÃÂ][{re.escape(_IMAGES)}\x81\x8d\x8f\x90\x9d]|[ÄÅÐÑØÙâ][{re.escape(_SIGNS)}]|√[^\\s\\d]")
"""UTF-8 read as Windows-1252 (``Ã¥`` for å): a lead byte's letter, then the letter of a byte 80–BF; ``√•`` is the Mac's."""

FORMULA = re.compile(r"[=+\-@\t\r]")
"""What a spreadsheet takes for the beginning of a formula (OWASP, CSV injection)."""
MARKUP = re.compile(r"<[!/?A-Za-z]|&(?:#\d+|#x[0-9A-Fa-f]+|[A-Za-z]{2,8});")
EMAIL = re.compile(r"\S@\S|https?:|www\.", re.IGNORECASE)
TELEPHONE = re.compile(r"(?<![\w-])(?:\+\d|00[1-9]\d|0[1-9]\d{0,2}[-/ ]{1,3}\d)(?:[ -]?\d){4,}|(?<!\d)\d{7,}")
"""A telephone number: with a country code, with an area code and a hyphen or a space after it, or seven digits in a row."""

SPACES = re.compile(r"[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
LIMIT = 40
"""How much of a value is shown at the most."""


def named(character: str) -> str:
    """A code point as it is written in tables: ``U+200B``."""
    return f"U+{ord(character):04X}"


def visible(character: str) -> bool:
    """Whether a character shows by itself and leaves its neighbours in peace."""
    return character == " " or unicodedata.category(character)[0] in "LNPS"


def described(character: str) -> str:
    """A code point with the character itself where it shows: ``U+4E2D (中)``."""
    rtl = unicodedata.bidirectional(character) in ("R", "AL", "AN")
    return named(character) if rtl or not visible(character) else f"{named(character)} ({character})"


def masked(value: str) -> str:
    """A recipient's value made safe: letters x, digits 0, what does not show spelled out, cut after :data:`LIMIT`."""
    return _cut([_mask(c) for c in value[: LIMIT + 1]])


def plainly(value: str) -> str:
    """A value that identifies nobody, such as a postal code: as it is, but what does not show is spelled out."""
    found = [c if visible(c) else f"‹{named(c)}›" for c in value[: LIMIT + 1]]
    return _cut(found)


def _mask(character: str) -> str:
    kind = unicodedata.category(character)
    if kind == "Nd":
        return "0"
    if kind[0] in "LMN":
        return "x"
    return character if visible(character) else f"‹{named(character)}›"


def _cut(shown: list[str]) -> str:
    if shown and FORMULA.match(shown[0]):
        shown[0] = f"‹{shown[0]}›"
    return "".join(shown[:LIMIT]) + ("…" if len(shown) > LIMIT else "")


def tidy(value: str) -> str:
    """NFC, without spaces at either end, one space where there were several or a no-break one."""
    if not value.isascii():
        value = unicodedata.normalize("NFC", value)
    return SPACES.sub(" ", value).strip()


def plain(word: str) -> str:
    """A heading, a language or a country for comparing: no case, accents, spaces or punctuation."""
    text = unicodedata.normalize("NFKD", word).casefold()
    return "".join(c for c in text if c.isalnum())
