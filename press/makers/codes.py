"""An address becomes a QR code to print: SVG, PDF, EPS and PNG, with the address in clear text beneath.

All four formats share one plan, measured in modules (the code's own squares), so that they are the same picture and a
PNG comes out with whole pixels for every module. Figures: ISO/IEC 18004 and LETTERS.md, "The code".
"""

from __future__ import annotations

import math
import re
import struct
import zlib
from dataclasses import dataclass
from html import escape

from press.adapters import pdf, plates, qr
from press.makers.inks import BLACK, Ink

MM_PER_PT = 25.4 / 72
LABEL_FONT = "Noto Sans"
FORMATS = ("svg", "pdf", "eps", "png")


@dataclass(frozen=True, slots=True)
class CodeView:
    """All that a code is made from. ``size_mm`` is the side of the code itself; the quiet zone lies outside it.

    25 mm, 4 modules and level Q decode best for an address of 30 characters (LETTERS.md). ``label`` is the clear text,
    normally the address itself; ``templates`` are (name, text) of templates/print/. Modules and label have one ``ink``.
    """

    address: str
    label: str
    templates: pdf.Files
    size_mm: float = 25.0
    quiet_zone_modules: int = 4
    level: str = "Q"
    ink: Ink = BLACK


@dataclass(frozen=True, slots=True)
class Plan:
    """Where everything stands, in modules from the top left. ``label_pt`` and ``module_mm`` are absolute sizes."""

    rows: qr.Matrix
    module_mm: float
    columns: int
    lines: int
    x: int
    y: int
    label_pt: float
    baseline: float

    @property
    def width_mm(self) -> float:
        """The whole picture's width."""
        return self.columns * self.module_mm

    @property
    def height_mm(self) -> float:
        """The whole picture's height."""
        return self.lines * self.module_mm


def plan(view: CodeView) -> Plan:
    """The plan of a code. Raises :class:`press.adapters.qr.TooLong` and :class:`press.adapters.pdf.PdfError`."""
    rows = qr.matrix(view.address, view.level)
    side, quiet = len(rows), view.quiet_zone_modules
    module = view.size_mm / side
    # 8 pt under a code of 25 mm, in proportion for others, never below 6 pt, which is as small as is read with ease.
    label_pt = max(6.0, 0.32 * view.size_mm)
    _, label_width = _label(view, label_pt)
    columns = max(side + 2 * quiet, math.ceil(label_width * MM_PER_PT / module) + 2)
    columns += (columns - side) % 2
    top = side + 2 * quiet
    # The label's line: its height is 1.4 em, and the letters stand on 1.05 em.
    lines = top + (math.ceil(1.4 * label_pt * MM_PER_PT / module) if view.label else 0)
    baseline = top + 1.05 * label_pt * MM_PER_PT / module
    return Plan(rows, module, columns, lines, (columns - side) // 2, quiet, label_pt, baseline)


def svg(view: CodeView) -> bytes:
    """SVG in exact mm. The label is outlines, so no font is needed; its words stand in ``title`` for machines and
    readers."""
    place = plan(view)
    unit = MM_PER_PT / place.module_mm
    drawn, width = _label(view, place.label_pt * unit)
    x, y = _short((place.columns - width) / 2), _short(place.baseline)
    size = f'width="{_short(place.width_mm)}mm" height="{_short(place.height_mm)}mm"'
    fill = "" if view.ink.black else f' fill="{view.ink.hex}"'
    label = f'<path{fill} transform="translate({x} {y}) scale(1 -1)" d="{drawn}"/>\n' if drawn else ""
    named = f"<desc>Spot colour: {escape(view.ink.spot)}</desc>\n" if view.ink.spot else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} viewBox="0 0 {place.columns} {place.lines}" role="img">\n'
        f"<title>QR: {escape(view.address)}</title>\n{named}"
        f'<path fill="#fff" d="M0 0h{place.columns}v{place.lines}H0z"/>\n'
        f'<path{fill} shape-rendering="crispEdges" transform="translate({place.x} {place.y})" d="{qr.path(place.rows)}"/>\n'
        f"{label}</svg>\n"
    ).encode()


def eps(view: CodeView) -> bytes:
    """EPS (level 2), y upwards in pt, on one plate: black (``setgray``) or the spot colour (``Separation``). The label is
    outlines, because a print shop's preflight stops at a font that is not embedded, even at Helvetica."""
    place = plan(view)
    unit = place.module_mm / MM_PER_PT
    width, height = place.columns * unit, place.lines * unit
    drawn, label_width = _label(view, place.label_pt)
    modules = "\n".join(
        f"{place.x + x} {place.lines - place.y - y - 1} {length} r" for x, y, length in qr.runs(place.rows)
    )
    label = (
        f"gsave {_short((width - label_width) / 2)} {_short(height - place.baseline * unit)} translate newpath\n"
        f"{_postscript(drawn)}\nfill grestore\n"
    )
    return (
        "%!PS-Adobe-3.0 EPSF-3.0\n"
        f"%%BoundingBox: 0 0 {math.ceil(width)} {math.ceil(height)}\n"
        f"%%HiResBoundingBox: 0 0 {width:.4f} {height:.4f}\n"
        f"%%Title: QR {view.address}\n%%LanguageLevel: 2\n{_plates(view.ink)}%%EndComments\n"
        f"gsave 1 setgray 0 0 {width:.4f} {height:.4f} rectfill {_set_colour(view.ink)}\n"
        "/r { 3 1 roll moveto dup 0 rlineto 0 1 rlineto neg 0 rlineto closepath } bind def\n"
        f"gsave {unit:.6f} dup scale newpath\n{modules}\nfill grestore\n"
        f"{label if view.label else ''}grestore\n%%EOF\n"
    ).encode("ascii", "backslashreplace")


