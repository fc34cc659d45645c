"""Print runs: one form, a hundred thousand letters over it. What is on paper is read back, decoded and validated."""

from __future__ import annotations

import io
import re

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from letterbox import LINK, build_site, source_of
from pictures import first, page, second

from press.adapters import forms, raster, typeface
from press.commands.mailing_forms import Order, prepare, run_of
from press.envelopes import ENVELOPES
from press.makers.letters import ADDRESS_STYLES, MAX_ADDRESS_LINES
from press.makers.print_run import print_run, sequence_text, shown

validator = pytest.importorskip("page", reason="page-validation is not installed")

C5 = ENVELOPES["c5-h2"]
ADDRESS = "Exempla (Č) Exempelsson\\n\nc/o Prov\nProvgatan 1 lgh 1001\n000 00  EXEMPELSTAD"
ODD = "Exempla ĨŜĊč (x)\\ Ж Σ\nProvgatan 1\n000 00  ORT"


def order(**wishes) -> Order:
    return Order("ut-kort", "2026-11-21", wishes.pop("envelope", C5), **wishes)


@pytest.fixture(scope="module")
def prepared():
    made, problems = prepare(build_site(), order(), ("sv", "en", "ar"), referred=True, read_source=source_of())
    assert not [problem for problem in problems if problem.severity == "error"], problems
    return made


def printed(prepared, letters, codes=("sv", "en", "ar"), **wishes) -> bytes:
    characters = set("0123456789-abcdef").union(*[set(text) for _, _, text in letters]) - {"\n", "\x1f"}
    run = run_of(
        prepared, order(**wishes), codes, typeface.subset(characters), title="Brev", tag="sv", job="abc123", part=0
    )
    return b"".join(print_run(run, letters))


def window(document: bytes, number: int = 0) -> list[str]:
    return raster.text_in_box(document, *C5.window, number).splitlines()


def test_every_letter_shows_its_own_address_sequence_reference_and_code(prepared, tmp_path):
    letters = [(n, n % 3, f"Exempel {n}\nProvgatan {n}\n000 00  ORT\x1fPROV {n}") for n in range(990, 1010)]
    document = printed(prepared, letters)
    (tmp_path / "run.pdf").write_bytes(document)
    with raster.Opened(tmp_path / "run.pdf") as opened:
        assert len(opened) == len(letters)
        for number, (sequence, form, _) in enumerate(letters):
            assert window(document, number) == [f"Exempel {sequence}", f"Provgatan {sequence}", "000 00 ORT"]
            (foot,) = opened.texts(number, [(18, 285, 60, 8)])
            assert foot == sequence_text("abc123", sequence)
            whole = raster.text_in_box(document, 0, 74, 210, 18, number)
            assert whole.count(f"PROV {sequence}") == (1 if form == 0 else 2), "Swedish alone has one reference, two languages two"
    for number in range(3):
        picture = page(document, 300, number)
        assert first(picture) == [LINK] and second(picture) == LINK


def test_letters_that_need_escaping_in_a_pdf_are_read_back_as_they_were(prepared):
    (read,) = {tuple(window(printed(prepared, [(1, 0, ODD)])))}
    assert list(read) == [*ODD.split("\n")[:1], "Provgatan 1", "000 00 ORT"]


@given(st.text(st.sampled_from(sorted(typeface.advances())), min_size=1, max_size=40))
@settings(max_examples=200, deadline=None)
def test_any_text_is_one_string_and_means_itself(text):
    coded = f"({shown(text)})".encode("latin-1")
    with pikepdf.new() as holder:
        (operands, _), *rest = pikepdf.parse_content_stream(pikepdf.Stream(holder, b"BT " + coded + b" Tj ET"), "Tj")
    assert not rest
    assert bytes(operands[0]).decode("utf-16-be") == text


@pytest.mark.parametrize("lines", range(3, MAX_ADDRESS_LINES + 1))
def test_an_address_of_any_length_hangs_from_the_same_place_within_the_window(prepared, lines):
    address = "\n".join(f"Rad {number}" for number in range(lines))
    document = printed(prepared, [(1, 0, address)])
    assert window(document) == address.split("\n")
    whole = raster.text_in_box(document, 0, 0, 210, 83)
    assert sum("Rad" in line for line in whole.splitlines()) == lines, "nothing of the address stands outside the window"
    assert len(ADDRESS_STYLES) == 2


