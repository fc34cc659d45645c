"""The print room: letters, posters, cards, codes, booklets and slides are chosen, looked at as they will be, and printed."""

from __future__ import annotations

import mimetypes
import secrets
from typing import Any

from press.adapters.web import Answer, Asked
from press.commands.addresses import add, spaced
from press.commands.hindrances import envelopes_of
from press.commands.printroom import print_orders
from press.commands.printroom.print_offers import LABELS, PAPERS, channel_names, envelope_names, language_names, offers
from press.desk import answers
from press.desk.app import Desk, Room, Route
from press.desk.requests import Nothing, by_value, digits, values
from press.problems import say
from press.store.turn import ContentTurn

KEPT = "prints"
MOST_KEPT = 6
"""Orders that are kept in memory; an older one is made again when it is asked for."""
TYPES = {".eps": "application/postscript", ".html": "text/html; charset=utf-8", ".svg": "image/svg+xml"}


def room(desk: Desk, asked: Asked) -> Answer:
    """The choice."""
    project = desk.project()
    site, text, speak = project.site, desk.text, desk.speech.language
    found = offers(site)
    start: dict[str, Any] = {
        "offers": {one.name: one._asdict() for one in found},
        "languages": language_names(site, speak), "channels": channel_names(site, speak), "today": project.today,
        "titles": {name: page.title for (code, name), page in (*site.pages.items(), *site.letters.items()) if code == site.settings.source},
        "papers": {name: text(label) for name, label in PAPERS.items()},
        "envelopes": {name: text(label) for name, label in envelope_names(envelopes_of(project.read, [])).items()},
    }  # fmt: skip
    kinds = [(one.name, text(LABELS[one.name])) for one in found]
    return desk.page("print.html", title=text(say("Print")), here="/print", start=start, kinds=kinds)


def make(desk: Desk, asked: Asked) -> Answer:
    """Make what is chosen, and tell of its files, its pages, its problems and its address."""
    with by_value():
        order = print_orders.order_from(values(asked))
    project = desk.project()
    made = print_orders.make(project, project.read, order, project.today)
    number = secrets.token_hex(6)
    with desk.lock:
        kept: dict[str, tuple[tuple[str, bytes], ...]] = desk.kept.setdefault(KEPT, {})
        kept[number] = made.files
        for old in list(kept)[:-MOST_KEPT]:
            del kept[old]
    files = [{"name": name, "bytes": len(data), "pages": print_orders.pages(name, data)} for name, data in made.files]
    address = f"/q/{project.site.channels[made.channel].address}" if made.channel in project.site.channels else ""
    return answers.data({
        "number": number, "files": files, "problems": [desk.problem(one) for one in made.problems],
        "advice": [desk.text(one) for one in made.advice], "channel": made.channel, "address": address, "registered": made.registered,
    })  # fmt: skip


def _file(desk: Desk, number: str, name: str) -> bytes:
    """A file that was made. Raises :class:`Nothing`."""
    with desk.lock:
        files: tuple[tuple[str, bytes], ...] = desk.kept.get(KEPT, {}).get(number, ())
    found = dict(files).get(name)
    if found is None:
        raise Nothing(name)
    return found


def picture(desk: Desk, asked: Asked, number: str, name: str, page: str) -> Answer:
    """A page as a picture."""
    data = _file(desk, number, name)
    if not digits(page) or int(page) >= print_orders.pages(name, data):
        raise Nothing(page)
    return answers.file(print_orders.picture(name, data, int(page)), "image/png")


def file(desk: Desk, asked: Asked, number: str, name: str) -> Answer:
    """A finished file. What a browser would run is saved, never shown."""
    data = _file(desk, number, name)
    suffix = name[name.rfind(".") :]
    shown = suffix in (".pdf", ".png") and "save" not in asked.query
    return answers.whole(data, TYPES.get(suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream", name, len(data), save=not shown)


def register(desk: Desk, asked: Asked) -> Answer:
    """Write a printing into the register of addresses."""
    told = values(asked)
    with ContentTurn(desk.folder):  # read, added to and written in one turn, as the command does
        project = desk.project()
        wish, problems = print_orders.registering(project.site, {name: told.text(name, "") for name in print_orders.FIELDS})
        done = None if problems else add(project, wish)
    if done is not None and done.printing is not None:
        words = say("%(copies)s copies of %(address)s are registered.", copies=spaced(done.printing.copies), address=done.address)
        return answers.data({"said": desk.text(words)})
    found = [desk.problem(one) for one in (*problems, *(done.problems if done else ()))]
    return answers.data({"what": found[0]["what"], "fix": found[0]["fix"], "problems": found}, 422)


def close(desk: Desk) -> None:
    """Forget what was made."""
    desk.kept.pop(KEPT, None)


ROOM = Room(
    say("Print"),
    "/print",
    (
        Route("GET", "/print", room),
        Route("POST", "/print/make", make),
        Route("POST", "/print/register", register),
        Route("GET", "/print/made/<number>/<name>", file),
        Route("GET", "/print/made/<number>/<name>/<page>", picture),
    ),
    close,
)
