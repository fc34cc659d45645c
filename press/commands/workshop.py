"""The workshop: works out views, compares their keys with what is remembered, and makes what is not; over the cores."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, NamedTuple

from press.adapters.processes import run, threads_began
from press.problems import Problem
from press.store.keys import Key
from press.store.ledger import Memo
from press.store.output import Manifest, Tree, content_digest

MANY = 48
"""From this number of outputs on, the work is spread over processes."""

TOGETHER, FEW = 64, 8
"""Outputs made in one go by one process: at most, and at the end."""

Row = tuple[str, str, int, int, bytes, tuple[str, ...], str]
"""What the ledger knows of an output: key, content digest, size, mtime (ns), field marks, why it was last made, and the key
of the edition it was up to date with."""

Maker = Callable[[Any, Key], bytes]
"""Makes the bytes of an output from its view and the view's key."""


class Output(NamedTuple):
    """A file to publish: its path, its maker's name, how to work out its view, and how to make its bytes from that.

    ``edition`` is the key of everything the view could depend on, or empty: while it stays, the view need not be worked out.
    A ``late`` output tells of the others: it is made last, and its view is worked out from all their rows. ``alone``: it takes so
    long that a process should do nothing else along with it; ``typeset``: typst makes it.
    """

    path: str
    maker: str
    view: Callable[..., Any]
    make: Maker
    edition: str = ""
    late: bool = False
    alone: bool = False
    typeset: bool = False


class Unmade(Exception):
    """An output that cannot be made, and why: ``problems`` for those who write the texts."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(*problems)
        self.problems = problems


class Work(NamedTuple):
    """A build's work: the new tree, everything wanted, the rows of files that are still what the ledger tells, what
    the old tree holds, cores, and what remembers the makers' smaller results."""

    tree: Tree
    plan: Sequence[Output]
    known: dict[str, Row]
    before: Manifest
    jobs: int
    memos: tuple[Memo, ...] = ()


class Done(NamedTuple):
    """What came of it: every output's row, the paths made anew, and those whose bytes differ (written to the tree)."""

    rows: dict[str, Row]
    made: list[str]
    written: set[str]


def plain(make: Callable[[Any], bytes]) -> Maker:
    """A maker that needs the view alone."""
    return lambda view, key: make(view)


def work_through(work: Work) -> Done:
    """Make every output whose key is not the remembered one; write it to the tree unless its bytes are the old ones."""

    todo = [out for out in work.plan if not out.late and not same_edition(out, work.known.get(out.path))]
    todo.sort(key=lambda output: not output.alone)  # the longest first, so that all processes end together
    spread = len(todo) >= MANY or sum(output.alone for output in todo) > 1
    if threads_began() and any(output.typeset for output in todo):
        spread = False  # typst has been used in this very process: it would hang in a fork of it

    def make(outputs: Sequence[Output]) -> tuple[list[tuple[Row, bool, bool]], list[dict[str, Any]]]:
        return [_output(work, output) for output in outputs], [memo.news() for memo in work.memos]

    results: list[tuple[Row, bool, bool]] = []
    for part, news in run(
        [partial(make, outputs) for outputs in portions(todo)], work.jobs if spread else 1
    ):
        results += part
        for memo, found in zip(work.memos, news, strict=True):
            memo.used.update(found)
    rows = {output.path: work.known[output.path] for output in work.plan if output.path in work.known and not output.late}
    made: list[str] = []
    written: set[str] = set()
    for output, (row, _, _) in zip(todo, results, strict=True):
        rows[output.path] = row
    late = [output for output in work.plan if output.late]
    results += [_output(work, output._replace(view=partial(output.view, dict(rows)))) for output in late]
    for output, (row, was_made, was_written) in zip([*todo, *late], results, strict=True):
        rows[output.path] = row
        if was_made:
            made.append(output.path)
        if was_written:
            written.add(output.path)
    return Done(rows, made, written)


def portions(todo: Sequence[Output]) -> list[Sequence[Output]]:
    """The work in portions: those of one edition together, for they share header, links and frames; towards the end smaller,
    so that all processes end together."""
    found: list[Sequence[Output]] = []
    start, fine = 0, len(todo) - len(todo) // 8
    for at in range(1, len(todo) + 1):
        most = TOGETHER if at < fine else FEW
        if at == len(todo) or at - start >= most or todo[start].alone or (todo[at].edition != todo[start].edition and at - start >= FEW):
            found.append(todo[start:at])
            start = at
    return found


def same_edition(output: Output, row: Row | None) -> bool:
    """Whether an output is up to date by its edition's key alone."""
    return row is not None and row[6] == output.edition != ""


def _output(work: Work, output: Output) -> tuple[Row, bool, bool]:
    """``(row, whether it was made, whether it was written)``; neither when what is remembered still holds."""
    row = work.known.get(output.path)
    view = output.view()
    key = Key(output.maker, view)
    if row is not None and row[0] == key.digest:
        return (*row[:6], output.edition), False, False
    data = output.make(view, key)
    digest, marks = content_digest(data), key.marks
    reasons = key.differing(row[4]) if row else ("new",)
    if row is not None and row[1] == digest:
        return (key.digest, digest, len(data), row[3], marks, reasons, output.edition), True, False
    # A forgetful ledger (a new program, a lost .press) is no reason to touch a file whose bytes are right.
    there = work.tree.mtime_if_same(output.path, data) if work.before.get(output.path) == (digest, len(data)) else None
    mtime = work.tree.write(output.path, data) if there is None else there
    return (key.digest, digest, len(data), mtime, marks, reasons, output.edition), True, there is None
