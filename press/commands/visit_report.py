"""What ``build.py visits`` tells: the tables of a Tally, what was left out of them and why, and the files they are written into."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable
from typing import NamedTuple

from press.commands.visits import titles, weeks_between
from press.makers.visit_tables import HIDDEN, Head, VisitTable, Wording, as_csv, as_xlsx, crossed, simple
from press.makers.visits_report import ReportView, ReportWords, make_report
from press.model import Site
from press.problems import Message, say
from press.readers.access_log import ANSWERS, ELSEWHERE, ERRORS, FILES, METHODS, PERIOD, ROBOTS, Tally
from press.readers.visited import CHOOSER, OTHER, PAGE, SAFETY, WAY
from press.words import words_in

Text = Callable[[Message], str]

WAYS = {"channel": ("channel", "channel-week"), "language": ("language", "language-week"), "page": ("page", "page-language"), "week": ("week",)}
"""The tables of each ``--by``."""

REASONS = {
    PERIOD: say("outside the period"),
    ERRORS: say("errors"),
    METHODS: say("other requests than for showing something"),
    ANSWERS: say("sent on to another address"),
    FILES: say("pictures, styles, feeds and other files"),
    ELSEWHERE: say("addresses that this site does not have"),
    ROBOTS: say("robots"),
}
"""Why lines are left out."""


class Report(NamedTuple):
    """What is told: a sentence about what was read, tables, and notes, in the staff's language."""

    lead: str
    tables: tuple[VisitTable, ...]
    notes: tuple[str, ...]
    words: Wording


def report(site: Site, tally: Tally, small: int, by: tuple[str, ...], whole: bool, speak: str, text: Text) -> Report:
    """The tables that were asked for (``by``, keys of :data:`WAYS`; none: all) as values; not ``whole``: only those about one
    thing."""
    make = _Making(site, tally, small, speak, text)
    wanted = {key for way in (by or tuple(WAYS)) for key in WAYS[way] if whole or key in WAYS}
    tables = tuple(build() for key, build in make.tables.items() if key in wanted)
    return Report(text(_lead(tally)), tables, _notes(tally, small, tables, text), Wording(text(say("total"))))


def files(found: Report, language: str, text: Text) -> tuple[tuple[str, bytes], ...]:
    """The report as a page, a workbook, and a CSV file for each table."""
    view = view_of(found, language, text)
    made = [("visits.html", make_report(view)), ("visits.xlsx", as_xlsx(view.tables, found.words))]
    return (*made, *((f"visits-{table.key}.csv", as_csv(table, found.words)) for table in view.tables))


def view_of(found: Report, language: str, text: Text) -> ReportView:
    """What the report's page shows; tables without rows are left out."""
    tables = tuple(table for table in found.tables if table.rows)
    words = ReportWords(found.words, text(say("Visits")), text(say("Bars as long as the numbers in the table below.")), text(say("What was counted")))
    return ReportView(language, found.lead, tables, found.notes, words)


class _Making:
    """The tables of a tally, worked out when they are asked for."""

    def __init__(self, site: Site, tally: Tally, small: int, speak: str, text: Text) -> None:
        self.small, self.text, self.tally = small, text, tally
        called = titles(site, speak, text)
        other, chooser = Head("", text(say("pages that are no longer here"))), Head("", text(say("the choice of language")))
        self.pages = {name: Head(name, title) for name, title in called.items()}
        self.pages = {name: head for name, head in self.pages.items() if not _hushed(site, name)}
        self.pages |= {SAFETY: Head("", text(say("pages about safety"))), OTHER: other, CHOOSER: chooser}
        if tally.last - tally.first + 1 < FORTNIGHT and "index" in self.pages:
            first = self.pages["index"]
            joined = Head(first.name, text(say("%(page)s, and pages about safety", page=first.label)))
            self.pages["index"] = self.pages[SAFETY] = joined
        self.ways = {channel.name: Head(channel.name, words_in(channel.names, (speak, "sv"))[1]) for channel in site.channels.values()}
        self.ways |= {printed.channel: Head(printed.channel, printed.channel) for printed in site.printed if printed.channel and printed.channel not in self.ways}
        self.ways[OTHER] = Head("", text(say("ways in that are no longer here")))
        names = site.language_names
        self.languages = {item.code: Head(item.code, names.get((speak, item.code), item.name)) for item in site.published}
        self.languages[""] = chooser
        self.weeks = {week: _week(week) for week in weeks_between([week for week, numbers in tally.weeks.items() if numbers])}
        self.counts: dict[str, Counter[tuple[Head, Head]]] = {key: Counter() for key in ("channel-week", "language-week", "page-language")}
        for week, numbers in tally.weeks.items():
            for target, number in numbers.items():
                if target.kind == WAY:
                    self.counts["channel-week"][self.weeks[week], self.ways[target.name]] += number
                elif target.kind == PAGE:
                    self.counts["language-week"][self.weeks[week], self.languages[target.code]] += number
                    self.counts["page-language"][self.pages[target.name], self.languages[target.code]] += number
        self.tables: dict[str, Callable[[], VisitTable]] = {
            "channel": self.channel, "language": self.language, "page": self.page, "week": self.week,
            "channel-week": self.channel_week, "language-week": self.language_week, "page-language": self.page_language,
        }  # fmt: skip

    def _heads(self, kind: str) -> tuple[str, str]:
        kinds = {
            "channel": (say("name"), say("way in")), "language": (say("code"), say("language")),
            "page": (say("name"), say("page")), "week": (say("week"), say("days")),
        }  # fmt: skip
        first, second = kinds[kind]
        return self.text(first), self.text(second)

    def _simple(self, kind: str, title: Message, column: Message, heads: list[Head], key: str, side: int) -> VisitTable:
        sums = dict.fromkeys(heads, 0)
        for pair, number in self.counts[key].items():
            sums[pair[side]] += number
        if kind != "week":  # most first; what has no name of its own, such as pages long gone, only where there is any, and last
            kept = [head for head in heads if head.name or sums[head]]
            sums = {head: sums[head] for head in sorted(kept, key=lambda head: (not head.name, -sums[head]))}
        return simple(kind, self.text(title), self._heads(kind), Head("", self.text(column)), sums)

    def channel(self) -> VisitTable:
        """How often each way in was used."""
        return self._simple("channel", say("Ways in"), say("times used"), list(self.ways.values()), "channel-week", 1)

    def language(self) -> VisitTable:
        """How often pages were shown in each language."""
        return self._simple("language", say("Languages"), SHOWN, list(self.languages.values()), "language-week", 1)

    def page(self) -> VisitTable:
        """How often each page was shown, in all languages together."""
        return self._simple("page", say("Pages"), SHOWN, list(self.pages.values()), "page-language", 0)

    def week(self) -> VisitTable:
        """How often pages were shown in each week."""
        return self._simple("week", say("Weeks"), SHOWN, list(self.weeks.values()), "language-week", 0)

    def _crossed(self, key: str, title: Message, kind: str, rows: list[Head], columns: list[Head]) -> VisitTable:
        return crossed(key, self.text(title), self._heads(kind), rows, columns, self.counts[key], self.small)

    def _there(self, heads: list[Head], key: str, side: int) -> list[Head]:
        """Those with a name of their own, and the others where there is any visit."""
        any_of = {pair[side] for pair in self.counts[key]}
        return [head for head in dict.fromkeys(heads) if head.name or head in any_of]

    def channel_week(self) -> VisitTable:
        """Ways in by week."""
        columns = self._there(list(self.ways.values()), "channel-week", 1)
        return self._crossed("channel-week", say("Weeks and ways in"), "week", list(self.weeks.values()), columns)

    def language_week(self) -> VisitTable:
        """Languages by week."""
        columns = self._there(list(self.languages.values()), "language-week", 1)
        return self._crossed("language-week", say("Weeks and languages"), "week", list(self.weeks.values()), columns)

    def page_language(self) -> VisitTable:
        """Pages by language. The choice of language has none, and would be a row and a column that tell the same."""
        rows = [head for head in self._there(list(self.pages.values()), "page-language", 0) if head != self.pages[CHOOSER]]
        columns = [head for head in self.languages.values() if head.name]
        return self._crossed("page-language", say("Pages and languages"), "page", rows, columns)


