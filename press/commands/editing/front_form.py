"""The front matter as a form: what its keys hold, and one value changed without touching any other byte."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from press.adapters.yaml import Node, YamlMistake, blocks, instead, places, quoted
from press.adapters.yaml import read as read_yaml
from press.commands.editing.documents import Refused
from press.problems import say
from press.readers.pages import KEYS

LISTS = ("sources", "audience")
CHANGES = "changes"


class Form(NamedTuple):
    """What the keys hold (lists as names with commas between), the changes as (date, words), and whether it can be read at all."""

    values: dict[str, str]
    changes: tuple[tuple[str, str], ...]
    readable: bool


def form(front: str) -> Form:
    """The form of a front matter, which is written with its two “---” lines."""
    inner = _inner(front)
    try:
        node = read_yaml(inner) if inner is not None else Node("list", (), 0)
    except YamlMistake:
        return Form({}, (), False)
    if node.kind != "map":
        return Form({}, (), False)
    values: dict[str, str] = {}
    changes: list[tuple[str, str]] = []
    for key, _, value in node.data:
        if value.kind == "text":
            values.setdefault(key, " ".join(value.data.split()))
        elif value.kind == "list" and all(item.kind == "text" for item in value.data):
            values.setdefault(key, ", ".join(item.data for item in value.data))
        elif key == CHANGES and value.kind == "map":
            changes += [(day, " ".join(words.data.split())) for day, _, words in value.data if words.kind == "text"]
    return Form(values, tuple(changes), True)


def changed(front: str, edits: Sequence[tuple[str, str]]) -> str:
    """The front matter with these values, ``(key, value)``; a change's key is ``changes/2026-11-29``; an empty value takes a key away.

    Raises Refused where that key cannot be changed as it is written, ValueError for what is no key (:func:`can_be_changed`)."""
    for key, value in edits:
        front = _with(front, key, " ".join(value.split()))
    return front


def can_be_changed(key: str) -> bool:
    """Whether there is such a key: one of a page's, or ``changes/2026-11-29``."""
    first, _, day = key.partition("/")
    return first in KEYS and (not day or (first == CHANGES and re.fullmatch(r"\d{4}-\d\d-\d\d", day) is not None))


def _with(front: str, key: str, value: str) -> str:
    inner = _inner(front)
    if inner is None:
        raise Refused(say("The lines above the text cannot be read."), say("Put them right as they stand in the file first."))
    if not can_be_changed(key):
        raise ValueError(key)
    day = key.partition("/")[2]
    if day:
        new = _with_change(inner, day, value)
    elif key in LISTS:
        new = _with_list(inner, key, value)
    elif (key,) in (spans := places(inner)):
        start, end = spans[key,]
        new = inner[:start] + _as(inner[start:end], value) + inner[end:] if value or start == end else _without(inner, key)
        if start == end and value:
            new = re.sub(rf"^({re.escape(key)}:)[ \t]*$", lambda match: f"{match[1]} {_plain(value)}", inner, count=1, flags=re.M)
    else:
        new = _with_new(inner, key, _plain(value)) if value else inner
    _sound(new, key, value)
    return "---\n" + new + front[4 + len(inner) :]


def _as(old: str, value: str) -> str:
    """``value`` as it can stand where ``old`` stood."""
    if old.startswith("'") and "'" not in value and "\\" not in value:
        return f"'{value}'"
    return instead(old, value)


def _plain(value: str) -> str:
    return instead("x", value)


def _sound(inner: str, key: str, value: str) -> None:
    """Never write what does not say, when it is read again, what was asked for."""
    found = form(f"---\n{inner}---\n")
    said = dict(found.changes).get(key.partition("/")[2], "") if "/" in key else found.values.get(key, "")
    want = ", ".join(part.strip() for part in value.split(",") if part.strip()) if key in LISTS else value
    if not found.readable or said != want:
        raise Refused(say("“%(key)s” is written in a way that cannot be changed here.", key=key), say("Change it as it stands in the file."))


def _inner(front: str) -> str | None:
    found = re.fullmatch(r"---\n((?:.*\n)*?)---\n?", front)
    return found[1] if found else None


def _lines_of(inner: str, key: str) -> tuple[int, int] | None:
    """The first line of a key and the line after its value."""
    rows = inner.split("\n")
    start = next((index for index, row in enumerate(rows) if re.match(rf"{re.escape(key)}\s*:", row)), None)
    if start is None:
        return None
    end = start + 1
    while end < len(rows) and (rows[end].startswith((" ", "\t", "- "))):
        end += 1
    return start, end


def _without(inner: str, key: str) -> str:
    span = _lines_of(inner, key)
    rows = inner.split("\n")
    return "\n".join([*rows[: span[0]], *rows[span[1] :]]) if span else inner


def _with_new(inner: str, key: str, written: str) -> str:
    """A line for a key, after the keys that usually stand before it."""
    rows = inner.split("\n")
    at = 0
    for earlier in KEYS[: KEYS.index(key)]:
        span = _lines_of(inner, earlier)
        at = max(at, span[1] if span else 0)
    return "\n".join([*rows[:at], f"{key}: {written}", *rows[at:]])


def _with_list(inner: str, key: str, value: str) -> str:
    names = [name for name in (part.strip() for part in value.split(",")) if name]
    written = f"[{', '.join(quoted(name) for name in names)}]" if len(names) != 1 or key == "sources" else quoted(names[0])
    span = _lines_of(inner, key)
    if span is None:
        return _with_new(inner, key, written) if names else inner
    if not names:
        return _without(inner, key)
    rows = inner.split("\n")
    comment = re.search(r"\s+#.*$", rows[span[0]])
    return "\n".join([*rows[: span[0]], f"{key}: {written}{comment[0] if comment else ''}", *rows[span[1] :]])


def _with_change(inner: str, day: str, words: str) -> str:
    """What is new since a day, among the other changes; no words take it away."""
    spans, block = places(inner), blocks(inner).get((CHANGES,))
    if (CHANGES, day) in spans:
        start, end = spans[CHANGES, day]
        if words:
            new = _double(words) if block is not None and block.flow else _as(inner[start:end], words)  # a comma would end it
            return inner[:start] + new + inner[end:]
        if block is not None and block.flow:
            raise Refused(say("“%(key)s” is written in a way that cannot be changed here.", key=CHANGES), say("Change it as it stands in the file."))
        rest = re.sub(rf"^[ \t]+[\"']?{day}[\"']?:.*\n(?:[ \t]{{{(block.column if block else 0) + 1},}}.*\n)*", "", inner, count=1, flags=re.M)
        return rest if blocks(rest).get((CHANGES,)) else _without(rest, CHANGES)
    if not words:
        return inner
    if block is None:
        return _with_new(_without(inner, CHANGES), CHANGES, "").replace(f"{CHANGES}: \n", f"{CHANGES}:\n  {day}: {_plain(words)}\n", 1)
    if block.flow:
        last = block.end - 1  # before the bracket
        comma = ", " if inner[:last].rstrip()[-1:] != "{" else ""
        return inner[:last].rstrip() + f"{comma}{day}: {_double(words)}" + inner[last:]
    at = inner.index("\n", inner.index(f"{CHANGES}:")) + 1
    return inner[:at] + " " * block.column + f"{day}: {_plain(words)}\n" + inner[at:]


def _double(words: str) -> str:
    return '"' + words.replace("\\", "\\\\").replace('"', '\\"') + '"'
