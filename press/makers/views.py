"""Views: frozen values that hold exactly what a template may see. A view is the key its page is remembered by."""

from __future__ import annotations

from typing import NamedTuple

from press.makers.assets import Style
from press.makers.slots import FactView, Tongue
from press.model import Language, Section


class Link(NamedTuple):
    """A link the program makes: title (HTML), address, and what to say about it."""

    title: str
    url: str
    description: str = ""
    name: str = ""
    picture: str = ""


class Date(NamedTuple):
    """A date for machines (ISO) and for the reader, month in letters; both empty where there is none."""

    iso: str
    text: str


class Banner(NamedTuple):
    """An announcement as a page shows it: its words (HTML), and where they lead, if anywhere."""

    words: str
    url: str
    important: bool


class Frame(NamedTuple):
    """What the header and footer of a language show: the view of ``partials/header.html`` and ``partials/footer.html``.
    ``search`` is the address of the page of the search, where the site has one."""

    template: str
    texts: str
    language: Language
    languages: tuple[Language, ...]
    base: str
    chooser: str
    site_name: str
    tagline: str
    menu: tuple[Link, ...]
    footer_links: tuple[Link, ...]
    publisher: str
    publisher_url: str
    contact_email: str
    banners: tuple[Banner, ...]
    tools: tuple[Link, ...]
    search: str


class Shell(NamedTuple):
    """What all pages of one language share; ``header`` and ``footer`` are finished HTML, rendered once a language; ``style`` is the common one;
    ``root`` is the base URL without its path, ``easy`` the edition in easy language."""

    digest: str
    language: Language
    base: str
    base_url: str
    site_name: str
    header: str
    footer: str
    style: Style
    leave_url: str
    publisher: str
    root: str
    easy: Language | None
    extras: tuple[str, ...]


class SectionView(NamedTuple):
    """A section as the page shows it. ``tongue`` differs from the page's where the section falls back by itself."""

    digest: str
    section: Section
    tongue: Tongue
    stale: bool
    missing: str


class Step(NamedTuple):
    """A step of the own plan: a section of a page. ``title`` is HTML in the language ``tongue``; ``time`` and ``whom`` are keys
    of :mod:`press.phrases`; ``id`` names it in the reader's device, where ``was`` are its names from before its page moved."""

    id: str
    title: str
    tongue: Tongue
    url: str
    time: str
    whom: tuple[str, ...]
    was: tuple[str, ...] = ()


class Conformance(NamedTuple):
    """What the tests found (:mod:`press.makers.conformance`). ``full`` is said only when a person has audited the site and no
    fault is known; tests alone cannot tell. ``faults`` are HTML in a text in the reader's language."""

    full: bool
    tested: Date
    audited: Date
    tool: str
    pages: str
    found: str
    faults: tuple[str, ...]


class PageView(NamedTuple):
    """One page in one language. ``facts`` go by "language-of-the-text name"; ``topics`` are the start page's cards,
    ``steps`` the own plan's, ``scripts`` the addresses of what a page can do with JavaScript, ``counties`` the links on the page that lists
    them; ``reading`` says how long the page takes to read, ``beside`` whether it has a form side by side with another language;
    ``picture`` is the address of its picture, if it is ``pictured``, and ``shows`` what that shows; ``post`` is the address of the
    picture that social networks show, where the page is ``posted``; ``alternates`` are finished hreflang links, the same for a page's every real translation."""

    template: str
    shell: Shell
    name: str
    kind: str
    url: str
    canonical: str
    title: str
    tab_title: str
    description: str
    safety: bool
    tongue: Tongue
    fallback: str
    top: SectionView
    sections: tuple[SectionView, ...]
    facts: tuple[tuple[str, FactView], ...]
    images: tuple[tuple[str, str], ...]
    owner: str
    sources: tuple[FactView, ...]
    checked: Date
    review_by: Date
    made: str
    made_by: str
    reviewed_by: str
    reviewed: Date
    older: bool
    unverified: bool
    following: Link | None
    topics: tuple[Link, ...]
    steps: tuple[Step, ...]
    styles: tuple[Style, ...]
    scripts: tuple[str, ...]
    reading: str
    beside: bool
    staff: bool
    pictured: bool
    picture: str
    shows: str
    counties: tuple[Link, ...]
    conformance: Conformance | None
    alternates: str
    posted: bool = False
    post: str = ""
