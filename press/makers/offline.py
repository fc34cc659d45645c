"""A copy of one language in the reader's telephone: what is in it, and the page where it is taken and removed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import NamedTuple

from press import phrases
from press.makers.editions import Editions
from press.makers.tools import ToolView, tool_view
from press.model import Language, page_path

NAME, LIST, WORKER = "keep", "offline.json", "sw.js"
BOOKLET = "booklet.pdf"


class CopyView(NamedTuple):
    """The copy of a language: (address, digest, bytes) of every file in it."""

    files: tuple[tuple[str, str, int], ...]


def copied(book: Editions, language: Language, paths: tuple[str, ...]) -> tuple[str, ...]:
    """Of the paths of all files, those that belong into the copy of a language. No page about safety is among them, nor what
    such a page needs beside the common style, nor pages for staff."""
    code = f"{language.code}/"
    names = [name for name in book.names if not book.source[name].safety and book.source[name].audience != ("staff",)]
    pages = {f"{code}{name}.html" for name in (*names, *phrases.TOOLS, "search")}
    assets = {path for name, path in book.assets.items() if name != "safe.js"} | {"assets/icon.svg"}
    return tuple(
        path
        for path in paths
        if path in pages or path in assets or path.startswith(("images/", f"{code}search-"))
    )


def copy_view(book: Editions, language: Language, rows: Mapping[str, tuple[str, str, int]]) -> CopyView:
    """The copy of a language from the rows of all files: (key, digest, size, …) by path."""
    found = []
    for path in copied(book, language, tuple(rows)):
        url = page_path(book.base, language.code, "index") if path == f"{language.code}/index.html" else f"{book.base}/{path}"
        found.append((url, rows[path][1], rows[path][2]))
    return CopyView(tuple(sorted(found)))


def make_copy(view: CopyView) -> bytes:
    """The list that the service worker takes: its version, its size in bytes, its files."""
    version = hashlib.blake2b(repr(view.files).encode(), digest_size=6).hexdigest()
    size = sum(bytes_ for _, _, bytes_ in view.files)
    return (json.dumps({"version": version, "bytes": size, "files": [url for url, _, _ in view.files]}) + "\n").encode()


def keep_view(book: Editions, language: Language) -> ToolView:
    """The page about keeping, in a language."""
    gettext = book.interfaces[language.code].gettext
    booklet = f"{book.base}/{language.code}/{BOOKLET}" if "booklets" in book.site.settings.extras else ""
    return tool_view(
        book,
        language,
        "keep.html",
        NAME,
        gettext(phrases.TOOLS[NAME]),
        gettext(phrases.KEEP),
        booklet,
        scripts=book.addresses("site.js", "keep.js"),
    )
