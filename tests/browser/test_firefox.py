"""The same site in Firefox: every kind of page from 320 to 1,920 px with axe, and what its scripts do."""

from __future__ import annotations

import json
import shutil
import subprocess

import pytest

from .browse import report
from .conftest import JAR
from .finished import SCRIPTS, Site
from .looking import AXE, OPTIONS, RUN

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PROGRAM = JAR.parents[4] / "firefox.mjs"
WIDTHS = (320, 800, 1920)
FEATURES = 7  # pages that the program opens beside those it is given


def test_firefox_shows_every_kind_of_page_and_runs_every_script(real: Site) -> None:
    firefox = shutil.which("firefox-esr") or shutil.which("firefox")
    if firefox is None:
        raise pytest.UsageError("The tests need Firefox. Debian: apt-get install --no-install-recommends firefox-esr")
    pages = [page for code in ("sv", *SCRIPTS) for page in real.kinds(code).values()] + ["/", "/404.html"]
    safe = [page.rpartition("/")[2] for page in real.pages if "safe" in real.trees[page].find("body").classes]
    asked = {
        "address": real.address, "firefox": firefox, "pages": pages, "widths": WIDTHS, "safe": safe,
        "axe": AXE, "run": RUN, "options": OPTIONS,
    }  # fmt: skip
    done = subprocess.run(
        ["node", str(PROGRAM)], input=json.dumps(asked), capture_output=True, text=True, timeout=1800, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    found = json.loads(done.stdout)
    assert found["seen"] == len(pages) * len(WIDTHS) + FEATURES
    assert not found["faults"], report(found["faults"])
