"""The door to pyromark (pulldown-cmark): CommonMark with tables, definition lists, alerts and heading ids.

Chosen because it is the one parser within reach that gives byte ranges (so that every problem has its line) and costs
hundredths of a millisecond a page (docs/decisions.md, "Which Markdown parser?").
"""

from __future__ import annotations

from typing import Any

import pyromark

OPTIONS = (
    pyromark.Options.ENABLE_TABLES
    | pyromark.Options.ENABLE_HEADING_ATTRIBUTES
    | pyromark.Options.ENABLE_GFM
    | pyromark.Options.ENABLE_DEFINITION_LIST
    | pyromark.Options.ENABLE_STRIKETHROUGH
)

Event = tuple[Any, Any]


def events(text: str) -> list[Event]:
    """The parse events of ``text``: pairs of an event and its range ``{"start": …, "end": …}`` in UTF-8 bytes.

    An event is a string (``"SoftBreak"``) or a dict with one key (``{"Start": …}``, ``{"Text": …}``), as serde writes
    pulldown-cmark's ``Event`` (https://docs.rs/pulldown-cmark, enum Event).
    """
    return list(pyromark.events_with_range(text, options=OPTIONS))


def to_html(text: str) -> str:
    """The HTML that pulldown-cmark's own writer makes of ``text``."""
    return pyromark.html(text, options=OPTIONS)
