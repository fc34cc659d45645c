"""Each test of the desk has a desk of its own over a copy of a project."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import sites
from playwright.sync_api import Browser, Page

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent), str(HERE.parent / "letters"), str(HERE.parent / "visits")]

from desktop import Opened, open_desk  # noqa: E402


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of the browser; a script that stops at an error is a failure."""
    context = browser.new_context(accept_downloads=True)
    found, errors = context.new_page(), list[str]()
    found.on("pageerror", lambda error: errors.append(str(error)))
    yield found
    context.close()
    assert not errors


@pytest.fixture
def whole(tmp_path: Path) -> Path:
    """A copy of the project itself: all its texts in all its languages."""
    folder = tmp_path / "project"
    for name in ("content", "locales", "templates"):
        shutil.copytree(sites.ROOT / name, folder / name)
    return folder


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Opened]:
    """A desk over a copy of the good site."""
    with open_desk(sites.good(tmp_path / "good")) as found:
        yield found
