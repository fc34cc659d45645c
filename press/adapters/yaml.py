"""The door to PyYAML (libyaml): YAML read as a tree of texts with lines; types are the reader's business.

Every scalar stays text, so ``no`` is not false and ``010`` is not eight; aliases are refused, so no small file can grow.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import yaml as pyyaml

LOADER: Any = getattr(pyyaml, "CBaseLoader", pyyaml.BaseLoader)


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


def read(text: str, first_line: int = 1) -> Node:
    """Read one YAML document. Empty text is an empty map. Raises :class:`YamlMistake`."""
    try:
        root = pyyaml.compose(text, Loader=LOADER)
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
    if isinstance(raw, pyyaml.ScalarNode):
        plain = raw.style is None and raw.value in ("", "~", "null")
        return Node("text", "" if plain else raw.value, line)
    if id(raw) in seen:
        raise YamlMistake("an alias (*name)", line)
    seen.add(id(raw))
    if isinstance(raw, pyyaml.SequenceNode):
        return Node("list", tuple(_node(item, first_line, seen) for item in raw.value), line)
    pairs = []
    for key, value in raw.value:
        if not isinstance(key, pyyaml.ScalarNode):
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
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
