"""What was found in a file of recipients, as a table: for the screen, as CSV and as an XLSX workbook, in the staff's language."""

from __future__ import annotations

import csv
import io
import textwrap
from collections.abc import Callable, Iterator, Sequence

from press.adapters import workbooks
from press.problems import Message, say
from press.recipients import Finding

Translate = Callable[[Message], str]
"""Gives a message's sentence in the staff's language (Speech.text)."""

HEADING = (say("Row"), say("Verdict"), say("Column"), say("Value, made safe"), say("What is wrong"), say("What to do"))
VERDICTS = {"rejected": say("not printed"), "held": say("held"), "note": say("note")}
WIDTHS = (8, 12, 18, 34, 60, 60)
GAP = "  "
NARROW = 72
"""Below this many characters the columns become too thin to read, and each finding is a few lines instead."""


def cells(findings: Sequence[Finding], text: Translate) -> tuple[list[str], list[list[str]]]:
    """``(heading, rows)``: row number, verdict, column, value, what is wrong, what to do; in the order of the rows.

    No cell begins like a formula, so that the table may be opened in a spreadsheet program.
    """
    verdicts = {verdict: text(message) for verdict, message in VERDICTS.items()}
    ordered = sorted(findings, key=lambda finding: finding.row)
    rows = [[str(f.row), verdicts[f.verdict], f.column, f.shown, text(f.what), text(f.fix)] for f in ordered]
    return [text(message) for message in HEADING], [[_safe(cell) for cell in row] for row in rows]


def _safe(cell: str) -> str:
    """A cell no spreadsheet program takes for a formula (OWASP, CSV injection)."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell


def as_csv(findings: Sequence[Finding], text: Translate) -> bytes:
    """The table as CSV the way a Swedish Excel opens it: UTF-8 with its mark, semicolons, CRLF."""
    heading, rows = cells(findings, text)
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n", quoting=csv.QUOTE_MINIMAL)
    writer.writerow(heading)
    writer.writerows(rows)
    return file.getvalue().encode("utf-8-sig")


def as_xlsx(findings: Sequence[Finding], text: Translate) -> bytes:
    """The table as a workbook. The same findings give the same bytes."""
    heading, rows = cells(findings, text)
    return workbooks.table(text(say("Rows to look at")), heading, rows, WIDTHS)


def as_text(findings: Sequence[Finding], text: Translate, width: int = 100) -> Iterator[str]:
    """The table's lines for a screen of ``width`` characters; on a narrow one each finding is a few lines of its own."""
    heading, rows = cells(findings, text)
    if width < NARROW:
        for row in rows:
            first = " · ".join(part for part in (f"{heading[0]} {row[0]}", row[1], row[2], row[3]) if part)
            yield from textwrap.wrap(first, width) or [""]
            for sentence in row[4:]:
                yield from textwrap.wrap(sentence, max(width, 12), initial_indent="  ", subsequent_indent="  ")
        return
    spans = _spans(heading, rows, width)
    yield _line(heading, spans)
    yield GAP.join("─" * span for span in spans)
    for row in rows:
        columns = [_wrapped(cell, span) for cell, span in zip(row, spans, strict=True)]
        for number in range(max(map(len, columns))):
            yield _line([column[number] if number < len(column) else "" for column in columns], spans)


def _spans(heading: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> list[int]:
    """How wide each column is: the short ones as they need, the two with sentences share what is left."""
    most = (7, 12, 16, 24)
    spans = [
        min(limit, max([len(heading[column]), *(len(row[column]) for row in rows)]))
        for column, limit in enumerate(most)
    ]
    left = width - sum(spans) - len(GAP) * 5
    if left < 32:  # the value gives way to the sentences
        spans[3] = max(8, spans[3] - (32 - left))
        left = width - sum(spans) - len(GAP) * 5
    return [*spans, (left + 1) // 2, left // 2]


def _wrapped(cell: str, span: int) -> list[str]:
    return textwrap.wrap(cell, max(span, 1), break_on_hyphens=False) or [""]


def _line(parts: Sequence[str], spans: Sequence[int]) -> str:
    return GAP.join(part.ljust(span) for part, span in zip(parts, spans, strict=True)).rstrip()
