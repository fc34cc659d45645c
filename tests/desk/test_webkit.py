"""The desk in WebKit, the engine of Safari: every room opens, and a text is written, seen beside itself, saved and ready to be published."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import sites
from browser.webkit import SCREEN, Phone, phone
from desktop import Opened, open_desk

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ROOMS = ("/", "/new", "/text/work", "/facts", "/facts/of/kvinnofridslinjen", "/pictures", "/agencies", "/publishing", "/print", "/letters", "/numbers")
WIDE = "return document.documentElement.scrollWidth - document.documentElement.clientWidth"
END_OF_THE_INTRO = "const box = document.getElementById('text'), at = box.value.indexOf('\\n\\n## '); box.focus(); box.setSelectionRange(at, at)"
BESIDE = "return document.getElementById('page').contentDocument.querySelector('main').textContent.includes(arguments[0])"


@pytest.fixture(scope="module")
def webkit() -> Iterator[Phone]:
    """A window as wide as the screen."""
    with phone() as found:
        found.ask("POST", "/window/rect", {"x": 0, "y": 0, "width": SCREEN[0], "height": 860})
        yield found


@pytest.fixture
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    """A desk over the good site, which is published."""
    folder = sites.good(tmp_path_factory.mktemp("desk") / "good")
    assert sites.build(folder).code == 0
    with open_desk(folder) as found:
        yield found


def test_every_room_opens(webkit: Phone, desk: Opened) -> None:
    for room in ROOMS:
        webkit.go(desk.address + room)
        assert webkit.run("return document.querySelector('h1').textContent.trim()"), room
        assert webkit.run(WIDE) <= 0, room


def test_a_text_is_written_seen_saved_and_ready_to_be_published(webkit: Phone, desk: Opened) -> None:
    webkit.go(f"{desk.address}/edit/content/sv/work.md")
    assert webkit.wait("return document.body.dataset.painted")
    styled = webkit.run("return document.getElementById('page').contentDocument.styleSheets[0].cssRules.length")
    assert styled > 20, "the page beside the text has its own style"
    webkit.run(END_OF_THE_INTRO)
    webkit.type("#text", " Nyskrivet.")
    assert webkit.wait(BESIDE, "Nyskrivet.")
    before = sites.GOOD.joinpath("content/sv/work.md").read_text("utf-8")
    webkit.press("#save")
    assert webkit.wait("return document.getElementById('state').textContent === 'Sparat.'")
    assert (desk.folder / "content/sv/work.md").read_text("utf-8") == before.replace("\n\n## ", " Nyskrivet.\n\n## ", 1) != before
    webkit.go(f"{desk.address}/publishing")
    assert webkit.wait("return document.querySelectorAll('.language').length") >= 1
