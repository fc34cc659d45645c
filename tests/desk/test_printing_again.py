"""Letters once more at the desk: the damaged sheet in hand, found by what stands at its foot, printed just as it was."""

from __future__ import annotations

import io
import json
import re
import signal
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import sites
from desktop import Opened, faults, open_desk
from playwright.sync_api import Page, expect
from printroom import NAME, finished, holding, listed, people, printable, running, send

from press.adapters import raster
from press.commands import mailing_job
from press.commands.mailing_verify import verify


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small site with a letter in three languages, on a machine whose owner has no folder ``brev`` yet."""
    (tmp_path / "home").mkdir()
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    return printable(tmp_path / "good")


@pytest.fixture
def room(site: Path) -> Iterator[Opened]:
    """A desk over it."""
    with open_desk(site) as found:
        yield found


def made(room: Opened, count: int = 12, **wish: Any) -> str:
    """A job whose letters are made: one file, in the order of the list."""
    _, told = room.call("POST", "/letters", listed(people(count)))
    job = str(told["job"])
    status, told = room.call("POST", f"/letters/{job}/make", {"order": "file", **wish})
    assert status == 200, told
    for _ in range(600):
        _, told = room.call("GET", f"/letters/{job}/state")
        if told["stage"] != "making":
            break
        time.sleep(0.1)
    assert told["stage"] == "done", told
    return job


def folder(room: Opened, name: str, date: str = "2026-12-01", **wish: Any) -> Path:
    """Letters that were saved to a folder, and whose job was ended."""
    out = Path.home() / "brev" / name
    job = made(room, out=str(out), date=date, **wish)
    assert room.call("POST", f"/letters/{job}/done", {})[0] == 200
    return out


def said(told: Any) -> list[str]:
    """What is wrong, all of it."""
    return [one["what"] for one in told["problems"]]


WORDS = {
    "sv": ("Brev en gång till: 5, 7–9", "varje brev är rätt", "”x” är inget nummer", "Det finns inget brev med nummer 77"),
    "en": ("Letters once more: 5, 7–9", "every letter is right", "“x” is not a sequence", "There is no letter with sequence 77"),
}


@pytest.mark.parametrize("speak", ["sv", "en"])
def test_the_printer_chewed_four_letters_of_a_finished_job(site: Path, page: Page, speak: str) -> None:
    with open_desk(site, speak) as room:
        job = made(room)
        page.goto(f"{room.address}/letters/{job}")
        finished(page)
        page.fill("#which", "x, 77")
        page.click("#reprint button")
        expect(page.locator("#reprint-problems .error")).to_have_count(2)
        for sentence in WORDS[speak][2:]:
            expect(page.locator("#reprint-problems")).to_contain_text(sentence)
        assert page.evaluate("document.activeElement.id") == "reprint-problems" and faults(page) == []
        page.fill("#which", "5; 7 - 9")
        page.click("#reprint button")
        expect(page.locator("#reprints [id^=reprint-]")).to_have_text(WORDS[speak][0])
        expect(page.locator("#reprint-problems .error")).to_have_count(0)
        assert faults(page) == []
        row = page.locator("#reprints tbody tr")
        expect(row).to_have_count(1)
        expect(row).to_contain_text("-000005 – 000009")
        page.locator("#reprints [data-verify]").click()
        expect(page.locator("#reprints")).to_contain_text(WORDS[speak][1], timeout=60_000)
        with page.expect_download() as saved:
            page.locator("#reprints a[href$='all.zip']").click()
        archive = zipfile.ZipFile(io.BytesIO(Path(saved.value.path()).read_bytes()))
        names = {name.split("/")[1] for name in archive.namelist()}
        assert names == {"job.key", "letters.csv", "manifest.json", "ut-kort-000005-000009.pdf"}
        link = row.locator("a").get_attribute("href")
        assert link and link.endswith("/files/ut-kort-000005-000009.pdf")
        assert str(room.call("GET", link.removeprefix(room.desk.gate.root))[1]).startswith("%PDF")
        saved.value.delete()
        page.click("#done")
        page.click("#yes")
        expect(page).to_have_url(re.compile("/letters$"))
        assert not holding([site], NAME.encode()), "the letters once more are deleted with their job"


def test_the_letters_are_the_same_and_are_found_by_foot_and_by_row(room: Opened) -> None:
    job = made(room, start=41, order="language")
    own = room.folder / ".press" / "desk" / job
    lines = {line.row: line for line in mailing_job.read_lines(own / "letters" / "letters.csv")}
    number = json.loads((own / "letters" / "manifest.json").read_bytes())["job"]
    _, by_row = room.call("POST", f"/letters/{job}/reprints", {"letters": "3", "by": "row"})
    _, by_foot = room.call("POST", f"/letters/{job}/reprints", {"letters": f"{number}-{lines[3].sequence:06d}", "by": "foot"})
    assert by_row == by_foot, "the same sheet, the same reprint"
    out = own / "reprints" / by_row["name"]
    (path,) = out.glob("*.pdf")
    assert raster.text_in_box(path.read_bytes(), *json.loads((out / "manifest.json").read_bytes())["window"]).startswith(f"{NAME} 2")
    assert verify(out).right == 1
    _, told = room.call("POST", f"/letters/{job}/reprints", {"letters": "1, 99, x", "by": "row"})
    assert said(told) == ["Det finns inget brev som är gjort från rad 1.", "Det finns inget brev som är gjort från rad 99.", "”x” är inget radnummer."]
    for wish in ({"letters": 5}, {"letters": "5", "by": "name"}, {}):
        assert room.call("POST", f"/letters/{job}/reprints", wish)[0] == 400


def test_all_that_is_wrong_with_a_reprint_is_said_at_once_and_nothing_is_cut(room: Opened) -> None:
    out = folder(room, "utskick", split=4)
    _, told = room.call("POST", "/letters/earlier", {"folder": str(out)})
    job = told["job"]
    first, second, _ = sorted(out.glob("*.pdf"))
    kept = {path: path.read_bytes() for path in (first, second, out / "job.key", out / "letters.csv")}
    first.unlink()
    second.write_bytes(kept[second] + b"\n")
    (out / "job.key").unlink()
    status, told = room.call("POST", f"/letters/{job}/reprints", {"letters": "1, 5, 9, 77-80, abc, abcdef-000009"})
    assert status == 422
    assert {one["path"] for one in told["problems"]} >= {first.name, second.name, "job.key"}
    text = " ".join(said(told))
    for sentence in ("saknas", "ändrats", "nyckel", "77–80", "”abc”", "abcdef-000009"):
        assert sentence in text, sentence
    assert all(one["fix"] for one in told["problems"]) and len(told["problems"]) == 6
    status, told = room.call("POST", f"/letters/{job}/reprints", {"letters": " , "})
    assert status == 422 and "Inget brev är angivet." in said(told)
    for path, data in kept.items():
        path.write_bytes(data)
    (out / "letters.csv").write_bytes(kept[out / "letters.csv"].replace(b"\n5;", b"\n6;"))
    status, told = room.call("POST", f"/letters/{job}/reprints", {"letters": "5"})
    assert status == 422 and said(told) == ["Listan över breven saknas eller har ändrats."]
    (out / "letters.csv").write_bytes(kept[out / "letters.csv"])
    assert room.call("GET", f"/letters/{job}/reprints")[1] == {"reprints": []}
    assert not list((room.folder / ".press" / "desk" / job).rglob("*.pdf"))
    assert room.call("POST", f"/letters/{job}/reprints", {"letters": "5"})[0] == 200


def test_letters_of_a_job_that_has_ended_are_offered_and_printed_once_more(room: Opened, page: Page) -> None:
    page.goto(f"{room.address}/letters")
    expect(page.locator("main")).to_contain_text("Det finns inga färdiga brev i")
    folder(room, "gammalt", "2026-01-02", keep_days=0)
    (Path.home() / "brev" / "utskick").mkdir()
    newest = folder(room, "utskick/vecka49", "2026-12-01")
    (Path.home() / "brev" / "annat").mkdir()
    (Path.home() / "brev" / "annat" / "manifest.json").write_text("[1]")
    page.goto(f"{room.address}/letters")
    rows = page.locator("tbody tr")
    expect(rows).to_have_count(2)
    expect(rows.nth(0)).to_contain_text("2026-12-01")
    expect(rows.nth(0)).to_contain_text(str(newest))
    expect(rows.nth(1)).to_contain_text("Den dagen har passerat: radera mappen.")
    assert faults(page) == []
    rows.nth(0).get_by_role("button").click()
    expect(page).to_have_url(re.compile(r"/letters/[0-9a-f]{16}$"))
    expect(page.locator("main")).to_contain_text(str(newest))
    assert page.locator('[name="by"]').count() == 0, "there is no list to count rows in"
    page.fill("#which", "3")
    page.click("#reprint button")
    expect(page.locator("#reprints [id^=reprint-]")).to_have_text("Brev en gång till: 3")
    assert faults(page) == []
    job = page.url.rsplit("/", 1)[1]
    assert room.call("POST", f"/letters/{job}/reprints", {"letters": "3", "by": "row"})[0] == 400
    before = {path: path.read_bytes() for path in newest.iterdir()}
    page.goto(f"{room.address}/letters")
    expect(page.locator("main")).to_contain_text("Brev en gång till, ur en mapp")
    page.get_by_role("link", name="Fortsätt").click()
    expect(page.locator("#reprints [id^=reprint-]")).to_have_count(1)
    page.click("#done")
    expect(page).to_have_url(re.compile("/letters$"))
    assert not holding([room.folder], NAME.encode()) and not list((room.folder / ".press" / "desk").glob("*/"))
    assert {path: path.read_bytes() for path in newest.iterdir()} == before


def test_a_folder_that_holds_no_finished_letters_is_refused_with_the_way_out(room: Opened, page: Page, tmp_path: Path) -> None:
    out = folder(room, "utskick")
    page.goto(f"{room.address}/letters")
    for wrong, sentence in (("brev", "inte hela sökvägen"), (str(tmp_path / "none"), "Den mappen finns inte"), (str(tmp_path), "inget färdigt jobb")):
        page.fill("#folder", wrong)
        page.click("#elsewhere button")
        expect(page.locator("#folder-problems .error")).to_contain_text(sentence)
    assert faults(page) == []
    out.rename(tmp_path / "elsewhere")
    page.fill("#folder", f"  {tmp_path / 'elsewhere'} ")
    page.click("#elsewhere button")
    expect(page).to_have_url(re.compile(r"/letters/[0-9a-f]{16}$"))
    assert room.call("POST", "/letters/earlier", {"folder": 1})[0] == 400
    assert room.call("POST", "/letters/earlier", {"folder": "/x\0y"})[0] == 422


def test_a_manifest_that_leads_out_of_its_folder_is_no_finished_job(room: Opened, tmp_path: Path) -> None:
    out = folder(room, "utskick")
    manifest = json.loads((out / "manifest.json").read_bytes())
    (tmp_path / "secret.pdf").write_bytes(b"%PDF")
    manifest["files"][0]["name"] = "../../../secret.pdf"
    (out / "manifest.json").write_text(json.dumps(manifest))
    _, told = room.call("POST", "/letters/earlier", {"folder": str(out)})
    status, told = room.call("POST", f"/letters/{told['job']}/reprints", {"letters": "1"})
    assert status == 422 and "inget färdigt jobb" in told["what"]


def test_a_reprint_can_be_made_from_a_reprint(room: Opened) -> None:
    out = folder(room, "utskick")
    again = Path.home() / "brev" / "omtryck"
    ran = sites.command("letters", "reprint", out, "--sequence", "3,7-8", "--out", again, "--project", room.folder)
    assert ran.code == 0, ran.err
    _, told = room.call("POST", "/letters/earlier", {"folder": str(again)})
    status, wrong = room.call("POST", f"/letters/{told['job']}/reprints", {"letters": "5"})
    assert status == 422 and "3, 7–8" in wrong["fix"]
    status, name = room.call("POST", f"/letters/{told['job']}/reprints", {"letters": "8"})
    assert status == 200
    assert verify(room.folder / ".press" / "desk" / told["job"] / "reprints" / name["name"]).right == 1


def test_letters_are_printed_once_more_by_keyboard_alone_on_a_narrow_screen(room: Opened, page: Page) -> None:
    folder(room, "utskick")
    page.set_viewport_size({"width": 320, "height": 700})
    page.emulate_media(color_scheme="dark")
    page.goto(f"{room.address}/letters")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320 and faults(page) == []
    to(page, "document.activeElement.dataset.folder")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/letters/[0-9a-f]{16}$"))
    to(page, "document.activeElement.id === 'which'")
    page.keyboard.type("2")
    page.keyboard.press("Enter")
    expect(page.locator("#reprints [id^=reprint-]")).to_be_focused()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320 and faults(page) == []
    to(page, "document.activeElement.dataset.verify")
    page.keyboard.press("Enter")
    expect(page.locator("#reprints")).to_contain_text("varje brev är rätt", timeout=60_000)
    assert page.evaluate("Boolean(document.activeElement.dataset.verify)"), "the focus stays where it was"
    to(page, "document.activeElement.id === 'done'")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/letters$"))
    assert not holding([room.folder], NAME.encode())


def to(page: Page, there: str) -> None:
    """Press Tab until it is so, once the page's script is there."""
    page.wait_for_load_state()
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate(there):
            return
    raise AssertionError(there)


