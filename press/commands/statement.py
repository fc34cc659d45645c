"""The results of the accessibility tests, taken from their last run into ``content/accessibility.yaml``."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import NamedTuple

from press.problems import Message, say
from press.store import editing

FILE = "content/accessibility.yaml"
LOOKED = Path(".press") / "looked.json"
"""What the browser tests write when they have looked at every page: the day, the tool, how many pages, how many faults."""
KEYS = ("tested", "tool", "pages", "found")


class Recorded(NamedTuple):
    """What was written down, or why nothing was: a sentence and a way out."""

    values: tuple[tuple[str, str], ...] = ()
    mistake: tuple[Message, Message] | None = None


def record(project: Path) -> Recorded:
    """Write the last run's results into the file; its comments and the faults that people know of stay."""
    try:
        seen = json.loads((project / LOOKED).read_text("utf-8"))
        values = tuple((key, str(seen[key])) for key in KEYS)
    except (OSError, ValueError, KeyError):
        what = say("There are no results: the accessibility tests have not run to their end here.")
        return Recorded(mistake=(what, say("Run: python3 build.py test – then give this command again.")))
    path = project / FILE
    text = path.read_text("utf-8") if path.is_file() else ""
    for key, value in values:
        line, pattern = f"{key}: {value}", re.compile(rf"^{key}:.*$", re.M)
        text = pattern.sub(line, text, count=1) if pattern.search(text) else f"{text.rstrip()}\n{line}\n".lstrip()
    editing.replace(path, text.encode())
    return Recorded(values)
