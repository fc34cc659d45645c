"""The pages that belong to no language: the chooser at ``/``, ``/languages.html`` and every ``/q/…``, and the 404 page."""

from __future__ import annotations

from html import escape
from typing import NamedTuple

from press import phrases
from press.adapters.templates import Templates
from press.makers.assets import Style
from press.makers.editions import Editions
from press.makers.hosting import forms
from press.model import Language
from press.words import words_in

SCRIPT_ORDER = ("Latn", "Arab", "Hebr", "Cyrl", "Ethi", "Thai", "Hans")
"""People find their own language by the look of its script; within a script, by name."""


class Choice(NamedTuple):
    """One language to choose; ``text`` is HTML, ``also`` what browsers may call the language (:mod:`press.makers.hosting`)."""

    tag: str
    direction: str
    name: str
    url: str
    text: str
    also: str


class FrontView(NamedTuple):
    """A chooser or the 404 page. ``noindex`` for all but ``/``, which alone search engines should find; ``canonical`` is empty
    where a page has no other address to name. A ``way_in`` leads straight on to a language that was chosen before."""

    template: str
    file: str
    texts: str
    base: str
    canonical: str
    styles: tuple[Style, ...]
    scripts: tuple[str, ...]
    noindex: bool
    way_in: bool
    site_names: tuple[tuple[str, str, str], ...]
    choices: tuple[Choice, ...]
    publisher: str


def in_order(languages: tuple[Language, ...], first: tuple[str, ...]) -> tuple[Language, ...]:
    """The source language and English first, then by script and own name."""

    def key(language: Language) -> tuple[int, int, str]:
        if language.code in first:
            return (0, first.index(language.code), "")
        script = SCRIPT_ORDER.index(language.script) if language.script in SCRIPT_ORDER else len(SCRIPT_ORDER)
        return (1, script, language.name.casefold())

    return tuple(sorted(languages, key=key))


def front_view(editions: Editions, file: str, path: str, noindex: bool, way_in: bool = False) -> FrontView:
    """The view of ``chooser.html`` or ``missing.html``; ``path`` is the address it says is the real one, if any. Its texts come
    from every catalog."""
    site, settings = editions.site, editions.site.settings
    languages = in_order(site.published, (settings.source, "lattlast", "en"))
    choices, called = [], forms(tuple((language.code, language.tag) for language in languages))
    for language in languages:
        interface = editions.interfaces[language.code]
        missing = file == "missing.html"
        said = escape(interface.gettext(phrases.NOT_FOUND)) if missing else editions.words(settings.tagline, language)
        choices.append(
            Choice(
                language.tag,
                language.direction,
                language.name,
                f"{editions.base}/{language.code}/",
                said,
                " ".join(form for form, code in called if code == language.code),
            )
        )
    names = []
    for language in [language for language in languages if language.code in (settings.source, "en")]:
        names.append(
            (language.tag, words_in(settings.name, language.chain)[1], words_in(settings.tagline, language.chain)[1])
        )
    return FrontView(
        template=editions.templates.digest(file),
        file=file,
        texts=",".join(editions.tongues[language.code].digest for language in languages),
        base=editions.base,
        canonical=settings.base_url + path if path else "",
        styles=editions.inline("site.css", "front.css"),
        scripts=() if file == "missing.html" else editions.addresses("front.js"),
        noindex=noindex,
        way_in=way_in,
        site_names=tuple(names),
        choices=tuple(choices),
        publisher=words_in(settings.publisher, (settings.source,))[1],
    )


def make_front(view: FrontView, templates: Templates) -> bytes:
    """The finished page, UTF-8."""
    return templates.render(view.file, view=view, gettext=str, ngettext=lambda one, many, number: one).encode()
