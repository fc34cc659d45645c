"""The language of printed words as a value, and as a template takes it."""

from __future__ import annotations

from typing import NamedTuple

from press.makers.letters import language_parts


class Tone(NamedTuple):
    """The language of some words: BCP 47 tag, direction, script and print font."""

    tag: str
    direction: str
    script: str
    font: str


def tone_data(tone: Tone) -> dict[str, object]:
    """A language as the templates take it: the own font first, Latin words from Noto Sans."""
    return {
        **language_parts(tone.tag),
        "script": tone.script,
        "dir": tone.direction,
        "fonts": list(dict.fromkeys((tone.font, "Noto Sans"))),
    }
