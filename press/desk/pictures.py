"""The pictures of the site: where each is used, new ones given, the words for those who do not see them."""

from __future__ import annotations

import mimetypes

from press.adapters.web import Answer, Asked
from press.commands.editing import changes, images
from press.commands.editing.images import Use
from press.desk import answers
from press.desk.app import Desk, Room, Route
from press.desk.overview import language_names
from press.desk.requests import Nothing, body, values
from press.problems import say

DRAWN = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'"
"""A picture opened by itself: nothing in it runs, and it fetches nothing."""


def listed(desk: Desk, asked: Asked) -> Answer:
    """All pictures."""
    project = desk.project()
    site = project.site
    languages = [(code, name, site.languages[code]) for code, name in language_names(desk).items()]
    return desk.page(
        "pictures.html", title=desk.text(say("Pictures")), here="/pictures", pictures=images.pictures(project), languages=languages,
        names=language_names(desk), table=site.languages, source=site.settings.source, most=images.MOST // 1_000_000,
    )  # fmt: skip


def one(desk: Desk, asked: Asked, file: str) -> Answer:
    """A picture itself."""
    data = images.there(desk.folder, file)
    if data is None:
        raise Nothing(file)
    return answers.file(data, mimetypes.guess_type(file)[0] or "application/octet-stream", policy=DRAWN)


def give(desk: Desk, asked: Asked) -> Answer:
    """Take a picture in. A file by that name stays, unless its digest is given; then it is asked for with both to be seen (409)."""
    data = body(asked, images.MOST)
    name, over = asked.query.get("name", ""), asked.query.get("over", "")
    if asked.query.get("look") == "1":
        file, old = images.offered(desk.folder, name, data)
        return answers.data({"file": file, "over": images.digest(old) if old is not None else ""})
    taken = images.take_in(desk.folder, name, data, over)
    return answers.data({**taken._asdict(), "markdown": images.markdown(taken.file, "")})


def mark(desk: Desk, asked: Asked) -> Answer:
    """What shows a picture in a text, with the words for those who do not see it."""
    told = values(asked)
    return answers.data({"markdown": images.markdown(told.text("file"), told.text("alt"))})


def words(desk: Desk, asked: Asked) -> Answer:
    """Give a picture other words where it is used."""
    told = values(asked)
    use = Use(told.text("path"), "", "", told.number("number"), 0, "")
    change = images.worded(desk.project(), use, told.text("file"), told.text("alt"))
    return answers.data({"files": changes.carry_out(desk.folder, [change])})


ROOM = Room(
    say("Pictures"),
    "/pictures",
    (
        Route("GET", "/pictures", listed),
        Route("GET", "/pictures/<file>", one),
        Route("POST", "/pictures/give", give),
        Route("POST", "/pictures/mark", mark),
        Route("POST", "/pictures/words", words),
    ),
)
