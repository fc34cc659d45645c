"""The plans of the extras that an edition may have (:data:`press.model.EXTRAS`); each loads its makers where it is asked for only."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from press.commands.making import Making, asset, page_file, tools
from press.commands.workshop import Output, plain
from press.makers.assets import smaller_js
from press.model import page_path
from press.store.keys import Key

if TYPE_CHECKING:
    from press.makers.beside import BesideView


class Extra(NamedTuple):
    """An extra: its outputs, the styles and scripts in the templates' folder that only its pages ask for, and whether its makers read
    the texts of the pages themselves."""

    outputs: Callable[[Making], Iterator[Output]]
    files: tuple[str, ...] = ()
    texts: bool = False


def _search(making: Making) -> Iterator[Output]:
    from press.commands.extra_search import search_outputs

    return search_outputs(making.book, making.templates)


def _pictures(making: Making) -> Iterator[Output]:
    from press.commands.extra_pictures import pictures

    return pictures(making)


def _booklets(making: Making) -> Iterator[Output]:
    from press.commands.extra_booklets import booklets

    return booklets(making)


def _side_by_side(making: Making) -> Iterator[Output]:
    from press.makers.beside import FOLDER, beside_view, make_beside, partner

    book = making.book

    def make(view: BesideView, key: Key) -> bytes:
        return make_beside(view, key, making.templates, book.interfaces[view.own.shell.language.code], making.frames)

    for language in making.site.published:
        other = partner(book, language)
        if other is None:
            continue
        edition = book.key(language) + book.key(other)
        for name in book.names:
            if book.has_beside(name):
                path, see = f"{FOLDER}/{name}", partial(beside_view, book, language, other, name)
                yield Output(page_file(language.code, path), "beside", see, make, edition)


def _page_codes(making: Making) -> Iterator[Output]:
    from press.makers.page_codes import PageCode, make_page_code

    book = making.book
    for language in making.site.published:
        for name in book.names:
            if not book.source[name].safety:
                url = book.root + page_path(book.base, language.code, name)
                yield Output(f"{language.code}/qr/{name}.svg", "page-code", partial(PageCode, url), plain(make_page_code))


def _news(making: Making) -> Iterator[Output]:
    from press.makers.news import FEED, NAME, feed_view, make_feed, news_view

    book = making.book
    yield from tools(making, partial(news_view, book), "news", NAME)
    for language in making.site.published:
        see = partial(feed_view, book, language)
        yield Output(f"{language.code}/{FEED}", "feed", see, plain(make_feed), book.key(language))


def _partners(making: Making) -> Iterator[Output]:
    from press.makers.partners import CARD, FOLDER, CardView, card_view, data_view, index_view, make_card, make_data

    book = making.book

    def card(view: CardView) -> bytes:
        return make_card(view, making.templates, book.interfaces[view.language.code])

    yield Output(f"{FOLDER}/pages.json", "data", partial(index_view, book), plain(make_data), book.everywhere)
    for language in making.site.published:
        edition = book.key(language)
        see = partial(data_view, book, language)
        yield Output(f"{FOLDER}/{language.code}.json", "data", see, plain(make_data), edition)
        see_card = partial(card_view, book, language)
        yield Output(page_file(language.code, CARD), "card", see_card, plain(card), edition)


def _offline(making: Making) -> Iterator[Output]:
    from press.makers.offline import LIST, NAME, WORKER, copy_view, keep_view, make_copy

    book = making.book
    yield from tools(making, partial(keep_view, book), "keep", NAME)
    yield asset(WORKER, lambda: smaller_js(making.templates.source(WORKER).decode()).encode())
    for language in making.site.published:
        see = partial(copy_view, book, language)
        yield Output(f"{language.code}/{LIST}", "copy", see, plain(make_copy), late=True)


EXTRAS: dict[str, Extra] = {
    "search": Extra(_search, ("vendor/minisearch.js", "search.js", "search.css")),
    "side-by-side": Extra(_side_by_side, ("beside.css", "beside.js")),
    "share": Extra(_page_codes),
    "pictures": Extra(_pictures),
    "news": Extra(_news),
    "partners": Extra(_partners, ("card.css",)),
    "booklets": Extra(_booklets, texts=True),
    "offline": Extra(_offline, ("keep.js",)),
}
"""By their names in ``content/site.yaml``."""
