"""A page with its style arrives in the first round trip: ten segments of 1,460 bytes, less the headers of the answer."""

from __future__ import annotations

import gzip

import pytest

from .finished import Site

MOST = 14_000
LEVEL = 6  # what web servers use, not the best there is


def weight(data: bytes) -> int:
    """Bytes on the way, compressed as web servers do."""
    return len(gzip.compress(data, LEVEL, mtime=0))


def test_every_page_with_its_style_fits_the_first_round_trip(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    sheets = {sheet.name.partition("-")[0]: weight(sheet.read_bytes()) for sheet in (site.folder / "assets").glob("*.css")}
    style = sheets.pop("site")
    weights = {
        page: weight(site.file(page).read_bytes()) + style + sheets.get(site.split(page)[1], 0) for page in site.views
    }
    starts = {page: size for page, size in weights.items() if site.split(page)[1] == "index"}
    topics = {page: size for page, size in weights.items() if site.split(page)[1] not in ("", "index")}
    heaviest = [max(group.items(), key=lambda item: item[1]) for group in (starts, topics)]
    with capsys.disabled():
        said = ", ".join(f"{page} {size} B" for page, size in heaviest)
        print(f"\n[{site.name}] gzip, page + style ({style} B): {said}")
    assert {site.split(page)[0] for page in topics} == {site.split(page)[0] for page in starts} == set(site.tongues)
    assert not {page: size for page, size in weights.items() if size > MOST}
