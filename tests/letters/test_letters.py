"""``build.py letters``: the letter as paper — decoded, measured, read back from the window — and what is refused."""

from __future__ import annotations

import numpy as np
import pytest
import uharfbuzz
from letterbox import ARABIC, ENGLISH, LINK, MESSAGES, SWEDISH, build_site, fact, source_of
from pictures import first, ink, page, second

from press.adapters import pdf, qr, raster
from press.commands.letters import make_letters
from press.envelopes import ENVELOPES, FOLDS_TO_AVOID
from press.makers.letters import MACHINE, SAMPLE_ADDRESS
from press.model import Catalog, Made, frozen

ADDRESS = ("Exempla Exempelsson", "c/o Prov", "Provgatan 1 lgh 1001", "000 00  EXEMPELSTAD")


def made(language, site=None, texts=None, templates=None, **wishes):
    wishes = {"date": "2026-11-21", **wishes}
    return make_letters(
        site or build_site(texts), "ut-kort", language, read_source=source_of(texts, templates), **wishes
    )


def letter(language, **wishes):
    result = made(language, **wishes)
    assert result.problems == ()
    ((name, document),) = result.files
    assert name == f"ut-kort-{language}.pdf"
    return document


@pytest.fixture(scope="module", params=["sv", "en", "ar"])
def document(request):
    return letter(request.param)


@pytest.fixture(scope="module")
def arabic():
    return letter("ar")


def words(problems):
    return [f"{problem.where} {problem.what}" for problem in problems]


# -- the code


def test_the_code_decodes_with_two_independent_decoders(document):
    picture = page(document)
    assert first(picture) == [LINK]
    assert second(picture) == LINK


def test_the_code_also_decodes_from_a_poor_print(document):
    """150 dpi, grey, with noise: an old office printer and a cheap phone."""
    noise = np.random.default_rng(1).normal(0, 25, page(document, 150).shape)
    poor = np.clip(page(document, 150) * 0.6 + 60 + noise, 0, 255).astype(np.uint8)
    assert first(poor) == [LINK]


def test_the_code_is_25_mm_with_a_white_quiet_zone_off_every_fold(document):
    picture, module = page(document), 25 / 29
    x, y, width, height = ink(picture, 300, 18, 249, 30, 36)
    assert (width, height) == pytest.approx((25, 25), abs=0.2)
    quiet = 4 * module
    assert x >= quiet and x + width + quiet <= 210 and y + height + quiet <= 297
    around = ink(picture, 300, x - quiet + 0.1, y - quiet + 0.1, width + 2 * quiet - 0.2, height + 2 * quiet - 0.2)
    assert around == pytest.approx((x, y, width, height), abs=0.2), "nothing else stands in the quiet zone"
    assert all(not y - quiet < fold < y + height + quiet for fold in FOLDS_TO_AVOID)


def test_the_address_stands_in_clear_text_beside_the_code(document):
    assert LINK in raster.text_in_box(document, 48, 250, 142, 30)


def test_the_code_stands_in_the_same_place_in_every_language():
    places = [ink(page(letter(language)), 300, 18, 249, 30, 36) for language in ("sv", "en", "ar")]
    assert all(place == pytest.approx(places[0], abs=0.05) for place in places)


# -- the window


def test_the_address_starts_where_letters_md_says_and_alone_fills_the_window(document):
    envelope = ENVELOPES["c5-h2"]
    shown = raster.text_in_box(document, *envelope.window).splitlines()
    assert [line.split() for line in shown] == [line.split() for line in SAMPLE_ADDRESS]
    x, y, _, _ = ink(page(document), 300, *envelope.window)
    assert x == pytest.approx(111, abs=1.5)
    assert 42 <= y <= 45
    for outside in ((106, 20, 94, 17.9), (106, 73.1, 94, 10)):
        assert raster.text_in_box(document, *outside) == "", "nothing just above or below the window"


def test_the_sample_says_that_it_is_one():
    assert "EXEMPEL" in raster.text_in_box(letter("sv"), *ENVELOPES["c5-h2"].window)


