"""What a build remembers, case by case: each named after what would go wrong."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

import pytest
import sites


def report(project: Path, jobs: int = 1, out: str = "site"):  # type: ignore[no-untyped-def]
    """Build and give the Report itself."""
    from press.commands.project import open_project
    from press.commands.publish import publish

    found = publish(open_project(project, jobs), project / out)
    assert found.files, found.problems
    return found


def names(paths: tuple[str, ...]) -> set[str]:
    """Output paths as page names: ``ar/work``."""
    return {path.removesuffix("/index.html").removesuffix(".html") for path in paths}


def age(project: Path) -> None:
    """Make every file a minute old, so that nothing is rebuilt for being too young to be trusted."""
    moment = time.time_ns() - 60 * 10**9
    for path in project.rglob("*"):
        if path.is_file():
            os.utime(path, ns=(moment, moment), follow_symlinks=False)


def test_second_build_makes_nothing(project: Path) -> None:
    first = report(project)
    assert len(first.made) == first.files == len(sites.tree(project / "site")) - 1  # the manifest is not an output
    before = {path: path.stat() for path in (project / "site").rglob("*") if path.is_file()}
    second = report(project)
    assert (second.made, second.written, second.removed) == ((), (), ())
    assert {path: (path.stat().st_ino, path.stat().st_mtime_ns) for path in before} == {
        path: (status.st_ino, status.st_mtime_ns) for path, status in before.items()
    }


def test_fact_edit_remakes_only_the_pages_that_use_it(project: Path) -> None:
    report(project)
    sites.edit(project, "content/facts/rules.yaml", "value: 1250", "value: 1350")
    found = report(project)
    assert names(found.made) == {"sv/health", "en/health", "ar/health"}  # ar falls back to English
    assert set(found.written) == set(found.made)
    answer = sites.call("why", "--project", project, "--speak", "en", "ar/health")
    assert answer.code == 0 and "facts – a fact the page uses" in answer.out
    other = sites.call("why", "--project", project, "--speak", "en", "ar/work")
    assert "is up to date" in other.out and "facts" not in other.out


def test_why_names_what_will_be_remade(project: Path) -> None:
    report(project)
    sites.edit(project, "content/sv/rights.md", "Skriv till", "Ring eller skriv till")
    answer = sites.call("why", "--project", project, "--speak", "en", "sv/rights")
    assert "will be made again" in answer.out and "sections – the text of a section" in answer.out
    assert "title" not in answer.out
    unknown = sites.call("why", "--project", project, "--speak", "en", "sv/rigths")
    assert unknown.code == 2 and "sv/rights" in unknown.out + unknown.err


def test_body_edit_remakes_the_page_and_its_fallback_copies_only(project: Path) -> None:
    report(project)
    sites.edit(project, "content/sv/rights.md", "Du har rättigheter.", "Du har många rättigheter.")
    assert names(report(project).made) == {"sv/rights", "en/rights", "ar/rights"}


def test_section_id_edit_is_not_missed_when_nothing_else_changes(project: Path) -> None:
    report(project)
    sites.edit(project, "content/sv/rights.md", "{#speak-up}", "{#say-no}")
    report(project)
    assert 'id="say-no"' in sites.html(project, "sv/rights") and "speak-up" not in sites.html(project, "sv/rights")


def test_description_edit_reaches_the_start_page(project: Path) -> None:
    report(project)
    sites.edit(project, "content/en/health.md", "description: What care costs", "description: The price of care")
    report(project)
    assert "The price of care" in sites.html(project, "en/index")
    assert "The price of care" in sites.html(project, "ar/index"), "the card of a page that falls back"


def test_title_edit_reaches_every_menu_of_the_language(project: Path) -> None:
    report(project)
    sites.edit(project, "content/en/work.md", "title: Work", "title: Working life")
    report(project)
    for name in ("index", "work", "health", "rights", "violence"):
        assert "Working life" in sites.html(project, f"en/{name}"), name
    assert "Working life" not in sites.html(project, "sv/health")


def test_template_edit_remakes_the_pages_that_use_it(project: Path) -> None:
    report(project)
    own = sites.own_copy(project, "templates/partials/about.html")
    assert report(project).made == (), "a copy of the program's own template is no change"
    own.write_text(own.read_text("utf-8") + "<!-- mark -->\n", "utf-8")
    report(project)
    assert "<!-- mark -->" in sites.html(project, "ar/work") and "<!-- mark -->" in sites.html(project, "sv/index")
    own.unlink()
    report(project)
    assert "<!-- mark -->" not in sites.html(project, "ar/work")


def test_same_size_edit_in_the_same_tick_of_the_clock_is_seen(project: Path) -> None:
    path = project / "content/sv/rights.md"
    soon = time.time_ns() + 3600 * 10**9  # a clock that stands still: the file's time is not before the build's
    os.utime(path, ns=(soon, soon))
    report(project)
    assert "Du har r" in sites.html(project, "sv/rights")
    sites.edit(project, "content/sv/rights.md", "Du har r", "Ni har r")
    os.utime(path, ns=(soon, soon))
    assert sites.build(project).code == 0
    assert "Ni har r" in sites.html(project, "sv/rights")


def test_quick_same_size_edits_are_all_seen(project: Path) -> None:
    path = project / "content/sv/rights.md"
    text = path.read_text("utf-8")
    for number in range(10, 25):
        path.write_text(text.replace("Du har", f"{number} har"), "utf-8")
        assert sites.build(project).code == 0
        assert f"{number} har" in sites.html(project, "sv/rights")


def test_an_edit_saved_while_the_build_runs_is_not_lost(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import press.commands.publish as place

    report(project)
    age(project)
    publish = place.publish

    def slow(*args, **more):  # type: ignore[no-untyped-def]
        sites.edit(project, "content/sv/rights.md", "Du har r", "Ni har r")
        moment = time.time_ns() - 10 * 10**9
        os.utime(project / "content/sv/rights.md", ns=(moment, moment))
        found = publish(*args, **more)
        for path in (project / "site").rglob("*"):
            if path.is_file():
                os.utime(path, ns=(moment, moment))
        return found

    monkeypatch.setattr(place, "publish", slow)
    sites.edit(project, "content/sv/work.md", "Alla får", "Nu får alla")
    assert sites.build(project).code == 0
    monkeypatch.setattr(place, "publish", publish)
    assert sites.build(project).code == 0
    assert "Ni har r" in sites.html(project, "sv/rights"), "the cheap door said that nothing had changed"


def test_one_process_and_two_make_the_same_bytes(tmp_path: Path) -> None:
    project = sites.big(tmp_path / "project")
    for jobs in ("1", "2"):
        ran = sites.build(project, "--fresh", "--jobs", jobs, "--out", tmp_path / f"out-{jobs}")
        assert ran.code == 0, ran.err
    one, two = sites.tree(tmp_path / "out-1"), sites.tree(tmp_path / "out-2")
    assert len(one) > 200 and one == two


def test_forgetting_everything_changes_no_byte(published: Path, tmp_path: Path) -> None:
    project = sites.project_from(published, tmp_path / "project")
    before = sites.tree(project / "site")
    shutil.rmtree(project / ".press")
    assert sites.build(project).code == 0
    assert sites.tree(project / "site") == before


@pytest.mark.parametrize("shelf", ["zeros", "half", "text"])
def test_a_damaged_memory_is_forgotten_not_believed(published: Path, tmp_path: Path, shelf: str) -> None:
    project = sites.project_from(published, tmp_path / "project")
    before = sites.tree(project / "site")
    shelves = list((project / ".press").glob("*.bin"))
    assert shelves
    for path in shelves:
        data = path.read_bytes()
        path.write_bytes({"zeros": bytes(len(data)), "half": data[: len(data) // 2], "text": b"hello"}[shelf])
    ran = sites.build(project)
    assert ran.code == 0, ran.err
    assert sites.tree(project / "site") == before


def test_a_warning_is_said_again_on_every_run(project: Path) -> None:
    sites.edit(project, "content/sv/work.md", "Nya regler", "Andra regler")
    runs = [sites.build(project) for _ in range(4)]
    assert all(ran.out.count("(warning) The section “#holiday” is older") == 2 for ran in runs), [
        ran.out for ran in runs
    ]
    assert sites.check(project).out.count("is older than its source") == 2


def test_an_overdue_page_is_told_of_on_the_day_though_no_file_changed(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "warning" not in sites.build(project).out + sites.build(project).out
    monkeypatch.setenv("OMSVERIGE_TODAY", "2027-05-22")
    assert "should have been reviewed by 2027-05-21" in sites.build(project).out


def test_two_output_folders_do_not_disturb_each_other(project: Path) -> None:
    for out in ("site", "other"):
        assert sites.build(project, "--out", project / out).code == 0
    sites.edit(project, "content/sv/rights.md", "Du har r", "Ni har r")
    for out in ("site", "other", "site"):
        assert sites.build(project, "--out", project / out).code == 0
    assert sites.tree(project / "site") == sites.tree(project / "other")
    assert "Ni har r" in sites.html(project, "sv/rights")
