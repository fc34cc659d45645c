"""What machines read (sitemap, hreflang, robots.txt) and the pages that belong to no language (chooser, short addresses, 404)."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
import sites

ROOT = "https://omsverige.example"
NS = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
REAL = {
    "index": {"sv", "en", "ar"},
    "work": {"sv", "en", "ar"},
    "health": {"sv", "en"},
    "rights": {"sv"},
    "violence": {"sv"},
    "local": {"sv", "en"},
    "local-gotland": {"sv", "en", "ar"},
    "local-stockholm": {"sv", "en", "ar"},
}
TAGS = {"sv": "sv", "en": "en-SE", "ar": "ar"}


def address(project: Path, code: str, name: str) -> str:
    """The address a page says is its own."""
    found = re.search(r'<link rel="canonical" href="([^"]*)">', sites.html(project, f"{code}/{name}"))
    assert found
    return found.group(1)


def sitemap(project: Path) -> dict[str, dict[str, str]]:
    """``address → {hreflang: address}``."""
    root = ET.fromstring((project / "site/sitemap.xml").read_text("utf-8"))
    return {
        url.findtext("s:loc", "", NS): {
            link.attrib["hreflang"]: link.attrib["href"] for link in url.findall("x:link", NS)
        }
        for url in root.findall("s:url", NS)
    }


def hreflang(html: str) -> dict[str, str]:
    return dict(re.findall(r'<link rel="alternate" hreflang="([^"]*)" href="([^"]*)">', html))


def test_sitemap_lists_every_real_text_and_no_fallback_copy(published: Path) -> None:
    want = {address(published, code, name) for name, codes in REAL.items() for code in codes}
    assert len(want) == 18
    assert set(sitemap(published)) == want


def test_sitemap_and_pages_name_the_same_translations(published: Path) -> None:
    found = sitemap(published)
    for name, codes in REAL.items():
        want = {TAGS[code]: address(published, code, name) for code in codes}
        for code in codes:
            on_page = hreflang(sites.html(published, f"{code}/{name}"))
            assert {tag: url for tag, url in on_page.items() if tag != "x-default"} == want
            assert found[want[TAGS[code]]] == want
            assert on_page.get("x-default") == (f"{ROOT}/" if name == "index" else None)


def test_a_planned_language_is_nowhere(project: Path) -> None:
    (project / "content/fa").mkdir()
    (project / "content/fa/work.md").write_text(
        "---\ntitle: کار\ndescription: کار.\n---\nمتن [[arbetsformedlingen]].\n", "utf-8"
    )
    assert sites.build(project).code == 0
    texts = [data for path, data in sites.tree(project / "site").items() if path != ".press-manifest"]
    assert not (project / "site/fa").exists()
    assert not any(b"/fa/" in data or b'lang="fa"' in data for data in texts)


def test_addresses_under_a_path_are_whole_everywhere(project: Path) -> None:
    sites.edit(project, "content/site.yaml", "base-url: https://omsverige.example", "base-url: https://example.se/om")
    assert sites.build(project).code == 0
    assert all(url.startswith("https://example.se/om/") and "/om/om" not in url for url in sitemap(project))
    html = sites.html(project, "en/work")
    assert all(url.startswith("https://example.se/om/") for url in hreflang(html).values())
    inside = re.findall(r'(?:href|src)="(/[^"]*)"', html)
    assert len(inside) > 10 and not [url for url in inside if not url.startswith("/om/")]
    front = (project / "site/index.html").read_text("utf-8")
    assert not [url for url in re.findall(r'(?:href|src)="(/[^"]*)"', front) if not url.startswith("/om/")]


def test_every_address_in_the_site_is_served(published: Path) -> None:
    site = published / "site"
    missing = set()
    for path in site.rglob("*.html"):
        for url in re.findall(r'(?:href|src)="(/[^"#]*)', path.read_text("utf-8")):
            file = site / url.strip("/")
            if not (file.is_file() or (file / "index.html").is_file() or file.with_name(f"{file.name}.html").is_file()):
                missing.add(f"{path.relative_to(site)} → {url}")
    assert not missing


def test_robots_point_to_the_sitemap_and_leave_paper_addresses_alone(published: Path) -> None:
    text = (published / "site/robots.txt").read_text()
    assert f"Sitemap: {ROOT}/sitemap.xml" in text and "Disallow: /q/" in text and "Disallow: /\n" not in text


def choices(html: str) -> list[str]:
    """The languages a chooser offers, by tag, in order."""
    return re.findall(r'<li><a href="[^"]*" lang="([^"]*)"', html)


def more_languages(project: Path) -> None:
    """Publish Ukrainian, Tigrinya, Somali and Persian too, with catalogs borrowed from other languages."""
    rows = [
        ("uk", "Українська", "Cyrl"),
        ("ti", "ትግርኛ", "Ethi"),
        ("so", "Af Soomaali", "Latn"),
        ("pl", "Polski", "Latn"),
    ]
    table = project / "content/languages.yaml"
    text = table.read_text("utf-8").replace("status: planned", "status: published")
    for code, name, script in rows:
        text += f"{code}:\n  tag: {code}\n  name: {name}\n  names: {{sv: {code}}}\n  script: {script}\n"
        text += "  fallback: [en, sv]\n  status: published\n"
    table.write_text(text, "utf-8")
    english = (sites.ROOT / "locales/en.po").read_bytes()
    (project / "locales").mkdir()
    for code in ("uk", "ti", "so", "pl", "fa"):
        (project / f"locales/{code}.po").write_bytes(english)


def test_chooser_has_swedish_and_english_first_then_languages_by_script(project: Path) -> None:
    more_languages(project)
    assert sites.build(project).code == 0
    html = (project / "site/index.html").read_text("utf-8")
    assert choices(html) == ["sv", "en-SE", "so", "pl", "ar", "fa", "uk", "ti"]
    assert len(re.findall(r'<li><a [^>]*dir="rtl"', html)) == 2 and "<strong>ትግርኛ</strong>" in html


@pytest.mark.parametrize("address", ["ut", "af"])
def test_short_address_shows_the_chooser_and_stays_out_of_search(published: Path, address: str) -> None:
    front = (published / "site/index.html").read_text("utf-8")
    short = (published / f"site/q/{address}/index.html").read_text("utf-8")
    assert choices(short) == choices(front) == ["sv", "en-SE", "ar"]
    assert '<meta name="robots" content="noindex">' in short and "noindex" not in front
    assert f'<link rel="canonical" href="{ROOT}/">' in front and hreflang(front)["x-default"] == f"{ROOT}/"


def test_all_languages_lead_to_a_chooser_that_no_server_negotiates(published: Path) -> None:
    every = (published / "site/languages.html").read_text("utf-8")
    assert choices(every) == ["sv", "en-SE", "ar"] and '<meta name="robots" content="noindex">' in every
    assert f'<link rel="canonical" href="{ROOT}/">' in every and not hreflang(every)
    for code in ("sv", "en", "ar"):
        assert '<li><a href="/languages.html">' in sites.html(published, f"{code}/work")
    assert "languages.html" not in (published / "site/sitemap.xml").read_text("utf-8")


def test_404_speaks_every_language(published: Path) -> None:
    from press.adapters.i18n import read_catalog

    html = (published / "site/404.html").read_text("utf-8")
    assert choices(html) == ["sv", "en-SE", "ar"] and "noindex" in html
    for code in ("sv", "en", "ar"):
        catalog = read_catalog((sites.ROOT / f"locales/{code}.po").read_bytes(), code, "")
        assert f"<span>{dict(catalog.messages)['The page was not found.'][0]}</span>" in html


def test_safety_page_can_be_left_and_gives_nothing_away(published: Path) -> None:
    for code in ("sv", "en", "ar"):
        html = sites.html(published, f"{code}/violence")
        assert "<title>Information</title>" in html and 'href="https://www.smhi.se/"' in html
        assert '<meta name="referrer" content="no-referrer">' in html and "og:" not in html and "ld+json" not in html
    assert "smhi" not in sites.html(published, "sv/work")
