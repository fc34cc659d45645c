"""The room where things are published: what will change, page by page, before and after – and one button."""

from __future__ import annotations

import threading
import time
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

from press.adapters.web import Answer, Asked
from press.commands.editing import recording
from press.commands.editing.documents import Refused
from press.commands.editing.foresee import Change, Foreseen, Group, foresee, grouped, made, unchanged, why_in_words
from press.commands.editing.framed import framed, published
from press.commands.editing.reading_difference import differences
from press.desk import answers
from press.desk.app import Desk, Room, Route
from press.desk.requests import Nothing, by_name, values
from press.model import Language, Site
from press.problems import Message, Problem, say
from press.store.output import MANIFEST, read_manifest

NAME = "publishing"
OTHERS: dict[str, Message] = {
    "search-index": say("what the search looks things up in"),
    "search": say("the search page"),
    "booklet": say("booklets"),
    "picture": say("pictures for posts in social networks"),
    "copy": say("lists for the copy on the reader’s device"),
    "keep": say("the page about the copy on the reader’s device"),
    "news": say("the page with what is new"),
    "feed": say("feeds"),
    "data": say("files for partners"),
    "card": say("cards for partners"),
    "asset": say("styles, scripts and pictures"),
    "front": say("the first page and the short addresses"),
    "page-code": say("QR codes of pages"),
    "sitemap": say("the list for search engines"),
    "robots": say("the list for search engines"),
    "": say("files that nothing leads to any more"),
}
"""What is published beside pages, in words."""
SHOWN_PROBLEMS = 60
CONTENT = 1
"""The exit code of a build that a mistake in a text has stopped."""


class Run(NamedTuple):
    """A publishing: when it began and ended (seconds; 0: it has not), its exit code, what it did."""

    began: float
    ended: float = 0
    code: int = 0
    written: int = 0
    removed: int = 0


def out_of(desk: Desk) -> Path:
    """The folder of the published site."""
    return desk.folder / "site"


def looked(desk: Desk) -> Foreseen:
    """What publishing would change now; worked out once for the same texts and the same published site."""
    with desk.foreseeing:
        project, out = desk.project(), out_of(desk)
        manifest = out / MANIFEST
        stamp = manifest.stat().st_mtime_ns if manifest.is_file() else 0
        was = desk.kept.get("foreseen")
        if was is None or was[0] is not project or was[1] != stamp:
            same = unchanged(desk.folder, out)
            found = Foreseen(project.problems, (), False, {}) if same else foresee(project, out)
            was = desk.kept["foreseen"] = (project, stamp, found)
        return was[2]


def page(desk: Desk, asked: Asked) -> Answer:
    """The page; what will change follows as soon as it is known."""
    return desk.page("publishing.html", title=desk.text(say("Publish")), here="/publishing", there=(out_of(desk) / MANIFEST).is_file())


def changes(desk: Desk, asked: Asked) -> Answer:
    """What will change, as a piece of the page; ``ready`` tells whether there is anything to publish and nothing in the way."""
    with desk.complete():
        found, site = looked(desk), desk.project().site
        source = site.languages[site.settings.source]
    groups = grouped(found.changes, site.page_names)
    pages = [_shown(desk, site, group) for group in groups if group.page]
    others: Counter[str] = Counter()
    for group in (one for one in groups if not one.page):
        others[desk.text(OTHERS.get(group.maker, OTHERS["asset"]))] += len(group.changes)
    warnings = [problem for problem in found.problems if problem.severity == "warning"]
    html = desk.piece(
        "publishing_changes.html",
        errors=[_linked(desk, site, problem) for problem in found.errors],
        warnings=[_linked(desk, site, problem) for problem in warnings[:SHOWN_PROBLEMS]],
        warned=len(warnings),
        first=found.first,
        count=len(found.changes),
        pages=[] if found.first else pages,
        total=len(pages),
        languages=len({code for group in groups if group.page for code in group.codes}),
        others=others.items(),
        unsure=any(change.sort == "unsure" for change in found.changes),
        few=len(pages) <= 3,
        source=source,
    )  # fmt: skip
    return answers.data({"html": html, "ready": bool(found.changes) and not found.errors, "settled": not found.changes and not found.errors})


