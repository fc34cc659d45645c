"""The frozen values of what the site says of itself: announcements, and what the accessibility tests found."""

from __future__ import annotations

from typing import NamedTuple

from press.problems import Place
from press.words import Words


class Tested(NamedTuple):
    """``content/accessibility.yaml``: what the browser tests found when they last looked at every page (``tested``, ISO date;
    ``tool`` and its version; how many pages, how many faults), when a person last audited the site (ISO date or empty), and
    the faults that are known."""

    tested: str
    tool: str
    pages: int
    found: int
    audited: str
    faults: tuple[tuple[str, Words], ...]


class Announcement(NamedTuple):
    """A banner on every page from one day (ISO) to another, both included. ``page`` and ``anchor`` are where it leads, if anywhere."""

    name: str
    first: str
    last: str
    words: Words
    page: str
    anchor: str
    important: bool
    place: Place
