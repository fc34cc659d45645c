"""What the tests share: whole sites to copy, edits that must hit, and the program run as a command or in this process."""

from __future__ import annotations

import contextlib
import gc
import io
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FIXTURES = Path(__file__).resolve().parent / "fixtures"
GOOD = FIXTURES / "good"
TODAY = "2026-11-21"

if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))


@dataclass(frozen=True)
class Ran:
    """What one run of the program did: its exit code, and what it said where."""

    code: int
    out: str
    err: str


def environment(**more: str) -> dict[str, str]:
    """The environment of a run: our program, a fixed day, no staff language of the machine's."""
    kept = {key: value for key, value in os.environ.items() if key != "OMSVERIGE_SPEAK"}
    return {**kept, "PYTHONPATH": str(ROOT), "OMSVERIGE_TODAY": TODAY, "PYTHONIOENCODING": "utf-8:strict", **more}


def command(*words: str | Path, **more: str) -> Ran:
    """Run the real command, ``python -m press …``, as a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "press", *map(str, words)], env=environment(**more), capture_output=True, check=False
    )
    return Ran(done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace"))


def call(*words: str | Path) -> Ran:
    """Run a verb in this process: the same as :func:`command`, without the cost of starting Python."""
    from press.cli import main

    out, err = io.StringIO(), io.StringIO()
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            try:
                code = main([str(word) for word in words])
            except SystemExit as stop:
                code = int(stop.code or 0)
    finally:
        gc.enable()  # open_project switches it off, since a process of its own ends soon
    return Ran(code, out.getvalue(), err.getvalue())


def project_from(source: Path, folder: Path, linked: bool = False) -> Path:
    """A copy of a project as a project of its own, times and all; ``linked`` is quicker, for projects only built in."""
    return Path(shutil.copytree(source, folder, copy_function=os.link if linked else shutil.copy2))


def good(folder: Path) -> Path:
    """A fresh copy of the good site, never built."""
    return Path(shutil.copytree(GOOD, folder, ignore=shutil.ignore_patterns(".press", "site")))


def build(project: Path, *more: str | Path, speak: str = "en") -> Ran:
    """``build`` in this process."""
    return call("build", "--project", project, "--speak", speak, *more)


def check(project: Path) -> Ran:
    """``check`` in this process."""
    return call("check", "--project", project, "--speak", "en")


def numbers(out: str) -> list[int]:
    """The numbers in the first line of what ``build`` says: pages, languages, written, unchanged, removed."""
    return [int(number) for number in re.findall(r"\d+", out.split("\n")[0])]


def counted(out: str) -> tuple[int, int]:
    """``(errors, warnings)`` as the last line of ``check`` counts them."""
    errors, warnings = re.findall(r"\d+", out.rstrip("\n").split("\n")[-1])
    return int(errors), int(warnings)


def tree(folder: Path) -> dict[str, bytes]:
    """``path → bytes`` of everything below ``folder``, empty folders among it (as ``path/`` → nothing)."""
    found: dict[str, bytes] = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file():
            found[name] = path.read_bytes()
        elif not any(path.iterdir()):
            found[f"{name}/"] = b""
    return found


def edit(project: Path, path: str, old: str, new: str) -> Path:
    """Replace ``old`` by ``new`` once in a file of the project; the test ends when ``old`` is not there."""
    file = project / path
    text = file.read_text("utf-8")
    assert old in text, f"{path} does not hold {old!r}; the test would prove nothing"
    file.write_text(text.replace(old, new, 1), "utf-8")
    return file


def own_copy(project: Path, path: str) -> Path:
    """Give the project its own copy of one of the program's templates or catalogs, so that it can be edited."""
    file = project / path
    if not file.is_file():
        file.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / path, file)
    return file


BLOCK = re.compile(r"<<<<\n(.*?)\n====\n(.*?)\n?>>>>\n", re.S)


def overlay(project: Path, folder: Path) -> None:
    """Lay the files of a broken site over a project.

    ``name.delete`` takes ``name`` away; ``name.edit`` changes the project's (or the program's) file by blocks of
    ``<<<<`` old ``====`` new ``>>>>``; ``expected.txt`` and ``about.txt`` are for the test and the reader.
    """
    for source in sorted(path for path in folder.rglob("*") if path.is_file()):
        name = source.relative_to(folder).as_posix()
        if name in ("expected.txt", "about.txt"):
            continue
        if name.endswith(".delete"):
            gone = project / name.removesuffix(".delete")
            assert gone.exists(), f"{gone} is not there to be deleted"
            gone.unlink()
        elif name.endswith(".edit"):
            target = name.removesuffix(".edit")
            own_copy(project, target)
            blocks = BLOCK.findall(source.read_text("utf-8"))
            assert blocks, f"{source} holds no <<<< old ==== new >>>> block"
            for old, new in blocks:
                edit(project, target, old, new)
        else:
            (project / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, project / name)


def big(folder: Path, pages: int = 70) -> Path:
    """The good site with many more pages, half of them translated: enough for the work to be shared out."""
    project = good(folder)
    text = (GOOD / "content/sv/rights.md").read_text("utf-8")
    for number in range(pages):
        name = f"extra-{number:03}"
        (project / f"content/sv/{name}.md").write_text(text.replace("order: 30", f"order: {100 + number}"), "utf-8")
        if number % 2:
            (project / f"content/en/{name}.md").write_text(
                f"---\ntitle: Extra {number}\ndescription: One of many.\n---\nYou have rights.\n\n"
                "## Speak up {#speak-up}\nWrite to [[redaktionens-post]].\n",
                "utf-8",
            )
    assert call("translations", "confirm", "all", "--project", project).code == 0
    return project


def page(project: Path, name: str, out: str = "site") -> Path:
    """The file of a page, ``ar/work`` or ``ar/index``, whatever shape its address has."""
    places = [project / out / f"{name}.html", project / out / name / "index.html"]
    found = [path for path in places if path.is_file()]
    assert len(found) == 1, f"{name}: {found}"
    return found[0]


def html(project: Path, name: str, out: str = "site") -> str:
    """The text of a page but for its style, which holds the names of all there could be in a page."""
    return re.sub(r"<style>.*?</style>", "", page(project, name, out).read_text("utf-8"), flags=re.S)


def newest_check() -> str:
    """The latest date anything in the real content was checked: for tests of it, the day that is today."""
    texts = (path.read_text("utf-8") for path in (ROOT / "content").rglob("*.*") if path.suffix in (".md", ".yaml"))
    return max(date for text in texts for date in re.findall(r"^ *checked: (\d{4}-\d\d-\d\d)", text, re.M))
