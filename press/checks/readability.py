"""Checks of readability: no page harder to read than its language allows (``lix`` in the languages table)."""

from __future__ import annotations

from collections.abc import Iterator

from press.model import Page, Site
from press.problems import Place, Problem, say


def for_staff(page: Page, site: Site) -> bool:
    """Whether a page is meant for staff only."""
    return site.pages.get((site.settings.source, page.name), page).audience == ("staff",)


def check(site: Site, today: str) -> Iterator[Problem]:
    """Pages that are too hard to read; those for staff only may be harder."""
    for (code, _), page in site.pages.items():
        most = site.languages[code].lix if code in site.languages else 0
        if most and page.lix > most and not for_staff(page, site):
            yield Problem(
                Place(page.path),
                say("The text is hard to read: LIX %(lix)s, at most %(most)s is wanted.", lix=page.lix, most=most),
                say("Write shorter sentences and more common words; headings and lists do not count."),
                "warning",
            )
