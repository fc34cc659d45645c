"""``build.py addresses``: the register of printed addresses as a table, and a new printing written into it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from press.adapters import yaml
from press.commands.project import Project
from press.model import Channel, Site, page_path
from press.printed import Printed, Printing
from press.problems import Message, Place, Problem, did_you_mean, say
from press.readers.printed import LONGEST, MOST_COPIES, read_printed, unfit, unfit_copies
from press.store import editing

FILE = "content/addresses.yaml"
HERE = Place("build.py addresses add")


@dataclass(frozen=True, slots=True)
class Wish:
    """A printing as it was asked for; every value is text as it was typed. ``date`` may be empty: today."""

    channel: str
    by: str
    what: str
    where: str
    copies: str
    date: str = ""


@dataclass(frozen=True, slots=True)
class Added:
    """The printing that was written and its address, or the problems that kept it from being written."""

    problems: tuple[Problem, ...]
    address: str = ""
    printing: Printing | None = None


def rows(site: Site) -> list[tuple[str, ...]]:
    """The register as rows: address, channel, when, copies, by, what, where. An address that has no printing has one row."""
    found: list[tuple[str, ...]] = []
    for printed in site.printed:
        head = (printed.address, printed.channel or "–")
        for printing in printed.printings:
            found.append((*head, printing.when, spaced(printing.copies), printing.by, printing.what, printing.where))
        if not printed.printings:
            found.append((*head, printed.since, "–", "–", "–", "–"))
    return found


def totals(site: Site) -> Message:
    """How much paper is out."""
    return say(
        "Addresses: %(addresses)s. Printings: %(printings)s. Copies: %(copies)s.",
        addresses=len(site.printed),
        printings=sum(len(printed.printings) for printed in site.printed),
        copies=spaced(sum(printed.copies for printed in site.printed)),
    )


def spaced(number: int) -> str:
    """12000 as ``12 000``, with spaces that do not break."""
    return f"{number:,}".replace(",", "\u00a0")


def add(project: Project, wish: Wish) -> Added:
    """Write a printing into the register; nothing is written when anything is wrong, and all that is wrong is told.

    The file's other bytes stay as they are: comments, order, quotes, line ends.
    """
    site, path = project.site, project.folders.project / FILE
    wrong = [problem for problem in project.errors if problem.where.path == FILE]
    address, channel, problems = _address(site, wish.channel)
    old = next((printed for printed in site.printed if printed.address == address), None)
    printing, more = _printing(site, wish, project.today, old)
    problems += more
    if old and printing in [known._replace(place=HERE) for known in old.printings]:
        problems.append(_known(address))
    if wrong or problems:
        return Added((*wrong, *problems))
    data = path.read_bytes()
    text = data.decode("utf-8")
    new = _with(text, address, channel, old is not None, printing)
    if new is None or not _only_more(data, new.encode(), address, printing):
        return Added((_by_hand(old),))
    editing.replace(path, new.encode())
    return Added((), address, printing)


def _address(site: Site, name: str) -> tuple[str, str, list[Problem]]:
    """``(address, channel)`` of a channel's name, a short address or a page's address."""
    channels = {f"/q/{channel.address}": channel for channel in site.channels.values()}
    channel: Channel | None = site.channels.get(name) or channels.get(name.rstrip("/"))
    if channel is not None:
        return f"/q/{channel.address}", channel.name, []
    names = (*site.page_names, *[county.page for county in site.counties])
    pages = {page_path("", language.code, page) for language in site.published for page in names}
    if name in pages:
        return name, "", []
    known = sorted({*pages, *channels} if name.startswith("/") else site.channels)
    what = say("There is no channel “%(name)s”.", name=name)
    if name.startswith("/"):
        what = say("There is no address %(address)s on the site.", address=name)
    fix = say("Use one of: %(known)s.", known=", ".join(sorted(site.channels)) or "–")
    return name, "", [Problem(HERE, what, did_you_mean(name, known, fix))]


def _printing(site: Site, wish: Wish, today: str, old: Printed | None) -> tuple[Printing, list[Problem]]:
    """The printing that is wished for, and all that is wrong with it."""
    problems = []
    texts = {
        key: " ".join(value.split()) for key, value in (("by", wish.by), ("what", wish.what), ("where", wish.where))
    }
    for key, text in texts.items():
        if wrong := _unfit(key, text):
            problems.append(Problem(HERE, *wrong))
    digits = wish.copies.replace(" ", "").replace("\u00a0", "")
    copies = int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 12 else 0
    if not 1 <= copies <= MOST_COPIES:
        problems.append(Problem(HERE, *unfit_copies(wish.copies)))
    when = wish.date or today
    if wrong := _unfit_date(when, today, old):
        problems.append(Problem(HERE, *wrong))
    base = site.settings.base_url.rstrip("/")
    return Printing(texts["by"], texts["what"], texts["where"], when, copies, base, HERE), problems


def _unfit(key: str, text: str) -> tuple[Message, Message] | None:
    """As :func:`press.readers.printed.unfit`, and what only a command line can get wrong."""
    if not text:
        what = say("“%(key)s” is empty.", key=key)
        return what, say("Say who ordered it (an organisation), what was printed, and where it went.")
    if not text.isprintable():
        what = say("“%(key)s” holds an invisible character.", key=key)
        return what, say("Type it again by hand, at most %(most)s letters.", most=LONGEST)
    return unfit(key, text)


def _unfit_date(when: str, today: str, old: Printed | None) -> tuple[Message, Message] | None:
    try:
        if len(when) != 10:
            raise ValueError
        datetime.date.fromisoformat(when)
    except ValueError:
        what = say("“%(value)s” is not a date for “%(key)s”.", value=when, key="date")
        return what, say("Write year-month-day, for example 2026-11-21.")
    if when > today:
        what = say("%(when)s has not come yet.", when=when)
        return what, say("Write the day it was ordered, today at the latest.")
    if old and old.since and when < old.since:
        what = say(
            "This was printed %(when)s, before the address was promised (%(since)s).", when=when, since=old.since
        )
        return what, say("Check the date; if it is right, set “since” in %(file)s to it first.", file=FILE)
    return None


def _known(address: str) -> Problem:
    return Problem(
        HERE,
        say("This very printing of %(address)s is in the register already.", address=address),
        say(
            "If it was printed twice, say what differs in where it went or what it is, or correct the number of copies in the file.",
            how="--where … --what …",
        ),
    )


def _by_hand(old: Printed | None) -> Problem:
    """The file is written in a way the program does not add to."""
    return Problem(
        old.place if old else Place(FILE),
        say("This entry is written within brackets, and the program adds to entries on lines of their own only."),
        say("Write each of its keys on a line of its own, two spaces in, then add again."),
    )


def _with(text: str, address: str, channel: str, known: bool, printing: Printing) -> str | None:
    """The register's text with a printing more, None when it is written in a way that cannot be added to."""
    end = "\r\n" if "\r\n" in text else "\n"
    found = yaml.blocks(text.removeprefix("\ufeff"))
    shift = 1 if text.startswith("\ufeff") else 0
    if not known:
        lines = [f"{address}:"]
        lines += [f"  channel: {channel}"] if channel else []
        lines += [f"  since: {printing.when}", "  printings:", *_item(printing, 4)]
        before = text if not text or text.endswith("\n") else text + end
        return before + end.join(lines) + end if not found or not found[()].flow else None
    key = next((key for key in ((address,), (f"{address}/",)) if key in found), None)
    if key is None or found[key].flow:
        return None
    printings = found.get((*key, "printings"))
    if printings is None:
        empty = yaml.places(text.removeprefix("\ufeff")).get((*key, "printings"))
        lines = _item(printing, found[key].column + 2)
        if empty is None:
            lines = [f"{' ' * found[key].column}printings:", *lines]
        at = empty[1] if empty is not None else found[key].end
    else:
        if printings.flow:
            return None
        lines, at = _item(printing, printings.column), printings.end
    return _insert(text, at + shift, lines, end)


