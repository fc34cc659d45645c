"""What an agency delivered, held against what we have: which segments changed, and everything that is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from press.adapters.xliff import File, Runs, Unit
from press.checks.languages import MEANT
from press.commands.exchange_offers import DONE_STATES, EMPTY_STATE, Offer, Segment
from press.problems import Message, Place, Problem, did_you_mean, say
from press.readers.inline import (
    FRAME,
    LEADS,
    MAY_GO,
    SPACE,
    has_words,
    keys,
    marks,
    merged,
    numbered_as,
    restored,
    runs,
    same,
    written,
)
from press.readers.markup import fingerprint
from press.readers.text import FORBIDDEN, forbidden

NOTHING = "-"
"""Stands for the digest of a target that is not there."""
MACHINE = frozenset({"mt-suggestion", "leveraged-mt"})
"""What says that a machine made a target (XLIFF 1.2, 2.5.3 "state-qualifier", and a common one beside it)."""
OWN = FRAME | {"variable"}
"""Marks that a segment has only where its source has them."""
NUMBER = "%(num)s"
""""Two days" may be one word, without the number."""
PIPE = re.compile(r"(?<!\\)\|")
LINE_END = re.compile(r"[ \t]*\r?\n")


class Delivered(NamedTuple):
    """One file of ours as it came back. ``changes`` are the new texts by segment; ``done`` the segments, unchanged, that
    somebody has called finished; ``machine``: the file says that one of the changed was made by a machine."""

    offer: Offer
    changes: dict[str, str]
    done: frozenset[str]
    machine: bool
    lines: dict[str, int]


def digest(target: Runs) -> str:
    """A short digest of a target, the same however a tool lays its white space out."""
    return fingerprint(same(target)) if target else NOTHING


def record(offer: Offer) -> str:
    """What we write into the file to know it by again: segment, digest of its source, digest of its target."""
    lines = (f"{_key(item.id)} {item.fingerprint} {digest(item.target)}" for item in offer.segments)
    return "\n" + "".join(f"{line}\n" for line in lines)


def _key(id: str) -> str:
    return id if SPACE.search(id) is None else fingerprint(id)


def compare(offer: Offer, file: File, path: str, problems: list[Problem]) -> Delivered:
    """Hold a ``file`` of the document at ``path`` against what we have."""
    rows = [line.split() for line in file.record.splitlines() if line.strip()]
    table = {row[0]: (row[1], row[2]) for row in rows if len(row) == 3}
    mine = {segment.id: segment for segment in offer.segments}
    checker = _Checker(offer, path, problems, {}, {})
    if not table:
        checker.problem(
            file.line,
            say(
                "The part for %(page)s has lost the record of its export (the skeleton in its header).", page=offer.path
            ),
            say("Ask the agency for the file with its headers whole; their tool can keep them."),
        )
    done: set[str] = set()
    machine = False
    begun = _begun(file.units, mine)
    for unit in file.units if table else ():
        segment, exported = mine.get(unit.id), table.get(_key(unit.id))
        target = _delivered(unit, segment, begun)
        checker.lines[unit.id] = unit.line
        if unit.target is None or (exported is not None and exported[1] == digest(target)):
            if segment is not None and exported == (segment.fingerprint, digest(segment.target)):
                checker.marks(segment, target, unit.line)
                if unit.approved or unit.state in DONE_STATES:
                    done.add(unit.id)
            continue
        if segment is not None and segment.given and not target:
            continue  # there was nothing to translate
        if segment is None or exported is None:
            checker.unknown(unit, exported is not None, mine)
        elif digest(segment.target) not in (digest(target), digest(_as_exported(segment, target))):
            checker.segment(segment, target, unit.line, exported)
            machine = machine or unit.qualifier in MACHINE
    checker.together(mine.values())
    return Delivered(offer, checker.changes, frozenset(done), machine, checker.lines)


def _begun(units: Iterable[Unit], mine: dict[str, Segment]) -> frozenset[str]:
    """The sections somebody has begun to translate: a target differs from its source."""
    pairs = ((same(unit.target or ()), mine[unit.id]) for unit in units if unit.id in mine)
    return frozenset(item.section for words, item in pairs if item.section and words and words != same(item.source))


def _delivered(unit: Unit, segment: Segment | None, begun: frozenset[str]) -> Runs:
    """The target; nothing where a tool has put the source into a target that nobody has translated.

    In a section that somebody has begun to translate, words that stay the same are a translation.
    """
    found = merged(unit.target or ())
    if not same(found):
        return ()
    if segment is None or segment.target or unit.state not in ("new", EMPTY_STATE) or segment.section in begun:
        return found
    return () if same(found) == same(segment.source) else found


def _as_exported(segment: Segment, target: Runs) -> Runs:
    """A delivered target as it would be sent out again: a mark the translator has typed is a tag then."""
    found, _ = restored(segment.source, target)
    return numbered_as(segment.source, runs(written(found), segment.grammar))


class _Checker:
    """Gathers the changes to one file of ours, and the problems with them."""

    def __init__(
        self, offer: Offer, path: str, problems: list[Problem], changes: dict[str, str], lines: dict[str, int]
    ) -> None:
        self.offer = offer
        self.path = path
        self.problems = problems
        self.changes = changes
        self.lines = lines
        self.told: set[str] = set()

    def problem(self, line: int, what: Message, fix: Message) -> None:
        """Note a mistake at a line of the delivered file."""
        self.problems.append(Problem(Place(self.path, line), what, fix))

    def unknown(self, unit: Unit, was_known: bool, mine: dict[str, Segment]) -> None:
        """A segment we do not have, or no longer."""
        if was_known:
            what = say("The segment “%(id)s” of %(page)s is not there any more.", id=unit.id, page=self.offer.path)
            self.problem(unit.line, what, AGAIN)
        else:
            what = say("%(page)s has no segment “%(id)s”.", id=unit.id, page=self.offer.path)
            fix = say("Take it out of the file, or export again and translate it there.")
            self.problem(unit.line, what, did_you_mean(unit.id, mine, fix))

    def segment(self, segment: Segment, target: Runs, line: int, exported: tuple[str, str]) -> None:
        """A segment whose target is another than when it was sent out."""
        words = {"id": segment.id, "page": self.offer.path}
        if not target:
            what = say("The translation of “%(id)s” in %(page)s has been emptied.", **words)
            self.problem(line, what, say("Put the words back into its target, or leave the segment out."))
        elif exported[0] != segment.fingerprint:
            if segment.section not in self.told:
                what = say("The source of “%(id)s” in %(page)s has changed since the export.", **words)
                self.problem(line, what, AGAIN)
            self.told.add(segment.section or segment.id)
        elif exported[1] != digest(segment.target):
            what = say("The translation of “%(id)s” in %(page)s has been changed here since the export.", **words)
            self.problem(line, what, AGAIN)
        else:
            self.take(segment, target, line)

    def marks(self, segment: Segment, target: Runs, line: int) -> Runs | None:
        """The target with its marks put back; None where they do not fit the source's, which is told."""
        found, wrong = restored(segment.source, target)
        if not wrong:
            return found
        what = say(
            "A mark of “%(id)s” in %(page)s is changed or out of its place: %(marks)s.",
            id=segment.id,
            page=self.offer.path,
            marks=_list(wrong),
        )
        fix = say("Copy the marks from the source segment again; of a pair, both, and in their order.")
        self.problem(line, what, fix)
        return None

    def take(self, segment: Segment, target: Runs, line: int) -> None:
        """A change: its marks are put back, and it must hold nothing that no text may hold."""
        found = self.marks(segment, target, line)
        for character in dict.fromkeys(FORBIDDEN.findall(written(target))):
            self.problems.append(forbidden(character, Place(self.path, line)))
        if found is not None:
            laid_out = (_laid_out(run, segment.kind) if isinstance(run, str) else run for run in found)
            self.changes[segment.id] = written(merged(laid_out)).strip()

    def together(self, segments: Iterable[Segment]) -> None:
        """Every section with a change in it keeps the marks it must have, and gets no others."""
        groups: dict[str, list[Segment]] = {}
        for segment in segments:
            groups.setdefault(segment.section or segment.id, []).append(segment)
        for group in groups.values():
            if any(segment.id in self.changes for segment in group):
                self.balance(group)

    def balance(self, group: list[Segment]) -> None:
        """What the segments of a section lack of their source's marks, and what they have beside them.

        What leads somewhere may stand in another segment than in the source, but not be fewer in the section than there,
        or than in the translation so far, which has perhaps put two sentences together.
        """
        changed = [segment for segment in group if segment.id in self.changes]
        source = {segment.id: runs(written(segment.source), segment.grammar) for segment in group}
        old = {segment.id: runs(written(segment.target), segment.grammar) for segment in group}
        now = {**old, **{segment.id: runs(self.changes[segment.id], segment.grammar) for segment in changed}}
        kinds = {
            m.key: m.what for table in (source, old, now) for found in table.values() for m in marks(found).values()
        }
        want, before, have = ({id: keys(found) for id, found in table.items()} for table in (source, old, now))
        fresh = not any(segment.target and not segment.given for segment in group)
        lost: dict[str, list[str]] = {}
        extra: dict[str, list[str]] = {}
        for key, kind in kinds.items():
            whole, was, is_now = (sum(table[id][key] for id in table) for table in (want, before, have))
            if kind in LEADS and is_now < (whole if fresh or not was else min(whole, was)):
                blamed = [
                    item for item in changed if have[item.id][key] < max(want[item.id][key], before[item.id][key])
                ]
                for item in blamed or [item for item in group if have[item.id][key] < want[item.id][key]]:
                    lost.setdefault(item.id, []).append(key)
            for item in changed:
                mine, theirs, mine_before = have[item.id][key], want[item.id][key], before[item.id][key]
                short = mine < theirs and (mine < mine_before or not has_words(item.target))
                if short and kind not in LEADS | MAY_GO and key != NUMBER:
                    lost.setdefault(item.id, []).append(key)
                new = mine and not mine_before and key != NUMBER
                if new and ((kind in LEADS and not whole) or (kind in OWN and not theirs)):
                    extra.setdefault(item.id, []).append(key)
        self.tell(lost, extra)
        for item in changed:
            if "%(" in written(item.source) and "%" in MEANT.sub("", self.changes[item.id]):
                what = say("The translation of “%(text)s” has a %% sign that stands by itself.", text=item.id)
                fix = say("Write %%%% for a percent sign, and the words exactly as in the text above it.")
                self.problem(self.lines[item.id], what, fix)

    def tell(self, lost: dict[str, list[str]], extra: dict[str, list[str]]) -> None:
        """Say which marks are missing, and which are there without a reason."""
        page = self.offer.path
        for id, found in lost.items():
            what = say(
                "The translation of “%(id)s” in %(page)s lacks a mark of its source: %(marks)s.",
                id=id,
                page=page,
                marks=_list(found),
            )
            fix = say("Put it in again where it belongs, as it stands in the source segment.")
            self.problem(self.lines.get(id, 0), what, fix)
        for id, found in extra.items():
            what = say(
                "The translation of “%(id)s” in %(page)s has what its source has not: %(marks)s.",
                id=id,
                page=page,
                marks=_list(found),
            )
            self.problem(self.lines[id], what, say("Take it away, or add it to the source page first."))


def _laid_out(words: str, kind: str) -> str:
    """Words as they may stand in the file: one line for a block, the lines as they are for a whole section."""
    if kind == "rest":
        return LINE_END.sub("\n", words)
    words = SPACE.sub(" ", words)
    return PIPE.sub(r"\\|", words) if kind.endswith("cell") else words


def _list(found: Iterable[str]) -> str:
    return ", ".join(SPACE.sub(" ", mark).strip() for mark in found)


AGAIN = say("Export the page again and have this part looked at anew.", how="--page NAME")
