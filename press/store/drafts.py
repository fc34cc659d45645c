"""Drafts: what is being written and is not saved yet, kept beside the ledger so that neither a dead browser nor a power cut takes it.

A draft is a file only its owner can read, ``.press/drafts/<digest of the path>.<writer>.json``; it goes when the text is saved.
"""

from __future__ import annotations

import hashlib
import json
import re
import time
from pathlib import Path
from typing import NamedTuple

from press.store import private

WRITER = re.compile(r"[A-Za-z0-9_-]{8,40}\Z")


class Draft(NamedTuple):
    """Whose it is (a window of a browser), of which file, begun from which bytes (digest), when it was kept (seconds), the text."""

    writer: str
    path: str
    base: str
    time: float
    text: str


class Drafts:
    """The drafts of a project."""

    def __init__(self, project: Path) -> None:
        self.folder = project / ".press" / "drafts"

    def keep(self, writer: str, path: str, base: str, text: str) -> None:
        """Keep a draft, in the place of the writer's earlier one of that file. Raises ValueError for a writer that is no name."""
        private.folder(self.folder)
        value = {"path": path, "base": base, "time": time.time(), "text": text}
        private.write(self._file(writer, path), [json.dumps(value, ensure_ascii=False).encode()])

    def drop(self, writer: str, path: str) -> None:
        """Forget a draft."""
        self._file(writer, path).unlink(missing_ok=True)

    def of(self, path: str) -> list[Draft]:
        """The drafts of a file, the newest first."""
        return sorted((draft for draft in self.all() if draft.path == path), key=lambda draft: -draft.time)

    def all(self) -> list[Draft]:
        """Every draft; one that cannot be read is none."""
        found = []
        for file in sorted(self.folder.glob("*.json")) if self.folder.is_dir() else ():
            try:
                value = json.loads(file.read_bytes())
                found.append(Draft(file.name.split(".")[1], value["path"], value["base"], float(value["time"]), value["text"]))
            except (OSError, ValueError, KeyError, TypeError, IndexError):
                continue
        return found

    def _file(self, writer: str, path: str) -> Path:
        if not WRITER.match(writer):
            raise ValueError(writer)
        return self.folder / f"{hashlib.blake2b(path.encode(), digest_size=10).hexdigest()}.{writer}.json"
