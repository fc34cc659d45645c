"""A browser under the real policy: nothing of ours is blocked on any kind of page, and what somebody plants is."""

from __future__ import annotations

import http.server
import re
import shutil
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
import sites
from browser import finished
from browser.firefox import in_firefox
from browser.webkit import phone
from playwright.sync_api import Browser, Page
from servers import Server, both

pytestmark = pytest.mark.browser

LISTEN = """window.blocked = [];
document.addEventListener("securitypolicyviolation", event => window.blocked.push(event.violatedDirective + " " + event.blockedURI));"""
SHOWN = """() => { document.querySelectorAll("details").forEach(details => { details.open = true });
  return Promise.all([...document.images].map(image => { image.loading = "eager"; return image.decode().then(() => true) })) }"""
PLANTED = """<script>document.title = "planted"</script><style>h1 { color: rgb(1, 2, 3) }</style>
<p id="styled" style="color: rgb(1, 2, 3)">x</p><img src="https://elsewhere.example/x.png" onerror="document.title='planted'">"""


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> finished.Site:
    """The real content, built; a copy of one page has things planted in it."""
    out = tmp_path_factory.mktemp("real") / "site"
    finished.build(sites.ROOT, out)
    start = (out / "sv/index.html").read_text("utf-8")
    (out / "planted.html").write_text(start.replace("</main>", f"{PLANTED}</main>"), "utf-8")
    return finished.Site("real", sites.ROOT, out, "", "https://omsverige.example", "")


@pytest.fixture(scope="module")
def whole(real: finished.Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Server]]:
    """The real content on both servers."""
    with ExitStack() as stack:
        yield both(sites.ROOT, real.out, tmp_path_factory.mktemp("whole"), "omsverige.example", "", stack)


def open_page(browser: Browser, address: str) -> tuple[Page, list[str]]:
    """A page, and what the browser complained of while it was loaded."""
    page = browser.new_context(locale="xx").new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("requestfailed", lambda request: said.append(f"{request.url} {request.failure}"))
    page.add_init_script(LISTEN)
    page.goto(address)
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => setTimeout(done)))")
    return page, said + page.evaluate("window.blocked")


def kinds_of_pages(real: finished.Site) -> dict[str, str]:
    """Every kind of page, in Swedish, Arabic and Tigrinya, and those of no language."""
    found = {"chooser": "/", "languages": "/languages.html", "short": "/q/ut/"}
    for code in ("sv", "ar", "ti"):
        found |= {f"{code} {kind}": path for kind, path in real.kinds(code).items()}
        found[f"{code} plan"] = f"/{code}/plan.html"
    return found


def test_nothing_of_ours_is_blocked(browser: Browser, whole: dict[str, Server], real: finished.Site, name: str) -> None:
    wrong = []
    pages = kinds_of_pages(real)
    assert len(pages) >= 15 and {"sv start", "sv topic", "sv violence", "sv county"} <= set(pages)
    for kind, path in pages.items():
        page, said = open_page(browser, whole[name].address + path)
        rules = page.evaluate("[...document.styleSheets].map(sheet => sheet.cssRules.length)")
        wrong += [f"{kind}: {word}" for word in said]
        wrong += [] if rules and min(rules) > 3 and (max(rules) > 20 or kind.endswith("card")) else [f"{kind}: no style {rules}"]
        page.context.close()
    assert not wrong, wrong


def test_firefox_lets_every_style_in(whole: dict[str, Server], real: finished.Site, name: str) -> None:
    pages = list(kinds_of_pages(real).values())
    seen, faults = in_firefox(real, whole[name].address, pages, (360,), False)
    assert seen == len(pages) and not faults, faults


def test_webkit_lets_every_style_in(whole: dict[str, Server], real: finished.Site, name: str) -> None:
    with phone() as webkit:
        for kind, path in kinds_of_pages(real).items():
            webkit.go(whole[name].address + path)
            rules = webkit.run("return [...document.styleSheets].map((sheet) => sheet.cssRules.length)")
            assert rules and min(rules) > 3, (kind, rules)


