"""A page's text cut into what a translator writes and what stands between; joined again it is the very same text.

Cut by lines, not by the parser: what is cut wrongly is a poor segment to translate, never a changed file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
QUOTE = re.compile(r"(?: {0,3}>[ \t]?)+")
HEADING = re.compile(r"( {0,3}(#{1,6})[ \t]+)(.*?)((?:[ \t]+#+)?(?:[ \t]*\{[ \t]*[#.][^{}]*\})?[ \t]*)\Z")
MARKER = re.compile(r"[ \t]*(?:[-*+]|[0-9]{1,9}[.)])[ \t]+(?=\S)")
FIRST = re.compile(r"[ \t]*(?:[-*+]|0*1[.)])[ \t]")
DEFINITION = re.compile(r" {0,3}:[ \t]+(?=\S)")
ABBREVIATION = re.compile(r"(\*\[)([^\]]+)(\]:[ \t]*)(.*?)([ \t]*)\Z")
FENCE = re.compile(r"[ \t]*(`{3,}|~{3,})")
LITERAL = re.compile(
    r" {0,3}(?:([-*_])[ \t]*(?:\1[ \t]*){2,}|[-=]+[ \t]*|\[![A-Za-z]+\][ \t]*|\[[^\]]+\]:[ \t].*|<!--.*-->[ \t]*)\Z"
)
"""Lines with nothing to translate: a rule, what underlines a heading, the kind of a note, where a link leads, a comment."""
ROW = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*\Z")
CELL = re.compile(r"\||(?:\\.|\[\[[^\[\]]+\]\]|[^|\\])+|\\\Z")
BLANK = re.compile(r"(?:[ \t]*(?:\r\n|\r|\n))*")


class Piece(NamedTuple):
    """A stretch of a text: ``kind`` is empty for what is not translated. ``unit`` names its segment, where it has one."""

    kind: str
    text: str
    unit: str = ""


Pieces = tuple[Piece, ...]


class Part(NamedTuple):
    """The front matter ("front"), or a section by its id, as pieces. ``fresh``: it is the source's own, and comes into
    being when its segments are translated."""

    id: str
    pieces: Pieces
    fresh: bool = False


def join(pieces: Iterable[Piece]) -> str:
    """The text again."""
    return "".join(piece.text for piece in pieces)


def divide(text: str, sections: Sequence[tuple[str, int]]) -> tuple[tuple[str, str], ...]:
    """``(id, text)`` of the front matter ("front") and each section, from ``(id, first line)`` as the reader found them."""
    lines = LINE.findall(text)
    starts = [0, *(line - 1 for _, line in sections), len(lines)]
    ids = ["front", *(id for id, _ in sections)]
    return tuple((id, "".join(lines[starts[n] : starts[n + 1]])) for n, id in enumerate(ids))


def cut_front(text: str, places: Mapping[str, tuple[int, int]]) -> Pieces:
    """The front matter as pieces; ``places`` tells where the value of each key to translate stands."""
    pieces: list[Piece] = []
    at = 0
    for key, (start, end) in sorted(places.items(), key=lambda item: item[1]):
        pieces += [Piece("", text[at:start]), Piece(key, text[start:end], key)]
        at = end
    return (*pieces, Piece("", text[at:]))


def cut(text: str) -> Pieces:
    """A section's Markdown as pieces: the words of a heading, paragraph, list item, table cell … each, and what is between."""
    cutter = _Cutter(LINE.findall(text))
    for number in range(len(cutter.lines)):
        cutter.line(number)
    cutter.close()
    return tuple(cutter.pieces)


