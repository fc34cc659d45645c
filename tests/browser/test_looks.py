"""Pictures of every kind of page in every language, at three widths, light and dark and on paper; nothing cut off or covered.

The pictures are for people: they lie in the folder that the last line of the run names (OMSVERIGE_PICTURES, or a
temporary one). What a machine can see in them, text outside the window or on top of other text, is asserted.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from .browse import SCHEMES, WIDTHS, Crowd, probe, report
from .finished import Site
from .looking import ALL_OPEN

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SHOWN = (320, 390, 1280)
MEASURED = (320, 390, 600, 800, 1024, 1280)
SAMPLED = ("start", "table", "violence")
PAPER = 680  # CSS px between the margins of an A4 sheet


def kinds(site: Site) -> dict[str, str]:
    """Name of a picture → page."""
    wanted = SAMPLED if site.name == "sampler" else None
    found = {
        f"{site.name}-{code}-{kind}": page
        for code in site.tongues
        for kind, page in site.kinds(code).items()
        if wanted is None or kind in wanted
    }
    if wanted:
        return found
    return {**found, f"{site.name}-chooser": f"{site.base}/", f"{site.name}-404": f"{site.base}/404.html"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the pictures go."""
    named = os.environ.get("OMSVERIGE_PICTURES")
    path = Path(named) if named else tmp_path_factory.mktemp("pictures")
    path.mkdir(parents=True, exist_ok=True)
    return path


def test_pictures(crowd: Crowd, sites: tuple[Site, ...], folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def take(page: Page, item: tuple[Site, str, str]) -> list[str]:
        site, name, path = item
        page.emulate_media(media="screen")
        page.goto(site.address + path)
        faults = []
        for width in SHOWN:
            page.set_viewport_size({"width": width, "height": 800})
            for scheme in SCHEMES:
                page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
                page.screenshot(path=folder / f"{name}-{width}-{scheme}.jpeg", full_page=True, quality=80)
        page.set_viewport_size({"width": PAPER, "height": 960})
        page.emulate_media(media="print", color_scheme="light")
        page.screenshot(path=folder / f"{name}-paper.jpeg", full_page=True, quality=80)
        faults += [f"{path} on paper: {fault}" for fault in page.evaluate(probe("geometry"))]
        return faults

    items = [(site, name, path) for site in sites for name, path in kinds(site).items()]
    faults = crowd.each(items, take)
    with capsys.disabled():
        print(f"\npictures: {folder}")
    assert len(list(folder.glob("*.jpeg"))) >= 7 * len(items)
    assert not faults, report(faults)


def test_nothing_is_cut_off_or_covered_at_any_width(crowd: Crowd, sites: tuple[Site, ...]) -> None:
    def look(page: Page, item: tuple[Site, str]) -> list[str]:
        site, path = item
        page.goto(site.address + path)
        found = []
        for opened in (False, True):
            page.evaluate(ALL_OPEN, opened)
            for width in MEASURED:
                page.set_viewport_size({"width": width, "height": 800})
                found += [f"{path} at {width}: {fault}" for fault in page.evaluate(probe("geometry"))]
        return found

    faults = crowd.each([(site, page) for site in sites for page in site.sample], look)
    assert not faults, report(faults)


def test_the_probe_sees_what_is_wrong(browser: Browser) -> None:
    bad: dict[str, Any] = {
        "outside the window": "<p style='margin-left:-90px'>far too far to the left</p>",
        "scrolls sideways": "<p style='width:3000px'>wide</p>",
        "on top of each other": "<p>one line of text</p><p style='margin-top:-2.2em'>another line of text</p>",
        "cut off": "<p style='height:1em;overflow:hidden'>one<br>two</p>",
        "an arrow alone": "<p>A <a class='ext'>link<br><span style='padding-inline-start:.8em'></span></a></p>",
        "wider than its box": "<p style='width:3em'>Arbetsmarknadsetableringsprogram</p>",
    }
    page = browser.new_page(viewport={"width": 400, "height": 400})
    for fault, body in bad.items():
        page.set_content(f"<html><body>{body}</body></html>")
        assert any(fault in seen for seen in page.evaluate(probe("geometry"))), fault
    page.set_content("<html><body><p>One line</p><p>and another</p></body></html>")
    assert page.evaluate(probe("geometry")) == []
    page.close()


def test_menus_stay_where_they_are_on_every_page_and_when_opened(crowd: Crowd, sites: tuple[Site, ...]) -> None:
    where = """width => [...document.querySelectorAll('header summary')].map(summary => {
      const header = document.querySelector('header').getBoundingClientRect(), box = summary.getBoundingClientRect();
      return [box.x, box.y - header.y].map(Math.round).join(',') }).join(' ')"""

    def look(page: Page, item: tuple[Site, str]) -> list[tuple[str, str]]:
        site, path = item
        found = []
        page.goto(site.address + path)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            page.evaluate(ALL_OPEN, False)
            for menu in ("nothing", "languages", "menu"):
                page.evaluate("menu => document.getElementById(menu)?.setAttribute('open', '')", menu)
                found.append((f"{site.name} {site.split(path)[0]} {width}", page.evaluate(where)))
        return found

    places: dict[str, set[str]] = {}
    pages = [(site, page) for site in sites for page in site.sample if site.split(page)[0] and not site.framed(page)]
    for key, place in crowd.each(pages, look):
        places.setdefault(key, set()).add(place)
    assert len(places) == 2 * sum(len(site.tongues) for site in sites)
    assert all(len(found) == 1 for found in places.values()), places
