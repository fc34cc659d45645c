"""Set up the program's own environment from hash-locked requirements, and what the tests need. Standard library only."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

from press.environment import LOCK, ROOT, TEST_LOCK, VENV, python, ready, stamp, stop

BROWSERS = "chromium-headless-shell|chromium|chromium-browser|google-chrome"
TEST_PROGRAMS = {BROWSERS: "chromium-headless-shell", "java": "default-jre-headless", "npm": "npm", "gs": "ghostscript",
                 "caddy": "caddy", "nginx": "nginx-light", "node": "nodejs", "firefox-esr|firefox": "firefox-esr", "git": "git", "hunspell": "hunspell",
                 **{f"/usr/share/hunspell/{name}.dic": f"hunspell-{name.partition('_')[0]}" for name in ("sv_SE", "ar", "uk_UA", "th_TH", "fr")},
                 "/usr/share/hunspell/en_GB.dic": "hunspell-en-gb", "WebKitWebDriver": "webkit2gtk-driver", "Xvfb": "xvfb"}  # fmt: skip
"""Programs the tests run (any of the names will do), and files they read, and the Debian package that brings each."""


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


def missing(programs: dict[str, str]) -> dict[str, str]:
    """Those of ``programs`` that are not on the path, nor where Debian puts servers, which only root has on the path; a name that begins with ``/`` is a file."""
    path = f"{os.environ.get('PATH', os.defpath)}:/usr/sbin"
    found = {name for names in programs for name in names.split("|") if shutil.which(name, path=path) or (name[0] == "/" and os.access(name, os.R_OK))}
    return {names: package for names, package in programs.items() if not found & set(names.split("|"))}


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
    """Everything the tests need: libraries, three browsers, two web servers, Ghostscript, and the Nu checker with Java."""
    set_up(LOCK, TEST_LOCK)
    install(TEST_PROGRAMS)
    tools = ROOT / "tests" / "tools"
    if not all((tools / "node_modules" / name).is_dir() for name in ("vnu-jar", "puppeteer-core")):
        command = ["npm", "ci", "--silent", "--no-audit", "--no-fund", "--ignore-scripts"]
        done = subprocess.run(command, cwd=tools, capture_output=True, text=True, check=False)
        if done.returncode:
            stop(
                "Det gick inte att hämta verktygen i tests/tools (npm ci).",
                f"Could not fetch the tools in tests/tools (npm ci).\n{done.stderr.strip()[-400:]}",
            )


def test(arguments: list[str]) -> int:
    """Lint, type check, then every test; all three run, and the exit code is 1 if any failed."""
    set_up_tests()
    code = 0
    for command in (["ruff", "check", "."], ["mypy"], ["pytest", *arguments]):
        print(f"$ {' '.join(command)}", flush=True)
        code = subprocess.run([str(python()), "-m", *command], cwd=ROOT, check=False).returncode or code
    return code
