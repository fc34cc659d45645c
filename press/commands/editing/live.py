"""A project kept open: read anew when its files have changed, with texts on trial in the place of those on the disk."""

from __future__ import annotations

import gc
import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from press import checks
from press.adapters.templates import TemplateMistake
from press.commands.project import Project, open_project, template_problem
from press.commands.site_plan import making_of, site_plan
from press.makers.pages import make_page
from press.makers.places import county_view, make_county, rendered
from press.model import FOLDERS, Fact, Page, Site, frozen
from press.problems import Place, Problem
from press.readers.pages import read_page
from press.store.keys import Key

WATCHED = ("content", "templates", "locales")


class Shown(NamedTuple):
    """A page as readers would see it (empty when it cannot be shown), and every problem of the project, with the text on trial in it."""

    html: bytes
    problems: tuple[Problem, ...]


class Live:
    """The project of a program that lives on. Its methods may be called from several threads: one of them at a time reads the project,
    and what it has read is frozen, so that nobody waits for what others make of it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._reading = threading.Lock()
        self._seen: tuple[tuple[str, int, int], ...] = ()
        self._project: Project | None = None

    def project(self) -> Project:
        """The project as it is on the disk now. One process reads it: threads and forks do not go together. It does not wait for the
        content's turn: what it reads of a change that is only half written it reads anew when it is asked next."""
        with self._reading:
            seen = tuple(_stamps(self.folder))
            if self._project is None or seen != self._seen:
                self._project, self._seen = open_project(self.folder, 1), seen
                gc.enable()  # this process does not end soon
            return self._project

    def with_text(self, path: str, data: bytes) -> tuple[Project, Page]:
        """The project with ``data`` as the text of the file ``path`` (``content/ar/work.md``), which need not be there yet,
        and that text read. Raises KeyError for a path that is no text's."""
        project, page = self.tried(path, data)
        return project._replace(problems=checks.everything(project.site, project.today)), page

    def tried(self, path: str, data: bytes) -> tuple[Project, Page]:
        """The same, not checked."""
        project = self.project()
        site = project.site
        code, kind, name = address_of(site, path)
        source, known = code == site.settings.source, site.table(kind).get((code, name))
        page = read_page(data, path, code, name, kind, source, bool(site.languages[code].lix), known)
        table = frozen({**site.table(kind), (code, name): page})
        if kind == "page":
            tried = site._replace(pages=table)
        else:
            tried = site._replace(letters=table) if kind == "letter" else site._replace(sheets=table)
        return project._replace(site=tried, problems=()), page

    def show(self, path: str, data: bytes, base_url: str) -> Shown:
        """The page of a text on trial, its links beginning with ``base_url``; letters, sheets and texts of a language that is not
        published have problems only."""
        return _shown(*self.with_text(path, data), base_url)

    def glance(self, path: str, data: bytes, base_url: str) -> Shown:
        """The same in a fraction of the time, with the problems of that very text only."""
        project, page = self.tried(path, data)
        return _shown(project._replace(problems=checks.of_text(project.site, page, project.today)), page, base_url)

    def page(self, code: str, name: str, base_url: str) -> bytes:
        """A page of the project as it is on the disk, a draft among them. Raises KeyError where there is none."""
        project = self.project()
        begun = project.site.begun.get(("page", code, name))
        if begun is not None:
            project, _ = self.tried(begun.path, (self.folder / begun.path).read_bytes())
        return _made(project, code, name, base_url)

    def asset(self, path: str, base_url: str) -> bytes | None:
        """A file that pages ask for, ``assets/icon.svg`` or ``images/….png``; None where there is none."""
        for output in site_plan(_at(self.project(), base_url)).outputs:
            if output.path == path and output.maker == "asset":
                view = output.view()
                return output.make(view, Key(output.maker, view))
        return None


def address_of(site: Site, path: str) -> tuple[str, str, str]:
    """``(language code, kind, name)`` of a text's file. Raises KeyError for a path that is no text's."""
    parts = path.split("/")
    kinds = {tuple(folder.rstrip("/").split("/")) if folder else (): kind for kind, folder in FOLDERS.items()}
    kind = kinds.get(tuple(parts[2:-1]))
    if parts[0] != "content" or kind is None or not parts[-1].endswith(".md") or parts[1] not in site.languages:
        raise KeyError(path)
    return parts[1], kind, parts[-1].removesuffix(".md")


def _at(project: Project, base_url: str) -> Project:
    """The project as an edition at another address and without extras, which cost time and are not looked at."""
    settings = project.site.settings._replace(base_url=base_url, extras=())
    return project._replace(site=project.site._replace(settings=settings))


def _shown(project: Project, page: Page, base_url: str) -> Shown:
    if page.kind != "page" or not project.site.languages[page.language].published:
        return Shown(b"", project.problems)
    try:
        return Shown(_made(_whole(project, page), page.language, page.name, base_url), project.problems)
    except TemplateMistake as mistake:
        return Shown(b"", (template_problem(mistake), *project.problems))
    except KeyError:  # something else is missing, which is among the problems: the page cannot be made
        return Shown(b"", project.problems)


def _whole(project: Project, page: Page) -> Project:
    """The project with something in the place of what a text on trial names and nobody has written yet: facts show their names, pictures nothing."""
    site = project.site
    place = Place(page.path)
    facts = {name for section in page.sections for name, _ in section.facts} | set(page.sources)
    images = {file for section in page.sections for file, _ in section.images} - set(site.images)
    known = {name for name, fact in site.facts.items() if fact.kind == "link"}
    absent = {name: Fact(name, "rule", "", "", "", "", ((site.settings.source, f"[[{name}]]"),), (), "", "", "", "", True, place) for name in facts - set(site.facts)}
    sources = tuple(name for name in page.sources if name in known)
    table = frozen({**site.pages, (page.language, page.name): page._replace(sources=sources)}) if sources != page.sources else site.pages
    tried = site._replace(facts=frozen({**site.facts, **absent}), images=frozen({**site.images, **dict.fromkeys(images, "0" * 16)}), pages=table)
    return project._replace(site=tried)


def _made(project: Project, code: str, name: str, base_url: str) -> bytes:
    making = making_of(_at(project, base_url))
    book, language = making.book, project.site.languages[code]
    county = next((county for county in project.site.counties if county.page == name), None)
    if county is not None:
        view = county_view(book, language, county)
        return make_county(view, rendered(book, view.frame))
    shown = book.page(language, name)
    return make_page(shown, Key("page", shown), project.templates, book.interfaces[code], making.frames)


def _stamps(folder: Path) -> Iterator[tuple[str, int, int]]:
    """What tells that a file has changed: path, size and time of all files that the site is made from."""
    todo = [os.fspath(folder / name) for name in WATCHED]
    while todo:
        try:
            entries = sorted(os.scandir(todo.pop()), key=lambda entry: entry.name)
        except OSError:
            continue
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                todo.append(entry.path)
            else:
                status = entry.stat(follow_symlinks=False)
                yield entry.path, status.st_size, status.st_mtime_ns
