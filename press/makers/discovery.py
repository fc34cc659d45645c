"""What machines read: the sitemap with its language alternates, and robots.txt."""

from __future__ import annotations

from html import escape
from typing import NamedTuple

from press.makers.editions import Editions
from press.model import page_path


class Address(NamedTuple):
    """A page of the sitemap: (hreflang, address) of all its real translations, the source's own text among them."""

    checked: str
    alternates: tuple[tuple[str, str], ...]


class SitemapView(NamedTuple):
    """All addresses worth finding: real texts only, never a fallback copy."""

    addresses: tuple[Address, ...]


class RobotsView(NamedTuple):
    """Where the sitemap is, and the base path the site lies under."""

    base_url: str
    base: str


def sitemap_view(editions: Editions) -> SitemapView:
    """The sitemap of a Site."""
    site = editions.site
    root = site.settings.base_url.removesuffix(editions.base) if editions.base else site.settings.base_url
    found: list[Address] = []
    checked = {name: editions.source[name].checked for name in editions.names}
    checked |= {county.page: county.checked for county in site.counties}
    for name, day in checked.items():
        alternates = tuple(
            (language.tag, root + page_path(editions.base, language.code, name)) for language in editions.real(name)
        )
        found.append(Address(day, alternates))
    return SitemapView(tuple(found))


def make_sitemap(view: SitemapView) -> bytes:
    """sitemap.xml (sitemaps.org 0.9, with xhtml:link alternates)."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">',
    ]
    for address in view.addresses:
        alternates = "".join(
            f'<xhtml:link rel="alternate" hreflang="{tag}" href="{escape(url)}"/>' for tag, url in address.alternates
        )
        checked = f"<lastmod>{address.checked}</lastmod>" if address.checked else ""
        lines += [f"<url><loc>{escape(url)}</loc>{checked}{alternates}</url>" for _, url in address.alternates]
    return ("\n".join([*lines, "</urlset>"]) + "\n").encode()


def make_robots(view: RobotsView) -> bytes:
    """robots.txt: everything may be read; the short addresses are for paper."""
    return f"User-agent: *\nDisallow: {view.base}/q/\n\nSitemap: {view.base_url}/sitemap.xml\n".encode()
