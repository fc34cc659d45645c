"""What CLDR calls languages and months, read from Babel's own data files without Babel.

Babel puts a locale's whole data together from its parents', and loads all its modules for it: a tenth of a cold build.
Here the two tables that are needed are looked for along the locale's chain; what is out of the ordinary is left to
:mod:`press.adapters.i18n`. A test holds both to the same answers for every locale Babel knows.
"""

from __future__ import annotations

import pickle
import re
import sys
from pathlib import Path
from typing import Any, NamedTuple

PLAIN = re.compile(r"([a-z]{2,3})(?:_([A-Z][a-z]{3}))?(?:_([A-Z]{2}))?\Z")
"""A language, perhaps with a script or a country."""


class Names(NamedTuple):
    """CLDR's names of languages by Babel's keys (``zh_Hans``), and the twelve months as they stand in a date."""

    languages: dict[str, str]
    months: tuple[str, ...]


class _Tables(pickle.Unpickler):
    """Reads the tables of a data file; of the objects among them, nothing but that they are there."""

    def find_class(self, module: str, name: str) -> Any:
        return _Object


class _Object:
    """Stands for any object in Babel's data."""

    def __init__(self, *_: Any) -> None:
        pass

    def __setstate__(self, _: Any) -> None:
        pass


def names(locale: str) -> Names | None:
    """The names in a locale that is written as Babel writes them (``en_SE``); None where Babel must be asked."""
    match, folder = PLAIN.match(locale), _folder()
    if match is None or folder is None or not (folder / f"{locale}.dat").is_file():
        return None
    found = _gathered(folder, [locale]) if locale == match[1] else None
    return found or _gathered(folder, _chain(folder, locale))  # no months of its own: it has an uncommon parent


def _gathered(folder: Path, chain: list[str]) -> Names | None:
    """The names along a chain of locales, the nearest first; None where months are missing."""
    languages: dict[str, str] = {}
    months: dict[int, str] = {}
    for locale in chain:
        table = _load(folder, locale)
        months = {**_plain(table, "months", "format", "wide"), **months}
        languages = {**_plain(table, "languages"), **languages}
    if months.keys() != set(range(1, 13)):
        return None
    return Names(languages, tuple([months[number] for number in range(1, 13)]))


def _plain(table: Any, *keys: str) -> dict[Any, str]:
    """The texts of a table within tables; what is no text is left out."""
    for key in keys:
        table = table.get(key, {}) if isinstance(table, dict) else {}
    return {key: text for key, text in table.items() if isinstance(text, str)} if isinstance(table, dict) else {}


def _chain(folder: Path, locale: str) -> list[str]:
    """A locale and its parents, as ``babel.localedata.load`` goes through them."""
    known = _load(folder.parent, "global")
    parents, likely, found = known.get("parent_exceptions", {}), known.get("likely_subtags", {}), [locale]
    while found[-1] != "root":
        language, *rest = found[-1].split("_")
        script = rest[0] if len(rest) == 1 and len(rest[0]) == 4 else ""
        odd = script and likely.get(language, "").split("_")[1:2] != [script]
        found.append(parents.get(found[-1]) or ("root" if odd or not rest else "_".join([language, *rest[:-1]])))
    return found


def _load(folder: Path, name: str) -> dict[str, Any]:
    """A data file; an empty one where there is none that can be read."""
    try:
        with (folder / f"{name}.dat").open("rb") as file:
            table = _Tables(file).load()
    except (OSError, pickle.UnpicklingError, ValueError, EOFError):
        return {}
    return table if isinstance(table, dict) else {}


def _folder() -> Path | None:
    """Where Babel's data files lie; looked for on the path, because Babel itself takes its time to load."""
    folders = (Path(path) / "babel" / "locale-data" for path in sys.path)
    return next((folder for folder in folders if folder.is_dir()), None)
