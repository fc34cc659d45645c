"""Pictures for the tests: pages as arrays, and the second decoder, which shares no code with the program's own."""

from __future__ import annotations

import cv2
import numpy as np

from press.adapters import decode, raster


def page(document: bytes, dpi: float = 300, number: int = 0) -> np.ndarray:
    """A page as an array of grey values."""
    picture = raster.render(document, number, dpi)
    return np.frombuffer(picture.pixels, np.uint8).reshape(picture.height, picture.width)


def first(picture: np.ndarray) -> list[str]:
    """What zxing-cpp reads: the program's own decoder."""
    grey = np.ascontiguousarray(picture)
    return [code.text for code in decode.codes(grey.tobytes(), grey.shape[1], grey.shape[0])]


def second(picture: np.ndarray) -> str:
    """What OpenCV reads: the independent decoder."""
    return cv2.QRCodeDetector().detectAndDecode(np.ascontiguousarray(picture))[0]


def ink(
    picture: np.ndarray, dpi: float, x: float, y: float, width: float, height: float
) -> tuple[float, float, float, float]:
    """The box (x, y, width, height in mm) of what is dark inside a box given in mm."""
    scale = dpi / 25.4
    part = picture[round(y * scale) : round((y + height) * scale), round(x * scale) : round((x + width) * scale)] < 128
    rows, columns = np.flatnonzero(part.any(axis=1)), np.flatnonzero(part.any(axis=0))
    assert rows.size, "nothing is printed there"
    return (
        x + columns[0] / scale,
        y + rows[0] / scale,
        (columns[-1] - columns[0] + 1) / scale,
        (rows[-1] - rows[0] + 1) / scale,
    )
