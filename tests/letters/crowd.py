"""Made-up recipients by the thousand, for tests and benchmarks: a share of them planted faulty, each with the verdict it must get.

Nobody in it exists: people are called "Exempel Ett-Två", live in Provgatan in Provstad and write their case as P-1.
The same arguments give the same file.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

HEADING = ("Namn", "c/o", "Adress", "Extra adressrad", "Postnr", "Ort", "Land", "Språk", "Ärende", "Sekretessmarkering")
NAME, CO, STREET, EXTRA, CODE, TOWN, COUNTRY, LANGUAGE, CASE, MARK = range(10)
SPELLINGS: Mapping[str, tuple[str, ...]] = {
    "sv": ("svenska", "Swedish", "sv", "Svenska"),
    "en": ("engelska", "English", "en"),
    "ar": ("arabiska", "Arabic", "ar"),
    "fa": ("persiska", "Persian", "fa"),
    "so": ("somaliska", "Somali", "so"),
    "ti": ("tigrinska", "Tigrinya", "ti"),
    "uk": ("ukrainska", "Ukrainian", "uk"),
}
FIRST = ("Exempel", "Påhitt", "Låtsas", "Övning", "Fiktiva", "Särskilda", "Mönster", "Åskådlige")
DIGITS = ("Noll", "Ett", "Två", "Tre", "Fyra", "Fem", "Sex", "Sju", "Åtta", "Nio")
STREETS = ("Provgatan", "Testvägen", "Exempelstigen", "Påhittsgränd", "Låtsastorget", "Övningsbacken")
TOWNS = ("Provstad", "Exempelby", "Påhittsund", "Övningsås", "Testköping", "Nedre Provby")
ABROAD = (("00100", "Provinki", "Finland"), ("0150", "Testlo", "Norge"), ("10115", "Musterstadt", "Germany"))


class Expected(NamedTuple):
    """What must become of a row: ``verdict`` accepted, rejected or held; ``fault`` what was planted, "" for nothing;
    ``text`` as in Recipients.texts and ``language`` for accepted rows."""

    row: int
    verdict: str
    fault: str
    language: str = ""
    text: str = ""


Row = list[str]


class Crowd:
    """The rows of one file, one after the other."""

    def __init__(self, seed: int, unicode: bool, ragged: bool, languages: Mapping[str, tuple[str, ...]]) -> None:
        self.dice = random.Random(seed)
        self.languages = list(languages.items())
        self.good: list[Row] = []
        self.faults = [*_FAULTS.items(), *(_UNICODE.items() if unicode else ()), *(_RAGGED.items() if ragged else ())]
        self.turn = 0

    def person(self, number: int) -> tuple[Row, str, str]:
        """``(fields, language, text)`` of a person who is like no other in the file."""
        dice = self.dice
        language, spellings = dice.choice(self.languages)
        name = f"{dice.choice(FIRST)} {'-'.join(DIGITS[int(digit)] for digit in str(number))}"
        street = f"{dice.choice(STREETS)} {dice.randrange(1, 120)}{dice.choice(('', '', '', ' A', ' B', ' lgh 1102'))}"
        code, town = f"{dice.randrange(100, 985)} {dice.randrange(10, 99)}", dice.choice(TOWNS)
        case = f"P-{number}" if dice.random() < 0.5 else ""
        row = [name, "", street, "", code, town, "", dice.choice(spellings), case, dice.choice(("", "", "nej"))]
        lines = [name, street, f"{code}  {town}"]
        odd = dice.random()
        if odd < 0.04:
            row[CO] = f"{dice.choice(FIRST)} Värd"
            lines.insert(1, f"c/o {row[CO]}")
        elif odd < 0.06:
            row[EXTRA] = "Provhuset, 2 tr"
            lines.insert(2, row[EXTRA])
        elif odd < 0.07:
            row[CODE], row[TOWN], row[COUNTRY] = dice.choice(ABROAD)
            lines[-1:] = [f"{row[CODE]} {row[TOWN]}", row[COUNTRY].upper()]
        elif odd < 0.09:
            row[CODE] = dice.choice((f"SE-{code}", code.replace(" ", ""), f" {code}"))
        return row, language, "\n".join(lines) + (f"\x1f{case}" if case else "")

    def faulty(self, number: int) -> tuple[Row, str, str]:
        """``(fields, name of the fault, verdict)`` of a row that must not be printed."""
        name, plant = self.faults[self.turn % len(self.faults)]
        self.turn += 1
        row = self.person(number)[0]
        row[CODE], row[TOWN], row[COUNTRY] = "111 22", "Provstad", ""
        held = plant(self, row)
        return row, name, "held" if held else "rejected"


def _set(field: int, *values: str) -> Callable[[Crowd, Row], bool]:
    def plant(crowd: Crowd, row: Row) -> bool:
        row[field] = crowd.dice.choice(values).replace("*", row[field])
        return False

    return plant


def _mark(*values: str) -> Callable[[Crowd, Row], bool]:
    def plant(crowd: Crowd, row: Row) -> bool:
        row[MARK] = crowd.dice.choice(values)
        return True

    return plant


def _told(crowd: Crowd, row: Row) -> bool:
    row[crowd.dice.choice((CO, EXTRA, CASE))] = crowd.dice.choice(
        ("Skyddade personuppgifter", "sekretessmarkerad", "Förmedlingsuppdrag")
    )
    return True


def _again(crowd: Crowd, row: Row) -> bool:
    """A person who is in the file already, written differently."""
    row[:] = crowd.dice.choice(crowd.good)
    first, last = row[NAME].split(" ", 1)
    row[NAME] = crowd.dice.choice(
        (f"{last} {first}", row[NAME].upper(), f"{last}, {first}", row[NAME].replace("-", " "))
    )
    short = row[STREET].replace("gatan", "g.").replace("vägen", "v.").removesuffix(" lgh 1102")
    row[STREET] = crowd.dice.choice((row[STREET].upper(), short))
    row[CODE] = row[CODE].replace(" ", "")
    return True


def _all_empty(crowd: Crowd, row: Row) -> bool:
    row[:] = [""] * len(row)
    return False


def _heading(crowd: Crowd, row: Row) -> bool:
    row[:] = HEADING
    return False


_FAULTS: dict[str, Callable[[Crowd, Row], bool]] = {
    "no name": _set(NAME, ""),
    "no street": _set(STREET, "", "-"),
    "no postal code": _set(CODE, ""),
    "no town": _set(TOWN, ""),
    "short postal code": _set(CODE, "1112", "111 222"),
    "letters in the postal code": _set(CODE, "11l 22", "III 22"),
    "no such country": _set(COUNTRY, "Låtsasland"),
    "control character": _set(NAME, "*\x07", "Exempel\x0bRad"),
    "soft hyphen": _set(STREET, "Prov\u00adgatan 1"),
    "mojibake": _set(NAME, "PÃ¥hitt Ett", "Ã–vning TvÃ¥"),
    "lost letter": _set(TOWN, "Test?stad"),
    "too wide": _set(STREET, "Oändligt långa övningsvägens allra sista förlängning bortom kröken 1"),
    "identity number": _set(STREET, "* 811228-9874", "198112289874"),
    "formula": _set(NAME, "=CMD|' /C calc'!A0", "@SUM(A1)", "+Exempel"),
    "markup": _set(NAME, "<b>*</b>", "*&nbsp;"),
    "e-mail": _set(EXTRA, "exempel@example.se"),
    "telephone": _set(STREET, "070-174 06 05", "* 08-465 004 99"),
    "name of digits": _set(NAME, "12345"),
    "no language": _set(LANGUAGE, ""),
    "no such language": _set(LANGUAGE, "klingonska", "arabsika"),
    "the same person": _again,
    "marked as protected": _mark("ja", "x", "1", "Skyddad folkbokföring"),
    "unclear mark": _mark("?", "okänt"),
    "words of protection": _told,
    "empty row": _all_empty,
    "heading again": _heading,
}
"""What is planted in turn. 811228-9874 is a number Skatteverket uses as an example; the telephone numbers are PTS's for fiction."""

