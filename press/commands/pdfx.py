"""``build.py pdfx``: a finished PDF marked as PDF/X-4 for a print shop, where nothing on its pages speaks against it."""

from __future__ import annotations

from dataclasses import dataclass

from press.adapters import print_exchange
from press.adapters.print_exchange import Fault
from press.problems import Message, Place, Problem, Severity, say

NO_DEVELOPER = say("Make the file with this program, or export it anew from the layout program for PDF/X-4.")
SENTENCES: dict[str, tuple[str, Message]] = {
    "encrypted": (say("The file is encrypted.").template, say("Save it without a password.")),
    "metadata": (say("The file has no title in its metadata.").template, NO_DEVELOPER),
    "action": (say("The file holds something that acts or can be filled in: %(detail)s.").template, NO_DEVELOPER),
    "font": (say("The font “%(detail)s” is not embedded.").template, say("Export it again with all fonts embedded.")),
    "stream": (say("A part of the file is packed in a way print shops may not open: %(detail)s.").template, NO_DEVELOPER),
    "outside": (say("The file leans on something outside it, or on settings of one printer.").template, NO_DEVELOPER),
    "transparency": (
        say("The file has transparency (%(detail)s).").template,
        say("Flatten it; what this program makes has none."),
    ),
    "boxes": (say("Page %(page)s has boxes that do not fit within each other: %(detail)s.").template, NO_DEVELOPER),
    "annotation": (say("Page %(page)s has links or notes on it.").template, say("Take them away: paper cannot be clicked.")),
    "rgb": (
        say("Page %(page)s has a colour that no profile explains (%(detail)s).").template,
        say("Use black, a spot colour, CMYK, or a colour with its profile; screen colours without one print differently everywhere."),
    ),
    "grey": (
        say("The file's black is grey with a profile: some print shops make it of four inks.").template,
        say("Ask the shop to print it with black alone (K), or use a file whose black is that already, such as a code."),
    ),
    "inline": (say("Page %(page)s has a picture within its text, which is not looked at here.").template, NO_DEVELOPER),
    "mark": (say("The finished file lacks a mark of PDF/X-4: %(detail)s.").template, say("Show this to a developer.")),
}  # fmt: skip
ADVICE = frozenset({"grey"})
"""Faults that stop nothing."""
SHOWN = 20
"""Faults told one by one; a run of a hundred thousand pages may have as many."""


@dataclass(frozen=True, slots=True)
class Marked:
    """The file's bytes, empty when there is any error among ``problems``."""

    data: bytes
    problems: tuple[Problem, ...]


def make_pdfx(document: bytes, name: str, profile: bytes, profile_name: str, condition: str = "") -> Marked:
    """``document`` as PDF/X-4 for the printing condition of an ICC ``profile``; the names are for the sentences only.

    Nothing on the pages changes. The result is looked at again before it is handed out. No independent validator for
    PDF/X-4 was within reach (docs/decisions.md), so the print shop's own preflight has the last word.
    """
    problems = _unfit_profile(profile, profile_name)
    if condition and not (condition.isascii() and condition.isprintable() and len(condition) <= 60):
        what = say("“%(condition)s” is not the name of a printing condition.", condition=condition)
        fix = say("Use the name the print shop gives, for example FOGRA39 or FOGRA51, or leave --condition away.")
        problems.append(Problem(Place("build.py pdfx"), what, fix))
    try:
        problems += _told(print_exchange.faults(document), name)
        if _stopped(problems):
            return Marked(b"", tuple(problems))
        made = print_exchange.marked(document, profile, condition, description(profile) or condition or profile_name)
        problems += [found for found in _told(print_exchange.faults(made, marked=True), name) if found not in problems]
    except print_exchange.Unreadable as error:
        what = say("This is not a PDF that can be opened: %(reason)s.", reason=str(error).rstrip("."))
        problems.append(Problem(Place(name), what, say("Name a finished PDF without a password.")))
    return Marked(b"" if _stopped(problems) else made, tuple(problems))


def _stopped(problems: list[Problem]) -> bool:
    return any(problem.severity == "error" for problem in problems)


def _told(faults: tuple[Fault, ...], name: str) -> list[Problem]:
    """Faults as problems with a way out."""
    found = []
    for fault in faults[:SHOWN]:
        template, fix = SENTENCES[fault.kind]
        args = (("detail", fault.detail), ("page", str(fault.page)))
        used = tuple(pair for pair in args if f"%({pair[0]})s" in template)
        severity: Severity = "warning" if fault.kind in ADVICE else "error"
        found.append(Problem(Place(name), Message(template, used), fix, severity))
    if len(faults) > SHOWN:
        more = say("There are %(more)s more of these.", more=len(faults) - SHOWN)
        found.append(Problem(Place(name), more, say("Put the first ones right and try again.")))
    return found


def _unfit_profile(profile: bytes, name: str) -> list[Problem]:
    """Whether an ICC profile is one of a CMYK press (ICC.1:2010, 7.2)."""
    if len(profile) < 132 or profile[36:40] != b"acsp" or int.from_bytes(profile[:4], "big") != len(profile):
        what = say("This is not an ICC profile.")
    elif profile[12:16] != b"prtr" or profile[16:20] != b"CMYK":
        what = say("This profile is for “%(space)s”, not for printing in CMYK.", space=_ascii(profile[16:20]))
    elif profile[8] > 4 or profile[20:24] not in (b"Lab ", b"XYZ "):
        what = say("This kind of ICC profile (version %(version)s) is not used in PDF/X-4.", version=profile[8])
    else:
        return []
    fix = say("Ask the print shop for the profile of its printing condition, for example that of FOGRA39 or FOGRA51.")
    return [Problem(Place(name), what, fix)]


def description(profile: bytes) -> str:
    """What a profile calls itself: its ``desc`` tag (text description of version 2, multilingual text of version 4)."""
    for number in range(int.from_bytes(profile[128:132], "big")):
        at = 132 + 12 * number
        tag, start = profile[at : at + 4], int.from_bytes(profile[at + 4 : at + 8], "big")
        if tag != b"desc":
            continue
        if profile[start : start + 4] == b"desc":
            length = int.from_bytes(profile[start + 8 : start + 12], "big")
            return _ascii(profile[start + 12 : start + 12 + length])
        if profile[start : start + 4] == b"mluc":
            length, offset = (int.from_bytes(profile[start + at : start + at + 4], "big") for at in (20, 24))
            text = profile[start + offset : start + offset + length].decode("utf-16-be", "replace")
            return _ascii(text.encode("ascii", "ignore"))
    return ""


def _ascii(data: bytes) -> str:
    text = data.decode("ascii", "ignore")
    return "".join(letter for letter in text if letter.isprintable()).strip()[:120]
