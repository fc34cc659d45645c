"""Facts written: fields changed, dates moved, facts begun and taken away – never over somebody else's change, only what differs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from press.commands.editing.documents import Refused, located, open_text
from press.commands.editing.fact_fields import (
    Files,
    Values,
    begun,
    changed,
    edited,
    fields_of,
    found,
    language_file,
    later,
    next_review,
    without,
)
from press.commands.editing.fact_trial import by_field, tried
from press.commands.editing.fact_uses import uses
from press.commands.project import Project
from press.problems import Problem, did_you_mean, say
from press.readers.facts import FACT_KINDS
from press.readers.fields import NAME
from press.store import lines, together
from press.store.together import Change
from press.store.turn import ContentTurn

PERIOD = 6
"""Months until a new fact is looked at again, unless somebody says otherwise."""


class NoFact(KeyError):
    """There is no fact by that name."""


class Saved(NamedTuple):
    """What came of it: the files written; or why nothing was: ``faults`` by field, or the fields that somebody else has changed
    meanwhile, with what stands there now."""

    written: tuple[str, ...] = ()
    faults: tuple[tuple[str, Problem], ...] = ()
    theirs: Mapping[str, str] = {}


def texts(project: Path, languages: Iterable[str]) -> dict[str, str]:
    """The files that hold facts and their words, as they are now. Raises :class:`Refused`, OSError."""
    paths = [f"content/facts/{file.name}" for file in sorted((project / "content" / "facts").glob("*.yaml")) if not file.name.startswith(".")]
    paths += [language_file(code) for code in languages if (project / language_file(code)).is_file()]
    return {path: open_text(project, path).text for path in paths}


def save(project: Project, name: str, base: Values, now: Values) -> Saved:
    """Write the fields of ``now`` that differ from ``base``, what the writer began from. A field that somebody else has changed
    meanwhile is not written over: then nothing is. Their changes of other fields stay. Raises :class:`Refused`, :class:`NoFact`, OSError."""
    changes = changed(base, now)

    def act(before: Files) -> tuple[Files, Saved]:
        shown = found(before, name)
        if shown is None:
            raise NoFact(name)
        if not changes.keys() <= set(fields_of(shown.kind, project.site.languages)):
            raise Refused(say("“%(name)s” has no such field; somebody may have made it a fact of another kind.", name=name), say("Load the page again."))
        there = {key: shown.values.get(key, "") for key in changes}
        theirs = {key: text for key, text in there.items() if text != base.get(key, "") and text != changes[key]}
        if theirs:
            return before, Saved(theirs=theirs)
        mine = {key: value for key, value in changes.items() if value != there[key]}
        after = edited(before, name, shown.path, shown.kind, mine, project.site.settings.source)
        return _judged(project, before, after, name, shown.path, shown.kind)

    return _written(project, act)


def create(project: Project, name: str, kind: str, path: str, now: Values) -> Saved:
    """Begin a fact at the end of the file ``path``. Raises :class:`Refused`, OSError."""
    if not NAME.match(name):
        raise Refused(say("“%(name)s” cannot be a name.", name=name), say("Use small letters a–z, digits and hyphens."))
    if kind not in FACT_KINDS:
        raise ValueError(kind)

    def act(before: Files) -> tuple[Files, Saved]:
        if not path.startswith("content/facts/") or path not in before:
            raise Refused(say("“%(path)s” is not a file of facts.", path=path), did_you_mean(path, before, say("Choose one of the files.")))
        if found(before, name) is not None:
            raise Refused(say("There is a fact “%(name)s” already.", name=name), say("Choose another name, or change that one."))
        start = {**before, path: begun(before[path], name, kind)}
        after = edited(start, name, path, kind, changed({"verified": "true"}, now), project.site.settings.source)
        return _judged(project, before, after, name, path, kind)

    return _written(project, act)


def remove(project: Project, name: str) -> Saved:
    """Take a fact away that is used nowhere. Raises :class:`Refused`, :class:`NoFact`, OSError."""

    def act(before: Files) -> tuple[Files, Saved]:
        if found(before, name) is None:
            raise NoFact(name)
        if used := uses(project.site).get(name):
            what = say("“%(name)s” is used in %(path)s, and cannot be taken away.", name=name, path=used[0].path)
            raise Refused(what, say("Take it out of the texts first."))
        return without(before, name), Saved()

    return _written(project, act)


def confirm(project: Project, names: Iterable[str]) -> Saved:
    """Write that the facts were checked today and found right, and when to look at them again. Raises :class:`Refused`, :class:`NoFact`, OSError."""

    def act(before: Files) -> tuple[Files, Saved]:
        after = before
        for name in dict.fromkeys(names):
            shown = found(after, name)
            if shown is None:
                raise NoFact(name)
            dates = {"checked": project.today, "review-by": next_review(shown.values.get("checked", ""), shown.values.get("review-by", ""), project.today)}
            after = edited(after, name, shown.path, shown.kind, changed(shown.values, dates), project.site.settings.source)
        return after, Saved()

    return _written(project, act)


def fresh_dates(today: str) -> dict[str, str]:
    """The dates of a fact that is begun today."""
    return {"checked": today, "review-by": later(today, PERIOD)}


def _judged(project: Project, before: Files, after: Files, name: str, path: str, kind: str) -> tuple[Files, Saved]:
    """``after``, unless there is a mistake in it: then ``before``, and all mistakes."""
    faults = by_field(tried(project, before, after).problems, after, name, path, kind, project.site.languages)
    return (before, Saved(faults=tuple(faults))) if faults else (after, Saved())


def _written(project: Project, act: Callable[[Files], tuple[Files, Saved]]) -> Saved:
    """Let ``act`` change the texts and write those that differ, in one turn; all of them or none."""
    folder = project.folders.project
    with ContentTurn(folder):  # between looking and writing nobody else writes
        before = texts(folder, project.site.languages)
        after, saved = act(before)
        differ = [path for path in after if after[path] != before.get(path)]
        was = {path: located(folder, path).read_bytes() for path in differ}
        together.write(folder, [Change(path, was[path], lines.kept(was[path], after[path])) for path in differ])
    return saved._replace(written=tuple(differ))
