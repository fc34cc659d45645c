"""The recipients' file: a spreadsheet of people becomes checked addresses, each row with its verdict and its sentence."""

from press.readers.recipients.reading import read_recipients
from press.readers.recipients.wishes import read_columns, read_decisions

__all__ = ["read_columns", "read_decisions", "read_recipients"]
