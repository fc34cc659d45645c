"""``build.py sheet``: every kind as paper — codes decoded twice, measured, cut, held to the standards, and what is refused."""

from __future__ import annotations

import io
import json
import re

import numpy as np
import pikepdf
import pypdfium2
import pytest
import sites
from pictures import first, ink, page, second
from sheetbox import LINK, OWN_TEXT, folder, make, pdf_of, read, site

from press.adapters import boxes, decode, pdf, qr, raster
from press.makers.sheets import BLEED_MM, CARD_MM, KINDS, PAPERS, cut_boxes, places, sheets_needed
from press.model import Made
from press.printed import Printed

validator = pytest.importorskip("page", reason="page-validation is not installed")
SAMPLES = [(kind, code) for kind in OWN_TEXT for code in ("sv", "ar")] + [("door-sign", "so")]
EVERY = sorted({(path.stem, path.parts[-3]) for path in (sites.ROOT / "content").glob("*/sheets/*.md")})


def words(document: bytes, number: int = 0) -> str:
    with pypdfium2.PdfDocument(document) as opened:
        return str(opened[number].get_textpage().get_text_range()).replace("\u00ad", "").replace("\u200b", "")


def seen_lines(document: bytes, number: int = 0) -> list[str]:
    """The lines of a page as the eye meets them: characters from left to right, whatever order the file has them in."""
    found: dict[int, list[tuple[float, str]]] = {}
    with pypdfium2.PdfDocument(document) as opened:
        sheet = opened[number].get_textpage()
        for index in range(sheet.count_chars()):
            left, bottom, _, top = sheet.get_charbox(index, loose=True)
            character = sheet.get_text_range(index, 1)
            if character.strip():
                found.setdefault(round((bottom + top) / 4), []).append((left, character))
    return ["".join(character for _, character in sorted(line)) for _, line in sorted(found.items())]


def shown(document: bytes, text: str, number: int = 0) -> int:
    """How often a text without spaces is seen on a page."""
    return sum(line.count(text.replace(" ", "")) for line in seen_lines(document, number))


def given(patch: pytest.MonkeyPatch, *words: str) -> tuple[str, str, bytes]:
    """Everything a template was given for a sheet, as text; the file's name; the file."""
    taken: list[object] = []
    real = pdf.pdf
    patch.setattr(pdf, "pdf", lambda files, main, data, **more: taken.append(data) or real(files, main, data, **more))
    ((name, document),) = make(*words).files
    return json.dumps(taken, ensure_ascii=False), name, document


def parts(picture: np.ndarray, kind: str, paper: str = "a4") -> list[np.ndarray]:
    """The picture of each copy on a sheet."""
    scale = 300 / 25.4
    return [
        picture[round(y * scale) : round((y + high) * scale), round(x * scale) : round((x + wide) * scale)]
        for x, y, wide, high in places(KINDS[kind], paper)
    ]


def said(made) -> list[str]:
    return [str(found.what) for found in made.problems]


# -- codes


@pytest.mark.parametrize(("kind", "code"), [pair for pair in SAMPLES if pair[1] != "so"])
def test_every_code_decodes_with_two_independent_decoders(kind: str, code: str) -> None:
    document = pdf_of(kind, code)
    picture = page(document, number=len(raster.page_sizes(document)) - 1)
    assert first(picture) == [LINK] * KINDS[kind].up
    assert [second(part) for part in parts(picture, kind)] == [LINK] * KINDS[kind].up


@pytest.mark.parametrize(("kind", "address"), [("poster", "af"), ("card", "vk"), ("discreet-card", "vk"), ("door-sign", "sc")])
def test_without_a_channel_the_usual_one_of_the_kind_is_meant(kind: str, address: str) -> None:
    ((_, document),) = make(kind, "sv", channel="").files
    codes = first(page(document, number=len(raster.page_sizes(document)) - 1))
    assert set(codes) == {f"{LINK.rsplit('/', 1)[0]}/{address}"}


@pytest.mark.parametrize(("kind", "code"), EVERY or SAMPLES[:2])
def test_every_kind_is_made_in_every_language_that_has_the_text(kind: str, code: str) -> None:
    """The maker proves each by itself: decoded, white around the code, nothing near the edge, no glyph missing."""
    assert pdf_of(kind, code).startswith(b"%PDF")


