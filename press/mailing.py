"""The verb ``letters``: a sample, letters to a file of recipients, reading a job back, letters once more, the calibration sheet."""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from press.commands.hindrances import envelopes_of, for_letters
from press.commands.letters import make_letters
from press.commands.project import Project, today
from press.commands.speech import Speech
from press.delivery import CONTENT, FINE, complain, deliver, misused
from press.envelopes import Envelope
from press.parsing import USAGE
from press.problems import Message, Problem, say
from press.progress import Progress
from press.recipients import Finding, Recipients, parts
from press.store import private

ON_SCREEN = 500
"""Findings shown on the screen; a file with more has something wrong with all of it, and the table in the folder has them all."""
ReadSource = Callable[[str], bytes]


def letters(options: argparse.Namespace, project: Project, speech: Speech, read: ReadSource) -> int:
    """Sort the errand; the exit code."""
    words: Sequence[str] = options.words
    if not options.out and words[:1] != ["verify"]:
        return misused(say("Where should it go?"), say("Add --out and a folder."), speech)
    if _published(options):
        what = say("%(out)s is inside the published site. Choose a folder outside it.", out=options.out)
        print(speech.text(what), file=sys.stderr)
        return USAGE
    if min(options.split, options.start_at, options.keep_days) < 0:
        return misused(say("A number of letters, a first number and a number of days cannot be below zero."), say("Write for example --split 5000."), speech)
    errand = ERRANDS.get(words[0] if words else "sample", _mailing)
    if len(words) > (2 if errand in (_verify, _reprint) else 1):
        return misused(say("There are too many words in the command."), say("Name one file or one folder."), speech)
    if errand in (_verify, _reprint) and len(words) < 2:
        return misused(say("Which job?"), say("Name the folder that the letters were made in."), speech)
    return errand(options, project, speech, read)


def _published(options: argparse.Namespace) -> bool:
    out, site = Path(options.out).resolve(), (Path(options.project) / "site").resolve()
    return bool(options.out) and site in (out, *out.parents)


def _sample(options: argparse.Namespace, project: Project, speech: Speech, read: ReadSource) -> int:
    """One letter with a made-up address."""
    problems = for_letters(project)
    envelopes = envelopes_of(read, problems)
    if problems:
        return complain(problems, speech)
    texts = {f"content/{code}/letters/{options.letter}.md" for code in (project.site.settings.source, options.language)}
    doubts = tuple(found for found in project.problems if found.where.path in texts)
    result = make_letters(
        project.site,
        options.letter,
        options.language,
        read_source=read,
        date=options.date or today(),
        reference=options.reference,
        envelope=options.envelope,
        envelopes=envelopes,
    )
    return deliver(result.files, (*doubts, *result.problems), options, speech)


def _mailing(options: argparse.Namespace, project: Project, speech: Speech, read: ReadSource) -> int:
    """Letters to everybody in a file, or a proof of one row."""
    from press.commands.letters import wrong_language, wrong_letter
    from press.commands.mailing import Means, Wishes, make_mailing
    from press.commands.mailing_forms import Order
    from press.commands.mailing_tables import tables_of
    from press.commands.mailing_wanted import wanted
    from press.readers.recipients import read_columns, read_decisions, read_recipients

    problems, date = for_letters(project), options.date or today()
    envelopes = envelopes_of(read, problems)
    problems += wrong_letter(project.site, options.letter, options.envelope, envelopes, date)
    if options.default_language:
        problems += wrong_language(project.site, options.letter, options.default_language)
    columns, wrong = read_columns(_own(options.columns, problems), options.columns) if options.columns else ({}, [])
    if options.language_column:
        columns = {**columns, "language": options.language_column}
    decisions, mistaken = read_decisions(_own(options.decisions, problems), options.decisions) if options.decisions else ({}, [])
    problems += [*wrong, *mistaken]
    file = Path(options.words[0])
    source = _digest(options.words[0], problems)
    if problems:
        return complain(problems, speech)
    order = Order(
        options.letter, date, envelopes[options.envelope], options.alone, options.order, options.split, options.start_at
    )
    with Progress("…"):
        asked = wanted(
            project.site,
            order,
            default_language=options.default_language,
            columns=columns,
            duplicates=options.duplicates,
            decisions=decisions,
        )
        recipients = read_recipients(file, asked)
        if options.proof and not recipients.failed:
            return _proof(options, project, speech, read, recipients, envelopes)
        means = Means(read, project.ledger.program, project.jobs, lambda found: tables_of(found, speech.text))
        wishes = Wishes(options.strict, options.single, options.keep_days)
        made = make_mailing(project.site, order, recipients, source, Path(options.out), means, wishes)
    _show(recipients.findings, options.out, speech)
    if made.problems:
        print(speech.problems(made.problems), file=sys.stderr)
    if not made.manifest:
        return CONTENT
    print("\n".join(speech.text(line) for line in _told(made.manifest, made.known, options.out)))
    return CONTENT if made.manifest["rejected"] else FINE


