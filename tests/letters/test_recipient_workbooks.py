"""Workbooks of recipients: typed cells, sheets, hidden rows; and the files that must not be opened, refused before anything is unpacked."""

from __future__ import annotations

import datetime
import io
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import asked
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from press.readers.recipients import packed, read_recipients
from press.recipients import Recipients

HEADING = ("Namn", "Adress", "Postnr", "Ort", "Språk", "Sekretess")
GOOD = ("Exempel Ett", "Provgatan 1", 11122, "Provstad", "ar", False)


def book(fill: Callable[[Any, Any], None], heading: bool = True) -> bytes:
    """A workbook; ``fill`` gets it and its first sheet, on which the heading stands."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False}) as workbook:
        sheet = workbook.add_worksheet("Mottagare")
        if heading:
            sheet.write_row(0, 0, HEADING)
        fill(workbook, sheet)
    return file.getvalue()


def plain(*rows: tuple[object, ...]) -> bytes:
    return book(lambda _, sheet: [sheet.write_row(number, 0, row) for number, row in enumerate(rows, 1)] and None)


def repacked(data: bytes, change: Callable[[dict[str, bytes]], None]) -> bytes:
    """The workbook with its parts changed."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def read(tmp_path: Path, data: bytes, name: str = "recipients.xlsx") -> Recipients:
    path = tmp_path / name
    path.write_bytes(data)
    recipients = read_recipients(path, asked.WANTED)
    assert recipients.read == len(recipients.rows) + recipients.rejected + recipients.held
    return recipients


def said(recipients: Recipients, language: str = "en") -> str:
    return asked.told(recipients, list(recipients.problems), language)


def test_numbers_and_truth_values_are_read_as_people_meant_them(tmp_path: Path) -> None:
    recipients = read(tmp_path, plain(GOOD, ("Exempel Två", "Box 2", "111 22", "Provstad", "arabiska", "nej")))
    assert recipients.texts == ["Exempel Ett\nProvgatan 1\n111 22  Provstad", "Exempel Två\nBox 2\n111 22  Provstad"]
    assert (recipients.encoding, recipients.problems, recipients.findings) == ("XLSX", (), ())


def test_cells_that_are_no_text_are_named(tmp_path: Path) -> None:
    def fill(workbook: Any, sheet: Any) -> None:
        date = workbook.add_format({"num_format": "yyyy-mm-dd"})
        for row in range(1, 7):
            sheet.write_row(row, 0, GOOD)
            sheet.write(row, 0, f"Exempel {'Ett' * row}")
        sheet.write_datetime(1, 1, datetime.datetime(2026, 1, 2), date)
        sheet.write_formula(2, 1, "=NA()", None, "#N/A")
        sheet.write_number(3, 2, 111.22)
        sheet.write_boolean(4, 3, True)
        sheet.write_boolean(5, 5, True)
        sheet.write_formula(6, 1, '="Provgatan "&6', None, "Provgatan 6")

    text = said(read(tmp_path, book(fill)))
    assert "row 2 Adress: (rejected) The spreadsheet has made a date of this." in text
    assert "row 3 Adress: (rejected) The cell shows an error such as #N/A." in text
    assert "row 4 Postnr: (rejected) This is a number with decimals." in text
    assert "row 5 Ort: (rejected) The spreadsheet has made TRUE or FALSE of this." in text
    assert "row 6 Sekretess: (held) The row is marked as protected identity." in text
    assert text.endswith("XLSX - 6 = 1 + 4 + 1; [7]\n")
    assert "missing" not in text


def test_a_table_that_does_not_begin_in_the_corner_keeps_its_row_numbers(tmp_path: Path) -> None:
    def fill(workbook: Any, sheet: Any) -> None:
        other = workbook.add_worksheet("Blad2")
        other.write_row(3, 2, HEADING)
        other.write_row(5, 2, GOOD)
        other.write_formula(6, 3, "=NA()", None, "#N/A")

    recipients = read(tmp_path, book(fill, heading=False))
    assert list(recipients.rows) == [6]
    assert "row 5: (rejected) The row is empty." in said(recipients)
    assert "row 7 Adress: (rejected) The cell shows an error" in said(recipients)


