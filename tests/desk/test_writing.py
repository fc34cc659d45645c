"""The editor in a real browser: text, form, toolbar, remedies, the page beside; by keyboard alone; in Swedish and English, Arabic and Thai."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest
import sites
from desktop import Opened, faults, open_desk
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser


def write(browser: Browser, desk: Opened, path: str, width: int = 1280) -> Page:
    """The editor with a text in it, its page painted. Its mistakes end the test."""
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.on("pageerror", lambda error: pytest.fail(str(error)))
    page.goto(f"{desk.address}/edit/content/{path}.md")
    page.wait_for_selector("body[data-painted]")
    return page


def end(page: Page, text: str) -> None:
    """Write at the end of the text."""
    page.locator("#text").focus()
    page.keyboard.press("Control+End")
    page.keyboard.type(text)


def saved(page: Page) -> None:
    """Save with the key, and wait until it is done."""
    page.keyboard.press("Control+s")
    expect(page.locator("#state")).to_have_text(re.compile("Sparat|Sparad|Saved"))


def changed_lines(before: bytes, after: bytes, folder: Path) -> tuple[list[str], list[str]]:
    """The lines git says went and came."""
    for name, data in (("before", before), ("after", after)):
        (folder / name).write_bytes(data)
    done = subprocess.run(["git", "diff", "--no-index", "-U0", "--ignore-cr-at-eol", "before", "after"], cwd=folder, capture_output=True, check=False).stdout.decode()
    rows = [line for line in done.splitlines() if not line.startswith(("---", "+++", "diff", "index", "@@"))]
    return [row[1:] for row in rows if row[0] == "-"], [row[1:] for row in rows if row[0] == "+"]


def test_every_text_of_the_content_is_saved_as_it_was_opened(whole: Path) -> None:
    before = sites.tree(whole / "content")
    with open_desk(whole) as desk:
        paths = sorted(path.relative_to(whole).as_posix() for path in (whole / "content").glob("*/**/*.md"))
        assert len(paths) > 500
        for path in paths:
            status, page = desk.call("GET", f"/edit/{path}")
            start = json.loads(re.search(r'<script type="application/json" id="start">(.*?)</script>', page, re.S)[1])  # type: ignore[index]
            assert status == 200 and start["path"] == path
            status, told = desk.call("POST", "/save", {"path": path, "text": start["text"], "base": start["digest"], "base_text": start["text"]})
            assert status == 200 and told["digest"] == start["digest"]
    assert sites.tree(whole / "content") == before


@pytest.mark.parametrize("form", ["lf", "crlf", "bom", "mixed"])
def test_an_edit_changes_exactly_its_lines(browser: Browser, desk: Opened, tmp_path: Path, form: str) -> None:
    file = desk.folder / "content/sv/work.md"
    old = file.read_bytes()
    if form != "lf":
        old = old.replace(b"\n", b"\r\n") if form != "mixed" else old.replace(b"\n", b"\r\n", 6)
    old = b"\xef\xbb\xbf" + old if form == "bom" else old
    file.write_bytes(old)
    page = write(browser, desk, "sv/work")
    page.get_by_label("Titel", exact=True).fill("Jobb: så här")
    end(page, "En rad till.")
    saved(page)
    new = file.read_bytes()
    gone, came = changed_lines(old, new, tmp_path)
    assert [line.strip("\r") for line in gone] == ["title: Arbete"] and [line.strip("\r") for line in came] == ['title: "Jobb: så här"', "En rad till."]
    assert new.startswith(b"\xef\xbb\xbf") == (form == "bom")
    assert new.count(b"\r\n") == old.count(b"\r\n") and new.count(b"\n") == old.count(b"\n")
    page.close()


@pytest.mark.parametrize(("path", "words", "direction"), [("ar/work", "جملة جديدة.", "rtl"), ("th/work", "ประโยคใหม่", "ltr")])
def test_an_arabic_and_a_thai_page_are_edited_by_keyboard_alone(browser: Browser, whole: Path, tmp_path: Path, path: str, words: str, direction: str) -> None:
    file = whole / f"content/{path}.md"
    old = file.read_bytes()
    with open_desk(whole) as desk:
        page = browser.new_page()
        page.goto(f"{desk.address}/edit/content/{path}.md")
        page.wait_for_selector("body[data-painted]")
        for _ in range(60):  # as somebody without a mouse comes there
            if page.evaluate("document.activeElement.id") == "text":
                break
            page.keyboard.press("Tab")
        box = page.locator("#text")
        expect(box).to_be_focused()
        assert box.evaluate("box => getComputedStyle(box).direction") == direction
        page.keyboard.press("Control+End")
        page.keyboard.insert_text(words)
        expect(page.frame_locator("#page").locator("main")).to_contain_text(words)
        # the page has come along to where the caret is
        assert page.evaluate("document.getElementById('page').contentWindow.scrollY") > 300
        mirror = page.evaluate("[text, mirror].map(box => [box.scrollHeight, box.scrollTop])")
        assert mirror[0] == mirror[1], "numbers stand beside their lines"
        saved(page)
        page.close()
    gone, came = changed_lines(old, file.read_bytes(), tmp_path)
    assert gone == [] and came == [words]


def test_bold_lists_and_headings_are_written_by_the_toolbar_and_undone_by_the_key(browser: Browser, desk: Opened) -> None:
    page = write(browser, desk, "sv/work")
    box = page.locator("#text")
    first = box.input_value()
    end(page, "\nviktigt")
    page.keyboard.press("Control+Shift+ArrowLeft")
    page.keyboard.press("Control+b")
    assert box.input_value().endswith("\n**viktigt**")
    page.keyboard.press("Control+b")
    page.keyboard.press("Control+i")
    assert box.input_value().endswith("\n*viktigt*")
    page.get_by_role("button", name="Numrerad lista").click()
    assert box.input_value().endswith("\n1. *viktigt*")
    page.get_by_role("button", name="Lista", exact=True).click()
    assert box.input_value().endswith("\n- *viktigt*")
    page.keyboard.press("Shift+Home")
    page.get_by_role("button", name="Ruta eller varning").click()
    page.get_by_label("Vilken sort?").select_option("WARNING")
    page.get_by_role("button", name="Infoga", exact=True).click()
    assert "\n> [!WARNING]\n> - *viktigt*" in box.input_value()
    page.get_by_role("button", name="Rubrik", exact=True).click()
    page.get_by_label("Rubrikens ord").fill("Årets nya jobb")
    page.keyboard.press("Enter")
    assert "\n\n## Årets nya jobb {#arets-nya-jobb}\n" in box.input_value()
    page.get_by_role("button", name="Tabell").click()
    page.get_by_role("button", name="Infoga", exact=True).click()
    page.get_by_role("button", name="Fråga med svar som fälls ut").click()
    page.keyboard.type("Hur?")
    expect(page.frame_locator("#page").locator("details.question h3", has_text="Hur?")).to_have_count(1)
    expect(page.frame_locator("#page").locator("#arets-nya-jobb")).to_have_count(1)
    for _ in range(40):
        page.keyboard.press("Control+z")
    assert box.input_value() == first
    page.close()


def test_a_fact_a_link_a_word_and_a_picture_are_found_by_searching(browser: Browser, whole: Path) -> None:
    picture = whole / "content/images/card.svg"
    picture.parent.mkdir(exist_ok=True)
    picture.write_bytes((sites.GOOD / "content/images/card.svg").read_bytes())
    with open_desk(whole) as desk:
        page = write(browser, desk, "en/work")
        box = page.locator("#text")
        end(page, "\nCall ")
        page.keyboard.press("Control+Shift+f")
        search = page.get_by_role("combobox", name="Sök bland alla faktauppgifter")
        expect(search).to_be_focused()
        page.keyboard.type("020-50 kvinnofrid")
        expect(page.get_by_role("option")).to_have_count(1)
        assert not faults(page)
        page.keyboard.press("Enter")
        assert box.input_value().endswith("\nCall [[kvinnofridslinjen]]")
        expect(box).to_be_focused()
        page.keyboard.type(". Read ")
        page.keyboard.press("Control+k")
        page.keyboard.type("akut")  # by its title in the source language, without the accents of anybody
        page.keyboard.press("Escape")
        expect(box).to_be_focused()
        page.keyboard.press("Control+k")
        page.keyboard.type("vard foraldra")
        page.keyboard.press("Control+a")
        page.keyboard.type("barn och familj")
        page.wait_for_timeout(50)
        assert page.get_by_role("option").count() >= 1
        page.keyboard.press("Enter")
        assert re.search(r"Read \[[^\]]+\]\([a-z-]+\.md(#[a-z-]+)?\)$", box.input_value())
        page.keyboard.press("ArrowRight")
        page.keyboard.press("Control+End")
        page.get_by_role("button", name="Ett ord som förklaras").click()
        page.keyboard.type("folkbokforing")
        page.keyboard.press("Enter")
        assert "](words.md#folkbokforing)" in box.input_value().splitlines()[-1]
        page.keyboard.press("Control+End")
        page.get_by_role("button", name="Ord på ett annat språk").click()
        page.get_by_label("Ordet", exact=True).fill("fika")
        page.keyboard.press("Enter")
        assert box.input_value().endswith("[fika]{lang=sv}")
        page.get_by_role("button", name="Infoga en bild").click()
        page.get_by_role("button", name="Infoga", exact=True).click()
        expect(page.get_by_role("alert").filter(has_text="den som inte ser den")).to_be_visible()
        page.get_by_label("Vad den visar").fill("A green card")
        assert not faults(page)
        page.get_by_role("button", name="Infoga", exact=True).click()
        assert box.input_value().endswith("![A green card](../images/card.svg)")
        expect(page.frame_locator("#page").locator('[lang="sv"]', has_text="fika")).to_have_count(1)
        page.close()


def test_a_problem_is_shown_at_its_line_reached_by_key_and_put_right_by_a_click(browser: Browser, desk: Opened) -> None:
    page = write(browser, desk, "sv/work")
    expect(page.locator("#problems")).to_contain_text("Inget är fel")
    end(page, "\nEn rad.\n\nRing [[sos-12]] nu.")
    number = (desk.folder / "content/sv/work.md").read_text("utf-8").count("\n") + 4
    mark = page.get_by_role("button", name=re.compile(f"^Rad {number}:"), include_hidden=True)
    expect(mark).to_have_count(1)
    line = page.locator("#mirror .error-line")
    expect(line).to_have_text("Ring [[sos-12]] nu.")
    assert abs(line.bounding_box()["y"] - mark.bounding_box()["y"]) < 4  # type: ignore[index]
    page.keyboard.press("Control+Home")
    page.keyboard.press("F8")
    assert page.evaluate("text.value.slice(text.selectionStart, text.selectionEnd)") == "Ring [[sos-12]] nu."
    mark.click()
    expect(page.locator("#problems .linklike")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name=re.compile("^Rätta"))).to_be_focused()
    assert not faults(page)
    page.keyboard.press("Enter")
    assert page.locator("#text").input_value().endswith("Ring [[sos-112]] nu.")
    expect(page.locator("#problems")).to_contain_text("Inget är fel")
    expect(page.frame_locator("#page").locator("main")).to_contain_text("112 nu.")
    page.keyboard.press("Control+z")
    assert page.locator("#text").input_value().endswith("Ring [[sos-12]] nu.")
    page.close()


def test_lines_above_the_text_that_cannot_be_read_are_put_right_too(browser: Browser, desk: Opened) -> None:
    file = desk.folder / "content/sv/work.md"
    good = file.read_text("utf-8")
    file.write_text(good.replace("order: 10\n---\n", "order: 10\n"), "utf-8")
    page = write(browser, desk, "sv/work")
    expect(page.locator("#front-form")).to_contain_text("ett klick lägger dit dem")
    page.get_by_role("button", name=re.compile("^Rätta")).first.click()
    expect(page.get_by_label("Titel", exact=True)).to_have_value("Arbete")
    saved(page)
    assert file.read_text("utf-8") == good
    page.close()


def test_the_form_says_dates_and_news_without_yaml(browser: Browser, desk: Opened, tmp_path: Path) -> None:
    file = desk.folder / "content/sv/health.md"
    old = file.read_bytes()
    page = write(browser, desk, "sv/health")
    page.get_by_label("Senast kontrollerad mot källorna").fill("2026-11-20")
    page.get_by_role("button", name="Berätta för läsarna vad som är nytt i dag").click()
    page.keyboard.type("Nya avgifter")
    page.get_by_role("button", name="Lägg till").click()
    expect(page.get_by_label(re.compile("^Nytt 2026-11-21"))).to_have_value("Nya avgifter")
    page.locator("#front .more > summary").click()
    page.get_by_role("button", name="Lägg till en källa").click()
    page.keyboard.type("arbetsformed")
    page.keyboard.press("Enter")
    expect(page.get_by_label(re.compile("^Källor"))).to_have_value("vard-1177, arbetsformedlingen")
    page.get_by_label("Beskrivning").fill("För kort.")
    expect(page.locator("#front-description-hint")).to_have_class(re.compile("off"))
    assert not faults(page)
    saved(page)
    gone, came = changed_lines(old, file.read_bytes(), tmp_path)
    assert len(gone) == 3 and came == ["description: För kort.", "sources: [vard-1177, arbetsformedlingen]", "checked: 2026-11-20", "changes:", "  2026-11-21: Nya avgifter"]
    page.close()


@pytest.mark.parametrize(("speak", "width"), [("sv", 1280), ("en", 390)])
def test_no_state_has_a_fault_of_accessibility_or_is_wider_than_the_screen(browser: Browser, desk: Opened, speak: str, width: int) -> None:
    desk.desk.speak(speak)
    page = write(browser, desk, "en/work", width)
    end(page, "\n## Wrong\n[[nothing]]\n")
    expect(page.locator("#problems .error").first).to_be_visible()
    for tab in ("tab-source", "tab-language", "tab-history", "tab-page"):
        page.locator(f"#{tab}").click()
        expect(page.locator(f"#{tab.replace('tab', 'panel')}")).to_be_visible()
        page.wait_for_load_state("networkidle")
        assert not faults(page), tab
    for details in page.locator("#front details > summary").all():
        details.click()
    assert not faults(page)
    for button in page.locator("#toolbar button").all():
        if (name := button.text_content()) in ("B", "I", "• –", "1. 2.", "Fråga", "Question"):
            continue  # these write at once
        button.click()
        expect(page.locator("#dialog")).to_be_visible()
        assert not faults(page), name
        page.keyboard.press("Escape")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.set_viewport_size({"width": 320, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    small = page.evaluate("[...document.querySelectorAll('button, input, select, summary')].filter(one => one.checkVisibility() && Math.min(one.offsetWidth, one.offsetHeight) < 24 && one.type !== 'radio').map(one => one.outerHTML.slice(0, 90))")
    assert not small
    page.close()


def test_the_toolbar_is_one_stop_and_its_arrows_go_along_it(browser: Browser, desk: Opened) -> None:
    page = write(browser, desk, "sv/work")
    page.get_by_role("button", name="Fet stil").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("button", name="Kursiv stil")).to_be_focused()
    page.keyboard.press("End")
    expect(page.get_by_role("button", name="Infoga en bild")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("#text")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(page.get_by_role("button", name="Infoga en bild")).to_be_focused()
    page.close()


def test_what_a_text_breaks_in_others_is_told_beside_it(browser: Browser, desk: Opened) -> None:
    page = write(browser, desk, "sv/health")
    box = page.locator("#text")
    at = box.input_value().index("{#costs}")
    box.evaluate("(box, at) => { box.focus(); box.setSelectionRange(at, at + 8); }", at)
    page.keyboard.type("{#fees}")
    other = page.locator("#elsewhere-problems")
    expect(other).to_contain_text("fel i andra filer", timeout=10_000)
    other.locator("summary").click()
    expect(other).to_contain_text("content/sv/index.md:13")
    assert not faults(page)
    there = browser.new_page()
    there.goto(page.url.split("/edit/")[0] + "/edit/" + (other.get_by_role("link", name="content/sv/index.md:13").get_attribute("href") or "").split("/edit/")[1])
    expect(there.locator("#text")).to_be_focused()
    assert "health.md#costs" in there.evaluate("text.value.slice(text.selectionStart, text.selectionEnd)")
    there.close()
    box.focus()
    for _ in range(9):
        page.keyboard.press("Control+z")
    expect(other).to_be_empty(timeout=10_000)
    page.close()
