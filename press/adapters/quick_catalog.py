"""The quick way to read a gettext catalog: one pattern for an entry as Babel and its kin write it, about five times as fast.

Whatever is out of the ordinary gives None, and Babel reads the file (:mod:`press.adapters.i18n`); a test holds both to the
same answer.
"""

from __future__ import annotations

import re
from typing import NamedTuple

STRING = r'"[^"\\\n]*(?:\\[nt"\\][^"\\\n]*)*"'
STRINGS = rf"({STRING}(?:\n{STRING})*)\n"
ENTRY = re.compile(
    rf"\n*((?:#(?:[:,. ][^\n]*)?\n)*)msgid {STRINGS}(?:msgid_plural {STRINGS}((?:msgstr\[[0-9]\] {STRINGS})+)|msgstr {STRINGS})(?=\n|\Z)"
)
FORM = re.compile(rf"msgstr\[([0-9])\] {STRINGS}")
DAY = r"[12][0-9]{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8]) (?:[01][0-9]|2[0-3]):[0-5][0-9][+-](?:0[0-9]|1[0-2])00"
FIELDS = {
    "Plural-Forms": re.compile(r"nplurals=([1-9]); plural=(0|[n(][n0-9 %!=<>&|?:()]*[n0-9)]);?"),
    "Content-Type": re.compile(r"text/plain; charset=(?:utf-8|UTF-8)"),
    "Language": re.compile(r"[a-z]{2,3}(?:_[A-Z]{2})?"),
    "POT-Creation-Date": re.compile(DAY),
    "PO-Revision-Date": re.compile(DAY),
}
"""The fields of a header that Babel looks into, and how they are commonly written."""
OTHER, NAME = re.compile(r"[^\t]*"), re.compile(r"(?:[A-Z]+|[A-Z][a-z]+)(?:-[A-Z][a-z]*|-[A-Z]+)*")
ESCAPED = re.compile(r"\\(.)")
SIGNS = {"n": "\n", "t": "\t"}
ODD = ("\r", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029", "\u2068", "\u2069")
"""Line ends of other kinds, and what Babel takes for marks around a file name with spaces."""


class Read(NamedTuple):
    """The plural rule, the texts with all their forms, and the msgids that are guesses only."""

    plural: str
    messages: list[tuple[str, tuple[str, ...]]]
    fuzzy: list[str]


def read(text: str) -> Read | None:
    """The texts of a catalog in the order of the file; those that lack a form are left out."""
    header = ENTRY.match(text)
    if header is None or header[2] != '""' or header[6] is None or any(odd in text for odd in ODD):
        return None
    rule = _plural_rule(_said(header[6]))
    if rule is None:
        return None
    found, at, end = Read(rule[1], [], []), header.end(), len(text.rstrip("\n"))
    seen = {""}
    while at < end:
        match = ENTRY.match(text, at)
        forms = _forms(match, rule[0]) if match else None
        if match is None or forms is None or (key := _said(match[2])) in seen:
            return None
        at = match.end()
        seen.add(key)
        if "fuzzy" in match[1] and _is_fuzzy(match[1]):
            found.fuzzy.append(key)
        elif all(forms):
            found.messages.append((key, forms))
    return found


def _said(strings: str) -> str:
    """What quoted strings on one or more lines say together."""
    text = "".join([line[1:-1] for line in strings.split("\n")]) if "\n" in strings else strings[1:-1]
    return ESCAPED.sub(lambda match: SIGNS.get(match[1], match[1]), text) if "\\" in text else text


def _plural_rule(header: str) -> tuple[int, str] | None:
    """``(number of forms, rule)`` from a header in which every field is as usual."""
    fields: dict[str, re.Match[str]] = {}
    for line in header.removesuffix("\n").split("\n"):
        name, colon, value = line.partition(": ")
        match = FIELDS.get(name, OTHER).fullmatch(value)
        if not colon or name.lower() in fields or not NAME.fullmatch(name) or match is None:
            return None
        fields[name.lower()] = match
    plural = fields.get("plural-forms")
    return (int(plural[1]), plural[2]) if plural and "content-type" in fields else None


def _forms(match: re.Match[str], number: int) -> tuple[str, ...] | None:
    """The forms of an entry, as many as the language has; None where there are others than those."""
    if match[4] is None:
        return (_said(match[6]),)
    forms = [(int(index), _said(strings)) for index, strings in FORM.findall(match[4])]
    if [index for index, _ in forms] != [*range(len(forms))] or len(forms) > number:
        return None
    return tuple([text for _, text in forms]) + ("",) * (number - len(forms))


def _is_fuzzy(comments: str) -> bool:
    flags = [flag.strip() for line in comments.split("\n") if line.startswith("#,") for flag in line[2:].split(",")]
    return "fuzzy" in flags
