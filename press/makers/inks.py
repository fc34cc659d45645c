"""The ink of a code: black, a spot colour by its name, or a screen colour; and whether scanners will see it.

Two measures, both of what the ink looks like on screen, since its real reflectance is known to the print shop alone:

* **contrast ratio** (WCAG 2.2, 1.4.3): the address in clear text has the same ink, so at least 4.5:1 is asked for;
* **symbol contrast** (ISO/IEC 15415, 7.8.4): the reflectance of the ground minus that of the ink, in percent, graded 4
  from 70, 3 from 55, 2 from 40, 1 from 20. 4.5:1 on white is a symbol contrast of 82 or more, so always grade 4 in the
  eyes of a phone. Hand scanners light the code with red (660 nm): what they see is estimated by the red channel alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from press.problems import Place, Problem, say

LEAST_CONTRAST = 4.5
"""WCAG 2.2, 1.4.3 (AA), for text of ordinary size."""
GRADES = ((70.0, 4), (55.0, 3), (40.0, 2), (20.0, 1), (0.0, 0))
"""(symbol contrast from, grade), ISO/IEC 15415, table 6."""

HEX = re.compile(r"#([0-9A-Fa-f]{6}|[0-9A-Fa-f]{3})\Z")
NAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9 .,&+/-]{0,60}[A-Za-z0-9])?\Z")
PLATES = frozenset({"all", "none", "cyan", "magenta", "yellow", "black"})
"""Names that mean every plate, no plate, or a process ink (ISO 32000-1, 8.6.6.4)."""

Rgb = tuple[int, int, int]
WHITE: Rgb = (255, 255, 255)


@dataclass(frozen=True, slots=True)
class Ink:
    """``rgb`` is what it looks like on screen (sRGB, 0–255); ``spot`` the name of its printing plate, or empty."""

    rgb: Rgb = (0, 0, 0)
    spot: str = ""

    @property
    def black(self) -> bool:
        """Pure black, to be printed with black ink alone (K)."""
        return not self.spot and self.rgb == (0, 0, 0)

    @property
    def hex(self) -> str:
        """``#012169``."""
        return "#" + "".join(f"{value:02x}" for value in self.rgb)


BLACK = Ink()


def linear(value: int) -> float:
    """An sRGB channel (0–255) as light, 0–1 (IEC 61966-2-1)."""
    part = value / 255
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def luminance(rgb: Rgb) -> float:
    """Relative luminance, 0 black to 1 white (WCAG 2.2, definition of relative luminance)."""
    red, green, blue = (linear(value) for value in rgb)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(ink: Rgb, ground: Rgb = WHITE) -> float:
    """WCAG's contrast ratio, 1 to 21; which of the two is the darker does not matter."""
    dark, light = sorted((luminance(ink), luminance(ground)))
    return (light + 0.05) / (dark + 0.05)


def symbol_contrast(ink: Rgb, ground: Rgb = WHITE, *, red: bool = False) -> float:
    """Symbol contrast in percent, negative when the ink is the lighter; ``red`` as seen by a scanner with red light."""
    if red:
        return 100 * (linear(ground[0]) - linear(ink[0]))
    return 100 * (luminance(ground) - luminance(ink))


def grade(percent: float) -> int:
    """ISO/IEC 15415's grade of a symbol contrast: 4 is best, 0 fails."""
    return next((mark for least, mark in GRADES if percent >= least), 0)


def read_colour(text: str) -> Rgb | None:
    """``#012169`` or ``#036`` as (red, green, blue), None when it is neither."""
    found = HEX.match(text.strip())
    if not found:
        return None
    digits = found.group(1) if len(found.group(1)) == 6 else "".join(2 * digit for digit in found.group(1))
    return int(digits[0:2], 16), int(digits[2:4], 16), int(digits[4:6], 16)


def read_ink(wish: str, here: Place) -> tuple[Ink, list[Problem]]:
    """The ink asked for: ``black``, ``#012169`` or ``PANTONE 280 C=#012169``; black beside problems when it is wrong."""
    wish = " ".join(wish.split())
    if wish.casefold() in ("", "black", "svart"):
        return BLACK, []
    name, equals, screen = (part.strip() for part in wish.rpartition("="))
    rgb = read_colour(screen)
    if rgb is None:
        what = say("“%(colour)s” is not a colour for a code.", colour=wish)
        if HEX.match(wish.split(" ")[0]) or not NAME.match(wish):
            fix = say(
                "Write black, a screen colour such as “#012169”, or a spot colour such as “PANTONE 280 C=#012169”."
            )
        else:
            fix = say(
                "Add what it looks like on screen: “%(name)s=#012169”. The print shop or the colour's own chart has it.",
                name=name or wish,
            )
        return BLACK, [Problem(here, what, fix)]
    if equals and (not NAME.match(name) or name.casefold() in PLATES):
        what = say("“%(name)s” cannot be the name of a spot colour.", name=name)
        fix = say("Use the ink's own name in plain letters and digits, for example “PANTONE 280 C=#012169”.")
        if name.casefold() == "black":
            fix = say("For black ink, name no colour at all.")
        return BLACK, [Problem(here, what, fix)]
    return Ink(rgb, name), []


def read_paper(wish: str, here: Place) -> tuple[Rgb, list[Problem]]:
    """The colour of the paper; white beside a problem when it is not one."""
    rgb = WHITE if wish.casefold().strip() in ("", "white", "vit", "vitt") else read_colour(wish)
    if rgb is not None:
        return rgb, []
    what = say("“%(colour)s” is not a colour of paper.", colour=wish)
    return WHITE, [Problem(here, what, say("Write it as seen on screen, for example “#fff3c4”."))]


def unseen(ink: Ink, paper: Rgb, here: Place) -> list[Problem]:
    """What keeps the ink from being seen on the paper: an error for eyes and phones, a warning for red light."""
    if luminance(ink.rgb) > luminance(paper) or (ink.rgb == WHITE == paper):
        what = say("The code would be light on a dark ground. Many phones do not read such a code.")
        fix = say("Print a dark code on a light ground, with four modules of light ground on every side.")
        return [Problem(here, what, fix)]
    ratio, percent = contrast(ink.rgb, paper), symbol_contrast(ink.rgb, paper)
    if ratio < LEAST_CONTRAST:
        what = say(
            "%(colour)s is too pale: contrast %(ratio)s:1 with the paper, symbol contrast %(percent)s %% (grade %(grade)s of 4).",
            colour=ink.spot or ink.hex,
            ratio=f"{ratio:.1f}",
            percent=f"{percent:.0f}",
            grade=grade(percent),
        )
        fix = say("Use a darker ink, at least %(least)s:1; black is 21:1.", least=f"{LEAST_CONTRAST:g}")
        return [Problem(here, what, fix)]
    red = symbol_contrast(ink.rgb, paper, red=True)
    if grade(red) < 4:
        what = say(
            "Scanners with red light see little of %(colour)s: symbol contrast %(percent)s %% (grade %(grade)s of 4).",
            colour=ink.spot or ink.hex,
            percent=f"{red:.0f}",
            grade=grade(red),
        )
        fix = say("Phones read it. Use black, blue or green if hand scanners will read it too.")
        return [Problem(here, what, fix, "warning")]
    return []
