"""What a file of ours offers a translation agency: its segments, and a way to put the translated ones back."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from press.adapters.xliff import Runs
from press.model import Made, Page
from press.problems import Message
from press.readers.inline import MARKDOWN, PLAIN
from press.readers.markup import fingerprint

EMPTY_STATE, DONE_STATES = "needs-translation", frozenset({"translated", "final", "signed-off"})
"""States of a target (XLIFF 1.2, 2.5.3 "state"): not translated, or from another source; and those that ask for no more work."""


class Segment(NamedTuple):
    """A piece to translate. ``section`` is the one whose record it belongs to, or empty; ``fingerprint`` is its source's.

    ``target`` is empty while it is not translated; ``given``: it has no words, and what it has is put in by itself.
    """

    id: str
    section: str
    kind: str
    source: Runs
    target: Runs
    fingerprint: str
    state: str
    note: str = ""
    grammar: re.Pattern[str] = MARKDOWN
    given: bool = False


Mistake = tuple[str, Message, Message]
"""What is wrong with a segment, and the way out."""


class Filled(NamedTuple):
    """What came of putting translations in: files (path in the project, bytes), mistakes, and the page's sections then."""

    files: tuple[tuple[str, bytes], ...] = ()
    mistakes: tuple[Mistake, ...] = ()
    sections: tuple[str, ...] = ()


class Offer(NamedTuple):
    """One file of ours. ``name`` is what ``--page`` calls it; ``origin`` is the language it is translated from.

    ``source`` is the page it is translated from, where it is a page, and ``made`` its record.
    """

    path: str
    name: str
    origin: str
    language: str
    datatype: str
    segments: tuple[Segment, ...]
    fill: Callable[[Mapping[str, str]], Filled]
    source: Page | None = None
    made: Made | None = None


def plain(id: str, kind: str, source: str, target: str, state: str, note: str = "", section: str = "") -> Segment:
    """A segment without marks: a title, the words of a fact."""
    words = (target,) if target else ()
    return Segment(
        id, section, kind, (source,), words, fingerprint(source), state if target else EMPTY_STATE, note, PLAIN
    )
