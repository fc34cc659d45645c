"""The desk in the real Firefox, which many offices use: every room by what is done in it, one browser for all."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import sites
from desktop import AXE, RUN, Opened, open_desk
from logbook import ours
from printroom import LANGUAGES, NAME, holding, listed, people, printable

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PROGRAM = sites.ROOT / "tests" / "tools" / "desk.mjs"
PHONES = "content/facts/phones.yaml"
PAGES = ("/", "/new", "/text/work", "/edit/content/ar/index.md", "/facts", "/facts/of/kvinnofridslinjen", "/pictures", "/agencies", "/publishing", "/print", "/letters", "/numbers")
Go = Callable[..., Any]


@pytest.fixture(scope="module")
def go() -> Iterator[Go]:
    """``go(errand, desk, …)`` does an errand of tests/tools/desk.mjs in a Firefox that stays open, and gives what was seen. What went wrong fails the test."""
    firefox = shutil.which("firefox-esr") or shutil.which("firefox")
    if firefox is None:
        raise pytest.UsageError("The tests need Firefox. Debian: apt-get install --no-install-recommends firefox-esr")
    process = subprocess.Popen(["node", str(PROGRAM)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdin is not None and process.stdout is not None
    sent, answers = process.stdin, process.stdout

    def ask(told: dict[str, Any]) -> None:
        sent.write(json.dumps(told) + "\n")
        sent.flush()

    def errand(name: str, desk: Opened, **more: Any) -> Any:
        ask({"errand": name, "address": desk.address, **more})
        found = json.loads(answers.readline())
        assert not found["faults"], "\n".join(found["faults"])
        return found["told"]

    ask({"firefox": firefox})
    yield errand
    sent.close()
    process.wait(60)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    """A desk over a small site that is published and can be printed."""
    folder = printable(tmp_path_factory.mktemp("small") / "good")
    assert sites.build(folder).code == 0
    with open_desk(folder) as found:
        yield found


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    """A desk over a copy of the project itself."""
    folder = tmp_path_factory.mktemp("real")
    for name in ("content", "locales", "templates"):
        shutil.copytree(sites.ROOT / name, folder / name)
    with open_desk(folder) as found:
        yield found


@pytest.mark.parametrize(("path", "words", "direction"), [("sv/work", "En ny mening. ", "ltr"), ("ar/work", "جملة جديدة. ", "rtl"), ("th/work", "ประโยคใหม่ ", "ltr")])
def test_a_text_is_written_by_keyboard_alone_and_changes_by_exactly_that(go: Go, real: Opened, path: str, words: str, direction: str) -> None:
    file = real.folder / f"content/{path}.md"
    old = file.read_bytes()
    go("edit", real, path=f"content/{path}.md", words=words, direction=direction, search="020-50 kvinnofrid", fact="kvinnofridslinjen")
    assert file.read_bytes() == old + f"{words}[[kvinnofridslinjen]]".encode()


def test_a_mistake_is_put_right_by_one_click(go: Go, small: Opened) -> None:
    go("mend", small, path="content/sv/work.md", words="\nRing [[sos-12]] nu.", right="Ring [[sos-112]] nu.")


def test_a_fact_is_changed_seen_before_and_after_and_published(go: Go, small: Opened) -> None:
    before = (small.folder / PHONES).read_text("utf-8")
    assert go("fact", small, fact="kvinnofridslinjen", number="08-465 004 10") == {"tel": "+46846500410"}
    after = before.replace("020-50 50 50", "08-465 004 10").replace("+4620505050", "+46846500410")
    assert (small.folder / PHONES).read_text("utf-8") == after != before
    page = small.folder / "site" / "sv" / "health.html"
    assert "tel:+4620505050" in page.read_text("utf-8")
    go("publish", small, before="+4620505050", after="+46846500410")
    assert "tel:+46846500410" in page.read_text("utf-8")


def test_a_sheet_is_seen_and_opens_as_a_file(go: Go, small: Opened) -> None:
    go("sheet", small)


@pytest.mark.parametrize("dropped", [False, True])
def test_a_list_becomes_letters_and_is_gone_at_the_end(go: Go, small: Opened, tmp_path: Path, dropped: bool) -> None:
    data, file = listed([*people(6), f"{NAME} 7;;111 22;Provstad;{LANGUAGES[0]};"]), tmp_path / "lista.csv"
    file.write_bytes(data)
    found = go("letters", small, dropped=dropped, text=data.decode("utf-8"), file=str(file))
    assert found["counts"] == ["7", "6", "1", "0"] and found["zip"]["status"] == 200 and found["zip"]["bytes"] > 10_000
    assert not holding([small.folder], NAME.encode())


def test_logs_become_charts(go: Go, small: Opened, tmp_path: Path) -> None:
    text = "\n".join([ours("/q/ut", "02/Nov/2026", 302)] * 30 + [ours("/sv/work.html", "02/Nov/2026")] * 20) + "\n"
    files = [tmp_path / "access.log", tmp_path / "access.log.1"]
    files[0].write_text(text)
    files[1].write_text(text.replace("02/Nov", "09/Nov"))
    assert go("numbers", small, files=[str(file) for file in files], text=text) == {"charts": 4}


def test_the_desk_speaks_english_at_a_press(go: Go, small: Opened) -> None:
    go("english", small)


def test_the_menu_is_one_row_or_one_button(go: Go, small: Opened) -> None:
    go("menu", small)


def test_no_page_has_a_fault_of_accessibility_or_is_wider_than_the_window(go: Go, small: Opened) -> None:
    go("looks", small, pages=PAGES, widths=(320, 1280), axe=AXE, run=RUN)
