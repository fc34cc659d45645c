"""The extra ``booklets``: ``/<code>/booklet.pdf``, all of a language's pages but those about safety and those for staff."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from press.commands.making import Making
from press.commands.workshop import Output, Unmade, plain
from press.makers.extra_views import BOOKLET_TEMPLATES, BookletView, booklet_view, templates_digest
from press.model import Site
from press.store import keys

FILE = "booklet.pdf"


def booklets(making: Making) -> Iterator[Output]:
    """The booklet of every language that is built."""
    book, read = making.book, making.read
    templates = templates_digest(read, BOOKLET_TEMPLATES)
    make: Callable[[BookletView], bytes] = partial(_make, making.site, read)
    for language in making.site.published:
        edition = keys.digest((book.key(language), templates))
        view = partial(booklet_view, book, language, templates)
        yield Output(f"{language.code}/{FILE}", "booklet", view, plain(make), edition, alone=True, typeset=True)


def _make(site: Site, read: Callable[[str], bytes], view: BookletView) -> bytes:
    """The PDF. Raises :class:`press.commands.workshop.Unmade` when something in a text keeps it from being printed."""
    from press.commands.booklets import make_booklet  # typst and all that goes with it

    document, problems = make_booklet(view, site, read)
    errors = tuple(problem for problem in problems if problem.severity == "error")
    if errors:
        raise Unmade(errors)
    return document
