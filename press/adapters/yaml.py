"""The door to PyYAML (libyaml): YAML read as a tree of texts with lines; types are the reader's business.

Every scalar stays text, so ``no`` is not false and ``010`` is not eight; aliases are refused, so no small file can grow.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, NamedTuple

from press.adapters import quick_yaml

Memory = Callable[[str, Callable[[], Any]], Any]
"""Gives what stands under a key, or makes it and remembers it: tuples of plain values."""

_memory: ContextVar[Memory | None] = ContextVar("memory", default=None)
"""Each thread has its own: the desk reads in several."""


class Node(NamedTuple):
    """``data`` is text, a tuple of nodes (list) or a tuple of ``(key, key's line, node)`` (map); ``line`` from 1."""

    kind: str
    data: Any
    line: int


class YamlMistake(Exception):
    """The text is not the YAML we read; ``line`` counts from 1 in the text given."""

    def __init__(self, reason: str, line: int) -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line


@contextmanager
def remembering(memory: Memory) -> Iterator[None]:
    """Within it, a text read before comes from ``memory``, and PyYAML is not even loaded while nothing is new."""
    before = _memory.set(memory)
    try:
        yield
    finally:
        _memory.reset(before)


def read(text: str, first_line: int = 1) -> Node:
    """Read one YAML document. Empty text is an empty map. Raises :class:`YamlMistake`."""
    memory = _memory.get()
    if memory is None:
        return _read(text, first_line)
    key = f"{first_line} {hashlib.blake2b(text.encode(), digest_size=16).hexdigest()}"
    return _from_row(memory(key, lambda: _to_row(_read(text, first_line))))


def _to_row(node: Node) -> tuple[Any, ...]:
    """The node as plain tuples."""
    if node.kind == "map":
        return ("map", tuple([(key, line, _to_row(value)) for key, line, value in node.data]), node.line)
    if node.kind == "list":
        return ("list", tuple([_to_row(item) for item in node.data]), node.line)
    return ("text", node.data, node.line)


def _from_row(row: tuple[Any, ...]) -> Node:
    """The node that :func:`_to_row` wrote down."""
    kind, data, line = row
    if kind == "map":
        data = tuple([(key, number, _from_row(value)) for key, number, value in data])
    elif kind == "list":
        data = tuple([_from_row(item) for item in data])
    return Node(kind, data, line)


def _read(text: str, first_line: int) -> Node:
    quick = quick_yaml.read(text, first_line)
    return _slowly(text, first_line) if quick is None else _from_row(quick)


def _slowly(text: str, first_line: int) -> Node:
    import yaml as pyyaml

    loader: Any = getattr(pyyaml, "CBaseLoader", pyyaml.BaseLoader)
    try:
        root = pyyaml.compose(text, Loader=loader)
    except pyyaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line if mark is not None else 0
        raise YamlMistake(str(error.problem or error.context or "not YAML"), line + first_line) from None
    except pyyaml.YAMLError as error:
        raise YamlMistake(str(error).splitlines()[0], first_line) from None
    if root is None:
        return Node("map", (), first_line)
    return _node(root, first_line, set())


def _node(raw: Any, first_line: int, seen: set[int]) -> Node:
    line = raw.start_mark.line + first_line
    if raw.id == "scalar":
        plain = not raw.style and raw.value in ("", "~", "null")  # libyaml says "" where PyYAML says None
        return Node("text", "" if plain else raw.value, line)
    if id(raw) in seen:
        raise YamlMistake("an alias (*name)", line)
    seen.add(id(raw))
    if raw.id == "sequence":
        return Node("list", tuple(_node(item, first_line, seen) for item in raw.value), line)
    pairs = []
    for key, value in raw.value:
        if key.id != "scalar":
            raise YamlMistake("a key that is not a word", key.start_mark.line + first_line)
        pairs.append((key.value, key.start_mark.line + first_line, _node(value, first_line, seen)))
    return Node("map", tuple(pairs), line)


def quoted(text: str) -> str:
    """``text`` as a YAML scalar: plain where that is safe, else double-quoted."""
    plain = text and text.replace("-", "").replace("_", "").isalnum() and not text[0].isdigit() and text.isascii()
    if plain and text.lower() not in ("null", "true", "false", "yes", "no", "on", "off", "y", "n"):
        return text
    if len(text) == 10 and text[4] == text[7] == "-" and text.replace("-", "").isdigit():
        return text
    return _double(text)


def _double(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def places(text: str) -> dict[tuple[str, ...], tuple[int, int]]:
    """Where each value stands in ``text``, by the keys that lead to it, so that one can be put in another's place.

    Values of lists are left out. Empty for text that is not a YAML map.
    """
    scalars = [(keys, node) for keys, node in _nodes(text) if node.id == "scalar"]
    return {keys: (node.start_mark.index, node.end_mark.index) for keys, node in scalars}


class Block(NamedTuple):
    """Where a map or a list stands in its text: ``end`` is the index after the last character of what is in it, ``column``
    that of its keys or dashes; ``flow`` when it is written within brackets."""

    end: int
    column: int
    flow: bool


def blocks(text: str) -> dict[tuple[str, ...], Block]:
    """Where the map and list values of the maps in ``text`` stand, by the keys that lead to them, so that something can be
    put after their last entry. Empty for text that is not a YAML map."""
    return {
        keys: Block(_end(node), node.start_mark.column, bool(node.flow_style))
        for keys, node in _nodes(text)
        if node.id != "scalar"
    }


def spans(text: str) -> dict[tuple[str, ...], tuple[int, int]]:
    """Where each entry of the maps in ``text`` stands, by the keys that lead to it: from the first character of its key to
    after the last one of its value. Empty for text that is not a YAML map."""
    found: dict[tuple[str, ...], tuple[int, int]] = {}
    for keys, node in _nodes(text):
        if node.id == "mapping":
            for key, value in node.value:
                found.setdefault((*keys, key.value), (key.start_mark.index, max(int(key.end_mark.index), _end(value))))
    return found


def _nodes(text: str) -> Iterator[tuple[tuple[str, ...], Any]]:
    """PyYAML's nodes of ``text``, each with the keys of maps that lead to it; what is within a list is left out."""
    import yaml as pyyaml

    loader: Any = getattr(pyyaml, "CBaseLoader", pyyaml.BaseLoader)
    try:
        todo: list[tuple[tuple[str, ...], Any]] = [((), pyyaml.compose(text, Loader=loader))]
    except pyyaml.YAMLError:
        return
    while todo:
        keys, node = todo.pop()
        if node is None:
            continue
        yield keys, node
        if node.id == "mapping":
            todo += [((*keys, key.value), value) for key, value in node.value]


def _end(node: Any) -> int:
    """The index after a node's last character; a block's own mark stands after the comments that follow it."""
    if node.id == "scalar" or node.flow_style or not node.value:
        return int(node.end_mark.index)
    last = node.value[-1]
    if node.id == "mapping":
        key, value = last
        return max(int(key.end_mark.index), _end(value))
    return _end(last)


def instead(old: str, new: str) -> str:
    """``new`` as a scalar to stand where ``old``, as it is written, stood: without quotes where both can do without."""
    end = old[len(old.rstrip("\r\n")) :]  # a block of lines ends with its last line
    if old[:1] not in ('"', "'", "|", ">"):
        try:
            node = _read(f"key: {new}\nlast: line\n", 1)
            if node.data[0][2] == Node("text", new, 1) and len(node.data) == 2:
                return new + end
        except YamlMistake:
            pass
    return _double(new) + end
