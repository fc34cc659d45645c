"""The library: every editor's file is read once and becomes one frozen Site."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from press.adapters.templates import Templates
from press.adapters.yaml import remembering
from press.model import Fact, Language, Made, Site, frozen
from press.moved import Moved
from press.notices import Announcement, Tested
from press.places import County
from press.problems import Place, Problem, say
from press.readers import places, tables
from press.readers.announcements import read_announcements
from press.readers.errands import Errands
from press.readers.facts import read_fact_words, read_facts, with_words
from press.readers.folder import survey
from press.readers.interface import Interface, Wanted
from press.readers.moved import read_moved
from press.readers.printed import read_printed
from press.readers.shelf import PageFiles
from press.readers.tested import read_tested
from press.store.ledger import Ledger, Memo
from press.store.rows import county_of, made_of, made_row, problem_rows, problems_of


class Folders(NamedTuple):
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
    read = partial(_bytes, folders.project, problems)
    texts = Memo(ledger, "yaml")
    with remembering(texts.get):
        settings = tables.read_settings(read("content/site.yaml"), "content/site.yaml", problems)
        languages = tables.read_languages(read("content/languages.yaml"), "content/languages.yaml", problems)
        channels = tables.read_channels(read("content/channels.yaml"), "content/channels.yaml", problems)
        printed = read_printed(read("content/addresses.yaml"), "content/addresses.yaml", problems)
        facts = _facts(content, languages, problems)
        announcements = _announcements(content, problems)
        tested = _tested(content, problems)
        moved = _moved(content, problems)
    texts.save()
    found, images = survey(content, languages, problems)
    errands = Errands(ledger)
    measured = frozenset(language.code for language in languages.values() if language.lix)
    interface = Interface(folders.catalog, languages, errands)
    wanted = Wanted(templates, errands)
    files = PageFiles(folders.project, ledger, found, settings.source, measured, errands)
    records = _ask_for_records(content, languages, errands)
    counties = _ask_for_places(content, errands)
    errands.run(jobs)
    texts_read = files.pages()
    pages = [page for page in texts_read if not page.draft]
    return Site(
        settings=settings,
        languages=frozen(languages),
        facts=frozen(facts),
        channels=frozen(channels),
        printed=printed,
        pages=frozen({(page.language, page.name): page for page in pages if page.kind == "page"}),
        letters=frozen({(page.language, page.name): page for page in pages if page.kind == "letter"}),
        sheets=frozen({(page.language, page.name): page for page in pages if page.kind == "sheet"}),
        made=frozen(_records(records, errands, problems)),
        catalogs=frozen(interface.catalogs(problems)),
        language_names=frozen(interface.language_names()),
        wanted=frozen(wanted.places()),
        images=frozen(images),
        counties=_counties(counties, errands, problems),
        announcements=announcements,
        tested=tested,
        problems=tuple(problems),
        moved=frozen(moved),
        begun=frozen({(page.kind, page.language, page.name): page for page in texts_read if page.draft}),
    )


def _announcements(content: Path, problems: list[Problem]) -> tuple[Announcement, ...]:
    path = content / "announcements.yaml"
    return read_announcements(path.read_bytes(), f"content/{path.name}", problems) if path.is_file() else ()


def _moved(content: Path, problems: list[Problem]) -> dict[str, Moved]:
    path = content / "moved.yaml"
    return read_moved(path.read_bytes(), f"content/{path.name}", problems) if path.is_file() else {}


def _tested(content: Path, problems: list[Problem]) -> Tested | None:
    path = content / "accessibility.yaml"
    return read_tested(path.read_bytes(), f"content/{path.name}", problems) if path.is_file() else None


def _bytes(project: Path, problems: list[Problem], path: str) -> bytes:
    try:
        return (project / path).read_bytes()
    except OSError:
        fix = say("Put it back, or copy the one that came with the program.")
        problems.append(Problem(Place(path), say("The file is missing."), fix))
        return b""


def _ask_for_records(content: Path, languages: dict[str, Language], errands: Errands) -> dict[str, str]:
    """Ask for how every translation was made: ``language code → key``. There are thousands of lines, so by digest."""
    asked = {}
    for code in languages:
        path = content / code / "translations.yaml"
        if path.is_file():
            data = path.read_bytes()
            asked[code] = f"{code} {hashlib.blake2b(data, digest_size=16).hexdigest()}"
            errands.want("made", asked[code], partial(_read_records, data, f"content/{code}/translations.yaml"))
    return asked


def _read_records(data: bytes, path: str) -> tuple[Any, ...]:
    problems: list[Problem] = []
    records = tables.read_made(data, path, problems)
    return tuple(made_row(record) for record in records.values()), problem_rows(problems)


def _records(asked: dict[str, str], errands: Errands, problems: list[Problem]) -> dict[tuple[str, str], Made]:
    found: dict[tuple[str, str], Made] = {}
    for code, key in asked.items():
        rows, mistakes = errands.get("made", key)
        problems.extend(problems_of(mistakes))
        found.update({(code, row[0]): made_of(row) for row in rows})
    return found


def _ask_for_places(content: Path, errands: Errands) -> str:
    """Ask for the counties, if the project has any: the key to have them by, else an empty text. Hundreds of lines, too."""
    path = content / "places.yaml"
    if not path.is_file():
        return ""
    data = path.read_bytes()
    key = hashlib.blake2b(data, digest_size=16).hexdigest()
    errands.want("places", key, partial(places.read_rows, data, "content/places.yaml"))
    return key


def _counties(key: str, errands: Errands, problems: list[Problem]) -> tuple[County, ...]:
    rows, mistakes = errands.get("places", key) if key else ((), ())
    problems.extend(problems_of(mistakes))
    return tuple([county_of(row) for row in rows])


def _facts(content: Path, languages: dict[str, Language], problems: list[Problem]) -> dict[str, Fact]:
    folder = content / "facts"
    files: dict[str, bytes] = {}
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        relative = f"content/facts/{path.name}"
        if path.name.startswith("."):
            continue
        if path.suffix != ".yaml" or not path.is_file():
            what, fix = say("This file does not belong here."), say("Facts are files that end in .yaml.")
            problems.append(Problem(Place(relative), what, fix))
            continue
        files[relative] = path.read_bytes()
    for code in languages:
        path = content / code / "facts.yaml"
        if path.is_file():
            files[f"content/{code}/facts.yaml"] = path.read_bytes()
    return facts_of(files, languages, problems)


def facts_of(files: Mapping[str, bytes], languages: Iterable[str], problems: list[Problem]) -> dict[str, Fact]:
    """The facts that stand in ``files`` (by path, as in the project), with their words from each language's own file."""
    facts: dict[str, Fact] = {}
    for path, data in files.items():
        if not path.startswith("content/facts/"):
            continue
        for fact in read_facts(data, path, problems):
            if fact.name in facts:
                other = facts[fact.name].place
                what = say("The fact “%(name)s” is already in %(other)s.", name=fact.name, other=other)
                problems.append(Problem(fact.place, what, say("Keep it in one place.")))
            facts.setdefault(fact.name, fact)
    for code in languages:
        path = f"content/{code}/facts.yaml"
        if path in files:
            problems.extend(with_words(facts, code, read_fact_words(files[path], path, problems)))
    return facts