def test_what_a_killed_desk_has_cut_out_goes_with_the_next(site: Path, room: Opened, page: Page) -> None:
    out = folder(room, "utskick")
    with running(site) as first:
        page.goto(f"{first.address}/letters")
        page.get_by_role("button", name="Välj brev").click()
        page.fill("#which", "1-12")
        page.click("#reprint button")
        expect(page.locator("#reprints [id^=reprint-]")).to_be_visible()
        job = page.url.rsplit("/", 1)[1]
        words = first.end(signal.SIGKILL)
    (left,) = (site / ".press" / "desk" / job).rglob("*.pdf")
    assert NAME not in words and NAME in raster.text_in_box(left.read_bytes(), 0, 0, 210, 297), "what is to be gone is there"
    with running(site) as second:
        page.goto(f"{second.address}/letters")
        page.get_by_role("link", name="Fortsätt").click()
        expect(page.locator("#reprints [id^=reprint-]")).to_have_count(1)
        words = second.end(signal.SIGTERM)
    assert NAME not in words and not holding([site], NAME.encode()) and not left.exists()
    assert (out / "manifest.json").is_file()


def test_letters_chosen_anew_take_their_reprints_along(room: Opened) -> None:
    job = made(room)
    assert room.call("POST", f"/letters/{job}/reprints", {"letters": "1"})[0] == 200
    room.call("POST", f"/letters/{job}/again", {})
    assert room.call("GET", f"/letters/{job}/reprints")[1] == {"reprints": []}
    assert room.call("POST", f"/letters/{job}/reprints", {"letters": "1"})[0] == 404
    assert not list((room.folder / ".press" / "desk" / job).rglob("*.pdf"))


def test_an_accessible_copy_for_each_recipient_is_a_choice_of_the_form(room: Opened, page: Page) -> None:
    page.goto(f"{room.address}/letters")
    send(page, "x.csv", listed(people(3)))
    page.click("#choosing summary")
    page.check("#single")
    expect(page.locator("#make")).to_be_enabled()
    page.click("#make")
    finished(page)
    expect(page.locator("#copies")).to_contain_text("3")
    assert faults(page) == []
    with page.expect_download() as saved:
        page.click("#save-all a")
    names = zipfile.ZipFile(io.BytesIO(Path(saved.value.path()).read_bytes())).namelist()
    assert sorted(name.split("/", 1)[1] for name in names if "/single/" in name) == [f"single/{number:06d}.pdf" for number in (1, 2, 3)]
    job = page.url.rsplit("/", 1)[1]
    copy = room.folder / ".press" / "desk" / job / "letters" / "single" / "000001.pdf"
    with pikepdf.open(copy) as found:
        assert found.Root.MarkInfo.Marked, "tagged, for those who listen to it"
