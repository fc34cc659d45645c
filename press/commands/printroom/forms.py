"""The JSON of a form read into a value of fixed fields: whatever no form sends is refused before anything is made of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, TypeVar

Filled = TypeVar("Filled", bound=NamedTuple)
Read = Callable[[Any], Any]


def filled(usual: Filled, told: Mapping[str, Any], read: Mapping[str, Read]) -> Filled:
    """``usual`` with the fields that are told, each of the very type it has there; what is not told stays, what is told beside is
    left out. ``read`` maps the names of fields that JSON holds in another way to what reads them. Raises ValueError."""
    found: dict[str, Any] = {}
    for name, old in usual._asdict().items():
        value = told.get(name, old)
        if name in read:
            value = read[name](value)
        elif type(value) is not type(old):
            raise ValueError(name)
        found[name] = value
    return usual._replace(**found)


def number(value: Any) -> float:
    """A number with decimals. Raises ValueError."""
    if type(value) not in (int, float) or not abs(value) < 1e9:
        raise ValueError(str(type(value)))
    return float(value)


def texts(value: Any) -> tuple[str, ...]:
    """A list of texts. Raises ValueError."""
    if not isinstance(value, (list, tuple)) or not all(isinstance(one, str) for one in value):
        raise ValueError(str(type(value)))
    return tuple(value)


def one_of(*known: str) -> Read:
    """What reads a choice. It raises ValueError for another."""

    def read(value: Any) -> Any:
        if value not in known:
            raise ValueError(str(type(value)))
        return value

    return read
