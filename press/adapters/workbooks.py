"""The door to XlsxWriter: tables as an XLSX workbook that tells nothing but the tables; the same ones give the same bytes."""

from __future__ import annotations

import datetime
import io
import re
from collections.abc import Sequence

import xlsxwriter

CREATED = datetime.datetime(2026, 1, 1)
"""Stands in every workbook, so that none tells when it was made."""

OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}


def table(name: str, heading: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[int]) -> bytes:
    """A workbook of one sheet called ``name``. Every cell is text, never a formula, a number or a link; long ones are
    wrapped. ``widths`` are those of the columns, in characters. The heading stays in view and has filters."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, OPTIONS) as book:
        # No author, no company, no time: a workbook is sent on, and its properties go with it.
        book.set_properties({"author": "", "company": "", "comments": "", "title": "", "created": CREATED})
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        plain = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
        sheet = book.add_worksheet(name[:31])
        sheet.freeze_panes(1, 0)
        for column, (text, width) in enumerate(zip(heading, widths, strict=True)):
            sheet.set_column(column, column, width, plain)
            sheet.write_string(0, column, text, bold)
        for number, row in enumerate(rows, 1):
            for column, text in enumerate(row):
                sheet.write_string(number, column, text[:32_000], plain)
        sheet.autofilter(0, 0, max(len(rows), 1), len(heading) - 1)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
    return file.getvalue()


def sheets(tables: Sequence[tuple[str, Sequence[Sequence[str | int]], Sequence[int]]]) -> bytes:
    """A workbook of several sheets, each ``(name, rows, widths of the first columns in characters)``. The first row is the
    heading and the last the sums; whole numbers are numbers, everything else is text."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, OPTIONS) as book:
        book.set_properties({"author": "", "company": "", "comments": "", "title": "", "created": CREATED})
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        text, number = book.add_format({"num_format": "@"}), book.add_format({"num_format": "#,##0"})
        hidden = book.add_format({"num_format": "@", "align": "right"})
        for name, rows, widths in tables:
            sheet = book.add_worksheet(re.sub(r"[][:*?/\\']", " ", name)[:31])
            sheet.freeze_panes(1, len(widths))
            for column, width in enumerate(widths):
                sheet.set_column(column, column, width, text)
            for line, row in enumerate(rows):
                for column, cell in enumerate(row):
                    if isinstance(cell, int):
                        sheet.write_number(line, column, cell, number)
                    else:
                        form = bold if line == 0 else text if column < len(widths) else hidden
                        sheet.write_string(line, column, cell[:32_000], form)
            sheet.set_landscape()
            sheet.set_paper(9)
            sheet.fit_to_pages(1, 0)
            sheet.repeat_rows(0)
    return file.getvalue()
