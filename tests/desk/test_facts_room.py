"""The room of the facts: everything found, values edited in place, all mistakes at once, nobody written over."""

from __future__ import annotations

import difflib
import re
from pathlib import Path
from typing import Any

import pytest
import sites
from desktop import Opened, faults, open_desk
from playwright.sync_api import Browser, Page, expect

from press.commands.editing import fact_uses
from press.commands.editing.fact_fields import begun, changed, edited, found, name_for, next_review, without
from press.commands.editing.fact_saving import texts
from press.commands.editing.in_place import put, take
from press.commands.project import open_project
from press.readers.facts import read_facts

expect.set_options(timeout=20_000)  # a machine with other work is no reason to fail
PHONES, RULES, LINKS = (f"content/facts/{name}.yaml" for name in ("phones", "rules", "links"))


def lines(before: str, after: str) -> list[str]:
    """The lines that go and come."""
    return [line for line in difflib.ndiff(before.splitlines(), after.splitlines()) if line[0] in "+-"]


def form(desk: Opened, name: str, **now: str) -> tuple[int, Any]:
    """Save a form that was opened now, with some fields changed (``review_by`` for ``review-by``, ``words__ar`` for ``words.ar``)."""
    shown = found(texts(desk.folder, ("sv", "en", "ar")), name)
    assert shown is not None
    new = {key.replace("__", ".").replace("_", "-"): value for key, value in now.items()}
    return desk.call("POST", "/facts/save", {"name": name, "base": dict(shown.values), "now": {**shown.values, **new}})


STYLES = '# A comment.\na:\n  kind: link # why\n  name: {sv: Ett, en: "Two, three"}   # here\n  urls:\n    sv: https://a.se/\n\n    # about English\n    en: \'https://b.se/\'\n  note: >\n    long\n    note\n  checked: 2026-11-21\n\n# the end\nb:\n  note:\n'


@pytest.mark.parametrize(
    ("keys", "new", "differs"),
    [
        (("a", "name", "sv"), "Ett, två", ['-   name: {sv: Ett, en: "Two, three"}   # here', '+   name: {sv: "Ett, två", en: "Two, three"}   # here']),
        (("a", "name", "ar"), "كلمة", ['-   name: {sv: Ett, en: "Two, three"}   # here', '+   name: {sv: Ett, en: "Two, three", ar: كلمة}   # here']),
        (("a", "urls", "en"), "https://c.se/", ["-     en: 'https://b.se/'", "+     en: 'https://c.se/'"]),
        (("a", "checked"), "2027-01-02", ["-   checked: 2026-11-21", "+   checked: 2027-01-02"]),
        (("b", "note"), "så: här", ["-   note:", '+   note: "så: här"']),
        (("a", "note"), "kort", ["-   note: >", "-     long", "-     note", '+   note: "kort"']),
    ],
)
def test_a_value_is_changed_where_it_stands_and_nothing_else(keys: tuple[str, ...], new: str, differs: list[str]) -> None:
    made = put(STYLES, keys, new)
    found = [line for line in lines(STYLES, made) if not line.startswith("? ")]
    assert sorted(found) == sorted(differs)
    assert put(made, keys, new) == made


def test_an_entry_is_taken_away_with_its_line_and_an_empty_map_with_it() -> None:
    assert lines(STYLES, take(STYLES, ("a", "urls", "en"))) == ["-     en: 'https://b.se/'"]
    assert '{en: "Two, three"}' in take(STYLES, ("a", "name", "sv")) and "{sv: Ett}" in take(STYLES, ("a", "name", "en"))
    assert "urls" not in take(take(STYLES, ("a", "urls", "en")), ("a", "urls", "sv"))
    assert take(STYLES, ("c",)) == STYLES