def _show(findings: Sequence[Finding], out: str, speech: Speech) -> None:
    """The table on the screen."""
    from press.makers.letter_tables import as_text

    if not findings:
        return
    width = shutil.get_terminal_size((120, 40)).columns
    print("\n".join(as_text(findings[:ON_SCREEN], speech.text, width)), file=sys.stderr)
    if len(findings) > ON_SCREEN:
        more = say("… and %(more)s more, in %(out)s/problems.xlsx.", more=len(findings) - ON_SCREEN, out=out.rstrip("/"))
        print(speech.text(more), file=sys.stderr)
    print(file=sys.stderr)


def _own(path: str, problems: list[Problem]) -> bytes:
    """A file that the user named."""
    from press.commands.mailing_job import HERE

    try:
        return Path(path).read_bytes()
    except OSError:
        problems.append(Problem(HERE, say("There is no file %(file)s.", file=path), say("Check the name and the folder.")))
        return b""


def _digest(path: str, problems: list[Problem]) -> str:
    """The SHA-256 of the recipients' file, however large it is."""
    try:
        return private.digest(Path(path))[0]
    except OSError:
        _own(path, problems)
        return ""


def _proof(
    options: argparse.Namespace, project: Project, speech: Speech, read: ReadSource, recipients: Recipients, envelopes: Mapping[str, Envelope]
) -> int:
    """One row as a letter with the window and the folds drawn; not to be sent."""
    if options.proof not in recipients.rows:
        what = say("Row %(row)s is not among those that will be printed.", row=options.proof)
        return misused(what, say("Choose another row, or see the table for why this one is left out."), speech)
    index = recipients.rows.index(options.proof)
    lines, reference = parts(recipients.texts[index])
    result = make_letters(
        project.site,
        options.letter,
        recipients.languages[index],
        read_source=read,
        date=options.date or today(),
        address=tuple(lines),
        reference=reference,
        envelope=options.envelope,
        envelopes=envelopes,
        proof=True,
    )
    return deliver(result.files, result.problems, options, speech, secret=True)


def _told(manifest: Mapping[str, Any], known: bool, out: str) -> list[Message]:
    """What was made, in a few lines."""
    first = say("Job %(job)s is done.", job=manifest["job"])
    lines = [say("This job was made before and is whole: nothing was done.") if known else first]
    numbers = {name: manifest[name] for name in ("read", "printed", "rejected", "held")}
    if "reprint-of" in manifest:
        of = {"count": manifest["printed"], "job": manifest["reprint-of"]}
        lines.append(say("Letters of job %(job)s printed once more: %(count)s.", **of))
    else:
        lines.append(say("Rows read: %(read)s = printed: %(printed)s + rejected: %(rejected)s + held: %(held)s.", **numbers))
    for row in manifest["files"]:
        name = f"{out.rstrip('/')}/{row['name']}"
        lines.append(
            say(
                "%(file)s: %(letters)s letters, %(pages)s pages, sequences %(first)s–%(last)s.",
                file=name,
                **{key: row[key] for key in ("letters", "pages", "first", "last")},
            )
        )
    lines.append(say("Read it back before you print: python3 build.py letters verify %(out)s", out=out))
    lines.append(say("The folder holds addresses. Delete it no later than %(date)s.", date=manifest["delete-by"]))
    return lines


def _verify(options: argparse.Namespace, project: Project, speech: Speech, read: ReadSource) -> int:
    """Read a finished job back."""
    from press.commands.mailing_verify import verify

    with Progress("…"):
        found = verify(Path(options.words[1]), options.jobs or project.jobs)
    if found.problems:
        print(speech.problems(found.problems), file=sys.stderr)
    what = say("%(right)s letters read back and right, %(wrong)s wrong.", right=found.right, wrong=found.wrong)
    print(speech.text(what))
    return CONTENT if found.problems else FINE


def _reprint(options: argparse.Namespace, project: Project, speech: Speech, read: ReadSource) -> int:
    """Single letters of a finished job once more."""
    from press.commands.mailing_reprint import reprint

    if not options.sequence:
        return misused(say("Which letters?"), say("Add --sequence and the number at the letter's foot, for example 17."), speech)
    made = reprint(Path(options.words[1]), options.sequence, Path(options.out))
    if made.problems:
        return complain(made.problems, speech)
    print("\n".join(speech.text(line) for line in _told(made.manifest, made.known, options.out)))
    return FINE


def _calibrate(options: argparse.Namespace, project: Project, speech: Speech, read: ReadSource) -> int:
    """The sheet that is laid into the envelope to measure its window."""
    from press.commands.calibration import calibration_sheet

    problems = for_letters(project)
    envelopes = envelopes_of(read, problems)
    if problems:
        return complain(problems, speech)
    made = calibration_sheet(envelopes, options.envelope, read, speech.text, speech.language)
    return deliver(made.files, made.problems, options, speech)


ERRANDS: dict[str, Callable[[argparse.Namespace, Project, Speech, ReadSource], int]] = {
    "sample": _sample,
    "verify": _verify,
    "reprint": _reprint,
    "calibrate": _calibrate,
}
