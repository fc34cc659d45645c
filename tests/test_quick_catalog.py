"""The quick ways round Babel, to catalogs, names of languages and dates, give what Babel gives, or leave it to Babel."""

from __future__ import annotations

import datetime
import io
from pathlib import Path

import pytest
from babel import Locale, localedata
from babel.dates import format_date
from babel.messages.pofile import PoFileError, read_po
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from press.adapters import cldr, i18n, quick_catalog

LOCALES = sorted((Path(__file__).parents[1] / "locales").glob("*.po"))

HEADERS = (
    "Project-Id-Version: Om Sverige 1",
    "Language: ar",
    "Language: sv-simple",
    "Language: xx",
    "Plural-Forms: nplurals=2; plural=(n != 1);",
    "Plural-Forms: nplurals=3; plural=n==1 ? 0 : n==2 ? 1 : 2",
    "plural-forms: nplurals=4; plural=0;",
    'Plural-Forms: nplurals=1; plural=\\"0\\"',
    "Content-Type: text/plain; charset=utf-8",
    "Content-Type: text/plain; charset=iso-8859-1",
    "POT-Creation-Date: 2026-01-01 00:00+0000",
    "PO-Revision-Date: 2026-02-31 00:00+0000",
    "PO-Revision-Date: YEAR-MO-DA HO:MI+ZONE",
    "X-Odd Name: 1",
    "  folded",
    "",
)
USUAL = (HEADERS[0], HEADERS[1], HEADERS[4], HEADERS[8], HEADERS[10])
WORDS = (
    "Hej",
    "%(n)s dagar",
    'Säg \\"hej\\"',
    "a\\nb\\tc",
    "back\\\\slash",
    "mer \\r",
    "\\q",
    "",
    "نعم",
    "ord\u2028ord",
    "öppen\\",
)
COMMENTS = (
    "#: press/phrases.py", "#: \u2068a b\u2069:3", "#: \u2068a", "#, fuzzy", "#, python-format, fuzzy", "#, fuzzyish", "# words",
    "#. auto", "#| msgid \"Old\"", "#", "#~ msgid \"Gone\"", "#fuzzy",
)  # fmt: skip
LINES = (
    *(
        f'{key} "{word}"'
        for key in ("msgid", "msgid_plural", "msgstr", "msgstr[0]", "msgstr[1]", "msgstr[2]", "msgctxt", "")
        for word in WORDS
    ),
    "",
    " ",
    "msgstr",
    '"',
)

strings = st.lists(st.sampled_from(WORDS[:5] + WORDS[8:9]), min_size=1, max_size=3).map(
    lambda found: "\n".join(f'"{word}"' for word in found)
)
"""One or more quoted strings beneath each other."""


@st.composite
def usual_entry(draw: st.DrawFn) -> str:
    """An entry as tools write it, plural or not."""
    lines = draw(st.lists(st.sampled_from(COMMENTS[:8]), max_size=2))
    lines.append(f"msgid {draw(strings)}")
    if draw(st.booleans()):
        lines.append(f"msgid_plural {draw(strings)}")
        lines += [f"msgstr[{number}] {draw(strings)}" for number in range(draw(st.integers(1, 4)))]
    else:
        lines.append(f"msgstr {draw(strings)}")
    return "\n".join(lines) + "\n"


def entry(lines: list[str]) -> str:
    return "\n".join(lines) + "\n"


odd_entry = st.lists(st.sampled_from((*COMMENTS, *LINES)), max_size=6).map(entry)
header = st.one_of(st.just(USUAL), st.lists(st.sampled_from(HEADERS), max_size=7)).map(
    lambda fields: 'msgid ""\nmsgstr ""\n' + "".join(f'"{field}\\n"\n' for field in fields)
)
catalogs = st.tuples(
    st.sampled_from(("", "# Words\n", "\n\n")),
    header,
    st.lists(st.one_of(usual_entry(), usual_entry(), odd_entry), max_size=4),
    st.sampled_from(("", "\n", " ")),
).map(lambda parts: parts[0] + "\n".join((parts[1], *parts[2])) + parts[3])


