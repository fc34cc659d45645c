"""The ledger remembers what makers and readers returned, by key. Losing it costs time, never correctness.

Shelves are marshal files in ``.press/`` of the project: plain nested tuples, so nothing in them can run. A shelf is only
believed when its program digest (our own code and the libraries underneath) is today's.
"""

from __future__ import annotations

import hashlib
import marshal
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

FORMAT = 4


def program_digest(program: Path) -> str:
    """A digest of our own code, the locked libraries and the interpreter's version."""
    state = hashlib.blake2b(f"{FORMAT} {sys.version_info[:3]}".encode(), digest_size=16)
    for path in [*sorted((program / "press").rglob("*.py")), program / "requirements.lock"]:
        if path.is_file():
            state.update(path.relative_to(program).as_posix().encode() + b"\0" + path.read_bytes())
    return state.hexdigest()


class Ledger:
    """The shelves of one project. ``fresh`` forgets everything that was remembered, and remembers anew."""

    def __init__(self, project: Path, program: str, fresh: bool = False) -> None:
        self.folder = project / ".press"
        self.program = program
        self.fresh = fresh

    def load(self, shelf: str) -> dict[str, Any]:
        """What stands on a shelf; empty when there is none, or it is another program's or damaged."""
        if self.fresh:
            return {}
        try:
            data = (self.folder / f"{shelf}.bin").read_bytes()
            program, table = marshal.loads(data)
        except (OSError, ValueError, EOFError, TypeError):
            return {}
        return table if program == self.program and isinstance(table, dict) else {}

    def save(self, shelf: str, table: dict[str, Any]) -> None:
        """Put a table on a shelf, whole or not at all."""
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / f"{shelf}.bin"
        temporary = self.folder / f"{shelf}.{os.getpid()}.new"
        temporary.write_bytes(marshal.dumps((self.program, table), 2))
        os.replace(temporary, path)


class Memo:
    """A shelf of small results by key. What is not asked for any more is forgotten at :meth:`save`."""

    def __init__(self, ledger: Ledger, shelf: str) -> None:
        self.ledger = ledger
        self.shelf = shelf
        self.table = ledger.load(shelf)
        self.used: dict[str, Any] = {}
        self.told: set[str] = set()

    def get(self, key: str, make: Callable[[], Any]) -> Any:
        """The result under ``key``, made now if it is not remembered."""
        if key not in self.used:
            self.used[key] = self.table[key] if key in self.table else make()
        return self.used[key]

    def has(self, key: str) -> bool:
        """Whether :meth:`get` would have to make nothing."""
        return key in self.used or key in self.table

    def put(self, key: str, value: Any) -> None:
        """Remember a result made elsewhere."""
        self.used[key] = value

    def news(self) -> dict[str, Any]:
        """What was used since this was last asked: what one process of several has to hand over."""
        found = {key: value for key, value in self.used.items() if key not in self.told}
        self.told.update(found)
        return found

    def save(self, keep: bool = False) -> None:
        """Remember what was used, and with ``keep`` what was not, if that is anything new."""
        if keep:
            self.used = {**self.table, **self.used}
        if self.used.keys() != self.table.keys():
            self.ledger.save(self.shelf, self.used)