class _Cutter:
    """One text being cut. ``between`` is what follows the open block, and becomes part of it if the block goes on."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.pieces: list[Piece] = []
        self.open = False
        self.between = ""
        self.depth = 0
        self.fence = self.comment = self.table = ""

    def close(self) -> None:
        """The open block ends."""
        self.add("", self.between)
        self.open, self.between = False, ""

    def add(self, kind: str, text: str) -> None:
        """One more piece; what is not translated is one piece as long as nothing comes between."""
        if text and not kind and self.pieces and not self.pieces[-1].kind:
            self.pieces[-1] = Piece("", self.pieces[-1].text + text)
        elif text:
            self.pieces.append(Piece(kind, text))

    def skip(self, text: str) -> None:
        """A line with nothing to translate."""
        self.close()
        self.add("", text)

    def line(self, number: int) -> None:
        """One more line."""
        full = self.lines[number]
        words = full.rstrip("\r\n")
        quote = QUOTE.match(words)
        prefix = quote.group() if quote else ""
        depth, rest = prefix.count(">"), words[len(prefix) :]
        if depth != self.depth:
            self.close()
            self.depth, self.table = depth, ""
        if self.fence:
            self.skip(full)
            self.fence = "" if rest.strip().startswith(self.fence) and not rest.strip(" \t`~") else self.fence
        elif self.comment:
            self.skip(full)
            self.comment = "" if "-->" in rest else self.comment
        elif not rest.strip():
            self.skip(full)
            self.table = ""
        elif fence := FENCE.match(rest):
            self.skip(full)
            self.fence = fence.group(1)
        elif rest.lstrip().startswith("<!--") and "-->" not in rest:
            self.skip(full)
            self.comment = "<!--"
        elif LITERAL.match(rest):
            self.skip(full)
        else:
            self.block(number, prefix, rest, full[len(words) :])

    def block(self, number: int, prefix: str, rest: str, end: str) -> None:
        """A line with words in it, after its ``>`` marks."""
        kind = "quoted-" if self.depth else ""
        if heading := HEADING.match(rest):
            self.skip(prefix + heading.group(1))
            self.add(f"{kind}heading-{len(heading.group(2))}", heading.group(3))
            self.add("", heading.group(4) + end)
        elif self.table or ("|" in rest and self.underlined(number, len(prefix))):
            self.table = "table"
            self.skip(prefix)
            self.row(rest, end, kind)
        elif not prefix and (short := ABBREVIATION.match(rest)):
            self.skip(short.group(1))
            self.add("abbreviation", short.group(2))
            self.add("", short.group(3))
            self.add("explanation", short.group(4))
            self.add("", short.group(5) + end)
        elif (marker := MARKER.match(rest)) and (FIRST.match(rest) or not self.in_paragraph()):
            while further := MARKER.match(rest, marker.end()):
                marker = further
            self.begin(f"{kind}item", prefix, rest, marker.end(), end)
        elif definition := DEFINITION.match(rest):
            self.begin(f"{kind}definition", prefix, rest, definition.end(), end)
        elif self.open:
            self.pieces[-1] = self.pieces[-1]._replace(
                text=self.pieces[-1].text + self.between + prefix + rest.rstrip()
            )
            self.between = rest[len(rest.rstrip()) :] + end
        elif rest.startswith(("    ", "\t")) and not self.in_list():
            self.skip(prefix + rest + end)  # code
        else:
            self.begin(f"{kind}paragraph", prefix, rest, len(rest) - len(rest.lstrip()), end)

    def begin(self, kind: str, prefix: str, rest: str, start: int, end: str) -> None:
        """A block whose words begin at ``start`` of ``rest``."""
        self.skip(prefix + rest[:start])
        words = rest[start:].rstrip()
        self.add(kind, words)
        self.open, self.between = True, rest[start + len(words) :] + end

    def row(self, rest: str, end: str, kind: str) -> None:
        """A row of a table, cell by cell."""
        if ROW.match(rest):
            self.add("", rest + end)
            return
        for cell in CELL.findall(rest):
            words = cell.strip(" \t") if cell != "|" else ""
            before, _, after = cell.partition(words) if words else (cell, "", "")
            self.add("", before)
            self.add(f"{kind}cell", words)
            self.add("", after)
        self.add("", end)

    def underlined(self, number: int, skip: int) -> bool:
        """Whether the next line is what stands beneath the head of a table."""
        below = self.lines[number + 1].rstrip("\r\n")[skip:] if number + 1 < len(self.lines) else ""
        return "|" in below and ROW.match(below) is not None

    def in_paragraph(self) -> bool:
        """Whether a paragraph may go on: only a list that begins with 1 can end it (CommonMark 0.31, 5.3)."""
        return self.open and self.pieces[-1].kind.endswith("paragraph")

    def in_list(self) -> bool:
        """Whether an indented line belongs to what stands above."""
        last = next((piece.kind for piece in reversed(self.pieces) if piece.kind), "")
        return last.endswith(("item", "definition"))


def whole(text: str, headed: bool = True) -> Pieces:
    """A section as its heading and one segment of all the rest: for a translation that is built otherwise than its source.

    Not ``headed``: the heading is part of the one segment.
    """
    first = LINE.match(text) if headed else None
    head = first.group() if first and HEADING.match(first.group().rstrip("\r\n")) else ""
    rest = text[len(head) :]
    blank = BLANK.match(rest)
    start = blank.end() if blank else 0
    words = rest[start:].rstrip()
    return (*cut(head), Piece("", rest[:start]), Piece("rest", words), Piece("", rest[start + len(words) :]))


def kinds(pieces: Pieces) -> tuple[str, ...]:
    """What is to be translated, by kind."""
    return tuple(piece.kind for piece in pieces if piece.kind)


def named(pieces: Pieces, section: str) -> Pieces:
    """The pieces with the names of their segments: ``register.1``, ``register.2`` …, ``register.rest``."""
    found: list[Piece] = []
    number = 0
    for piece in pieces:
        number += bool(piece.kind)
        last = piece.kind if piece.kind == "rest" else number
        found.append(piece._replace(unit=f"{section}.{last}") if piece.kind else piece)
    return tuple(found)
