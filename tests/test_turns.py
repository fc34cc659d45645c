"""Turns: whoever writes waits for no build, nobody waits in a circle, and what is written while a build runs is in the next one."""

from __future__ import annotations

import os
import shutil
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import sites
from sheets.extras import project_with

from press.commands import publish, site_plan, workshop
from press.commands.editing import documents
from press.model import EXTRAS
from press.store import ledger, output, stamps
from press.store.turn import BuildTurn, ContentTurn

forks = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and locks")
BUILD, CONTENT = "lock", "content-lock"


def free(project: Path, name: str) -> bool:
    """Whether nobody has a turn."""
    import fcntl

    with (project / ".press" / name).open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
    return True


def state(project: Path) -> tuple[bool, bool]:
    """Whether the build's turn is free, and the content's."""
    return free(project, BUILD), free(project, CONTENT)


# -- order


def test_a_turn_has_one_holder_and_the_two_are_not_the_same(project: Path) -> None:
    with BuildTurn(project):
        (project / ".press" / CONTENT).touch()
        assert state(project) == (False, True)
        with ContentTurn(project):
            assert state(project) == (False, False)
        assert state(project) == (False, True)
    assert state(project) == (True, True)


@pytest.mark.parametrize(("first", "second"), [(ContentTurn, BuildTurn), (ContentTurn, ContentTurn), (BuildTurn, BuildTurn)])
def test_what_could_wait_for_ever_is_refused(project: Path, first: type[BuildTurn], second: type[BuildTurn]) -> None:
    with pytest.raises(RuntimeError, match="out of order"), first(project), second(project):
        raise AssertionError("both were given")
    with BuildTurn(project), ContentTurn(project):
        pass  # nothing is left of it


def test_another_thread_s_turn_is_no_mistake(project: Path) -> None:
    """One thread writes while another builds: each of them has one turn."""
    found: list[tuple[bool, bool]] = []

    def build() -> None:
        with BuildTurn(project):
            found.append(state(project))

    with ContentTurn(project):
        thread = threading.Thread(target=build)
        thread.start()
        thread.join(60)
    assert found == [(False, False)]


# -- forks


@forks
def test_a_turn_ends_although_a_fork_of_its_holder_lives_on(project: Path) -> None:
    for kind, name in ((BuildTurn, BUILD), (ContentTurn, CONTENT)):
        reader, writer = os.pipe()
        with kind(project):
            child = os.fork()
            if not child:
                os.close(writer)
                os.read(reader, 1)
                os._exit(0)
        left = free(project, name)
        os.close(writer)
        os.waitpid(child, 0)
        os.close(reader)
        assert left, f"{name}: the child has it still"


@forks
def test_what_a_killed_build_has_left_running_keeps_other_builds_out_but_nobody_who_writes(project: Path) -> None:
    told, tell = os.pipe()
    wait, go_on = os.pipe()
    parent = os.fork()
    if not parent:
        os.close(go_on)
        with BuildTurn(project), ContentTurn(project):
            if not os.fork():
                os.write(tell, b"x")
                os.read(wait, 1)  # the orphan at work; it ends when the test closes the pipe
                os._exit(0)
            signal.pause()
    os.close(tell)
    assert os.read(told, 1) == b"x"
    before = state(project)
    os.kill(parent, signal.SIGKILL)
    os.waitpid(parent, 0)
    after = state(project)
    os.close(go_on)
    os.close(wait)
    assert os.read(told, 1) == b""  # the orphan has ended
    os.close(told)
    assert before == (False, False), "it never had them; the test proves nothing"
    assert after == (False, True)
    assert state(project) == (True, True)


# -- a build


def around(patch: pytest.MonkeyPatch, target: Any, name: str, act: Callable[[str], object]) -> None:
    """Call ``act`` with "before" and "after" at each call of a function."""
    real = getattr(target, name)

    def wrapped(*args: Any, **more: Any) -> Any:
        act("before")
        result = real(*args, **more)
        act("after")
        return result

    patch.setattr(target, name, wrapped)


