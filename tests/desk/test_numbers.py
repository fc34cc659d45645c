"""The numbers room: logs counted as the command counts them, seen as charts with tables, and nothing of them kept."""

from __future__ import annotations

import gzip
import http.client
import io
import re
import tempfile
import zipfile
from pathlib import Path
from typing import Any

import pytest
import sites
from desktop import Opened, faults, open_desk
from logbook import ADDRESS, BROWSER, REFERRER, combined, ours
from playwright.sync_api import Browser, Page, expect
from printroom import holding

from press.commands.visits_streamed import MOST_BYTES, counted, together
from press.readers.access_log import Tally

DAYS = ("02/Nov/2026", "09/Nov/2026", "16/Nov/2026")


def lines(day: str, number: int) -> bytes:
    """A week of a made-up site, some of it with addresses and names of programs."""
    found = [ours("/q/ut", day, 302)] * (30 + number) + [ours("/sv/work.html", day)] * 20 + [combined("/ar/work.html", day)] * (12 + number)
    found += [ours("/en/", day)] * 3 + [ours("/sv/violence.html", day)] * 2 + [ours("/nothing", day, 404)]
    return ("\n".join(found) + "\n").encode()


LOGS = {"access.log": lines(DAYS[0], 0), "access.log.1": lines(DAYS[1], 1), "access.log.2.gz": gzip.compress(lines(DAYS[2], 2))}


def payload(name: str, data: bytes) -> Any:
    return {"name": name, "mimeType": "application/octet-stream", "buffer": data}


def ran(folder: Path, project: Path, *more: str) -> sites.Ran:
    """What the command tells of the same logs; its files lie in ``folder/out``."""
    for name, data in LOGS.items():
        (folder / name).write_bytes(data)
    return sites.call("visits", *[folder / name for name in LOGS], "--out", folder / "out", "--project", project, "--speak", "sv", *more)


def test_the_numbers_and_the_files_are_the_commands(desk: Opened, tmp_path: Path) -> None:
    for number, (period, more) in enumerate([({}, ()), ({"since": "2026-11-05", "until": "2026-11-16"}, ("--from", "2026-11-05", "--until", "2026-11-16"))]):
        folder = tmp_path / str(number)
        folder.mkdir()
        assert ran(folder, desk.folder, *more).code == 0
        count = desk.call("POST", "/numbers", period)[1]["number"]
        for data in LOGS.values():
            assert desk.call("POST", f"/numbers/{count}/log", data)[0] == 200
        names = sorted(path.name for path in (folder / "out").iterdir())
        assert "visits.xlsx" in names and "visits-channel-week.csv" in names
        import urllib.request

        for name in names:
            with urllib.request.urlopen(f"{desk.address}/numbers/{count}/files/{name}") as answer:
                assert answer.read() == (folder / "out" / name).read_bytes(), name


@pytest.mark.parametrize("speak", ["sv", "en"])
def test_logs_become_charts_with_their_tables(browser: Browser, page: Page, tmp_path: Path, speak: str) -> None:
    with open_desk(sites.good(tmp_path / "good"), speak) as desk:
        page.goto(f"{desk.address}/numbers")
        assert faults(page) == []
        page.set_input_files("#logs", [payload(name, data) for name, data in LOGS.items()])
        expect(page.locator("#told")).to_be_focused(timeout=20_000)
        expect(page.locator("#logs-read li")).to_have_count(3)
        assert page.locator("#numbers svg[role=img]").count() == 4, "ways in, languages, pages, weeks"
        for chart in page.locator("#numbers svg").all():
            assert len(str(chart.get_attribute("aria-label"))) > 10
            bars, numbers = chart.locator("rect").all(), chart.locator("text").all_text_contents()
            assert bars and all(float(str(bar.get_attribute("width"))) >= 0 for bar in bars)
            assert chart.evaluate("svg => svg.nextElementSibling.querySelector('table') !== null"), "the same in a table"
            shown = chart.evaluate("svg => svg.nextElementSibling.innerText")
            assert all(text in shown for text in numbers if text.isdigit()), "every number stands in the table"
        assert "violence" not in page.locator("#numbers").inner_text()
        assert "<5" in page.locator("#numbers").inner_text(), "small numbers are hidden where two things cross"
        page.fill("#small", "0")
        page.locator("#small").blur()
        expect(page.locator("#numbers")).not_to_contain_text("<5")
        with page.expect_download() as saved:
            page.click("#numbers summary")
            page.locator("#numbers details a").nth(1).click()
        assert zipfile.is_zipfile(saved.value.path())
        for width, scheme in ((320, "dark"), (1280, "light")):
            page.set_viewport_size({"width": width, "height": 700})
            page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
            assert faults(page) == [] and page.evaluate("document.documentElement.scrollWidth") <= width
        page.reload()
        expect(page.locator("#told")).to_be_visible()
        with browser.new_context(java_script_enabled=False) as quiet:
            plain = quiet.new_page()
            plain.goto(page.url)
            assert plain.locator("svg[role=img]").count() == 4, "no script is needed to read it"
        page.click("#forget")
        expect(page).to_have_url(re.compile("/numbers$"))
        assert page.locator("#numbers").count() == 0


