"""The code of a page, for the screen of whoever reads it: the person beside them scans it with another telephone."""

from __future__ import annotations

from typing import NamedTuple

from press.adapters import qr

QUIET = 4
"""Modules of white around the code (ISO/IEC 18004, 9.1); always white, in a dark page too."""


class PageCode(NamedTuple):
    """The whole address the code leads to."""

    url: str


def make_page_code(view: PageCode) -> bytes:
    """An SVG, one unit a module, level M: a screen is whole and clean, and fewer modules are larger ones."""
    rows = qr.matrix(view.url, "M")
    side = len(rows) + 2 * QUIET
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-{QUIET} -{QUIET} {side} {side}">'
        f'<path fill="#fff" d="M-{QUIET}-{QUIET}h{side}v{side}h-{side}z"/><path d="{qr.path(rows)}"/></svg>\n'
    ).encode()
