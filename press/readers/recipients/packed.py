"""A packed spreadsheet is weighed before it is opened: bombs, macros, locked files and the formats of other programs."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, NamedTuple
from zipfile import BadZipFile, ZipFile, ZipInfo

from press.problems import Message, Place, Problem, say

MOST_BYTES = 100_000_000
MOST_ENTRIES = 1_000
MOST_UNPACKED = 1_500_000_000
"""A sheet of a million recipients is some 500 MB of XML."""
MOST_RATIO = 200
"""XML of a spreadsheet shrinks to a tenth or a thirtieth; a bomb to a thousandth (zlib's limit is 1,032)."""
SMALL = 1_000_000
"""Entries smaller than this are not held to the ratio."""
CHUNK = 1 << 16

AS_XLSX = say("Open it in its program and save it as an Excel workbook (.xlsx) or as CSV UTF-8.")
AGAIN = say("Save it again in the spreadsheet program, or save it as CSV UTF-8.")
ASK = say("Ask whoever sent the file for a CSV file instead, and tell the security officer if it was not expected.")

DECLARATIONS = (b"<!DOCTYPE", b"<!ENTITY", "<!DOCTYPE".encode("utf-16-le"), "<!DOCTYPE".encode("utf-16-be"))
"""No workbook declares a document type; with one, a few lines can grow into gigabytes (CWE-776)."""
HIDDEN_ROW = re.compile(rb'<row\s[^>]{0,300}?hidden="(?:1|true)"')
ERROR_CELL = re.compile(rb'<c\s+r="([A-Z]{1,3})([0-9]{1,7})"[^>]{0,100}?\st="e"')


class Sheet(NamedTuple):
    """What the XML of a worksheet tells that the reader of its cells does not: hidden rows, and cells with errors by
    (row, column), counted from 0."""

    hidden: int
    errors: frozenset[tuple[int, int]]


def refuse(path: Path, head: bytes) -> Problem | None:
    """Why a file that begins with ``head`` is not read, by its kind; None for text and for zip archives. Raises OSError."""
    said: tuple[Message, Message] | None = None
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        data = path.read_bytes() if path.stat().st_size <= MOST_BYTES else head
        if "EncryptedPackage".encode("utf-16-le") in data:
            said = say("The file is protected with a password."), say("Save it without a password, or as CSV UTF-8.")
        else:
            said = say("This is a file of an old program (.xls, .doc)."), AS_XLSX
    elif head.startswith(b"%PDF"):
        said = say("This is a PDF, not a spreadsheet."), say("Use the spreadsheet that the PDF was made from.")
    elif head.startswith(b"{\\rtf"):
        said = say("This is a text document, not a spreadsheet."), AS_XLSX
    elif head.lstrip().lower().startswith((b"<!doctype", b"<html", b"<?xml", b"<table", b"<style")):
        said = say("This is a web page or an XML file, not a spreadsheet, whatever its name says."), AS_XLSX
    elif head.startswith(
        (b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"\x89PNG", b"\xff\xd8\xff", b"BZh", b"\xfd7zXZ", b"\x7fELF", b"MZ\x90")
    ):
        said = say("This is not a spreadsheet."), say("Give a CSV, TSV or XLSX file.")
    return Problem(Place(path.name), *said) if said else None


def weigh(path: Path) -> tuple[dict[str, Sheet], list[Problem]]:
    """Look through an XLSX file without keeping anything unpacked: ``worksheet's part → what its XML tells``.

    An error among the problems means that it must not be opened. Raises OSError.
    """
    where = Place(path.name)

    def no(what: Message, fix: Message) -> tuple[dict[str, Sheet], list[Problem]]:
        return {}, [Problem(where, what, fix)]

    bomb = say("The file unpacks to far more than a spreadsheet can hold, so it is not opened.")
    if path.stat().st_size > MOST_BYTES:
        what = say("The file is bigger than %(most)s MB.", most=MOST_BYTES // 1_000_000)
        return no(what, say("Divide it into several files, or save it as CSV UTF-8."))
    if _too_many(path):
        return no(bomb, ASK)
    try:
        with ZipFile(path) as archive, path.open("rb") as raw:
            infos = archive.infolist()
            names = {info.filename.replace("\\", "/").lstrip("/").lower() for info in infos}
            said = _not_a_workbook(names)
            if said:
                return no(*said)
            if _impossible(infos, path.stat().st_size):
                return no(bomb, ASK)
            sheets: dict[str, Sheet] = {}
            said = _contents(raw, infos, sheets, (bomb, ASK))
            if said:
                return no(*said)
    except (BadZipFile, NotImplementedError, struct.error, zlib.error, ValueError, UnicodeError):
        return no(say("The file is damaged: it cannot be unpacked."), AGAIN)
    if any(name.startswith("xl/externallinks/") for name in names):
        what = say("The workbook has links to other files. They are not followed; the values saved last are read.")
        return sheets, [Problem(where, what, say("Look at the values once more before printing."), "warning")]
    return sheets, []


def _too_many(path: Path) -> bool:
    """Whether the archive's list of entries is longer than a workbook's, told from its end without building the list."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - 66_000))
        tail = file.read()
    count = size = 0
    at, large = tail.rfind(b"PK\x05\x06"), tail.rfind(b"PK\x06\x06")
    if 0 <= at <= len(tail) - 22:
        count, size = struct.unpack_from("<HL", tail, at + 10)
    if 0 <= large <= len(tail) - 56:  # ZIP64 (APPNOTE 4.3.14): the true figures stand here
        count, size = struct.unpack_from("<QQ", tail, large + 32)
    return count > MOST_ENTRIES or size > MOST_ENTRIES * 1_000


def _not_a_workbook(names: set[str]) -> tuple[Message, Message] | None:
    """What the archive is instead of a plain XLSX workbook."""
    if any(name.endswith("vbaproject.bin") or name.startswith("xl/macrosheets/") for name in names):
        return say("The workbook holds macros (programs), so it is not opened."), say(
            "Save it as an Excel workbook without macros (.xlsx) or as CSV UTF-8."
        )
    if "xl/workbook.xml" in names:
        inside = [
            name
            for name in names
            if name.startswith("xl/embeddings/") or name.endswith((".zip", ".xlsx", ".docx", ".exe"))
        ]
        return (say("Other files are packed within the workbook, so it is not opened."), AGAIN) if inside else None
    if "xl/workbook.bin" in names:
        return say("This is a binary workbook (.xlsb), which is not read here."), AS_XLSX
    if "word/document.xml" in names or "ppt/presentation.xml" in names:
        return say("This is a text document, not a spreadsheet."), AS_XLSX
    if "index/document.iwa" in names or "index.zip" in names:
        return say("This is a Numbers document, which is not read here."), AS_XLSX
    if "content.xml" in names and "mimetype" in names:
        return say("This is an OpenDocument file (.ods), which is not read here."), AS_XLSX
    return say("This is an archive, not a spreadsheet."), say("Unpack it, and give the CSV, TSV or XLSX file within.")


def _impossible(infos: list[ZipInfo], size: int) -> bool:
    """Whether the sizes the archive states cannot be those of a spreadsheet; entries that overlap included."""
    if len({info.filename for info in infos}) < len(infos) or len(infos) > MOST_ENTRIES:
        return True
    if sum(info.file_size for info in infos) > MOST_UNPACKED or sum(info.compress_size for info in infos) > size:
        return True
    return any(info.file_size > SMALL and info.file_size > info.compress_size * MOST_RATIO for info in infos)


def _contents(
    raw: IO[bytes], infos: list[ZipInfo], sheets: dict[str, Sheet], bomb: tuple[Message, Message]
) -> tuple[Message, Message] | None:
    """Unpack every entry a little at a time, to see whether it is what it says it is."""
    for info in infos:
        if info.flag_bits & 1:
            return say("The file is protected with a password."), say("Save it without a password, or as CSV UTF-8.")
        name = info.filename.replace("\\", "/").lstrip("/")
        total, head, tail, hidden = 0, b"", b"", 0
        errors: set[tuple[int, int]] = set()
        declared, before = False, b""
        is_sheet = name.lower().startswith("xl/worksheets/")
        for data in _unpacked(raw, info):
            total += len(data)
            if (
                total > info.file_size
                or total > MOST_UNPACKED
                or (total > SMALL and total > info.compress_size * MOST_RATIO)
            ):
                return bomb
            head = head or data[:2000]
            declared = declared or any(mark in before + data for mark in DECLARATIONS)
            before = data[-20:]
            if is_sheet:
                window = tail + data
                cut = window.rfind(b"<", 0, -1) if len(window) > 1 else 0
                tail, window = (window[cut:], window[:cut]) if cut > 0 and len(window) - cut < 5000 else (b"", window)
                hidden += len(HIDDEN_ROW.findall(window))
                errors |= set(_errors(window))
        if head.startswith(b"PK\x03\x04"):
            return say("Other files are packed within the workbook, so it is not opened."), AGAIN
        if b"macroEnabled" in head:
            return _not_a_workbook({"xl/vbaproject.bin"})
        if declared:
            return bomb
        if is_sheet:
            sheets[name] = Sheet(hidden, frozenset(errors))
    return None


def _errors(window: bytes) -> Iterator[tuple[int, int]]:
    for match in ERROR_CELL.finditer(window):
        column = 0
        for byte in match[1]:
            column = column * 26 + byte - 64
        yield int(match[2]) - 1, column - 1


def _unpacked(raw: IO[bytes], info: ZipInfo) -> Iterator[bytes]:
    """The bytes of an entry in pieces of at most CHUNK, whatever size it claims to have. Raises BadZipFile, zlib.error."""
    raw.seek(info.header_offset)
    header = raw.read(30)
    if len(header) < 30 or header[:4] != b"PK\x03\x04":
        raise BadZipFile("no entry where one should be")
    raw.seek(info.header_offset + 30 + sum(struct.unpack_from("<HH", header, 26)))
    left = info.compress_size
    unpack = zlib.decompressobj(-15) if info.compress_type == 8 else None
    if unpack is None and info.compress_type != 0:
        raise BadZipFile("a compression spreadsheets do not use")
    while left > 0:
        data = raw.read(min(CHUNK, left))
        if not data:
            raise BadZipFile("it ends too early")
        left -= len(data)
        if unpack is None:
            yield data
            continue
        while data:
            yield unpack.decompress(data, CHUNK)
            data = unpack.unconsumed_tail
    if unpack is not None:
        yield unpack.flush()
