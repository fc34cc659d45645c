"""Shells: what stands around every page of a language, from its header to its footer."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Any

from press import phrases
from press.makers.slots import chain_of
from press.makers.views import Banner, Frame, Link, Shell
from press.model import SEARCH, Language, page_path
from press.notices import Announcement
from press.store import keys
from press.words import words_in

if TYPE_CHECKING:
    from press.makers.editions import Editions


def frame(book: Editions, language: Language) -> Frame:
    """What stands around every page of a language."""
    settings = book.site.settings
    return Frame(
        template=book.templates.digest("partials/header.html") + book.templates.digest("partials/footer.html"),
        texts=book.texts[language.code],
        language=language,
        languages=book.site.published,
        base=book.base,
        chooser=f"{book.base}/languages.html",
        site_name=book.words(settings.name, language),
        tagline=book.words(settings.tagline, language),
        menu=tuple(book.link(language, page) for page in book.in_menu if book.offered(language, page)),
        footer_links=tuple(book.link(language, page) for page in book.in_footer if book.offered(language, page)),
        publisher=book.words(settings.publisher, language),
        publisher_url=settings.publisher_url,
        contact_email=settings.contact_email,
        banners=tuple(_banner(book, one, language) for one in book.announced),
        search=page_path(book.base, language.code, SEARCH) if SEARCH in settings.extras else "",
        tools=_tool_links(book, language),
    )


def _banner(book: Editions, one: Announcement, language: Language) -> Banner:
    path = page_path(book.base, language.code, one.page) if one.page else ""
    return Banner(book.words(one.words, language), f"{path}#{one.anchor}" if one.anchor else path, one.important)


def _tool_links(book: Editions, language: Language) -> tuple[Link, ...]:
    """Links to the pages that the program makes by itself, for the foot of every page."""
    interface, wanted = book.interfaces[language.code], book.site.settings.extras
    return tuple(
        Link(html.escape(interface.gettext(text)), page_path(book.base, language.code, name))
        for name, text in phrases.TOOLS.items()
        if phrases.TOOL_OF[name] in wanted
    )


def shell(book: Editions, language: Language) -> Shell:
    """The shell of a language; its header and footer are rendered once and remembered."""
    around, settings = frame(book, language), book.site.settings
    header, footer = book.memo.get(keys.digest(around), lambda: _render(book, around))
    plain = words_in(settings.name, chain_of(language, settings))[1]
    names = (plain, header, footer, book.styles["site.css"], settings.leave_url, around.publisher)
    more = (book.root, _easier(book, language), settings.extras)
    digest = keys.digest((language, book.base, settings.base_url, *names, *more, around.texts))
    return Shell(digest, language, book.base, settings.base_url, *names, *more)


def _easier(book: Editions, language: Language) -> Language | None:
    """The edition in easy language of the source, for the readers of another."""
    published = {other.tag: other for other in book.site.published}
    easy = published.get(f"{book.site.languages[book.site.settings.source].tag}-simple")
    return easy if easy != language else None


def _render(book: Editions, around: Frame) -> tuple[str, ...]:
    interface = book.interfaces[around.language.code]
    seen: dict[str, Any] = around._asdict()
    seen |= {"gettext": interface.gettext, "ngettext": interface.ngettext}
    return tuple(book.templates.render(f"partials/{part}.html", **seen) for part in ("header", "footer"))
