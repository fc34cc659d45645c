"""The first page of the desk: all texts in all languages, how each stands, and what is said of several at once."""

from __future__ import annotations

from typing import Any

from press.adapters.web import Answer, Asked
from press.commands.editing import changes, confirming, overview
from press.commands.editing.overview import STATES, Cell, Row, Wanted
from press.desk import answers
from press.desk.app import Desk, Room, Route
from press.desk.requests import Nothing, values
from press.model import kind_of
from press.problems import Message, say

NAMED: dict[str, Message] = {
    "errors": say("errors"),
    "overdue": say("review overdue"),
    "older": say("older than the source"),
    "begun": say("begun"),
    "missing": say("missing"),
    "unrecorded": say("source not recorded"),
    "unreviewed": say("not reviewed by anybody"),
    "current": say("up to date"),
}
KINDS: dict[str, Message] = {"page": say("Pages"), "letter": say("Letters"), "sheet": say("Sheets to print")}


def shown_cell(desk: Desk, cell: Cell, language: str, row: Row) -> dict[str, Any]:
    """A cell for a template: where it leads, its state and number, and everything in words."""
    number = cell.errors if cell.state == "errors" else cell.older + cell.lacking if cell.state == "older" else 0
    words = " ".join(desk.text(message) for message in overview.said(cell))
    where = f"/text/{row.key}#in-{cell.code}" if cell.state == "missing" else f"/edit/{cell.path}"
    return {
        "code": cell.code, "state": cell.state, "number": number or "", "where": where, "path": cell.path,
        "source": cell.source, "language": language, "words": words, "urgent": cell.state in overview.URGENT,
    }  # fmt: skip


def language_names(desk: Desk) -> dict[str, str]:
    """What the languages are called in the source language, by code."""
    site = desk.project().site
    return {code: site.language_names.get((site.settings.source, code), language.name) for code, language in site.languages.items()}


def texts(desk: Desk, asked: Asked) -> Answer:
    """The table of all texts, or of those that are asked for."""
    project, query = desk.project(), asked.query
    site = project.site
    owner, language, kind, state, search = (query.get(key, "") for key in ("owner", "language", "kind", "state", "search"))
    wanted = Wanted(owner, language, kind, state, search, query.get("mine") == "1")
    every = overview.rows(project)
    found = overview.peopled(overview.chosen(every, wanted), site, wanted.language)
    names = language_names(desk)
    codes = [cell.code for cell in found[0].cells] if found else []
    count = overview.counted(found)
    table = [
        {"row": row, "cells": [shown_cell(desk, cell, names[cell.code], row) for cell in row.cells], "due": row.review_by, "late": bool(row.cells[0].since), "correct": row.cells[0].source and row.cells[0].state in ("current", "overdue", "errors")}
        for row in found
    ]
    totals = {state: sum(numbers[state] for numbers in count.values()) for state in STATES}
    owners = [(key, dict(words).get(site.settings.source, key)) for key, words in site.settings.owners]
    legend = [{"state": state, "name": desk.text(NAMED[state]), "count": totals[state]} for state in STATES]
    return desk.page(
        "overview.html", title=desk.text(say("Texts")), here="/", table=table, wanted=wanted, owners=owners, owner_names=dict(owners), legend=legend,
        heads=[(code, names[code], [(state, count[code][state], desk.text(NAMED[state])) for state in STATES if count[code][state]]) for code in codes],
        languages=sorted(names.items(), key=lambda pair: pair[1]), kinds=[(kind, desk.text(name)) for kind, name in KINDS.items()],
        shown=len(found), all=len(every),
    )  # fmt: skip


def proposals(desk: Desk, asked: Asked) -> Answer:
    """What would be recorded of the texts named: their titles, the day of their next review."""
    project = desk.project()
    site, found = project.site, []
    for key in values(asked).texts("names"):
        kind, name = kind_of(key)
        page = site.table(kind).get((site.settings.source, name))
        if page is None:
            raise Nothing(key)
        found.append({"key": key, "title": page.title, "checked": page.checked, "next": confirming.next_review(page, project.today)})
    return answers.data({"today": project.today, "texts": found})


def checked(desk: Desk, asked: Asked) -> Answer:
    """Record that texts of the source language are still correct."""
    told = values(asked)
    made = confirming.still_correct(desk.project(), told.table("days"), told.text("by"))
    return answers.data({"files": changes.carry_out(desk.folder, made)})


def reviewed(desk: Desk, asked: Asked) -> Answer:
    """Record that translations go with their source as it is now, and who has read them against it."""
    told = values(asked)
    keys, codes = told.texts("names"), told.texts("languages")
    made = confirming.read_against_source(desk.project(), keys, codes, told.text("by"), told.flag("reviewed"))
    return answers.data({"files": changes.carry_out(desk.folder, made)})


ROOM = Room(
    say("Texts"),
    "/",
    (
        Route("GET", "/", texts),
        Route("POST", "/texts/proposals", proposals),
        Route("POST", "/texts/checked", checked),
        Route("POST", "/texts/reviewed", reviewed),
    ),
)
