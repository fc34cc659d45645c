"""The door to calamine: the cells of an XLSX workbook as values, quickly, without formulas being worked out."""

from __future__ import annotations

import datetime
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple
from zipfile import BadZipFile, ZipFile

import python_calamine as calamine

from press.problems import Message, say

RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"

PARTS = ("xl/workbook.xml", "xl/_rels/workbook.xml.rels")
MOST_XML = 5_000_000
"""A list of sheets that is longer than this many bytes is none."""
Cell = str | float | bool | datetime.date | datetime.time | datetime.timedelta


class WorkbookMistake(Exception):
    """The workbook cannot be read; says what is wrong and the way out."""

    def __init__(self, what: Message, fix: Message) -> None:
        super().__init__(str(what))
        self.what = what
        self.fix = fix


class SheetInfo(NamedTuple):
    """A worksheet: its place in the workbook, counted from 0, its name, whether it shows, and its part in the archive."""

    number: int
    name: str
    visible: bool
    part: str


class Workbook:
    """An open workbook. Weigh the file before (:mod:`press.readers.recipients.packed`): this unpacks whatever it is given."""

    def __init__(self, path: Path) -> None:
        try:
            self._book = calamine.CalamineWorkbook.from_path(path)
        except calamine.PasswordError:
            raise WorkbookMistake(
                say("The file is protected with a password."), say("Save it without a password, or as CSV UTF-8.")
            ) from None
        except BaseException as error:
            raise _unreadable(error) from None
        self._path = path

    def sheets(self) -> list[SheetInfo]:
        """The worksheets, in their order; charts and macro sheets are left out."""
        parts = _parts(self._path)
        return [
            SheetInfo(number, sheet.name, sheet.visible == calamine.SheetVisibleEnum.Visible, parts.get(sheet.name, ""))
            for number, sheet in enumerate(self._book.sheets_metadata)
            if sheet.typ == calamine.SheetTypeEnum.WorkSheet
        ]

    def rows(self, number: int) -> tuple[int, Iterator[list[Cell]]]:
        """``(columns left out before the first, rows)``: the rows begin with the sheet's first, empty ones included.

        Empty cells are "". Raises :class:`WorkbookMistake`.
        """
        sheet = self._sheet(number)
        return (sheet.start[1] if sheet.start else 0), self._rows(sheet)

    def _rows(self, sheet: Any) -> Iterator[list[Cell]]:
        try:
            yield from sheet.iter_rows()
        except BaseException as error:
            raise _unreadable(error) from None

    def merged(self, number: int) -> list[int]:
        """The rows, counted from 1, in which cells are merged with those of a row below."""
        ranges = self._sheet(number).merged_cell_ranges or []
        return sorted({first[0] + 1 for first, last in ranges if last[0] > first[0]})

    def _sheet(self, number: int) -> Any:
        try:
            return self._book.get_sheet_by_index(number)
        except BaseException as error:
            raise _unreadable(error) from None


def _unreadable(error: BaseException) -> BaseException:
    """A mistake for whatever calamine raises, its panics included; an interrupt stays what it is."""
    if isinstance(error, (KeyboardInterrupt, SystemExit, GeneratorExit, MemoryError, WorkbookMistake)):
        return error
    what = say("The workbook is damaged: its cells cannot be read.")
    return WorkbookMistake(what, say("Save it again in the spreadsheet program, or save it as CSV UTF-8."))


def _parts(path: Path) -> dict[str, str]:
    """``name of a worksheet → its part in the archive`` (ECMA-376, part 1, 18.2.19 and part 2, 9.3)."""
    try:
        with ZipFile(path) as archive:
            if max(archive.getinfo(part).file_size for part in PARTS) > MOST_XML:
                return {}
            book = ET.fromstring(archive.read(PARTS[0]))
            links = ET.fromstring(archive.read(PARTS[1]))
    except (KeyError, ET.ParseError, BadZipFile, ValueError, NotImplementedError):
        return {}
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    found = {}
    for sheet in book.iter():
        if sheet.tag.endswith("}sheet"):
            target = targets.get(sheet.get(RELATION), "")
            found[sheet.get("name", "")] = (
                target.lstrip("/") if target.startswith("/") else re.sub(r"^\./", "", f"xl/{target}")
            )
    return found
