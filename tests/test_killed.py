"""A build that is killed at any moment leaves the whole old site or the whole new one, and the next build puts all right."""

from __future__ import annotations

import errno
import os
import random
import re
import shutil
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
import sites

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")]
KILLS = 40


@dataclass(frozen=True)
class Scene:
    """A published project whose files have since changed in many places, its old site, and the site they should give."""

    project: Path
    pristine: Path
    old: dict[str, bytes]
    new: dict[str, bytes]
    seconds: float

    def again(self) -> Path:
        """The project as it was, in the same place: the memory knows an output folder by its place."""
        shutil.rmtree(self.project)
        return sites.project_from(self.pristine, self.project, linked=True)


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    place = tmp_path_factory.mktemp("killed")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OMSVERIGE_TODAY", sites.TODAY)
        project = sites.big(place / "project", 60)
        assert sites.build(project).code == 0
        for path in sorted((project / "content/sv").glob("*.md"))[::2]:
            path.write_text(path.read_text("utf-8").replace("title: ", "title: Nya "), "utf-8")
        (project / "content/sv/extra-001.md").unlink()
        (project / "content/en/extra-001.md").unlink()
        sites.edit(project, "content/facts/rules.yaml", "value: 1250", "value: 1350")
        translations = project / "content/en/translations.yaml"
        record = re.compile(r"^extra-001:\n(?:  .*\n)+", re.M)
        translations.write_text(record.sub("", translations.read_text("utf-8")), "utf-8")
        clean = sites.project_from(project, place / "clean")
        shutil.rmtree(clean / "site")
        shutil.rmtree(clean / ".press")
        start = time.monotonic()
        ran = sites.build(clean)
        seconds = time.monotonic() - start
    assert ran.code == 0, ran.err
    old, new = sites.tree(project / "site"), sites.tree(clean / "site")
    assert len(old) > 150 and sum(old.get(path) != new[path] for path in new) > 100
    return Scene(project, sites.project_from(project, place / "pristine"), old, new, seconds)


def start(project: Path, before: Callable[[], None] = lambda: None) -> int:
    """Begin a build in a process of its own; its process id. ``before`` runs there first."""
    child = os.fork()
    if child:
        return child
    try:
        before()
        os.environ["OMSVERIGE_TODAY"] = sites.TODAY
        sites.build(project, "--jobs", "2")
    finally:
        os._exit(0)


def after_the_kill(project: Path, scene: Scene) -> str:
    """Which site is there, ``old`` or ``new``; then the next build, which must give the clean result."""
    now = sites.tree(project / "site")
    which = "old" if now == scene.old else "new" if now == scene.new else "neither"
    ran = sites.build(project)
    assert ran.code == 0, ran.err
    assert sites.tree(project / "site") == scene.new, "the next build did not put it right"
    assert not [path.name for path in project.iterdir() if path.name.startswith(".site")], "a leftover folder"
    return which


def test_killed_at_random_moments(scene: Scene) -> None:
    chance = random.Random(20261121)
    seen = []
    for number in range(KILLS):
        project = scene.again()
        child = start(project)
        time.sleep((number + chance.random()) / KILLS * scene.seconds * 1.2)
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        which = after_the_kill(project, scene)
        seen.append((which, os.WIFSIGNALED(status)))
        assert which != "neither", f"kill {number} left a site that is neither the old nor the new one"
    assert ("old", True) in seen, "no build was killed at work; the test proved nothing"


def patch_kill(target: object, name: str, when: str, count: int) -> Callable[[], None]:
    """Make the process kill itself ``when`` ("before" or "after") the ``count``-th call of a function."""

    def install() -> None:
        real = getattr(target, name)
        calls = [0]

        def deadly(*args: object, **more: object) -> object:
            calls[0] += 1
            if when == "before" and calls[0] == count:
                os.kill(os.getpid(), signal.SIGKILL)
            result = real(*args, **more)
            if when == "after" and calls[0] == count:
                os.kill(os.getpid(), signal.SIGKILL)
            return result

        setattr(target, name, deadly)

    return install


