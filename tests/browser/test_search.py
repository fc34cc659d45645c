"""The search, as somebody uses it: what sixty readers type, what is shown, said and kept, and what is never found."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from playwright.sync_api import Browser, Page, Route, expect

from press.commands.served import styles_in

from .finished import ROOT, Site

pytestmark = pytest.mark.browser

QUERIES = yaml.safe_load((ROOT / "tests" / "search" / "queries.yaml").read_text(encoding="utf-8"))
ENOUGH = 57
MORE = yaml.safe_load((ROOT / "tests" / "search" / "more.yaml").read_text(encoding="utf-8"))
POLICY = "default-src 'none'; script-src 'self'; style-src %s; connect-src 'self'; img-src 'self'"
HITS = """() => [...document.querySelectorAll("#search ol > li")].map(li => ({
    path: new URL(li.querySelector("a").href).pathname, text: li.textContent, marks: li.querySelectorAll("mark").length,
    langs: [...li.querySelectorAll("[lang]")].map(node => node.lang)}))"""
STATUS = "#search [role=status]"


def under_policy(route: Route) -> None:
    """The answer, with the strictest policy a host may send with it."""
    answer = route.fetch()
    styles = " ".join(f"'{digest}'" for digest in styles_in(answer.body()))
    route.fulfill(response=answer, headers={**answer.headers, "content-security-policy": POLICY % styles})


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A telephone, 320 px wide, whose host sends a strict policy."""
    context = browser.new_context(viewport={"width": 320, "height": 640})
    context.route("**/*.html", under_policy)
    opened = context.new_page()
    yield opened
    context.close()


def search(page: Page, site: Site, code: str, query: str) -> list[dict[str, Any]]:
    """The hits of a query, typed on the page of the search in an edition."""
    address = f"{site.address}{site.base}/{code}/search.html"
    if page.url != address:
        page.goto(address)
    page.fill("#query", "")
    expect(page.locator(STATUS)).to_have_text("")
    page.fill("#query", query)
    expect(page.locator(STATUS)).not_to_have_text("")
    found: list[dict[str, Any]] = page.evaluate(HITS)
    return found


def index(site: Site, code: str) -> dict[str, Any]:
    """The index of an edition."""
    (file,) = (site.folder / code).glob("search-*.json")
    found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return found


def test_sixty_readers_find_what_they_look_for(page: Page, real: Site) -> None:
    assert len(QUERIES) == 60 and len({code for code, *_ in QUERIES}) == 10
    missed = []
    for code, query, name, kind in QUERIES:
        first = [hit["path"] for hit in search(page, real, code, query)[:3]]
        if f"/{code}/{name}.html" not in first:
            missed.append(f"{code} {query} ({kind}): {name} not in {first}")
    assert len(QUERIES) - len(missed) >= ENOUGH, "\n".join(missed)


def test_forty_others_it_was_not_made_for_are_found_as_well(page: Page, real: Site) -> None:
    missed = []
    for code, query, name in MORE:
        if f"/{code}/{name}.html" not in [hit["path"] for hit in search(page, real, code, query)[:3]]:
            missed.append(f"{code} {query}: {name}")
    assert len(MORE) == 40 and len(missed) <= 3, "\n".join(missed)


def test_a_hit_says_where_it_leads_and_marks_the_words(page: Page, real: Site) -> None:
    hits = search(page, real, "sv", "barnen")
    assert hits[0]["path"] == "/sv/children.html" and hits[0]["marks"]
    assert page.locator("#search ol a").first.get_attribute("href").startswith("/sv/")  # type: ignore[union-attr]
    assert page.locator("#search ol").inner_html().count("<b") == 0
    assert len({hit["path"] for hit in hits[:4]}) > 1, "one page has taken all the places"


def test_a_hit_in_another_language_says_so(page: Page, real: Site, sampler: Site) -> None:
    (hit,) = search(page, real, "ar", "Malmö")
    assert hit["path"] == "/ar/local-skane.html" and "sv" in hit["langs"]
    assert page.locator("#search ol p[lang=sv][dir=ltr]").count() == 1
    told = [row for row in index(sampler, "ar")["tongues"] if row[3]]
    assert told, "the sampler has pages that fall back"


