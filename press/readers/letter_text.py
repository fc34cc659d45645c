"""The Markdown of a letter becomes blocks of plain runs, with every mark that paper cannot hold named at its line.

A letter has the pages' own marks (``[[fact]]``, ``[[fact|words]]``, ``[words]{lang=xx}``) and of Markdown only
paragraphs, ``##`` headings, lists, ``**strong**`` and line breaks. Nothing is looked up here: a fact stays a name
until the letter is made.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Literal

from press.adapters.markdown import events
from press.problems import Message, Place, Problem, say

TOKEN = re.compile(r"\[\[([^\[\]\n|]+?)(?:\|([^\[\]\n]*))?\]\]|\[([^\[\]\n]+)\]\{lang=([A-Za-z0-9-]+)\}")
HELD = re.compile("\ue000(\\d+)\ue001")

BlockKind = Literal["paragraph", "heading", "item"]
RunKind = Literal["text", "lang", "fact", "break", "address"]


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a line. ``text`` is its words (for a fact: the writer's own, or ""); ``name`` the fact, the address or the
    language; ``to`` the page of the site that the words lead to, as it is written (``work.md#register``)."""

    kind: RunKind
    text: str = ""
    name: str = ""
    strong: bool = False
    line: int = 0
    to: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a heading (``number`` 2 or 3) or a list item (``number`` counts, 0 is a bullet)."""

    kind: BlockKind
    runs: tuple[Run, ...]
    number: int = 0
    line: int = 0


@dataclass(frozen=True, slots=True)
class LetterText:
    """A letter's body, read."""

    blocks: tuple[Block, ...]
    problems: tuple[Problem, ...]


def read_letter(text: str, path: str) -> LetterText:
    """Read a letter file, front matter and all (which :mod:`press.readers.pages` reads). ``path`` is for the
    problems."""
    first_line, body = 1, text
    if text.startswith("---\n"):
        end = text.find("\n---", 3)
        if end >= 0:
            line_end = text.find("\n", end + 1)
            front, body = (text, "") if line_end < 0 else (text[: line_end + 1], text[line_end + 1 :])
            first_line = front.count("\n") + 1
    reader = _Reader(body, first_line, path)
    reader.walk()
    return LetterText(tuple(reader.blocks), tuple(reader.problems))


FORBIDDEN: dict[str, tuple[Message, Message]] = {
    "Table": (say("A printed text cannot hold a table."), say("Write it as a list, one line for each row.")),
    "Image": (
        say("A printed text cannot hold a picture."),
        say("Take the picture away; describe it in words if it is needed."),
    ),
    "Html": (say("A printed text cannot hold HTML."), say("Take the tags away and write plain Markdown.")),
    "CodeBlock": (say("A printed text cannot hold a block of code."), say("Begin the lines without spaces or ``` marks.")),
    "Code": (say("A printed text cannot hold `code`."), say("Take the ` marks away.")),
    "BlockQuote": (say("A printed text cannot hold a quotation or a note."), say("Write it as a paragraph without “>”.")),
    "Emphasis": (
        say("A printed text has no italics: several of the languages' scripts have none."),
        say("Use **strong** or plain words."),
    ),
    "Strikethrough": (say("A printed text cannot hold struck-out text."), say("Take the words away.")),
    "DefinitionList": (say("A printed text cannot hold a list of definitions."), say("Write it as a list with “- ”.")),
    "Rule": (
        say("A printed text cannot hold a line between paragraphs."),
        say("Take the line away; use a “## ” heading instead."),
    ),
    "Link": (
        say("A link cannot be followed on paper."),
        say("Use a fact, [[name]]: its address is printed after the words."),
    ),
}