class Page(NamedTuple):
    """A page that will change: its title in the source language, why, and its files by language; ``beside``: how many of its
    forms with two languages side by side change."""

    name: str
    title: str
    why: list[str]
    files: list[tuple[Change, Language]]
    beside: int


def _shown(desk: Desk, site: Site, group: Group) -> Page:
    source = site.pages.get((site.settings.source, group.page))
    counties = {county.page: county.name for county in site.counties}
    title = source.title if source else counties.get(group.page, group.page)
    beside = [change for change in group.changes if change.maker == "beside" or "/beside/" in change.path]
    told = [change for change in group.changes if change not in beside] or beside
    order = {code: at for at, code in enumerate(site.languages)}
    files = [(change, site.languages[change.code]) for change in sorted(told, key=lambda change: order[change.code])]
    why = [] if any(change.sort == "removed" for change in told) else [desk.text(message) for message in why_in_words(group.fields)]
    return Page(group.page, title, why, files, len(beside) if told is not beside else 0)


def _linked(desk: Desk, site: Site, problem: Problem) -> dict[str, Any]:
    """A problem, and where in the desk it can be put right."""
    path, line = problem.where
    address = ""
    if path.startswith("content/") and path.endswith(".md"):
        address = f"/edit/{path}" + (f"?line={line}" if line else "")
    elif path.startswith("content/facts/"):
        above = [fact for fact in site.facts.values() if fact.place.path == path and fact.place.line <= line]
        address = f"/facts/of/{max(above, key=lambda fact: fact.place.line).name}" if above else ""
    return {**desk.problem(problem), "address": address}


def difference(desk: Desk, asked: Asked) -> Answer:
    """What differs on a page for those who read it, as a piece of the page."""
    path = asked.query.get("path", "")
    return answers.data({"html": _difference(desk, _change(desk, path))[0]})


def _change(desk: Desk, path: str) -> Change:
    """The change of a page that can be shown. Raises :class:`Nothing`."""
    change = next((change for change in looked(desk).changes if change.path == path), None)
    if change is None or not path.endswith(".html") or change.sort == "unsure":
        raise Nothing(path)
    return change


def _difference(desk: Desk, change: Change) -> tuple[str, str]:
    """``(piece of a page, id of the first section that differs)``."""
    before = b"" if change.sort == "added" else _published(desk, change.path)
    with desk.foreseeing:
        after = b"" if change.sort == "removed" else made(looked(desk), change.path)
    rows = differences(before, after) if change.sort == "changed" else []
    return desk.piece("publishing_difference.html", rows=rows, sort=change.sort), next((row.id for row in rows if row.id), "")


def _published(desk: Desk, path: str) -> bytes:
    """A file of the published site. Raises :class:`Nothing` for what the program did not publish, or somebody has taken away."""
    with by_name(KeyError, FileNotFoundError):
        return published(out_of(desk), path)


def see(desk: Desk, asked: Asked, path: str) -> Answer:
    """A page before and after, side by side."""
    change = _change(desk, path)
    site = desk.project().site
    group = next(group for group in grouped(looked(desk).changes, site.page_names) if change in group.changes)
    shown = _shown(desk, site, group) if group.page else Page("", path, [], [], 0)
    differs, first = _difference(desk, change)
    return desk.page(
        "publishing_see.html",
        title=shown.title, here="/publishing", path=path, sort=change.sort, files=shown.files,
        language=desk.speech.language, site_language=site.languages.get(change.code),
        difference=differs, anchor=f"#{first}" if first else "",
    )  # fmt: skip


def before(desk: Desk, asked: Asked, path: str = "") -> Answer:
    """A file of the published site."""
    data, kind = framed(path, desk.project().site.settings.base_path, f"{desk.gate.root}/published", lambda name: _published(desk, name))
    return answers.shown(data, kind)


def after(desk: Desk, asked: Asked, path: str = "") -> Answer:
    """A file as it would be published; one that would stay is the published one."""
    found = looked(desk)
    with desk.foreseeing:

        def read(name: str) -> bytes:
            full = next((one for one in (name, f"{name}index.html") if one in found.plan), name)
            if full not in found.plan:
                return _published(desk, name)
            if not found.shows(full):
                raise Nothing(path)
            return made(found, full)

        data, kind = framed(path, desk.project().site.settings.base_path, f"{desk.gate.root}/foreseen", read)
    return answers.shown(data, kind)


