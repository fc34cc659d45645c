"""To a translation agency and back: a language's texts as one XLIFF file, and what came back put where it belongs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from press.adapters import xliff
from press.checks.freshness import record_name, states
from press.commands import translations
from press.commands.exchange_check import Delivered, compare, record
from press.commands.exchange_offers import DONE_STATES, Offer
from press.commands.exchange_pages import page_offer
from press.commands.exchange_words import catalog_mistake, catalog_offer, facts_offer
from press.commands.project import Project
from press.model import FOLDERS, Language, Made
from press.problems import Message, Place, Problem, did_you_mean, in_order, say
from press.store import together
from press.store.together import Change

NOTES = (
    "The texts are for people who have just moved to Sweden: short common words, one thought a sentence, “you”.",
    "Tags stand for facts (numbers, links, amounts), links, bold words and the like. Keep them all; they may change places.",
    "A Swedish word the reader will meet can be added after its translation, written as [folkbokföring]{lang=sv}.",
)
"""For the translator, in the language agencies share; beside each file's segments."""


class Exported(NamedTuple):
    """The XLIFF file's name and bytes; or problems, or a mistake in what was asked for (what, way out)."""

    name: str = ""
    data: bytes = b""
    problems: tuple[Problem, ...] = ()
    mistake: tuple[Message, Message] | None = None


class Imported(NamedTuple):
    """What was put in: files, how many segments; pages still recorded as a machine's; or problems, and nothing was written."""

    files: tuple[str, ...] = ()
    segments: int = 0
    machine: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


class Planned(NamedTuple):
    """What taking a delivery in would come to, and the files it would write, by path."""

    imported: Imported
    files: Mapping[str, bytes] = MappingProxyType({})


def offers(project: Project, code: str) -> tuple[Offer, ...]:
    """Everything that can be translated into a language: pages in the order of the menu, letters, sheets, words of facts, interface."""
    site = project.site
    source = site.settings.source
    found: list[Offer] = []
    for kind in FOLDERS:
        table = site.table(kind)
        for name in site.page_names if kind == "page" else sorted(name for first, name in table if first == source):
            made = site.made.get((code, record_name(table[source, name])))
            origin = table.get((made.origin if made else source, name)) or table[source, name]
            found.append(page_offer(project.folders.project, code, origin, table.get((code, name)), made))
    return (*found, facts_offer(project, code), *catalog_offer(project, code))


def unreadable(project: Project, codes: Sequence[str]) -> tuple[Problem, ...]:
    """The errors that keep the texts of languages from being cut: in their pages and catalogs, in facts and tables."""
    site = project.site
    codes = [*codes, site.settings.source, *(made.origin for (code, _), made in site.made.items() if code in codes)]
    found = list(site.problems)
    for page in site.texts:
        found += page.problems if page.language in codes else ()
    found += [
        problem
        for code in dict.fromkeys(codes)
        if code in site.languages and (problem := catalog_mistake(project, code))
    ]
    return in_order(problem for problem in found if problem.severity == "error")


# -- export


def export(project: Project, code: str, pages: Sequence[str]) -> Exported:
    """One language's texts; ``pages`` names those wanted (none: all), by the names in ``translations.yaml`` or of the file."""
    site = project.site
    if code not in site.languages:
        what = say("“%(code)s” is not a language of the table.", code=code)
        fix = did_you_mean(code, site.languages, say("Use a key of content/languages.yaml."))
        return Exported(mistake=(what, fix))
    if code == site.settings.source:
        what = say("“%(code)s” is the language everything is translated from.", code=code)
        return Exported(mistake=(what, say("Name another language of content/languages.yaml.")))
    if problems := unreadable(project, [code]):
        return Exported(problems=problems)
    every = offers(project, code)
    wanted = [name.removesuffix(".md") for name in pages]
    known = [offer.name for offer in every]
    for name in wanted:
        if name not in known:
            return Exported(mistake=_no_such(name, known))
    tags = {language.code: language.tag for language in site.languages.values()}
    files = [_file(offer, tags) for offer in every if offer.name in (wanted or known) and offer.segments]
    return Exported(f"om-sverige.{site.settings.source}-{code}.xlf", xliff.write(files))


