"""The pictures of docs/skrivbord.md and docs/desk.md: what a new user meets at the desk, taken from the real content.

`.venv/bin/python bench/tools/desk_pictures.py` (in the tests' environment; the site must have been built). Works in a copy of the project.
"""

from __future__ import annotations

import csv
import io
import shutil
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "tests" / "desk")]

import sites  # noqa: E402
from browser.browse import browsing  # noqa: E402
from desktop import open_desk  # noqa: E402
from PIL import Image  # noqa: E402
from playwright.sync_api import Page  # noqa: E402

OUT, PHONE = ROOT / "docs" / "images", "halla-konsument-telefon"
LANGUAGES = ("svenska", "arabiska", "tigrinska", "thailändska", "somaliska")


def recipients() -> bytes:
    """Fifty rows, three of them faulty, as a spreadsheet program saves them."""
    table = io.StringIO()
    writer = csv.writer(table, delimiter=";")
    writer.writerow(["Namn", "Gata", "Postnummer", "Ort", "Språk"])
    for number in range(1, 51):
        row = [f"Exempel {number:02}", f"Provgatan {number}", "111 22", "Provstad", LANGUAGES[number % len(LANGUAGES)]]
        faulty = {17: (1, ""), 30: (2, "11"), 44: (4, "klingonska")}.get(number)
        if faulty:
            row[faulty[0]] = faulty[1]
        writer.writerow(row)
    return table.getvalue().encode()


def shot(page: Page, name: str, height: int = 760) -> None:
    """A picture of the window, as a small PNG."""
    page.wait_for_timeout(600)
    found = Image.open(io.BytesIO(page.screenshot(clip={"x": 0, "y": 0, "width": 1200, "height": height})))
    found.convert("RGB").quantize(96).save(OUT / f"desk-{name}.png", optimize=True)


def main() -> None:
    """Take them all."""
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder) / "project"
        for name in ("content", "locales", "templates"):
            shutil.copytree(ROOT / name, project / name)
        assert sites.command("build", "--project", project, OMSVERIGE_TODAY=sites.newest_check()).code == 0
        with open_desk(project) as desk, browsing() as browser:
            page = browser.new_page(viewport={"width": 1200, "height": 900}, reduced_motion="reduce", locale="sv-SE")
            page.goto(f"{desk.address}/")
            page.fill("#who", "Redaktionen")
            shot(page, "texts")
            page.goto(f"{desk.address}/edit/content/sv/work.md")
            page.wait_for_load_state("networkidle")
            page.locator("summary").first.click()
            shot(page, "edit", 880)
            page.goto(f"{desk.address}/facts?find={PHONE}")
            shot(page, "facts", 560)
            page.get_by_role("link", name=PHONE).first.click()
            page.wait_for_load_state("networkidle")
            page.get_by_label("Numret", exact=False).first.fill("08-465 004 10")
            shot(page, "fact", 880)
            page.keyboard.press("Control+s")
            page.get_by_role("link", name="Se vad som ändras").click()
            page.locator("#changes details, #changes li").first.wait_for(timeout=120_000)
            shot(page, "publish", 880)
            page.goto(f"{desk.address}/print")
            page.wait_for_timeout(2500)
            shot(page, "print", 880)
            page.goto(f"{desk.address}/letters")
            page.set_input_files("input[type=file]", {"name": "lista.csv", "mimeType": "text/csv", "buffer": recipients()})
            page.locator("#rows tr").first.wait_for()
            shot(page, "rows", 880)
            page.get_by_role("button", name="Gör 47 brev").click()
            page.locator("#save-all a").wait_for(timeout=120_000)
            shot(page, "letters", 880)
    print(*sorted(path.name for path in OUT.glob("desk-*.png")))


if __name__ == "__main__":
    main()
