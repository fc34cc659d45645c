"""Colours of codes: one plate and no more in PDF and EPS, the screen equivalent elsewhere, and never too pale to scan."""

from __future__ import annotations

import io
import re
import shutil
import subprocess

import cv2
import numpy as np
import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from letterbox import LINK, build_site, source_of
from pictures import first, page, second

from press.adapters import plates
from press.commands.qr import make_codes
from press.makers import inks
from press.problems import Place

SPOT = "PANTONE 280 C=#012169"
HERE = Place("test")
PAINTING = {"f", "F", "f*", "B", "b", "S", "s", "Tj", "TJ"}
needs_gs = pytest.mark.skipif(shutil.which("gs") is None, reason="Ghostscript is not installed")


def made(**wishes):
    return make_codes(build_site(), "ut-kort", read_source=source_of(), **wishes)


def files(**wishes):
    result = made(**wishes)
    assert not [problem for problem in result.problems if problem.severity == "error"], result.problems
    return dict(result.files)


def colours(document):
    """Every way in which the pages choose a colour: ``{("g", "1"), ("cs", "/Ink") …}``, and the named spaces."""
    with pikepdf.open(io.BytesIO(document)) as pdf:
        chosen = set()
        for instruction in pikepdf.parse_content_stream(pdf.pages[0]):
            name = str(instruction.operator)
            if name in ("g", "G", "rg", "RG", "k", "K", "cs", "CS", "sc", "SC", "scn", "SCN", "sh", "Do"):
                chosen.add((name, " ".join(str(operand) for operand in instruction.operands)))
        spaces = pdf.pages[0].Resources.get("/ColorSpace", {})
        return chosen, {key: str(value[0]) + " " + str(value[1]) for key, value in spaces.items()}


def test_black_is_the_black_plate_alone_in_the_pdf():
    chosen, spaces = colours(files(formats=("pdf",))["ut-kort.pdf"])
    assert chosen == {("g", "0"), ("g", "1")}, "DeviceGray only: black is K, white is paper"
    assert spaces == {}


def test_a_spot_colour_is_a_separation_of_its_name_in_the_pdf():
    chosen, spaces = colours(files(formats=("pdf",), colour=SPOT)["ut-kort.pdf"])
    assert chosen == {("cs", "/Ink"), ("CS", "/Ink"), ("scn", "1"), ("SCN", "1"), ("g", "1")}
    assert spaces == {"/Ink": "/Separation /PANTONE 280 C"}


def test_black_is_grey_and_a_spot_colour_a_separation_in_the_eps():
    black = files(formats=("eps",))["ut-kort.eps"].decode()
    assert set(re.findall(r"\S+ (setgray|setrgbcolor|setcmykcolor|setcolor)\b", black)) == {"setgray"}
    spot = files(formats=("eps",), colour=SPOT)["ut-kort.eps"].decode()
    assert "[/Separation (PANTONE 280 C) /DeviceRGB {" in spot and "0 setgray" not in spot
    assert "%%DocumentCustomColors: (PANTONE 280 C)\n%%RGBCustomColor: 0.0039 0.1294 0.4118 (PANTONE 280 C)\n" in spot


def ink_on(folder, name, suffix, resolution=300):
    """``plate → share of the sheet with ink`` as Ghostscript separates a file."""
    (folder / f"code{suffix}").write_bytes(name)
    crop = ["-dEPSCrop"] if suffix == ".eps" else []
    command = ["gs", "-q", "-dSAFER", "-dBATCH", "-dNOPAUSE", *crop, "-sDEVICE=tiffsep", f"-r{resolution}"]
    subprocess.run([*command, "-o", "plate.tif", f"code{suffix}"], cwd=folder, check=True)
    found = {}
    for path in folder.glob("plate(*).tif"):
        picture = cv2.imdecode(np.frombuffer(path.read_bytes(), np.uint8), cv2.IMREAD_GRAYSCALE)
        found[path.name[6:-5]] = float((picture < 128).mean())
        if "280" in path.name or "Black" in path.name:
            found["read"] = found.get("read") or first(picture)
    return found


