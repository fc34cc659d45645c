"""Proof-reading by machine: a finished letter is looked at as a scanner and a window envelope will see it."""

from __future__ import annotations

from press.adapters import decode, raster
from press.commands.code_proof import PROOF_DPI, edges, quiet
from press.commands.qr import wrong_code
from press.envelopes import FOLDS_TO_AVOID, Envelope
from press.problems import Place, Problem, say

A4 = (210.0, 297.0)
A4_TOLERANCE = 2.0
"""GOV.UK Notify takes A4 ± 2 mm (LETTERS.md)."""
MOST_PAGES = 2
"""One sheet of paper, beside the page that carries the address to an envelope without a window."""
FOLD_CLEARANCE = 3.0
"""How far a fold may lie from where it should, in mm."""


def prove(
    document: bytes, link: str, address: tuple[str, ...], envelope: Envelope, modules: int, where: Place
) -> list[Problem]:
    """Everything that is wrong with the finished letter ``document`` (PDF), in the order of what matters most.

    ``link`` is what its only code must say, ``address`` the lines that must stand in the window, and nothing else
    there; ``modules`` is the code's side in modules. An empty list means: it may be sent.
    """
    sizes = raster.page_sizes(document)
    problems = _sheet(sizes, MOST_PAGES + envelope.cover, where)
    if any(problem.severity == "error" for problem in problems):
        return problems
    seen, printed = [], list[Problem]()
    for page in range(len(sizes)):
        picture = raster.render(document, page, PROOF_DPI)
        printed += edges(picture, page, where)
        seen += [(code, picture) for code in decode.codes(picture.pixels, picture.width, picture.height)]
    if [code.text for code, _ in seen] != [link]:
        return [*problems, wrong_code(where, link, [code.text for code, _ in seen]), *printed]
    problems += quiet(seen[0][1], seen[0][0], modules, where) + _folds(seen[0][1], seen[0][0], where)
    read = tuple(
        " ".join(line.split()) for line in raster.text_in_box(document, *envelope.window).splitlines() if line.strip()
    )
    wanted = tuple(" ".join(line.split()) for line in address)
    if read != wanted:
        problems.append(
            Problem(
                where,
                # Never the lines themselves: problems are shown, logged and sent on, an address is not.
                say(
                    "The envelope's window does not show just the address: %(read)s lines read, %(wanted)s wanted.",
                    read=len(read),
                    wanted=len(wanted),
                ),
                say("Shorten the address lines, or undo the last change in templates/print/letter.typ."),
            )
        )
    return problems + printed


def _sheet(sizes: tuple[tuple[float, float], ...], most: int, where: Place) -> list[Problem]:
    """Size and number of pages."""
    if len(sizes) > most:
        return [
            Problem(
                where,
                say("The letter is %(count)s pages; it must fit on one sheet.", count=len(sizes)),
                say("Shorten the text."),
            )
        ]
    if any(abs(width - A4[0]) > A4_TOLERANCE or abs(height - A4[1]) > A4_TOLERANCE for width, height in sizes):
        return [
            Problem(
                where, say("A page of the letter is not A4."), say('Set paper: "a4" in templates/print/letter.typ.')
            )
        ]
    if len(sizes) == most:
        return [
            Problem(
                where,
                say("The letter goes over on a second page."),
                say("Shorten the text so that it fits beside its translation, or print on both sides."),
                "warning",
            )
        ]
    return []


def _folds(picture: raster.Bitmap, code: decode.Seen, where: Place) -> list[Problem]:
    """No fold goes through the code."""
    problems = []
    from_mm, to_mm = picture.mm(code.y), picture.mm(code.y + code.height)
    for fold in FOLDS_TO_AVOID:
        if from_mm - FOLD_CLEARANCE < fold < to_mm + FOLD_CLEARANCE:
            problems.append(
                Problem(
                    where,
                    say("The sheet may be folded through the code, %(fold)s mm from the top.", fold=f"{fold:g}"),
                    say("Move the code in templates/print/letter.typ."),
                )
            )
    return problems
