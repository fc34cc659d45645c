"""Checks of pages that have moved: the old name is free, the way leads to a page that there is, and not in a circle."""

from __future__ import annotations

from collections.abc import Iterator

from press.model import Site
from press.moved import Moved, destination
from press.problems import Problem, did_you_mean, say


def check(site: Site, today: str) -> Iterator[Problem]:
    """All problems with ``content/moved.yaml``."""
    pages = {*site.page_names, *[county.page for county in site.counties]}
    taken = {name for _, name in site.pages} | pages
    for one in site.moved.values():
        if one.name in taken:
            what = say("The page “%(name)s” is said to have moved, but there is such a page.", name=one.name)
            yield Problem(one.place, what, say("Take this line away, or rename the page."))
            continue
        page, anchor = destination(site.moved, one.name)
        if page in site.moved:
            if page == one.name:
                what = say("The way from “%(name)s” leads in a circle.", name=one.name)
                yield Problem(one.place, what, say("Let one of its lines lead to a page that there is."))
        elif one.page not in site.moved:
            yield from _target(one, site, pages, page, anchor)


def _target(one: Moved, site: Site, pages: set[str], page: str, anchor: str) -> Iterator[Problem]:
    if page not in pages:
        what = say("“%(old)s” is said to have moved to “%(new)s”, and there is no such page.", old=one.name, new=page)
        yield Problem(one.place, what, did_you_mean(page, pages, say("Name a page that there is.")))
        return
    source = site.pages.get((site.settings.source, page))
    ids = {id for section in source.sections for id in (section.id, *section.anchors)} if source else set()
    if anchor and anchor not in ids:
        what = say("“%(old)s” is said to have moved to “#%(id)s” on the page “%(new)s”, which is not there.",
                   old=one.name, id=anchor, new=page)  # fmt: skip
        fix = did_you_mean(anchor, ids - {"top"}, say("Name one of its sections, or none."))
        yield Problem(one.place, what, fix)
