"""Several files changed as one: looked at first, then written all together or not at all, never over a change made meanwhile."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import unified_diff
from pathlib import Path

from press.commands.editing.documents import Refused, located
from press.problems import say
from press.store import together
from press.store.together import Change
from press.store.turn import ContentTurn

CATALOG = re.compile(r"locales/[a-z][a-z0-9-]*\.po")
"""The interface's texts, which translators write beside the content."""


def place(folder: Path, path: str) -> Path:
    """The file behind a path: a text of the content, or a catalog. Raises :class:`Refused` for anything else."""
    if not CATALOG.fullmatch(path):
        return located(folder, path)
    file = folder / path
    if file.is_symlink() or file.parent.is_symlink():
        what = say("“%(path)s” is a link to another place, and the desk does not write there.", path=path)
        raise Refused(what, say("Put the file itself in its place."))
    return file


def text_of(folder: Path, path: str) -> bytes | None:
    """The bytes of a file of the content, None where there is none. Raises :class:`Refused` for what is no text of it."""
    file = place(folder, path)
    return file.read_bytes() if file.is_file() else None


def lines_of(change: Change) -> tuple[str, ...]:
    """What changes in a file, line by line: each begins with ``+``, ``-`` or a space, ``@@`` where something is left out."""
    old, new = ((data or b"").decode("utf-8", "replace").splitlines() for data in (change.old, change.new))
    return tuple(unified_diff(old, new, n=0, lineterm=""))[2:]


def carry_out(folder: Path, changes: Sequence[Change]) -> tuple[str, ...]:
    """Write the changes; the paths. All of them or none, also on a full disk and in a program that is killed.

    Raises :class:`Refused` where a file is another by now, or lies elsewhere; OSError."""
    files = [(change, place(folder, change.path)) for change in changes if change.old != change.new]
    with ContentTurn(folder):
        for change, file in files:
            if (file.read_bytes() if file.is_file() else None) != change.old:
                what = say("“%(path)s” has been changed by somebody else meanwhile. Nothing was written.", path=change.path)
                raise Refused(what, say("Load the page again and look at it once more."))
        together.write(folder, [change for change, _ in files])
    return tuple(change.path for change, _ in files)