def test_in_the_real_files_each_edit_of_a_value_is_one_line(whole: Path) -> None:
    files = texts(whole, [path.name for path in (whole / "content").iterdir() if path.is_dir()])
    names = [fact.name for path, text in files.items() if path.startswith("content/facts/") for fact in read_facts(text.encode(), path, [])]
    assert len(names) > 250
    for name in names[::20]:
        shown = found(files, name)
        assert shown is not None
        for key, old in list(shown.values.items()):
            if key in ("kind", "verified"):
                continue
            new = {"checked": "2026-11-23", "review-by": "2028-02-03", "unit": "months"}.get(key, f"{old}1")
            made = edited(files, name, shown.path, shown.kind, {key: new}, "sv")
            differ = [line for path in files if files[path] != made[path] for line in lines(files[path], made[path]) if line[0] != "?"]
            assert len(differ) == 2, (name, key, differ)
            again = found(made, name)
            assert again is not None and again.values == {**shown.values, key: new}, (name, key)


def test_a_new_fact_is_written_as_people_write_them_and_goes_without_a_trace() -> None:
    files = {PHONES: "# Nummer.\n\nett:\n  kind: phone\n  value: 1\n", "content/ar/facts.yaml": "a: ا\nz: ي\n"}
    values = {"value": "020-1", "tel": "+46201", "owner": "Namn: med kolon", "source": "https://a.se/?x=1#y", "checked": "2026-11-21", "review-by": "2027-05-21", "verified": "false", "note": ""}
    made = edited({**files, PHONES: begun(files[PHONES], "ny", "phone")}, "ny", PHONES, "phone", changed({"verified": "true"}, values), "sv")
    assert made[PHONES] == files[PHONES] + (
        '\nny:\n  kind: phone\n  value: "020-1"\n  tel: "+46201"\n  owner: "Namn: med kolon"\n  source: https://a.se/?x=1#y\n'
        "  checked: 2026-11-21\n  review-by: 2027-05-21\n  verified: false\n"
    )
    link = edited({**files, PHONES: begun(files[PHONES], "ny", "link")}, "ny", PHONES, "link", {"words.sv": "Sida", "urls.sv": "https://a.se/", "words.ar": "صفحة"}, "sv")
    assert link[PHONES].endswith("ny:\n  kind: link\n  name:\n    sv: Sida\n  urls:\n    sv: https://a.se/\n")
    assert link["content/ar/facts.yaml"] == 'a: ا\nny: "صفحة"\nz: ي\n', "at its place in the alphabet"
    assert without(link, "ny") == files and without(made, "ny") == files


@pytest.mark.parametrize(
    ("checked", "review_by", "today", "expected"),
    [
        ("2026-11-21", "2027-05-21", "2026-11-29", "2027-05-29"),  # half a year
        ("2026-11-21", "2027-05-21", "2027-08-31", "2028-02-29"),
        ("2026-11-21", "2027-01-15", "2026-12-20", "2027-01-15"),  # the amounts of a new year: still to come
        ("2026-11-21", "2027-01-15", "2027-01-16", "2028-01-15"),
        ("2025-05-21", "2026-05-21", "2026-04-01", "2027-04-01"),
        ("", "", "2026-11-21", "2027-05-21"),
    ],
)  # fmt: skip
def test_a_fact_found_right_is_looked_at_again_in_its_own_rhythm(checked: str, review_by: str, today: str, expected: str) -> None:
    assert next_review(checked, review_by, today) == expected


def test_a_name_is_proposed_from_words() -> None:
    assert name_for("Försäkringskassan: barn & föräldrar", ["x"]) == "forsakringskassan-barn-foraldrar"
    assert name_for("Ålder", ["alder"]) == "alder-2" and name_for("رقم", []) == "ny-uppgift"


def test_every_use_in_every_text_is_told(project: Path) -> None:
    site = open_project(project, 1).site
    uses = fact_uses.uses(site)
    told = {(name, use.path, use.line) for name, rows in uses.items() for use in rows}
    for page in site.texts:
        text = (project / page.path).read_text("utf-8").split("\n")
        for number, line in enumerate(text, 1):
            for name in re.findall(r"\[\[([a-z0-9-]+)", line):
                near = {use for use in told if use[:2] == (name, page.path)}
                assert near, (name, page.path)
                assert number in {use[2] for use in near} or number > min(use[2] for use in near)
    assert {use.kind for use in uses["unizon"]} >= {"county"}, "the pages of all counties use it, too"
    assert {use.code for use in uses["kvinnofridslinjen"]} == {"sv", "en", "ar"}