@pytest.mark.parametrize("lines", [3, 4, 5, 6, 7])
def test_three_to_seven_lines_fit_in_the_window_with_a_straight_left_edge(lines):
    address = tuple(f"Hhh {number} Åå ÄÖ éŁ" for number in range(lines))
    document = letter("en", address=address)
    window = ENVELOPES["c5-h2"].window
    _, top, _, height = ink(page(document), 300, *window)
    assert top + height <= window[1] + window[3] - 1
    assert raster.text_in_box(document, *window).splitlines() == list(address)


def test_two_spaces_before_the_town_are_kept_on_paper():
    one, two = (
        ink(page(letter("sv", address=(*ADDRESS[:3], f"000 00{gap}ORT"))), 300, 106, 58, 94, 10) for gap in (" ", "  ")
    )
    assert two[2] - one[2] > 0.7


def test_an_address_that_does_not_fit_is_refused_without_repeating_it():
    result = made("en", address=("Exempla " + "Lång" * 20, "Provgatan 1", "000 00  ORT"))
    assert result.files == ()
    assert any("window" in problem for problem in words(result.problems))
    assert "Exempla" not in str(result.problems)
    assert made("en", address=("a", "b")).files == made("en", address=("a", "", "c")).files == ()


# -- Arabic


def shaped_width(text, size_pt, shaped=True):
    """Width of the ink in mm by HarfBuzz itself, from the same font: joined, or each letter on its own."""
    folder = pdf._fonts().fonts()
    path = next(font.path for font in folder if font.family == "Noto Sans Arabic")
    face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(path))
    font = uharfbuzz.Font(face)
    width = 0
    for part in [text] if shaped else list(text):
        buffer = uharfbuzz.Buffer()
        buffer.add_str(part)
        buffer.guess_segment_properties()
        uharfbuzz.shape(font, buffer)
        width += sum(position.x_advance for position in buffer.glyph_positions)
    return width / face.upem * size_pt * 25.4 / 72


def test_arabic_is_joined_as_harfbuzz_joins_it(arabic):
    """The site's tagline in the foot: no Latin, one line, 10.5 pt × 1.12. Its ink ends at the right margin."""
    text = "لمن انتقل حديثًا إلى السويد"
    x, _, width, _ = ink(page(arabic, 600), 600, 130, 270.5, 65, 9)
    right, loose = shaped_width(text, 10.5 * 1.08), shaped_width(text, 10.5 * 1.08, shaped=False)
    assert width == pytest.approx(right, abs=0.8), "side bearings alone may differ"
    assert abs(loose - right) > 5, "the test can tell joined from unjoined"
    assert x + width == pytest.approx(190, abs=0.6)


def test_unjoined_letters_would_look_different(arabic):
    """The same word with a non-joiner between the letters: another picture, so shaping does happen."""
    loose = ARABIC.replace("مرحبًا", "\u200c".join("مرحبًا"))
    assert (page(letter("ar", texts={"ar": loose})) != page(arabic)).any()


def test_the_arabic_column_begins_at_the_right_margin_and_swedish_at_the_left(arabic):
    picture = page(arabic)
    assert sum(ink(picture, 300, 108, 110, 90, 18)[::2]) == pytest.approx(190, abs=0.7)
    assert ink(picture, 300, 12, 110, 90, 18)[0] == pytest.approx(20, abs=0.7)


@pytest.mark.parametrize("number", ["020-50 50 50", "12-345678"])
def test_numbers_run_left_to_right_inside_arabic(number):
    """The digits' boxes, left to right, spell the number; an unisolated one would stand as 50 50 50-020."""
    import pypdfium2

    document = letter("ar", reference="12-345678")
    with pypdfium2.PdfDocument(document) as opened:
        sheet, height = opened[0].get_textpage(), 297
        seen = []
        for index in range(sheet.count_chars()):
            left, _, _, top = sheet.get_charbox(index)
            character = sheet.get_text_range(index, 1)
            if left * 25.4 / 72 > 105 and character in "0123456789-":
                seen.append((round(height - top * 25.4 / 72), left, character))
    lines = {}
    for y, left, character in sorted(seen):
        # A hyphen stands lower than the digits of its line.
        line = next((known for known in lines if abs(known - y) <= 2), y)
        lines.setdefault(line, []).append((left, character))
    spelled = ["".join(character for _, character in sorted(line)) for line in lines.values()]
    assert any(number.replace(" ", "") in line for line in spelled), spelled