@pytest.mark.parametrize(
    ("kind", "paper", "least"),
    [("poster", "a4", 60), ("poster", "a3", 85), ("door-sign", "a4", 100), ("card", "a4", 20), ("discreet-card", "a4", 20)],
)
def test_codes_are_as_large_as_they_must_be(kind: str, paper: str, least: float) -> None:
    document = pdf_of(kind, "ar", paper=paper)
    picture = raster.render(document, len(raster.page_sizes(document)) - 1, 300)
    seen = decode.codes(picture.pixels, picture.width, picture.height)
    assert seen and min(picture.mm(min(code.width, code.height)) for code in seen) >= least


@pytest.mark.parametrize("kind", OWN_TEXT)
def test_the_address_stands_in_clear_text_as_often_as_the_code(kind: str) -> None:
    document = pdf_of(kind, "ar")
    assert shown(document, LINK, len(raster.page_sizes(document)) - 1) == KINDS[kind].up


def test_a_code_that_leads_elsewhere_is_refused() -> None:
    wrong = qr.path(qr.matrix("https://omsverige.examp1e/q/af"))
    template = read("templates/print/sheet.typ").decode().replace("code(d.code.path,", f'code("{wrong}",')
    made = make("card", "sv", changed={"templates/print/sheet.typ": template})
    assert made.files == () and any("examp1e" in line for line in said(made))


def test_a_crowded_code_and_ink_at_the_edge_are_refused() -> None:
    poster = read("templates/print/poster.typ").decode()
    for extra, sentence in (
        ("#place(bottom + left, dx: 10mm, dy: -40mm, rect(width: 3mm, height: 3mm, fill: black))\n", "too near the code"),
        ("#place(top + left, dx: -10mm, dy: -10mm, rect(width: 3mm, height: 3mm, fill: black))\n", "nearer to the edge"),
    ):
        made = make("poster", "sv", changed={"templates/print/poster.typ": poster + extra})
        assert made.files == () and any(sentence in line for line in said(made)), said(made)


def test_an_address_that_is_not_registered_is_warned_about() -> None:
    made = make("card", "sv", using=site()._replace(printed=(Printed("/q/ut", "ut-kort", site().settings.place),)))
    assert len(made.files) == 1
    assert [found.severity for found in made.problems] == ["warning"]
    assert "/q/af is not in content/addresses.yaml" in said(made)[0]


# -- sizes and cuts


@pytest.mark.parametrize("paper", ["a4", "a3"])
@pytest.mark.parametrize("kind", OWN_TEXT)
def test_the_paper_is_what_was_asked_for(kind: str, paper: str) -> None:
    if paper not in KINDS[kind].code_mm:
        assert make(kind, "sv", paper=paper).files == ()
        return
    sizes = raster.page_sizes(pdf_of(kind, "sv", paper=paper))
    assert len(sizes) == (2 if KINDS[kind].up == 10 else 1)
    assert all(size == pytest.approx(PAPERS[paper], abs=0.1) for size in sizes)


def test_cards_have_trim_and_bleed_and_lie_back_to_back() -> None:
    found = boxes.boxes(pdf_of("card", "ar"))
    trim, bleed = cut_boxes(KINDS["card"], "a4")
    assert found[0] == (pytest.approx(trim, abs=0.01), pytest.approx(bleed, abs=0.01)) and found[1] == found[0]
    assert bleed[0] == pytest.approx(trim[0] - BLEED_MM) and bleed[2] == pytest.approx(trim[2] + 2 * BLEED_MM)
    fronts = places(KINDS["card"], "a4")
    assert {(wide, high) for _, _, wide, high in fronts} == {CARD_MM} and len(fronts) == 10
    turned = {(round(210 - x - wide, 3), round(y, 3)) for x, y, wide, _ in fronts}
    assert turned == {(round(x, 3), round(y, 3)) for x, y, _, _ in fronts}


