"""Remedies in the front matter: the lines between the two “---” at the top of a text."""

from __future__ import annotations

import re

from press.adapters.yaml import YamlMistake, quoted
from press.adapters.yaml import read as read_yaml
from press.commands.editing.remedies_words import Case
from press.problems import nearest
from press.readers.pages import AUDIENCES, KEYS

ENTRY = re.compile(r"([A-Za-z][A-Za-z0-9-]*):(?:\s+(.*?))?\s*$")
MONTHS = (
    "jan", "feb", "mar", "apr", "ma[jy]", "jun", "jul", "aug", "sep", "o[kc]t", "nov", "dec",
)  # fmt: skip


def source(case: Case) -> str | None:
    """The nearest fact's name in the list of sources."""
    return case.instead_where(rf"(?<![\w-])({re.escape(case.args['name'])})(?![\w-])", case.near) if case.near else None


def owner(case: Case) -> str | None:
    """The nearest owner's name."""
    return case.instead_where(rf"^owner:\s*[\"']?({re.escape(case.args['owner'])})", case.near) if case.near else None


def end(case: Case) -> str | None:
    """The second “---” after the last line of the front matter."""
    last = 0
    for index, line in enumerate(case.lines[1:], 1):
        if ENTRY.match(line) or (last and line.startswith(("  ", "- ")) and line.strip()):
            last = index
        elif line.strip() or last:
            break
    return "\n".join([*case.lines[: last + 1], "---", *case.lines[last + 1 :]]) if last else None


def beginning(case: Case) -> str | None:
    """The first “---”, and keys to fill in where there are none."""
    first = next((index for index, line in enumerate(case.lines) if line.strip()), None)
    if first is None:
        return "---\ntitle: \ndescription: \n---\n"
    rest = "\n".join(case.lines[first:])
    if re.fullmatch(r"[-–—]{2,}\s*", case.lines[first]) and any(ENTRY.match(line) for line in case.lines[first + 1 : first + 2]):
        return "---\n" + "\n".join(case.lines[first + 1 :])
    if ENTRY.match(case.lines[first]) and case.lines[first].split(":")[0] in KEYS:
        return "---\n" + rest
    return "---\ntitle: \ndescription: \n---\n" + rest


def yaml(case: Case) -> str | None:
    """Tabs as spaces; a value that holds a colon or quotes, in quotes: where the front matter can be read then."""
    stop = next((index for index, line in enumerate(case.lines[1:], 1) if line == "---"), 0)
    for at in dict.fromkeys((case.at, case.at - 1, *range(1, stop))):  # the parser often tells the line after
        if not 0 < at < stop:
            continue
        line = case.lines[at].replace("\t", " ")
        entry = ENTRY.match(line)
        plain = (entry[2] or "").strip() if entry else ""
        tries = [line, line.lstrip()]
        if entry and plain:
            tries.append(f'{entry[1]}: "' + plain.strip("\"'").replace("\\", "\\\\").replace('"', '\\"') + '"')
        for one in tries:
            lines = [*case.lines[:at], one, *case.lines[at + 1 :]]
            if one != case.lines[at] and _reads("\n".join(lines[1:stop])):
                return "\n".join(lines)
    return None


def _reads(front: str) -> bool:
    try:
        return read_yaml(front + "\n").kind == "map"
    except YamlMistake:
        return False


def key(case: Case) -> str | None:
    """The nearest key, unless it is there already."""
    there = {match[1] for line in case.lines if (match := ENTRY.match(line))}
    return case.instead_where(rf"^({re.escape(case.args['key'])})\s*:", case.near) if case.near and case.near not in there else None


def twice(case: Case) -> str | None:
    """The second of two equal lines away; where they say different things, somebody must choose."""
    first = next((line for line in case.lines[: case.at] if line.startswith(case.args["key"] + ":")), None)
    here = ENTRY.match(case.line)
    following = case.lines[case.at + 1] if case.at + 1 < len(case.lines) else ""
    if first is None or here is None or following.startswith((" ", "- ")):
        return None
    return case.with_line(None) if not here[2] or first.strip() == case.line.strip() else None


def missing(case: Case) -> str | None:
    """A line for the key, with what follows from the text itself: the heading of the first level is the title."""
    name = case.args["key"]
    if any(line.startswith(name + ":") for line in case.lines) or case.lines[0] != "---":
        return None
    stop = next((index for index, line in enumerate(case.lines[1:], 1) if line == "---"), 0)
    heading = next((match[1] for line in case.lines[stop + 1 :] if (match := re.match(r"# ([^{]+)", line))), "")
    if name != "title" or not stop or not heading.strip():
        return None
    return "\n".join([case.lines[0], f"title: {quoted(heading.strip())}", *case.lines[1:]])


def word(case: Case) -> str | None:
    """The nearest audience."""
    near = nearest(case.args["word"], AUDIENCES)
    return case.instead_where(rf"(?<![\w-])({re.escape(case.args['word'])})(?![\w-])", near) if near else None


def value(case: Case) -> str | None:
    """The nearest of the words that are allowed."""
    return case.instead_where(rf":\s*[\"']?({re.escape(case.args['value'])})", case.near) if case.near else None


def date(case: Case) -> str | None:
    """The same day as year-month-day, where only one day can be meant."""
    text = case.args["value"].strip().lower()
    months = {f"{number:02}": name for number, name in enumerate(MONTHS, 1)}
    found = re.fullmatch(r"(20\d\d)[-/. ]?(\d{1,2})[-/. ](\d{1,2})", text) or re.fullmatch(r"(20\d\d)(\d\d)(\d\d)", text)
    if found:
        year, month, day = found.groups()
    elif found := re.fullmatch(r"(\d{1,2})\.? ([a-z]+)\.? (20\d\d)", text):
        day, year = found[1], found[3]
        month = next((number for number, name in months.items() if re.match(name, found[2])), "0")
    else:
        return None
    if not (1 <= int(month) <= 12 and 1 <= int(day) <= 31):
        return None
    return case.instead_where(rf"({re.escape(case.args['value'])})", f"{year}-{int(month):02}-{int(day):02}")


def number(case: Case) -> str | None:
    """The digits in it, where there is one number only."""
    found = re.findall(r"\d+", case.args["value"])
    return case.instead_where(r":\s*(.*?)\s*$", found[0]) if len(found) == 1 else None
