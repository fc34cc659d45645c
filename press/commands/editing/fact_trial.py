"""Facts on trial: what a change would make of them, what is wrong with it, and what readers would see – by the site's own functions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from press import library
from press.adapters.i18n import Interface
from press.adapters.yaml import remembering
from press.checks import facts as checks
from press.commands.editing.fact_fields import Files, fields_of
from press.commands.editing.in_place import line_of
from press.commands.project import Project
from press.makers.slots import Voice, fact_view
from press.model import Fact, frozen
from press.problems import Problem
from press.store.ledger import Memo


class Trial(NamedTuple):
    """What comes of a change: all facts, and the mistakes that were not there before it."""

    facts: Mapping[str, Fact]
    problems: tuple[Problem, ...]


class Seen(NamedTuple):
    """A fact as readers see it in a language: HTML to stand in a text, the same without marks, and where a link leads."""

    code: str
    tag: str
    direction: str
    language: str
    html: str
    plain: str
    url: str


def tried(project: Project, before: Files, after: Files) -> Trial:
    """Read ``after`` as the site reads its facts; mistakes that ``before`` had already are left out."""
    was, _ = _read(project, before)
    now, facts = _read(project, after)
    old = {_sort(problem) for problem in was}
    return Trial(facts, tuple(problem for problem in now if problem.severity == "error" and _sort(problem) not in old))


def _read(project: Project, files: Files) -> tuple[list[Problem], Mapping[str, Fact]]:
    problems: list[Problem] = []
    with remembering(Memo(project.ledger, "yaml").get):
        facts = library.facts_of({path: text.encode("utf-8", "replace") for path, text in files.items()}, project.site.languages, problems)
    site = project.site._replace(facts=frozen(facts), problems=tuple(problems))
    return [*problems, *checks.check(site, project.today)], facts


def _sort(problem: Problem) -> tuple[object, ...]:
    """What makes two problems the same although the lines have moved."""
    return (problem.where.path, problem.what, problem.severity)


def by_field(problems: Iterable[Problem], files: Files, name: str, path: str, kind: str, codes: Iterable[str]) -> list[tuple[str, Problem]]:
    """Each problem with the field of the form it is about; an empty text for one that is about none."""
    keys = {"words": "name" if kind == "link" else "text"}
    lines: dict[int, str] = {}
    for field in fields_of(kind, codes):
        first, _, code = field.partition(".")
        key = keys.get(first, first)
        at = line_of(files[path], (name, key, code) if code else (name, key))
        if at:
            lines.setdefault(at, field)
            lines.setdefault(line_of(files[path], (name, key)), field)
    found = []
    for problem in problems:
        said = dict(problem.what.args).get("key", "")
        field = next((one for one in fields_of(kind, codes) if said and keys.get(one.partition(".")[0], one.partition(".")[0]) == said), "")
        found.append((field or (lines.get(problem.where.line, "") if problem.where.path == path else ""), problem))
    return found


def seen(project: Project, fact: Fact, codes: Iterable[str]) -> list[Seen]:
    """A fact without mistakes as readers see it in each of the languages ``codes``."""
    site, memo, found = project.site, Memo(project.ledger, "shared"), []
    for code in codes:
        language = site.languages[code]
        view = fact_view(fact, language, site, Voice(language, Interface.of(site.catalogs[code]), memo))
        url = re.search(r'href="(https:[^"]*)"', view.before)
        found.append(Seen(code, language.tag, language.direction, language.name, view.before + view.words + view.after, view.plain, url.group(1) if url else ""))
    return found
