"""Bytes of a file become text: UTF-8 only, line ends unified, invisible and forbidden characters reported at their line."""

from __future__ import annotations

import re
import unicodedata

from press.problems import Place, Problem, say

# Bidi controls turn what the eye reads away from what the file says ("Trojan Source", CVE-2021-42574); U+200E/F and
# U+061C are harmless marks but invisible, and lang/dir do their work here. ZWNJ/ZWJ are spelling in Persian: allowed.
FORBIDDEN = re.compile(
    "[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c\ufeff\ufffd\ue000-\uf8ff\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x85\u2028\u2029]"
)


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
    found = FORBIDDEN.search(text)
    if found:
        for match in FORBIDDEN.finditer(text):
            character = match.group()
            problems.append(
                Problem(
                    Place(path, text.count("\n", 0, match.start()) + 1),
                    say(
                        "There is an invisible or reserved character here: U+%(code)s %(name)s.",
                        code=f"{ord(character):04X}",
                        name=unicodedata.name(character, "control character"),
                    ),
                    say("Delete it; the program sets the direction of the text by itself."),
                )
            )
        text = FORBIDDEN.sub("", text)
    return text
