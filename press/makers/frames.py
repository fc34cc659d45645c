"""Frames: a template is rendered once for all pages alike, with slots where they differ, and the slots are filled page by page.

A slot is ``\\x00name\\x00`` in the rendered text. Where the template has written one into JSON, it is called ``json name``.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from typing import Any, NoReturn

from press.store.ledger import Memo

try:
    from _json import encode_basestring as encode_json  # json itself takes longer to load than a page to make
except ImportError:
    from json.encoder import encode_basestring as encode_json

IN_JSON = re.compile(r"\\u0000([^\\\"]+)\\u0000")
UNSAFE = re.compile("[<>&']")


class Slot(str):
    """Where a text is to stand in a frame: it can be printed, with ``| e`` too, or go into JSON. The text itself is not there
    yet, so what asks for it (a test, a comparison, a loop) is told of as a mistake in the template."""

    __slots__ = ()

    def __new__(cls, name: str) -> Slot:
        return super().__new__(cls, f"\x00{name}\x00")

    def _unknown(self, *_: Any, **__: Any) -> NoReturn:
        raise TypeError("what differs from page to page can be printed only, not tested or changed")

    __bool__ = __len__ = __eq__ = __ne__ = __lt__ = __gt__ = __contains__ = __iter__ = __getitem__ = _unknown
    __hash__ = str.__hash__


def with_json(text: str) -> str:
    """A rendered text with the slots in its JSON named as such."""
    return IN_JSON.sub("\x00json \\1\x00", text) if "\\u0000" in text else text


def in_json(text: str) -> str:
    """The inside of a text in JSON in HTML, as Jinja2's ``tojson`` writes it."""
    return UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", encode_json(text)[1:-1])


class SlotChanged(Exception):
    """A slot that is none: the template has changed its name, or cut it in two."""


class Texts(dict[bytes, bytes]):
    """What stands in the slots of one page, by their names: HTML in UTF-8, and what is no HTML yet in ``plain``."""

    def __init__(self, plain: Mapping[str, str]) -> None:
        super().__init__([(name.encode(), html.escape(text).encode()) for name, text in plain.items()])
        self.plain = plain

    def __missing__(self, name: bytes) -> bytes:
        kind, _, of = name.decode().partition(" ")
        if kind != "json" or of not in self.plain:
            raise SlotChanged(name.decode()[:60])
        return in_json(self.plain[of]).encode()


class Frames:
    """The frames of one build by their marks; what Jinja2 made is remembered in ``memo``."""

    def __init__(self, memo: Memo) -> None:
        self.memo = memo
        self.cut: dict[str, list[bytes]] = {}

    def fill(self, mark: str, render: Callable[[], str], texts: Texts) -> bytes:
        """A page: the frame called ``mark``, rendered if it is new, with ``texts`` in its slots. Raises :class:`SlotChanged`."""
        if mark not in self.cut:
            self.cut[mark] = self.memo.get(mark, lambda: with_json(render()).encode()).split(b"\x00")
        parts = self.cut[mark].copy()
        parts[1::2] = [texts[name] for name in parts[1::2]]
        return b"".join(parts)
