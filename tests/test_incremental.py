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
import jinja2.ext
import pytest
import sites
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

HISTORIES = int(os.environ.get("OMSVERIGE_HISTORIES", "0"))
"""More, and other, random histories than the fixed forty: OMSVERIGE_HISTORIES=1000 pytest tests/test_incremental.py"""

steps = st.lists(st.tuples(st.sampled_from(edits.EVERY), st.integers(0, 9999)), min_size=4, max_size=8)


@pytest.fixture(autouse=True, scope="module")
def outside_work_once() -> Iterator[None]:
    """Jinja2's compiling and Babel's reading are pure functions of a text: done once a text, and in this process."""
    from press.adapters import i18n
    from press.commands import project

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(jinja2.Environment, "compile", cache(jinja2.Environment.compile, 1, 4))
        extract = jinja2.ext.InternationalizationExtension._extract
        patch.setattr(jinja2.ext.InternationalizationExtension, "_extract", cache(extract, 1, 2, list))
        patch.setattr(i18n, "read_catalog", cache(i18n.read_catalog, 0, 3))
        patch.setattr(project, "cores", lambda: 1)
        yield


def cache(
    function: Callable[..., Any], first: int, last: int, whole: Callable[[Any], Any] = lambda value: value
) -> Any:
    """``function``, its results remembered by the positional arguments from ``first`` to before ``last``."""
    known: dict[Any, Any] = {}

    def remembered(*args: Any, **more: Any) -> Any:
        key = (args[first:last], tuple(sorted(more.items())))
        if key not in known:
            known[key] = whole(function(*args, **more))
        return known[key]

    return remembered


def said(ran: sites.Ran, project: Path) -> tuple[int, list[str], str]:
    """What a build said about problems: its exit code and lines, without the counts of files and the folder's name."""
    lines = [line for line in ran.out.splitlines() if "files written" not in line]
    return ran.code, lines, ran.err.replace(str(project), "")


def clean_copy(project: Path, folder: Path) -> Path:
    """The editors' files alone, as if just fetched."""
    folder.mkdir()
    for name in ("content", "templates", "locales"):
        if (project / name).is_dir():
            shutil.copytree(project / name, folder / name)
    return folder


def agree(project: Path, folder: Path, what: str) -> None:
    """Build both ways and compare: bytes, problems, exit codes; after a failure, the site as it was."""
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
            agree(project, Path(folder) / f"clean-{number}", f"step {number}, {edit.__name__}({value})")


@pytest.mark.parametrize("edit", edits.EVERY, ids=lambda edit: edit.__name__)
def test_every_kind_of_edit_gives_the_clean_result(edit: edits.Edit, tmp_path: Path, published: Path) -> None:
    project = sites.project_from(published, tmp_path / "project")
    for number in range(2):
        edit(project, number)
        agree(project, tmp_path / f"clean-{number}", f"{edit.__name__}({number})")
