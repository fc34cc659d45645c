"""Turns: one build of a project at a time; the second waits for the first."""

from __future__ import annotations

from pathlib import Path


class Turn:
    """Hold a project's turn while in a ``with`` block; a lock of a killed process is gone with it."""

    def __init__(self, project: Path) -> None:
        self.path = project / ".press" / "lock"

    def __enter__(self) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.file = self.path.open("w")
        try:
            import fcntl

            fcntl.flock(self.file, fcntl.LOCK_EX)
        except (ImportError, OSError):
            pass  # no locks on this system or disk: each build is still whole, the last one wins

    def __exit__(self, *_: object) -> None:
        self.file.close()
