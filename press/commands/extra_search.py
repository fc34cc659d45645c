"""The extra ``search``: a page and an index in every language."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any, NamedTuple

from press import phrases
from press.adapters.i18n import Interface
from press.adapters.templates import Templates
from press.commands.workshop import Output, plain
from press.makers.assets import asset_name
from press.makers.editions import Editions
from press.makers.search import IndexView, index_view, make_index, speaks_source
from press.makers.tools import ToolView, make_tool, tool_view
from press.makers.views import Link
from press.model import SEARCH, Language, page_path
from press.store import keys

LIBRARY = "vendor/minisearch.js"
"""The library that looks things up."""

MOST = 20
"""Hits that are shown at most; the script knows the same number (search.js)."""


class SearchPage(NamedTuple):
    """What ``search.html`` shows: the index's address, what the script says of 0, 1, 2 … hits, all pages of the edition."""

    source: str
    hits: tuple[str, ...]
    pages: tuple[Link, ...]


def search_outputs(book: Editions, templates: Templates) -> Iterator[Output]:
    """Everything the extra publishes."""
    for language in book.site.published:
        edition = _edition(book, language)
        index = _Index(book, language)
        name = book.memo.get(f"search {edition}", index.name)
        make = partial(_make, templates, book.interfaces[language.code])
        view = partial(_view, book, language, name)
        yield Output(f"{language.code}/{name}", "search-index", index.view, plain(make_index), edition)
        yield Output(f"{language.code}/{SEARCH}.html", "search", view, plain(make), edition)


class _Index:
    """The index of an edition, made when its name or its bytes are asked for first."""

    def __init__(self, book: Editions, language: Language) -> None:
        self.book, self.language = book, language
        self.made: IndexView | None = None

    def view(self) -> IndexView:
        if self.made is None:
            self.made = index_view(self.book, self.language)
        return self.made

    def name(self) -> str:
        """The published name, with the digest of the bytes: an edit that changes no word of it makes nobody fetch it anew."""
        return asset_name("search.json", make_index(self.view())).rpartition("/")[2]


def _edition(book: Editions, language: Language) -> str:
    """A digest of everything an index is made from. Those in Swedish hold what pages are called in every language."""
    languages = book.site.published if speaks_source(book, language) else (language,)
    template = book.templates.digest("search.html")
    return keys.digest((template, language, tuple(book.key(other) for other in languages)))


def _view(book: Editions, language: Language, index: str) -> ToolView:
    interface = book.interfaces[language.code]
    one, many = phrases.HITS
    hits = [interface.gettext(phrases.NO_HIT)]
    hits += [interface.ngettext(one, many, number) % {"num": number} for number in range(1, MOST + 1)]
    names = [name for name in book.names if book.offered(language, name)]
    data = SearchPage(
        f"{page_path(book.base, language.code, 'index')}{index}",
        tuple(hits),
        tuple(book.link(language, name, short=False) for name in names),
    )
    return tool_view(
        book,
        language,
        "search.html",
        SEARCH,
        interface.gettext(phrases.SEARCH),
        interface.gettext(phrases.SEARCH_ABOUT),
        data,
        scripts=book.addresses("site.js", LIBRARY, "search.js"),
        styles=book.inline("search.css"),
    )


def _make(templates: Templates, interface: Interface, view: Any) -> bytes:
    return make_tool(view, templates, interface)
