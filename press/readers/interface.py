"""The interface texts: catalogs of the published languages, names of languages, and which texts are asked for."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from press import phrases
from press.adapters import i18n
from press.adapters.templates import Templates
from press.model import Catalog, Language
from press.problems import Place, Problem, say
from press.store.ledger import Ledger


def read_interface(
    find: Callable[[str], Path], ledger: Ledger, languages: dict[str, Language], problems: list[Problem]
) -> tuple[dict[str, Catalog], dict[tuple[str, str], str]]:
    """The catalogs of the published languages, and what each language is called in each of them."""
    shelf = ledger.load("interface")
    fresh: dict[str, Any] = {}
    catalogs: dict[str, Catalog] = {}
    names: dict[tuple[str, str], str] = {}
    tags = tuple((language.code, language.tag) for language in languages.values())
    for language in languages.values():
        if not language.published:
            continue
        path = find(language.code)
        relative = f"locales/{path.name}"
        if not path.is_file():
            problems.append(
                Problem(
                    Place(relative),
                    say("The interface texts for %(name)s are missing.", name=language.code),
                    say(
                        "Run: build.py catalogs update – and translate the file it makes; or set the language's status to planned."
                    ),
                )
            )
            continue
        data = path.read_bytes()
        key = f"{language.code} {hashlib.blake2b(data + repr((language.locale, tags)).encode(), digest_size=12).hexdigest()}"
        if key not in shelf:
            try:
                catalog = i18n.read_catalog(data, language.code, relative)
            except i18n.CatalogMistake as mistake:
                problems.append(
                    Problem(
                        Place(relative, mistake.line),
                        say("The catalog cannot be read: %(reason)s.", reason=mistake.reason),
                        say("Open it in a catalog editor, or undo the last change."),
                    )
                )
                continue
            called = i18n.language_names(language.locale, [tag for _, tag in tags])
            row = (
                catalog.plural,
                catalog.messages,
                catalog.fuzzy,
                tuple((code, called[tag]) for code, tag in tags if tag in called),
            )
            shelf[key] = row
        fresh[key] = plural, messages, fuzzy, called_rows = shelf[key]
        catalogs[language.code] = Catalog(language.code, relative, plural, messages, fuzzy)
        names.update({(language.code, code): name for code, name in called_rows})
    for language in languages.values():
        for reader in languages:
            own = dict(language.names).get(reader)
            names[reader, language.code] = own or names.get((reader, language.code), language.name)
    if fresh != ledger.load("interface"):
        ledger.save("interface", fresh)
    return catalogs, names


def wanted(ledger: Ledger, templates: Templates) -> dict[str, Place]:
    """Every interface text that is asked for, with the template and line that asks first."""
    names = templates.names()
    key = hashlib.blake2b(repr([(name, templates.digest(name)) for name in names]).encode(), digest_size=12).hexdigest()
    shelf = ledger.load("wanted")
    if key not in shelf:
        shelf = {
            key: tuple(
                (message, f"templates/{name}", line)
                for message, (name, line) in sorted(templates.messages(names).items())
            )
        }
        ledger.save("wanted", shelf)
    found = {message: Place(path, line) for message, path, line in shelf[key]}
    for message in phrases.all_messages():
        found.setdefault(message, Place("press/phrases.py"))
    return found
