"""Proof-reading by machine: a finished letter is looked at as a scanner and a window envelope will see it."""

from __future__ import annotations

from press.adapters import decode, raster
from press.commands.qr import wrong_code
from press.envelopes import FOLDS_TO_AVOID, Envelope
from press.makers.letters import EDGE_MM
from press.problems import Place, Problem, say

PROOF_DPI = 300
A4 = (210.0, 297.0)
A4_TOLERANCE = 2.0
"""GOV.UK Notify takes A4 ± 2 mm (LETTERS.md)."""
MOST_PAGES = 2
"""One sheet of paper, beside the page that carries the address to an envelope without a window."""
WHITE = 250
"""Grey values from here on are paper: a page's own edge is blurred by a little when it is made into a picture."""
QUIET_MODULES = 4
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
    seen, edges = [], list[Problem]()
    for page in range(len(sizes)):
        picture = raster.render(document, page, PROOF_DPI)
        edges += _edges(picture, page, where)
        seen += [(code, picture) for code in decode.codes(picture.pixels, picture.width, picture.height)]
    if [code.text for code, _ in seen] != [link]:
        return [*problems, wrong_code(where, link, [code.text for code, _ in seen]), *edges]
    problems += _place(seen[0][1], seen[0][0], modules, where)
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
    return problems + edges


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


def _edges(picture: raster.Bitmap, page: int, where: Place) -> list[Problem]:
    """Nothing may be printed where an office printer leaves the sheet white."""
    edge, width, rows = round(EDGE_MM * picture.dpi / raster.MM_PER_INCH), picture.width, picture.pixels
    bands = (rows[: edge * width], rows[-edge * width :])
    sides = (rows[at + offset :: width] for at in range(edge) for offset in (0, width - edge))
    if min(min(part) for part in (*bands, *sides)) >= WHITE:
        return []
    return [
        Problem(
            where,
            say("Page %(page)s is printed nearer to the edge than %(edge)s mm.", page=page + 1, edge=f"{EDGE_MM:g}"),
            say("Move what stands there in templates/print/letter.typ: office printers leave the edge white."),
        )
    ]


def _place(picture: raster.Bitmap, code: decode.Seen, modules: int, where: Place) -> list[Problem]:
    """The code's surroundings: white quiet zone, no fold through it."""
    problems = []
    module = max(code.width, code.height) / modules
    ring = QUIET_MODULES * module - 1
    left, top = round(code.x - ring), round(code.y - ring)
    right, bottom = round(code.x + code.width + ring), round(code.y + code.height + ring)
    # Two pixels around the code itself belong to its own blurred edge.
    inner_left, inner_right = round(code.x) - 2, round(code.x + code.width) + 3
    inner_top, inner_bottom = round(code.y) - 2, round(code.y + code.height) + 3
    whole = left >= 0 and top >= 0 and right <= picture.width and bottom <= picture.height
    rows = picture.pixels
    darkest = 255
    for y in range(max(0, top), min(bottom, picture.height)):
        row = rows[y * picture.width : (y + 1) * picture.width]
        band = (
            row[max(0, left) : right]
            if y < inner_top or y >= inner_bottom
            else row[max(0, left) : inner_left] + row[inner_right:right]
        )
        darkest = min(darkest, min(band))
    if darkest < 200 or not whole:
        problems.append(
            Problem(
                where,
                say(
                    "Something stands too near the code: %(count)s modules around it must be white.",
                    count=QUIET_MODULES,
                ),
                say("Move it away in templates/print/letter.typ."),
            )
        )
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
