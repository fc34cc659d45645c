"""Publish: a Site becomes a folder. Only what differs is made, only what differs is written, and the switch is one step."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from press.adapters.templates import TemplateMistake
from press.commands.project import Project, template_problem
from press.commands.served import outdated
from press.commands.site_plan import Plan, site_plan
from press.commands.workshop import Output, Row, Unmade, Work, same_edition, work_through
from press.problems import Place, Problem, say
from press.store.keys import Key
from press.store.ledger import Ledger
from press.store.output import MANIFEST, Manifest, Tree, files_below, read_manifest


class Report(NamedTuple):
    """What a build did. ``made`` are the files made anew, ``written`` those of them whose bytes differ from before; ``served`` are warnings
    about servers' configurations."""

    pages: int
    languages: int
    files: int
    made: tuple[str, ...]
    written: tuple[str, ...]
    removed: tuple[str, ...]
    problems: tuple[Problem, ...]
    published: bool
    served: tuple[Problem, ...] = ()


class Shelves:
    """What the ledger knows of the files in an output folder: one shelf a language, so that few are written anew."""

    def __init__(self, ledger: Ledger, out: Path, codes: Iterable[str]) -> None:
        self.ledger = ledger
        self.name = "outputs-" + "".join(letter if letter.isalnum() else "-" for letter in str(out.resolve()))[-80:]
        self.codes = ("", *codes)
        self.tables: dict[str, dict[str, Row]] = {code: ledger.load(self._shelf(code)) for code in self.codes}

    def _shelf(self, code: str) -> str:
        return f"{self.name}--{code}"

    def rows(self) -> Iterator[tuple[str, Row]]:
        """Every ``(path, row)``."""
        return chain.from_iterable(table.items() for table in self.tables.values())

    def save(self, rows: dict[str, Row]) -> None:
        """Remember these rows, and no others."""
        tables: dict[str, dict[str, Row]] = {code: {} for code in self.codes}
        for path, row in rows.items():
            code = path.partition("/")[0]
            tables[code if code in tables else ""][path] = row
        for code, table in tables.items():
            if table != self.tables[code]:
                self.ledger.save(self._shelf(code), table)


def publish(project: Project, out: Path) -> Report:
    """Build the site of ``project`` into ``out``. On any error, ``out`` stays exactly as it was."""
    out = out.resolve()  # a link to the folder stays; what it leads to is switched
    refused = Report(0, len(project.site.published), 0, (), (), (), project.problems, False)
    if project.errors:
        return refused
    try:
        return _publish(project, out, site_plan(project))._replace(served=outdated(project, out))
    except TemplateMistake as mistake:
        return _with(refused, template_problem(mistake))
    except Unmade as unmade:
        return _with(refused, *unmade.problems)


def _with(report: Report, *problems: Problem) -> Report:
    return Report(0, report.languages, 0, (), (), (), (*problems, *report.problems), False)


def _publish(project: Project, out: Path, everything: Plan) -> Report:
    site, tree, plan = project.site, Tree(out), everything.outputs
    there, before = files_below(out), read_manifest(out)
    wanted = {output.path for output in plan}
    stale = tuple(sorted(path for path in before if path not in wanted))
    pages = (len(site.page_names) + len(site.counties)) * len(site.published)
    report = Report(pages, len(site.published), len(plan), (), (), stale, project.problems, False)
    if theirs := foreign(out, plan, there, before):
        return _with(report, *theirs)
    shelf = Shelves(project.ledger, out, [language.code for language in site.published])
    known = {path: row for path, row in shelf.rows() if still(path, row, there, before)}
    todo = {output.edition for output in plan if not same_edition(output, known.get(output.path))}
    memos = (everything.editions.memo, everything.frames.memo)
    if not known:
        project.templates.warm()  # everything will be made: load the templates once, before the work is spread
    tree.begin()
    try:
        done = work_through(Work(tree, plan, known, before, project.jobs, memos))
        manifest = {output.path: (done.rows[output.path][1], done.rows[output.path][2]) for output in plan}
        if len(done.written) == 1 and done.written <= before.keys() & there.keys() and manifest.keys() == before.keys():
            tree.publish_one(next(iter(done.written)), manifest)
        elif done.written or stale:
            _lay_out(tree, plan, done.rows, there, before, done.written)
            tree.publish(manifest)
        else:
            tree.discard()
    except BaseException:
        tree.discard()
        raise
    shelf.save(done.rows)
    for memo in memos:
        memo.save(keep=not todo.issuperset({everything.editions.key(language) for language in site.published}))
    return Report(
        pages,
        len(site.published),
        len(plan),
        tuple(done.made),
        tuple(sorted(done.written)),
        stale,
        project.problems,
        bool(done.written or stale),
    )


def still(path: str, row: Any, there: dict[str, os.stat_result], before: Manifest) -> bool:
    """Whether the file is still the very one the ledger tells of."""
    status = there.get(path)
    return status is not None and path in before and row[2:4] == (status.st_size, status.st_mtime_ns)


def foreign(out: Path, plan: Sequence[Output], there: dict[str, os.stat_result], before: Manifest) -> list[Problem]:
    """Files somebody else put where the program would write; the same bytes are taken over silently."""
    theirs = {path for path in there if path not in before and path != MANIFEST}
    if not theirs:
        return []
    wanted = {output.path for output in plan}
    folders = {folder for path in wanted for folder in _folders(path)}
    in_the_way = {path for path in theirs if path in folders}
    in_the_way |= {folder for path in theirs for folder in _folders(path) if folder in wanted}
    for output in plan:
        if output.path in theirs and (output.late or (out / output.path).read_bytes() != _made_now(output)):
            in_the_way.add(output.path)
    what = say("This file was not made by the program, and the program would overwrite it.")
    fix = say("Move it away or delete it, then build again.")
    return [Problem(Place(f"{out.name}/{path}"), what, fix) for path in sorted(in_the_way)]


def _made_now(output: Output) -> bytes:
    view = output.view()
    return output.make(view, Key(output.maker, view))


def _folders(path: str) -> list[str]:
    """The folders above a file: ``q/ut/index.html`` → ``q``, ``q/ut``."""
    parts = path.split("/")[:-1]
    return ["/".join(parts[:count]) for count in range(1, len(parts) + 1)]


def _lay_out(
    tree: Tree,
    plan: Sequence[Output],
    rows: dict[str, Any],
    there: dict[str, os.stat_result],
    before: Manifest,
    written: set[str],
) -> None:
    """Link everything that stays into the new tree: our unchanged files, and whatever is not ours."""
    for output in plan:
        if output.path not in written:
            tree.keep(output.path)
    for path in there:
        if path not in before and path not in rows and path != MANIFEST:
            tree.keep(path)
