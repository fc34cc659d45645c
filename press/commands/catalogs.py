"""Catalogs: extract the interface texts from templates and code, and bring every ``locales/*.po`` up to date."""

from __future__ import annotations

import io
from pathlib import Path

from press import phrases
from press.adapters.gettext_files import Template, update_catalog, write_template
from press.commands.project import Project

STAFF = "staff"


def reader_template(project: Project) -> Template:
    """What readers see: msgids of the templates and of press.phrases, with where they stand."""
    many = phrases.all_messages()
    return tuple(
        (many.get(message, (message,)), (place.path,)) for message, place in sorted(project.site.wanted.items())
    )


def update(project: Project, write: bool = True) -> list[tuple[str, int]]:
    """Update the ``.pot`` and every published language's ``.po``; ``(file, untranslated texts)`` for each."""
    folder = project.folders.project / "locales"
    folder.mkdir(exist_ok=True)
    template = reader_template(project)
    result = []
    (folder / "messages.pot").write_bytes(write_template(template))
    for language in project.site.languages.values():
        path = folder / f"{language.code}.po"
        if not language.published and not path.exists():
            continue
        result.append((path.name, _update(path, template, language.locale, language.code == "en")))
    staff = project.folders.program / "press"
    if project.folders.project == project.folders.program:
        from press.adapters.gettext_files import METHODS, extract_calls

        files = sorted(path for path in staff.rglob("*") if path.suffix in METHODS)
        messages = extract_calls(files, project.folders.program, ("say",))
        (folder / f"{STAFF}.pot").write_bytes(write_template(messages))
        path = folder / f"{STAFF}-sv.po"
        result.append((path.name, _update(path, messages, "sv", False)))
    return result


def _update(path: Path, template: Template, locale: str, identity: bool) -> int:
    old = path.read_bytes() if path.exists() else b""
    data, untranslated = update_catalog(io.BytesIO(old), template, locale, identity)
    if data != old:
        path.write_bytes(data)
    return untranslated
