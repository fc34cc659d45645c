"""A mailing as it is chosen at the desk: choices from a form, the recipients' file read by them, and the command that makes it."""

from __future__ import annotations

import datetime
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from press.adapters import yaml
from press.commands.hindrances import envelopes_of, for_letters
from press.commands.letter_view import ReadSource
from press.commands.letters import wrong_language, wrong_letter
from press.commands.mailing_forms import Order
from press.commands.mailing_wanted import wanted
from press.commands.printroom.forms import filled, one_of
from press.commands.project import PROGRAM, Project
from press.envelopes import Envelope
from press.model import Site
from press.problems import Place, Problem, in_order, say
from press.readers.recipients import FIELDS, fields_of, first_row, read_recipients
from press.recipients import Decision, Recipients, Wanted

HERE = Place("")
MOST_SPLIT, MOST_DAYS, MOST_START = 1_000_000, 3650, 9_000_000
DECISIONS = {"print": "print", "skip": "skip"}
ELSE = ("date", "alone", "order", "split", "start", "strict", "keep_days", "single", "out")
"""The choices by which no row is read in another way."""
COLUMNS_FILE, DECISIONS_FILE = "columns.yaml", "decisions.csv"


class Choices(NamedTuple):
    """What the staff have chosen, as in the options of ``build.py letters``. ``columns`` maps our names of columns to headings of
    theirs, ``decisions`` the numbers of rows to what was decided; ``out`` is a folder of their own, "" for one of the desk's."""

    letter: str
    date: str
    envelope: str = "c5-h2"
    default_language: str = ""
    alone: bool = False
    order: str = "language"
    split: int = 0
    start: int = 1
    duplicates: str = "hold"
    strict: bool = False
    keep_days: int = 30
    single: bool = False
    columns: Mapping[str, str] = {}
    decisions: Mapping[int, Decision] = {}
    out: str = ""


class Checked(NamedTuple):
    """A recipients' file read for an order. ``order`` is None where the order itself cannot be carried out; then, or when there is
    an error among ``problems``, nothing can be made. ``headings`` are those of the file, ``fields`` what each is read as."""

    order: Order | None
    recipients: Recipients | None
    problems: tuple[Problem, ...]
    headings: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()

    @property
    def ready(self) -> bool:
        """Whether letters can be made."""
        found = self.recipients
        return self.order is not None and found is not None and len(found.rows) > 0 and not any(one.severity == "error" for one in self.problems)


def letter_names(site: Site) -> list[str]:
    """The letters there are: those written in the source language that have a way in of the same name."""
    return sorted(name for code, name in site.letters if code == site.settings.source and name in site.channels)


def usual(site: Site, today: str) -> Choices:
    """What is chosen before anybody has chosen."""
    return Choices(letter=next(iter(letter_names(site)), ""), date=today)


def choices_from(told: Mapping[str, Any], base: Choices) -> Choices:
    """Choices from the JSON of a form; what it does not tell is as in ``base``. Raises ValueError for what no form sends."""
    return filled(base, told, {"columns": _columns, "decisions": _decisions, "order": one_of("language", "file"), "duplicates": one_of("hold", "print")})


def _columns(value: Any) -> dict[str, str]:
    if not isinstance(value, Mapping) or not all(key in FIELDS and isinstance(heading, str) and len(heading) < 1000 for key, heading in value.items()):
        raise ValueError("columns")
    return {key: " ".join(heading.split()) for key, heading in value.items() if heading.strip()}


def _decisions(value: Any) -> dict[int, Decision]:
    if not isinstance(value, Mapping) or not all(isinstance(decision, str) and decision in DECISIONS for decision in value.values()):
        raise ValueError("decisions")
    return {int(row): decision for row, decision in value.items()}  # JSON has its keys as texts


def same_rows(one: Choices, other: Choices) -> bool:
    """Whether the same rows come out of a file by both choices: the others are about how letters are made of them."""
    return one._replace(**dict.fromkeys(ELSE)) == other._replace(**dict.fromkeys(ELSE))  # type: ignore[arg-type]


def checked(project: Project, read: ReadSource, file: Path, choices: Choices, known: Recipients | None = None) -> Checked:
    """Check the recipients by these choices; everything that is wrong, at once. Nothing is made. ``known``: they have been read
    already (:func:`same_rows`), and are not read again."""
    problems = for_letters(project)
    envelopes = envelopes_of(read, problems)
    problems += [*_wrong_numbers(choices), *wrong_letter(project.site, choices.letter, choices.envelope, envelopes, choices.date)]
    if choices.default_language and not problems:
        problems += wrong_language(project.site, choices.letter, choices.default_language)
    if problems:
        return Checked(None, None, in_order(problems))
    order = order_of(choices, envelopes)
    asked = wanted_of(project.site, order, choices)
    recipients = read_recipients(file, asked) if known is None else known
    problems += recipients.problems
    headings = first_row(file, asked)
    if not recipients.failed and not recipients.rows:
        what = say("There is no row in the file that can be printed.")
        problems.append(Problem(HERE, what, say("Put the rows right that the table names, and try again.")))
    if choices.strict and recipients.rejected:
        what = say("%(count)s rows are faulty, and you have chosen that nothing is printed then.", count=recipients.rejected)
        problems.append(Problem(HERE, what, say("Put the rows right, or choose that the others are printed.")))
    return Checked(order, recipients, in_order(problems), tuple(headings), tuple(fields_of(headings, choices.columns)))


