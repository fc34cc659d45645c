"""The verb ``translations``: record that they are right, send them to an agency, take in what came back."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path

from press.commands.project import Project
from press.commands.speech import Speech
from press.delivery import FINE, complain, deliver, misused
from press.problems import say


def _confirm(options: argparse.Namespace, project: Project, speech: Speech) -> int:
    from press.commands.translations import confirm

    done = confirm(
        project, options.what, options.language, options.made, options.by, options.reviewed_by, project.today
    )
    if done.mistake:
        return misused(*done.mistake, speech)
    files = ", ".join(done.files) or "–"
    what = say("Sections recorded: %(sections)s. Files: %(files)s", sections=done.sections, files=files)
    print(speech.text(what))
    return FINE


def _export(options: argparse.Namespace, project: Project, speech: Speech) -> int:
    from press.commands.exchange import export

    result = export(project, options.language, options.page)
    if result.mistake:
        return misused(*result.mistake, speech)
    name, out = result.name, Path(options.out)
    if out.suffix in (".xlf", ".xliff", ".xml") and not out.is_dir():
        name, options.out = out.name, os.fspath(out.parent)
    return deliver(((name, result.data),), result.problems, options, speech)


def _import(options: argparse.Namespace, project: Project, speech: Speech) -> int:
    from press.commands.exchange import take_in

    try:
        data = Path(options.file).read_bytes()
    except (FileNotFoundError, IsADirectoryError):
        what = say("There is no file %(file)s.", file=options.file)
        return misused(what, say("Name the XLIFF file that came back from the agency."), speech)
    done = take_in(project, data, options.file, options.page, options.made, options.by)
    if done.problems:
        code = complain(done.problems, speech)
        print(speech.text(say("Nothing was imported.")), file=sys.stderr)
        return code
    files = ", ".join(done.files) or "–"
    print(speech.text(say("Segments changed: %(segments)s. Files: %(files)s", segments=done.segments, files=files)))
    if done.machine:
        what = say(
            "Still recorded as a machine's, since the file leaves segments of it unread: %(pages)s",
            pages=", ".join(done.machine),
        )
        print(speech.text(what))
    return FINE


WRITING = frozenset({"confirm", "import"})
"""Those that write into the content: the project is opened for them, and written, in the content's turn."""
ACTIONS: dict[str, Callable[[argparse.Namespace, Project, Speech], int]] = {
    "confirm": _confirm,
    "export": _export,
    "import": _import,
}
