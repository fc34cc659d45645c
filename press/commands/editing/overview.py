"""All texts in all languages at a glance: how each stands, whom it waits for, and the choice of some of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from press.checks.freshness import record_name, states
from press.commands.project import Project
from press.model import FOLDERS, Page, Site
from press.problems import Message, say

STATES = ("errors", "overdue", "older", "begun", "missing", "unrecorded", "unreviewed", "current")
"""What a text may be, the most urgent first: a cell is what comes first of all that is true of it."""
URGENT = ("errors", "overdue", "older")
"""What waits for the owner of a page."""


class Cell(NamedTuple):
    """One text in one language. ``older`` counts sections made from another source text than today's, ``lacking`` those that
    are not translated, ``unrecorded`` those nobody knows the source text of; ``since`` is the date a review was due."""

    code: str
    path: str
    state: str
    source: bool
    older: int = 0
    lacking: int = 0
    unrecorded: int = 0
    errors: int = 0
    warnings: int = 0
    since: str = ""


class Row(NamedTuple):
    """One text in all languages, the source language first. ``key`` names it as ``translations.yaml`` does."""

    key: str
    kind: str
    name: str
    title: str
    owner: str
    checked: str
    review_by: str
    cells: tuple[Cell, ...]


def said(cell: Cell) -> tuple[Message, ...]:
    """All that is to be told of a cell, the most urgent first."""
    counts = (
        (cell.errors, say("Errors: %(count)s.", count=cell.errors)),
        (bool(cell.since), say("It should have been reviewed by %(date)s.", date=cell.since)),
        (cell.older, say("Sections older than the source: %(count)s.", count=cell.older)),
        (cell.lacking, say("Sections that are not translated: %(count)s.", count=cell.lacking)),
        (cell.state == "begun", say("Begun, and not shown to readers yet.")),
        (cell.state == "missing", say("There is no text in this language.")),
        (cell.unrecorded, say("Sections whose source text is not recorded: %(count)s.", count=cell.unrecorded)),
        (cell.state == "unreviewed", say("Up to date; translated by a machine and reviewed by nobody.")),
        (cell.state == "current", say("Up to date.")),
        (cell.warnings, say("Warnings: %(count)s.", count=cell.warnings)),
    )  # fmt: skip
    return tuple(message for true, message in counts if true)


class Wanted(NamedTuple):
    """A choice among the texts; an empty part means all. ``mine``: only those that wait for their owner."""

    owner: str = ""
    language: str = ""
    kind: str = ""
    state: str = ""
    search: str = ""
    mine: bool = False


def rows(project: Project) -> tuple[Row, ...]:
    """Every text of the source language, pages in the order of the menu, then letters, then sheets; texts without a source last."""
    site, source = project.site, project.site.settings.source
    count: Counter[tuple[str, str]] = Counter((problem.where.path, problem.severity) for problem in project.problems)
    count.update((problem.where.path, problem.severity) for page in site.begun.values() for problem in page.problems)
    order = {code: (code != source, index) for index, code in enumerate(site.languages)}
    codes = sorted(site.languages, key=lambda code: order[code])
    found = []
    for kind in FOLDERS:
        first = _first(site, kind, source)
        for name in _names(site, kind, source):
            page = first.get(name)
            cells = tuple(_cell(project, kind, name, code, page, count) for code in codes)
            here = page or next(page for (other, _, own), page in _all(site) if (other, own) == (kind, name))
            found.append(Row(FOLDERS[kind] + name, kind, name, here.title, here.owner, here.checked, here.review_by, cells))
    return tuple(found)


def _all(site: Site) -> Iterable[tuple[tuple[str, str, str], Page]]:
    yield from (((page.kind, page.language, page.name), page) for page in site.texts)
    yield from site.begun.items()


def _first(site: Site, kind: str, source: str) -> dict[str, Page]:
    return {name: page for (other, code, name), page in _all(site) if other == kind and code == source}


def _names(site: Site, kind: str, source: str) -> list[str]:
    """The names of a kind of text: the source's in their order, then what other languages have beside them."""
    first = _first(site, kind, source)
    ours = sorted(first, key=lambda name: (first[name].order, name))
    return [*ours, *sorted({name for (other, _, name), _ in _all(site) if other == kind} - set(first))]


def _cell(project: Project, kind: str, name: str, code: str, source: Page | None, count: Mapping[tuple[str, str], int]) -> Cell:
    site = project.site
    path = f"content/{code}/{FOLDERS[kind]}{name}.md"
    own = code == site.settings.source
    errors, warnings = count.get((path, "error"), 0), count.get((path, "warning"), 0)
    if (kind, code, name) in site.begun:
        return Cell(code, path, "begun", own, errors=errors, warnings=warnings)
    page = site.table(kind).get((code, name))
    if page is None:
        return Cell(code, path, "missing", own)
    if own or source is None:
        late = page.review_by if page.review_by and page.review_by < project.today else ""
        state = "errors" if errors else "overdue" if late else "current"
        return Cell(code, path, state, own, errors=errors, warnings=warnings, since=late)
    return _translated(project, page, Cell(code, path, "", own, errors=errors, warnings=warnings), source)


def _translated(project: Project, page: Page, cell: Cell, source: Page) -> Cell:
    site = project.site
    made = site.made.get((page.language, record_name(page)))
    origin = site.table(page.kind).get((made.origin, page.name), source) if made else source
    kinds = Counter(state.kind for state in states(page, origin, made))
    lacking = len({section.id for section in origin.sections} - {section.id for section in page.sections})
    if cell.errors:
        state = "errors"
    elif kinds["stale"] or lacking:
        state = "older"
    elif kinds["unrecorded"]:
        state = "unrecorded"
    else:
        state = "unreviewed" if made and made.made == "machine" and not made.reviewed_by else "current"
    return cell._replace(state=state, older=kinds["stale"], lacking=lacking, unrecorded=kinds["unrecorded"])


def chosen(table: Iterable[Row], wanted: Wanted) -> tuple[Row, ...]:
    """The rows that were asked for, with the cells of the language that was asked for (the source's stays)."""
    found = []
    search = wanted.search.casefold().split()
    for row in table:
        if (wanted.owner and row.owner != wanted.owner) or (wanted.kind and row.kind != wanted.kind):
            continue
        if not all(word in f"{row.title} {row.name}".casefold() for word in search):
            continue
        cells = tuple(cell for cell in row.cells if cell.source or wanted.language in ("", cell.code))
        looked = [cell for cell in cells if wanted.language in ("", cell.code)]
        if wanted.state and not any(cell.state == wanted.state for cell in looked):
            continue
        if wanted.mine and not any(cell.state in URGENT for cell in cells):
            continue
        found.append(row._replace(cells=cells))
    return tuple(found)


def peopled(table: Iterable[Row], site: Site, language: str) -> tuple[Row, ...]:
    """The rows without the languages that are not published and have no text yet, unless one is asked for."""
    with_texts = {page.language for _, page in _all(site)} | {language}
    keep = {code for code, found in site.languages.items() if found.published} | with_texts
    return tuple(row._replace(cells=tuple(cell for cell in row.cells if cell.code in keep)) for row in table)


def counted(table: Iterable[Row]) -> dict[str, Counter[str]]:
    """How many texts are in which state, by language code."""
    found: dict[str, Counter[str]] = {}
    for row in table:
        for cell in row.cells:
            found.setdefault(cell.code, Counter())[cell.state] += 1
    return found
