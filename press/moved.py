"""The frozen value of a page that has moved: its old address goes on working."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from press.problems import Place


class Moved(NamedTuple):
    """A page that has another name by now, or whose text is part of another page: where its readers are sent on."""

    name: str
    page: str
    anchor: str
    place: Place


def destination(moved: Mapping[str, Moved], name: str) -> tuple[str, str]:
    """``(page, anchor)`` at the end of the chain that begins at ``name``; of a circle, where it was entered."""
    seen: set[str] = set()
    anchor = ""
    while name in moved and name not in seen:
        seen.add(name)
        name, anchor = moved[name].page, moved[name].anchor or anchor
    return name, anchor
