"""Recording what was changed: which files of the content, a sentence that says what, and who – kept in the project's own repository."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from press.adapters import git
from press.commands.editing.documents import Refused
from press.model import FOLDERS, Site
from press.problems import say
from press.readers.facts import read_facts

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


def proposal(project: Path, site: Site, files: Iterable[Unrecorded]) -> str:
    """A sentence for the record: the facts that differ, the values of those that have one before and after; the titles of texts,
    with the languages where these are others than the source's."""
    source = site.settings.source
    told: dict[str, list[str]] = {}
    for file in files:
        _, code, *_ = file.path.split("/")
        name = file.path.rpartition("/")[2].removesuffix(".md")
        if code == "facts":
            told |= {words: [] for words in _facts(project, file.path)}
        elif file.path.endswith(".md"):
            page = next((site.table(kind)[found, name] for kind in FOLDERS for found in (source, code) if (found, name) in site.table(kind)), None)
            told.setdefault(page.title if page else name, []).append(code)
        else:
            told.setdefault(file.path.removeprefix(f"{BELOW}/"), [])
    pieces = []
    for words, codes in told.items():
        others = sorted(set(codes) - {source})
        pieces.append(f"{words} ({', '.join(others)})" if others else words)
    line = "; ".join(pieces)
    return line if len(line) <= MOST else line[: MOST - 1].rsplit(" ", 1)[0].rstrip(";,") + " …"


def _facts(project: Path, path: str) -> Iterator[str]:
    """The facts of a file that are not as recorded: ``name: before → after`` where the value is another, else the name."""
    file = project / path
    now = {fact.name: fact for fact in read_facts(file.read_bytes() if file.is_file() else b"", path, [])}
    was = {fact.name: fact for fact in read_facts(git.recorded(project, path), path, [])}
    for name in dict.fromkeys((*now, *was)):
        new, old = now.get(name), was.get(name)
        if new is None or old is None or new.value != old.value:
            before, after = old.value if old else "", new.value if new else ""
            yield f"{name}: {before} → {after}" if before and after else name
        elif new._replace(place=old.place) != old:
            yield name


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
