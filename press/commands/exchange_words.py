"""The words of facts and the interface texts as segments, and their files again with the translated ones in place."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from functools import partial

from press.adapters.gettext_files import update_catalog
from press.adapters.i18n import CatalogMistake, Interface, plural_rule, read_catalog
from press.adapters.xliff import Runs
from press.adapters.yaml import instead, places
from press.commands.catalogs import reader_template
from press.commands.exchange_offers import EMPTY_STATE, Filled, Offer, Segment, plain
from press.commands.project import Project
from press.model import Fact
from press.problems import Place, Problem, say
from press.readers.catalog_text import Entry, changed, entries, spliced
from press.readers.inline import CATALOG, numbered_as, runs
from press.readers.markup import fingerprint

FACTS_HEADER = "# The words of facts in this language, one line each (docs/content-format.md).\n"
SHOWN = 6
"""Numbers shown as examples of a plural form."""


def facts_offer(project: Project, code: str) -> Offer:
    """``content/<language>/facts.yaml``: the words of links and rules. Those that stand in content/facts/ stay there."""
    site = project.site
    source = site.settings.source
    segments = []
    for fact in site.facts.values():
        words = dict(fact.words)
        if source in words:
            note = f"{'The words of a link' if fact.kind == 'link' else 'A rule, put into sentences of pages'}: {fact.source}"
            segments.append(plain(fact.name, fact.kind, words[source], words.get(code, ""), "translated", note))
    path = f"content/{code}/facts.yaml"
    fill = partial(_facts_filled, project, code, path)
    return Offer(path, "facts.yaml", source, code, "plaintext", tuple(segments), fill)


def _facts_filled(project: Project, code: str, path: str, changes: Mapping[str, str]) -> Filled:
    """Words go where they stood; new ones into the language's own file, at its end."""
    folder = project.folders.project
    own = (folder / path).read_bytes().decode() if (folder / path).is_file() else ""
    texts = {path: own}
    where: dict[str, dict[str, tuple[int, int]]] = {path: {keys[0]: span for keys, span in places(own).items()}}
    edits: dict[str, list[tuple[tuple[int, int], str]]] = {}
    more = ""
    for name, words in changes.items():
        fact = project.site.facts[name]
        if name in where[path]:
            edits.setdefault(path, []).append(_edit(own, where[path][name], words))
        elif code in dict(fact.words):
            text, spans = _table(project, fact, texts, where)
            edits.setdefault(fact.place.path, []).append(_edit(text, spans[f"{name} {code}"], words))
        else:
            more += f"{name}: {instead('', words)}\n"
    files = {file: spliced(texts[file], found) for file, found in edits.items()}
    if more:
        before = files.get(path, own)
        end = "" if not before or before.endswith(("\n", "\r")) else "\n"
        files[path] = (before or FACTS_HEADER) + end + more
    return Filled(tuple((file, text.encode()) for file, text in sorted(files.items())))


def _edit(text: str, span: tuple[int, int], words: str) -> tuple[tuple[int, int], str]:
    return span, instead('"' + text[slice(*span)], words)  # in quotes: inside { } a comma would end it


def _table(
    project: Project, fact: Fact, texts: dict[str, str], where: dict[str, dict[str, tuple[int, int]]]
) -> tuple[str, dict[str, tuple[int, int]]]:
    """The file of ``content/facts/`` a fact stands in, and where its words stand, by "fact language"."""
    path = fact.place.path
    if path not in texts:
        texts[path] = (project.folders.project / path).read_bytes().decode()
        found = places(texts[path]).items()
        where[path] = {
            f"{keys[0]} {keys[2]}": span for keys, span in found if len(keys) == 3 and keys[1] in ("name", "text")
        }
    return texts[path], where[path]


# -- interface texts


def catalog_mistake(project: Project, code: str) -> Problem | None:
    """What keeps a language's catalog from being read, if anything does."""
    try:
        data = _catalog(project, code)
        data.decode()
        [*map(plural_rule(read_catalog(data, code, "").plural), range(201))]
    except (CatalogMistake, ValueError, ArithmeticError) as error:
        what = say("The catalog cannot be read: %(reason)s.", reason=error)
        return Problem(Place(f"locales/{code}.po"), what, say("Open it in a catalog editor, or undo the last change."))
    return None


def _catalog(project: Project, code: str) -> bytes:
    """The bytes of a language's catalog; for a language that has none, what ``catalogs update`` would make."""
    path = project.folders.catalog(code)
    if path.is_file():
        return path.read_bytes()
    locale = project.site.languages[code].locale
    return update_catalog(io.BytesIO(), reader_template(project), locale, code == "en")[0]


def catalog_offer(project: Project, code: str) -> Iterator[Offer]:
    """``locales/<language>.po``, translated from the source language's own words and not from the msgids, which are English."""
    site = project.site
    text = _catalog(project, code).decode()
    rule = plural_rule(read_catalog(text.encode(), code, "").plural)
    theirs = Interface.of(site.catalogs[site.settings.source])
    examples: dict[int, list[int]] = {}
    for number in range(201):
        examples.setdefault(rule(number), []).append(number)
    segments = tuple(segment for entry in entries(text) for segment in _entry(entry, theirs, examples))
    name = f"{code}.po"
    yield Offer(
        path=f"locales/{name}",
        name=name,
        origin=site.settings.source,
        language=code,
        datatype="po",
        segments=segments,
        fill=partial(_catalog_filled, f"locales/{name}", text),
    )


def _entry(entry: Entry, theirs: Interface, examples: Mapping[int, list[int]]) -> Iterator[Segment]:
    for number, (_, words) in enumerate(entry.forms):
        note = f"In English: {entry.msgid}"
        shown = examples.get(number, [])
        source = theirs.gettext(entry.msgid)
        if entry.plural:
            source = theirs.ngettext(entry.msgid, entry.plural, shown[-1] if shown else number)
            numbers = ", ".join(map(str, shown[:SHOWN])) + (" …" if len(shown) > SHOWN else "")
            note = f"In English: {entry.plural}. This form is for the numbers {numbers or '–'}."
        marked = runs(source, CATALOG)
        there = words and not entry.fuzzy  # a guess is no translation
        target: Runs = numbered_as(marked, runs(words, CATALOG)) if there else ()
        state = "translated" if there else EMPTY_STATE
        id = f"{entry.msgid}[{number}]" if entry.plural else entry.msgid
        yield Segment(id, "", "text", marked, target, fingerprint(f"{entry.msgid}\n{source}"), state, note, CATALOG)


def _catalog_filled(path: str, text: str, changes: Mapping[str, str]) -> Filled:
    """The catalog with the changed texts in place. A language without one gets it whole, as ``catalogs update`` makes it."""
    new: dict[tuple[str, int], str] = {}
    for entry in entries(text):
        for number in range(len(entry.forms)):
            id = f"{entry.msgid}[{number}]" if entry.plural else entry.msgid
            if id in changes:
                new[entry.msgid, number] = changes[id]
    return Filled(((path, changed(text, new).encode()),))