def test_the_page_is_tagged_with_both_languages(arabic):
    assert b"/Lang (sv)" in arabic or b"/Lang(sv)" in arabic
    assert b"/pdfuaid" in arabic or b"pdfuaid:part" in arabic
    assert b"pdfaid:part" in arabic


# -- facts, marks, texts


def test_facts_come_out_as_plain_text(document):
    text = raster.text_in_box(document, 0, 80, 210, 160)
    assert "020-50 50 50" in text
    assert "112" in text
    assert "skatteverket.se" in text
    assert "[[" not in text and "{lang" not in text


def test_a_date_is_written_with_its_month_in_letters():
    text = raster.text_in_box(letter("en"), 0, 80, 210, 12)
    assert "21 november 2026" in text and "21 November 2026" in text


def test_who_stands_behind_the_letter_is_said():
    assert "är en demonstration" in raster.text_in_box(letter("sv"), 0, 0, 105, 50)
    site = build_site(publisher=(("sv", "Provmyndigheten"), ("en", "The Sample Agency")))
    text = raster.text_in_box(letter("en", site=site), 0, 0, 105, 50)
    assert "Provmyndigheten" in text and "The Sample Agency" in text and "demonstration" not in text


def test_an_unreviewed_machine_translation_says_so():
    record = Made("letters/ut-kort", "sv", "machine", "", "", "", (), None)
    site = build_site()._replace(made=frozen({("en", "letters/ut-kort"): record}))
    text = " ".join(raster.text_in_box(letter("en", site=site), 105, 80, 105, 60).split())
    assert MACHINE in text
    reviewed = site._replace(made=frozen({("en", "letters/ut-kort"): record._replace(reviewed="2026-11-20")}))
    assert MACHINE not in " ".join(raster.text_in_box(letter("en", site=reviewed), 105, 80, 105, 60).split())


def test_the_same_bytes_twice():
    assert letter("ar") == letter("ar")


# -- what is refused


def test_no_language_is_an_error_with_the_languages_there_are():
    (problem,) = made("").problems
    assert "ar, en, sv" in str(problem.fix)


@pytest.mark.parametrize(
    ("wishes", "says"),
    [
        ({"language": "arr"}, "no language “arr”"),
        ({"language": "sv", "envelope": "c5-h3"}, "no envelope “c5-h3”"),
        ({"language": "sv", "date": "21/11"}, "not a date"),
    ],
)
def test_wishes_that_cannot_be_met(wishes, says):
    (problem,) = made(wishes.pop("language"), **wishes).problems
    assert says in str(problem.what)
    assert str(problem.fix)


def test_a_language_without_the_letter_does_not_fall_back():
    site = build_site()
    site = site._replace(letters=frozen({key: page for key, page in site.letters.items() if key[0] != "ar"}))
    result = made("ar", site=site)
    assert result.files == ()
    assert "العربية" in str(result.problems[0].what)


def test_a_letter_without_a_channel_of_its_name_is_an_error():
    result = made("sv", site=build_site()._replace(channels=frozen({})))
    assert result.files == () and "channel" in str(result.problems[0].what)


def test_a_missing_glyph_names_the_characters():
    result = made("en", texts={"en": ENGLISH + "\nThai: ภาษา\n"})
    assert result.files == ()
    assert "ภ" in str(result.problems[0].what)


def test_a_font_that_is_not_installed_is_an_error():
    site = build_site()
    row = site.languages["ar"]._replace(font="Noto Sans SC")
    result = made("ar", site=site._replace(languages=frozen({**site.languages, "ar": row})))
    assert result.files == ()
    assert "“Noto Sans SC” of العربية is not installed" in str(result.problems[0].what)
    assert str(result.problems[0].fix)


