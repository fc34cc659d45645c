"""The good site with extras and print fonts, for the tests of booklets, pictures and slides."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pypdfium2
import sites

FONTS = {"sv": "Noto Sans", "en": "Noto Sans", "ar": "Noto Sans Arabic"}


def project_with(folder: Path, *extras: str) -> Path:
    """A fresh copy of the good site whose languages can be printed, with ``extras``."""
    project = sites.good(folder)
    file = project / "content/languages.yaml"
    text = file.read_text("utf-8")
    for code, font in FONTS.items():
        text = text.replace(f"{code}:\n  tag:", f"{code}:\n  font: {font}\n  tag:", 1)
    file.write_text(text, "utf-8")
    if extras:
        site = project / "content/site.yaml"
        site.write_text(site.read_text("utf-8") + f"extras: [{', '.join(extras)}]\n", "utf-8")
    return project


def words(document: bytes, *numbers: int) -> str:
    """The words of some pages (all of them without ``numbers``), white space folded."""
    with pypdfium2.PdfDocument(document) as opened:
        chosen = [opened[number] for number in numbers] if numbers else list(opened)
        found = "\n".join(str(sheet.get_textpage().get_text_range()) for sheet in chosen)
    return " ".join(found.replace("\u200b", "").replace("\u2060", "").split())


STREAM = re.compile(rb"/Length (\d+)[^>]*?>>\s*stream\r?\n")
LENGTH = "PDFA2A-STREAM-LENGTH-001"


def failures(validator: Any, document: bytes, profile: str) -> list[str]:
    """What keeps a document from a profile, by the rules' names.

    page-validation takes a stream whose last byte happens to be CR (one in 256) and the line feed after it for one end of line, and
    finds the length wrong. It is right (ISO 32000-1, 7.3.8.1): looked at here by itself, and the complaint left out then only.
    """
    found = [failure.rule_id for failure in validator.validate_pdf_bytes(document, profile=profile).failures]
    if LENGTH in found:
        ends = [(match.end() + int(match[1])) for match in STREAM.finditer(document)]
        assert ends and all(re.match(rb"\r?\nendstream", document[end : end + 12]) for end in ends), "a stream's length is wrong"
        assert any(document[end - 1 : end] == b"\r" for end in ends)
        found.remove(LENGTH)
    return found


def modules_after(project: Path) -> set[str]:
    """The modules that a build of the project has loaded in a process of its own."""
    code = (
        "import sys; from press.cli import main; main(['build', '--project', sys.argv[1], '--jobs', '1', '--fresh']); "
        "print('\\n'.join(sys.modules), file=sys.stderr)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, str(project)], env=sites.environment(), capture_output=True, check=True, text=True
    )
    return set(ran.stderr.split())
