"""The door to fontTools for screens that may lack a script: the few letters of a typeface that some words need, shaping and all."""

from __future__ import annotations

import importlib.util
import io
from collections.abc import Iterable
from pathlib import Path

FILES = {
    "Noto Sans": ("fontpkg_noto_sans", "files/NotoSans[wdth,wght].ttf"),
    "Noto Sans Arabic": ("fontpkg_noto_sans_arabic", "files/NotoSansArabic[wdth,wght].ttf"),
    "Noto Sans Thai": ("fontpkg_noto_sans_thai", "files/NotoSansThai[wdth,wght].ttf"),
    "Noto Sans Ethiopic": ("justmytype_intl_africa", "fonts/ofl/notosansethiopic/NotoSansEthiopic[wdth,wght].ttf"),
}
"""The wheel and the file of each typeface that print uses (:data:`press.adapters.pdf.FONT_PACKAGES`)."""


def webfont(family: str, text: Iterable[str]) -> bytes:
    """A WOFF of a typeface with the letters of ``text`` in all their shapes, and its weights; what it lacks is left out. The
    same bytes for the same letters. Empty for a typeface that is not known."""
    package, file = FILES.get(family, ("", ""))
    spec = importlib.util.find_spec(package) if package else None
    if spec is None or not spec.origin:
        return b""
    from fontTools import subset
    from fontTools.ttLib import TTFont
    from fontTools.varLib.instancer import instantiateVariableFont

    font = TTFont(Path(spec.origin).parent / file, lazy=True, recalcTimestamp=False)
    options = subset.Options(layout_features=["*"], hinting=False, notdef_outline=True, glyph_names=False)
    cutter = subset.Subsetter(options)
    cutter.populate(text="".join(sorted({*text, " "})))
    cutter.subset(font)
    font = instantiateVariableFont(font, {"wdth": 100}, inplace=True)
    font.flavor = "woff"
    made = io.BytesIO()
    font.save(made, reorderTables=True)
    return made.getvalue()
