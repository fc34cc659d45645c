"""``build.py letters verify DIR``: the finished files read back, by a program that did not write them.

Every letter's address, sequence and reference is read from its page with a PDF reader of its own and compared by its
keyed digest; every code is decoded from a picture. What the manifest says must be what is there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from press.adapters import decode, forms, raster
from press.adapters.processes import run as run_jobs
from press.commands import mailing_job as jobs
from press.commands.mailing_forms import PAPER_MM, PT_PER_MM, SEQUENCE
from press.makers.print_run import sequence_text
from press.problems import Message, Place, Problem, in_order, say
from press.store import private
from press.store.rows import problem_rows, problems_of

SEQUENCE_BOX = (SEQUENCE.x / PT_PER_MM - 1, PAPER_MM - SEQUENCE.y / PT_PER_MM - 4, 60.0, 6.0)
FIX = say("Do not send these letters. Make the job again in an empty folder, and show this to a developer.")
SHOWN = 20
"""Sequences named one by one; the rest are counted."""


class Verified(NamedTuple):
    """How many letters were read and found right, and everything that was not right."""

    right: int
    wrong: int
    problems: tuple[Problem, ...]


def verify(out: Path, processes: int = 1) -> Verified:
    """Read back the job in ``out``."""
    manifest = jobs.read_json(out / jobs.MANIFEST)
    if not manifest or "files" not in manifest:
        what = say("There is no finished job in %(out)s.", out=out)
        return Verified(0, 0, (Problem(jobs.HERE, what, say("Name the folder that letters were made in; if the job was stopped, give its command again.")),))
    if not (out / jobs.KEY).is_file():
        what = say("The job's key is gone, and without it no address can be compared.")
        return Verified(0, 0, (Problem(Place(jobs.KEY), what, say("Put job.key back into the folder.")),))
    problems = _accounts(out, manifest)
    lines = _lines(out, manifest, problems)
    by_file: dict[str, list[jobs.Line]] = {row["name"]: [] for row in manifest["files"]}
    for line in lines:
        by_file.setdefault(line.file, []).append(line)
    key = (out / jobs.KEY).read_bytes()
    tasks = [partial(_file, out, row, by_file[row["name"]], manifest, key) for row in manifest["files"]]
    right = wrong = 0
    for good, bad, rows in run_jobs(tasks, processes):
        right, wrong = right + good, wrong + bad
        problems += problems_of(rows)
    return Verified(right, wrong, in_order(problems))


def _accounts(out: Path, manifest: Mapping[str, Any]) -> list[Problem]:
    """Whether the numbers add up, and every file is the one that was written."""
    problems, where = [], Place(jobs.MANIFEST)
    read, printed, rejected, held = (manifest[name] for name in ("read", "printed", "rejected", "held"))
    if read != printed + rejected + held or sum(row["letters"] for row in manifest["files"]) != printed:
        problems.append(Problem(where, say("The numbers in the manifest do not add up."), FIX))
    for row in manifest["files"]:
        path = out / row["name"]
        if not path.is_file():
            problems.append(Problem(Place(row["name"]), say("The file is missing."), FIX))
        elif private.digest(path)[0] != row["sha256"]:
            problems.append(Problem(Place(row["name"]), say("The file is not the one that was made: it has been changed."), FIX))
    return problems


def _lines(out: Path, manifest: Mapping[str, Any], problems: list[Problem]) -> list[jobs.Line]:
    """``letters.csv``: every sequence once, as many as were printed."""
    try:
        lines = jobs.read_lines(out / jobs.LETTERS)
    except (OSError, ValueError):
        problems.append(Problem(Place(jobs.LETTERS), say("The list of letters is missing or has been changed."), FIX))
        return []
    if private.digest(out / jobs.LETTERS)[0] != manifest["letters-sha256"]:
        problems.append(Problem(Place(jobs.LETTERS), say("The list of letters is missing or has been changed."), FIX))
    if len({line.sequence for line in lines}) != manifest["printed"] or len({line.row for line in lines}) != len(lines):
        problems.append(Problem(Place(jobs.LETTERS), say("A letter stands in the list twice, or not at all."), FIX))
    return lines


def _file(
    out: Path, row: Mapping[str, Any], lines: Sequence[jobs.Line], manifest: Mapping[str, Any], key: bytes
) -> tuple[int, int, Any]:
    """``(letters right, letters wrong, problems as rows)`` of one file."""
    path, problems = out / row["name"], []
    if not path.is_file():
        return 0, row["letters"], ()
    wrong: dict[str, list[int]] = {}
    with raster.Opened(path) as document:
        coded = _coded(document, path, manifest["link"])
    # The forms were proved before anything was laid over them, and their codes are decoded here; their words are not read again.
    with raster.Opened(forms.without_forms(path)) as document:
        if len(document) != row["pages"] or len(lines) != row["letters"]:
            problems.append(Problem(Place(row["name"]), say("The file has another number of pages or letters than the manifest says."), FIX))
        each = row["pages"] // max(1, row["letters"])
        for line in lines:
            _letter(document, line, each, coded, manifest, key, wrong)
    for kind, sequences in wrong.items():
        named = ", ".join(map(str, sequences[:SHOWN])) + (" …" if len(sequences) > SHOWN else "")
        problems.append(Problem(Place(row["name"]), _said(kind, len(sequences), named), FIX))
    bad = len({sequence for sequences in wrong.values() for sequence in sequences})
    return len(lines) - bad, bad, problem_rows(problems)


def _coded(document: raster.Opened, path: Path, link: str) -> list[bool]:
    """For each page, whether it shows the code. A form is decoded once; what a page draws besides is only words."""
    shows: dict[str, bool] = {}
    pages = []
    for number, sheet in enumerate(forms.sheets(path)):
        if sheet.form not in shows:
            picture = document.picture(number)
            seen = [code.text for code in decode.codes(picture.pixels, picture.width, picture.height)]
            shows[sheet.form] = seen == [link]
        pages.append(shows[sheet.form] and b" Do" not in sheet.content)
    return pages


def _letter(
    document: raster.Opened,
    line: jobs.Line,
    each: int,
    coded: Sequence[bool],
    manifest: Mapping[str, Any],
    key: bytes,
    wrong: dict[str, list[int]],
) -> None:
    """One letter: its address, its sequence on every page, its reference, its code."""
    window = tuple(manifest["window"])
    references = manifest["references"].get(line.language, ()) if line.reference else ()
    sequence = sequence_text(manifest["made-as"], line.sequence)
    code = False
    for page in range(line.page - 1, line.page - 1 + each):
        if page >= len(document):
            wrong.setdefault("pages", []).append(line.sequence)
            return
        own = [tuple(box) for number, *box in references if number == page - line.page + 1]
        first = page == line.page - 1
        texts = document.texts(page, [SEQUENCE_BOX, *([window] if first else []), *own])
        if texts[0] != sequence:
            wrong.setdefault("sequence", []).append(line.sequence)
        if first and jobs.keyed(key, texts[1]) != line.address:
            wrong.setdefault("address", []).append(line.sequence)
        for text in texts[1 + first :]:
            if jobs.keyed(key, text) != line.reference:
                wrong.setdefault("reference", []).append(line.sequence)
        code = code or coded[page]
    if not code:
        wrong.setdefault("code", []).append(line.sequence)


def _said(kind: str, count: int, named: str) -> Message:
    """What is wrong with so many letters."""
    if kind == "address":
        return say("%(count)s letters do not show the address they should: %(named)s.", count=count, named=named)
    if kind == "sequence":
        return say("%(count)s letters do not show their sequence: %(named)s.", count=count, named=named)
    if kind == "reference":
        return say("%(count)s letters do not show their reference: %(named)s.", count=count, named=named)
    if kind == "code":
        return say("%(count)s letters have no code that leads to the right address: %(named)s.", count=count, named=named)
    return say("%(count)s letters are not in the file: %(named)s.", count=count, named=named)
