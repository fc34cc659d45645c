"""What a reader gets where a text is missing or old: the next best language, told of in their own, marked as what it is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import sites

MISSING_PAGE = "This page is not yet available in your language. You are reading it in this language: "
MISSING_PART = "This part is not yet translated. You are reading it in this language: "
OLDER = "The Swedish text of this part has changed since it was translated."
AR_MISSING_PAGE = "هذه الصفحة غير متاحة بلغتك بعد"


def part(html: str, id: str) -> str:
    """A section with its tag."""
    found = re.search(rf'<section[^>]*aria-labelledby="{id}".*?</section>', html, re.S)
    assert found, f"there is no section {id}"
    return found.group()


def article(html: str) -> str:
    """The opening tag of the article."""
    found = re.search(r"<article[^>]*>", html)
    assert found
    return found.group()


def test_missing_page_is_shown_in_the_next_language_with_a_notice_in_the_readers(published: Path) -> None:
    html = sites.html(published, "ar/health")
    assert html.startswith('<!doctype html>\n<html lang="ar" dir="rtl">')
    assert article(html) == '<article lang="en-SE" dir="ltr">'
    notice = html[html.index('<div class="notice"') : html.index("<article")]
    assert AR_MISSING_PAGE in notice and "الإنجليزية" in notice and "lang=" not in notice
    assert "<h1>Health</h1>" in html


def test_missing_page_falls_through_the_chain_to_the_source(published: Path) -> None:
    html = sites.html(published, "en/rights")
    assert article(html) == '<article lang="sv" dir="ltr">' and f"{MISSING_PAGE}Swedish." in html
    assert article(sites.html(published, "ar/rights")) == '<article lang="sv" dir="ltr">'


def test_fallback_copy_points_search_engines_to_the_original(published: Path) -> None:
    html, own = sites.html(published, "ar/health"), sites.html(published, "en/health")
    canonical = re.search(r'<link rel="canonical" href="([^"]*)">', html)
    assert canonical and canonical.group(1).startswith("https://omsverige.example/en/health")
    assert canonical.group() in own, "the original has the same canonical address"
    assert 'rel="alternate"' not in html and "ld+json" not in html


def test_own_page_has_no_notice_and_no_foreign_language(published: Path) -> None:
    for name in ("sv/work", "en/work", "ar/work"):
        html = sites.html(published, name)
        assert article(html) == "<article>"
        assert MISSING_PAGE not in html and AR_MISSING_PAGE not in html
    assert '<html lang="sv" dir="ltr">' in sites.html(published, "sv/work")
    assert '<div class="notice"' not in sites.html(published, "sv/work")


def test_links_in_a_fallback_copy_stay_in_the_readers_edition(published: Path) -> None:
    body = sites.html(published, "ar/rights").split("<article")[1]
    assert "/sv/" not in body and "/en/" not in body


def test_menu_words_of_a_missing_page_are_marked_with_their_language(published: Path) -> None:
    menu = sites.html(published, "ar/work").split('id="menu"')[1].split("</details>")[0]
    assert '<span lang="en-SE" dir="ltr">Health</span>' in menu
    assert '<span lang="sv" dir="ltr">Rättigheter</span>' in menu
    assert re.search(r'href="/ar/work[^"]*" aria-current="page">العمل</a>', menu)


@pytest.fixture
def without_a_section(project: Path) -> Path:
    """English and Arabic lack the section ``holiday`` of the page ``work``."""
    for code, heading in (("en", "## Holiday {#holiday}"), ("ar", "## الإجازة {#holiday}")):
        path = project / f"content/{code}/work.md"
        path.write_text(path.read_text("utf-8").split(heading)[0], "utf-8")
    assert sites.build(project).code == 0
    return project


def test_missing_section_alone_falls_back_with_its_notice(without_a_section: Path) -> None:
    html = sites.html(without_a_section, "en/work")
    section = part(html, "holiday")
    assert section.startswith('<section aria-labelledby="holiday" lang="sv" dir="ltr">')
    assert f'lang="en-SE" dir="ltr">{MISSING_PART}Swedish.</p>' in section
    assert '<bdi class="amount">25 dagar</bdi>' in section, "the fact in the section's own language"
    rest = html.replace(section, "")
    assert MISSING_PART not in rest and MISSING_PAGE not in rest
    assert part(html, "register").startswith('<section aria-labelledby="register">')
    contents = html.split('id="contents"')[1].split("</nav>")[0]
    assert '<a href="#holiday" lang="sv" dir="ltr">Semester</a>' in contents


def test_missing_section_comes_from_the_nearest_language_of_the_chain(project: Path) -> None:
    path = project / "content/ar/work.md"
    path.write_text(path.read_text("utf-8").split("## الإجازة")[0], "utf-8")
    assert sites.build(project).code == 0
    section = part(sites.html(project, "ar/work"), "holiday")
    assert section.startswith('<section aria-labelledby="holiday" lang="en-SE" dir="ltr">')
    assert "الإنجليزية" in section and '<p class="notice" lang="ar" dir="rtl">' in section


def test_only_the_section_whose_source_changed_carries_the_notice(project: Path) -> None:
    sites.edit(project, "content/sv/work.md", "Nya regler gäller", "Andra regler gäller")
    assert sites.build(project).code == 0
    html = sites.html(project, "en/work")
    assert OLDER in part(html, "holiday") and html.count(OLDER) == 1
    assert "Some parts are older than the Swedish text; they are marked." in html
    assert OLDER not in sites.html(project, "en/index") and OLDER not in sites.html(project, "sv/work")


@pytest.mark.parametrize("page", ["work", "index"])
def test_changed_title_or_introduction_marks_the_top(project: Path, page: str) -> None:
    sites.edit(project, f"content/sv/{page}.md", "title: ", "title: Nya ")
    assert sites.build(project).code == 0
    html = sites.html(project, f"en/{page}")
    assert html.count(OLDER) == 1, "the top of the page is older than its source, and nobody says so"
    assert html.index(OLDER) < html.index('<section aria-labelledby="')


def test_white_space_alone_makes_no_translation_old(project: Path) -> None:
    path = project / "content/sv/work.md"
    text = path.read_text("utf-8")
    path.write_text(
        text.replace("semester. Nya regler", "semester.  \nNya   regler").replace("\n\n", "\n\n\n"), "utf-8"
    )
    ran = sites.check(project)
    assert (ran.code, ran.out) == (0, "Errors: 0. Warnings: 0.\n")


def test_crlf_and_a_byte_order_mark_make_no_translation_old(project: Path) -> None:
    for path in (project / "content").rglob("*.md"):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    ran = sites.check(project)
    assert (ran.code, ran.out) == (0, "Errors: 0. Warnings: 0.\n")


@pytest.mark.parametrize("change", ["en", "no-chain"])
def test_a_language_without_fallback_still_gets_every_page(project: Path, change: str) -> None:
    if change == "en":  # the language Arabic falls back to is no longer built
        sites.edit(
            project, "content/languages.yaml", "locale: en_SE\n  status: published", "locale: en_SE\n  status: planned"
        )
    else:
        sites.edit(project, "content/languages.yaml", "fallback: [en, sv]", "fallback: []")
    ran = sites.build(project)
    assert ran.code == 0, ran.err
    assert article(sites.html(project, "ar/health")) == '<article lang="sv" dir="ltr">'
    assert (project / "site/en").exists() == (change != "en")


def test_words_of_the_settings_that_fall_back_are_marked_too(project: Path) -> None:
    sites.edit(project, "content/site.yaml", ", ar: لمن يختبر}", "}")
    assert sites.build(project).code == 0
    for name, text in {
        "ar/work": sites.html(project, "ar/work"),
        "/": (project / "site/index.html").read_text(),
    }.items():
        arabic = [line for line in text.splitlines() if 'lang="ar"' in line or "<small>" in line]
        wrong = [line for line in arabic if "For you who test" in line and 'lang="en-SE"' not in line]
        assert not wrong, f"{name}: English words in an Arabic line, unmarked: {wrong}"
