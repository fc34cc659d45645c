"""The quick way to read YAML: maps of ``key: value`` lines, each value on one line, as nearly all of ours are.

About five times as fast as libyaml and its tree of Python objects. Whatever is out of the ordinary, and any mistake at all,
gives None, and PyYAML reads the text (:mod:`press.adapters.yaml`); a test holds both to the same answer. A node is a row:
``(kind, data, line)``, as :func:`press.adapters.yaml.read` describes it.
"""

from __future__ import annotations

import re
from typing import Any

Row = tuple[str, Any, int]

CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f]")
HIGHEST = "\ud7ff"
"""Control characters, tabs, YAML's odd line ends and what lies beyond this one are left to PyYAML wherever they stand."""
KEY = r"[A-Za-z0-9][A-Za-z0-9/_-]{0,60}"
QUOTED = r"\"[^\"\\]*\"|'[^']*'"
BLOCK = r"[^\W_](?:(?:[^:#]|:(?=/))*[^:# ])?"
"""Words without quotes: no colon (but in ``https://``), no ``#``, no space at the end."""
FLOW = r"[^\W_](?:(?:[^:#,\[\]{}]|:(?=/))*[^:#,\[\]{} ])?"
"""The same between brackets."""
LINE = re.compile(rf"( *)({KEY}):(?: (?:({QUOTED}|{BLOCK})|([\[{{].*)))?")

# Brackets are less common: these are compiled when the first of them is met.
ITEM = rf"(?:{QUOTED}|{FLOW})"
PAIR = rf"({KEY}): ({ITEM})"
LIST = rf"\[(?:{ITEM}(?:, {ITEM})*)?\]"
MAP = rf"\{{(?:{KEY}: {ITEM}(?:, {KEY}: {ITEM})*)?\}}"


def read(text: str, first_line: int) -> Row | None:
    """A document as a row; None where PyYAML must be asked."""
    if CONTROL.search(text) or (not text.isascii() and _unusual(text)):
        return None
    if text == "{}\n":
        return ("map", (), first_line)
    top: list[tuple[str, int, Any]] = []
    levels: list[tuple[int, list[tuple[str, int, Any]]]] = [(0, top)]  # the maps that are open: indent, pairs
    opened: list[tuple[str, int, Any]] | None = None  # the map that a key without a value has opened
    for number, line in enumerate(text.split("\n"), first_line):
        match = LINE.fullmatch(line)
        if match is None:
            if line and not line.lstrip(" ").startswith("#"):
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
        written, brackets = match.group(3, 4)
        value: Any
        if written is not None:
            value = _text(written, number)
        elif brackets is not None:
            value = _bracketed(brackets, number)
            if value is None:
                return None
        else:
            opened = []
            value = ("map", opened, number)
        levels[-1][1].append((match[2], number, value))
    return None if opened is not None or not top else _closed(top)


def _unusual(text: str) -> bool:
    return "\u2028" in text or "\u2029" in text or max(text) > HIGHEST


def _bracketed(written: str, line: int) -> Row | None:
    """``[a, b]`` or ``{a: b}``; None for anything less plain."""
    if re.fullmatch(LIST, written):
        return ("list", tuple([_text(item, line) for item in re.findall(ITEM, written)]), line)
    if re.fullmatch(MAP, written):
        return ("map", tuple([(key, line, _text(item, line)) for key, item in re.findall(PAIR, written)]), line)
    return None


def _text(written: str, line: int) -> Row:
    if written[0] in "\"'":
        return ("text", written[1:-1], line)
    return ("text", "" if written == "null" else written, line)


def _closed(pairs: list[tuple[str, int, Any]]) -> Row:
    """A map with all maps in it, whose line is that of its first key."""
    rows = [(key, line, _closed(value[1]) if type(value[1]) is list else value) for key, line, value in pairs]
    return ("map", tuple(rows), pairs[0][1])
