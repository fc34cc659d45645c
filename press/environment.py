"""The program's own environment: whether it is there and today's, and the way into it. Loaded at every start, so it is little."""

from __future__ import annotations

import gc
import hashlib
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from press.store.stamps import Look

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
LOCK, TEST_LOCK = "requirements.lock", "requirements-test.lock"
ENVIRONMENT = 3  # exit code: the machine lacks something (press.cli)


def stop(swedish: str, english: str) -> NoReturn:
    """End with a sentence in both staff languages: this early, nobody has said which one they read."""
    print(f"{swedish}\n{english}", file=sys.stderr)
    raise SystemExit(ENVIRONMENT)


def stamp(names: tuple[str, ...]) -> str:
    """What an environment set up from these requirement files is known by."""
    state = hashlib.sha256(f"{sys.version_info[:3]} {sys.platform} {sys.base_prefix} {VENV}".encode())
    for name in names:
        state.update((ROOT / name).read_bytes())
    return state.hexdigest()


def python() -> Path:
    """The environment's own interpreter."""
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def ready(names: tuple[str, ...]) -> bool:
    """Whether the environment was set up, to its end, from these requirement files."""
    mark = VENV / f".ready-{names[-1]}"
    return python().exists() and mark.is_file() and mark.read_text() == stamp(names)


def packages() -> str:
    """The folder the environment's libraries lie in."""
    version = f"python{sys.version_info[0]}.{sys.version_info[1]}"
    return str(VENV / "Lib" / "site-packages" if os.name == "nt" else VENV / "lib" / version / "site-packages")


def hand_over(arguments: list[str], look: Look | None) -> int:
    """Run the program with the environment's libraries, which come before any others.

    In this very process: the environment was made by this interpreter, so its libraries fit, and starting a second
    interpreter would take longer than many an errand. ``look``: what the front door saw, if it has found that something changed.
    """
    if not ready((LOCK,)):
        from press import installing  # what it loads would be felt in every start

        installing.set_up(LOCK)
    sys.path.insert(1, packages())
    gc.disable()  # what is loaded and read now stays until the process ends: looking for garbage in it is work for nothing
    from press.cli import main

    return main(arguments, look)
