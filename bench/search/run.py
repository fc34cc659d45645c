"""Sixty searches with ours, with MiniSearch as it comes and with Pagefind as it comes, over the same pages in a browser."""

from __future__ import annotations

import argparse
import gzip
import re
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import NamedTuple

import yaml

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from playwright.sync_api import Page, Response, expect  # noqa: E402

from press.commands.serve import server  # noqa: E402
from tests.browser.browse import browsing  # noqa: E402

QUERIES = yaml.safe_load((ROOT / "tests" / "search" / "queries.yaml").read_text(encoding="utf-8"))
RESULTS = ROOT / "bench" / "results" / "search.md"
FIRST = 3

PAGEFIND = """async ([query, first]) => {
  const found = await (window.engine ??= await import("/pagefind/pagefind.js")).search(query);
  return Promise.all(found.results.slice(0, first).map(async hit => new URL((await hit.data()).url, location).pathname));
}"""
MINISEARCH = """async ([query, first, index, options]) => {
  if (!window.engine) {
    const data = await (await fetch(index)).json();
    window.engine = new MiniSearch({ fields: ["title", "text"], storeFields: ["path"] });
    window.engine.addAll(data.rows.map(([page, anchor, title, text], id) => ({ id, title, text, path: data.pages[page][0] })));
  }
  return [...new Set(window.engine.search(query, options).map(hit => hit.path))].slice(0, first);
}"""


class Result(NamedTuple):
    """How an engine did: the queries it missed, and the bytes on the way for the first query by language."""

    missed: list[str]
    weights: dict[str, int]


def run(*words: str | Path) -> None:
    """Run a command; raises CalledProcessError when it fails."""
    subprocess.run([str(word) for word in words], check=True, stdout=subprocess.DEVNULL, cwd=ROOT)


def pagefind(folder: Path) -> Path:
    """The Python of an environment that has Pagefind."""
    run(sys.executable, "-m", "venv", folder)
    run(folder / "bin" / "python", "-m", "pip", "install", "--quiet", "pagefind[extended]")
    return folder / "bin" / "python"


def without_safety(site: Path) -> None:
    """Take the pages about violence away from a built copy, and the pages that are no text: the search and the choosers."""
    for file in site.rglob("*.html"):
        page = file.read_text(encoding="utf-8")
        if '<body class="safe"' in page or ("<article" not in page and 'class="opening"' not in page):
            file.unlink()


def weight(answers: list[Response]) -> int:
    """Bytes on the way of scripts and data. What Pagefind has compressed itself cannot be made smaller."""
    kinds = ("script", "fetch", "xhr", "other")
    bodies = [answer.body() for answer in answers if answer.request.resource_type in kinds]
    return sum(min(len(body), len(gzip.compress(body, 9))) for body in bodies)


def ours(page: Page, query: str, index: str) -> list[str]:
    """The first pages our own page of the search shows."""
    status = page.locator("#search [role=status]")
    page.fill("#query", "")
    expect(status).to_have_text("")
    page.fill("#query", query)
    expect(status).not_to_have_text("", timeout=60_000)
    links = "[...document.querySelectorAll('#search ol a')].map(a => a.pathname)"
    found: list[str] = page.evaluate(links)
    return found[:FIRST]


def try_all(address: str, site: Path, engine: str) -> Result:
    """All queries with one engine, an edition after the other, each in a page of its own."""
    result = Result([], {})
    with browsing() as browser:
        for code in dict.fromkeys(row[0] for row in QUERIES):
            page = browser.new_page()
            answers: list[Response] = []
            page.on("response", lambda answer, answers=answers: answers.append(answer))
            (index,) = (f"/{code}/{file.name}" for file in (site / code).glob("search-*.json"))
            page.goto(f"{address}/{code}/{'health' if engine == 'pagefind' else 'search'}.html")
            for _, query, name, kind in (row for row in QUERIES if row[0] == code):
                if engine == "ours":
                    found = ours(page, query, index)
                elif engine == "pagefind":
                    found = page.evaluate(PAGEFIND, [query, FIRST])
                else:
                    options = {"prefix": True, "fuzzy": 0.2} if engine == "loose" else {}
                    found = page.evaluate(MINISEARCH, [query, FIRST, index, options])
                if f"/{code}/{name}.html" not in found:
                    result.missed.append(f"{code} {query} ({kind})")
                if code not in result.weights:
                    page.wait_for_load_state("networkidle")
                    # Our own script stands on the page, but MiniSearch alone would not need it.
                    needed = [one for one in answers if engine == "ours" or not re.search(r"/assets/search-", one.url)]
                    result.weights[code] = weight(needed)
            page.close()
    return result


def table(results: dict[str, Result]) -> str:
    """The results as Markdown."""
    lines = [
        "# Search: sixty queries",
        "",
        "Made by `python3 bench/search/run.py`; what is compared, and how: [../README.md](../README.md#search).",
        "",
        f"| engine | page among the first {FIRST}, of {len(QUERIES)} | first query, bytes on the way (least–most of the languages) |",
        "|---|---|---|",
    ]
    for name, (missed, weights) in results.items():
        span = f"{min(weights.values()):,}–{max(weights.values()):,}"
        lines.append(f"| {name} | {len(QUERIES) - len(missed)} | {span} |")
    for name, (missed, _) in results.items():
        lines += ["", f"**{name}** misses: " + (" · ".join(missed) or "nothing") + "."]
    return "\n".join([*lines, ""])


def main() -> None:
    """Build, index, ask, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=RESULTS, help="where the results are written")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        site, bare = Path(folder, "site"), Path(folder, "bare")
        run(sys.executable, "-m", "press", "build", "--out", site)
        run("cp", "-r", site, bare)
        without_safety(bare)
        run(pagefind(Path(folder, "venv")), "-m", "pagefind", "--site", bare)
        results = {}
        for name, engine, root in (
            ("ours", "ours", site),
            ("MiniSearch, its defaults", "plain", site),
            ("MiniSearch, prefix and fuzzy 0.2", "loose", site),
            ("Pagefind extended, its defaults", "pagefind", bare),
        ):
            served = server(root, 0)
            threading.Thread(target=served.serve_forever, daemon=True).start()
            results[name] = try_all(f"http://127.0.0.1:{served.server_address[1]}", site, engine)
            served.shutdown()
            print(f"{name}: {len(QUERIES) - len(results[name].missed)} of {len(QUERIES)}", flush=True)
        asked.out.write_text(table(results), encoding="utf-8")


if __name__ == "__main__":
    main()
