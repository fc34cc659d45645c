"""The running text of a body: its sentences and words, each with its place, with everything that is not words blotted out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

NOT_WORDS = re.compile(
    r"""
    ^\*\[[^\]\n]+\]:                      # the short form of an abbreviation
    |^[ \t>]*\[![A-Za-z]+\][ \t]*$        # the kind of a note
    |^(?:[ \t>]*(?:[-*+]|\d+[.)])[ \t])+  # the dash or number of an item
    |^[ \t]*>[ \t>]*
    |^[ \t]*\#+[ \t]
    |^[ \t]*:[ \t]
    |^[ \t|:-]*-[ \t|:-]*$                # the line below the heads of a table
    |\[\[[^\[\]\n|]+\|(?=[^\]\n]*\]\])    # a fact's name; the writer's own words for it stay
    |\[\[[^\[\]\n|]+\]\]
    |\]\([^()\n]*\)|!?\[(?!\[)|\]\]?
    |\{[^}\n]*\}
    |`[^`\n]*`
    |<[^>\n]*>
    |&\#?\w+;
    |(?:https?://|www\.)\S+
    |[*_|\\~]+
    """,
    re.X | re.M,
)
MARKED = re.compile(r"\[[^\[\]\n]+\]\{lang=[A-Za-z0-9-]+\}")
END = re.compile(r"[.!?؟۔።፨]+[”»\"')\]]*(?=\s|$)")
WORD = re.compile(r"[^\W\d_][^\W\d_\u0300-\u036f]*(?:[\u0300-\u036f\u064b-\u0652\u0670\u200c’'][^\W\d_]*)*")
ITEM = re.compile(r"[ \t>]*(?:[-*+]|\d+[.)])[ \t]")
FRONT = re.compile(r"---\n(?:.*\n)*?---(?:\n|\Z)")


class Sentence(NamedTuple):
    """A sentence: from which to which character of the text, and how many words."""

    start: int
    end: int
    words: int


def blotted(text: str, marked: bool = False) -> str:
    """A text of the same length in which only words are left: no front matter, marks, names of facts, addresses. ``marked``:
    words marked as another language stay, too."""
    front = FRONT.match(text)
    head = front.end() if front else 0
    body = text[head:]
    if not marked:
        body = MARKED.sub(_blank, body)
    return _blank_text(text[:head]) + NOT_WORDS.sub(_blank, body)


def _blank(match: re.Match[str]) -> str:
    return _blank_text(match[0])


def _blank_text(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)


def sentences(text: str) -> tuple[Sentence, ...]:
    """The sentences of the running text. Headings have none; a paragraph and an item of a list end one (LIX, which counts a list as one sentence,
    is measured elsewhere: :mod:`press.readers.wording`; here is shown what a writer can divide)."""
    plain = blotted(text, marked=True)
    found: list[Sentence] = []
    for start, end in _paragraphs(text):
        at = start
        for stop in (*[match.end() for match in END.finditer(plain, start, end)], end):
            words = len(re.findall(r"\w+(?:[’'-]\w+)*", plain[at:stop]))
            if words:
                first = at + len(plain[at:stop]) - len(plain[at:stop].lstrip())
                found.append(Sentence(first, first + len(plain[first:stop].rstrip()), words))
            at = stop
    return tuple(found)


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """From where to where the blocks of running text reach: paragraphs, items of lists, rows of tables."""
    front = FRONT.match(text)
    at = front.end() if front else 0
    start = -1
    for line in text[at:].split("\n"):
        alone = line.lstrip().startswith("#") or re.match(r"[ \t>]*\[![A-Za-z]+\]\s*$", line) is not None or line.startswith("*[")
        if ITEM.match(line) and start >= 0:
            yield start, at - 1
            start = at
        elif not line.strip(" \t>") or alone or line.lstrip().startswith("|"):
            if start >= 0:
                yield start, at - 1
            start = -1
            if line.lstrip().startswith("|"):
                yield at, at + len(line)
        elif start < 0:
            start = at
        at += len(line) + 1
    if start >= 0:
        yield start, len(text)


def words(text: str) -> Iterator[tuple[str, int]]:
    """The words of the running text in the page's own language, each with its place."""
    for match in WORD.finditer(blotted(text)):
        word = match[0].rstrip("’'")
        if len(word) > 1:
            yield word, match.start()
