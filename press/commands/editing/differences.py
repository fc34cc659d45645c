"""Differences of two texts as a person reads them: word by word, in order, what stayed, what went, what came.

One way of comparing, two of dividing: writers see every sign by itself, readers words with the signs that stand at them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

MARKS = "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
"""Thai vowels and tones that stand on the letter before them."""
THAI = re.compile("[\u0e00-\u0e7f]+")
WRITTEN = re.compile(rf"\n|[^\S\n]+|[^\W\d_{MARKS}\u0e00-\u0e7f][^\s.,;:!?…()\[\]{{}}*#|<>”“\"»«،؛؟።፣]*|[\u0e00-\u0e7f][{MARKS}]*|\d+|.", re.S)
"""A word with all its marks, a Thai letter with its own (its words are written together), a number, or a single sign."""
READ = re.compile(r"\d(?:[\d.,:\u2011\u00a0\u202f-]*\d)?|\s+|[^\s\d]+")
"""Words with their signs, numbers and spaces: a number beside Thai, which has no spaces, is a word of its own."""


Kind = Literal["same", "gone", "new"]


class Piece(NamedTuple):
    """A run of text that stayed, went or came."""

    kind: Kind
    text: str


def pieces(old: str, new: str) -> tuple[Piece, ...]:
    """How ``old`` became ``new``: what is not ``new`` makes up ``old``, what is not ``gone`` makes up ``new``."""
    found: list[Piece] = []
    was, now = old.splitlines(keepends=True), new.splitlines(keepends=True)
    for kind, first, last, start, end in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        before, after = "".join(was[first:last]), "".join(now[start:end])
        found += [Piece("same", before)] if kind == "equal" else _words(before, after)
    return joined(found)


def _words(old: str, new: str) -> list[Piece]:
    was, now = WRITTEN.findall(old), WRITTEN.findall(new)
    matcher = SequenceMatcher(None, was, now, autojunk=False)
    alike = sum(block.size for block in matcher.get_matching_blocks() if "".join(was[block.a : block.a + block.size]).strip())
    if alike * 5 < min(len(was), len(now)):  # two different sentences: bits of one in the other help nobody
        return [Piece("gone", old), Piece("new", new)]
    return _gathered(_run(matcher, was, now))


def by_words(old: str, new: str, divided: re.Pattern[str]) -> list[Piece]:
    """How ``old`` became ``new``, word by word as the pattern divides them (:data:`WRITTEN`, :data:`READ`)."""
    was, now = divided.findall(old), divided.findall(new)
    return _run(SequenceMatcher(None, was, now, autojunk=False), was, now)


def _run(matcher: SequenceMatcher[str], was: Sequence[str], now: Sequence[str]) -> list[Piece]:
    found: list[Piece] = []
    for kind, first, last, start, end in matcher.get_opcodes():
        before, after = "".join(was[first:last]), "".join(now[start:end])
        found += [Piece("same", before)] if kind == "equal" else [Piece("gone", before), Piece("new", after)]
    return found


def _gathered(found: Sequence[Piece]) -> list[Piece]:
    """A blank alone between two changes belongs to them: three new words are one change, not three. So do a few Thai letters: they are no word."""
    pieces = [piece for piece in found if piece.text]
    result: list[Piece] = []
    for index, piece in enumerate(pieces):
        changed = 0 < index < len(pieces) - 1 and pieces[index - 1].kind != "same" and pieces[index + 1].kind != "same"
        small = not piece.text.strip() or (THAI.fullmatch(piece.text) and len(piece.text) < 5)
        joins = changed and piece.kind == "same" and small and "\n" not in piece.text
        result += [Piece("gone", piece.text), Piece("new", piece.text)] if joins else [piece]
    return result


def joined(found: Sequence[Piece]) -> tuple[Piece, ...]:
    """Neighbouring pieces of a kind as one; within a change what went stands before what came."""
    result: list[Piece] = []
    gone, new = "", ""
    for piece in (*found, Piece("same", "")):
        if piece.kind == "gone":
            gone += piece.text
        elif piece.kind == "new":
            new += piece.text
        else:
            result += [Piece("gone", gone)] * bool(gone) + [Piece("new", new)] * bool(new)
            gone, new = "", ""
            if result and result[-1].kind == "same":
                result[-1] = Piece("same", result[-1].text + piece.text)
            elif piece.text:
                result.append(piece)
    return tuple(result)
