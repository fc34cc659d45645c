"""Proof-reading by machine, for everything that is printed: the white around a code, and along the sheet's edges."""

from __future__ import annotations

from press.adapters import decode, raster
from press.makers.letters import EDGE_MM
from press.problems import Place, Problem, say

PROOF_DPI = 300
WHITE = 250
"""Grey values from here on are paper: a page's own edge is blurred by a little when it is made into a picture."""
QUIET_MODULES = 4


def edges(picture: raster.Bitmap, page: int, where: Place, template: str = "letter.typ") -> list[Problem]:
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
            say(
                "Move what stands there in templates/print/%(template)s: office printers leave the edge white.",
                template=template,
            ),
        )
    ]


def quiet(
    picture: raster.Bitmap, code: decode.Seen, modules: int, where: Place, template: str = "letter.typ"
) -> list[Problem]:
    """The code's surroundings: four modules of white on every side. ``modules`` is the code's side in modules."""
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
    if darkest >= 200 and whole:
        return []
    what = say("Something stands too near the code: %(count)s modules around it must be white.", count=QUIET_MODULES)
    return [Problem(where, what, say("Move it away in templates/print/%(template)s.", template=template))]
