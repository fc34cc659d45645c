"""No trace, no cookie, no third party: what pages ask for, keep and tell. And the safety of the pages about violence."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route

from .browse import report
from .finished import Site
from .looking import Seen, faults_of

pytestmark = pytest.mark.browser

BOXES = {("plan", "checkbox"), ("search", "search")}
SAFE_SIZES = [(320, 640), (1280, 800)]


def test_pages_ask_only_our_own_host_and_keep_nothing(seen: tuple[Seen, ...]) -> None:
    found = faults_of(seen, "network")
    assert not found, report(found)


def test_nothing_in_a_page_could_run_or_send(site: Site) -> None:
    faults = []
    for page, tree in site.trees.items():
        for node in tree:
            # What the scripts keep and send is looked at in the tests of what they are for.
            ours = re.fullmatch(rf"{site.base}/assets/[a-z]+-[0-9a-f]+\.js", node.get("src"))
            if node.tag == "script" and node.get("type") != "application/ld+json" and not ours:
                faults.append(f"{page}: a script")
            box = node.tag == "input" and (site.split(page)[1], node.get("type")) in BOXES
            if node.tag in ("iframe", "object", "embed", "form", "input", "base", "noscript") and not box:
                faults.append(f"{page}: {node}")
            for name, value in node.attributes.items():
                if name.startswith("on") or name in ("style", "ping", "srcdoc", "formaction", "http-equiv"):
                    faults.append(f"{page}: {name} on {node}")
                if name in ("href", "src") and re.match(r"\s*(?:javascript|data|blob|http):", value, re.I):
                    faults.append(f"{page}: {value}")
            if node.tag == "link" and node.get("rel") not in ("canonical", "alternate", "icon"):
                faults.append(f"{page}: {node}")
    assert not faults, report(faults)


def test_styles_and_scripts_fetch_nothing_from_elsewhere(site: Site) -> None:
    assert not list(site.folder.rglob("*.css"))
    for page, tree in site.trees.items():
        for style in tree.all("style"):
            assert not re.findall(r"@import|https?:|//|url\(", "".join(style.strings()), re.I), page
    for script in site.folder.rglob("*.js"):
        assert not re.findall(r"https?:|\"//|eval\(|new Function|document\.cookie", script.read_text(), re.I), script
    for picture in site.folder.rglob("*.svg"):
        assert not re.findall(r"<script|href=|url\(|@import", picture.read_text(), re.I), picture


def test_links_out_are_marked_and_open_no_window(site: Site) -> None:
    number = 0
    for page, tree in site.trees.items():
        for node in tree.all("a"):
            address = node.get("href")
            if not address.startswith("https://"):
                continue
            if site.framed(page):  # its one link leads out of the frame, to us
                assert address.startswith(site.base_url) and node.get("target") == "_top", (page, str(node))
                continue
            number += 1
            leave = "leave" in [name for up in node.up() for name in up.classes]
            footer = "footer" in [up.tag for up in node.up()]
            rel = node.get("rel").split()
            assert rel == ["noreferrer", "nofollow"] if leave else "external" in rel or footer, (page, str(node))
            assert "target" not in node.attributes, (page, str(node))
            assert urlsplit(address).hostname, (page, str(node))
    assert number


def safe_pages(site: Site) -> list[str]:
    """The pages about violence, in every language."""
    return [page for page, tree in site.trees.items() if "safe" in tree.find("body").classes]


def test_safety_pages_exist_in_every_language(site: Site) -> None:
    assert {site.split(page)[0] for page in safe_pages(site)} == set(site.tongues)


def test_safety_pages_look_like_any_other_from_outside(site: Site) -> None:
    words = re.compile(r"våld|violence|abuse|عنف|kvinnofrid", re.I)
    for page in safe_pages(site):
        tree = site.trees[page]
        head = tree.find("head")
        meta = {node.get("name") or node.get("property"): node.get("content") for node in head.all("meta")}
        assert meta["referrer"] == "no-referrer", page
        assert not [name for name in meta if name.startswith(("og:", "twitter:"))], page
        scripts = [node.get("src").rpartition("/")[2].partition("-")[0] for node in tree.all("script")]
        assert scripts == (["safe", "beside"] if site.paired(page) else ["safe"]), page
        title = head.find("title").text
        assert title and not words.search(title) and title != tree.find("h1").text, page
        assert head.find("link", rel="icon").get("href") == f"{site.base}/assets/plain.svg", page
    for page in set(site.pages) - set(safe_pages(site)):
        head = site.trees[page].find("head")
        referrers = [node.get("content") for node in head.all("meta") if node.get("name") == "referrer"]
        assert referrers in (([], ["same-origin"]) if not site.framed(page) else (["no-referrer"],)), page
        assert head.find("link", rel="icon").get("href") == f"{site.base}/assets/icon.svg", page


def at_hand(page: Page) -> bool:
    """Whether the leave link can be pressed right now, wherever the reader is."""
    seen: bool = page.evaluate(
        """() => { const link = document.querySelector('.leave a'), r = link.getBoundingClientRect();
          return r.top >= 0 && r.left >= 0 && r.right <= innerWidth && r.bottom <= innerHeight && r.height >= 44 &&
            document.elementFromPoint(r.left + r.width / 2, r.top + r.height / 2) === link }"""
    )
    return seen


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("size", SAFE_SIZES)
def test_the_way_out_is_always_at_hand(browser: Browser, site: Site, size: tuple[int, int], scripts: bool) -> None:
    width, height = size
    context = browser.new_context(
        viewport={"width": width, "height": height}, java_script_enabled=scripts, reduced_motion="reduce"
    )
    page = context.new_page()
    for path in safe_pages(site):
        page.goto(site.address + path)
        bottom = page.evaluate("document.documentElement.scrollHeight")
        for part in (0, 0.25, 0.5, 0.75, 1):
            page.evaluate("y => window.scrollTo(0, y)", bottom * part)
            assert at_hand(page), (path, part)
        page.goto(f"{site.address}{path}#{site.trees[path].all('section')[-1].get('id')}")
        assert at_hand(page), path
    context.close()


@pytest.mark.parametrize("scripts", [True, False])
def test_the_way_out_leads_out_and_tells_nothing(browser: Browser, site: Site, scripts: bool) -> None:
    context = browser.new_context(java_script_enabled=scripts)
    asked: list[dict[str, str]] = []

    def answer(route: Route) -> None:
        asked.append(route.request.all_headers())
        route.fulfill(body="<title>weather</title>", content_type="text/html")

    context.route(lambda address: not address.startswith(site.address), answer)
    page = context.new_page()
    for path in safe_pages(site):
        page.goto(site.address + path)
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.parentElement.className") == "leave", path
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert not page.url.startswith(site.address), path
    context.close()
    assert len(asked) == len(safe_pages(site))
    assert all("referer" not in headers and "cookie" not in headers for headers in asked), asked
