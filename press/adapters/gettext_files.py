"""The door to Babel's catalog files: write ``.pot`` and ``.po``, extract calls. Sorted, without line numbers, so diffs stay small."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import datetime, timezone
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

Template = tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]
"""``((msgid, plural msgid?), (files that ask, …))`` for each text."""

HEADER = "# Om Sverige: interface texts. Kept by python3 build.py catalogs update; translate the msgstr lines."

METHODS = {".py": "python", ".html": "jinja2", ".js": "javascript"}
"""How Babel reads each kind of file."""

NO_DATE = datetime(2026, 1, 1, tzinfo=timezone.utc)
"""Catalog headers carry a date; a fixed one keeps the bytes the same when nothing changed."""


def extract_calls(paths: Iterable[Path], root: Path, keywords: tuple[str, ...]) -> Template:
    """The literal first arguments of calls to ``keywords`` in Python files, Jinja2 templates and scripts."""
    found: dict[str, set[str]] = {}
    for path in paths:
        with path.open("rb") as file:
            for _, message, _, _ in extract(METHODS[path.suffix], file, dict.fromkeys(keywords), []):
                if isinstance(message, str) and message:
                    found.setdefault(message, set()).add(path.relative_to(root).as_posix())
    return tuple(((message,), tuple(sorted(files))) for message, files in sorted(found.items()))


def _catalog(template: Template, locale: str | None) -> Catalog:
    catalog = Catalog(
        locale=locale,
        project="Om Sverige",
        charset="utf-8",
        version="1",
        header_comment=HEADER,
        last_translator="-",
        language_team="-",
        msgid_bugs_address="-",
        creation_date=NO_DATE,
        revision_date=NO_DATE,
        fuzzy=False,
    )
    for forms, files in template:
        catalog.add(forms if len(forms) > 1 else forms[0], locations=[(file, 0) for file in files])
    return catalog


def _write(catalog: Catalog) -> bytes:
    buffer = io.BytesIO()
    write_po(
        buffer,
        catalog,
        width=100,
        no_location=False,
        sort_output=True,
        include_lineno=False,
        include_previous=True,
        omit_header=False,
    )
    return buffer.getvalue()


def write_template(template: Template) -> bytes:
    """A ``.pot`` file."""
    return _write(_catalog(template, None))


def update_catalog(old: io.BytesIO, template: Template, locale: str, identity: bool) -> tuple[bytes, int]:
    """``(new .po, number of texts without a translation)``. ``identity``: the msgids are this language's own words."""
    from babel import Locale, UnknownLocaleError

    try:
        Locale.parse(locale)
        known = locale
    except (UnknownLocaleError, ValueError):
        known = locale.split("_")[0]
        try:
            Locale.parse(known)
        except (UnknownLocaleError, ValueError):
            known = ""
    catalog = read_po(old, locale=known or None) if old.getvalue() else _catalog((), known or None)
    catalog.update(_catalog(template, None), no_fuzzy_matching=False, keep_user_comments=True)
    catalog.obsolete.clear()
    catalog.creation_date = catalog.revision_date = NO_DATE
    missing = 0
    for message in catalog:
        if not message.id:
            continue
        forms = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
        if identity and (not all(forms) or message.fuzzy):
            plural = isinstance(message.id, (tuple, list))
            message.string = tuple(message.id) if plural else message.id
            message.flags.discard("fuzzy")
        elif not all(forms) or message.fuzzy:
            missing += 1
    return _write(catalog), missing
