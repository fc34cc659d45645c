"""An old telephone on a slow network: when can the text be read, and how big is a copy? `python3 bench/newcomers.py` (in the tests' environment).

The site is built, served compressed as web servers do, and loaded with Chromium's own simulation of slow 3G (400 ms for an answer to
begin, 400 kbit/s) and a processor six times slower. What is told is when the first text shows (first contentful paint; text, since nothing else
comes first) and when the first screen can be read: its largest piece of text (largest contentful paint), which on a page is its heading or its
first paragraph.
"""

from __future__ import annotations

import argparse
import functools
import gzip
import json
import sys
import tempfile
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from playwright.sync_api import Browser  # noqa: E402

from press.commands.project import open_project  # noqa: E402
from press.commands.publish import publish  # noqa: E402
from tests.browser.browse import browsing  # noqa: E402

LANGUAGES = ("sv", "ar", "ti", "th", "uk", "so")
PAGES = {"start": "", "topic": "work.html", "heaviest": "words.html", "violence": "support.html", "side by side": "beside/work.html", "search": "search.html"}
NETWORK = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
CPU, GOAL, PHONE = 6, 1.5, {"width": 360, "height": 640}
PAINTS = """() => new Promise(done => {
  const seen = {};
  new PerformanceObserver(list => { seen.first = list.getEntriesByName('first-contentful-paint')[0].startTime }).observe({ type: 'paint', buffered: true });
  new PerformanceObserver(list => { seen.largest = list.getEntries().at(-1).startTime }).observe({ type: 'largest-contentful-paint', buffered: true });
  setTimeout(() => done([seen.first, seen.largest]), 1500);
})"""


class Compressed(SimpleHTTPRequestHandler):
    """Files, compressed."""

    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:
        """Keep no log."""

    def do_GET(self) -> None:
        """Answer with the file, compressed."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            return self.send_error(404)
        data = gzip.compress(path.read_bytes(), 6, mtime=0)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)
        return None


def paints(browser: Browser, address: str) -> tuple[float, float]:
    """Seconds until the first text of a page shows, and the largest of its first screen; in a context of its own (nothing in the cache)."""
    context = browser.new_context(viewport=PHONE, device_scale_factor=2)  # type: ignore[arg-type]
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", NETWORK)
    session.send("Emulation.setCPUThrottlingRate", {"rate": CPU})
    page.goto(address)
    first, largest = page.evaluate(PAINTS)
    context.close()
    return first / 1000, largest / 1000


def main() -> None:
    """Measure, and write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--out", type=Path, default=ROOT / "bench" / "results" / "newcomers.md")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        report = publish(open_project(ROOT), site)
        assert report.published, report.problems
        server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Compressed, directory=str(site)))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        base = f"http://127.0.0.1:{server.server_address[1]}"
        rows = []
        with browsing() as browser:
            paints(browser, f"{base}/sv/")  # the browser's own start is nobody's page
            for code in LANGUAGES:
                for kind, page in PAGES.items():
                    times = [paints(browser, f"{base}/{code}/{page}") for _ in range(options.rounds)]
                    rows.append((code, kind, *(median(each) for each in zip(*times, strict=True))))
        copies = {path.parent.name: json.loads(path.read_text()) for path in sorted(site.glob("*/offline.json"))}
        server.shutdown()
    worst = max(row[3] for row in rows)
    lines = ["# Pages on an old telephone and a slow network", "", (__doc__ or "").split("\n\n")[1].replace("\n", " "), ""]
    lines += [f"Repeat: `python3 bench/newcomers.py --rounds {options.rounds}`. Seconds hold for this machine; the simulation is what they mostly are.", ""]
    lines += ["| language | " + " | ".join(PAGES) + " |", "|---|" + "---:|" * len(PAGES)]
    for code in LANGUAGES:
        own = {kind: f"{first:.2f} / {largest:.2f}" for language, kind, first, largest in rows if language == code}
        lines.append(f"| {code} | " + " | ".join(own[kind] for kind in PAGES) + " |")
    lines += ["", f"First text / first screen, medians. The slowest first screen: {worst:.2f} s; goal: under {GOAL} s: {'met' if worst < GOAL else '**not met**'}.", ""]
    lines += ["## Copies of a language", "", "| language | files | kB |", "|---|---:|---:|"]
    lines += [f"| {code} | {len(copy['files'])} | {copy['bytes'] / 1000:.0f} |" for code, copy in copies.items()]
    options.out.write_text("\n".join(lines) + "\n")
    print("\n".join(lines))


if __name__ == "__main__":
    main()
