"""``build.py letters reprint DIR``: single letters of a finished job once more, page for page as they were.

A reprint is a job of its own, which cites the sequences of the first. It is cut out of the finished files, so it needs
no list of recipients and cannot differ from what was printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from press.adapters import forms
from press.commands import mailing_job as jobs
from press.commands.mailing import Mailing
from press.problems import Place, Problem, in_order, say
from press.store import private

RANGE = re.compile(r"(\d{1,9})(?:-(\d{1,9}))?\Z")
FOOT = re.compile(r"([0-9a-f]{6})-(\d{6,9})\Z")
"""A letter as its foot tells of it: the job and the sequence (press/makers/print_run.py)."""
AGAIN = say("Make the letters from the recipients' file again.")


class Wanted(NamedTuple):
    """Letters to be cut out of the job in ``source``: the manifest of that job, the lines of ``letters.csv`` by file, and what
    the reprint is known by."""

    source: Path
    manifest: Mapping[str, Any]
    files: Mapping[str, Sequence[jobs.Line]]
    identity: Mapping[str, Any]


def numbers_in(words: Sequence[str], problems: list[Problem], job: str = "", *, rows: bool = False) -> list[int]:
    """``["17", "20-22, 30"]`` as numbers, sorted; ``["3f9c2a-000017"]``, as it stands at the foot of a letter of ``job``, too.

    ``rows``: they are rows of the list. What cannot be read is added to ``problems``.
    """
    found: set[int] = set()
    fix = say("Write the number at the foot of the letter, for example 17, or 17-20.")
    if rows:
        fix = say("Write the row's number in the list, for example 17, or 17-20.")
    told = re.sub(r"\s*[-–]\s*", "-", ",".join(words).strip())
    named = [word for word in re.split(r"[\s,;]+", told) if word]
    for word in named:
        foot = None if rows else FOOT.match(word.lower())
        if foot and job in ("", foot[1]):
            found.add(int(foot[2]))
            continue
        if foot and not foot[1].isdigit():
            what = say("The letter %(foot)s is of another job: this one is %(job)s.", foot=word, job=job)
            problems.append(Problem(jobs.HERE, what, say("Name the folder of that job, or look at the foot of the letter once more.")))
            continue
        match = RANGE.match(word)
        first, last = (int(match.group(1)), int(match.group(2) or match.group(1))) if match else (1, 0)
        if not first <= last < first + 100_000:
            what = say("“%(word)s” is not a row number.", word=word) if rows else say("“%(word)s” is not a sequence.", word=word)
            problems.append(Problem(jobs.HERE, what, fix))
            continue
        found.update(range(first, last + 1))
    if not named:
        problems.append(Problem(jobs.HERE, say("No letter is named."), fix))
    return sorted(found)


def reprint(source: Path, words: Sequence[str], out: Path) -> Mailing:
    """Put the letters with these sequences from the job in ``source`` into ``out``: a file for each file they stood in."""
    wanted, problems = wanted_of(source, words)
    return Mailing({}, False, tuple(problems)) if wanted is None else cut(wanted, out)


def wanted_of(source: Path, words: Sequence[str], *, rows: bool = False) -> tuple[Wanted | None, list[Problem]]:
    """The letters with these sequences (``rows``: made from these rows of the list), or all that keeps them from being cut out."""
    problems: list[Problem] = []
    manifest = jobs.read_json(source / jobs.MANIFEST) or {}
    written = {str(row["name"]): row for row in manifest.get("files", ())}
    if not written or any(Path(name).name != name for name in written):
        what = say("There is no finished job in %(out)s.", out=source)
        problems.append(Problem(jobs.HERE, what, say("Name the folder that the letters were made in.")))
        numbers_in(words, problems, rows=rows)
        return None, list(in_order(problems))
    numbers = numbers_in(words, problems, manifest["made-as"], rows=rows)
    if not (source / jobs.KEY).is_file():
        what = say("The job's key is gone, and without it no address can be compared.")
        problems.append(Problem(Place(jobs.KEY), what, say("Put job.key back into the folder.")))
    lines = _lines(source, manifest, problems)
    if lines is None:
        return None, list(in_order(problems))
    known = {line.row if rows else line.sequence: line for line in lines}
    problems += _missing([number for number in numbers if number not in known], lines, manifest, rows)
    own = sorted(known[number] for number in numbers if number in known)
    files: dict[str, list[jobs.Line]] = {}
    for line in own:
        files.setdefault(line.file, []).append(line)
    for name in files:
        problems += _changed(source / name, written.get(name, {}))
    if problems:
        return None, list(in_order(problems))
    sequences = [line.sequence for line in own]
    identity = {"job": jobs.name_of({"of": manifest["job"], "sequences": sequences}), "reprint-of": manifest["job"], "sequences": sequences}
    return Wanted(source, manifest, files, identity), []


def _lines(source: Path, manifest: Mapping[str, Any], problems: list[Problem]) -> list[jobs.Line] | None:
    """The list of letters, None where it is not the one that was written."""
    try:
        lines = jobs.read_lines(source / jobs.LETTERS)
        if private.digest(source / jobs.LETTERS)[0] == manifest["letters-sha256"]:
            return lines
    except (OSError, ValueError):
        pass
    problems.append(Problem(Place(jobs.LETTERS), say("The list of letters is missing or has been changed."), AGAIN))
    return None


def _changed(path: Path, row: Mapping[str, Any]) -> Iterator[Problem]:
    """Whether a file is gone, or not the one that was made. Nothing is printed from it then: nobody knows what is in it."""
    if not path.is_file():
        fix = say("It has been deleted. Make the letter from the recipients' file again.")
        yield Problem(Place(path.name), say("The file is missing."), fix)
    elif private.digest(path)[0] != row.get("sha256"):
        yield Problem(Place(path.name), say("The file is not the one that was made: it has been changed."), AGAIN)


def _missing(numbers: Sequence[int], lines: Sequence[jobs.Line], manifest: Mapping[str, Any], rows: bool) -> Iterator[Problem]:
    """Numbers of which there is no letter, those that follow each other as one."""
    if rows:
        fix = say("Choose another row, or see the table for why this one is left out.")
    else:
        first, last = manifest["sequences"]
        fix = say("The job has the sequences %(first)s to %(last)s; look at the foot of the letter.", first=first, last=last)
        if "reprint-of" in manifest:
            known = spans([line.sequence for line in lines])
            fix = say("The job has the sequences %(known)s; look at the foot of the letter.", known=known)
    for named in filter(None, spans(numbers).split(", ")):
        if rows:
            what = say("There is no letter made from row %(row)s.", row=named)
        else:
            what = say("There is no letter with sequence %(sequence)s in the job.", sequence=named)
        yield Problem(jobs.HERE, what, fix)


def spans(numbers: Sequence[int]) -> str:
    """Sorted numbers as people write them: ``17, 20–22``."""
    found: list[list[int]] = []
    for number in numbers:
        if found and number == found[-1][1] + 1:
            found[-1][1] = number
        else:
            found.append([number, number])
    return ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in found)


def cut(wanted: Wanted, out: Path) -> Mailing:
    """Put the letters into ``out``; the same again, where they lie there already, does nothing."""
    _, done, problems = jobs.begin(out, wanted.identity)
    if problems or done:
        return Mailing(jobs.read_json(out / jobs.MANIFEST) or {}, done, in_order(problems))
    return Mailing(_made(wanted, out), False, ())


def _made(wanted: Wanted, out: Path) -> dict[str, Any]:
    """Cut the letters out, and write the new job's list and manifest."""
    source, manifest, files, identity = wanted
    rows: list[dict[str, Any]] = []
    listed: list[jobs.Line] = []
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
