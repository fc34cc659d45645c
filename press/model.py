"""The frozen values everything is made of. No behaviour beyond look-ups; tuples inside, so that values can be keys."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple, TypeVar

from press.moved import Moved
from press.notices import Announcement, Tested
from press.places import County
from press.printed import Printed
from press.problems import Place, Problem
from press.words import Words

K = TypeVar("K")
V = TypeVar("V")

RTL_SCRIPTS = frozenset({"Arab", "Hebr", "Syrc", "Thaa", "Nkoo", "Adlm"})
"""ISO 15924 codes of the right-to-left scripts a reader may meet (Unicode, Bidi_Class of the script's letters)."""


def page_path(base: str, code: str, name: str) -> str:
    """The address path of a page: ``/ar/work.html``; the start page is ``/ar/``."""
    return f"{base}/{code}/" if name == "index" else f"{base}/{code}/{name}.html"


FOLDERS = {"page": "", "letter": "letters/", "sheet": "sheets/"}
"""The kinds of text, and the folder below the language's where each lies; it begins their names in ``translations.yaml``, too."""


def kind_of(record: str) -> tuple[str, str]:
    """The kind and the bare name of a text by its name in ``translations.yaml``: ``("sheet", "poster")``."""
    found = next((kind for kind, folder in FOLDERS.items() if folder and record.startswith(folder)), "page")
    return found, record.removeprefix(FOLDERS[found])


class Language(NamedTuple):
    """A row of the languages table. ``code`` is the URL and folder name, ``tag`` the BCP 47 tag for ``lang``;
    ``lix`` is the highest LIX a page may have, 0 where it is not measured."""

    code: str
    tag: str
    name: str
    names: Words
    script: str
    fallback: tuple[str, ...]
    locale: str
    date: str
    font: str
    published: bool
    lix: int
    place: Place

    @property
    def direction(self) -> str:
        """``rtl`` or ``ltr``, derived from the script, never written by hand."""
        return "rtl" if self.script in RTL_SCRIPTS else "ltr"

    @property
    def chain(self) -> tuple[str, ...]:
        """The language itself, then where its missing texts come from, in order."""
        return (self.code, *self.fallback)


class Fact(NamedTuple):
    """Something that is true in one place only. ``value`` is text as written in the file; the kind says how to read it."""

    name: str
    kind: str
    value: str
    tel: str
    unit: str
    year: str
    words: Words
    urls: Words
    owner: str
    source: str
    checked: str
    review_by: str
    verified: bool
    place: Place


class Section(NamedTuple):
    """A ``##`` section of a page (``id`` "top" is what stands before the first one).

    ``html`` is finished HTML in UTF-8 (bytes are quickly remembered) with slots, ``\\x00kind\\x1f…\\x00``, which the maker
    fills (see :mod:`press.readers.markup`).
    ``fingerprint`` is of the normalised Markdown; ``facts``, ``links`` (page, anchor), ``images`` and
    ``marks`` (languages of marked words) are what the section uses, in order, with lines; ``anchors`` are its further ids.
    ``title`` is HTML too.
    ``step`` are the classes that make the section a step of the own plan: when, then whom it concerns (:mod:`press.phrases`).
    ``uses`` lists the names in ``facts`` and ``links``: a translation uses what its source does.
    """

    id: str
    title: str
    line: int
    html: bytes
    digest: str
    fingerprint: str
    uses: str
    facts: tuple[tuple[str, int], ...]
    links: tuple[tuple[str, str, int], ...]
    images: tuple[tuple[str, int], ...]
    anchors: tuple[str, ...]
    marks: tuple[tuple[str, int], ...]
    step: tuple[str, ...]


class Page(NamedTuple):
    """One Markdown file, read. ``kind`` is a key of :data:`FOLDERS`; ``name`` is the same in every language; ``front`` is a digest
    of the front matter as it is written; ``picture`` is a key of
    :data:`press.phrases.PICTURES`; ``checked_by`` has recorded ``checked``; a ``draft`` is not for readers yet; ``changes`` are (ISO date, what is new on the page since then); ``reading`` counts words, long words and sentences where LIX is measured."""

    name: str
    kind: str
    language: str
    path: str
    source_digest: str
    front: str
    title: str
    description: str
    short: str
    safe_title: str
    owner: str
    sources: tuple[str, ...]
    checked: str
    review_by: str
    order: int
    audience: tuple[str, ...]
    menu: str
    safety: bool
    picture: str
    changes: Words
    lines: tuple[tuple[str, int], ...]
    reading: tuple[int, int, int]
    checked_by: str
    draft: bool
    sections: tuple[Section, ...]
    problems: tuple[Problem, ...]

    @property
    def lix(self) -> float:
        """Words a sentence plus the percentage of words longer than six letters (Björnsson 1968), one decimal; 0 unmeasured."""
        words, long, sentences = self.reading
        return round(words / max(sentences, 1) + 100 * long / max(words, 1), 1)

    def line_of(self, key: str) -> int:
        """The line of a front matter key, or 1."""
        return dict(self.lines).get(key, 1)

    def place_of(self, key: str) -> Place:
        """The place of a front matter key."""
        return Place(self.path, self.line_of(key))


class Made(NamedTuple):
    """How a translation was made, and the fingerprint of the source section each of its sections was made from."""

    page: str
    origin: str
    made: str
    by: str
    reviewed_by: str
    reviewed: str
    sections: tuple[tuple[str, str], ...]
    place: Place


class Catalog(NamedTuple):
    """The interface texts of one language: ``messages`` maps msgid to its forms (one, or one per plural form). ``digest``
    is of the messages and the plural rule. ``months`` are CLDR's names as they stand in a date; none where dates are left
    to the library that knows them all."""

    language: str
    path: str
    plural: str
    messages: tuple[tuple[str, tuple[str, ...]], ...]
    fuzzy: tuple[str, ...]
    digest: str
    months: tuple[str, ...] = ()


class Channel(NamedTuple):
    """A way in: a short permanent address ``/q/<address>`` of its own."""

    name: str
    address: str
    names: Words
    owner: str
    place: Place


EXTRAS = ("search", "side-by-side", "share", "pictures", "news", "partners", "booklets", "offline")
"""What an edition may have beside its pages, each of it made by the build only where ``content/site.yaml`` asks for it."""


SEARCH = "search"
"""The extra, and the name of the page, that finds things on the site."""


class Settings(NamedTuple):
    """``content/site.yaml``. ``publisher`` is empty until an organisation stands behind the edition; ``former_base_urls``
    are where the site was before and whence readers are still sent on; ``extras`` are some of :data:`EXTRAS`."""

    name: Words
    tagline: Words
    base_url: str
    source: str
    publisher: Words
    publisher_url: str
    contact_email: str
    leave_url: str
    owners: tuple[tuple[str, Words], ...]
    place: Place
    former_base_urls: tuple[str, ...] = ()
    extras: tuple[str, ...] = ()

    @property
    def base_path(self) -> str:
        """The path part of the base URL without its last slash: ``""`` or ``/om-sverige``."""
        host_and_path = self.base_url.split("://", 1)[-1]
        return "/" + host_and_path.split("/", 1)[1].rstrip("/") if "/" in host_and_path.rstrip("/") else ""


class Site(NamedTuple):
    """Everything the editors wrote, read once and frozen. The mappings are read-only views.

    ``pages``, ``letters``, ``sheets`` and ``made`` go by (language code, page name); ``language_names`` by (reader's code, code);
    ``wanted`` tells which interface texts the templates and the program ask for, and where; ``images`` maps file names
    to content digests; ``counties`` stand in Swedish alphabetical order; ``moved`` goes by a page's old name; ``begun`` are
    texts that are not for readers yet, by (kind, language code, name).
    """

    settings: Settings
    languages: Mapping[str, Language]
    facts: Mapping[str, Fact]
    channels: Mapping[str, Channel]
    printed: tuple[Printed, ...]
    pages: Mapping[tuple[str, str], Page]
    letters: Mapping[tuple[str, str], Page]
    sheets: Mapping[tuple[str, str], Page]
    made: Mapping[tuple[str, str], Made]
    catalogs: Mapping[str, Catalog]
    language_names: Mapping[tuple[str, str], str]
    wanted: Mapping[str, Place]
    images: Mapping[str, str]
    counties: tuple[County, ...] = ()
    announcements: tuple[Announcement, ...] = ()
    tested: Tested | None = None
    problems: tuple[Problem, ...] = ()
    moved: Mapping[str, Moved] = MappingProxyType({})
    begun: Mapping[tuple[str, str, str], Page] = MappingProxyType({})

    @property
    def published(self) -> tuple[Language, ...]:
        """The languages that are built, in the order of the table."""
        return tuple(language for language in self.languages.values() if language.published)

    @property
    def texts(self) -> tuple[Page, ...]:
        """Every Markdown file of the languages: pages, letters, sheets."""
        return (*self.pages.values(), *self.letters.values(), *self.sheets.values())

    def table(self, kind: str) -> Mapping[tuple[str, str], Page]:
        """The texts of a kind, by (language code, name)."""
        return self.letters if kind == "letter" else self.sheets if kind == "sheet" else self.pages

    @property
    def page_names(self) -> tuple[str, ...]:
        """The names of all pages of the source language, in menu order."""
        source = self.settings.source
        found = [page for (code, _), page in self.pages.items() if code == source]
        return tuple(page.name for page in sorted(found, key=lambda page: (page.order, page.name)))

    def original(self, code: str, name: str) -> Page | None:
        """The page shown at ``/code/name/``: the language's own, or the first along its fallback chain."""
        language = self.languages.get(code)
        for candidate in language.chain if language else ():
            page = self.pages.get((candidate, name))
            if page and self.languages[candidate].published:
                return page
        return None

    def letter(self, code: str, name: str) -> Page | None:
        """The letter text for a language, or the first along its fallback chain."""
        language = self.languages.get(code)
        for candidate in language.chain if language else ():
            page = self.letters.get((candidate, name))
            if page:
                return page
        return None


def frozen(table: dict[K, V]) -> Mapping[K, V]:
    """A read-only view of ``table``."""
    return MappingProxyType(table)
