"""The own plan: chosen without JavaScript, ticked on the device only, forgotten at one touch, and never leading to a page about violence."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

from .finished import Site

pytestmark = pytest.mark.browser

SHOWN = "[...document.querySelectorAll('.plan li')].filter(li => li.getClientRects().length).map(li => li.querySelector('input').id)"
KEPT = "JSON.stringify({...localStorage})"


def opened(browser: Browser, real: Site, code: str, script: bool) -> Page:
    """The plan of a language."""
    page = browser.new_context(java_script_enabled=script, viewport={"width": 360, "height": 700}).new_page()
    page.goto(f"{real.address}/{code}/plan.html")
    return page


@pytest.mark.parametrize("code", ["sv", "ar", "ti"])
def test_the_plan_is_chosen_without_javascript(browser: Browser, real: Site, code: str) -> None:
    page = opened(browser, real, code, script=False)
    everything = page.locator(".plan li").count()
    assert everything > 30
    assert page.locator(".plan li:visible").count() == everything
    for box in page.locator(".plan > input").all():
        box.uncheck()
    common = page.locator(".plan li:visible").count()
    assert 10 < common < everything
    page.locator("#for-children").check()
    assert common < page.locator(".plan li:visible").count() < everything
    page.locator(".steps input").first.check()  # ticks without JavaScript, too
    assert page.locator(".ticks").count() == 0, "what only a script can do is offered without one"
    page.context.close()


def test_ticks_are_kept_on_the_device_and_go_at_one_touch(browser: Browser, real: Site) -> None:
    page = opened(browser, real, "sv", script=True)
    assert page.evaluate(KEPT) == "{}", "something is kept although nothing was ticked"
    page.locator("#for-work").uncheck()
    page.locator("#first-steps-bank").check()
    shown = page.evaluate(SHOWN)
    page.reload()
    assert not page.locator("#for-work").is_checked()
    assert page.locator("#first-steps-bank").is_checked()
    assert page.evaluate(SHOWN) == shown
    page.goto(f"{real.address}/so/plan.html")  # the same steps in another language
    assert page.locator("#first-steps-bank").is_checked()
    page.locator(".ticks button").click()
    assert page.evaluate(KEPT) == "{}"
    assert page.locator(".ticks").count() == 0
    assert page.locator("#for-work").is_checked() and not page.locator("#first-steps-bank").is_checked()
    assert not page.context.cookies()
    page.context.close()


def test_every_step_leads_to_its_section_and_none_to_a_page_about_violence(real: Site) -> None:
    for code in real.tongues:
        links = [node for node in real.trees[f"/{code}/plan.html"].all("a") if node.get("id").startswith("to-")]
        assert len(links) > 30, code
        for link in links:
            path, _, anchor = link.get("href").partition("#")
            tree = real.trees[path]
            assert anchor in {node.get("id") for node in tree}, (code, link.get("href"))
            assert "safe" not in tree.find("body").classes, (code, path)


def test_on_paper_the_list_has_boxes_to_tick(browser: Browser, real: Site) -> None:
    page = opened(browser, real, "sv", script=True)
    page.emulate_media(media="print")
    assert page.locator(".steps input").first.is_visible()
    page.context.close()
