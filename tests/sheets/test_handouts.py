"""Handouts: a page of the site as a document — everything on it, facts as paper shows them, neutral where it must be."""

from __future__ import annotations

import io
import re

import pikepdf
import pypdfium2
import pytest
from pictures import first, page, second
from sheetbox import LINK, make, pdf_of, site
from test_sheets import seen_lines, shown

from press.adapters import raster
from press.model import Made
from press.readers.handout_text import Node, read_handout

FRONT = "---\ntitle: T\ndescription: D.\n---\n"
PATH = "content/sv/work.md"
BODY = """Start [[sos-112]] and [[skatteverket]], SFI and SFI, [ord]{lang=en}, *stress* and **strong**.

*[SFI]: Svenska för invandrare

## One {#one .week}

1. first
   - inner [page](health.md) and [site](https://www.example.se/a)
2. second

### Why? {#why .question}

> [!WARNING]
> Careful.

| A | B |
|---|---|
| 1 | [[sos-112|x]] |

Term
: Meaning<br>two

<!-- unseen -->
"""


def words(document: bytes) -> str:
    with pypdfium2.PdfDocument(document) as opened:
        found = "\n".join(str(sheet.get_textpage().get_text_range()) for sheet in opened)
    return " ".join(found.replace("\u200b", "").split())


def flat(nodes: tuple[Node, ...] | list[Node]) -> str:
    """The blocks as one readable line."""
    return " ".join(
        f"{node.kind}{node.number or ''}({''.join(run.text or run.name for run in node.runs)}{flat(node.parts)})" for node in nodes
    )


def test_a_page_is_read_as_nested_blocks() -> None:
    found = flat(read_handout(FRONT + BODY, "x.md"))
    assert found == (
        "paragraph(Start sos-112 and skatteverket, SFI (Svenska för invandrare) and SFI, ord, stress and strong.) "
        "heading2(One) list1(item(paragraph(first) list(item(paragraph(inner page and sitehttps://www.example.se/a)))) "
        "item(paragraph(second))) heading3(Why?) note(paragraph(Careful.)) table(row(cell(A) cell(B)) row(cell(1) cell(x))) "
        "definitions(term(Term) definition(paragraph(Meaningtwo)))"
    )


def test_everything_on_a_page_is_on_paper() -> None:
    ((name, document),) = make("handout", "sv", page="work", changed={PATH: FRONT + BODY}).files
    text = words(document)
    assert name == "handout-work-sv.pdf"
    for piece in ("112", "skatteverket.se", "SFI (Svenska för invandrare) and SFI", "inner page and site (example.se/a)", "Careful."):
        assert piece in text, piece
    assert "Varning" in text and "unseen" not in text and "[[" not in text and "Start 112 and Skatteverket" in text


@pytest.mark.parametrize(("name", "code"), [("first-steps", "sv"), ("support", "ar"), ("faq", "ti"), ("words", "th")])
def test_long_pages_have_numbers_one_code_and_who_answers_for_them(name: str, code: str) -> None:
    document = pdf_of("handout", code, page=name)
    pages = len(raster.page_sizes(document))
    assert pages >= 2
    for number in range(pages):
        assert shown(document, f"{number + 1}/{pages}", number) >= 1
        assert shown(document, LINK, number) >= 1
    assert [first(page(document, number=number)) for number in range(pages)] == [[]] * (pages - 1) + [[LINK]]
    assert second(page(document, number=pages - 1)) == LINK


def test_every_section_of_a_page_is_there() -> None:
    text = words(pdf_of("handout", "en", page="first-steps"))
    for section in site().pages["en", "first-steps"].sections:
        heading = re.sub(r"\x00.*?\x00|<[^>]+>", "", section.title).strip()
        assert heading in text
    assert "About this page" in text and "Last checked" in text and "Responsible" in text


@pytest.mark.parametrize("code", ["sv", "ar"])
def test_a_page_about_safety_shows_its_neutral_title_to_others(code: str) -> None:
    document = pdf_of("handout", code, page="support")
    own = site().pages[code, "support"]
    assert own.safe_title and own.safe_title != own.title
    with pikepdf.open(io.BytesIO(document)) as opened:
        title, metadata = str(opened.docinfo["/Title"]), opened.Root.Metadata.read_bytes().decode()
    assert title == own.safe_title and own.title not in metadata
    if code == "sv":
        with pypdfium2.PdfDocument(document) as opened:
            headers = [raster.text_in_box(document, 15, 8, 180, 15, number) for number in range(len(opened))]
        assert all(own.safe_title in header and own.title not in header for header in headers)


def test_a_machines_translation_and_an_old_section_say_so() -> None:
    old = site().pages["en", "work"]
    record = site().made["en", "work"]
    stale = tuple((id, "0" * 16 if id == old.sections[1].id else digest) for id, digest in record.sections)
    for made, notice, older in (
        (record._replace(made="machine", reviewed="", sections=stale), True, True),
        (record._replace(made="person"), False, False),
    ):
        using = site()._replace(made={**site().made, ("en", "work"): made})
        text = words(make("handout", "en", page="work", using=using).files[0][1])
        assert ("This page was translated by a machine." in text) is notice
        assert ("The Swedish text of this part has changed since it was translated." in text) is older
    assert isinstance(record, Made)


def test_a_language_without_the_page_does_not_fall_back() -> None:
    pages = {key: found for key, found in site().pages.items() if key != ("ar", "work")}
    made = make("handout", "ar", page="work", using=site()._replace(pages=pages))
    assert made.files == () and str(made.problems[0].what) == "The page “work” is not written in العربية."


def test_a_long_address_keeps_its_brackets_around_it_in_a_right_to_left_text() -> None:
    document = pdf_of("handout", "fa", page="learn-swedish")
    lines = [line for number in range(len(raster.page_sizes(document))) for line in seen_lines(document, number)]
    found = [line for line in lines if "vuxenutbildning" in line]
    around = re.compile("(?<![()])[()]\u200f?vuxenutbildning[.]?stockholm[.]?\u200f?[()](?![()])")
    assert found and all(around.search(line) for line in found), found