def _file(offer: Offer, tags: dict[str, str]) -> xliff.File:
    units = tuple(
        xliff.Unit(item.id, item.kind, item.source, item.target, item.state, item.note) for item in offer.segments
    )
    languages = (tags[offer.origin], tags[offer.language])
    return xliff.File(offer.path, *languages, offer.datatype, record(offer), units, NOTES)


# -- import


def take_in(project: Project, data: bytes, path: str, pages: Sequence[str], made: str, by: str) -> Imported:
    """Put the changed targets of an XLIFF file into the texts they belong to, or say everything that is wrong with it.

    ``path`` is the file's, for the problems; ``pages`` limits it; ``made`` and ``by`` say how the translation was made where
    the file does not. Nothing is written unless everything can be.
    """
    found = planned(project, data, path, pages, made, by)
    _write(project.folders.project, found.files)
    return found.imported


def planned(project: Project, data: bytes, path: str, pages: Sequence[str], made: str, by: str) -> Planned:
    """What :func:`take_in` would do. Nothing is written."""
    try:
        files = xliff.read(data)
    except xliff.XliffMistake as mistake:
        return Planned(Imported(problems=(Problem(Place(path, mistake.line), mistake.what, mistake.fix),)))
    site = project.site
    here = sorted(
        {code for file in files if (code := _language(file.original)) in site.languages} - {site.settings.source}
    )
    if len(here) > 1:
        what = say("The file is for more than one language: %(codes)s.", codes=", ".join(here))
        return Planned(Imported(problems=(Problem(Place(path), what, say("Import one language at a time.")),)))
    if problems := unreadable(project, here):
        return Planned(Imported(problems=problems))
    ours = {offer.path: offer for code in here for offer in offers(project, code)}
    found: list[Problem] = []
    wanted = [name.removesuffix(".md") for name in pages]
    known = [offer.name for offer in ours.values()]
    found += [Problem(Place(path), *_no_such(name, known)) for name in wanted if name not in known]
    delivered: list[Delivered] = []
    begun = {page.path for page in site.begun.values()}
    for file in _whole(files):
        offer = ours.get(file.original)
        if offer is None:
            what = say("“%(file)s” is not a text of this project that can be translated.", file=file.original)
            fix = did_you_mean(file.original, ours, say("Take that part out of the file, or export again."))
            found.append(Problem(Place(path, file.line), what, fix))
        elif wanted and offer.name not in wanted:
            continue
        elif file.original in begun:
            what = say("A translation of “%(page)s” has been begun by hand; this would be written over it.", page=file.original)
            found.append(Problem(Place(path, file.line), what, say("Finish that one, or take its file away, and import again.")))
        elif wrong := _wrong_language(file, site.languages[offer.origin], site.languages[offer.language]):
            found.append(Problem(Place(path, file.line), *wrong))
        else:
            delivered.append(compare(offer, file, path, found))
    return _put(project, delivered, path, found, made, by)


def _whole(files: Sequence[xliff.File]) -> list[xliff.File]:
    """The files, those that a tool has split put together again."""
    table: dict[str, xliff.File] = {}
    for file in files:
        first = table.setdefault(file.original, file)
        if first is not file:
            units, text = (*first.units, *file.units), f"{first.record}\n{file.record}"
            table[file.original] = first._replace(units=units, record=text)
    return list(table.values())


def _no_such(name: str, known: Sequence[str]) -> tuple[Message, Message]:
    what = say("There is nothing to translate by the name “%(name)s”.", name=name)
    fix = say("Name a page, for example work or letters/ut-kort, or: %(other)s.", other=", ".join(known[-2:]))
    return what, did_you_mean(name, known, fix)


def _language(original: str) -> str:
    """The language a file of ours is in, by its path; empty for a path that is none of ours."""
    parts = original.split("/")
    if len(parts) > 2:
        return parts[1]
    return parts[1].removesuffix(".po") if len(parts) == 2 else ""


