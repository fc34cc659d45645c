"""``build.py letters reprint DIR``: single letters of a finished job once more, page for page as they were.

A reprint is a job of its own, which cites the sequences of the first. It is cut out of the finished files, so it needs
no list of recipients and cannot differ from what was printed.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from press.adapters import forms
from press.commands import mailing_job as jobs
from press.commands.mailing import Mailing
from press.problems import Place, Problem, in_order, say
from press.store import private

RANGE = re.compile(r"(\d{1,9})(?:-(\d{1,9}))?\Z")


def sequences_in(words: list[str], problems: list[Problem]) -> list[int]:
    """``["17", "20-22,30"]`` as numbers, sorted; what cannot be read is added to ``problems``."""
    found: set[int] = set()
    for word in ",".join(words).split(","):
        match = RANGE.match(word.strip())
        first, last = (int(match.group(1)), int(match.group(2) or match.group(1))) if match else (1, 0)
        if not first <= last < first + 100_000:
            what = say("“%(word)s” is not a sequence.", word=word.strip())
            problems.append(Problem(jobs.HERE, what, say("Write the number at the foot of the letter, for example 17, or 17-20.")))
            continue
        found.update(range(first, last + 1))
    return sorted(found)


def reprint(source: Path, words: list[str], out: Path) -> Mailing:
    """Put the letters with these sequences from the job in ``source`` into ``out``: a file for each file they stood in."""
    problems: list[Problem] = []
    wanted = sequences_in(words, problems)
    manifest = jobs.read_json(source / jobs.MANIFEST) or {}
    if "files" not in manifest:
        what = say("There is no finished job in %(out)s.", out=source)
        problems.append(Problem(jobs.HERE, what, say("Name the folder that the letters were made in.")))
    if problems:
        return Mailing({}, False, in_order(problems))
    if not (source / jobs.KEY).is_file():
        what = say("The job's key is gone, and without it no address can be compared.")
        problems.append(Problem(Place(jobs.KEY), what, say("Put job.key back into the folder.")))
    try:
        lines = {line.sequence: line for line in jobs.read_lines(source / jobs.LETTERS)}
    except (OSError, ValueError):
        lines = {}
    files: dict[str, list[jobs.Line]] = {}
    for sequence in wanted:
        if sequence not in lines:
            first, last = manifest["sequences"][0], manifest["sequences"][1]
            what = say("There is no letter with sequence %(sequence)s in the job.", sequence=sequence)
            fix = say("The job has the sequences %(first)s to %(last)s; look at the foot of the letter.", first=first, last=last)
            problems.append(Problem(jobs.HERE, what, fix))
        elif not (source / lines[sequence].file).is_file():
            what = say("The file is missing.")
            fix = say("It has been deleted. Make the letter from the recipients' file again.")
            problems.append(Problem(Place(lines[sequence].file), what, fix))
        else:
            files.setdefault(lines[sequence].file, []).append(lines[sequence])
    identity = {"job": jobs.name_of({"of": manifest["job"], "sequences": wanted}), "reprint-of": manifest["job"], "sequences": wanted}
    if problems:
        return Mailing({}, False, in_order(problems))
    _, done, problems = jobs.begin(out, identity)
    if problems or done:
        return Mailing(jobs.read_json(out / jobs.MANIFEST) or {}, done, in_order(problems))
    return Mailing(_made(source, out, files, manifest, identity), False, ())


def _made(
    source: Path, out: Path, files: dict[str, list[jobs.Line]], manifest: dict[str, Any], identity: dict[str, Any]
) -> dict[str, Any]:
    """Cut the letters out, and write the new job's list and manifest."""
    rows, listed = [], []
    for old in manifest["files"]:
        own = files.get(old["name"])
        if not own:
            continue
        each = old["pages"] // old["letters"]
        pages = [line.page - 1 + number for line in own for number in range(each)]
        name = old["name"].rsplit("-", 2)[0] + f"-{own[0].sequence:06d}-{own[-1].sequence:06d}.pdf"
        digest, size = private.write(out / name, [forms.cut_out(source / old["name"], pages)])
        rows.append(
            {**old, "name": name, "first": own[0].sequence, "last": own[-1].sequence, "letters": len(own)}
            | {"pages": len(pages), "bytes": size, "sha256": digest}
        )
        listed += [line._replace(file=name, page=number * each + 1) for number, line in enumerate(own)]
    text = ";".join(jobs.HEADINGS) + "\n" + "".join(";".join(map(str, line)) + "\n" for line in listed)
    private.write(out / jobs.KEY, [(source / jobs.KEY).read_bytes()])  # the digests are the first job's
    letters, _ = private.write(out / jobs.LETTERS, [text.encode()])
    counts = {code: sum(line.language == code for line in listed) for code in dict.fromkeys(line.language for line in listed)}
    made = {
        **manifest,
        "job": identity["job"],
        "reprint-of": manifest["job"],
        "read": len(listed),
        "printed": len(listed),
        "rejected": 0,
        "held": 0,
        "languages": counts,
        "sequences": [listed[0].sequence, listed[-1].sequence],
        "files": rows,
        "letters-sha256": letters,
        "identity": identity,
    }
    jobs.finish(out, made)
    return made
