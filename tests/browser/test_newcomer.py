"""What a newcomer does on the site: chooses a language, has a word explained, listens, shares, reads in two languages, leaves fast, and
keeps a copy. With touch and keys, with scripts and without them."""

from __future__ import annotations

import io
import json
import re
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, Route

from press.adapters import decode
from press.commands.serve import server

from .browse import probe, report
from .finished import Site
from .looking import AXE, OPTIONS, RUN
from .markup import parse

pytestmark = pytest.mark.browser

PHONE = {"width": 360, "height": 700}
KEPT = "JSON.stringify({...localStorage})"
VOICES = """voices => { const said = []; window.said = said;
  const speech = { getVoices: () => voices, addEventListener: () => {}, cancel: () => { speech.now = null },
    speak: one => { said.push(one.text); speech.now = one; setTimeout(() => speech.now === one && one.onend({}), 1) } };
  Object.defineProperty(window, 'speechSynthesis', { value: speech });
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text } } }"""


@pytest.fixture
def phone(browser: Browser) -> Iterator[Any]:
    """Opens telephones: ``phone(locale="ar", …)`` gives a page of a context of its own."""
    opened: list[BrowserContext] = []

    def open_one(**wishes: Any) -> Page:
        context = browser.new_context(**{"viewport": PHONE, "reduced_motion": "reduce", "has_touch": True, **wishes})
        opened.append(context)
        return context.new_page()

    yield open_one
    for context in opened:
        context.close()


def first_choices(page: Page, number: int) -> list[str]:
    """The first languages of the chooser, by their tags."""
    tags = [link.get_attribute("hreflang") or "" for link in page.locator("main li a").all()]
    return tags[:number]


# The chooser


def test_the_languages_of_the_device_come_first_and_nothing_is_kept_before_a_choice(phone: Any, real: Site) -> None:
    page = phone(locale="so-SO")
    page.goto(f"{real.address}/q/ut/")
    assert first_choices(page, 1) == ["so"]
    assert page.locator("main li").count() == len(real.tongues)
    assert page.evaluate(KEPT) == "{}"
    page = phone(locale="de-DE")
    page.goto(f"{real.address}/")
    assert first_choices(page, 3) == ["sv", "sv-simple", "en-SE"], "no language of the device is ours: the usual order"


def test_a_choice_is_remembered_and_a_printed_code_then_leads_straight_on(phone: Any, real: Site) -> None:
    page = phone(locale="sv-SE")
    page.goto(f"{real.address}/q/ut/")
    page.locator("main a[hreflang='ti']").click()
    page.wait_for_url(f"{real.address}/ti/")
    assert json.loads(page.evaluate(KEPT)) == {"language": "ti"}
    page.goto(f"{real.address}/q/ut/")
    page.wait_for_url(f"{real.address}/ti/")
    page.goto(f"{real.address}/")
    assert first_choices(page, 1) == ["ti"] and page.url == f"{real.address}/", "who comes to choose may choose"
    page.goto(f"{real.address}/ti/work.html")
    page.locator("#languages summary").click()
    page.locator("#languages a[hreflang='ar']").click()
    page.wait_for_url(f"{real.address}/ar/work.html")
    assert json.loads(page.evaluate(KEPT)) == {"language": "ar"}


def test_a_choice_on_a_page_about_violence_is_not_remembered(phone: Any, real: Site) -> None:
    page = phone()
    page.goto(f"{real.address}/sv/support.html")
    page.locator("#languages summary").click()
    page.locator("#languages a[hreflang='ar']").click()
    page.wait_for_url(f"{real.address}/ar/support.html")
    assert page.evaluate(KEPT) == "{}"


# Sections


@pytest.mark.parametrize("path", ["ar/first-steps.html#help", "th/work.html#company", "sv/words.html#work"])
@pytest.mark.parametrize("still", ["reduce", "no-preference"])
def test_an_address_leads_to_its_section_and_stays_there(phone: Any, real: Site, path: str, still: str) -> None:
    page = phone(reduced_motion=still)
    page.goto(f"{real.address}/{path}")
    name = json.dumps(path.partition("#")[2])
    heading = page.locator(f"[id={name}]")
    page.wait_for_timeout(1200)
    box = heading.bounding_box()
    assert box is not None and 0 <= box["y"] < 60, box
    page.goto(f"{real.address}/{path.partition('#')[0]}")
    page.locator(f"nav.contents a[href='#{path.partition('#')[2]}']").click()
    page.wait_for_timeout(1200)
    box = heading.bounding_box()
    assert box is not None and 0 <= box["y"] < 60, box