def test_the_sheet_with_the_headings_is_read_and_the_others_are_told_of(tmp_path: Path) -> None:
    def fill(workbook: Any, sheet: Any) -> None:
        sheet.write_row(1, 0, GOOD)
        workbook.add_worksheet("Anteckningar").write(0, 0, "Skrivs ut på torsdag")
        workbook.add_worksheet("Tomt")

    recipients = read(tmp_path, book(fill))
    assert recipients.read == 1
    assert [problem.severity for problem in recipients.problems] == ["warning"]
    assert "2 sheets with something in them. Only “Mottagare” is read." in said(recipients)


def test_two_sheets_with_recipients_are_not_guessed_between(tmp_path: Path) -> None:
    def fill(workbook: Any, sheet: Any) -> None:
        sheet.write_row(1, 0, GOOD)
        other = workbook.add_worksheet("Fler")
        other.write_row(0, 0, HEADING)
        other.write_row(1, 0, GOOD)

    recipients = read(tmp_path, book(fill))
    assert recipients.failed and "2 sheets of the workbook have recipients." in said(recipients)


def test_hidden_rows_and_merged_cells_are_told_of(tmp_path: Path) -> None:
    def fill(workbook: Any, sheet: Any) -> None:
        sheet.write_row(1, 0, GOOD)
        sheet.write_row(2, 0, ("Exempel Två", *GOOD[1:]))
        sheet.set_row(2, None, None, {"hidden": True})
        sheet.write_row(3, 0, ("Exempel Tre", *GOOD[1:]))
        sheet.write_row(4, 0, ("Exempel Fyra", *GOOD[1:3], None, *GOOD[4:]))
        sheet.merge_range(3, 3, 4, 3, "Provstad")

    recipients = read(tmp_path, book(fill))
    assert "1 rows are hidden in the spreadsheet" in said(recipients)
    assert "Cells are merged over several rows, first in row 4." in said(recipients)
    assert "row 5 Ort: (rejected) The town is missing." in said(recipients)
    assert list(recipients.rows) == [2, 3, 4]


def macros(parts: dict[str, bytes]) -> None:
    parts["xl/vbaProject.bin"] = b"\0"


def macro_type(parts: dict[str, bytes]) -> None:
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
        b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    )


def bomb(parts: dict[str, bytes]) -> None:
    parts["xl/worksheets/sheet2.xml"] = b"0" * 20_000_000


def nested(parts: dict[str, bytes]) -> None:
    parts["xl/media/picture.png"] = plain(GOOD)


def entities(parts: dict[str, bytes]) -> None:
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(
        b"<workbook", b"<!--" + b"x" * 3000 + b'--><!DOCTYPE x [<!ENTITY a "b">]><workbook', 1
    )


def crowded(parts: dict[str, bytes]) -> None:
    parts |= {f"xl/media/{number}.txt": b"" for number in range(packed.MOST_ENTRIES)}


def embedded(parts: dict[str, bytes]) -> None:
    parts["xl/embeddings/oleObject1.bin"] = b"\0"


def only(**kept: bytes) -> Callable[[dict[str, bytes]], None]:
    def change(parts: dict[str, bytes]) -> None:
        parts.clear()
        parts.update({name.replace("__", "/").replace("_dot_", "."): content for name, content in kept.items()})

    return change


REFUSED: list[tuple[str, Callable[[dict[str, bytes]], None], str, str]] = [
    ("macros", macros, "holds macros", "innehåller makron"),
    ("macro type", macro_type, "holds macros", "innehåller makron"),
    ("bomb", bomb, "far more than a spreadsheet can hold", "långt mer än ett kalkylark"),
    ("entities", entities, "far more than a spreadsheet can hold", "långt mer än ett kalkylark"),
    ("crowded", crowded, "far more than a spreadsheet can hold", "långt mer än ett kalkylark"),
    ("nested", nested, "Other files are packed", "Andra filer ligger inpackade"),
    ("embedded", embedded, "Other files are packed", "Andra filer ligger inpackade"),
    ("document", only(word__document_dot_xml=b"<x/>"), "text document", "textdokument"),
    ("opendocument", only(mimetype=b"x", content_dot_xml=b"<x/>"), "OpenDocument", "OpenDocument"),
    ("numbers", only(Index__Document_dot_iwa=b"x"), "Numbers", "Numbers"),
    ("binary workbook", only(xl__workbook_dot_bin=b"x"), ".xlsb", ".xlsb"),
    ("archive", only(recipients_dot_csv=b"namn"), "an archive", "arkivfil"),
]