def test_what_scripts_do_runs_under_the_policy(browser: Browser, whole: dict[str, Server], name: str) -> None:
    address = whole[name].address
    page, said = open_page(browser, f"{address}/so/search.html")
    page.locator("input[type=search]").fill("förskola")
    page.locator("main ol a[href*='children.html']").first.wait_for()
    page.goto(f"{address}/ar/work.html")
    page.locator("article a[href*='/words.html#']").first.click()
    page.locator(".term").wait_for()
    page.locator(".tools summary").click()
    page.wait_for_function("document.querySelector('.tools img').naturalWidth > 0")
    page.goto(f"{address}/ar/beside/work.html")
    page.locator("#beside").select_option("so")
    page.wait_for_selector("section.pair .other[lang='so']")
    page.goto(f"{address}/ti/keep.html")
    page.locator("#take").click()
    page.wait_for_selector("[data-state='taken']:not([hidden])")
    page.context.set_offline(True)
    page.goto(f"{address}/ti/home.html")
    assert page.locator("h1").is_visible()
    page.context.set_offline(False)
    page.goto(f"{address}/ti/keep.html")
    page.locator("#forget").click()
    page.wait_for_selector("#forgotten:not([hidden])")
    assert not said and not page.evaluate("window.blocked"), said
    page.context.close()


def test_the_404_page_has_its_style(browser: Browser, whole: dict[str, Server], name: str) -> None:
    page, said = open_page(browser, f"{whole[name].address}/sv/nothing-here.html")
    assert page.evaluate("document.styleSheets[0].cssRules.length") > 20
    assert all("404" in word for word in said), said
    page.context.close()


def test_the_sampler_below_its_base_path_is_not_blocked(browser: Browser, below: dict[str, Server], name: str) -> None:
    for path in ("/", "/languages.html", "/sv/", "/sv/samples.html", "/ar/samples.html", "/q/br"):
        page, said = open_page(browser, below[name].address + path)
        assert not said, (path, said)
        assert page.evaluate("document.styleSheets[0].cssRules.length") > 20, path
        assert all(page.evaluate(SHOWN)), path
        page.context.close()


def test_the_own_plan_runs(browser: Browser, whole: dict[str, Server], name: str) -> None:
    page, said = open_page(browser, f"{whole[name].address}/sv/plan.html")
    page.locator(".plan input").first.check()
    page.reload()
    assert page.locator(".plan input").first.is_checked() and not said, "its script did not run"
    page.context.close()


def test_a_reader_is_led_to_her_language_and_out_again(browser: Browser, whole: dict[str, Server], name: str) -> None:
    context = browser.new_context(locale="ar-SY")
    page = context.new_page()
    page.goto(f"{whole[name].address}/q/ut")
    assert page.url == f"{whole[name].address}/ar/"
    page.locator("footer a[href='/languages.html']").click()
    page.locator("main a[href='/so/']").click()
    assert page.url == f"{whole[name].address}/so/"
    context.close()


def test_what_is_planted_is_blocked(browser: Browser, whole: dict[str, Server], name: str) -> None:
    page, said = open_page(browser, f"{whole[name].address}/planted.html")
    blocked = page.evaluate("window.blocked")
    for directive in ("script-src-elem inline", "style-src-elem inline", "style-src-attr inline", "img-src https"):
        assert any(word.startswith(directive) for word in blocked), (directive, blocked)
    assert page.title() != "planted"
    assert page.evaluate("getComputedStyle(document.getElementById('styled')).color") != "rgb(1, 2, 3)"
    assert any(re.search("Content Security Policy", word) for word in said)
    page.context.close()


def test_the_same_page_without_the_policy_would_run(browser: Browser, real: finished.Site, tmp_path: Path) -> None:
    file = Path(shutil.copy(real.out / "planted.html", tmp_path))
    page = browser.new_page()
    page.goto(file.as_uri())
    assert page.title() == "planted"
    page.close()


class Partner(http.server.BaseHTTPRequestHandler):
    """A partner's page, which shows whatever it is asked to in frames."""

    def do_GET(self) -> None:
        """A frame for each address after the question mark."""
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        addresses = self.path.partition("?")[2].split(",")
        self.wfile.write("".join(f'<iframe src="{address}"></iframe>' for address in addresses).encode())

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def test_framing_is_for_cards_only(browser: Browser, small: dict[str, Server], name: str) -> None:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Partner) as partner:
        threading.Thread(target=partner.serve_forever, daemon=True).start()
        page = browser.new_page()
        card, other = (small[name].address + path for path in ("/sv/card.html", "/sv/work.html"))
        page.goto(f"http://127.0.0.1:{partner.server_address[1]}/?{card},{other}", wait_until="networkidle")
        urls = {frame.url for frame in page.frames[1:]}
        partner.shutdown()
    assert card in urls and other not in urls
    page.close()
