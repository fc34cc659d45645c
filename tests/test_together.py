"""Several files written as one: killed at any moment, a rename is done wholly or not at all, and nothing is left beside it."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from press.commands.editing import relocating
from press.commands.editing.changes import carry_out
from press.commands.editing.documents import open_text, save
from press.commands.project import open_project
from press.store import together
from press.store.together import Change
from press.store.turn import ContentTurn

forks = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
STEPS = (("os", "replace"), ("os", "fsync"), ("pathlib.Path", "unlink"))
"""What is done to files, one by one; a program may be killed before any of it."""


def files(project: Path) -> dict[str, bytes]:
    """All that lies in a project's folder but the program's own memory."""
    found = (path for path in project.rglob("*") if path.is_file() and ".press" not in path.parts)
    return {path.relative_to(project).as_posix(): path.read_bytes() for path in found}


def killed(work: Callable[[], object], steps: int) -> bool:
    """Do ``work`` in a process of its own that ends at once before the step after ``steps``; whether it got that far."""
    child = os.fork()
    if not child:
        left = [steps]

        def counted(real: Callable[..., Any]) -> Callable[..., Any]:
            def step(*arguments: Any, **named: Any) -> Any:
                if not left[0]:
                    os._exit(9)
                left[0] -= 1
                return real(*arguments, **named)

            return step

        try:
            with pytest.MonkeyPatch.context() as patch:
                for owner, name in STEPS:
                    target = os if owner == "os" else Path
                    patch.setattr(target, name, counted(getattr(target, name)))
                work()
        except BaseException:
            os._exit(1)
        os._exit(0)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert code in (0, 9)
    return code == 9


@forks
def test_a_rename_that_is_killed_is_done_or_not_begun(project: Path) -> None:
    before = files(project)
    changes = relocating.rename(open_project(project, 1), "health", "care")
    after = {**{path: data for path, data in before.items() if path not in {change.path for change in changes}}}
    after |= {change.path: change.new for change in changes if change.new is not None}
    assert len(changes) > 3 and before != after
    outcomes, steps = [], 0
    while killed(lambda: carry_out(project, changes), steps):
        with ContentTurn(project):
            found = files(project)
        assert found in (before, after), f"half of it, killed before step {steps + 1}"
        assert not (project / ".press" / together.NOTE).exists()
        outcomes.append(found == after)
        if outcomes[-1]:
            carry_out(project, [Change(change.path, change.new, change.old) for change in changes])
            assert files(project) == before
        steps += 1
    assert outcomes == sorted(outcomes) and {*outcomes} == {False, True}, "undone until all is written down, done from then on"


@forks
def test_what_somebody_writes_after_the_kill_stays(project: Path) -> None:
    changes = relocating.rename(open_project(project, 1), "health", "care")
    count = sum(change.new is not None for change in changes)
    ready = 2 + count + 2  # the note, every file, the note that all is ready: each to the disk, the notes to their place
    assert killed(lambda: carry_out(project, changes), ready)
    assert (project / "content/sv/health.md").exists() and not (project / "content/sv/care.md").exists()
    theirs = (project / "content/sv/index.md").read_bytes() + b"\nMer.\n"
    (project / "content/sv/index.md").write_bytes(theirs)
    (project / "content/sv/health.md").write_bytes(b"theirs")
    with ContentTurn(project):
        pass
    assert (project / "content/sv/index.md").read_bytes() == theirs
    assert (project / "content/sv/health.md").read_bytes() == b"theirs"
    assert (project / "content/sv/care.md").exists() and not list(project.rglob(".*.new"))


@forks
def test_saving_waits_for_nothing_and_finishes_what_was_begun(project: Path) -> None:
    changes = [Change(f"content/sv/{name}.md", None, b"x") for name in ("a", "b")]
    assert killed(lambda: carry_out(project, changes), 8)
    opened = open_text(project, "content/sv/index.md")
    save(project, "content/sv/index.md", opened, opened.text + "Mer.\n")
    assert (project / "content/sv/a.md").read_bytes() == (project / "content/sv/b.md").read_bytes() == b"x"


def test_a_full_disk_changes_nothing(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before, real, left = files(project), os.fsync, [2]

    def full(handle: int) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise OSError(28, "No space left on device")
        real(handle)

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        carry_out(project, [Change("content/sv/a.md", None, b"x"), Change("content/sv/b.md", None, b"y"), Change("content/sv/index.md", before["content/sv/index.md"], None)])
    assert files(project) == before and not (project / ".press" / together.NOTE).exists()


def test_permissions_stay(project: Path) -> None:
    file = project / "content/sv/index.md"
    file.chmod(0o640)
    carry_out(project, [Change("content/sv/index.md", file.read_bytes(), b"---\n---\n")])
    assert file.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("note", ["", "[]", "{}", '{"ready": true, "steps": [[1]]}'])
def test_a_note_that_is_none_keeps_nobody_from_writing(project: Path, note: str) -> None:
    (project / ".press").mkdir(exist_ok=True)
    (project / ".press" / together.NOTE).write_text(note)
    before = files(project)
    with ContentTurn(project):
        assert files(project) == before and not (project / ".press" / together.NOTE).exists()


