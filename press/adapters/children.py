"""The door to the operating system's programs: a command run apart, found again and stopped, also by a desk that did not start it.

The child inherits a lock on a file and holds it as long as it, or any process it has begun, lives. So nobody has to trust a
number: a process that is gone holds no lock, and one that holds it is the one whose number stands in the file.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

RUNNING, ENDED, OUT, ERR = "running", "ended", "out.txt", "err.txt"
FILES = (RUNNING, ENDED, OUT, ERR)
PATIENCE = 3.0
"""Seconds that a child is given to end by itself."""

_waiting: dict[Path, threading.Thread] = {}
_starting = threading.Lock()


def start(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> bool:
    """Run ``command``; what it says goes to files of mode 0600 in ``folder``. False when one runs there already."""
    with _starting:
        if running(folder):
            return False
        (folder / ENDED).unlink(missing_ok=True)
        lock = _open(folder / RUNNING)
        out, err = _open(folder / OUT), _open(folder / ERR)
        try:
            _lock(lock)
            child = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=out, stderr=err, env=dict(environment),
                start_new_session=True, close_fds=True, pass_fds=(lock,) if os.name == "posix" else (),
            )  # fmt: skip
            os.write(lock, str(child.pid).encode())
        finally:
            for handle in (lock, out, err):
                os.close(handle)
        waiter = threading.Thread(target=_wait, args=(child, folder), daemon=True)
        _waiting[folder] = waiter
        waiter.start()
        return True


def running(folder: Path) -> bool:
    """Whether the command of a folder still runs, whoever began it."""
    waiter = _waiting.get(folder)
    if waiter is not None:
        if waiter.is_alive():
            return True
        _waiting.pop(folder, None)
    return _alive(folder)


def ended(folder: Path) -> int | None:
    """The exit code of the last command; None where there is none, or where nobody was there to see it."""
    try:
        return int((folder / ENDED).read_text("ascii"))
    except (OSError, ValueError):
        return None


def said(folder: Path) -> tuple[str, str]:
    """What the last command has written on its standard output and on its standard error so far."""
    found = []
    for name in (OUT, ERR):
        try:
            found.append((folder / name).read_text("utf-8", "replace"))
        except OSError:
            found.append("")
    return found[0], found[1]


def stop(folder: Path) -> None:
    """Stop the command of a folder and all it has begun; returns when it is gone."""
    for sign in (signal.SIGTERM, getattr(signal, "SIGKILL", signal.SIGTERM)):
        if not running(folder):
            return
        try:
            number = int((folder / RUNNING).read_text("ascii"))
        except (OSError, ValueError):
            return
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(number, sign) if hasattr(os, "killpg") else os.kill(number, sign)
        until = time.monotonic() + PATIENCE
        while running(folder) and time.monotonic() < until:
            time.sleep(0.02)


def _open(path: Path) -> int:
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)


def _lock(handle: int) -> None:
    try:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except ImportError:
        pass  # no locks on this system: only the desk that began a command knows that it runs


def _alive(folder: Path) -> bool:
    try:
        import fcntl

        with (folder / RUNNING).open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except (OSError, ImportError):
        return False
    return False


def _wait(child: subprocess.Popen[bytes], folder: Path) -> None:
    code = child.wait()
    with contextlib.suppress(OSError):  # the job may have been deleted meanwhile
        handle = _open(folder / ENDED)
        os.write(handle, str(code).encode())
        os.close(handle)
