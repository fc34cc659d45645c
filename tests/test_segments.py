"""Cutting: whatever is cut joins to the very same text, and a mark comes back as it was written."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
import sites

from press.readers import inline
from press.readers.catalog_text import changed, entries
from press.readers.pages import read_page
from press.readers.segments import cut, divide, join, kinds, named, whole

PAGES = sorted([*(sites.ROOT / "content").rglob("*.md"), *sites.FIXTURES.rglob("*.md")])
"""Every page there is, the broken ones among them."""


def parts(data: bytes) -> tuple[tuple[str, str], ...]:
    page = read_page(data, "x.md", "sv", "x", "page", False)
    text = data.decode("utf-8", "surrogateescape")
    return divide(text, [(section.id, section.line) for section in page.sections])


def test_there_are_pages_to_cut() -> None:
    assert len(PAGES) > 80
    cells = [kind for path in PAGES for _, text in parts(path.read_bytes())[1:] for kind in kinds(cut(text))]
    assert {
        "heading-2",
        "heading-3",
        "paragraph",
        "item",
        "definition",
        "cell",
        "quoted-paragraph",
        "abbreviation",
    } <= set(cells)


@pytest.mark.parametrize("path", PAGES, ids=[path.relative_to(sites.ROOT).as_posix() for path in PAGES])
def test_every_page_joins_to_the_same_bytes(path: Path) -> None:
    data = path.read_bytes()
    for variant in (data, data.replace(b"\n", b"\r\n"), data.rstrip(b"\n"), b"\xef\xbb\xbf" + data):
        found = parts(variant)
        assert "".join(text for _, text in found).encode("utf-8", "surrogateescape") == variant
        for _, text in found:
            assert join(cut(text)) == text
            assert join(whole(text)) == join(whole(text, False)) == text


STARTS = ["", "> ", ">", "- ", "1. ", "2. ", "* ", "    ", "\t", "  ", "## ", "### ", ": ", "| a |", "|---|---|", "```", "~~~", "---",
          "===", "*[X]: ", "<!-- ", "-->", "[x]: ", "> [!NOTE]", "> - ", "\\", "[[", "{#id}"]  # fmt: skip
WORDS = [
    "ord",
    "**fet**",
    "[[a|b]]",
    "[[sos-112]]",
    "[x](y.md#z)",
    "|",
    " ",
    "  ",
    "ا",
    "\u00a0",
    "*k*",
    "{lang=sv}",
    "`c|d`",
    "]",
    "![a](b)",
]


@pytest.mark.parametrize("seed", range(40))
def test_any_text_joins_to_itself(seed: int) -> None:
    chance = random.Random(seed)
    text = ""
    for _ in range(60):
        text += chance.choice(STARTS) + "".join(chance.choices(WORDS, k=chance.randrange(4)))
        text += chance.choice(["\n", "\n", "\n\n", "\r\n", "\r"])
    assert join(cut(text)) == text == join(whole(text))
    for piece in cut(text):
        unified = piece.text.replace("\r\n", "\n").replace("\r", "\n")
        assert inline.written(inline.runs(piece.text, inline.MARKDOWN)) == unified


def test_a_block_is_cut_to_its_words() -> None:
    text = (
        "## Vård {#care .question}\nEn rad\noch en till.\n\n- **ett**\n  mer\n- två\n\n> [!TIP]\n> Ring\n> nu.\n\nTerm\n: Svar\n\n"
        "| A | [[x\\|b]] |\n|---|---|\n| c \\| d | `e` |\n\n*[UHR]: Rådet\n\n```\nkod\n```\n"
    )
    assert [(piece.unit, piece.kind, piece.text) for piece in named(cut(text), "care") if piece.kind] == [
        ("care.1", "heading-2", "Vård"),
        ("care.2", "paragraph", "En rad\noch en till."),
        ("care.3", "item", "**ett**\n  mer"),
        ("care.4", "item", "två"),
        ("care.5", "quoted-paragraph", "Ring\n> nu."),
        ("care.6", "paragraph", "Term"),
        ("care.7", "definition", "Svar"),
        ("care.8", "cell", "A"),
        ("care.9", "cell", "[[x\\|b]]"),
        ("care.10", "cell", "c \\| d"),
        ("care.11", "cell", "`e`"),
        ("care.12", "abbreviation", "UHR"),
        ("care.13", "explanation", "Rådet"),
    ]
    assert next(piece.text for piece in whole(text) if piece.kind) == "Vård"


def test_marks_are_tags_and_words_are_words() -> None:
    found = inline.runs("Ring [[sos-112]] eller **läs [mer](a.md#b)**. [tolk]{lang=sv} \\*", inline.MARKDOWN)
    assert [(tag.kind, tag.id, tag.code) for tag in found if not isinstance(tag, str)] == [
        ("ph", "1", "[[sos-112]]"),
        ("bpt", "2", "**"),
        ("bpt", "3", "["),
        ("ept", "3", "](a.md#b)"),
        ("ept", "2", "**"),
        ("ph", "4", "[tolk]{lang=sv}"),
    ]
    assert [run for run in found if isinstance(run, str)] == ["Ring ", " eller ", "läs ", "mer", ". ", " \\*"]


def test_a_mark_its_source_has_not_is_words() -> None:
    source = inline.runs("[[a]] och [[b]]", inline.MARKDOWN)
    target = inline.runs("[[b]] ([x]{lang=sv}) [[a]] [[a]]", inline.MARKDOWN)
    found = inline.numbered_as(source, target)
    assert [run if isinstance(run, str) else run.id for run in found] == ["2", " ([x]{lang=sv}) ", "1", " [[a]]"]
    assert inline.written(found) == inline.written(target)


@pytest.mark.parametrize("code", ["sv", "en", "ar", "staff-sv"])
def test_a_catalog_is_read_as_babel_reads_it_and_changed_in_one_place(code: str) -> None:
    from press.adapters.i18n import read_catalog

    data = (sites.ROOT / f"locales/{code}.po").read_bytes()
    text = data.decode()
    theirs = dict(read_catalog(data, code, "").messages)
    assert {
        e.msgid: tuple(words for _, words in e.forms) for e in entries(text) if all(w for _, w in e.forms)
    } == theirs
    chosen = entries(text)[3]
    after = changed(text, {(chosen.msgid, len(chosen.forms) - 1): 'a "b"\n\\c'})
    now = dict(read_catalog(after.encode(), code, "").messages)
    assert now[chosen.msgid][-1] == 'a "b"\n\\c'
    assert {key: forms for key, forms in now.items() if key != chosen.msgid} == {
        key: forms for key, forms in theirs.items() if key != chosen.msgid
    }


def test_a_guess_that_is_translated_is_a_guess_no_more() -> None:
    text = '#, fuzzy, python-format\n#| msgid "old"\nmsgid "new"\nmsgstr ""\n"gue"\n"ss"\n\n#, fuzzy\nmsgid "b"\nmsgstr "x"\n'
    after = '#, python-format\nmsgid "new"\nmsgstr "ny"\n\n#, fuzzy\nmsgid "b"\nmsgstr "x"\n'
    assert changed(text, {("new", 0): "ny"}) == after
