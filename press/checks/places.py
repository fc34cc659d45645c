"""Checks of the pages about counties: the page that lists them is there, their facts exist, nobody wrote a page of theirs."""

from __future__ import annotations

from collections.abc import Iterator

from press.checks.facts import unread
from press.model import Site
from press.places import FACTS, LOCAL
from press.problems import Place, Problem, did_you_mean, say


def check(site: Site, today: str) -> Iterator[Problem]:
    """All problems with counties; ``today`` is an ISO date."""
    if not site.counties:
        return
    source = site.settings.source
    where = Place(site.counties[0].place.path)
    # While the source language itself is missing, no page of it can be there; that is told of elsewhere.
    if source in site.languages and (source, LOCAL) not in site.pages:
        yield Problem(
            where,
            say("The counties have pages, but there is no page “%(name)s” that lists them.", name=f"{LOCAL}.md"),
            say("Write content/%(code)s/%(name)s.", code=source, name=f"{LOCAL}.md"),
        )
    for name in FACTS if not unread(site) else ():
        if name not in site.facts:
            yield Problem(
                where,
                say("The page of every county shows the fact “%(name)s”, which does not exist.", name=name),
                did_you_mean(name, site.facts, say("Add it to a file in content/facts/.")),
            )
    for county in site.counties:
        for code in site.languages:
            if (code, county.page) in site.pages:
                yield Problem(
                    Place(site.pages[code, county.page].path),
                    say("The page of this county is made from %(place)s.", place=county.place),
                    say("Give this file another name."),
                )
        if county.checked > today:
            yield Problem(
                county.place,
                say(
                    "The county “%(name)s” says it was checked on %(date)s, which is not yet here.",
                    name=county.key,
                    date=county.checked,
                ),
                say("Write the day it was really checked."),
            )
        if not county.verified:
            yield Problem(
                county.place,
                say("The addresses of the county “%(name)s” are not all verified.", name=county.key),
                say("Confirm those its note names, then take “verified: false” and the note away."),
                "warning",
            )
