"""The door to zxing-cpp: reads every QR code in a picture, the way a phone would."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

import zxingcpp


@dataclass(frozen=True, slots=True)
class Seen:
    """A code that was read: its text and the box around it in pixels from the top left, quiet zone not included."""

    text: str
    x: float
    y: float
    width: float
    height: float


def codes(pixels: bytes, width: int, height: int) -> tuple[Seen, ...]:
    """Every QR code in a grey picture (``height`` rows of ``width`` bytes, 0 black), from the top, then from the left.

    Codes that are found but cannot be corrected are left out: for paper only what decodes counts.
    """
    image = zxingcpp.ImageView(cast(Any, pixels), width, height, zxingcpp.ImageFormat.Lum)
    found = zxingcpp.read_barcodes(image, formats=cast(Any, zxingcpp.BarcodeFormat.QRCode))
    seen = []
    for code in found:
        place = code.position
        corners = (place.top_left, place.top_right, place.bottom_right, place.bottom_left)
        xs, ys = [corner.x for corner in corners], [corner.y for corner in corners]
        seen.append(Seen(code.text, min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)))
    return tuple(sorted(seen, key=lambda code: (code.y, code.x)))
