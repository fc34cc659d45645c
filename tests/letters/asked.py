"""What the tests ask of recipients, and what the program says about a file of them, as print staff read it."""

from __future__ import annotations

from pathlib import Path

import crowd
import sites

from press.commands.speech import Speech
from press.problems import Problem
from press.readers.recipients import read_columns, read_decisions, read_recipients
from press.recipients import Recipients, Wanted

FIXTURES = sites.FIXTURES / "recipients"
LANGUAGES = {**crowd.SPELLINGS, "ckb": ("sorani", "Sorani", "kurdiska"), "kmr": ("kurmanji", "Kurmanji", "kurdiska")}
WIDTHS = {chr(code): 2.2 for code in range(0x20, 0x250) if chr(code).isprintable()}
WIDTHS |= dict.fromkeys("MWmw@%", 3.6) | dict.fromkeys("iIl .,'-:;/ftj()", 1.1)
"""Made-up widths in mm, of a sans serif at about 11 points; what is not here cannot be printed."""
WANTED = Wanted(
    languages=LANGUAGES,
    known_languages={**LANGUAGES, "th": ("thailändska", "Thai")},
    default_language="",
    columns={},
    widths=WIDTHS,
    line_mm=80.0,
)


def read(folder: Path) -> tuple[Recipients, list[Problem]]:
    """The recipients of a fixture, read with its mapping and its decisions where it has them, and all problems."""
    problems: list[Problem] = []
    wanted = WANTED
    if (folder / "columns.yaml").exists():
        columns, found = read_columns((folder / "columns.yaml").read_bytes(), "columns.yaml")
        wanted, problems = wanted._replace(columns=columns), problems + found
    if (folder / "decisions.csv").exists():
        decisions, found = read_decisions((folder / "decisions.csv").read_bytes(), "decisions.csv")
        wanted, problems = wanted._replace(decisions=decisions), problems + found
    recipients = read_recipients(next(folder.glob("recipients.*")), wanted)
    return recipients, [*problems, *recipients.problems]


def told(recipients: Recipients, problems: list[Problem], language: str) -> str:
    """Everything said about a file, as text that a person can read and compare."""
    speech = Speech.load(language, sites.ROOT)
    lines = [speech.problem(problem) for problem in problems]
    for finding in recipients.findings:
        place = " ".join(
            part for part in (f"row {finding.row}", finding.column, finding.shown and f"[{finding.shown}]") if part
        )
        lines.append(f"{place}: ({finding.verdict}) {speech.text(finding.what)}\n{speech.fix(finding.fix)}")
    count = f"{recipients.read} = {len(recipients.rows)} + {recipients.rejected} + {recipients.held}"
    lines.append(f"{recipients.encoding or '-'} {recipients.delimiter or '-'} {count}; {recipients.rows.tolist()}")
    return "\n".join(lines) + "\n"
