"""The Markdown of a letter: its marks as runs, and each thing paper cannot hold at its line."""

from __future__ import annotations

import pytest

from press.readers.letter_text import Block, Run, read_letter

FRONT = "---\ntitle: x\n---\n"


def read(body):
    return read_letter(FRONT + body, "content/sv/letters/x.md")


def test_the_marks_of_a_letter():
    text = read(
        "Ring [[a]] eller\n[ord]{lang=sv} **nu [[b|ord]]**.\\\nRad.\n\n## Rubrik\n\n- ett\n- två\n\n3. tre\n4. fyra\n"
    )
    assert text.problems == ()
    assert text.blocks == (
        Block(
            "paragraph",
            (
                Run("text", "Ring ", line=4),
                Run("fact", "", "a", line=4),
                Run("text", " eller ", line=4),
                Run("lang", "ord", "sv", line=5),
                Run("text", " ", line=5),
                Run("text", "nu ", strong=True, line=5),
                Run("fact", "ord", "b", strong=True, line=5),
                Run("text", ".", line=5),
                Run("break", line=5),
                Run("text", "Rad.", line=6),
            ),
            line=4,
        ),
        Block("heading", (Run("text", "Rubrik", line=8),), 2, 8),
        Block("item", (Run("text", "ett", line=10),), 0, 10),
        Block("item", (Run("text", "två", line=11),), 0, 11),
        Block("item", (Run("text", "tre", line=13),), 3, 13),
        Block("item", (Run("text", "fyra", line=14),), 4, 14),
    )


def test_a_loose_list_keeps_its_items_whole():
    text = read("- ett\n\n  mer\n\n- två\n")
    assert [[run.text or run.kind for run in block.runs] for block in text.blocks] == [["ett", "break", "mer"], ["två"]]


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("| a | b |\n|---|---|\n| c | d |\n", "table"),
        ("![en bild](../images/x.svg)\n", "picture"),
        ("Hej <b>du</b>\n", "HTML"),
        ("<div>\nhej\n</div>\n", "HTML"),
        ("`kod`\n", "code"),
        ("```\nkod\n```\n", "code"),
        ("> citat\n", "quotation"),
        ("> [!NOTE]\n> text\n", "quotation"),
        ("*kursivt*\n", "italics"),
        ("~~struket~~\n", "struck-out"),
        ("Ord\n: betydelse\n", "definitions"),
        ("a\n\n***\n\nb\n", "line between"),
        ("[länk](https://a.example/)\n", "link"),
        ("# Rubrik\n", "heading"),
        ("- a\n  - b\n", "list inside a list"),
    ],
)
def test_what_paper_cannot_hold(body, says):
    text = read("Först.\n\n" + body)
    assert text.problems, body
    assert says in str(text.problems[0].what)
    assert all(str(problem.fix) and problem.where.line >= 6 for problem in text.problems)
    assert text.problems[0].where.path == "content/sv/letters/x.md"


def test_words_inside_italics_and_links_are_not_lost():
    assert [run.text for block in read("Ett *viktigt* [ord](work.md).\n").blocks for run in block.runs] == [
        "Ett viktigt ord."
    ]


def test_an_empty_letter_has_no_blocks():
    assert read("").blocks == ()
