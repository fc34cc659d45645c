"""What the desk sends back: pages, JSON, files; nothing of it is kept by the browser, and nothing foreign runs in it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote

from press.adapters.web import Answer
from press.commands.served import styles_in

DESK = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; frame-src 'self' blob:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
"""The desk's own pages. Their forms only ask (GET); what changes something goes through the scripts, or the gate refuses it."""
SHOWN = "default-src 'none'; style-src %s; img-src 'self' data:; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox allow-same-origin"
"""Files of the site that are shown within the desk: no script of theirs runs, and no style but those that were made with them."""
KEPT = (
    ("Cache-Control", "no-store"),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
)


def html(text: str, status: int = 200, policy: str = DESK) -> Answer:
    """A page."""
    return Answer(status, "text/html; charset=utf-8", text.encode(), (*KEPT, ("Content-Security-Policy", policy)))


def data(value: Mapping[str, Any], status: int = 200) -> Answer:
    """JSON."""
    return Answer(status, "application/json", json.dumps(value, ensure_ascii=False).encode(), KEPT)


def shown(body: bytes, kind: str) -> Answer:
    """A file of the site, a page with its own styles."""
    styles = styles_in(body) if kind.startswith("text/html") else []
    return file(body, kind, policy=SHOWN % (" ".join(f"'{digest}'" for digest in styles) or "'none'"))


def file(body: bytes, kind: str, name: str = "", policy: str = SHOWN % "'none'") -> Answer:
    """A file; with a ``name`` it is saved by the browser, not shown."""
    headers: tuple[tuple[str, str], ...] = (*KEPT, ("Content-Security-Policy", policy))
    if name:
        headers = (*headers, ("Content-Disposition", f"attachment; filename*=UTF-8''{quote(name)}"))
    return Answer(200, kind, body, headers)


PRINT = "frame-ancestors 'self'"
"""Finished prints: a stricter policy than this one keeps browsers' own viewers of PDF from working; nothing in them is asked for or run."""


def whole(body: bytes | Iterable[bytes], kind: str, name: str, length: int = -1, save: bool = False) -> Answer:
    """A print as a file called ``name``: shown by the browser, or saved. ``length`` in bytes where it is known."""
    how = "attachment" if save else "inline"
    headers = (*KEPT, ("Content-Security-Policy", PRINT), ("Content-Disposition", f"{how}; filename*=UTF-8''{quote(name)}"))
    return Answer(200, kind, body, (*headers, ("Content-Length", str(length))) if length >= 0 else headers)


def to(address: str) -> Answer:
    """On to another address of the desk."""
    return Answer(303, "text/plain; charset=utf-8", b"", (*KEPT, ("Location", address)))
