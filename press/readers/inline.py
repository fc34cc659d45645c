"""The words of a block and the marks among them, taken apart so that a translator moves a mark but need not write it.

``[[fact]]`` is one mark; ``[words](page.md)`` and ``**words**`` are two with words between. What is not known here is left
as words: a mark that is not protected can still be read, and what it leads to is checked like everything else.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from press.adapters.xliff import Runs, Tag

SAME = r"(?:(?!\n[ \t>]*\n).)"  # any character, but never over the empty line between two blocks
MARKDOWN = re.compile(
    rf"""
    (?P<escape>\\[!-/:-@\[-`{{-~])
    |(?P<break>(?:[ ]{{2,}}|\\)\n[ \t>]*)
    |(?P<code>(?P<ticks>`+)(?!`){SAME}+?(?<!`)(?P=ticks)(?!`))
    |(?P<fact>\[\[[^\[\]\n|]+?\]\])
    |(?P<open_named>\[\[[^\[\]\n|]+?\\?\|)(?P<named>[^\[\]\n]*)(?P<close_named>\]\])
    |(?P<language>\[[^\[\]\n]+\]\{{lang=[A-Za-z0-9-]+\}})
    |(?P<open_image>!\[)(?P<image>[^\[\]]*)(?P<close_image>\]\([^()\s]*\))
    |(?P<open_link>\[)(?P<link>(?:[^\[\]\n]|\n(?![ \t>]*\n)|\[[^\[\]\n]*\])+)(?P<close_link>\]\([^()\s]*(?:[ ]"[^"\n]*")?\))
    |(?P<tag></?[A-Za-z][^<>]*>|<!--.*?-->)
    |(?P<attributes>[ \t]*\{{[#.][^{{}}\n]*\}}(?=[ \t]*(?:\n|\Z)))
    |(?P<label>(?:^|(?<=\n))[ \t>]*\[![A-Za-z]+\](?=[ \t]*(?:\n|\Z)))
    |(?P<open_strong>\*\*|__)(?=\S)(?P<strong>{SAME}+?)(?<=\S)(?P<close_strong>(?P=open_strong))
    |(?P<open_emphasis>\*)(?![\s*]|\[[^\]\n]*\]:)(?P<emphasis>(?:(?!\*){SAME})+)(?<=\S)(?P<close_emphasis>\*)
    """,
    re.X | re.S,
)
CATALOG = re.compile(r"(?P<variable>%\(\w+\)s)")
"""The marks of a page, and those of an interface text."""
PLAIN = re.compile(r"(?!)")
"""No marks at all: titles, and the words of facts."""

MAY_GO = frozenset({"language", "emphasis", "break"})
"""Marks of one language's own: another may do without them."""
LEADS = frozenset({"fact", "named", "link", "image"})
"""Marks that lead somewhere or say what is true: every language has the same in a section."""
FRAME = frozenset({"attributes", "label"})
"""Marks that belong to the page, not to its words: none may be added."""

SPACE = re.compile(r"[ \t\r\n]+")
SOFT = re.compile(r"[ \t]*\n[ \t>]*")
LETTER = re.compile(r"[^\W\d_]")


class Mark(NamedTuple):
    """A mark as it is written: alone (``close`` empty), or before and after words. ``key`` is what it says or leads to."""

    what: str
    open: str
    close: str

    @property
    def key(self) -> str:
        """The same for every way of writing the same thing: ``[[a|b]]`` is the fact ``[[a]]``."""
        if self.what in ("fact", "named"):
            return "[[" + self.open.strip("[]|\\").split("|")[0].strip() + "]]"
        return self.close[1:] if self.what in ("link", "image") else self.open


def runs(text: str, grammar: re.Pattern[str]) -> Runs:
    """``text`` as words and tags; each mark has a number of its own, from 1, in the order they begin."""
    found: list[str | Tag] = []
    _take(text.replace("\r\n", "\n").replace("\r", "\n"), grammar, found, [0])
    return merged(found)


def _take(text: str, grammar: re.Pattern[str], found: list[str | Tag], count: list[int]) -> None:
    at = 0
    for match in grammar.finditer(text):
        what = match.lastgroup or ""
        if what == "escape":
            continue
        found.append(text[at : match.start()])
        at = match.end()
        count[0] += 1
        id = str(count[0])
        if what.startswith("close_"):
            what = what[6:]
            found.append(Tag("bpt", id, what, match["open_" + what]))
            _take(match[what], grammar, found, count)
            found.append(Tag("ept", id, what, match["close_" + what]))
        else:
            found.append(Tag("ph", id, "code" if what == "ticks" else what, match.group()))
    found.append(text[at:])


def merged(found: Iterable[str | Tag]) -> Runs:
    """Neighbouring words as one run, empty ones gone."""
    result: list[str | Tag] = []
    for run in found:
        if isinstance(run, str) and result and isinstance(result[-1], str):
            result[-1] += run
        elif run:
            result.append(run)
    return tuple(result)


def marks(found: Runs) -> dict[str, Mark]:
    """The marks by number."""
    table: dict[str, Mark] = {}
    for run in found:
        if isinstance(run, Tag):
            before = table.get(run.id)
            table[run.id] = before._replace(close=run.code) if before else Mark(run.what, run.code, "")
    return table


def keys(found: Runs) -> Counter[str]:
    """How often each mark stands there."""
    return Counter(mark.key for mark in marks(found).values())


def one_line(found: Runs) -> Runs:
    """The runs of one block: where a line ends in the file, the sentence goes on."""
    return merged(SOFT.sub(" ", run) if isinstance(run, str) else run for run in found)


def written(found: Runs) -> str:
    """The text the runs were made of."""
    return "".join(run if isinstance(run, str) else run.code for run in found)


def numbered_as(source: Runs, target: Runs) -> Runs:
    """``target`` with its marks numbered as the same marks of ``source``; what ``source`` has not is words again.

    So a tool sees no tag in a translation that its source has not, which most of them take for a mistake.
    """
    free: dict[Mark, list[str]] = {}
    for id, mark in marks(source).items():
        free.setdefault(mark, []).append(id)
    numbers = {id: free[mark].pop(0) for id, mark in marks(target).items() if free.get(mark)}
    return merged(
        run if isinstance(run, str) else run._replace(id=numbers[run.id]) if run.id in numbers else run.code
        for run in target
    )


def same(found: Runs) -> str:
    """A text that is equal for runs that say the same: white space and Unicode's ways of writing a letter do not count."""
    text = "".join(run if isinstance(run, str) else f"\x00{run.kind}{run.id}\x00" for run in found)
    return SPACE.sub(" ", unicodedata.normalize("NFC", text)).strip()


def has_words(found: Runs) -> bool:
    """Whether there is anything to translate."""
    return any(isinstance(run, str) and LETTER.search(run) for run in found)


def restored(source: Runs, target: Runs) -> tuple[Runs, tuple[str, ...]]:
    """A delivered target with the marks' own text put back, and those that do not fit, as they may be shown.

    A tag that the source has not, one whose text was changed, and a pair that is open, crossed or turned round do not fit.
    """
    known = {(run.kind, run.id): run for run in source if isinstance(run, Tag)}
    found: list[str | Tag] = []
    wrong: list[str] = []
    open: list[Tag] = []
    for run in target:
        if isinstance(run, str):
            found.append(run)
            continue
        ours = known.get((run.kind, run.id))
        if ours is None or (run.code and SPACE.sub("", run.code) != SPACE.sub("", ours.code)):
            wrong.append(run.code or f"<{run.kind} id={run.id}>")
        if ours is None:
            continue
        if run.kind == "bpt":
            open.append(ours)
        elif run.kind == "ept" and (not open or open.pop().id != run.id):
            wrong.append(ours.code)
        found.append(ours)
    wrong += [tag.code for tag in open]
    return merged(found), tuple(dict.fromkeys(wrong))
