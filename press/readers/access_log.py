"""Access logs, read once and counted as they go: nginx's and Apache's formats, and the JSON lines of Caddy. Keeps numbers only."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Protocol

from press.readers.visited import FILE, FOREIGN, WAY, Paths, Target

PERIOD, ERRORS, METHODS, ANSWERS, FILES, ELSEWHERE, ROBOTS = (
    "period", "errors", "methods", "answers", "files", "elsewhere", "robots",
)  # fmt: skip
"""Why a line is left out, in the order in which the reasons are looked for."""

LINE = re.compile(
    rb'[^\[\n]*+\[(\d\d/[A-Z][a-z]{2}/\d{4}):[^\]\n]*\] "([A-Z]+) ([^ "\n]+)[^"\n]*" (\d{3})(?![^ ])([^\n]*)'
)
"""The common log format, and whatever follows it: ``… [day:time zone] "method path protocol" status …``. What stands before the day
(host, address, user) is passed over."""

ODD = re.compile(rb'[^\[\n]*+\[(\d\d/[A-Z][a-z]{2}/\d{4}):[^\]\n]*\] "(?:[^"\\\n]|\\.)*" (\d{3})(?![^ ])')
"""A line of the same kind whose request is none: what scanners and broken clients send."""

CADDY = re.compile(
    rb'\{"level":"[a-z]+","ts":(\d{9,10})(?:\.\d+)?,"logger":"[^"\\]*","msg":"[^"\\]*","request":\{[^{}\\]*?"method":"([A-Z]+)",'
    rb'"host":"[^"\\]*","uri":"([^"\\]+)"\},[^{}\\]*?"status":(\d{3})([,}])'
)
"""A line of Caddy's as our own configuration makes it: reading it as JSON, as all others are, takes five times as long."""

