"""Keys are values: a canonical encoding of frozen values and its digest. Unknown types are refused, never guessed at."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable
from operator import attrgetter
from typing import Any

_ATOMS = frozenset({str, int, bool, type(None)})
_NAMES: dict[type, tuple[str, ...]] = {}
_KNOWN: dict[type, tuple[str, Callable[[Any], Any], bool]] = {}


def _names(kind: type) -> tuple[str, ...]:
    """The fields of a named tuple or a frozen dataclass. Raises TypeError for any other type."""
    if kind not in _NAMES:
        named: tuple[str, ...] | None = getattr(kind, "_fields", None) if issubclass(kind, tuple) else None
        declared = getattr(kind, "__dataclass_fields__", None)
        if named is None and declared is None:
            raise TypeError(f"a key cannot hold a {kind.__name__}")
        _NAMES[kind] = named if named is not None else tuple(declared or ())
    return _NAMES[kind]


def _describe(kind: type) -> tuple[str, Callable[[Any], Any], bool]:
    """``(class name, getter of all fields, whether the getter gives a tuple)``."""
    names = _names(kind)
    chosen = ("digest",) if "digest" in names else names
    _KNOWN[kind] = (kind.__name__, attrgetter(*chosen), len(chosen) > 1)
    return _KNOWN[kind]


def canonical(value: Any) -> Any:
    """``value`` as nested tuples of str, int, bool and None; a value of a class, or bytes, as a list of its
    class name and what it holds, so that no tuple can be taken for one.

    A value that carries its own ``digest`` field stands in the key by that digest alone. Raises TypeError for any type
    whose encoding has not been thought about (floats, sets, dicts, open files, functions …).
    """
    kind = type(value)
    if kind in _ATOMS:
        return value
    if kind is tuple:
        return tuple([item if type(item) is str else canonical(item) for item in value])
    if kind is bytes:
        return ["bytes", hashlib.blake2b(value, digest_size=16).hexdigest()]
    name, getter, many = _KNOWN.get(kind) or _describe(kind)
    found = getter(value)
    if not many:
        return [name, canonical(found)]
    return [name, *[item if type(item) is str else canonical(item) for item in found]]


def digest(value: Any) -> str:
    """BLAKE2b-128 of the canonical encoding, hex. ``repr`` of nested tuples of str/int/bool/None is injective."""
    return _hash(repr(canonical(value)))


def _hash(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


class Key:
    """The key of a maker and its view, and a short mark for each field of the view, by which ``why`` tells what differs."""

    __slots__ = ("digest", "parts")

    def __init__(self, maker: str, view: Any) -> None:
        kind = type(view)
        self.parts = []
        for name in _names(kind):
            value = getattr(view, name)
            text = repr(value if type(value) in _ATOMS else canonical(value))
            self.parts.append((name, text.encode() if text.isascii() else text.encode("utf-8", "surrogatepass")))
        # The lengths stand before what they measure, so that no two different views run together into the same bytes.
        shape = repr((maker, kind.__name__, [(name, len(part)) for name, part in self.parts]))
        state = hashlib.blake2b(shape.encode(), digest_size=16)
        state.update(b"".join([part for _, part in self.parts]))
        self.digest = state.hexdigest()

    @property
    def marks(self) -> bytes:
        """Four bytes (CRC-32) for each field: enough to see which differ, never used to decide what is up to date."""
        return b"".join([zlib.crc32(part).to_bytes(4, "big") for _, part in self.parts])

    def differing(self, marks: bytes) -> tuple[str, ...]:
        """The fields whose mark is another one in ``marks``, those of an earlier view of the same kind."""
        now = self.marks
        return tuple(
            name for at, (name, _) in enumerate(self.parts) if now[4 * at : 4 * at + 4] != marks[4 * at : 4 * at + 4]
        )
