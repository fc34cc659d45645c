"""WebKit, the engine of Safari and so of every iPhone: WebKitGTK in a window of its own, driven by WebDriver (W3C) and looked at where
it paints, on the memory of its screen. What a page says of itself is not enough: text may be there for the engine and not be painted."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import struct
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from .browse import typefaces

BROWSERS = sorted(Path("/usr/lib").glob("*/webkit2gtk-4.*/MiniBrowser"))
"""Where Debian puts the small browser that WebKit's driver opens."""
SCREEN = (1000, 900)
PATIENCE = 60
"""Seconds for an answer of the browser: a machine with other work is no reason to fail."""

PAINTED = "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 150)));"


def lacking() -> list[str]:
    """What is not on this machine of what these tests need."""
    found = {"WebKitWebDriver": shutil.which("WebKitWebDriver"), "Xvfb": shutil.which("Xvfb"), "MiniBrowser": BROWSERS}
    return [name for name, there in found.items() if not there]


class Phone:
    """A browser window about as wide as a telephone."""

    def __init__(self, port: int, screen: Path) -> None:
        self.root, self.screen = f"http://127.0.0.1:{port}", screen
        options = {"webkitgtk:browserOptions": {"binary": str(BROWSERS[-1]), "args": ["--automation"]}}
        self.session = self._call("POST", "/session", {"capabilities": {"alwaysMatch": options}})["sessionId"]
        self.ask("POST", "/window/rect", {"x": 0, "y": 0, "width": 400, "height": 860})

    def _call(self, method: str, path: str, body: Any) -> Any:
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.root + path, data, {"Content-Type": "application/json"}, method=method)
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
                return json.loads(answer.read())["value"]
        except urllib.error.HTTPError as error:
            raise RuntimeError(error.read().decode()[:400]) from None

    def ask(self, method: str, path: str, body: Any = None) -> Any:
        """A command of WebDriver in this session."""
        return self._call(method, f"/session/{self.session}{path}", body)

    def go(self, address: str) -> None:
        """Open a page, and wait until it is loaded."""
        self.ask("POST", "/url", {"url": address})

    def run(self, script: str, *arguments: Any) -> Any:
        """What a function's body returns in the page."""
        return self.ask("POST", "/execute/sync", {"script": script, "args": list(arguments)})

    def wait(self, script: str, *arguments: Any) -> Any:
        """The first true value that a function's body returns in the page; the last one when none comes."""
        end = time.monotonic() + PATIENCE
        while not (found := self.run(script, *arguments)) and time.monotonic() < end:
            time.sleep(0.1)
        return found

    def type(self, selector: str, keys: str) -> None:
        """Type into the first element that is chosen."""
        element = next(iter(self.ask("POST", "/element", {"using": "css selector", "value": selector}).values()))
        self.ask("POST", f"/element/{element}/value", {"text": keys})

    def press(self, selector: str) -> None:
        """Press the first element that is chosen, by its own ``click``: WebKit's driver finds no place to press in a link of two lines."""
        self.run("document.querySelector(arguments[0]).click()", selector)

    def picture(self) -> Image.Image:
        """What the window shows of the page: the screen's memory (an XWD file, X Window System) below the window's own bar, when what
        has been done to the page until now is painted."""
        self.ask("POST", "/execute/async", {"script": PAINTED, "args": []})
        data = self.screen.read_bytes()
        head = struct.unpack(">25I", data[:100])
        size, width, height, line, colours = head[0], head[4], head[5], head[12], head[19]
        whole = Image.frombuffer("RGB", (width, height), data[size + 12 * colours :][: line * height], "raw", "BGRX", line, 1)
        window = self.ask("GET", "/window/rect")
        bottom = window["y"] + window["height"]
        inside = self.run("return [innerWidth, innerHeight]")
        return whole.crop((window["x"], bottom - inside[1], window["x"] + inside[0], bottom))


@contextmanager
def phone() -> Iterator[Phone]:
    """A window of WebKit on a screen of its own; nothing of it is left afterwards."""
    if missing := lacking():
        raise pytest.UsageError(f"The tests need WebKit ({', '.join(missing)}). Debian: apt-get install --no-install-recommends webkit2gtk-driver xvfb")
    with tempfile.TemporaryDirectory(prefix="omsverige-webkit-") as folder, socket.socket() as free:
        reading, writing = os.pipe()
        sizes = f"{SCREEN[0]}x{SCREEN[1]}x24"
        quiet: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "start_new_session": True}
        screen = subprocess.Popen(["Xvfb", "-displayfd", str(writing), "-screen", "0", sizes, "-fbdir", folder], pass_fds=[writing], **quiet)
        os.close(writing)
        with os.fdopen(reading) as number:
            display = f":{number.readline().strip()}"
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        own = {"DISPLAY": display, "HOME": folder, "XDG_RUNTIME_DIR": folder, "FONTCONFIG_FILE": typefaces(), "WEBKIT_DISABLE_COMPOSITING_MODE": "1", "GDK_BACKEND": "x11", "LIBGL_ALWAYS_SOFTWARE": "1"}
        driver = subprocess.Popen(["WebKitWebDriver", f"--port={port}"], env={**os.environ, **own}, **quiet)
        try:
            _listening(port)
            found = Phone(port, Path(folder) / "Xvfb_screen0")
            yield found
            found.ask("DELETE", "")
        finally:
            for process in (driver, screen):
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def _listening(port: int) -> None:
    end = time.monotonic() + PATIENCE
    while True:
        try:
            return socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)
