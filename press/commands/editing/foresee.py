"""Foresee: what publishing would change, worked out as publishing does – and nothing is written."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Literal, NamedTuple

from press.adapters.templates import TemplateMistake
from press.commands.project import PROGRAM, Project, template_problem
from press.commands.publish import Shelves, foreign, still
from press.commands.served import outdated
from press.commands.site_plan import Plan, site_plan
from press.commands.why import FIELDS
from press.commands.workshop import Output, Row, Unmade, same_edition
from press.problems import Message, Problem, say
from press.store import stamps
from press.store.keys import Key
from press.store.output import Manifest, content_digest, files_below, read_manifest

Sort = Literal["changed", "added", "removed", "unsure"]
"""What would happen to a file. ``unsure``: it is made from something that has changed, and takes too long to be made for a look."""

FOLDER_OF = {"beside": "beside/"}
"""Makers whose files show a page in another form, in a folder of their own below the language's."""
READ = frozenset({"page", "beside", "county"})
"""Makers of what readers read as pages."""


class Change(NamedTuple):
    """A file that would change: its maker, its page's name and language (empty where it is none's), and the fields of its view
    that differ (:data:`press.commands.why.FIELDS`)."""

    path: str
    sort: Sort
    maker: str
    code: str
    page: str
    fields: tuple[str, ...] = ()


class Foreseen(NamedTuple):
    """What publishing would do: the problems that stop it or are warned of, and the files it would change. ``first``: nothing is
    published yet, so all is new and nothing was compared."""

    problems: tuple[Problem, ...]
    changes: tuple[Change, ...]
    first: bool
    plan: Mapping[str, Output]

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that stop publishing."""
        return tuple(problem for problem in self.problems if problem.severity == "error")

    def shows(self, path: str) -> bool:
        """Whether a file is in the plan and made quickly enough for a look."""
        output = self.plan.get(path)
        return output is not None and not (output.late or output.alone or output.typeset)


class Group(NamedTuple):
    """The changes of one page in all its languages; ``page`` is empty for what belongs to none, and then ``maker`` tells what it is."""

    page: str
    maker: str
    changes: tuple[Change, ...]

    @property
    def codes(self) -> tuple[str, ...]:
        """The languages in which readers will see another page."""
        return tuple(dict.fromkeys(change.code for change in self.changes if change.code))

    @property
    def fields(self) -> tuple[str, ...]:
        """Why, by the fields that differ in any of the languages; by those of the page itself where it differs, not of its other forms."""
        told = [change for change in self.changes if change.maker != "beside"] or self.changes
        return tuple(dict.fromkeys(name for change in told for name in change.fields))


def unchanged(project: Path, out: Path) -> bool:
    """Whether nothing at all has changed since the last publishing: the same quick look as at the program's own door."""
    return stamps.Look(os.fspath(PROGRAM), os.fspath(project)).known(os.fspath(out)) is not None


def foresee(project: Project, out: Path) -> Foreseen:
    """What publishing ``project`` into ``out`` would change. Reads the files of ``out``, writes nothing, in this process alone."""
    out = out.resolve()
    nothing = Foreseen(project.problems, (), False, {})
    if project.errors:
        return nothing
    try:
        everything = site_plan(project)
        there, before = files_below(out), read_manifest(out)
        if theirs := foreign(out, everything.outputs, there, before):
            return nothing._replace(problems=(*theirs, *project.problems))
        plan = {output.path: output for output in everything.outputs}
        gone = [Change(path, "removed", "", *_belongs(path, "", project)) for path in before if path not in plan]
        if before:
            found = list(_differing(project, out, everything, there, before))
        else:
            found = [Change(path, "added", output.maker, *_belongs(path, output.maker, project), ("new",)) for path, output in plan.items()]
        return Foreseen((*outdated(project, out), *project.problems), tuple(found + gone), not before, plan)
    except TemplateMistake as mistake:
        return nothing._replace(problems=(template_problem(mistake), *project.problems))
    except Unmade as unmade:
        return nothing._replace(problems=(*unmade.problems, *project.problems))


def _differing(project: Project, out: Path, plan: Plan, there: Mapping[str, os.stat_result], before: Manifest) -> Iterable[Change]:
    shelf = Shelves(project.ledger, out, [language.code for language in project.site.published])
    known = {path: row for path, row in shelf.rows() if still(path, row, dict(there), before)}
    rows, found, unsure = dict(known), [], False
    for output in plan.outputs:
        if output.late or same_edition(output, known.get(output.path)):
            continue
        sort, fields, row = _judged(output, known.get(output.path), before, there)
        unsure = unsure or sort == "unsure"
        if row is not None:
            rows[output.path] = row
        if sort is not None:
            found.append(Change(output.path, sort, output.maker, *_belongs(output.path, output.maker, project), fields))
    for output in plan.outputs:
        if output.late:
            seen = output._replace(view=partial(output.view, rows))
            sort, fields, _ = ("unsure", (), None) if unsure else _judged(seen, known.get(output.path), before, there)
            if sort is not None:
                found.append(Change(output.path, sort, output.maker, *_belongs(output.path, output.maker, project), fields))
    return found


def _judged(output: Output, row: Row | None, before: Manifest, there: Mapping[str, os.stat_result]) -> tuple[Sort | None, tuple[str, ...], Row | None]:
    """What would happen to a file, because of which fields, and its row as far as others tell of it."""
    view = output.view()
    key = Key(output.maker, view)
    if row is not None and row[0] == key.digest:
        return None, (), row
    fields = key.differing(row[4]) if row else ("new",)
    here = output.path in before and output.path in there
    if output.alone or output.typeset:
        return ("unsure" if here else "added"), fields, None
    data = output.make(view, key)
    digest = content_digest(data)
    new: Row = (key.digest, digest, len(data), 0, key.marks, fields, output.edition)
    if here and before[output.path] == (digest, len(data)) and there[output.path].st_size == len(data):
        return None, (), new
    return ("changed" if here else "added"), fields, new


def _belongs(path: str, maker: str, project: Project) -> tuple[str, str]:
    """``(language code, page name)`` of a file; empty where it is none's."""
    code, _, rest = path.partition("/")
    if code not in project.site.languages:
        return "", ""
    folder = next((name for name in FOLDER_OF.values() if rest.startswith(name)), "")
    name = rest.removeprefix(folder)
    if name.endswith(".html") and (maker in READ or (not maker and "/" not in name)):
        return code, name.removesuffix(".html")
    return code, ""


def grouped(changes: Iterable[Change], order: Iterable[str]) -> list[Group]:
    """The changes by page, in the ``order`` of the pages' names, then what belongs to no page, by what it is."""
    table: dict[tuple[str, str], list[Change]] = {}
    for change in changes:
        table.setdefault((change.page, "" if change.page else change.maker), []).append(change)
    place = {name: at for at, name in enumerate(order)}
    return [
        Group(page, maker, tuple(found))
        for (page, maker), found in sorted(table.items(), key=lambda item: (not item[0][0], place.get(item[0][0], len(place)), item[0]))
    ]


def why_in_words(fields: Iterable[str]) -> list[Message]:
    """The reasons in words, each once."""
    return list(dict.fromkeys(FIELDS.get(name) or say("something else on the page") for name in fields))


def made(foreseen: Foreseen, path: str) -> bytes:
    """A file as it would be published. Raises KeyError for one that is not in the plan or takes too long to be made for a look."""
    if not foreseen.shows(path):
        raise KeyError(path)
    output = foreseen.plan[path]
    view = output.view()
    return output.make(view, Key(output.maker, view))
