"""What was found in a recipients' file, as the files that lie in a job's folder."""

from __future__ import annotations

from collections.abc import Callable

from press.makers.letter_tables import as_csv, as_xlsx
from press.problems import Message
from press.recipients import Recipients


def tables_of(recipients: Recipients, text: Callable[[Message], str]) -> list[tuple[str, bytes]]:
    """Everything that was found, and by itself the list of rows held out, which go another way than the post."""
    found = recipients.findings
    held = [finding for finding in found if finding.verdict == "held"]
    files = [("problems.csv", as_csv(found, text)), ("problems.xlsx", as_xlsx(found, text))] if found else []
    return files + ([("held.csv", as_csv(held, text))] if held else [])
