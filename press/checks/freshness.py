"""Checks of freshness: pages reviewed in time; translations made from today's source, section by section."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from press.model import FOLDERS, Made, Page, Section, Site, kind_of
from press.problems import Place, Problem, Severity, did_you_mean, say


class State(NamedTuple):
    """How a translated section stands: ``current``, ``stale`` (source changed since) or ``unrecorded``."""

    id: str
    kind: str


def record_name(page: Page) -> str:
    """The name of a page in ``translations.yaml``."""
    return FOLDERS[page.kind] + page.name


def states(page: Page, source: Page, made: Made | None) -> tuple[State, ...]:
    """The state of every section of a translation that its source also has."""
    now = {section.id: section.fingerprint for section in source.sections}
    was = dict(made.sections) if made else {}
    found = []
    for section in page.sections:
        if section.id in now:
            recorded = was.get(section.id)
            kind = "unrecorded" if recorded is None else "current" if recorded == now[section.id] else "stale"
            found.append(State(section.id, kind))
    return tuple(found)


def check(site: Site, today: str) -> Iterator[Problem]:
    """All problems of age: overdue reviews, stale and unrecorded translations, and how they differ from the source."""
    source_code = site.settings.source
    for page in site.texts:
        if page.language == source_code:
            yield from _review(page, today)
            continue
        table = site.table(page.kind)
        made = site.made.get((page.language, record_name(page)))
        origin = made.origin if made else source_code
        source = table.get((origin, page.name)) or table.get((source_code, page.name))
        if source is not None and not (made is not None and _settled(page, source, made)):
            yield from _translation(page, source, made)
    for (code, name), made in site.made.items():
        kind, short = kind_of(name)
        if (code, short) not in site.table(kind):
            yield Problem(
                made.place,
                say("There is no translation “%(name)s” in this language.", name=name),
                say("Take the entry away, or put the file back."),
            )
        if made.origin not in site.languages:
            yield Problem(
                made.place,
                say("“%(code)s” is not a language of the table.", code=made.origin),
                did_you_mean(made.origin, site.languages, say("Name the language it was translated from.")),
            )


def _review(page: Page, today: str) -> Iterator[Problem]:
    if page.review_by and page.checked < page.review_by < today:
        yield Problem(
            page.place_of("review-by"),
            say("The page should have been reviewed by %(date)s.", date=page.review_by),
            say("Check it against its sources, then write new dates in checked and review-by."),
            "warning",
        )
    if page.checked > today:
        yield Problem(
            page.place_of("checked"),
            say("The page says it was checked on %(date)s, which is not yet here.", date=page.checked),
            say("Write the day it was really checked."),
        )


def _settled(page: Page, source: Page, made: Made) -> bool:
    """Whether nothing can be wrong with a translation: same sections, each made from today's text and using what it uses.

    Nearly every translation is so, nearly always; a site has thousands.
    """
    return made.sections == tuple([(section.id, section.fingerprint) for section in source.sections]) and [
        (section.id, section.uses) for section in page.sections
    ] == [(section.id, section.uses) for section in source.sections]


def _translation(page: Page, source: Page, made: Made | None) -> Iterator[Problem]:
    name = record_name(page)
    if made is None:
        yield Problem(
            Place(page.path),
            say("It is not recorded how this translation was made."),
            say("Compare it with its source, and record that it is right.", how=confirming(name, page.language)),
            "warning",
        )
    theirs = {section.id: section for section in source.sections}
    mine = {section.id: section for section in page.sections}
    for section in page.sections:
        if section.id not in theirs:
            yield Problem(
                Place(page.path, section.line),
                say("The source page has no section “#%(id)s”.", id=section.id),
                did_you_mean(
                    section.id, set(theirs) - set(mine), say("Use the same ids as %(source)s.", source=source.path)
                ),
            )
    for id in theirs:
        if id not in mine:
            yield Problem(
                Place(page.path),
                say("The section “#%(id)s” is not translated; readers get it in another language.", id=id),
                say("Translate it from %(source)s.", source=source.path),
                "warning",
            )
    if [id for id in mine if id in theirs] != [id for id in theirs if id in mine]:
        yield Problem(
            Place(page.path),
            say("The sections stand in another order than in the source."),
            say("Put them in the order of %(source)s.", source=source.path),
            "warning",
        )
    for state in states(page, source, made):
        section, origin = mine[state.id], theirs[state.id]
        if state.kind == "stale" or (state.kind == "unrecorded" and made is not None):
            yield _age(state, Place(page.path, section.line), page, source)
        if section.uses != origin.uses:
            yield from _differs(Place(page.path, section.line), section, origin, source, state.kind == "stale")


def confirming(name: str, code: str) -> str:
    """The command that records a translation, or a section of it (``work#register``), as right."""
    return f"python3 build.py translations confirm {name} --language {code}"


def _age(state: State, where: Place, page: Page, source: Page) -> Problem:
    if state.kind == "stale":
        what = say("The section “#%(id)s” is older than its source.", id=state.id)
    else:
        what = say("It is not recorded which source text the section “#%(id)s” was made from.", id=state.id)
    how = confirming(f"{record_name(page)}#{state.id}", page.language)
    fix = say("Bring it up to date with %(source)s, and record that it is right again.", source=source.path, how=how)
    return Problem(where, what, fix, "warning")


def _differs(where: Place, mine: Section, theirs: Section, source: Page, stale: bool) -> Iterator[Problem]:
    severity: Severity = "warning" if stale else "error"
    pairs = (
        ({name for name, _ in mine.facts}, {name for name, _ in theirs.facts}, "[[%s]]"),
        (
            {f"{name}.md#{anchor}" if anchor else f"{name}.md" for name, anchor, _ in mine.links},
            {f"{name}.md#{anchor}" if anchor else f"{name}.md" for name, anchor, _ in theirs.links},
            "(%s)",
        ),
    )
    for have, want, form in pairs:
        lost = ", ".join(form % item for item in sorted(want - have))
        extra = ", ".join(form % item for item in sorted(have - want))
        if lost:
            yield Problem(
                where,
                say("The section “#%(id)s” lacks what its source has: %(lost)s.", id=mine.id, lost=lost),
                say("Use it here too, as in %(source)s.", source=Place(source.path, theirs.line)),
                severity,
            )
        if extra:
            yield Problem(
                where,
                say("The section “#%(id)s” has what its source does not: %(extra)s.", id=mine.id, extra=extra),
                say("Take it away here, or add it to %(source)s.", source=Place(source.path, theirs.line)),
                severity,
            )