@pytest.mark.parametrize("path", ["ar/first-steps.html", "th/health.html"])
def test_who_goes_back_comes_to_where_she_was(phone: Any, real: Site, path: str) -> None:
    page = phone(reduced_motion="reduce")
    page.goto(f"{real.address}/{path}")
    page.evaluate("scrollTo(0, 2500)")
    page.wait_for_timeout(300)
    page.evaluate("document.querySelector('nav.contents li:last-child a').click()")
    page.wait_for_timeout(300)
    assert page.evaluate("scrollY") != 2500
    page.go_back()
    page.wait_for_timeout(1200)
    assert page.evaluate("scrollY") == 2500


# Words, voices, sharing


@pytest.mark.parametrize("code", ["sv", "ar", "th"])
def test_a_word_is_explained_in_its_place(phone: Any, real: Site, code: str) -> None:
    page = phone()
    page.goto(f"{real.address}/{code}/work.html")
    link = page.locator("article a[href*='/words.html#']").first
    address = link.get_attribute("href") or ""
    link.focus()
    page.keyboard.press("Enter")
    note = page.locator(".term")
    note.wait_for()
    words = parse((real.folder / code / "words.html").read_text(encoding="utf-8"))
    heading = words.find("h3", id=address.partition("#")[2])
    assert heading.text in re.sub(r"\s+", " ", note.inner_text())
    assert page.evaluate("document.activeElement.className") == "note term", "who reads by ear is taken to it"
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.keyboard.press("Escape")
    assert note.count() == 0
    assert page.evaluate("document.activeElement.getAttribute('href')") == address, "and back to where they were"
    plain = phone(java_script_enabled=False)
    plain.goto(f"{real.address}/{code}/work.html")
    plain.locator("article a[href*='/words.html#']").first.click()
    assert plain.url == real.address + address


def test_an_explained_word_is_touched_looks_right_and_hides_nothing_in_every_language(phone: Any, real: Site) -> None:
    page = phone(viewport={"width": 320, "height": 640})
    page.add_init_script(AXE)
    faults = []
    for code in real.tongues:
        page.goto(f"{real.address}/{code}/work.html")
        page.locator("article a[href*='/words.html#']").first.tap()
        page.locator(".term").wait_for()
        faults += [f"{code}: {fault}" for fault in page.evaluate(RUN, OPTIONS)]
        faults += [f"{code}: {fault}" for fault in page.evaluate(probe("geometry"))]
        page.locator(".term button").tap()
        assert page.locator(".term").count() == 0, code
    assert not faults, report(faults)


def test_reading_aloud_is_offered_only_where_the_device_itself_has_a_voice(phone: Any, real: Site) -> None:
    for voices, offered in (
        ([], False),
        ([{"lang": "en-GB", "localService": True}], False),
        ([{"lang": "so-SO", "localService": False}], False),  # would send the text to somebody
        ([{"lang": "so-SO", "localService": True}], True),
    ):
        page = phone()
        page.add_init_script(f"({VOICES})({json.dumps(voices)})")
        page.goto(f"{real.address}/so/work.html")
        assert page.locator("#listen").is_visible() is offered, voices
        if offered:
            page.locator("#listen").click()
            page.wait_for_function("window.said.length > 12")
            assert page.evaluate("window.said[0]").strip() == page.locator("h1").inner_text().strip()
            assert not page.locator("#listen span").first.is_visible()
            page.locator("#listen").click()
            number = page.evaluate("window.said.length")
            page.wait_for_timeout(60)
            assert page.evaluate("window.said.length") <= number + 1, "it stops"
            assert page.locator("#listen span").first.is_visible()
    assert page.locator("#listen").count() == 1
    page.goto(f"{real.address}/so/support.html")
    assert page.locator("#listen").count() == 0, "a page about violence is not read aloud"


def test_a_page_is_shared_without_anybody_between(phone: Any, real: Site) -> None:
    page = phone()
    page.add_init_script("navigator.share = given => { window.given = given; return Promise.resolve() }")
    page.goto(f"{real.address}/ar/health.html")
    page.locator(".tools summary").click()
    code = page.locator(".tools img")
    page.wait_for_function("document.querySelector('.tools img').complete")
    assert code.evaluate("image => image.naturalWidth > 0")
    address = f"{real.base_url}/ar/health.html"
    assert page.locator(".tools a[href^='sms:']").get_attribute("href") == f"sms:?&body={address}"
    assert page.locator(".tools a[href^='mailto:']").get_attribute("href") == f"mailto:?body={address}"
    page.locator("#send").click()
    assert page.evaluate("window.given.url") == address
    page = phone(java_script_enabled=False)
    page.goto(f"{real.address}/ar/health.html")
    page.locator(".tools summary").click()
    assert code.count() and page.locator(".tools img").is_visible() and not page.locator("#send").is_visible()


