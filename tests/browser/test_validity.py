"""The Nu HTML checker (validator.w3.org's own) over every HTML, CSS and SVG file: no error and no warning."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from .conftest import JAR
from .finished import Site

ALLOWED = {"appears to be written in Kurdish but": "kmr is Kurmanji's own code (ISO 639-3); ku would not tell it from Sorani"}
"""Messages that are let through, by a part of their text, each with its reason."""

BAD_PAGE = """<!doctype html>
<html lang="sv"><head><title>Dålig</title></head><body><p><div></p><img src="x.png"><a hreflang="no such">a</a></body></html>
"""


@pytest.fixture(scope="module")
def messages(sites: tuple[Site, ...], tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """All that the checker says about both sites, and about three bad files that prove that it looks."""
    bad = tmp_path_factory.mktemp("bad")
    (bad / "bad.html").write_text(BAD_PAGE)
    (bad / "bad.css").write_text("p { colour: red; margin: 3 }\n")
    (bad / "bad.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"><circle radius="3"/></svg>\n')
    options = ["--also-check-css", "--also-check-svg", "--skip-non-html", "--format", "json", "--stdout"]
    folders = [str(site.folder) for site in sites]
    command = ["java", "-Xss4m", "-jar", str(JAR), *options, *folders, str(bad)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stdout.startswith("{"), done.stdout + done.stderr
    found: list[dict[str, Any]] = json.loads(done.stdout)["messages"]
    return found


def test_the_checker_looks_at_html_css_and_svg(messages: list[dict[str, Any]]) -> None:
    blamed = {Path(message["url"]).name for message in messages if "/bad" in message["url"]}
    assert blamed == {"bad.html", "bad.css", "bad.svg"}


def test_every_file_is_valid(messages: list[dict[str, Any]]) -> None:
    faults = [
        f"{message['url']}:{message.get('lastLine')}: {message['type']}: {message['message']}"
        for message in messages
        if "/bad" not in message["url"] and not any(part in message["message"] for part in ALLOWED)
    ]
    assert not faults, "\n".join(faults)
