"""The quick way to read a body writes what walking every event writes, or leaves the body to the walker."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from press.problems import Problem
from press.readers.body import walk_body
from press.readers.pages import split
from press.readers.quick import quick_body

CONTENT = Path(__file__).parents[1] / "content"
PAGES = sorted(CONTENT.glob("*/*.md"))

LINES = (
    "## En rubrik {#one}",
    "## En till {#two .week}",
    "### Fråga? {.question}",
    "### Mindre {#three}",
    "#### Minst",
    "# Fel",
    "Ett stycke med *betoning*, **styrka** och ~~struket~~.",
    "Två mellanslag gör ny rad  ",
    "En [länk](work.md#one) och [en till](health.md), [en](work.md#one) igen.",
    "En [[fakta]] och [[fakta|ord]] och [ord]{lang=en}. [[[ord]{lang=en}](work.md)",
    "[tom]() [](work.md) [fel](http://x.se) [titel](work.md \"t\") [ref][r]",
    "[r]: work.md",
    "SFI är SFI, *SFI* och [SFI](work.md).",
    "*[SFI]: Svenska för \"invandrare\" & andra",
    "- punkt",
    "  - under",
    "1. ett",
    "3. tre",
    "> [!WARNING]",
    "> Akta dig.",
    "> citat",
    "| a | b |",
    "|---|--:|",
    "| 1 | [[fakta\\|x]] |",
    "Ord",
    ": förklaring",
    "***",
    "---",
    "===",
    "```",
    "    indraget",
    "`kod` och <br> och &amp; och <i>html</i>",
    "![bild](../images/a.svg)",
    "\"citat\" 'så' – … \\* 3 > 2",
    "",
    "",
)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_our_own_pages_are_read_the_quick_way_with_the_same_result(path: Path) -> None:
    problems: list[Problem] = []
    _, body, line = split(path.read_text("utf-8"), "page.md", problems)
    quick = quick_body(body, line, "page.md", "top")
    assert quick == walk_body(body, line, "page.md", "top", problems)
    assert not problems


@settings(max_examples=1500, deadline=None)
@given(st.lists(st.sampled_from(LINES), max_size=14))
def test_any_body_is_read_the_same_or_left(lines: list[str]) -> None:
    text = "\n".join(lines) + "\n"
    quick = quick_body(text, 9, "page.md", "top")
    problems: list[Problem] = []
    walked = walk_body(text, 9, "page.md", "top", problems)
    if quick is not None:
        assert quick == walked
        assert not problems
