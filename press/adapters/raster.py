"""The door to pypdfium2: finished pages become pictures, and the text inside a box is read back, for checks."""

from __future__ import annotations

from dataclasses import dataclass

import pypdfium2

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
        bitmap = document[page].render(scale=dpi / 72, grayscale=True)
        data, stride = bytes(bitmap.buffer), bitmap.stride
        rows = [data[y * stride : y * stride + bitmap.width] for y in range(bitmap.height)]
        return Bitmap(bitmap.width, bitmap.height, b"".join(rows), dpi)


def text_in_box(pdf: bytes, x: float, y: float, width: float, height: float, page: int = 0) -> str:
    """The text whose characters stand in the box: mm from the page's **top left** corner, lines ended by ``\\n``."""
    with pypdfium2.PdfDocument(pdf) as document:
        sheet = document[page]
        top = sheet.get_height()
        words = sheet.get_textpage().get_text_bounded(
            left=x * PT_PER_MM,
            bottom=top - (y + height) * PT_PER_MM,
            right=(x + width) * PT_PER_MM,
            top=top - y * PT_PER_MM,
        )
    return str(words).replace("\r\n", "\n").replace("\r", "\n").strip("\n")