def start(desk: Desk, asked: Asked) -> Answer:
    """Publish. While one is under way nobody begins another, in whichever window."""
    if errors := desk.project().errors:
        raise Refused(say("There are mistakes that stop publishing: %(number)s.", number=len(errors)), say("Put them right first; they are listed on this page."))
    with desk.lock:
        run: Run | None = desk.kept.get(NAME)
        if run is not None and not run.ended:
            what = say("It is being published already, since %(time)s.", time=time.strftime("%H:%M:%S", time.localtime(run.began)))
            return answers.data({"what": desk.text(what), "fix": desk.text(say("Wait until it is done.")), **_state(desk, run)}, 409)
        desk.kept[NAME] = run = Run(time.time())
    threading.Thread(target=_publish, args=(desk, run), daemon=True).start()
    return answers.data(_state(desk, run))


def _publish(desk: Desk, run: Run) -> None:
    out = out_of(desk)
    was = read_manifest(out)
    try:
        code = desk.build(desk.folder)
    except OSError:
        code = -1
    now = read_manifest(out)
    written = sum(was.get(path) != row for path, row in now.items())
    desk.kept[NAME] = run._replace(ended=time.time(), code=code, written=written, removed=len(was.keys() - now.keys()))


def state(desk: Desk, asked: Asked) -> Answer:
    """How it stands with publishing."""
    return answers.data(_state(desk, desk.kept.get(NAME)))


def _state(desk: Desk, run: Run | None) -> dict[str, Any]:
    if run is None:
        return {"running": False, "done": False}
    if not run.ended:
        return {"running": True, "done": False, "seconds": int(time.time() - run.began)}
    told = {"running": False, "done": True, "seconds": int(run.ended - run.began), "code": run.code}
    site = desk.project().site
    if run.code == 0:
        pages = (len(site.page_names) + len(site.counties)) * len(site.published)
        return {**told, "pages": pages, "languages": len(site.published), "written": run.written, "removed": run.removed}
    what = say("Nothing was published. The published site is as it was.")
    errors = desk.project().errors
    fix = say("Look whether the disk is full, and whether you may write there. Then publish again.")
    if errors:
        fix = say("Put the mistakes right that are listed on this page, and publish again.")
    elif run.code == CONTENT:
        fix = say("Publish again. If that does not help, ask whoever looks after the program to publish in the terminal.")
    return {**told, "what": desk.text(what), "fix": desk.text(fix)}


def to_record(desk: Desk, asked: Asked) -> Answer:
    """Which files of the content are not recorded yet, and a sentence for the record; no files where there is no repository."""
    files = recording.unrecorded(desk.folder)
    if not files:
        return answers.data({"files": [], "repository": files is not None})
    sorts = {"new": desk.text(say("new")), "changed": desk.text(say("changed")), "gone": desk.text(say("taken away"))}
    rows = [{"path": file.path, "sort": sorts[file.sort]} for file in files]
    return answers.data({"files": rows, "repository": True, "message": recording.proposal(desk.folder, desk.project().site, files)})


def record(desk: Desk, asked: Asked) -> Answer:
    """Record files of the content, with a sentence and a name."""
    told = values(asked)
    name = told.text("by", "").strip()[:60]
    by = desk.text(say("By %(name)s, at the desk.", name=name)) if name else ""
    return answers.data({"record": recording.record(desk.folder, told.texts("paths"), told.text("message"), by)})


ROOM = Room(
    say("Publish"),
    "/publishing",
    (
        Route("GET", "/publishing", page),
        Route("GET", "/publishing/changes", changes),
        Route("GET", "/publishing/difference", difference),
        Route("GET", "/publishing/see/<path:path>", see),
        Route("POST", "/publishing/start", start),
        Route("GET", "/publishing/state", state),
        Route("GET", "/publishing/record", to_record),
        Route("POST", "/publishing/record", record),
        Route("GET", "/published/", before),
        Route("GET", "/published/<path:path>", before),
        Route("GET", "/foreseen/<path:path>", after),
    ),
)
"""The room."""
