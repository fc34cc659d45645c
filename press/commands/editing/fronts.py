"""Front matter changed in place: one key's value, nothing else of the file."""

from __future__ import annotations

from collections.abc import Mapping

from press.adapters.yaml import instead, places
from press.commands.editing.documents import Refused
from press.problems import say
from press.readers.pages import split
from press.store.lines import kept, plain


def with_keys(data: bytes, path: str, values: Mapping[str, str], after: str = "") -> bytes:
    """A text's bytes with these values in its front matter; a key that is not there comes after the key ``after``, else last,
    and an empty value takes its line away. Raises Refused for a text whose front matter cannot be read."""
    try:
        text = plain(data)
    except UnicodeDecodeError:
        raise _unreadable(path) from None
    front, body, _ = split(text, path, [])
    if not front.strip():
        raise _unreadable(path)
    for key, value in values.items():
        front = _with(front, path, key, value, after)
    return kept(data, f"---\n{front}---\n{body}" if body or text.endswith("\n") else f"---\n{front}---")


def _with(front: str, path: str, key: str, value: str, after: str) -> str:
    found = places(front)
    if not found:
        raise _unreadable(path)
    if (key,) in found:
        start, end = found[(key,)]
        if value:
            return front[:start] + instead(front[start:end], value) + front[end:]
        first = front.rfind("\n", 0, start) + 1
        last = front.find("\n", end)
        return front[:first] + (front[last + 1 :] if last >= 0 else "")
    if not value:
        return front
    line = f"{key}: {instead('', value)}\n"
    at = front.find("\n", found[(after,)][1]) + 1 if (after,) in found else len(front)
    return front[:at] + line + front[at:]


def _unreadable(path: str) -> Refused:
    what = say("The lines at the top of “%(path)s” cannot be read.", path=path)
    return Refused(what, say("Open it in the editor and put right what is told there first."))
