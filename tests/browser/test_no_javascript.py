"""Without JavaScript everything works: with it, the very same page, but for what says that only a script offers it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from .browse import Crowd, report
from .finished import Site
from .looking import Seen, every, faults_of, looked_without_script

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def plain(browser: Browser) -> Iterator[Page]:
    """A telephone that runs no script."""
    context = browser.new_context(
        java_script_enabled=False, viewport={"width": 360, "height": 640}, reduced_motion="reduce"
    )
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def bare(crowd: Crowd, sites: tuple[Site, ...]) -> tuple[Seen, ...]:
    """Every page of both sites, looked at without JavaScript."""
    return looked_without_script(crowd, every(sites))


def test_pages_are_the_same_with_and_without(
    seen: tuple[Seen, ...], bare: tuple[Seen, ...], sites: tuple[Site, ...]
) -> None:
    without, scripted = ({page.page: page.digest for page in pages} for pages in (bare, seen))
    assert without.keys() == scripted.keys() and len(without) == len(bare)
    # Except the chooser, which is ordered anew, and the page of the search, whose field comes with the script.
    apart = {f"{site.name} {page}" for site in sites for page in site.views if site.split(page)[1] in ("", "search")}
    differ = sorted(page for page, found in without.items() if found != scripted[page] and page not in apart)
    assert not differ, report(differ)
    found = faults_of(seen, "text")
    assert not found, report(found)


def test_all_that_opens_does_so_and_is_readable_at_400_percent(bare: tuple[Seen, ...]) -> None:
    found = faults_of(bare, "opens", "geometry")
    assert not found, report(found)


@pytest.mark.parametrize("code", ["sv", "en", "ar"])
def test_language_and_menu_open_and_lead_on(plain: Page, site: Site, code: str) -> None:
    path = site.kinds(code)["violence"]
    for menu, last in (("#languages", -1), ("#menu", -1)):
        plain.goto(site.address + path)
        assert not plain.locator(f"{menu} a").first.is_visible()
        plain.locator(f"{menu} summary").click()
        links = plain.locator(f"{menu} a")
        assert all(link.is_visible() for link in links.all())
        wanted = links.nth(last).get_attribute("href")
        links.nth(last).click()
        assert plain.url == f"{site.address}{wanted}"
        assert plain.locator("h1").is_visible()


@pytest.mark.parametrize("code", ["sv", "en", "ar"])
@pytest.mark.parametrize("kind", ["table", "violence"])
def test_contents_lead_to_their_headings(plain: Page, site: Site, code: str, kind: str) -> None:
    path = site.kinds(code)[kind]
    plain.goto(site.address + path)
    links = plain.locator("#contents a")
    assert links.count() >= 2
    for link in links.all():
        anchor = (link.get_attribute("href") or "").removeprefix("#")
        link.click()
        bar = plain.locator(".leave").bounding_box() if plain.locator(".leave").count() else None
        box = plain.locator(f"[id='{anchor}']").bounding_box()
        assert box is not None
        assert (bar["height"] if bar else 0) <= box["y"] < 640, (path, anchor, box)


def test_questions_open(plain: Page, site: Site) -> None:
    for code in site.tongues:
        plain.goto(site.address + site.kinds(code)["table"])
        for question in plain.locator("details.question").all():
            question.locator("summary").click()
            assert question.locator("> div").is_visible()


def test_from_the_printed_code_to_preschool_and_to_help_in_three_taps(plain: Page, real: Site) -> None:
    """As somebody who reads Somali and has just scanned the code of the letter."""
    plain.goto(f"{real.address}/q/ut/")
    plain.get_by_role("link", name="Soomaali").click()
    assert plain.url == f"{real.address}/so/"
    call = plain.locator("main a[href='tel:+4620505050']").first  # whom to call when somebody hits: no more than this one tap
    assert call.is_visible()
    plain.locator("main a[href^='/so/children.html']").first.click()
    plain.locator("#contents a[href='#preschool']").click()
    assert plain.url == f"{real.address}/so/children.html#preschool"
    section = plain.locator("section[aria-labelledby='preschool']")
    assert section.get_attribute("lang") is None, "the section is not in Somali"
    assert section.locator("li, p").first.is_visible()
    plain.goto(f"{real.address}/so/")
    plain.locator("main a[href^='/so/support.html']").first.click()
    plain.locator("#contents a[href='#help']").click()
    assert plain.locator("section[aria-labelledby='help'] a[href='tel:+4620505050']").first.is_visible()
