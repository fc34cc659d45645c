"""Keys are values: a canonical encoding of frozen values and its digest. Unknown types are refused, never guessed at."""

from __future__ import annotations

import hashlib
from dataclasses import fields, is_dataclass
from typing import Any

_FIELDS: dict[type, tuple[str, tuple[str, ...]]] = {}


def canonical(value: Any) -> Any:
    """``value`` as nested tuples of str, int, bool and None, with class names (bytes by their digest).

    A value that carries its own ``digest`` field stands in the key by that digest alone. Raises TypeError for any type
    whose encoding has not been thought about (floats, sets, dicts, open files, functions …).
    """
    kind = type(value)
    if kind is str or kind is int or kind is bool or value is None:
        return value
    if kind is bytes:
        return ("bytes", hashlib.blake2b(value, digest_size=16).hexdigest())
    if kind is tuple:
        return tuple([canonical(item) for item in value])
    known = _FIELDS.get(kind)
    if known is None:
        if not is_dataclass(value) or isinstance(value, type):
            raise TypeError(f"a key cannot hold a {kind.__name__}")
        names = tuple(field.name for field in fields(value))
        known = _FIELDS[kind] = (kind.__name__, ("digest",) if "digest" in names else names)
    name, names = known
    return (name, *[canonical(getattr(value, field)) for field in names])


def digest(value: Any) -> str:
    """BLAKE2b-128 of the canonical encoding, hex. ``repr`` of nested tuples of str/int/bool/None is injective."""
    return hashlib.blake2b(repr(canonical(value)).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def field_digests(value: Any) -> tuple[tuple[str, str], ...]:
    """``(field, digest)`` for each field of a dataclass: what ``why`` compares."""
    return tuple((field.name, digest(getattr(value, field.name))[:12]) for field in fields(value))
