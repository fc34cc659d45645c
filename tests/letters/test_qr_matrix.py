"""The matrix against ISO/IEC 18004: sizes, function patterns, and the worked example of its annex I."""

from __future__ import annotations

import pytest

from press.adapters import qr

FINDER = ["1111111", "1000001", "1011101", "1011101", "1011101", "1000001", "1111111"]

ANNEX_I = "10 20 0C 56 61 80 EC 11 EC 11 EC 11 EC 11 EC 11 A5 24 D4 C1 ED 36 C7 87 2C 55"
"""ISO/IEC 18004, annex I: "01234567" in version 1-M. Sixteen data codewords, then ten for error correction."""

MASKS = (
    lambda i, j: (i + j) % 2 == 0,
    lambda i, j: i % 2 == 0,
    lambda i, j: j % 3 == 0,
    lambda i, j: (i + j) % 3 == 0,
    lambda i, j: (i // 2 + j // 3) % 2 == 0,
    lambda i, j: (i * j) % 2 + (i * j) % 3 == 0,
    lambda i, j: ((i * j) % 2 + (i * j) % 3) % 2 == 0,
    lambda i, j: ((i + j) % 2 + (i * j) % 3) % 2 == 0,
)
"""ISO/IEC 18004, table 10: the condition under which a module (row i, column j) is reversed."""


def codewords(rows: qr.Matrix) -> str:
    """The codewords of a version 1 symbol, read back by hand as clause 7.7.3 lays them out."""
    # Format information, clause 7.9: bits 14 to 10 are the level and the mask, XORed with 10101 of 101010000010010.
    mask = int("".join("01"[rows[8][column]] for column in (2, 3, 4)), 2) ^ 0b101
    bits, upwards = "", True
    for right in (20, 18, 16, 14, 12, 10, 8, 5, 3, 1):
        for i in range(20, -1, -1) if upwards else range(21):
            for j in (right, right - 1):
                function = i == 6 or (i < 9 and (j < 9 or j > 12)) or (i > 12 and j < 9)
                if not function:
                    bits += "01"[rows[i][j] != MASKS[mask](i, j)]
        upwards = not upwards
    return " ".join(f"{int(bits[at : at + 8], 2):02X}" for at in range(0, len(bits), 8))


def test_the_worked_example_of_the_standard_comes_out():
    assert codewords(qr.matrix("01234567", "M")) == ANNEX_I


@pytest.mark.parametrize(
    ("text", "level", "version"),
    # Byte capacities, ISO/IEC 18004 table 7: 1-Q 11, 2-Q 20, 3-Q 32, 4-Q 46, 3-H 24, 4-H 34, 3-L 53, 40-L 2953.
    [
        ("x" * 11, "Q", 1), ("x" * 12, "Q", 2), ("x" * 20, "Q", 2), ("x" * 32, "Q", 3), ("x" * 33, "Q", 4),
        ("x" * 24, "H", 3), ("x" * 25, "H", 4), ("x" * 53, "L", 3), ("x" * 54, "L", 4), ("x" * 2953, "L", 40),
    ],
)  # fmt: skip
def test_the_smallest_version_that_holds_the_text_is_chosen(text, level, version):
    rows = qr.matrix(text, level)
    assert qr.version(rows) == version
    assert len(rows) == 17 + 4 * version
    assert all(len(row) == len(rows) for row in rows)


def test_finder_and_timing_patterns_stand_where_the_standard_says():
    rows = qr.matrix("https://omsverige.example/q/ut")
    side = len(rows)
    assert side == 29
    for top, left in ((0, 0), (0, side - 7), (side - 7, 0)):
        assert ["".join("01"[module] for module in row[left : left + 7]) for row in rows[top : top + 7]] == FINDER
    assert [rows[6][j] for j in range(8, side - 8)] == [j % 2 == 0 for j in range(8, side - 8)]
    assert [rows[i][6] for i in range(8, side - 8)] == [i % 2 == 0 for i in range(8, side - 8)]
    assert rows[side - 8][8], "the dark module"


def test_a_text_that_no_code_holds_is_refused():
    with pytest.raises(qr.TooLong):
        qr.matrix("x" * 2954, "L")


def test_the_path_draws_every_dark_module_once_and_nothing_else():
    rows = qr.matrix("https://omsverige.example/q/ut")
    drawn = [(x + step, y) for x, y, length in qr.runs(rows) for step in range(length)]
    assert sorted(drawn) == sorted((x, y) for y, row in enumerate(rows) for x, module in enumerate(row) if module)
    assert qr.path(rows).count("M") == len(qr.runs(rows))
