"""Nothing that was written is lost: drafts, two windows on one text, a desk that dies, versions of old; and a translation made right again."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import sites
from desktop import Opened, faults, open_desk
from playwright.sync_api import Browser, Page, expect
from test_writing import end, saved, write
from test_writing_words import recorded

pytestmark = pytest.mark.browser

FILE = "content/sv/work.md"


def text(desk: Opened, path: str = FILE) -> str:
    """What stands in the file."""
    return (desk.folder / path).read_text("utf-8")


def typed(page: Page, words: str) -> None:
    """Write at the end, and wait until the page shows it and the draft is kept."""
    end(page, words)
    expect(page.frame_locator("#page").locator("main")).to_contain_text(words.strip())


def test_a_draft_is_offered_again_compared_taken_or_thrown_away(browser: Browser, desk: Opened) -> None:
    first = write(browser, desk, "sv/work")
    typed(first, "\nAldrig sparat.")
    first.close()  # without being asked: the browser died
    assert "Aldrig" not in text(desk)
    page = write(browser, desk, "sv/work")
    draft = page.get_by_role("region", name="Ett utkast")
    draft.get_by_role("button", name="Visa skillnaderna").press("Enter")
    expect(draft.locator("ins")).to_have_text(re.compile("Aldrig sparat."))
    assert not faults(page)
    draft.get_by_role("button", name="Fortsätt med utkastet").press("Enter")
    expect(draft).to_have_count(0)
    assert page.locator("#text").input_value().endswith("Aldrig sparat.")
    saved(page)
    assert text(desk).endswith("Aldrig sparat.") and not list((desk.folder / ".press/drafts").iterdir())
    typed(page, "\nÅngrat.")
    page.close()
    page = write(browser, desk, "sv/work")
    page.get_by_role("button", name="Kasta bort det").press("Enter")
    expect(page.get_by_role("region", name="Ett utkast")).to_have_count(0)
    expect(page.locator("#text")).to_be_focused()
    assert not list((desk.folder / ".press/drafts").iterdir()) and "Ångrat" not in text(desk)
    page.close()


def test_what_is_undone_is_no_draft(browser: Browser, desk: Opened) -> None:
    page = write(browser, desk, "sv/work")
    typed(page, "\nX1")
    assert list((desk.folder / ".press/drafts").iterdir())
    for _ in range(5):
        page.keyboard.press("Control+z")
    expect(page.locator("#state")).to_have_text("Sparat.")
    expect(page.frame_locator("#page").locator("main")).not_to_contain_text("X1")
    assert not list((desk.folder / ".press/drafts").iterdir())
    page.close()


def test_who_leaves_unsaved_words_is_asked(browser: Browser, desk: Opened) -> None:
    page = write(browser, desk, "sv/work")
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    end(page, "mer")
    page.evaluate("setTimeout(() => location.assign('about:blank'), 0)")
    expect(page.locator("#text")).to_be_visible()
    page.wait_for_timeout(400)
    assert asked == ["beforeunload"] and page.locator("#text").input_value().endswith("mer")
    saved(page)
    page.evaluate("setTimeout(() => location.assign('about:blank'), 0)")
    expect(page.locator("#text")).to_have_count(0)
    assert asked == ["beforeunload"], "what is saved need not be asked about"
    page.close()


@pytest.mark.parametrize(
    ("choice", "result", "kept"),
    [("Ta båda", ("Mitt sist.", "Deras först."), ""), ("Behåll min", ("Mitt sist.",), "Deras först."), ("Ta den andras", ("Deras först.",), "Mitt sist.")],
)
def test_two_windows_on_one_text_lose_nothing(browser: Browser, desk: Opened, choice: str, result: tuple[str, ...], kept: str) -> None:
    mine, theirs = write(browser, desk, "sv/work"), write(browser, desk, "sv/work")
    theirs.locator("#text").focus()
    theirs.keyboard.press("Control+Home")
    theirs.keyboard.type("Deras först. ")
    saved(theirs)
    typed(mine, "\nMitt sist.")
    mine.keyboard.press("Control+s")
    dialog = mine.get_by_role("dialog")
    expect(dialog).to_contain_text("Din")
    expect(dialog.get_by_role("region", name="Din").locator("mark")).to_contain_text("Mitt sist.")
    expect(dialog.get_by_role("region", name="Den andras").locator("mark")).to_contain_text("Deras först.")
    assert not faults(mine)
    assert "Mitt" not in text(desk), "nothing is written over before somebody chooses"
    button = dialog.get_by_role("button", name=choice)
    for _ in range(8):
        if button.evaluate("one => one === document.activeElement"):
            break
        mine.keyboard.press("Tab")
    mine.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
    expect(mine.locator("#state")).to_have_text("Sparat.")
    mine.wait_for_load_state("networkidle")
    for words in ("Mitt sist.", "Deras först."):
        assert (words in text(desk)) == (words in result)
        assert (words in mine.locator("#text").input_value()) == (words in result)
    for _ in range(50):
        if len(_drafts(desk)) == bool(kept):
            break
        mine.wait_for_timeout(100)  # the draft of what is in the editor goes with the next look at it
    assert [kept in draft["text"] for draft in _drafts(desk)] == ([True] if kept else [])
    theirs.close()
    mine.close()


def _drafts(desk: Opened) -> list[dict[str, str]]:
    return [json.loads(file.read_text("utf-8")) for file in (desk.folder / ".press/drafts").glob("*.json")]


def test_the_same_lines_changed_by_two_are_not_offered_as_both(browser: Browser, desk: Opened) -> None:
    page = write(browser, desk, "sv/work")
    typed(page, "\nMitt sist.")
    (desk.folder / FILE).write_text(text(desk) + "\nDeras sist.", "utf-8")
    page.keyboard.press("Control+s")
    expect(page.get_by_role("dialog")).to_contain_text("samma rader")
    expect(page.get_by_role("button", name="Ta båda")).to_have_count(0)
    page.keyboard.press("Escape")
    expect(page.locator("#text")).to_be_focused()
    assert page.locator("#text").input_value().endswith("Mitt sist.") and text(desk).endswith("Deras sist.")
    page.close()


def start(project: Path, port: int) -> tuple[subprocess.Popen[str], str]:
    """The real command as a process; the address that it gives."""
    command = [sys.executable, "-m", "press", "desk", "--project", str(project), "--port", str(port), "--no-browser", "--speak", "sv"]
    process = subprocess.Popen(command, env=sites.environment(PYTHONUNBUFFERED="1"), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert process.stdout is not None
    found = re.search(r"http://\S+/", process.stdout.readline())
    assert found
    return process, found[0].rstrip("/")


def test_a_killed_desk_takes_no_word_along(browser: Browser, tmp_path: Path) -> None:
    project = sites.good(tmp_path / "good")
    before = (project / FILE).read_bytes()
    process, address = start(project, 0)
    port = int(address.split(":")[2].split("/")[0])
    context = browser.new_context()
    try:
        page = context.new_page()
        page.goto(f"{address}/edit/{FILE}")
        page.wait_for_selector("body[data-painted]")
        typed(page, "\nSkrivet före.")
        end(page, " Skrivet")
        process.send_signal(signal.SIGKILL)
        process.wait()
        page.keyboard.type(" efter.")
        expect(page.get_by_role("alert").filter(has_text="Fortsätt skriva")).to_be_visible(timeout=10_000)
        page.keyboard.press("Control+s")
        assert not faults(page)
        assert (project / FILE).read_bytes() == before, "whole or not at all"
        assert page.locator("#text").input_value().endswith("\nSkrivet före. Skrivet efter.")
        process, again = start(project, port)
        expect(page.get_by_role("alert").filter(has_text="har en ny adress")).to_be_visible(timeout=10_000)
        expect(page.get_by_role("button", name="Kopiera texten")).to_be_visible()
        other = context.new_page()
        other.goto(f"{again}/edit/{FILE}")
        other.wait_for_selector("body[data-painted]")
        drafts = other.get_by_role("region", name="Ett utkast")
        expect(drafts).to_have_count(2)  # what the desk kept until it died, and what the browser had after that
        drafts.first.get_by_role("button", name="Fortsätt med utkastet").click()
        expect(other.locator("#text")).to_have_value(re.compile("Skrivet före. Skrivet efter.$"))
        saved(other)
        assert (project / FILE).read_text("utf-8").endswith("\nSkrivet före. Skrivet efter.")
    finally:
        process.kill()
        process.wait()
        context.close()


def test_a_desk_killed_while_it_saves_leaves_the_text_old_or_new(tmp_path: Path) -> None:
    project = sites.good(tmp_path / "good")
    old = (project / FILE).read_text("utf-8")
    new = old + "\nEn rad till.\n" * 3_000
    seen = set()
    for wait in (0.0, 0.004, 0.3):
        (project / FILE).write_text(old, "utf-8")
        process, address = start(project, 0)
        here = Opened(address, None, project)  # type: ignore[arg-type]
        digest = re.search('"digest": ?"([0-9a-f]+)"', str(here.call("GET", f"/edit/{FILE}")[1]))
        assert digest
        code = f"import sys; sys.path[:0] = {[str(Path(__file__).parent), str(Path(__file__).parents[1])]}; from desktop import Opened; Opened({address!r}, None, None).call('POST', '/save', {{'path': {FILE!r}, 'text': open({str(tmp_path / 'new')!r}).read(), 'base': {digest[1]!r}, 'base_text': ''}})"
        (tmp_path / "new").write_text(new, "utf-8")
        client = subprocess.Popen([sys.executable, "-c", code], env=sites.environment(), stderr=subprocess.DEVNULL)
        while client.poll() is None and not list((project / "content/sv").glob(".*.new")) and (project / FILE).stat().st_size == len(old.encode()):
            pass
        time.sleep(wait)
        process.kill()
        process.wait()
        client.kill()
        client.wait()
        found = (project / FILE).read_text("utf-8")
        assert found in (old, new)
        seen.add(found == new)
        for left in (project / "content/sv").glob(".*.new"):
            left.unlink()
    assert True in seen


def test_a_desk_that_does_not_answer_for_a_while_saves_when_it_is_back(browser: Browser, desk: Opened) -> None:
    page = write(browser, desk, "sv/work")
    page.route("**/*", lambda route: route.abort())
    end(page, "\nUnder tystnaden.")
    page.keyboard.press("Control+s")
    alert = page.get_by_role("alert").filter(has_text="svarar inte")
    expect(alert).to_be_visible()
    assert "tystnaden" not in text(desk)
    page.unroute("**/*")
    expect(alert).to_be_hidden(timeout=8000)
    expect(page.locator("#state")).to_have_text("Sparat.", timeout=8000)
    assert text(desk).endswith("Under tystnaden.")
    assert page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('desk-left'))") == []
    page.close()


def test_a_translation_is_brought_up_to_date_section_by_section(browser: Browser, tmp_path: Path) -> None:
    project = sites.good(tmp_path / "good")
    recorded(project, "Första texten")
    sites.edit(project, FILE, "Skriv in dig hos", "Anmäl dig hos")
    recorded(project, "Anmäl dig")
    before = (project / "content/en/translations.yaml").read_text("utf-8").splitlines()
    with open_desk(project) as desk:
        page = write(browser, desk, "en/work")
        expect(page.locator("#older")).to_have_text("1")
        page.get_by_role("button", name="Visa källtexten").press("Enter")
        passage = page.get_by_role("region", name="#register")
        expect(passage.locator("del")).to_have_text("Skriv in")
        expect(passage.locator("ins")).to_have_text("Anmäl")
        assert not faults(page)
        passage.get_by_role("button", name="Gå dit i texten").press("Enter")
        expect(page.locator("#text")).to_be_focused()
        assert page.evaluate("text.value.slice(text.selectionStart)").startswith("## ")
        end(page, " Register!")
        passage.get_by_role("button", name="Avsnittet är rätt igen").press("Enter")
        expect(page.locator("#older")).to_have_text("")
        after = (project / "content/en/translations.yaml").read_text("utf-8").splitlines()
        assert len([line for line in after if line not in before]) == 1 and len(after) == len(before)
        assert text(desk, "content/en/work.md").endswith(" Register!"), "what is recorded as right is what was saved"
        expect(page.locator("#problems")).not_to_contain_text("äldre")
        page.get_by_role("button", name=re.compile("^Hela översättningen")).click()
        page.get_by_label(re.compile("^Jag har läst hela")).check()
        assert not faults(page)
        page.get_by_role("button", name="Skriv upp det").click()
        expect(page.locator("#who")).to_be_focused()  # a review is somebody's
        page.keyboard.type("Provnamn")
        page.get_by_role("button", name=re.compile("^Hela översättningen")).click()
        page.get_by_label(re.compile("^Jag har läst hela")).check()
        page.get_by_role("button", name="Skriv upp det").click()
        expect(page.locator("#panel-source")).to_contain_text("Granskad av Provnamn den 2026-11-21")
        assert 'reviewed-by: Provnamn\n  reviewed: 2026-11-21' in (project / "content/en/translations.yaml").read_text("utf-8")
        page.close()


def test_an_earlier_version_is_compared_and_put_back(browser: Browser, tmp_path: Path) -> None:
    project = sites.good(tmp_path / "good")
    old = (project / FILE).read_text("utf-8")
    recorded(project, "Första texten")
    sites.edit(project, FILE, "Alla får arbeta.", "Ingen får arbeta.")
    sites.edit(project, FILE, "title: Arbete", "title: Jobb")
    recorded(project, "Ett misstag")
    with open_desk(project) as desk:
        page = write(browser, desk, "sv/work")
        page.locator("#tab-page").focus()
        page.keyboard.press("End")
        panel = page.locator("#panel-history")
        expect(panel.locator("ol li")).to_have_count(2)
        assert "@" not in panel.inner_text()
        panel.locator("ol li", has_text="Första texten").get_by_role("button", name=re.compile("^Jämför")).press("Enter")
        expect(panel.locator("ins").first).to_have_text("Jobb")
        expect(panel.locator("del").last).to_have_text("Alla")
        assert not faults(page)
        panel.locator("ol li", has_text="Första texten").get_by_role("button", name=re.compile("^Lägg texten")).press("Enter")
        expect(page.get_by_label("Titel", exact=True)).to_have_value("Arbete")
        saved(page)
        assert text(desk) == old
        page.close()


def test_advice_is_jumped_to_and_taken(browser: Browser, whole: Path) -> None:
    with open_desk(whole) as desk:
        page = write(browser, desk, "sv/work")
        long = "Den som vill söka jobb och som har läst den här sidan ända hit och ännu inte vet vart man kan vända sig om man behöver stavfell kan ringa."
        end(page, f"\n{long}\n")
        page.locator("#tab-language").click()
        panel = page.locator("#panel-language")
        sentence = page.get_by_role("button", name=re.compile("^Den som vill söka jobb"))
        expect(panel.locator("li", has=sentence)).to_contain_text("29 ord")
        sentence.press("Enter")
        assert page.evaluate("text.value.slice(text.selectionStart, text.selectionEnd)") == long
        panel.get_by_role("button", name="Vad kan menas med ”stavfell”?").click()
        panel.get_by_role("button", name="stavfel", exact=True).click()
        assert "behöver stavfel kan ringa" in page.locator("#text").input_value()
        expect(panel.get_by_role("button", name="stavfell", exact=True)).to_have_count(0)
        assert not faults(page)
        panel.get_by_role("button", name=re.compile("^Länka ”tolk”")).click()
        assert "[tolk](words.md#tolk)" in page.locator("#text").input_value()
        expect(panel.get_by_role("button", name=re.compile("^Länka ”tolk”"))).to_have_count(0)
        page.close()
