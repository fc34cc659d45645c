"""Every address in the built files leads somewhere; the languages are marked, complete and honest about each other."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from collections import Counter
from itertools import pairwise
from urllib.parse import urlsplit

import yaml

from .browse import report
from .finished import Site
from .markup import Node

CONTROLS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]|&(?:lrm|rlm|#8206|#8207|#x200[ef]);", re.I)
ARABIC = re.compile("[\u0620-\u064a]")
LATIN_WORDS = re.compile(r"(?:[A-Za-zÅÄÖåäö’'-]{2,}\s+){4,}")
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
WRITTEN = re.compile(r"\]\(([a-z0-9-]+)\.md(?:#[a-z0-9-]+)?\)")
PICTURED = re.compile(r"\]\(\.\./images/([a-z0-9-]+)\.")
XHTML = "{http://www.w3.org/1999/xhtml}"


def addresses(tree: Node) -> list[tuple[Node, str]]:
    """Every address a page holds, with its element."""
    found = [(node, node.get(name)) for node in tree for name in ("href", "src") if name in node.attributes]
    found += [(node, node.get("content")) for node in tree.all("meta") if node.get("property") == "og:url"]
    return found


def path_here(site: Site, page: str, address: str) -> tuple[str, str] | None:
    """``(path, anchor)`` of an address within the site, or None when it leads elsewhere."""
    if address.startswith("#"):
        return page, address[1:]
    parts = urlsplit(address)
    own = urlsplit(site.base_url)
    if parts.scheme in ("tel", "sms", "mailto") or (parts.netloc and parts.netloc != own.netloc):
        return None
    return parts.path, parts.fragment


def test_every_address_and_anchor_leads_somewhere(site: Site) -> None:
    ids = {page: {node.get("id") for node in tree if "id" in node.attributes} for page, tree in site.trees.items()}
    faults = []
    for page, tree in site.trees.items():
        for node, address in addresses(tree):
            here = path_here(site, page, address)
            if here is None:
                if not address.startswith(("https://", "tel:", "sms:", "mailto:")):
                    faults.append(f"{page}: {address} is no safe address ({node})")
                continue
            path, anchor = here
            if not path.startswith(f"{site.base}/") or not site.file(path).is_file():
                faults.append(f"{page}: {address} does not exist ({node})")
            elif anchor and anchor not in ids[path]:
                faults.append(f"{page}: {address} has no such anchor ({node})")
    assert not faults, report(faults)


def test_every_link_that_was_written_stands_in_the_page(site: Site) -> None:
    faults = []
    for page, tree in site.trees.items():
        code, name = site.split(page)
        if not site.listed(page) or name in site.counties:
            continue
        text = (site.project / "content" / code / f"{name}.md").read_text(encoding="utf-8")
        targets = {
            site.split(path)[1]
            for _, a in addresses(tree.find("main"))
            if (path := (path_here(site, page, a) or ("",))[0])
        }
        faults += [f"{page}: no link to {other}" for other in set(WRITTEN.findall(text)) - targets]
        pictures = [node.get("src").rpartition("/")[2] for node in tree.all("img")]
        faults += [
            f"{page}: no picture {file}"
            for file in PICTURED.findall(text)
            if not any(p.startswith(file) for p in pictures)
        ]
        words = len(re.findall(r"\]\((?!\.\./images)[^)]+\)", text))
        if len(tree.find("main").all("a")) < words:
            faults.append(f"{page}: {words} links were written, fewer stand there")
    assert not faults, report(faults)


def test_ids_are_unique_and_labels_point_to_them(site: Site) -> None:
    faults = []
    for page, tree in site.trees.items():
        ids = Counter(node.get("id") for node in tree if "id" in node.attributes)
        faults += [f"{page}: id “{name}” stands {times} times" for name, times in ids.items() if times > 1 or not name]
        for node in tree:
            for name in ("aria-labelledby", "aria-describedby", "aria-controls"):
                faults += [f"{page}: {name}={word}" for word in node.get(name).split() if word not in ids]
    assert not faults, report(faults)


def alternates(tree: Node) -> dict[str, str]:
    """hreflang → address, from the head."""
    return {node.get("hreflang"): node.get("href") for node in tree.all("link") if node.get("rel") == "alternate"}


def real_alternates(site: Site, name: str) -> dict[str, str]:
    """hreflang → address of all real translations of a page, from the files in ``content/``."""
    found = {}
    for page in site.pages:
        code, other = site.split(page)
        if other == name and site.listed(page):
            found[site.tongues[code].tag] = site.base_url.removesuffix(site.base) + page
    return found


def test_hreflang_names_all_real_translations_and_no_copy(site: Site) -> None:
    for page, tree in site.trees.items():
        _, name = site.split(page)
        said = alternates(tree)
        default = said.pop("x-default", None)
        if site.listed(page):
            assert said == real_alternates(site, name), page
            assert default == (f"{site.base_url}/" if name == "index" else None), page
        elif page == f"{site.base}/":
            assert said == real_alternates(site, "index"), page
            assert default == f"{site.base_url}/", page
        else:
            assert not said and default is None, page


def test_canonical_is_the_page_itself_or_the_text_it_copies(site: Site) -> None:
    root = site.base_url.removesuffix(site.base)
    for page, tree in site.trees.items():
        code, name = site.split(page)
        said = [node.get("href") for node in tree.all("link") if node.get("rel") == "canonical"]
        if code and not site.tool(page):
            tag = site.tongues[site.original(code, name)].tag
            assert said == [real_alternates(site, name)[tag]], page
        elif page == f"{site.base}/":
            assert said == [root + page]
        else:
            robots = [node.get("content") for node in tree.all("meta") if node.get("name") == "robots"]
            front = [f"{site.base_url}/"] if page == f"{site.base}/languages.html" else []
            assert (said, robots) == (front, ["noindex"]), page


def test_sitemap_lists_every_real_page_and_its_translations(site: Site) -> None:
    urls = ElementTree.parse(site.folder / "sitemap.xml").getroot().findall(f"{SITEMAP}url")
    listed = {}
    for url in urls:
        links = url.findall(f"{XHTML}link")
        listed[url.findtext(f"{SITEMAP}loc")] = {link.get("hreflang"): link.get("href") for link in links}
    root = site.base_url.removesuffix(site.base)
    wanted = {}
    for page in site.pages:
        _, name = site.split(page)
        if site.listed(page):
            wanted[root + page] = real_alternates(site, name)
    assert listed == wanted
    assert len(urls) == len(listed)
    assert f"Sitemap: {site.base_url}/sitemap.xml" in (site.folder / "robots.txt").read_text()


def test_every_text_is_marked_with_its_language_and_direction(site: Site) -> None:
    known = {tongue.tag: tongue.direction for tongue in site.tongues.values()}
    faults = []
    for page, tree in site.trees.items():
        code, name = site.split(page)
        html = tree.find("html")
        if code:
            own = site.tongues[code]
            assert (html.get("lang"), html.get("dir")) == (own.tag, own.direction), page
            if site.framed(page):
                continue
            shown = name.removeprefix("beside/") if site.paired(page) else name
            text = own if site.tool(page) and not site.paired(page) else site.tongues[site.original(code, shown)]
            article = next(node for node in tree if node.tag == "article" or "start" in node.classes)
            if site.paired(page):
                article = next(node for node in article.all("div") if "pair" in node.classes).find("div")
            assert (article.inherited("lang"), article.inherited("dir")) == (text.tag, text.direction), page
            heading = tree.find("h1").find("span") if site.paired(page) else tree.find("h1")
            assert heading.inherited("lang") == text.tag, page
        for node in tree:
            direction = known.get(node.inherited("lang"), node.inherited("dir") or "ltr")
            if "lang" in node.attributes and direction != (node.inherited("dir") or "ltr"):
                faults.append(f"{page}: dir does not go with lang: {node}")
            if node.tag in ("script", "style", "title") or "bdi" in [up.tag for up in node.up()]:
                continue
            spoken = node.inherited("lang")
            for text_node in (child for child in node.children if isinstance(child, str)):
                if ARABIC.search(text_node) and known.get(spoken) != "rtl":
                    faults.append(f"{page}: Arabic letters in a text marked {spoken}: {text_node.strip()[:60]}")
                if known.get(spoken) == "rtl" and LATIN_WORDS.search(text_node) and not ARABIC.search(text_node):
                    faults.append(f"{page}: Latin sentence in a text marked {spoken}: {text_node.strip()[:60]}")
    assert not faults, report(faults)


def test_language_menu_is_the_same_on_every_page(site: Site) -> None:
    root = site.base
    for page, tree in site.trees.items():
        code, name = site.split(page)
        if not code:
            links = tree.find("main").all("a")
            assert sorted(node.get("hreflang") for node in links) == sorted(t.tag for t in site.tongues.values()), page
            continue
        if site.framed(page):
            continue
        menu = tree.find("details", id="languages")
        assert [node.tag for node in menu.up()] == ["details", "div", "header", "body", "html", "#document"], page
        assert tree.find("header").all("details")[0] is menu, page
        shown = [
            (node.get("href"), node.get("lang"), node.get("hreflang"), node.get("dir"), node.text)
            for node in menu.all("a")
        ]
        own = [
            (
                f"{root}/{other.code}/"
                if name == "index"
                else page.replace(f"{root}/{code}/", f"{root}/{other.code}/"),
                other.tag,
                other.tag,
                other.direction,
                other.name,
            )
            for other in site.tongues.values()
        ]
        assert shown == own, page
        assert [node.get("lang") for node in menu.all("a") if "aria-current" in node.attributes] == [
            site.tongues[code].tag
        ], page
        assert [node.get("lang") for node in menu.find("summary").all("span") if node.get("lang")] in (
            [["en"]] if code != "en" else [[]]
        )


def test_headings_begin_with_one_h1_and_skip_no_level(site: Site) -> None:
    for page, tree in site.trees.items():
        levels = [int(node.tag[1]) for node in tree.all("h1", "h2", "h3", "h4", "h5", "h6")]
        assert levels.count(1) == 1 and levels[0] == 1, (page, levels)
        jumps = [(one, two) for one, two in pairwise(levels) if two > one + 1]
        assert not jumps, (page, levels)
        assert all(node.text for node in tree.all("h1", "h2", "h3", "h4", "h5", "h6")), page


def test_every_picture_says_what_it_shows(sites: tuple[Site, ...]) -> None:
    pictures = [(page, node) for site in sites for page, tree in site.trees.items() for node in tree.all("img")]
    assert pictures
    # On the start page's cards the picture stands beside the title, which says the same.
    beside = [node for _, node in pictures if "topics" in [name for up in node.up() for name in up.classes]]
    assert beside and all(node.get("alt", "?") == "" for node in beside)
    assert all(node.get("alt").strip() for _, node in pictures if node not in beside)


def test_telephone_numbers_are_links_that_call_what_they_show(site: Site) -> None:
    number = 0
    for page, tree in site.trees.items():
        for node in tree.all("a"):
            if not node.get("href").startswith("tel:"):
                continue
            number += 1
            (bdi,) = [child for child in node.children if isinstance(child, Node)]
            assert (bdi.tag, bdi.get("dir"), bdi.text) == ("bdi", "ltr", node.text), (page, str(node))
            shown = re.sub(r"\D", "", node.text)
            called = node.get("href").removeprefix("tel:")
            assert called in (shown, f"+46{shown[1:]}"), (page, str(node))
    assert number > 10


def test_no_invisible_direction_marks(site: Site) -> None:
    for page in site.pages:
        found = CONTROLS.findall(site.file(page).read_text(encoding="utf-8"))
        assert not found, (page, found)


def test_short_addresses_and_404_exist(site: Site) -> None:
    channels = yaml.safe_load((site.project / "content" / "channels.yaml").read_text())
    printed = yaml.safe_load((site.project / "content" / "addresses.yaml").read_text())
    wanted = [f"/q/{row['address']}" for row in channels.values()] + list(printed)
    for address in wanted:
        assert (site.folder / address.lstrip("/") / "index.html").is_file(), address
    assert (site.folder / "404.html").is_file()
    assert len(wanted) >= 2
