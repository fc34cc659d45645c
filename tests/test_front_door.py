"""The front door, ``python3 build.py``, run as staff run it: exit codes, help, and what is said when the machine lacks something."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest
import sites

BASE = getattr(sys, "_base_executable", sys.executable)
VERBS = (
    "build", "check", "serve", "why", "qr", "letters", "sheet", "booklet", "slides", "translations", "addresses", "pdfx", "hosting",
    "visits", "desk", "catalogs", "accessibility", "test",
)  # fmt: skip


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """The program as fetched, with the good site as its content and no environment of its own yet."""
    folder = tmp_path / "house"
    folder.mkdir()
    for name in ("press", "templates", "locales"):
        shutil.copytree(sites.ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("build.py", "requirements.lock"):
        shutil.copy2(sites.ROOT / name, folder / name)
    shutil.copytree(sites.GOOD / "content", folder / "content")
    return folder


@pytest.fixture
def furnished(house: Path) -> Path:
    """The same, its environment set up: the libraries are those the tests run with."""
    libraries = house / ".venv/lib" / f"python{sys.version_info[0]}.{sys.version_info[1]}"
    libraries.mkdir(parents=True)
    (libraries / "site-packages").symlink_to(sysconfig.get_paths()["purelib"])
    (house / ".venv/bin").mkdir()
    (house / ".venv/bin/python").symlink_to(BASE)
    code = "from press import environment as e; print(e.stamp((e.LOCK,)), end='')"
    stamp = subprocess.run([BASE, "-c", code], cwd=house, capture_output=True, text=True, check=True).stdout
    (house / ".venv/.ready-requirements.lock").write_text(stamp)
    return house


def door(house: Path, *words: str, **more: str) -> sites.Ran:
    """Run build.py with the plain interpreter, as somebody who has just fetched the program would."""
    environment = {
        key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "OMSVERIGE", "VIRTUAL"))
    }
    environment |= {"OMSVERIGE_TODAY": sites.TODAY, "PYTHONIOENCODING": "utf-8", "PYTHONDONTWRITEBYTECODE": "1", **more}
    done = subprocess.run(
        [BASE, str(house / "build.py"), *words], env=environment, cwd=house.parent, capture_output=True, text=True,
        encoding="utf-8", check=False,
    )  # fmt: skip
    return sites.Ran(done.returncode, done.stdout, done.stderr)


def test_a_build_ends_with_0_and_needs_nothing_when_nothing_changed(furnished: Path) -> None:
    first = door(furnished, "--speak", "en")
    assert first.code == 0, first.err
    assert sites.numbers(first.out) == [24, 3, 39, 0, 0] and first.err == ""
    assert (furnished / "site/index.html").is_file()
    old = 10**18
    for path in furnished.rglob("*"):
        if path.is_file() and not path.is_symlink():
            os.utime(path, ns=(old, old))
    assert door(furnished).code == 0
    (furnished / ".venv").rename(furnished / ".gone")  # who is not asked cannot answer
    again = door(furnished, "build", "--speak", "en")
    assert again.code == 0, again.err
    assert sites.numbers(again.out) == [24, 3, 0, 39, 0]


def test_a_mistake_in_the_content_ends_with_1(furnished: Path) -> None:
    sites.edit(furnished, "content/sv/rights.md", "[[redaktionens-post]]", "[[redaktionens-posst]]")
    built, checked = door(furnished, "build", "--speak", "en"), door(furnished, "check", "--speak", "en")
    assert (built.code, checked.code) == (1, 1)
    assert "content/sv/rights.md:13: The fact “redaktionens-posst” does not exist." in built.err
    assert "Nothing was published" in built.err and built.out == ""
    assert not (furnished / "site").exists()


@pytest.mark.parametrize(
    "words",
    [["frobnicate"], ["build", "--colour", "red"], ["why"], ["--project", "/nowhere"], ["check", "--speak", "fi"]],
    ids=lambda words: " ".join(words),
)
def test_wrong_usage_ends_with_2(furnished: Path, words: list[str]) -> None:
    ran = door(furnished, *words)
    assert ran.code == 2, ran
    assert ran.err and "Traceback" not in ran.err and ran.out == ""


def test_a_staff_language_that_is_not_there_is_no_traceback(furnished: Path) -> None:
    for _ in range(2):
        ran = door(furnished, "build", OMSVERIGE_SPEAK="fi")
        assert "Traceback" not in ran.err, ran.err
        assert ran.code in (0, 2)


def test_an_environment_that_cannot_be_made_ends_with_3_and_says_what_to_install(house: Path, tmp_path: Path) -> None:
    (tmp_path / "fake").mkdir()
    (tmp_path / "fake/venv.py").write_text("import sys\nsys.exit('ensurepip is not available')\n")
    for words in ([], ["check"], ["test"]):
        ran = door(house, *words, PYTHONPATH=str(tmp_path / "fake"))
        assert ran.code == 3, ran
        assert "apt install python3-venv" in ran.err and "ensurepip is not available" in ran.err
        assert "Traceback" not in ran.err and not (house / "site").exists()


def test_libraries_that_cannot_be_fetched_end_with_3_and_are_tried_again(house: Path, tmp_path: Path) -> None:
    (tmp_path / "fake").mkdir()
    (tmp_path / "fake/venv.py").write_text(
        "import os, sys\n"
        "os.makedirs(sys.argv[-1] + '/bin', exist_ok=True)\n"
        "with open(sys.argv[-1] + '/bin/python', 'w') as file: file.write('#!/bin/sh\\necho no network >&2\\nexit 1\\n')\n"
        "os.chmod(sys.argv[-1] + '/bin/python', 0o755)\n"
    )
    for _ in range(2):
        ran = door(house, "check", PYTHONPATH=str(tmp_path / "fake"))
        assert ran.code == 3, ran
        assert "requirements.lock" in ran.err and "no network" in ran.err and "Traceback" not in ran.err


def test_a_file_in_the_place_of_the_environment_is_no_traceback(house: Path) -> None:
    (house / ".venv").write_text("x")
    ran = door(house, "check")
    assert ran.code == 3 and "Traceback" not in ran.err, ran.err


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_explains_itself(verb: str) -> None:
    ran = sites.call(verb, "--help")
    assert ran.code == 0 and ran.err == ""
    assert f" {verb} " in ran.out.splitlines()[0] and "-h, --help" in ran.out
    options = [line for line in ran.out.splitlines() if line.startswith("  -")]
    silent = [line for number, line in enumerate(options) if len(line.split()) == 1]
    assert not silent, f"options without a word of help: {silent}"


def test_help_names_every_verb_and_the_exit_codes() -> None:
    ran = sites.call("--help")
    assert ran.code == 0
    assert [line.split()[0] for line in ran.out.splitlines() if re.match(r"    [a-z]", line)] == list(VERBS)
    from press.cli import VERBS as DONE

    assert set(DONE) | {"test"} == set(VERBS), "a verb that the tests do not know"
    for words in ("0 fine", "1 problems in the content", "2 wrong usage", "3 the environment lacks something"):
        assert words in " ".join(ran.out.split())


def test_the_installed_command_is_the_same_program(monkeypatch: pytest.MonkeyPatch) -> None:
    from press import __version__, cli

    monkeypatch.setattr(sys, "argv", ["omsverige", "--version"])
    with pytest.raises(SystemExit) as stop:
        cli.console()
    assert stop.value.code == 0
    assert sites.call("--version").out == f"omsverige {__version__}\n"


def test_why_on_the_command_line(published: Path, tmp_path: Path) -> None:
    project = sites.project_from(published, tmp_path / "project")
    assert sites.build(project).code == 0
    ran = sites.command("why", "ar/work", "--project", project, "--speak", "en")
    assert ran.code == 0 and "up to date" in ran.out and "new – it was not there" in ran.out
    sites.edit(project, "content/ar/work.md", "title: العمل", "title: الشغل")
    ran = sites.command("why", "content/ar/work.md", "--project", project, "--speak", "en")
    assert ran.code == 0 and "will be made again" in ran.out and "title – the title" in ran.out
    assert "shell – the header" in ran.out, "the title stands in the menu, too"


def test_nothing_changed_and_nobody_reads_the_answer_is_no_traceback(furnished: Path) -> None:
    assert door(furnished).code == 0
    old = 10**18
    for path in furnished.rglob("*"):
        if path.is_file() and not path.is_symlink():
            os.utime(path, ns=(old, old))
    assert door(furnished).code == 0
    reader, writer = os.pipe()
    os.close(reader)
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    done = subprocess.run(
        [BASE, str(furnished / "build.py")], env={**environment, "OMSVERIGE_TODAY": sites.TODAY}, stdout=writer,
        stderr=subprocess.PIPE, text=True, check=False,
    )  # fmt: skip
    os.close(writer)
    assert (done.returncode, done.stderr) == (0, "")
