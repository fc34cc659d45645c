"""The own plan: the sections that the source marks as steps, in one list for each language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from press import phrases
from press.makers.slots import Tongue, fill
from press.makers.views import SectionView, Step
from press.model import Language, page_path
from press.moved import destination

if TYPE_CHECKING:
    from press.makers.editions import Editions

PLAN = "plan"
"""The name of the page that shows the plan."""


def plan_steps(book: Editions, language: Language) -> tuple[Step, ...]:
    """The steps in a language's edition, in the order of time, then of the menu; their titles as the sections' own."""
    found = []
    olds: dict[str, list[str]] = {}
    for old in book.site.moved:
        olds.setdefault(destination(book.site.moved, old)[0], []).append(old)
    for name, source in book.source.items():
        page = book.site.original(language.code, name) or source
        for section in source.sections:
            if section.step:
                title, tongue = _title(book, language, book.section(language, page, section.id))
                url = f"{page_path(book.base, language.code, name)}#{section.id}"
                was = tuple(f"{old}-{section.id}" for old in olds.get(name, ()))
                found.append(Step(f"{name}-{section.id}", title, tongue, url, section.step[0], section.step[1:], was))
    times = list(phrases.TIMES)
    return tuple(sorted(found, key=lambda step: times.index(step.time)))


def _title(book: Editions, language: Language, view: SectionView) -> tuple[str, Tongue]:
    """A section's title as HTML, and the language it is in."""
    section, tongue = view.section, view.tongue
    facts = {name: book.fact(tongue.code, name) for name, _ in section.facts} if "\x00" in section.title else {}
    return fill(section.title, tongue, facts, language.code, book.base, {}), tongue
