"""One tagged PDF a recipient (PDF/UA-1, PDF/A-2a), for a digital letter box: the same letter, made by itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from press.adapters import pdf, raster
from press.adapters.processes import chunks, threads_began
from press.adapters.processes import run as run_jobs
from press.commands.letter_view import ReadSource
from press.commands.mailing_forms import Order, ordered
from press.commands.mailing_job import Part
from press.commands.qr import cannot_print
from press.makers import letters
from press.model import Site
from press.problems import Place, Problem, say
from press.recipients import Recipients
from press.store import private
from press.store.rows import problem_rows, problems_of

FOLDER = "single"
TOGETHER = 64
"""Copies made in one go by one process."""


def make_singles(
    site: Site, order: Order, parts: Sequence[Part], recipients: Recipients, out: Path, read_source: ReadSource, jobs: int
) -> list[Problem]:
    """Write ``single/000017.pdf`` for every sequence; those that are there already are left. What is wrong, if anything."""
    folder = out / FOLDER
    private.folder(folder)
    private.clear(folder)
    everyone = [
        (sequence, index) for part in parts for sequence, index in enumerate(part.indexes, part.first)
    ]
    make = partial(_copies, site, order, recipients, folder, read_source)
    workers = 1 if threads_began() else jobs  # typst would hang in a fork of a process that has used it
    found = run_jobs([partial(make, group) for group in chunks(everyone, TOGETHER)], workers)
    return list(dict.fromkeys(problem for rows in found for problem in problems_of(rows)))


def lacking(out: Path, sequences: range) -> bool:
    """Whether some copy is not there yet."""
    return not all((out / FOLDER / f"{sequence:06d}.pdf").is_file() for sequence in sequences)


def _copies(
    site: Site, order: Order, recipients: Recipients, folder: Path, read_source: ReadSource, group: Sequence[tuple[int, int]]
) -> object:
    """The copies of a group, each read back from its window; problems as rows."""
    problems: list[Problem] = []
    views: dict[tuple[str, bool], letters.LetterView] = {}
    for sequence, index in group:
        path = folder / f"{sequence:06d}.pdf"
        if path.is_file():
            continue
        lines, _, reference = recipients.texts[index].partition("\x1f")
        code, address = recipients.languages[index], tuple(lines.split("\n"))
        if (code, bool(reference)) not in views:
            views[code, bool(reference)] = ordered(
                site, order, code, read_source, problems, address=address, reference=reference
            )
        view = replace(views[code, bool(reference)], address=address, reference=reference)
        where = Place(site.letters[code, order.letter].path)
        try:
            document = letters.letter(view)
        except pdf.PdfError as error:
            problems.append(cannot_print(where, error))
            continue
        if list(_read(document, order)) != [" ".join(line.split()) for line in address]:
            what = say("The single copy with sequence %(sequence)s does not show its address in the window.", sequence=sequence)
            problems.append(Problem(where, what, say("Undo the last change in templates/print/letter.typ.")))
            continue
        private.write(path, [document])
    return problem_rows(problems)


def _read(document: bytes, order: Order) -> Iterator[str]:
    """The lines in the window, white space folded."""
    for line in raster.text_in_box(document, *order.envelope.window).splitlines():
        if line.strip():
            yield " ".join(line.split())
