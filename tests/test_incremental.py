"""Whatever is done to a project: the site built from what is remembered is the site built from nothing, byte for byte."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import edits
import pytest
import workshop
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

HISTORIES = int(os.environ.get("OMSVERIGE_HISTORIES", "0"))
"""More, and other, random histories than the fixed forty: OMSVERIGE_HISTORIES=1000 pytest tests/test_incremental.py"""

steps = st.lists(st.tuples(st.sampled_from(edits.EVERY), st.integers(0, 9999)), min_size=4, max_size=8)


def said(ran: workshop.Ran, project: Path) -> tuple[int, list[str], str]:
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
    before = workshop.tree(project / "site") if (project / "site").is_dir() else {}
    clean = clean_copy(project, folder)
    remembered, fresh = workshop.build(project), workshop.build(clean, "--fresh")
    assert said(remembered, project) == said(fresh, clean), what
    now = workshop.tree(project / "site") if (project / "site").is_dir() else {}
    if fresh.code:
        assert now == before, f"{what}: a failed build changed the site"
    else:
        want = workshop.tree(clean / "site")
        assert now.keys() == want.keys(), what
        assert [path for path in want if now[path] != want[path]] == [], what
    assert workshop.check(project).out == workshop.check(clean).out, f"{what}: other problems"
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
        patch.setenv("OMSVERIGE_TODAY", workshop.TODAY)
        project = workshop.good(Path(folder) / "project")
        workshop.build(project)
        for number, (edit, value) in enumerate(history):
            edit(project, value)
            agree(project, Path(folder) / f"clean-{number}", f"step {number}, {edit.__name__}({value})")


@pytest.mark.parametrize("edit", edits.EVERY, ids=lambda edit: edit.__name__)
def test_every_kind_of_edit_gives_the_clean_result(edit: edits.Edit, tmp_path: Path, published: Path) -> None:
    project = workshop.project_from(published, tmp_path / "project")
    for number in range(4):
        edit(project, number)
        agree(project, tmp_path / f"clean-{number}", f"{edit.__name__}({number})")
