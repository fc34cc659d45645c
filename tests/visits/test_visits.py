"""The verb ``visits`` as staff run it: what it tells, what it writes, and what none of that may hold."""

from __future__ import annotations

import csv
import gzip
import io
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import sites
from logbook import ADDRESS, BROWSER, REFERRER, ROBOT, caddy, caddy_whole, combined, common, ours

from press.adapters.spreadsheets import Workbook

HTML = "visits.html"


def log(folder: Path, *lines: str, name: str = "access.log") -> Path:
    """A log of these lines."""
    file = folder / name
    file.write_text("".join(f"{line}\n" for line in lines), "utf-8")
    return file


def visits(project: Path, *words: str | Path, speak: str = "en") -> sites.Ran:
    """Run the verb in this process."""
    return sites.call("visits", *words, "--project", project, "--speak", speak)


@pytest.fixture
def month(tmp_path: Path) -> Path:
    """Four weeks of a made-up site."""
    lines = []
    for week, day in enumerate(("02/Nov/2026", "09/Nov/2026", "16/Nov/2026", "23/Nov/2026")):
        lines += [ours("/q/ut", day, 302)] * (30 + week) + [ours("/q/AF/", day)] * (10 - 3 * week)
        lines += [ours("/sv/work.html", day)] * 20 + [ours("/ar/work.html", day)] * 12 + [ours("/en/", day)] * 9
        lines += [ours("/ar/violence.html", day)] * 2 + [ours("/sv/violence.html", day)] * 6
        lines += [ours("/en/rights.html", day)] + [ours("/sv/", day)] * 40 + [ours("/ar/", day)] * 15
        lines += [ours("/assets/site-0123456789.css", day)] * 3 + [ours("/nothing", day, 404)]
    return log(tmp_path, *lines)


def test_what_is_told(project: Path, month: Path) -> None:
    ran = visits(project, month)
    assert ran.code == 0 and ran.err == ""
    out = ran.out.replace("\u00a0", " ")
    assert out.startswith("Visits 2026-11-02 – 2026-11-23. Lines read: 584. Counted: 568.\n")
    assert re.search(r"\nut-kort +The letter with the card +126\naffisch +Posters +22\n", out)
    assert re.search(r"\nsv +Swedish +264\nar +Arabic +116\nen +English +40\n +total +420\n", out)
    assert re.search(r"\n +pages about safety +32\n", out) and "violence" not in out
    assert re.search(r"\n2026-W45 +2026-11-02 – 2026-11-08 +105\n", out)
    assert "Left out: errors 4; pictures, styles, feeds and other files 12." in out
    assert "For 568 visits the log does not say which program asked" in out
    assert "Weeks and ways in" not in out and "<5" not in out, "too wide, unless it is asked for"


def test_small_numbers_are_hidden_where_two_things_cross(project: Path, month: Path) -> None:
    out = visits(project, month, "--by", "channel").out
    assert re.search(r"\n2026-W48 +(33|…) +<5 +34\n", out), out
    assert "<5: between 1 and 4." in out and "Languages" not in out
    assert "<5" not in visits(project, month, "--by", "channel", "--small", "0").out


def table(folder: Path, key: str) -> list[list[str]]:
    """A CSV file as a Swedish spreadsheet program reads it."""
    data = (folder / f"visits-{key}.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf") and b"\r\n" in data
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig")), delimiter=";"))


def test_what_is_written(project: Path, month: Path, tmp_path: Path) -> None:
    out = tmp_path / "numbers"
    ran = visits(project, month, "--out", out)
    assert ran.code == 0, ran.err
    keys = ["channel", "language", "page", "week", "channel-week", "language-week", "page-language"]
    assert sorted(path.name for path in out.iterdir()) == sorted([HTML, "visits.xlsx", *(f"visits-{key}.csv" for key in keys)])
    assert table(out, "channel") == [["name", "way in", "times used"], ["ut-kort", "The letter with the card", "126"], ["affisch", "Posters", "22"], ["", "total", "148"]]
    crossed = table(out, "page-language")
    assert crossed[0] == ["name", "page", "sv", "en", "ar", "total"]
    safety = [row for row in crossed if row[1] == "pages about safety"]
    assert len(safety) == 1 and safety[0][-1] == "32"
    assert crossed[-1] == ["", "total", "264", "40", "116", "420"]
    book = Workbook(out / "visits.xlsx")
    assert [sheet.name for sheet in book.sheets()] == ["Ways in", "Languages", "Pages", "Weeks", "Weeks and ways in", "Weeks and languages", "Pages and languages"]
    assert list(book.rows(0)[1])[1] == ["ut-kort", "The letter with the card", 126.0]


