"""Whole broken sites, one mistake each: the real command says what is wrong, where, and the way out; nothing published is harmed.

Each folder in ``fixtures/broken`` holds what differs from the good site (see :func:`sites.overlay`) and
``expected.txt``: the problems that matter, exactly as ``check --speak en`` prints them, and its last line.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sites

BROKEN = sorted(path for path in (sites.FIXTURES / "broken").iterdir() if path.is_dir())
FIX = "    fix: "


def expected(folder: Path) -> tuple[list[str], tuple[int, int]]:
    """The problems, each with its fix beneath, and how many errors and warnings there are in all."""
    text = (folder / "expected.txt").read_text("utf-8").rstrip("\n")
    *problems, _ = text.split("\n")
    found = [f"{what}\n{fix}" for what, fix in zip(problems[::2], problems[1::2], strict=False) if what]
    assert found, f"{folder.name}: expected.txt names no problem"
    assert all(f"\n{FIX}" in problem for problem in found), f"{folder.name}: expected.txt has a problem without a fix"
    return found, sites.counted(text)


@pytest.fixture(scope="module")
def checked(
    request: pytest.FixtureRequest, published: Path, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, tuple[Path, sites.Ran]]:
    """``name → (the published site with the mistake laid over it, what the real command said)``, two at a time."""
    chosen = {item.callspec.params["folder"] for item in request.session.items if hasattr(item, "callspec")
              and "folder" in item.callspec.params}  # fmt: skip
    place = tmp_path_factory.mktemp("broken")

    def run(folder: Path) -> tuple[str, tuple[Path, sites.Ran]]:
        project = sites.project_from(published, place / folder.name)
        try:
            sites.overlay(project, folder)
        except AssertionError as error:  # this one's own test tells of it, not everybody's
            return folder.name, (project, sites.Ran(-1, "", f"{error}"))
        return folder.name, (project, sites.command("check", "--project", project, "--speak", "en"))

    with ThreadPoolExecutor(max_workers=2) as pool:
        return dict(pool.map(run, sorted(chosen)))


def test_the_good_site_has_nothing_to_say(project: Path) -> None:
    ran = sites.command("check", "--project", project, "--speak", "en")
    assert (ran.code, ran.out, ran.err) == (0, "Errors: 0. Warnings: 0.\n", "")


@pytest.mark.parametrize("folder", BROKEN, ids=lambda folder: folder.name)
def test_mistake_is_told_and_the_published_site_stays(folder: Path, checked: dict[str, tuple[Path, sites.Ran]]) -> None:
    project, ran = checked[folder.name]
    assert ran.code >= 0, ran.err
    problems, count = expected(folder)
    fails = count[0] > 0
    before = sites.tree(project / "site")
    assert "Traceback" not in ran.err + ran.out, ran.err
    for problem in problems:
        assert f"\n{problem}\n" in f"\n{ran.out}", f"not said:\n{problem}\nbut:\n{ran.out}"
    assert sites.counted(ran.out) == count, f"more or less was said than expected:\n{ran.out}"
    assert ran.code == (1 if fails else 0)

    built = sites.build(project)
    assert built.code == ran.code, built.err
    if fails:
        errors = [problem for problem in problems if "(warning)" not in problem]
        assert all(problem in built.err for problem in errors), f"build hides an error:\n{built.err}"
        assert sites.tree(project / "site") == before, "a failed build changed the published site"
    assert not [path.name for path in project.iterdir() if path.name.startswith(".site")], "a leftover of the build"


def test_a_mistake_put_right_leaves_no_trace(published: Path, tmp_path: Path) -> None:
    project = sites.project_from(published, tmp_path / "project")
    before = sites.tree(project / "site")
    sites.edit(project, "content/sv/rights.md", "[[redaktionens-post]]", "[[redaktionens-posst]]")
    assert sites.build(project).code == 1
    sites.edit(project, "content/sv/rights.md", "[[redaktionens-posst]]", "[[redaktionens-post]]")
    ran = sites.build(project)
    assert ran.code == 0 and "posst" not in ran.out
    assert sites.tree(project / "site") == before


def test_a_broken_template_does_not_hide_mistakes_in_the_texts(published: Path, tmp_path: Path) -> None:
    project = sites.project_from(published, tmp_path / "project")
    for name in ("template-syntax-error", "dead-link"):
        sites.overlay(project, sites.FIXTURES / "broken" / name)
    ran = sites.check(project)
    assert sites.counted(ran.out) == (2, 0), ran.out
    assert "templates/missing.html:2" in ran.out and "content/sv/rights.md:10" in ran.out


def test_all_problems_of_a_run_are_shown_in_both_staff_languages(published: Path, tmp_path: Path) -> None:
    project = sites.project_from(published, tmp_path / "project")
    sites.overlay(project, sites.FIXTURES / "broken" / "several-at-once")
    english = sites.call("check", "--project", project, "--speak", "en").out.splitlines()
    swedish = sites.call("check", "--project", project, "--speak", "sv").out.splitlines()
    places = [line.split(": ")[0] for line in english if line and not line.startswith(" ")]
    assert len(places) > 6, english
    assert [line.split(": ")[0] for line in swedish if line and not line.startswith(" ")][:-1] == places[:-1]


def test_a_file_whose_name_is_not_text_is_told_of_without_a_traceback(published: Path, tmp_path: Path) -> None:
    project = sites.project_from(published, tmp_path / "project")
    try:
        (Path(str(project)) / "content" / "sv" / "r\udce4tt.md").write_text("x")
    except (OSError, UnicodeError):
        pytest.skip("this disk only takes names that are text")
    ran = sites.command("check", "--project", project, "--speak", "en")
    assert "Traceback" not in ran.err, ran.err
    assert ran.code == 1 and "cannot be the name of a page" in ran.out


def test_sentences_come_through_on_a_terminal_that_is_not_utf_8(published: Path, tmp_path: Path) -> None:
    project = sites.project_from(published, tmp_path / "project")
    sites.overlay(project, sites.FIXTURES / "broken" / "unknown-fact")
    sites.edit(project, "content/sv/rights.md", "kvinnofridslinen", "رقم")
    ran = sites.command("check", "--project", project, "--speak", "en", PYTHONIOENCODING="latin-1", PYTHONUTF8="0")
    assert "Traceback" not in ran.err, ran.err
    assert ran.code == 1 and "content/sv/rights.md:10" in ran.out
