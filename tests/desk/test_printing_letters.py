"""Letters to a list: from the list to the finished letters without a manual, and nothing of anybody left behind."""

from __future__ import annotations

import contextlib
import http.client
import io
import json
import os
import re
import signal
import stat
import tempfile
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sites
from desktop import Opened, faults, open_desk
from playwright.sync_api import Page, expect
from printroom import (
    NAME,
    bomb,
    finished,
    gone,
    holding,
    listed,
    many,
    people,
    printable,
    read,
    running,
    send,
    workbook,
)

from press.adapters import children
from press.commands.printroom import mailing_desk
from press.store import bench


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A small site with a letter in three languages."""
    return printable(tmp_path / "good")


@pytest.fixture
def room(site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Opened]:
    """A desk over it, whose temporary files lie where the test can look."""
    (tmp_path / "temporary").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))
    monkeypatch.setattr(tempfile, "tempdir", None)
    with open_desk(site) as found:
        yield found


def taken(room: Opened, data: bytes) -> str:
    """A list that has come in; its job."""
    status, told = room.call("POST", "/letters", data)
    assert status == 200, told
    return str(told["job"])


def until(room: Opened, job: str, *stages: str) -> dict[str, Any]:
    """Wait until the job stands so."""
    for _ in range(600):
        _, told = room.call("GET", f"/letters/{job}/state")
        if told["stage"] in stages:
            return dict(told)
        time.sleep(0.1)
    raise AssertionError(told)


FAULTY = [f"{NAME} 51;;111 22;Provstad;svenska;", f"{NAME} 52;Provgatan 52;11;Provstad;svenska;", f"{NAME} 53;Provgatan 53;111 22;Provstad;klingonska;"]


@pytest.mark.parametrize("speak", ["sv", "en"])
def test_fifty_letters_from_a_spreadsheet_with_three_faulty_rows(site: Path, page: Page, tmp_path: Path, speak: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    words = {"sv": ("Brev till många", "Gör 50 brev", "Gata eller box saknas", "Alla 50 brev är gjorda", "varje brev är rätt"),
             "en": ("Letters to many", "Make 50 letters", "The street or box is missing", "All 50 letters are made", "every letter is right")}[speak]  # fmt: skip
    rows = people(50)
    with open_desk(site, speak) as room:
        clicks = 0
        page.goto(f"{room.address}/")
        page.get_by_role("link", name=words[0]).click()
        clicks += 1
        send(page, f"{NAME}.xlsx", workbook([*rows[:20], FAULTY[0], *rows[20:40], *FAULTY[1:], *rows[40:]]))
        clicks += 1
        expect(page.locator("#counts")).to_contain_text("53")
        expect(page.locator("#rows")).to_contain_text(words[2])
        assert [row.split("\t")[0] for row in page.locator("#rows tr").all_inner_texts()] == ["22", "43", "44"], "before anything is made"
        assert not list((site / ".press" / "desk").rglob("*.pdf")) and faults(page) == []
        page.get_by_role("button", name=words[1]).click()
        clicks += 1
        finished(page)
        expect(page.locator("#stage")).to_contain_text(words[3])
        assert faults(page) == []
        with page.expect_download() as saved:
            page.click("#save-all a")
        clicks += 1
        assert clicks == 4, "the room, the list, make, save"
        archive = zipfile.ZipFile(io.BytesIO(Path(saved.value.path()).read_bytes()))
        names = {name.split("/")[1] for name in archive.namelist()}
        manifest = json.loads(archive.read(next(name for name in archive.namelist() if name.endswith("manifest.json"))))
        assert {"letters.csv", "job.key", "problems.xlsx", "manifest.json", *(row["name"] for row in manifest["files"])} <= names
        assert (manifest["read"], manifest["printed"], manifest["rejected"], manifest["held"]) == (53, 50, 3, 0)
        assert re.fullmatch(r"brev-[0-9a-f]{6}\.zip", saved.value.suggested_filename)
        page.click("#verify")
        expect(page.locator("#verified")).to_contain_text(words[4], timeout=60_000)
        assert faults(page) == []
        saved.value.delete()
        page.click("#done")
        expect(page.locator("#sure")).to_be_visible()
        assert faults(page) == []
        page.click("#yes")
        expect(page).to_have_url(re.compile("/letters$"), timeout=60_000)
        expect(page.locator("#file")).to_be_visible()
        assert not holding([site, tmp_path / "temporary"], NAME.encode())
        assert not list((site / ".press" / "desk").glob("*/"))


def test_what_lies_at_the_desk_is_for_its_owner_alone_and_says_nothing_by_its_name(room: Opened, tmp_path: Path) -> None:
    job = taken(room, listed(people(6)))
    assert room.call("POST", f"/letters/{job}/make", {})[0] == 200
    until(room, job, "done")
    folder = room.folder / ".press" / "desk" / job
    assert holding([folder], NAME.encode()), "the test would find a name that is there"
    assert {path.name for path in holding([room.folder], NAME.encode()) if path.suffix != ".pdf"} == {"recipients"}, "no other file holds it"
    assert not holding([tmp_path / "temporary"], NAME.encode())
    assert stat.S_IMODE((room.folder / ".press" / "desk").stat().st_mode) == 0o700
    for path in folder.rglob("*"):
        mode = stat.S_IMODE(path.stat().st_mode)
        assert mode & 0o077 == 0 or stat.S_IMODE(path.parent.stat().st_mode) & 0o077 == 0, path
    assert all(stat.S_IMODE(path.stat().st_mode) == 0o600 for path in folder.rglob("*") if path.is_file() and path.name != bench.HELD)
    connection = http.client.HTTPConnection("127.0.0.1", room.desk.gate.port, timeout=20)
    for path in (f"/letters/{job}", f"/letters/{job}/state", f"/letters/{job}/rows", f"/letters/{job}/all.zip"):
        connection.request("GET", room.desk.gate.root + path)
        answer = connection.getresponse()
        assert answer.status == 200 and answer.headers["Cache-Control"] == "no-store" and NAME not in str(answer.headers)
        if not path.endswith("zip"):
            assert NAME.encode() not in answer.read()
        else:
            answer.read()


def test_the_letters_are_those_that_the_command_makes(room: Opened, tmp_path: Path) -> None:
    rows = [*people(9), people(1)[0], f"{NAME} 99;Provgatan 99;111 22;Provstad;;"]
    (tmp_path / "list.csv").write_bytes(listed(rows))
    job = taken(room, listed(rows))
    wish = {"date": "2026-12-01", "default_language": "ar", "split": 4, "start": 17, "order": "file", "duplicates": "print", "envelope": "c65-v2", "keep_days": 9, "alone": True}
    status, told = room.call("POST", f"/letters/{job}/check", wish)
    assert status == 200 and told["counts"] == {"read": 11, "accepted": 11, "rejected": 0, "held": 0, "languages": told["counts"]["languages"]}
    assert room.call("POST", f"/letters/{job}/make", wish)[0] == 200
    manifest = until(room, job, "done")["manifest"]
    words = ("--letter", "ut-kort", "--date", "2026-12-01", "--default-language", "ar", "--split", "4", "--start-at", "17", "--order", "file")
    ran = sites.command("letters", tmp_path / "list.csv", *words, "--duplicates", "print", "--envelope", "c65-v2", "--keep-days", "9", "--alone", "--out", tmp_path / "out", "--project", room.folder)
    assert ran.code == 0, ran.err
    theirs = json.loads((tmp_path / "out" / "manifest.json").read_bytes())
    for one in (manifest, theirs):
        del one["letters-sha256"]  # the list's digests of addresses have a key of their own in each folder
    assert manifest == theirs
    for row in manifest["files"]:
        assert (room.folder / ".press/desk" / job / "letters" / row["name"]).read_bytes() == (tmp_path / "out" / row["name"]).read_bytes()
    first = room.address + f"/letters/{job}/files/{manifest['files'][0]['name']}"
    connection = http.client.HTTPConnection("127.0.0.1", room.desk.gate.port, timeout=20)
    connection.request("GET", first.split(str(room.desk.gate.port))[1])
    answer = connection.getresponse()
    assert answer.read() == (tmp_path / "out" / manifest["files"][0]["name"]).read_bytes() and answer.headers["Content-Security-Policy"] == "frame-ancestors 'self'"
    for wrong in ("job.key", "..%2f..%2frecipients", "x.pdf"):
        assert room.call("GET", f"/letters/{job}/files/{wrong}")[0] in (403, 404)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (bomb(), "långt mer än ett kalkylark"),
        (b"%PDF-1.7\n%x", "PDF"),
        (b"\x89PNG\r\n\x1a\n" + b"x" * 100, "inte ett kalkylark"),
        (b"", "tom"),
        (b"PK\x03\x04" + b"x" * 200, "skadad"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "gammalt program"),
    ],
    ids=["bomb", "pdf", "png", "empty", "damaged", "xls"],
)
def test_a_file_that_is_no_list_is_refused_with_the_way_out_and_not_kept(room: Opened, page: Page, data: bytes, sentence: str) -> None:
    page.goto(f"{room.address}/letters")
    page.set_input_files("#file", {"name": "list.xlsx", "mimeType": "application/octet-stream", "buffer": data})
    expect(page.locator("#problems .error").first).to_contain_text(sentence, timeout=20_000)
    assert len(page.locator("#problems .error div").first.inner_text()) > 10 and faults(page) == []
    assert not list((room.folder / ".press" / "desk").glob("*/"))


def test_too_large_a_file_is_refused_before_it_is_read_and_while_it_is(room: Opened, page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", room.desk.gate.port, timeout=20)
    own = {"X-Desk": "1", "Origin": room.address.rsplit("/", 1)[0]}
    connection.putrequest("POST", room.desk.gate.root + "/letters")
    for name, value in {**own, "Content-Length": str(mailing_desk.MOST_BYTES + 1)}.items():
        connection.putheader(name, value)
    connection.endheaders()
    answer = connection.getresponse()
    assert answer.status == 413 and "300 MB" in json.loads(answer.read())["what"]
    monkeypatch.setattr(mailing_desk, "MOST_BYTES", 3_000_000)
    connection = http.client.HTTPConnection("127.0.0.1", room.desk.gate.port, timeout=20)
    connection.request("POST", room.desk.gate.root + "/letters", iter([b"x" * 1_000_000] * 5), own, encode_chunked=True)
    with contextlib.suppress(ConnectionError):  # the desk may hang up on what it does not want
        assert connection.getresponse().status == 413
    assert not list((room.folder / ".press" / "desk").glob("*/"))
    page.goto(f"{room.address}/letters")
    page.set_input_files("#file", {"name": "x.csv", "mimeType": "text/csv", "buffer": b"x" * 3_000_001})
    expect(page.locator("#problems")).to_contain_text("större än 3 MB")


def test_headings_nobody_knows_are_told_by_hand(room: Opened, page: Page) -> None:
    page.goto(f"{room.address}/letters")
    page.set_input_files("#file", {"name": "x.csv", "mimeType": "text/csv", "buffer": listed(people(3), "Vem;Väg;Nummer;Postort;Tunga;Sekretess")})
    expect(page).to_have_url(re.compile(r"/letters/[0-9a-f]{16}$"))
    read(page)
    expect(page.locator("#mapping")).to_be_visible()
    expect(page.locator("#make")).to_be_hidden()
    assert faults(page) == []
    for field, heading in (("name", "Vem"), ("street", "Väg"), ("postal_code", "Nummer"), ("town", "Postort"), ("language", "Tunga")):
        page.select_option(f"#column-{field}", heading)
    page.click("#mapping-form button")
    expect(page.locator("#make")).to_have_text("Gör 3 brev")
    page.click("#make")
    finished(page)


def test_rows_are_sieved_decided_about_and_saved_as_the_command_saves_them(room: Opened, page: Page, tmp_path: Path) -> None:
    rows = [*people(4), people(1)[0], *FAULTY, f"{NAME} 60;Provgatan 60;111 22;Provstad;svenska;ja"]
    page.goto(f"{room.address}/letters")
    send(page, "x.csv", listed(rows))
    expect(page.locator("#rows tr")).to_have_count(5)
    page.select_option("#verdict", "held")
    expect(page.locator("#rows tr")).to_have_count(2)
    page.fill("#words", "6")
    expect(page.locator("#rows tr")).to_have_count(1)
    page.get_by_role("button", name="Skriv ut rad 6 också").click()
    expect(page.locator("#make")).to_have_text("Gör 5 brev")
    assert page.get_by_role("button", name="Skriv ut rad 10 också").count() == 0, "nobody decides about a protected person"
    with page.expect_download() as saved:
        page.get_by_role("link", name="Spara tabellen").click()
    (tmp_path / "list.csv").write_bytes(listed(rows))
    (tmp_path / "decisions.csv").write_text("row;decision\n6;print\n")
    sites.command("letters", tmp_path / "list.csv", "--letter", "ut-kort", "--decisions", tmp_path / "decisions.csv", "--out", tmp_path / "out", "--project", room.folder, "--speak", "sv")
    assert Path(saved.value.path()).read_bytes() == (tmp_path / "out" / "problems.xlsx").read_bytes()
    page.fill("#words", "")
    page.select_option("#verdict", "")
    page.click("#choosing summary")
    page.check("#strict")
    expect(page.locator("#problems .error")).to_contain_text("3 rader är felaktiga")
    expect(page.locator("#make")).to_be_hidden()
    page.uncheck("#strict")
    expect(page.locator("#make")).to_be_visible()


def test_any_row_is_seen_as_its_letter_before_anything_is_made(room: Opened, page: Page) -> None:
    page.goto(f"{room.address}/letters")
    send(page, "x.csv", listed(people(3)))
    page.fill("#row", "3")
    page.click("#prove button")
    image = page.locator("#pages img")
    expect(image).to_have_count(1, timeout=20_000)
    assert image.evaluate("image => image.decode().then(() => image.naturalWidth)") > 700
    assert faults(page) == []
    page.fill("#row", "77")
    page.click("#prove button")
    expect(page.locator("#proof-said")).to_contain_text("77")
    expect(page.locator("#pages")).to_be_hidden()


@pytest.mark.parametrize("out", ["{project}/site/brev", "{project}/content", "{project}", "{project}/.press/x", "brev", "{root}/brev", "{tmp}/full", "{tmp}/no/such", "{tmp}/link/brev"])
def test_letters_never_lie_where_they_could_be_published_or_mixed_up(room: Opened, tmp_path: Path, out: str) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "other.pdf").write_bytes(b"%PDF")
    (tmp_path / "link").symlink_to(room.folder / "content")
    job = taken(room, listed(people(2)))
    status, told = room.call("POST", f"/letters/{job}/make", {"out": out.format(project=room.folder, tmp=tmp_path, root=sites.ROOT)})
    assert status == 422 and told["what"] and told["fix"]
    assert room.call("GET", f"/letters/{job}/state")[1]["stage"] == "chosen"
    assert not list(room.folder.rglob("*.pdf"))


def test_letters_in_a_folder_of_ones_own_stay_when_the_list_goes(room: Opened, page: Page, tmp_path: Path) -> None:
    page.goto(f"{room.address}/letters")
    send(page, "x.csv", listed(people(3)))
    page.click("#choosing summary")
    page.fill("#out", str(tmp_path / "mine"))
    expect(page.locator("#make")).to_be_enabled()
    page.click("#make")
    finished(page)
    expect(page.locator("#own-folder")).to_contain_text(str(tmp_path / "mine"))
    page.click("#done")
    expect(page.locator("#sure-more")).to_contain_text("ligger kvar")
    page.click("#yes")
    expect(page).to_have_url(re.compile("/letters$"))
    assert (tmp_path / "mine" / "manifest.json").is_file() and stat.S_IMODE((tmp_path / "mine").stat().st_mode) == 0o700
    assert not holding([room.folder], NAME.encode())


def test_a_list_is_printed_by_keyboard_alone(room: Opened, page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 700})
    page.on("filechooser", lambda _: None)  # the browser asks us from now on: at the keystroke it would be too late at times
    page.goto(f"{room.address}/letters")
    page.focus("#file")
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Space")
    chooser.value.set_files({"name": "x.csv", "mimeType": "text/csv", "buffer": listed([*people(2), FAULTY[0]])})
    expect(page).to_have_url(re.compile(r"/letters/[0-9a-f]{16}$"))
    read(page)
    expect(page.locator("#make")).to_be_enabled()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    at = "document.activeElement.id"
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate(at) == "make":
            break
    page.keyboard.press("Enter")
    finished(page)
    assert page.evaluate(at) == "make-head", "the focus goes to what came of it"
    assert page.evaluate("document.documentElement.scrollWidth") <= 320 and faults(page) == []
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate(at) == "done":
            break
    page.keyboard.press("Enter")
    expect(page.locator("#sure")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#sure")).to_be_hidden()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/letters$"))
    assert not holding([room.folder], NAME.encode())


BIG = 12_000


def test_a_big_job_is_stopped_and_goes_on_where_it_was(room: Opened, page: Page, tmp_path: Path) -> None:
    many(tmp_path / "list.csv", BIG)
    page.goto(f"{room.address}/letters")
    page.set_input_files("#file", str(tmp_path / "list.csv"))
    expect(page).to_have_url(re.compile(r"/letters/[0-9a-f]{16}$"), timeout=60_000)
    read(page)
    job = page.url.rsplit("/", 1)[1]
    page.click("#choosing summary")
    page.fill("#split", "100")
    expect(page.locator("#make")).to_be_enabled(timeout=20_000)
    page.click("#make")
    for _ in range(1200):
        told = room.call("GET", f"/letters/{job}/state")[1]
        if told["files"] > 3:
            break
        time.sleep(0.05)
    page.click("#stop")
    expect(page.locator("#stage")).to_contain_text("Stoppat", timeout=20_000)
    assert faults(page) == []
    told = room.call("GET", f"/letters/{job}/state")[1]
    assert told["stage"] == "stopped" and 0 < told["made"] < told["total"] == BIG and told["planned"] >= 120
    folder = room.folder / ".press" / "desk" / job
    whole = {path.name: path.stat().st_mtime_ns for path in (folder / "letters").glob("*.pdf")}
    assert len(whole) == told["files"] and not children.running(folder)
    time.sleep(0.5)
    assert {path.name: path.stat().st_mtime_ns for path in (folder / "letters").glob("*.pdf")} == whole, "nothing writes any more"
    page.reload()
    expect(page.locator("#stage")).to_contain_text("Stoppat")
    page.click("#resume")
    expect(page.locator("#stop")).to_be_visible(timeout=20_000)
    seen = set()
    while (told := room.call("GET", f"/letters/{job}/state")[1])["stage"] == "making":
        seen.add(told["made"])
        assert told["made"] <= BIG
        time.sleep(0.05)
    assert told["stage"] == "done" and told["made"] == BIG, told
    assert len(seen) > 2 and sorted(seen)[1] >= len(whole) * 100 - 200, "what was whole counts from the first"
    assert {name: (folder / "letters" / name).stat().st_mtime_ns for name in whole} == whole, "and is not made again"
    assert told["manifest"]["printed"] == BIG
    finished(page)


def test_a_letter_counts_as_soon_as_its_page_lies_on_the_disk(room: Opened, tmp_path: Path) -> None:
    job = taken(room, listed(people(300)))
    room.call("POST", f"/letters/{job}/make", {"order": "file", "start": 41})
    until(room, job, "done")
    folder = room.folder / ".press" / "desk" / job / "letters"
    (path,) = folder.glob("*.pdf")
    data = path.read_bytes()
    ends = [found.end() for found in mailing_desk.FOOT.finditer(data)]
    assert len(ends) == 300
    half = path.with_name(f".{path.name}.new")
    path.rename(tmp_path / "whole.pdf")
    for count in (1, 7, 299):
        half.write_bytes(data[: ends[count - 1]])
        assert mailing_desk.letters_on_disk(folder, path.name, 300, 41) == count
    half.write_bytes(data[:100])
    assert mailing_desk.letters_on_disk(folder, path.name, 300, 41) == 0


def test_what_a_killed_desk_leaves_is_offered_by_the_next_and_deleted_with_it(site: Path, page: Page, tmp_path: Path) -> None:
    with running(site) as first:
        page.goto(f"{first.address}/letters")
        many(tmp_path / "list.csv", BIG)
        page.set_input_files("#file", str(tmp_path / "list.csv"))
        expect(page).to_have_url(re.compile(r"/letters/[0-9a-f]{16}$"), timeout=60_000)
        read(page)
        job = page.url.rsplit("/", 1)[1]
        page.click("#choosing summary")
        page.fill("#split", "100")
        expect(page.locator("#make")).to_be_enabled(timeout=20_000)
        page.click("#make")
        expect(page.locator("#stage")).to_contain_text("filer är färdiga", timeout=60_000)
        said = first.end(signal.SIGKILL)
    assert NAME not in said
    folder = site / ".press" / "desk" / job
    assert (folder / "recipients").is_file()
    number = int((folder / children.RUNNING).read_text())
    with running(site) as second:
        page.goto(f"{second.address}/letters")
        expect(page.locator("tbody tr")).to_have_count(1)
        assert faults(page) == []
        page.get_by_role("link", name="Fortsätt").click()
        read(page)
        if page.locator("#stop").is_visible():
            page.click("#stop")
        expect(page.locator("#stage")).to_contain_text(re.compile("Stoppat|Alla"), timeout=20_000)
        assert gone(number), "the child of the killed desk was found and stopped"
        said = second.end(signal.SIGTERM)
    assert NAME not in said and job not in said
    assert not folder.exists() and not holding([site], NAME.encode())


def test_another_desk_at_the_same_time_leaves_the_jobs_of_this_one_alone(room: Opened) -> None:
    job = taken(room, listed(people(2)))
    with open_desk(room.folder) as other:
        assert job not in other.call("GET", "/letters")[1]
        assert other.call("GET", f"/letters/{job}")[0] == 404
        theirs = taken(other, listed(people(2)))
    assert room.call("GET", f"/letters/{job}/state")[0] == 200, "the other one's end has not taken it"
    assert not (room.folder / ".press" / "desk" / theirs).exists()


def test_a_desk_that_ends_stops_what_it_makes(site: Path, tmp_path: Path) -> None:
    with open_desk(site) as room:
        many(tmp_path / "list.csv", BIG)
        job = taken(room, (tmp_path / "list.csv").read_bytes())
        room.call("POST", f"/letters/{job}/make", {"split": 100})
        number = int((site / ".press" / "desk" / job / children.RUNNING).read_text())
        os.kill(number, 0)
    assert gone(number) and not (site / ".press" / "desk" / job).exists()


def test_a_job_that_cannot_be_made_says_why_and_can_be_chosen_anew(room: Opened, page: Page) -> None:
    job = taken(room, listed(people(3)))
    template = room.folder / "templates" / "print" / "letter.typ"
    template.parent.mkdir(parents=True)
    template.write_text((sites.ROOT / "templates" / "print" / "letter.typ").read_text("utf-8") + "\n#panic(1)\n", "utf-8")
    room.call("POST", f"/letters/{job}/make", {})
    told = until(room, job, "failed")
    assert "templates/print" in told["said"] or "letter" in told["said"]
    page.goto(f"{room.address}/letters/{job}")
    expect(page.locator("#why")).to_be_visible()
    assert faults(page) == []
    template.unlink()
    page.click("#again")
    expect(page.locator("#make")).to_be_visible()
    page.click("#make")
    finished(page)


def test_choices_that_no_form_sends_are_refused(room: Opened) -> None:
    job = taken(room, listed(people(2)))
    for wish in ({"split": "x"}, {"order": "name"}, {"columns": {"nothing": "x"}}, {"decisions": {"2": "burn"}}, {"strict": 1}, {"letter": None}):
        assert room.call("POST", f"/letters/{job}/check", wish)[0] == 400, wish
    for wish, sentence in (({"split": -1}, "-1"), ({"start": -1}, "-1"), ({"keep_days": 99999}, "99999"), ({"letter": "x"}, "x"), ({"date": "x"}, "x"), ({"envelope": "x"}, "x")):
        status, told = room.call("POST", f"/letters/{job}/check", wish)
        assert status == 200 and not told["ready"] and sentence in told["problems"][0]["what"], wish
        assert room.call("POST", f"/letters/{job}/make", wish)[0] == 422
    for path in ("/letters/0123456789abcdef", "/letters/..%2f..%2fx", f"/letters/{job}/files/x", f"/letters/{job}/proof/0", f"/letters/{job}/tables/recipients"):
        assert room.call("GET", path)[0] in (403, 404), path
