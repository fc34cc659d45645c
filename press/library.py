"""The library: every editor's file is read once and becomes one frozen Site."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from press.adapters.processes import shares, spread
from press.adapters.templates import Templates
from press.model import Made, Page, Site, frozen
from press.problems import Place, Problem, say
from press.readers import pages as page_reader
from press.readers import tables
from press.readers.folder import Found, survey
from press.readers.interface import read_interface, wanted
from press.store.ledger import Ledger
from press.store.stamps import RACY_NS

MANY = 160
"""From this number of pages to read on, reading is spread over processes."""

IMAGES = (".svg", ".png", ".jpg", ".jpeg", ".webp")


@dataclass(frozen=True, slots=True)
class Folders:
    """Where things lie: the project being built, and the program's own folder (for templates and catalogs it lacks)."""

    project: Path
    program: Path

    def templates(self) -> Templates:
        """The templates: the project's, else the program's; compiled ones are kept in ``.press/``."""
        folders = [folder for folder in (self.project / "templates", self.program / "templates") if folder.is_dir()]
        return Templates(tuple(dict.fromkeys(folders)), self.project / ".press" / "jinja")

    def catalog(self, code: str) -> Path:
        """The catalog file of a language."""
        own = self.project / "locales" / f"{code}.po"
        return own if own.is_file() else self.program / "locales" / f"{code}.po"


def load(folders: Folders, ledger: Ledger, templates: Templates, jobs: int = 1) -> Site:
    """Read a whole project. Mistakes are in ``Site.problems`` and in each Page's own; nothing is raised for content."""
    problems: list[Problem] = []
    content = folders.project / "content"
    settings = tables.read_settings(_bytes(content / "site.yaml", problems, folders), "content/site.yaml", problems)
    languages = tables.read_languages(
        _bytes(content / "languages.yaml", problems, folders), "content/languages.yaml", problems
    )
    found, other = survey(content, languages, problems)
    pages = _read_pages(folders, ledger, found, settings.source, jobs)
    facts = _facts(content, problems)
    channels = tables.read_channels(
        _bytes(content / "channels.yaml", problems, folders), "content/channels.yaml", problems
    )
    printed = tables.read_printed(
        _bytes(content / "addresses.yaml", problems, folders), "content/addresses.yaml", problems
    )
    made: dict[tuple[str, str], Made] = {}
    for code in languages:
        path = content / code / "translations.yaml"
        if path.is_file():
            relative = f"content/{code}/translations.yaml"
            made.update(
                {
                    (code, name): record
                    for name, record in tables.read_made(path.read_bytes(), relative, problems).items()
                }
            )
    catalogs, names = read_interface(folders.catalog, ledger, languages, problems)
    return Site(
        settings=settings,
        languages=frozen(languages),
        facts=frozen(facts),
        channels=frozen(channels),
        printed=printed,
        pages=frozen({(page.language, page.name): page for page in pages if page.kind == "page"}),
        letters=frozen({(page.language, page.name): page for page in pages if page.kind == "letter"}),
        made=frozen(made),
        catalogs=frozen(catalogs),
        language_names=frozen(names),
        wanted=frozen(wanted(ledger, templates)),
        images=frozen(other),
        problems=tuple(problems),
    )


def _bytes(path: Path, problems: list[Problem], folders: Folders) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        relative = path.relative_to(folders.project).as_posix()
        problems.append(
            Problem(
                Place(relative),
                say("The file is missing."),
                say("Put it back, or copy the one that came with the program."),
            )
        )
        return b""


def _read_pages(folders: Folders, ledger: Ledger, found: list[Found], source: str, jobs: int) -> list[Page]:
    """The pages, from the ledger where the file is the same as when it was read, in the order of ``found``."""
    codes = dict.fromkeys(file.code for file in found)
    shelves = {code: ledger.load(f"pages-{code}") for code in codes}
    rows: dict[str, Any] = {}
    todo: list[Found] = []
    for file in found:
        entry = shelves[file.code].get(file.path)
        if entry is not None and entry[0] == file.size and entry[1] == file.mtime and entry[2] == (file.code == source):
            rows[file.path] = entry[4]
        else:
            todo.append(file)

    def read(part: Any) -> list[tuple[str, Any]]:
        result = []
        for file in part:
            data = (folders.project / file.path).read_bytes()
            page = page_reader.read_page(data, file.path, file.code, file.name, file.kind, file.code == source)
            result.append((file.path, page_reader.to_row(page)))
        return result

    parts = shares(todo, jobs if len(todo) >= MANY else 1) if todo else []
    for part in spread(read, parts):
        rows.update(part)
    if todo or any(path not in rows for shelf in shelves.values() for path in shelf):
        _remember(ledger, found, shelves, {file.path for file in todo}, rows, source)
    return [page_reader.from_row(rows[file.path]) for file in found]


def _remember(
    ledger: Ledger, found: list[Found], shelves: dict[str, Any], read: set[str], rows: dict[str, Any], source: str
) -> None:
    """Save the shelves that changed. A file touched within the clock's tick is remembered as never up to date."""
    settled = time.time_ns() - RACY_NS
    fresh: dict[str, dict[str, Any]] = {code: {} for code in shelves}
    for file in found:
        if file.path in read:
            mtime = file.mtime if file.mtime < settled else -1
            fresh[file.code][file.path] = (file.size, mtime, file.code == source, "", rows[file.path])
        else:
            fresh[file.code][file.path] = shelves[file.code][file.path]
    for code, shelf in fresh.items():
        if shelf.keys() != shelves[code].keys() or any(path in read for path in shelf):
            ledger.save(f"pages-{code}", shelf)


def _facts(content: Path, problems: list[Problem]) -> dict[str, Any]:
    facts: dict[str, Any] = {}
    folder = content / "facts"
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        relative = f"content/facts/{path.name}"
        if path.name.startswith("."):
            continue
        if path.suffix != ".yaml" or not path.is_file():
            problems.append(
                Problem(
                    Place(relative), say("This file does not belong here."), say("Facts are files that end in .yaml.")
                )
            )
            continue
        for fact in tables.read_facts(path.read_bytes(), relative, problems):
            if fact.name in facts:
                problems.append(
                    Problem(
                        fact.place,
                        say(
                            "The fact “%(name)s” is already in %(other)s.", name=fact.name, other=facts[fact.name].place
                        ),
                        say("Keep it in one place."),
                    )
                )
            facts.setdefault(fact.name, fact)
    return facts
