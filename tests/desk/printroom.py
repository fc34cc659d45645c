"""What the tests of printing share: a small site that can be printed, lists of made-up people, and a real desk as a process of its own."""

from __future__ import annotations

import io
import os
import re
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import crowd
import sites
from playwright.sync_api import Page, expect

HEADING = "Namn;Adress;Postnr;Ort;Språk;Sekretess"
NAME = "Zyxwqvist"
"""A name that nobody has and that stands nowhere else."""
FONTS = {"Latn": "Noto Sans", "Arab": "Noto Sans Arabic"}
LANGUAGES = ("arabiska", "svenska", "engelska")


def printable(folder: Path) -> Path:
    """The good site, its languages given the fonts that it has no use for itself."""
    project = sites.good(folder)
    table = project / "content" / "languages.yaml"
    text = table.read_text("utf-8")
    for script, font in FONTS.items():
        text = text.replace(f"  script: {script}\n", f"  script: {script}\n  font: {font}\n")
    table.write_text(text, "utf-8")
    return project


def people(count: int) -> list[str]:
    """As many right rows, no two of them alike."""
    return [f"{NAME} {number};Provgatan {number};111 22;Provstad;{LANGUAGES[number % 3]};" for number in range(1, count + 1)]


def listed(rows: Sequence[str], heading: str = HEADING) -> bytes:
    """A list as CSV, as Excel writes it."""
    return ("\r\n".join([heading, *rows]) + "\r\n").encode("utf-8-sig")


def many(path: Path, count: int) -> None:
    """A long list of all kinds of right rows, the last of them of the name that nobody has."""
    languages = {code: crowd.SPELLINGS[code] for code in ("sv", "en", "ar")}
    crowd.write(path, count - 1, faulty=0.0, languages=languages)
    with path.open("a", encoding="cp1252", newline="") as file:
        file.write(f"{NAME} 1;;Provgatan 1;;111 22;Provstad;;svenska;;\r\n")


def workbook(rows: Sequence[str]) -> bytes:
    """A list as a workbook."""
    import xlsxwriter

    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Mottagare")
        for number, row in enumerate([HEADING, *rows]):
            sheet.write_row(number, 0, row.split(";"))
    return file.getvalue()


def bomb() -> bytes:
    """A workbook that unpacks to far more than it should."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook(people(1)))) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
        new.writestr("xl/worksheets/sheet2.xml", b"0" * 20_000_000)
    return file.getvalue()


def holding(folders: Sequence[Path], name: bytes) -> list[Path]:
    """The files in which ``name`` stands, by itself or as the letters of a PDF (UTF-16), or that are called so."""
    wide = name.decode().encode("utf-16-be")
    found = []
    for folder in folders:
        for path in folder.rglob("*"):
            if name.decode() in path.name:
                found.append(path)
            elif path.is_file() and not path.is_symlink():
                data = path.read_bytes()
                if name in data or wide in data:
                    found.append(path)
    return found


def send(page: Page, name: str, data: bytes) -> None:
    """Choose a list, and wait until its job is open and read."""
    page.set_input_files("#file", {"name": name, "mimeType": "application/octet-stream", "buffer": data})
    expect(page).to_have_url(re.compile(r"/letters/[0-9a-f]{16}$"))
    read(page)


def read(page: Page) -> None:
    """Wait until the list has been read."""
    expect(page.locator("#counts li")).to_have_count(4, timeout=20_000)


def finished(page: Page) -> None:
    """Wait until the letters are made."""
    expect(page.locator("#finished")).to_be_visible(timeout=60_000)


class Running:
    """A desk as people start it: a process of its own."""

    def __init__(self, project: Path, speak: str = "sv") -> None:
        command = [sys.executable, "-m", "press", "desk", "--project", str(project), "--port", "0", "--no-browser", "--speak", speak]
        self.process = subprocess.Popen(command, env=sites.environment(PYTHONUNBUFFERED="1"), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        assert self.process.stdout is not None
        found = re.search(r"http://\S+", self.process.stdout.readline())
        assert found, "the desk says where it is"
        self.address = found[0].rstrip("/")
        self.said = found.string

    def end(self, sign: signal.Signals = signal.SIGINT) -> str:
        """End it as Ctrl-C does, or kill it; everything it has said."""
        self.process.send_signal(sign)
        out, _ = self.process.communicate(timeout=30)
        return self.said + out


@contextmanager
def running(project: Path, speak: str = "sv") -> Iterator[Running]:
    """A desk as a process of its own, which never outlives the test."""
    found = Running(project, speak)
    try:
        yield found
    finally:
        if found.process.poll() is None:
            found.process.kill()
            found.process.communicate(timeout=30)


def gone(number: int) -> bool:
    """Whether no process of that number runs any more."""
    for _ in range(100):
        try:
            os.kill(number, 0)
        except ProcessLookupError:
            return True
        if (Path("/proc") / str(number) / "stat").is_file() and " Z " in (Path("/proc") / str(number) / "stat").read_text():
            return True
        time.sleep(0.05)
    return False
