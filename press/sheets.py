"""The verbs ``sheet``, ``booklet`` and ``slides``: what leads to the site, on paper and on boards, and the site as one document."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from press.commands.hindrances import for_booklets, for_sheet, for_slides
from press.commands.project import Project, today
from press.commands.sheets import make_sheets, sheets_to_print
from press.commands.speech import Speech
from press.delivery import FINE, complain, deliver, misused
from press.makers.sheets import KINDS
from press.problems import say
from press.progress import Progress


def sheet(options: argparse.Namespace, project: Project, speech: Speech, read: Callable[[str], bytes]) -> int:
    """Make the sheets and say how many to print; the exit code."""
    if options.copies < 0:
        return misused(
            say("The number of copies must be at least one."),
            say("Leave --copies out, or write for example 200."),
            speech,
        )
    if problems := for_sheet(project, options.kind, options.language, options.page.removesuffix(".md")):
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
        how = sheets_to_print(KINDS[options.kind], options.copies)
        print(speech.text(how))
    return code


def booklet(options: argparse.Namespace, project: Project, speech: Speech, read: Callable[[str], bytes]) -> int:
    """Make the booklets of the languages that were asked for; the exit code."""
    from press.commands.booklets import to_order
    from press.commands.site_plan import site_plan

    if problems := for_booklets(project, options.language):
        return complain(problems, speech)
    with Progress("…"):
        made = to_order(site_plan(project).editions, options.language, options.with_safety, read)
    return deliver(made.files, made.problems, options, speech)


def slides(options: argparse.Namespace, project: Project, speech: Speech, read: Callable[[str], bytes]) -> int:
    """Make the slides for a board; the exit code."""
    from press.commands.slides import KIND, make_slides

    if problems := for_slides(project, options.languages, KIND.name):
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


VERBS = {"sheet": sheet, "booklet": booklet, "slides": slides}
"""The verbs of this room."""
