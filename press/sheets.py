"""The verb ``sheet``: posters, flyers, cards, signs and handouts to order."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from press.commands.project import Project, today
from press.commands.sheets import make_sheets
from press.commands.speech import Speech
from press.delivery import FINE, complain, deliver, misused
from press.makers.sheets import KINDS, sheets_needed
from press.model import FOLDERS
from press.problems import Problem, say
from press.progress import Progress


def sheet(options: argparse.Namespace, project: Project, speech: Speech, read: Callable[[str], bytes]) -> int:
    """Make the sheets and say how many to print; the exit code."""
    if options.copies < 0:
        return misused(
            say("The number of copies must be at least one."),
            say("Leave --copies out, or write for example 200."),
            speech,
        )
    if problems := _content_errors(options, project):
        return complain(problems, speech)
    with Progress("…"):
        made = make_sheets(
            project.site,
            options.kind,
            options.language,
            options.channel,
            read_source=read,
            date=today(),
            paper=options.paper,
            page=options.page.removesuffix(".md"),
        )
    code = deliver(made.files, made.problems, options, speech)
    if code == FINE and options.copies:
        kind = KINDS[options.kind]
        count = sheets_needed(kind, options.copies)
        how = say("Print %(sheets)s sheets of each file: %(up)s on a sheet.", sheets=count, up=kind.up)
        if kind.up == 10:
            how = say(
                "Print %(sheets)s sheets of each file on both sides, turned on the long edge, in 100 %% size: %(up)s on a sheet.",
                sheets=count,
                up=kind.up,
            )
        print(speech.text(how))
    return code


def _content_errors(options: argparse.Namespace, project: Project) -> list[Problem]:
    """A mistake in another text is no reason to hold a sheet back; one in its own, a fact or a table is."""
    name = options.page.removesuffix(".md") if options.kind == "handout" else f"{FOLDERS['sheet']}{options.kind}"
    own = {f"content/{code}/{name}.md" for code in (*options.language, project.site.settings.source, "en")}
    return [found for found in project.errors if not found.where.path.endswith(".md") or found.where.path in own]
