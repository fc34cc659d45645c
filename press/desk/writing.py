"""The writing room: a text on the left, the real page on the right."""

from __future__ import annotations

import mimetypes
import time
from typing import Any

from press.adapters.web import Answer, Asked
from press.commands.editing import documents, remedies
from press.commands.editing.documents import Opened
from press.desk import answers, writing_aids
from press.desk.app import Desk, Room, Route
from press.desk.requests import Nothing, by_name, values
from press.desk.writing_aids import address, keep, on_trial, writer
from press.model import Site
from press.problems import Problem, say
from press.store.drafts import Drafts

AGED = (
    "The section “#%(id)s” is older than its source.",
    "It is not recorded which source text the section “#%(id)s” was made from.",
    "It is not recorded how this translation was made.",
)
"""Problems whose way out is a command: in the desk it is a button."""


def edit(desk: Desk, asked: Asked, path: str) -> Answer:
    """The editor, with a text in it."""
    with by_name(FileNotFoundError, NotADirectoryError):
        opened = documents.open_text(desk.folder, path)
    project = desk.project()
    site = project.site
    code, kind, name = address(site, path)
    language, source = site.languages[code], site.settings.source
    drafts = [
        {"writer": draft.writer, "time": time.strftime("%Y-%m-%d %H:%M", time.localtime(draft.time)), "text": draft.text, "base": draft.base}
        for draft in Drafts(desk.folder).of(path)
        if draft.text != opened.text
    ]
    page = site.table(kind).get((code, name))
    start = {
        "path": path, "code": code, "kind": kind, "name": name, "tag": language.tag, "direction": language.direction,
        "text": opened.text, "digest": opened.digest, "drafts": drafts, "today": project.today,
        "shown": kind == "page" and page is not None and language.published, "translated": code != source, "source": source,
        "owners": [(key, dict(words).get(source, key)) for key, words in site.settings.owners],
        "safety": page is not None and site.table(kind).get((source, name), page).safety,
    }  # fmt: skip
    return desk.page("edit.html", title=page.title if page else path, here="/", path=path, start=start, site_language=language, translated=start["translated"])


def preview(desk: Desk, asked: Asked) -> Answer:
    """The page of a text on trial and what is wrong with it; the text is kept as the writer's draft on the way."""
    told = values(asked)
    path, written, by = told.text("path"), told.text("text"), writer(told, "")
    documents.located(desk.folder, path)
    address(desk.project().site, path)
    if told.flag("draft"):
        keep(desk, told)
    elif by:
        Drafts(desk.folder).drop(by, path)  # what was written is undone again
    with desk.complete():
        found = desk.live.glance(path, written.encode(), desk.shown)
    site = desk.project().site if found.problems else None
    return answers.data({"html": found.html.decode(), "problems": [_with_remedy(desk, problem, written, site) for problem in found.problems]})


def elsewhere(desk: Desk, asked: Asked) -> Answer:
    """The mistakes in other files that stop the publishing while this text is as it is on trial."""
    told = values(asked)
    path = told.text("path")
    project, _ = on_trial(desk, told, desk.live.with_text)
    others = [problem for problem in project.errors if problem.where.path != path]
    return answers.data({"problems": [desk.problem(problem) for problem in others[:20]], "number": len(others)})


def _with_remedy(desk: Desk, problem: Problem, text: str, site: Site | None) -> dict[str, Any]:
    """A problem for the desk's scripts, with what one click can do about it."""
    if problem.what.template in AGED:
        fix = say("See in “The source” what has changed, bring the text up to date, and press “This section is right again” there.")
        return {**desk.problem(problem), "fix": desk.text(fix), "tab": "source"}
    mended = remedies.remedy(problem, text, site) if site else None
    if mended is None:
        return desk.problem(problem)
    old, new = remedies.shown(text, mended)
    return {**desk.problem(problem), "mend": {**remedies.splice(text, mended)._asdict(), "from": old, "to": new}}


def save(desk: Desk, asked: Asked) -> Answer:
    """Save a text; where somebody else has saved it meanwhile, nothing is written and both are sent back (409)."""
    told = values(asked)
    base = Opened(told.text("path"), told.text("base_text"), told.text("base"))
    saved = documents.save(desk.folder, base.path, base, told.text("text"), writer(told, ""))
    if saved.theirs is None:
        return answers.data({"digest": saved.digest})
    what = say("Somebody else has saved this text since you opened it. Nothing was written over it.")
    fix = say("Look at both, choose, and save again.")
    both: dict[str, Any] = {"text": saved.theirs.text, "digest": saved.theirs.digest, "together": saved.together}
    return answers.data({"what": desk.text(what), "fix": desk.text(fix), "theirs": both}, 409)


def drop_draft(desk: Desk, asked: Asked) -> Answer:
    """Forget a draft."""
    told = values(asked)
    Drafts(desk.folder).drop(writer(told), told.text("path"))
    return answers.data({})


def shown(desk: Desk, asked: Asked, path: str) -> Answer:
    """A page or a file of the site as it would be published now."""
    site = desk.project().site
    code, _, rest = path.partition("/")
    if code in site.languages and (rest == "" or rest.endswith(".html")):
        name = rest.removesuffix(".html") or "index"
        if name not in site.page_names and ("page", code, name) not in site.begun and all(name != county.page for county in site.counties):
            raise Nothing(path)
        with desk.complete():
            return answers.shown(desk.live.page(code, name, desk.shown), "text/html; charset=utf-8")
    with desk.complete():
        data = desk.live.asset(path, desk.shown)
    if data is None:
        raise Nothing(path)
    return answers.shown(data, mimetypes.guess_type(path)[0] or "application/octet-stream")


ROOM = Room(
    None,
    "",
    (
        Route("GET", "/edit/<path:path>", edit),
        Route("POST", "/preview", preview),
        Route("POST", "/write/elsewhere", elsewhere),
        Route("POST", "/save", save),
        Route("POST", "/draft/drop", drop_draft),
        Route("GET", "/site/<path:path>", shown),
        *writing_aids.ROUTES,
    ),
)
