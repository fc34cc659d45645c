"""What must never reach a letter: personal identity numbers, and people whose identity is protected."""

from __future__ import annotations

import re

from press.problems import Message, say

NUMBER = re.compile(r"(?<!\d)(?:18|19|20)?(\d{6})[-+ ]?(\d{4})(?!\d)")
"""Personal identity number and coordination number (Folkbokföringslag 1991:481, 18–18 b §§), with or without century."""


def personal_number(text: str) -> bool:
    """Whether a personal identity number or a coordination number stands in ``text``.

    The date must be one and the check digit right (Luhn over the last ten digits), so that telephone and case numbers of
    the same length do not raise a false alarm: of those at most one in some thirty passes both.
    """
    return any(_is_person(match[1], match[2]) for match in NUMBER.finditer(text))


def _is_person(date: str, last: str) -> bool:
    month, day = int(date[2:4]), int(date[4:6])
    if not (1 <= month <= 12 and (1 <= day <= 31 or 61 <= day <= 91)):  # a coordination number's day has 60 added
        return False
    total = 0
    for place, digit in enumerate(map(int, date + last)):
        doubled = digit * (2 - place % 2)
        total += doubled // 10 + doubled % 10
    return total % 10 == 0


YES = frozenset(
    ["ja", "j", "yes", "y", "x", "1", "sant", "true", "t", "s", "skyddad", "protected", "marked", "sekretess"]
)
NO = frozenset(["", "nej", "no", "n", "0", "0.0", "falskt", "false", "f", "ingen", "inget", "none", "-", "–"])
"""Only these say "not protected"; whatever else stands in the column holds the row, it is never guessed away."""

WORDS = re.compile(
    r"\bskydda(?:d|de|t)\W+(?:person|identitet|id\b|adress|folkbok|uppgift|post|boende)"
    r"|\bsekretess(?:mark|skydd|bel|\b)|\bskyddsmark"
    r"|\bhemlig(?:a|t)?\W+(?:adress|identitet|uppgift|person)|\bkvarskriv"
    r"|\bförmedlingsuppdrag|\bprotected\W+(?:identity|address|person|data|population|registration)"
    r"|\bconfidential|\bsecret\W+(?:address|identity)"
)
"""How registers and people write that somebody is protected, in small letters. "Skyddad uppgift" and "Förmedlingsuppdrag"
stand in place of name and address in extracts of the population register (HL7 Sweden's base profiles show them)."""

FORWARDING = re.compile(r"\bbox\W*2820\b")
FORWARDING_CODE = re.compile(r"\b403\W?20\b")
"""Skatteverket's address for forwarding mail to protected persons, Box 2820, 403 20 Göteborg (skatteverket.se, "Sending
mail to someone with protected identity"): a letter goes there in an outer envelope of its own, not in a window."""

HINTS = ("skydd", "sekretess", "hemlig", "kvarskriv", "rmedlingsuppdrag", "protected", "confidential", "secret", "2820")
"""One of these is in every text that :data:`WORDS` or :data:`FORWARDING` finds: a quick look before the long one."""

HAND_OUT = say("Take the row out of the file and send this letter by way of Skatteverket.")


UNCLEAR = (
    say("The mark for protected identity says neither yes nor no."),
    say("Find out, and write “nej” (no) in the column only if the person is not protected."),
)


def marked(value: str) -> tuple[Message, Message] | None:
    """What a value in the column for protected identity means for the row; None only where it clearly says no."""
    word = " ".join(value.lower().split())
    if word in NO:
        return None
    if word in YES or WORDS.search(word):
        return say("The row is marked as protected identity."), HAND_OUT
    return UNCLEAR


def told(lowered: str) -> tuple[Message, Message] | None:
    """Whether words anywhere in a row, its fields joined, in small letters, tell that the person is protected."""
    if not any(hint in lowered for hint in HINTS):
        return None
    if WORDS.search(lowered):
        return say("Words in the row say that the person's identity is protected."), HAND_OUT
    if FORWARDING.search(lowered) and FORWARDING_CODE.search(lowered):
        return say("The address is the one Skatteverket forwards mail to protected persons from."), HAND_OUT
    return None