MONTHS = {name: number for number, name in enumerate(b"Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(), 1)}

ROBOT = re.compile(
    rb"(?<!cu)bot|crawl|spider|slurp|preview|monitor|scan|check|fetch|archiv|feed|validator|lighthouse|headless|facebookexternalhit"
    rb"|whatsapp|curl/|wget|python|java/|go-http|okhttp|libwww|httpclient|axios|http:|https:|\+http"
)
"""What programs that are no reader say in their names, in small letters; browsers name no address of their own.
Cubot makes telephones."""

BLOCK, LONGEST = 1 << 20, 1 << 16
"""Bytes read at a time; a line longer than this is none."""

GIVE_UP = 500
"""A file whose first lines, this many, cannot be read is no access log, and the rest of it is not read."""


class Stream(Protocol):
    """What bytes are read from."""

    def read(self, size: int, /) -> bytes:
        """At most ``size`` bytes, none at the end."""
        ...


class Tally:
    """The numbers. ``weeks`` are visits by the Monday of the ISO week (an ordinal date) and target; ``left`` counts lines left
    out by reason; ``other`` counts a server's other messages, ``unnamed`` visits whose program the log does not name."""

    def __init__(self, since: datetime.date | None = None, until: datetime.date | None = None) -> None:
        self.since = since.toordinal() if since else 0
        self.until = until.toordinal() if until else datetime.date.max.toordinal()
        self.weeks: dict[int, dict[Target, int]] = {}
        self.left = dict.fromkeys((PERIOD, ERRORS, METHODS, ANSWERS, FILES, ELSEWHERE, ROBOTS), 0)
        self.lines = self.unreadable = self.other = self.unnamed = 0
        self.days: dict[bytes, dict[Target, int] | None] = {}
        self.first = self.last = 0

    @property
    def counted(self) -> int:
        """All visits that are counted."""
        return sum(sum(week.values()) for week in self.weeks.values())

    def day(self, text: bytes) -> dict[Target, int] | None:
        """The week's numbers for a day as it stands in a log (``21/Nov/2026`` or ISO), None outside the period.

        Raises ``ValueError`` for what is no day.
        """
        if text in self.days:
            return self.days[text]
        if text[2:3] == b"/":
            date = datetime.date(int(text[7:]), MONTHS.get(text[3:6], 0), int(text[:2]))
        else:
            date = datetime.date.fromisoformat(text.decode("ascii").replace("/", "-"))
        number, found = date.toordinal(), None
        if self.since <= number <= self.until:
            found = self.weeks.setdefault(number - date.weekday(), {})
            self.first, self.last = min(self.first or number, number), max(self.last, number)
        self.days[text] = found
        return found


def read_log(stream: Stream, tally: Tally, paths: Paths) -> bool:
    """Count the lines of a log; whether it is one (an empty one is). Memory does not grow with the log. Raises what the stream does."""
    start, other, unreadable = tally.lines, tally.other, tally.unreadable
    readable = 0
    for lines in _lines(stream):
        tally.lines += len(lines)
        _count(lines, tally, paths)
        readable = tally.lines - start - (tally.unreadable - unreadable) - (tally.other - other)
        if not readable and tally.unreadable - unreadable > GIVE_UP:
            return False
    return readable > 0 or tally.unreadable == unreadable


def _lines(stream: Stream) -> Iterator[list[bytes]]:
    """The lines in lists; one that is too long to be one stands as what it begins with."""
    rest, skipping = b"", False
    while block := stream.read(BLOCK):
        lines = block.split(b"\n")
        if skipping:
            if len(lines) == 1:
                continue
            lines, skipping = lines[1:], False
        else:
            lines[0] = rest + lines[0]
        rest = lines.pop()
        if len(rest) > LONGEST:
            lines.append(rest[:16])
            rest, skipping = b"", True
        yield [line for line in lines if line and line != b"\r"]
    if rest.strip():
        yield [rest]


def _count(lines: list[bytes], tally: Tally, paths: Paths) -> None:
    """Count lines. Everything that is done for each of them stands here, since calls cost more than the work itself."""
    known, find, left, days = paths.known.get, paths.find, tally.left, tally.days
    json_lines = bool(lines) and lines[0][:1] == b"{"
    match = CADDY.match if json_lines else LINE.match
    robots: dict[int, bool] = {}  # by hash, for this one block: no name of a program stays
    for line in lines:
        found = match(line)
        if found:
            day, method, path, status, tail = found.groups()
            if json_lines:
                day = _utc_day(int(day) // 86400)
        else:
            other = _otherwise(line, tally)
            if other is None:
                continue
            day, method, path, status, tail = other
        try:
            week = days[day]
        except KeyError:
            try:
                week = tally.day(day)
            except ValueError:
                tally.unreadable += 1
                continue
        if week is None:
            left[PERIOD] += 1
        elif status >= b"400":
            left[ERRORS] += 1
        elif method != b"GET":
            left[METHODS] += 1
        else:
            target = known(path) or find(path)
            kind = target[0]
            if kind is FILE:
                left[FILES] += 1
            elif kind is FOREIGN:
                left[ELSEWHERE] += 1
            elif status not in (b"200", b"304") and (kind is not WAY or status != b"302"):
                left[ANSWERS] += 1
            else:
                # After the status: bytes, "referrer", "program", in the combined format.
                parts = tail.split(b'"', 4)
                agent = parts[3] if len(parts) > 3 else b""
                if agent in (b"", b"-"):
                    tally.unnamed += 1
                else:
                    key = hash(agent)
                    if key not in robots:
                        robots[key] = ROBOT.search(agent.lower()) is not None
                    if robots[key]:
                        left[ROBOTS] += 1
                        continue
                week[target] = week.get(target, 0) + 1


Parts = tuple[bytes, bytes, bytes, bytes, bytes]


def _otherwise(line: bytes, tally: Tally) -> Parts | None:
    """Day, method, path, status and tail of a line in no common format; None where it is counted as unreadable, or as a
    server's other message."""
    if line[:1] == b"{":
        try:
            return _caddy(json.loads(line), tally)
        except (ValueError, TypeError, KeyError, AttributeError, OverflowError, OSError, RecursionError):
            tally.unreadable += 1
            return None
    found = LINE.match(line)  # a log of two formats
    if found:
        return found[1], found[2], found[3], found[4], found[5]
    odd = ODD.match(line)
    if odd:
        return odd[1], b"-", b"-", odd[2], b""
    tally.unreadable += 1
    return None


def _caddy(entry: Any, tally: Tally) -> Parts | None:
    """A line of Caddy's (https://caddyserver.com/docs/logging, "Structured logs"); its times are UTC unless they are text."""
    if "request" not in entry or "status" not in entry:
        tally.other += 1
        return None
    request, time = entry["request"], entry["ts"]
    method, path, status = request["method"], request["uri"], int(entry["status"])
    if isinstance(time, str):
        day = time[:10].replace("/", "-").encode("ascii")
    else:
        # Seconds, milliseconds or nanoseconds: none of them has as many digits as another before the year 5138.
        unit = 1 if time < 1e11 else 1000 if time < 1e14 else 1_000_000_000
        day = _utc_day(int(time // unit // 86400))
    agents = request.get("headers", {}).get("User-Agent", ("",))
    agent = str(agents[0]).replace('"', "") if agents else ""
    return day, method.encode(), path.encode(), b"%d" % status, b'"-" "' + agent.encode()


@lru_cache(maxsize=64)
def _utc_day(days: int) -> bytes:
    """A number of days since 1970 as an ISO date: working one out costs more than reading the line."""
    return datetime.date.fromordinal(EPOCH + days).isoformat().encode()


EPOCH = datetime.date(1970, 1, 1).toordinal()