def test_a_build_has_the_content_s_turn_while_it_reads_and_no_longer(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (project / ".press").mkdir()
    (project / ".press" / CONTENT).touch()
    seen: dict[str, set[tuple[bool, bool]]] = {}
    for target, name in (("press.library", "load"), ("press.commands.publish", "publish"), ("press.commands.workshop", "_output"), ("press.store.stamps.Look", "save")):
        place, _, last = target.rpartition(".")
        found = getattr(sys.modules[place], last) if last == "Look" else sys.modules[target]
        around(monkeypatch, found, name, lambda when, name=name: seen.setdefault(name, set()).add(state(project)))  # type: ignore[misc]
    assert sites.build(project, "--jobs", "1").code == 0
    assert seen == {"load": {(False, False)}, "publish": {(False, True)}, "_output": {(False, True)}, "save": {(False, True)}}


WRITERS: dict[str, tuple[str, ...]] = {
    "addresses add": ("addresses", "add", "affisch", "--by", "Provmyndigheten", "--what", "A3", "--where", "Kontoret", "--copies", "10"),
    "translations confirm": ("translations", "confirm", "work"),
    "translations import": ("translations", "import", "{sent}"),
    "catalogs update": ("catalogs", "update"),
    "accessibility": ("accessibility",),
}


@pytest.mark.parametrize("words", WRITERS.values(), ids=WRITERS)
def test_a_command_that_writes_reads_and_writes_in_one_turn(project: Path, tmp_path: Path, words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    from press import library

    sent = tmp_path / "sent.xlf"
    assert sites.call("translations", "export", "--language", "ar", "--out", sent, "--project", project).code == 0
    text = sent.read_text("utf-8")
    sent.write_text(text.replace("</target>", "!</target>", 1), "utf-8")
    with ContentTurn(project):
        pass
    (project / ".press" / "looked.json").write_text('{"tested": "2026-11-20", "tool": "axe", "pages": 1, "found": 0}')
    seen: list[bool] = []
    around(monkeypatch, library, "load", lambda when: seen.append(free(project, CONTENT)))
    around(monkeypatch, os, "replace", lambda when: seen.append(free(project, CONTENT)))
    around(monkeypatch, Path, "write_bytes", lambda when: seen.append(free(project, CONTENT)))
    ran = sites.call(*(word.replace("{sent}", str(sent)) for word in words), "--project", project, "--speak", "en")
    assert ran.code == 0, ran.err
    assert len(seen) > 1 and not any(seen)


def test_a_command_that_only_reads_takes_nobody_s_turn(project: Path) -> None:
    with ContentTurn(project):
        assert sites.call("addresses", "list", "--project", project).code == 0
        assert sites.call("translations", "export", "--language", "ar", "--out", project.parent / "ar.xlf", "--project", project).code == 0


# -- what is written meanwhile


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The good site with all extras, never built, with templates and catalogs of its own to be edited."""
    project = project_with(tmp_path_factory.mktemp("full") / "project", *EXTRAS)
    for path in EDITS:
        if not path.startswith("content/"):
            sites.own_copy(project, path)
    return project


EDITS = {
    "content/sv/work.md": ("title: Arbete", "title: Jobb"),
    "content/en/health.md": ("\n---\n", "\n---\nWritten while it was built.\n\n"),
    "content/facts/rules.yaml": ("value: 1250", "value: 1350"),
    "content/site.yaml": ("en: For you who test", "en: For you who try"),
    "content/images/card.svg": ("</svg>", "<!-- other --></svg>"),
    "templates/page.html": ("{% block main %}", "{% block main %}<!-- other -->"),
    "templates/card.html": ("<!doctype html>", "<!doctype html><!-- other -->"),
    "templates/site.css": ("--paper: #fbf9f4", "--paper: #fbf9f5"),
    "templates/sw.js": ("PATIENCE = 4000", "PATIENCE = 4001"),
    "templates/icon.svg": ("</svg>", "<!-- other --></svg>"),
    "templates/print/booklet.typ": ("text-size = 10.5pt", "text-size = 10pt"),
    "templates/print/share.typ": ("size: 36 * px", "size: 30 * px"),
}
"""A change of every sort of file that a build reads, each in a place that shows in the site."""


def edit_all(project: Path) -> None:
    """What an editor outside the desk does, who knows of no turns."""
    for path, (old, new) in EDITS.items():
        sites.edit(project, path, old, new)


def undo(project: Path, before: Path) -> None:
    """Put everything back."""
    for path in EDITS:
        shutil.copyfile(before / path, project / path)


def clean(project: Path, folder: Path) -> dict[str, bytes]:
    """What a build without any memory makes of the project as it is."""
    for name in ("content", "templates", "locales"):
        if (project / name).is_dir():
            shutil.copytree(project / name, folder / name)
    ran = sites.build(folder, "--fresh")
    assert ran.code == 0, ran.err
    return sites.tree(folder / "site")


@pytest.fixture(scope="module")
def wanted(full: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """The clean site before the edits, and after them."""
    place = tmp_path_factory.mktemp("wanted")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OMSVERIGE_TODAY", sites.TODAY)
        old = clean(full, place / "old")
        edited = sites.project_from(full, place / "edited")
        edit_all(edited)
        new = clean(edited, place / "new")
    assert len(old) > 80
    return old, new


def test_every_edit_shows_in_the_site(full: Path, wanted: tuple[dict[str, bytes], dict[str, bytes]], tmp_path: Path) -> None:
    """Else the tests below would prove nothing of it."""
    for number, path in enumerate(EDITS):
        project = sites.project_from(full, tmp_path / str(number))
        sites.edit(project, path, *EDITS[path])
        assert clean(project, tmp_path / f"clean-{number}") != wanted[0], path


MOMENTS: dict[str, tuple[Any, str, str, int]] = {
    "before the content's turn": (ContentTurn, "__enter__", "before", 1),
    "while files are read": (site_plan, "hold", "before", 1),
    "all is read": (ContentTurn, "__exit__", "after", 1),
    "planned": (publish, "site_plan", "after", 1),
    "tree begun": (output.Tree, "begin", "after", 1),
    "first file": (workshop, "_output", "before", 1),
    "second file": (workshop, "_output", "before", 2),
    "tenth file": (workshop, "_output", "before", 10),
    "fiftieth file": (workshop, "_output", "before", 50),
    "all is made": (publish, "work_through", "after", 1),
    "before the switch": (output.Tree, "publish", "before", 1),
    "after the switch": (output.Tree, "publish", "after", 1),
    "shelves saved": (publish.Shelves, "save", "after", 1),
    "memo saved": (ledger.Memo, "save", "after", 6),
    "before the cheap door": (stamps.Look, "save", "before", 1),
    "at the end": (stamps.Look, "save", "after", 1),
}
"""``(where, function, when, which call)``: the seams of a build."""


@pytest.mark.parametrize("moment", MOMENTS.values(), ids=MOMENTS)
def test_what_is_written_at_any_moment_of_a_build_is_in_the_next(
    full: Path, wanted: tuple[dict[str, bytes], dict[str, bytes]], moment: tuple[Any, str, str, int], tmp_path: Path
) -> None:
    old, new = wanted
    target, name, when, count = moment
    project = sites.project_from(full, tmp_path / "project")
    calls = [0]

    def act(now: str) -> None:
        calls[0] += now == when
        if now == when and calls[0] == count:
            calls[0] += 1
            edit_all(project)

    with pytest.MonkeyPatch.context() as patch:
        around(patch, target, name, act)
        assert sites.build(project, "--jobs", "1").code == 0
    assert calls[0] > count, "the build never came to this moment"
    if moment not in EARLY:
        assert sites.tree(project / "site") == old, "something was read after the content's turn"
    again = sites.project_from(project, tmp_path / "again" / "project")
    assert stamps.Look(str(sites.ROOT), str(project)).known(str(project / "site")) is None or moment == MOMENTS["before the content's turn"]
    assert sites.build(project, "--jobs", "1").code == 0
    assert sites.tree(project / "site") == new, "it is not in the next build"
    undo(project, full)
    assert sites.build(project, "--jobs", "1").code == 0
    assert sites.tree(project / "site") == old, "something was remembered under another's name"
    if moment not in EARLY:
        undo(again, full)  # put back at once: nothing of what was written in between may be remembered
        assert sites.build(again, "--jobs", "1").code == 0
        assert sites.tree(again / "site") == old, "something of what was put back is left"


EARLY = (MOMENTS["before the content's turn"], MOMENTS["while files are read"])
"""Moments before all is read: what is written then may be in this build already."""

OPENED: list[str] = []
WATCHED: list[str] = []


def watch(event: str, args: tuple[Any, ...]) -> None:
    """What is opened or listed below the watched folders."""
    if WATCHED and event in ("open", "os.listdir", "os.scandir") and isinstance(args[0], str | bytes | os.PathLike):
        path = os.fsdecode(args[0])
        if path.startswith(tuple(WATCHED)) and "/staff-" not in path:  # what staff are told is no part of the site
            OPENED.append(path)


@pytest.fixture
def watched(full: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A project whose files, and the program's that it borrows, are watched from when the content's turn is given back."""
    project = sites.project_from(full, tmp_path / "project")
    folders = [f"{folder}/{name}/" for folder in (project, sites.ROOT) for name in ("content", "templates", "locales")]
    if watch not in HOOKED:
        sys.addaudithook(watch)
        HOOKED.append(watch)
    around(monkeypatch, ContentTurn, "__exit__", lambda when: WATCHED.__setitem__(slice(None), folders if when == "after" else []))
    around(monkeypatch, publish, "publish", lambda when: WATCHED.clear() if when == "after" else None)
    yield project
    WATCHED.clear()
    OPENED.clear()


HOOKED: list[Callable[..., None]] = []
"""An audit hook stays for ever: one is enough."""


def test_nothing_of_the_project_is_read_after_the_content_s_turn(watched: Path) -> None:
    assert sites.build(watched, "--jobs", "1").code == 0
    assert OPENED == []
    edit_all(watched)
    assert sites.build(watched, "--jobs", "1").code == 0
    assert OPENED == []
    WATCHED[:] = [f"{watched}/content/"]
    (watched / "content/sv/work.md").read_bytes()
    assert len(OPENED) == 1, "nothing is watched"


@pytest.mark.slow
def test_whoever_writes_without_end_is_in_the_next_build_and_never_stops_one(full: Path, tmp_path: Path) -> None:
    project = sites.project_from(full, tmp_path / "project")
    done, path = threading.Event(), "content/en/work.md"
    saved = [0]

    def write() -> None:
        while not done.is_set():
            opened = documents.open_text(project, path)
            text = f"{opened.text.rstrip()}\n\nNumber {saved[0]}.\n" if saved[0] % 50 else (full / path).read_text("utf-8")
            documents.save(project, path, opened, text)
            saved[0] += 1

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for _ in range(3):
            assert sites.command("build", "--project", project).code == 0
    finally:
        done.set()
        writer.join(60)
    assert not writer.is_alive() and saved[0] > 10
    assert sites.build(project).code == 0
    assert sites.tree(project / "site") == clean(project, tmp_path / "clean")


def test_a_second_build_waits_and_then_makes_what_the_first_has_not_read(full: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second looks again when its turn has come: what was written while it waited belongs to what it reads."""
    project = sites.project_from(full, tmp_path / "project")
    assert sites.build(project).code == 0
    look = stamps.Look(str(sites.ROOT), str(project))  # the second has looked, and waits
    edit_all(project)
    from press.cli import main

    assert main(["build", "--project", str(project), "--speak", "en"], look) == 0
    assert look.tables == stamps.Look(str(sites.ROOT), str(project)).tables


def test_the_program_s_files_stay_as_they_were_seen_before_it_was_loaded(full: Path, tmp_path: Path) -> None:
    program = tmp_path / "program"
    (program / "press").mkdir(parents=True)
    (program / "press/a.py").write_text("x")
    look = stamps.Look(str(program), str(full))
    (program / "press/a.py").write_text("longer")
    look.anew()
    assert look.tables["program"] != stamps.Look(str(program), str(full)).tables["program"]
    assert look.tables["project"] == stamps.Look(str(program), str(full)).tables["project"]


