"""The forms of a print run: the letter once in every language that recipients have, proved before any address is laid over it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

from press.adapters import forms, pdf, qr, typeface
from press.adapters.processes import run as run_jobs
from press.commands.letter_proof import prove
from press.commands.letter_view import ReadSource, languages_of, view_of
from press.commands.letters import errors
from press.commands.qr import cannot_print, unregistered
from press.envelopes import Envelope
from press.makers import letters
from press.makers.print_run import Form, Run, Spot, print_run
from press.model import Site
from press.problems import Place, Problem
from press.store.rows import problem_rows, problems_of

PT_PER_MM = 72 / 25.4
PAPER_MM = 297.0
SEQUENCE = Spot(20 * PT_PER_MM, 7 * PT_PER_MM, 6.5)
"""At the foot, right of what print shops want free for their own marks (18 mm), and above the white edge."""
SOMEBODY = "\n".join(letters.SAMPLE_ADDRESS)
REFERENCE = "00000000"


class Order(NamedTuple):
    """What was ordered: the letter's name, its date (ISO), the envelope, and how the letters follow each other.

    ``alone``: the reader's language only. ``by``: "language" (a file for each) or "file" (in the order of the rows).
    ``split``: letters a file at most, 0 for no limit. ``start``: the first sequence.
    """

    letter: str
    date: str
    envelope: Envelope
    alone: bool = False
    by: str = "language"
    split: int = 0
    start: int = 1


class Prepared(NamedTuple):
    """The blanks by language, whether they have references, and what stands in the code. ``digest`` is of all of it."""

    blanks: Mapping[str, letters.Blank]
    link: str
    modules: int
    digest: str


def prepare(
    site: Site, order: Order, codes: Sequence[str], *, referred: bool, read_source: ReadSource, jobs: int = 1
) -> tuple[Prepared, list[Problem]]:
    """Make and prove the letter in the languages ``codes``; ``referred``: some recipient has a reference.

    When there is an error among the problems, nothing may be printed.
    """
    problems: list[Problem] = list(unregistered(site, site.channels[order.letter]))
    made = run_jobs([partial(_blank, site, order, code, referred, read_source) for code in codes], jobs, away=True)
    blanks = {}
    for code, (document, gaps, _, found) in zip(codes, made, strict=True):
        blanks[code] = letters.Blank(document, tuple(letters.Gap(*gap) for gap in gaps))
        problems += problems_of(found)
    state = hashlib.sha256()
    for code, blank in blanks.items():
        state.update(f"{code} {blank.gaps} {len(blank.document)}\n".encode() + blank.document)
    link = made[0][2] if made else ""
    return Prepared(blanks, link, len(qr.matrix(link)) if link else 0, state.hexdigest()), list(dict.fromkeys(problems))


def ordered(
    site: Site,
    order: Order,
    code: str,
    read_source: ReadSource,
    problems: list[Problem],
    *,
    address: tuple[str, ...] = (),
    reference: str = "",
) -> letters.LetterView:
    """The view of the ordered letter to a reader of ``code``; what is wrong with its texts is added to ``problems``."""
    return view_of(
        site,
        order.letter,
        languages_of(site, code, order.alone),
        order.envelope,
        read_source=read_source,
        date=order.date,
        address=address,
        reference=reference,
        problems=problems,
    )


def run_of(
    prepared: Prepared, order: Order, codes: Sequence[str], font: typeface.Subset, *, title: str, tag: str, job: str, part: int
) -> Run:
    """The run of one file: its languages ``codes``, in the order in which letters name them."""
    blanks = [prepared.blanks[code] for code in codes]
    shared = forms.skeleton([blank.document for blank in blanks], font, title=title, date=order.date, tag=tag)
    most = max(len(names) for names in shared.forms)
    filled = tuple(_form(names, blank, order.envelope, most) for names, blank in zip(shared.forms, blanks, strict=True))
    identity = hashlib.blake2b(f"{job} {part}".encode(), digest_size=16).digest()
    return Run(shared, filled, font.widths, job, identity)


def reference_boxes(blank: letters.Blank) -> list[list[float]]:
    """Where references are read back: ``[page, x, y, width, height]`` in mm."""
    return [
        [gap.page, *(side / PT_PER_MM for side in (gap.x - 1, gap.y - gap.size, gap.width + 2, 1.4 * gap.size))]
        for gap in blank.gaps
    ]


def _form(names: tuple[str, ...], blank: letters.Blank, envelope: Envelope, most: int) -> Form:
    """Where address, reference and sequence go. Two-sided, every letter must begin on a front: hence the blank backs."""
    x, top = envelope.x + envelope.inset_x, envelope.y + envelope.inset_y
    addresses = {}
    for lines in range(1, letters.MAX_ADDRESS_LINES + 1):
        style = letters.style_of(lines)
        y = (PAPER_MM - top) * PT_PER_MM - letters.ASCENDER * style.size
        addresses[lines] = Spot(x * PT_PER_MM, y, style.size, style.pitch * PT_PER_MM)
    height = PAPER_MM * PT_PER_MM
    references = [(gap.page, Spot(gap.x, height - gap.y, gap.size, 0, gap.width if gap.right else 0)) for gap in blank.gaps]
    return Form(names, addresses, tuple(references), SEQUENCE, most - len(names))


def _blank(site: Site, order: Order, code: str, referred: bool, read_source: ReadSource) -> tuple[Any, ...]:
    """One language's blank, proved with a sample letter, as plain values: it may be made in another process."""
    problems: list[Problem] = []
    view = ordered(site, order, code, read_source, problems, reference=REFERENCE if referred else "")
    where = Place(site.letters[code, order.letter].path)
    blank = letters.Blank(b"", ())
    if not errors(problems):
        try:
            blank = letters.blank(view)
            problems += _proved(blank, view, order, where)
        except (pdf.PdfError, qr.TooLong) as error:
            problems.append(cannot_print(where, error))
    gaps = tuple((gap.page, gap.x, gap.y, gap.width, gap.size, gap.right) for gap in blank.gaps)
    return blank.document, gaps, view.link, problem_rows(problems)


def _proved(blank: letters.Blank, view: letters.LetterView, order: Order, where: Place) -> list[Problem]:
    """A sample letter, printed as all others will be, looked at."""
    prepared = Prepared({"": blank}, view.link, 0, "")
    font = typeface.subset(SOMEBODY.replace("\n", "") + "0123456789-abcdef" + REFERENCE)
    run = run_of(prepared, order, ("",), font, title="-", tag="sv", job="000000", part=0)
    reference = "\x1f" + REFERENCE if view.reference else ""
    document = b"".join(print_run(run, [(0, 0, SOMEBODY + reference)]))
    modules = len(qr.matrix(view.link, view.level))
    return prove(document, view.link, letters.SAMPLE_ADDRESS, order.envelope, modules, where)
