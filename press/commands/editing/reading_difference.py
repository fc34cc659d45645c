"""What differs for those who read two versions of a page: sentence by sentence, word by word, and where links lead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from html.parser import HTMLParser
from typing import NamedTuple

from press.commands.editing.differences import READ, Piece, by_words, joined

INLINE = frozenset(
    ["a", "abbr", "b", "bdi", "bdo", "br", "cite", "code", "dfn", "em", "i", "img", "kbd", "mark", "q", "s", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr"]
)
"""Elements within a line of text; every other begins a new block."""
VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})
UNREAD = frozenset({"script", "style", "template", "svg", "head"})
"""Elements whose text nobody reads; of the head the title alone is taken."""
SENTENCE = re.compile(r"(?<=[.!?؟。።۔])\s+")
ALIKE = 0.35
"""Sentences less alike than this (0–1) are two different ones, and no word of them is compared."""

class Block(NamedTuple):
    """A block of a page: its words, language and direction, the id and words of the heading above it, where its links lead."""

    text: str
    lang: str
    direction: str
    id: str
    heading: str
    links: tuple[str, ...]


class Difference(NamedTuple):
    """A block that differs, in pieces; ``links`` are pairs (before, after) of where links lead now that led elsewhere."""

    id: str
    heading: str
    lang: str
    direction: str
    parts: tuple[Piece, ...]
    links: tuple[tuple[str, str], ...]


class _Reader(HTMLParser):
    """Gathers the blocks of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[Block] = []
        self.open: list[tuple[str, str, str]] = [("", "", "ltr")]  # element, language, direction
        self.words: list[str] = []
        self.links: list[str] = []
        self.skipped = 0
        self.id = self.heading = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element begins; one that is no part of a line begins a new block."""
        values = {key: value or "" for key, value in attrs}
        if tag not in INLINE:
            self.end()
        if tag == "a":
            self.links.append(values.get("href", ""))
        if tag in VOID:
            if tag == "br":
                self.words.append(" ")
            if values.get("alt"):
                self.words.append(f"[{values['alt']}]")
            return
        _, lang, direction = self.open[-1]
        self.open.append((tag, values.get("lang", lang), values.get("dir", direction)))
        self.skipped += tag in UNREAD
        if values.get("id") and tag in ("section", "h1", "h2", "h3"):
            self.id = values["id"]

    def handle_endtag(self, tag: str) -> None:
        """An element ends."""
        if tag in VOID or all(name != tag for name, _, _ in self.open):
            return
        if tag not in INLINE:
            self.end(heading=tag in ("h1", "h2", "h3"))
        while self.open[-1][0] != tag:
            self.skipped -= self.open.pop()[0] in UNREAD
        self.open.pop()
        self.skipped -= tag in UNREAD

    def handle_data(self, data: str) -> None:
        """Words."""
        if not self.skipped or self.open[-1][0] == "title":
            self.words.append(data)

    def end(self, heading: bool = False) -> None:
        """End the block."""
        text = " ".join("".join(self.words).split(" ")).strip()
        text = re.sub(r"[ \t\r\n]+", " ", text)
        if text:
            _, lang, direction = self.open[-1]
            if heading:
                self.heading = text
            self.blocks.append(Block(text, lang, direction, self.id, self.heading, tuple(self.links)))
        self.words, self.links = [], []


def blocks(page: bytes) -> list[Block]:
    """The blocks of a page's text, in order."""
    reader = _Reader()
    reader.feed(page.decode("utf-8", "replace"))
    reader.close()
    reader.end()
    return reader.blocks


def differences(before: bytes, after: bytes) -> list[Difference]:
    """What differs between two versions of a page for those who read it; empty when nothing does."""
    was, now = blocks(before), blocks(after)
    found: list[Difference] = []
    matcher = SequenceMatcher(None, [block.text for block in was], [block.text for block in now], autojunk=False)
    for _, first, last, start, end in matcher.get_opcodes():
        for old, new in _paired(was[first:last], now[start:end]):
            parts, links = _parts(old.text if old else "", new.text if new else ""), _moved(old, new)
            if links or any(part.kind != "same" for part in parts):
                shown = new or old
                assert shown is not None
                found.append(Difference(shown.id, shown.heading, shown.lang, shown.direction, parts, links))
    return found


def _paired(was: list[Block], now: list[Block]) -> Iterator[tuple[Block | None, Block | None]]:
    """Blocks that came in the place of others, each with the one it came for."""
    left = list(was)
    for new in now:
        at = next((at for at, old in enumerate(left) if _alike(old.text, new.text)), None)
        if at is None:
            yield None, new
            continue
        for old in left[:at]:
            yield old, None
        yield left[at], new
        left = left[at + 1 :]
    for old in left:
        yield old, None


def _alike(one: str, other: str) -> bool:
    if one == other:
        return True
    return SequenceMatcher(None, _words(one), _words(other), autojunk=False).ratio() >= ALIKE


def _words(text: str) -> list[str]:
    return [word for word in READ.findall(text) if not word.isspace()]


def _moved(old: Block | None, new: Block | None) -> tuple[tuple[str, str], ...]:
    """Links that lead elsewhere than before; only where there are as many, so that each can be told from the others."""
    if old is None or new is None or len(old.links) != len(new.links):
        return ()
    return tuple((was, now) for was, now in zip(old.links, new.links, strict=True) if was != now)


def _parts(old: str, new: str) -> tuple[Piece, ...]:
    """A block by sentences: those that stay whole, those that differ word by word."""
    if not old or not new:
        return joined([Piece("gone", old), Piece("new", new)])
    was, now = SENTENCE.split(old), SENTENCE.split(new)
    found: list[Piece] = []
    for kind, first, last, start, end in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        one, other = " ".join(was[first:last]), " ".join(now[start:end])
        if kind == "equal":
            found.append(Piece("same", one + " "))
        elif one and other and _alike(one, other):
            found += [*by_words(one, other, READ), Piece("same", " ")]
        else:
            found += [Piece("gone", one + " " if one else ""), Piece("new", other + " " if other else "")]
    *rest, last_one = joined(found)
    return (*rest, *[Piece(last_one.kind, words) for words in [last_one.text.rstrip()] if words])
