"""The front door: ``python3 build.py``. Needs nothing but Python 3.11 or later.

Sets up the program's own environment (``.venv``, from the hash-locked requirements) when it is not there or not today's,
and hands over to ``press.cli`` in it. When nothing has changed since the last build, it says so without loading anything.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
ENVIRONMENT = 3  # exit code: the machine lacks something (press.cli)
NU = "vnu-jar"


def stop(swedish: str, english: str) -> NoReturn:
    """End with a sentence in both staff languages: this early, nobody has said which one they read."""
    print(f"{swedish}\n{english}", file=sys.stderr)
    raise SystemExit(ENVIRONMENT)


def unchanged(arguments: list[str]) -> int | None:
    """The exit code when this is a plain build and nothing has changed since the last one; else None."""
    words = [word for word in arguments if word != "build"]
    options = dict(zip(words[::2], words[1::2], strict=False))
    if len(words) % 2 or set(options) - {"--project", "--out", "--speak", "--jobs"}:
        return None
    sys.path.insert(0, str(ROOT))
    from press.store import stamps  # standard library only

    project = options.get("--project", str(ROOT))
    known = stamps.unchanged(str(ROOT), project, options.get("--out", os.path.join(project, "site")))
    language = options.get("--speak", os.environ.get("OMSVERIGE_SPEAK", "sv"))
    if known is None or language not in known[0]:
        return None
    print(known[0][language])
    return known[1]


def stamp(names: tuple[str, ...]) -> str:
    """What an environment set up from these requirement files is known by."""
    state = hashlib.sha256(f"{sys.version_info[:3]} {sys.platform} {VENV}".encode())
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
    marks = [VENV / f".ready-{name}" for name in names]
    for mark in marks:
        mark.unlink(missing_ok=True)
    if not python().exists() or not ready(names[:1]):
        made = subprocess.run(
            [sys.executable, "-m", "venv", "--clear", str(VENV)], capture_output=True, text=True, check=False
        )
        if made.returncode:
            stop(
                "Det gick inte att skapa en Pythonmiljö. På Debian och Ubuntu: apt install python3-venv",
                f"Could not make a Python environment. On Debian and Ubuntu: apt install python3-venv\n{(made.stderr or made.stdout).strip()[-400:]}",
            )
    for name, mark in zip(names, marks, strict=True):
        command = [
            str(python()),
            "-m",
            "pip",
            "install",
            "-q",
            "--disable-pip-version-check",
            "--require-hashes",
            "--no-deps",
            "--only-binary",
            ":all:",
            "-r",
            str(ROOT / name),
        ]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            stop(
                f"Det gick inte att hämta biblioteken i {name}. Kontrollera nätet och försök igen.",
                f"Could not fetch the libraries in {name}. Check the network and try again.\n{done.stderr.strip()[-600:]}",
            )
        mark.write_text(stamp(names[: names.index(name) + 1]))


def install(commands: dict[str, str]) -> None:
    """Make sure programs are there, from Debian's packages where that is allowed; ``commands`` maps program to package."""
    missing = {
        program: package
        for program, package in commands.items()
        if not any(shutil.which(name) for name in program.split("|"))
    }
    if not missing:
        return
    packages = sorted(set(missing.values()))
    if shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        print(f"apt-get install {' '.join(packages)} …", file=sys.stderr)
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in (
            ["apt-get", "update", "-q"],
            ["apt-get", "install", "-y", "-q", "--no-install-recommends", *packages],
        ):
            subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    missing = {
        program: package
        for program, package in missing.items()
        if not any(shutil.which(name) for name in program.split("|"))
    }
    if missing:
        names = ", ".join(program.split("|")[0] for program in missing)
        stop(
            f"Proven behöver {names}. Installera: {' '.join(sorted(set(missing.values())))}",
            f"The tests need {names}. Install: {' '.join(sorted(set(missing.values())))}",
        )


def set_up_tests() -> None:
    """Everything the tests need: libraries, a headless browser, Ghostscript, and the Nu checker with Java."""
    set_up("requirements.lock", "requirements-test.lock")
    install(
        {
            "chromium-headless-shell|chromium|chromium-browser|google-chrome": "chromium-headless-shell",
            "java": "default-jre-headless",
            "npm": "npm",
            "gs": "ghostscript",
        }
    )
    tools = ROOT / "tests" / "tools"
    if not (tools / "node_modules" / NU).is_dir():
        done = subprocess.run(
            ["npm", "ci", "--silent", "--no-audit", "--no-fund", "--ignore-scripts"],
            cwd=tools,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            stop(
                "Det gick inte att hämta HTML-kontrollen (npm ci i tests/tools).",
                f"Could not fetch the HTML checker (npm ci in tests/tools).\n{done.stderr.strip()[-400:]}",
            )


def test(arguments: list[str]) -> int:
    """Lint, type check, then every test; the first failure decides the exit code, but all three run."""
    set_up_tests()
    code = 0
    for command in (["ruff", "check", "."], ["mypy", "press", "build.py"], ["pytest", *arguments]):
        print(f"$ {' '.join(command)}", flush=True)
        code = subprocess.run([str(python()), "-m", *command], cwd=ROOT, check=False).returncode or code
    return code


def main() -> int:  # noqa: RET503 - execv does not come back
    """Sort the errand: tests, a build with nothing to do, or the program itself in its own environment."""
    if sys.version_info < (3, 11):  # noqa: UP036 - this is where an older Python is told so
        stop("Programmet behöver Python 3.11 eller senare.", "The program needs Python 3.11 or later.")
    arguments = sys.argv[1:]
    if arguments[:1] == ["test"]:
        return test(arguments[1:])
    if not arguments or arguments[0] == "build" or arguments[0].startswith("--"):
        code = unchanged(arguments)
        if code is not None:
            return code
    if Path(sys.prefix).resolve() == VENV.resolve() and ready(("requirements.lock",)):
        sys.path.insert(0, str(ROOT))
        from press.cli import main as run

        return run(arguments)
    set_up("requirements.lock")
    command = [str(python()), str(ROOT / "build.py"), *arguments]
    if os.name == "nt":
        return subprocess.run(command, check=False).returncode
    os.execv(command[0], command)


if __name__ == "__main__":
    sys.exit(main())
