"""``build.py qr``: the four formats are the same code, in exact millimetres, and decode with two decoders."""

from __future__ import annotations

import re
import shutil
import struct
import subprocess
import xml.etree.ElementTree as ElementTree

import cv2
import numpy as np
import pytest
from letterbox import LINK, build_site, source_of
from pictures import first, ink, page, second

from press.adapters import qr, raster
from press.commands.qr import make_codes
from press.makers import codes


def made(**wishes):
    return make_codes(build_site(), "ut-kort", read_source=source_of(), **wishes)


@pytest.fixture(scope="module")
def files():
    result = made()
    assert result.problems == ()
    return dict(result.files)


def png(data):
    return cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_GRAYSCALE)


def module_mm():
    return 25 / 29


def test_all_four_formats_are_made(files):
    assert list(files) == ["ut-kort.svg", "ut-kort.pdf", "ut-kort.eps", "ut-kort.png"]


def test_svg_is_exact_small_and_one_path_for_the_modules(files):
    root = ElementTree.fromstring(files["ut-kort.svg"])
    _, _, columns, lines = (int(word) for word in root.get("viewBox").split())
    assert float(root.get("width").removesuffix("mm")) == pytest.approx(columns * module_mm(), abs=1e-3)
    assert float(root.get("height").removesuffix("mm")) == pytest.approx(lines * module_mm(), abs=1e-3)
    assert root[0].text == f"QR: {LINK}"
    paths = [element.get("d") for element in root.iter("{http://www.w3.org/2000/svg}path")]
    assert paths.count(qr.path(qr.matrix(LINK))) == 1
    assert len(paths) == 3, "background, modules, label"
    assert b"<text" not in files["ut-kort.svg"], "no font is asked for"
    assert len(files["ut-kort.svg"]) < 20_000


def test_pdf_has_the_code_at_25_mm_with_its_quiet_zone(files):
    ((width, height),) = raster.page_sizes(files["ut-kort.pdf"])
    picture = page(files["ut-kort.pdf"], dpi=600)
    left, top, code_width, code_height = ink(picture, 600, 0, 0, width, 4 * module_mm() + 25 + 1)
    assert (code_width, code_height) == pytest.approx((25, 25), abs=0.1)
    assert top == pytest.approx(4 * module_mm(), abs=0.1)
    assert left >= 4 * module_mm() - 0.05
    assert width - left - code_width >= 4 * module_mm() - 0.05
    assert LINK in raster.text_in_box(files["ut-kort.pdf"], 0, 0, width, height)
    assert first(picture) == [LINK]
    assert second(picture) == LINK


def test_png_has_whole_pixels_a_module_and_states_its_resolution(files):
    data, picture = files["ut-kort.png"], png(files["ut-kort.png"])
    at = data.index(b"pHYs")
    across, down, unit = struct.unpack(">IIB", data[at + 4 : at + 13])
    pixels = 20  # 600 dpi × 25 mm / 29 modules = 20.4
    assert (across, down, unit) == (round(pixels / module_mm() * 1000),) * 2 + (1,)
    rows = qr.matrix(LINK)
    plan = codes.plan(codes.CodeView(LINK, LINK, ()))
    wanted = np.kron(255 * (1 - np.array(rows, np.uint8)), np.ones((pixels, pixels), np.uint8))
    found = picture[plan.y * pixels : (plan.y + 29) * pixels, plan.x * pixels : (plan.x + 29) * pixels]
    assert (found == wanted).all(), "every module is pure black or white, edge to edge"
    assert first(picture) == [LINK]
    assert second(picture) == LINK


def test_eps_states_its_size_and_asks_for_no_font(files):
    text = files["ut-kort.eps"].decode("ascii")
    assert text.startswith("%!PS-Adobe-3.0 EPSF-3.0\n")
    assert "findfont" not in text
    box = [float(word) for word in re.search(r"%%HiResBoundingBox: (.+)", text).group(1).split()]
    plan = codes.plan(codes.CodeView(LINK, LINK, ()))
    assert box == pytest.approx([0, 0, plan.width_mm * 72 / 25.4, plan.height_mm * 72 / 25.4], abs=1e-3)
    assert len(text) < 40_000