def test_the_page_asks_for_nothing_and_runs_nothing(project: Path, month: Path, tmp_path: Path) -> None:
    visits(project, month, "--out", tmp_path / "numbers", speak="sv")
    page = (tmp_path / "numbers" / HTML).read_text("utf-8")
    assert '<html lang="sv">' in page and "default-src 'none'; style-src 'sha256-" in page
    assert not re.search(r"<script|<link|<img|\bsrc=|href=|url\(|style=|\bon\w+=", page)
    assert page.count("<svg role=\"img\" aria-label=") == 4 and page.count("<table>") == 7
    assert "violence" not in page
    again = tmp_path / "again"
    visits(project, month, "--out", again, speak="sv")
    assert sites.tree(again) == sites.tree(tmp_path / "numbers"), "the same log gives the same bytes"


def test_files_of_all_kinds_together_and_standard_input(project: Path, tmp_path: Path) -> None:
    packed = tmp_path / "old.log.1.gz"
    packed.write_bytes(gzip.compress(f"{combined('/sv/')}\n{common('/ar/')}\n".encode()))
    nameless = tmp_path / "rotated"
    nameless.write_bytes(packed.read_bytes())
    plain, empty = log(tmp_path, caddy("/sv/"), caddy_whole("/q/ut")), log(tmp_path, name="new.log")
    command = [sys.executable, "-m", "press", "visits", packed, nameless, plain, empty, "-", "--project", project, "--speak", "en"]
    for given in (ours("/en/").encode(), gzip.compress(ours("/en/").encode())):
        done = subprocess.run(command, input=given, env=sites.environment(), capture_output=True, check=False)
        assert done.returncode == 0 and b"Counted: 7." in done.stdout, done


def test_only_a_period(project: Path, month: Path) -> None:
    out = visits(project, month, "--from", "2026-11-09", "--until", "2026-11-22").out
    assert out.startswith("Visits 2026-11-09 – 2026-11-16.") and "outside the period 292" in out
    assert "2026-W45" not in out and "2026-W48" not in out


def test_pages_about_violence_have_no_line_of_their_own_in_a_short_period(project: Path, month: Path) -> None:
    out = visits(project, month, "--from", "2026-11-09", "--until", "2026-11-15", "--by", "page").out
    assert re.search(r"\nindex +[^\n]+, and pages about safety +72\n", out), out
    assert out.count("about safety") == 1 and out.count("\nindex ") == 2


def test_one_week_whose_small_numbers_the_sums_tell_is_left_out(project: Path, tmp_path: Path) -> None:
    file = log(tmp_path, *[ours("/q/ut")] * 3, *[ours("/sv/")] * 9)
    ran = visits(project, file, "--by", "channel", "--out", tmp_path / "numbers")
    assert "“Weeks and ways in” is left out" in ran.out and "Take a longer period." in ran.out
    assert not (tmp_path / "numbers/visits-channel-week.csv").exists()


def test_nobody_is_in_anything_that_is_told(project: Path, tmp_path: Path) -> None:
    secrets = ("192.0.2", "Android", "Mozilla", "Examplebot", "letters.example", "somebody", "13:55", "sökord", "s%C3%B6k", "Kim")
    lines = [line(path) for line in (combined, common, caddy_whole) for path in ("/sv/", "/q/ut?name=Kim", "/sv/search.html?q=s%C3%B6kord", "/Kim", "/sv/Kim.html")]
    lines += [combined("/sv/", agent=ROBOT), f"{ADDRESS} Kim {REFERRER} {BROWSER} what is this", '{"request": "Kim"}', '{"Kim": 1}']
    file = log(tmp_path, *lines * 3)
    out = tmp_path / "numbers"
    for words in ((), ("--by", "page"), ("--by", "channel"), ("--from", "2030-01-01"), ("--small", "0")):
        ran = visits(project, file, "--out", out, *words)
        assert ran.code == 0, ran.err
        texts = [ran.out, ran.err]
        for path in out.iterdir():
            data = path.read_bytes()
            if path.suffix == ".xlsx":
                with zipfile.ZipFile(io.BytesIO(data)) as archive:
                    data = b"\n".join(archive.read(name) for name in archive.namelist())
            texts.append(data.decode("utf-8", "replace"))
        for secret in secrets:
            assert not [text for text in texts if secret in text], secret
    assert "Lines that could not be read: 3 (5.3 %)" in visits(project, file).out


