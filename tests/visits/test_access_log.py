"""The reader of access logs: every format gives the same numbers, what is no visit is left out by reason, nothing makes it raise."""

from __future__ import annotations

import datetime
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from logbook import BROWSER, ROBOT, caddy, caddy_whole, combined, common, ours

from press.commands.project import open_project
from press.readers.access_log import (
    ANSWERS,
    BLOCK,
    ELSEWHERE,
    ERRORS,
    FILES,
    LONGEST,
    METHODS,
    PERIOD,
    ROBOTS,
    Tally,
    read_log,
)
from press.readers.visited import CHOOSER, OTHER, PAGE, SAFETY, WAY, Paths, Target


@pytest.fixture(scope="module")
def paths(published: Path) -> Paths:
    """The addresses of the good site."""
    return Paths(open_project(published, 1).site, ("search",))


def counted(paths: Paths, *lines: str, tally: Tally | None = None) -> Tally:
    """The numbers of a log of these lines."""
    tally = tally or Tally()
    read_log(io.BytesIO("".join(f"{line}\n" for line in lines).encode()), tally, paths)
    return tally


def targets(tally: Tally) -> dict[Target, int]:
    """All weeks together."""
    found: dict[Target, int] = {}
    for week in tally.weeks.values():
        for target, number in week.items():
            found[target] = found.get(target, 0) + number
    return found


@pytest.mark.parametrize("line", [common, combined, ours, caddy, caddy_whole], ids=lambda line: line.__name__)
def test_every_format_tells_the_same(paths: Paths, line) -> None:  # type: ignore[no-untyped-def]
    tally = counted(paths, line("/ar/work.html"), line("/ar/work.html?from=letter"), line("/q/ut"))
    assert targets(tally) == {Target(PAGE, "ar", "work"): 2, Target(WAY, "", "ut-kort"): 1}
    assert list(tally.weeks) == [datetime.date(2026, 11, 16).toordinal()]
    assert (tally.lines, tally.unreadable) == (3, 0)
    assert tally.unnamed == (0 if line in (combined, caddy_whole) else 3)


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("/", Target(PAGE, "", CHOOSER)),
        ("/languages.html", Target(PAGE, "", CHOOSER)),
        ("/sv/", Target(PAGE, "sv", "index")),
        ("/sv/index.html", Target(PAGE, "sv", "index")),
        ("/sv/work", Target(PAGE, "sv", "work")),
        ("/%73v/work.html", Target(PAGE, "sv", "work")),
        ("/ar/beside/work.html", Target(PAGE, "ar", "work")),
        ("/sv/violence.html", Target(PAGE, "sv", SAFETY)),
        ("/sv/beside/violence", Target(PAGE, "sv", SAFETY)),
        ("/sv/search.html", Target(PAGE, "sv", "search")),
        ("/sv/gone.html", Target(PAGE, "sv", OTHER)),
        ("/q/ut/", Target(WAY, "", "ut-kort")),
        ("/Q/UT", Target(WAY, "", "ut-kort")),
        ("/q/Ut/?x=1", Target(WAY, "", "ut-kort")),
    ],
)
def test_what_an_address_is(paths: Paths, path: str, target: Target) -> None:
    assert targets(counted(paths, ours(path))) == {target: 1}


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (ours("/sv/work.html", status=404), ERRORS),
        (ours("/sv/work.html", method="HEAD"), METHODS),
        (ours("/sv/work.html", method="POST"), METHODS),
        (ours("/sv/work.html", status=301), ANSWERS),
        (ours("/", status=302), ANSWERS),
        (ours("/q/ut", status=301), ANSWERS),
        (ours("/assets/site-0123456789.css"), FILES),
        (ours("/sw.js"), FILES),
        (ours("/sv/feed.xml"), FILES),
        (ours("/sv/search-0123456789.json"), FILES),
        (ours("/sv/card.html"), FILES),
        (ours("/de/work.html"), ELSEWHERE),
        (ours("/q/nothing"), ELSEWHERE),
        (combined("/sv/work.html", agent=ROBOT), ROBOTS),
        (combined("/sv/work.html", agent="facebookexternalhit/1.1"), ROBOTS),
        (caddy_whole("/sv/work.html", agent=ROBOT), ROBOTS),
        (caddy("/sv/work.html", status=500), ERRORS),
        ('192.0.2.1 - - [16/Nov/2026:13:55:36 +0100] "\\x16\\x03\\x01" 400 150 "-" "-"', ERRORS),
        ('192.0.2.1 - - [16/Nov/2026:13:55:36 +0100] "-" 408 - "-" "-"', ERRORS),
    ],
)
def test_what_is_no_visit_is_left_out_by_reason(paths: Paths, line: str, reason: str) -> None:
    tally = counted(paths, line)
    assert {key: number for key, number in tally.left.items() if number} == {reason: 1}
    assert tally.counted == tally.unreadable == 0


@pytest.mark.parametrize("status", [200, 302, 304])
def test_a_way_in_counts_whether_it_leads_on_or_shows_the_choice(paths: Paths, status: int) -> None:
    assert counted(paths, ours("/q/ut/", status=status)).counted == 1


