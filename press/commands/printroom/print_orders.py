"""A thing to print, ordered by a form: it is made by the function of its command, with what to tell about it and its pages as pictures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from press.adapters import raster
from press.commands import hindrances
from press.commands.addresses import Wish
from press.commands.booklets import to_order
from press.commands.letter_view import ReadSource
from press.commands.letters import errors, make_letters
from press.commands.printroom.forms import filled, number, texts
from press.commands.printroom.print_offers import BOOKLET, CODE, HANDOUT, LETTER, SLIDES, Offer, offers
from press.commands.printroom.shop import SHOP
from press.commands.project import Project
from press.commands.qr import Made, make_codes, unregistered
from press.commands.sheets import make_sheets, sheets_to_print
from press.commands.site_plan import site_plan
from press.commands.slides import KIND as SLIDE
from press.commands.slides import make_slides
from press.makers.sheets import KINDS
from press.model import Site
from press.problems import Message, Place, Problem, in_order, say

HERE = Place("")
SHOWN_DPI = {"a3": 64.0}
USUAL_DPI = 90.0
MOST_COPIES = 1_000_000


class Order(NamedTuple):
    """What was chosen in the form: a kind of :mod:`press.commands.printroom.print_offers`, and what goes with it. ``page`` is the page of a handout
    or the letter's name; ``mm`` the side of a code; ``colour`` its ink, "" for black."""

    kind: str
    languages: tuple[str, ...] = ()
    channel: str = ""
    paper: str = "a4"
    page: str = ""
    envelope: str = "c5-h2"
    copies: int = 0
    safety: bool = False
    seconds: int = 12
    mm: float = 25.0
    colour: str = ""


class Printed(NamedTuple):
    """What came of an order: files, all problems, what to tell the printer, the way in that its code leads through ("" none), and
    whether that address stands in the register already."""

    files: tuple[tuple[str, bytes], ...]
    problems: tuple[Problem, ...]
    advice: tuple[Message, ...]
    channel: str
    registered: bool


def order_from(told: Mapping[str, Any]) -> Order:
    """An order from the JSON of a form. Raises ValueError for what no form sends."""
    return filled(Order(""), told, {"languages": texts, "mm": number})


def make(project: Project, read: ReadSource, order: Order, date: str) -> Printed:
    """Make what was ordered, as the command would. No file when anything is wrong; ``date`` is the day on it, ISO."""
    site = project.site
    offer = next((one for one in offers(site) if one.name == order.kind), None)
    if offer is None:
        problem = Problem(HERE, say("This cannot be printed as the site is now."), say("Choose something else; its text may have been taken away."))
        return Printed((), (problem,), (), "", True)
    wrong = _impossible(order, offer)
    if wrong:
        return Printed((), wrong, (), "", True)
    with SHOP:
        made = _made(project, read, order, offer, date)
        advice = _advice(order, made)
    channel = order.page if order.kind == LETTER else "" if order.kind == BOOKLET else order.channel or offer.channel
    missing = unregistered(site, site.channels[channel]) if channel in site.channels else []
    problems = tuple(found for found in made.problems if found not in missing)  # the desk has a form for that
    return Printed(made.files, problems, advice if made.files else (), channel, not missing)


def _impossible(order: Order, offer: Offer) -> tuple[Problem, ...]:
    problems = []
    if not 0 <= order.copies <= MOST_COPIES:
        what = say("%(copies)s copies cannot be right.", copies=order.copies)
        problems.append(Problem(HERE, what, say("Write how many are needed, a whole number up to %(most)s.", most=MOST_COPIES)))
    if offer.most and not order.languages and not offer.always:
        problems.append(Problem(HERE, say("No language is chosen."), say("Choose a language.")))
    if offer.pages and order.page not in offer.pages:
        problems.append(Problem(HERE, say("No text is chosen."), say("Choose one in the list.")))
    return tuple(problems)


