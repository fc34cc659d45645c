"""A desk for the tests: opened over a copy of a project, served from a thread, and looked at in a real browser."""

from __future__ import annotations

import gc
import json
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import sites
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from press.desk.app import Desk
from press.desk.verb import opened

AXE: str = AXE_SCRIPT
RUN = "() => axe.run(document).then(({violations}) => violations.flatMap(rule => rule.nodes.map(node => `${rule.id}: ${node.target} ${node.failureSummary}`)))"


class Opened(NamedTuple):
    """An open desk: where it is (``http://127.0.0.1:…/KEY``), the desk itself, and its project's folder."""

    address: str
    desk: Desk
    folder: Path

    def call(self, method: str, path: str, value: Any = None, **headers: str) -> tuple[int, Any]:
        """Ask as the desk's own scripts do: ``(status, JSON or text)``. ``value``: a JSON value, or bytes as they are."""
        data = value if isinstance(value, bytes) else None if value is None else json.dumps(value).encode()
        origin = self.address.rsplit("/", 1)[0]
        own = {"X-Desk": "1", "Origin": origin, "Sec-Fetch-Site": "same-origin", **{key.replace("_", "-"): text for key, text in headers.items()}}
        request = urllib.request.Request(self.address + path, data, {key: text for key, text in own.items() if text}, method=method)
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                status, found = answer.status, answer.read()
        except urllib.error.HTTPError as error:
            status, found = error.code, error.read()
        try:
            return status, json.loads(found)
        except ValueError:
            return status, found.decode("utf-8", "replace")


@contextmanager
def open_desk(folder: Path, speak: str = "sv") -> Iterator[Opened]:
    """A desk over the project in ``folder``; closed at the end."""

    def build(project: Path) -> int:
        return sites.command("build", "--project", project).code

    server, desk = opened(folder, 0, speak, build)
    mistakes: list[str] = []
    desk.mistaken = mistakes.append
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield Opened(f"http://127.0.0.1:{server.port}{desk.gate.root}", desk, folder)
    finally:
        server.close()
        thread.join(10)
        desk.close()
        gc.enable()
    assert not mistakes, "\n".join(mistakes)


def faults(page: Page) -> list[str]:
    """What axe finds wrong with a page as it is now."""
    page.evaluate(AXE)
    found: list[str] = page.evaluate(RUN)
    return found