@dataclass(slots=True)
class _Reader:
    """One body being read."""

    body: str
    first_line: int
    path: str
    blocks: list[Block] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    tokens: list[tuple[RunKind, str, str, str]] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    data: bytes = b""
    strong: int = 0
    lost: int = 0

    def walk(self) -> None:
        """One flat pass over the parse events. ``lost`` counts how deep we stand inside something already reported."""
        # Our own marks are put aside first, so that Markdown cannot take their brackets apart.
        text = TOKEN.sub(self.hold, self.body)
        self.data = text.encode()
        for event, span in events(text):
            start = span["start"]
            if isinstance(event, str):
                self.single(event, start)
                continue
            ((key, value),) = event.items()
            if key == "Text":
                self.words(value, start)
            elif key == "Code":
                self.report("Code", start)
            elif key in ("Html", "InlineHtml"):
                if not value.lstrip().startswith("<!--"):
                    self.report("Html", start)
            elif key == "Start":
                self.start(value, start)
            elif key == "End":
                self.end(value, start)

    def hold(self, match: re.Match[str]) -> str:
        fact, words, foreign, language = match.groups()
        kind: RunKind = "fact" if fact else "lang"
        self.tokens.append(
            (kind, fact.strip() if fact else language, (words or "").strip() if fact else foreign, match.group())
        )
        return f"\ue000{len(self.tokens) - 1}\ue001"

    def line(self, start: int) -> int:
        return self.data.count(b"\n", 0, start) + self.first_line

    def report(self, name: str, start: int) -> None:
        if not self.lost:
            what, fix = FORBIDDEN[name]
            self.problems.append(Problem(Place(self.path, self.line(start)), what, fix))

    def single(self, event: str, start: int) -> None:
        if event == "SoftBreak":
            self.words(" ", start)
        elif event == "HardBreak":
            self.runs.append(Run("break", line=self.line(start)))
        elif event == "Rule":
            self.report("Rule", start)

    def words(self, text: str, start: int) -> None:
        """Text with its held marks taken out again."""
        if self.lost:
            return
        line, at = self.line(start), 0
        for match in HELD.finditer(text):
            self.add("text", text[at : match.start()], "", line)
            kind, name, words, _ = self.tokens[int(match.group(1))]
            self.runs.append(Run(kind, words, name, self.strong > 0, line))
            at = match.end()
        self.add("text", text[at:], "", line)

    def add(self, kind: RunKind, text: str, name: str, line: int) -> None:
        """Neighbouring plain text is one run: pulldown-cmark splits it at every character that might have been a
        mark."""
        if not text:
            return
        last = self.runs[-1] if self.runs else None
        if last and last.kind == kind == "text" and last.strong == (self.strong > 0):
            self.runs[-1] = Run("text", last.text + text, "", last.strong, last.line)
        else:
            self.runs.append(Run(kind, text, name, self.strong > 0, line))

    def start(self, value: Any, start: int) -> None:
        name, tag = (value, None) if isinstance(value, str) else next(iter(value.items()))
        if name in FORBIDDEN or name == "HtmlBlock":
            if name in FORBIDDEN:
                self.report(name, start)
            # Links and italics keep their words, so that later mistakes in them are found as well.
            if name not in ("Link", "Emphasis", "BlockQuote", "HtmlBlock"):
                self.lost += 1
        elif name == "Strong":
            self.strong += 1
        elif name == "List":
            if self.numbers:
                self.problems.append(
                    Problem(
                        Place(self.path, self.line(start)),
                        say("A list inside a list is hard to follow on paper."),
                        say("Make it one list, or two with a sentence between."),
                    )
                )
            self.flush("item", start)
            self.numbers.append(0 if tag is None else int(tag))
        elif name in ("Paragraph", "Heading"):
            # In a loose list the paragraphs of one item stay one item, with a line break between.
            if not self.numbers:
                self.runs = []
            elif self.runs:
                self.runs.append(Run("break", line=self.line(start)))

    def end(self, value: Any, start: int) -> None:
        name, tag = (value, None) if isinstance(value, str) else next(iter(value.items()))
        if name in FORBIDDEN:
            if name not in ("Link", "Emphasis", "BlockQuote"):
                self.lost -= 1
        elif name == "Strong":
            self.strong -= 1
        elif name == "Heading":
            level = int(tag[1]) if isinstance(tag, str) else 2
            if level not in (2, 3):
                self.problems.append(
                    Problem(
                        Place(self.path, self.line(start)),
                        say("A heading in a printed text is “## …” or “### …”: the title is the first heading."),
                        say("Write it with ## instead of %(marks)s.", marks="#" * level),
                    )
                )
            self.flush("heading", start, min(max(level, 2), 3))
        elif name == "Paragraph":
            if not self.numbers:
                self.flush("paragraph", start)
        elif name == "Item":
            self.flush("item", start)
            if self.numbers and self.numbers[-1]:
                self.numbers[-1] += 1
        elif name == "List":
            self.numbers.pop()

    def flush(self, kind: BlockKind, start: int, number: int | None = None) -> None:
        """What has been gathered becomes a block."""
        runs, self.runs = tuple(self.runs), []
        if runs and not self.lost:
            count = number if number is not None else self.numbers[-1] if self.numbers else 0
            self.blocks.append(Block(kind, runs, count, self.line(start)))