def test_the_file_is_pdf_a_2u_and_the_validator_would_see_if_it_were_not(prepared):
    document = printed(prepared, [(n, n % 3, ADDRESS) for n in range(70)])
    report = validator.validate_pdf_bytes(document, profile="2u")
    assert report.is_compliant, [(failure.rule_id, failure.message) for failure in report.failures]
    for planted in ((b"<pdfaid:part>2", b"<pdfaid:part>9"), (b"/ToUnicode", b"/ToUnicodX"), (b"/OutputIntents", b"/OutputIntenXX")):
        assert planted[0] in document
        assert not validator.validate_pdf_bytes(document.replace(*planted), profile="2u").is_compliant, planted


def test_text_is_black_ink_alone(prepared):
    with pikepdf.open(io.BytesIO(printed(prepared, [(1, 2, ADDRESS)]))) as run:
        (sheet,) = run.pages
        streams = [sheet.Contents, *sheet.Resources.XObject.values()]
        for stream in streams:
            words = {str(operator) for _, operator in pikepdf.parse_content_stream(stream)}
            assert not words & {"cs", "CS", "scn", "SCN", "rg", "RG", "k", "K", "gs", "sh", "Do"} - ({"Do"} if stream is streams[0] else set())


def test_only_what_is_used_of_the_font_is_in_the_file(prepared):
    with pikepdf.open(io.BytesIO(printed(prepared, [(1, 0, ADDRESS)]))) as run:
        descendant = run.pages[0].Resources.Font.F.DescendantFonts[0]
        assert len(descendant.FontDescriptor.FontFile2.read_bytes()) < 20_000
        assert re.fullmatch(r"/[A-Z]{6}\+NotoSans-Regular", str(descendant.BaseFont))


def test_the_same_letters_are_the_same_bytes_and_no_name_is_in_clear_text(prepared):
    letters = [(n, 1, "Exempla Exempelsson\nProvgatan 1\n000 00  ORT") for n in range(130)]
    assert printed(prepared, letters) == printed(prepared, letters)
    with pikepdf.open(io.BytesIO(printed(prepared, letters))) as run:
        assert b"Exempl" not in run.Root.Metadata.read_bytes()
        assert "/Info" not in run.trailer


@pytest.mark.parametrize("count", [1, 63, 64, 65, 128, 200])
def test_the_page_tree_holds_every_letter_whatever_their_number(prepared, count, tmp_path):
    document = printed(prepared, [(n, n % 3, f"Rad {n}\nb\nc") for n in range(count)])
    with pikepdf.open(io.BytesIO(document)) as run:
        assert len(run.pages) == count and run.check_pdf_syntax() == []
    (tmp_path / "run.pdf").write_bytes(document)
    assert [sheet.form for sheet in forms.sheets(tmp_path / "run.pdf")] == [f"{'ABC'[n % 3]}0" for n in range(count)]


def test_a_letter_costs_at_most_600_bytes(prepared):
    def size(count):
        return len(printed(prepared, [(n, 1, "Exempla Exempelsson\nProvgatan 123 lgh 1001\n000 00  EXEMPELSTAD") for n in range(count)]))

    assert (size(2000) - size(1000)) / 1000 <= 600


def test_two_sided_letters_of_unlike_length_all_begin_on_a_front():
    long = "\n\n".join(["Det här är ett stycke som gör brevet längre än en sida. " * 6] * 9)
    texts = {"ar": "---\ntitle: بطاقة\ndescription: x\n---\n" + long}
    made, problems = prepare(build_site(texts), order(alone=True), ("sv", "ar"), referred=False, read_source=source_of(texts))
    assert [problem.severity for problem in problems] == ["warning"], problems
    document = printed(made, [(1, 0, "A\nb\nc"), (2, 1, "D\ne\nf"), (3, 0, "G\nh\ni")], codes=("sv", "ar"))
    with pikepdf.open(io.BytesIO(document)) as run:
        assert len(run.pages) == 6
    assert [window(document, number)[0] for number in (0, 2, 4)] == ["A", "D", "G"]
    assert raster.text_in_box(document, 0, 0, 210, 280, 1) == "", "the back of a letter of one page is blank"


@pytest.mark.parametrize("name", sorted(ENVELOPES))
def test_every_envelope_shows_the_address_and_nothing_else(name):
    envelope = ENVELOPES[name]
    made, problems = prepare(build_site(), order(envelope=envelope), ("ar",), referred=False, read_source=source_of())
    assert not problems
    document = printed(made, [(1, 0, "Exempel\nProvgatan 1\n000 00  ORT")], codes=("ar",), envelope=envelope)
    assert raster.text_in_box(document, *envelope.window).splitlines() == ["Exempel", "Provgatan 1", "000 00 ORT"]
    with pikepdf.open(io.BytesIO(document)) as run:
        assert len(run.pages) == (2 if envelope.cover else 1)
