"""Grounds: digests of what editions are made from. While one stays, no view that depends on it need be worked out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from press.model import Language
from press.store import keys

if TYPE_CHECKING:
    from press.makers.editions import Editions


def behind(book: Editions, language: Language) -> Iterator[tuple[str, ...]]:
    """The texts behind the pages of a language, and how they were made."""
    site = book.site
    for name in book.names:
        needed = set(book.sections[site.settings.source, name])
        for code in book.chain(language, name):
            page, made = site.pages[code, name], site.made.get((code, name))
            origin = site.pages.get((made.origin, name)) if made else None
            record = repr(made[:-1]) if made else ""  # not its place, which moves with the lines above it
            yield (page.source_digest, record, origin.source_digest if origin else "")
            needed -= book.sections[code, name].keys()
            if not needed:
                break


def everywhere(book: Editions) -> str:
    """A digest of what every edition depends on: what all is made from, and the source's pages."""
    return keys.digest((book.ground, tuple((name, page.source_digest) for name, page in book.source.items())))


def ground(book: Editions) -> str:
    """A digest of what everything is made from: tables, templates, interface texts, which pages exist."""
    site = book.site
    tables = (site.settings, tuple(site.languages.values()), tuple(site.facts.values()), tuple(site.images.items()))
    texts = (tuple(book.texts.items()), tuple(sorted(site.language_names.items())))
    templates = tuple((name, book.templates.digest(name)) for name in book.templates.names())
    files = (tuple(book.assets.items()), tuple(book.styles.items()))
    return keys.digest((tables, texts, templates, files, tuple(sorted(site.pages)), site.counties, book.announced, site.tested, tuple(site.moved.values())))