def test_all_mistakes_are_told_at_once_and_nothing_is_written(desk: Opened) -> None:
    before = sites.tree(desk.folder / "content")
    status, told = form(desk, "kvinnofridslinjen", value="020-50 50 51", tel="12", owner="", source="http://x", checked="i dag", review_by="")
    assert status == 422 and {fault["field"] for fault in told["faults"]} == {"tel", "owner", "source", "checked", "review-by"}
    assert all(fault["what"] and fault["fix"] for fault in told["faults"]) and sites.tree(desk.folder / "content") == before
    status, told = form(desk, "kvinnofridslinjen", value="020-50 50 5O")
    assert status == 422 and "value" in {fault["field"] for fault in told["faults"]}, "a letter that looks like a digit, and dials another number"
    status, told = form(desk, "patientavgift", value="1 250 kr", source="https://аpple.se/")
    assert status == 422 and {fault["field"] for fault in told["faults"]} == {"value", "source"}
    assert form(desk, "aldersgrans", words__sv="")[0] == 422, "the words of the source language"


def test_a_mistake_that_stood_there_before_keeps_nobody_from_correcting_another_fact(desk: Opened) -> None:
    sites.edit(desk.folder, PHONES, "https://www.sosalarm.se/", "http://www.sosalarm.se/")
    assert form(desk, "kvinnofridslinjen", owner="Nytt namn")[0] == 200
    assert form(desk, "sos-112", owner="SOS")[0] == 200, "its own old mistake is shown in the form, and stops publishing"


def test_somebody_elses_change_is_shown_and_not_written_over(desk: Opened) -> None:
    shown = found(texts(desk.folder, ("ar",)), "kvinnofridslinjen")
    assert shown is not None
    sites.edit(desk.folder, PHONES, "owner: NCK", "owner: Deras")
    asked = {"name": "kvinnofridslinjen", "base": dict(shown.values), "now": {**shown.values, "owner": "Mitt", "note": "min"}}
    status, told = desk.call("POST", "/facts/save", asked)
    assert status == 409 and told["theirs"] == {"owner": "Deras"} and told["fix"]
    assert "Mitt" not in (desk.folder / PHONES).read_text("utf-8")
    status, told = desk.call("POST", "/facts/save", {**asked, "now": {**shown.values, "note": "min"}})
    assert status == 200, "another field: both changes stay"
    assert "owner: Deras" in (desk.folder / PHONES).read_text("utf-8") and "note: min" in (desk.folder / PHONES).read_text("utf-8")


def test_line_ends_and_everything_untouched_stay(desk: Opened) -> None:
    file = desk.folder / PHONES
    was = b"\xef\xbb\xbf# x\r\n" + file.read_bytes().replace(b"\n", b"\r\n")
    file.write_bytes(was)
    assert form(desk, "kvinnofridslinjen", value="020-50 50 51", tel="+4620505051")[0] == 200
    assert file.read_bytes() == was.replace(b"020-50 50 50", b"020-50 50 51").replace(b"+4620505050", b"+4620505051")


def test_words_are_saved_in_whichever_file_holds_them(desk: Opened) -> None:
    (desk.folder / "content/ar/facts.yaml").write_text("unizon: كلمة\n", "utf-8")
    assert form(desk, "unizon", words__ar="كلمات")[1]["written"] == ["content/ar/facts.yaml"]
    assert form(desk, "unizon", words__en="Other words")[1]["written"] == [LINKS]
    assert form(desk, "vard-1177", words__ar="")[1]["written"] == [LINKS]


