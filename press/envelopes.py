"""Envelope profiles: where the window lies over the sheet, and where the sheet is folded.

The exact millimetres of the Swedish standard (SS 613401; positions right, H2, and left, V2) stand in no source we have
found. A profile is therefore a starting point: print the calibration sheet, put it in the envelopes that will be used,
shift it to all four corners, and correct the figures in ``content/envelopes.yaml`` until the address shows whole every time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Envelope:
    """An envelope for an A4 sheet. All lengths in mm from the sheet's top left corner, the sheet lying centred.

    ``inset_x`` and ``inset_y`` are from the window's corner to the first letter of the address: at least the play
    that the folded sheet has in the envelope. ``folds`` are measured from the top. ``cover``: there is no window; the
    address stands on a page of its own before the letter.
    """

    name: str
    x: float
    y: float
    width: float
    height: float
    inset_x: float
    inset_y: float
    folds: tuple[float, ...]
    cover: bool = False

    @property
    def window(self) -> tuple[float, float, float, float]:
        """The window as ``(x, y, width, height)``."""
        return self.x, self.y, self.width, self.height

    @property
    def line_mm(self) -> float:
        """How long a line of the address may be: to the window's edge, less the play on that side too."""
        return self.width - 2 * self.inset_x


ENVELOPES: Mapping[str, Envelope] = {
    profile.name: profile
    for profile in (
        # C5 (229 × 162 mm), A4 folded once, window to the right (H2). The address begins at x = 111 mm, y = 42–44 mm:
        # derived from Debian groff's Swedish letter macros (LETTERS.md, "Swedish letters"), 91.4 mm right of a margin
        # of 20 mm. The window of 35 mm is common for C5; its edges here are drawn around that. To be calibrated.
        Envelope("c5-h2", x=106, y=38, width=94, height=35, inset_x=5, inset_y=5, folds=(148.5,)),
        # The same with the window to the left (V2), 20 mm from the envelope's edge, of which 9.5 mm are the sheet's play.
        Envelope("c5-v2", x=15, y=38, width=90, height=35, inset_x=5, inset_y=5, folds=(148.5,)),
        # C65 (229 × 114 mm), A4 folded twice: the upper third shows. To be calibrated.
        Envelope("c65-h2", x=106, y=42, width=94, height=35, inset_x=5, inset_y=5, folds=(99, 198)),
        Envelope("c65-v2", x=15, y=42, width=90, height=35, inset_x=5, inset_y=5, folds=(99, 198)),
        # No window: a page of its own carries the address, as large as it may be, where the upper half of a folded sheet shows.
        Envelope("cover", x=60, y=60, width=100, height=45, inset_x=5, inset_y=5, folds=(148.5,), cover=True),
    )
}
"""The profiles the program brings; ``content/envelopes.yaml`` corrects them and adds others."""

FOLDS_TO_AVOID = (99.0, 148.5, 198.0)
"""Where an A4 sheet is folded for C5 (148.5) and for DL and C5/6 (99, 198). A code that lies clear of all three
survives a change of envelope; a fold through a code of level L costs a quarter of the scans (LETTERS.md)."""
