"""The browser: where it is found, with which typefaces it is started, and how a list of pages is shared by several of it."""

from __future__ import annotations

import functools
import os
import queue
import shutil
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import fontpkg_noto_sans
import fontpkg_noto_sans_arabic
from playwright.sync_api import Browser, Playwright, sync_playwright

PROGRAMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
PROBES = Path(__file__).resolve().parent / "probes"
WIDTHS = (320, 1280)
SCHEMES = ("light", "dark")


def chromium() -> str | None:
    """The browser's path: what OMSVERIGE_CHROMIUM says, else the first that is installed."""
    named = os.environ.get("OMSVERIGE_CHROMIUM")
    return shutil.which(named) if named else next(filter(None, map(shutil.which, PROGRAMS)), None)


@functools.cache
def typefaces() -> str:
    """A fontconfig file with the typefaces of the letters only: the same on every machine, and those of most telephones."""
    folder = Path(tempfile.mkdtemp(prefix="omsverige-fonts-"))
    modules = (fontpkg_noto_sans, fontpkg_noto_sans_arabic)
    folders = "".join(f"<dir>{Path(str(module.__file__)).parent / 'files'}</dir>" for module in modules)
    names = "<family>Noto Sans</family><family>Noto Sans Arabic</family>"
    aliases = "".join(
        f"<alias binding='same'><family>{name}</family><prefer>{names}</prefer></alias>"
        for name in ("system-ui", "sans-serif", "serif", "monospace")
    )
    file = folder / "fonts.conf"
    file.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">'
        f"<fontconfig>{folders}<cachedir>{folder}</cachedir>{aliases}</fontconfig>"
    )
    return str(file)


def launch(driver: Playwright) -> Browser:
    """Start the browser."""
    environment: dict[str, Any] = {**os.environ, "FONTCONFIG_FILE": typefaces()}
    return driver.chromium.launch(executable_path=chromium(), env=environment)


@contextmanager
def browsing() -> Iterator[Browser]:
    """A browser of one's own, for a thread."""
    with sync_playwright() as driver:
        browser = launch(driver)
        try:
            yield browser
        finally:
            browser.close()


def crowd(items: Iterable[Any], work: Callable[[Browser, Any], list[Any]], browsers: int = 0) -> list[Any]:
    """``work(browser, item)`` for every item, by as many browsers as there are cores (at most four); all they found."""
    waiting: queue.SimpleQueue[Any] = queue.SimpleQueue()
    for item in items:
        waiting.put(item)
    found: list[Any] = []
    broken: list[BaseException] = []

    def one() -> None:
        try:
            with browsing() as browser:
                while not broken:
                    found.extend(work(browser, waiting.get_nowait()))
        except queue.Empty:
            pass
        except BaseException as error:
            broken.append(error)

    threads = [threading.Thread(target=one) for _ in range(browsers or min(4, os.cpu_count() or 1))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if broken:
        raise broken[0]
    return found


@functools.cache
def probe(name: str) -> str:
    """A JavaScript function that looks at a page from inside and returns the faults it sees."""
    return (PROBES / f"{name}.js").read_text(encoding="utf-8")


def report(faults: list[str], most: int = 25) -> str:
    """Faults for a person: all of them, but not all thousand."""
    more = [f"… and {len(faults) - most} more"] if len(faults) > most else []
    return "\n".join([f"{len(faults)} faults:", *faults[:most], *more])
