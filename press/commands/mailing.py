"""``build.py letters FILE``: letters to many recipients, as print runs that a killed program goes on with.

What is checked is checked before anything is printed; what is printed is accounted for: read = printed + rejected + held.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from press.adapters import typeface
from press.adapters.processes import run as run_jobs
from press.commands import mailing_job as jobs
from press.commands.letter_view import ReadSource
from press.commands.letters import errors
from press.commands.mailing_forms import Order, Prepared, prepare, reference_boxes, run_of
from press.commands.mailing_singles import lacking, make_singles
from press.makers.print_run import pages_of, print_run
from press.model import Site
from press.problems import Problem, in_order, say
from press.recipients import Recipients
from press.store import private

KEPT_DAYS = 30
"""How long after its date a job may lie, unless the staff say otherwise: long enough for returned mail to be reprinted."""


class Means(NamedTuple):
    """What the work is done with: the project's files, the program's digest, processes, and how to put a table into files."""

    read_source: ReadSource
    program: str
    jobs: int
    tables: Callable[[Recipients], Sequence[tuple[str, bytes]]]


class Wishes(NamedTuple):
    """How the order is carried out: ``strict`` prints nothing if any row is faulty; ``single`` makes a tagged copy a
    recipient too; ``keep_days`` says when the folder is to be deleted."""

    strict: bool = False
    single: bool = False
    keep_days: int = KEPT_DAYS


AS_USUAL = Wishes()


class Mailing(NamedTuple):
    """What came of it: the manifest (empty when nothing was printed), whether it had been made before, and the problems."""

    manifest: dict[str, Any]
    known: bool
    problems: tuple[Problem, ...]


def make_mailing(
    site: Site, order: Order, recipients: Recipients, source: str, out: Path, means: Means, wishes: Wishes = AS_USUAL
) -> Mailing:
    """Print the accepted rows into ``out``: the files, ``letters.csv`` and ``manifest.json``; the tables of findings.

    ``source`` is the SHA-256 of the recipients' file. The same call over the same rows goes on where a killed one
    stopped and ends with the same bytes. Every file has mode 0600; nothing is written outside ``out``.
    """
    codes = tuple(code for code in site.languages if code in set(recipients.languages))
    referred = any("\x1f" in text for text in recipients.texts)
    stopped = list(recipients.problems) + _strict(recipients, wishes)
    if errors(stopped) or not codes:
        return _nothing(stopped, recipients, out, means)
    prepared, problems = prepare(site, order, codes, referred=referred, read_source=means.read_source, jobs=means.jobs)
    if errors(problems):
        return Mailing({}, False, in_order([*stopped, *problems]))
    wanted = jobs.identity(order, recipients, source, prepared.digest, means.program)
    key, done, found = jobs.begin(out, wanted)
    if errors(found):
        return Mailing({}, False, in_order(found))
    sequences = range(order.start, order.start + len(recipients.rows))
    wanting = wishes.single and lacking(out, sequences)
    if done and not wanting and (manifest := jobs.read_json(out / jobs.MANIFEST)) and not _damaged(out, manifest):
        return Mailing(manifest, True, in_order([*stopped, *problems]))
    for name, data in means.tables(recipients):
        private.write(out / name, [data])
    parts = jobs.plan(order, codes, recipients)
    files = _print(site, order, parts, recipients, prepared, wanted["job"], out, means)
    pages = {row["name"]: row["pages"] // row["letters"] for row in files}
    listed = private.write(out / jobs.LETTERS, jobs.letter_lines(parts, recipients, key, pages))
    if wishes.single:
        problems += make_singles(site, order, parts, recipients, out, means.read_source, means.jobs)
    if errors(problems):
        return Mailing({}, False, in_order(problems))
    manifest = _manifest(wanted, recipients, files, listed[0], prepared, order, wishes)
    jobs.finish(out, manifest)
    return Mailing(manifest, False, in_order([*stopped, *problems]))


def _nothing(problems: list[Problem], recipients: Recipients, out: Path, means: Means) -> Mailing:
    """No letter can be printed; what was found is still told, in the folder too."""
    if recipients.findings:
        private.folder(out)
        for name, data in means.tables(recipients):
            private.write(out / name, [data])
    if not errors(problems):
        what = say("There is no row in the file that can be printed.")
        problems.append(Problem(jobs.HERE, what, say("Put the rows right that the table names, and try again.")))
    return Mailing({}, False, in_order(problems))


def _strict(recipients: Recipients, wishes: Wishes) -> list[Problem]:
    if not (wishes.strict and recipients.rejected):
        return []
    what = say("%(count)s rows are faulty, and you have chosen that nothing is printed then.", count=recipients.rejected)
    return [Problem(jobs.HERE, what, say("Put the rows right, or choose that the others are printed."))]


def _print(
    site: Site,
    order: Order,
    parts: Sequence[jobs.Part],
    recipients: Recipients,
    prepared: Prepared,
    job: str,
    out: Path,
    means: Means,
) -> list[dict[str, Any]]:
    """Write the files that are not there yet; a row of the manifest each."""
    characters = set("0123456789-abcdef ")
    for text in recipients.texts:
        characters.update(text)
    font = typeface.subset(characters - {"\n", "\x1f"})
    source = site.languages[site.settings.source]

    def write(number: int, part: jobs.Part) -> tuple[str, int, int]:
        code = part.codes[0] if len(part.codes) == 1 else site.settings.source
        title = site.letters[code, order.letter].title
        run = run_of(prepared, order, part.codes, font, title=title, tag=source.tag, job=job, part=number)
        pages = pages_of(run.forms[0]) * len(part.indexes)
        path = out / part.name
        # A file that has its name was finished by a run that was killed later: the same would come out again.
        pieces = print_run(run, jobs.letters_of(part, recipients))
        made = private.digest(path) if path.is_file() else private.write(path, pieces)
        return *made, pages

    made = run_jobs([partial(write, number, part) for number, part in enumerate(parts)], means.jobs)
    return [
        {
            "name": part.name,
            "languages": list(part.codes),
            "first": part.first,
            "last": part.last,
            "letters": len(part.indexes),
            "pages": pages,
            "bytes": size,
            "sha256": digest,
        }
        for part, (digest, size, pages) in zip(parts, made, strict=True)
    ]


def _damaged(out: Path, manifest: dict[str, Any]) -> bool:
    """Whether a file of a finished job is gone or not what it was; it is made again then."""
    damaged = [
        row["name"]
        for row in manifest.get("files", ())
        if not (out / row["name"]).is_file() or private.digest(out / row["name"])[0] != row["sha256"]
    ]
    for name in damaged:
        (out / name).unlink(missing_ok=True)
    return bool(damaged)


def _manifest(
    wanted: dict[str, Any],
    recipients: Recipients,
    files: list[dict[str, Any]],
    letters: str,
    prepared: Prepared,
    order: Order,
    wishes: Wishes,
) -> dict[str, Any]:
    """Everything that can be said of the job without saying whom it is for."""
    delete = datetime.date.fromisoformat(order.date) + datetime.timedelta(days=wishes.keep_days)
    counts = {code: recipients.languages.count(code) for code in dict.fromkeys(recipients.languages)}
    return {
        "job": wanted["job"],
        "letter": order.letter,
        "date": order.date,
        "envelope": order.envelope.name,
        "link": prepared.link,
        "read": recipients.read,
        "printed": len(recipients.rows),
        "rejected": recipients.rejected,
        "held": recipients.held,
        "languages": counts,
        "sequences": [order.start, order.start + len(recipients.rows) - 1],
        "delete-by": delete.isoformat(),
        "files": files,
        "letters-sha256": letters,
        "made-as": wanted["job"],
        "window": [*order.envelope.window],
        "references": {code: boxes for code, blank in prepared.blanks.items() if (boxes := reference_boxes(blank))},
        "identity": wanted,
    }


