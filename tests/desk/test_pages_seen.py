"""The pages of whole texts, pictures and agencies in a real browser: by mouse, by keyboard alone, in both languages, on small screens."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import sites
from desktop import Opened, faults, open_desk
from playwright.sync_api import Browser, Page, expect

PAGES = ("/", "/?language=ar&state=missing", "/?search=finns-inte", "/text/work", "/text/letters/ut-kort", "/text/index", "/new", "/pictures", "/agencies", "/agencies?code=ar")


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OMSVERIGE_TODAY", sites.TODAY)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that fails the test with whatever goes wrong in it; that no script runs in the pages shown within the desk is meant so."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True)
    opened, wrong = context.new_page(), []
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.on("console", lambda message: wrong.append(message.text) if message.type == "error" and "422" not in message.text and "Blocked script" not in message.text else None)
    yield opened
    context.close()
    assert not wrong, wrong


def named(page: Page, name: str = "Enheten för prov") -> None:
    page.locator("#who").fill(name)


@pytest.mark.parametrize("speak", ["sv", "en"])
def test_every_page_is_without_faults_in_the_light_and_in_the_dark_and_fits_a_small_screen(browser: Browser, tmp_path: Path, speak: str) -> None:
    project = sites.good(tmp_path / "good")
    (project / "content/ar/rights.md").write_text("---\ntitle: x\ndescription: y\ndraft: true\n---\nz\n")
    sites.edit(project, "content/sv/work.md", "Du har [[semester-dagar]] semester.", "Du har [[semester-dagar]] semester i år.")
    with open_desk(project, speak) as desk:
        for width, scheme in ((1280, "light"), (320, "dark")):
            context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)  # type: ignore[arg-type]
            page = context.new_page()
            for path in PAGES:
                page.goto(desk.address + path)
                assert faults(page) == [], (path, width)
                assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (path, width)
                small = page.evaluate("[...document.querySelectorAll('main :is(a, button, input, select, summary)')].filter(one => { const box = one.getBoundingClientRect();"
                                      " return box.width && (box.height < 24 || box.width < 24) && !one.closest('p, li, small, label, h1') && one.type !== 'checkbox' }).map(one => one.outerHTML)")  # fmt: skip
                assert small == [], (path, width, small)
            context.close()


def test_the_heads_of_the_table_stay_in_sight(desk: Opened, page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 420})
    page.goto(desk.address + "/")
    box = page.locator(".wide")
    box.evaluate("box => { box.style.blockSize = '14rem'; box.scrollTop = 150; box.scrollLeft = 60 }")
    outer = box.bounding_box()
    head, first = page.locator("thead .first").bounding_box(), page.locator("tbody .first").nth(3).bounding_box()
    assert outer and head and first
    assert abs(head["y"] - outer["y"]) < 3 and first["x"] - outer["x"] < 60, "both stand still while the rest moves"


def test_filters_work_without_scripts_and_by_keyboard(desk: Opened, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(desk.address + "/")
    page.locator("#search").focus()
    page.keyboard.type("arbete")
    page.keyboard.press("Enter")
    expect(page.locator("tbody tr")).to_have_count(1)
    assert "search=arbete" in page.url
    page.locator("td.cell a").first.press("Enter")
    assert page.url.endswith("/edit/content/sv/work.md")
    context.close()


def test_two_texts_are_said_to_be_correct_by_keyboard_alone(desk: Opened, page: Page) -> None:
    page.goto(desk.address + "/")
    page.locator("#who").focus()
    page.keyboard.type("Enheten för prov")
    for key in ("work", "rights"):
        page.locator(f"input[value={key}]").focus()
        page.keyboard.press("Space")
    page.locator("#correct").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#correct-list input")).to_have_count(2)
    expect(page.locator("#correct-list input").first).to_have_value("2027-05-21")
    page.locator("#correct-now").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#said")).to_contain_text("Antecknat. Ändrade filer: 2.")
    assert "checked-by: Enheten för prov" in (desk.folder / "content/sv/work.md").read_text()


def test_nobody_is_recorded_without_a_name(desk: Opened, page: Page) -> None:
    page.goto(desk.address + "/text/work")
    page.locator("#correct").click()
    expect(page.locator("#who")).to_be_focused()
    assert "checked-by" not in (desk.folder / "content/sv/work.md").read_text()


def test_a_page_is_made_written_and_shown_to_readers(desk: Opened, page: Page) -> None:
    page.goto(desk.address + "/new")
    page.locator("form#new button.main").click()
    expect(page.locator("#wrong li")).to_have_count(4)
    expect(page.locator("#wrong")).to_be_focused()
    page.locator("#wrong a").first.click()
    page.locator("#title").fill("Bibliotek")
    page.locator("#title").press("Tab")
    expect(page.locator("#name")).to_have_value("bibliotek")
    page.locator("#name").fill("library")
    page.locator("#description").fill("Så lånar du böcker gratis på biblioteket, och så hittar du böcker på ditt språk.")
    page.locator("#find").fill("arbetsf")
    page.locator("input[name=sources]:visible").first.check()
    page.locator("form#new button.main").click()
    page.wait_for_url("**/edit/content/sv/library.md")
    file = desk.folder / "content/sv/library.md"
    file.write_text(file.read_text() + "Låna gratis.\n")
    page.goto(desk.address + "/text/library")
    named(page)
    page.locator(".publish").click()
    expect(page.locator("#said")).to_contain_text("Läsarna ser den")
    assert ("sv", "library") in desk.desk.project().site.pages


def test_a_translation_is_begun_and_what_is_not_translated_is_told(desk: Opened, page: Page) -> None:
    page.goto(desk.address + "/?search=rights")
    page.locator("td.cell.missing a").last.click()
    page.wait_for_load_state()
    page.locator("#in-ar .begin").click()
    page.wait_for_url("**/edit/content/ar/rights.md")
    page.goto(desk.address + "/text/rights")
    named(page)
    page.locator("#in-ar .publish").click()
    expect(page.locator("#kept li")).to_have_count(4)
    expect(page.locator("#kept")).to_contain_text("fortfarande källans egen text")
    assert ("ar", "rights") not in desk.desk.project().site.pages


def test_a_page_is_renamed_and_another_taken_away_after_a_look(desk: Opened, page: Page) -> None:
    page.goto(desk.address + "/text/work")
    page.locator("#new").fill("jobs")
    page.locator("#new").press("Enter")
    expect(page.locator("#look")).to_be_visible()
    expect(page.locator("#changes")).to_contain_text("Filer:")
    page.locator("#look .close").click()
    assert (desk.folder / "content/sv/work.md").exists()
    page.locator("#rename button").click()
    page.locator("#now").click()
    page.wait_for_url("**/text/jobs")
    expect(page.locator("#said")).to_contain_text("Klart.")
    page.goto(desk.address + "/text/health")
    page.locator("#archive button").click()
    expect(page.locator("#target")).to_be_focused()
    page.locator("#target").select_option("jobs")
    page.locator("#anchor").select_option("holiday")
    page.locator("#archive button").click()
    page.locator("#now").click()
    expect(page.locator("#said")).to_contain_text("Klart.")
    assert (desk.folder / "content/moved.yaml").read_text().endswith("work: jobs\nhealth: jobs#holiday\n")
    assert not desk.desk.project().errors


def test_a_picture_is_given_its_words_written_and_the_line_ready(desk: Opened, page: Page, tmp_path: Path) -> None:
    new = tmp_path / "Ny bild.svg"
    new.write_text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>')
    page.goto(desk.address + "/pictures")
    page.locator("#file").set_input_files(new)
    page.locator("#give button").click()
    expect(page.locator("#insert")).to_be_focused()
    page.locator("tr[data-code=ar] .alt").fill("مثلث")
    expect(page.locator("tr[data-code=ar] .line")).to_have_text("![مثلث](../images/ny-bild.svg)")
    page.locator("#name").fill("card")
    page.locator("#give button").click()
    expect(page.locator("#over")).to_be_focused()
    old = (desk.folder / "content/images/card.svg").read_bytes()
    page.locator("#keep").click()
    assert (desk.folder / "content/images/card.svg").read_bytes() == old
    page.locator("#give button").click()
    page.locator("#instead").click()
    expect(page.locator("#taken")).to_contain_text("card.svg")
    assert b"M0 0h9v9z" in (desk.folder / "content/images/card.svg").read_bytes()
    new.write_text('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>')
    page.locator("#give button").click()
    expect(page.locator("#fault")).to_contain_text("Välj den igen.")
    bad = tmp_path / "annan.svg"
    bad.write_bytes(new.read_bytes())
    page.locator("#file").set_input_files(bad)
    page.locator("#give button").click()
    expect(page.locator("#fault")).to_contain_text("script")


def test_texts_go_out_and_come_back(desk: Opened, page: Page, tmp_path: Path) -> None:
    page.goto(desk.address + "/agencies?code=en")
    page.locator("input[value=work]").check()
    with page.expect_download() as waited:
        page.locator("#send").click()
    back = tmp_path / "back.xlf"
    waited.value.save_as(back)
    text = back.read_text()
    assert text.count("<file ") == 1 and waited.value.suggested_filename == "om-sverige.sv-en.xlf"
    back.write_text(text.replace(">Register</target>", ">Brand new words</target>"))
    page.locator("#file").set_input_files(back)
    page.locator("#made").select_option("person")
    page.locator("#back button").click()
    expect(page.locator("#found")).to_be_focused()
    expect(page.locator("#found")).to_contain_text("content/en/work.md")
    assert faults(page) == []
    page.locator("#take").click()
    expect(page.locator("#found")).to_contain_text("Intaget.")
    assert "## Brand new words {#register}" in (desk.folder / "content/en/work.md").read_text()
    back.write_text("<xliff/>")
    page.locator("#file").set_input_files(back)
    page.locator("#back button").click()
    expect(page.locator("#found")).to_contain_text("Rad 1:")
