"""Links that follow a page: every text that names it, what is written in place, and the records of translations that go on to hold."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from press.checks.freshness import record_name
from press.commands.editing.changes import text_of
from press.commands.editing.documents import Refused
from press.commands.project import Project
from press.commands.translations import text as records_text
from press.model import Made, Page
from press.problems import say
from press.readers.pages import read_page
from press.store.together import Change

Fingerprints = Mapping[tuple[str, str, str, str], str]
"""New fingerprints of sections, by kind, language code, name and id of the section."""


class Way(NamedTuple):
    """Where links to the page ``old`` lead from now on: to ``new``; ``whole`` in the place of the anchor they have, too."""

    old: str
    new: str
    anchor: str = ""
    whole: bool = False


class Followed(NamedTuple):
    """Texts whose links follow, by path (old bytes, new bytes), and the fingerprints that differ by that alone."""

    texts: Mapping[str, tuple[bytes, bytes]]
    fingerprints: Fingerprints


def linked(data: bytes, way: Way) -> bytes:
    """A text with its links to the page following."""
    lead = rb"(\]\(\s*<?|^ {0,3}\[[^\]\n]+\]:[ \t]*<?)((?:\.\./[a-z]+/|\./)?)"
    form = re.compile(lead + re.escape(way.old.encode()) + rb"\.md(#[^)\s>]*)?(?=[)\s>]|\Z)", re.M)
    end = f"#{way.anchor}".encode() if way.anchor else b""

    def instead(found: re.Match[bytes]) -> bytes:
        anchor = end if way.whole else found[3] or b""
        return found[1] + found[2] + way.new.encode() + b".md" + anchor

    return form.sub(instead, data)


def follow(project: Project, way: Way, without: bool = False) -> Followed:
    """Every text with links to the page, as it will be; ``without``: the page itself is going. Raises Refused where one cannot follow."""
    site, folder = project.site, project.folders.project
    texts: dict[str, tuple[bytes, bytes]] = {}
    fingerprints: dict[tuple[str, str, str, str], str] = {}
    mark = f"{way.old}.md".encode()
    for page in (*site.texts, *site.begun.values()):
        if without and page.kind == "page" and page.name == way.old:
            continue
        old = text_of(folder, page.path) or b""
        if mark not in old:
            continue
        new = linked(old, way)
        read = read_page(new, page.path, page.language, page.name, page.kind, page.language == site.settings.source)
        for section in read.sections:
            for name, _, line in section.links:
                if name == way.old:
                    what = say("The link to “%(name)s” in %(path)s on line %(line)s cannot follow by itself.", name=way.old, path=page.path, line=line)
                    raise Refused(what, say("Write that link by hand first, as [words](page.md)."))
        if new != old:
            texts[page.path] = (old, new)
            fingerprints.update(_differing(page, read))
    return Followed(texts, fingerprints)


def _differing(page: Page, read: Page) -> dict[tuple[str, str, str, str], str]:
    was = {section.id: section.fingerprint for section in page.sections}
    return {
        (page.kind, page.language, page.name, section.id): section.fingerprint
        for section in read.sections
        if was.get(section.id) != section.fingerprint
    }


def records(project: Project, fingerprints: Fingerprints, names: Mapping[str, str]) -> tuple[Change, ...]:
    """The changes of all ``translations.yaml``: a section that was up to date with its source stays so, and an entry in ``names``
    gets its new name, or goes where that is empty."""
    site, found = project.site, []
    tables: dict[str, dict[str, Made]] = {}
    for (code, name), made in site.made.items():
        tables.setdefault(code, {})[name] = made
    for code, have in tables.items():
        new = {names.get(name, name): _renewed(project, made, fingerprints) for name, made in have.items() if names.get(name, name)}
        if new != have:
            path = f"content/{code}/translations.yaml"
            found.append(Change(path, text_of(project.folders.project, path), records_text(new).encode()))
    return tuple(found)


def _renewed(project: Project, made: Made, fingerprints: Fingerprints) -> Made:
    site = project.site
    origin = next((page for page in site.texts if page.language == made.origin and record_name(page) == made.page), None)
    if origin is None:
        return made
    was = {section.id: section.fingerprint for section in origin.sections}
    sections = tuple(
        (id, fingerprints.get((origin.kind, origin.language, origin.name, id), digest) if was.get(id) == digest else digest)
        for id, digest in made.sections
    )
    return made._replace(sections=sections) if sections != made.sections else made
