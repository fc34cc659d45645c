"""A letter to one person: what was typed into a form, as a list of one row, so that all that holds for lists holds for it."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from typing import Any, NamedTuple

from press.commands.printroom.mailing_choices import Checked
from press.problems import Message, say
from press.readers.recipients import FIELDS
from press.recipients import Finding

TYPED = ("name", "co", "street", "line2", "line3", "postal_code", "town", "country", "language", "reference", "protected")
"""The fields of the form, in the order in which they stand there."""
NEEDED = ("name", "street", "postal_code", "town", "language")
ROW = 2
"""The row of the one recipient: below the headings."""
MOST = 500
"""Characters in a field, far more than any that is printed."""
_FIELD = {FIELDS[field][0]: field for field in TYPED}


class Said(NamedTuple):
    """What is wrong with a field of the form, "" for all of it."""

    field: str
    what: Message
    fix: Message


def as_list(told: Mapping[str, Any]) -> bytes:
    """The recipients' file of one row. Raises ValueError for what no form sends."""
    values = [told.get(field, "") for field in TYPED]
    if not all(isinstance(value, str) and len(value) <= MOST and "\0" not in value for value in values):
        raise ValueError("recipient")
    file = io.StringIO(newline="")
    rows = csv.writer(file, delimiter="\t")  # no field of one line holds a tab
    rows.writerow([FIELDS[field][0] for field in TYPED])
    rows.writerow([" ".join(value.split()) for value in values])
    return file.getvalue().encode("utf-8-sig")


def said(checked: Checked) -> list[Said]:
    """Everything that keeps the letter from being made, each at its field."""
    found = checked.recipients
    if checked.order is None or found is None:
        return [Said("", one.what, one.fix) for one in checked.problems if one.severity == "error"]
    told = [_for_form(one) for one in found.findings if one.verdict != "note"]
    if not told and not found.rows:  # a row with nothing in it is none
        return [Said(field, say("This is missing."), say("Fill it in.")) for field in NEEDED]
    return told


def _for_form(one: Finding) -> Said:
    """A finding about the row as a sentence about the form: there is no row to be taken out of a file."""
    field = _FIELD.get(one.column, "")
    if one.verdict != "held":
        return Said(field, one.what, say("Choose a language in the list.") if field == "language" else one.fix)
    what = say("The person has protected identity.") if field == "protected" else one.what
    return Said(field, what, say("No letter is made here. Send it by way of Skatteverket."))
