"""The recipients' file: a spreadsheet of people becomes checked addresses, each row with its verdict and its sentence."""

from press.readers.recipients.headings import FIELDS, REQUIRED, fields_of, labels
from press.readers.recipients.reading import DECIDE, first_row, read_recipients
from press.readers.recipients.wishes import read_columns, read_decisions

__all__ = ["DECIDE", "FIELDS", "REQUIRED", "fields_of", "first_row", "labels", "read_columns", "read_decisions", "read_recipients"]