@needs_gs
@pytest.mark.parametrize("suffix", [".pdf", ".eps"])
@pytest.mark.parametrize(("colour", "plate"), [("", "Black"), (SPOT, "PANTONE 280 C")])
def test_a_rip_puts_the_code_on_one_plate(suffix, colour, plate, tmp_path):
    data = files(formats=(suffix[1:],), colour=colour)[f"ut-kort{suffix}"]
    found = ink_on(tmp_path, data, suffix)
    assert 0.2 < found.pop(plate) < 0.4
    assert found.pop("read") == [LINK], "the plate alone is the code"
    assert set(found) >= {"Cyan", "Magenta", "Yellow"} and not any(found.values()), found


@needs_gs
def test_the_plates_would_show_four_inks(tmp_path):
    found = ink_on(tmp_path, files(formats=("pdf",), colour="#012169")["ut-kort.pdf"], ".pdf")
    assert found["Cyan"] > 0.2 and found["Magenta"] > 0.2, "a screen colour does go to several plates"


@needs_gs
def test_where_the_plate_is_missing_the_spot_colour_looks_like_its_equivalent(tmp_path):
    for suffix in (".eps", ".pdf"):
        (tmp_path / f"code{suffix}").write_bytes(files(colour=SPOT)[f"ut-kort{suffix}"])
        command = [
            "gs",
            "-q",
            "-dSAFER",
            "-dBATCH",
            "-dNOPAUSE",
            "-dEPSCrop",
            "-sDEVICE=png16m",
            "-r300",
            "-o",
            "o.png",
        ]
        subprocess.run([*command, f"code{suffix}"], cwd=tmp_path, check=True)
        picture = cv2.imdecode(np.frombuffer((tmp_path / "o.png").read_bytes(), np.uint8), cv2.IMREAD_COLOR)
        dark = picture[(picture.astype(int).sum(axis=2) < 300)]
        assert np.abs(np.median(dark, axis=0) - np.array([0x69, 0x21, 0x01])).max() <= 3
        assert first(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)) == [LINK]


@pytest.mark.parametrize("colour", ["", SPOT, "#012169", "#c00000"])
def test_every_colour_decodes_with_two_decoders_and_keeps_its_size(colour):
    found, plain = files(colour=colour), files()
    assert f'fill="{colour[-7:]}"'.encode() in found["ut-kort.svg"] or not colour
    picture = cv2.imdecode(np.frombuffer(found["ut-kort.png"], np.uint8), cv2.IMREAD_COLOR)
    darkest = picture.reshape(-1, 3)[picture.reshape(-1, 3).astype(int).sum(axis=1).argmin()]
    assert "#" + "".join(f"{value:02x}" for value in darkest[::-1]) == (colour[-7:] or "#000000")
    for grey in (cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), page(found["ut-kort.pdf"])):
        assert first(grey) == [LINK] and second(grey) == LINK
    with pikepdf.open(io.BytesIO(found["ut-kort.pdf"])) as pdf:
        box = [float(value) for value in pdf.pages[0].MediaBox]
    assert box == pytest.approx([0, 0, 129.514, 102.634], abs=1e-3)
    for name in ("eps", "svg"):
        size = re.search(rb"HiResBoundingBox.*|width=.*viewBox=\"[^\"]*\"", found[f"ut-kort.{name}"])
        assert size and size.group() in plain[f"ut-kort.{name}"]
    assert found["ut-kort.png"][16:24] == plain["ut-kort.png"][16:24]
    assert files(colour=colour) == found, "the same bytes twice"


