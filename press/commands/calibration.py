"""``build.py letters calibrate``: a sheet to print, fold and look at through the window of the real envelope."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from press.adapters import pdf
from press.commands.letter_view import ReadSource
from press.commands.qr import Made, cannot_print, read_templates
from press.envelopes import Envelope
from press.makers.letters import EDGE_MM, SAMPLE_ADDRESS, style_of
from press.problems import Message, Place, Problem, did_you_mean, say

TEMPLATES = ("common.typ", "calibration.typ")
STEPS = (
    say("Print this sheet in 100 %%, not “fit to page”. Hold a ruler against the one below: 100 mm must be 100 mm."),
    say("Fold along the dashed lines and put the sheet into the envelope, as the letters will be."),
    say("Shake the sheet into each of the four corners. The whole address must show every time, and nothing of what is outside the thick frame."),
    say("Read off the millimetres at the window's four edges: x from the left, y from the top."),
    say("Write what differs in content/envelopes.yaml, print the sheet again, and try with a real letter too."),
)


def calibration_sheet(
    envelopes: Mapping[str, Envelope], name: str, read_source: ReadSource, text: Callable[[Message], str], language: str
) -> Made:
    """``calibration-c5-h2.pdf``; ``text`` says a message in the staff's language, ``language``."""
    here = Place("build.py letters")
    if name not in envelopes:
        known = say("Use one of: %(known)s.", known=", ".join(envelopes))
        what = say("There is no envelope “%(name)s”.", name=name)
        return Made((), (Problem(here, what, did_you_mean(name, envelopes, known)),))
    envelope, style = envelopes[name], style_of(len(SAMPLE_ADDRESS))
    figures = {key: f"{getattr(envelope, key):g}" for key in ("x", "y", "width", "height", "inset_x", "inset_y")}
    data = {
        "title": text(say("Calibration sheet for the envelope %(name)s", name=name)),
        "figures": text(
            say(
                "Window: x %(x)s, y %(y)s, width %(width)s, height %(height)s mm. The address begins %(inset_x)s mm in and %(inset_y)s mm down.",
                **figures,
            )
        ),
        "steps": [text(step) for step in STEPS],
        "ruler": text(say("100 mm:")),
        "lang": language,
        "window": {key: getattr(envelope, key) for key in figures},
        "folds": list(envelope.folds),
        "address": list(SAMPLE_ADDRESS),
        "style": {"size": style.size, "pitch": style.pitch},
        "edge": EDGE_MM,
    }
    try:
        document = pdf.pdf(read_templates(read_source, TEMPLATES), "calibration.typ", data, created=0, standards=("a-2u",))
    except pdf.PdfError as error:
        return Made((), (cannot_print(Place("templates/print/calibration.typ"), error),))
    return Made(((f"calibration-{name}.pdf", document),), ())
