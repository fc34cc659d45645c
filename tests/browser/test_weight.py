"""A page, its style in it, arrives in the first round trip: ten segments of 1,460 bytes, less the headers of the answer."""

from __future__ import annotations

import gzip

import pytest

from .finished import Site

MOST = 14_000
SCRIPTS = 15_000
LEVEL = 6  # what web servers use, not the best there is


def weight(data: bytes) -> int:
    """Bytes on the way, compressed as web servers do."""
    return len(gzip.compress(data, LEVEL, mtime=0))


def test_every_page_with_its_style_fits_the_first_round_trip(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    weights = {page: weight(site.file(page).read_bytes()) for page in site.views}
    paired = {page: size for page, size in weights.items() if site.paired(page)}
    starts = {page: size for page, size in weights.items() if site.split(page)[1] == "index"}
    topics = {page: size for page, size in weights.items() if site.split(page)[1] not in ("", "index") and page not in paired}
    heaviest = [max(group.items(), key=lambda item: item[1]) for group in (starts, topics, paired) if group]
    with capsys.disabled():
        print(f"\n[{site.name}] gzip, page with its style: " + ", ".join(f"{page} {size} B" for page, size in heaviest))
    assert {site.split(page)[0] for page in topics} == {site.split(page)[0] for page in starts} == set(site.tongues)
    assert not {page: size for page, size in weights.items() if size > (MOST if page not in paired else 2 * MOST)}


def test_nothing_else_is_waited_for_before_the_text_shows(site: Site) -> None:
    for page, tree in site.trees.items():
        assert not [node for node in tree.all("link") if node.get("rel") == "stylesheet"], page
        assert [node for node in tree.all("style") if len(node.text) > 500], page
        assert all("defer" in node.attributes for node in tree.all("script") if node.get("src")), page


def test_all_scripts_together_are_light(site: Site) -> None:
    """Beside the search library, which is fetched when somebody searches."""
    scripts = [file for file in site.folder.rglob("*.js") if not file.name.startswith("minisearch")]
    sizes = {file.name: weight(file.read_bytes()) for file in scripts}
    assert sum(sizes.values()) <= SCRIPTS, sizes
