"""Bytes of a file become text: UTF-8 only, line ends unified, invisible and forbidden characters reported at their line."""

from __future__ import annotations

import html
import re
import unicodedata

from press.problems import Place, Problem, say

# Bidi controls turn what the eye reads away from what the file says ("Trojan Source", CVE-2021-42574); U+200E/F and
# U+061C are harmless marks but invisible, and lang/dir do their work here. ZWNJ/ZWJ are spelling in Persian: allowed.
FORBIDDEN = re.compile(
    "[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c\ufeff\ufffd\ue000-\uf8ff\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x85\u2028\u2029]"
)

# The same, told from bytes by C loops instead of character by character: a page has thousands of letters and none of these.
# In UTF-8, 0xEE begins U+E000–U+EFFF and 0xEF U+F000–U+FFFF: seldom anything else than these.
BYTES = bytes([*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F, 0xEE, 0xEF])
OTHERS = "\x85\u061c\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"

REFERENCE = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,31});")
BIDI = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})
MARKS = "\u200e\u200f\u061c"


def decode(data: bytes, path: str, problems: list[Problem]) -> str:
    """The text of ``data``; mistakes go to ``problems`` and what cannot be read is left out."""
    data = data.removeprefix(b"\xef\xbb\xbf")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        problems.append(
            Problem(
                Place(path, data.count(b"\n", 0, error.start) + 1),
                say("The file is not saved as UTF-8."),
                say("Save it again with the encoding UTF-8."),
            )
        )
        text = data.decode("utf-8", "replace").replace("\ufffd", "?")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not clean(data, text):
        for match in FORBIDDEN.finditer(text):
            line = text.count("\n", 0, match.start()) + 1
            problems.append(forbidden(match.group(), Place(path, line)))
        text = FORBIDDEN.sub("", text)
    return text


def clean(data: bytes, text: str) -> bool:
    """Whether ``text``, whose UTF-8 is ``data``, holds none of the FORBIDDEN characters."""
    if len(data.translate(None, BYTES)) == len(data):
        return text.isascii() or not any(other in text for other in OTHERS)
    return FORBIDDEN.search(text) is None


def forbidden(character: str, where: Place) -> Problem:
    """The Problem of a character that may not stand in any file."""
    kind = unicodedata.category(character)
    name = unicodedata.name(character, "private-use character" if kind == "Co" else "control character")
    direction = unicodedata.bidirectional(character) in BIDI or character in MARKS
    return Problem(
        where,
        say(
            "There is an invisible or reserved character here: U+%(code)s %(name)s.",
            code=f"{ord(character):04X}",
            name=name,
        ),
        say("Delete it; the program sets the direction of the text by itself.")
        if direction
        else say("Delete it, or type the sign you mean in its place."),
    )


def references(text: str, path: str, first_line: int, problems: list[Problem]) -> str:
    """Markdown's ``&#x202E;`` and ``&lrm;`` are such characters too, only written out: reported, and left out."""

    def look(match: re.Match[str]) -> str:
        character = html.unescape(match.group())
        if not FORBIDDEN.fullmatch(character):
            return match.group()
        problems.append(forbidden(character, Place(path, text.count("\n", 0, match.start()) + first_line)))
        return ""

    return REFERENCE.sub(look, text)
