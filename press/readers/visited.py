"""Which page or way in an address of an access log is: the addresses of a Site, looked up by their bytes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import unquote_to_bytes

from press.model import Site

WAY, PAGE, FILE, FOREIGN = "way", "page", "file", "foreign"
"""What an address can be: a channel's, a page's, a file that no page is (pictures, styles, feeds), nothing of this site."""

SAFETY, OTHER, CHOOSER = ":safety", ":other", ":chooser"
"""Names no page can have: all pages about violence together, those the site no longer has, the choice of language."""

ENDS = (
    b".css", b".js", b".mjs", b".json", b".svg", b".png", b".webp", b".avif", b".gif", b".jpg", b".jpeg", b".ico", b".xml", b".txt",
    b".pdf", b".woff", b".woff2", b".ttf", b".map", b".webmanifest",
)  # fmt: skip
"""How the addresses of files end that are part of a page, or read by programs."""

CARD = b"/card"
"""The card partners show in a frame on their own pages: seen there, not visited here."""


class Target(NamedTuple):
    """What was asked for. ``code`` is a page's language, empty for the choice of language and for ways in."""

    kind: str
    code: str
    name: str


A_FILE, NOT_OURS, CHOICE = Target(FILE, "", ""), Target(FOREIGN, "", ""), Target(PAGE, "", CHOOSER)


class Paths:
    """The addresses of a site. Pages about violence are one target for each language, so that nothing later can tell them
    apart."""

    def __init__(self, site: Site, extra: Iterable[str] = ()) -> None:
        """``extra`` are names of pages that nobody writes and every language has."""
        base, source = site.settings.base_path.encode(), site.settings.source
        self.base = base
        self.codes = {language.code.encode(): language.code for language in site.published}
        self.ways = {channel.address.encode(): Target(WAY, "", channel.name) for channel in site.channels.values()}
        for printed in site.printed:  # a channel may be gone, its paper is not
            address = printed.address.removeprefix("/q/").strip("/").encode()
            if printed.address.startswith("/q/") and address not in self.ways:
                self.ways[address] = Target(WAY, "", printed.channel or OTHER)
        self.known = {
            base + end: target
            for address, target in self.ways.items()
            for end in (b"/q/" + address, b"/q/" + address + b"/", b"/q/" + address + b"/index.html")
        }
        for path in (b"/", b"/index.html", b"/languages.html", b"/languages"):
            self.known[base + path] = CHOICE
        for code in self.codes.values():
            for name in (*site.page_names, *(county.page for county in site.counties), *extra):
                page = site.pages.get((source, name))
                target = Target(PAGE, code, SAFETY if page is not None and page.safety else name)
                for path in _forms(code, name):
                    self.known[base + path] = target

    def find(self, path: bytes) -> Target:
        """What an address as it stands in a log is; what follows a ``?`` is not looked at."""
        path = path.partition(b"?")[0]
        if path.endswith(ENDS):
            return A_FILE
        if b"%" in path:
            path = unquote_to_bytes(path)
        known = self.known.get(path)
        if known is not None:
            return known
        if not path.startswith(self.base + b"/"):
            return NOT_OURS
        below = path[len(self.base) :]
        if below[:3].lower() == b"/q/":  # people type what they read on paper in capitals
            return self.known.get(self.base + below.lower(), NOT_OURS)
        return self._other(below)

    def _other(self, below: bytes) -> Target:
        """A page that the site had once, in a language it has."""
        code = self.codes.get(below[1:].partition(b"/")[0])
        if code is None or below.count(b"/") > 3:
            return NOT_OURS
        if below.removesuffix(b".html").endswith(CARD):
            return A_FILE
        return Target(PAGE, code, OTHER) if below.endswith(b".html") else NOT_OURS


def _forms(code: str, name: str) -> tuple[bytes, ...]:
    """The addresses of a page on all hosts: some take ``.html`` away; the one with two languages side by side is the same page."""
    if name == "index":
        forms: tuple[str, ...] = (f"/{code}/", f"/{code}/index.html", f"/{code}/beside/", f"/{code}/beside/index.html")
    else:
        forms = tuple(f"/{code}/{part}{name}{end}" for part in ("", "beside/") for end in (".html", ""))
    return tuple(form.encode() for form in forms)
