"""The door to pikepdf for printing plates: a finished grey PDF is put on one plate, black (K) or a spot colour.

typst writes grey as an ICC space. A print shop's colour management may turn that into four inks, whose edges then have
to meet within a fraction of a module. DeviceGray goes to the black plate as it is, Separation to the ink it names.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Operator, Pdf

GREY = {"g": "fill", "G": "stroke"}
SET = {"sc": "fill", "scn": "fill", "SC": "stroke", "SCN": "stroke"}
SPACE = {"cs": "fill", "CS": "stroke"}
OTHER = frozenset({"rg", "RG", "k", "K", "sh", "BI", "INLINE IMAGE"})
"""Operators that paint in other colours: none of them stands on a page that is black and white."""


class NotGrey(Exception):
    """The document has something that is not grey; ``what`` is the operator or the kind of object."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


def one_plate(document: bytes, spot: str = "", rgb: tuple[int, int, int] = (0, 0, 0)) -> bytes:
    """The grey document with every colour operator on one plate: DeviceGray, or Separation ``spot`` when it has a name.

    ``rgb`` (sRGB, 0–255) is what the full tint of the spot colour looks like where its plate is missing; white stays
    DeviceGray white, which every plate leaves free. Everything else is kept: sizes, text, tags, metadata. The sRGB output
    intent of PDF/A makes DeviceGray lawful there (ISO 19005-2, 6.2.4.3) and gives the spot's alternate its profile. Same
    bytes in, same bytes out. Raises :class:`NotGrey` when a page holds any other colour.
    """
    with Pdf.open(io.BytesIO(document)) as pdf:
        space = _separation(pdf, spot, rgb) if spot else None
        for page in pdf.pages:
            for holder, resources in _contents(page.obj):
                _grey_only(resources)
                operators = list(pikepdf.parse_content_stream(holder))
                made = pikepdf.unparse_content_stream(list(_replaced(operators, space is not None)))
                if holder.get("/Type") == Name.Page:
                    holder.Contents = pdf.make_stream(made)
                else:
                    holder.write(made)
                if space is not None:
                    resources.ColorSpace = Dictionary(Ink=space)
                elif "/ColorSpace" in resources:
                    del resources["/ColorSpace"]
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True, fix_metadata_version=False, compress_streams=True)
        return out.getvalue()


def _contents(page: Any) -> Iterator[tuple[Any, Any]]:
    """The page and every form it draws, each with its resources."""
    todo, seen = [page], set()
    while todo:
        holder = todo.pop()
        if holder.objgen in seen and holder.objgen != (0, 0):
            continue
        seen.add(holder.objgen)
        resources = holder.get("/Resources", Dictionary())
        holder.Resources = resources
        yield holder, resources
        for form in resources.get("/XObject", Dictionary()).values():
            if form.get("/Subtype") != Name.Form:
                raise NotGrey("image")
            todo.append(form)


def _grey_only(resources: Any) -> None:
    """Only one-channel ICC spaces and DeviceGray may be named."""
    for kind in ("/Pattern", "/Shading"):
        if resources.get(kind):
            raise NotGrey(kind[1:])
    for space in resources.get("/ColorSpace", Dictionary()).values():
        icc_grey = isinstance(space, Array) and space[0] == Name.ICCBased and space[1].get("/N") == 1
        if not icc_grey and space != Name.DeviceGray:
            raise NotGrey("colour space")


def _replaced(operators: list[Any], spot: bool) -> Iterator[tuple[Any, Any]]:
    """The same operators, colours on the one plate. State-free, since all spaces there were are grey."""
    if spot:  # what is painted before any colour is chosen is black
        yield from _tint("fill", 1.0, spot)
        yield from _tint("stroke", 1.0, spot)
    for instruction in operators:
        operands, name = list(instruction.operands), str(instruction.operator)
        if name in OTHER:
            raise NotGrey(name)
        if name in SPACE:  # a new space begins with its black (ISO 32000-1, 8.6.5.5)
            yield from _tint(SPACE[name], 1.0, spot)
        elif name in GREY or name in SET:
            yield from _tint(GREY.get(name) or SET[name], 1.0 - float(operands[0]), spot)
        else:
            yield operands, instruction.operator


def _tint(which: str, tint: float, spot: bool) -> Iterator[tuple[list[Any], Operator]]:
    """Operators that choose a tint, 0 no ink to 1 full."""
    fill = which == "fill"
    if spot and tint > 0:
        yield [Name.Ink], Operator("cs" if fill else "CS")
        yield [_number(tint)], Operator("scn" if fill else "SCN")
    else:
        yield [_number(1 - tint)], Operator("g" if fill else "G")


def _number(value: float) -> Decimal | int:
    return int(value) if value == int(value) else Decimal(f"{value:.4f}")


def _separation(pdf: Pdf, spot: str, rgb: tuple[int, int, int]) -> Array:
    """``[/Separation name alternate tint-transform]`` (ISO 32000-1, 8.6.6.4): white at 0, ``rgb`` at 1."""
    intents = pdf.Root.get("/OutputIntents", Array())
    profiles = [
        intent.DestOutputProfile for intent in intents if intent.get("/DestOutputProfile", Dictionary()).get("/N") == 3
    ]
    alternate: Any = Array([Name.ICCBased, profiles[0]]) if profiles else Name.DeviceRGB
    full = Array([Decimal(f"{value / 255:.4f}") for value in rgb])
    function = Dictionary(FunctionType=2, Domain=[0, 1], C0=[1, 1, 1], C1=full, N=1)
    return pdf.make_indirect(Array([Name.Separation, Name("/" + spot), alternate, function]))