@pytest.mark.parametrize("code", ["sv", "ar"])
def test_the_band_bleeds_and_stands_behind_itself(code: str) -> None:
    """Dark from 3 mm outside the cut; the back, turned over the long edge, has its band behind the front's."""
    document = pdf_of("card", code)
    front, back = (page(document, number=number) < 128 for number in (0, 1))
    scale, (x, y, wide, high) = 300 / 25.4, places(KINDS["card"], "a4")[0]
    row = round((y + high / 2 - 20) * scale)
    outside = x - 2.5 if code == "sv" else x + wide + 2.5
    assert front[row, round(outside * scale)] and front[round((y - 2.5) * scale), round(outside * scale)]
    mirrored = back[:, ::-1]
    assert mirrored[row, round(outside * scale)] and mirrored[row, round((outside + (6 if code == "sv" else -6)) * scale)]


def test_cut_marks_stand_on_every_cut_outside_the_bleed() -> None:
    picture, scale = page(pdf_of("card", "sv")) < 160, 300 / 25.4
    found = places(KINDS["card"], "a4")
    ys = sorted({round(value, 3) for _, y, _, high in found for value in (y, y + high)})
    assert len(ys) == 6
    left = found[0][0] - BLEED_MM - 2
    assert all(picture[round(y * scale) - 3 : round(y * scale) + 4, round(left * scale)].any() for y in ys)
    xs = {round(value, 3) for x, _, wide, _ in found for value in (x, x + wide)}
    above = found[0][1] - BLEED_MM - 1.2
    assert all(picture[round(above * scale), round(x * scale) - 3 : round(x * scale) + 4].any() for x in xs)


def test_flyers_are_a6_with_marks_in_the_cut_and_nothing_over_it() -> None:
    assert {(wide, high) for _, _, wide, high in places(KINDS["flyer"], "a4")} == {(105.0, 148.5)}
    picture, scale = page(pdf_of("flyer", "sv")) < 128, 300 / 25.4
    middle = picture[:, round(105 * scale) - 4 : round(105 * scale) + 5].any(axis=1)
    assert middle[round(7 * scale)] and not middle[round(12 * scale) : round(140 * scale)].any()


def test_copies_in_sheets_of_paper() -> None:
    assert [sheets_needed(KINDS[kind], 200) for kind in ("card", "flyer", "poster")] == [20, 50, 200]
    assert sheets_needed(KINDS["card"], 201) == 21


# -- standards


@pytest.mark.parametrize("code", ["sv", "ar"])
@pytest.mark.parametrize("kind", [*OWN_TEXT, "handout"])
def test_the_standards_are_kept(kind: str, code: str) -> None:
    document = pdf_of(kind, code, page="first-steps" if kind == "handout" else "")
    for profile in ("2u",) if KINDS[kind].up > 1 else ("ua1", "2a"):
        report = validator.validate_pdf_bytes(document, profile=profile)
        assert report.is_compliant, (profile, [(failure.rule_id, failure.message) for failure in report.failures])


def test_text_is_pure_black_and_colours_have_contrast() -> None:
    typ = read("templates/print/sheet.typ").decode()
    colours = {name: [int(part, 16) for part in re.findall("..", value)] for name, value in re.findall(r'#let (\S+) = rgb\("#(\w{6})"\)', typ)}
    colours["white"] = [255] * 3

    def light(colour: list[int]) -> float:
        parts = [value / 255 for value in colour]
        parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    def contrast(one: str, other: str) -> float:
        high, low = sorted((light(colours[one]), light(colours[other])), reverse=True)
        return (high + 0.05) / (low + 0.05)

    assert contrast("white", "deep") >= 7 and contrast("deep", "note") >= 7 and contrast("stone", "deep") >= 3
    with pikepdf.open(io.BytesIO(pdf_of("poster", "sv"))) as opened:
        content = opened.pages[0].Contents.read_bytes()
    assert re.search(rb"/\w+ cs\s+0 scn", content), "black text is grey 0, not a mix of three colours"


def test_the_same_bytes_twice() -> None:
    assert make("card", "ar").files == make("card", "ar").files


# -- words


def test_numbers_run_left_to_right_and_arabic_is_joined() -> None:
    """The number's digits stand from left to right as they are dialled; a non-joiner between letters gives another picture."""
    assert shown(pdf_of("languages", "ar"), "020-50 50 50") == 2, "large, and in the text"
    path = "content/ar/sheets/card.md"
    text = read(path).decode()
    front, body = text.split("\n---\n", 1)
    ((_, loose),) = make("card", "ar", changed={path: f"{front}\n---\n" + "\u200c".join(body.strip()) + "\n"}).files
    assert (page(loose) != page(pdf_of("card", "ar"))).any()


