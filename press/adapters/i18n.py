"""The door to Babel and gettext: catalogs, dates, numbers, names of languages. Babel is loaded only when it is needed."""

from __future__ import annotations

import gettext
import hashlib
import io
import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from press.model import Catalog

if TYPE_CHECKING:
    from press.adapters.cldr import Names


@lru_cache(maxsize=256)
def plural_rule(rule: str) -> Callable[[int], int]:
    """The plural rule of a catalog as a function. Raises ValueError for a rule that is none."""
    return gettext.c2py(rule)


class Interface(NamedTuple):
    """The interface texts of one language, ready to ask. Built from a Catalog; holds no more than it does."""

    messages: Mapping[str, tuple[str, ...]]
    plural: Callable[[int], int]
    months: tuple[str, ...] = ()

    @classmethod
    def of(cls, catalog: Catalog) -> Interface:
        """The interface for a catalog."""
        return cls(dict(catalog.messages), plural_rule(catalog.plural), catalog.months)

    def gettext(self, message: str) -> str:
        """The text for a msgid; the msgid itself when it is missing (which a check reports as an error)."""
        forms = self.messages.get(message)
        return forms[0] if forms else message

    def ngettext(self, one: str, many: str, number: int) -> str:
        """The right plural form for ``number``."""
        forms = self.messages.get(one)
        if not forms:
            return one if number == 1 else many
        return forms[min(self.plural(number), len(forms) - 1)]


class CatalogMistake(Exception):
    """A ``.po`` file Babel cannot read; ``line`` counts from 1."""

    def __init__(self, reason: str, line: int) -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line


def read_catalog(data: bytes, language: str, path: str) -> Catalog:
    """Read a gettext catalog. Fuzzy and empty entries are left out of ``messages``. Raises :class:`CatalogMistake`."""
    from press.adapters import quick_catalog  # not for an edit that leaves the catalogs alone

    quick = quick_catalog.read(data.decode("utf-8", "replace"))
    if quick is not None and b"\xef\xbf\xbd" not in data:
        return _catalog(language, path, *quick)
    from babel.messages.pofile import PoFileError, read_po

    try:
        catalog = read_po(io.BytesIO(data), abort_invalid=True)
    except PoFileError as error:
        raise CatalogMistake(str(error), getattr(error, "lineno", 0) or 0) from None
    except (UnicodeDecodeError, ValueError, LookupError) as error:
        raise CatalogMistake(str(error), 0) from None
    messages: list[tuple[str, tuple[str, ...]]] = []
    fuzzy: list[str] = []
    for message in catalog:
        if not message.id:
            continue
        key = str(message.id[0] if isinstance(message.id, (tuple, list)) else message.id)
        string: object = message.string
        forms = tuple(str(form or "") for form in (string if isinstance(string, (tuple, list)) else (string,)))
        if message.fuzzy:
            fuzzy.append(key)
        elif all(forms):
            messages.append((key, forms))
    return _catalog(language, path, catalog.plural_expr, messages, fuzzy)


def _catalog(
    language: str, path: str, plural: str, messages: list[tuple[str, tuple[str, ...]]], fuzzy: list[str]
) -> Catalog:
    ready = tuple(sorted(messages))
    digest = hashlib.blake2b(repr((plural, ready)).encode(), digest_size=12).hexdigest()
    return Catalog(language, path, plural, ready, tuple(sorted(fuzzy)), digest)


PATTERN = re.compile(r"(?:(?:MMMM|dd?|y|M)(?![A-Za-z])|'[^']+'(?!')|[^A-Za-z'])*")
"""The patterns of dates that need nothing but the names of the months."""
PIECE = re.compile(r"MMMM|dd?|y|M|'[^']+'")


def format_date(iso: str, locale: str, pattern: str, months: tuple[str, ...] = ()) -> str:
    """An ISO date in words, its month in letters (never a short date): LANGUAGES.md. Gregorian years in every locale.

    With the names of the ``months`` (:class:`press.adapters.cldr.Names`) Babel is asked for unusual patterns only."""
    if months and PATTERN.fullmatch(pattern):
        year, month, day = map(int, iso.split("-"))
        words = {"MMMM": months[month - 1], "M": str(month), "d": str(day), "dd": f"{day:02}", "y": str(year)}
        return PIECE.sub(lambda match: words.get(match[0]) or match[0][1:-1], pattern)
    import datetime

    from babel.dates import format_date as babel_format_date

    return babel_format_date(datetime.date.fromisoformat(iso), format=pattern, locale=known_locale(locale))


def format_number(value: str, locale: str) -> str:
    """A number with the locale's grouping and decimal sign, in the digits 0–9 that stand on Swedish forms and letters."""
    from decimal import Decimal

    from babel.numbers import format_decimal

    return babel_spaces(format_decimal(Decimal(value), locale=known_locale(locale), numbering_system="latn"))


def babel_spaces(text: str) -> str:
    """CLDR's narrow no-break space is missing in fonts of older phones; the plain no-break space is not."""
    return text.replace("\u202f", "\u00a0")


def known_locale(locale: str) -> str:
    """``locale`` if Babel has data for it, else its language part, else ``en_SE``."""
    from babel import Locale, UnknownLocaleError

    for candidate in (locale, locale.split("_")[0]):
        try:
            Locale.parse(candidate)
        except (UnknownLocaleError, ValueError):
            continue
        return candidate
    return "en_SE"


def known_names(locale: str) -> Names:
    """CLDR's names in ``locale``; without months where its dates are left to Babel."""
    from press.adapters import cldr

    from_file = cldr.names(locale)
    if from_file is not None:
        return from_file
    from babel import Locale

    return cldr.Names(dict(Locale.parse(known_locale(locale)).languages), ())


def language_names(table: Mapping[str, str], tags: Iterable[str]) -> dict[str, str]:
    """What the languages ``tags`` are called in a table of CLDR's names; a tag it does not know is left out."""
    found = {}
    for tag in tags:
        key = tag.replace("-", "_")
        name = table.get(key) or (table.get(key.split("_")[0]) if key != "sv_simple" else None)
        if name:
            found[tag] = name
    return found


def territories() -> dict[str, tuple[str, str]]:
    """The countries of the world (ISO 3166-1, two letters) with their Swedish and English names (CLDR)."""
    from babel import Locale

    swedish, english = Locale.parse("sv").territories, Locale.parse("en").territories
    # Not countries: the European Union, the euro area, the United Nations, and codes for testing and the unknown.
    names = {
        str(code): str(name) for code, name in english.items() if code not in ("EU", "EZ", "UN", "ZZ", "XA", "XB", "QO")
    }
    return {
        code: (str(swedish.get(code, name)), name)
        for code, name in sorted(names.items())
        if len(code) == 2 and code.isalpha()
    }
