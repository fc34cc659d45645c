"""A letter to one person: typed into a form at the counter, checked and made as one of many, and nothing of it kept."""

from __future__ import annotations

import json
import re
import signal
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sites
from desktop import Opened, faults, open_desk
from playwright.sync_api import Page, expect
from printroom import NAME, finished, holding, listed, printable, running

from press.commands.mailing_verify import verify


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small site with a letter in three languages; temporary files lie where the test can look."""
    (tmp_path / "temporary").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return printable(tmp_path / "good")


@pytest.fixture
def room(site: Path) -> Iterator[Opened]:
    """A desk over it."""
    with open_desk(site) as found:
        yield found


PERSON = {"name": f"{NAME} 1", "street": "Provgatan 1", "postal_code": "11122", "town": "Provstad", "language": "ar"}


def fill(page: Page, **other: str) -> None:
    """Type the person in."""
    for name, value in {**PERSON, **other}.items():
        (page.select_option if name == "language" else page.fill)(f"#{name}", value)


def seen(page: Page) -> None:
    """Wait until the letter is seen."""
    expect(page.locator("#make")).to_be_visible(timeout=20_000)
    expect(page.locator("#pages img")).to_have_count(1)


def bench(site: Path) -> list[Path]:
    """The folders of jobs at the desk."""
    return list((site / ".press" / "desk").glob("*/"))


@pytest.mark.parametrize("speak", ["sv", "en"])
def test_a_person_at_the_counter_gets_a_letter(site: Path, page: Page, tmp_path: Path, speak: str) -> None:
    words = {"sv": ("Brev till en person", "Postnumret har 4 siffror", "varje brev är rätt"), "en": ("A letter to one person", "The postal code has 4 digits", "every letter is right")}[speak]
    with open_desk(site, speak) as room:
        page.goto(f"{room.address}/letters")
        page.get_by_role("link", name=words[0]).click()
        assert faults(page) == []
        fill(page, postal_code="1112", name="")
        page.click("#look")
        expect(page.locator("#postal_code-wrong")).to_contain_text(words[1])
        expect(page.locator("#name-wrong")).to_be_visible()
        assert page.get_attribute("#postal_code", "aria-invalid") == "true" and page.get_attribute("#postal_code", "aria-describedby") == "postal_code-wrong"
        expect(page.locator("#wrong li")).to_have_count(2)
        expect(page.locator("#wrong")).to_be_focused()
        assert not bench(site) and faults(page) == [], "what is wrong is not kept"
        fill(page)
        page.click("#look")
        seen(page)
        expect(page.locator("#wrong")).to_be_hidden()
        assert page.locator("#pages img").evaluate("image => image.decode().then(() => image.naturalWidth)") > 700
        assert faults(page) == [] and page.evaluate("document.activeElement.id") == "letter-head"
        page.click("#make")
        finished(page)
        expect(page.locator("#pages")).to_be_hidden()
        expect(page.locator("#name")).to_be_disabled()
        assert faults(page) == []
        (folder,) = bench(site)
        manifest = json.loads((folder / "letters" / "manifest.json").read_bytes())
        assert (manifest["read"], manifest["printed"], manifest["languages"]) == (1, 1, {"ar": 1})
        assert verify(folder / "letters").right == 1
        link = page.locator("#file a").get_attribute("href")
        assert link and str(room.call("GET", link.removeprefix(room.desk.gate.root))[1]).startswith("%PDF")
        page.click("#verify")
        expect(page.locator("#verified")).to_contain_text(words[2], timeout=60_000)
        assert holding([site], NAME.encode()), "the test would find a name that is there"
        page.click("#done")
        expect(page.locator("#busy")).not_to_be_empty()
        expect(page.locator("#name")).to_be_enabled()
        expect(page.locator("#name")).to_have_value("")
        assert not holding([site, tmp_path / "temporary"], NAME.encode()) and not bench(site)


def test_the_letter_is_the_one_that_the_command_makes_of_a_list_of_one(room: Opened, tmp_path: Path) -> None:
    choices = {"date": "2026-12-01", "envelope": "c65-v2"}
    person = {**PERSON, "co": "Prov", "line2": "lgh 1101", "reference": "P-1"}
    status, told = room.call("POST", "/letters/one", {**person, "choices": choices})
    assert status == 200 and told["pages"] == 1
    room.call("POST", f"/letters/{told['job']}/make", choices)
    until_made(room, told["job"])
    (ours,) = (room.folder / ".press" / "desk" / told["job"] / "letters").glob("*.pdf")
    (tmp_path / "list.csv").write_bytes((room.folder / ".press" / "desk" / told["job"] / "recipients").read_bytes())
    ran = sites.command("letters", tmp_path / "list.csv", "--letter", "ut-kort", "--date", "2026-12-01", "--envelope", "c65-v2", "--out", tmp_path / "out", "--project", room.folder)
    assert ran.code == 0, ran.err
    assert (tmp_path / "out" / ours.name).read_bytes() == ours.read_bytes()
    heading = "Namn;c/o;Adress;Adress 2;Postnr;Ort;Språk;Ärende"
    (tmp_path / "staff.csv").write_bytes(listed([f"{NAME} 1;Prov;Provgatan 1;lgh 1101;11122;Provstad;arabiska;P-1"], heading))
    sites.command("letters", tmp_path / "staff.csv", "--letter", "ut-kort", "--date", "2026-12-01", "--envelope", "c65-v2", "--out", tmp_path / "staff", "--project", room.folder)
    rows = [json.loads((tmp_path / name / "manifest.json").read_bytes())["identity"]["rows"] for name in ("out", "staff")]
    assert rows[0] == rows[1], "the same address, as from anybody's list"


def until_made(room: Opened, job: str) -> None:
    """Wait until the letter is made."""
    for _ in range(600):
        if room.call("GET", f"/letters/{job}/state")[1]["stage"] == "done":
            return
        time.sleep(0.1)
    raise AssertionError(job)


@pytest.mark.parametrize(
    ("other", "field", "sentence"),
    [
        ({"protected": "ja"}, "protected", "skyddade personuppgifter"),
        ({"co": "Skyddade personuppgifter"}, "", "skyddad"),
        ({"postal_code": "1"}, "postal_code", "siffr"),
        ({"town": ""}, "town", "saknas"),
        ({"street": ""}, "street", "saknas"),
        ({"name": ""}, "name", "saknas"),
        ({"language": ""}, "language", "språk"),
        ({"reference": "W" * 40}, "reference", "mm"),
        ({"name": "X" * 120}, "name", "mm"),
        ({"name": "=Summa"}, "name", "formel"),
        ({"line2": "19121212-1212"}, "line2", "personnummer"),
    ],
    ids=["protected", "words", "postal", "town", "street", "name", "language", "reference", "wide", "formula", "number"],
)
def test_what_holds_for_lists_holds_for_one(room: Opened, other: dict[str, str], field: str, sentence: str) -> None:
    status, told = room.call("POST", "/letters/one", {**PERSON, **other})
    assert status == 422
    faults_there = {one["field"]: f"{one['what']} {one['fix']}" for one in told["faults"]}
    assert sentence in faults_there[field].casefold(), told
    if field in ("protected", ""):
        assert "Här görs inget brev. Skicka det via Skatteverket." in faults_there[field]
    assert not bench(room.folder) and not holding([room.folder], NAME.encode())


def test_an_empty_form_says_what_is_needed(room: Opened) -> None:
    status, told = room.call("POST", "/letters/one", {})
    assert status == 422 and [one["field"] for one in told["faults"]] == ["name", "street", "postal_code", "town", "language"]


def test_what_no_form_sends_is_refused(room: Opened) -> None:
    wrong: list[dict[str, Any]] = [{"name": 1}, {"name": "x" * 501}, {"name": "x\0"}, {**PERSON, "choices": {"split": "x"}}]
    for told in wrong:
        assert room.call("POST", "/letters/one", told)[0] == 400, told
    status, told = room.call("POST", "/letters/one", {**PERSON, "choices": {"date": "x"}})
    assert status == 422 and told["faults"][0]["field"] == "" and "x" in told["what"]
    assert not bench(room.folder)


def test_what_is_changed_after_it_was_seen_is_looked_at_again(room: Opened, page: Page) -> None:
    page.goto(f"{room.address}/letters/one")
    fill(page)
    page.click("#look")
    seen(page)
    (first,) = bench(room.folder)
    page.fill("#name", f"{NAME} 2")
    expect(page.locator("#make")).to_be_hidden()
    expect(page.locator("#busy")).to_contain_text("Titta på brevet igen")
    page.click("#look")
    seen(page)
    (second,) = bench(room.folder)
    assert first != second and not page.locator("#pages.old").count(), "what was typed first is gone"
    page.goto(f"{room.address}/letters")
    for _ in range(100):
        if not bench(room.folder):
            break
        time.sleep(0.05)
    assert not bench(room.folder) and not holding([room.folder], NAME.encode()), "what was only looked at goes with its page"
    page.go_back()
    expect(page.locator("#look")).to_be_visible()
    expect(page.locator("#name")).to_have_value("")


def test_a_letter_is_made_by_keyboard_alone_on_a_narrow_screen(room: Opened, page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 700})
    page.emulate_media(color_scheme="dark")
    page.goto(f"{room.address}/letters/one")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320 and faults(page) == []
    at = "document.activeElement.id"

    def to(there: str) -> None:
        for _ in range(60):
            page.keyboard.press("Tab")
            if page.evaluate(at) == there:
                return
        raise AssertionError(there)

    for name in ("name", "street", "postal_code", "town"):
        to(name)
        page.keyboard.type(PERSON[name])
    page.keyboard.press("Enter")
    expect(page.locator("#wrong")).to_be_focused(timeout=20_000)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320 and faults(page) == []
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate(at) == "language", "the mistake leads to its field"
    page.keyboard.type("arab")
    to("look")
    page.keyboard.press("Enter")
    seen(page)
    assert page.evaluate(at) == "letter-head"
    to("make")
    page.keyboard.press("Enter")
    finished(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320 and faults(page) == []
    to("done")
    page.keyboard.press("Enter")
    expect(page.locator("#name")).to_be_enabled()
    assert not holding([room.folder], NAME.encode()) and not bench(room.folder)


def test_what_a_killed_desk_leaves_of_one_person_goes_with_the_next(site: Path, page: Page) -> None:
    with running(site) as first:
        page.goto(f"{first.address}/letters/one")
        fill(page)
        page.click("#look")
        seen(page)
        page.click("#make")
        finished(page)
        said = first.end(signal.SIGKILL)
    assert NAME not in said and holding([site], NAME.encode())
    with running(site) as second:
        page.goto(f"{second.address}/letters")
        page.get_by_role("link", name="Fortsätt").click()
        expect(page).to_have_url(re.compile(r"/letters/[0-9a-f]{16}$"))
        finished(page)
        said = second.end(signal.SIGTERM)
    assert NAME not in said and not holding([site], NAME.encode()) and not bench(site)


def test_no_name_comes_into_an_address_without_the_script(room: Opened, page: Page) -> None:
    page.route("**/own/*.js", lambda route: route.abort())
    page.goto(f"{room.address}/letters/one")
    page.fill("#name", NAME)
    page.press("#name", "Enter")
    page.click("#look")
    assert page.url == f"{room.address}/letters/one" and page.input_value("#name") == NAME