def _wrong_language(file: xliff.File, source: Language, target: Language) -> tuple[Message, Message] | None:
    """What is wrong with the languages a file says it is in. A tool may make ar ar-SA; it may not make it fa."""
    for said, own in ((file.source, source), (file.target, target)):
        if said.lower().split("-")[0] != own.tag.lower().split("-")[0]:
            what = say(
                "The part for %(page)s says “%(said)s” where it was sent out with “%(tag)s” (%(name)s).",
                page=file.original,
                said=said,
                tag=own.tag,
                name=own.name,
            )
            return what, say(
                "Ask the agency which language it is in, and for the file with its languages as they were sent."
            )
    return None


def _put(project: Project, delivered: list[Delivered], path: str, found: list[Problem], made: str, by: str) -> Planned:
    """The files of what was delivered, its record among them, if nothing was wrong with it."""
    files: dict[str, bytes] = {}
    records: dict[str, dict[str, Made]] = {}
    machine: list[str] = []
    for item in delivered:
        sections: tuple[str, ...] = ()
        if item.changes:
            filled = item.offer.fill(item.changes)
            found += [Problem(Place(path, item.lines.get(unit, 0)), what, fix) for unit, what, fix in filled.mistakes]
            files.update(filled.files)
            if filled.mistakes:
                continue
            sections = filled.sections
        touched = _sections(project, item)
        if item.offer.source is not None and touched:
            how = made or _made(item)
            entry = translations.renewed(
                item.offer.made, item.offer.source, _own(project, item, sections), touched, how, by
            )
            records.setdefault(item.offer.language, {})[item.offer.name] = entry
            machine += [item.offer.path] if how == "machine" and not made else []
    if any(problem.severity == "error" for problem in found):
        return Planned(Imported(problems=in_order(found)))
    for code, new in records.items():
        have = {name: entry for (language, name), entry in project.site.made.items() if language == code}
        files[f"content/{code}/translations.yaml"] = translations.text({**have, **new}).encode()
    files = {name: data for name, data in files.items() if _differs(project.folders.project / name, data)}
    return Planned(Imported(tuple(sorted(files)), sum(len(item.changes) for item in delivered), tuple(machine)), files)


def _own(project: Project, item: Delivered, sections: tuple[str, ...]) -> tuple[str, ...]:
    """The sections of a translation as it will be."""
    if sections or item.offer.source is None:
        return sections
    table = project.site.table(item.offer.source.kind)
    return tuple(section.id for section in table[item.offer.language, item.offer.source.name].sections)


def _sections(project: Project, item: Delivered) -> tuple[str, ...]:
    """The sections to record: those with a changed segment, and old ones the agency has read and called finished as they are."""
    source = item.offer.source
    if source is None:
        return ()
    changed = {segment.section for segment in item.offer.segments if segment.id in item.changes} - {""}
    table = project.site.table(source.kind)
    page = table.get((item.offer.language, source.name))
    for state in states(page, source, item.offer.made) if page else ():
        segments = [segment for segment in item.offer.segments if segment.section == state.id]
        if state.kind != "current" and segments and all(segment.id in item.done for segment in segments):
            changed.add(state.id)
    return tuple(section.id for section in source.sections if section.id in changed)


def _made(item: Delivered) -> str:
    """How a page's translation is made now: a machine's page is a person's when every segment of it has been seen by one."""
    if item.machine:
        return "machine"
    if item.offer.made is None or item.offer.made.made == "person":
        return "person"
    seen = item.changes.keys() | item.done
    rest = [segment for segment in item.offer.segments if segment.id not in seen and not segment.given]
    return "person" if all(segment.state in DONE_STATES for segment in rest) else "machine"


def _differs(path: Path, data: bytes) -> bool:
    return not path.is_file() or path.read_bytes() != data


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    """All of them or none."""
    paths = {name: folder / name for name in files}
    together.write(folder, [Change(name, paths[name].read_bytes() if paths[name].is_file() else None, data) for name, data in files.items()])