def _made(project: Project, read: ReadSource, order: Order, offer: Offer, date: str) -> Made:
    site, kind = project.site, order.kind
    if kind == LETTER:
        return _letters(project, read, order, date)
    if kind == CODE:
        return make_codes(site, order.channel or offer.channel, read_source=read, size_mm=order.mm, colour=order.colour)
    if kind == BOOKLET:
        stopped = hindrances.for_booklets(project, order.languages)
        return Made((), tuple(stopped)) if stopped else to_order(site_plan(project).editions, order.languages, order.safety, read)
    if kind == SLIDES:
        stopped = hindrances.for_slides(project, order.languages, SLIDE.name)
        if stopped:
            return Made((), tuple(stopped))
        return make_slides(
            site, order.languages, order.channel or offer.channel, order.seconds, templates=project.templates, read_source=read, date=date, pictures=True
        )
    stopped = hindrances.for_sheet(project, kind, order.languages, order.page)
    if stopped:
        return Made((), tuple(stopped))
    page = order.page if kind == HANDOUT else ""
    return make_sheets(site, kind, order.languages, order.channel or offer.channel, read_source=read, date=date, paper=order.paper, page=page)


def _letters(project: Project, read: ReadSource, order: Order, date: str) -> Made:
    """A sample in each language, with a made-up address."""
    problems = hindrances.for_letters(project)
    envelopes = hindrances.envelopes_of(read, problems)
    if problems:
        return Made((), in_order(problems))
    files: list[tuple[str, bytes]] = []
    for code in dict.fromkeys(order.languages):
        made = make_letters(project.site, order.page, code, read_source=read, date=date, envelope=order.envelope, envelopes=envelopes)
        problems += made.problems
        files += made.files
    found = in_order(dict.fromkeys(problems))
    return Made(() if errors(found) else tuple(files), found)


def _advice(order: Order, made: Made) -> tuple[Message, ...]:
    if not order.copies or not made.files:
        return ()
    if order.kind in KINDS and order.kind != HANDOUT:
        return (sheets_to_print(KINDS[order.kind], order.copies),)
    found = []
    for name, data in made.files:
        if name.endswith(".pdf"):
            sides = len(raster.page_sizes(data))
            leaves, one = order.copies * -(-sides // 2), order.copies * sides
            values = {"file": name, "sides": sides, "two": leaves, "one": one}
            if sides == 1:
                found.append(say("%(file)s: %(one)s sheets of paper.", file=name, one=one))
            else:
                found.append(say("%(file)s has %(sides)s pages: %(two)s sheets of paper printed on both sides, or %(one)s on one side.", **values))
    return tuple(found)


def pages(name: str, data: bytes) -> int:
    """How many pictures a file has: the pages of a PDF, one for a picture, none for anything else."""
    if name.endswith(".pdf"):
        with SHOP:
            return len(raster.page_sizes(data))
    return 1 if name.endswith(".png") else 0


def picture(name: str, data: bytes, page: int) -> bytes:
    """A page of a file as a PNG for the screen. Raises KeyError where there is none."""
    if name.endswith(".png"):
        return data
    if not name.endswith(".pdf"):
        raise KeyError(name)
    with SHOP:
        sizes = raster.page_sizes(data)
        if not 0 <= page < len(sizes):
            raise KeyError(page)
        width = sizes[page][0]
        dpi = SHOWN_DPI["a3"] if width > 250 else USUAL_DPI if width > 120 else 200.0
        return raster.png(data, page, dpi)


FIELDS = ("channel", "by", "what", "where", "copies", "date")
"""What the form of a printing to be registered asks for, as texts."""


def registering(site: Site, told: Mapping[str, str]) -> tuple[Wish, list[Problem]]:
    """A printing to be registered, from a form, and the fields that were left empty."""
    values = {name: told.get(name, "").strip() for name in FIELDS}
    lacking = [EMPTY[name] for name in EMPTY if not values[name]]
    fix = say("Say who ordered it (an organisation), what was printed, and where it went.")
    return Wish(**values), [Problem(HERE, what, fix) for what in lacking]


EMPTY: Mapping[str, Message] = {
    "by": say("It is not said who ordered the printing."),
    "what": say("It is not said what is printed."),
    "where": say("It is not said where it goes."),
    "copies": say("It is not said how many are printed."),
}
