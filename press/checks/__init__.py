"""Checks are rules over a whole Site; they yield Problems and change nothing."""

from press.model import Site
from press.problems import Problem, in_order


def everything(site: Site, today: str) -> tuple[Problem, ...]:
    """Every problem there is: those the readers found and those the rules find, sorted by place."""
    from press.checks import announcements, audience, facts, freshness, languages, links, moved, places, readability

    found = list(site.problems)
    for page in site.texts:
        found.extend(page.problems)
    for rules in (facts, links, moved, languages, places, freshness, audience, announcements, readability):
        found.extend(rules.check(site, today))
    return in_order(found)
