"""``build.py visits``: access logs counted into tables of ways in, languages, pages and weeks."""

from __future__ import annotations

import datetime
import gzip
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import BinaryIO, NamedTuple, cast

from press.makers.news import NAME as NEWS
from press.makers.offline import NAME as KEEP
from press.model import SEARCH, Site
from press.problems import Message, Place, Problem, say
from press.readers.access_log import Stream, Tally, read_log
from press.readers.visited import Paths

STDIN = "-"
GZIP = b"\x1f\x8b"
"""What a gzipped file begins with (RFC 1952, 2.3.1)."""

EXTRAS = {SEARCH: say("The search"), NEWS: say("News"), KEEP: say("The copy for when there is no network")}
"""Pages that nobody writes, and what staff call them."""


class Wish(NamedTuple):
    """What was asked for: files, and the first and the last day (None: all)."""

    logs: tuple[str, ...]
    since: datetime.date | None = None
    until: datetime.date | None = None


class Misuse(NamedTuple):
    """What is wrong with the command, and the way out."""

    what: Message
    fix: Message


def day(text: str, option: str) -> datetime.date | Misuse | None:
    """The day an option names; None where it is left out."""
    if not text:
        return None
    try:
        if len(text) != 10:
            raise ValueError
        return datetime.date.fromisoformat(text)
    except ValueError:
        what = say("“%(value)s” is not a date for “%(key)s”.", value=text, key=option)
        return Misuse(what, say("Write year-month-day, for example 2026-11-21."))


def misuse(wish: Wish) -> Misuse | None:
    """What is wrong with a wish, before anything is read: files that are not there, one named twice, a period turned round."""
    if wish.since and wish.until and wish.since > wish.until:
        what = say("The period ends (%(until)s) before it begins (%(since)s).", until=wish.until, since=wish.since)
        return Misuse(what, say("Choose a first day that is not later than the last one.", how="--from DATE --until DATE"))
    seen: set[str] = set()
    for log in wish.logs:
        path = Path(log)
        if log != STDIN and path.is_dir():
            return Misuse(say("%(file)s is a folder.", file=log), say("Name the files in it, for example %(file)s/*.log.", file=log.rstrip("/")))
        if log != STDIN and not path.exists():
            return Misuse(
                say("There is no file %(file)s.", file=log),
                say("Name the web server's access logs; docs/hosting.md tells where they lie."),
            )
        key = log if log == STDIN else str(path.resolve())
        if key in seen:
            return Misuse(say("%(file)s is named twice.", file=log), say("Name each log once, or its visits count double."))
        seen.add(key)
    return None


def count(site: Site, wish: Wish, stdin: Callable[[], BinaryIO]) -> tuple[Tally, tuple[Problem, ...]]:
    """The numbers of all logs together, and what was wrong with them. ``stdin`` gives what ``-`` stands for."""
    paths, tally, problems = Paths(site, EXTRAS), Tally(wish.since, wish.until), []
    for log in wish.logs:
        try:
            with _opened(log, stdin) as stream:
                if not read_log(stream, tally, paths):
                    problems.append(no_log(log))
        except (EOFError, gzip.BadGzipFile, zlib.error):
            problems.append(damaged(log))
    return tally, tuple(problems)


@contextmanager
def _opened(log: str, stdin: Callable[[], BinaryIO]) -> Iterator[Stream]:
    """The bytes of a log, unpacked where they are gzipped, whatever the file is called."""
    with nullcontext(stdin()) if log == STDIN else Path(log).open("rb") as file:
        yield unpacked(file)


def unpacked(file: Stream) -> Stream:
    """The bytes of a log from its stream, unpacked where they are gzipped."""
    whole = _Again(file)
    return cast(Stream, gzip.GzipFile(fileobj=cast(BinaryIO, whole), mode="rb")) if whole.head == GZIP else whole


class _Again:
    """A stream whose first two bytes have been looked at; a pipe cannot be turned back."""

    def __init__(self, file: Stream) -> None:
        self.file = file
        self.head = self.first = file.read(2)

    def read(self, size: int = -1, /) -> bytes:
        """As the stream itself, from its beginning."""
        first, self.first = self.first, b""
        return first or self.file.read(size)


def damaged(log: str) -> Problem:
    """A packed log that cannot be unpacked to its end."""
    return Problem(_place(log), say("The packed file is damaged or not whole."), say("Fetch it from the server again, or leave it out."))


def no_log(log: str) -> Problem:
    """A file in which no line is one of a log."""
    what = say("This is no access log that the program can read.")
    fix = say("It reads the common and the combined format (nginx, Apache) and Caddy's JSON, as they are or gzipped. Is it the right file?")
    return Problem(_place(log), what, fix)


def _place(log: str) -> Place:
    return Place(log)


def titles(site: Site, speak: str, text: Callable[[Message], str]) -> dict[str, str]:
    """What staff call the pages, by name."""
    found = {name: text(message) for name, message in EXTRAS.items()}
    found |= {county.page: county.name for county in site.counties}
    for name in site.page_names:
        page = site.pages.get((speak, name)) or site.pages[site.settings.source, name]
        found[name] = page.title
    return found


def weeks_between(weeks: Sequence[int]) -> list[int]:
    """All Mondays from the first to the last, those without a visit among them; ordinal dates."""
    return list(range(min(weeks), max(weeks) + 1, 7)) if weeks else []
