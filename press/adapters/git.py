"""The door to the git program: the versions of a file, for readers only. Nothing is written, and no address of a person is read."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

COMMIT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?\Z")
SECONDS = 20
"""Longer than that nobody waits for the history of a text."""


class Version(NamedTuple):
    """A version of a file: its commit's id, the date (ISO) and time (``14:05``) of the change, the first line of the author's words."""

    id: str
    date: str
    time: str
    words: str


def installed() -> bool:
    """Whether the program is there."""
    return shutil.which("git") is not None


def inside(folder: Path) -> bool:
    """Whether ``folder`` lies in a repository that has a commit."""
    return installed() and _run(folder, "rev-parse", "--verify", "-q", "HEAD") is not None


def versions(folder: Path, path: str) -> tuple[Version, ...]:
    """The versions of ``folder/path``, the newest first; those in which it was taken away are among them."""
    found = _run(folder, "log", "--no-show-signature", "--date=format-local:%Y-%m-%d %H:%M", "--format=%H%x1f%cd%x1f%s", "--", path)
    rows = [line.split("\x1f", 2) for line in (found or b"").decode("utf-8", "replace").splitlines()]
    return tuple(Version(row[0], row[1][:10], row[1][11:], row[2]) for row in rows if len(row) == 3)


def contents(folder: Path, path: str, ids: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """``(id, bytes)`` of the file in each of these commits, where it is there, in their order; one process reads them all."""
    prefix = _run(folder, "rev-parse", "--show-prefix")
    names = [id for id in ids if COMMIT.match(id)]
    if prefix is None or not names or "\n" in path:
        return
    where = prefix.decode().rstrip("\n") + path
    found = _run(folder, "cat-file", "--batch", said="".join(f"{id}:{where}\n" for id in names).encode()) or b""
    at = 0
    for id in names:
        end = found.find(b"\n", at)
        head = found[at:end].split(b" ") if end >= 0 else []
        if len(head) != 3 or head[1] != b"blob":
            at = end + 1
            continue
        size = int(head[2])
        yield id, found[end + 1 : end + 1 + size]
        at = end + 2 + size


def _run(folder: Path, *words: str, said: bytes = b"") -> bytes | None:
    """What git says; None where it refuses, or is not there."""
    if not installed():
        return None
    environment = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    environment |= {"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1", "LC_ALL": "C"}
    command = ["git", "-c", "core.fsmonitor=false", "-c", "core.quotePath=false", "-c", "i18n.logOutputEncoding=UTF-8", "--no-pager", "--literal-pathspecs", *words]
    try:
        done = subprocess.run(command, cwd=folder, env=environment, input=said, capture_output=True, check=False, timeout=SECONDS)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 else None