def test_the_code_of_a_page_leads_to_it(phone: Any, real: Site) -> None:
    page = phone(device_scale_factor=2)
    page.goto(f"{real.address}/th/home.html")
    page.locator(".tools summary").click()
    page.wait_for_function("document.querySelector('.tools img').complete")
    picture = Image.open(io.BytesIO(page.locator(".tools img").screenshot())).convert("L")
    found = decode.codes(picture.tobytes(), *picture.size)
    assert [code.text for code in found] == [f"{real.base_url}/th/home.html"]


# Two languages side by side


@pytest.mark.parametrize("code", ["ar", "ti", "sv"])
def test_two_languages_stand_side_by_side_section_by_section(phone: Any, real: Site, code: str) -> None:
    page = phone(java_script_enabled=False, viewport={"width": 1200, "height": 800})
    page.goto(f"{real.address}/{code}/work.html")
    page.locator(".tools a[href*='/beside/']").click()
    assert page.url == f"{real.address}/{code}/beside/work.html"
    pairs = page.locator("section.pair")
    single = parse((real.folder / code / "work.html").read_text(encoding="utf-8"))
    other = "en" if code == "sv" else "sv"
    beside = parse((real.folder / other / "work.html").read_text(encoding="utf-8"))
    for tree, column in ((single, "> div:not(.other) h2"), (beside, "> div.other h2")):
        wanted = [node.text for node in tree.find("article").all("h2") if node.get("id") != "contents-heading"]
        assert [re.sub(r"\s+", " ", text) for text in page.locator(f"section.pair {column}").all_text_contents()] == wanted
    for pair in pairs.all()[1:4]:
        own, second = (pair.locator(f"> div:nth-child({n})").bounding_box() for n in (1, 2))
        assert own and second and abs(own["y"] - second["y"]) < 3, "they begin at the same height"
        assert (own["x"] > second["x"]) is (real.tongues[code].direction == "rtl"), "the reader's own comes first"


def test_another_language_can_stand_beside(phone: Any, real: Site) -> None:
    page = phone()
    page.goto(f"{real.address}/ar/beside/work.html")
    page.locator("#beside").select_option("so")
    page.wait_for_selector("section.pair .other[lang='so']")
    somali = parse((real.folder / "so" / "work.html").read_text(encoding="utf-8"))
    wanted = [node.text for node in somali.find("article").all("h2") if node.get("id") != "contents-heading"]
    shown = [re.sub(r"\s+", " ", text).strip() for text in page.locator("section.pair .other h2").all_text_contents()]
    assert shown == wanted
    assert page.locator("h1 .other").inner_text() == somali.find("h1").text
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map(node => node.id)")
    assert len(ids) == len(set(ids))


def test_every_language_can_stand_beside_every_other(phone: Any, real: Site) -> None:
    page = phone()
    for code in real.tongues:
        page.goto(f"{real.address}/{code}/beside/work.html")
        others = page.locator("#beside option").evaluate_all("options => options.map(option => option.value)")
        assert sorted([*others, code]) == sorted(real.tongues), code
        other = others[len(code + others[0]) % len(others)]
        page.locator("#beside").select_option(other)
        page.wait_for_selector(f"section.pair .other[lang='{real.tongues[other].tag}']")
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], (code, other)


# Safety


@pytest.mark.parametrize("way", ["button", "shift"])
@pytest.mark.parametrize("code", ["sv", "ar"])
def test_leaving_puts_another_page_in_this_ones_place(phone: Any, real: Site, code: str, way: str) -> None:
    page = phone()

    def answer(route: Route) -> None:
        route.fulfill(body="<title>weather</title>", content_type="text/html")

    page.context.route(lambda address: not address.startswith(real.address), answer)
    page.goto(f"{real.address}/{code}/")
    page.goto(f"{real.address}/{code}/support.html")
    length = page.evaluate("history.length")
    if way == "button":
        page.locator(".leave a").click()
    else:
        for _ in range(3):
            page.keyboard.press("Shift")
    page.wait_for_url(re.compile(r"^(?!http://127)"))
    assert page.evaluate("history.length") == length, "it has taken the page's place"
    page.go_back()
    assert page.url == f"{real.address}/{code}/", "going back leads past the page"


def test_slow_presses_and_capitals_do_not_leave(phone: Any, real: Site) -> None:
    page = phone()
    page.goto(f"{real.address}/sv/support.html")
    for keys in ("Shift+A", "Shift", "b", "Shift", "Shift"):
        page.keyboard.press(keys)
    page.wait_for_timeout(100)
    assert page.url == f"{real.address}/sv/support.html"


# A copy on the device


