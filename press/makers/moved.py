"""What answers at the old address of a page that has moved: a small page that leads on, with or without scripts."""

from __future__ import annotations

import html
from typing import NamedTuple

from press.adapters.templates import Templates
from press.makers.assets import Style
from press.makers.editions import Editions
from press.makers.views import Link
from press.model import Language, page_path
from press.moved import destination

TEMPLATE = "moved.html"


class MovedView(NamedTuple):
    """Such a page in one language. The link's title is HTML; ``title`` shows in the tab of the browser, and says
    nothing of a page about violence; ``canonical`` is where the text itself is."""

    template: str
    language: Language
    base: str
    style: Style
    title: str
    link: Link
    canonical: str


def moved_view(book: Editions, language: Language, old: str, beside: str = "") -> MovedView:
    """The view of the old address ``old`` in a language; ``beside`` is the folder of the pages in two languages, for theirs."""
    site = book.site
    name, anchor = destination(site.moved, old)
    end = f"#{anchor}" if anchor else ""
    if name in book.source:
        link = book.link(language, name, short=False)
        page = site.original(language.code, name) or book.source[name]
        title, shown = page.safe_title or page.title, page.language
    else:
        county = next(county for county in site.counties if county.page == name)
        title, shown = county.name, language.code
        link = Link(html.escape(title), page_path(book.base, language.code, name))
    there = beside and name in book.source and book.has_beside(name)
    address = page_path(book.base, language.code, f"{beside}/{name}") if there else link.url
    return MovedView(
        template=book.templates.digest(TEMPLATE),
        language=language,
        base=book.base,
        style=book.styles["site.css"],
        title=title,
        link=link._replace(url=address + end),
        canonical=book.root + page_path(book.base, shown, name),
    )


def make_moved(view: MovedView, templates: Templates) -> bytes:
    """The finished page, UTF-8."""
    return templates.render(TEMPLATE, view=view, gettext=str, ngettext=lambda one, many, number: one).encode()
