"""Page files: read anew only where size and time differ from what the ledger remembers; one shelf a language."""

from __future__ import annotations

import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from press.adapters.processes import chunks
from press.model import Page
from press.readers import pages
from press.readers.errands import Errands
from press.readers.folder import Found
from press.store.ledger import Ledger
from press.store.stamps import RACY_NS

TOGETHER = 24
"""Pages read in one errand: some hundredths of a second's work."""


class PageFiles:
    """The page files of a project; asks for those that changed, and gives all pages when the errands have been run."""

    def __init__(
        self, project: Path, ledger: Ledger, found: list[Found], source: str, measured: frozenset[str], errands: Errands
    ) -> None:
        self.ledger = ledger
        self.found = found
        self.source = source
        self.measured = measured
        self.shelves = {code: ledger.load(f"pages-{code}") for code in dict.fromkeys(file.code for file in found)}
        self.settled = time.time_ns() - RACY_NS
        self.rows: dict[str, Any] = {}
        self.read: set[str] = set()
        todo = []
        for file in found:
            entry = self.shelves[file.code].get(file.path)
            if entry is not None and entry[:3] == (file.size, file.mtime, self._asked(file)):
                self.rows[file.path] = entry[3]
            else:
                todo.append(file)
                self.read.add(file.path)
        for part in chunks(todo, TOGETHER):
            before = [self.shelves[file.code].get(file.path) for file in part]
            errands.add(self.rows.update, partial(_read, project, part, source, measured, before))

    def _asked(self, file: Found) -> tuple[bool, bool]:
        """What is asked of a file beside its text: the keys of the source language, its LIX."""
        return (file.code == self.source, file.code in self.measured)

    def pages(self) -> list[Page]:
        """All pages, in the order the files were found in. Remembers those that were read."""
        fresh: dict[str, dict[str, Any]] = {code: {} for code in self.shelves}
        for file in self.found:
            if file.path in self.read:
                # A file touched within the clock's tick could be touched again unseen: never take it as known.
                mtime = file.mtime if file.mtime < self.settled else -1
                fresh[file.code][file.path] = (file.size, mtime, self._asked(file), self.rows[file.path])
            else:
                fresh[file.code][file.path] = self.shelves[file.code][file.path]
        for code, shelf in fresh.items():
            if shelf.keys() != self.shelves[code].keys() or not self.read.isdisjoint(shelf):
                self.ledger.save(f"pages-{code}", shelf)
        return [pages.from_row(self.rows[file.path]) for file in self.found]


def _read(
    project: Path, files: Sequence[Found], source: str, measured: frozenset[str], before: list[Any]
) -> list[tuple[str, Any]]:
    """``(path, row)`` of each file; ``before`` are their entries on the shelf, or None."""
    rows, root = [], f"{project}/"
    for file, entry in zip(files, before, strict=True):
        with open(root + file.path, "rb", 0) as opened:  # a Path for each of thousands of files is felt
            data = opened.read()
        asked = (file.code == source, file.code in measured)
        known = pages.from_row(entry[3]) if entry is not None and entry[2] == asked else None
        page = pages.read_page(data, file.path, file.code, file.name, file.kind, *asked, known)
        rows.append((file.path, pages.to_row(page)))
    return rows
