"""Translations: record that a translation is right again; the record holds the fingerprints of the source it was made from."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from press.adapters.yaml import quoted
from press.checks.freshness import record_name
from press.commands.project import Project
from press.model import Made, Page
from press.problems import Message, Place, did_you_mean, say
from press.store import together
from press.store.together import Change

HEADER = "# How each translation was made, and from which source text. Kept by: python3 build.py translations confirm\n"


@dataclass(frozen=True, slots=True)
class Confirmed:
    """What was recorded: files written and sections confirmed; or a mistake in what was asked for."""

    files: tuple[str, ...]
    sections: int
    mistake: tuple[Message, Message] | None = None


def confirm(project: Project, what: str, language: str, made: str, by: str, reviewed_by: str, today: str) -> Confirmed:
    """Record ``PAGE``, ``PAGE#section`` or ``all`` as right, for one language or (empty) every translated one."""
    site = project.site
    name, _, section = what.removesuffix(".md").partition("#")
    source = site.settings.source
    pages = [page for page in site.texts if page.language != source]
    known = {record_name(page) for page in pages}
    if name != "all" and name not in known:
        return Confirmed(
            (),
            0,
            (
                say("There is no translated page “%(name)s”.", name=name),
                did_you_mean(name, known, say("Name a page, for example work or letters/ut-kort, or all.")),
            ),
        )
    if language and language not in site.languages:
        return Confirmed(
            (),
            0,
            (
                say("“%(code)s” is not a language of the table.", code=language),
                did_you_mean(language, site.languages, say("Use a key of content/languages.yaml.")),
            ),
        )
    chosen = [page for page in pages if name in ("all", record_name(page)) and language in ("", page.language)]
    count = 0
    codes: dict[str, dict[str, Made]] = {}
    for page in chosen:
        table = site.table(page.kind)
        old = site.made.get((page.language, record_name(page)))
        origin = table.get((old.origin if old else source, page.name)) or table.get((source, page.name))
        if origin is None:
            continue
        now = {item.id: item.fingerprint for item in origin.sections}
        own = [item.id for item in page.sections if item.id in now]
        if section and section not in own:
            return Confirmed(
                (),
                0,
                (
                    say("“%(page)s” has no section “#%(id)s”.", page=page.path, id=section),
                    did_you_mean(section, own, say("Its sections: %(ids)s.", ids=", ".join(own))),
                ),
            )
        ids = [section] if section else own
        record = renewed(old, origin, own, ids, made, by)
        if reviewed_by:
            record = record._replace(reviewed_by=reviewed_by, reviewed=today)
        codes.setdefault(page.language, {})[record_name(page)] = record
        count += len(ids)
    changes = []
    for code, records in codes.items():
        have = {record.page: record for (other, _), record in site.made.items() if other == code}
        path = f"content/{code}/translations.yaml"
        file = project.folders.project / path
        changes.append(Change(path, file.read_bytes() if file.is_file() else None, text({**have, **records}).encode()))
    together.write(project.folders.project, changes)
    return Confirmed(tuple(change.path for change in changes), count)


def renewed(old: Made | None, origin: Page, own: Iterable[str], ids: Collection[str], made: str, by: str) -> Made:
    """The record of a translation whose sections ``ids``, of its ``own``, are made from ``origin`` as it is now.

    A review is of the text as it was: it is forgotten where a section's record changes, or ``made`` says it was made anew.
    """
    now = {section.id: section.fingerprint for section in origin.sections}
    was = dict(old.sections) if old else {}
    sections = tuple((id, now[id] if id in ids else was[id]) for id in own if id in now and (id in ids or id in was))
    record = old or Made(record_name(origin), origin.language, "machine", "", "", "", (), Place(""))
    if made or any(was.get(id) != digest for id, digest in sections):
        record = record._replace(reviewed_by="", reviewed="")
    record = record._replace(sections=sections)
    return record._replace(made=made, by=by) if made else record


def text(records: dict[str, Made]) -> str:
    """The file for the records of one language: sorted, one line a section, so that changes read well in a diff."""
    lines = [HEADER]
    for name, made in sorted(records.items()):
        lines.append(f"{name}:\n  from: {made.origin}\n  made: {made.made}\n")
        for key, value in (("by", made.by), ("reviewed-by", made.reviewed_by), ("reviewed", made.reviewed)):
            lines.append(f"  {key}: {quoted(value)}\n" if value else "")
        lines.append("  sections:\n" if made.sections else "")
        lines.extend(f"    {id}: {quoted(digest)}\n" for id, digest in made.sections)
    return "".join(lines)

