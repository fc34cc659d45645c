"""Pictures for social networks: size, colours, which pages have one, what the pages say of them, and what a change costs."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import cv2
import numpy as np
import pytest
import sites
from extras import modules_after, project_with

from press.makers.pictures import DEEP, HEIGHT, SIGN, STONE, WHITE, WIDTH

MOST = 30_000


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The good site with pictures, built; to be looked at only."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OMSVERIGE_TODAY", sites.TODAY)
        project = project_with(tmp_path_factory.mktemp("pictures") / "project", "pictures")
        ran = sites.build(project)
    assert ran.code == 0, ran.err
    return project


def pictures(project: Path) -> dict[str, bytes]:
    site = project / "site"
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in sorted(site.glob("*/share/*.png"))}


def seen(data: bytes) -> np.ndarray:
    """The picture, red first."""
    found = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
    assert found is not None
    return found[:, :, ::-1]


def test_every_real_page_has_one_but_those_about_safety(built: Path) -> None:
    found = set(pictures(built))
    assert {"sv/share/work.png", "sv/share/index.png", "en/share/work.png", "ar/share/work.png"} <= found
    assert not [name for name in found if "violence" in name] and "ar/share/health.png" not in found


def test_a_picture_is_small_and_in_the_sites_colours(built: Path) -> None:
    for name, data in pictures(built).items():
        picture = seen(data)
        assert picture.shape == (HEIGHT, WIDTH, 3) and len(data) < MOST, name
        colours = {tuple(int(part) for part in colour) for colour in np.unique(picture.reshape(-1, 3), axis=0)}
        assert {DEEP, STONE, WHITE} <= colours and len(colours) <= 16


@pytest.mark.parametrize(("code", "right"), [("sv", False), ("ar", True)])
def test_the_sign_and_the_words_begin_where_the_language_does(built: Path, code: str, right: bool) -> None:
    picture = seen(pictures(built)[f"{code}/share/work.png"])
    stone = np.argwhere((picture == STONE).all(axis=2))
    words = np.argwhere((picture == WHITE).all(axis=2))
    x = SIGN[0]
    assert bool(stone[:, 1].min() >= WIDTH - x - SIGN[2]) is right
    edge = WIDTH - words[:, 1].max() if right else words[:, 1].min()
    assert 40 <= edge <= x + 30
    assert words[:, 1].min() >= 40 and words[:, 1].max() <= WIDTH - 40 and words[:, 0].max() <= HEIGHT - 40


def test_a_page_names_its_picture_and_one_that_falls_back_the_others(built: Path) -> None:
    for name, shown in (("sv/work", "sv"), ("ar/work", "ar"), ("ar/health", "en")):
        html = sites.html(built, name)
        address = f"https://omsverige.example/{shown}/share/{name.split('/')[1]}.png"
        assert f'<meta property="og:image" content="{address}">' in html
        assert (built / "site" / address.removeprefix("https://omsverige.example/")).is_file()
        assert 'og:image:width" content="1200"' in html and 'og:image:alt" content="' in html
    assert "og:image" not in sites.html(built, "sv/violence")


def test_it_adds_little_to_a_page(built: Path, tmp_path: Path) -> None:
    plain = project_with(tmp_path / "plain")
    assert sites.build(plain).code == 0
    for name in ("sv/work", "ar/work"):
        with_, without = (len(gzip.compress(sites.html(project, name).encode(), 9)) for project in (built, plain))
        assert with_ - without <= 60, name
        assert "og:image" not in sites.html(plain, name)


def test_a_title_edited_remakes_its_own_picture_alone(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = project_with(tmp_path / "project", "pictures")
    assert sites.build(project).code == 0 and pictures(project) == pictures(built)
    from press.makers import pictures as maker

    made: list[str] = []
    real = maker.picture
    monkeypatch.setattr(maker, "picture", lambda view, files: made.append(view.title) or real(view, files))
    sites.edit(project, "content/en/work.md", "title: Work", "title: Jobs")
    assert sites.build(project, "--jobs", "1").code == 0
    assert made == ["Jobs"]
    sites.edit(project, "content/sv/work.md", "Alla får arbeta.", "Alla får arbeta här.")
    assert sites.build(project, "--jobs", "1").code == 0
    assert made == ["Jobs"]


def test_a_long_word_is_never_cut_off(tmp_path: Path) -> None:
    project = project_with(tmp_path / "project", "pictures")
    sites.edit(project, "content/sv/work.md", "title: Arbete", "title: Ditt arbetsmarknadsetableringsprogram")
    assert sites.build(project).code == 0
    words = np.argwhere((seen(pictures(project)["sv/share/work.png"]) == WHITE).all(axis=2))
    assert words[:, 1].max() <= WIDTH - 40


def test_a_letter_no_font_has_is_told_with_its_page(tmp_path: Path) -> None:
    project = project_with(tmp_path / "project", "pictures")
    sites.edit(project, "content/en/work.md", "title: Work", "title: Work 𒀀")
    ran = sites.build(project)
    assert ran.code == 1 and re.search(r"content/en/work\.md:2: .*cannot be printed", ran.err) and not (project / "site").exists()


def test_a_site_without_the_extra_loads_nothing_for_it(tmp_path: Path) -> None:
    assert not {name for name in modules_after(project_with(tmp_path / "project")) if "pictures" in name or name == "typst"}
