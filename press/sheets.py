"""The verbs ``sheet``, ``booklet`` and ``slides``: what leads to the site, on paper and on boards, and the site as one document."""

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


def booklet(options: argparse.Namespace, project: Project, speech: Speech, read: Callable[[str], bytes]) -> int:
    """Make the booklets of the languages that were asked for; the exit code."""
    from press.commands.booklets import to_order
    from press.commands.site_plan import site_plan

    own = {code for name in options.language for code in _chain(project, name)}
    if problems := [found for found in project.errors if _concerns(found, own)]:
        return complain(problems, speech)
    with Progress("…"):
        made = to_order(site_plan(project).editions, options.language, options.with_safety, read)
    return deliver(made.files, made.problems, options, speech)


def slides(options: argparse.Namespace, project: Project, speech: Speech, read: Callable[[str], bytes]) -> int:
    """Make the slides for a board; the exit code."""
    from press.commands.slides import KIND, make_slides

    own = {f"content/{code}/{FOLDERS['sheet']}{KIND.name}.md" for code in options.languages}
    if problems := [found for found in project.errors if not found.where.path.endswith(".md") or found.where.path in own]:
        return complain(problems, speech)
    made = make_slides(
        project.site,
        options.languages,
        options.channel,
        options.seconds,
        templates=project.templates,
        read_source=read,
        date=today(),
        pictures=options.png,
    )
    return deliver(made.files, made.problems, options, speech)


def _chain(project: Project, code: str) -> tuple[str, ...]:
    """The languages whose texts a document in a language may hold."""
    site = project.site
    return (*(site.languages[code].chain if code in site.languages else ()), site.settings.source)


def _concerns(problem: Problem, codes: set[str]) -> bool:
    """Whether a problem is in a table, or in a text of these languages."""
    path = problem.where.path
    return not path.endswith(".md") or path.split("/")[1] in codes


def _content_errors(options: argparse.Namespace, project: Project) -> list[Problem]:
    """A mistake in another text is no reason to hold a sheet back; one in its own, a fact or a table is."""
    name = options.page.removesuffix(".md") if options.kind == "handout" else f"{FOLDERS['sheet']}{options.kind}"
    own = {f"content/{code}/{name}.md" for code in (*options.language, project.site.settings.source, "en")}
    return [found for found in project.errors if not found.where.path.endswith(".md") or found.where.path in own]


VERBS = {"sheet": sheet, "booklet": booklet, "slides": slides}
"""The verbs of this room."""
