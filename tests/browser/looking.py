"""How a page is looked at: loaded once, then in every way (width, colour scheme, open or closed) by axe and by our own probes.

All of axe's rules run in all four ways, also those that read no colour: a rule sees what is visible, and that differs from
width to width, and with what is open. To run only the colour rules in the dark would save a tenth of the time.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal, NamedTuple

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import ConsoleMessage, Page, Request, Response

from .browse import SCHEMES, WIDTHS, Crowd, probe
from .finished import Site

AXE = AXE_SCRIPT
"""To be given to the browser with every page (``script`` of Crowd.each)."""
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = {
    "runOnly": {"type": "tag", "values": TAGS},
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations", "incomplete"],
    "preload": False,
}
# What axe cannot tell counts too, except in a table that scrolls: a cell that is scrolled away has no background to measure; and in
# two languages side by side, whose texts are looked at on the pages they come from.
RUN = """options => axe.run(document, options).then(({violations, incomplete}) =>
  [...violations, ...incomplete.map(rule => ({...rule, unsure: " (axe cannot tell)"}))].flatMap(rule => rule.nodes
    .filter(node => !rule.unsure || !document.querySelector(node.target[0]).closest(".table, .pair"))
    .map(node => `${rule.id}${rule.unsure || ""}: ${node.html.slice(0, 120)} ${(node.failureSummary || "").slice(0, 200)}`)))"""
ALL_OPEN = "open => document.querySelectorAll('details').forEach(details => { details.open = open })"
SPACING = """* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
p { margin-block-end: 2em !important }"""  # WCAG 1.4.12
SOURCE = """(() => { const root = document.documentElement.cloneNode(true);
  root.querySelectorAll('[data-script]').forEach(part => part.remove());
  return [root.outerHTML, root.querySelector('body').textContent] })()"""  # without what only a script offers
KEPT = """async () => ({
  cookie: document.cookie, local: localStorage.length, session: sessionStorage.length,
  bases: (await indexedDB.databases()).length, caches: (await caches.keys()).length,
  workers: (await navigator.serviceWorker.getRegistrations()).length,
})"""
NOTHING = {"cookie": "", "local": 0, "session": 0, "bases": 0, "caches": 0, "workers": 0}
MOST_ASKED = 5  # the page of the search: itself, three scripts, the index when its field gets the focus
SHORTEST = 20  # letters of text that every page has at least, a card in Tigrinya among them


def version() -> str:
    """axe's own version, as it stands at the top of its file."""
    found = re.search(r"axe v([0-9.]+)", AXE)
    assert found
    return found[1]


class Way(NamedTuple):
    """A way to look at a page: the window in CSS px, the colours, whether questions and menus are open, and what looks."""

    width: int
    height: int
    scheme: Literal["light", "dark"]
    opened: bool
    probes: tuple[str, ...]
    spaced: bool = False
    axe: bool = False

    def __str__(self) -> str:
        return f"{self.width}×{self.height} {self.scheme}{' spaced' * self.spaced}"


WAYS = (
    # Both states are seen at both widths and in both schemes.
    Way(320, 800, "light", True, ("geometry", "targets"), axe=True),
    Way(320, 800, "dark", False, ("geometry", "targets"), axe=True),
    Way(1280, 800, "light", False, ("geometry", "targets"), axe=True),
    Way(1280, 800, "dark", True, ("geometry", "targets", "focus"), axe=True),
    # A window of 1280 × 1024 at 400 % is one of 320 × 256 (WCAG 1.4.10, note 1).
    Way(320, 256, "light", True, ("geometry", "motion", "focus")),
    Way(320, 800, "light", True, ("geometry",), spaced=True),
    Way(1280, 800, "light", True, ("geometry",), spaced=True),
)
BARE = Way(320, 256, "light", True, ("opens", "geometry"))
"""Without JavaScript."""
assert {(way.width, way.scheme) for way in WAYS if way.axe} == {
    (width, scheme) for width in WIDTHS for scheme in SCHEMES
}


class Fault(NamedTuple):
    """What is wrong with a page: ``check`` is ``axe``, ``network`` or the name of a probe; ``way`` is empty where it says nothing."""

    check: str
    page: str
    way: str
    what: str

    def __str__(self) -> str:
        return f"{self.page}{' at ' * bool(self.way)}{self.way}: {self.what}"


class Seen(NamedTuple):
    """A page that was looked at, and a digest of its elements and its text as they were when it had been loaded."""

    page: str
    digest: str
    faults: tuple[Fault, ...]


