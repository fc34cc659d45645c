"""For partners' websites: all pages as JSON with ids that stay, and a card with a link that they can show in a frame."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from press.adapters.i18n import Interface
from press.adapters.templates import Templates
from press.makers.assets import Style
from press.makers.editions import Editions
from press.makers.slots import chain_of
from press.model import Language, page_path
from press.words import words_in

FOLDER, CARD = "data", "card"


class DataView(NamedTuple):
    """A file of JSON, as the text it will hold."""

    text: str


class CardView(NamedTuple):
    """The card of a language: its page stands in a frame of somebody else's, so it has neither header nor footer."""

    template: str
    texts: str
    language: Language
    site_name: str
    tagline: str
    url: str
    icon: str
    styles: tuple[Style, ...]


def data_view(book: Editions, language: Language) -> DataView:
    """All pages of a language's edition with their sections. ``id`` is the page's name, the same in all languages and for ever."""
    pages = [_page(book, language, name) for name in book.names if book.source[name].audience != ("staff",)]
    return _data({"language": language.tag, "edition": language.code, "name": language.name, "pages": pages})


def _page(book: Editions, language: Language, name: str) -> dict[str, Any]:
    source = book.source[name]
    page = book.site.original(language.code, name) or source
    made = book.site.made.get((page.language, name))
    parts = [
        {"id": section.id, "title": _plain(section.title)}
        for section in book.site.pages[page.language, name].sections
        if section.id != "top" and "\x00" not in section.title
    ]
    return {
        "id": name,
        "url": book.root + page_path(book.base, language.code, name),
        "title": page.title,
        "description": page.description,
        "language": book.site.languages[page.language].tag,
        "safety": source.safety,
        "checked": source.checked,
        "reviewBy": source.review_by,
        "translation": "source" if page.language == book.site.settings.source else made.made if made else "unknown",
        "reviewed": made.reviewed if made else "",
        "sections": parts,
    }


def _plain(title: str) -> str:
    """A section's title without its marks."""
    text, inside = "", False
    for character in title:
        inside = (inside or character == "<") and character != ">"
        text += "" if inside or character == ">" else character
    return text


def index_view(book: Editions) -> DataView:
    """Where the files of all languages are, and what the site is called."""
    settings = book.site.settings
    languages = [
        {
            "edition": language.code,
            "language": language.tag,
            "name": language.name,
            "direction": language.direction,
            "site": words_in(settings.name, chain_of(language, settings))[1],
            "url": book.root + page_path(book.base, language.code, "index"),
            "pages": f"{settings.base_url}/{FOLDER}/{language.code}.json",
        }
        for language in book.site.published
    ]
    return _data({"site": settings.base_url + "/", "source": settings.source, "languages": languages})


def _data(value: dict[str, Any]) -> DataView:
    return DataView(json.dumps(value, ensure_ascii=False, indent=1) + "\n")


def make_data(view: DataView) -> bytes:
    """The file, UTF-8."""
    return view.text.encode()


def card_view(book: Editions, language: Language) -> CardView:
    """The card of a language."""
    settings = book.site.settings
    return CardView(
        template=book.templates.digest("card.html"),
        texts=book.texts[language.code],
        language=language,
        site_name=book.words(settings.name, language),
        tagline=book.words(settings.tagline, language),
        url=book.root + page_path(book.base, language.code, "index"),
        icon=f"{book.base}/assets/icon.svg",
        styles=book.inline("card.css"),
    )


def make_card(view: CardView, templates: Templates, interface: Interface) -> bytes:
    """The card, UTF-8."""
    return templates.render(
        "card.html", gettext=interface.gettext, ngettext=interface.ngettext, view=view
    ).encode()
