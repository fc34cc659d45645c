"""The same person at the same address, written differently: what two rows have in common then, as eight bytes a row."""

from __future__ import annotations

import re

_PUNCTUATION = "".join(chr(c) for c in range(0x21, 0x7F) if not chr(c).isalnum()) + "’‘´`–—·"
_ACCENTS = {
    "é": "e",
    "è": "e",
    "ê": "e",
    "ë": "e",
    "ü": "u",
    "á": "a",
    "à": "a",
    "í": "i",
    "ó": "o",
    "ñ": "n",
    "ç": "c",
}
NAME = str.maketrans({**dict.fromkeys(_PUNCTUATION, " "), **dict.fromkeys("'’‘´`."), **_ACCENTS})
STREET = str.maketrans({**dict.fromkeys(_PUNCTUATION + " "), **_ACCENTS})
RARE = re.compile("[^a-zåäö0-9 .,'\n-]")
"""In small letters: what is neither in most names nor in most streets, and needs the long way."""
FLAT = re.compile(r"\b(?:lgh|lägenhet|apt|apartment)[ .:]*([0-9]{1,5})\b", re.IGNORECASE)
"""The number of a flat (lägenhetsnummer); a row without one may be any of them."""


def words_of(name: str) -> list[str]:
    """The words of a name without case, accents (but å, ä, ö are letters) and punctuation, in alphabetical order."""
    low = name.lower()
    if RARE.search(low):
        low = low.translate(NAME)
    words = low.replace(".", "").replace("'", "").replace("-", " ").replace(",", " ").split()
    words.sort()
    return words


def road_of(low: str) -> str:
    """A street in small letters without spaces, punctuation and accents, its "gatan" and "vägen" shortened."""
    if RARE.search(low):
        low = low.translate(STREET)
    road = low.replace(" ", "").replace(".", "").replace(",", "").replace("-", "").replace("'", "")
    return road.replace("gatan", "g").replace("vägen", "v")


class Seen:
    """The rows accepted so far, by digest.

    The names' words are sorted, so their order does not matter. "gatan" and "g.", "vägen" and "v." are the same. Two
    rows with different numbers of flats are two people of one name; one with a number and one without may be one person.
    A digest of 64 bits confuses two of a million rows once in some forty million runs, and then a row is held, not lost.
    """

    def __init__(self) -> None:
        self.first: dict[int, int] = {}
        self.flats: dict[int, int] = {}

    def add(self, name: str, street: str, code: str, index: int) -> int:
        """Remember an address under ``index``; the index of one that was the same before, or -1."""
        low = street.lower()
        flat = ""
        if "lgh" in low or "apt" in low or "apart" in low or "lägenhet" in low:
            found = FLAT.search(low)
            if found:
                flat, low = found[1], low[: found.start()] + low[found.end() :]
        both = f"{name.lower()}\n{low}"
        if RARE.search(both):
            key = f"{' '.join(words_of(name))}\n{road_of(low)}\n{code}"
        else:  # what the two would do, with half the steps: nearly every row
            words, _, road = both.replace(".", "").replace("'", "").replace("-", " ").replace(",", " ").partition("\n")
            parts = words.split()
            parts.sort()
            road = road.replace(" ", "").replace("gatan", "g").replace("vägen", "v")
            key = f"{' '.join(parts)}\n{road}\n{code}"
        digest = hash(key)  # SipHash, 64 bits, keyed anew in every process: no file can be made to confuse it
        before = self.first.get(digest)
        if before is None:
            self.first[digest] = index * 2 + (not flat)
            if flat:
                self.flats[self._flat(key, flat)] = index
            return -1
        if not flat or before & 1:
            return before >> 1
        return self._another(self._flat(key, flat), index)

    def _another(self, digest: int, index: int) -> int:
        before = self.flats.setdefault(digest, index)
        return -1 if before == index else before

    def _flat(self, key: str, flat: str) -> int:
        return hash(f"{key}\n{flat}")
