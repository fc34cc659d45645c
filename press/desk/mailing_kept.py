"""What the room of letters keeps between requests: the bench with its jobs, and, in memory only, what was read of each last."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from press.commands.printroom import mailing_choices as choosing
from press.commands.printroom import mailing_desk as jobs
from press.commands.printroom.mailing_choices import Checked, Choices
from press.commands.project import Project
from press.desk.app import Desk
from press.desk.requests import by_name
from press.store.bench import Bench

BENCH, LOOKED = "bench", "letters"


def bench_of(desk: Desk) -> Bench:
    """The desk's bench, the same in all requests."""
    with desk.lock:
        if BENCH not in desk.kept:
            desk.kept[BENCH] = Bench(desk.folder)
        bench: Bench = desk.kept[BENCH]
        return bench


def folder(desk: Desk, job: str) -> Path:
    """The folder of a job. Raises :class:`Nothing` for one that is not this desk's."""
    with by_name():
        return bench_of(desk).path(job)


def drop(desk: Desk, job: str) -> None:
    """Delete a job and what was read of it. Raises :class:`Nothing` for one that is not this desk's, or that another window deletes already."""
    kept_of(desk).pop(job, None)
    with by_name(KeyError, FileNotFoundError):
        bench_of(desk).drop(job)


class Looked(NamedTuple):
    """What was read last of a job: the project as it was then, the choices, what came of them, the pages of the last proof."""

    project: Project
    choices: Choices
    checked: Checked
    pictures: tuple[bytes, ...] = ()


def kept_of(desk: Desk) -> dict[str, Looked]:
    """What was read last of each job. Only ever in memory."""
    with desk.lock:
        looked: dict[str, Looked] = desk.kept.setdefault(LOOKED, {})
        return looked


def look(desk: Desk, name: str, choices: Choices) -> Checked:
    """The recipients read by these choices; read again only where the site, or choices that count for it, are others."""
    project, before = desk.project(), kept_of(desk).get(name)
    if before is not None and before.project is project and before.choices._replace(out="") == choices._replace(out=""):
        kept_of(desk)[name] = before._replace(choices=choices)
        return before.checked
    rows = before.checked.recipients if before is not None and before.project is project and choosing.same_rows(before.choices, choices) else None
    checked = choosing.checked(project, project.read, folder(desk, name) / jobs.FILE, choices, rows)
    if checked.order is not None or before is None:  # what cannot be ordered is answered, and not kept as what was chosen
        kept_of(desk)[name] = Looked(project, choices, checked)
    return checked


def known(desk: Desk, job: str) -> tuple[Choices, Checked]:
    """A job's choices as they were last, and what came of them. Raises :class:`Nothing` for a job that is not this desk's."""
    path, before = folder(desk, job), kept_of(desk).get(job)
    if before is not None:
        return before.choices, look(desk, job, before.choices)
    wish = jobs.wish_of(path)
    choices = wish.choices if wish else choosing.usual(desk.project().site, desk.project().today)
    return choices, look(desk, job, choices)
