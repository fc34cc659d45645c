"""Nobody at the desk waits for a build, nor for somebody else's look at what publishing will change."""

from __future__ import annotations

import gc
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
import sites
from desktop import Opened, open_desk
from sheets.extras import project_with

from press.commands.editing import foresee
from press.commands.editing.fact_fields import found
from press.commands.editing.fact_saving import texts
from press.commands.editing.live import Live
from press.desk import publishing
from press.model import EXTRAS
from press.store.turn import BuildTurn

TEXT = "content/sv/work.md"
LONG = 30
"""Seconds after which somebody who waits for somebody else gives up, so that the test fails and does not hang."""


def save(desk: Opened, more: str) -> int:
    status, told = desk.call("POST", "/save", save_of(desk.folder, more))
    assert status != 200 or told["digest"]
    return status


def save_of(folder: Path, more: str) -> dict[str, str]:
    from press.commands.editing.documents import open_text

    opened = open_text(folder, TEXT)
    return {"path": TEXT, "base": opened.digest, "base_text": opened.text, "text": f"{opened.text}\n{more}\n", "writer": "a" * 16}


def test_everything_can_be_saved_while_something_is_built(desk: Opened) -> None:
    """The build's turn is held as a build holds it while it makes its files."""
    project = desk.folder
    shown = found(texts(project, ("sv", "en", "ar")), "patientavgift")
    assert shown is not None
    fact = {"name": "patientavgift", "base": dict(shown.values), "now": {**shown.values, "note": "Skriven medan det byggs."}}
    printing = {"channel": "affisch", "by": "Provmyndigheten", "what": "Affisch A3", "where": "Kontoret", "copies": "10", "date": sites.TODAY}
    with BuildTurn(project):
        assert save(desk, "Skrivet medan det byggs.") == 200
        assert desk.call("POST", "/facts/save", fact)[0] == 200
        assert desk.call("POST", "/texts/rename", {"name": "rights", "new": "duties", "now": True})[0] == 200
        assert desk.call("POST", "/write/right", {"path": "content/en/work.md", "section": "", "how": "machine"})[0] == 200
        status, told = desk.call("POST", "/print/register", printing)
        assert status == 200, told
    assert "Skrivet medan det byggs." in (project / TEXT).read_text("utf-8")
    assert (project / "content/sv/duties.md").is_file() and "Affisch A3" in (project / "content/addresses.yaml").read_text("utf-8")


def test_the_editor_answers_while_another_window_is_told_what_will_change(published: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = sites.project_from(published, tmp_path / "project")
    assert sites.build(project).code == 0
    sites.edit(project, TEXT, "title: Arbete", "title: Jobb")
    begun, go_on, answered = threading.Event(), threading.Event(), []
    real = foresee._judged

    def slow(*args: Any) -> Any:
        begun.set()
        answered.append(go_on.wait(LONG))
        return real(*args)

    monkeypatch.setattr(foresee, "_judged", slow)
    with open_desk(project) as desk:
        told: list[tuple[int, Any]] = []
        window = threading.Thread(target=lambda: told.append(desk.call("GET", "/publishing/changes")))
        window.start()
        assert begun.wait(LONG)
        trial = {"path": TEXT, "text": (project / TEXT).read_text("utf-8") + "\nMer.\n", "writer": "a" * 16}
        for address in ("/preview", "/write/elsewhere", "/write/advice"):
            status, found = desk.call("POST", address, trial)
            assert status == 200, found
        assert desk.call("GET", "/write/offers/sv")[0] == 200
        assert desk.call("GET", "/site/sv/work.html")[0] == 200
        assert save(desk, "Mer.") == 200
        go_on.set()
        window.join(LONG)
    assert answered and all(answered), "what the editor asked for was answered only when the other was ready"
    assert told[0][0] == 200 and told[0][1]["ready"]


def test_two_windows_are_told_what_was_worked_out_once(published: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = sites.project_from(published, tmp_path / "project")
    assert sites.build(project).code == 0
    sites.edit(project, TEXT, "title: Arbete", "title: Jobb")
    times: list[int] = []
    real = publishing.foresee

    def counted(*args: Any) -> Any:
        times.append(1)
        return real(*args)

    monkeypatch.setattr(publishing, "foresee", counted)
    with open_desk(project) as desk:
        told: list[Any] = []
        windows = [threading.Thread(target=lambda: told.append(desk.call("GET", "/publishing/changes"))) for _ in range(3)]
        for window in windows:
            window.start()
        for window in windows:
            window.join(LONG)
    assert len(told) == 3 and told[0] == told[1] == told[2] and times == [1]


@pytest.fixture
def changed(tmp_path: Path) -> Path:
    """A published project of which nearly everything is to be made anew."""
    project = project_with(tmp_path / "project", *EXTRAS)
    assert sites.build(project).code == 0
    for name in ("base.html", "page.html"):
        sites.own_copy(project, f"templates/{name}")
    sites.edit(project, "templates/base.html", "</main>", "<!-- x --></main>")
    sites.edit(project, TEXT, "title: Arbete", "title: Jobb")
    return project


def test_what_is_foreseen_and_what_is_previewed_are_the_same_whoever_else_is_at_work(changed: Path) -> None:
    """One thread foresees, another shows pages, of one frozen project: each gets what it gets alone."""
    base = "http://127.0.0.1:1/key/site"
    trials = [(TEXT, (changed / TEXT).read_bytes() + f"\nText {number}.\n".encode()) for number in range(6)]
    alone = Live(changed)
    wanted = foresee.foresee(alone.project(), changed / "site")
    bodies = {change.path: foresee.made(wanted, change.path) for change in wanted.changes if change.sort == "changed" and not wanted.plan[change.path].late}
    pages = [alone.glance(*trial, base) for trial in trials]
    assert len(bodies) > 20
    live, before = Live(changed), sys.getswitchinterval()
    project = live.project()  # with nothing rendered yet: both threads find all that is made once to be made
    done: list[foresee.Foreseen] = []
    window = threading.Thread(target=lambda: done.append(foresee.foresee(project, changed / "site")))
    rounds = 0
    sys.setswitchinterval(1e-5)
    try:
        window.start()
        while window.is_alive() or not rounds:
            assert [live.glance(*trial, base) for trial in trials] == pages
            rounds += 1
    finally:
        sys.setswitchinterval(before)
        window.join(LONG)
        gc.enable()
    assert done[0].changes == wanted.changes
    assert {path: foresee.made(done[0], path) for path in bodies} == bodies
