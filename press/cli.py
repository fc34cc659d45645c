"""Words in, words out: parses the command line, calls one errand, prints, and returns the exit code. Nothing else prints."""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import NoReturn

from press.arguments import parser
from press.commands.project import PROGRAM, Project, open_project
from press.commands.speech import LANGUAGES, Speech
from press.parsing import USAGE
from press.problems import say
from press.progress import Progress
from press.store import stamps
from press.store.turn import BuildTurn, ContentTurn

FINE, CONTENT, ENVIRONMENT = 0, 1, 3
"""Exit codes, beside USAGE: all is well; problems in the content; the machine lacks something."""


def main(arguments: Sequence[str] | None = None, look: stamps.Look | None = None) -> int:
    """Run one verb; the exit code. ``look``: what was seen when it was found that something has changed since the last build."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a file name or a terminal that knows fewer letters is no reason to fail
            stream.reconfigure(errors="backslashreplace")
    words = list(sys.argv[1:] if arguments is None else arguments)
    if not words or (words[0].startswith("-") and words[0] not in ("-h", "--help", "--version")):
        words.insert(0, "build")
    options = parser(words[0]).parse_args(words, argparse.Namespace(look=look))
    if options.verb == "test":
        os.execv(sys.executable, [sys.executable, os.fspath(PROGRAM / "build.py"), "test"])  # the launcher's own verb
    project = Path(options.project)
    if not (project / "content").is_dir():
        speech = Speech.load(options.speak, PROGRAM)
        what = say(
            "There is no content/ folder in %(project)s. Name the folder that holds it with --project.", project=project
        )
        print(speech.text(what), file=sys.stderr)
        return USAGE
    try:
        return VERBS[options.verb](options)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return FINE
    except OSError as error:
        speech = Speech.load(options.speak, PROGRAM)
        reason, file = error.strerror or error, error.filename or ""
        what = say("The disk refused: %(reason)s %(file)s. Nothing published was changed.", reason=reason, file=file)
        print(speech.text(what), file=sys.stderr)
        return ENVIRONMENT


def _opened(options: argparse.Namespace) -> tuple[Project, Speech]:
    project = open_project(Path(options.project), getattr(options, "jobs", 0), getattr(options, "fresh", False))
    return project, Speech.load(options.speak, PROGRAM, project.ledger)


def _turn(options: argparse.Namespace, writes: bool = True) -> AbstractContextManager[None]:
    """The content's turn, for what ``writes``: read, changed and written in one turn."""
    return ContentTurn(Path(options.project)) if writes else nullcontext()


def _out(options: argparse.Namespace) -> Path:
    return Path(options.out) if options.out else Path(options.project) / "site"


def _build(options: argparse.Namespace) -> int:
    from press.commands.publish import publish
    from press.commands.report import build_lines, unchanged_report
    from press.commands.site_plan import hold

    out = _out(options)
    folder = Path(options.project).resolve()
    inside = [folder / name for name in ("content", "templates", "locales", "press", ".press")]
    if out.resolve() in (folder, *folder.parents) or any(
        out.resolve() == name or name in out.resolve().parents for name in inside
    ):
        print(
            Speech.load(options.speak, PROGRAM).text(
                say("%(out)s cannot be the output folder: the project's own files lie there.", out=out)
            ),
            file=sys.stderr,
        )
        return USAGE
    program, target = os.fspath(PROGRAM), os.fspath(out)
    nearby = os.path.relpath(out)
    shown = target if nearby.startswith("..") else nearby
    look = options.look or stamps.Look(program, options.project)
    if not options.fresh and not options.look:
        known = look.known(target)
        if known is not None:
            print(known[0][options.speak])
            return known[1]
    with Progress("…"), BuildTurn(folder):
        with ContentTurn(folder):  # afterwards whoever writes may: what is built is what was read here, and told apart from what comes later
            look.anew()
            project, speech = _opened(options)
            hold(project)
        report = publish(project, out)
        code = FINE if not any(problem.severity == "error" for problem in report.problems) else CONTENT
        if code == FINE:
            again = unchanged_report(report)
            said = {
                language: build_lines(again, shown, Speech.load(language, PROGRAM, project.ledger))
                for language in LANGUAGES
            }
            look.save(target, said, code)
    print(build_lines(report, shown, speech), file=sys.stderr if code else sys.stdout)
    return code


def _check(options: argparse.Namespace) -> int:
    from press.commands.report import counted, lix_table

    with Progress("…"):
        project, speech = _opened(options)
    if options.lix:
        print(lix_table(project.site))
        return FINE
    errors, warnings = counted(project.problems)
    if project.problems:
        print(speech.problems(project.problems))
        print()
    print(speech.text(say("Errors: %(errors)s. Warnings: %(warnings)s.", errors=errors, warnings=warnings)))
    return CONTENT if errors else FINE


