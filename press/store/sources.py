"""Sources: a project's files by path, each read once, so that what was read stays what it was while others go on writing."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path


class Sources:
    """Reads files of the first of ``folders`` that has them. May be used from several threads: they all get the same bytes."""

    def __init__(self, *folders: Path) -> None:
        self.folders = folders
        self.found: dict[str, bytes] = {}

    def __call__(self, path: str) -> bytes:
        """The bytes of a file, as they were when they were asked for first. Raises OSError, also for one that is in none of the folders."""
        if path not in self.found:
            self.found.setdefault(path, self._place(path).read_bytes())
        return self.found[path]

    def _place(self, path: str) -> Path:
        return next((folder / path for folder in self.folders[:-1] if (folder / path).is_file()), self.folders[-1] / path)

    def known(self, files: Mapping[str, bytes]) -> None:
        """Files that somebody else has read: they are not read again."""
        for path, data in files.items():
            self.found.setdefault(path, data)
