"""The real Firefox, driven by ``tests/tools/firefox.mjs``."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from .finished import Site
from .looking import AXE, OPTIONS, RUN

PROGRAM = Path(__file__).resolve().parents[1] / "tools" / "firefox.mjs"


def in_firefox(real: Site, address: str, pages: list[str], widths: tuple[int, ...], scripts: bool) -> tuple[int, list[str]]:
    """How many pages of an address were seen in Firefox, each in all widths, and their faults; with ``scripts`` what those do, too."""
    firefox = shutil.which("firefox-esr") or shutil.which("firefox")
    if firefox is None:
        raise pytest.UsageError("The tests need Firefox. Debian: apt-get install --no-install-recommends firefox-esr")
    safe = [page.rpartition("/")[2] for page in real.pages if "safe" in real.trees[page].find("body").classes]
    asked = {
        "address": address, "firefox": firefox, "pages": pages, "widths": widths, "safe": safe, "scripts": scripts,
        "axe": AXE, "run": RUN, "options": OPTIONS,
    }  # fmt: skip
    done = subprocess.run(
        ["node", str(PROGRAM)], input=json.dumps(asked), capture_output=True, text=True, timeout=1800, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    found = json.loads(done.stdout)
    return found["seen"], found["faults"]
