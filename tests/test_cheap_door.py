"""The cheap door says "nothing has changed" only when nothing has: every way of changing something opens it."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import sites

from press.store import stamps


@pytest.fixture
def settled(published: Path, tmp_path: Path) -> Path:
    """A project whose last build changed nothing, all of whose files are older than the clock's tick."""
    project = sites.project_from(published, tmp_path / "project")
    moment = time.time_ns() - 3600 * 10**9
    for path in project.rglob("*"):
        if path.is_file():
            os.utime(path, ns=(moment, moment))
    assert sites.build(project).code == 0
    assert unchanged(project), "the door is never shut; the tests below would prove nothing"
    return project


def unchanged(project: Path) -> bool:
    """Whether the door says that nothing has changed."""
    return stamps.Look(str(sites.ROOT), str(project)).known(str(project / "site")) is not None


def same_size(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[:-2] + bytes([data[-2] ^ 1]) + data[-1:])


def old_time(path: Path) -> None:
    os.utime(path, ns=(10**18, 10**18))


CHANGES: dict[str, Callable[[Path], object]] = {
    "touched": lambda project: (project / "content/sv/work.md").touch(),
    "touched back in time": lambda project: old_time(project / "content/sv/work.md"),
    "same size": lambda project: same_size(project / "content/sv/work.md"),
    "deleted": lambda project: (project / "content/en/work.md").unlink(),
    "new page": lambda project: shutil.copy2(project / "content/sv/rights.md", project / "content/sv/new.md"),
    "renamed": lambda project: (project / "content/sv/rights.md").rename(project / "content/sv/duties.md"),
    "picture": lambda project: same_size(project / "content/images/card.svg"),
    "facts": lambda project: same_size(project / "content/facts/rules.yaml"),
    "settings": lambda project: (project / "content/site.yaml").touch(),
    "own template": lambda project: sites.own_copy(project, "templates/page.html"),
    "own catalog": lambda project: sites.own_copy(project, "locales/ar.po"),
    "site file edited": lambda project: same_size(project / "site/index.html"),
    "site file deleted": lambda project: (project / "site/sitemap.xml").unlink(),
    "site file added": lambda project: (project / "site/mine.txt").write_text("x"),
    "site deleted": lambda project: shutil.rmtree(project / "site"),
    "memory deleted": lambda project: shutil.rmtree(project / ".press"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_every_change_opens_the_door(settled: Path, change: str) -> None:
    CHANGES[change](settled)
    assert not unchanged(settled)


def test_another_day_opens_the_door(settled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OMSVERIGE_TODAY", "2026-11-22")
    assert not unchanged(settled)


def test_another_output_folder_has_a_door_of_its_own(settled: Path) -> None:
    assert stamps.Look(str(sites.ROOT), str(settled)).known(str(settled / "other")) is None


def test_the_program_s_own_files_open_the_door(settled: Path, tmp_path: Path) -> None:
    program = tmp_path / "program"
    (program / "press").mkdir(parents=True)
    (program / "templates").mkdir()
    (program / "locales").mkdir()
    files = [
        program / name for name in ("press/a.py", "templates/a.html", "locales/a.po", "build.py", "requirements.lock")
    ]
    for path in files:
        path.write_text("x")
        old_time(path)
    out = str(settled / "site")
    look = stamps.Look(str(program), str(settled))
    look.save(out, {"en": "Said."}, 0)
    assert stamps.Look(str(program), str(settled)).known(out) == ({"en": "Said."}, 0)
    for path in files:
        path.write_text("y")
        assert stamps.Look(str(program), str(settled)).known(out) is None, path
        path.write_text("x")
        old_time(path)
    assert stamps.Look(str(program), str(settled)).known(out) is not None


def test_files_written_a_moment_ago_are_not_trusted(settled: Path) -> None:
    soon = time.time_ns() + 3600 * 10**9
    os.utime(settled / "content/sv/work.md", ns=(soon, soon))
    assert sites.build(settled).code == 0
    assert not unchanged(settled), "the file may be written again with the same time"


def test_a_failed_build_leaves_the_door_open(settled: Path) -> None:
    path = sites.edit(settled, "content/sv/work.md", "[[arbetsformedlingen]]", "[[arbetsformedlinge]]")
    old_time(path)
    assert sites.build(settled).code == 1
    assert not unchanged(settled)
    assert sites.build(settled).code == 1, "the mistake was forgotten"


@pytest.mark.parametrize("data", [b"", b"x", b"\x00" * 50, b"(\x01\x00\x00\x00N"])
def test_a_damaged_table_opens_the_door(settled: Path, data: bytes) -> None:
    table = Path(stamps.path_of(str(settled), str(settled / "site")))
    assert table.is_file()
    table.write_bytes(data)
    assert not unchanged(settled)
    assert sites.build(settled).code == 0


def test_what_was_said_is_said_again_in_both_staff_languages(settled: Path) -> None:
    english, swedish = sites.build(settled).out, sites.build(settled, speak="sv").out
    assert sites.numbers(english) == sites.numbers(swedish) == [24, 3, 0, 39, 0]
    assert swedish != english