def moments() -> list[tuple[str, object, str, str, int, str]]:
    """``(id, where, function, when, which call, the site that must be there then)``: the steps of the switch."""
    from press.store import ledger, output, stamps

    return [
        ("tree begun", output.Tree, "begin", "after", 1, "old"),
        ("first file linked", output.Tree, "keep", "after", 1, "old"),
        ("third file linked", output.Tree, "keep", "after", 3, "old"),
        ("tree laid out", output.Tree, "publish", "before", 1, "old"),
        ("before the switch", output, "exchange", "before", 1, "old"),
        ("after the switch", output, "exchange", "after", 1, "new"),
        ("published", output.Tree, "publish", "after", 1, "new"),
        ("before the cheap door", stamps.Look, "save", "before", 1, "new"),
        ("at the end", stamps.Look, "save", "after", 1, "new"),
        ("first shelf", ledger.Ledger, "save", "before", 1, ""),
        ("first shelf saved", ledger.Ledger, "save", "after", 1, ""),
    ]


@pytest.mark.parametrize("moment", moments(), ids=lambda moment: moment[0])
def test_killed_at_every_step_of_the_switch(scene: Scene, moment: tuple[str, object, str, str, int, str]) -> None:
    _, target, name, when, count, expected = moment
    project = scene.again()
    _, status = os.waitpid(start(project, patch_kill(target, name, when, count)), 0)
    assert os.WIFSIGNALED(status), "the build never came to this step"
    which = after_the_kill(project, scene)
    assert which == expected if expected else which in ("old", "new")


def test_a_removal_alone_killed_after_the_switch_leaves_no_folder(published: Path, tmp_path: Path) -> None:
    from press.store import output

    project = sites.project_from(published, tmp_path / "project")
    assert sites.build(project).code == 0
    channels = project / "content/channels.yaml"
    channels.write_text(channels.read_text("utf-8").split("affisch:")[0], "utf-8")
    os.waitpid(start(project, patch_kill(output, "exchange", "after", 1)), 0)
    assert not (project / "site/q/af").exists() and list(project.glob(".site*"))
    assert sites.build(project).code == 0
    assert not list(project.glob(".site*")), "the old tree is still there"


@pytest.mark.parametrize("writes", [0, 1, 100])
def test_a_full_disk_is_told_of_and_changes_nothing(scene: Scene, monkeypatch: pytest.MonkeyPatch, writes: int) -> None:
    from press.store import output

    project = scene.again()
    real, calls = os.write, [0]

    def full(handle: int, data: bytes) -> int:
        calls[0] += 1
        if calls[0] > writes and str(project) in str(Path(f"/proc/self/fd/{handle}").readlink()):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return real(handle, data)

    if not Path("/proc/self/fd").is_dir():
        pytest.skip("needs /proc to tell which file is written")
    monkeypatch.setattr(output.os, "write", full)
    ran = sites.build(project, "--jobs", "1")
    monkeypatch.undo()
    monkeypatch.setenv("OMSVERIGE_TODAY", sites.TODAY)
    assert ran.code == 3 and "No space left on device" in ran.err and "Traceback" not in ran.err, ran
    assert after_the_kill(project, scene) == "old"


def test_two_builds_at_once_take_turns(scene: Scene) -> None:
    project = scene.again()
    children = [start(project) for _ in range(3)]
    for child in children:
        os.waitpid(child, 0)
    assert after_the_kill(project, scene) == "new"


def test_killed_after_the_only_page_that_differs_and_before_the_list_of_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One edit changes one file, which changes places with its old self: readers have the new page, the next build the list."""
    monkeypatch.setenv("OMSVERIGE_TODAY", sites.TODAY)
    project = sites.good(tmp_path / "project")
    assert sites.build(project).code == 0
    sites.edit(project, "content/en/work.md", "\n---\n", "\n---\nOne more sentence.\n\n")
    clean = sites.project_from(project, tmp_path / "clean")
    shutil.rmtree(clean / "site")
    shutil.rmtree(clean / ".press")
    sites.build(clean)
    new = sites.tree(clean / "site")
    page = sites.page(project, "en/work").relative_to(project / "site").as_posix()

    def install() -> None:
        real = os.replace

        def deadly(source: str | Path, target: str | Path) -> None:
            real(source, target)
            if os.fspath(target).endswith(f"site/{page}"):
                os.kill(os.getpid(), signal.SIGKILL)

        setattr(os, "replace", deadly)  # noqa: B010 - a type checker sees no function here

    _, status = os.waitpid(start(project, install), 0)
    assert os.WIFSIGNALED(status), "the single file did not change places; the test proved nothing"
    left = sites.tree(project / "site")
    assert {path for path in new if left.get(path) != new[path]} == {".press-manifest"} and left.keys() == new.keys()
    assert sites.build(project).code == 0
    assert sites.tree(project / "site") == new
    assert not [path.name for path in project.iterdir() if path.name.startswith(".site")], "a leftover folder"
