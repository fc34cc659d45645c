"""The room of letters to a file of recipients: the file comes in, its rows are looked at, the letters are made, read back and saved.

What shows a name is sent with no-store, like all of the desk; a job's address is a random number.
"""

from __future__ import annotations

import mimetypes
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from press.adapters.web import Answer, Asked, TooLarge
from press.commands.hindrances import envelopes_of
from press.commands.mailing_tables import tables_of
from press.commands.printroom import mailing_again as again_jobs
from press.commands.printroom import mailing_choices as choosing
from press.commands.printroom import mailing_desk as jobs
from press.commands.printroom import mailing_found as found
from press.commands.printroom.mailing_choices import Checked, Choices
from press.commands.printroom.print_offers import envelope_names, language_names
from press.desk import answers
from press.desk.app import Desk, Room, Route
from press.desk.mailing_files import archive, file_of
from press.desk.mailing_kept import Looked, bench_of, drop, folder, kept_of, known, look
from press.desk.mailing_reprints import ROUTES as REPRINTS
from press.desk.mailing_reprints import earlier_jobs, folder_page
from press.desk.mailing_single import ROUTES as TO_ONE
from press.desk.requests import Nothing, by_name, by_value, digits, query, values
from press.problems import Problem, say
from press.readers.recipients import FIELDS, REQUIRED, labels

PIECE = 1 << 20


def first(desk: Desk, asked: Asked) -> Answer:
    """Choose a file; jobs that are not ended yet, and finished ones from which letters can be printed once more."""
    bench, rows = bench_of(desk), []
    for name in bench.names():
        job = bench.path(name)
        again = again_jobs.folder_of(job) is not None
        if not again and not jobs.whole(job):
            bench.drop(name)  # its desk was killed while the file came in
            continue
        state = jobs.state(job)
        since = time.strftime("%Y-%m-%d %H:%M", time.localtime((job / (again_jobs.FOLDER if again else jobs.ORIGIN)).stat().st_mtime))
        rows.append({"job": name, "stage": "again" if again else state.stage, "made": state.made, "total": state.total, "since": since})
    return desk.page(
        "printletters.html", title=desk.text(say("Letters to many")), here="/letters", rows=rows, start={"most": jobs.MOST_BYTES},
        earlier=earlier_jobs(desk), usual=choosing.usual_folder(),
    )  # fmt: skip


def take(desk: Desk, asked: Asked) -> Answer:
    """A recipients' file comes in. What cannot be read at all is answered with why (422) and is not kept."""
    if asked.length > jobs.MOST_BYTES:
        return _too_large(desk)
    bench = bench_of(desk)
    name = bench.new()
    try:
        jobs.receive(_pieces(asked), bench.path(name))
        choices = choosing.usual(desk.project().site, desk.project().today)
        checked = look(desk, name, choices)
        if not checked.headings and checked.order is not None:
            bench.drop(name)
            kept_of(desk).pop(name, None)
            return _refused(desk, checked.problems)
    except TooLarge:
        bench.drop(name)
        return _too_large(desk)
    except BaseException:
        bench.drop(name)
        raise
    return answers.data({"job": name})


def _pieces(asked: Asked) -> Iterator[bytes]:
    stream = asked.stream(jobs.MOST_BYTES)
    while piece := stream.read(PIECE):
        yield piece


