"""How long a writer waits in the desk: from the last key to the repainted page and its problems, in a real browser over the whole real site.

    python3 bench/desk.py [--edits 40] [--out bench/results/desk.md]

Run with the program's own Python after ``build.py test`` has set up the browser once (``.venv/bin/python bench/desk.py``).
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import sys
import tempfile
import threading
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from browser.browse import browsing  # noqa: E402
from playwright.sync_api import Browser  # noqa: E402

from press.desk.verb import opened, published  # noqa: E402

TEXTS = ("sv/work", "sv/words", "ar/work", "th/health")

# An edit somewhere in the text, as somebody makes it; then the time until the page has been painted with it, in milliseconds.
EDITS = """async ([count, words]) => {
  const box = document.getElementById("text"), found = [];
  const painted = () => new Promise((done) => {
    const look = new MutationObserver(() => { look.disconnect(); requestAnimationFrame(() => done()); });
    look.observe(document.body, { attributes: true, attributeFilter: ["data-painted"] });
  });
  for (let index = 0; index < count; index++) {
    const ends = [...box.value.matchAll(/[.؟]\\n/g)].map((match) => match.index + 1);
    const at = ends[(index * 7) % ends.length] ?? box.value.length;
    box.focus({ preventScroll: true });
    box.setSelectionRange(at, at);
    const done = painted(), start = performance.now();
    document.execCommand("insertText", false, index % 3 === 2 ? `\\n\\n${words}` : ` ${words}`);
    await done;
    found.push(performance.now() - start);
    await new Promise((then) => setTimeout(then, 60));
  }
  return found;
}"""
WORDS = {"sv": "Ett ord till.", "ar": "كلمة أخرى.", "th": "อีกคำหนึ่ง"}


def measured(browser: Browser, address: str, text: str, count: int) -> list[float]:
    """Milliseconds from the last key to the painted page, edit by edit; the first three are for warming up and left out."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(f"{address}/edit/content/{text}.md")
    page.wait_for_selector("body[data-painted]")
    page.wait_for_timeout(2500)  # what is asked for beforehand is there
    found: list[float] = page.evaluate(EDITS, [count + 3, WORDS[text.partition("/")[0]]])
    page.close(run_before_unload=False)
    return found[3:]


def table(rows: dict[str, list[float]], files: int) -> str:
    """The results as a page."""
    lines = [
        "# The desk: from the last key to the painted page",
        "",
        f"Milliseconds, the pause of 120 ms that the editor waits for the next key included, in headless Chromium over the whole real site ({files} texts):",
        "the text is sent, read, checked with all others, made into its page, painted in place, its problems shown. Made by `bench/desk.py`; seconds",
        "hold for one machine and one hour.",
        "",
        "| text | edits | median | 9 of 10 are below | slowest |",
        "|---|---:|---:|---:|---:|",
    ]
    for text, found in rows.items():
        tenths = statistics.quantiles(found, n=10)
        lines.append(f"| `{text}` | {len(found)} | {statistics.median(found):.0f} | {tenths[-1]:.0f} | {max(found):.0f} |")
    every = [time for found in rows.values() for time in found]
    lines.append(f"| all | {len(every)} | {statistics.median(every):.0f} | {statistics.quantiles(every, n=10)[-1]:.0f} | {max(every):.0f} |")
    return "\n".join(lines) + "\n"


def main() -> int:
    """Measure, say, write down."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--edits", type=int, default=40, help="edits in each text")
    parser.add_argument("--out", type=Path, default=ROOT / "bench" / "results" / "desk.md")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder) / "project"
        for name in ("content", "locales", "templates"):
            shutil.copytree(ROOT / name, project / name)
        server, desk = opened(project, 0, "sv", published)
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        with browsing() as browser:
            rows = {text: measured(browser, f"http://127.0.0.1:{server.port}{desk.gate.root}", text, options.edits) for text in TEXTS}
        server.close()
        files = len(list((project / "content").glob("*/**/*.md")))
    text = table(rows, files)
    options.out.write_text(text, "utf-8")
    print(text)
    return 0 if statistics.median([time for found in rows.values() for time in found]) < 300 else 1


if __name__ == "__main__":
    os.environ.setdefault("OMSVERIGE_SPEAK", "sv")
    sys.exit(main())
