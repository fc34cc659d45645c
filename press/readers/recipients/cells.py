"""One field of one row: what in it can never stand in a letter, each thing with its own sentence and way out."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping

from press.problems import Message, say
from press.readers.recipients import characters as chars
from press.readers.recipients.identity import personal_number

Said = tuple[Message, Message]

TYPED = "\x1e"
"""Begins a cell of a spreadsheet that is no text: what follows is one of the words below."""
DATE, TRUTH, ERROR, FRACTION = "\x1edate", "\x1etruth", "\x1eerror", "\x1efraction"

_RETYPE = say("Delete it and type the field again by hand; it does not show on the screen.")
_SAVE_AS = say("Save the file again as “CSV UTF-8”, and look at the field.")

TYPES: dict[str, Said] = {
    DATE: (
        say("The spreadsheet has made a date of this."),
        say("Format the column as text and write the value again."),
    ),
    TRUTH: (
        say("The spreadsheet has made TRUE or FALSE of this."),
        say("Format the column as text and write the value again."),
    ),
    ERROR: (say("The cell shows an error such as #N/A."), say("Mend the formula, or write the value in its place.")),
    FRACTION: (say("This is a number with decimals."), say("Format the column as text and write the value again.")),
}
EMPTY_WORDS = frozenset({"-", "–", "—", ".", "--"})
"""What people write in a field to say that there is nothing."""
ADDRESS = frozenset(
    {"name", "first_name", "last_name", "co", "street", "town", "post", *(f"line{n}" for n in range(1, 8))}
)


def _codes(found: Iterator[str] | list[str]) -> str:
    return ", ".join(dict.fromkeys(map(chars.named, found)))


def invisible(raw: str) -> Iterator[Said]:
    """Characters that do not show, or that tell that letters were lost on the way."""
    if raw.isprintable() and raw.isascii() and "?" not in raw:
        return
    if found := chars.BIDI.findall(raw):
        yield (
            say("There is a character here that turns the direction of the text: %(codes)s.", codes=_codes(found)),
            _RETYPE,
        )
    if found := chars.ZERO_WIDTH.findall(raw):
        yield say("There is an invisible character here: %(codes)s.", codes=_codes(found)), _RETYPE
    if chars.BREAK.search(raw.strip()):
        yield say("There is a line break in the field."), say("Put each line of the address in a column of its own.")
    if chars.LOST in raw:
        yield say("A letter was lost here: the file holds bytes that mean nothing in its encoding."), _SAVE_AS
    lost = chars.MOJIBAKE.search(raw)
    if lost:
        yield say("Letters such as å, ä, ö have been read in the wrong encoding here."), _SAVE_AS
    elif found := chars.CONTROL.findall(raw.strip()):
        yield say("There is a control character here: %(codes)s.", codes=_codes(found)), _RETYPE
    if chars.QUESTION.search(raw):
        yield (
            say("A question mark stands within a word: a letter was probably lost there."),
            say("Write the right letter in its place."),
        )


def suspect(value: str, field: str) -> Iterator[Said]:
    """Formulas, markup, numbers of persons and telephones: what came into the field by mistake or ill will."""
    if value and chars.FORMULA.match(value):
        yield (
            say(
                "The field begins like a formula: %(sign)s.",
                sign=chars.named(value[0]) if value[0] in "\t\r" else value[0],
            ),
            say("Take the sign away, or write what the formula was to give."),
        )
    if chars.MARKUP.search(value):
        yield say("There is HTML in the field."), say("Write plain text, without < and >.")
    if personal_number(value):
        yield (
            say("This looks like a personal identity number or a coordination number."),
            say("Take it out of the file: it must not stand in a window or in a letter."),
        )
    elif field in ADDRESS and chars.TELEPHONE.search(value):
        yield say("There is a telephone number in the address."), say("Take it away.")
    if field in ADDRESS and chars.EMAIL.search(value):
        yield say("There is an e-mail or web address in the postal address."), say("Take it away.")


def unprintable(value: str, widths: Mapping[str, float]) -> Iterator[Said]:
    """Characters that the typeface lacks or that cannot stand by themselves. What :func:`invisible` tells is left out."""
    if value.isprintable() and max(value, default="") < "\u0300" and all(map(widths.__contains__, value)):
        return  # no letter below U+0300 is a combining one or runs from right to left
    lacking, turned = [], []
    for character in dict.fromkeys(value):
        kind = unicodedata.category(character)
        if kind[0] in "CZ":
            if character != " " and kind in ("Cn", "Co", "Cs"):
                lacking.append(character)
        elif unicodedata.bidirectional(character) in ("R", "AL", "AN"):
            turned.append(character)
        elif (character not in widths or kind[0] == "M") and character != chars.LOST:
            lacking.append(character)
    if turned:
        yield (
            say("The address has letters of a script that is written from right to left."),
            say("Write the address in Latin letters, as the post reads them."),
        )
    if lacking:
        yield (
            say(
                "The typeface of the address lacks: %(characters)s.",
                characters=", ".join(map(chars.described, lacking[:5])),
            ),
            say("Write the name as it stands in the population register, in Latin letters."),
        )
