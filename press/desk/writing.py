"""The writing room: a text on the left, the real page on the right."""

from __future__ import annotations

import mimetypes
import time
from typing import Any

from press.adapters.web import Answer, Asked
from press.commands import documents
from press.commands.documents import Opened
from press.commands.live import address_of
from press.desk import answers
from press.desk.app import Desk, Room, Route, values
from press.problems import say
from press.store.drafts import Drafts


def edit(desk: Desk, asked: Asked, path: str) -> Answer:
    """The editor, with a text in it."""
    opened = documents.open_text(desk.folder, path)
    site = desk.project().site
    code, kind, name = address_of(site, path)
    language = site.languages[code]
    drafts = [
        {"writer": draft.writer, "time": time.strftime("%Y-%m-%d %H:%M", time.localtime(draft.time)), "text": draft.text, "base": draft.base}
        for draft in Drafts(desk.folder).of(path)
        if draft.text != opened.text
    ]
    start = {"path": path, "code": code, "kind": kind, "name": name, "tag": language.tag, "direction": language.direction, "text": opened.text, "digest": opened.digest, "drafts": drafts}
    return desk.page("edit.html", title=path, start=start, language_name=language.name, site_language=language)


def preview(desk: Desk, asked: Asked) -> Answer:
    """The page of a text on trial and what is wrong with it; the text is kept as the writer's draft on the way."""
    told = values(asked)
    path, text, base = str(told["path"]), str(told["text"]), str(told.get("base", ""))
    documents.located(desk.folder, path)
    if told.get("draft"):
        Drafts(desk.folder).keep(str(told["writer"]), path, base, text)
    found = desk.live.show(path, text.encode("utf-8", "replace"), desk.shown)
    own = [problem for problem in found.problems if problem.where.path == path]
    others = [problem for problem in found.problems if problem.where.path != path and problem.severity == "error"]
    return answers.data({
        "html": found.html.decode(),
        "problems": [desk.problem(problem) for problem in own],
        "elsewhere": [desk.problem(problem) for problem in others[:20]],
    })  # fmt: skip


def save(desk: Desk, asked: Asked) -> Answer:
    """Save a text; where somebody else has saved it meanwhile, nothing is written and both are sent back (409)."""
    told = values(asked)
    base = Opened(str(told["path"]), str(told["base_text"]), str(told["base"]))
    saved = documents.save(desk.folder, base.path, base, str(told["text"]), str(told.get("writer", "")))
    if saved.theirs is None:
        return answers.data({"digest": saved.digest})
    what = say("Somebody else has saved this text since you opened it. Nothing was written over it.")
    fix = say("Look at both, choose, and save again.")
    both: dict[str, Any] = {"text": saved.theirs.text, "digest": saved.theirs.digest, "together": saved.together}
    return answers.data({"what": desk.text(what), "fix": desk.text(fix), "theirs": both}, 409)


def drop_draft(desk: Desk, asked: Asked) -> Answer:
    """Forget a draft."""
    told = values(asked)
    Drafts(desk.folder).drop(str(told["writer"]), str(told["path"]))
    return answers.data({})


def shown(desk: Desk, asked: Asked, path: str) -> Answer:
    """A page or a file of the site as it would be published now."""
    site = desk.project().site
    code, _, rest = path.partition("/")
    if code in site.languages and (rest == "" or rest.endswith(".html")):
        return answers.html(desk.live.page(code, rest.removesuffix(".html") or "index", desk.shown).decode(), policy=answers.SHOWN)
    data = desk.live.asset(path, desk.shown)
    if data is None:
        raise KeyError(path)
    return answers.file(data, mimetypes.guess_type(path)[0] or "application/octet-stream")


ROOM = Room(
    None,
    "",
    (
        Route("GET", "/edit/<path:path>", edit),
        Route("POST", "/preview", preview),
        Route("POST", "/save", save),
        Route("POST", "/draft/drop", drop_draft),
        Route("GET", "/site/<path:path>", shown),
    ),
)