_UNICODE: dict[str, Callable[[Crowd, Row], bool]] = {
    "direction of text": _set(NAME, "Exempel \u202eTtE"),
    "no width": _set(NAME, "Exem\u200bpel Ett"),
    "no such letter": _set(NAME, "Exempel \u6f22"),
}


def _long(crowd: Crowd, row: Row) -> bool:
    row.insert(STREET, "Provgatan")
    return False


def _short(crowd: Crowd, row: Row) -> bool:
    del row[EXTRA]
    return False


_RAGGED: dict[str, Callable[[Crowd, Row], bool]] = {"a field too many": _long, "a field too few": _short}


def rows(
    count: int, faulty: float, seed: int, unicode: bool, ragged: bool, languages: Mapping[str, tuple[str, ...]]
) -> Iterator[tuple[Row, Expected]]:
    """The rows after the heading, each with what must become of it. The last one is never empty."""
    crowd = Crowd(seed, unicode, ragged, languages)
    for number in range(1, count + 1):
        if 1 < number < count and crowd.dice.random() < faulty:
            row, fault, verdict = crowd.faulty(number)
            yield row, Expected(number + 1, verdict, fault)
        else:
            row, language, text = crowd.person(number)
            if len(crowd.good) < 1000 and not row[COUNTRY] and not row[CODE].startswith(("SE", " ")):
                crowd.good.append(row)
            yield row, Expected(number + 1, "accepted", "", language, text)


def write(
    path: Path,
    count: int,
    faulty: float = 0.01,
    seed: int = 1,
    encoding: str = "cp1252",
    languages: Mapping[str, tuple[str, ...]] = SPELLINGS,
) -> list[Expected]:
    """Write ``count`` recipients to ``path`` (.csv with semicolons, .tsv, .xlsx) and give what must become of each row."""
    workbook = path.suffix == ".xlsx"
    made = rows(count, faulty, seed, workbook or encoding.startswith("utf"), not workbook, languages)
    if workbook:
        return _workbook(path, made)
    found = []
    with open(path, "w", encoding=encoding, newline="") as file:
        writer = csv.writer(file, delimiter="\t" if path.suffix == ".tsv" else ";", lineterminator="\r\n")
        writer.writerow(HEADING)
        for row, expected in made:
            writer.writerow(row)
            found.append(expected)
    return found


def _workbook(path: Path, made: Iterator[tuple[Row, Expected]]) -> list[Expected]:
    """Postal codes that are digits become numbers, as when people type them."""
    import xlsxwriter

    found = []
    with xlsxwriter.Workbook(str(path), {"constant_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet("Mottagare")
        sheet.write_row(0, 0, HEADING)
        for number, (row, expected) in enumerate(made, 1):
            for column, value in enumerate(row):
                if column == CODE and value.isdigit() and not row[COUNTRY]:
                    sheet.write_number(number, column, int(value))
                elif value:
                    sheet.write_string(number, column, value)
            found.append(expected)
    return found
