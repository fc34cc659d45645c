"""How long a page takes to read."""

from __future__ import annotations

import re
from collections.abc import Iterable

HIDDEN = re.compile(rb"<[^>]*>|\x00[^\x00]*\x00")
RATES = {"Latn": 950, "Cyrl": 985, "Arab": 610, "Hebr": 830, "Hans": 255, "Thai": 750, "Ethi": 450}
"""Letters a minute in silent reading, by script: rounded from Trauzettel-Klosinski and Dietz, "Standardized Assessment of Reading
Performance" (2012), whose texts have English, Swedish, Polish and Turkish, Russian, Arabic, Hebrew and Chinese. Thai and
Ethiopic are not among them: our own estimate, by how many letters of each say what one of the others does."""
SLOWER = 0.75
"""Much is new here, and some of it has to be read twice."""


def minutes(bodies: Iterable[bytes], script: str) -> int:
    """Whole minutes to read bodies (HTML with slots, UTF-8) in a script (ISO 15924), at least one."""
    letters = sum(len(b"".join(HIDDEN.sub(b" ", body).split()).decode()) for body in bodies)
    return max(1, round(letters / (RATES.get(script, RATES["Latn"]) * SLOWER)))
