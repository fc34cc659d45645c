"""The room of letters, a letter to one person: a form in place of a list. Once it is right it is a job like all others."""

from __future__ import annotations

from typing import Any

from press.adapters.web import Answer, Asked
from press.commands.hindrances import envelopes_of
from press.commands.printroom import mailing_choices as choosing
from press.commands.printroom import mailing_desk as jobs
from press.commands.printroom import mailing_found as found
from press.commands.printroom import mailing_one as one
from press.commands.printroom.print_offers import envelope_names, language_names
from press.desk import answers
from press.desk.app import Desk, Route
from press.desk.mailing_kept import bench_of, drop, kept_of, look
from press.desk.requests import NotUnderstood, by_value, values
from press.problems import Message, say

LABELS = {
    "name": say("Name"), "co": say("c/o"), "street": say("Street or box"), "line2": say("Address line 2"), "line3": say("Address line 3"),
    "postal_code": say("Postal code"), "town": say("Town"), "country": say("Country (empty: Sweden)"), "language": say("Language"),
    "reference": say("Reference (empty: none)"),
}  # fmt: skip


def page(desk: Desk, asked: Asked) -> Answer:
    """The form."""
    project, text = desk.project(), desk.text
    site = project.site
    names = language_names(site, desk.speech.language)
    envelopes = envelope_names(envelopes_of(project.read, []))
    letters = {name: site.letters[site.settings.source, name].title for name in choosing.letter_names(site)}
    written = {name: [(code, names[code]) for code in site.languages if (code, name) in site.letters] for name in letters}
    return desk.page(
        "printone.html", title=text(say("A letter to one person")), here="/letters", letters=letters, envelopes=[(name, text(label)) for name, label in envelopes.items()],
        fields=[(name, text(label), name in one.NEEDED) for name, label in LABELS.items()], choices=choosing.usual(site, project.today),
        start={"written": written}, languages=next(iter(written.values()), []), most=one.MOST,
    )  # fmt: skip


def check(desk: Desk, asked: Asked) -> Answer:
    """Look at what was typed: all that is wrong, each at its field; else a job, and its letter as pictures. What is wrong is not kept,
    nor is the job (``before``) of what was typed last."""
    told, bench = values(asked), bench_of(desk)
    before, chosen = told.text("before", ""), told.get("choices", {})
    if not isinstance(chosen, dict):
        raise NotUnderstood("choices")
    with by_value():
        data = one.as_list(told)
        choices = choosing.choices_from(chosen, choosing.usual(desk.project().site, desk.project().today))
    if before and before in bench.names():
        jobs.stop(bench.path(before))
        drop(desk, before)
    name = bench.new()
    try:
        jobs.receive(iter((data,)), bench.path(name))
        checked = look(desk, name, choices)
        if wrong := one.said(checked):
            return _refused(desk, name, [(fault.field, fault.what, fault.fix) for fault in wrong])
        project = desk.project()
        seen = found.proof(project, project.read, checked, choices, one.ROW)
        if errors := [("", fault.what, fault.fix) for fault in seen.problems if fault.severity == "error"]:
            return _refused(desk, name, errors)
        kept_of(desk)[name] = kept_of(desk)[name]._replace(pictures=seen.pictures)
    except BaseException:
        drop(desk, name)
        raise
    return answers.data({"job": name, "pages": len(seen.pictures), "problems": [desk.problem(fault) for fault in seen.problems]})


def _refused(desk: Desk, job: str, wrong: list[tuple[str, Message, Message]]) -> Answer:
    drop(desk, job)
    faults: list[dict[str, Any]] = [{"field": field, "what": desk.text(what), "fix": desk.text(fix)} for field, what, fix in wrong]
    return answers.data({"what": faults[0]["what"], "fix": faults[0]["fix"], "faults": faults}, 422)


ROUTES = (
    Route("GET", "/letters/one", page),
    Route("POST", "/letters/one", check),
)
