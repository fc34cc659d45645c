"""Whole texts at the desk, asked for as its own scripts do: confirmed, made, begun, shown to readers, renamed, taken away."""

from __future__ import annotations

import difflib
import re
from pathlib import Path

import pytest
import sites
from desktop import Opened, open_desk

from press.commands.editing import overview
from press.commands.editing.new_pages import name_from
from press.commands.editing.relinking import Way, linked
from press.commands.project import open_project

DAY = "2026-11-30"
"""A day after all checks of the real content."""


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    monkeypatch.setenv("OMSVERIGE_TODAY", DAY if "whole" in request.fixturenames else sites.TODAY)


def content(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted((folder / "content").rglob("*")) if path.is_file()}


def changed(before: dict[str, bytes], after: dict[str, bytes]) -> dict[str, list[str]]:
    """The lines that differ, by file."""
    found = {}
    for path in sorted(before.keys() | after.keys()):
        old, new = before.get(path, b"").decode().splitlines(), after.get(path, b"").decode().splitlines()
        if before.get(path) != after.get(path):
            found[path] = [line for line in difflib.unified_diff(old, new, n=0, lineterm="") if line[:1] in "+-" and line[:3] not in ("+++", "---")]
    return found


def test_the_table_tells_the_state_of_every_text(desk: Opened) -> None:
    (desk.folder / "content/ar/rights.md").write_text("---\ntitle: x\ndescription: y\ndraft: true\n---\nz\n")
    sites.edit(desk.folder, "content/sv/health.md", "review-by: ", "review-by: 2026-11-20 # ")
    sites.edit(desk.folder, "content/sv/health.md", "checked: 2026-11-21", "checked: 2026-05-21")
    sites.edit(desk.folder, "content/sv/work.md", "Du har [[semester-dagar]] semester.", "Du har [[semester-dagar]] semester i år.")
    rows = {row.name: {cell.code: cell for cell in row.cells} for row in overview.rows(desk.desk.project()) if row.kind == "page"}
    assert rows["rights"]["ar"].state == "begun" and rows["rights"]["en"].state == "missing" and rows["rights"]["sv"].state == "current"
    assert rows["health"]["sv"].state == "overdue" and rows["health"]["sv"].since == "2026-11-20"
    assert (rows["work"]["ar"].state, rows["work"]["ar"].older) == ("older", 1)
    sites.edit(desk.folder, "content/sv/rights.md", "[[redaktionens-post]]", "[[redaktionens-pots]]")
    again = {row.name: row.cells[0] for row in overview.rows(desk.desk.project()) if row.kind == "page"}
    assert (again["rights"].state, again["rights"].errors) == ("errors", 1)


@pytest.mark.parametrize(("query", "names"), [
    ("?search=arb", {"work"}), ("?language=ar&state=missing", {"health", "local", "rights", "violence"}), ("?kind=letter", {"letters/ut-kort"}),
    ("?owner=redaktionen&mine=1", set()), ("?search=finns-inte", set()),
])  # fmt: skip
def test_filters_are_addresses(desk: Opened, query: str, names: set[str]) -> None:
    status, text = desk.call("GET", f"/{query}")
    assert status == 200
    assert set(re.findall(r'<a href="/[^/]+/text/([^"#]+)">', text)) == names


def test_still_correct_changes_three_lines_of_the_page_and_nothing_else(desk: Opened) -> None:
    path = desk.folder / "content/sv/work.md"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n").replace(b"order: 10", b"order: 10 # a word"))
    before = content(desk.folder)
    status, told = desk.call("POST", "/texts/proposals", {"names": ["work"]})
    assert status == 200 and told["texts"][0]["next"] == "2027-05-21", "as far off as last time"
    assert desk.call("POST", "/texts/checked", {"days": {"work": "2027-01-31", "rights": ""}, "by": "Enheten för prov"})[0] == 200
    after = changed(before, content(desk.folder))
    assert after == {
        "content/sv/work.md": ["-review-by: 2027-05-21", "+review-by: 2027-01-31", "+checked-by: Enheten för prov"],
        "content/sv/rights.md": ["+checked-by: Enheten för prov"],
    }  # fmt: skip
    assert path.read_bytes().count(b"\r\n") == path.read_bytes().count(b"\n")
    assert not [problem for problem in desk.desk.project().problems if problem.severity == "error"]
    assert desk.desk.project().site.pages["sv", "work"].checked_by == "Enheten för prov"