@pytest.mark.skipif(shutil.which("gs") is None, reason="Ghostscript is not installed")
def test_eps_renders_in_ghostscript_to_the_same_picture_as_the_pdf(files, tmp_path):
    (tmp_path / "code.eps").write_bytes(files["ut-kort.eps"])
    command = [
        "gs",
        "-q",
        "-dSAFER",
        "-dBATCH",
        "-dNOPAUSE",
        "-dEPSCrop",
        "-sDEVICE=pnggray",
        "-r600",
        "-o",
        "code.png",
        "code.eps",
    ]
    subprocess.run(command, cwd=tmp_path, check=True)
    picture = png((tmp_path / "code.png").read_bytes())
    assert first(picture) == [LINK]
    assert second(picture) == LINK
    twin = page(files["ut-kort.pdf"], dpi=600)
    height, width = min(picture.shape[0], twin.shape[0]), min(picture.shape[1], twin.shape[1])
    differ = (picture[-height:, :width] < 128) != (twin[-height:, :width] < 128)
    assert differ.mean() < 0.02, (
        "only the edges may differ, by a pixel: PostScript paints every pixel that a shape touches"
    )


@pytest.mark.parametrize("level", ["L", "M", "Q", "H"])
@pytest.mark.parametrize("size", [15, 25, 60])
def test_every_level_and_size_decodes(level, size):
    result = made(level=level, size_mm=size, formats=("pdf", "png"), dpi=300)
    assert result.problems == ()
    for picture in (page(dict(result.files)["ut-kort.pdf"]), png(dict(result.files)["ut-kort.png"])):
        assert first(picture) == [LINK]
        assert second(picture) == LINK


def test_damaged_codes_still_decode(files):
    picture = page(files["ut-kort.pdf"], dpi=300)
    blurred = cv2.GaussianBlur(picture, (0, 0), 0.25 / 25.4 * 300)  # out of focus by a quarter of a millimetre
    assert first(blurred) == [LINK]
    plan, pixels = codes.plan(codes.CodeView(LINK, LINK, ())), 300 / 25.4 * module_mm()
    stained = picture.copy()
    corner = [round((start + 29 - 6) * pixels) for start in (plan.y, plan.x)]
    stained[corner[0] : corner[0] + round(6 * pixels), corner[1] : corner[1] + round(6 * pixels)] = 255
    assert first(stained) == [LINK], "a corner of 6 × 6 modules is torn off: level Q mends it"
    turned = cv2.warpAffine(
        picture,
        cv2.getRotationMatrix2D((picture.shape[1] / 2, picture.shape[0] / 2), 7, 0.9),
        picture.shape[::-1],
        borderValue=255,
    )
    assert first(turned) == [LINK]
    assert first(cv2.resize(picture, None, fx=0.35, fy=0.35, interpolation=cv2.INTER_AREA)) == [LINK], (
        "seen from further away"
    )


def test_same_bytes_twice():
    assert made().files == made().files


def test_what_cannot_be_asked_for_is_said_with_a_way_out():
    result = made(formats=("svgz",), size_mm=9, level="X", dpi=5)
    assert result.files == ()
    assert len(result.problems) == 4
    assert all(str(problem.fix) for problem in result.problems)
    assert (
        str(make_codes(build_site(), "ut-kart", read_source=source_of()).problems[0].fix) == "Did you mean “ut-kort”?"
    )


def test_a_planted_wrong_code_is_refused():
    wrong = qr.path(qr.matrix("https://omsverige.examp1e/q/ut"))
    template = source_of()("templates/print/code.typ").decode().replace("code(d.path,", f'code("{wrong}",')
    result = make_codes(build_site(), "ut-kort", read_source=source_of(templates={"code.typ": template}))
    assert result.files == ()
    assert "examp1e" in str(result.problems[0].what)


def test_a_long_address_is_warned_about_and_still_made():
    result = make_codes(
        build_site(base_url="https://www.enmycketlangadress.example/om-sverige/"), "ut-kort", read_source=source_of()
    )
    assert [problem.severity for problem in result.problems] == ["warning"]
    assert len(result.files) == 4
