"""The few lines a build ends with: what was made, what was not remade, what needs attention, how to look at it."""

from __future__ import annotations

from press.commands.publish import Report
from press.commands.speech import Speech
from press.model import Site
from press.problems import Problem, say

SHOWN = 5
"""Warnings a build shows; ``check`` shows them all."""


def counted(problems: tuple[Problem, ...]) -> tuple[int, int]:
    """``(errors, warnings)``."""
    errors = sum(1 for problem in problems if problem.severity == "error")
    return errors, len(problems) - errors


def build_lines(report: Report, out: str, speech: Speech) -> str:
    """What ``build`` says at its end, in one staff language."""
    errors, warnings = counted(report.problems)
    lines: list[str] = []
    bad = [problem for problem in report.problems if problem.severity == "error"]
    soft = [problem for problem in report.problems if problem.severity != "error"]
    if bad:
        lines.append(speech.problems(bad))
        lines.append("")
        lines.append(
            speech.text(
                say(
                    "Nothing was published. To put right first: %(errors)s. The folder %(out)s is as it was.",
                    errors=errors,
                    out=out,
                )
            )
        )
        return "\n".join(lines)
    lines.append(
        speech.text(
            say(
                "%(pages)s pages in %(languages)s languages: %(written)s files written, %(kept)s unchanged, %(removed)s removed.",
                pages=report.pages,
                languages=report.languages,
                written=len(report.written),
                kept=report.files - len(report.written),
                removed=len(report.removed),
            )
        )
    )
    if report.served:
        lines.append(speech.problems(report.served))
    if soft:
        lines.append(speech.text(say("Needs attention (warnings): %(warnings)s", warnings=warnings)))
        lines.append(speech.problems(soft[:SHOWN]))
        if len(soft) > SHOWN:
            lines.append(
                speech.text(say("… and %(more)s more; see all with: python3 build.py check", more=len(soft) - SHOWN))
            )
    lines.append(speech.text(say("Look at it with: python3 build.py serve", out=out)))
    return "\n".join(lines)


def unchanged_report(report: Report) -> Report:
    """What the same build would say a second time, when nothing has changed."""
    return Report(report.pages, report.languages, report.files, (), (), (), report.problems, False)


def lix_table(site: Site) -> str:
    """The LIX of every page in the languages that have a limit, as a Markdown table in menu order."""
    measured = [language for language in site.languages.values() if language.lix]
    rows = [
        ["sida / page", *(f"{language.name} (≤ {language.lix})" for language in measured)],
        ["---", *("---:" for _ in measured)],
    ]
    for name in site.page_names:
        pages = [site.pages.get((language.code, name)) for language in measured]
        rows.append([name, *(f"{page.lix:.1f}" if page else "–" for page in pages)])
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)
