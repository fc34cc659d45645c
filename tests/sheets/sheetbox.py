"""The repository's own project for the tests of sheets; texts it has not got come from texts/, so that sv, en and ar are there."""

from __future__ import annotations

import shutil
import tempfile
from functools import cache
from pathlib import Path

import sites

from press.commands.project import open_project
from press.commands.qr import Made
from press.commands.sheets import make_sheets
from press.makers.sheets import KINDS
from press.model import Site
from press.printed import Printed
from press.problems import Place

TEXTS = Path(__file__).parent / "texts"
OWN_TEXT = tuple(name for name in KINDS if name != "handout")
LINK = "https://omsverige.example/q/af"
DATE = "2026-11-29"


@cache
def folder() -> Path:
    """A copy of the project's content, completed."""
    made = Path(tempfile.mkdtemp(prefix="sheets-")) / "project"
    shutil.copytree(sites.ROOT / "content", made / "content")
    for text in sorted(TEXTS.rglob("*.md")):
        own = made / "content" / text.parent.name / "sheets" / text.name
        own.parent.mkdir(exist_ok=True)
        if not own.exists():
            shutil.copyfile(text, own)
    return made


@cache
def site() -> Site:
    """The site, with the address of every channel registered as printed, and no record of how sheets were translated."""
    found = open_project(folder(), 1).site
    printed = tuple(Printed(f"/q/{channel.address}", name, Place("test")) for name, channel in found.channels.items())
    made = {key: record for key, record in found.made.items() if not key[1].startswith("sheets/")}
    return found._replace(printed=printed, made=made)


def read(path: str, changed: dict[str, str] | None = None) -> bytes:
    """A file of the project; ``changed`` replaces some."""
    if changed and path in changed:
        return changed[path].encode()
    own = folder() / path
    return (own if own.is_file() else sites.ROOT / path).read_bytes()


def make(kind: str, *codes: str, changed: dict[str, str] | None = None, using: Site | None = None, **wishes: str) -> Made:
    """Make sheets of a kind."""
    channel = wishes.pop("channel", "affisch")
    return make_sheets(
        using or site(), kind, codes, channel, read_source=lambda path: read(path, changed), date=DATE, **wishes
    )


@cache
def pdf_of(kind: str, *codes: str, paper: str = "a4", page: str = "") -> bytes:
    """The only file of a kind, made without a problem but doubts about facts."""
    made = make(kind, *codes, paper=paper, page=page)
    assert not [str(found.what) for found in made.problems if "has not been verified" not in str(found.what)]
    ((_, document),) = made.files
    return document
