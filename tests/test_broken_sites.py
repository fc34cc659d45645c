"""Whole broken sites, one mistake each: the real command says what is wrong, where, and the way out; nothing published is harmed.

Each folder in ``fixtures/broken`` holds what differs from the good site (see :func:`workshop.overlay`) and
``expected.txt``: the problems that matter, exactly as ``check --speak en`` prints them, and its last line.
"""

from __future__ import annotations

from pathlib import Path

import pytest
import workshop

BROKEN = sorted(path for path in (workshop.FIXTURES / "broken").iterdir() if path.is_dir())
FIX = "    fix: "


def expected(folder: Path) -> tuple[list[str], str]:
    """The problems, each with its fix beneath, and the line that counts them."""
    *problems, last = (folder / "expected.txt").read_text("utf-8").rstrip("\n").split("\n")
    found = [f"{what}\n{fix}" for what, fix in zip(problems[::2], problems[1::2], strict=False) if what]
    assert found or last.startswith("0 errors, 0 warnings"), f"{folder.name}: expected.txt names no problem"
    assert all(f"\n{FIX}" in problem for problem in found), f"{folder.name}: expected.txt has a problem without a fix"
    return found, last


@pytest.fixture
def broken(request: pytest.FixtureRequest, published: Path, tmp_path: Path) -> tuple[Path, Path]:
    """``(the published good site with the mistake laid over it, the mistake's folder)``."""
    project = workshop.project_from(published, tmp_path / "project")
    workshop.overlay(project, request.param)
    return project, request.param


def mistakes(function: object) -> object:
    """The test, once for every broken site."""
    return pytest.mark.parametrize("broken", BROKEN, indirect=True, ids=lambda path: path.name)(function)


def test_the_good_site_has_nothing_to_say(project: Path) -> None:
    ran = workshop.command("check", "--project", project, "--speak", "en")
    assert (ran.code, ran.out, ran.err) == (0, "0 errors, 0 warnings.\n", "")


@mistakes
def test_mistake_is_told_and_the_published_site_stays(broken: tuple[Path, Path]) -> None:
    project, folder = broken
    problems, last = expected(folder)
    fails = not last.startswith("0 errors")
    before = workshop.tree(project / "site")

    ran = workshop.command("check", "--project", project, "--speak", "en")
    assert "Traceback" not in ran.err + ran.out, ran.err
    for problem in problems:
        assert f"\n{problem}\n" in f"\n{ran.out}", f"not said:\n{problem}\nbut:\n{ran.out}"
    assert ran.out.rstrip("\n").split("\n")[-1] == last, f"more or less was said than expected:\n{ran.out}"
    assert ran.code == (1 if fails else 0)

    built = workshop.build(project)
    assert built.code == ran.code, built.err
    if fails:
        errors = [problem for problem in problems if "(warning)" not in problem]
        assert all(problem in built.err for problem in errors), f"build hides an error:\n{built.err}"
        assert workshop.tree(project / "site") == before, "a failed build changed the published site"
    assert not [path.name for path in project.iterdir() if path.name.startswith(".site")], "a leftover of the build"


def test_a_mistake_put_right_leaves_no_trace(published: Path, tmp_path: Path) -> None:
    project = workshop.project_from(published, tmp_path / "project")
    before = workshop.tree(project / "site")
    workshop.edit(project, "content/sv/rights.md", "[[redaktionens-post]]", "[[redaktionens-posst]]")
    assert workshop.build(project).code == 1
    workshop.edit(project, "content/sv/rights.md", "[[redaktionens-posst]]", "[[redaktionens-post]]")
    ran = workshop.build(project)
    assert ran.code == 0 and "posst" not in ran.out
    assert workshop.tree(project / "site") == before


def test_all_problems_of_a_run_are_shown_in_both_staff_languages(published: Path, tmp_path: Path) -> None:
    project = workshop.project_from(published, tmp_path / "project")
    workshop.overlay(project, workshop.FIXTURES / "broken" / "several-at-once")
    english = workshop.call("check", "--project", project, "--speak", "en").out.splitlines()
    swedish = workshop.call("check", "--project", project, "--speak", "sv").out.splitlines()
    places = [line.split(": ")[0] for line in english if line and not line.startswith(" ")]
    assert len(places) > 6, english
    assert [line.split(": ")[0] for line in swedish if line and not line.startswith(" ")][:-1] == places[:-1]


def test_a_file_whose_name_is_not_text_is_told_of_without_a_traceback(published: Path, tmp_path: Path) -> None:
    project = workshop.project_from(published, tmp_path / "project")
    try:
        (Path(str(project)) / "content" / "sv" / "r\udce4tt.md").write_text("x")
    except (OSError, UnicodeError):
        pytest.skip("this disk only takes names that are text")
    ran = workshop.command("check", "--project", project, "--speak", "en")
    assert "Traceback" not in ran.err, ran.err
    assert ran.code == 1 and "cannot be the name of a page" in ran.out


def test_sentences_come_through_on_a_terminal_that_is_not_utf_8(published: Path, tmp_path: Path) -> None:
    project = workshop.project_from(published, tmp_path / "project")
    workshop.overlay(project, workshop.FIXTURES / "broken" / "unknown-fact")
    workshop.edit(project, "content/sv/rights.md", "kvinnofridslinen", "رقم")
    ran = workshop.command("check", "--project", project, "--speak", "en", PYTHONIOENCODING="latin-1", PYTHONUTF8="0")
    assert "Traceback" not in ran.err, ran.err
    assert ran.code == 1 and "content/sv/rights.md:10" in ran.out
