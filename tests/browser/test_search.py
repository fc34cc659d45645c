"""The search, as somebody uses it: what sixty readers type, what is shown, said and kept, and what is never found."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Browser, Page, Route

from .finished import ROOT, Site

pytestmark = pytest.mark.browser

QUERIES = yaml.safe_load((ROOT / "tests" / "search" / "queries.yaml").read_text(encoding="utf-8"))
ENOUGH = 57
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'"
HITS = """() => [...document.querySelectorAll("#search ol > li")].map(li => ({
    path: new URL(li.querySelector("a").href).pathname, text: li.textContent, marks: li.querySelectorAll("mark").length,
    langs: [...li.querySelectorAll("[lang]")].map(node => node.lang)}))"""
STATUS = "#search [role=status]"


def under_policy(route: Route) -> None:
    """The answer, with the strictest policy a host may send with it."""
    answer = route.fetch()
    route.fulfill(response=answer, headers={**answer.headers, "content-security-policy": POLICY})


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
    page.wait_for_function(f"document.querySelector('{STATUS}').textContent === ''")
    page.fill("#query", query)
    page.wait_for_function(f"document.querySelector('{STATUS}').textContent !== ''")
    found: list[dict[str, Any]] = page.evaluate(HITS)
    return found


def test_sixty_readers_find_what_they_look_for(page: Page, real: Site) -> None:
    assert len(QUERIES) == 60 and len({code for code, *_ in QUERIES}) == 10
    missed = []
    for code, query, name, kind in QUERIES:
        first = [hit["path"] for hit in search(page, real, code, query)[:3]]
        if f"/{code}/{name}.html" not in first:
            missed.append(f"{code} {query} ({kind}): {name} not in {first}")
    assert len(QUERIES) - len(missed) >= ENOUGH, "\n".join(missed)
