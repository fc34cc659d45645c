"""The interface texts: catalogs of the published languages, names of languages, and which texts are asked for."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from press import phrases
from press.adapters import i18n
from press.adapters.templates import Templates
from press.model import Catalog, Language
from press.problems import Place, Problem, say
from press.readers.errands import Errands

SHELF, WANTED = "interface", "wanted"


class Interface:
    """Asks for everything at once, and gives it when the errands have been run."""

    def __init__(self, find: Callable[[str], Path], languages: dict[str, Language], errands: Errands) -> None:
        self.languages = languages
        self.errands = errands
        self.paths = {code: find(code) for code, language in languages.items() if language.published}
        self.keys: dict[str, str] = {}
        tags = tuple((language.code, language.tag) for language in languages.values())
        for code, path in self.paths.items():
            if path.is_file():
                data, language = path.read_bytes(), languages[code]
                state = hashlib.blake2b(data + repr((language.locale, tags)).encode(), digest_size=12)
                self.keys[code] = f"{code} {state.hexdigest()}"
                errands.want(SHELF, self.keys[code], partial(_read, data, language, tags))

    def catalogs(self, problems: list[Problem]) -> dict[str, Catalog]:
        """The catalogs by language code; what is wrong with their files goes to ``problems``."""
        found = {}
        for code, path in self.paths.items():
            relative = f"locales/{path.name}"
            if code not in self.keys:
                what = say("The interface texts for %(name)s are missing.", name=code)
                fix = say(
                    "Have the program make the file, and translate it; or set the language's status to planned.",
                    how="python3 build.py catalogs update",
                )
                problems.append(Problem(Place(relative), what, fix))
                continue
            mistake, line, *row, _ = self.errands.get(SHELF, self.keys[code])
            if mistake:
                what = say("The catalog cannot be read: %(reason)s.", reason=mistake)
                problems.append(
                    Problem(Place(relative, line), what, say("Open it in a catalog editor, or undo the last change."))
                )
            else:
                found[code] = Catalog(code, relative, *row)
        return found

    def language_names(self) -> dict[tuple[str, str], str]:
        """What each language is called by readers of each: the table's own word, else CLDR's, else its own name."""
        called = {
            (reader, code): name for reader, key in self.keys.items() for code, name in self.errands.get(SHELF, key)[-1]
        }
        names = {}
        for code, language in self.languages.items():
            own = dict(language.names)
            for reader in self.languages:
                names[reader, code] = own.get(reader) or called.get((reader, code), language.name)
        return names


def _read(data: bytes, language: Language, tags: tuple[tuple[str, str], ...]) -> tuple[Any, ...]:
    """``(mistake, its line, plural rule, messages, fuzzy, digest, months, ((code, what it is called), …))`` of a catalog file."""
    try:
        data.decode()
    except UnicodeDecodeError as error:
        return ("it is not saved as UTF-8", data.count(b"\n", 0, error.start) + 1, "", (), (), "", (), ())
    try:
        catalog = i18n.read_catalog(data, language.code, "")
    except i18n.CatalogMistake as mistake:
        return (mistake.reason or "?", mistake.line, "", (), (), "", (), ())
    known = i18n.known_names(language.locale)
    names = i18n.language_names(known.languages, [tag for _, tag in tags])
    called = tuple((code, names[tag]) for code, tag in tags if tag in names)
    return ("", 0, catalog.plural, catalog.messages, catalog.fuzzy, catalog.digest, known.months, called)


class Wanted:
    """Every interface text that is asked for, with the template and line that asks first."""

    def __init__(self, templates: Templates, errands: Errands) -> None:
        names = templates.names()
        state = repr([(name, templates.digest(name)) for name in names]).encode()
        self.errands = errands
        self.key = hashlib.blake2b(state, digest_size=12).hexdigest()
        errands.want(WANTED, self.key, partial(_messages, templates, names), here=True)

    def places(self) -> dict[str, Place]:
        """``msgid → place``."""
        found = {message: Place(path, line) for message, path, line in self.errands.get(WANTED, self.key)}
        for message in phrases.all_messages():
            found.setdefault(message, Place("press/phrases.py"))
        return found


def _messages(templates: Templates, names: tuple[str, ...]) -> tuple[tuple[str, str, int], ...]:
    found = sorted(templates.messages(names).items())
    return tuple((message, f"templates/{name}", line) for message, (name, line) in found)
