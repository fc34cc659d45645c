"""``content/envelopes.yaml``: the envelopes as print staff have measured them, beside those the program brings."""

from __future__ import annotations

from collections.abc import Mapping

from press.envelopes import ENVELOPES, Envelope
from press.problems import Place, Problem, say
from press.readers.fields import Fields
from press.readers.tables import entries

KEYS = ("x", "y", "width", "height", "inset-x", "inset-y", "folds", "cover")
WIDTH, HEIGHT = 210.0, 297.0
"""An A4 sheet in mm."""


def read_envelopes(data: bytes, path: str, problems: list[Problem]) -> Mapping[str, Envelope]:
    """All profiles by name. A profile of a known name says only what differs; a new one says everything but ``cover``."""
    found = dict(ENVELOPES)
    for name, line, node in entries(data, path, problems):
        fields = Fields(node, path, problems, KEYS)
        fields.line = line
        known = found.get(name)
        number = {key: _number(fields, key, getattr(known, key.replace("-", "_"), None)) for key in KEYS[:6]}
        folds = tuple(_length(fields, "folds", word) for word in fields.names("folds")) or (known.folds if known else ())
        x, y, width, height, inset_x, inset_y = number.values()
        cover = fields.flag("cover", known.cover if known else False)
        envelope = Envelope(name, x, y, width, height, inset_x, inset_y, folds, cover)
        if envelope.x + envelope.width > WIDTH or envelope.y + envelope.height > HEIGHT or envelope.line_mm < 40:
            problems.append(
                Problem(
                    Place(path, line),
                    say("The window of “%(name)s” does not lie on an A4 sheet, or is too narrow for an address.", name=name),
                    say("Measure in mm from the sheet's top left corner: x, y, width and height of the window."),
                )
            )
            continue
        found[name] = envelope
    return found


def _number(fields: Fields, key: str, known: float | None) -> float:
    text = fields.text(key, required=known is None)
    return _length(fields, key, text) if text else known or 0.0


def _length(fields: Fields, key: str, text: str) -> float:
    try:
        length = float(text.replace(",", "."))
    except ValueError:
        length = -1.0
    if 0 <= length <= HEIGHT:
        return length
    fields.problem(
        fields.lines.get(key, fields.line),
        say("“%(text)s” is not a length in mm on an A4 sheet.", text=text),
        say("Write a number between 0 and 297, for example 106.5."),
    )
    return 0.0
