"""Fill the slots of a section's HTML (press.readers.markup): facts, page addresses, pictures, labels, marked words."""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping
from typing import NamedTuple

from press import phrases
from press.adapters import i18n
from press.model import Fact, Language, Settings, Site, page_path
from press.store import keys
from press.store.ledger import Memo
from press.words import words_in

FRACTION = 100
"""gettext knows no fractions: the form of this number comes nearest in our languages, and always shows the number."""


class FactView(NamedTuple):
    """A fact for one language: ``before + words + after``, where a writer's own words may stand instead of ``words``."""

    digest: str
    name: str
    before: str
    words: str
    after: str
    plain: str
    verified: bool


class Tongue(NamedTuple):
    """What a body in one language needs to be finished. ``marks`` maps the words after ``lang=`` to (tag, direction)."""

    digest: str
    code: str
    tag: str
    direction: str
    labels: tuple[tuple[str, str], ...]
    marks: tuple[tuple[str, tuple[str, str]], ...]


class Voice:
    """How one language says numbers, dates and interface texts; what Babel worked out is remembered in ``memo``."""

    def __init__(self, language: Language, interface: i18n.Interface, memo: Memo) -> None:
        self.language = language
        self.interface = interface
        self.memo = memo

    def number(self, value: str) -> str:
        """A number in the language's format."""
        locale = self.language.locale
        return str(self.memo.get(f"{locale} {value}", lambda: i18n.format_number(value, locale)))

    def date(self, iso: str) -> str:
        """A date in words; an empty text for an empty one."""
        if not iso:
            return ""
        locale, pattern, months = self.language.locale, self.language.date, self.interface.months
        return str(self.memo.get(f"{locale} {iso} {pattern}", lambda: i18n.format_date(iso, locale, pattern, months)))


def chain_of(language: Language, settings: Settings) -> tuple[str, ...]:
    """The languages to look for words in: the language's own chain, then English (read by most), then the source."""
    return tuple(dict.fromkeys((*language.chain, "en", settings.source)))


def marked(text: str, language: Language, reader: Language) -> str:
    """``text`` in ``language`` inside a text in ``reader``: marked with ``lang`` and ``dir`` where they differ."""
    if language.code == reader.code:
        return html.escape(text, quote=False)
    return f'<span lang="{language.tag}" dir="{language.direction}">{html.escape(text, quote=False)}</span>'


def fact_view(fact: Fact, language: Language, site: Site, voice: Voice) -> FactView:
    """How ``fact`` stands in a text in ``language``."""
    make: dict[str, Callable[[Fact, Language, Site, Voice], tuple[str, str, str, str]]] = {
        "phone": _phone, "link": _link, "email": _email, "amount": _amount, "date": _date, "rule": _rule,
    }  # fmt: skip
    before, words, after, plain = make[fact.kind](fact, language, site, voice)
    values = (fact.name, before, words, after, plain, fact.verified)
    return FactView(keys.digest(values), *values)


def _phone(fact: Fact, language: Language, site: Site, voice: Voice) -> tuple[str, str, str, str]:
    # A number that breaks over two lines is misread, and in right-to-left text its groups change places: LANGUAGES.md.
    number = html.escape(fact.value.replace("-", "\u2011").replace(" ", "\u00a0"))
    return f'<a class="tel" href="tel:{fact.tel}"><bdi dir="ltr">', number, "</bdi></a>", fact.value


def _email(fact: Fact, language: Language, site: Site, voice: Voice) -> tuple[str, str, str, str]:
    return (
        f'<a href="mailto:{html.escape(fact.value)}"><bdi dir="ltr">',
        html.escape(fact.value),
        "</bdi></a>",
        fact.value,
    )


def _link(fact: Fact, language: Language, site: Site, voice: Voice) -> tuple[str, str, str, str]:
    chain = chain_of(language, site.settings)
    code, url = words_in(fact.urls, chain)
    spoken, name = words_in(fact.words, chain)
    words = marked(name, site.languages.get(spoken, language), language)
    before, after = outward(site.languages.get(code, language), language, site, voice)
    return f'<a class="ext" href="{html.escape(url)}"{before}', words, after, name


def outward(there: Language, language: Language, site: Site, voice: Voice) -> tuple[str, str]:
    """What stands before and after the words of a link to another website: from after its address to the end. ``there`` is
    the language the reader will meet."""
    note = voice.interface.gettext(phrases.LABELS["external"])
    shown = ""
    if there.code != language.code:
        called = site.language_names[language.code, there.code]
        note = voice.interface.gettext(phrases.LABELS["in-language"]) % {"language": called} + ", " + note
        shown = f' <span class="in">({html.escape(called)})</span>'
    after = f'<span class="hidden"> ({html.escape(note)})</span></a>{shown}'
    return f' hreflang="{there.tag}" rel="external">', after


def _amount(fact: Fact, language: Language, site: Site, voice: Voice) -> tuple[str, str, str, str]:
    number = voice.number(fact.value)
    whole = int(float(fact.value)) if float(fact.value) == int(float(fact.value)) else FRACTION
    forms = phrases.UNITS.get(fact.unit)
    text = voice.interface.ngettext(*forms, whole) % {"num": number} if forms else number
    return '<bdi class="amount">', html.escape(text), "</bdi>", text


def _date(fact: Fact, language: Language, site: Site, voice: Voice) -> tuple[str, str, str, str]:
    text = voice.date(fact.value)
    return f'<time datetime="{fact.value}">', html.escape(text), "</time>", text


def _rule(fact: Fact, language: Language, site: Site, voice: Voice) -> tuple[str, str, str, str]:
    code, text = words_in(fact.words, chain_of(language, site.settings))
    return "", marked(text, site.languages.get(code, language), language), "", text


def fill(
    text: str, tongue: Tongue, facts: Mapping[str, FactView], reader: str, base: str, images: Mapping[str, str]
) -> str:
    """``text`` with every slot filled. ``reader`` is the code of the edition the page belongs to: links stay in it."""
    parts = text.split("\x00")
    if len(parts) == 1:
        return text
    for index in range(1, len(parts), 2):
        kind, *rest = parts[index].split("\x1f")
        if kind == "f" or kind == "F":
            fact = facts[rest[0]]
            if kind == "F":
                parts[index] = rest[1] or html.escape(fact.plain)
            else:
                parts[index] = f"{fact.before}{rest[1] or fact.words}{fact.after}"
        elif kind == "p":
            parts[index] = page_path(base, reader, rest[0]) + (f"#{rest[1]}" if rest[1] else "")
        elif kind == "l":
            parts[index] = dict(tongue.labels)[rest[0]]
        elif kind == "s":
            tag, direction = dict(tongue.marks)[rest[0]]
            parts[index] = f'<span lang="{tag}" dir="{direction}">{rest[1]}</span>'
        elif kind == "i":
            parts[index] = f"{base}/images/{images[rest[0]]}"
    return "".join(parts)
