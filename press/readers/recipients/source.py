"""A text file of recipients: its encoding and its delimiter are found, not asked for, and its rows come one by one."""

from __future__ import annotations

import codecs
import csv
import itertools
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, NamedTuple

from press.problems import Place, Problem, say
from press.readers.recipients.headings import score

MOST_BYTES = 300_000_000
"""A text file bigger than this is not a million recipients but a mistake."""
CHUNK = 1 << 20
HEAD = 1 << 16
DELIMITERS = ";\t,|"
MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
SAID = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8 (BOM)",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "cp1252": "Windows-1252",
}

_SWEDISH = b"\xe5\xe4\xf6\xc5\xc4\xd6\xe9\xfc\xe8"
_DOS = b"\x86\x84\x94\x8f\x8e\x99"  # å ä ö Å Ä Ö in code pages 437, 850 and 865
_MAC = b"\x8c\x8a\x9a\x81\x80\x85"  # the same in Mac OS Roman


class Text(NamedTuple):
    """How to read a text file; ``skip`` is 1 when its first line is Excel's ``sep=``."""

    encoding: str
    delimiter: str
    skip: int


class Encoding:
    """Gathers, chunk by chunk, what a file's bytes can be."""

    def __init__(self) -> None:
        self.utf8 = codecs.getincrementaldecoder("utf-8")("strict")
        self.broken = 0
        self.sequences = 0
        self.counts = dict.fromkeys((_SWEDISH, _DOS, _MAC), 0)
        self.nuls = [0, 0]
        self.size = 0

    def feed(self, data: bytes, final: bool = False) -> None:
        """Look at the next bytes of the file."""
        self.size += len(data)
        if b"\0" in data:
            self.nuls[0] += data[::2].count(0)
            self.nuls[1] += data[1::2].count(0)
        try:
            text = self.utf8.decode(data, final)
            self.sequences += 0 if data.isascii() else len(data) - len(text)
        except UnicodeDecodeError:
            self.utf8.reset()
            lenient = data.decode("utf-8", "replace")
            self.broken += lenient.count("\ufffd")
            self.sequences += sum(lenient.count(letter) for letter in "åäöÅÄÖé")
        if not data.isascii():
            for bytes_, count in self.counts.items():
                self.counts[bytes_] = count + sum(data.count(byte) for byte in bytes_)

    @property
    def name(self) -> str:
        """Python's name of the encoding; "" for none we read."""
        if sum(self.nuls) * 5 > self.size:
            return "utf-16-le" if self.nuls[1] > self.nuls[0] else "utf-16-be"
        if (
            not self.broken or self.sequences > self.broken
        ):  # a few broken letters in a UTF-8 file are those rows' problem
            return "utf-8"
        swedish, dos, mac = self.counts.values()
        return "" if max(dos, mac) > 0 and not swedish else "cp1252"


def look(path: Path, columns: Mapping[str, str]) -> tuple[Text | None, list[Problem]]:
    """How the text file at ``path`` is to be read, or what is wrong with it as a whole. Raises OSError."""
    where = Place(path.name)
    with path.open("rb") as file:
        head = file.read(HEAD)
        if not head.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
            return None, [
                Problem(where, say("The file is empty."), say("Save the spreadsheet with its recipients again."))
            ]
        encoding = next((name for mark, name in MARKS if head.startswith(mark)), "")
        if not encoding:
            found = Encoding()
            found.feed(head)
            while data := file.read(CHUNK):
                found.feed(data)
            found.feed(b"", True)
            encoding = found.name
    if not encoding:
        what = say("The file is saved in an old encoding (DOS or Macintosh), which would spoil å, ä and ö.")
        return None, [Problem(where, what, say("Save it again as “CSV UTF-8”."))]
    text = head.decode(encoding, "replace").lstrip("\ufeff")
    first = text.split("\n", 1)[0].strip().strip('"')
    if first.lower().startswith("sep=") and len(first) <= 5:
        delimiter = first[4:] or "\t"
        if delimiter in DELIMITERS:
            return Text(encoding, delimiter, 1), []
        what = say("The first line names a separator that is not read here.")
        return None, [Problem(where, what, say("Separate the columns with semicolon, comma or tab."))]
    return Text(encoding, _delimiter(text, columns), 0), []


def _delimiter(text: str, columns: Mapping[str, str]) -> str:
    """The delimiter by which the first filled line names most of our columns; then the one that gives most fields."""

    def worth(delimiter: str) -> tuple[int, int]:
        lines = itertools.islice(text.splitlines(keepends=True), 20)
        try:
            for cells in csv.reader(lines, delimiter=delimiter):
                if any(cell.strip() for cell in cells):
                    return score(cells, columns), len(cells)
        except csv.Error:
            pass
        return 0, 0

    return max(DELIMITERS, key=worth)


class Unclosed(Exception):
    """A quotation mark is opened and not closed; ``row`` is where."""

    def __init__(self, row: int) -> None:
        super().__init__(row)
        self.row = row


def rows(path: Path, text: Text) -> Iterator[list[str]]:
    """The rows of a text file, each a list of fields, with nothing left out. Raises OSError and :class:`Unclosed`."""
    row = 0
    with path.open(encoding=text.encoding, errors="replace", newline="") as file:
        _skip(file, text)
        try:
            for cells in csv.reader(file, delimiter=text.delimiter):
                row += 1
                yield cells
        except csv.Error:
            raise Unclosed(row + 1) from None


def _skip(file: IO[str], text: Text) -> None:
    if text.skip:
        file.readline()
    elif text.encoding not in ("utf-8-sig", "utf-16") and file.read(1) != "\ufeff":
        file.seek(0)


def swallowed(cells: list[str], delimiter: str, fields: int) -> bool:
    """Whether a field has swallowed whole rows, because a quotation mark was opened in it by mistake."""
    for cell in cells:
        lines = cell.splitlines()
        if len(lines) > 2 and any(line.count(delimiter) == fields - 1 for line in lines[1:-1]):
            return True
    return False
