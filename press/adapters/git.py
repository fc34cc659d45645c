"""The door to Git: which files below a folder differ from what is recorded, and recording some of them. Nothing is ever sent away."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable
from pathlib import Path

PATIENCE = 60
"""Seconds until Git, or a check of the repository's own (a hook), is given up."""
NOBODY = ("-c", "user.name=Om Sverige", "-c", "user.email=desk@localhost")
"""Who records where the machine's owner has told Git no name."""


class GitMistake(Exception):
    """Git did not do it; says what it said."""


def there(folder: Path) -> bool:
    """Whether ``folder`` lies in a repository, and Git is installed."""
    try:
        return _run(folder, "rev-parse", "--is-inside-work-tree").strip() == "true"
    except GitMistake:
        return False


def differing(folder: Path, below: str) -> list[tuple[str, str]]:
    """``(sort, path from folder)`` of the files below ``below`` that differ from what is recorded: ``changed``, ``new``, ``gone``.
    Raises :class:`GitMistake`."""
    found = []
    prefix = _run(folder, "rev-parse", "--show-prefix").strip()
    told = _run(folder, "status", "--porcelain=v1", "-z", "--no-renames", "--untracked-files=all", "--", below)
    for entry in filter(None, told.split("\0")):
        sort = "new" if "?" in entry[:2] or "A" in entry[:2] else "gone" if "D" in entry[:2] else "changed"
        found.append((sort, entry[3:].removeprefix(prefix)))
    return sorted(found, key=lambda pair: pair[1])


def record(folder: Path, paths: Iterable[str], message: str) -> str:
    """Record these files, and no others, with ``message``; what somebody else has laid ready stays so. Gives the record's short
    name. Raises :class:`GitMistake`."""
    chosen = [f":(literal,top){_run(folder, 'rev-parse', '--show-prefix').strip()}{path}" for path in paths]
    _run(folder, "add", "--all", "--", *chosen)
    known = all(_said(folder, "config", key).strip() for key in ("user.name", "user.email"))
    _run(folder, *(() if known else NOBODY), "commit", "--quiet", "--only", "-m", message, "--", *chosen)
    return _run(folder, "rev-parse", "--short", "HEAD").strip()


def recorded(folder: Path, path: str) -> bytes:
    """A file as it is recorded; empty where it is not. The path is from ``folder``."""
    return _said(folder, "show", f"HEAD:./{path}").encode()


def _said(folder: Path, *words: str) -> str:
    """What Git says, or nothing."""
    try:
        return _run(folder, *words)
    except GitMistake:
        return ""


def _run(folder: Path, *words: str) -> str:
    kept = {key: value for key, value in os.environ.items() if not key.startswith("GIT_DIR") and key not in ("GIT_WORK_TREE", "GIT_INDEX_FILE")}
    asked = {**kept, "GIT_TERMINAL_PROMPT": "0", "GIT_EDITOR": "true", "LC_ALL": "C.UTF-8"}
    try:
        done = subprocess.run(["git", "-C", os.fspath(folder), *words], env=asked, stdin=subprocess.DEVNULL, capture_output=True, timeout=PATIENCE, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise GitMistake(str(error)) from None
    if done.returncode:
        raise GitMistake((done.stderr or done.stdout).decode("utf-8", "replace").strip())
    return done.stdout.decode("utf-8", "replace")
