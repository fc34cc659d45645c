"""The address of a row: its lines in the order they are printed, and what is missing or does not fit the window."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from press.problems import Message, say
from press.readers.recipients.headings import LINES
from press.readers.recipients.postal import FOREIGN, LAST_LINE, country, country_meant, swedish_code, too_short
from press.recipients import FEWEST_LINES, Wanted

Told = tuple[str, str, Message, Message]
"""``(field, value, what is wrong, the way out)``; the field is "" for the row as a whole."""


class Address(NamedTuple):
    """``lines`` are ``(text, field it came from)``; ``street`` is all between name and postal code; ``told`` is what is wrong."""

    name: str
    street: str
    code: str
    lines: tuple[tuple[str, str], ...]
    told: tuple[Told, ...]


def _name(values: Mapping[str, str]) -> tuple[str, str]:
    """The name and the field it stands in."""
    if values.get("name"):
        return values["name"], "name"
    both = f"{values.get('first_name', '')} {values.get('last_name', '')}".strip()
    if not both and "name" in values:
        return "", "name"
    return both, "last_name" if values.get("last_name") or "first_name" not in values else "first_name"


def _care_of(value: str) -> str:
    low = value.lower()
    return value if low.startswith(("c/o", "c / o", "℅")) else f"c/o {value}"


def compose(values: Mapping[str, str], free: bool, wanted: Wanted) -> Address:
    """The address of a row. ``values`` are its tidied fields; ``free`` tells that the last line has code and town."""
    told: list[Told] = []
    name, whose = _name(values)
    lines: list[tuple[str, str]] = [(name, whose)] if name else []
    if values.get("co"):
        lines.append((_care_of(values["co"]), "co"))
    lines += [(values[field], field) for field in ("street", *LINES) if values.get(field)]
    land, iso = _land(values, lines, free, told)
    if free:
        code = _last_line(lines, values, land, told)
    else:
        told += _named(name, whose)
        if not (values.get("street") or values.get("line1")):
            street = "street" if "street" in values else "line1"
            told.append(
                (street, "", say("The street or box is missing."), say("Write it, for example Provgatan 1 or Box 1."))
            )
        code = _code_and_town(lines, values, iso, told)
    if land:
        lines.append((land, "country"))
    if not told:
        told += _fits(lines, wanted)
    first = lines[0][0] if lines else ""
    middle = lines[1 : -2 if land else -1]
    return Address(
        name or first, " ".join(text for text, field in middle if field != "co"), code + land, tuple(lines), tuple(told)
    )


def _named(name: str, field: str) -> Iterator[Told]:
    if not name:
        yield field, "", say("The name is missing."), say("Write the recipient's name.")
    elif not any(map(str.isalpha, name)):
        yield (
            field,
            name,
            say("The name has no letters."),
            say("Write the recipient's name; look whether columns have changed places."),
        )


def _land(values: Mapping[str, str], lines: list[tuple[str, str]], free: bool, told: list[Told]) -> tuple[str, str]:
    """The country in capitals, "" for Sweden, and its code; in free lines it may be the last one."""
    value = values.get("country", "")
    if free and not value and len(lines) > FEWEST_LINES and not values.get("post") and lines[-1][0].isalpha():
        found = country(lines[-1][0])
        if found is not None:
            lines.pop()
        return found or ("", "SE")
    found = country(value)
    if found is None:
        near = country_meant(value)
        fix = (
            say("Did you mean “%(near)s”?", near=near)
            if near
            else say("Write the country's name in Swedish or English.")
        )
        told.append(("country", value, say("There is no such country."), fix))
    return found or ("", "" if value else "SE")


def _code_and_town(lines: list[tuple[str, str]], values: Mapping[str, str], land: str, told: list[Told]) -> str:
    """Add the line of postal code and town; gives the code."""
    value, town = values.get("postal_code", ""), values.get("town", "")
    if land != "SE":
        code = value.upper().removesuffix(".0")
        if code and (not FOREIGN.fullmatch(code) or too_short(code, land)):
            what, fix = say("This cannot be a postal code of that country."), say("Write it as there, with its zeros.")
            told.append(("postal_code", value, what, fix))
        told += _town_missing(town)
        lines.append((f"{code} {town}".strip(), "town"))
        return code
    code = swedish_code(value)
    if not code:
        told.append(("postal_code", value, *_bad_code(value)))
    told += _town_missing(town)
    if any(map(str.isdigit, town)):
        told.append(
            (
                "town",
                town,
                say("There are digits in the town."),
                say("Write only the town; the postal code has its own column."),
            )
        )
    lines.append((f"{code}  {town}", "town"))
    return code


def _town_missing(town: str) -> Iterator[Told]:
    if not town:
        yield "town", "", say("The town is missing."), say("Write the town that goes with the postal code.")


def _bad_code(value: str) -> tuple[Message, Message]:
    """Why ``value`` is no Swedish postal code."""
    digits = sum(map(str.isdigit, value))
    if not value:
        return say("The postal code is missing."), say("Write its five digits, for example 111 22.")
    abroad = say("Write five digits, for example 111 22, or the country if the letter goes abroad.")
    if any(map(str.isalpha, value)):
        return say("There are letters in the postal code."), abroad
    if digits != 5:
        return say("The postal code has %(count)s digits, not five.", count=digits), abroad
    return say("This is not a Swedish postal code."), abroad


def _last_line(lines: list[tuple[str, str]], values: Mapping[str, str], land: str, told: list[Told]) -> str:
    """Free lines: the last one has postal code and town; it is rewritten in the Swedish way unless it goes abroad."""
    if values.get("post"):
        lines.append((values["post"], "post"))
    if len(lines) < FEWEST_LINES:
        what = say("The address has only %(count)s lines.", count=len(lines))
        told.append(("", "", what, say("Give it at least name, street, postal code and town.")))
        return ""
    told += _named(*lines[0])
    if land:
        return ""
    text, field = lines[-1]
    match = LAST_LINE.fullmatch(text)
    if match is None:
        what = say("The last line of the address has no Swedish postal code and town.")
        told.append((field, text, what, say("Write it as 111 22 Town, or write the country below it.")))
        return ""
    lines[-1] = (f"{match[1]} {match[2]}  {match[3]}", field)
    return f"{match[1]} {match[2]}"


def _fits(lines: list[tuple[str, str]], wanted: Wanted) -> Iterator[Told]:
    if len(lines) > wanted.most_lines:
        what = say(
            "The address has %(count)s lines; the window shows %(most)s.", count=len(lines), most=wanted.most_lines
        )
        yield "", "", what, say("Put two of them together, or take one away.")
    for text, field in lines:
        wide = sum(wanted.widths.get(character, 0.0) for character in text)
        if wide > wanted.line_mm:
            what = say(
                "The line is %(over)s mm too wide for the window.", over=f"{max(wide - wanted.line_mm, 0.1):.1f}"
            )
            yield field, text, what, say("Shorten it, or divide it over two columns. The letters are not made smaller.")
