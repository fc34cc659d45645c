"""Publishing from the desk: seen before it is done, done by one button, and the old site stays when it cannot be done."""

from __future__ import annotations

import re
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sites
from desktop import Opened, faults, open_desk
from playwright.sync_api import Browser, Page, expect

from press.store.output import read_manifest

expect.set_options(timeout=20_000)  # a machine with other work is no reason to fail
PHONES = "content/facts/phones.yaml"
DAY = "2026-11-29"
"""A day on which every date in the real texts has come."""


@pytest.fixture
def built(published: Path, tmp_path: Path) -> Iterator[Opened]:
    """A desk over the good site, published."""
    project = sites.project_from(published, tmp_path / "built")
    assert sites.build(project).code == 0
    with open_desk(project) as found:
        yield found


def quick(browser: Browser, **more: Any) -> Page:
    page = browser.new_page(reduced_motion="reduce", **more)
    page.on("pageerror", lambda error: pytest.fail(str(error)))
    return page


def looked(desk: Opened) -> Any:
    status, told = desk.call("GET", "/publishing/changes")
    assert status == 200, told
    return told


def finished(desk: Opened) -> Any:
    for _ in range(600):
        _, told = desk.call("GET", "/publishing/state")
        if not told["running"]:
            return told
        time.sleep(0.1)
    raise AssertionError("it does not end")


class Hands:
    """Somebody who has no mouse: every step is a key, and what is looked for is reached by Tab."""

    def __init__(self, page: Page) -> None:
        self.page, self.steps = page, 0

    def go(self, selector: str) -> None:
        """Tab until that has the focus."""
        for _ in range(400):
            if self.page.locator(selector).first.evaluate("element => element === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{selector} cannot be reached by Tab")

    def do(self, selector: str, keys: str = "", press: str = "") -> None:
        """One step: go there, write, press."""
        self.go(selector)
        if keys:
            self.page.keyboard.press("Control+a")
            self.page.keyboard.type(keys)
        if press:
            self.page.keyboard.press(press)
        self.steps += 1


def correct(browser: Browser, desk: Opened) -> int:
    """From opening the desk to the published pages, by keyboard alone and without a manual: how many steps it took."""
    page = quick(browser)
    page.goto(f"{desk.address}/")
    hands = Hands(page)
    hands.do('nav a[href$="/facts"]', press="Enter")
    page.wait_for_url("**/facts")
    hands.do("#words", "kvinnofridslinjen", "Enter")
    expect(page).to_have_url(re.compile("words=kvinnofridslinjen"))
    hands.do('th a[href$="/facts/of/kvinnofridslinjen"]', press="Enter")
    page.wait_for_url("**/facts/of/*")
    hands.do("#value", "020-50 50 51", "Enter")
    expect(page.locator("#saved a")).to_be_focused(timeout=20_000)
    hands.do("#saved a", press="Enter")
    expect(page.locator("#publish")).to_be_enabled(timeout=60_000)
    expect(page.locator(".difference ins").first).to_contain_text("51", timeout=20_000)
    assert faults(page) == []
    hands.do("#publish", press="Enter")
    expect(page.locator("#result.note")).to_be_focused(timeout=120_000)
    assert faults(page) == []
    page.close()
    return hands.steps


def reached(site: Path, name: str) -> int:
    """In how many languages a page has the new number and dials it, and the old one is gone from it."""
    paths = [path for path in read_manifest(site) if path.count("/") == 1 and path.endswith(f"/{name}.html")]
    for path in paths:
        html = (site / path).read_text("utf-8")
        assert "020\u201150\u00a050\u00a051" in html and "tel:+4620505051" in html and "020\u201150\u00a050\u00a050" not in html, path
    return len(paths)


