"""Open a project: folders, ledger, templates, the Site and every problem in it. What all verbs begin with."""

from __future__ import annotations

import gc
import os
import time
from pathlib import Path
from typing import NamedTuple

from press import checks, library
from press.adapters.processes import cores
from press.adapters.templates import TemplateMistake, Templates
from press.library import Folders
from press.model import Site
from press.problems import Place, Problem, in_order, say
from press.store.ledger import Ledger, program_digest
from press.store.sources import Sources

PROGRAM = Path(__file__).resolve().parents[2]


class Project(NamedTuple):
    """An opened project. ``today`` is an ISO date (UTC), or what OMSVERIGE_TODAY says, so that runs can be repeated; ``read`` gives the
    bytes of its files by their paths, those of templates that it lacks from the program."""

    folders: Folders
    ledger: Ledger
    templates: Templates
    site: Site
    problems: tuple[Problem, ...]
    today: str
    jobs: int
    read: Sources

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that stop a build."""
        return tuple(problem for problem in self.problems if problem.severity == "error")


def today() -> str:
    """Today's date, ISO, UTC."""
    return os.environ.get("OMSVERIGE_TODAY") or time.strftime("%Y-%m-%d", time.gmtime())


def open_project(path: Path, jobs: int = 0, fresh: bool = False) -> Project:
    """Read the project in ``path`` and check it. ``jobs`` 0 means one per core."""
    gc.disable()  # everything read stays until the process ends: collecting it is work for nothing
    folders = Folders(path.resolve(), PROGRAM)
    ledger = Ledger(folders.project, program_digest(PROGRAM), fresh)
    templates = folders.templates()
    number, read = jobs or cores(), Sources(folders.project, folders.program)
    try:
        site = library.load(folders, ledger, templates, number)
    except TemplateMistake as mistake:
        site = library.load(folders, ledger, Templates(()), number)  # a broken template hides no mistake in the texts
        found = (template_problem(mistake), *checks.everything(site, today()))
        return Project(folders, ledger, templates, site, in_order(found), today(), number, read)
    return Project(folders, ledger, templates, site, checks.everything(site, today()), today(), number, read)


def template_problem(mistake: TemplateMistake) -> Problem:
    """A designer's mistake in a template, as a Problem."""
    return Problem(
        Place(f"templates/{mistake.path}", mistake.line),
        say("The template cannot be used: %(reason)s.", reason=mistake.reason.rstrip(".")),
        say("Undo the last change to it, or correct that line; docs/design.md lists what a template may use."),
    )
