"""Checks of what readers are told: announcements written in the source language and leading to a page that there is, changes that
have taken place."""

from __future__ import annotations

from collections.abc import Iterator

from press.model import Site
from press.notices import Announcement
from press.problems import Problem, did_you_mean, say


def check(site: Site, today: str) -> Iterator[Problem]:
    """All problems with announcements and changes; ``today`` is an ISO date. An announcement that has ended is no problem: it is
    simply not shown."""
    for page in site.pages.values():
        for day, _ in page.changes:
            if day > today:
                yield Problem(
                    page.place_of("changes"),
                    say("The change is dated %(date)s, which is not yet here.", date=day),
                    say("Write the day the page really changed."),
                )
    for announcement in site.announcements:
        yield from _words(announcement, site)
        yield from _page(announcement, site)


def _words(announcement: Announcement, site: Site) -> Iterator[Problem]:
    codes = [code for code, _ in announcement.words]
    if codes and site.settings.source not in codes:
        yield Problem(
            announcement.place,
            say("The announcement “%(name)s” has no text in the source language.", name=announcement.name),
            say("Write “%(code)s: …” under its text.", code=site.settings.source),
        )
    for code in codes:
        if code not in site.languages:
            what = say("There is no language “%(code)s”.", code=code)
            fix = did_you_mean(code, site.languages, say("Name a key of content/languages.yaml."))
            yield Problem(announcement.place, what, fix)


def _page(announcement: Announcement, site: Site) -> Iterator[Problem]:
    page = site.pages.get((site.settings.source, announcement.page))
    if not announcement.page:
        return
    if page is None:
        what = say("The announcement leads to the page “%(name)s”, which does not exist.", name=announcement.page)
        yield Problem(announcement.place, what, did_you_mean(announcement.page, site.page_names, say("Name a page.")))
    elif announcement.anchor and announcement.anchor not in {section.id for section in page.sections}:
        what = say("The page “%(page)s” has no section “%(id)s”.", page=announcement.page, id=announcement.anchor)
        ids = [section.id for section in page.sections if section.id != "top"]
        yield Problem(announcement.place, what, did_you_mean(announcement.anchor, ids, say("Name one of its sections.")))
