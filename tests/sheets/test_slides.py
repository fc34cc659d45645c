"""Slides for boards: one file that needs nothing else, pictures whose codes decode, and what is refused."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path

import cv2
import numpy as np
import pytest
import sites
from pictures import first, second

LINK = "https://omsverige.example/q/et"
LANGUAGES = ("sv", "ar", "th", "ti", "uk", "ckb")


def make(out: Path, *words: str | Path) -> sites.Ran:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OMSVERIGE_TODAY", sites.newest_check())
        return sites.call("slides", "--project", sites.ROOT, "--speak", "en", "--out", out, *words)


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Slides in six languages, file and pictures."""
    folder = tmp_path_factory.mktemp("slides")
    ran = make(folder, "--languages", *LANGUAGES, "--seconds", "9", "--png")
    assert ran.code == 0, ran.err
    return folder


@pytest.fixture(scope="module")
def html(out: Path) -> str:
    return (out / "slides-e-tavla.html").read_text("utf-8")


def test_there_is_a_file_and_a_picture_for_each_language(out: Path) -> None:
    assert {path.name for path in out.iterdir()} == {"slides-e-tavla.html", *(f"slide-e-tavla-{code}.png" for code in LANGUAGES)}


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_code_of_a_picture_decodes_with_two_independent_decoders(out: Path, code: str) -> None:
    picture = cv2.imread(str(out / f"slide-e-tavla-{code}.png"), cv2.IMREAD_GRAYSCALE)
    assert picture is not None and picture.shape == (1080, 1920)
    assert first(picture) == [LINK] and second(picture) == LINK


@pytest.mark.parametrize(("code", "right"), [("sv", True), ("ar", False), ("ckb", False)])
def test_the_code_stands_where_the_line_ends(out: Path, code: str, right: bool) -> None:
    picture = cv2.imread(str(out / f"slide-e-tavla-{code}.png"), cv2.IMREAD_GRAYSCALE)
    assert picture is not None
    assert bool(np.median(picture[300:700, -760:-120] > 250) == 1) or not right
    bright = (picture > 250).mean(axis=0)
    assert bool(bright[:960].sum() < bright[960:].sum()) is right


def test_the_file_asks_for_nothing_from_elsewhere(html: str) -> None:
    assert not re.search(r"(?:src|href)=", html) and "@import" not in html
    assert set(re.findall(r"url\(([a-z]+):", html)) == {"data"}
    assert html.replace("https://omsverige.example/q/et", "").count("http") == html.count("http-equiv")


def test_the_policy_names_the_hashes_of_what_stands_in_the_file(html: str) -> None:
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', html)
    assert policy and "default-src &#39;none&#39;" in policy[1] and "unsafe" not in policy[1]
    for tag in ("style", "script"):
        (text,) = re.findall(rf"<{tag}>(.*?)</{tag}>", html, re.S)
        assert base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() in policy[1]
    assert "style=" not in html and not re.search(r"\son\w+=", html)


def test_every_slide_has_its_language_and_direction(html: str) -> None:
    found = re.findall(r'<section class="slide" lang="([^"]+)" dir="([^"]+)"', html)
    assert found == [("sv", "ltr"), ("ar", "rtl"), ("th", "ltr"), ("ti", "ltr"), ("uk", "ltr"), ("ckb", "rtl")]
    assert html.count("omsverige.example/q/et</bdi>") == 6 and "54s linear infinite" in html


def test_one_language_stands_still(tmp_path: Path) -> None:
    assert make(tmp_path, "--languages", "so", "--channel", "servicecenter").code == 0
    text = (tmp_path / "slides-servicecenter.html").read_text("utf-8")
    assert "@keyframes" not in text and 'class="dots"' not in text and "omsverige.example/q/sc" in text


def test_the_same_bytes_twice(out: Path, tmp_path: Path) -> None:
    assert make(tmp_path, "--languages", *LANGUAGES, "--seconds", "9", "--png").code == 0
    assert sites.tree(tmp_path) == sites.tree(out)


@pytest.mark.parametrize(
    ("words", "said", "way"),
    [
        (("--languages", "xx"), "There is no language “xx”.", "Use one or more of"),
        ((), "No language was chosen", "Use one or more of"),
        (("--languages", "sv", "--channel", "e-tavl"), "There is no channel “e-tavl”.", "e-tavla"),
        (("--languages", "sv", "--seconds", "2"), "A slide cannot stand for 2 seconds.", "between 5 and 120"),
        (("--languages", "sv", "--seconds", "999"), "A slide cannot stand for 999 seconds.", "between 5 and 120"),
    ],
)
def test_a_wrong_wish_is_told_with_a_way_out(tmp_path: Path, words: tuple[str, ...], said: str, way: str) -> None:
    ran = make(tmp_path, *words)
    assert ran.code == 1 and said in ran.err and way in ran.err and not list(tmp_path.iterdir())
