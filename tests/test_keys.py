"""Keys are values: the same value always gives the same key, another value another key, and what is not understood is refused."""

from __future__ import annotations

import datetime
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import sites
from hypothesis import given, settings
from hypothesis import strategies as st

from press.store.keys import canonical, digest


@dataclass(frozen=True, slots=True)
class Two:
    """Two fields."""

    a: Any
    b: Any


@dataclass(frozen=True, slots=True)
class Other:
    """The same two fields, another class."""

    a: Any
    b: Any


@dataclass(frozen=True, slots=True)
class One:
    """One field."""

    a: Any


@dataclass(frozen=True, slots=True)
class Digested:
    """Stands in keys by its digest alone."""

    digest: str
    data: Any


class Subclass(str):
    """A string that is more than a string."""


REFUSED = [
    1.5, {1, 2}, frozenset({1}), {"a": 1}, [1], Path("x"), datetime.date(2026, 11, 21), object(), len, print, Two, ...,
    bytearray(b"x"), Subclass("x"), 1j, range(3), iter(()),
]  # fmt: skip


@pytest.mark.parametrize("value", REFUSED, ids=lambda value: type(value).__name__)
def test_types_nobody_has_thought_about_are_refused(value: Any) -> None:
    for holder in (value, (value,), Two(1, value), (Two((value,), 1),)):
        with pytest.raises(TypeError, match="a key cannot hold"):
            canonical(holder)


DIFFERENT = [
    "", "1", 1, True, None, "None", "True", b"1", b"", (), ((),), (1,), ((1,),), (1, 2), ((1, 2),), ((1,), 2), (1, (2,)),
    ("1", "2"), ("12",), ("1, 2",), "('1', '2')", ("a", "b"), ("a', 'b",), Two("a", "b"), Other("a", "b"), Two("b", "a"),
    Two(("a",), "b"), ("Two", "a", "b"), One("a"), One(("a",)), ("One", "a"), One(None), ("bytes", "x"), b"x", "x",
    Digested("d", "a"), Digested("e", "a"), 0, False, -1, "\ud800", "\u0130", "i\u0307", "é", "e\u0301",
]  # fmt: skip


def test_different_values_have_different_keys() -> None:
    keys = {digest(value): value for value in DIFFERENT if value is not True and value is not False}
    assert len(keys) == len(DIFFERENT) - 2
    assert len({digest(value) for value in (1, True, "1", "True")}) == 4
    assert len({digest(value) for value in (0, False, None, "", ())}) == 5


def test_a_value_with_a_digest_stands_by_it_alone() -> None:
    assert digest(Two(Digested("d", "a"), 1)) == digest(Two(Digested("d", "b"), 1))
    assert digest(Two(Digested("d", "a"), 1)) != digest(Two(Digested("e", "a"), 1))


values = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 3) | st.text("ab', ()", max_size=4) | st.binary(max_size=2),
    lambda inner: st.tuples(inner) | st.tuples(inner, inner) | st.builds(Two, inner, inner) | st.builds(One, inner),
    max_leaves=5,
)


def shape(value: Any) -> Any:
    """A value as something that Python compares by type as well."""
    if isinstance(value, tuple):
        return ("tuple", *map(shape, value))
    if isinstance(value, (Two, One)):
        return (type(value), *[shape(getattr(value, name)) for name in value.__slots__])
    return (type(value), value)


@settings(max_examples=400, derandomize=True, database=None, deadline=None)
@given(values, values)
def test_keys_are_equal_exactly_when_values_are(first: Any, second: Any) -> None:
    assert (digest(first) == digest(second)) == (shape(first) == shape(second))


def test_a_key_is_the_same_in_every_process() -> None:
    code = "from press.store.keys import digest; print(digest(('a', 1, None, ('ö', True), b'x')))"
    found = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONPATH": str(sites.ROOT), "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(found) == 1 and len(found.pop().strip()) == 32
