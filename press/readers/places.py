"""The table of places: every county with its region, its county administrative board and its municipalities."""

from __future__ import annotations

import re
from typing import Any

from press.adapters.yaml import Node
from press.places import County, Municipality
from press.problems import Place, Problem, say
from press.readers.fields import Fields, check_url
from press.readers.tables import entries
from press.store import keys
from press.store.rows import Row, county_row, problem_rows

KEYS = (
    "code", "name", "region", "region-url", "care-url", "board", "board-url", "source", "checked", "verified", "note",
    "municipalities",
)  # fmt: skip
COUNTY = re.compile(r"[0-9]{2}\Z")
MUNICIPALITY = re.compile(r"[0-9]{4}\Z")
ALPHABET = str.maketrans("åäö", "{|}")
"""Å, ä and ö are letters of their own, after z; so are the characters after z in ASCII."""


def read_rows(data: bytes, path: str) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
    """``content/places.yaml`` as plain tuples: the counties' rows, and those of what is wrong."""
    problems: list[Problem] = []
    counties = read_places(data, path, problems)
    return tuple(county_row(county) for county in counties), problem_rows(problems)


def read_places(data: bytes, path: str, problems: list[Problem]) -> list[County]:
    """``content/places.yaml``: its counties, in Swedish alphabetical order."""
    found: list[County] = []
    taken: dict[str, int] = {}
    told = len(problems)
    for key, line, node in entries(data, path, problems):
        fields = Fields(node, path, problems, KEYS)
        fields.line = line
        values: dict[str, Any] = {
            "key": key,
            "code": _county_code(fields, taken),
            "name": fields.text("name", required=True),
            "region": fields.text("region", required=True),
            "region_url": fields.url("region-url", required=True),
            "care_url": fields.url("care-url", required=True),
            "board": fields.text("board", required=True),
            "board_url": fields.url("board-url", required=True),
            "source": fields.url("source", required=True),
            "checked": fields.date("checked", required=True),
            "verified": fields.flag("verified", True),
        }
        fields.text("note")
        values["municipalities"] = tuple(_municipalities(fields, values["code"], taken))
        found.append(County(digest=keys.digest(tuple(values.values())), **values, place=Place(path, line)))
    if not found and len(problems) == told:
        problems.append(
            Problem(
                Place(path),
                say("There is no county in this file, so the pages about counties would be lost."),
                say("Undo the last change to it; to do without those pages, take the file away."),
            )
        )
    return sorted(found, key=lambda county: alphabetical(county.name))


def alphabetical(name: str) -> str:
    """What a Swedish name is sorted by: Ängelholm stands after Åstorp, and both after Ystad."""
    return name.casefold().translate(ALPHABET)


def _county_code(fields: Fields, taken: dict[str, int]) -> str:
    code = fields.text("code", required=True)
    if code and not COUNTY.match(code):
        fields.problem(
            fields.lines["code"],
            say("“%(code)s” is not the code of a county.", code=code),
            say('Write its two digits (Statistics Sweden\'s list) in straight quotes, for example "01".'),
        )
        return ""
    _once(code, fields.lines.get("code", fields.line), fields, taken)
    return code


def _once(code: str, line: int, fields: Fields, taken: dict[str, int]) -> None:
    """Note a code that another county or municipality has, too."""
    if code in taken:
        fields.problem(
            line,
            say("The code “%(code)s” stands twice, also on line %(line)s.", code=code, line=taken[code]),
            say("Every county and municipality has its own code: correct one, or take the second away."),
        )
    elif code:
        taken[code] = line


def _municipalities(fields: Fields, county: str, taken: dict[str, int]) -> list[Municipality]:
    """The municipalities of a county whose code is ``county`` (empty when that is wrong)."""
    node = fields.values.get("municipalities")
    if node is None or not node.data:
        fields.missing("municipalities")
        return []
    if node.kind != "map":
        fields.problem(
            node.line,
            say("“municipalities” should give each municipality's name and address by its code."),
            say('Write lines like “"0180": [Stockholm, https://start.stockholm/]” below it.'),
        )
        return []
    found = []
    for code, line, value in node.data:
        name, url = _name_and_url(code, line, value, fields)
        if not MUNICIPALITY.match(code):
            fields.problem(
                line,
                say("“%(code)s” is not the code of a municipality.", code=code),
                say('Write its four digits (Statistics Sweden\'s list) in straight quotes, for example "0180".'),
            )
            continue
        if county and not code.startswith(county):
            fields.problem(
                line,
                say(
                    "The code “%(code)s” does not begin with that of its county, “%(county)s”.",
                    code=code,
                    county=county,
                ),
                say("Correct the code, or move the line to the county it belongs to."),
            )
        _once(code, line, fields, taken)
        found.append(Municipality(code, name, url))
    return sorted(found, key=lambda municipality: alphabetical(municipality.name))


def _name_and_url(code: str, line: int, value: Node, fields: Fields) -> tuple[str, str]:
    """The two texts of a municipality's line; empty ones when they are not both there."""
    texts = [" ".join(item.data.split()) for item in value.data if item.kind == "text"] if value.kind == "list" else []
    if len(texts) != 2 or len(value.data) != 2 or not all(texts):
        fields.problem(
            line,
            say("“%(code)s” should have a name and an address, and nothing else.", code=code),
            say('Write “"%(code)s": [Name, https://www.example.se/]”.', code=code),
        )
        return "", ""
    check_url(texts[1], line, fields)
    return texts[0], texts[1]
