"""Booklets: a language's pages as one document — what is in it and never in it, links, standards, and what a change costs."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest
import sites
from extras import failures, modules_after, project_with, words

from press.adapters import raster

validator = pytest.importorskip("page", reason="page-validation is not installed")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The good site with booklets, built; to be looked at only."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OMSVERIGE_TODAY", sites.TODAY)
        project = project_with(tmp_path_factory.mktemp("booklets") / "project", "booklets")
        ran = sites.build(project)
    assert ran.code == 0, ran.err
    return project


@pytest.fixture
def mine(built: Path, tmp_path: Path) -> Path:
    """A built copy of one's own."""
    project = project_with(tmp_path / "project", "booklets")
    assert sites.build(project).code == 0
    return project


def booklet(project: Path, code: str) -> bytes:
    return (project / "site" / code / "booklet.pdf").read_bytes()


def made_anew(project: Path) -> set[str]:
    """The booklets that a build now makes with other bytes than before."""
    before = {code: booklet(project, code) for code in ("sv", "en", "ar")}
    ran = sites.build(project)
    assert ran.code == 0, ran.err
    return {code for code, data in before.items() if booklet(project, code) != data}


# -- what is in it


def test_a_booklet_holds_the_menus_pages_in_their_order_and_numbers_them(built: Path) -> None:
    document = booklet(built, "sv")
    pages = len(raster.page_sizes(document))
    contents = words(document, 1)
    titles = ["Arbete", "Vård", "Rättigheter", "Där du bor"]
    places = [contents.find(title) for title in titles]
    assert places == sorted(places) and min(places) > 0, contents
    assert all(title in words(document, number) for number, title in enumerate(titles, 2))
    assert "Provsidan" in words(document, 0) and "https://omsverige.example/sv/" in words(document, 0)
    assert all(f"{number + 1} / {pages}" in words(document, number) for number in range(1, pages))


def test_pages_about_safety_and_for_staff_are_never_in_a_published_booklet(mine: Path) -> None:
    sites.edit(mine, "content/sv/rights.md", "order:", "audience: staff\nmenu: footer\norder:")
    assert sites.build(mine).code == 0
    for code in ("sv", "en", "ar"):
        text = words(booklet(mine, code))
        assert "Här får du hjälp" not in text and "Våld" not in text and "Rättigheter" not in text
    with pikepdf.open(io.BytesIO(booklet(mine, "sv"))) as opened:
        names = [str(item.title) for item in opened.open_outline().root]
    assert names == ["Arbete", "Vård", "Där du bor"]