def _too_large(desk: Desk) -> Answer:
    what = say("The file is bigger than %(most)s MB.", most=jobs.MOST_BYTES // 1_000_000)
    fix = say("Divide it into several files, or look whether it is the right one.")
    return answers.data({"what": desk.text(what), "fix": desk.text(fix)}, 413)


def _refused(desk: Desk, problems: tuple[Problem, ...]) -> Answer:
    shown = [desk.problem(problem) for problem in problems]
    return answers.data({"what": shown[0]["what"], "fix": shown[0]["fix"], "problems": shown}, 422)


def job_page(desk: Desk, asked: Asked, job: str) -> Answer:
    """One job."""
    if again_jobs.folder_of(folder(desk, job)):
        return folder_page(desk, job)
    choices, _ = known(desk, job)
    project = desk.project()
    site, text = project.site, desk.text
    envelopes = envelope_names(envelopes_of(project.read, []))
    names = language_names(site, desk.speech.language)
    fields = list(dict.fromkeys((*REQUIRED, "language", "reference", "protected", *FIELDS)))  # what lists mostly hold comes first
    start = {
        "job": job, "names": names, "default": str(jobs.out_of(folder(desk, job), choices._replace(out=""))),
        "fields": [[name, labels(name), name in REQUIRED] for name in fields], "rows": True,
    }  # fmt: skip
    letters = {name: site.letters[site.settings.source, name].title for name in choosing.letter_names(site)}
    languages = [(code, names[code]) for code in site.languages if (code, choices.letter) in site.letters]
    return desk.page(
        "printjob.html", title=text(say("Letters to many")), here="/letters", start=start, letters=letters,
        envelopes=[(name, text(label)) for name, label in envelopes.items()], languages=languages, choices=choices,
        usual=choosing.usual_folder(),
    )  # fmt: skip


def check(desk: Desk, asked: Asked, job: str) -> Answer:
    """The recipients looked at by the choices of the form: counts, problems of the file, how many findings there are."""
    told = values(asked)
    before, _ = known(desk, job)
    path = folder(desk, job)
    wish = jobs.wish_of(path)
    with by_value():
        choices = wish.choices if wish else choosing.choices_from(told, before)  # what is being made is not chosen any more
    return answers.data(_told(desk, job, choices, look(desk, job, choices)))


def _told(desk: Desk, job: str, choices: Choices, checked: Checked) -> dict[str, Any]:
    findings = checked.recipients.findings if checked.recipients is not None else ()
    verdicts = {name: sum(one.verdict == name for one in findings) for name in ("rejected", "held", "note")}
    return {
        "choices": jobs.as_told(choices), "counts": jobs.counts(checked), "ready": checked.ready,
        "problems": [desk.problem(one) for one in checked.problems], "findings": len(findings), "verdicts": verdicts,
        "headings": checked.headings, "fields": checked.fields,
        "rows": list(checked.recipients.rows[:1]) if checked.recipients else [],
    }  # fmt: skip


def rows(desk: Desk, asked: Asked, job: str) -> Answer:
    """A page of the findings, sieved."""
    _, checked = known(desk, job)
    findings = checked.recipients.findings if checked.recipients is not None else ()
    sieved = found.sieved(findings, asked.query.get("verdict", ""), asked.query.get("words", ""), desk.text)
    return answers.data({"rows": found.shown(sieved, query(asked).number("from", 0), desk.text), "all": len(sieved), "page": found.PAGE})


def table(desk: Desk, asked: Asked, job: str, name: str) -> Answer:
    """The findings as the command writes them: ``problems.xlsx``, ``problems.csv``, ``held.csv``. Raises :class:`Nothing`."""
    _, checked = known(desk, job)
    body = dict(tables_of(checked.recipients, desk.text)).get(name) if checked.recipients is not None else None
    if body is None:
        raise Nothing(name)
    return answers.whole(body, mimetypes.guess_type(name)[0] or "application/octet-stream", name, len(body), save=True)


def prove(desk: Desk, asked: Asked, job: str) -> Answer:
    """A row as a picture of its letter."""
    told = values(asked)
    choices, checked = known(desk, job)
    project = desk.project()
    made = found.proof(project, project.read, checked, choices, told.number("row"))
    kept_of(desk)[job] = _looked(desk, job)._replace(pictures=made.pictures)
    return answers.data({"pages": len(made.pictures), "problems": [desk.problem(problem) for problem in made.problems]})


def proof_page(desk: Desk, asked: Asked, job: str, page: str) -> Answer:
    """A page of the last proof."""
    folder(desk, job)
    pictures = _looked(desk, job).pictures
    if not digits(page) or int(page) >= len(pictures):
        raise Nothing(page)
    return answers.file(pictures[int(page)], "image/png")


def _looked(desk: Desk, job: str) -> Looked:
    """What was read last of a job. Raises :class:`Nothing` where nothing was, or another window has deleted it."""
    with by_name():
        return kept_of(desk)[job]


def make(desk: Desk, asked: Asked, job: str) -> Answer:
    """Begin to make the letters."""
    before, _ = known(desk, job)
    path = folder(desk, job)
    if jobs.wish_of(path) is None:
        with by_value():
            choices = choosing.choices_from(values(asked), before)
        checked = look(desk, job, choices)
        if problems := jobs.make(desk.project(), path, choices, checked, desk.speech.language):
            return _refused(desk, tuple(sorted(problems, key=lambda one: one.severity)))
    return state(desk, asked, job)


def state(desk: Desk, asked: Asked, job: str) -> Answer:
    """How the job stands."""
    path = folder(desk, job)
    stands = jobs.state(path)
    wish = jobs.wish_of(path)
    told: dict[str, Any] = {**stands._asdict(), "verified": jobs.verified(path / jobs.READING), "manifest": dict(stands.manifest)}
    told["out"] = wish.choices.out and str(jobs.out_of(path, wish.choices)) if wish else ""
    if not wish or not wish.choices.out:
        told["until"] = desk.text(say("Until you say that you are done, at the latest until the desk is closed."))
    return answers.data(told)


def resume(desk: Desk, asked: Asked, job: str) -> Answer:
    """Go on with what was stopped."""
    jobs.resume(desk.folder, _wished(desk, job), desk.speech.language)
    return state(desk, asked, job)


def stop(desk: Desk, asked: Asked, job: str) -> Answer:
    """Stop; what is whole stays."""
    jobs.stop(folder(desk, job))
    return state(desk, asked, job)


def verify(desk: Desk, asked: Asked, job: str) -> Answer:
    """Begin to read the letters back."""
    jobs.verify(_wished(desk, job), desk.speech.language)
    return state(desk, asked, job)


def again(desk: Desk, asked: Asked, job: str) -> Answer:
    """Back to the choices."""
    jobs.again(folder(desk, job))
    return answers.data({})


def done(desk: Desk, asked: Asked, job: str) -> Answer:
    """The end of a job: the file that came in, and the letters that lie at the desk, are deleted."""
    jobs.stop(folder(desk, job))
    drop(desk, job)
    return answers.data({})


def _wished(desk: Desk, job: str) -> Path:
    """The folder of a job that has been asked to be made. Raises :class:`Nothing`."""
    path = folder(desk, job)
    if jobs.wish_of(path) is None:
        raise Nothing(job)
    return path


def _out(desk: Desk, job: str) -> Path:
    path = folder(desk, job)
    wish = jobs.wish_of(path)
    if wish is None or jobs.state(path).stage != "done":
        raise Nothing(job)
    return jobs.out_of(path, wish.choices)


def one(desk: Desk, asked: Asked, job: str, name: str) -> Answer:
    """One of the finished files, to be printed from the browser."""
    return file_of(_out(desk, job), asked, name)


def everything(desk: Desk, asked: Asked, job: str) -> Answer:
    """All of a finished job as an archive."""
    return archive(_out(desk, job))


def close(desk: Desk) -> None:
    """The desk closes: all jobs are deleted, those among them that a killed desk has left and nobody has taken up."""
    bench = bench_of(desk)
    for name in bench.names():
        jobs.stop(bench.path(name))
        bench.drop(name)
    kept_of(desk).clear()


ROOM = Room(
    say("Letters to many"),
    "/letters",
    (
        Route("GET", "/letters", first),
        Route("POST", "/letters", take),
        Route("GET", "/letters/<job>", job_page),
        Route("POST", "/letters/<job>/check", check),
        Route("GET", "/letters/<job>/rows", rows),
        Route("GET", "/letters/<job>/tables/<name>", table),
        Route("POST", "/letters/<job>/proof", prove),
        Route("GET", "/letters/<job>/proof/<page>", proof_page),
        Route("POST", "/letters/<job>/make", make),
        Route("GET", "/letters/<job>/state", state),
        Route("POST", "/letters/<job>/resume", resume),
        Route("POST", "/letters/<job>/stop", stop),
        Route("POST", "/letters/<job>/verify", verify),
        Route("POST", "/letters/<job>/again", again),
        Route("POST", "/letters/<job>/done", done),
        Route("GET", "/letters/<job>/files/<name>", one),
        Route("GET", "/letters/<job>/all.zip", everything),
        *REPRINTS,
        *TO_ONE,
    ),
    close,
)
