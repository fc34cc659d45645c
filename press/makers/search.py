"""The index of the search: the sections of an edition as plain text, for a script that searches them in the reader's device."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from press import phrases
from press.makers.search_words import FREE_OF_SPACES, tables
from press.makers.slots import Tongue, fill
from press.makers.views import SectionView
from press.model import Language, Page, page_path

if TYPE_CHECKING:
    from press.makers.editions import Editions

NOISE = re.compile(r'<span class="(?:hidden|in)">.*?</span>', re.S)
"""What links out say beside their words: that they lead out, and to which language."""
BLOCK = re.compile(
    r"</?(?:p|li|ul|ol|dl|dt|dd|div|h[1-6]|table|thead|tbody|tr|details|summary|blockquote|aside|figure|br)\b[^>]*>"
)
CELL = re.compile(r"</t[dh]>")
INNER = re.compile(r"<h([3-6])\b([^>]*)>(.*?)</h\1>", re.S)
ANCHOR = re.compile(r'\bid="([^"]*)"')
TAG = re.compile(r"<[^>]*>")
WORDS = re.compile("\x01([^\x01\x02]*)\x02")


class Row(NamedTuple):
    """What a hit may lead to: a page's beginning (no anchor), a section, or a part of one with an anchor of its own.

    ``text`` has a block a line; those that begin with ``#`` count more: headings, and what the page says of itself. ``tongue`` and ``named`` are the indexes of the
    languages of the text and of the page's title; ``also`` is what it is called in others, ``(language code, words)``, and
    ``told`` are the words of the source's language that a text in another tells of.
    """

    page: str
    anchor: str
    title: str
    text: str
    tongue: int
    named: int
    also: tuple[tuple[str, str], ...]
    told: str


class IndexView(NamedTuple):
    """The index of one edition. ``tongues`` are the languages of its texts: ``(code, tag, direction, what to tell of it)``, the
    edition's first; ``pages`` are ``(name, address, title)``; ``codes`` are the languages whose endings are known to it."""

    tongues: tuple[tuple[str, str, str, str], ...]
    pages: tuple[tuple[str, str, str], ...]
    rows: tuple[Row, ...]
    codes: tuple[str, ...]
    source: str


def plain_text(text: str) -> str:
    """The words of finished HTML, a block a line."""
    text = CELL.sub(" · ", BLOCK.sub("\n", NOISE.sub("", text)))
    lines = (" ".join(line.split()) for line in html.unescape(TAG.sub("", text)).splitlines())
    return "\n".join(line.removesuffix(" ·") for line in lines if line)


def parts(id: str, title: str, body: str) -> Iterator[tuple[str, str, str]]:
    """``(anchor, title, text)`` of a section, and of each part of it whose heading has an anchor of its own."""
    anchor, pieces, last = id, [], 0
    for found in INNER.finditer(body):
        pieces.append(body[last : found.start()])
        last = found.end()
        if own := ANCHOR.search(found[2]):
            yield anchor, title, plain_text("".join(pieces))
            anchor, title, pieces = own[1], plain_text(found[3]), []
        else:
            pieces.append(f"<p># {found[3]}</p>")
    yield anchor, title, plain_text("".join([*pieces, body[last:]]))


def index_view(book: Editions, language: Language) -> IndexView:
    """The index of a language's edition. Pages about violence are not in it, nor is what only staff elsewhere is offered."""
    reader = _Reader(book, language)
    for name in book.names:
        if not book.source[name].safety and book.offered(language, name):
            reader.page(name)
    for county in book.site.counties:
        reader.county(county.page, county.name, [one.name for one in county.municipalities])
    # Only tables of endings that can matter: the edition's, those of the texts in it, and where words of all languages are
    # known, of the scripts that no Swedish word can be taken for.
    codes = dict.fromkeys([*reader.tongues, book.site.settings.source])
    if reader.everyone:
        codes |= dict.fromkeys(other.code for other in book.site.published if other.script != "Latn")
    return IndexView(
        tuple(reader.tongues.values()), tuple(reader.pages), tuple(reader.rows), tuple(codes), reader.source.code
    )