def test_a_telephone_is_no_robot(paths: Paths) -> None:
    assert counted(paths, combined("/sv/", agent=BROWSER.replace("K)", "CUBOT NOTE 20)"))).counted == 1


def test_only_the_days_asked_for_count(paths: Paths) -> None:
    tally = Tally(datetime.date(2026, 11, 16), datetime.date(2026, 11, 17))
    days = ("15/Nov/2026", "16/Nov/2026", "17/Nov/2026", "18/Nov/2026")
    counted(paths, *[ours("/sv/", day) for day in days], tally=tally)
    assert (tally.counted, tally.left[PERIOD]) == (2, 2)


def test_weeks_are_iso_weeks_over_a_new_year(paths: Paths) -> None:
    tally = counted(paths, ours("/sv/", "31/Dec/2026"), ours("/sv/", "03/Jan/2027"), ours("/sv/", "04/Jan/2027"))
    mondays = [datetime.date.fromordinal(week).isoformat() for week in tally.weeks]
    assert mondays == ["2026-12-28", "2027-01-04"]


def test_times_of_caddy_in_other_writings(paths: Paths) -> None:
    times = (1794833736, 1794833736500, 1794833736500000000, "2026-11-16T13:55:36Z", "2026/11/16 13:55:36")
    tally = counted(paths, *[caddy("/sv/", time) for time in times])
    assert (tally.counted, len(tally.weeks), tally.unreadable) == (5, 1, 0)


def test_other_messages_of_a_server_are_no_mistakes(paths: Paths) -> None:
    tally = counted(paths, '{"level":"info","ts":1794833736.5,"msg":"serving initial configuration"}', caddy("/sv/"))
    assert (tally.other, tally.unreadable, tally.counted) == (1, 0, 1)


def test_a_site_below_a_path(published: Path) -> None:
    site = open_project(published, 1).site
    below = Paths(site._replace(settings=site.settings._replace(base_url="https://omsverige.example/om/")))
    tally = counted(below, ours("/om/sv/work.html"), ours("/om/Q/UT/"), ours("/om/"), ours("/sv/work.html"), ours("/omsv/"))
    assert tally.counted == 3 and tally.left[ELSEWHERE] == 2


def test_a_line_longer_than_memory_likes_is_one_unreadable_line(paths: Paths) -> None:
    whole = f"{ours('/sv/')}\n{'x' * (3 * BLOCK)}\n{ours('/ar/')}\n{'[' * (LONGEST + 5)}"
    tally = Tally()
    assert read_log(io.BytesIO(whole.encode()), tally, paths)
    assert (tally.counted, tally.unreadable, tally.lines) == (2, 2, 4)


def test_lines_are_whole_wherever_a_block_ends(paths: Paths) -> None:
    class Slow(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            return super().read(7)

    tally = Tally()
    read_log(Slow("\r\n".join([combined("/sv/"), caddy("/ar/work.html"), ours("/q/ut")]).encode()), tally, paths)
    assert (tally.counted, tally.unreadable, tally.lines) == (3, 0, 3)


def test_what_is_no_log_is_known_before_its_end(paths: Paths) -> None:
    class Endless:
        reads = 0

        def read(self, size: int, /) -> bytes:
            self.reads += 1
            return b"a line of something else\n" * 100

    endless, tally = Endless(), Tally()
    assert not read_log(endless, tally, paths) and endless.reads < 20
    assert read_log(io.BytesIO(b""), Tally(), paths), "a log that was just begun"
    assert not read_log(io.BytesIO(b"name;street\nsomebody;somewhere\n"), Tally(), paths)


PIECES = st.sampled_from(
    [b"[16/Nov/2026:13:55:36 +0100]", b'"GET /sv/ HTTP/1.1"', b" 200 ", b'"', b"\\", b"[", b"]", b"{", b'"ts":', b"1e999", b"NaN",
     b"\n", b"\x1f\x8b", b"[31/Feb/2026:", b"[99/Xxx/0000:00 ]", b' "GET /%ff%2 HTTP/1.1" 200 1', caddy("/sv/").encode()[:-30]]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(PIECES, st.binary(max_size=12)), max_size=25))
def test_no_bytes_make_the_reader_raise(pieces: list[bytes]) -> None:
    tally = Tally()
    read_log(io.BytesIO(b"".join(pieces)), tally, EMPTY)
    assert tally.lines >= tally.counted + sum(tally.left.values()) + tally.unreadable + tally.other


JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(["request", "ts", "status", "uri", "headers", "User-Agent", "method"]), inner)),
    max_leaves=12,
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(JSON, JSON, JSON, JSON)
def test_no_json_makes_the_reader_raise(ts: object, status: object, uri: object, headers: object) -> None:
    import json

    entry = {"request": {"method": "GET", "uri": uri, "headers": headers}, "ts": ts, "status": status}
    tally = Tally()
    for value in (entry, ts, {"request": headers, "status": status, "ts": ts}):
        read_log(io.BytesIO(json.dumps(value).encode() + b"\n"), tally, EMPTY)
    assert tally.lines == tally.counted + sum(tally.left.values()) + tally.unreadable + tally.other


class _Empty(Paths):
    """A site without an address."""

    def __init__(self) -> None:
        self.base, self.codes, self.ways, self.known = b"", {b"sv": "sv"}, {}, {}


EMPTY = _Empty()
