"""To a translation agency and back: what is sent out as a file, and what came back looked at before it is written."""

from __future__ import annotations

from typing import Any

from press.adapters.web import Answer, Asked
from press.commands import exchange
from press.commands.editing import changes, overview
from press.commands.editing.documents import Refused
from press.commands.editing.images import digest
from press.desk import answers
from press.desk.app import Desk, Room, Route
from press.desk.overview import language_names
from press.desk.requests import body, query
from press.desk.whole import shown_changes
from press.problems import say
from press.store.together import Change

MOST = 30_000_000
"""Bytes of a file that comes back: a language's every text is about one million."""
KIND = "application/x-xliff+xml"


def page(desk: Desk, asked: Asked) -> Answer:
    """The page of the exchange: what to send, and what came back."""
    project = desk.project()
    site = project.site
    code = asked.query.get("code", "")
    if code not in site.languages or code == site.settings.source:
        code = next((other for other in site.languages if other != site.settings.source), "")
    rows = [row for row in overview.rows(project) if any(cell.source and cell.state != "begun" for cell in row.cells)]
    table = [(row, " ".join(desk.text(text) for text in overview.said(cell)), cell.state in ("older", "missing", "unrecorded")) for row in rows for cell in row.cells if cell.code == code]
    names = {other: name for other, name in language_names(desk).items() if other != site.settings.source}
    return desk.page("agencies.html", title=desk.text(say("Translation agencies")), here="/agencies", code=code, called=names.get(code, ""), names=sorted(names.items(), key=lambda pair: pair[1]), table=table)


def send(desk: Desk, asked: Asked) -> Answer:
    """The file for an agency."""
    pages = [name for name in asked.query.get("pages", "").split(",") if name]
    made = exchange.export(desk.project(), asked.query.get("code", ""), pages)
    if made.mistake:
        raise Refused(*made.mistake)
    if made.problems:
        first = made.problems[0]
        raise Refused(say("%(where)s: %(what)s", where=first.where, what=desk.text(first.what)), first.fix)
    return answers.file(made.data, KIND, made.name)


def look(desk: Desk, asked: Asked) -> Answer:
    """What taking a file in would change; nothing is written."""
    found, _, told = _planned(desk, asked)
    return answers.data(told if not found.problems else {"problems": [desk.problem(problem) for problem in found.problems]})


def take(desk: Desk, asked: Asked) -> Answer:
    """Take a file in, as it was looked at: ``seen`` is the digest of what was shown."""
    found, made, told = _planned(desk, asked)
    if found.problems:
        return answers.data({"problems": [desk.problem(problem) for problem in found.problems]})
    if told["seen"] != asked.query.get("seen", ""):
        raise Refused(say("Something has changed since you looked at the file. Nothing was written."), say("Look at it once more."))
    return answers.data({"files": changes.carry_out(desk.folder, made), "segments": found.segments})


def _planned(desk: Desk, asked: Asked) -> tuple[exchange.Imported, list[Change], dict[str, Any]]:
    data = body(asked, MOST)
    name = asked.query.get("name", "")[:100].replace("/", "-") or "file.xlf"
    how = query(asked).choice("made", ("person", "machine"), "")
    planned = exchange.planned(desk.project(), data, name, (), how, asked.query.get("by", "")[:100])
    made = [Change(path, changes.text_of(desk.folder, path), new) for path, new in planned.files.items()]
    seen = digest(repr([(change.path, change.old, change.new) for change in made]).encode())
    told = {**shown_changes(made), "segments": planned.imported.segments, "machine": planned.imported.machine, "seen": seen}
    return planned.imported, made, told


ROOM = Room(
    say("Translation"),
    "/agencies",
    (
        Route("GET", "/agencies", page),
        Route("GET", "/agencies/send", send),
        Route("POST", "/agencies/look", look),
        Route("POST", "/agencies/take", take),
    ),
)