def test_the_number_of_hits_is_said_in_the_readers_language(page: Page, real: Site) -> None:
    for code in ("sv", "pl", "ar"):
        spoken = page.goto(f"{real.address}/{code}/search.html") and page.locator("#search").get_attribute("data-hits")
        said = (spoken or "").split("|")
        assert len(said) == 21
        hits = search(page, real, code, "1177")
        assert page.text_content(STATUS) == said[len(hits)]
        assert not search(page, real, code, "qqxxqqxx")
        assert page.text_content(STATUS) == said[0]
        assert page.locator(STATUS).count() == 1


def test_an_older_browser_finds_as_much(page: Page, real: Site) -> None:
    page.add_init_script("delete Intl.Segmenter")
    for code, query, name, _ in [row for row in QUERIES if row[0] == "th"]:
        assert f"/th/{name}.html" in [hit["path"] for hit in search(page, real, code, query)[:3]], query


@pytest.mark.parametrize("query", ["våld", "kvinnofrid", "skyddat boende", "hot och våld", "slår"])
def test_no_hit_leads_to_a_page_about_violence(page: Page, real: Site, query: str) -> None:
    safe = {path for path, tree in real.trees.items() if "safe" in tree.find("body").classes}
    assert len(safe) >= 2 * len(real.tongues)
    assert not safe & {hit["path"] for hit in search(page, real, "sv", query)}


def test_what_is_typed_is_kept_and_sent_nowhere(page: Page, real: Site) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url + str(request.post_data)))
    page.goto(f"{real.address}/so/search.html")
    assert not [url for url in asked if ".json" in url], "the index came before anybody wanted to search"
    before = page.evaluate("history.length")
    assert search(page, real, "so", "carruurta")
    page.keyboard.press("Enter")
    assert page.url == f"{real.address}/so/search.html"
    assert page.evaluate("[history.length, localStorage.length, sessionStorage.length]") == [before, 0, 0]
    assert not page.context.cookies() and not [url for url in asked if "carru" in url]
    assert sum(".json" in url for url in asked) == 1
    assert all(url.startswith(real.address) for url in asked)


def test_back_from_a_hit_the_search_is_there_again(page: Page, real: Site) -> None:
    search(page, real, "sv", "barnen")
    page.locator("#search ol a").first.click()
    page.wait_for_url("**/children.html*")
    page.go_back()
    expect(page.locator("#search ol > li")).not_to_have_count(0)
    assert page.input_value("#query") == "barnen"


def test_the_keyboard_leads_from_the_field_to_the_hits(page: Page, real: Site) -> None:
    hits = search(page, real, "ar", "مدرسة")
    page.focus("#query")
    page.keyboard.press("Tab")
    focused = page.evaluate("document.activeElement.pathname")
    assert focused == hits[0]["path"]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "320 px are too narrow for the hits"


def test_a_search_that_cannot_be_made_says_so(page: Page, real: Site) -> None:
    page.route("**/search-*.json", lambda route: route.abort())
    page.goto(f"{real.address}/en/search.html")
    page.fill("#query", "work")
    expect(page.locator(STATUS)).not_to_have_text("")
    assert page.text_content(STATUS) == page.locator("#search").get_attribute("data-failed")


def test_without_javascript_there_is_a_list_and_no_field(browser: Browser, site: Site) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 640})
    opened = context.new_page()
    for code in site.tongues:
        opened.goto(f"{site.address}{site.base}/{code}/search.html")
        assert not opened.locator("#query").is_visible()
        links = [link.get_attribute("href") for link in opened.locator("section[aria-labelledby=all-pages] a").all()]
        assert f"{site.base}/{code}/" in links and len(links) == len(set(links)) > 2
    context.close()


def test_every_page_leads_to_the_search_and_it_works_in_a_folder(page: Page, sampler: Site) -> None:
    for path, tree in sampler.trees.items():
        code, _ = sampler.split(path)
        links = {node.get("href") for node in tree.all("a")}
        assert not code or sampler.framed(path) or f"{sampler.base}/{code}/search.html" in links, path
    page.goto(sampler.address + sampler.base + "/sv/search.html")
    title = str(index(sampler, "sv")["pages"][1][1])
    hits = search(page, sampler, "sv", title)
    assert hits and hits[0]["path"].startswith(f"{sampler.base}/sv/")