def test_a_number_corrected_reaches_the_readers_of_all_languages_in_six_steps(browser: Browser, whole: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OMSVERIGE_TODAY", DAY)
    site = whole / "content" / "site.yaml"
    site.write_text("\n".join(line for line in site.read_text("utf-8").split("\n") if not line.startswith("extras:")), "utf-8")
    ran = sites.command("build", "--project", whole, OMSVERIGE_TODAY=DAY)
    assert ran.code == 0, ran.err
    before = (whole / PHONES).read_text("utf-8")
    with open_desk(whole) as desk:
        desk.desk.build = lambda project: sites.command("build", "--project", project, OMSVERIGE_TODAY=DAY).code
        assert correct(browser, desk) == 6
    assert reached(whole / "site", "numbers") == 18
    assert (whole / PHONES).read_text("utf-8") == before.replace("020-50 50 50", "020-50 50 51").replace("+4620505050", "+4620505051")


def test_the_same_in_english(browser: Browser, published: Path, tmp_path: Path) -> None:
    project = sites.project_from(published, tmp_path / "english")
    with open_desk(project, "en") as desk:
        assert correct(browser, desk) == 6
    assert reached(project / "site", "violence") == 3


def test_before_and_after_stand_side_by_side_also_from_right_to_left(browser: Browser, built: Opened) -> None:
    sites.edit(built.folder, "content/facts/rules.yaml", "value: 25", "value: 30")
    page = quick(browser, viewport={"width": 1280, "height": 900})
    page.goto(f"{built.address}/publishing")
    row = page.locator('.language[data-path="ar/work.html"]')
    row.locator("summary").press("Enter")
    expect(row.locator(".text")).to_have_attribute("dir", "rtl")
    expect(row.locator("del")).to_contain_text("25")
    expect(row.locator("ins")).to_contain_text("30")
    assert faults(page) == []
    row.locator("a").press("Enter")
    before, after = page.frame_locator("#old"), page.frame_locator("#new")
    expect(before.locator("#holiday ~ p, section#holiday").first).to_contain_text("25")
    expect(after.locator("#holiday ~ p, section#holiday").first).to_contain_text("30")
    for frame in (before, after):
        assert frame.locator("html").get_attribute("dir") == "rtl"
        assert frame.locator("body").evaluate("body => getComputedStyle(body).fontFamily") != "serif", "the site's own styles"
        assert frame.locator("style").first.evaluate("style => style.sheet !== null && style.sheet.cssRules.length > 20")
    assert faults(page) == []
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    before.locator("a[href*='/published/ar/']").first.click()
    expect(before.locator("html")).to_have_attribute("dir", "rtl")
    page.close()


def test_mistakes_stand_first_lead_to_their_line_and_stop_publishing(browser: Browser, built: Opened) -> None:
    before = sites.tree(built.folder / "site")
    sites.edit(built.folder, "content/sv/work.md", "[[semester-dagar]]", "[[semester-dagr]]")
    sites.edit(built.folder, PHONES, "source: https://kvinnofridslinjen.se/", "source: http://kvinnofridslinjen.se/")
    page = quick(browser)
    page.goto(f"{built.address}/publishing")
    expect(page.locator("section.error .problems a").first).to_be_visible()
    hrefs = [str(link.get_attribute("href")) for link in page.locator("section.error .problems a").all()]
    assert any(href.endswith("/edit/content/sv/work.md?line=16") for href in hrefs) and any(href.endswith("/facts/of/kvinnofridslinjen") for href in hrefs), hrefs
    expect(page.locator("#publish")).to_be_disabled()
    assert faults(page) == []
    status, told = built.call("POST", "/publishing/start", {})
    assert status == 422 and told["fix"]
    assert sites.tree(built.folder / "site") == before
    page.close()


def test_a_build_that_fails_leaves_the_site_as_it_was_and_says_so(browser: Browser, built: Opened) -> None:
    before = sites.tree(built.folder / "site")
    sites.edit(built.folder, "content/sv/work.md", "title: Arbete", "title: Jobb")
    built.desk.build = lambda project: 3
    page = quick(browser)
    page.goto(f"{built.address}/publishing")
    page.locator("#publish").click()
    expect(page.locator("#result.error")).to_be_focused()
    assert faults(page) == [] and sites.tree(built.folder / "site") == before
    expect(page.locator("#publish")).to_be_enabled()  # it can be tried again
    page.close()


def test_a_second_press_and_a_second_window_begin_nothing(browser: Browser, built: Opened) -> None:
    sites.edit(built.folder, "content/sv/work.md", "title: Arbete", "title: Jobb")
    go, times, real = threading.Event(), [], built.desk.build

    def slow(project: Path) -> int:
        times.append(1)
        go.wait(60)
        return real(project)

    built.desk.build = slow
    one, other = quick(browser), quick(browser)
    one.goto(f"{built.address}/publishing")
    other.goto(f"{built.address}/publishing")
    expect(other.locator("#publish")).to_be_enabled()
    one.locator("#publish").click()
    expect(one.locator("progress")).to_be_visible()
    assert faults(one) == []
    other.locator("#publish").click()
    expect(other.locator("progress")).to_be_visible()
    expect(other.locator("#publish")).to_be_disabled()
    status, told = built.call("POST", "/publishing/start", {})
    assert status == 409 and told["running"]
    go.set()
    for page in (one, other):
        expect(page.locator("#result.note")).to_be_visible(timeout=30_000)
        page.close()
    assert times == [1] and finished(built)["code"] == 0


def test_what_is_written_is_what_was_told_and_then_nothing_is_left(built: Opened) -> None:
    sites.edit(built.folder, "content/sv/work.md", "Alla får arbeta.", "Alla vuxna får arbeta.")
    told = looked(built)
    assert told["ready"] and 'data-path="sv/work.html"' in told["html"]
    status, found = built.call("GET", "/publishing/difference?path=sv/work.html")
    assert status == 200 and "<ins>" in found["html"] and "vuxna" in found["html"]
    was = read_manifest(built.folder / "site")
    assert built.call("POST", "/publishing/start", {})[0] == 200
    state = finished(built)
    now = read_manifest(built.folder / "site")
    assert state["code"] == 0 and state["written"] == sum(was.get(path) != row for path, row in now.items()) > 0
    assert not looked(built)["ready"]
    assert built.call("GET", "/publishing/difference?path=sv/work.html")[0] == 404


def test_what_was_never_published_is_published_as_a_whole(desk: Opened) -> None:
    told = looked(desk)
    assert told["ready"] and "<details" not in told["html"].split("warned")[0]
    assert desk.call("POST", "/publishing/start", {})[0] == 200
    state = finished(desk)
    assert state["code"] == 0 and state["written"] == len(read_manifest(desk.folder / "site")) > 35 and looked(desk)["settled"]


def test_only_what_the_program_published_is_shown(built: Opened) -> None:
    (built.folder / "site" / "secret.html").write_text("hemligt")
    (built.folder / "secret.html").write_text("hemligt")
    for path in ("/published/secret.html", "/published/../secret.html", "/published/%2e%2e/secret.html", "/published/.press-manifest", "/foreseen/secret.html", "/foreseen/../secret.html", "/publishing/see/secret.html"):
        status, told = built.call("GET", path)
        assert status == 404 and "hemligt" not in str(told), path
    status, told = built.call("GET", "/published/sv/")
    assert status == 200 and f'href="/{built.desk.gate.key}/published/assets/' in told


def test_what_was_changed_is_recorded_with_a_sentence_and_a_name_and_nothing_else_is(browser: Browser, built: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    for key in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"):
        monkeypatch.setenv(key, "/dev/null")
    page = quick(browser)
    page.goto(f"{built.address}/publishing")
    assert built.call("GET", "/publishing/record")[1]["repository"] is False, "no repository: it is not offered"

    def git(*words: str) -> str:
        return subprocess.run(["git", "-C", built.folder, "-c", "user.name=prov", "-c", "user.email=prov@example.org", *words], check=True, capture_output=True, text=True).stdout

    git("init", "-q")
    git("add", "content")
    git("commit", "-qm", "Start")
    sites.edit(built.folder, "content/sv/work.md", "Alla får arbeta.", "Alla vuxna får arbeta.")
    sites.edit(built.folder, "content/en/index.md", "title:", "title: The")
    sites.edit(built.folder, PHONES, "owner: NCK", "owner: Andra")
    sites.edit(built.folder, "content/facts/rules.yaml", "value: 25", "value: 30")
    (built.folder / "content" / "sv" / "ny-sida.md").write_text((built.folder / "content/sv/work.md").read_text("utf-8"), "utf-8")
    (built.folder / "notes.txt").write_text("inte med")
    git("add", "notes.txt")
    page.reload()
    page.locator("#who").fill("Prov Ett")
    page.locator("#publish").click()
    expect(page.locator("#record")).to_be_visible(timeout=30_000)
    assert faults(page) == []
    expect(page.locator("#files input")).to_have_count(5)
    page.locator(f'#files input[value="{PHONES}"]').uncheck()
    assert page.locator("#message").input_value() == "Provsidan (en); kvinnofridslinjen; semester-dagar: 25 → 30; Arbete"
    page.locator("#message").fill("Vuxna får arbeta")
    page.locator("#keep").click()
    expect(page.locator("#files input")).to_have_count(1)
    assert git("log", "-1", "--format=%s|%an|%b").startswith("Vuxna får arbeta|Om Sverige|")
    assert "Prov Ett" in git("log", "-1", "--format=%b")
    assert set(git("-c", "core.quotepath=off", "show", "--name-only", "--format=").split()) == {"content/sv/work.md", "content/en/index.md", "content/sv/ny-sida.md", "content/facts/rules.yaml"}
    assert git("diff", "--cached", "--name-only").split() == ["notes.txt"], "what somebody else has laid ready stays so"
    assert built.call("POST", "/publishing/record", {"paths": ["build.py"], "message": "x", "by": ""})[0] == 422
    assert built.call("POST", "/publishing/record", {"paths": [PHONES], "message": " ", "by": ""})[0] == 422
    page.close()
