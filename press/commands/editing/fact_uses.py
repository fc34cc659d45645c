"""Where facts are used, and the list of them all: overdue first, chosen by kind, owner, state and words."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from press.model import Fact, Page, Site
from press.places import FACTS, LOCAL
from press.problems import Message, say
from press.readers.facts import FACT_KINDS

STATES = ("overdue", "unverified", "unused")
"""What facts may be chosen by beside kind and owner."""
KINDS: Mapping[str, Message] = {
    "phone": say("Telephone number"),
    "link": say("Link"),
    "email": say("E-mail address"),
    "amount": say("Amount or number"),
    "date": say("Date"),
    "rule": say("Rule in words"),
}
"""The kinds of facts in words."""
assert tuple(KINDS) == FACT_KINDS


class Use(NamedTuple):
    """A place where a fact is used: a text (``path``, ``line``) in a language, and the section by its id and title; no ``id``: as a source.
    ``kind`` is that of the text, or ``county`` for the pages of all counties, which have no text of their own."""

    path: str
    line: int
    code: str
    kind: str
    name: str
    title: str
    id: str
    section: str


class Row(NamedTuple):
    """A fact in the list: what readers see in the source language, and how much it is used."""

    fact: Fact
    shown: str
    overdue: bool
    pages: int
    languages: int


class Chosen(NamedTuple):
    """What is asked of the list; empty texts ask nothing."""

    kind: str = ""
    owner: str = ""
    state: str = ""
    words: str = ""


def uses(site: Site) -> dict[str, tuple[Use, ...]]:
    """Every use of every fact, by its name: in the order of languages and pages."""
    found: dict[str, list[Use]] = {name: [] for name in site.facts}
    for page in site.texts:
        for name, use in _in_text(page):
            found.setdefault(name, []).append(use)
    if site.counties:
        for language in site.published:
            local = site.original(language.code, LOCAL)
            for name in FACTS:
                use = Use(local.path if local else "", 1, language.code, "county", LOCAL, local.title if local else LOCAL, "", "")
                found.setdefault(name, []).append(use)
    order = {code: at for at, code in enumerate(site.languages)}
    return {name: tuple(sorted(rows, key=lambda use: (use.kind, use.name, order[use.code], use.line))) for name, rows in found.items()}


def _in_text(page: Page) -> Iterator[tuple[str, Use]]:
    use = Use(page.path, 1, page.language, page.kind, page.name, page.title, "", "")
    for section in page.sections:
        for name, line in dict(reversed(section.facts)).items():  # its first line in the section
            yield name, use._replace(line=line, id=section.id, section=plain(section.title) or page.title)
    for name in page.sources:
        yield name, use._replace(line=page.line_of("sources"))


def plain(title: str) -> str:
    """The words of a section's title, without marks and slots."""
    return html.unescape(re.sub(r"<[^>]*>", "", re.sub(r"\x00[^\x00]*\x00", "…", title))).strip()


def extent(found: Iterable[Use]) -> tuple[int, int]:
    """``(texts, languages)``: in how many texts a fact is used, a text counting once whatever languages it is in."""
    found = tuple(found)
    return len({(use.kind, use.name) for use in found}), len({use.code for use in found})


def rows(site: Site, shown: Mapping[str, str], used: Mapping[str, tuple[Use, ...]], today: str) -> list[Row]:
    """The list of all facts: what is overdue first, then by the day of the next check, then by name."""
    found = [Row(fact, shown.get(name, ""), overdue(fact, today), *extent(used.get(name, ()))) for name, fact in site.facts.items()]
    return sorted(found, key=lambda row: (not row.overdue, row.fact.review_by, row.fact.name))


def overdue(fact: Fact, today: str) -> bool:
    """Whether a fact should have been looked at by now."""
    return bool(fact.review_by) and fact.review_by < today


def chosen(found: Iterable[Row], wanted: Chosen) -> list[Row]:
    """The rows that are asked for; every word must stand somewhere in a fact."""
    words = wanted.words.casefold().split()
    return [row for row in found if _meets(row, wanted) and all(word in _haystack(row) for word in words)]


def _meets(row: Row, wanted: Chosen) -> bool:
    states = {"": True, "overdue": row.overdue, "unverified": not row.fact.verified, "unused": row.pages == 0}
    return wanted.kind in ("", row.fact.kind) and wanted.owner in ("", row.fact.owner) and states.get(wanted.state, True)


def _haystack(row: Row) -> str:
    fact = row.fact
    words = " ".join(text for _, text in (*fact.words, *fact.urls))
    return f"{fact.name} {row.shown} {fact.value} {re.sub('[^0-9]', '', fact.value)} {fact.tel} {fact.owner} {fact.source} {words}".casefold()
