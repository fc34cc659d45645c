"""Sources: a project's files by path, each read once, so that what was read stays what it was while others go on writing."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path


class Sources:
    """Reads files of the first of ``folders`` that has them. May be used from several threads: they all get the same bytes."""

    def __init__(self, *folders: Path) -> None:
        self.folders = tuple(f"{folder}/" for folder in folders)
        self.found: dict[str, bytes] = {}

    def __call__(self, path: str) -> bytes:
        """The bytes of a file, as they were when they were asked for first. Raises OSError, also for one that is in none of the folders."""
        if path not in self.found:
            self.found.setdefault(path, self._read(path))
        return self.found[path]

    def _read(self, path: str) -> bytes:
        for folder in self.folders[:-1]:
            try:
                return _bytes(folder + path)
            except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
                continue
        return _bytes(self.folders[-1] + path)

    def known(self, files: Mapping[str, bytes]) -> None:
        """Files that somebody else has read: they are not read again."""
        for path, data in files.items():
            self.found.setdefault(path, data)


def _bytes(path: str) -> bytes:
    with open(path, "rb", 0) as file:  # a Path for each of many hundreds of files is felt
        return file.read()
