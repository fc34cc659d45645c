"""The door to qrcode: an address becomes a matrix of modules, and that one path for every picture format."""

from __future__ import annotations

import qrcode
from qrcode.constants import ERROR_CORRECT_H, ERROR_CORRECT_L, ERROR_CORRECT_M, ERROR_CORRECT_Q
from qrcode.exceptions import DataOverflowError

Matrix = tuple[tuple[bool, ...], ...]
"""Rows from the top, modules from the left, True is dark. No quiet zone. The side is 17 + 4 × version (ISO/IEC 18004,
5.3.1)."""

LEVELS = {"L": ERROR_CORRECT_L, "M": ERROR_CORRECT_M, "Q": ERROR_CORRECT_Q, "H": ERROR_CORRECT_H}
"""The four levels of error correction: about 7, 15, 25 and 30 % of the code words can be lost (ISO/IEC 18004,
6.5.1)."""


class TooLong(Exception):
    """The text does not fit in the largest code (version 40)."""


def matrix(text: str, level: str = "Q") -> Matrix:
    """The smallest code that holds ``text`` (UTF-8, in byte mode unless digits or capitals allow a denser one).

    ``level`` is a key of :data:`LEVELS`. The mask is the one with the lowest penalty, as ISO/IEC 18004, 7.8 says, so
    the same text always gives the same matrix. Raises :class:`TooLong`, and ``KeyError`` for an unknown level.
    """
    code = qrcode.QRCode(error_correction=LEVELS[level], border=0)
    code.add_data(text)
    try:
        code.make(fit=True)
    except (DataOverflowError, ValueError) as error:
        # qrcode 8.2 raises ValueError("Invalid version (was 41, …)") where its own class was meant.
        raise TooLong(text) from error
    return tuple(tuple(bool(module) for module in row) for row in code.get_matrix())


def version(rows: Matrix) -> int:
    """The version (1–40) of a matrix, from its side."""
    return (len(rows) - 17) // 4


def runs(rows: Matrix) -> tuple[tuple[int, int, int], ...]:
    """The dark modules as horizontal runs ``(x, y, length)`` in modules, y downwards: what the drawing formats draw."""
    found = []
    for y, row in enumerate(rows):
        x = 0
        while x < len(row):
            length = 0
            while x + length < len(row) and row[x + length]:
                length += 1
            if length:
                found.append((x, y, length))
            x += length + 1
    return tuple(found)


def path(rows: Matrix) -> str:
    """The dark modules as the data of one SVG path, one unit a module. One path, so that no seam shows between rows."""
    return "".join(f"M{x} {y}h{length}v1h-{length}z" for x, y, length in runs(rows))
