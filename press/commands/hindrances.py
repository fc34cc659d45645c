"""What of the content holds back a thing that is to be printed: mistakes in its own texts, in facts and tables, not those of other texts."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from press.commands.letter_view import ReadSource
from press.commands.project import Project
from press.envelopes import Envelope
from press.model import FOLDERS
from press.problems import Problem
from press.readers.envelopes import read_envelopes

ENVELOPES = "content/envelopes.yaml"


def for_letters(project: Project) -> list[Problem]:
    """A mistake in a page is no reason to hold a letter back; one in a letter, a fact or a table is."""
    return [found for found in project.errors if not found.where.path.endswith(".md") or "/letters/" in found.where.path]


def for_sheet(project: Project, kind: str, languages: Sequence[str], page: str = "") -> list[Problem]:
    """A mistake in another text is no reason to hold a sheet back; one in its own, a fact or a table is."""
    name = page if kind == "handout" else f"{FOLDERS['sheet']}{kind}"
    return _own(project, {f"content/{code}/{name}.md" for code in (*languages, project.site.settings.source, "en")})


def for_slides(project: Project, languages: Sequence[str], kind: str) -> list[Problem]:
    """As for a sheet; the slides show the words of the sheet ``kind``."""
    return _own(project, {f"content/{code}/{FOLDERS['sheet']}{kind}.md" for code in languages})


def for_booklets(project: Project, languages: Sequence[str]) -> list[Problem]:
    """Mistakes in tables, and in all texts of the languages that the booklets may hold."""
    site = project.site
    codes = {site.settings.source} if languages else set()
    codes |= {code for name in languages if name in site.languages for code in site.languages[name].chain}
    return [found for found in project.errors if not found.where.path.endswith(".md") or found.where.path.split("/")[1] in codes]


def envelopes_of(read: ReadSource, problems: list[Problem]) -> Mapping[str, Envelope]:
    """The envelopes; a project without a file of its own has those the program brings."""
    try:
        data = read(ENVELOPES)
    except OSError:
        data = b""
    return read_envelopes(data, ENVELOPES, problems)


def _own(project: Project, texts: Collection[str]) -> list[Problem]:
    return [found for found in project.errors if not found.where.path.endswith(".md") or found.where.path in texts]
