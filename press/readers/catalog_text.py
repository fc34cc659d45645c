"""A gettext file as text: where each translation stands, so that one can be changed and every other byte stays."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
FIELD = re.compile(r"(msgctxt|msgid_plural|msgid|msgstr)(?:\[([0-9]+)\])?[ \t]*(?=\")")
STRING = re.compile(r'[ \t]*"((?:[^"\\]|\\.)*)"[ \t]*\Z')
ESCAPED = re.compile(r"\\(.)", re.S)
SIGNS = {"n": "\n", "t": "\t", "r": "\r"}
Span = tuple[int, int]


class Entry(NamedTuple):
    """A text and its translation: ``forms`` are the translation's, each with the span of its strings in the file.

    ``flags`` is the span of the line of flags, ``guess`` those of the lines that only a guess has (``#|``); ``fuzzy``: it is one.
    """

    msgid: str
    plural: str
    forms: tuple[tuple[Span, str], ...]
    flags: Span
    guess: tuple[Span, ...]
    fuzzy: bool = False


def entries(text: str) -> tuple[Entry, ...]:
    """The entries with a msgid, in the order of the file; obsolete ones (``#~``) are passed over."""
    found: list[Entry] = []
    fields: dict[tuple[str, int], tuple[Span, str]] = {}
    flags: Span = (0, 0)
    guess: list[Span] = []
    key, at = ("", 0), 0

    def end() -> None:
        if ("msgid", 0) in fields and fields["msgid", 0][1]:
            forms = tuple(value for (name, _), value in sorted(fields.items()) if name == "msgstr")
            plural = fields.get(("msgid_plural", 0), ((0, 0), ""))[1]
            fuzzy = "fuzzy" in text[slice(*flags)]
            found.append(Entry(fields["msgid", 0][1], plural, forms, flags, tuple(guess), fuzzy))
        fields.clear()

    for line in LINE.findall(text):
        words = line.rstrip("\r\n")
        field = FIELD.match(words)
        if (words.startswith("#") or (field and field[1] in ("msgid", "msgctxt"))) and ("msgstr", 0) in fields:
            end()
            flags, guess = (0, 0), []
        if words.startswith("#,"):
            flags = (at, at + len(line))
        elif words.startswith("#|"):
            guess.append((at, at + len(line)))
        elif field:
            key = (field[1], int(field[2] or 0))
            fields[key] = ((at + field.end(), at + len(words)), _said(words[field.end() :]))
        elif key in fields and STRING.match(words):
            (start, _), before = fields[key]
            fields[key] = ((start, at + len(words)), before + _said(words))
        at += len(line)
    end()
    return tuple(found)


def _said(string: str) -> str:
    match = STRING.match(string)
    return ESCAPED.sub(lambda sign: SIGNS.get(sign[1], sign[1]), match[1]) if match else ""


def changed(text: str, new: Mapping[tuple[str, int], str]) -> str:
    """The file with the translations ``(msgid, number of the form) → words`` in place; what was a guess is one no more."""
    edits: list[tuple[Span, str]] = []
    for entry in entries(text):
        mine = [(entry.forms[number][0], words) for (msgid, number), words in new.items() if msgid == entry.msgid]
        if not mine:
            continue
        edits += [(span, f'"{_written(words)}"') for span, words in mine]
        if entry.fuzzy:
            flags = text[slice(*entry.flags)]
            kept = [flag for flag in (flag.strip() for flag in flags[2:].split(",")) if flag and flag != "fuzzy"]
            line_end = flags[len(flags.rstrip("\r\n")) :]
            edits.append((entry.flags, f"#, {', '.join(kept)}{line_end}" if kept else ""))
            edits += [(span, "") for span in entry.guess]
    return spliced(text, edits)


def _written(words: str) -> str:
    for sign, escaped in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\t", "\\t")):
        words = words.replace(sign, escaped)
    return words


def spliced(text: str, edits: list[tuple[Span, str]]) -> str:
    """``text`` with each span replaced; spans do not overlap."""
    for (start, end), new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return text
