"""Lighthouse on five kinds of page in three languages. `python3 bench/lighthouse.py` (in the tests' environment; fetches Lighthouse by npm).

Gated are accessibility, best practices and SEO, which say the same every time. Performance is told, not gated: it is of this machine and hour
(bench/newcomers.py measures what it is about). The site is built and served as it is; pages name their real address as canonical.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from press.commands.project import open_project  # noqa: E402
from press.commands.publish import publish  # noqa: E402
from press.commands.serve import server  # noqa: E402
from tests.browser.browse import chromium  # noqa: E402

VERSION = "12.8.2"
LANGUAGES = ("sv", "ar", "th")
PAGES = {"start": "", "topic": "work.html", "table": "economy.html", "violence": "support.html", "county": "local-stockholm.html"}
GATED = ("accessibility", "best-practices", "seo")
FLAGS = "--headless=new --no-sandbox --disable-gpu"


def scores(program: Path, address: str, out: Path) -> dict[str, float]:
    """The scores of a page, 0–100, by category; what failed in a gated one is printed."""
    command = [
        "node", str(program), address, "--quiet", "--output=json", f"--output-path={out}", f"--chrome-flags={FLAGS}",
        f"--only-categories={','.join((*GATED, 'performance'))}",
    ]  # fmt: skip
    subprocess.run(command, check=True, env={**os.environ, "CHROME_PATH": chromium() or ""}, capture_output=True)
    report = json.loads(out.read_text())
    for category in GATED:
        for audit in report["categories"][category]["auditRefs"]:
            found = report["audits"][audit["id"]]
            if audit["weight"] and found["score"] is not None and found["score"] < 1:
                print(f"  {address} {category}: {found['title']} {json.dumps(found.get('details', {}).get('items', []))[:300]}")
    return {name: 100 * value["score"] for name, value in report["categories"].items()}


def main() -> int:
    """Measure, write the table; 1 if a gated score is below 100."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tools", type=Path, help="a folder where Lighthouse is installed already")
    parser.add_argument("--out", type=Path, default=ROOT / "bench" / "results" / "lighthouse.md")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        tools = options.tools or Path(folder)
        if not options.tools:
            command = ["npm", "install", "--silent", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", folder]
            subprocess.run([*command, f"lighthouse@{VERSION}"], check=True)
        program, site = tools / "node_modules" / "lighthouse" / "cli" / "index.js", Path(folder) / "site"
        report = publish(open_project(ROOT), site)
        assert report.published, report.problems
        served = server(site, 0)
        threading.Thread(target=served.serve_forever, daemon=True).start()
        base = f"http://127.0.0.1:{served.server_address[1]}"
        rows = {}
        for code in LANGUAGES:
            for kind, page in PAGES.items():
                rows[code, kind] = scores(program, f"{base}/{code}/{page}", Path(folder) / "report.json")
                print(code, kind, rows[code, kind], flush=True)
        served.shutdown()
    lines = ["# Lighthouse", "", f"Version {VERSION}. Repeat: `python3 bench/lighthouse.py`.", ""]
    lines += ["| page | language | accessibility | best practices | SEO | performance (this machine) |", "|---|---|---:|---:|---:|---:|"]
    for (code, kind), row in rows.items():
        lines.append(f"| {kind} | {code} | " + " | ".join(f"{row[name]:.0f}" for name in (*GATED, "performance")) + " |")
    options.out.write_text("\n".join(lines) + "\n")
    return int(any(row[name] < 100 for row in rows.values() for name in GATED))


if __name__ == "__main__":
    sys.exit(main())
