"""Logs counted as they come in, one after the other: nothing of them is written down, and one that cannot be read spoils no number."""

from __future__ import annotations

import datetime
import gzip
import hashlib
import zlib
from collections.abc import Iterable
from typing import NamedTuple

from press.commands.visits import EXTRAS, Misuse, Wish, damaged, misuse, no_log, unpacked
from press.model import Site
from press.problems import Place, Problem, say
from press.readers.access_log import Stream, Tally, read_log
from press.readers.visited import Paths

MOST_BYTES = 4_000_000_000
"""A log of more bytes has to be divided: a browser cannot send much more in one piece."""
MOST_UNPACKED = 60_000_000_000
"""What a packed log may grow to. A log shrinks to a tenth or a fiftieth; a file made to waste time to a thousandth."""


class Counted(NamedTuple):
    """A log: its numbers and the digest of its bytes, or why it was not counted."""

    tally: Tally | None
    digest: str
    problem: Problem | None


class TooMuch(Exception):
    """A packed log grows beyond all measure."""


class _Seen:
    """A stream of which the digest is taken as it is read."""

    def __init__(self, stream: Stream) -> None:
        self.stream, self.state = stream, hashlib.blake2b(digest_size=16)

    def read(self, size: int = -1, /) -> bytes:
        data = self.stream.read(size)
        self.state.update(data)
        return data


class _Limited:
    """A stream that ends with TooMuch when it gives more than ``most`` bytes."""

    def __init__(self, stream: Stream, most: int) -> None:
        self.stream, self.left = stream, most

    def read(self, size: int = -1, /) -> bytes:
        data = self.stream.read(size)
        self.left -= len(data)
        if self.left < 0:
            raise TooMuch
        return data


def period(since: str, until: str) -> tuple[datetime.date | None, datetime.date | None] | Misuse:
    """The first and the last day of a form, empty for all; or what is wrong with them. Raises ValueError for what no field for a day
    gives."""
    first, last = (datetime.date.fromisoformat(text) if text else None for text in (since, until))
    return misuse(Wish((), first, last)) or (first, last)


def counted(site: Site, stream: Stream, since: datetime.date | None, until: datetime.date | None, most: int = MOST_UNPACKED) -> Counted:
    """Count a log from its bytes. Memory does not grow with it. Raises what the stream does."""
    seen, tally = _Seen(stream), Tally(since, until)
    try:
        good = read_log(_Limited(unpacked(seen), most), tally, Paths(site, EXTRAS))
    except TooMuch:
        what = say("The packed file grows to more than %(most)s GB.", most=most // 10**9)
        return Counted(None, "", Problem(Place(""), what, say("Is it a log? Unpack it and divide it if it is.")))
    except (EOFError, gzip.BadGzipFile, zlib.error):
        return Counted(None, "", damaged(""))
    if not good:
        return Counted(None, "", no_log(""))
    return Counted(tally, seen.state.hexdigest(), None)


def together(tallies: Iterable[Tally]) -> Tally:
    """The numbers of several logs as those of one."""
    whole = Tally()
    for one in tallies:
        for week, numbers in one.weeks.items():
            own = whole.weeks.setdefault(week, {})
            for target, number in numbers.items():
                own[target] = own.get(target, 0) + number
        for reason, number in one.left.items():
            whole.left[reason] += number
        whole.lines += one.lines
        whole.unreadable += one.unreadable
        whole.other += one.other
        whole.unnamed += one.unnamed
        if one.first:
            whole.first = min(whole.first or one.first, one.first)
        whole.last = max(whole.last, one.last)
    return whole
