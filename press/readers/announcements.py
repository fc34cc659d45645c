"""The announcements: banners that stand on every page for a time, in all languages, from one file."""

from __future__ import annotations

from press.notices import Announcement
from press.problems import Place, Problem, say
from press.readers.fields import Fields
from press.readers.tables import entries

KEYS = ("from", "until", "text", "page", "important")


def read_announcements(data: bytes, path: str, problems: list[Problem]) -> tuple[Announcement, ...]:
    """``content/announcements.yaml``, in its order; a project need not have one."""
    found = []
    for name, line, node in entries(data, path, problems):
        fields = Fields(node, path, problems, list(KEYS))
        fields.line = line
        first, last = fields.date("from", required=True), fields.date("until", required=True)
        if first and last and last < first:
            fields.problem(
                fields.lines["until"],
                say("The announcement ends (%(last)s) before it begins (%(first)s).", first=first, last=last),
                say("Give until the last day it is to be shown."),
            )
        page, _, anchor = fields.text("page").partition("#")
        found.append(
            Announcement(
                name=name,
                first=first,
                last=last,
                words=fields.words("text", required=True),
                page=page.removesuffix(".md"),
                anchor=anchor,
                important=fields.flag("important", False),
                place=Place(path, line),
            )
        )
    return tuple(found)