@pytest.mark.parametrize(("name", "change", "english", "swedish"), REFUSED, ids=[row[0] for row in REFUSED])
def test_what_must_not_be_opened_is_refused_with_its_sentence(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    change: Callable[[dict[str, bytes]], None],
    english: str,
    swedish: str,
) -> None:
    def opened(*_: object) -> None:
        raise AssertionError("it was opened")

    monkeypatch.setattr("press.readers.recipients.workbook.Workbook", opened)
    recipients = read(tmp_path, repacked(plain(GOOD), change))
    assert recipients.failed and english in said(recipients) and swedish in said(recipients, "sv")


def test_a_workbook_that_lies_about_its_sizes_is_refused_while_little_is_unpacked(tmp_path: Path) -> None:
    data = bytearray(
        repacked(plain(GOOD), lambda parts: parts.update({"xl/worksheets/sheet2.xml": b"0" * 300_000_000}))
    )
    size = (300_000_000).to_bytes(4, "little")
    assert data.count(size) == 2
    at = data.rfind(size)
    data[at : at + 4] = (900_000).to_bytes(4, "little")  # the list at the end is what readers believe
    tracemalloc.start()
    recipients = read(tmp_path, bytes(data))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert recipients.failed and "far more than a spreadsheet can hold" in said(recipients)
    assert peak < 20_000_000


def test_a_locked_entry_is_a_password(tmp_path: Path) -> None:
    data = bytearray(plain(GOOD))
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        data[at + 8] |= 1
        at = data.find(b"PK\x01\x02", at + 4)
    recipients = read(tmp_path, bytes(data))
    assert recipients.failed and "protected with a password" in said(recipients)


def test_links_to_other_files_are_told_of_and_not_followed(tmp_path: Path) -> None:
    def link(parts: dict[str, bytes]) -> None:
        parts["xl/externalLinks/externalLink1.xml"] = (
            b'<externalLink xmlns="x"><ddeLink ddeService="cmd" ddeTopic="/C calc"/></externalLink>'
        )

    recipients = read(tmp_path, repacked(plain(GOOD), link))
    assert recipients.read == 1 and "links to other files" in said(recipients)


def test_a_workbook_under_another_name_is_read_as_what_it_is(tmp_path: Path) -> None:
    assert read(tmp_path, plain(GOOD), "recipients.csv").encoding == "XLSX"


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), min_size=1, max_size=8), st.integers(0, 10_000))
def test_a_damaged_workbook_raises_nothing(tmp_path: Path, changes: list[tuple[int, int]], cut: int) -> None:
    data = bytearray(plain(GOOD))
    for at, byte in changes:
        data[at % len(data)] = byte
    if cut % 3 == 0:
        del data[cut % len(data) :]
    read(tmp_path, bytes(data))


def test_more_rows_than_a_run_can_have_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("press.readers.recipients.reading.MOST_ROWS", 3)
    recipients = read(tmp_path, plain(*[(f"Exempel {'x' * number}", *GOOD[1:]) for number in range(1, 6)]))
    assert recipients.failed and not recipients.texts and "more than 3 rows" in said(recipients)
    assert not read(tmp_path, plain(*[(f"Exempel {'x' * number}", *GOOD[1:]) for number in range(1, 4)])).failed


def test_too_big_a_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed, "MOST_BYTES", 1000)
    assert "bigger than" in said(read(tmp_path, plain(GOOD)))
    monkeypatch.setattr("press.readers.recipients.source.MOST_BYTES", 10)
    assert "bigger than" in said(read(tmp_path, b"namn;adress;postnr;ort\n", "recipients.csv"))


def test_a_file_that_is_not_there_is_told_of(tmp_path: Path) -> None:
    assert "cannot be read" in said(read_recipients(tmp_path / "recipients.csv", asked.WANTED))
    assert "cannot be read" in said(read_recipients(tmp_path, asked.WANTED))
