"""The Markdown of a page becomes nested blocks of plain runs, as paper can show them.

What a phone does and paper cannot is written out: a link to another website gets its address, a question stands open, an
abbreviation is explained where it first comes. What is wrong in a page has been told by :mod:`press.readers.body`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from press.adapters.markdown import events
from press.readers.letter_text import Run
from press.readers.marks import HELD, Marks
from press.readers.pages import split

NodeKind = Literal[
    "root",
    "paragraph",
    "heading",
    "list",
    "item",
    "table",
    "row",
    "cell",
    "note",
    "quote",
    "definitions",
    "term",
    "definition",
]
STARTS: dict[str, NodeKind] = {
    "Paragraph": "paragraph",
    "Heading": "heading",
    "List": "list",
    "Item": "item",
    "Table": "table",
    "TableHead": "row",
    "TableRow": "row",
    "TableCell": "cell",
    "BlockQuote": "note",
    "DefinitionList": "definitions",
    "DefinitionListTitle": "term",
    "DefinitionListDefinition": "definition",
    "CodeBlock": "paragraph",
}
"""The blocks of pulldown-cmark by what they become."""
LEAVES = frozenset({"paragraph", "heading", "cell", "term"})
"""The kinds whose words stand in ``runs``; the others have ``parts``."""


@dataclass(slots=True)
class Node:
    """A block. ``number`` is a heading's level, or where a list begins to count (0: bullets); ``name`` a heading's id, or
    the kind of a note (``warning``)."""

    kind: NodeKind
    runs: list[Run] = field(default_factory=list)
    parts: list[Node] = field(default_factory=list)
    number: int = 0
    name: str = ""


def read_handout(text: str, path: str) -> tuple[Node, ...]:
    """The blocks of a page file, front matter and all."""
    _, body, first_line = split(text, path, [])
    reader = _Reader(Marks(body, first_line, path, []))
    reader.walk()
    return tuple(reader.root.parts)


@dataclass(slots=True)
class _Reader:
    """One body being read; ``open`` are the blocks we stand in, from the outside in."""

    marks: Marks
    root: Node = field(default_factory=lambda: Node("root"))
    open: list[Node] = field(default_factory=list)
    strong: int = 0
    hidden: int = 0
    links: list[str] = field(default_factory=list)
    explained: set[str] = field(default_factory=set)

    def walk(self) -> None:
        """One flat pass over the parse events."""
        self.open.append(self.root)
        for event, span in events(self.marks.text):
            line = self.marks.line_at(span["start"])
            if isinstance(event, str):
                if event == "SoftBreak":
                    self.words(" ", line)
                elif event == "HardBreak":
                    self.add(Run("break", line=line))
                continue
            ((key, value),) = event.items()
            if key in ("Text", "Code"):
                self.words(value, line)
            elif key == "InlineHtml" and value.startswith("<br"):
                self.add(Run("break", line=line))
            elif key in ("Start", "End"):
                name, tag = (value, None) if isinstance(value, str) else next(iter(value.items()))
                (self.start if key == "Start" else self.end)(name, tag, line)

    def start(self, name: str, tag: Any, line: int) -> None:
        """A block or a manner of writing begins."""
        if name in ("Strong", "Emphasis"):
            # Several of the scripts have no italics; what is stressed is strong in all of them.
            self.strong += 1
        elif name == "Link":
            self.links.append(str(tag["dest_url"]))
        elif name in ("HtmlBlock", "Image"):
            self.hidden += 1
        elif name in STARTS:
            node = Node(STARTS[name])
            if name == "Heading":
                node.number, node.name = int(tag["level"][1]), tag["id"] or ""
            elif name == "List":
                node.number = 0 if tag is None else int(tag)
            elif name == "BlockQuote":
                node.kind, node.name = ("note", str(tag).lower()) if tag else ("quote", "")
            self.block().parts.append(node)
            self.open.append(node)

    def end(self, name: str, tag: Any, line: int) -> None:
        """It ends."""
        if name in ("Strong", "Emphasis"):
            self.strong -= 1
        elif name == "Link":
            address = self.links.pop()
            if address.startswith(("http:", "https:")):
                self.add(Run("address", name=address, strong=self.strong > 0, line=line))
        elif name in ("HtmlBlock", "Image"):
            self.hidden -= 1
        elif name in STARTS:
            self.open.pop()

    @property
    def to(self) -> str:
        """The page of the site that what is being read leads to."""
        return self.links[-1] if self.links and not self.links[-1].startswith(("http:", "https:")) else ""

    def block(self) -> Node:
        """The innermost block that holds other blocks: what stood open inside a tight item ends where a block begins."""
        if self.open[-1].kind == "paragraph":
            self.open.pop()
        return self.open[-1]

    def leaf(self) -> Node:
        """Where words go; those that stand directly in an item or a definition get a paragraph of their own."""
        last = self.open[-1]
        if last.kind in LEAVES:
            return last
        if not last.parts or last.parts[-1].kind != "paragraph" or last.parts[-1].name != "tight":
            last.parts.append(Node("paragraph", name="tight"))
        return last.parts[-1]

    def words(self, text: str, line: int) -> None:
        """Text with its held marks taken out again."""
        if self.hidden:
            return
        at = 0
        for match in HELD.finditer(text):
            self.text(text[at : match.start()], line)
            kind, name, words, _, _ = self.marks.tokens[int(match.group(1))]
            self.add(Run("fact" if kind == "f" else "lang", words, name, self.strong > 0, line, self.to))
            at = match.end()
        self.text(text[at:], line)

    def text(self, text: str, line: int) -> None:
        """Plain words; an abbreviation is explained the first time it is used."""
        for short, long in self.marks.abbreviations.items():
            if short not in self.explained and (at := _whole(text, short)) >= 0:
                self.explained.add(short)
                end = at + len(short)
                text = f"{text[:end]} ({long}){text[end:]}"
        if text:
            self.add(Run("text", text, "", self.strong > 0, line, self.to))

    def add(self, run: Run) -> None:
        """A run, joined to the one before where both are plain words of one manner."""
        if self.hidden:
            return
        runs = self.leaf().runs
        last = runs[-1] if runs else None
        if last and last.kind == run.kind == "text" and (last.strong, last.to) == (run.strong, run.to):
            runs[-1] = Run("text", last.text + run.text, "", last.strong, last.line, last.to)
        else:
            runs.append(run)


def _whole(text: str, word: str) -> int:
    """Where ``word`` stands in ``text`` as a word of its own, or -1."""
    at = text.find(word)
    while at >= 0:
        end = at + len(word)
        if not (at and text[at - 1].isalnum()) and not (end < len(text) and text[end].isalnum()):
            return at
        at = text.find(word, end)
    return -1
