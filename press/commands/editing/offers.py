"""What a writer can put into a text: facts as readers see them, pages and their sections, words that are explained, pictures."""

from __future__ import annotations

import html
import re
from typing import NamedTuple

from press.commands.project import Project
from press.commands.site_plan import making_of
from press.model import Page, Site

TAG = re.compile(r"<[^>]*>")
FOREIGN = re.compile("\x00s\x1f([^\x1f\x00]*)\x1f([^\x00]*)\x00")
SLOT = re.compile("\x00[^\x00]*\x00")


class Offer(NamedTuple):
    """A fact: its name, kind, what readers see, who answers for it, where it was checked, by when it must be again, whether it is confirmed."""

    name: str
    kind: str
    value: str
    owner: str
    source: str
    review_by: str
    verified: bool


class Goal(NamedTuple):
    """A page or (with ``id``) a section to link to, by its title in the source language and in the writer's."""

    name: str
    id: str
    title: str
    own: str


class Term(NamedTuple):
    """A word of the list of words: its id, the Swedish word, and the word in the writer's language."""

    id: str
    swedish: str
    own: str


class Offers(NamedTuple):
    """All of it, for one language."""

    facts: tuple[Offer, ...]
    goals: tuple[Goal, ...]
    terms: tuple[Term, ...]
    pictures: tuple[str, ...]
    marks: tuple[tuple[str, str], ...]


def offers(project: Project, code: str) -> Offers:
    """What can be put into a text in the language ``code``. Raises KeyError for a language that is none."""
    site = project.site
    book = making_of(project).book if site.languages[code].published else None
    facts = [
        Offer(fact.name, fact.kind, book.fact(code, fact.name).plain if book else fact.value or dict(fact.words).get(site.settings.source, ""), fact.owner, fact.source, fact.review_by, fact.verified)
        for fact in site.facts.values()
    ]
    marks = [(language.tag, dict(language.names).get(site.settings.source) or language.name) for language in site.languages.values()]
    return Offers(tuple(facts), tuple(_goals(site, code)), terms(site, code), tuple(site.images), tuple(marks))


def _goals(site: Site, code: str) -> list[Goal]:
    found = []
    for name in site.page_names:
        source = site.pages[site.settings.source, name]
        mine = site.pages.get((code, name), source)
        titles = {section.id: plain(section.title) for section in mine.sections}
        found.append(Goal(name, "", source.title, mine.title))
        found += [Goal(name, section.id, plain(section.title), titles.get(section.id, "")) for section in source.sections if section.id != "top"]
    return found


def plain(title: str) -> str:
    """A heading's HTML with slots as text."""
    return html.unescape(SLOT.sub("", FOREIGN.sub(r"\2", TAG.sub("", title)))).strip()


HEADING = re.compile(r'<h3 id="([^"]+)">(.*?)</h3>', re.S)


def _headings(page: Page | None) -> dict[str, str]:
    return {id: title for section in (page.sections if page else ()) for id, title in HEADING.findall(section.html.decode())}


def terms(site: Site, code: str) -> tuple[Term, ...]:
    """The words that the page “words” explains. In translations its headings begin with the Swedish word, marked or not: “[Kommun]{lang=sv}: municipality”."""
    theirs, mine = _headings(site.pages.get((site.settings.source, "words"))), _headings(site.pages.get((code, "words")))
    found = []
    for id, title in theirs.items():
        swedish = plain(title)
        own = plain(mine.get(id, title))
        if code != site.settings.source and own.lower().startswith(swedish.lower()):
            own = own[len(swedish) :].lstrip(" :：–-(").rstrip(")").strip() or swedish
        found.append(Term(id, swedish, own))
    return tuple(found)
