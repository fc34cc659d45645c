"""Recording what was changed: which files of the content, a sentence that says what, and who – kept in the project's own repository."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from press.adapters import git
from press.commands.documents import Refused
from press.model import Site
from press.problems import say

BELOW = "content"
MOST = 72
"""Letters of a first line, as everybody who reads such records expects."""


class Unrecorded(NamedTuple):
    """A file that differs from what is recorded: ``new``, ``changed`` or ``gone``."""

    sort: str
    path: str


def unrecorded(project: Path) -> list[Unrecorded] | None:
    """The files of the content that differ from what is recorded; None where the project is in no repository."""
    if not git.there(project):
        return None
    try:
        return [Unrecorded(*pair) for pair in git.differing(project, BELOW)]
    except git.GitMistake:
        return None


def proposal(site: Site, files: Iterable[Unrecorded]) -> str:
    """A sentence for the record, in the language of the texts: what was changed, by titles; the languages where they are others."""
    titles = {page.path: (page.title, page.language) for page in site.texts}
    told: dict[str, list[str]] = {}
    for file in files:
        title, code = titles.get(file.path, (file.path.removeprefix(f"{BELOW}/").removesuffix(".md"), ""))
        source = site.pages.get((site.settings.source, file.path.rpartition("/")[2].removesuffix(".md")))
        told.setdefault(source.title if source and code else title, []).append(code)
    pieces = []
    for title, codes in told.items():
        others = sorted({code for code in codes if code and code != site.settings.source})
        pieces.append(f"{title} ({', '.join(others)})" if others else title)
    line = "; ".join(pieces)
    return line if len(line) <= MOST else line[: MOST - 1].rsplit(" ", 1)[0].rstrip(";,") + " …"


def record(project: Path, paths: Iterable[str], message: str, by: str) -> str:
    """Record these files with ``message`` and, beneath it, who changed them. Gives the record's short name. Raises :class:`Refused`."""
    chosen = list(dict.fromkeys(paths))
    known = {file.path for file in unrecorded(project) or ()}
    if not chosen or not set(chosen) <= known:
        raise Refused(say("These files are recorded already, or are none of the content."), say("Load the page again."))
    if not message.strip():
        raise Refused(say("There is no sentence that says what was changed."), say("Write one."))
    text = message.strip() + (f"\n\n{by.strip()}" if by.strip() else "")
    try:
        return git.record(project, chosen, text)
    except git.GitMistake as mistake:
        fix = say("Nothing of your texts is lost. Show this to whoever looks after the project’s repository.")
        raise Refused(say("The change could not be recorded: %(reason)s", reason=str(mistake)[:300]), fix) from None
