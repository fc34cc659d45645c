"""The index of the search: what is in it and what is never in it, its bytes, its size, and what texts in other languages say."""

from __future__ import annotations

import gzip
import hashlib
import html
import json
import re
from pathlib import Path
from typing import Any

import pytest
import sites

from press.makers.search import IndexView, Row, make_index, parts, plain_text
from press.makers.search_words import TABLES

MOST = 100_000
"""Bytes, compressed, that the first search may take: library, script and index."""

VENDOR = sites.ROOT / "templates" / "vendor"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real site."""
    out = tmp_path_factory.mktemp("real") / "site"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OMSVERIGE_TODAY", sites.newest_check())
        ran = sites.call("build", "--project", sites.ROOT, "--out", out, "--speak", "en")
    assert ran.code == 0, ran.err
    return out


def asked_for(project: Path) -> Path:
    """The good site with a search."""
    file = project / "content" / "site.yaml"
    file.write_text(file.read_text("utf-8") + "\nextras: [search]\n", "utf-8")
    return project


def file_of(folder: Path) -> Path:
    """The index in the folder of an edition."""
    (found,) = folder.glob("search-*.json")
    return found


def index(folder: Path) -> dict[str, Any]:
    """It, read."""
    found: dict[str, Any] = json.loads(file_of(folder).read_bytes())
    return found


def editions(out: Path) -> list[Path]:
    """The folders of all editions."""
    return sorted(file.parent for file in out.glob("*/index.html") if (file.parent / "search.html").is_file())


def safety_pages() -> list[str]:
    """The names of the pages about violence."""
    files = (sites.ROOT / "content" / "sv").glob("*.md")
    return [file.stem for file in files if re.search("^safety: true$", file.read_text("utf-8"), re.M)]


def test_pages_about_violence_are_in_no_index(built: Path) -> None:
    names = safety_pages()
    assert len(names) == 2
    for folder in editions(built):
        text = file_of(folder).read_text("utf-8")
        found = index(folder)
        assert found["pages"] and len(found["rows"]) > 150
        for name in names:
            # A link to such a page may stand in a text; it is no hit, and no address of one is in the index.
            assert f"{name}.html" not in text, folder.name
            for edition in editions(built):
                page = (edition / f"{name}.html").read_text("utf-8")
                title = html.unescape(re.search(r"<h1>(.*?)</h1>", page, re.S)[1])  # type: ignore[index]
                headings = {row[2] for row in found["rows"]} | {title for _, title in found["pages"]}
                called = {words for row in found["rows"] for _, words in (row[6] if len(row) > 6 else [])}
                assert title not in headings, (folder.name, name)
                assert not [words for words in called if words.startswith(title)], (folder.name, edition.name, name)


def test_the_texts_of_pages_about_violence_are_in_no_index(built: Path) -> None:
    for folder in editions(built):
        lines = {line.removeprefix("# ") for row in index(folder)["rows"] for line in row[3].split("\n")}
        others = {
            line
            for file in folder.glob("*.html")
            if file.stem not in safety_pages()
            for line in plain_text(file.read_text("utf-8")).split("\n")
        }
        for name in safety_pages():
            page = (folder / f"{name}.html").read_text("utf-8")
            article = re.search(r"<article.*?</article>", page, re.S)
            assert article
            own = {line for line in plain_text(article[0]).split("\n") if len(line) > 25} - others
            assert len(own) > 20, (folder.name, name)
            assert not own & lines, (folder.name, name)


def test_the_first_search_is_light_in_every_language(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assets = [next((built / "assets").glob(f"{name}-*")).read_bytes() for name in ("minisearch", "search")]
    ours = next((built / "assets").glob("search-*.js")).read_bytes()
    fixed = sum(len(gzip.compress(data, 9)) for data in (assets[0], ours))
    sizes = {folder.name: fixed + len(gzip.compress(file_of(folder).read_bytes(), 9)) for folder in editions(built)}
    with capsys.disabled():
        print(f"\nfirst search, gzip: {sizes}; the script {len(gzip.compress(ours, 9))} B")
    assert len(sizes) == 18
    assert max(sizes.values()) <= MOST
    assert len(gzip.compress(ours, 9)) <= 4096


def test_every_hit_leads_to_a_place_that_is_there(built: Path) -> None:
    for folder in editions(built):
        found = index(folder)
        for page, anchor, *_ in found["rows"]:
            file = built / found["pages"][page][0].lstrip("/")
            text = (file / "index.html" if file.is_dir() else file).read_text("utf-8")
            assert not anchor or f'id="{anchor}"' in text, (folder.name, file.name, anchor)


def test_counties_are_found_by_the_names_of_their_municipalities(built: Path) -> None:
    found = index(built / "so")
    (row,) = [row for row in found["rows"] if found["pages"][row[0]][0] == "/so/local-skane.html"]
    assert row[2] == "Skåne län" and "Malmö" in row[3] and "http" not in row[3]
    assert found["tongues"][row[4]][:2] == ["sv", "sv"]


def test_staff_pages_are_only_where_they_are_offered(built: Path) -> None:
    assert any("staff" in url for url, _ in index(built / "sv")["pages"])
    assert not any("staff" in url for url, _ in index(built / "so")["pages"])


def test_an_index_has_swedish_words_and_the_swedish_one_all_languages(built: Path) -> None:
    rows = index(built / "so")["rows"]
    assert any(["sv", "Skolan"] in row[6] for row in rows if len(row) > 6)
    assert any("förskola" in row[7] for row in rows if len(row) > 7)
    codes = {code for row in index(built / "sv")["rows"] if len(row) > 6 for code, _ in row[6]}
    assert codes == {folder.name for folder in editions(built)} - {"sv"}


def test_a_page_that_falls_back_is_found_in_the_language_it_is_shown_in(project: Path) -> None:
    assert sites.build(asked_for(project)).code == 0
    shown = 0
    for folder in editions(project / "site"):
        found = index(folder)
        for page, _, title, _, _, named, *_ in [[*row, 0, 0][:6] for row in found["rows"]]:
            path = found["pages"][page][0].split("/")[-1] or "index.html"
            text = (folder / path).read_text("utf-8")
            article = re.search(r'<article lang="([^"]+)"', text)
            if article:
                shown += 1
                assert found["tongues"][named][1] == article[1], (folder.name, path, title)
                assert found["tongues"][named][3], "what is told of the language"
    assert shown


def test_without_the_extra_nothing_of_it_is_made(published: Path) -> None:
    found = [name for name in sites.tree(published / "site") if "search" in name]
    assert not found
    assert "search.html" not in sites.html(published, "sv/index")


def test_the_same_texts_give_the_same_bytes_and_a_new_word_a_new_name(project: Path, tmp_path: Path) -> None:
    asked_for(project)
    assert sites.build(project).code == 0
    again = tmp_path / "again"
    assert sites.build(project, "--fresh", "--out", again).code == 0
    assert sites.tree(project / "site") == sites.tree(again)
    before = {folder.name: file_of(folder).name for folder in editions(again)}
    sites.edit(project, "content/sv/rights.md", "\n## ", "\nSmultronställe.\n\n## ")
    assert sites.build(project).code == 0
    clean = tmp_path / "clean"
    assert sites.build(project, "--fresh", "--out", clean).code == 0
    assert sites.tree(project / "site") == sites.tree(clean)
    assert file_of(clean / "sv").name != before["sv"]
    assert file_of(clean / "sv").name in sites.html(project, "sv/search")


def test_a_section_is_cut_where_a_heading_has_an_anchor() -> None:
    body = '<p>A<br>b.</p><h3>Why?</h3><p>So.</p><h3 class="x" id="more">More <b>of</b> it</h3><p>C &amp; d.</p>'
    assert list(parts("top", "Top", body)) == [("top", "Top", "A\nb.\n# Why?\nSo."), ("more", "More of it", "C & d.")]


def test_words_for_those_who_hear_links_are_no_text() -> None:
    assert plain_text('<td>a</td><td><a>b<span class="hidden"> (external)</span></a></td>') == "a · b"


def test_a_row_ends_where_it_has_nothing_more_to_say() -> None:
    rows = (Row("work", "", "Work", "Text", 0, 0, (), ""), Row("work", "a", "A", "B", 0, 0, (("sv", "C"),), ""))
    rows = (*rows, Row("work", "b", "Nothing below", "", 0, 0, (), ""))  # an empty text is still a text
    view = IndexView((("en", "en", "ltr", ""),), (("work", "/en/work.html", "Work"),), rows, ("en",), "sv")
    assert json.loads(make_index(view))["rows"] == [
        [0, "", "Work", "Text"],
        [0, "a", "A", "B", 0, 0, [["sv", "C"]]],
        [0, "b", "Nothing below", ""],
    ]


def test_endings_are_words_of_their_script() -> None:
    for code, (left, often, before, after) in TABLES.items():
        assert left >= 2 and often >= 1, code
        assert not re.search(r"[^\w\s]|\d", before + after), code


def test_the_library_is_the_one_its_note_tells_of() -> None:
    digest = hashlib.sha256((VENDOR / "minisearch.js").read_bytes()).hexdigest()
    assert digest in (VENDOR / "minisearch.txt").read_text("utf-8")
