"""WCAG 2.2 AA: axe on every page, at 320 and 1280 px, light and dark; the keyboard; targets; text spacing; zoom to 400 %."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from .browse import SCHEMES, WIDTHS, report
from .finished import Site
from .looking import ALL_OPEN, Seen, every, faults_of

pytestmark = pytest.mark.browser


def test_every_page_of_every_language_is_looked_at(seen: tuple[Seen, ...], sites: tuple[Site, ...]) -> None:
    assert sorted(page.page for page in seen) == sorted(f"{site.name} {page}" for site, page in every(sites))
    for site in sites:
        looked_at = {site.split(page) for page in site.views}
        named = {name for code, name in map(site.split, site.pages) if code}
        assert looked_at >= {(code, name) for code in site.tongues for name in named}
    (real, *_) = sites
    assert len(real.tongues) * (len(real.counties) + 20) < len(real.views)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing(seen: tuple[Seen, ...], width: int, scheme: str) -> None:
    found = faults_of(seen, "axe", way=f"{width}×800 {scheme}")
    assert not found, report(found)


def test_focus_shows_and_is_never_hidden(seen: tuple[Seen, ...]) -> None:
    found = faults_of(seen, "focus")
    assert not found, report(found)


def test_targets_are_large_enough(seen: tuple[Seen, ...]) -> None:
    found = faults_of(seen, "targets")
    assert not found, report(found)


@pytest.mark.parametrize("way", ["320×256", "320×800 light", "320×800 dark", "1280×800 light", "1280×800 dark"])
def test_nothing_is_cut_off_or_covered(seen: tuple[Seen, ...], way: str) -> None:
    """At 400 % (320 × 256), at both widths, open and shut, and with wider text spacing (WCAG 1.4.10 and 1.4.12)."""
    found = faults_of(seen, "geometry", way=way)
    assert not found, report(found)


def test_nothing_moves_for_who_wants_no_motion(seen: tuple[Seen, ...]) -> None:
    found = faults_of(seen, "motion")
    assert not found, report(found)


def test_leave_bar_takes_little_of_a_small_window(browser: Browser, sites: tuple[Site, ...]) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 256})
    for site in sites:
        for code in site.tongues:
            page.goto(site.address + site.kinds(code)["violence"])
            box = page.locator(".leave").bounding_box()
            assert box is not None
            assert box["height"] <= 0.3 * 256, (code, box)
    page.close()


def focused(page: Page) -> Any:
    """Which of the focusable elements has the focus, by its number in the document."""
    return page.evaluate(
        "[...document.querySelectorAll('a[href], summary, [tabindex=\"0\"]')].indexOf(document.activeElement)"
    )


@pytest.mark.parametrize("code", ["sv", "en", "ar"])
def test_tab_goes_through_the_page_in_order_and_back(browser: Browser, site: Site, code: str) -> None:
    page = browser.new_context(viewport={"width": 320, "height": 640}, reduced_motion="reduce").new_page()
    for path in {site.kinds(code)["start"], site.kinds(code)["violence"]}:
        page.goto(site.address + path)
        page.evaluate(ALL_OPEN, True)
        number = page.evaluate("document.querySelectorAll('a[href], summary, [tabindex=\"0\"]').length")
        seen = []
        for _ in range(number):
            page.keyboard.press("Tab")
            seen.append(focused(page))
        assert seen == list(range(number)), path
        hidden = []
        for _ in range(number - 1):
            page.keyboard.press("Shift+Tab")
            hidden += page.evaluate(
                """() => { const e = document.activeElement, r = e.getClientRects()[0];
                  const top = document.elementFromPoint(r.left + r.width / 2, r.top + r.height / 2);
                  return top && (e.contains(top) || top.contains(e)) ? [] : [e.textContent] }"""
            )
        assert not hidden, (path, hidden)
    page.context.close()


@pytest.mark.parametrize("kind", ["start", "topic", "table", "violence", "fallback"])
def test_skip_link_comes_first_and_works(browser: Browser, site: Site, kind: str) -> None:
    page = browser.new_context(viewport={"width": 320, "height": 640}, reduced_motion="reduce").new_page()
    for code in site.tongues:
        path = site.kinds(code).get(kind)
        if path is None:
            continue
        page.goto(site.address + path)
        page.keyboard.press("Tab")
        box = page.locator(".skip").bounding_box()
        assert focused(page) == 0, path
        assert box is not None and box["x"] >= 0 and box["y"] >= 0, path
        page.keyboard.press("Enter")
        assert page.evaluate("[document.activeElement.id, location.hash]") == ["main", "#main"], path
        page.keyboard.press("Tab")
        inside = "document.querySelector('main').contains(document.activeElement)"
        assert page.evaluate(inside), path
    page.context.close()


def test_menus_and_questions_open_by_enter_and_space(browser: Browser, site: Site) -> None:
    page = browser.new_page(reduced_motion="reduce")
    for code in site.tongues:
        kinds = site.kinds(code)
        for path in {kinds["violence"], kinds.get("table", kinds["start"])}:
            page.goto(site.address + path)
            for summary in page.locator("summary").all():
                details = summary.locator("..")
                for key in ("Enter", "Space"):
                    summary.focus()
                    page.keyboard.press(key)
                    assert details.evaluate("element => element.open"), (path, key)
                    page.keyboard.press(key)
                    assert not details.evaluate("element => element.open"), (path, key)
    page.close()
