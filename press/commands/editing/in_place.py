"""YAML edited in place: one value put, added or taken away; every other character of the text stays."""

from __future__ import annotations

from collections.abc import Sequence

from press.adapters.yaml import blocks, instead, places, quoted, spans

Keys = tuple[str, ...]
"""The keys of maps that lead to a value."""


def put(text: str, keys: Keys, new: str, before: Sequence[str] = (), plain: bool = False) -> str:
    """``text`` with ``new`` as the value that ``keys`` lead to. A value that is there keeps its style of quotes; one that is not
    is added to its map, after the last of the keys ``before`` that the map has, else at the end; ``plain``: without quotes where it can be."""
    spot = places(text).get(keys)
    if spot is None:
        return _added(text, keys, new, before, plain)
    start, end = spot
    old = text[start:end]
    if not old:  # “key:” with nothing after it
        return f"{text[:start].rstrip(' ')} {_fresh(new, plain)}{text[start:]}"
    return text[:start] + _in_style(old, new, _flowing(text, keys)) + text[end:]


def take(text: str, keys: Keys) -> str:
    """``text`` without the entry that ``keys`` lead to; a map that would be left empty goes with it. No entry: the same text."""
    found = spans(text)
    if keys not in found:
        return text
    siblings = sorted((place, other) for other, place in found.items() if other[:-1] == keys[:-1])
    if len(siblings) == 1 and len(keys) > 1:
        return take(text, keys[:-1])
    start, end = found[keys]
    if _flowing(text, keys):
        at = [other for _, other in siblings].index(keys)
        if at:
            return text[: siblings[at - 1][0][1]] + text[end:]
        return text[:start] + text[siblings[1][0][0] :]
    first = text.rfind("\n", 0, start) + 1
    return text[:first] + text[_line_end(text, end) + 1 :]


def line_of(text: str, keys: Keys) -> int:
    """The line, from 1, on which the entry begins that ``keys`` lead to; 0 where there is none."""
    spot = spans(text).get(keys)
    return text.count("\n", 0, spot[0]) + 1 if spot else 0


def _added(text: str, keys: Keys, new: str, before: Sequence[str], plain: bool) -> str:
    entry = f"{keys[-1]}: {_fresh(new, plain)}"
    parent = keys[:-1]
    block = blocks(text).get(parent)
    if block is not None and block.flow:
        inside = text[: block.end - 1].rstrip()
        joint = "" if inside.endswith("{") else ", "
        value = new if _in_style("x", new, True) == new else _fresh(new, False)
        return f"{inside}{joint}{keys[-1]}: {value}{text[block.end - 1 :]}"
    found = spans(text)
    if block is None:
        if not parent:
            return f"{text.rstrip(chr(10))}\n{entry}\n".lstrip("\n")
        column, end = _column(text, found[parent][0]) + 2, found[parent][1]
    else:
        column = block.column
        after = [found[*parent, key][1] for key in before if (*parent, key) in found]
        end = max(after, default=block.end)
    at = _line_end(text, end)
    return f"{text[:at]}\n{' ' * column}{entry}{text[at:]}"


def _line_end(text: str, end: int) -> int:
    """The index of the end of the line on which what ends at ``end`` ends; a block of lines ends at the start of the next one."""
    while end and text[end - 1] == "\n":
        end -= 1
    found = text.find("\n", end)
    return len(text) if found < 0 else found


def _column(text: str, at: int) -> int:
    return at - (text.rfind("\n", 0, at) + 1)


def _flowing(text: str, keys: Keys) -> bool:
    """Whether an entry stands within brackets."""
    found = blocks(text)
    return any(keys[:count] in found and found[keys[:count]].flow for count in range(len(keys)))


def _in_style(old: str, new: str, flowing: bool) -> str:
    if old.startswith("'") and "\n" not in new:
        return "'" + new.replace("'", "''") + "'"
    if flowing and old[:1] != '"' and any(sign in new for sign in ",[]{}"):
        return instead('"', new)
    return instead(old, new)


def _fresh(new: str, plain: bool) -> str:
    return quoted(new) if not plain else instead("x", new) if new else '""'
