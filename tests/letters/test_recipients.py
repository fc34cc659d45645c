"""The recipients' file: every kind of mistake gets its sentence, every row its verdict, and nothing of a recipient gets out."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from pathlib import Path

import asked
import crowd
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from press.makers import letter_tables
from press.problems import Message
from press.readers.recipients import (
    characters,
    duplicates,
    headings,
    identity,
    ordinary,
    read_decisions,
    read_recipients,
)
from press.readers.recipients.languages import Languages
from press.readers.recipients.rows import RowCheck
from press.recipients import Recipients, parts

KINDS = sorted(path for path in asked.FIXTURES.iterdir() if path.is_dir())
SLOW = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]


def balanced(recipients: Recipients) -> None:
    """Every row read is accepted, rejected or held, once, and every one that is not accepted has a finding."""
    assert recipients.read == len(recipients.rows) + recipients.rejected + recipients.held
    assert len(recipients.rows) == len(recipients.languages) == len(recipients.texts)
    assert list(recipients.rows) == sorted(set(recipients.rows))
    told = {finding.row: finding.verdict for finding in recipients.findings if finding.verdict != "note"}
    assert len(told) == recipients.rejected + recipients.held
    assert not set(told) & set(recipients.rows)


@pytest.mark.parametrize("folder", KINDS, ids=lambda folder: folder.name)
def test_every_kind_of_bad_input_has_its_sentence(folder: Path) -> None:
    recipients, problems = asked.read(folder)
    balanced(recipients)
    said = asked.told(recipients, problems, "en") + "\n" + asked.told(recipients, problems, "sv")
    assert said == (folder / "expected.txt").read_text("utf-8")


def test_there_are_forty_kinds_and_more() -> None:
    assert len(KINDS) >= 40


@pytest.mark.parametrize(
    ("suffix", "encoding"),
    [(".csv", "cp1252"), (".csv", "utf-8"), (".csv", "utf-8-sig"), (".tsv", "utf-16"), (".xlsx", "")],
)
def test_a_crowd_gets_the_verdicts_that_were_planted(tmp_path: Path, suffix: str, encoding: str) -> None:
    path = tmp_path / f"crowd{suffix}"
    expected = crowd.write(path, 3000, faulty=0.1, seed=4, encoding=encoding)
    recipients = read_recipients(path, asked.WANTED)
    balanced(recipients)
    assert len({row.fault for row in expected}) > 25
    accepted = dict(zip(recipients.rows, zip(recipients.languages, recipients.texts, strict=True), strict=True))
    verdicts = {finding.row: finding.verdict for finding in recipients.findings if finding.verdict != "note"}
    for row in expected:
        assert verdicts.get(row.row, "accepted") == row.verdict, row
        if row.verdict == "accepted":
            assert accepted[row.row] == (row.language, row.text)


# -- the two ways


def both(layout: headings.Layout, wanted: asked.Wanted, cells: list[str]) -> tuple[object, object]:
    """What the quick way and the long one make of a row; None where the quick one is not sure."""
    speak = Languages(wanted)
    for code, words in asked.LANGUAGES.items():
        speak.exact |= dict.fromkeys((code, *words[:2]), code)
    glance = ordinary.glancing(layout, wanted, speak)
    assert glance is not None
    checked = RowCheck(layout, wanted, speak).check(2, cells)
    long = (checked.name, checked.street, checked.code, list(checked.lines), checked.language, checked.reference)
    return glance(cells), None if checked.verdict else long


PIECES = st.sampled_from(
    ["Exempel", "Ett", "Prov", "gatan", "väg", " ", " ", "-", ".", ",", "'", "/", ":", "1", "12", "0", "070", "811228", "9874", "lgh", "é", "Ã", "¥",
     "å", "A\u030a", "c/o", "C/O", "www.", "http", "@", "<b>", "?", "Skyddad", "adress", "sekretess", "2820", "Box", "403 20", "\u200b", "\u00a0", "=", "+", "Tel",
     "111 22", "11122", "SE-", "S", "nej", "ja", "x", "svenska", "ar", "Sverige", "Norge", "\t", "\n", "\x1f", "\x1e", '"', ";", "…", "’", "ß", "İ", "M" * 12]
)  # fmt: skip
VALUES = st.lists(PIECES, max_size=6).map("".join) | st.text(max_size=12)
GOOD = ("Exempel Ett", "", "Provgatan 1", "", "111 22", "Provstad", "", "svenska", "P-1", "nej", "")
LAYOUT = headings.read_headings([*crowd.HEADING, "Övrigt"], 1, "x", {})[0]


@settings(max_examples=1500, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 10), VALUES), min_size=1, max_size=3))
@example([(2, "Provgatan 12345 67890")])
@example([(2, "Box 2820"), (4, "403 20")])
@example([(10, "sky\u200bddade personuppgifter")])
@example([(8, "P 811228-9874")])
def test_the_quick_way_takes_only_what_the_long_way_takes_and_gives_the_same(changes: list[tuple[int, str]]) -> None:
    cells = list(GOOD)
    for column, value in changes:
        cells[column] = value
    quick, long = both(LAYOUT, asked.WANTED, cells)
    assert quick is None or quick == long, cells


def test_the_quick_way_is_the_way_of_ordinary_rows() -> None:
    made = crowd.rows(500, 0.0, 3, False, False, crowd.SPELLINGS)
    layout = headings.read_headings(crowd.HEADING, 1, "x", {})[0]
    taken = [both(layout, asked.WANTED, row)[0] is not None for row, _ in made]
    assert sum(taken) > 450


# -- whatever comes


def file_of(tmp_path: Path, data: bytes, name: str = "recipients.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(data)
    return path


BYTES = st.binary(max_size=400) | st.lists(st.sampled_from([b"namn", b"adress", b"postnr", b"ort", b"spr\xc3\xa5k", b";", b",", b"\t", b"\n", b"\r", b'"', b"\0", b"\xff", b"\xe5",
                                                             b"sep=;\n", b"\xef\xbb\xbf", b"\xff\xfe", b"PK\x03\x04", b"111 22", b"ar", b"x"]), max_size=40).map(b"".join)  # fmt: skip


@settings(max_examples=500, deadline=None, suppress_health_check=SLOW)
@given(BYTES)
def test_no_bytes_raise_anything(tmp_path: Path, data: bytes) -> None:
    recipients = read_recipients(file_of(tmp_path, data), asked.WANTED)
    balanced(recipients)
    assert recipients.problems or recipients.read


def csv_of(rows: list[list[str]], delimiter: str = ";") -> bytes:
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=delimiter, quoting=csv.QUOTE_ALL)
    writer.writerows(rows)
    return file.getvalue().encode("utf-8", "replace")


ROWS = st.lists(
    st.lists(VALUES, min_size=len(GOOD), max_size=len(GOOD))
    | st.lists(st.tuples(st.integers(0, 10), VALUES), max_size=2),
    max_size=6,
)


def rows_of(drawn: list[list[object]]) -> list[list[str]]:
    made = []
    for row in drawn:
        cells = list(GOOD)
        if row and isinstance(row[0], str):
            cells = [str(value) for value in row]
        else:
            for column, value in row:  # type: ignore[misc]
                cells[column] = value
        made.append(cells)
    return made


@settings(max_examples=500, deadline=None, suppress_health_check=SLOW)
@given(ROWS)
def test_accepted_text_can_be_printed_as_it_is(tmp_path: Path, drawn: list[list[object]]) -> None:
    heading = [*crowd.HEADING, "Övrigt"]
    recipients = read_recipients(file_of(tmp_path, csv_of([heading, *rows_of(drawn)])), asked.WANTED)
    balanced(recipients)
    for text in recipients.texts:
        lines, reference = parts(text)
        assert 3 <= len(lines) <= asked.WANTED.most_lines
        for line in [*lines, reference]:
            assert line == unicodedata.normalize("NFC", line) == line.strip()
            assert all(character in asked.WIDTHS for character in line)
            assert (
                not characters.BIDI.search(line) and not characters.ZERO_WIDTH.search(line) and line.isprintable()
            ) or not line
            assert not identity.personal_number(line)
        assert all(sum(map(asked.WIDTHS.__getitem__, line)) <= asked.WANTED.line_mm for line in lines)
        assert all(lines)


SECRET = st.text(alphabet="bghjkqzwBGHJKQZWåÅ \u200b<>=@1", min_size=4, max_size=20)


@settings(max_examples=500, deadline=None, suppress_health_check=SLOW)
@given(SECRET, SECRET, SECRET, st.tuples(st.integers(3, 10), VALUES), st.booleans())
@example("1111", "1111", "BBBB", (4, "BBBB"), True)
def test_nothing_of_a_recipient_gets_into_a_sentence(
    tmp_path: Path, name: str, street: str, care: str, change: tuple[int, str], headed: bool
) -> None:
    cells = [name, care, street, *GOOD[3:]]
    cells[change[0]] = change[1]
    rows = [cells, cells[:9], [*cells, name]]
    heading = [[*crowd.HEADING, "Övrigt"]] if headed else []
    recipients = read_recipients(file_of(tmp_path, csv_of([*heading, *rows])), asked.WANTED)
    said = [str(problem) for problem in recipients.problems]
    for finding in recipients.findings:
        said += [finding.column, finding.shown, str(finding.what), str(finding.fix)]
    runs = {
        run[at : at + 4]
        for value in (name, street, care)
        for run in re.findall(r"[^\W\d_]{4,}", value)
        for at in range(len(run) - 3)
    }
    shown = "\n".join(said)
    assert not [run for run in runs if run in shown]


def test_nothing_of_a_protected_row_is_shown_whatever_else_is_wrong(tmp_path: Path) -> None:
    row = ["=Exempel 811228-9874", "", "x@y", "", "1", "", "Låtsasland", "zz", "", "ja", ""]
    recipients = read_recipients(file_of(tmp_path, csv_of([[*crowd.HEADING, "Övrigt"], row])), asked.WANTED)
    (finding,) = recipients.findings
    assert (finding.shown, finding.verdict, recipients.held, recipients.texts) == ("", "held", 1, [])
    assert not re.search("811228|Exempel|Låtsas", f"{finding} {recipients.problems}")


# -- details


@pytest.mark.parametrize(
    "word", sorted({"ja", "X", "1", "sant", "S", "Skyddad folkbokföring", "okänt", "?", "JA!", "nej?", "ne"})
)
def test_what_is_not_clearly_no_holds_the_row(tmp_path: Path, word: str) -> None:
    row = [*GOOD[:9], word, ""]
    recipients = read_recipients(file_of(tmp_path, csv_of([[*crowd.HEADING, "Övrigt"], row])), asked.WANTED)
    assert (recipients.held, recipients.findings[0].shown) == (1, "")


@pytest.mark.parametrize("word", ["", "nej", "NEJ", " nej ", "n", "0", "falskt", "FALSE", "no", "-"])
def test_a_clear_no_prints_the_row(tmp_path: Path, word: str) -> None:
    row = [*GOOD[:9], word, ""]
    assert read_recipients(file_of(tmp_path, csv_of([[*crowd.HEADING, "Övrigt"], row])), asked.WANTED).read == 1
    assert not read_recipients(file_of(tmp_path, csv_of([[*crowd.HEADING, "Övrigt"], row])), asked.WANTED).held


@pytest.mark.parametrize(
    ("text", "there"),
    [
        ("811228-9874", True), ("8112289874", True), ("198112289874", True), ("19811228-9874", True), ("811228+9874", True),
        ("811228 9874", True), ("701063-2391", True), ("x811228-9874x", True), ("811228-9875", False), ("811328-9874", False),
        ("08-465 004 99", False), ("070-174 06 05", False), ("2026-001234", False), ("556036-0793", False), ("12811228987400", False),
        ("0701740605", False),
    ],
)  # fmt: skip
def test_identity_numbers_are_told_from_other_numbers(text: str, there: bool) -> None:
    assert identity.personal_number(text) is there


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        (("Exempel Ett", "Provgatan 1", "111 22"), ("ETT, EXEMPEL", "Provg. 1", "111 22"), True),
        (("Exempel Ett-Två", "Testvägen 3 B", "111 22"), ("Exempel Ett Två", "Testv. 3B", "111 22"), True),
        (("Exempel Ett", "Provgatan 1 lgh 1101", "111 22"), ("Exempel Ett", "Provgatan 1", "111 22"), True),
        (("Exempel Ett", "Provgatan 1", "111 22"), ("Exempel Ett", "Provgatan 1 lgh 1101", "111 22"), True),
        (("Exempel Ett", "Provgatan 1 lgh 1101", "111 22"), ("Exempel Ett", "Provgatan 1, Lgh. 1101", "111 22"), True),
        (("Exempel Ett", "Provgatan 1 lgh 1101", "111 22"), ("Exempel Ett", "Provgatan 1 lgh 1102", "111 22"), False),
        (("Exempel Ett", "Provgatan 1", "111 22"), ("Exempla Ett", "Provgatan 1", "111 22"), False),
        (("Exempel Ett", "Provgatan 1", "111 22"), ("Exempel Ett", "Provgatan 11", "111 22"), False),
        (("Exempel Ett", "Provgatan 1", "111 22"), ("Exempel Ett", "Provgatan 1", "222 11"), False),
        (("Amélie Ett", "Provgatan 1", "111 22"), ("Amelie Ett", "Provgatan 1", "111 22"), True),
        (("Åke Ett", "Provgatan 1", "111 22"), ("Ake Ett", "Provgatan 1", "111 22"), False),
    ],
)  # fmt: skip
def test_the_same_person_is_found_and_others_are_left_alone(
    first: tuple[str, str, str], second: tuple[str, str, str], same: bool
) -> None:
    seen = duplicates.Seen()
    assert seen.add(*first, 0) == -1
    assert seen.add(*second, 1) == (0 if same else -1)


def test_duplicates_are_printed_where_the_staff_chose_so(tmp_path: Path) -> None:
    path = file_of(tmp_path, csv_of([list(crowd.HEADING), list(GOOD[:10]), list(GOOD[:10])]))
    assert read_recipients(path, asked.WANTED).held == 1
    printed = read_recipients(path, asked.WANTED._replace(duplicates="print"))
    assert (printed.held, list(printed.rows), [f.verdict for f in printed.findings]) == (0, [2, 3], ["note"])
    decided = read_recipients(path, asked.WANTED._replace(decisions={3: "print"}))
    assert (decided.held, list(decided.rows), decided.findings) == (0, [2, 3], ())
    first_left_out = read_recipients(path, asked.WANTED._replace(decisions={2: "skip"}))
    assert (first_left_out.held, list(first_left_out.rows)) == (1, [3])


def test_a_decision_never_prints_a_protected_identity(tmp_path: Path) -> None:
    path = file_of(tmp_path, csv_of([list(crowd.HEADING), [*GOOD[:9], "ja"]]))
    recipients = read_recipients(path, asked.WANTED._replace(decisions={2: "print"}))
    assert (recipients.held, recipients.texts) == (1, [])


def test_a_default_language_is_for_rows_that_name_none(tmp_path: Path) -> None:
    path = file_of(
        tmp_path, csv_of([["Namn", "Adress", "Postnr", "Ort"], ["Exempel Ett", "Provgatan 1", "11122", "Provstad"]])
    )
    assert read_recipients(path, asked.WANTED).rejected == 1
    assert read_recipients(path, asked.WANTED._replace(default_language="sv")).languages == ["sv"]


def test_hints_find_whatever_the_long_look_finds() -> None:
    for text in ("skyddade personuppgifter", "skyddad identitet", "sekretessmarkering", "hemlig adress", "kvarskriven", "förmedlingsuppdrag",
                 "protected identity", "confidential", "secret address", "skyddsmarkering"):  # fmt: skip
        assert identity.WORDS.search(text), text
        assert any(hint in text for hint in identity.HINTS), text


def test_row_numbers_are_those_of_the_spreadsheet(tmp_path: Path) -> None:
    data = b"\r\n;;;\r\nnamn;adress;postnr;ort\r\n\r\nExempel Ett;Provgatan 1;111 22;Provstad\r\n\r\n\r\n"
    recipients = read_recipients(file_of(tmp_path, data), asked.WANTED._replace(default_language="sv"))
    assert (list(recipients.rows), recipients.read, recipients.rejected) == ([5], 2, 1)


def test_decisions_are_read_in_swedish_and_english() -> None:
    found, problems = read_decisions(
        "\ufeffRad;Beslut\r\n3;Skriv ut\r\n4;hoppa över\r\n5;print\r\n6;SKIP\r\n".encode(), "decisions.csv"
    )
    assert (dict(found), problems) == ({3: "print", 4: "skip", 5: "print", 6: "skip"}, [])


# -- the tables


def as_is(message: Message) -> str:
    return str(message)


def test_no_cell_of_the_table_is_a_formula_and_the_bytes_are_always_the_same(tmp_path: Path) -> None:
    row = ["=CMD|' /C calc'!A0", "", "-Provgatan", "", "+1", "@ort", "", "zz", "=1", "", ""]
    recipients = read_recipients(file_of(tmp_path, csv_of([[*crowd.HEADING, "Övrigt"], row])), asked.WANTED)
    table = letter_tables.as_csv(recipients.findings, as_is)
    assert table.startswith(b"\xef\xbb\xbf")
    cells = [
        cell for row in csv.reader(io.StringIO(table.decode("utf-8-sig"), newline=""), delimiter=";") for cell in row
    ]
    assert len(cells) > 30 and not [cell for cell in cells if cell[:1] in ("=", "+", "-", "@", "\t")]
    workbook = letter_tables.as_xlsx(recipients.findings, as_is)
    assert workbook == letter_tables.as_xlsx(recipients.findings, as_is)


@pytest.mark.parametrize("width", [30, 60, 80, 120])
def test_the_table_fits_the_screen(width: int) -> None:
    findings = [finding for folder in KINDS for finding in asked.read(folder)[0].findings]
    lines = list(letter_tables.as_text(findings, as_is, width))
    assert max(map(len, lines)) <= width
    assert "zzzzzz" in "\n".join(lines)
