"""The door to typst: a template and its data become a PDF, SVG or PNG, with the fonts of the hash-locked wheels alone.

Nothing is read from the disk but those fonts: the templates come in as text, and a template that asks for another
file or for a package from the network stops. So the same input gives the same bytes on every machine.
"""

from __future__ import annotations

import functools
import importlib.util
import json
import os
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal, cast

import typst

from press.adapters.processes import threads_begin

Files = tuple[tuple[str, str], ...]
"""Templates as (file name, text)."""

FONT_PACKAGES = ("fontpkg_noto_sans", "fontpkg_noto_sans_arabic", "fontpkg_noto_sans_thai", "justmytype_intl_africa")
"""Wheels that must be installed (fonts under the SIL Open Font License): Latin, Greek and Cyrillic; Arabic; Thai; Ethiopic."""

STANDARDS = ("a-2a", "ua-1")
"""PDF/A-2a (archiving, tagged, all fonts embedded) and PDF/UA-1 (accessible) together. A standard is not optional:
without one typst prints a missing glyph silently as an empty box (LETTERS.md, "Traps seen")."""

MISSING = re.compile(r"the text `\"(.+?)\"` could not be displayed with font")
PACKAGE = re.compile(r"[\"']@[\w-]+/")
SVG = "{http://www.w3.org/2000/svg}"
XLINK = "{http://www.w3.org/1999/xlink}"


class PdfError(Exception):
    """Why a page could not be made, as one sentence. ``missing`` are characters that no font has, ``hints`` are
    typst's."""

    def __init__(self, sentence: str, *, missing: str = "", hints: tuple[str, ...] = ()) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.missing = missing
        self.hints = hints


def pdf(files: Files, main: str, data: object, *, created: int, standards: Sequence[str] = STANDARDS) -> bytes:
    """The document made from template ``main`` as PDF.

    ``files`` are all templates it may import; ``data`` is anything JSON can say, read in the template by
    ``json("data.json")``; ``created`` (Unix seconds) is the only date in the file. Raises :class:`PdfError`.
    """
    return _compile(files, main, data, format="pdf", created=created, standards=standards)


def query(files: Files, main: str, data: object, selector: str) -> list[dict[str, Any]]:
    """The values that the document holds as ``metadata`` under a label, in order. Raises :class:`PdfError`."""
    virtual = _virtual(files, main, data)
    threads_begin()
    try:
        found = typst.query(
            cast(Any, virtual), selector, field="value", root=os.devnull, font_paths=_fonts(), ignore_system_fonts=True
        )
    except typst.TypstError as error:
        raise _explained(error, main) from error
    return cast("list[dict[str, Any]]", json.loads(found))


def png(files: Files, main: str, data: object, *, ppi: float) -> bytes:
    """The only page of the document as PNG (8 bit RGBA) at ``ppi`` pixels an inch. Raises :class:`PdfError`.

    A PNG cannot be held to a standard, so compile the same data as PDF too: that is where a missing glyph is found.
    """
    return _compile(files, main, data, format="png", ppi=ppi)


def outline(text: str, font: str, size: float) -> tuple[str, float]:
    """``text`` as outlines: ``(path data, width)`` in the unit of ``size`` (the em).

    The path begins at the baseline's start, **y points up**, and holds only ``M m l h v q c Z``: absolute ``M`` first,
    all else relative. Left to right text only. For formats where a font may be missing at the printer's.
    """
    # Set at 1000 pt and scaled here, because typst rounds SVG coordinates to a few decimals.
    source = (
        '#set page(width: auto, height: auto, margin: 0pt)\n#let d = json("data.json")\n'
        "#set text(font: d.font, size: 1000pt)\n#box(text(d.text))"
    )
    # The PDF first: it stops at a missing glyph, which SVG would draw as a box.
    files = (("outline.typ", '#set document(title: "outline")\n' + source),)
    data = {"text": text, "font": font}
    _compile(files, "outline.typ", data, format="pdf", created=0, standards=("a-2u",))
    root = ElementTree.fromstring(_compile(files, "outline.typ", data, format="svg"))
    glyphs = {symbol.get("id"): symbol[0].get("d", "") for symbol in root.iter(SVG + "symbol") if len(symbol)}
    parts, scale = [], size / 1000
    for use in root.iter(SVG + "use"):
        drawn = glyphs.get(use.get(XLINK + "href", "")[1:], "")
        if drawn:
            parts.append(_scaled(drawn, scale, float(use.get("x", "0"))))
    return "".join(parts), float(root.get("viewBox", "0 0 0 0").split()[2]) * scale


