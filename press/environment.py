"""The program's own environment: made from hash-locked requirements, and handed over to. Standard library only."""

from __future__ import annotations

import gc
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
LOCK, TEST_LOCK = "requirements.lock", "requirements-test.lock"
ENVIRONMENT = 3  # exit code: the machine lacks something (press.cli)

BROWSERS = "chromium-headless-shell|chromium|chromium-browser|google-chrome"
TEST_PROGRAMS = {BROWSERS: "chromium-headless-shell", "java": "default-jre-headless", "npm": "npm", "gs": "ghostscript"}
"""Programs the tests run (any of the names will do) and the Debian package that brings each."""


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


def set_up(*names: str) -> None:
    """Make the environment from hash-locked requirement files, unless it is there already."""
    if ready(names):
        return
    print(
        "Förbereder programmets egen miljö (en gång) … / Setting up the program's own environment (once) …",
        file=sys.stderr,
    )
    if VENV.exists() and not VENV.is_dir():
        stop(
            f"{VENV} är en fil. Flytta undan den; där ska programmets egen miljö ligga.",
            f"{VENV} is a file. Move it away; the program's own environment belongs there.",
        )
    marks = [VENV / f".ready-{name}" for name in names]
    if not ready(names[:1]):
        for mark in marks:
            mark.unlink(missing_ok=True)
        command = [sys.executable, "-m", "venv", "--clear", str(VENV)]
        made = subprocess.run(command, capture_output=True, text=True, check=False)
        if made.returncode:
            stop(
                "Det gick inte att skapa en Pythonmiljö. På Debian och Ubuntu: apt install python3-venv",
                "Could not make a Python environment. On Debian and Ubuntu: apt install python3-venv\n"
                + (made.stderr or made.stdout).strip()[-400:],
            )
    pip = [str(python()), "-m", "pip", "install", "-q", "--disable-pip-version-check", "--require-hashes"]
    for index, (name, mark) in enumerate(zip(names, marks, strict=True)):
        if ready(names[: index + 1]):
            continue
        command = [*pip, "--no-deps", "--only-binary", ":all:", "-r", str(ROOT / name)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            stop(
                f"Det gick inte att hämta biblioteken i {name}. Kontrollera nätet och försök igen.",
                f"Could not fetch the libraries in {name}. Check the network and try again.\n{done.stderr.strip()[-600:]}",
            )
        mark.write_text(stamp(names[: index + 1]))


def packages() -> str:
    """The folder the environment's libraries lie in."""
    version = f"python{sys.version_info[0]}.{sys.version_info[1]}"
    return str(VENV / "Lib" / "site-packages" if os.name == "nt" else VENV / "lib" / version / "site-packages")


def hand_over(arguments: list[str], looked: bool) -> int:
    """Run the program with the environment's libraries, which come before any others.

    In this very process: the environment was made by this interpreter, so its libraries fit, and starting a second
    interpreter would take longer than many an errand. ``looked``: the front door has seen that something changed.
    """
    set_up(LOCK)
    sys.path.insert(1, packages())
    gc.disable()  # what is loaded and read now stays until the process ends: looking for garbage in it is work for nothing
    from press.cli import main

    return main(arguments, looked)


def missing(programs: dict[str, str]) -> dict[str, str]:
    """Those of ``programs`` that are not on the path."""
    return {names: package for names, package in programs.items() if not any(map(shutil.which, names.split("|")))}


def install(programs: dict[str, str]) -> None:
    """Make sure programs are there, from Debian's packages where that is allowed; else say which are missing, and stop."""
    lacking = missing(programs)
    packages = sorted(set(lacking.values()))
    if lacking and shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        print(f"apt-get install {' '.join(packages)} …", file=sys.stderr)
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in (["update", "-q"], ["install", "-y", "-q", "--no-install-recommends", *packages]):
            subprocess.run(["apt-get", *command], env=environment, capture_output=True, check=False)
        lacking = missing(programs)
    if lacking:
        names, packages = ", ".join(name.split("|")[0] for name in lacking), sorted(set(lacking.values()))
        stop(
            f"Proven behöver {names}. Installera paketen: {' '.join(packages)}",
            f"The tests need {names}. Install the packages: {' '.join(packages)}",
        )


def set_up_tests() -> None:
    """Everything the tests need: libraries, a headless browser, Ghostscript, and the Nu checker with Java."""
    set_up(LOCK, TEST_LOCK)
    install(TEST_PROGRAMS)
    tools = ROOT / "tests" / "tools"
    if not (tools / "node_modules" / "vnu-jar").is_dir():
        command = ["npm", "ci", "--silent", "--no-audit", "--no-fund", "--ignore-scripts"]
        done = subprocess.run(command, cwd=tools, capture_output=True, text=True, check=False)
        if done.returncode:
            stop(
                "Det gick inte att hämta HTML-kontrollen (npm ci i tests/tools).",
                f"Could not fetch the HTML checker (npm ci in tests/tools).\n{done.stderr.strip()[-400:]}",
            )


def test(arguments: list[str]) -> int:
    """Lint, type check, then every test; all three run, and the exit code is 1 if any failed."""
    set_up_tests()
    code = 0
    for command in (["ruff", "check", "."], ["mypy"], ["pytest", *arguments]):
        print(f"$ {' '.join(command)}", flush=True)
        code = subprocess.run([str(python()), "-m", *command], cwd=ROOT, check=False).returncode or code
    return code