@pytest.mark.parametrize(("days", "by"), [
    ({"work": "2026-11-21"}, "Prov"), ({"work": "snart"}, "Prov"), ({"work": ""}, " "), ({"work": ""}, "namn@kommun.example"), ({"wrok": ""}, "Prov"), ({"../x": ""}, "Prov"),
])  # fmt: skip
def test_what_cannot_be_recorded_is_refused_and_nothing_written(desk: Opened, days: dict[str, str], by: str) -> None:
    before = content(desk.folder)
    status, told = desk.call("POST", "/texts/checked", {"days": {"rights": "", **days}, "by": by})
    assert status == 422 and told["what"] and told["fix"] and content(desk.folder) == before


def test_translations_are_confirmed_and_a_reviewer_named_only_who_says_so(desk: Opened) -> None:
    sites.edit(desk.folder, "content/sv/work.md", "Du har [[semester-dagar]] semester.", "Du har [[semester-dagar]] semester i år.")
    before = content(desk.folder)
    assert desk.call("POST", "/texts/reviewed", {"names": ["work", "index"], "languages": ["ar", "en", "sv"], "by": "Prov", "reviewed": False})[0] == 200
    lines = changed(before, content(desk.folder))
    assert set(lines) == {"content/ar/translations.yaml", "content/en/translations.yaml"}
    assert all(len(found) == 2 and "holiday" in found[0] for found in lines.values()), lines
    assert desk.call("POST", "/texts/reviewed", {"names": ["work"], "languages": ["ar"], "by": "Prov", "reviewed": True})[0] == 200
    made = desk.desk.project().site.made
    assert (made["ar", "work"].reviewed_by, made["ar", "work"].reviewed, made["en", "work"].reviewed_by) == ("Prov", sites.TODAY, "")


GOOD = {
    "title": "Böcker: låna & läs", "name": "books", "description": "Så lånar du böcker gratis på biblioteket, och så hittar du böcker på ditt språk.",
    "owner": "redaktionen", "sources": ["arbetsformedlingen"], "order": "35", "menu": "main", "audience": ["all"], "picture": "",
}  # fmt: skip


def test_a_new_page_is_a_draft_until_it_is_shown_to_readers(desk: Opened) -> None:
    assert desk.call("POST", "/new/name", {"title": GOOD["title"]})[1] == {"name": "bocker-lana-las"}
    status, told = desk.call("POST", "/new", GOOD)
    assert (status, told) == (200, {"path": "content/sv/books.md"})
    assert desk.call("GET", "/edit/content/sv/books.md")[0] == 200
    status, told = desk.call("POST", "/texts/publish", {"key": "books", "code": "sv", "by": "Prov"})
    assert status == 200 and told["wrong"], "an empty page is not shown to anybody"
    file = desk.folder / "content/sv/books.md"
    file.write_text(file.read_text() + "Låna gratis.\n")
    assert ("sv", "books") not in desk.desk.project().site.pages
    assert desk.call("POST", "/texts/publish", {"key": "books", "code": "sv", "by": "Prov"})[1] == {"files": ["content/sv/books.md"]}
    page = desk.desk.project().site.pages["sv", "books"]
    assert page.title == GOOD["title"] and page.review_by > page.checked == sites.TODAY and page.problems == () and "draft" not in file.read_text()


def test_all_mistakes_of_the_form_are_told_at_once(desk: Opened) -> None:
    bad = {"title": " ", "name": "../x", "description": "kort", "owner": "ingen", "sources": ["finns-inte"], "order": "mitten", "menu": "sida", "audience": ["alla"], "picture": "x"}
    status, told = desk.call("POST", "/new", bad)
    assert status == 200 and [one["field"] for one in told["wrong"]] == ["title", "name", "description", "owner", "menu", "audience", "picture", "sources", "order"]
    assert all(one["what"] and one["fix"] for one in told["wrong"])


@pytest.mark.parametrize("name", ["work", "local-gotland", "search", "qr", "Work", "två ord", "a/b", "..", "", "con\0", "x" * 41, "index"])
def test_names_that_are_taken_or_are_none(desk: Opened, name: str) -> None:
    sites.edit(desk.folder, "content/site.yaml", "leave-url:", "extras: [search, pictures, booklets]\nleave-url:")
    before = content(desk.folder)
    taken = name == "qr"
    if taken:
        sites.edit(desk.folder, "content/site.yaml", "booklets", "booklets, side-by-side")
        name = "beside"
        before = content(desk.folder)
    told = desk.call("POST", "/new", {**GOOD, "name": name})[1]
    assert [one["field"] for one in told["wrong"]] == ["name"] and content(desk.folder) == before


