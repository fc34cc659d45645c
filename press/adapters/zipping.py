"""The door to zipfile for writing: files as one archive, made piece by piece as it is sent, nothing of it on a disk."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile, ZipInfo

PIECE = 1 << 20


class _Pipe(io.RawIOBase):
    """What an archive is written into, and taken out of again."""

    def __init__(self) -> None:
        self.waiting: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        piece = bytes(data)  # type: ignore[call-overload]
        self.waiting.append(piece)
        return len(piece)

    def taken(self) -> bytes:
        data = b"".join(self.waiting)
        self.waiting.clear()
        return data


def stored(files: Iterable[Path], within: Path, folder: str) -> Iterator[bytes]:
    """A ZIP archive of ``files``, as they lie ``within`` a folder, below ``folder``, stored as they are (what print runs hold
    is small or packed already). Raises OSError."""
    pipe = _Pipe()
    with ZipFile(pipe, "w", ZIP_STORED, allowZip64=True) as archive:
        for path in files:
            info = ZipInfo(f"{folder}/{path.relative_to(within).as_posix()}", (1980, 1, 1, 0, 0, 0))
            info.external_attr = 0o600 << 16
            with path.open("rb") as file, archive.open(info, "w", force_zip64=True) as entry:
                while data := file.read(PIECE):
                    entry.write(data)
                    yield pipe.taken()
            yield pipe.taken()
    yield pipe.taken()
