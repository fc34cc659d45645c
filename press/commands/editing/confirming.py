"""“This page is still correct”: the date and who said so, in the page's own file; translations read against their source."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from pathlib import Path

from press.checks.freshness import record_name
from press.commands import translations
from press.commands.editing.changes import text_of
from press.commands.editing.documents import Refused
from press.commands.editing.fronts import with_keys
from press.commands.project import Project
from press.model import FOLDERS, Made, Page, kind_of
from press.problems import say
from press.readers.printed import unfit
from press.store.together import Change

USUAL = 182
"""Days to the next review of a page that does not tell its own distance."""


def known_name(by: str) -> str:
    """Who records something, as it may stand in a file that many read. Raises Refused for an empty name, an address, a number."""
    name = " ".join(by.split())
    if not name:
        raise Refused(say("It is not said who you are."), say("Write your name at the top first: it is recorded with the date."))
    if wrong := unfit("checked-by", name):
        raise Refused(wrong[0], say("Write a name or the name of a unit, with no address and no number."))
    return name


def next_review(page: Page, today: str) -> str:
    """The day a page should be looked at again: as far off as its last review was from the one before."""
    try:
        distance = (datetime.date.fromisoformat(page.review_by) - datetime.date.fromisoformat(page.checked)).days
    except ValueError:
        distance = USUAL
    day = datetime.date.fromisoformat(today) + datetime.timedelta(days=max(distance, 1))
    return day.isoformat()


def still_correct(project: Project, days: Mapping[str, str], by: str) -> tuple[Change, ...]:
    """The changes that say of texts of the source language that they are correct today; ``days`` maps their names (as in
    ``translations.yaml``) to the day of the next review, an empty one to the usual distance. Raises Refused."""
    name, found = known_name(by), []
    for key, day in days.items():
        page = _source(project, key)
        review = day or next_review(page, project.today)
        try:
            good = datetime.date.fromisoformat(review).isoformat() == review and review > project.today
        except ValueError:
            good = False
        if not good:
            what = say("“%(date)s” cannot be the day of the next review of “%(page)s”.", date=review, page=page.title)
            raise Refused(what, say("Choose a day after today."))
        old = text_of(project.folders.project, page.path)
        values = {"checked": project.today, "review-by": review, "checked-by": name}
        found.append(Change(page.path, old, with_keys(old or b"", page.path, values, "review-by")))
    return tuple(found)


def _source(project: Project, key: str) -> Page:
    kind, name = kind_of(key)
    page = project.site.table(kind).get((project.site.settings.source, name))
    if page is None:
        raise Refused(say("There is no text “%(name)s” in the source language.", name=key), say("Choose it in the list of all texts."))
    return page


def read_against_source(project: Project, keys: Sequence[str], codes: Sequence[str], by: str, reviewed: bool) -> tuple[Change, ...]:
    """The changes that record translations as up to date with today's source; ``reviewed``: whoever says so has read every
    section of them against it. Without it only what the translation was made from is recorded. Raises Refused."""
    site, name = project.site, known_name(by)
    found: dict[str, dict[str, Made]] = {}
    for key in keys:
        kind, short = kind_of(key)
        for code in codes:
            page = site.table(kind).get((code, short))
            if page is None or code == site.settings.source or (site.settings.source, short) not in site.table(kind):
                continue
            record = confirmed(project, page)
            if reviewed:
                record = record._replace(reviewed_by=name, reviewed=project.today)
            found.setdefault(code, {})[key] = record
    return tuple(records_changed(project, code, new) for code, new in found.items())


def confirmed(project: Project, page: Page, made: str = "", by: str = "") -> Made:
    """The record of a translation whose every section is made from its source as that is today."""
    table, source = project.site.table(page.kind), project.site.settings.source
    old = project.site.made.get((page.language, record_name(page)))
    origin = table.get((old.origin if old else source, page.name)) or table[source, page.name]
    own = [section.id for section in page.sections]
    return translations.renewed(old, origin, own, own, made, by)


def records_changed(project: Project, code: str, new: Mapping[str, Made], gone: Sequence[str] = ()) -> Change:
    """The change of a language's ``translations.yaml``."""
    folder: Path = project.folders.project
    path = f"content/{code}/translations.yaml"
    have = {name: made for (other, name), made in project.site.made.items() if other == code and name not in gone}
    return Change(path, text_of(folder, path), translations.text({**have, **new}).encode())


def all_names(project: Project) -> tuple[str, ...]:
    """The names of every text of the source language, as in ``translations.yaml``."""
    site = project.site
    return tuple(FOLDERS[page.kind] + page.name for page in site.texts if page.language == site.settings.source)