def order_of(choices: Choices, envelopes: Mapping[str, Envelope]) -> Order:
    """The order that choices make. Raises KeyError for an envelope that is not there."""
    return Order(choices.letter, choices.date, envelopes[choices.envelope], choices.alone, choices.order, choices.split, choices.start)


def wanted_of(site: Site, order: Order, choices: Choices) -> Wanted:
    """What the rows must be like."""
    return wanted(
        site, order, default_language=choices.default_language, columns=choices.columns,
        duplicates="print" if choices.duplicates == "print" else "hold", decisions=choices.decisions,
    )  # fmt: skip


def _wrong_numbers(choices: Choices) -> list[Problem]:
    problems = []
    if not 0 <= choices.split <= MOST_SPLIT:
        what = say("A file cannot hold %(number)s letters.", number=choices.split)
        problems.append(Problem(HERE, what, say("Write a number such as 5000, or 0 to leave the letters together.")))
    if not 0 <= choices.start <= MOST_START:
        what = say("The first letter cannot have the number %(number)s.", number=choices.start)
        problems.append(Problem(HERE, what, say("Write a number between 0 and %(most)s; 1 is the usual one.", most=MOST_START)))
    if not 0 <= choices.keep_days <= MOST_DAYS:
        what = say("The letters cannot be kept for %(number)s days.", number=choices.keep_days)
        problems.append(Problem(HERE, what, say("Write a number between 0 and %(most)s; 30 is the usual one.", most=MOST_DAYS)))
    return problems


def usual_folder() -> Path:
    """The folder below which letters are saved, unless the staff say otherwise, and below which finished jobs are looked for."""
    return Path.home() / "brev"


def wrong_folder(choices: Choices, project: Path) -> list[Problem]:
    """What is wrong with the folder of the staff's own that the letters are to lie in."""
    if not choices.out:
        return []
    path = Path(choices.out).expanduser()
    if "\0" in choices.out or not path.is_absolute():
        return [Problem(HERE, say("That is no whole path of a folder."), say("Write it from its beginning, for example %(example)s.", example=usual_folder() / "utskick"))]
    place = path.resolve()
    if any(kept in (place, *place.parents) for kept in (project.resolve(), PROGRAM)):
        what = say("That folder lies within the website's own files, from where it could be published or sent on.")
        return [Problem(HERE, what, say("Choose a folder somewhere else on this machine."))]
    parent = place.parent if place.parent != usual_folder().resolve() or place.parent.exists() else place.parent.parent
    if not parent.is_dir() or not os.access(place if place.exists() else parent, os.W_OK):
        return [Problem(HERE, say("The folder cannot be made there."), say("Choose a place that exists, where you may write."))]
    if place.exists() and (not place.is_dir() or any(place.iterdir())):
        return [Problem(HERE, say("There is something in that folder already."), say("Choose a new or an empty folder, so that no letter is taken for another."))]
    return []


def mapping_file(choices: Choices) -> bytes:
    """The choices' columns as the mapping file of the command."""
    return "".join(f"{field}: {yaml.quoted(heading)}\n" for field, heading in choices.columns.items()).encode()


def decisions_file(choices: Choices) -> bytes:
    """The choices' decisions as the file of the command."""
    return "".join(["row;decision\n", *(f"{row};{decision}\n" for row, decision in choices.decisions.items())]).encode()


def command(project: Path, file: Path, job: Path, out: Path, choices: Choices, speak: str) -> list[str]:
    """The command that makes the letters, and goes on with them when it was stopped."""
    words = [sys.executable, os.fspath(PROGRAM / "build.py"), "letters", os.fspath(file), "--project", os.fspath(project), "--speak", speak]
    words += ["--letter", choices.letter, "--date", choices.date, "--envelope", choices.envelope, "--out", os.fspath(out)]
    words += ["--order", choices.order, "--split", str(choices.split), "--start-at", str(choices.start)]
    words += ["--duplicates", choices.duplicates, "--keep-days", str(choices.keep_days)]
    words += ["--default-language", choices.default_language] if choices.default_language else []
    words += ["--alone"] if choices.alone else []
    words += ["--strict"] if choices.strict else []
    words += ["--single"] if choices.single else []
    words += ["--columns", os.fspath(job / COLUMNS_FILE)] if choices.columns else []
    words += ["--decisions", os.fspath(job / DECISIONS_FILE)] if choices.decisions else []
    return words


def day_after(date: str, days: int) -> str:
    """The day so many days after an ISO date, ISO."""
    return (datetime.date.fromisoformat(date) + datetime.timedelta(days=days)).isoformat()