def test_a_translation_is_begun_with_the_sources_text_that_no_reader_gets(desk: Opened) -> None:
    status, told = desk.call("POST", "/texts/begin", {"key": "rights", "code": "ar"})
    assert (status, told["path"]) == (200, "content/ar/rights.md")
    text = (desk.folder / told["path"]).read_text()
    assert "draft: true" in text and "{#speak-up}" in text and "owner" not in text
    assert desk.call("POST", "/texts/begin", {"key": "rights", "code": "ar"})[0] == 422, "never over what is there"
    status, told = desk.call("POST", "/texts/publish", {"key": "rights", "code": "ar", "by": "Prov"})
    assert [one["field"] for one in told["wrong"]] == ["title", "description", "top", "speak-up"]
    sites.edit(desk.folder, "content/ar/rights.md", "title: Rättigheter", "title: حقوق")
    status, told = desk.call("POST", "/texts/publish", {"key": "rights", "code": "ar", "by": "Prov", "anyway": True})
    assert status == 200 and set(told["files"]) == {"content/ar/rights.md", "content/ar/translations.yaml"}
    site = desk.desk.project().site
    assert (site.made["ar", "rights"].made, site.made["ar", "rights"].by) == ("person", "Prov") and ("ar", "rights") in site.pages
    assert not desk.desk.project().problems
    for key, code in (("rights", "sv"), ("rights", "xx"), ("../rights", "ar"), ("letters/../rights", "ar")):
        assert desk.call("POST", "/texts/begin", {"key": key, "code": code})[0] in (404, 422)


def test_a_renamed_page_takes_all_links_with_it_on_the_real_content(whole: Path) -> None:
    with open_desk(whole) as desk:
        before, old = content(whole), desk.desk.project()
        status, told = desk.call("POST", "/texts/rename", {"name": "home", "new": "housing"})
        assert status == 200 and content(whole) == before, "looked at first"
        status, done = desk.call("POST", "/texts/rename", {"name": "home", "new": "housing", "now": True})
        assert status == 200 and len(done["files"]) == told["count"] > 100
        new = desk.desk.project()
        assert [str(problem.what) for problem in new.problems] == [str(problem.what) for problem in old.problems]
        after = content(whole)
        for path in [path for path in before if path.endswith("/home.md")]:
            assert after[path.replace("home.md", "housing.md")] == before[path] and path not in after
        lines = {path: found for path, found in changed(before, after).items() if "/home.md" not in path and "/housing.md" not in path}
        assert all(len(found) <= 8 for found in lines.values()) and sum(map(len, lines.values())) < 300, "as few lines as can be"
        assert not [path for path, data in after.items() if re.search(rb"\]\(home\.md", data)]
        assert lines["content/moved.yaml"][-1] == "+home: housing"
        assert desk.call("POST", "/texts/rename", {"name": "housing", "new": "home", "now": True})[0] == 200
        back = content(whole)
        assert (whole / "content/moved.yaml").read_text().endswith("\nhousing: home\n") and "home: housing" not in (whole / "content/moved.yaml").read_text()
        assert {path for path in back if back[path] != before.get(path)} == {"content/moved.yaml"}, "there and back again: every byte"


def test_an_archived_page_sends_its_readers_on(desk: Opened) -> None:
    (desk.folder / "content/announcements.yaml").write_text("# a word\nnews:\n  from: 2026-11-01\n  until: 2026-12-31\n  page: health  # here\n  text: {sv: Nyhet, en: News, ar: خبر}\n")
    (desk.folder / "content/moved.yaml").write_text("# kept\nward: health#care\ncare: health\n")
    ids = [section.id for section in desk.desk.project().site.pages["sv", "health"].sections]
    (desk.folder / "content/moved.yaml").write_text(f"# kept\nward: health#{ids[-1]}\ncare: health\n")
    status, told = desk.call("POST", "/texts/archive", {"name": "health", "target": "work", "anchor": "holiday", "now": True})
    assert status == 200, told
    project = desk.desk.project()
    assert not project.errors and not [key for key in project.site.pages if key[1] == "health"] and not [key for key in project.site.made if key[1] == "health"]
    assert (desk.folder / "content/moved.yaml").read_text() == "# kept\nward: work#holiday\ncare: health\nhealth: work#holiday\n"
    assert "page: work#holiday  # here" in (desk.folder / "content/announcements.yaml").read_text()
    assert "[vården](work.md#holiday)" in (desk.folder / "content/sv/work.md").read_text()
    assert {cell.state for row in overview.rows(project) if row.name == "work" for cell in row.cells} <= {"current", "unreviewed", "missing"}, "translations stay up to date"
    assert sites.build(desk.folder).code == 0
    assert "url=/ar/work.html#holiday" in sites.html(desk.folder, "ar/care")


