"""The door to pypdfium2: finished pages become pictures, and the text inside a box is read back, for checks."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2

Box = tuple[float, float, float, float]

MM_PER_INCH = 25.4
PT_PER_MM = 72 / MM_PER_INCH


@dataclass(frozen=True, slots=True)
class Bitmap:
    """A page as grey values: ``pixels`` holds ``height`` rows of ``width`` bytes, 0 black, 255 white, no padding."""

    width: int
    height: int
    pixels: bytes
    dpi: float

    def mm(self, pixels: float) -> float:
        """Pixels as millimetres on paper."""
        return pixels * MM_PER_INCH / self.dpi


def page_sizes(pdf: bytes) -> tuple[tuple[float, float], ...]:
    """Width and height in mm of every page."""
    with pypdfium2.PdfDocument(pdf) as document:
        return tuple(
            (width / PT_PER_MM, height / PT_PER_MM) for width, height in (page.get_size() for page in document)
        )


def render(pdf: bytes, page: int = 0, dpi: float = 300) -> Bitmap:
    """Page ``page`` (from 0) as a grey picture at ``dpi``, as an office printer would show it."""
    with pypdfium2.PdfDocument(pdf) as document:
        return _picture(document[page], dpi)


def png(pdf: bytes, page: int = 0, dpi: float = 96) -> bytes:
    """Page ``page`` (from 0) as a picture in colour, PNG (ISO/IEC 15948), to be looked at on a screen. Raises IndexError."""
    with pypdfium2.PdfDocument(pdf) as document:
        if not 0 <= page < len(document):
            raise IndexError(page)
        bitmap = document[page].render(scale=dpi / 72, rev_byteorder=True)
        data, stride, channels = bytes(bitmap.buffer), bitmap.stride, bitmap.n_channels
        width, height = bitmap.width, bitmap.height
    rows = []
    for y in range(height):
        row = data[y * stride : y * stride + width * channels]
        if channels == 4:  # pages are opaque: the fourth byte is 255, or nothing
            plain = bytearray(3 * width)
            plain[0::3], plain[1::3], plain[2::3] = row[0::4], row[1::4], row[2::4]
            row = bytes(plain)
        rows.append(b"\0" + row)
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(b"".join(rows), 3)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)) for kind, body in chunks
    )


class Opened:
    """A PDF kept open, to be looked at page by page. Close it by leaving the ``with``."""

    def __init__(self, source: Path | bytes) -> None:
        self.document = pypdfium2.PdfDocument(source)

    def __enter__(self) -> Opened:
        return self

    def __exit__(self, *_: object) -> None:
        self.document.close()

    def __len__(self) -> int:
        return len(self.document)

    def texts(self, page: int, boxes: Sequence[Box]) -> list[str]:
        """The text in each box ``(x, y, width, height)`` of a page, mm from its top left corner, white space folded."""
        sheet = self.document[page]
        words = sheet.get_textpage()
        found = [" ".join(_bounded(words, sheet.get_height(), *box).split()) for box in boxes]
        words.close()
        sheet.close()
        return found

    def picture(self, page: int, dpi: float = 300) -> Bitmap:
        """A page as a grey picture."""
        return _picture(self.document[page], dpi)


def text_in_box(pdf: bytes, x: float, y: float, width: float, height: float, page: int = 0) -> str:
    """The text whose characters stand in the box: mm from the page's **top left** corner, lines ended by ``\\n``."""
    with pypdfium2.PdfDocument(pdf) as document:
        sheet = document[page]
        return _bounded(sheet.get_textpage(), sheet.get_height(), x, y, width, height)


def _bounded(words: Any, top: float, x: float, y: float, width: float, height: float) -> str:
    found = words.get_text_bounded(
        left=x * PT_PER_MM,
        bottom=top - (y + height) * PT_PER_MM,
        right=(x + width) * PT_PER_MM,
        top=top - y * PT_PER_MM,
    )
    return str(found).replace("\r\n", "\n").replace("\r", "\n").strip("\n")


def _picture(page: Any, dpi: float) -> Bitmap:
    bitmap = page.render(scale=dpi / 72, grayscale=True)
    data, stride = bytes(bitmap.buffer), bitmap.stride
    rows = [data[y * stride : y * stride + bitmap.width] for y in range(bitmap.height)]
    return Bitmap(bitmap.width, bitmap.height, b"".join(rows), dpi)
