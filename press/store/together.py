"""Several files written as one: all of them or none, also when the program is killed in the midst of it.

What is to be done is written down first, ``.press/together.json``; then every new file is laid beside its place; then, from one moment to
the next, the note says that all is ready; and only then do files get their places. Whoever finds such a note, because its writer
was killed, does the rest – or takes away what was laid, where not all of it was.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from press.store import editing

NOTE = "together.json"


class Change(NamedTuple):
    """A file (path from the project's folder) as it was and as it is to be; None where it is not there."""

    path: str
    old: bytes | None
    new: bytes | None


class _Step(NamedTuple):
    """What is written down of a change: digests of what was and of what is to be, empty for a file that is not there."""

    path: str
    old: str
    new: str


def write(project: Path, changes: Sequence[Change]) -> None:
    """Carry out changes, whose files are as their ``old`` says. The caller has the content's turn.

    Raises OSError while nothing has been changed yet, as when the disk is full."""
    steps = [_Step(change.path, _digest(change.old), _digest(change.new)) for change in changes if change.old != change.new]
    if not steps:
        return
    _note(project, steps, False)
    try:
        for change in changes:
            if change.new is not None and change.old != change.new:
                _lay(project / change.path, change.new)
        _note(project, steps, True)
    except OSError:
        _take_away(project, steps)
        raise
    _carry_out(project, steps)


def finish(project: Path) -> None:
    """Do the rest of what a killed program has begun. The caller has the content's turn. Raises OSError."""
    note = project / ".press" / NOTE
    try:
        told = json.loads(note.read_bytes())
        steps = [_Step(*step) for step in told["steps"]]
        (_carry_out if told["ready"] else _take_away)(project, steps)
    except FileNotFoundError:
        return
    except (ValueError, KeyError, TypeError):  # no note of ours
        note.unlink(missing_ok=True)


def _carry_out(project: Path, steps: Sequence[_Step]) -> None:
    """What is new first, and then what goes: a text that moves is never in no place at all."""
    for step in steps:
        file, laid = project / step.path, _laid(project / step.path)
        if not step.new or not laid.is_file():
            continue  # in its place already
        if _digest_of(file) == step.old and _digest_of(laid) == step.new:
            os.replace(laid, file)
        else:
            laid.unlink()  # somebody has written here since the program was killed: theirs stays
    for step in steps:
        if not step.new and _digest_of(project / step.path) == step.old:
            (project / step.path).unlink(missing_ok=True)
    (project / ".press" / NOTE).unlink()


def _take_away(project: Path, steps: Sequence[_Step]) -> None:
    for step in steps:
        _laid(project / step.path).unlink(missing_ok=True)
    (project / ".press" / NOTE).unlink(missing_ok=True)


def _note(project: Path, steps: Sequence[_Step], ready: bool) -> None:
    (project / ".press").mkdir(exist_ok=True)
    editing.replace(project / ".press" / NOTE, json.dumps({"ready": ready, "steps": steps}).encode())


def _laid(file: Path) -> Path:
    return file.with_name(f".{file.name}.new")


def _lay(file: Path, data: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    editing.lay(file, _laid(file), data)


def _digest(data: bytes | None) -> str:
    return "" if data is None else hashlib.blake2b(data, digest_size=16).hexdigest()


def _digest_of(file: Path) -> str:
    return _digest(file.read_bytes() if file.is_file() else None)
