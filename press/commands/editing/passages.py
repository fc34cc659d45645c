"""A translation beside its source, section by section: how each stands, and what has changed in the source since."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from press.adapters import git
from press.checks.freshness import record_name, states
from press.commands import translations
from press.commands.editing.differences import Piece, pieces
from press.commands.editing.history import made_from, sections
from press.commands.editing.live import address_of
from press.commands.project import Project
from press.model import Made, Page
from press.problems import Message, say
from press.store.turn import ContentTurn


class Passage(NamedTuple):
    """A section: its id, its line in the translation (0: not there), what the source says, the state (``current``, ``stale``,
    ``unrecorded``, ``missing``, ``extra``), and how the source came to what it says now (none: not known)."""

    id: str
    line: int
    source: str
    state: str
    change: tuple[Piece, ...]


class Beside(NamedTuple):
    """A translation beside its source: the source page, the record of how the translation was made, its sections, and what
    should be said about the changes that are not shown."""

    source: Page
    made: Made | None
    passages: tuple[Passage, ...]
    why: Message | None


def beside(project: Project, page: Page) -> Beside | None:
    """A page, which may be on trial, beside its source; None for a text that is the source itself or has none."""
    site, folder = project.site, project.folders.project
    made = site.made.get((page.language, record_name(page)))
    table = site.table(page.kind)
    origin = (table.get((made.origin, page.name)) if made else None) or table.get((site.settings.source, page.name))
    if origin is None or page.language == site.settings.source or origin.language == page.language:
        return None
    texts = sections(origin, (folder / origin.path).read_text("utf-8-sig"))
    kinds = {state.id: state.kind for state in states(page, origin, made)}
    recorded = dict(made.sections) if made else {}
    wanted = {id: recorded[id] for id, kind in kinds.items() if kind == "stale"}
    old = _remembered(folder, origin, wanted)
    where = {section.id: section.line for section in page.sections}
    found = [
        Passage(section.id, where.get(section.id, 0), texts[section.id], kinds.get(section.id, "missing"), pieces(old[section.id], texts[section.id]) if section.id in old else ())
        for section in origin.sections
    ]
    found += [Passage(id, line, "", "extra", ()) for id, line in where.items() if id not in texts]
    return Beside(origin, made, tuple(found), _why(folder) if set(wanted) - set(old) else None)


def _why(folder: Path) -> Message:
    if not git.installed():
        return say("The program git is not on this machine, so it cannot be shown what has changed in the source.")
    if not git.inside(folder):
        return say("The project is not in a git repository, so it cannot be shown what has changed in the source.")
    return say("The text that a section was translated from is not in the project's git history, so it cannot be shown what has changed there.")


_found: dict[tuple[Path, str, str, str], str] = {}
"""Old texts of sections by project, file, id and fingerprint: what was found once in the history stays there."""


def _remembered(folder: Path, origin: Page, wanted: dict[str, str]) -> dict[str, str]:
    rest = {id: mark for id, mark in wanted.items() if (folder, origin.path, id, mark) not in _found}
    for id, text in made_from(folder, origin, rest).items():
        _found[folder, origin.path, id, rest[id]] = text
    return {id: _found[key] for id, mark in wanted.items() if (key := (folder, origin.path, id, mark)) in _found}


HOW = ("matches", "reviewed", "person", "machine")
"""What somebody says with a confirmation: that it says what the source says; that they have read all of it against the source; that they
have translated it; that a machine has."""


def fits(section: str, how: str, name: str) -> bool:
    """Whether that can be recorded: of a section only that it matches, of a whole translation the rest, with a name where there is somebody."""
    return how in HOW and (not section or how == "matches") and (how not in ("reviewed", "person") or bool(name))


def right_again(folder: Path, opened: Callable[[], Project], path: str, section: str, how: str, name: str) -> translations.Confirmed:
    """Record that a section, or (no ``section``) the whole translation in the file ``path``, is right. A review, and a translator, are of whole
    texts and have a ``name``. ``opened`` gives the project as it is, asked for when nobody else writes.

    Raises ValueError for what does not fit (:func:`fits`), KeyError for a path that is no text's."""
    if not fits(section, how, name):
        raise ValueError(how)
    made, by = (how, name if how == "person" else "") if how in ("person", "machine") else ("", "")
    with ContentTurn(folder):
        project = opened()
        code, kind, text = address_of(project.site, path)
        record = record_name(project.site.table(kind)[code, text])
        what = f"{record}#{section}" if section else record
        return translations.confirm(project, what, code, made, by, name if how == "reviewed" else "", project.today)
