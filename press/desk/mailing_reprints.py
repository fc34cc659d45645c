"""The room of letters, single letters once more: cut out of a job that is at the desk, or of a folder it was saved to earlier."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from press.adapters.web import Answer, Asked
from press.commands.mailing_reprint import spans
from press.commands.printroom import mailing_again as again
from press.commands.printroom import mailing_desk as jobs
from press.commands.printroom.mailing_choices import usual_folder
from press.commands.printroom.print_offers import language_names
from press.desk import answers
from press.desk.app import Desk, Route
from press.desk.mailing_files import archive, file_of
from press.desk.mailing_kept import bench_of, folder
from press.desk.requests import NotUnderstood, by_name, values
from press.problems import Problem, say


def earlier_jobs(desk: Desk) -> list[dict[str, Any]]:
    """The finished jobs in the usual folder, for a table."""
    project = desk.project()
    return [
        {**one._asdict(), "path": str(one.path), "title": _title(desk, one.letter), "late": one.delete_by < project.today}
        for one in again.earlier(usual_folder())
    ]


def _title(desk: Desk, letter: str) -> str:
    """What a letter is called; its name where it is not written any more."""
    site = desk.project().site
    found = site.letters.get((site.settings.source, letter))
    return found.title if found else letter


def begin(desk: Desk, asked: Asked) -> Answer:
    """Take up a folder of finished letters as a job, to cut letters out of it. A wrong folder is answered with why (422)."""
    told = values(asked).text("folder")
    if problems := again.wrong_folder(told):
        return refused(desk, problems)
    bench = bench_of(desk)
    name = bench.new()
    try:
        again.begin(bench.path(name), told)
    except BaseException:
        bench.drop(name)
        raise
    return answers.data({"job": name})


def refused(desk: Desk, problems: list[Problem]) -> Answer:
    """All that is wrong."""
    shown = [desk.problem(problem) for problem in problems]
    return answers.data({"what": shown[0]["what"], "fix": shown[0]["fix"], "problems": shown}, 422)


def folder_page(desk: Desk, job: str) -> Answer:
    """A job that is a folder of finished letters. Raises :class:`Nothing`."""
    with by_name():
        source = again.source_of(folder(desk, job))
    found = again.facts(source)
    start = {"job": job, "names": language_names(desk.project().site, desk.speech.language), "rows": False}
    return desk.page(
        "printagain.html", title=desk.text(say("Letters once more")), here="/letters", start=start, folder=source, job=found,
        letter=_title(desk, found.letter) if found else "",
    )  # fmt: skip


def reprints(desk: Desk, asked: Asked, job: str) -> Answer:
    """The letters that have been cut out of a job, and how they are read back."""
    path = folder(desk, job)
    found = [
        {"manifest": one, "which": spans(one["identity"]["sequences"]), "verified": jobs.verified(again.reading(path, one["job"]))}
        for one in again.made(path)
    ]
    return answers.data({"reprints": found})


def cut(desk: Desk, asked: Asked, job: str) -> Answer:
    """Cut letters out of a finished job; everything that is wrong is answered at once (422)."""
    told = values(asked)
    path, words, rows = folder(desk, job), told.text("letters"), told.choice("by", ("foot", "row"), "foot") == "row"
    if rows and again.folder_of(path):
        raise NotUnderstood("by")  # there is no list to count them in
    with by_name():
        again.source_of(path)
    name, problems = again.reprint(path, words, rows=rows)
    return refused(desk, problems) if problems else answers.data({"name": name})


def verify(desk: Desk, asked: Asked, job: str, name: str) -> Answer:
    """Begin to read a reprint back."""
    path, place = folder(desk, job), _place(desk, job, name)
    jobs.read_back(place, again.reading(path, name), desk.speech.language)
    return answers.data({})


def one(desk: Desk, asked: Asked, job: str, name: str, file: str) -> Answer:
    """A file of a reprint."""
    return file_of(_place(desk, job, name), asked, file)


def everything(desk: Desk, asked: Asked, job: str, name: str) -> Answer:
    """All of a reprint as an archive."""
    return archive(_place(desk, job, name))


def _place(desk: Desk, job: str, name: str) -> Path:
    """The folder of a reprint. Raises :class:`Nothing`."""
    with by_name():
        return again.place(folder(desk, job), name)


ROUTES = (
    Route("POST", "/letters/earlier", begin),
    Route("GET", "/letters/<job>/reprints", reprints),
    Route("POST", "/letters/<job>/reprints", cut),
    Route("POST", "/letters/<job>/reprints/<name>/verify", verify),
    Route("GET", "/letters/<job>/reprints/<name>/files/<file>", one),
    Route("GET", "/letters/<job>/reprints/<name>/all.zip", everything),
)
