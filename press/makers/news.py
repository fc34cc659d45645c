"""What is new: a page and an Atom feed a language, from the change notes in the pages' front matter. Never of a safety page."""

from __future__ import annotations

from html import escape
from typing import NamedTuple
from urllib.parse import urlsplit

from press import phrases
from press.makers.editions import Editions
from press.makers.slots import marked
from press.makers.tools import ToolView, tool_view
from press.makers.views import Date
from press.model import Language, Page, page_path
from press.words import words_in

NAME, FEED, MOST = "news", "feed.xml", 30


class Change(NamedTuple):
    """A change of a page. ``title`` and ``words`` are HTML in a text in the reader's language, ``said`` and ``called`` the same as
    plain text with the tags of their languages; ``id`` never changes."""

    id: str
    date: Date
    url: str
    title: str
    words: str
    called: tuple[str, str]
    said: tuple[str, str]


class FeedView(NamedTuple):
    """The feed of a language."""

    language: str
    id: str
    title: str
    subtitle: str
    url: str
    page: str
    author: str
    changes: tuple[Change, ...]


def changes(book: Editions, language: Language) -> tuple[Change, ...]:
    """The newest changes for readers of a language, the newest first; a note that is not translated is in the next language
    of the chain."""
    found = []
    for name, source in book.source.items():
        if source.safety or source.audience == ("staff",):
            continue
        page = book.site.original(language.code, name) or source
        for day, _ in source.changes:
            found.append(_change(book, language, name, page, day))
    ordered = sorted(found, key=lambda change: change.url)
    return tuple(sorted(ordered, key=lambda change: change.date.iso, reverse=True)[:MOST])


def _change(book: Editions, language: Language, name: str, page: Page, day: str) -> Change:
    site = book.site
    said = []
    for code in (*language.chain, site.settings.source):
        if (code, name) in site.pages:
            said += [(code, text) for date, text in site.pages[code, name].changes if date == day]
    code, text = words_in(tuple(said), (*language.chain, site.settings.source))
    tongue, called = site.languages[code], site.languages[page.language]
    host = urlsplit(site.settings.base_url).hostname
    return Change(
        id=f"tag:{host},{day}:{language.code}/{name}",
        date=Date(day, book.voices[language.code].date(day)),
        url=page_path(book.base, language.code, name),
        title=marked(page.title, called, language),
        words=marked(text, tongue, language),
        called=(called.tag, page.title),
        said=(tongue.tag, text),
    )


def news_view(book: Editions, language: Language) -> ToolView:
    """The page of what is new in a language."""
    interface = book.interfaces[language.code]
    title = interface.gettext(phrases.TOOLS[NAME])
    about = interface.gettext(phrases.NEWS)
    feed = f"{book.base}/{language.code}/{FEED}"
    shown = (feed, changes(book, language))
    return tool_view(book, language, "news.html", NAME, title, about, shown, scripts=book.addresses("site.js"))


def feed_view(book: Editions, language: Language) -> FeedView:
    """The feed of a language."""
    settings, interface = book.site.settings, book.interfaces[language.code]
    name = words_in(settings.name, (*language.chain, settings.source))[1]
    publisher = words_in(settings.publisher, (*language.chain, settings.source))[1]
    address = f"{book.root}{book.base}/{language.code}/"
    return FeedView(
        language=language.tag,
        id=f"tag:{urlsplit(settings.base_url).hostname},2026:{language.code}/{NAME}",
        title=f"{name}: {interface.gettext(phrases.TOOLS[NAME])}",
        subtitle=interface.gettext(phrases.NEWS),
        url=address + FEED,
        page=address + f"{NAME}.html",
        author=publisher or name,
        changes=tuple(change._replace(url=book.root + change.url) for change in changes(book, language)),
    )


def make_feed(view: FeedView) -> bytes:
    """An Atom feed (RFC 4287); each entry says in which language it is."""
    newest = max((change.date.iso for change in view.changes), default="2026-01-01")
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{view.language}">',
        f"<id>{escape(view.id)}</id>",
        f"<title>{escape(view.title)}</title>",
        f"<subtitle>{escape(view.subtitle)}</subtitle>",
        f'<link rel="self" type="application/atom+xml" href="{escape(view.url)}"/>',
        f'<link rel="alternate" type="text/html" href="{escape(view.page)}"/>',
        f"<updated>{newest}T00:00:00Z</updated>",
        f"<author><name>{escape(view.author)}</name></author>",
    ]
    for change in view.changes:
        (title_tag, title), (tag, text) = change.called, change.said
        lines += [
            "<entry>",
            f"<id>{escape(change.id)}</id>",
            f'<title xml:lang="{title_tag}">{escape(title)}</title>',
            f'<link rel="alternate" type="text/html" href="{escape(change.url)}"/>',
            f"<updated>{change.date.iso}T00:00:00Z</updated>",
            f'<summary xml:lang="{tag}">{escape(text)}</summary>',
            "</entry>",
        ]
    return ("\n".join([*lines, "</feed>"]) + "\n").encode()