def test_several_are_noted_as_checked_in_one_go(desk: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OMSVERIGE_TODAY", "2026-12-01")
    before = (desk.folder / PHONES).read_text("utf-8")
    status, told = desk.call("POST", "/facts/confirm", {"names": ["sos-112", "kvinnofridslinjen", "roks"]})
    assert status == 200 and sorted(told["written"]) == [LINKS, PHONES]
    after = (desk.folder / PHONES).read_text("utf-8")
    assert after == before.replace("2026-11-21", "2026-12-01").replace("2027-05-21", "2027-06-01")
    assert desk.call("POST", "/facts/confirm", {"names": ["finns-inte"]})[0] == 404


def test_a_fact_is_taken_away_only_where_nobody_uses_it(desk: Opened) -> None:
    status, told = desk.call("POST", "/facts/remove", {"name": "kvinnofridslinjen"})
    assert status == 422 and "kvinnofridslinjen" in told["what"]
    before = sites.tree(desk.folder / "content")
    new = {"name": "nytt-nummer", "kind": "phone", "path": PHONES, "new": True, "base": {}, "now": {"value": "020-1 22 33", "tel": "+46201" + "2233", "owner": "Prov", "source": "https://a.se/", "checked": "2026-11-21", "review-by": "2027-05-21"}}
    assert desk.call("POST", "/facts/save", new)[0] == 200
    assert desk.call("POST", "/facts/save", new)[0] == 422, "it is there already"
    assert desk.call("POST", "/facts/save", {**new, "name": "Inget Namn"})[0] == 422
    assert desk.call("POST", "/facts/save", {**new, "name": "annat", "path": "content/site.yaml"})[0] == 422
    assert desk.call("POST", "/facts/remove", {"name": "nytt-nummer"})[0] == 200
    assert sites.tree(desk.folder / "content") == before


def test_the_table_is_chosen_from_without_a_script(browser: Browser, desk: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    sites.edit(desk.folder, RULES, "review-by: 2027-05-21", "review-by: 2026-11-20")
    sites.edit(desk.folder, LINKS, "owner: Inera\n", "owner: Inera\n  verified: false\n")
    page = browser.new_page(java_script_enabled=False)
    page.goto(f"{desk.address}/facts")
    names = page.locator("th[scope=row] a")
    everything = names.all_inner_texts()
    assert everything[0] == "semester-dagar" and len(everything) == 11, "what is overdue stands first"

    def chosen(words: str = "", **by: str) -> list[str]:
        page.goto(f"{desk.address}/facts")
        page.locator("#words").fill(words)
        for key, value in by.items():
            page.locator(f"#{key}").select_option(value)
        page.locator("form button").click()
        return names.all_inner_texts()

    assert chosen(state="overdue") == ["semester-dagar"]
    assert chosen(state="unverified") == ["vard-1177"]
    assert chosen(kind="phone", owner="NCK") == ["kvinnofridslinjen"]
    assert chosen(words="0205050") == ["kvinnofridslinjen"] == chosen(words="020-50 50"), "however the number is written"
    used = fact_uses.uses(desk.desk.project().site)
    assert sorted(chosen(state="unused")) == sorted(name for name, rows in used.items() if not rows)
    assert chosen(words="finns inte alls") == [] and page.locator(".note").count() == 1
    page.goto(f"{desk.address}/facts?words=kvinnofridslinjen")
    link = page.locator("td[data-label] a[target=_blank]")
    assert "noreferrer" in str(link.get_attribute("rel"))
    page.locator("summary").click()
    page.locator("details a").first.click()
    assert "/edit/content/sv/" in page.url
    page.close()


@pytest.mark.parametrize("broken", ["sos-112:\n\tkind: phone\n", "sos-112: [\n", "sos-112:\n  kind: date\n  value: i dag\n", "sos-112:\n  kind: telefon\n", "sos-112: bara text\n", "\xff"])
def test_a_broken_file_is_told_of_and_the_rest_can_still_be_worked_on(desk: Opened, broken: str) -> None:
    (desk.folder / PHONES).write_bytes(broken.encode("latin-1"))
    assert desk.call("GET", "/facts")[0] == 200
    status, told = desk.call("GET", "/facts/of/sos-112")
    assert status in (200, 404, 422), told
    status, told = desk.call("GET", "/publishing/changes")
    assert status == 200 and not told["ready"] and "phones.yaml" in told["html"]
    base = {"owner": "Regionerna"}
    status, told = desk.call("POST", "/facts/save", {"name": "patientavgift", "base": base, "now": {"owner": "Andra"}})
    assert status == (422 if broken == "\xff" else 200), told
    assert status == 200 or ("phones.yaml" in told["what"] and told["fix"])


def quick(browser: Browser, desk: Opened, **more: Any) -> Page:
    page = browser.new_page(reduced_motion="reduce", **more)
    page.on("pageerror", lambda error: pytest.fail(str(error)))
    page.goto(f"{desk.address}/facts")
    return page


@pytest.mark.parametrize("speak", ["sv", "en"])
def test_the_form_says_what_readers_will_see_and_every_mistake_while_writing(browser: Browser, tmp_path: Path, speak: str) -> None:
    with open_desk(sites.good(tmp_path / "good"), speak) as desk:
        page = quick(browser, desk, viewport={"width": 390, "height": 844})
        assert faults(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        page.goto(f"{desk.address}/facts/of/patientavgift")
        seen = page.locator("#seen .words")
        expect(seen.first).to_have_text("1\u00a0250 kronor")
        page.locator("#value").fill("1300")
        expect(seen.first).to_have_text("1\u00a0300 kronor")
        assert seen.nth(1).get_attribute("dir") == "rtl" and seen.nth(1).get_attribute("lang") == "ar"
        page.locator("#value").fill("tusen")
        expect(page.locator("#value")).to_have_attribute("aria-invalid", "true")
        page.locator("#owner").fill("")
        page.keyboard.press("Control+s")
        expect(page.locator("#fault-owner")).not_to_be_empty()
        expect(page.locator("#value")).to_be_focused()
        assert faults(page) == [] and page.evaluate("document.documentElement.scrollWidth") <= 390
        page.locator("#value").fill("1300.5")
        page.locator("#owner").fill("Regionerna")
        sites.edit(desk.folder, RULES, "value: 1250", "value: 1275")
        page.keyboard.press("Control+s")
        expect(page.locator("#clash")).to_be_focused()
        assert faults(page) == []
        page.locator("#clash button").nth(1).click()
        expect(page.locator("#save")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.locator("#saved a")).to_be_focused()
        assert faults(page) == [] and "value: 1300.5\n" in (desk.folder / RULES).read_text("utf-8")
        page.close()


def test_a_new_number_by_keyboard_alone(browser: Browser, desk: Opened) -> None:
    page = quick(browser, desk)
    page.goto(f"{desk.address}/facts/new?kind=phone")
    page.locator("#value").focus()
    page.keyboard.type("020-80 80 80")
    expect(page.locator("#tel")).to_have_value("+4620808080")
    for key, text in (("source", "https://a.se/"), ("owner", "Prov Ett")):
        page.locator(f"#{key}").focus()
        page.keyboard.type(text)
    expect(page.locator("#name")).to_have_value("prov-ett")
    expect(page.locator("#seen li .words").first).to_have_text("020\u201180\u00a080\u00a080")
    assert faults(page) == []
    page.keyboard.press("Enter")
    expect(page.locator("#saved a")).to_be_focused()
    assert 'value: "020-80 80 80"\n  tel: "+4620808080"\n' in (desk.folder / (desk.desk.project().site.facts["prov-ett"].place.path)).read_text("utf-8")
    page.locator("#remove").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#sure")).to_be_visible()
    assert faults(page) == []
    page.locator("#yes").press("Enter")
    page.wait_for_url("**/facts")
    assert "prov-ett" not in desk.desk.project().site.facts
    page.close()


def test_checked_today_moves_the_dates_of_those_that_are_chosen(browser: Browser, desk: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OMSVERIGE_TODAY", "2027-06-01")
    page = quick(browser, desk)
    page.locator("#sos-112 .pick input").check()
    page.locator("#roks .pick input").check()
    page.locator("#right").click()
    expect(page.locator("#roks .due")).to_have_text("2027-12-01")
    expect(page.locator("#sos-112 .checked")).to_have_text("2027-06-01")
    page.locator("#unizon .yes").click()
    expect(page.locator("#unizon .checked")).to_have_text("2027-06-01")
    facts = desk.desk.project().site.facts
    assert {facts[name].review_by for name in ("sos-112", "roks", "unizon")} == {"2027-12-01"} and facts["vard-1177"].checked == "2026-11-21"
    assert faults(page) == []
    page.close()