def _scaled(drawn: str, scale: float, x: float) -> str:
    """A glyph's path (``M 0 0`` and then relative commands) with every number scaled, begun at ``x`` on the
    baseline."""
    drawn = drawn.replace("M 0 0", f"M {x} 0", 1)
    return re.sub(
        r"-?\d+(?:\.\d+)?", lambda number: f"{float(number.group()) * scale:.2f}".rstrip("0").rstrip("."), drawn
    )


@functools.cache
def families() -> frozenset[str]:
    """The names of the typefaces that can be used. Raises :class:`PdfError` when a font package is missing."""
    return frozenset(_fonts().families())


@functools.cache
def _fonts() -> typst.Fonts:
    """The fonts of :data:`FONT_PACKAGES`: read once a process, because opening them costs more than a letter."""
    folders = []
    for package in FONT_PACKAGES:
        spec = importlib.util.find_spec(package)
        if spec is None or not spec.origin:
            raise PdfError(f"The font package {package.replace('_', '-')} is not installed.")
        folders.append(str(Path(spec.origin).parent))
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=cast(Any, folders))


def _compile(
    files: Files,
    main: str,
    data: object,
    *,
    format: Literal["pdf", "png", "svg"],
    created: int = 0,
    standards: Sequence[str] = (),
    ppi: float | None = None,
) -> bytes:
    """Run typst on files that exist only in memory. Every warning is an error: an unknown font must never reach
    paper."""
    virtual = _virtual(files, main, data)
    threads_begin()
    try:
        made, warnings = typst.compile_with_warnings(
            cast(Any, virtual),
            format=format,
            ppi=ppi,
            # A root that is not a folder: what is not among ``files`` cannot be read.
            root=os.devnull,
            font_paths=_fonts(),
            ignore_system_fonts=True,
            pdf_standards=cast(Any, list(standards)),
            timestamp=created,
        )
    except typst.TypstError as error:
        raise _explained(error, main) from error
    if warnings:
        first = warnings[0]
        raise PdfError(f"{main}: {first.message}.", hints=tuple(first.hints))
    # One page comes as bytes, several pages of PNG as a list: the first is meant.
    pages = cast(Any, made)
    return bytes(pages[0] if isinstance(pages, list) else pages)


def _virtual(files: Files, main: str, data: object) -> dict[str, bytes]:
    """The files typst sees: the templates, under the names it asks for, and the data."""
    virtual = {"data.json": json.dumps(data, ensure_ascii=False, sort_keys=True).encode()}
    for name, text in files:
        if PACKAGE.search(text):
            raise PdfError(f"The template {name} asks for a package from the network, which a build never does.")
        # typst-py asks for the main file under this name when it is given a dict.
        virtual["main.typ" if name == main else name] = text.encode()
    if "main.typ" not in virtual:
        raise PdfError(f"The template {main} is missing.")
    return virtual


def _explained(error: typst.TypstError, main: str) -> PdfError:
    """typst's diagnostics as one sentence; the characters of all missing glyphs gathered."""
    # typst writes what it cannot show by itself, a combining mark for example, as \\u{64b}.
    found = re.sub(
        r"\\u\{([0-9a-fA-F]+)\}",
        lambda match: chr(int(match.group(1), 16)),
        "".join(MISSING.findall(error.diagnostic or "")),
    )
    missing = "".join(dict.fromkeys(found))
    hints = tuple(error.hints or ())
    if missing:
        return PdfError("The fonts of the page lack: " + " ".join(missing), missing=missing, hints=hints)
    place = re.search(r"┌─ (?:[^\s:]*/)?([^\s:/]+):(\d+)", error.diagnostic or "")
    where = f"{main if place.group(1) == 'main.typ' else place.group(1)}:{place.group(2)}: " if place else f"{main}: "
    return PdfError(where + error.message.rstrip(".") + ".", hints=hints)
