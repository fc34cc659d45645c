"""Checks are rules over a whole Site; they yield Problems and change nothing."""

from press.model import Page, Site
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


class _Narrow(Site):
    """A site of which one text is looked at: the others are there to be led to."""

    only: tuple[Page, ...] = ()

    @property
    def texts(self) -> tuple[Page, ...]:
        return self.only


def of_text(site: Site, page: Page, today: str) -> tuple[Problem, ...]:
    """The problems of one text of a site: those of :func:`everything` that lie in its file, in a fraction of the time."""
    from press.checks import audience, facts, freshness, languages, links, readability

    narrow = _Narrow._make(site)
    narrow.only = (page,)
    found = list(page.problems)
    for rules in (facts, links, freshness, audience, readability):
        found.extend(rules.check(narrow, today))
    found.extend(languages.texts(narrow))
    return in_order(problem for problem in found if problem.where.path == page.path)
