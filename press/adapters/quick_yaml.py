"""The quick way to read YAML: maps of ``key: value`` lines, each value on one line, as nearly all of ours are.

About five times as fast as libyaml and its tree of Python objects. Whatever is out of the ordinary, and any mistake at all,
gives None, and PyYAML reads the text (:mod:`press.adapters.yaml`); a test holds both to the same answer. A node is a row:
``(kind, data, line)``, as :func:`press.adapters.yaml.read` describes it.
"""

from __future__ import annotations

import re
from typing import Any

Row = tuple[str, Any, int]

ODD = (re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f]"), re.compile("[\u2028\u2029]"), re.compile("[^\x00-\ud7ff]"))
"""What is left to PyYAML wherever it stands: control characters and tabs, YAML's odd line ends, the private use area and beyond.
Three patterns, because sets with few ranges are compiled in no time."""
KEY = r"[A-Za-z0-9][A-Za-z0-9/_-]{0,60}"
QUOTED = r"\"[^\"\\\n]*\"|'[^'\n]*'"
BLOCK = r"[^\W_](?:(?:[^:#\n]|:(?=/))*[^:# \n])?"
"""Words without quotes: no colon (but in ``https://``), no ``#``, no space at the end."""
FLOW = r"[^\W_](?:(?:[^:#,\[\]{}\n]|:(?=/))*[^:#,\[\]{} \n])?"
"""The same between brackets."""
VALUE = rf"(?:{QUOTED}|{FLOW})"
LINE = re.compile(
    rf"( *)({KEY}):(?: (?:({QUOTED}|{BLOCK})|(\[(?:{VALUE}(?:, {VALUE})*)?\])|(\{{{KEY}: {VALUE}(?:, {KEY}: {VALUE})*\}})))?"
)
COMMENT = re.compile(r" *#.*")
ITEM = re.compile(VALUE)
PAIR = re.compile(rf"({KEY}): ({VALUE})")


def read(text: str, first_line: int) -> Row | None:
    """A document as a row; None where PyYAML must be asked."""
    if any(odd.search(text) for odd in ODD):
        return None
    top: list[tuple[str, int, Any]] = []
    levels: list[tuple[int, list[tuple[str, int, Any]]]] = [(0, top)]  # the maps that are open: indent, pairs
    opened: list[tuple[str, int, Any]] | None = None  # the map that a key without a value has opened
    for number, line in enumerate(text.split("\n"), first_line):
        match = LINE.fullmatch(line)
        if match is None:
            if line and not COMMENT.fullmatch(line):
                return None
            continue
        indent = len(match[1])
        if opened is not None:
            if indent <= levels[-1][0]:
                return None  # a key without anything
            levels.append((indent, opened))
            opened = None
        while indent < levels[-1][0]:
            levels.pop()
        if indent != levels[-1][0]:
            return None
        value = _value(match, number)
        if value is None:
            opened = []
            value = ("map", opened, number)
        levels[-1][1].append((match[2], number, value))
    return None if opened is not None or not top else _closed(top)


def _value(match: re.Match[str], line: int) -> Row | None:
    """The value on a line; None where there is none."""
    text, listed, mapped = match.group(3, 4, 5)
    if text is not None:
        return _text(text, line)
    if listed is not None:
        return ("list", tuple([_text(item, line) for item in ITEM.findall(listed)]), line)
    if mapped is not None:
        return ("map", tuple([(key, line, _text(item, line)) for key, item in PAIR.findall(mapped)]), line)
    return None


def _text(written: str, line: int) -> Row:
    if written[0] in "\"'":
        return ("text", written[1:-1], line)
    return ("text", "" if written == "null" else written, line)


def _closed(pairs: list[tuple[str, int, Any]]) -> Row:
    """A map with all maps in it, whose line is that of its first key."""
    rows = [(key, line, _closed(value[1]) if type(value[1]) is list else value) for key, line, value in pairs]
    return ("map", tuple(rows), pairs[0][1])