SHOWN = say("times shown")

FORTNIGHT = 14
"""A report of fewer days would be one of pages about violence by week: they are counted with the start page there."""


def _hushed(site: Site, name: str) -> bool:
    """Whether a page is about violence, and so never stands by itself."""
    page = site.pages.get((site.settings.source, name))
    return page is not None and page.safety


def _week(monday: int) -> Head:
    """``2026-W47`` and its days."""
    first = datetime.date.fromordinal(monday)
    year, number, _ = first.isocalendar()
    return Head(f"{year}-W{number:02}", f"{first} – {first + datetime.timedelta(days=6)}")


def spaced(number: int) -> str:
    """12000 as ``12 000``, with spaces that do not break."""
    return f"{number:,}".replace(",", "\u00a0")


def _lead(tally: Tally) -> Message:
    if not tally.counted:
        return say("No visit was counted. Lines read: %(lines)s.", lines=spaced(tally.lines))
    first, last = map(datetime.date.fromordinal, (tally.first, tally.last))
    lines, counted = spaced(tally.lines), spaced(tally.counted)
    return say("Visits %(first)s – %(last)s. Lines read: %(lines)s. Counted: %(counted)s.", first=first, last=last, lines=lines, counted=counted)


def _notes(tally: Tally, small: int, tables: tuple[VisitTable, ...], text: Text) -> tuple[str, ...]:
    """What must be known to read the numbers."""
    found = []
    if left := [f"{text(why)} {spaced(tally.left[reason])}" for reason, why in REASONS.items() if tally.left[reason]]:
        found.append(say("Left out: %(what)s.", what="; ".join(left)))
    if tally.unreadable:
        share = f"{100 * tally.unreadable / tally.lines:.1f}"
        found.append(say("Lines that could not be read: %(number)s (%(share)s %%).", number=spaced(tally.unreadable), share=share))
    if tally.other:
        found.append(say("Messages of the server that tell of no visit: %(number)s.", number=spaced(tally.other)))
    if not tally.counted and tally.left[ELSEWHERE]:
        found.append(say("Is it the log of this site, and is base-url in content/site.yaml right?"))
    if tally.unnamed:
        number = spaced(tally.unnamed)
        found.append(say("For %(number)s visits the log does not say which program asked: robots may be among them.", number=number))
    if any(cell == f"<{small}" for table in tables for row in table.rows for cell in row.cells):
        found.append(say("<%(small)s: between 1 and %(most)s. %(sign)s: hidden, so that another number cannot be worked out.", small=small, most=small - 1, sign=HIDDEN))
    elif any(cell == HIDDEN for table in tables for row in table.rows for cell in row.cells):
        found.append(say("%(sign)s: hidden, so that small numbers cannot be worked out.", sign=HIDDEN))
    for table in tables:
        if not table.rows and table.totals[-1]:
            found.append(say("“%(table)s” is left out: its small numbers could be worked out from the sums. Take a longer period.", table=table.title))
    return tuple(map(text, found))
