"""Whatever is done to a project: the site built from what is remembered is the site built from nothing, byte for byte."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import edits
import jinja2
import pytest
import sites
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

HISTORIES = int(os.environ.get("OMSVERIGE_HISTORIES", "0"))
"""More, and other, random histories than the fixed forty: OMSVERIGE_HISTORIES=1000 pytest tests/test_incremental.py"""

steps = st.lists(st.tuples(st.sampled_from(edits.EVERY), st.integers(0, 9999)), min_size=4, max_size=8)


@pytest.fixture(autouse=True, scope="module")
def outside_work_once() -> Iterator[None]:
    """Jinja2's parsing and Babel's reading are pure functions of a text: done once a text, and in this process."""
    from press.adapters import i18n
    from press.adapters.templates import Templates
    from press.commands import project

    def sources(templates: Templates, names: tuple[str, ...]) -> object:
        return templates.folders, tuple((name, templates.path(name), templates.source(name)) for name in names)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(jinja2.Environment, "compile", once(jinja2.Environment.compile, lambda *args: args[1:]))
        patch.setattr(Templates, "messages", once(Templates.messages, sources))
        patch.setattr(i18n, "read_catalog", once(i18n.read_catalog, lambda *args: args))
        patch.setattr(project, "cores", lambda: 1)
        yield


def once(function: Callable[..., Any], key: Callable[..., Any]) -> Callable[..., Any]:
    """``function``, its results remembered by a key of its positional arguments."""
    known: dict[Any, Any] = {}

    def remembered(*args: Any, **more: Any) -> Any:
        name = (key(*args), tuple(sorted(more.items())))
        if name not in known:
            known[name] = function(*args, **more)
        return known[name]

    return remembered


def said(ran: sites.Ran, project: Path) -> tuple[int, list[str], str]:
    """What a build said about problems: its exit code and lines, without the counts of files and the folder's name."""
    lines = ran.out.splitlines()
    lines[:1] = [str(sites.numbers(ran.out)[:2])] if ran.code == 0 else lines[:1]
    return ran.code, lines, ran.err.replace(str(project), "")


def clean_copy(project: Path, folder: Path) -> Path:
    """The editors' files alone, as if just fetched."""
    folder.mkdir()
    for name in ("content", "templates", "locales"):
        if (project / name).is_dir():
            shutil.copytree(project / name, folder / name)
    return folder


def agree(project: Path, folder: Path, what: str, last: bool = True) -> None:
    """Build both ways and compare: bytes, what is said, exit codes; after a failure, the site as it was."""
    before = sites.tree(project / "site") if (project / "site").is_dir() else {}
    clean = clean_copy(project, folder)
    remembered, fresh = sites.build(project), sites.build(clean, "--fresh")
    assert said(remembered, project) == said(fresh, clean), what
    now = sites.tree(project / "site") if (project / "site").is_dir() else {}
    if fresh.code:
        assert now == before, f"{what}: a failed build changed the site"
    else:
        want = sites.tree(clean / "site")
        assert now.keys() == want.keys(), what
        assert [path for path in want if now[path] != want[path]] == [], what
    if last:  # a build counts all warnings and shows the first ones; this is every one of them
        assert sites.check(project).out == sites.check(clean).out, f"{what}: other problems"
    shutil.rmtree(folder)


@settings(
    max_examples=HISTORIES or 40,
    derandomize=not HISTORIES,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)
@given(steps)
def test_random_histories_give_the_clean_result(history: list[tuple[edits.Edit, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setenv("OMSVERIGE_TODAY", sites.TODAY)
        project = sites.good(Path(folder) / "project")
        sites.build(project)
        for number, (edit, value) in enumerate(history):
            edit(project, value)
            what = f"step {number}, {edit.__name__}({value})"
            agree(project, Path(folder) / f"clean-{number}", what, number == len(history) - 1)


@pytest.mark.parametrize("edit", edits.EVERY, ids=lambda edit: edit.__name__)
def test_every_kind_of_edit_gives_the_clean_result(edit: edits.Edit, tmp_path: Path, published: Path) -> None:
    project = sites.project_from(published, tmp_path / "project")
    sites.build(project)
    seen = [sites.tree(project / "site")]
    for number in (0, 1, 4):
        edit(project, number)
        agree(project, tmp_path / f"clean-{number}", f"{edit.__name__}({number})")
        seen.append(sites.tree(project / "site"))
    changed = any(site != seen[0] for site in seen)
    assert changed != (edit in edits.QUIET), "an edit that never reaches the site tests nothing"