class _Reader:
    """One edition being read."""

    def __init__(self, book: Editions, language: Language) -> None:
        self.book, self.language = book, language
        self.tongues: dict[str, tuple[str, str, str, str]] = {}
        self.pages: list[tuple[str, str, str]] = []
        self.rows: list[Row] = []
        self.source = book.site.languages[book.site.settings.source]
        self.marked = re.compile(rf'<span lang="{self.source.tag}"[^>]*>(.*?)</span>')
        self.everyone = speaks_source(book, language)
        self.tongue(language)

    def tongue(self, language: Language) -> int:
        """The index of a language among those of the texts."""
        if language.code not in self.tongues:
            told = ""
            if language != self.language:
                called = self.book.site.language_names[self.language.code, language.code]
                told = self.book.interfaces[self.language.code].gettext(phrases.LABELS["in-language"]) % {
                    "language": called
                }
            self.tongues[language.code] = (language.code, language.tag, language.direction, told)
        return list(self.tongues).index(language.code)

    def page(self, name: str) -> None:
        """All rows of a page."""
        book, source = self.book, self.book.source[name]
        page = book.site.original(self.language.code, name) or source
        named = self.tongue(book.site.languages[page.language])
        self.pages.append((name, page_path(book.base, self.language.code, name), page.title))
        also = self.also(name)
        for number, section in enumerate(source.sections):
            view = book.section(self.language, page, section.id)
            tongue = self.tongue(book.site.languages[view.tongue.code])
            title, body = self.filled(view, page)
            told = self.told(section.id if number else "", body)
            for anchor, heading, text in parts("" if not number else section.id, title if number else page.title, body):
                if not number:
                    text = f"# {page.description}\n{text}" if not anchor else text
                if text or anchor:
                    called = also.get(anchor, ()), told.get(anchor, "")
                    self.rows.append(Row(name, anchor, heading, text, tongue, named, *called))

    def filled(self, view: SectionView, page: Page, code: str = "") -> tuple[str, str]:
        """A section's title as plain text, and its body as HTML."""
        section, tongue = view.section, view.tongue
        facts = {name: self.book.fact(tongue.code, name) for name, _ in section.facts}
        images = {file: "" for file, _ in section.images}
        title = fill(section.title, tongue, facts, self.language.code, self.book.base, images)
        return plain_text(title), fill(section.html.decode(), tongue, facts, self.language.code, self.book.base, images)

    def also(self, name: str) -> dict[str, tuple[tuple[str, str], ...]]:
        """What a page and its sections are called in other languages, by anchor: in Swedish everywhere; in the Swedish
        editions the page in all languages, since their readers may know the thing by its own name only. (Their sections,
        too, would be three times as much to fetch.)"""
        site = self.book.site
        codes = [other.code for other in site.published] if self.everyone else [self.source.code]
        found: dict[str, list[tuple[str, str]]] = {}
        for code in codes:
            page = site.pages.get((code, name))
            if page is None or code == self.language.code:
                continue
            found.setdefault("", []).append((code, f"{page.title} {page.description}"))
            if code == self.source.code:
                for anchor, title in headings(self.book, page):
                    found.setdefault(anchor, []).append((code, title))
        return {anchor: tuple(rows) for anchor, rows in found.items()}

    def told(self, id: str, body: str) -> dict[str, str]:
        """Swedish words that a text in another language tells of, by anchor: a place that explains a word is about it."""
        found: dict[str, list[str]] = {}
        for anchor, _, text in parts(id, "", self.marked.sub(lambda match: f"\x01{match[1]}\x02", body)):
            found[anchor] = [*dict.fromkeys(WORDS.findall(text))]
        return {anchor: " ".join(words) for anchor, words in found.items() if words}

    def county(self, name: str, title: str, places: list[str]) -> None:
        """The row of a county: its name and those of its municipalities, which are Swedish everywhere."""
        self.pages.append((name, page_path(self.book.base, self.language.code, name), title))
        tongue = self.tongue(self.source)
        self.rows.append(Row(name, "", title, ", ".join(places), tongue, tongue, (), ""))


def headings(book: Editions, page: Page) -> Iterator[tuple[str, str]]:
    """``(anchor, words)`` of a page's headings that have an anchor, in the page's own language."""
    tongue: Tongue = book.tongues[page.language]
    for section in page.sections[1:]:
        facts = {name: book.fact(page.language, name) for name, _ in section.facts}
        images = {file: "" for file, _ in section.images}
        title = fill(section.title, tongue, facts, page.language, book.base, images)
        yield section.id, plain_text(title)
        if section.anchors:
            body = fill(section.html.decode(), tongue, facts, page.language, book.base, images)
            for found in INNER.finditer(body):
                if own := ANCHOR.search(found[2]):
                    yield own[1], plain_text(found[3])


def speaks_source(book: Editions, language: Language) -> bool:
    """Whether an edition is in the source's language, as Swedish and easy Swedish are."""
    source = book.site.languages[book.site.settings.source].tag
    return language.tag.split("-")[0] == source.split("-")[0]


def make_index(view: IndexView) -> bytes:
    """The index as JSON, UTF-8. Pure."""
    names = {name: number for number, (name, _, _) in enumerate(view.pages)}
    rows = []
    for row in view.rows:
        known = [
            names[row.page],
            row.anchor,
            row.title,
            row.text,
            row.tongue,
            row.named,
            [list(pair) for pair in row.also],
            row.told,
        ]
        while len(known) > 4 and not known[-1]:
            known.pop()
        rows.append(known)
    found = {
        "tongues": view.tongues,
        "pages": [[url, title] for _, url, title in view.pages],
        "rows": rows,
        "source": view.source,
        "endings": tables(view.codes),
        "joined": view.tongues[0][0] in FREE_OF_SPACES,
    }
    return json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode()
