"""Checks of facts: those used exist, those that exist are fresh and confirmed, sources are links."""

from __future__ import annotations

from collections.abc import Iterator

from press.model import Page, Site
from press.problems import Place, Problem, did_you_mean, say

UNREAD = ("This is not valid YAML", "A name for a value", "This should be a list of")
"""How the sentences of :mod:`press.readers.fields` begin when a whole file gives nothing."""


def check(site: Site, today: str) -> Iterator[Problem]:
    """All problems with facts; ``today`` is an ISO date."""
    codes = set(site.languages)
    for page in site.texts if not unread(site) else ():
        yield from _used(page, site)
        yield from _sources(page, site)
    for fact in site.facts.values():
        for table in (fact.words, fact.urls):
            for code, _ in table:
                if codes and code not in codes:
                    yield Problem(
                        fact.place,
                        say(
                            "“%(code)s” in the fact “%(name)s” is not a language of the table.",
                            code=code,
                            name=fact.name,
                        ),
                        did_you_mean(code, codes, say("Use a key of content/languages.yaml.")),
                    )
        if fact.words and site.settings.source in codes and site.settings.source not in dict(fact.words):
            yield Problem(
                fact.place,
                say("The fact “%(name)s” has no words in the source language.", name=fact.name),
                say("Add “%(code)s: …” to it.", code=site.settings.source),
            )
        if fact.review_by and fact.review_by < today:
            yield Problem(
                fact.place,
                say("The fact “%(name)s” should have been reviewed by %(date)s.", name=fact.name, date=fact.review_by),
                say("Check it against %(source)s, then write new dates in checked and review-by.", source=fact.source),
                "warning",
            )
        if fact.checked > today:
            yield Problem(
                fact.place,
                say(
                    "The fact “%(name)s” says it was checked on %(date)s, which is not yet here.",
                    name=fact.name,
                    date=fact.checked,
                ),
                say("Write the day it was really checked."),
            )
        if not fact.verified:
            yield Problem(
                fact.place,
                say("The fact “%(name)s” is not verified.", name=fact.name),
                say("Confirm it with %(owner)s and take “verified: false” away.", owner=fact.owner),
                "warning",
            )


def unread(site: Site) -> bool:
    """Whether a file of facts cannot be read at all: every use of its facts would be told of as a mistake of its own."""
    return any(
        problem.where.path.startswith("content/facts/") and problem.what.template.startswith(UNREAD)
        for problem in site.problems
    )


def _used(page: Page, site: Site) -> Iterator[Problem]:
    for section in page.sections:
        for name, line in section.facts:
            if name not in site.facts:
                yield Problem(
                    Place(page.path, line),
                    say("The fact “%(name)s” does not exist.", name=name),
                    did_you_mean(
                        name, site.facts, say("Add it to a file in content/facts/, or use one that is there.")
                    ),
                )


def _sources(page: Page, site: Site) -> Iterator[Problem]:
    for name in page.sources:
        fact = site.facts.get(name)
        if fact is None:
            yield Problem(
                page.place_of("sources"),
                say("The source “%(name)s” is not a fact.", name=name),
                did_you_mean(name, site.facts, say("Add it to a file in content/facts/ with kind: link.")),
            )
        elif fact.kind != "link":
            yield Problem(
                page.place_of("sources"),
                say("The source “%(name)s” is not a link.", name=name),
                say("Name a fact of kind link: the public page the text builds on."),
            )