def load(page: Page, address: str) -> tuple[str, int]:
    """Load a page as a telephone does; the digest for Seen, and how many letters of text there are."""
    page.set_viewport_size({"width": WAYS[0].width, "height": WAYS[0].height})
    page.emulate_media(color_scheme=WAYS[0].scheme)
    page.goto(address)
    html, text = page.evaluate(SOURCE)
    return hashlib.sha256(f"{html}\0{text}".encode()).hexdigest(), len(text)


def show(page: Page, way: Way) -> None:
    """Bring the page into a way; ``spaced`` cannot be undone, so those ways come last."""
    page.set_viewport_size({"width": way.width, "height": way.height})
    page.emulate_media(color_scheme=way.scheme)
    page.evaluate(ALL_OPEN, way.opened)
    if way.spaced:
        page.add_style_tag(content=SPACING)


@contextmanager
def listening(page: Page, address: str) -> Iterator[list[str]]:
    """What is wrong with what the page asks for, gets and says while it is open; complete at the end."""
    heard: list[str] = []
    kinds: list[str] = []

    def asks(request: Request) -> None:
        kinds.append(request.resource_type)
        if not request.url.startswith(f"{address}/"):
            heard.append(f"asks {request.url}")

    def gets(response: Response) -> None:
        if "set-cookie" in response.headers:
            heard.append(f"{response.url} sets a cookie")
        if response.status != 200:
            heard.append(f"{response.url} answers {response.status}")

    def says(message: ConsoleMessage) -> None:
        heard.append(f"says in the console: {message.text}")

    page.on("request", asks)
    page.on("response", gets)
    page.on("console", says)
    yield heard
    page.remove_listener("request", asks)
    page.remove_listener("response", gets)
    page.remove_listener("console", says)
    if "image" not in kinds and len(kinds) > MOST_ASKED:
        heard.append(f"asks for much: {kinds}")


def look(page: Page, item: tuple[Site, str]) -> list[Seen]:
    """Load a page once, with AXE, and look at it in all WAYS."""
    site, path = item
    name = f"{site.name} {path}"
    faults = []
    with listening(page, site.address) as heard:
        found, length = load(page, site.address + path)
        if length < SHORTEST:
            faults.append(Fault("text", name, "", f"shows {length} letters only"))
        for way in WAYS:
            show(page, way)
            if way.axe:
                faults += [Fault("axe", name, str(way), what) for what in page.evaluate(RUN, OPTIONS)]
            for check in way.probes:
                faults += [Fault(check, name, str(way), what) for what in page.evaluate(probe(check))]
        kept = page.evaluate(KEPT)
        if kept != NOTHING or page.context.cookies():
            heard.append(f"keeps {kept}, cookies {page.context.cookies()}")
    faults += [Fault("network", name, "", what) for what in heard]
    return [Seen(name, found, tuple(faults))]


def look_without_script(page: Page, item: tuple[Site, str]) -> list[Seen]:
    """Load a page in a browser that runs none of its scripts, open all that opens, and look at it in the smallest window."""
    site, path = item
    name = f"{site.name} {path}"
    found, _ = load(page, site.address + path)
    page.set_viewport_size({"width": BARE.width, "height": BARE.height})
    faults = [Fault(check, name, str(BARE), what) for check in BARE.probes for what in page.evaluate(probe(check))]
    return [Seen(name, found, tuple(faults))]


def faults_of(pages: tuple[Seen, ...], *checks: str, way: str = "") -> list[str]:
    """The faults that some checks found, as text, in the ways whose name begins with ``way``."""
    faults = [fault for page in pages for fault in page.faults]
    return sorted(str(fault) for fault in faults if fault.check in checks and fault.way.startswith(way))


def every(sites: tuple[Site, ...]) -> list[tuple[Site, str]]:
    """Every page of every language of the sites; of files that are the same to the byte (addresses of codes), one; of the pages
    side by side, which are made of two others that are looked at, the heaviest and one about violence in every language."""
    return [(site, page) for site in sites for page in site.views if not site.paired(page) or page in site.pairs]


def looked(crowd: Crowd, items: list[tuple[Site, str]]) -> tuple[Seen, ...]:
    """All pages, looked at."""
    return tuple(crowd.each(items, look, script=AXE))


def looked_without_script(crowd: Crowd, items: list[tuple[Site, str]]) -> tuple[Seen, ...]:
    """All pages, looked at without JavaScript."""
    return tuple(crowd.each(items, look_without_script, java_script_enabled=False))
