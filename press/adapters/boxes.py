"""The door to pikepdf for what is cut: a finished PDF gets its trim box and its bleed box (ISO 32000-1, 14.11.2)."""

from __future__ import annotations

import io

import pikepdf

Box = tuple[float, float, float, float]
"""(x, y, width, height) in mm from the page's top left corner."""
PT_PER_MM = 72 / 25.4


def with_boxes(document: bytes, trim: Box, bleed: Box) -> bytes:
    """``document`` with the same two boxes on every page; the same bytes every time."""
    with pikepdf.open(io.BytesIO(document)) as pdf:
        for page in pdf.pages:
            height = float(page.mediabox[3])
            page.obj.TrimBox = _array(trim, height)
            page.obj.BleedBox = _array(bleed, height)
        saved = io.BytesIO()
        # A PDF/A's metadata stands uncompressed, and its identifier may not come from the clock.
        pdf.save(saved, deterministic_id=True, fix_metadata_version=False, preserve_pdfa=True)
    return saved.getvalue()


def boxes(document: bytes) -> tuple[tuple[Box, Box], ...]:
    """The trim box and the bleed box of every page, as :func:`with_boxes` takes them."""
    with pikepdf.open(io.BytesIO(document)) as pdf:
        return tuple((_box(page, page.trimbox), _box(page, page.bleedbox)) for page in pdf.pages)


def _array(box: Box, height: float) -> pikepdf.Array:
    x, y, wide, high = (value * PT_PER_MM for value in box)
    return pikepdf.Array([round(value, 4) for value in (x, height - y - high, x + wide, height - y)])


def _box(page: pikepdf.Page, found: pikepdf.Array) -> Box:
    left, bottom, right, top = (float(value) for value in found)
    height = float(page.mediabox[3])
    return tuple(value / PT_PER_MM for value in (left, height - top, right - left, top - bottom))  # type: ignore[return-value]
