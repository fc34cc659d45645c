"""HTML as a small tree, so that the tests can ask a built file questions without a browser."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})


@dataclass(eq=False)
class Node:
    """An element; ``children`` holds elements and strings in order."""

    tag: str
    attributes: dict[str, str]
    parent: Node | None = None
    children: list[Node | str] = field(default_factory=list)

    def __iter__(self) -> Iterator[Node]:
        """This element and all elements below it, in document order."""
        yield self
        for child in self.children:
            if isinstance(child, Node):
                yield from child

    def __str__(self) -> str:
        shown = "".join(f' {name}="{value}"' for name, value in self.attributes.items())
        return f"<{self.tag}{shown}>{self.text[:50]}"

    def get(self, name: str, otherwise: str = "") -> str:
        """An attribute."""
        return self.attributes.get(name, otherwise)

    @property
    def classes(self) -> list[str]:
        """The words of ``class``."""
        return self.get("class").split()

    @property
    def text(self) -> str:
        """All text below, white space as one space."""
        return " ".join("".join(self.strings()).split())

    def strings(self) -> Iterator[str]:
        """The strings below, in order."""
        for child in self.children:
            if isinstance(child, str):
                yield child
            else:
                yield from child.strings()

    def all(self, *tags: str) -> list[Node]:
        """The elements below with one of the tags."""
        return [node for node in self if node.tag in tags and node is not self]

    def find(self, tag: str, **attributes: str) -> Node:
        """The first element below with a tag and attributes. Raises LookupError."""
        for node in self.all(tag):
            if all(node.get(name) == value for name, value in attributes.items()):
                return node
        raise LookupError(f"no <{tag}> with {attributes}")

    def up(self) -> Iterator[Node]:
        """This element and all it stands in, from within."""
        node: Node | None = self
        while node is not None:
            yield node
            node = node.parent

    def inherited(self, name: str) -> str:
        """The nearest value of an attribute, here or further out."""
        return next((node.get(name) for node in self.up() if name in node.attributes), "")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("#document", {})
        self.here = self.root

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs}, self.here)
        self.here.children.append(node)
        if tag not in VOID:
            self.here = node

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.here.children.append(Node(tag, {name: value or "" for name, value in attrs}, self.here))

    def handle_endtag(self, tag: str) -> None:
        assert self.here.tag == tag, f"</{tag}> closes <{self.here.tag}>"
        assert self.here.parent is not None
        self.here = self.here.parent

    def handle_data(self, data: str) -> None:
        self.here.children.append(data)


def parse(text: str) -> Node:
    """The tree of a page. Every element must be closed as it is written: the templates leave nothing to repair."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    assert reader.here is reader.root, f"<{reader.here.tag}> is never closed"
    return reader.root
