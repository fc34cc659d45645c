"""The print room: only what is possible is offered, the sheet is seen as the command makes it, and a printing is registered."""

from __future__ import annotations

import gc
import shutil
import struct
from collections.abc import Iterator
from pathlib import Path

import pytest
import sites
from desktop import Opened, faults, open_desk
from playwright.sync_api import Browser, Page, expect
from printroom import printable

from press.adapters import raster
from press.commands.printroom.print_offers import LABELS, offers
from press.commands.printroom.print_orders import Order, make
from press.commands.project import open_project
from press.makers.sheets import KINDS

SHEET = """---
title: {title}
description: The words of the door sign.
owner: redaktionen
sources: [arbetsformedlingen]
checked: 2026-11-21
review-by: 2027-05-21
menu: none
---
{title}.
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A small site with a letter, a door sign and handouts."""
    project = printable(tmp_path / "good")
    for code, title in (("sv", "Ny i Sverige"), ("en", "New in Sweden"), ("ar", "جديد في السويد")):
        file = project / "content" / code / "sheets" / "door-sign.md"
        file.parent.mkdir()
        file.write_text(SHEET.format(title=title), "utf-8")
    return project


@pytest.fixture
def shop(site: Path) -> Iterator[Opened]:
    """A desk over it."""
    with open_desk(site) as found:
        yield found


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of the browser; a script that stops at an error is a failure."""
    context = browser.new_context()
    found, errors = context.new_page(), list[str]()
    found.on("pageerror", lambda error: errors.append(str(error)))
    yield found
    context.close()
    assert not errors


def ready(page: Page) -> None:
    """Wait until what was chosen has been made."""
    expect(page.locator("#busy")).to_have_text("Filer: 1.", timeout=20_000)


def test_whatever_is_offered_for_the_whole_site_can_be_made(whole: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OMSVERIGE_TODAY", sites.newest_check())
    project = open_project(whole, 1)
    gc.enable()  # open_project switches it off, since a process of its own ends soon
    read, found = project.read, offers(project.site)
    assert [one.name for one in found] == list(LABELS), "the whole site has a text for every kind"
    for one in found:
        if one.name == "booklet":
            continue  # many seconds; the small site's is made below
        page = next(iter(one.pages), "")
        codes = (one.pages[page] if page else one.languages)[:1]
        for paper in one.papers or ("a4",):
            made = make(project, read, Order(one.name, codes, page=page, paper=paper, copies=21), sites.newest_check())
            assert made.files, (one.name, paper, [str(problem) for problem in made.problems])
            assert made.advice or one.name in ("slides", "code"), one.name


def test_what_is_not_possible_is_not_offered(shop: Opened) -> None:
    project = shop.desk.project()
    found = {one.name: one for one in offers(project.site)}
    assert list(found) == ["letter", "door-sign", "handout", "booklet", "slides", "code"], "sheets without a text are not offered"
    assert found["door-sign"].always == ("sv", "en") and found["door-sign"].most == KINDS["door-sign"].most
    assert found["handout"].pages["rights"] == ("sv",) and found["handout"].pages["work"] == ("sv", "en", "ar")
    (shop.folder / "content" / "en" / "sheets" / "door-sign.md").unlink()
    assert "door-sign" not in [one.name for one in offers(shop.desk.project().site)], "it is always in English too"


@pytest.mark.parametrize(
    ("order", "sentence"),
    [
        ({"kind": "poster", "languages": ["sv"]}, "Det här går inte att skriva ut"),
        ({"kind": "letter", "page": "ut-kort"}, "Inget språk är valt"),
        ({"kind": "letter", "page": "nothing", "languages": ["sv"]}, "Ingen text är vald"),
        ({"kind": "handout", "page": "rights", "languages": ["ar"]}, "inte skriven"),
        ({"kind": "door-sign", "paper": "a0"}, "a0"),
        ({"kind": "door-sign", "channel": "nothing"}, "nothing"),
        ({"kind": "code", "mm": 2}, "2 mm"),
        ({"kind": "slides", "languages": ["sv"], "seconds": 1}, "1 sekunder"),
        ({"kind": "door-sign", "copies": -3}, "-3"),
    ],
)
def test_a_wish_that_no_form_offers_is_answered_plainly(shop: Opened, order: dict[str, object], sentence: str) -> None:
    status, told = shop.call("POST", "/print/make", order)
    assert status == 200 and not told["files"] and sentence in told["problems"][0]["what"] and told["problems"][0]["fix"], told


def test_a_print_is_byte_for_byte_the_commands(shop: Opened, tmp_path: Path) -> None:
    wishes = [
        ({"kind": "door-sign", "languages": ["ar"], "channel": "affisch", "paper": "a3", "copies": 30}, ("sheet", "door-sign", "--language", "ar", "--channel", "affisch", "--paper", "a3", "--copies", "30")),
        ({"kind": "letter", "page": "ut-kort", "languages": ["ar"]}, ("letters", "--letter", "ut-kort", "--language", "ar")),
        ({"kind": "code", "channel": "affisch", "mm": 40}, ("qr", "affisch", "--size", "40")),
        ({"kind": "booklet", "languages": ["ar"]}, ("booklet", "--language", "ar")),
    ]
    for number, (order, words) in enumerate(wishes):
        out = tmp_path / str(number)
        ran = sites.command(*words, "--out", out, "--project", shop.folder, "--speak", "sv")
        assert ran.code == 0, ran.err
        status, told = shop.call("POST", "/print/make", order)
        assert status == 200 and sorted(file["name"] for file in told["files"]) == sorted(path.name for path in out.iterdir())
        for file in told["files"]:
            kept = dict(shop.desk.kept["prints"][told["number"]])
            assert kept[file["name"]] == (out / file["name"]).read_bytes()
        assert all(line in ran.out for line in told["advice"])


def test_every_page_is_seen_and_a_browsers_viewer_may_show_the_file(shop: Opened) -> None:
    import urllib.request

    _, told = shop.call("POST", "/print/make", {"kind": "booklet", "languages": ["sv"]})
    (file,) = told["files"]
    address = f"{shop.address}/print/made/{told['number']}/{file['name']}"
    with urllib.request.urlopen(address) as answer:
        document, policy = answer.read(), answer.headers["Content-Security-Policy"]
        assert answer.headers["Content-Type"] == "application/pdf" and answer.headers["Content-Disposition"].startswith("inline")
    assert policy == "frame-ancestors 'self'", "sandbox, or default-src, would keep Chrome's viewer from working"
    assert file["pages"] == len(raster.page_sizes(document)) > 1
    for number in range(file["pages"]):
        with urllib.request.urlopen(f"{address}/{number}") as answer:
            picture = answer.read()
        assert picture[:8] == b"\x89PNG\r\n\x1a\n" and struct.unpack(">II", picture[16:24]) > (300, 300)
    for wrong in (f"{address}/{file['pages']}", f"{address}/x", address.replace(told["number"], "0"), f"{shop.address}/print/made/{told['number']}/x.pdf"):
        assert shop.call("GET", wrong.removeprefix(shop.address))[0] == 404
    assert "attachment" in urllib.request.urlopen(f"{address}?save").headers["Content-Disposition"]


def test_a_door_sign_is_chosen_seen_and_registered(shop: Opened, page: Page) -> None:
    register = shop.folder / "content" / "addresses.yaml"
    before = register.read_text("utf-8")
    page.goto(f"{shop.address}/print")
    page.select_option("#kind", "door-sign")
    page.check("#languages >> text=arabiska")
    page.select_option("#channel", "affisch")
    page.fill("#copies", "12")
    expect(page.locator("#files h3")).to_contain_text("door-sign-sv-en-ar.pdf", timeout=20_000)
    expect(page.locator("#advice")).to_contain_text("12 ark")
    image = page.locator("#files img")
    expect(image).to_have_count(1)
    assert image.evaluate("image => image.decode().then(() => image.naturalWidth)") > 500
    assert "addresses add" not in page.content(), "nobody is sent to a terminal"
    expect(page.locator("#number")).to_have_value("12")
    page.fill("#by", "Provmyndigheten")
    page.fill("#where", "Provstads bibliotek")
    page.click("#registering button")
    expect(page.locator("#said")).to_contain_text("12 exemplar av /q/af är registrerade")
    after = register.read_text("utf-8")
    assert after.startswith(before) and "by: Provmyndigheten" in after and "copies: 12" in after, "nothing but lines added"
    expect(page.locator("#register-why")).to_contain_text("finns i registret", timeout=20_000)
    page.click("#register summary")
    page.fill("#by", "Kontakta prov@example.se")
    page.fill("#where", "Provstads bibliotek")
    page.click("#registering button")
    expect(page.locator("#register-problems")).to_contain_text("e-post")
    assert register.read_text("utf-8") == after


def test_no_more_languages_than_go_on_one_sheet(shop: Opened, page: Page, site: Path) -> None:
    page.goto(f"{shop.address}/print")
    page.select_option("#kind", "handout")
    page.select_option("#page", "rights")
    expect(page.locator("#languages input")).to_have_count(1)
    expect(page.locator("#files h3")).to_contain_text("handout-rights-sv.pdf", timeout=20_000)
    page.select_option("#kind", "slides")
    expect(page.locator("#files h3").first).to_contain_text("slides-", timeout=20_000)
    expect(page.locator("#files img")).to_have_count(1)


def test_a_letter_is_printed_by_keyboard_alone_without_a_fault_for_axe(shop: Opened, page: Page) -> None:
    for width, scheme in ((320, "light"), (1280, "dark")):
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        page.goto(f"{shop.address}/print")
        ready(page)
        assert faults(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.focus("#kind")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "page"
    for _ in range(10):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.value") == "ar":
            break
    page.keyboard.press("Space")
    expect(page.locator("#files h3")).to_have_count(2, timeout=20_000)
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.target") == "_blank":
            break
    assert page.evaluate("document.activeElement.href").endswith("ut-kort-sv.pdf")


def test_a_mistake_in_another_text_holds_no_print_back_and_one_in_its_own_does(shop: Opened) -> None:
    broken = shop.folder / "content" / "sv" / "rights.md"
    shutil.copy(broken, shop.folder / "rights.md")
    broken.write_text(broken.read_text("utf-8") + "\n[[no-such-fact]]\n", "utf-8")
    assert shop.call("POST", "/print/make", {"kind": "letter", "page": "ut-kort", "languages": ["sv"]})[1]["files"]
    told = shop.call("POST", "/print/make", {"kind": "handout", "page": "rights", "languages": ["sv"]})[1]
    assert not told["files"] and "no-such-fact" in told["problems"][0]["what"] and told["problems"][0]["line"]
