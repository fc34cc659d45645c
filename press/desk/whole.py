"""What is done with a whole text: begun, put before the readers, renamed, taken away with a way on."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from typing import Any

from press.adapters.web import Answer, Asked
from press.commands.editing import changes, new_pages, overview, relocating
from press.commands.editing.confirming import next_review
from press.desk import answers
from press.desk.app import Desk, Room, Route
from press.desk.overview import NAMED, language_names, shown_cell
from press.desk.requests import Nothing, values
from press.model import Page, kind_of
from press.phrases import PICTURES
from press.problems import Message, say
from press.readers.pages import AUDIENCES, MENUS
from press.store.together import Change

MENU_NAMES: dict[str, Message] = {"main": say("the main menu"), "footer": say("the foot of every page"), "none": say("no menu")}
AUDIENCE_NAMES: dict[str, Message] = {
    "all": say("everybody"), "family": say("who comes for the family"), "work": say("who comes to work"), "study": say("who comes to study"),
    "protection": say("who seeks or has got protection"), "staff": say("staff"),
}  # fmt: skip
MOST_SHOWN = 12
"""Files of a change that are shown line by line; the others by name."""


def text(desk: Desk, asked: Asked, key: str) -> Answer:
    """One text in all languages, and all that can be done with it."""
    project = desk.project()
    site, (kind, name) = project.site, kind_of(key)
    row = next((row for row in overview.rows(project) if row.key == key), None)
    if row is None:
        raise Nothing(key)
    names = language_names(desk)
    source = site.table(kind).get((site.settings.source, name))
    begun = site.begun.get((kind, site.settings.source, name))
    cells = [shown_cell(desk, cell, names[cell.code], row) | {"name": desk.text(NAMED[cell.state])} for cell in row.cells]
    targets = [(other, site.pages[site.settings.source, other].title, _sections(site.pages[site.settings.source, other])) for other in site.page_names if other != name]
    start = {"key": key, "name": name, "title": row.title, "targets": {other: sections for other, _, sections in targets}}
    return desk.page(
        "text.html", title=row.title, here="/", row=row, cells=cells, start=start, targets=targets, source=source, begun=begun,
        owner=dict(dict(site.settings.owners).get(row.owner, ())).get(site.settings.source, row.owner),
        movable=kind == "page" and source is not None and name not in relocating.FIXED, fixed=kind == "page" and name in relocating.FIXED,
        next=next_review(source, project.today) if source else "", today=project.today,
    )  # fmt: skip


def _sections(page: Page) -> list[tuple[str, str]]:
    """The sections of a page that readers can be sent to: id and heading."""
    return [(section.id, _plain(section.title)) for section in page.sections if section.id != "top"]


def _plain(title: str) -> str:
    """A heading without its marks."""
    return html.unescape(re.sub(r"<[^>]*>|\x00[^\x00]*\x00", "", title)).strip()


def new(desk: Desk, asked: Asked) -> Answer:
    """The form of a new page."""
    project = desk.project()
    site = project.site
    code = site.settings.source
    drawn = dict(site.catalogs[code].messages) if code in site.catalogs else {}
    owners = [(key, dict(words).get(code, key)) for key, words in site.settings.owners]
    links = sorted(((dict(fact.words).get(code) or fact.name, fact.name) for fact in site.facts.values() if fact.kind == "link"), key=lambda pair: pair[0].casefold())
    with desk.complete():
        tag = site.languages[code].tag
    return desk.page(
        "new.html", title=desk.text(say("A new page")), here="/", owners=owners, links=links, order=new_pages.next_order(project), menus=[(key, desk.text(MENU_NAMES[key])) for key in MENUS],
        audiences=[(key, desk.text(AUDIENCE_NAMES[key])) for key in AUDIENCES],
        pictures=sorted((drawn.get(shows, (shows,))[0] or shows, key) for key, shows in PICTURES.items()), least=new_pages.SHORTEST, most=new_pages.LONGEST, tag=tag,
    )  # fmt: skip


def propose(desk: Desk, asked: Asked) -> Answer:
    """A name for a title."""
    return answers.data({"name": new_pages.name_from(values(asked).text("title"))})


def create(desk: Desk, asked: Asked) -> Answer:
    """Make a new page, or say all that is wrong with what is written in its form."""
    told = values(asked)
    fields = {key: told.text(key, "") for key in ("title", "name", "description", "owner", "order", "menu", "picture")}
    lists = {key: tuple(told.texts(key, ())) for key in ("sources", "audience")}
    asked_for = new_pages.Asked(**fields, **lists)  # type: ignore[arg-type]
    project = desk.project()
    wrong = new_pages.wrong_with(project, asked_for)
    if wrong:
        return answers.data({"wrong": _wrong(desk, wrong)})
    change = new_pages.new_page(project, asked_for)
    changes.carry_out(desk.folder, [change])
    return answers.data({"path": change.path})


def _wrong(desk: Desk, wrong: Sequence[new_pages.Wrong]) -> list[dict[str, str]]:
    return [{"field": one.field, "what": desk.text(one.what), "fix": desk.text(one.fix)} for one in wrong]


def begin(desk: Desk, asked: Asked) -> Answer:
    """Begin a translation."""
    told = values(asked)
    change = new_pages.begin_translation(desk.project(), told.text("key"), told.text("code"))
    changes.carry_out(desk.folder, [change])
    return answers.data({"path": change.path})


def publish(desk: Desk, asked: Asked) -> Answer:
    """Put a draft before the readers, or say what keeps it from that."""
    told = values(asked)
    found = new_pages.put_before_readers(desk.project(), told.text("key"), told.text("code"), told.text("by"), told.flag("anyway"))
    wrong = [one for one in found if isinstance(one, new_pages.Wrong)]
    if wrong:
        return answers.data({"wrong": _wrong(desk, wrong)})
    return answers.data({"files": changes.carry_out(desk.folder, [one for one in found if isinstance(one, Change)])})


def rename(desk: Desk, asked: Asked) -> Answer:
    """Rename a page; without ``now`` only what would change."""
    told = values(asked)
    return _moved(desk, relocating.rename(desk.project(), told.text("name"), told.text("new")), told.flag("now"))


def archive(desk: Desk, asked: Asked) -> Answer:
    """Take a page away and send its readers on; without ``now`` only what would change."""
    told = values(asked)
    made = relocating.archive(desk.project(), told.text("name"), told.text("target"), told.text("anchor", ""))
    return _moved(desk, made, told.flag("now"))


def _moved(desk: Desk, made: Sequence[Change], now: bool) -> Answer:
    if now:
        return answers.data({"files": changes.carry_out(desk.folder, made)})
    return answers.data(shown_changes(made))


def shown_changes(made: Sequence[Change]) -> dict[str, Any]:
    """Changes for the scripts: the first files line by line, the others by name; whole files that come or go are not shown inside."""
    whole = [change for change in made if change.old is None or change.new is None]
    rest = [change for change in made if change not in whole and change.old != change.new]
    return {
        "removed": [change.path for change in whole if change.new is None],
        "added": [change.path for change in whole if change.old is None],
        "changed": [{"path": change.path, "lines": changes.lines_of(change)[:80]} for change in rest[:MOST_SHOWN]],
        "others": [change.path for change in rest[MOST_SHOWN:]],
        "count": len(whole) + len(rest),
    }


ROOM = Room(
    None,
    "",
    (
        Route("GET", "/new", new),
        Route("POST", "/new/name", propose),
        Route("POST", "/new", create),
        Route("GET", "/text/<path:key>", text),
        Route("POST", "/texts/begin", begin),
        Route("POST", "/texts/publish", publish),
        Route("POST", "/texts/rename", rename),
        Route("POST", "/texts/archive", archive),
    ),
)
