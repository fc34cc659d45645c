"""Views: frozen values that hold exactly what a template may see. A view is the key its page is remembered by."""

from __future__ import annotations

from dataclasses import dataclass

from press.makers.slots import FactView, Tongue
from press.model import Language, Section


@dataclass(frozen=True, slots=True)
class Link:
    """A link the program makes: title (HTML), address, and what to say about it."""

    title: str
    url: str
    description: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Shell:
    """What all pages of one language share; ``header`` and ``footer`` are finished HTML, rendered once a language."""

    digest: str
    language: Language
    base: str
    base_url: str
    site_name: str
    header: str
    footer: str
    css: str
    leave_url: str
    publisher: str
    locale: str
    date: str


@dataclass(frozen=True, slots=True)
class SectionView:
    """A section as the page shows it. ``tongue`` differs from the page's where the section falls back by itself."""

    section: Section
    tongue: Tongue
    stale: bool
    missing: str


@dataclass(frozen=True, slots=True)
class PageView:
    """One page in one language. ``facts`` go by "language-of-the-text name"; ``topics`` are the start page's cards;
    ``alternates`` are finished hreflang links, the same for a page's every real translation."""

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
    checked: str
    review_by: str
    made: str
    made_by: str
    reviewed_by: str
    reviewed: str
    older: bool
    unverified: bool
    following: Link | None
    topics: tuple[Link, ...]
    alternates: str
