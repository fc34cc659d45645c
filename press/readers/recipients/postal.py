"""Postal codes and countries, as they are printed on the last lines of an address."""

from __future__ import annotations

import re
from functools import lru_cache

from press.adapters.i18n import territories
from press.problems import nearest
from press.readers.recipients.characters import plain

SWEDISH = re.compile(r"(?:SE?[- ]?)?([1-9][0-9]{2}) ?([0-9]{2})(?:[.,]0+)?", re.IGNORECASE)
"""Five digits, the first not 0, as "NNN NN" (SS 613401); spreadsheets make 11122.0 of it, the world puts SE- before it."""
FOREIGN = re.compile(r"(?=[A-Z0-9 -]*[0-9])[A-Z0-9][A-Z0-9 -]{1,11}(?:\.0)?", re.IGNORECASE)
LAST_LINE = re.compile(r"(?:SE?[- ]?)?([1-9][0-9]{2}) ?([0-9]{2})[ ,]+([^\W\d].*)", re.IGNORECASE)

OTHER_NAMES = {
    "uk": "GB", "england": "GB", "scotland": "GB", "skottland": "GB", "wales": "GB", "greatbritain": "GB",
    "unitedkingdom": "GB", "usa": "US", "holland": "NL", "turkiet": "TR", "turkey": "TR", "czechrepublic": "CZ",
    "burma": "MM", "elfenbenskusten": "CI", "ivorycoast": "CI", "vitryssland": "BY", "makedonien": "MK",
}  # fmt: skip
"""Names in use beside those of CLDR."""


def swedish_code(value: str) -> str:
    """``NNN NN`` for a Swedish postal code however it is written, else ""."""
    match = SWEDISH.fullmatch(value)
    return f"{match[1]} {match[2]}" if match else ""


@lru_cache(maxsize=1)
def _countries() -> dict[str, tuple[str, str]]:
    """``plain name → (code, English name)``, also by code."""
    found = {}
    for code, names in territories().items():
        for name in (code, *names):
            found[plain(name)] = (code, names[-1])
    for name, code in OTHER_NAMES.items():
        found[name] = found[plain(code)]
    return found


DIGITS = {
    "AT": 4, "AU": 4, "BE": 4, "BG": 4, "CH": 4, "DK": 4, "HU": 4, "NO": 4, "LV": 4, "CY": 4, "DE": 5, "EE": 5, "ES": 5,
    "FI": 5, "FR": 5, "GR": 5, "HR": 5, "IT": 5, "LT": 5, "MA": 5, "MX": 5, "PL": 5, "CZ": 5, "SK": 5, "RS": 5, "TH": 5,
    "TR": 5, "UA": 5, "US": 5, "RU": 6, "RO": 6, "IN": 6, "CN": 6, "JP": 7,
}  # fmt: skip
"""How many digits at least a postal code has (Universal Postal Union, addressing systems): fewer are a lost zero."""


def too_short(code: str, land: str) -> bool:
    """Whether a postal code of digits lacks some for the country whose code (ISO 3166) is ``land``."""
    return code.isdigit() and len(code) < DIGITS.get(land, 0)


HOME = frozenset({"", "sverige", "sweden", "se", "swe", "s"})


def country(value: str) -> tuple[str, str] | None:
    """``(the country as the last line says it, in capitals, its ISO code)``; ``("", "SE")`` for Sweden; None for a name
    that is no country's.

    Capitals and the last line: Universal Postal Union, S42. A name is kept as the staff wrote it, a code becomes the
    English name, which every post office reads.
    """
    word = plain(value)
    if word in HOME:
        return "", "SE"
    found = _countries().get(word)
    if found is None:
        return None
    return (found[1] if word == found[0].lower() else value).upper(), found[0]


@lru_cache(maxsize=1000)
def country_meant(value: str) -> str:
    """The Swedish or English name of the country that a misspelt one is most like, or ""."""
    word = nearest(plain(value)[:40], [name for name in _countries() if len(name) > 3])
    if not word:
        return ""
    code = _countries()[word][0]
    return next((name for name in territories()[code] if plain(name) == word), word)
