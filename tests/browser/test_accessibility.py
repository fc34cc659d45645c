"""WCAG 2.2 AA: axe on every page, at 320 and 1280 px, light and dark; the keyboard; targets; text spacing; zoom to 400 %."""

from __future__ import annotations

from collections import defaultdict
from typing import Any, Literal

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page

from .browse import SCHEMES, WIDTHS, Crowd, probe, report
from .finished import Site

pytestmark = pytest.mark.browser

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = {
    "runOnly": {"type": "tag", "values": TAGS},
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations", "incomplete"],
    "preload": False,
}
# What axe cannot tell counts too, except in a table that scrolls: a cell that is scrolled away has no background to measure.
RUN = """options => axe.run(document, options).then(({violations, incomplete}) =>
  [...violations, ...incomplete.map(rule => ({...rule, unsure: " (axe cannot tell)"}))].flatMap(rule => rule.nodes
    .filter(node => !rule.unsure || !document.querySelector(node.target[0]).closest(".table"))
    .map(node => `${rule.id}${rule.unsure || ""}: ${node.html.slice(0, 120)} ${(node.failureSummary || "").slice(0, 200)}`)))"""
ALL_OPEN = "open => document.querySelectorAll('details').forEach(details => { details.open = open })"
SPACING = """* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
p { margin-block-end: 2em !important }"""
Faults = dict[tuple[int, str], list[str]]
View = tuple[int, int, Literal["light", "dark"], tuple[str, ...]]
"""Width, height, colour scheme, and the probes to use."""


def each(sites: tuple[Site, ...]) -> list[tuple[Site, str]]:
    """The pages that stand for all (Site.sample)."""
    return [(site, page) for site in sites for page in site.sample]


def both_states(width: int, scheme: str) -> bool:
    """Whether questions and menus are open: so that both states are seen at both widths and in both schemes."""
    return (width == WIDTHS[0]) == (scheme == SCHEMES[0])


@pytest.fixture(scope="package")
def violations(crowd: Crowd, sites: tuple[Site, ...]) -> Faults:
    """What axe finds, by width and colour scheme: every page of every language in one of the four ways, in turn, and the
    pages that stand for all in all four."""
    ways = [(width, scheme) for width in WIDTHS for scheme in SCHEMES]

    def look(page: Page, item: tuple[Site, str, int]) -> list[tuple[tuple[int, str], str]]:
        site, path, number = item
        page.goto(site.address + path)
        page.evaluate(AXE_SCRIPT)
        found = []
        for width, scheme in ways if path in site.sample else (ways[number % len(ways)],):
            page.set_viewport_size({"width": width, "height": 800})
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            page.evaluate(ALL_OPEN, both_states(width, scheme))
            found += [((width, scheme), f"{path} {fault}") for fault in page.evaluate(RUN, OPTIONS)]
        return found

    faults: Faults = defaultdict(list)
    pages = [(site, page, number) for site in sites for number, page in enumerate(site.views)]
    for key, fault in crowd.each(pages, look):
        faults[key].append(fault)
    return faults


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing(violations: Faults, width: int, scheme: str) -> None:
    found = violations[width, scheme]
    assert not found, report(found)


def test_axe_would_find_something(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content(
        "<html><body><img src=x><a href=/></a><p style='color:#ccc;background:#fff'>pale</p></body></html>"
    )
    page.evaluate(AXE_SCRIPT)
    found = " ".join(page.evaluate(RUN, OPTIONS))
    page.close()
    assert all(rule in found for rule in ("image-alt", "link-name", "color-contrast", "html-has-lang"))


def walk(crowd: Crowd, sites: tuple[Site, ...], views: tuple[View, ...], style: str = "") -> list[str]:
    """Probe every page in several views, everything open; the faults with their pages."""

    def look(page: Page, item: tuple[Site, str]) -> list[str]:
        site, path = item
        page.goto(site.address + path)
        page.evaluate(ALL_OPEN, True)
        if style:
            page.add_style_tag(content=style)
        found = []
        for width, height, scheme, probes in views:
            page.set_viewport_size({"width": width, "height": height})
            page.emulate_media(color_scheme=scheme)
            for name in probes:
                found += [f"{path} at {width} {scheme}: {fault}" for fault in page.evaluate(probe(name))]
        return found

    return crowd.each(each(sites), look)


def test_focus_shows_and_is_never_hidden(crowd: Crowd, sites: tuple[Site, ...]) -> None:
    # 320 × 256 is a window of 1280 × 1024 at 400 %. The colours do not depend on the width.
    faults = walk(crowd, sites, ((320, 256, "light", ("focus",)), (1280, 700, "dark", ("focus",))))
    assert not faults, report(faults)


def test_targets_are_large_enough(crowd: Crowd, sites: tuple[Site, ...]) -> None:
    faults = walk(crowd, sites, ((320, 800, "light", ("targets",)), (1280, 800, "light", ("targets",))))
    assert not faults, report(faults)


def test_wider_text_spacing_hides_nothing(crowd: Crowd, sites: tuple[Site, ...]) -> None:
    views: tuple[View, ...] = ((320, 800, "light", ("geometry",)), (1280, 800, "light", ("geometry",)))
    faults = walk(crowd, sites, views, style=SPACING)
    assert not faults, report(faults)


def test_readable_at_400_percent_and_without_motion(crowd: Crowd, sites: tuple[Site, ...]) -> None:
    # A window of 1280 × 1024 at 400 % is one of 320 × 256 (WCAG 1.4.10, note 1).
    faults = walk(crowd, sites, ((320, 256, "light", ("geometry", "motion")),))
    assert not faults, report(faults)


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
