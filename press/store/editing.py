"""Editors' files, written by the program: whole or not at all, their permissions kept."""

from __future__ import annotations

import os
import shutil
from pathlib import Path


def replace(path: Path, data: bytes) -> None:
    """Put ``data`` in the place of a file, which need not exist yet. Raises OSError; then the file is as it was."""
    temporary = path.with_name(f".{path.name}.new")
    with temporary.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())  # the name must never come to the disk before what it names
    if path.is_file():
        shutil.copymode(path, temporary)
    os.replace(temporary, path)
