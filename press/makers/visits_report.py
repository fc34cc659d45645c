"""The report of visits as one HTML file that asks for nothing else: bars as SVG, the tables they are made from, no script."""

from __future__ import annotations

from html import escape
from typing import NamedTuple

from press.makers.assets import hash_source
from press.makers.visit_tables import Cell, Row, VisitTable, Wording, grid

STYLE = """
:root { color-scheme: light dark; --ink: #1c2421; --paper: #fff; --line: #d8d3c4; --bar: #14453d; }
@media (prefers-color-scheme: dark) { :root { --ink: #ece9e0; --paper: #121917; --line: #3a4743; --bar: #8fd3bd; } }
body { max-width: 72rem; margin: 0 auto; padding: 1rem; font: 1rem/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); }
h1, h2 { line-height: 1.25; } h2 { margin-block-start: 2.5rem; }
.wide { overflow-x: auto; } .wide:focus-visible { outline: 3px solid var(--bar); }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { padding: .25rem .6rem; border-block-end: 1px solid var(--line); text-align: start; vertical-align: baseline; }
th[scope="row"] { font-weight: normal; } .n { text-align: end; white-space: nowrap; } tr:last-child > * { font-weight: bold; }
svg { width: 100%; max-width: 48rem; height: auto; margin-block: 1rem; } rect { fill: var(--bar); } text { fill: var(--ink); font: 14px system-ui, sans-serif; }
@media print { svg, tr { break-inside: avoid; } .wide { overflow: visible; } }
"""

MOST_BARS = 110
"""More bars than this are no picture any more."""

NAMES, BARS, STEP = 230, 400, 24
"""Units of a chart: the width of the names, of the longest bar, and the height of a line."""

LONGEST = 30
"""Letters of a name beside a bar."""


class ReportWords(NamedTuple):
    """The page's words, in the staff's language."""

    tables: Wording
    title: str
    bars: str
    notes: str


class ReportView(NamedTuple):
    """All the page is made from: a sentence about what was read, the tables, and notes."""

    language: str
    lead: str
    tables: tuple[VisitTable, ...]
    notes: tuple[str, ...]
    words: ReportWords


def make_report(view: ReportView) -> bytes:
    """``visits.html``. Its policy lets a browser use nothing but its own style, known by its digest."""
    words = view.words
    lines = [
        "<!doctype html>",
        f'<html lang="{escape(view.language)}">',
        '<meta charset="utf-8">',
        f"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src '{hash_source(STYLE)}'; base-uri 'none'; form-action 'none'\">",
        '<meta name="viewport" content="width=device-width">',
        '<meta name="robots" content="noindex">',
        f"<title>{escape(words.title)}</title>",
        f"<style>{STYLE}</style>",
        f"<main>\n<h1>{escape(words.title)}</h1>\n<p>{escape(view.lead)}</p>",
    ]
    lines += [*sections(view), "</main>\n</html>"]
    return ("\n".join(lines) + "\n").encode()


def sections(view: ReportView) -> list[str]:
    """What the page holds below its first sentence, as lines of HTML: a heading, a chart and a table for each table, then the notes."""
    words, lines = view.words, []
    for table in view.tables:
        lines.append(f'<h2 id="{table.key}">{escape(table.title)}</h2>')
        if not table.crossed and len(table.rows) > 1 and 0 < len(_bars(table)) <= MOST_BARS:
            lines += _chart(table, words)
        lines += _table(table, words)
    lines.append(f"<h2>{escape(words.notes)}</h2>\n<ul>")
    return [*lines, *[f"<li>{escape(note)}</li>" for note in view.notes], "</ul>"]


def _bars(table: VisitTable) -> list[Row]:
    """The rows with a bar: those with any visit, and every week, since a week without one is part of the picture."""
    return [row for row in table.rows if row.total or table.key == "week"]


def _chart(table: VisitTable, words: ReportWords) -> list[str]:
    """A bar for each row that has any. To those who cannot see it, it is one picture with a name: the table below says the same."""
    rows = _bars(table)
    most = max(max(row.total for row in rows), 1)
    name = f"{table.title}. {words.bars}"
    found = [f'<svg role="img" aria-label="{escape(name)}" viewBox="0 0 {NAMES + BARS + 90} {STEP * len(rows)}">']
    for number, row in enumerate(rows):
        label = row.head.name if table.key == "week" else row.head.label
        label = label if len(label) <= LONGEST else f"{label[: LONGEST - 1]}…"
        y, width = number * STEP, round(BARS * row.total / most, 1)
        found.append(
            f'<text x="{NAMES - 8}" y="{y + 17}" text-anchor="end">{escape(label)}</text>'
            f'<rect x="{NAMES}" y="{y + 3}" width="{width}" height="{STEP - 6}"/>'
            f'<text x="{NAMES + width + 6}" y="{y + 17}">{_number(row.total)}</text>'
        )
    return [*found, "</svg>"]


def _table(table: VisitTable, words: ReportWords) -> list[str]:
    """A table. A wide one is moved sideways by itself, with the keyboard too."""
    head, *rows = grid(table, words.tables)
    found = [f'<div class="wide" role="region" tabindex="0" aria-labelledby="{table.key}">', "<table>"]
    cells = [f'<th scope="col"{_side(number)}>{escape(str(cell))}</th>' for number, cell in enumerate(head)]
    titles = ["", "", *(column.label for column in table.columns), ""] if table.crossed else []
    if titles:  # codes and file names stand in the heads of many columns; what they mean is said where it is pointed at
        cells = [
            cell.replace("<th ", f'<th title="{escape(title)}" ', 1) if title else cell
            for cell, title in zip(cells, titles, strict=True)
        ]
    found.append(f"<tr>{''.join(cells)}</tr>")
    for row in rows:
        line = [f'<td{_side(number)}>{_number(cell)}</td>' for number, cell in enumerate(row)]
        line[1] = f'<th scope="row">{escape(str(row[1]))}</th>'
        found.append(f"<tr>{''.join(line)}</tr>")
    return [*found, "</table>", "</div>"]


def _side(number: int) -> str:
    return ' class="n"' if number > 1 else ""


def _number(cell: Cell) -> str:
    """12000 as ``12 000``, with spaces that do not break."""
    return f"{cell:,}".replace(",", "\u00a0") if isinstance(cell, int) else escape(cell)
