"""The picture that a social network shows of a page: its title and the site's sign, 1200 × 630, in sixteen colours.

typst sets the words white on black and holds them to a standard, so that a missing letter is an error; the page becomes grey
pixels, and those become shades between the site's colours. So a picture has a few kB.
"""

from __future__ import annotations

import functools
import struct
import zlib

from press.adapters import pdf, raster
from press.makers.extra_views import PICTURE_TEMPLATES, PictureView
from press.makers.tones import tone_data

WIDTH, HEIGHT, DPI = 1200, 630, 96.0
"""What social networks ask for, in pixels; at this resolution a pixel is 0.75 pt."""
SIGN = (64, 56, 120, 120)
"""Where the sign stands in the template: from the side where the language begins, from the top, width, height; pixels."""
DEEP, STONE, WHITE = (20, 69, 61), (243, 184, 143), (255, 255, 255)
"""The colours of templates/site.css: the ground, the sign, the words."""
SHADES = 8
"""Shades from the ground to the words, and as many to the sign: two pixels a byte."""


def picture(view: PictureView, templates: pdf.Files) -> bytes:
    """The PNG. Pure: ``view`` has a digest of ``templates``. Raises :class:`press.adapters.pdf.PdfError`."""
    data = {
        "versions": [{**tone_data(view.tone), "site": view.site, "title": view.title}],
        "paper": {"scale": 1.0},
        "title": view.title,
        "sign": list(SIGN),
    }
    document = pdf.pdf(templates, PICTURE_TEMPLATES[-1], data, created=0, standards=("a-2u",))
    with raster.Opened(document) as opened:
        page = opened.picture(0, DPI)
    return _png(_shaded(page.pixels, view.tone.direction == "rtl"))


@functools.cache
def _tables() -> tuple[bytes, bytes]:
    """From grey to a colour's number, for words and for the sign."""
    shades = [round(grey * (SHADES - 1) / 255) for grey in range(256)]
    return bytes(shades), bytes(shade and shade + SHADES for shade in shades)


def _shaded(pixels: bytes, mirrored: bool) -> list[bytes]:
    """The rows of colour numbers, a byte a pixel."""
    words, sign = _tables()
    x, y, width, height = SIGN
    start = WIDTH - x - width if mirrored else x
    rows = []
    for number in range(HEIGHT):
        row = pixels[number * WIDTH : (number + 1) * WIDTH]
        shaded = row.translate(words)
        if y <= number < y + height:
            middle = row[start : start + width].translate(sign)
            shaded = shaded[:start] + middle + shaded[start + width :]
        rows.append(shaded)
    return rows


def _png(rows: list[bytes]) -> bytes:
    """A PNG (ISO 15948) with a palette and four bits a pixel."""
    palette = b"".join(
        bytes(round(low + (high - low) * shade / (SHADES - 1)) for low, high in zip(DEEP, colour, strict=True))
        for colour in (WHITE, STONE)
        for shade in range(SHADES)
    )
    # Two pixels a byte, all rows in one go: as whole numbers, because a loop over half a million pixels takes a second.
    pixels = b"".join(rows)
    half = len(pixels) // 2
    packed = (int.from_bytes(pixels[0::2]) << 4 | int.from_bytes(pixels[1::2])).to_bytes(half)
    line = WIDTH // 2
    raw = b"".join(b"\0" + packed[at : at + line] for at in range(0, half, line))
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 4, 3, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"PLTE", palette), (b"IDAT", zlib.compress(raw, 6)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in chunks)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
