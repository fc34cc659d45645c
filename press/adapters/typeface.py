"""The door to fontTools: how wide the letters of an address are, and the few of them that a print run embeds."""

from __future__ import annotations

import functools
import importlib.util
import io
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

PACKAGE, FILE, NAME = "fontpkg_noto_sans", "files/NotoSans[wdth,wght].ttf", "NotoSans-Regular"
VARIATIONS = ("fvar", "gvar", "avar", "HVAR", "MVAR", "STAT", "GSUB", "GPOS", "GDEF")
"""Without these a variable font is its default instance, which is Regular; nothing in an address is shaped."""
SCRIPTS = ("LATIN", "CYRILLIC", "GREEK")
"""Scripts whose letters stand one after the other, so that they need no shaping."""
KEPT = ("glyf", "head", "hhea", "hmtx", "loca", "maxp")
"""The tables a font inside a PDF needs (ISO 32000-1, 9.9)."""


class Subset(NamedTuple):
    """A TrueType font of a few characters. ``glyphs`` gives the glyph of each, ``widths`` and all else are in 1/1000 em;
    ``bbox`` is (left, bottom, right, top)."""

    name: str
    data: bytes
    glyphs: Mapping[str, int]
    widths: Mapping[str, int]
    ascent: int
    descent: int
    cap_height: int
    bbox: tuple[int, int, int, int]


@functools.cache
def advances() -> Mapping[str, int]:
    """The width of every character that can be printed in an address, in 1/1000 em.

    Letters of :data:`SCRIPTS`, digits, punctuation, symbols and the space: what needs no shaping, no mark placed over
    another letter, and has two bytes in UTF-16.
    """
    font = _font()
    scale, names, metrics = 1000 / font["head"].unitsPerEm, font.getBestCmap(), font["hmtx"].metrics
    return {chr(code): round(metrics[name][0] * scale) for code, name in names.items() if _plain(chr(code))}


def subset(characters: Iterable[str]) -> Subset:
    """The font with these characters alone; the same bytes for the same characters. ``KeyError`` when it lacks one."""
    from fontTools import subset as tools  # a quarter of a second

    wanted = sorted({*characters, " "})
    widths = advances()
    font = _font()
    for table in VARIATIONS:
        if table in font:
            del font[table]
    options = tools.Options(layout_features=[], hinting=False, notdef_outline=True, glyph_names=False)
    options.recalc_timestamp = False
    cutter = tools.Subsetter(options)
    cutter.populate(text="".join(wanted))
    cutter.subset(font)
    glyphs = {character: font.getGlyphID(font.getBestCmap()[ord(character)]) for character in wanted}
    head, hhea, capitals = font["head"], font["hhea"], font["OS/2"].sCapHeight
    scale = 1000 / head.unitsPerEm
    for table in set(font.keys()) - {*KEPT, "GlyphOrder"}:
        del font[table]
    made = io.BytesIO()
    font.save(made, reorderTables=True)
    box = (head.xMin, head.yMin, head.xMax, head.yMax)
    return Subset(
        NAME,
        made.getvalue(),
        glyphs,
        {character: widths[character] for character in wanted},
        round(hhea.ascent * scale),
        round(hhea.descent * scale),
        round(capitals * scale),
        (round(box[0] * scale), round(box[1] * scale), round(box[2] * scale), round(box[3] * scale)),
    )


def _plain(character: str) -> bool:
    kind = unicodedata.category(character)
    if ord(character) > 0xFFFF or kind[0] in "MC" or kind in ("Zl", "Zp") or unicodedata.bidirectional(character) == "R":
        return False
    if kind == "Zs":
        return character == " "
    return kind[0] != "L" or unicodedata.name(character, "").startswith((*SCRIPTS, "MODIFIER", "FEMININE", "MASCULINE", "MICRO"))


def _font() -> Any:
    from fontTools.ttLib import TTFont

    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or not spec.origin:
        raise FileNotFoundError(f"The font package {PACKAGE.replace('_', '-')} is not installed.")
    return TTFont(Path(spec.origin).parent / FILE, lazy=True, recalcTimestamp=False)
