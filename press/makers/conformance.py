"""The part of the accessibility statement that the tests write: how well the site meets the requirements, and how that is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from press.makers.views import Conformance, Date
from press.model import Language

if TYPE_CHECKING:
    from press.makers.editions import Editions

STATEMENT = "accessibility"
"""The name of the page that shows it."""


def conformance(book: Editions, language: Language) -> Conformance | None:
    """What the statement says in a language; None while nothing has been recorded."""
    tested, voice = book.site.tested, book.voices[language.code]
    if tested is None:
        return None
    return Conformance(
        full=bool(tested.audited) and not tested.faults and not tested.found,
        tested=Date(tested.tested, voice.date(tested.tested)),
        audited=Date(tested.audited, voice.date(tested.audited)),
        tool=tested.tool,
        pages=voice.number(str(tested.pages)),
        found=voice.number(str(tested.found)),
        faults=tuple(book.words(words, language) for _, words in tested.faults),
    )