def test_a_missing_combining_mark_is_named_too():
    result = made("en", texts={"en": ENGLISH + "\nBare mark: \u064b\n"})
    assert result.files == ()
    assert "\u064b" in str(result.problems[0].what)


def test_a_planted_wrong_code_is_refused():
    wrong = qr.path(qr.matrix("https://omsverige.examp1e/q/ut"))
    template = source_of()("templates/print/letter.typ").decode().replace("code(d.code.path,", f'code("{wrong}",')
    result = made("en", templates={"letter.typ": template})
    assert result.files == ()
    assert "examp1e" in str(result.problems[0].what)


def test_a_page_with_two_codes_is_refused():
    template = source_of()("templates/print/letter.typ").decode()
    template += '#place(bottom + right, dy: 40mm, code(d.code.path, d.code.side, 20mm, "again"))\n'
    assert made("en", templates={"letter.typ": template}).files == ()


def test_a_code_on_a_fold_or_with_a_crowded_quiet_zone_is_refused():
    template = source_of()("templates/print/letter.typ").decode()
    moved = made(
        "sv",
        templates={
            "letter.typ": template.replace("dy: band-height + band-space,", "dy: band-height + band-space - 70mm,")
        },
    )
    assert moved.files == () and any("198" in line for line in words(moved.problems))
    crowded = made(
        "sv",
        templates={
            "letter.typ": template
            + "#place(bottom + left, dx: 26mm, dy: 20mm, rect(width: 2mm, height: 2mm, fill: black))\n"
        },
    )
    assert crowded.files == () and any("too near" in line for line in words(crowded.problems))


def test_a_template_with_a_mistake_is_named_by_file_and_line():
    template = source_of()("templates/print/letter.typ").decode() + "#mistake()\n"
    result = made("sv", templates={"letter.typ": template})
    assert f"letter.typ:{template.count(chr(10))}:" in str(result.problems[0].what)
    for trick in ('#read("common.txt")\n', '#read("/etc/hostname")\n', '#import "@preview/tiaoma:0.2.0": *\n'):
        assert made("sv", templates={"letter.typ": trick + template}).files == ()


def test_text_over_two_pages_is_warned_about_and_over_three_refused():
    long = SWEDISH + "\n".join("\nEtt stycke till om något annat, som fyller raderna till slut." * 1 for _ in range(30))
    result = made("sv", texts={"sv": long})
    assert [problem.severity for problem in result.problems] == ["warning"]
    assert first(page(result.files[0][1], number=1)) == [LINK]
    assert made("sv", texts={"sv": long + long.split("---\n")[2] * 4}).files == ()


def test_unknown_facts_and_languages_are_reported_at_their_line():
    text = SWEDISH + "\nRing [[sos-113]]. Se [ord]{lang=xx}.\n"
    result = made("sv", texts={"sv": text})
    line = text.count("\n")
    assert result.files == ()
    assert words(result.problems) == [
        f"content/sv/letters/ut-kort.md:{line} There is no fact “sos-113”.",
        f"content/sv/letters/ut-kort.md:{line} “xx” is not a language of the site.",
    ]
    assert str(result.problems[0].fix) == "Did you mean “sos-112”?"


def test_a_program_text_that_is_not_translated_stops_the_letter():
    site = build_site()
    short = Catalog(
        "ar", "locales/ar.po", "0", tuple((msgid, (text,)) for msgid, text in list(MESSAGES["ar"].items())[:1]), (), "short"
    )
    result = made("ar", site=site._replace(catalogs=frozen({**site.catalogs, "ar": short})))
    assert result.files == ()
    assert "locales/ar.po" in words(result.problems)[0]


def test_an_unverified_fact_in_a_letter_is_warned_about():
    site = build_site()
    facts = frozen(
        {**site.facts, "sos-112": fact("sos-112", "phone", "112", verified=False, source="https://www.sosalarm.se/")}
    )
    result = made("sv", site=site._replace(facts=facts))
    assert [problem.severity for problem in result.problems] == ["warning"]
    assert len(result.files) == 1
