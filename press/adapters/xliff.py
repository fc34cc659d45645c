"""The door to XLIFF 1.2 (OASIS, 2008), the file a translation agency's tools take: written and read with the standard library.

Source and target are runs: words, and tags that stand for marks a translator moves but does not write. A document type
is refused before anything in it is looked at, so no entity can grow, and none can fetch a file (CWE-776, CWE-611).
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterable
from typing import NamedTuple
from xml.parsers import expat

from press.problems import Message, say

NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"
RECORD = "text/x-om-sverige"
"""The form of the skeleton we write: a line a segment, with digests of its source and target (press.commands.exchange)."""

CODES = {"ph": "ph", "bpt": "bpt", "ept": "ept", "it": "ph", "x": "ph", "bx": "bpt", "ex": "ept", "g": "bpt"}
"""Inline elements of the standard, and which of our three they come to (XLIFF 1.2, 2.3 "Inline Elements")."""
CTYPE = {"link": "link", "strong": "bold", "emphasis": "italic", "image": "image", "break": "lb"}


class Tag(NamedTuple):
    """A mark among words: ``kind`` is ph (alone), bpt (begins) or ept (ends); ``code`` is what it stands for."""

    kind: str
    id: str
    what: str = ""
    code: str = ""


Runs = tuple[str | Tag, ...]


class Unit(NamedTuple):
    """A ``trans-unit``. ``target`` is None where the file has none; ``line`` is where it begins."""

    id: str
    kind: str
    source: Runs
    target: Runs | None
    state: str = ""
    note: str = ""
    qualifier: str = ""
    approved: bool = False
    line: int = 0


class File(NamedTuple):
    """A ``file``: what was cut out of one file of ours. ``record`` is its skeleton, ours to read again."""

    original: str
    source: str
    target: str
    datatype: str
    record: str
    units: tuple[Unit, ...]
    notes: tuple[str, ...] = ()
    line: int = 0


class XliffMistake(Exception):
    """The file cannot be read as XLIFF 1.2; says what is wrong, the way out, and the line."""

    def __init__(self, what: Message, fix: Message, line: int) -> None:
        super().__init__(str(what))
        self.what = what
        self.fix = fix
        self.line = line


# -- writing


def write(files: Iterable[File]) -> bytes:
    """The document. The same files give the same bytes: it holds no date and no name of a machine."""
    root = ET.Element("xliff", {"version": "1.2", "xmlns": NAMESPACE})
    for file in files:
        languages = {"source-language": file.source, "target-language": file.target}
        top = ET.SubElement(root, "file", {"original": file.original, **languages, "datatype": file.datatype})
        header = ET.SubElement(top, "header")
        ET.SubElement(ET.SubElement(header, "skl"), "internal-file", {"form": RECORD}).text = file.record
        for note in file.notes:
            ET.SubElement(header, "note", {"from": "Om Sverige"}).text = note
        body = ET.SubElement(top, "body")
        for unit in file.units:
            _unit(body, unit)
    _indent(root, 0)
    return bytes(ET.tostring(root, "utf-8", xml_declaration=True)) + b"\n"


def _unit(body: ET.Element, unit: Unit) -> None:
    spaced = {"id": unit.id, "restype": f"x-{unit.kind}", "xml:space": "preserve"}
    element = ET.SubElement(body, "trans-unit", spaced)
    _runs(ET.SubElement(element, "source"), unit.source)
    _runs(ET.SubElement(element, "target", {"state": unit.state} if unit.state else {}), unit.target or ())
    if unit.note:
        ET.SubElement(element, "note", {"from": "Om Sverige"}).text = unit.note


def _runs(parent: ET.Element, runs: Runs) -> None:
    last: ET.Element | None = None
    for run in runs:
        if isinstance(run, Tag):
            ctype = {} if run.kind == "ept" else {"ctype": CTYPE.get(run.what, f"x-{run.what}")}
            last = ET.SubElement(parent, run.kind, {"id": run.id, **ctype})
            last.text = run.code
        elif last is None:
            parent.text = (parent.text or "") + run
        else:
            last.tail = (last.tail or "") + run


LEAVES = frozenset({"source", "target", "note", "internal-file"})


def _indent(element: ET.Element, depth: int) -> None:
    """One element a line, so that a diff can be read; never within words, where a space is a space."""
    if element.tag in LEAVES or not len(element):
        return
    element.text = "\n" + "  " * (depth + 1)
    for child in element:
        _indent(child, depth + 1)
        child.tail = "\n" + "  " * (depth + 1)
    element[-1].tail = "\n" + "  " * depth


# -- reading


def read(data: bytes) -> tuple[File, ...]:
    """The files of a document. Raises :class:`XliffMistake`.

    Elements and attributes of other namespaces, which tools add, are passed over; ``mrk`` is taken for its words; ``g``
    and ``x`` are taken as the ``bpt``/``ept`` and ``ph`` they replace.
    """
    reader = _Reader()
    try:
        reader.parser.Parse(data, True)
    except expat.ExpatError as error:
        raise XliffMistake(
            say("The file is not whole XML: %(reason)s.", reason=expat.errors.messages[error.code]),
            say("Ask the agency to send it again, as their tool exports it."),
            error.lineno,
        ) from None
    except (ValueError, LookupError) as error:  # an encoding nobody knows
        raise XliffMistake(
            say("The file is not whole XML: %(reason)s.", reason=error),
            say("Ask the agency to send it again, as their tool exports it."),
            0,
        ) from None
    return tuple(reader.files)


class _Reader:
    """One document being read, event by event; ``path`` is where we stand, "" for what is not the standard's."""

    def __init__(self) -> None:
        self.parser = parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._doctype
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._words
        self.files: list[File] = []
        self.path: list[str] = []
        self.closing: list[str] = []
        self.units: list[Unit] = []
        self.file = File("", "", "", "", "", ())
        self.unit = Unit("", "", (), None)
        self.runs: list[str | Tag] | None = None
        self.code: list[str] = []
        self.record: list[str] = []

    def _doctype(self, *_: object) -> None:
        raise XliffMistake(
            say("The file has a document type (<!DOCTYPE …>), which could make the program read other files."),
            say("Take it back to the agency: an XLIFF file has none."),
            self.parser.CurrentLineNumber,
        )

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        space, _, name = tag.rpartition(" ")
        line = self.parser.CurrentLineNumber
        if not self.path:
            self._root(name, space, attributes, line)
        if space != NAMESPACE or (self.path and self.path[-1] in ("", "alt-trans")):
            name = ""  # a tool's own element, or its proposals: not what was delivered
        outer = self.path[-1] if self.path else ""
        self.path.append(name)
        if name == "file":
            self.units, self.record = [], []
            languages = (attributes.get("source-language", ""), attributes.get("target-language", ""))
            self.file = File(attributes.get("original", ""), *languages, "", "", (), (), line)
        elif name == "trans-unit":
            approved = attributes.get("approved") == "yes"
            self.unit = Unit(attributes.get("id", ""), "", (), None, approved=approved, line=line)
        elif name in ("source", "target") and outer == "trans-unit":
            self.runs = []
            if name == "target":
                state, qualifier = attributes.get("state", ""), attributes.get("state-qualifier", "")
                self.unit = self.unit._replace(state=state, qualifier=qualifier)
        elif name in CODES and self.runs is not None:
            self.code = []
            id = attributes.get("id", "")
            if name == "ex":
                id = attributes.get("rid", id)
            if name == "g":
                self.closing.append(id)
                self.runs.append(Tag("bpt", id))
            else:
                self.runs.append(Tag(CODES[name], id))

    def _root(self, name: str, space: str, attributes: dict[str, str], line: int) -> None:
        fix = say("Ask the agency for the file in the format it was sent in: XLIFF 1.2.")
        if name != "xliff":
            raise XliffMistake(say("This is not an XLIFF file: it begins with <%(name)s>.", name=name), fix, line)
        version = attributes.get("version", "?")
        if space != NAMESPACE or version != "1.2":
            version = version if version != "1.2" else space.rpartition(":")[2] or "?"
            what = say("The file is XLIFF %(version)s, not 1.2.", version=version)
            raise XliffMistake(what, fix, line)

    def _end(self, tag: str) -> None:
        name = self.path.pop()
        outer = self.path[-1] if self.path else ""
        if name in ("source", "target") and outer == "trans-unit":
            runs = tuple(self.runs or ())
            self.unit = self.unit._replace(source=runs) if name == "source" else self.unit._replace(target=runs)
            self.runs = None
        elif name == "trans-unit":
            self.units.append(self.unit)
        elif name == "file":
            self.files.append(self.file._replace(record="".join(self.record), units=tuple(self.units)))
        elif name in CODES and self.runs is not None:
            if name == "g":
                self.runs.append(Tag("ept", self.closing.pop()))
            elif isinstance(last := self.runs[-1], Tag):
                self.runs[-1] = last._replace(code="".join(self.code))

    def _words(self, text: str) -> None:
        name = self.path[-1] if self.path else ""
        if name == "internal-file":
            self.record.append(text)
        elif self.runs is None or name == "":
            return
        elif (name in CODES and name != "g") or name == "sub":
            self.code.append(text)
        elif self.runs and isinstance(self.runs[-1], str):
            self.runs[-1] += text
        else:
            self.runs.append(text)