@pytest.mark.parametrize(("path", "value"), [
    ("rename", {"name": "index", "new": "start"}), ("rename", {"name": "local", "new": "places"}), ("rename", {"name": "work", "new": "rights"}),
    ("rename", {"name": "work", "new": "../../x"}), ("rename", {"name": "../work", "new": "jobs"}), ("rename", {"name": "letters/ut-kort", "new": "x"}),
    ("archive", {"name": "work", "target": "work"}), ("archive", {"name": "work", "target": "wrok"}), ("archive", {"name": "work", "target": "rights", "anchor": "nowhere"}),
    ("archive", {"name": "index", "target": "work"}),
])  # fmt: skip
def test_what_cannot_move_stays(desk: Opened, path: str, value: dict[str, str]) -> None:
    before = content(desk.folder)
    status, told = desk.call("POST", f"/texts/{path}", {**value, "now": True})
    assert status == 422 and told["what"] and told["fix"] and content(desk.folder) == before


def test_a_link_to_another_place_in_the_content_stops_everything(desk: Opened, tmp_path: Path) -> None:
    outside = tmp_path / "outside.md"
    linked_file = desk.folder / "content/en/work.md"
    outside.write_bytes(linked_file.read_bytes())
    linked_file.unlink()
    linked_file.symlink_to(outside)
    before = outside.read_bytes()
    for path, value in (("rename", {"name": "work", "new": "jobs"}), ("rename", {"name": "health", "new": "care"}), ("archive", {"name": "health", "target": "work"})):
        status, told = desk.call("POST", f"/texts/{path}", {**value, "now": True})
        assert status == 422 and "content/en/work.md" in told["what"]
    assert outside.read_bytes() == before and (desk.folder / "content/sv/work.md").is_file()


def test_a_broken_catalog_is_told_and_breaks_nothing(desk: Opened) -> None:
    (desk.folder / "locales").mkdir()
    (desk.folder / "locales/ar.po").write_bytes(b"msgid \"\xff\"\n")
    before = content(desk.folder)
    for path, value in (("/texts/rename", {"name": "work", "new": "jobs", "now": True}), ("/new", {**GOOD, "name": "books"})):
        status, told = desk.call("POST", path, value)
        assert status == 422 and told["what"] and told["fix"] and content(desk.folder) == before
    assert desk.call("GET", "/")[0] == 200


def test_links_follow_in_all_their_forms_and_others_stay() -> None:
    text = "[a](home.md) [b](home.md#x) [c](../sv/home.md#y) [d](./home.md) [e](<home.md>) [f](home.md \"t\") [g](nursing-home.md) home.md\n\n[h]: home.md#z\n"
    new = "[a](new.md) [b](new.md#x) [c](../sv/new.md#y) [d](./new.md) [e](<new.md>) [f](new.md \"t\") [g](nursing-home.md) home.md\n\n[h]: new.md#z\n"
    assert linked(text.encode(), Way("home", "new")).decode() == new
    assert linked(b"[a](home.md#x) [b](home.md)", Way("home", "new", "y", True)) == b"[a](new.md#y) [b](new.md#y)"


def test_a_change_meanwhile_is_not_written_over(desk: Opened) -> None:
    from press.commands.editing import changes, relocating
    from press.commands.editing.documents import Refused

    made = relocating.rename(desk.desk.project(), "health", "care")
    sites.edit(desk.folder, "content/sv/work.md", "Alla får arbeta.", "Alla får arbeta här.")
    before = content(desk.folder)
    with pytest.raises(Refused, match=r"content/sv/work\.md"):
        changes.carry_out(desk.folder, made)
    assert content(desk.folder) == before


@pytest.mark.parametrize(("title", "name"), [("Vård & hälsa", "vard-halsa"), ("  Æblegrød, ßüß! ", "aeblegrod-ssuss"), ("العمل", ""), ("a" * 90, "a" * 40), ("--", "")])
def test_a_name_is_proposed_in_plain_letters(title: str, name: str) -> None:
    assert name_from(title) == name


def test_an_opened_project_without_moved_pages_is_as_before(tmp_path: Path) -> None:
    project = open_project(sites.good(tmp_path / "good"), 1)
    assert project.site.moved == {} and project.site.begun == {} and not project.problems
