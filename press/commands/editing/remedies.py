"""Remedies: mistakes that can be put right by one click. A problem and a text go in, the text put right comes out, or nothing.

Each remedy does what the problem's own way out says, where there is one way only; what needs a decision is left to the writer.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from press.commands.editing import remedies_front, remedies_words
from press.commands.editing.remedies_words import Case
from press.model import Site
from press.problems import Problem

Remedy = Callable[[Case], str | None]


class Splice(NamedTuple):
    """A change of a text: what stands from ``start`` to ``end`` becomes ``new``. Counted in UTF-16 units, as browsers count."""

    start: int
    end: int
    new: str


def remedy(problem: Problem, text: str, site: Site) -> str | None:
    """``text`` with the mistake put right; None where that is not possible, or not without a decision."""
    work = REMEDIES.get(problem.what.template)
    lines = text.split("\n")
    number = problem.where.line
    if work is None or not 0 < number <= len(lines):
        return None
    near = dict(problem.fix.args).get("near", "")
    found = work(Case(dict(problem.what.args), near, text, lines, number - 1, problem.where.path, site))
    return found if found != text else None


def splice(old: str, new: str) -> Splice:
    """The smallest change that makes ``new`` of ``old``, never within a character."""
    most = min(len(old), len(new))
    start = next((index for index in range(most) if old[index] != new[index]), most)
    tail = next((index for index in range(most - start) if old[-1 - index] != new[-1 - index]), most - start)
    return Splice(_units(old[:start]), _units(old[: len(old) - tail]), new[start : len(new) - tail])


def shown(old: str, new: str) -> tuple[str, str]:
    """What a change takes and what it puts there, whole words of one line each, so that a person sees what a click will do."""
    first, second = old.split("\n"), new.split("\n")
    at = next((index for index, (one, other) in enumerate(zip(first, second, strict=False)) if one != other), min(len(first), len(second)) - 1)
    if len(first) != len(second):
        longer = second if len(second) > len(first) else first
        line = longer[at] or longer[min(at + 1, len(longer) - 1)]
        return ("", line[:120]) if longer is second else (line[:120], "")
    one, other = first[at], second[at]
    start = next((index for index, (left, right) in enumerate(zip(one, other, strict=False)) if left != right), min(len(one), len(other)))
    tail = next((index for index in range(min(len(one), len(other)) - start) if one[-1 - index] != other[-1 - index]), min(len(one), len(other)) - start)
    while start and not one[start - 1].isspace():
        start -= 1
    while tail and not one[len(one) - tail].isspace():
        tail -= 1
    return one[start : len(one) - tail][:120], other[start : len(other) - tail][:120]


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


REMEDIES: Mapping[str, Remedy] = {
    "The fact “%(name)s” does not exist.": remedies_words.fact,
    "The source “%(name)s” is not a fact.": remedies_front.source,
    "The owner “%(owner)s” is not known.": remedies_front.owner,
    "There is no page “%(name)s.md”.": remedies_words.page,
    "There is no “#%(anchor)s” on the page “%(name)s”.": remedies_words.anchor,
    "There is no picture “%(file)s” in content/images/.": remedies_words.picture,
    "The picture “%(target)s” is not in content/images/.": remedies_words.picture_elsewhere,
    "“%(mark)s” is not a language of the table.": remedies_words.mark,
    "The class “.%(name)s” is not known.": remedies_words.label,
    "Only a section can be a step of the plan.": remedies_words.no_step,
    "A page about violence has a step of the plan, and the plan can be seen by others.": remedies_words.no_step,
    "The heading has no id.": remedies_words.id_missing,
    "The source page has no section “#%(id)s”.": remedies_words.id_other,
    "“#%(id)s” cannot be used as an id.": remedies_words.id_odd,
    "“# …” is not used in a page: the title is the first heading.": remedies_words.title_heading,
    "The heading jumps from level %(before)s to level %(after)s.": remedies_words.level,
    "The heading is empty.": remedies_words.empty_heading,
    "A heading cannot stand inside a list or a note.": remedies_words.heading_inside,
    "A fact cannot be the address of a link: %(target)s.": remedies_words.fact_as_address,
    "An address or number is written out in the text: %(target)s.": remedies_words.known_address,
    "A web address stands in the text: %(text)s.": remedies_words.known_text,
    "An amount stands in the text: %(text)s.": remedies_words.known_text,
    "A number stands in the text: %(text)s.": remedies_words.known_text,
    "Links that begin with “%(scheme)s:” are not safe for readers.": remedies_words.known_address,
    "“%(target)s” is not a link this site can follow.": remedies_words.unfollowed,
    "The address “%(url)s” holds letters that may be look-alikes.": remedies_words.lookalike,
    "There is an invisible or reserved character here: U+%(code)s %(name)s.": remedies_words.invisible,
    "HTML is not used in pages: %(html)s.": remedies_words.html,
    "The front matter has no end.": remedies_front.end,
    "The file does not begin with front matter.": remedies_front.beginning,
    "This is not valid YAML: %(reason)s.": remedies_front.yaml,
    "“%(key)s” is not a key that is known here.": remedies_front.key,
    "“%(key)s” stands twice.": remedies_front.twice,
    "“%(key)s” is missing or empty.": remedies_front.missing,
    "“%(word)s” is not an audience.": remedies_front.word,
    "“%(value)s” is not one of the words allowed for “%(key)s”.": remedies_front.value,
    "“%(value)s” is not a date for “%(key)s”.": remedies_front.date,
    "“%(key)s” should be a whole number, not “%(value)s”.": remedies_front.number,
}
"""Which remedy there is for which problem, by the problem's sentence (a test looks that every sentence is really said)."""