def test_another_period_counts_the_same_logs_again(desk: Opened, page: Page) -> None:
    page.goto(f"{desk.address}/numbers")
    page.set_input_files("#logs", [payload(name, data) for name, data in LOGS.items()])
    expect(page.locator("#told")).to_contain_text("2026-11-02", timeout=20_000)
    page.fill("#since", "2026-11-09")
    page.locator("#since").blur()
    expect(page.locator("#told")).to_contain_text("2026-11-09 –", timeout=20_000)
    page.fill("#until", "2026-11-01")
    page.locator("#until").blur()
    expect(page.locator("#said")).to_contain_text("senare")


def test_a_file_that_is_no_log_is_told_and_spoils_no_number(desk: Opened, page: Page) -> None:
    page.goto(f"{desk.address}/numbers")
    wrong = [payload("picture.png", b"\x89PNG\r\n\x1a\n" + b"x\n" * 3000), payload("half.gz", LOGS["access.log.2.gz"][:-9]), payload("again.log", LOGS["access.log"])]
    page.set_input_files("#logs", [payload("access.log", LOGS["access.log"]), *wrong])
    expect(page.locator("#told")).to_contain_text("68", timeout=20_000)
    said = page.locator("#logs-read li.error").all_inner_texts()
    assert len(said) == 3 and "ingen" in said[0] and "skadad" in said[1] and "redan" in said[2]
    assert faults(page) == []
    count = page.url.rsplit("/", 1)[1]
    assert together(desk.desk.kept["numbers"][count].logs.values()).lines == LOGS["access.log"].count(b"\n")


def test_a_log_that_grows_beyond_all_measure_is_refused_without_filling_the_memory(desk: Opened) -> None:
    import tracemalloc

    packed = gzip.compress(b"0" * 60_000_000)
    tracemalloc.start()
    found = counted(desk.desk.project().site, io.BytesIO(packed), None, None, 20_000_000)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found.tally is None and found.problem is not None and most < 12_000_000
    count = desk.call("POST", "/numbers", {})[1]["number"]
    connection = http.client.HTTPConnection("127.0.0.1", desk.desk.gate.port, timeout=20)
    connection.putrequest("POST", f"{desk.desk.gate.root}/numbers/{count}/log")
    for name, value in {"X-Desk": "1", "Origin": desk.address.rsplit("/", 1)[0], "Content-Length": str(MOST_BYTES + 1)}.items():
        connection.putheader(name, value)
    connection.endheaders()
    assert connection.getresponse().status == 413, "answered before it is read"


def test_nothing_of_a_log_is_kept_but_counts_and_those_until_the_desk_closes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "temporary").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))
    monkeypatch.setattr(tempfile, "tempdir", None)
    with open_desk(sites.good(tmp_path / "good")) as desk:
        count = desk.call("POST", "/numbers", {})[1]["number"]
        assert desk.call("POST", f"/numbers/{count}/log", LOGS["access.log"])[1]["counted"] > 0
        status, told = desk.call("GET", f"/numbers/{count}/report")
        assert status == 200 and not any(word in told["html"] for word in (ADDRESS, BROWSER, REFERRER))
        kept: dict[str, Tally] = desk.desk.kept["numbers"][count].logs
        assert all(word not in repr([tally.__dict__ for tally in kept.values()]) for word in (ADDRESS, BROWSER, REFERRER))
        for word in (ADDRESS, "letters.example", "Android 10"):
            assert not holding([desk.folder, tmp_path / "temporary"], word.encode()), word
    assert not desk.desk.kept["numbers"]


def test_only_the_last_counts_are_kept_and_nonsense_is_answered(desk: Opened) -> None:
    first = desk.call("POST", "/numbers", {})[1]["number"]
    for _ in range(4):
        desk.call("POST", "/numbers", {})
    assert desk.call("GET", f"/numbers/{first}")[0] == 404 and desk.call("POST", f"/numbers/{first}/log", b"x")[0] == 404
    assert desk.call("POST", "/numbers", {"since": "x"})[0] == 400
    number = desk.call("POST", "/numbers", {})[1]["number"]
    assert desk.call("POST", f"/numbers/{number}/log", LOGS["access.log"])[0] == 200
    assert desk.call("GET", f"/numbers/{number}/report?small=x")[0] == 400
    assert desk.call("GET", f"/numbers/{number}/files/passwd")[0] == 404


def test_logs_are_counted_by_keyboard_alone(desk: Opened, page: Page) -> None:
    page.goto(f"{desk.address}/numbers")
    page.focus("#small")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "logs"
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Space")
    chooser.value.set_files([payload("access.log", LOGS["access.log"])])
    expect(page.locator("#told")).to_be_focused(timeout=20_000)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#numbers details")).to_have_attribute("open", "")