def by_babel(text: str) -> tuple[object, ...] | None:
    """The plural rule, the texts and the guesses as Babel gives them; None for a file it refuses."""
    try:
        found = read_po(io.BytesIO(text.encode()), abort_invalid=True)
    except (PoFileError, ValueError, LookupError, AssertionError):
        return None
    entries = [message for message in found if message.id]
    rows = [
        (
            message.id[0] if isinstance(message.id, (tuple, list)) else message.id,
            tuple(message.string) if isinstance(message.string, (tuple, list)) else (message.string,),
            message.fuzzy,
        )
        for message in entries
    ]
    return (
        found.plural_expr,
        sorted((key, forms) for key, forms, fuzzy in rows if all(forms) and not fuzzy),
        sorted(key for key, _, fuzzy in rows if fuzzy),
    )


def quickly(text: str) -> tuple[object, ...] | None:
    found = quick_catalog.read(text)
    return found and (found.plural, sorted(found.messages), sorted(found.fuzzy))


@pytest.mark.parametrize("path", LOCALES, ids=lambda path: path.stem)
def test_our_own_catalogs_are_read_the_quick_way_with_the_same_result(path: Path) -> None:
    text = path.read_text("utf-8")
    assert quickly(text) is not None
    assert quickly(text) == by_babel(text)


@settings(max_examples=600, deadline=None)
@given(catalogs)
@example(
    'msgid ""\nmsgstr ""\n'
    + "".join(f'"{field}\\n"\n' for field in USUAL)
    + '\nmsgid "a"\nmsgstr "b"\n\nmsgid "a"\nmsgstr "c"\n'
)
def test_what_is_read_the_quick_way_is_what_babel_reads(text: str) -> None:
    found = quickly(text)
    assert found is None or found == by_babel(text)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
@given(st.lists(usual_entry(), max_size=4))
def test_a_usual_catalog_is_not_left_to_babel(entries: list[str]) -> None:
    text = "\n".join(('msgid ""\nmsgstr ""\n' + "".join(f'"{field}\\n"\n' for field in USUAL), *entries))
    found = by_babel(text)
    assume(
        found is not None
        and "\u2068" not in text
        and len({entry.split("msgid")[1] for entry in entries}) == len(entries)
    )
    assume(len(found[1]) + len(found[2]) == len(entries))  # an entry that lacks a form may have too many of them, too
    assert quickly(text) == found


@pytest.mark.parametrize("locale", localedata.locale_identifiers())
def test_names_of_languages_and_months_are_babels(locale: str) -> None:
    found = cldr.names(locale)
    known = Locale.parse(locale)
    if found is not None:
        assert found.languages == dict(known.languages)
        assert found.months == tuple(known.months["format"]["wide"][number] for number in range(1, 13))
    else:
        assert locale.count("_") > 1 or len(locale.rpartition("_")[2]) != 2


@pytest.mark.parametrize("locale", ["sv_SE", "xx", "zh_CN", "", "../sv", "en_US_POSIX"])
def test_a_locale_without_a_file_of_its_own_is_left_to_babel(locale: str) -> None:
    assert (cldr.names(locale) is None) == (locale not in localedata.locale_identifiers() or locale == "en_US_POSIX")


PATTERNS = (
    "d MMMM y",
    "dی MMMMی y",
    "d 'de' MMMM 'de' y",
    "y年M月d日",
    "dd.MM.yyyy",
    "d MMMM 'a''b' y",
    "EEEE d MMMM",
    "MMM y",
    "d MMMM, y G",
    "''d",
    "d 'öppen",
)


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(["sv", "en_SE", "ar", "fa_AF", "ckb", "th", "zh_Hans", "uk", "nb"]),
    st.sampled_from(PATTERNS),
    st.dates(datetime.date(1, 1, 1)),
)
def test_dates_are_babels(locale: str, pattern: str, day: datetime.date) -> None:
    names = cldr.names(locale)
    assert names is not None
    assert i18n.format_date(day.isoformat(), locale, pattern, names.months) == format_date(day, pattern, locale)
