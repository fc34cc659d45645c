"""The output folder: other people's files, files changed by hand, files no longer made, and folders that must not be it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import sites


@pytest.fixture
def built(published: Path, tmp_path: Path) -> Path:
    """A published project of its own, with all of its memory (which knows an output folder by its place)."""
    project = sites.project_from(published, tmp_path / "project")
    assert sites.build(project).code == 0
    return project


def test_a_page_edited_by_hand_is_restored(built: Path) -> None:
    before = sites.tree(built / "site")
    sites.page(built, "ar/work").write_text("by hand", "utf-8")
    sites.page(built, "sv/index").unlink()
    assert sites.build(built).code == 0
    assert sites.tree(built / "site") == before


def test_a_page_edited_by_hand_to_the_same_size_is_restored(built: Path) -> None:
    before = sites.tree(built / "site")
    path = sites.page(built, "sv/work")
    path.write_bytes(path.read_bytes().replace(b"Arbete", b"arbete"))
    assert sites.build(built).code == 0
    assert sites.tree(built / "site") == before


def test_foreign_files_are_kept(built: Path) -> None:
    site = built / "site"
    foreign = {".well-known/security.txt": "Contact: x", "robots.bak": "mine", "sv/notes/a.txt": "a", ".htaccess": "x"}
    for name, text in foreign.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(text)
    (site / "link").symlink_to("robots.txt")
    sites.edit(built, "content/sv/rights.md", "Du har", "Ni har")
    assert sites.build(built).code == 0
    assert {name: (site / name).read_text() for name in foreign} == foreign
    assert (site / "link").readlink() == Path("robots.txt")
    assert "Ni har" in sites.html(built, "sv/rights")


def test_a_foreign_file_is_not_overwritten_and_the_error_says_so(built: Path) -> None:
    (built / "content/sv/duties.md").write_text((built / "content/sv/rights.md").read_text("utf-8"), "utf-8")
    assert sites.build(built).code == 0
    mine = sites.page(built, "sv/duties")
    (built / "content/sv/duties.md").unlink()
    assert sites.build(built).code == 0 and not mine.exists()
    mine.parent.mkdir(exist_ok=True)
    mine.write_text("mine", "utf-8")
    before = sites.tree(built / "site")
    (built / "content/sv/duties.md").write_text((built / "content/sv/rights.md").read_text("utf-8"), "utf-8")
    ran = sites.build(built)
    place = f"site/{mine.relative_to(built / 'site').as_posix()}"
    assert ran.code == 1
    assert f"{place}: This file was not made by the program, and the program would overwrite it." in ran.err
    assert "fix: Move it away or delete it, then build again." in ran.err
    assert sites.tree(built / "site") == before and mine.read_text() == "mine"


def test_a_foreign_file_where_a_folder_is_needed_is_not_lost(project: Path) -> None:
    (project / "site").mkdir()
    (project / "site" / "sv").write_text("mine")
    ran = sites.build(project)
    assert ran.code == 1 and "site/sv" in ran.err and "This file was not made by the program" in ran.err
    assert (project / "site" / "sv").read_text() == "mine"


def test_a_foreign_folder_where_a_file_is_needed_is_not_lost(project: Path) -> None:
    (project / "site" / "robots.txt").mkdir(parents=True)
    (project / "site" / "robots.txt" / "mine").write_text("mine")
    ran = sites.build(project)
    assert "Traceback" not in ran.err and ran.code == 1 and "site/robots.txt" in ran.err
    assert (project / "site" / "robots.txt" / "mine").read_text() == "mine"


def test_files_no_longer_made_are_removed_and_no_empty_folder_stays(built: Path) -> None:
    (built / "content/channels.yaml").write_text(
        "ut-kort:\n  address: ut\n  names: {sv: Brevet med kortet, en: The letter}\n", "utf-8"
    )
    gone = sites.page(built, "en/violence"), sites.page(built, "sv/violence")
    (built / "content/sv/violence.md").unlink()
    ran = sites.build(built)
    assert ran.code == 0 and sites.numbers(ran.out)[-1] == 4, ran.out
    assert not any(path.exists() for path in gone)
    assert not [path for path in sites.tree(built / "site") if "q/af" in path or path.endswith("/")]
    assert "violence" not in (built / "site/sitemap.xml").read_text()


def test_only_a_removal_is_published_and_remembered(built: Path) -> None:
    (built / "content/channels.yaml").write_text(
        "ut-kort:\n  address: ut\n  names: {sv: Brevet med kortet, en: The letter}\n", "utf-8"
    )
    assert sites.build(built).code == 0
    assert not (built / "site/q/af").exists() and not list((built / "site/q").glob("af*"))
    again = sites.build(built)
    assert again.code == 0 and sites.numbers(again.out)[2:] == [0, 38, 0]


@pytest.mark.parametrize("out", [".", "content", "content/sv", "templates", ".press", "locales/x"])
def test_the_project_s_own_folders_cannot_be_the_output(built: Path, out: str) -> None:
    before = sites.tree(built)
    ran = sites.build(built, "--out", built / out)
    assert ran.code == 2 and "cannot be the output folder" in ran.err
    assert sites.tree(built) == before


def test_a_folder_that_holds_the_project_cannot_be_the_output(built: Path) -> None:
    (built.parent / "letter.txt").write_text("mine")
    (built.parent / "empty").mkdir()
    before = sites.tree(built.parent)
    ran = sites.build(built, "--out", built.parent)
    assert ran.code == 2 and "cannot be the output folder" in ran.err
    assert sites.tree(built.parent) == before


def test_an_output_folder_behind_a_link_stays_behind_it(built: Path, tmp_path: Path) -> None:
    shutil.move(built / "site", tmp_path / "real")
    (built / "site").symlink_to(tmp_path / "real")
    sites.edit(built, "content/sv/rights.md", "Du har", "Ni har")
    assert sites.build(built).code == 0
    assert (built / "site").is_symlink() and (built / "site").readlink() == tmp_path / "real"
    assert "Ni har" in sites.html(built, "sv/rights")
    assert not [path for path in (*built.iterdir(), *tmp_path.iterdir()) if path.name.endswith((".next", ".old"))]


def test_an_output_that_is_a_file_is_refused_in_words(built: Path) -> None:
    (built / "out").write_text("mine")
    ran = sites.build(built, "--out", built / "out")
    assert ran.code in (2, 3) and "Traceback" not in ran.err and str(built / "out") in ran.err
    assert (built / "out").read_text() == "mine"


@pytest.mark.parametrize("text", ["{{ nobody.knows }}", "{{ 1 + view.title }}", "{{ view.sections[99].id }}"])
@pytest.mark.parametrize("many", [False, True], ids=["small", "shared-out"])
def test_a_template_that_fails_while_it_runs_is_a_problem_with_its_place(
    built: Path, tmp_path: Path, text: str, many: bool
) -> None:
    project = sites.big(tmp_path / "big", 60) if many else built
    sites.build(project, "--jobs", "2")
    before = sites.tree(project / "site")
    own = sites.own_copy(project, "templates/partials/about.html")
    lines = own.read_text("utf-8").count("\n")
    own.write_text(f"{own.read_text('utf-8')}{text}\n", "utf-8")
    ran = sites.build(project, "--jobs", "2")
    assert ran.code == 1, ran
    assert f"templates/partials/about.html:{lines + 1}: The template cannot be used" in ran.err, ran.err
    assert "fix:" in ran.err and sites.tree(project / "site") == before
    assert not list(project.glob(".site*"))
