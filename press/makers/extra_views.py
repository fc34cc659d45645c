"""Views of the extras that typst makes. They are worked out in every build, so nothing heavy is loaded here; what makes the
extras is loaded where one of them has to be made."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from press import phrases
from press.makers.editions import Editions
from press.makers.plan import PLAN, plan_steps
from press.makers.slots import FactView
from press.makers.tones import Tone, tone_of
from press.makers.views import SectionView, Step
from press.model import Language
from press.store import keys
from press.words import words_in

BOOKLET_TEMPLATES = ("common.typ", "sheet.typ", "blocks.typ", "booklet.typ")
PICTURE_TEMPLATES = ("common.typ", "sheet.typ", "share.typ")
"""The templates of each, the main one last."""
WORDS = (
    phrases.CONTENTS,
    phrases.FALLBACK,
    phrases.MISSING,
    phrases.OLDER,
    phrases.MACHINE,
    phrases.ABOUT,
    phrases.RESPONSIBLE,
    phrases.CHECKED,
    phrases.SOURCES,
    phrases.UNCONFIRMED,
    phrases.DEMONSTRATION,
)
"""What the program itself says in a booklet."""


def templates_digest(read: Callable[[str], bytes], names: tuple[str, ...]) -> str:
    """A digest of print templates."""
    return keys.digest(tuple((name, read(f"templates/print/{name}")) for name in names))


class PictureView(NamedTuple):
    """What a picture of a page is made from; ``templates`` by digest."""

    templates: str
    tone: Tone
    site: str
    title: str


def picture_view(book: Editions, language: Language, name: str, templates: str) -> PictureView:
    """The view of a page's picture; ``templates`` is the digest of those it is made by."""
    return PictureView(templates, tone_of(language), book.shell(language).site_name, book.site.pages[language.code, name].title)


class ChapterView(NamedTuple):
    """A page in a booklet. ``front`` is its language, title and neutral title, ``fallback`` the name of its language where that is not the reader's;
    ``steps`` are (title, its language's tag, place, time) of the own plan; ``facts`` go by "language name"."""

    name: str
    front: tuple[str, str, str]
    fallback: str
    machine: bool
    sections: tuple[SectionView, ...]
    steps: tuple[tuple[str, str, str, str], ...]
    facts: tuple[tuple[str, FactView], ...]
    owner: str
    sources: tuple[FactView, ...]
    checked: str
    unverified: bool


class BookletView(NamedTuple):
    """All that a booklet is made from: ``templates`` by digest, the language and those it borrows from (code, :class:`Tone`),
    the site's own words, the program's ``words``, and its pages."""

    templates: str
    code: str
    name: str
    tones: tuple[tuple[str, Tone], ...]
    site: tuple[str, str, str]
    words: tuple[tuple[str, str], ...]
    address: str
    checked: str
    date: str
    chapters: tuple[ChapterView, ...]


def chosen(book: Editions, language: Language, with_safety: bool) -> tuple[str, ...]:
    """The pages of a booklet in the menus' order: never those for staff, and those about safety only where they are asked for."""
    return tuple(
        name
        for name in (*book.in_menu, *book.in_footer)
        if "staff" not in book.source[name].audience and (with_safety or not book.source[name].safety)
    )


def booklet_view(book: Editions, language: Language, templates: str, with_safety: bool = False) -> BookletView:
    """The view of a language's booklet; ``templates`` is a digest of :data:`BOOKLET_TEMPLATES`."""
    site, interface = book.site, book.interfaces[language.code]
    names = chosen(book, language, with_safety)
    chapters = tuple(_chapter_view(book, language, name, names) for name in names)
    codes = dict.fromkeys((language.code, *(section.tongue.code for page in chapters for section in page.sections)))
    labels = (*phrases.LABELS.values(), *phrases.TIMES.values())
    checked = max((chapter.checked for chapter in chapters), default="")
    settings = site.settings
    return BookletView(
        templates=templates,
        code=language.code,
        name=language.name,
        tones=tuple((code, tone_of(site.languages[code])) for code in codes),
        site=tuple(words_in(words, language.chain)[1] for words in (settings.name, settings.tagline, settings.publisher)),  # type: ignore[arg-type]
        words=tuple((text, interface.gettext(text)) for text in (*WORDS, *labels)),
        address=f"{settings.base_url.rstrip('/')}/{language.code}/",
        checked=checked,
        date=book.voices[language.code].date(checked),
        chapters=chapters,
    )


def _chapter_view(book: Editions, language: Language, name: str, names: tuple[str, ...]) -> ChapterView:
    site, source = book.site, book.source[name]
    page = site.original(language.code, name) or source
    sections = tuple(book.section(language, page, section.id) for section in source.sections)
    used = {
        f"{view.tongue.code} {fact}": book.fact(view.tongue.code, fact)
        for view in sections
        for fact, _ in view.section.facts
    }
    made = site.made.get((page.language, name))
    translated = page.language != site.settings.source
    return ChapterView(
        name=name,
        front=(page.language, page.title, (page.safe_title or source.safe_title) if source.safety else ""),
        fallback="" if page.language == language.code else site.language_names[language.code, page.language],
        machine=translated and (made is None or (made.made != "person" and not made.reviewed_by)),
        sections=sections,
        steps=tuple(_steps(plan_steps(book, language), names)) if name == PLAN else (),
        facts=tuple(sorted(used.items())),
        owner=book.words(dict(site.settings.owners).get(source.owner, ()), language),
        sources=tuple(book.fact(language.code, fact) for fact in source.sources),
        checked=source.checked,
        unverified=any(not fact.verified for fact in used.values()),
    )


def _steps(steps: tuple[Step, ...], names: tuple[str, ...]) -> Iterator[tuple[str, str, str, str]]:
    """The steps that lead to a page of the booklet."""
    for step in steps:
        name, _, anchor = step.url.rpartition("/")[2].partition("#")
        if name.removesuffix(".html") in names:
            title = html.unescape(re.sub(r"<[^>]+>", "", step.title))
            yield title, step.tongue.code, f"{name.removesuffix('.html')}.md#{anchor}", step.time