def test_arabic_begins_at_the_right_and_the_poster_is_mirrored() -> None:
    picture = page(pdf_of("poster", "ar"))
    swedish = page(pdf_of("poster", "sv"))

    def left(found: np.ndarray) -> float:
        (code,) = decode.codes(np.ascontiguousarray(found).tobytes(), found.shape[1], found.shape[0])
        return code.x / found.shape[1]

    assert left(swedish) < 0.2 < 0.5 < left(picture)
    x, _, wide, _ = ink(picture, 300, 12, 87, 186, 8)
    assert x + wide == pytest.approx(199, abs=3)


@pytest.mark.parametrize("code", sorted({code for kind, code in EVERY if kind == "discreet-card"} | {"sv", "en", "ar"}))
def test_the_discreet_card_says_nothing_of_what_it_is(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither in its text nor its name nor its metadata: only a number, the site, the address."""
    text, name, document = given(monkeypatch, "discreet-card", code)
    assert name == f"card-2-{code}.pdf"
    with pikepdf.open(io.BytesIO(document)) as opened:
        title = str(opened.docinfo.get("/Title", ""))
        metadata = opened.Root.Metadata.read_bytes().decode()
    assert title == "Om Sverige"
    everything = f"{name} {title} {metadata} {text}".lower()
    assert not [word for word in (*VIOLENCE, "discreet", "support") if word in everything]
    assert shown(document, "020-50 50 50") == 10


VIOLENCE = (
    "våld", "kvinnofrid", "slår", "hot", "violence", "abuse", "women", "hurt", "عنف", "نساء", "ضرب", "خشونت", "زنان", "تشدد", "تاوتریخوالی",
    "توندوتیژی", "ژنان", "şîdet", "tundûtûjî", "ዓመጽ", "መጥቃዕቲ", "rabshad", "xadgudub", "haween", "насильств", "жінк", "насил", "женщин",
    "przemoc", "kobiet", "şiddet", "kadın", "ความรุนแรง", "ผู้หญิง", "violencia", "mujer", "femme",
)  # fmt: skip


@pytest.mark.parametrize("code", ["sv", "en", "ar"])
def test_the_list_of_words_finds_what_says_it(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    text = given(monkeypatch, "languages", code)[0].lower()
    assert [word for word in VIOLENCE if word in text]


def test_a_machines_translation_says_so_in_its_own_language_until_somebody_has_reviewed_it() -> None:
    record = Made("sheets/poster", "sv", "machine", "", "", "", (), site().settings.place)
    for made, wanted in ((record, True), (record._replace(reviewed="2026-11-28"), False), (record._replace(made="person"), False)):
        using = site()._replace(made={("en", "sheets/poster"): made})
        ((_, document),) = make("poster", "en", using=using).files
        assert ("Translated by a machine. Not reviewed by a person." in " ".join(words(document).split())) is wanted


@pytest.mark.parametrize("kind", OWN_TEXT)
def test_who_stands_behind_it_is_said(kind: str) -> None:
    document = pdf_of(kind, "sv")
    text = " ".join(words(document, len(raster.page_sizes(document)) - 1).split())
    assert "Den här utgåvan är en demonstration." in text


# -- what is refused


@pytest.mark.parametrize(
    ("kind", "codes", "wishes", "what", "fix"),
    [
        ("postr", ("sv",), {}, "no kind of sheet “postr”", "poster"),
        ("poster", (), {}, "No language was chosen", "sv"),
        ("poster", ("xx",), {}, "no language “xx”", "sv"),
        ("poster", ("sv",), {"channel": "afisch"}, "no channel “afisch”", "affisch"),
        ("flyer", ("sv",), {"paper": "a3"}, "not made on “a3”", "a4"),
        ("card", ("sv",), {"page": "work"}, "is for handouts", "handout"),
        ("handout", ("sv",), {}, "no page was chosen", "first-steps"),
        ("handout", ("sv",), {"page": "first-step"}, "no page “first-step”", "first-steps"),
        ("handout", ("sv",), {"page": "plan"}, "no page “plan”", "first-steps"),
        ("handout", (), {"page": "work"}, "No language was chosen", "sv"),
        ("handout", ("xx",), {"page": "work"}, "no language “xx”", "sv"),
    ],
)
def test_wishes_that_cannot_be_met(kind: str, codes: tuple[str, ...], wishes: dict[str, str], what: str, fix: str) -> None:
    made = make(kind, *codes, **wishes)
    (problem,) = made.problems
    assert made.files == () and what in str(problem.what) and fix in str(problem.fix)


def test_all_that_is_wrong_is_told_at_once() -> None:
    made = make("poster", "xx", "yy", paper="a6", channel="nowhere", page="work")
    assert len(made.problems) == 5


def test_too_many_languages_and_a_language_without_the_text() -> None:
    everybody = site()
    codes = [*everybody.languages][:4]
    sheets = {**everybody.sheets, **{(code, "poster"): everybody.sheets["sv", "poster"] for code in codes}}
    assert "4 languages are too many for one poster." in said(make("poster", *codes, using=everybody._replace(sheets=sheets)))
    missing = {key: found for key, found in everybody.sheets.items() if key != ("ar", "poster")}
    made = make("poster", "sv", "ar", using=everybody._replace(sheets=missing))
    assert said(made) == ["The sheet “poster” is not written in العربية."] and made.files == ()
    assert said(make("poster", "sv", using=everybody._replace(sheets={}))) == ["There is no text for the sheet “poster”."]
    only = {key: found for key, found in everybody.sheets.items() if key != ("en", "door-sign")}
    assert said(make("door-sign", "sv", using=everybody._replace(sheets=only))) == ["The sheet “door-sign” is not written in English."]


@pytest.mark.parametrize("kind", OWN_TEXT)
def test_a_text_that_does_not_fit_is_told_of(kind: str) -> None:
    path = f"content/sv/sheets/{kind}.md"
    front, body = read(path).decode().split("\n---\n", 1)
    blocks = body.strip().split("\n\n")
    long = "\n\n".join([" ".join([blocks[0]] * 80), *blocks[1:]])
    made = make(kind, "sv", changed={path: f"{front}\n---\n{long}\n"})
    assert made.files == () and said(made) == ["The text does not fit on the sheet at a size that can be read."]
    assert made.problems[0].where.path == path


@pytest.mark.parametrize(
    ("kind", "body", "what"),
    [
        ("poster", "One paragraph.\n", "not made as a poster needs it"),
        ("card", "One.\n\nTwo.\n", "not made as a card needs it"),
        ("flyer", "A.\n\n- one\n- two\n\nB.\n", "not made as a flyer needs it"),
        ("card", "| a |\n|---|\n| b |\n", "cannot hold a table"),
        ("card", "[[no-such-fact]]\n", "no fact “no-such-fact”"),
        ("card", "ภาษา\n", "cannot be printed"),
    ],
)
def test_a_text_that_is_not_right_is_told_of(kind: str, body: str, what: str) -> None:
    path = f"content/sv/sheets/{kind}.md"
    front = read(path).decode().split("\n---\n", 1)[0]
    made = make(kind, "sv", changed={path: f"{front}\n---\n{body}"})
    assert made.files == () and any(what in line for line in said(made)), said(made)


# -- the command


def test_the_command_makes_cards_in_two_languages_and_counts_the_sheets(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("OMSVERIGE_TODAY", "2026-11-29")
    out = tmp_path / "out"
    words = ("sheet", "card", "--language", "sv", "ar", "--channel", "visitkort", "--copies", "200")
    ran = sites.call(*words, "--out", out, "--project", folder(), "--speak", "en")
    assert ran.code == 0, ran.err
    assert sorted(path.name for path in out.iterdir()) == ["card-ar.pdf", "card-sv.pdf"]
    assert "Print 20 sheets of each file on both sides" in ran.out and "100 % size" in ran.out


def test_the_command_says_what_is_wrong_in_swedish_and_writes_nothing(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("OMSVERIGE_TODAY", sites.newest_check())
    ran = sites.call("sheet", "affisch", "--channel", "afisch", "--out", tmp_path, "--project", folder(), "--speak", "sv")
    assert ran.code == 1 and "Trycksaken ”affisch” finns inte." in ran.err and "Kanalen ”afisch” finns inte." in ran.err
    assert not list(tmp_path.iterdir())
    ran = sites.call("sheet", "card", "--copies", "-1", "--out", tmp_path, "--project", folder(), "--speak", "sv")
    assert ran.code == 2 and "minst ett" in ran.err
