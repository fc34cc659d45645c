"""Files that nobody else may read: made with mode 0600, whole or not at all."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path

NEW = ".new"


def folder(path: Path) -> None:
    """Make a folder that only its owner can open; one that is there stays as it is."""
    if not path.is_dir():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.mkdir(mode=0o700)


def write(path: Path, pieces: Iterable[bytes]) -> tuple[str, int]:
    """Write a file piece by piece and give it its name at the end, when it lies on the disk: ``(SHA-256, bytes)``.

    What a killed run left half written is written over; a finished file of that name too.
    """
    temporary = path.with_name(f".{path.name}{NEW}")
    temporary.unlink(missing_ok=True)
    state, size = hashlib.sha256(), 0
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        for piece in pieces:
            state.update(piece)
            size += len(piece)
            view = memoryview(piece)
            while view:
                view = view[os.write(handle, view) :]
        os.fsync(handle)
    finally:
        os.close(handle)
    os.replace(temporary, path)
    return state.hexdigest(), size


def digest(path: Path) -> tuple[str, int]:
    """``(SHA-256, bytes)`` of a file."""
    with path.open("rb") as file:
        state = hashlib.file_digest(file, "sha256")
    return state.hexdigest(), path.stat().st_size


def clear(path: Path) -> None:
    """Take away what killed runs left half written in a folder."""
    for left in path.glob(f".*{NEW}"):
        left.unlink(missing_ok=True)