def test_with_safety_it_is_made_by_hand_and_its_title_stands_in_no_list(mine: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    ran = sites.call("booklet", "--project", mine, "--language", "sv", "--with-safety", "--out", out, "--speak", "en")
    assert ran.code == 0, ran.err
    document = (out / "booklet-sv-all.pdf").read_bytes()
    title = "Våld"
    assert title in words(document) and title not in words(document, 0, 1) and "Information" in words(document, 1)
    with pikepdf.open(io.BytesIO(document)) as opened:
        assert title not in [str(item.title) for item in opened.open_outline().root]
    ran = sites.call("booklet", "--project", mine, "--language", "sv", "--out", out, "--speak", "en")
    assert ran.code == 0 and title not in words((out / "booklet-sv.pdf").read_bytes())
    assert (out / "booklet-sv.pdf").read_bytes() == booklet(mine, "sv")


def test_a_page_that_falls_back_says_so_in_the_readers_language_and_keeps_its_own(built: Path) -> None:
    document = booklet(built, "ar")
    with pikepdf.open(io.BytesIO(document)) as opened:
        assert str(opened.Root.Lang) == "ar"
        languages = {str(thing.Lang) for thing in opened.objects if isinstance(thing, pikepdf.Dictionary) and "/Lang" in thing}
    assert {"ar", "en-SE"} <= languages
    text = words(booklet(built, "en"))
    assert "This page is not yet available in your language. You are reading it in this language: Swedish." in text


def test_words_that_lead_to_another_page_are_links_with_its_number(mine: Path) -> None:
    sites.edit(mine, "content/sv/work.md", "\n## ", "\nLäs om [hälsan](health.md) och [hjälp](violence.md).\n\n## ")
    assert sites.build(mine).code == 0
    document = booklet(mine, "sv")
    text = words(document)
    with pikepdf.open(io.BytesIO(document)) as opened:
        links = [note for page in opened.pages for note in page.get("/Annots", []) if note.Subtype == pikepdf.Name.Link]
        assert links and all("/Dest" in note or pikepdf.Name.GoTo == note.A.S for note in links)
    number = next(n for n in range(2, 99) if "Provsidan · Vård" in words(document, n)) + 1
    assert f"hälsan{number}" in text.replace(" ", "")
    assert "och hjälp." in text


# -- standards


@pytest.mark.parametrize("code", ["sv", "ar"])
@pytest.mark.parametrize("profile", ["ua1", "2a"])
def test_it_keeps_to_the_standards(built: Path, code: str, profile: str) -> None:
    assert failures(validator, booklet(built, code), profile) == []


def test_its_date_is_that_of_the_newest_check(built: Path) -> None:
    with pikepdf.open(io.BytesIO(booklet(built, "sv"))) as opened:
        date = str(opened.docinfo["/CreationDate"])
    texts = (built / "content/sv").glob("*.md")
    newest = max(line.split()[1] for text in texts for line in text.read_text("utf-8").splitlines() if line.startswith("checked:"))
    assert date.startswith("D:" + newest.replace("-", ""))


# -- what a change costs


def test_a_translation_edited_remakes_its_own_booklet_alone(mine: Path) -> None:
    sites.edit(mine, "content/en/work.md", "\n## ", "\nOne more sentence.\n\n## ")
    assert "en" in made_anew(mine) and "sv" not in made_anew(mine)
    assert made_anew(mine) == set()


def test_a_style_edited_remakes_none(mine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from press.commands import booklets

    monkeypatch.setattr(booklets, "make_booklet", lambda *_: pytest.fail("a booklet was made"))
    css = sites.own_copy(mine, "templates/site.css")
    css.write_text(css.read_text("utf-8") + "\nbody { color: red; }\n", "utf-8")
    assert sites.build(mine, "--jobs", "1").code == 0


def test_the_same_bytes_from_nothing(built: Path, mine: Path) -> None:
    assert {code: booklet(built, code) for code in ("sv", "en", "ar")} == {code: booklet(mine, code) for code in ("sv", "en", "ar")}


def test_a_site_without_the_extra_loads_nothing_for_it(tmp_path: Path) -> None:
    project = project_with(tmp_path / "project")
    assert not {name for name in modules_after(project) if "booklet" in name or name.split(".")[0] in ("typst", "pikepdf")}
    assert not (project / "site/sv/booklet.pdf").exists()


# -- what is refused


def test_a_letter_no_font_has_stops_the_build_and_leaves_the_site_alone(mine: Path) -> None:
    before = sites.tree(mine / "site")
    sites.edit(mine, "content/en/work.md", "\n## ", "\nWelcome 𒀀.\n\n## ")
    ran = sites.build(mine)
    assert ran.code == 1 and "content/en" in ran.err and "cannot be printed" in ran.err and "Traceback" not in ran.err
    assert sites.tree(mine / "site") == before


def test_an_unknown_language_and_no_language_are_told_with_a_way_out(built: Path, tmp_path: Path) -> None:
    for words_, said in ((["--language", "xx"], "There is no language “xx”."), ([], "No language was chosen")):
        ran = sites.call("booklet", "--project", built, *words_, "--out", tmp_path, "--speak", "en")
        assert ran.code == 1 and said in ran.err and "fix:" in ran.err and "sv" in ran.err


# -- the real content


@pytest.mark.slow
@pytest.mark.parametrize("code", ["lattlast", "fa", "ckb", "ti", "th", "so"])
def test_the_real_booklets_keep_to_the_standards(code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OMSVERIGE_TODAY", sites.newest_check())
    ran = sites.call("booklet", "--project", sites.ROOT, "--language", code, "--out", tmp_path)
    assert ran.code == 0, ran.err
    document = (tmp_path / f"booklet-{code}.pdf").read_bytes()
    assert 30 < len(raster.page_sizes(document)) < 120
    for profile in ("ua1", "2a"):
        assert failures(validator, document, profile) == []
