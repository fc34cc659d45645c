"""The door to the git program: the versions of a file, which files differ from what is recorded, and recording some. Nothing is ever
sent away, and no address of a person is read."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

COMMIT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?\Z")
PATIENCE = 60
"""Seconds until git, or a check of the repository's own (a hook), is given up."""
NOBODY = ("-c", "user.name=Om Sverige", "-c", "user.email=desk@localhost")
"""Who records where the machine's owner has told git no name."""
PLAIN = ("-c", "core.fsmonitor=false", "-c", "core.quotePath=false", "-c", "i18n.logOutputEncoding=UTF-8", "--no-pager")


class GitMistake(Exception):
    """Git did not do it; says what it said."""


class Version(NamedTuple):
    """A version of a file: its commit's id, the date (ISO) and time (``14:05``) of the change, the first line of the author's words."""

    id: str
    date: str
    time: str
    words: str


def installed() -> bool:
    """Whether the program is there."""
    return shutil.which("git") is not None


def there(folder: Path) -> bool:
    """Whether ``folder`` lies in a repository, and git is installed."""
    return _asked(folder, "rev-parse", "--is-inside-work-tree") == b"true\n"


def inside(folder: Path) -> bool:
    """Whether ``folder`` lies in a repository that has a commit."""
    return _asked(folder, "rev-parse", "--verify", "-q", "HEAD") is not None


# -- what is recorded


def versions(folder: Path, path: str) -> tuple[Version, ...]:
    """The versions of ``folder/path``, the newest first; those in which it was taken away are among them."""
    form = ("--no-show-signature", "--date=format-local:%Y-%m-%d %H:%M", "--format=%H%x1f%cd%x1f%s")
    found = _asked(folder, "--literal-pathspecs", "log", *form, "--", path)
    rows = [line.split("\x1f", 2) for line in (found or b"").decode("utf-8", "replace").splitlines()]
    return tuple(Version(row[0], row[1][:10], row[1][11:], row[2]) for row in rows if len(row) == 3)


def contents(folder: Path, path: str, ids: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """``(id, bytes)`` of the file in each of these commits, where it is there, in their order; one process reads them all."""
    prefix = _asked(folder, "rev-parse", "--show-prefix")
    names = [id for id in ids if COMMIT.match(id)]
    if prefix is None or not names or "\n" in path:
        return
    where = prefix.decode().rstrip("\n") + path
    found = _asked(folder, "cat-file", "--batch", said="".join(f"{id}:{where}\n" for id in names).encode()) or b""
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


# -- recording


def differing(folder: Path, below: str) -> list[tuple[str, str]]:
    """``(sort, path from folder)`` of the files below ``below`` that differ from what is recorded: ``changed``, ``new``, ``gone``.
    Raises :class:`GitMistake`."""
    found = []
    prefix = _told(folder, "rev-parse", "--show-prefix").strip()
    told = _told(folder, "status", "--porcelain=v1", "-z", "--no-renames", "--untracked-files=all", "--", below)
    for entry in filter(None, told.split("\0")):
        sort = "new" if "?" in entry[:2] or "A" in entry[:2] else "gone" if "D" in entry[:2] else "changed"
        found.append((sort, entry[3:].removeprefix(prefix)))
    return sorted(found, key=lambda pair: pair[1])


def record(folder: Path, paths: Iterable[str], message: str) -> str:
    """Record these files, and no others, with ``message``; what somebody else has laid ready stays so. Gives the record's short
    name. Raises :class:`GitMistake`."""
    prefix = _told(folder, "rev-parse", "--show-prefix").strip()
    chosen = [f":(literal,top){prefix}{path}" for path in paths]
    _told(folder, "add", "--all", "--", *chosen)
    known = all((_asked(folder, "config", key) or b"").strip() for key in ("user.name", "user.email"))
    _told(folder, *(() if known else NOBODY), "commit", "--quiet", "--only", "-m", message, "--", *chosen)
    return _told(folder, "rev-parse", "--short", "HEAD").strip()


def recorded(folder: Path, path: str) -> bytes:
    """A file as it is recorded; empty where it is not. The path is from ``folder``."""
    return _asked(folder, "show", f"HEAD:./{path}") or b""


def _told(folder: Path, *words: str) -> str:
    return _run(folder, *words).decode("utf-8", "replace")


def _asked(folder: Path, *words: str, said: bytes = b"") -> bytes | None:
    """What git says; None where it refuses, or is not there."""
    try:
        return _run(folder, *words, said=said)
    except GitMistake:
        return None


def _run(folder: Path, *words: str, said: bytes = b"") -> bytes:
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"))}
    environment |= {"GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0", "GIT_EDITOR": "true", "LC_ALL": "C.UTF-8"}
    command = ["git", *PLAIN, *words]
    try:
        done = subprocess.run(command, cwd=folder, env=environment, input=said, capture_output=True, check=False, timeout=PATIENCE)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise GitMistake(str(error)) from None
    if done.returncode:
        raise GitMistake((done.stderr or done.stdout).decode("utf-8", "replace").strip())
    return done.stdout
