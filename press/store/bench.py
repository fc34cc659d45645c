"""The desk's bench: private folders for jobs with addresses in them, which go with the desk that works on them.

A job is a folder only its owner can open, ``.press/desk/<job>``, with a lock that its desk holds. A killed desk holds none any
more: the next one finds the job by that.
"""

from __future__ import annotations

import re
import secrets
import shutil
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from press.store import private

NAME = re.compile(r"[0-9a-f]{16}\Z")
HELD = "held"


class Bench:
    """The jobs of one desk. Its methods may be called from several threads."""

    def __init__(self, project: Path) -> None:
        self.folder = project / ".press" / "desk"
        self._held: dict[str, IO[bytes]] = {}
        self._lock = threading.Lock()

    def new(self) -> str:
        """A new job; its name says nothing."""
        private.folder(self.folder)
        with self._lock, self._turn():
            name = secrets.token_hex(8)
            private.folder(self.folder / name)
            held = _hold(self.folder / name)
            assert held is not None, "nobody else knows the name"
            self._held[name] = held
            return name

    def path(self, name: str) -> Path:
        """The folder of one of this desk's jobs. Raises KeyError for any other."""
        if not NAME.match(name) or name not in self._held:
            raise KeyError(name)
        return self.folder / name

    def names(self) -> list[str]:
        """This desk's jobs, the oldest first. Those of desks that are gone are this one's from now on."""
        with self._lock, self._turn():
            for path in self._folders():
                if path.name not in self._held and (held := _hold(path)) is not None:
                    self._held[path.name] = held
            found = [path for path in self._folders() if path.name in self._held]
        return [path.name for path in sorted(found, key=lambda path: (path.stat().st_ctime_ns, path.name))]

    def drop(self, name: str) -> None:
        """Delete a job and all that lies in it. Raises KeyError for what is not this desk's, OSError."""
        path = self.path(name)
        with self._lock, self._turn():
            shutil.rmtree(path)
            self._held.pop(name).close()

    def _folders(self) -> Iterator[Path]:
        for path in self.folder.iterdir() if self.folder.is_dir() else ():
            if NAME.match(path.name) and path.is_dir() and not path.is_symlink():
                yield path

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """One desk at a time looks which jobs are whose."""
        if not self.folder.is_dir():
            yield
            return
        with (self.folder / "turn").open("wb") as file:
            _locked(file, wait=True)
            yield


def receive(pieces: Iterable[bytes], path: Path) -> tuple[str, int]:
    """Write what comes in into a file of mode 0600 as it comes: ``(SHA-256, bytes)``. Whatever stops it leaves nothing behind."""
    try:
        return private.write(path, pieces)
    except BaseException:
        private.clear(path.parent)
        raise


def _hold(path: Path) -> IO[bytes] | None:
    """The lock of a job, None when another desk holds it."""
    file = (path / HELD).open("ab")
    if _locked(file):
        return file
    file.close()
    return None


def _locked(file: IO[bytes], wait: bool = False) -> bool:
    """Lock a file; whether that went. Where the system knows no locks, every job counts as free."""
    try:
        import fcntl
    except ImportError:
        return True
    try:
        fcntl.flock(file, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True
    return True
