"""What scripts do for a newcomer, in WebKit: whoever has an iPhone finds, keeps and leaves as everybody else."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import ThreadingHTTPServer

import pytest

from press.commands.serve import server

from .finished import Site
from .webkit import Phone

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SHIFT = "\ue008"
"""The key, as WebDriver calls it."""
COPIED = """const done = arguments[0];
(async () => { const found = [];
  for (const name of await caches.keys()) for (const one of await (await caches.open(name)).keys()) found.push(new URL(one.url).pathname);
  const workers = await navigator.serviceWorker.getRegistrations();
  return [found, workers.length, Object.keys(localStorage).sort()] })().then(done)"""
STATE = "return !document.querySelector('[data-state=%s]').hidden"


@pytest.fixture
def served(real: Site) -> Iterator[ThreadingHTTPServer]:
    """The site on an address of its own, so that what is kept there is nobody else's; it may be shut down by a test."""
    found = server(real.out, 0)
    threading.Thread(target=found.serve_forever, daemon=True).start()
    yield found
    found.shutdown()
    found.server_close()


def address(served: ThreadingHTTPServer) -> str:
    return f"http://127.0.0.1:{served.server_address[1]}"


@pytest.mark.parametrize(("code", "words"), [("sv", "barnen"), ("so", "förskola")])
def test_the_search_finds(webkit: Phone, real: Site, code: str, words: str) -> None:
    webkit.go(f"{real.address}/{code}/search.html")
    webkit.type("#query", words)
    assert webkit.wait("return [...document.querySelectorAll('main a')].slice(0, 3).some((one) => one.pathname.endsWith('/children.html'))")


def test_a_copy_is_read_without_network_and_goes_at_one_touch(webkit: Phone, real: Site, served: ThreadingHTTPServer) -> None:
    base = address(served)
    webkit.go(f"{base}/th/keep.html")
    assert webkit.wait("return !document.getElementById('can').hidden && document.getElementById('size').textContent")
    webkit.press("#take")
    assert webkit.wait(STATE % "taken")
    served.shutdown()
    served.server_close()
    for page in ("/th/home.html", "/th/plan.html"):
        webkit.go(base + page)
        assert webkit.run("return document.querySelector('h1').textContent").split() == real.trees[page].find("h1").text.split()
        assert webkit.run("return document.styleSheets[0].cssRules.length") > 20
    webkit.go(f"{base}/th/support.html")
    assert webkit.run("return document.getElementById('forget') !== null"), "a page about violence is in no copy: the page about the copy comes"
    webkit.press("#forget")
    assert webkit.wait("return !document.getElementById('forgotten').hidden")
    assert webkit.ask("POST", "/execute/async", {"script": COPIED, "args": []}) == [[], 0, []]


def test_a_word_is_explained_in_its_place(webkit: Phone, real: Site) -> None:
    webkit.go(f"{real.address}/ar/work.html")
    webkit.press("article a[href*='/words.html#']")
    assert "Arbetsförmedlingen" in webkit.wait("return document.querySelector('.term')?.textContent")


def test_what_is_chosen_is_kept_on_the_device(webkit: Phone, served: ThreadingHTTPServer) -> None:
    base = address(served)
    webkit.go(f"{base}/sv/work.html")
    webkit.press("#languages summary")
    webkit.press("#languages a[hreflang='ar']")
    assert webkit.wait("return location.pathname === '/ar/work.html'")
    webkit.go(f"{base}/q/ut/")
    assert webkit.wait("return location.pathname === '/ar/'"), "a printed code leads straight on"
    webkit.go(f"{base}/sv/plan.html")
    webkit.press(".plan li input")
    webkit.go(f"{base}/sv/plan.html")
    assert webkit.run("return document.querySelector('.plan li input').checked")
    assert webkit.ask("POST", "/execute/async", {"script": COPIED, "args": []}) == [[], 0, ["language", "plan"]]


def test_another_language_can_stand_beside(webkit: Phone, real: Site) -> None:
    webkit.go(f"{real.address}/so/beside/work.html")
    webkit.run("const list = document.getElementById('beside'); list.value = 'ar'; list.dispatchEvent(new Event('change', { bubbles: true }))")
    assert webkit.wait("return document.querySelectorAll('section.pair .other[lang=ar][dir=rtl]').length") > 5


@pytest.mark.parametrize("way", ["button", "shift"])
def test_a_page_about_violence_is_left_and_not_come_back_to(webkit: Phone, served: ThreadingHTTPServer, way: str) -> None:
    webkit.go(f"{address(served)}/sv/work.html")
    webkit.go(f"{address(served)}/sv/support.html")
    length, there = webkit.run("return [history.length, document.querySelector('.leave a').href]")
    away = f"{address(served)}/sv/home.html"  # the tests ask nobody else: the way out leads to a page of ours
    webkit.run("document.querySelector('.leave a').href = arguments[0]", away)
    assert there.startswith("https://")
    if way == "button":
        webkit.press(".leave a")
    else:
        keys = [{"type": kind, "value": SHIFT} for kind in ("keyDown", "keyUp")] * 3
        webkit.ask("POST", "/actions", {"actions": [{"type": "key", "id": "keyboard", "actions": keys}]})
    assert webkit.wait("return location.pathname === '/sv/home.html' && document.readyState === 'complete'")
    assert webkit.run("return history.length") == length
    webkit.ask("POST", "/back", {})
    assert webkit.wait("return location.pathname === '/sv/work.html'"), "not to the page that was left"
