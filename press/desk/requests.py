"""What a request tells, held to what the desk's own pages send; and the two ways in which it can ask for what is not there to be had.

A room raises these two on purpose, or turns a KeyError or ValueError into one of them at the very place where a name or value of the
request meets a table. Every other KeyError or ValueError is a mistake of the program, and is told of as one.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NoReturn

from press.adapters.web import Asked, TooLarge

MOST = 4_000_000
"""Bytes of a request that holds text; uploads have limits of their own."""
MOST_DIGITS = 12
"""Of a number that somebody means."""


class Nothing(Exception):
    """What is asked for by its name is not there (404)."""


class NotUnderstood(Exception):
    """The request says what no page of the desk says (400)."""


class Told(dict[str, Any]):
    """What a request tells, by name. Each method gives one value of one kind, ``usual`` where it is not told (null is not told),
    and raises :class:`NotUnderstood` for a value of another kind, or for none where nothing is usual."""

    def text(self, name: str, usual: str | None = None) -> str:
        """A text."""
        found = self._found(name, usual)
        if not isinstance(found, str):
            raise NotUnderstood(name)
        return found

    def texts(self, name: str, usual: Sequence[str] | None = None) -> list[str]:
        """A list of texts."""
        found = self._found(name, usual)
        if not isinstance(found, (list, tuple)) or not all(isinstance(one, str) for one in found):
            raise NotUnderstood(name)
        return list(found)

    def table(self, name: str) -> dict[str, str]:
        """A map of texts."""
        found = self._found(name, None)
        if not isinstance(found, dict) or not all(isinstance(one, str) for one in found.values()):
            raise NotUnderstood(name)
        return found

    def pairs(self, name: str) -> list[tuple[str, str]]:
        """A list of pairs of texts, empty where it is not told."""
        found = self._found(name, [])
        if not isinstance(found, list):
            raise NotUnderstood(name)
        for one in found:
            if not isinstance(one, list) or len(one) != 2 or not all(isinstance(half, str) for half in one):
                raise NotUnderstood(name)
        return [(first, second) for first, second in found]

    def number(self, name: str, usual: int | None = None) -> int:
        """A whole number from 0, as a number or in digits; an empty text is not told."""
        found = self._found(name, usual)
        found = usual if found == "" else found
        if isinstance(found, str) and digits(found):
            return int(found)
        if isinstance(found, bool) or not isinstance(found, int) or not 0 <= found < 10**MOST_DIGITS:
            raise NotUnderstood(name)
        return found

    def flag(self, name: str) -> bool:
        """Yes or no; no where it is not told."""
        found = self._found(name, False)
        if not isinstance(found, bool):
            raise NotUnderstood(name)
        return found

    def choice(self, name: str, known: Collection[str], usual: str | None = None) -> str:
        """One of ``known``, or what is usual."""
        found = self.text(name, usual)
        if found not in known and found != usual:
            raise NotUnderstood(name)
        return found

    def _found(self, name: str, usual: object) -> Any:
        found = self.get(name)
        return usual if found is None else found


def digits(text: str) -> bool:
    """Whether a text is a whole number from 0 in plain digits, not too long to be one that somebody means."""
    return text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS


def body(asked: Asked, most: int = MOST) -> bytes:
    """All bytes of a request. Raises :class:`TooLarge`."""
    if asked.length > most:
        raise TooLarge
    data = asked.stream(most).read()
    if len(data) > most:
        raise TooLarge
    return data


def values(asked: Asked, most: int = MOST) -> Told:
    """The JSON map that a request holds (RFC 8259: no NaN, no half characters). Raises :class:`NotUnderstood`, :class:`TooLarge`."""
    try:
        found = json.loads(body(asked, most).decode("utf-8"), parse_constant=_no_number)
        json.dumps(found, ensure_ascii=False).encode("utf-8")  # half a character (“\\ud800”) could not be written into any file
    except (ValueError, RecursionError):
        raise NotUnderstood("no JSON") from None
    if not isinstance(found, dict):
        raise NotUnderstood("no map")
    return Told(found)


def query(asked: Asked) -> Told:
    """What the address of a request tells behind its “?”."""
    return Told(asked.query)


def _no_number(word: str) -> NoReturn:
    raise ValueError(word)


@contextmanager
def by_name(*kinds: type[Exception]) -> Iterator[None]:
    """Around a look-up by a name of the request: KeyError (or ``kinds``) means that there is nothing by it. Raises :class:`Nothing`."""
    expected = kinds or (KeyError,)
    try:
        yield
    except expected:
        raise Nothing from None


@contextmanager
def by_value() -> Iterator[None]:
    """Around what reads a value of the request: ValueError means that it is none. Raises :class:`NotUnderstood`."""
    try:
        yield
    except ValueError as error:
        raise NotUnderstood(str(error)) from None