def _insert(text: str, at: int, lines: list[str], end: str) -> str:
    """``text`` with ``lines`` after the line on which index ``at`` stands (its comment stays with it)."""
    if at == 0 or text[at - 1] != "\n":
        stop = text.find("\n", at)
        if stop < 0:
            return text + end + end.join(lines) + end
        at = stop + 1
    return text[:at] + end.join(lines) + end + text[at:]


def _item(printing: Printing, column: int) -> list[str]:
    """A printing as lines of YAML, its dash at ``column``."""
    values = {"by": printing.by, "what": printing.what, "where": printing.where}
    pairs = [f"{key}: {yaml.instead('', text)}" for key, text in values.items()]
    pairs += [f"when: {printing.when}", f"copies: {printing.copies}", f"base: {printing.base}"]
    return [f"{' ' * column}{'  ' if number else '- '}{pair}" for number, pair in enumerate(pairs)]


def _only_more(before: bytes, after: bytes, address: str, printing: Printing) -> bool:
    """Whether the new file reads as the old one with just this printing more: a change nobody can see is not made."""
    problems: list[Problem] = []
    old = {printed.address: printed for printed in read_printed(before, FILE, [])}
    new = {printed.address: printed for printed in read_printed(after, FILE, problems)}
    if problems or set(new) != {*old, address}:
        return False
    for name, printed in new.items():
        was = [known._replace(place=HERE) for known in old[name].printings] if name in old else []
        want = [*was, printing] if name == address else was
        if [known._replace(place=HERE) for known in printed.printings] != want:
            return False
        if name in old and (printed.channel, printed.since) != (old[name].channel, old[name].since):
            return False
    return True

