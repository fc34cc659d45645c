"""Turns: who may do what with a project at one time. Building has one turn, its content has another.

A build has the build's turn from beginning to end, and the content's only while it reads. Whoever changes the content has the content's
between looking and writing. So nobody who writes waits until something is built, and no build reads half of a change.

Nobody waits in a circle: whoever needs both takes the build's turn first, and whoever has the content's waits for no other turn. What is
taken in another order is a mistake of ours, and raises RuntimeError instead of waiting for ever.
"""

from __future__ import annotations

import os
from _thread import get_ident  # threading itself takes longer to load than a turn to take
from pathlib import Path
from typing import ClassVar


class _Turn:
    """Hold a turn of a project while in a ``with`` block; a lock of a killed process is gone with it."""

    name: ClassVar[str]
    order: ClassVar[int]

    def __init__(self, project: Path) -> None:
        self.path = project / ".press" / self.name

    def __enter__(self) -> None:
        self.thread = get_ident()
        if any(other.thread == self.thread and other.order >= self.order for other in _held):
            raise RuntimeError(f"{type(self).__name__} taken out of order: this thread would wait for itself, or in a circle")
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.file = self.path.open("w")
        _held.add(self)
        try:
            import fcntl

            fcntl.flock(self.file, fcntl.LOCK_EX)
        except (ImportError, OSError):
            pass  # no locks on this system or disk: each build is still whole, the last one wins
        except BaseException:  # somebody does not want to wait any longer
            self._end()
            raise

    def __exit__(self, *_: object) -> None:
        if self not in _held:
            return  # in a fork, whose parent has the turn
        try:
            import fcntl

            fcntl.flock(self.file, fcntl.LOCK_UN)  # closing it would leave the turn with a fork that still has the file open
        except (ImportError, OSError):
            pass
        finally:
            self._end()

    def _end(self) -> None:
        _held.discard(self)
        self.file.close()


class BuildTurn(_Turn):
    """One build of a project at a time; the second waits for the first, and for what a killed one has left running: until that has
    ended, it may still write into the folder that the next build lays out."""

    name, order = "lock", 1


class ContentTurn(_Turn):
    """The content's turn: between looking and writing, or while all of it is read, nobody else writes. It is short. Whoever gets it does first
    the rest of what a killed program has begun (store/together.py)."""

    name, order = "content-lock", 2

    def __enter__(self) -> None:
        super().__enter__()
        if not os.path.exists(self.path.with_name("together.json")):
            return  # as nearly always
        from press.store.together import finish

        try:
            finish(self.path.parent.parent)
        except BaseException:
            self.__exit__()
            raise


_held: set[_Turn] = set()
"""The turns that this process has or waits for."""
_inherited: list[_Turn] = []


def _in_a_fork() -> None:
    """A fork has no turn of its own. It lets go of the content's at once, so that nobody waits for it when its parent is killed."""
    for turn in _held:
        if isinstance(turn, ContentTurn):
            turn.file.close()
        else:
            _inherited.append(turn)  # see BuildTurn
    _held.clear()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_in_a_fork)
