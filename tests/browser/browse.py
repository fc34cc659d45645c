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
import fontpkg_noto_sans_thai
import justmytype_intl_africa
from playwright.sync_api import Browser, Page, Playwright, sync_playwright

PROGRAMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
PROBES = Path(__file__).resolve().parent / "probes"
SLOW = 120_000  # ms that a busy machine may take for one step before it counts as broken
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
    modules = (fontpkg_noto_sans, fontpkg_noto_sans_arabic, fontpkg_noto_sans_thai, justmytype_intl_africa)
    folders = "".join(f"<dir>{Path(str(module.__file__)).parent}</dir>" for module in modules)
    names = "".join(
        f"<family>{name}</family>" for name in ("Noto Sans", "Noto Sans Arabic", "Noto Sans Thai", "Noto Sans Ethiopic")
    )
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


def next_of(todo: queue.SimpleQueue[Any]) -> Any:
    """What is to be done next; None when nothing is left."""
    try:
        return todo.get_nowait()
    except queue.Empty:
        return None


class Crowd:
    """As many browsers as there are cores (at most four), each in a thread of its own, that share work among them."""

    def __init__(self) -> None:
        self.waiting: queue.SimpleQueue[Callable[[Browser | BaseException], None] | None] = queue.SimpleQueue()
        self.threads = [threading.Thread(target=self._live, daemon=True) for _ in range(min(4, os.cpu_count() or 1))]
        for thread in self.threads:
            thread.start()

    def _live(self) -> None:
        try:
            with browsing() as browser:
                while (errand := self.waiting.get()) is not None:
                    errand(browser)
        except BaseException as error:
            while (errand := self.waiting.get()) is not None:
                errand(error)

    def each(
        self, items: Iterable[Any], work: Callable[[Page, Any], list[Any]], script: str = "", **context: Any
    ) -> list[Any]:
        """``work(page, item)`` for every item; all they found. Each browser opens one page, with ``context``, and runs
        ``script`` in whatever is loaded into it. Raises queue.Empty when no browser has done anything for long."""
        todo: queue.SimpleQueue[Any] = queue.SimpleQueue()
        for item in items:
            todo.put(item)
        found: list[Any] = []
        ended: queue.SimpleQueue[BaseException | bool] = queue.SimpleQueue()  # False: an item is done, True: all are

        def errand(browser: Browser | BaseException) -> None:
            try:
                if isinstance(browser, BaseException):
                    raise browser
                page = browser.new_page(reduced_motion="reduce", **context)
                page.set_default_timeout(SLOW)
                if script:
                    page.add_init_script(script)
                while (item := next_of(todo)) is not None:
                    try:
                        found.extend(work(page, item))
                    except BaseException as error:
                        error.add_note(f"while looking at {item}")
                        raise
                    ended.put(False)
                page.close()
                ended.put(True)
            except BaseException as error:
                ended.put(error)

        for _ in self.threads:
            self.waiting.put(errand)
        left = len(self.threads)
        while left:
            said = ended.get(timeout=5 * SLOW / 1000)
            if isinstance(said, BaseException):
                raise said
            left -= said
        return found

    def close(self) -> None:
        """Send everybody home."""
        for _ in self.threads:
            self.waiting.put(None)
        for thread in self.threads:
            thread.join()


@functools.cache
def probe(name: str) -> str:
    """A JavaScript function that looks at a page from inside and returns the faults it sees."""
    return (PROBES / f"{name}.js").read_text(encoding="utf-8")


def report(faults: list[str], most: int = 25) -> str:
    """Faults for a person: all of them, but not all thousand."""
    more = [f"… and {len(faults) - most} more"] if len(faults) > most else []
    return "\n".join([f"{len(faults)} faults:", *faults[:most], *more])