def document(view: CodeView) -> bytes:
    """PDF (PDF/A-2a and PDF/UA-1) of the picture's own size, from templates/print/code.typ.

    Black and spot colours are one plate (DeviceGray, Separation); a screen colour stays sRGB. Raises
    :class:`press.adapters.plates.NotGrey` when the template paints anything but black and white on that plate.
    """
    one = view.ink.black or bool(view.ink.spot)
    made = pdf.pdf(view.templates, "code.typ", _data(view, plan(view), BLACK if one else view.ink), created=0)
    return plates.one_plate(made, view.ink.spot, view.ink.rgb) if one else made


def png(view: CodeView, dpi: float = 600) -> bytes:
    """PNG with a whole number of pixels a module, as near ``dpi`` as that allows; the file states the exact resolution
    (pHYs), so the code comes out at ``size_mm`` wherever the resolution is honoured."""
    place = plan(view)
    pixels = max(1, round(dpi * place.module_mm / 25.4))
    # A hair above, so that rounding never loses the last column of pixels.
    made = pdf.png(view.templates, "code.typ", _data(view, place, view.ink), ppi=pixels * 25.4 / place.module_mm + 1e-6)
    per_metre = round(1000 * pixels / place.module_mm)
    chunk = b"pHYs" + struct.pack(">IIB", per_metre, per_metre, 1)
    # PNG (ISO/IEC 15948): 8 bytes of signature, then IHDR of 25 bytes; pHYs must stand before the image data.
    return made[:33] + struct.pack(">I", 9) + chunk + struct.pack(">I", zlib.crc32(chunk)) + made[33:]


def _label(view: CodeView, size: float) -> tuple[str, float]:
    """The label's outlines and width in the unit of ``size``."""
    return pdf.outline(view.label, LABEL_FONT, size) if view.label else ("", 0.0)


def _plates(ink: Ink) -> str:
    """The comments by which layout programs list an EPS's plates before they run it (Adobe TN 5001, DSC 3.0)."""
    if not ink.spot:
        return "%%DocumentProcessColors: Black\n" if ink.black else ""
    red, green, blue = (_short(value / 255) for value in ink.rgb)
    return f"%%DocumentCustomColors: ({ink.spot})\n%%RGBCustomColor: {red} {green} {blue} ({ink.spot})\n"


def _set_colour(ink: Ink) -> str:
    """PostScript that chooses the ink. A spot colour's tint goes to its screen equivalent where its plate is missing:
    1 - tint × (1 - channel) for red, green and blue."""
    if ink.black:
        return "0 setgray"
    red, green, blue = (_short(value / 255) for value in ink.rgb)
    if not ink.spot:
        return f"{red} {green} {blue} setrgbcolor"
    shown = " ".join(f"{'' if last else 'dup '}{channel} 1 sub mul 1 add{'' if last else ' exch'}"
                     for channel, last in ((red, False), (green, False), (blue, True)))  # fmt: skip
    return f"[/Separation ({ink.spot}) /DeviceRGB {{{shown}}}] setcolorspace 1 setcolor"


def _data(view: CodeView, place: Plan, ink: Ink) -> dict[str, object]:
    """What templates/print/code.typ sees; lengths in modules but for ``module`` (mm) and ``label_pt``."""
    return {
        "ink": "" if ink.black else ink.hex,
        "address": view.address,
        "label": view.label,
        "label_pt": place.label_pt,
        "baseline": place.baseline,
        "module": place.module_mm,
        "columns": place.columns,
        "lines": place.lines,
        "x": place.x,
        "y": place.y,
        "side": len(place.rows),
        "path": qr.path(place.rows),
    }


def _short(number: float) -> str:
    """At most four decimals: a ten-thousandth of a millimetre."""
    return f"{number:.4f}".rstrip("0").rstrip(".")


def _postscript(drawn: str) -> str:
    """SVG path data as :func:`press.adapters.pdf.outline` makes it, in PostScript. Quadratic curves become cubic
    ones."""
    lines = []
    for command, rest in re.findall(r"([MmlhvqcZz])([^MmlhvqcZz]*)", drawn):
        n = [float(word) for word in rest.split()]
        if command == "M":
            lines.append(f"{_short(n[0])} {_short(n[1])} moveto")
        elif command == "m":
            lines.append(f"{_short(n[0])} {_short(n[1])} rmoveto")
        elif command in "lhv":
            x, y = (n[0], n[1]) if command == "l" else (n[0], 0.0) if command == "h" else (0.0, n[0])
            lines.append(f"{_short(x)} {_short(y)} rlineto")
        elif command in "qc":
            if command == "q":
                (x, y), (to_x, to_y) = n[:2], n[2:]
                n = [x * 2 / 3, y * 2 / 3, (2 * x + to_x) / 3, (2 * y + to_y) / 3, to_x, to_y]
            lines.append(" ".join(_short(value) for value in n) + " rcurveto")
        else:
            lines.append("closepath")
    return "\n".join(lines)