def test_no_cell_is_a_formula(project: Path, month: Path, tmp_path: Path) -> None:
    sites.edit(project, "content/channels.yaml", "en: Posters", 'en: "=1+2|cmd"')
    sites.edit(project, "content/sv/work.md", "title: ", "title: '@' # ")
    visits(project, month, "--out", tmp_path / "numbers")
    assert [row[1] for row in table(tmp_path / "numbers", "channel")][2] == "'=1+2|cmd"
    with zipfile.ZipFile(tmp_path / "numbers/visits.xlsx") as archive:
        assert not any(b"<f>" in archive.read(name) for name in archive.namelist())
    assert "=1+2|cmd" in (tmp_path / "numbers" / HTML).read_text("utf-8")


def test_words_of_the_content_are_no_html(project: Path, month: Path, tmp_path: Path) -> None:
    sites.edit(project, "content/channels.yaml", "en: Posters", "en: '<b>&\"Posters'")
    visits(project, month, "--out", tmp_path / "numbers")
    page = (tmp_path / "numbers" / HTML).read_text("utf-8")
    assert "<b>" not in page and "&lt;b&gt;&amp;&quot;Posters" in page


@pytest.mark.parametrize(
    ("words", "code", "what", "fix"),
    [
        (["nothing.log"], 2, "There is no file nothing.log.", "docs/hosting.md"),
        (["."], 2, ". is a folder.", "./*.log"),
        (["access.log", "./access.log"], 2, "./access.log is named twice.", "count double"),
        (["access.log", "--from", "16/11/2026"], 2, "“16/11/2026” is not a date for “--from”.", "2026-11-21"),
        (["access.log", "--until", "2026-02-30"], 2, "“2026-02-30” is not a date for “--until”.", "2026-11-21"),
        (["access.log", "--from", "2026-11-20", "--until", "2026-11-19"], 2, "The period ends", "--from"),
        (["access.log", "--small", "-1"], 2, "--small cannot be below zero.", "for example 5"),
        (["access.log", "other.txt"], 1, "other.txt: This is no access log", "nginx, Apache"),
        (["half.gz", "access.log"], 1, "half.gz: The packed file is damaged or not whole.", "again"),
        (["access.log", "--out", "project/site/x"], 2, "inside the published site", ""),
    ],
)
def test_mistakes_have_a_way_out(project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], code: int, what: str, fix: str) -> None:
    monkeypatch.chdir(tmp_path)
    log(tmp_path, ours("/sv/"))
    log(tmp_path, "This is a letter.", "It tells of somebody.", name="other.txt")
    (tmp_path / "half.gz").write_bytes(gzip.compress(b"x" * 1000 + ours("/sv/").encode() * 9)[:-12])
    ran = visits(project, *words)
    assert ran.code == code and what in ran.err and fix in ran.err and ran.out == "", ran
    assert "somebody" not in ran.err


def test_a_log_of_another_site_is_asked_about(project: Path, tmp_path: Path) -> None:
    ran = visits(project, log(tmp_path, ours("/shop/"), ours("/shop/cart")))
    assert ran.code == 0 and "No visit was counted." in ran.out and "base-url" in ran.out


def test_a_mistake_in_a_text_is_no_reason_not_to_count(project: Path, month: Path) -> None:
    sites.edit(project, "content/sv/rights.md", "[[redaktionens-post]]", "[[redaktionens-posst]]")
    assert visits(project, month).code == 0


def test_memory_does_not_grow_with_the_log(project: Path, tmp_path: Path) -> None:
    import tracemalloc

    from press.commands.project import open_project
    from press.readers.access_log import Tally, read_log
    from press.readers.visited import Paths

    paths = Paths(open_project(project, 1).site)

    class Endless:
        """``left`` lines, each from somebody else, of something else."""

        def __init__(self, left: int) -> None:
            self.left = left

        def read(self, size: int, /) -> bytes:
            lines = [combined(f"/sv/{self.left + number}.html", agent=f"Browser {self.left + number}") for number in range(min(2000, self.left))]
            self.left -= len(lines)
            return "".join(f"{line}\n" for line in lines).encode()

    peaks = []
    for lines in (10_000, 40_000):
        tracemalloc.start()
        read_log(Endless(lines), Tally(), paths)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] * 1.1
