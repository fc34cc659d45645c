"""The language of printed words as a value, and as a template takes it."""

from __future__ import annotations

from typing import Literal, NamedTuple

from press.model import Language

Direction = Literal["ltr", "rtl"]


class Tone(NamedTuple):
    """The language of some words: BCP 47 tag, direction, script and print font."""

    tag: str
    direction: Direction
    script: str
    font: str


def tone_of(language: Language) -> Tone:
    """A language as what is printed takes it."""
    return Tone(language.tag, direction(language), language.script, language.font)


def direction(language: Language) -> Direction:
    """The language's direction, typed."""
    return "rtl" if language.direction == "rtl" else "ltr"


def tone_data(tone: Tone, breaks: str = "optimized") -> dict[str, object]:
    """A language as the templates take it: the own font first, Latin words from Noto Sans. ``breaks`` is how lines are broken:
    ``simple`` costs a third less in a long document, and is hardly seen in ragged lines."""
    return {
        **language_parts(tone.tag),
        "script": tone.script,
        "dir": tone.direction,
        "fonts": list(dict.fromkeys((tone.font, "Noto Sans"))),
        "breaks": breaks,
    }


def language_parts(tag: str) -> dict[str, str]:
    """A BCP 47 tag as typst takes it: ``{"lang": "fa", "region": "AF"}``. Scripts and variants are typst's to guess:
    it has no place for them (``sv-simple`` is typeset as ``sv``)."""
    first, *rest = tag.split("-")
    return {"lang": first.lower(), "region": next((part.upper() for part in rest if len(part) == 2), "")}