def _serve(options: argparse.Namespace) -> int:
    from press.commands.serve import server

    out = _out(options)
    if not (out / "index.html").is_file() and (code := _build(options)) != FINE:
        return code
    speech = Speech.load(options.speak, PROGRAM)
    try:
        running = server(out, options.port)
    except OSError:
        print(
            speech.text(say("Port %(port)s is taken. Try another: --port 0 takes any free one.", port=options.port)),
            file=sys.stderr,
        )
        return ENVIRONMENT
    print(
        speech.text(
            say("The site is at http://127.0.0.1:%(port)s/ – stop with Ctrl-C.", port=running.server_address[1])
        ),
        flush=True,
    )
    try:
        running.serve_forever()
    except KeyboardInterrupt:
        print()
    return FINE


def _why(options: argparse.Namespace) -> int:
    from press.commands.why import why
    from press.delivery import complain, misused

    project, speech = _opened(options)
    if project.errors:
        return complain(project.errors, speech)
    answer = why(project, _out(options), options.page)
    if answer.fix:
        return misused(answer.says, answer.fix, speech)
    print(speech.text(answer.says))
    for name, meaning in answer.fields:
        print(f"    {name}" + (f" – {speech.text(meaning)}" if meaning else ""))
    return FINE


def _qr(options: argparse.Namespace) -> int:
    from press.commands.qr import make_codes
    from press.delivery import deliver

    project, speech = _opened(options)
    result = make_codes(
        project.site,
        options.channel,
        read_source=project.read,
        formats=options.format or ("svg", "pdf", "eps", "png"),
        size_mm=options.size,
        level=options.level,
        dpi=options.dpi,
        colour=options.colour,
        paper=options.paper,
    )
    return deliver(result.files, result.problems, options, speech)


def _letters(options: argparse.Namespace) -> int:
    from press.mailing import letters

    project, speech = _opened(options)
    return letters(options, project, speech, project.read)


def _sheets(options: argparse.Namespace) -> int:
    from press.sheets import VERBS as SHEETS

    project, speech = _opened(options)
    return SHEETS[options.verb](options, project, speech, project.read)


def _translations(options: argparse.Namespace) -> int:
    from press.translating import ACTIONS, WRITING

    with _turn(options, options.action in WRITING):
        project, speech = _opened(options)
        return ACTIONS[options.action](options, project, speech)


def _addresses(options: argparse.Namespace) -> int:
    from press.registering import ACTIONS

    with _turn(options, options.action == "add"):
        project, speech = _opened(options)
        return ACTIONS[options.action or "list"](options, project, speech)


def _pdfx(options: argparse.Namespace) -> int:
    from press.marking import pdfx

    return pdfx(options, Speech.load(options.speak, PROGRAM))


def _hosting(options: argparse.Namespace) -> int:
    from press.hosting import hosting

    return hosting(options, *_opened(options))


def _visits(options: argparse.Namespace) -> int:
    from press.visits import visits

    return visits(options, *_opened(options))


def _desk(options: argparse.Namespace) -> int:
    from press.desk.verb import desk

    return desk(options)


def _catalogs(options: argparse.Namespace) -> int:
    from press.commands.catalogs import update

    with _turn(options):
        project, speech = _opened(options)
        found = update(project)
    for file, missing in found:
        print(speech.text(say("%(file)s: %(missing)s texts to translate.", file=file, missing=missing)))
    return FINE


def _accessibility(options: argparse.Namespace) -> int:
    from press.commands.statement import FILE, record
    from press.delivery import misused

    speech = Speech.load(options.speak, PROGRAM)
    with _turn(options):
        done = record(Path(options.project))
    if done.mistake:
        return misused(*done.mistake, speech)
    shown = ", ".join(f"{key} {value}" for key, value in done.values)
    print(speech.text(say("%(file)s: %(shown)s.", file=FILE, shown=shown)))
    return FINE


VERBS: dict[str, Callable[[argparse.Namespace], int]] = {
    "build": _build,
    "check": _check,
    "serve": _serve,
    "why": _why,
    "qr": _qr,
    "letters": _letters,
    "sheet": _sheets,
    "booklet": _sheets,
    "slides": _sheets,
    "translations": _translations,
    "addresses": _addresses,
    "pdfx": _pdfx,
    "hosting": _hosting,
    "visits": _visits,
    "desk": _desk,
    "catalogs": _catalogs,
    "accessibility": _accessibility,
}


def console() -> NoReturn:
    """The ``omsverige`` command of an installed program."""
    raise SystemExit(main())
