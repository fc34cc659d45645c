"""Slides in the browser: they turn by themselves, stop at a key, fit, never fade where that is not wanted, and their codes decode."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest
from playwright.sync_api import Browser, Page
from sites import newest_check

from press.cli import main

from .finished import ROOT

sys.path.insert(0, str(Path(__file__).parents[1] / "letters"))
from pictures import first, second

pytestmark = pytest.mark.browser

LANGUAGES = tuple(path.parts[-3] for path in sorted((ROOT / "content").glob("*/sheets/door-sign.md")))
LINK = "https://omsverige.example/q/et"
SHOWN = """() => [...document.querySelectorAll(".slide")].map(one => {
    const style = getComputedStyle(one); return style.visibility == "visible" ? +style.opacity : 0 })"""
TO = "now => document.getAnimations().forEach(one => { one.pause(); one.currentTime = now * 1000 })"
OUTSIDE = """number => { const one = document.querySelectorAll(".slide")[number], box = one.getBoundingClientRect();
    const words = one.querySelector(".words").getBoundingClientRect(), code = one.querySelector(".way").getBoundingClientRect();
    const range = document.createRange();
    return [...one.querySelectorAll("h1, .sentence, .site, .small, .address")].filter(part => {
        range.selectNodeContents(part); const at = range.getBoundingClientRect();
        const room = part.classList.contains("address") ? code : words;
        return at.left < room.left - 1 || at.right > room.right + 1 || at.top < box.top || at.bottom > box.bottom
            || part.scrollWidth > part.clientWidth + 1; }).map(part => part.className + part.textContent) }"""


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Slides in every language."""
    out = tmp_path_factory.mktemp("slides")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OMSVERIGE_TODAY", newest_check())
        assert main(["slides", "--languages", *LANGUAGES, "--seconds", "8", "--out", str(out)]) == 0
    return out / "slides-e-tavla.html"


@pytest.fixture(params=["no-preference", "reduce"])
def page(browser: Browser, file: Path, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1920, "height": 1080}, reduced_motion=request.param)
    said: list[str] = []
    opened = context.new_page()
    opened.on("console", lambda message: said.append(message.text))
    opened.on("request", lambda asked: said.append(asked.url) if not asked.url.startswith(("file:", "data:")) else None)
    opened.goto(file.as_uri())
    yield opened
    context.close()
    assert said == []


def test_each_slide_shows_alone_in_its_turn_fits_and_decodes(page: Page) -> None:
    for number, code in enumerate(LANGUAGES):
        page.evaluate(TO, number * 8 + 3)
        assert page.evaluate(SHOWN) == [float(other == number) for other in range(len(LANGUAGES))], code
        assert page.evaluate(OUTSIDE, number) == [], code
        data = page.screenshot()
        picture = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_GRAYSCALE)
        assert picture is not None and first(picture) == [LINK] and second(picture) == LINK, code


def test_where_movement_is_not_wanted_nothing_fades(page: Page) -> None:
    calm = page.evaluate("matchMedia('(prefers-reduced-motion: reduce)').matches")
    page.evaluate(TO, 8.1)
    half = [value for value in page.evaluate(SHOWN) if 0 < value < 1]
    assert bool(half) is not calm


def test_space_stops_and_arrows_turn(page: Page) -> None:
    now = "() => document.getAnimations()[0].currentTime"
    page.keyboard.press(" ")
    before = page.evaluate(now)
    page.wait_for_timeout(300)
    assert page.evaluate(now) == before
    for key, number in (("ArrowRight", 1), ("ArrowRight", 2), ("ArrowLeft", 1), ("ArrowLeft", 0), ("ArrowLeft", len(LANGUAGES) - 1)):
        page.keyboard.press(key)
        page.wait_for_timeout(50)
        assert page.evaluate(SHOWN)[number] == 1
    page.keyboard.press(" ")
    before = page.evaluate(now)
    page.wait_for_timeout(300)
    assert page.evaluate(now) > before


@pytest.mark.parametrize(("width", "height"), [(1080, 1920), (1280, 720), (3840, 2160)])
def test_it_fits_other_screens(browser: Browser, file: Path, width: int, height: int) -> None:
    with browser.new_context(viewport={"width": width, "height": height}, java_script_enabled=True) as context:
        opened = context.new_page()
        opened.goto(file.as_uri())
        assert opened.evaluate(OUTSIDE, 0) == []
        assert opened.evaluate("document.documentElement.scrollWidth <= innerWidth && document.documentElement.scrollHeight <= innerHeight")
