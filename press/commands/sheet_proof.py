"""A finished sheet is looked at as a scanner will see it: size, every code on every page, the white around each."""

from __future__ import annotations

from press.adapters import decode, raster
from press.commands.code_proof import PROOF_DPI, edges, quiet
from press.commands.qr import wrong_code
from press.problems import Place, Problem, say

TOLERANCE_MM = 1.0


def prove(
    document: bytes,
    link: str,
    size: tuple[float, float],
    codes: tuple[int, ...],
    code_mm: float,
    modules: int,
    where: Place,
    template: str,
) -> list[Problem]:
    """Everything that is wrong with a finished sheet (PDF).

    ``size`` is the paper in mm; ``codes`` how many codes there must be on each page, each of them saying ``link``, at least
    ``code_mm`` wide and ``modules`` a side. A last page that ``codes`` does not count has none. An empty list means: print.
    """
    sizes = raster.page_sizes(document)
    if any(abs(width - size[0]) > TOLERANCE_MM or abs(height - size[1]) > TOLERANCE_MM for width, height in sizes):
        what = say("A page of the sheet is not %(width)s × %(height)s mm.", width=f"{size[0]:g}", height=f"{size[1]:g}")
        return [Problem(where, what, say("Undo the last change in templates/print/%(template)s.", template=template))]
    problems: list[Problem] = []
    with raster.Opened(document) as opened:
        for page in range(len(sizes)):
            picture = opened.picture(page, PROOF_DPI)
            seen = decode.codes(picture.pixels, picture.width, picture.height)
            wanted = codes[page] if page < len(codes) else 0
            problems += edges(picture, page, where, template)
            problems += _codes(picture, seen, link, wanted, code_mm, modules, where, template)
    return problems


def _codes(
    picture: raster.Bitmap,
    seen: tuple[decode.Seen, ...],
    link: str,
    wanted: int,
    code_mm: float,
    modules: int,
    where: Place,
    template: str,
) -> list[Problem]:
    """What is wrong with the codes of one page."""
    if any(code.text != link for code in seen):
        return [wrong_code(where, link, [code.text for code in seen])]
    if len(seen) != wanted:
        what = say("%(seen)s of %(wanted)s codes on a page can be read by a scanner.", seen=len(seen), wanted=wanted)
        return [Problem(where, what, say("Undo the last change in templates/print/%(template)s.", template=template))]
    problems = [found for code in seen for found in quiet(picture, code, modules, where, template)]
    if any(picture.mm(min(code.width, code.height)) < code_mm - TOLERANCE_MM for code in seen):
        what = say("A code is smaller than %(size)s mm.", size=f"{code_mm:g}")
        fix = say("Undo the last change in templates/print/%(template)s.", template=template)
        problems.append(Problem(where, what, fix))
    return list(dict.fromkeys(problems))
