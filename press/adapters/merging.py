"""The door to merge3: two people's changes of one text put together, where they do not touch the same lines."""

from __future__ import annotations

from merge3 import Merge3


def merged(base: str, mine: str, theirs: str) -> str | None:
    """The text with both changes in it, or None where both changed the same lines."""
    old, one, other = (text.splitlines(keepends=True) for text in (base, mine, theirs))
    found: list[str] = []
    for group in Merge3(old, one, other).merge_groups():
        if group[0] == "conflict":
            return None
        found += group[1]
    return "".join(found)