@pytest.mark.parametrize(("colour", "paper", "said"), [
    ("#ff9900", "", "#ff9900 is too pale: contrast 2.1:1 with the paper, symbol contrast 56 % (grade 3 of 4)."),
    ("PANTONE 109 C=#ffd100", "", "PANTONE 109 C is too pale: contrast 1.5:1"),
    ("#ffffff", "#000000", "The code would be light on a dark ground."),
    ("#ffffff", "", "The code would be light on a dark ground."),
    ("#000000", "#333333", "#000000 is too pale: contrast 1.7:1"),
    ("PANTONE 280 C", "", "“PANTONE 280 C” is not a colour for a code."),
    ("blue", "", "“blue” is not a colour for a code."),
    ("#12", "", "“#12” is not a colour for a code."),
    ("All=#000000", "", "“All” cannot be the name of a spot colour."),
    ("Black=#000000", "", "“Black” cannot be the name of a spot colour."),
    ("a)b(c=#012169", "", "“a)b(c” cannot be the name of a spot colour."),
    ("=#012169", "", "“” cannot be the name of a spot colour."),
    ("", "yellow", "“yellow” is not a colour of paper."),
])  # fmt: skip
def test_what_would_not_scan_or_cannot_be_printed_is_said(colour, paper, said):
    result = made(colour=colour, paper=paper)
    assert result.files == ()
    (problem,) = result.problems
    assert str(problem.what).startswith(said) and problem.severity == "error" and str(problem.fix)


def test_all_mistakes_of_a_wish_are_told_at_once():
    assert len(made(colour="blue", paper="green", size_mm=3, level="Z").problems) == 4


def test_warnings_do_not_stop_the_code():
    kinds = [str(problem.what)[:30] for problem in made(colour="#c00000").problems]
    assert len(kinds) == 1 and kinds[0].startswith("Scanners with red light")
    assert [problem.severity for problem in made(colour="#012169").problems] == ["warning"]
    assert made(colour="#012169", formats=("svg", "png")).problems == ()
    assert made(colour=SPOT, paper="#fff3c4").problems == ()


def test_the_measures_are_those_of_the_standards():
    assert inks.contrast((0, 0, 0)) == pytest.approx(21)
    assert inks.contrast((0x76, 0x76, 0x76)) == pytest.approx(4.54, abs=0.01)  # WCAG's well-known lightest AA grey
    assert inks.symbol_contrast((0, 0, 0)) == pytest.approx(100)
    assert [inks.grade(percent) for percent in (100, 70, 69.9, 55, 40, 20, 19.9, -5)] == [4, 4, 3, 3, 2, 1, 0, 0]
    assert inks.grade(inks.symbol_contrast((255, 0, 0), red=True)) == 0, "red ink is white to a red light"


@given(st.tuples(*[st.integers(0, 255)] * 3), st.tuples(*[st.integers(0, 255)] * 3))
def test_what_is_let_through_has_the_best_grade_for_phones(ink, paper):
    problems = inks.unseen(inks.Ink(ink), paper, HERE)
    if not [problem for problem in problems if problem.severity == "error"]:
        assert inks.contrast(ink, paper) >= 4.5 and inks.luminance(ink) < inks.luminance(paper)
        if paper == inks.WHITE:
            assert inks.grade(inks.symbol_contrast(ink, paper)) == 4


@given(st.text(max_size=40))
def test_any_wish_is_an_ink_or_a_problem_with_a_way_out(wish):
    ink, problems = inks.read_ink(wish, HERE)
    assert ink == inks.BLACK or not problems
    assert all(str(problem.fix) for problem in problems)


def test_a_template_that_paints_a_second_colour_is_refused():
    template = source_of()("templates/print/code.typ").decode() + '\n#place(top, text(fill: rgb("#f00"), [!]))\n'
    result = make_codes(build_site(), "ut-kort", read_source=source_of(templates={"code.typ": template}))
    assert result.files == () and "one ink" in str(result.problems[0].what)


def test_only_grey_documents_are_put_on_a_plate():
    with pytest.raises(plates.NotGrey):
        plates.one_plate(files(formats=("pdf",), colour="#012169")["ut-kort.pdf"])
