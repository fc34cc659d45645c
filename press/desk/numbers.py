"""The numbers room: access logs are counted while they come in and told as charts and tables; nothing of them is written down.

Only counts are kept, in memory, until the desk closes or others are counted.
"""

from __future__ import annotations

import datetime
import mimetypes
import secrets
from typing import Any, NamedTuple

from press.adapters.web import Answer, Asked, TooLarge
from press.commands.visit_report import Report, files, report, view_of
from press.commands.visits import Misuse
from press.commands.visits_streamed import MOST_BYTES, counted, period, together
from press.desk import answers
from press.desk.app import Desk, Room, Route
from press.desk.requests import Nothing, by_value, query, values
from press.makers.visits_report import sections
from press.problems import say
from press.readers.access_log import Tally

KEPT = "numbers"
MOST_KEPT = 4
MOST_SMALL = 1000


class Count(NamedTuple):
    """Logs counted together: the period, and the numbers of each by the digest of its bytes."""

    since: datetime.date | None
    until: datetime.date | None
    logs: dict[str, Tally]


def first(desk: Desk, asked: Asked, number: str = "") -> Answer:
    """Choose logs; below, what was counted."""
    shown, kept = "", _kept(desk).get(number)
    if number and kept is None:
        raise Nothing(number)
    if kept is not None and kept.logs:
        shown = _html(desk, number, kept, _small(asked))
    days = [day.isoformat() if day else "" for day in (kept.since, kept.until)] if kept else ["", ""]
    return desk.page(
        "numbers.html", title=desk.text(say("Numbers")), here="/numbers", shown=shown, days=days, small=_small(asked), start={"most": MOST_BYTES}
    )


def begin(desk: Desk, asked: Asked) -> Answer:
    """A new count of a period; what was counted before is forgotten, but for the last few."""
    told = values(asked)
    with by_value():
        found = period(told.text("since", ""), told.text("until", ""))
    if isinstance(found, Misuse):
        return answers.data({"what": desk.text(found.what), "fix": desk.text(found.fix)}, 422)
    number, kept = secrets.token_hex(6), _kept(desk)
    kept[number] = Count(*found, {})
    for old in list(kept)[:-MOST_KEPT]:
        del kept[old]
    return answers.data({"number": number})


def add(desk: Desk, asked: Asked, number: str) -> Answer:
    """A log comes in and is counted on the way."""
    count = _count(desk, number)
    try:
        if asked.length > MOST_BYTES:
            raise TooLarge
        found = counted(desk.project().site, asked.stream(MOST_BYTES), count.since, count.until)
    except TooLarge:
        what = say("The file is bigger than %(most)s GB.", most=MOST_BYTES // 10**9)
        return answers.data({"what": desk.text(what), "fix": desk.text(say("Pack it with gzip, or divide it."))}, 413)
    if found.tally is None:
        assert found.problem is not None
        shown = desk.problem(found.problem)
        return answers.data({"what": shown["what"], "fix": shown["fix"]}, 422)
    if found.digest in count.logs:
        what = say("This log is counted already; another file holds the very same.")
        return answers.data({"what": desk.text(what), "fix": desk.text(say("Nothing: it is counted once."))}, 409)
    count.logs[found.digest] = found.tally
    return answers.data({"lines": found.tally.lines, "counted": found.tally.counted})


def told(desk: Desk, asked: Asked, number: str) -> Answer:
    """The report of a count, to be put into the page."""
    count = _count(desk, number)
    return answers.data({"html": _html(desk, number, count, _small(asked)) if count.logs else ""})


def file(desk: Desk, asked: Asked, number: str, name: str) -> Answer:
    """The report as the command writes it: a page, a workbook, a table. Raises :class:`Nothing`."""
    found = _report(desk, _count(desk, number), _small(asked))
    body = dict(files(found, desk.speech.language, desk.text)).get(name)
    if body is None:
        raise Nothing(name)
    return answers.whole(body, mimetypes.guess_type(name)[0] or "application/octet-stream", name, len(body), save=True)


def forget(desk: Desk, asked: Asked, number: str) -> Answer:
    """Forget a count."""
    _kept(desk).pop(number, None)
    return answers.data({})


def close(desk: Desk) -> None:
    """The desk closes: nothing is kept."""
    _kept(desk).clear()


def _kept(desk: Desk) -> dict[str, Count]:
    with desk.lock:
        kept: dict[str, Count] = desk.kept.setdefault(KEPT, {})
        return kept


def _count(desk: Desk, number: str) -> Count:
    """What was counted. Raises :class:`Nothing`."""
    found = _kept(desk).get(number)
    if found is None:
        raise Nothing(number)
    return found


def _small(asked: Asked) -> int:
    """Below which number those of crossed tables are hidden."""
    return min(MOST_SMALL, query(asked).number("small", 5))


def _report(desk: Desk, count: Count, small: int) -> Report:
    return report(desk.project().site, together(count.logs.values()), small, (), True, desk.speech.language, desk.text)


def _html(desk: Desk, number: str, count: Count, small: int) -> str:
    """The report as HTML: what can be saved, charts, tables, notes. All of it is ours, and escaped by who made it."""
    found = _report(desk, count, small)
    view = view_of(found, desk.speech.language, desk.text)
    names: list[tuple[str, str]] = [("visits.html", desk.text(say("As a page"))), ("visits.xlsx", desk.text(say("As a workbook (Excel)")))]
    names += [(f"visits-{table.key}.csv", f"{table.title} (CSV)") for table in view.tables]
    context: dict[str, Any] = {"number": number, "small": small, "lead": found.lead, "names": names, "sections": "\n".join(sections(view))}
    return desk.templates.render("numbersreport.html", root=desk.gate.root, say=lambda text: desk.text(say(text)), **context)


ROOM = Room(
    say("Numbers"),
    "/numbers",
    (
        Route("GET", "/numbers", first),
        Route("POST", "/numbers", begin),
        Route("GET", "/numbers/<number>", first),
        Route("POST", "/numbers/<number>/log", add),
        Route("GET", "/numbers/<number>/report", told),
        Route("GET", "/numbers/<number>/files/<name>", file),
        Route("POST", "/numbers/<number>/forget", forget),
    ),
    close,
)