@pytest.fixture
def published(real: Site) -> Iterator[str]:
    """The site on an address of its own, so that a copy there is nobody else's."""
    served = server(real.out, 0)
    threading.Thread(target=served.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{served.server_address[1]}"
    served.shutdown()
    served.server_close()


COPIED = """async () => { const found = [];
  for (const name of await caches.keys()) for (const one of await (await caches.open(name)).keys()) found.push(new URL(one.url).pathname);
  return found }"""


@pytest.mark.parametrize("code", ["ar", "th"])
def test_a_copy_is_read_without_network_and_goes_at_one_touch(phone: Any, real: Site, published: str, code: str) -> None:
    page = phone()
    page.goto(f"{published}/{code}/keep.html")
    page.wait_for_selector("#can:not([hidden])")
    told = json.loads((real.folder / code / "offline.json").read_text(encoding="utf-8"))
    assert re.sub(r"\D", "", page.locator("#size").inner_text()), "its size is stated before it is taken"
    assert page.evaluate(COPIED) == [] and page.evaluate("navigator.serviceWorker.controller") is None
    page.locator("#take").click()
    page.wait_for_selector("[data-state='taken']:not([hidden])")
    kept = page.evaluate(COPIED)
    assert sorted(kept) == sorted(told["files"])
    safe = {page_ for page_ in real.pages if "safe" in real.trees[page_].find("body").classes}
    assert safe and not safe & set(kept) and not [path for path in kept if "safe" in path or "/beside/" in path]
    page.context.set_offline(True)
    for path in (f"/{code}/", f"/{code}/work.html", f"/{code}/plan.html"):
        page.goto(published + path)
        assert page.locator("h1").inner_text().strip() == real.trees[path].find("h1").text
        assert page.evaluate("getComputedStyle(document.querySelector('header')).backgroundColor") != "rgba(0, 0, 0, 0)"
    page.goto(f"{published}/{code}/search.html")
    page.locator("input[type=search]").fill("förskola")
    page.locator("main ol a[href*='children.html']").first.wait_for()
    page.goto(f"{published}/{code}/support.html")
    assert page.locator("#forget").count() == 1, "what is not in the copy: the page about the copy comes instead"
    page.context.set_offline(False)
    page.goto(f"{published}/{code}/support.html")
    assert page.locator(".leave a").is_visible()
    assert sorted(page.evaluate(COPIED)) == sorted(told["files"]), "reading it has not put it into the copy"
    page.goto(f"{published}/{code}/keep.html")
    page.locator("#remove").click()
    page.wait_for_selector("[data-state='removed']:not([hidden])")
    assert page.evaluate(COPIED) == []
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then(all => all.length)") == 0


def test_no_list_of_a_copy_holds_a_page_about_violence_and_each_states_its_size(real: Site) -> None:
    safe = {page for page in real.pages if "safe" in real.trees[page].find("body").classes}
    assert len(safe) > 2 * len(real.tongues)
    for code in real.tongues:
        told = json.loads((real.folder / code / "offline.json").read_text(encoding="utf-8"))
        sizes = [real.file(path).stat().st_size for path in told["files"]]
        assert told["bytes"] == sum(sizes) < 2_000_000, code
        assert not safe & set(told["files"]) and f"/{code}/plan.html" in told["files"], code
        assert not [path for path in told["files"] if re.search(r"/beside/|/local-|safe-|plain|booklet|/qr/|/share/", path)], code


def test_all_that_is_kept_goes_at_one_touch_and_is_what_the_page_about_it_says(phone: Any, published: str) -> None:
    page = phone()
    page.goto(f"{published}/q/ut/")
    page.locator("main a[hreflang='sv']").click()
    page.goto(f"{published}/sv/plan.html")
    page.locator("#for-work").uncheck()
    page.goto(f"{published}/sv/keep.html")
    page.locator("#take").click()
    page.wait_for_selector("[data-state='taken']:not([hidden])")
    assert sorted(json.loads(page.evaluate(KEPT))) == ["language", "plan"]
    assert page.evaluate("[sessionStorage.length, document.cookie]") == [0, ""]
    assert page.evaluate("indexedDB.databases().then(all => all.length)") == 0
    page.locator("#forget").click()
    page.wait_for_selector("#forgotten:not([hidden])")
    assert page.evaluate(KEPT) == "{}" and page.evaluate(COPIED) == []
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then(all => all.length)") == 0


def test_scripts_keep_nothing_but_language_plan_and_copy(real: Site) -> None:
    """The page about the reader's data names three things; every key that a script writes is one of them."""
    keys, other = set(), []
    for file in real.folder.rglob("*.js"):
        text = file.read_text(encoding="utf-8")
        keys |= set(re.findall(r"localStorage\.setItem\(\"?(\w+)", text))
        other += re.findall(r"sessionStorage|indexedDB|cookie|sendBeacon|XMLHttpRequest|WebSocket", text)
    assert keys == {"language", "KEY"} and not other  # KEY is "plan" in plan.js
    for code in real.tongues:
        assert len(real.trees[f"/{code}/privacy.html"].find("section", **{"aria-labelledby": "device"}).all("li")) == 3
