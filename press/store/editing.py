"""Editors' files, written by the program: whole or not at all, their permissions kept."""

from __future__ import annotations

import os
import shutil
from pathlib import Path


def replace(path: Path, data: bytes) -> None:
    """Put ``data`` in the place of a file, which need not exist yet. Raises OSError; then the file is as it was."""
    temporary = path.with_name(f".{path.name}.new")
    lay(path, temporary, data)
    os.replace(temporary, path)


def lay(path: Path, temporary: Path, data: bytes) -> None:
    """Write ``data`` into the file ``temporary``, which is to take the place of ``path``: on the disk, with the permissions that ``path``
    has. Raises OSError."""
    with temporary.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())  # the name must never come to the disk before what it names
    if path.is_file():
        shutil.copymode(path, temporary)
