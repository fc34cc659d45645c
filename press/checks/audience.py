"""Checks of whom a page is for: no step of the plan leads to a page about violence, no reader is led to a page for staff."""

from __future__ import annotations

from collections.abc import Iterator

from press.model import Site
from press.problems import Place, Problem, say


def check(site: Site, today: str) -> Iterator[Problem]:
    """All problems with whom a page is for; the source's pages decide."""
    source = site.settings.source
    pages = [page for (code, _), page in site.pages.items() if code == source]
    staff = {page.name for page in pages if page.audience == ("staff",)}
    for page in pages:
        for section in page.sections:
            if section.step and page.safety:
                yield Problem(
                    Place(page.path, section.line),
                    say("A page about violence has a step of the plan, and the plan can be seen by others."),
                    say("Take “.%(name)s” away from the heading.", name=section.step[0]),
                )
            for name, _, line in section.links:
                if name in staff and page.name not in staff:
                    yield Problem(
                        Place(page.path, line),
                        say("The page “%(name)s.md” is for staff and is not in every language.", name=name),
                        say("Take the link away, or make the page one for everybody (audience: all)."),
                    )
