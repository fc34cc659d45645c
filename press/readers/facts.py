"""A file of facts: telephone numbers, links, e-mail addresses, amounts, dates and rules, each said once."""

from __future__ import annotations

import re

from press.model import Fact
from press.problems import Place, Problem, say
from press.readers.fields import Fields, check_url
from press.readers.tables import entries

FACT_KINDS = ("phone", "link", "email", "amount", "date", "rule")
UNITS = ("SEK", "percent", "hours", "days", "weeks", "months", "years", "count")
COMMON = ["kind", "owner", "source", "checked", "review-by", "verified", "note"]
OWN = {
    "phone": ["value", "tel"],
    "link": ["name", "urls"],
    "email": ["value"],
    "amount": ["value", "unit", "year"],
    "date": ["value"],
    "rule": ["text"],
}


def read_facts(data: bytes, path: str, problems: list[Problem]) -> list[Fact]:
    """One file of ``content/facts/``."""
    found = []
    for name, line, node in entries(data, path, problems):
        kind = next((value.data for key, _, value in node.data if key == "kind" and value.kind == "text"), "")
        fields = Fields(
            node, path, problems, COMMON + (OWN.get(kind) or [key for keys in OWN.values() for key in keys])
        )
        fields.line = line
        if not kind:
            fields.missing("kind")
        elif kind not in FACT_KINDS:
            fields.choice("kind", FACT_KINDS, "rule")
        told = kind not in FACT_KINDS
        kind = "rule" if told else kind
        value = fields.text("value", required=kind in ("phone", "email", "amount"))
        words = fields.words("name" if kind == "link" else "text", required=kind in ("link", "rule") and not told)
        urls = fields.words("urls", required=kind == "link")
        for _, url in urls:
            check_url(url, fields.lines["urls"], fields)
        if kind == "date":
            value = fields.date("value", required=True)
        if kind == "amount" and value and not re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", value):
            fields.problem(
                fields.lines["value"],
                say("“%(value)s” is not a number.", value=value),
                say("Write digits, with a point for decimals and no spaces: 1250 or 42.5."),
            )
            value = "0"
        tel = fields.text("tel", required=kind == "phone")
        if tel and not re.fullmatch(r"\+[0-9]{6,15}|[0-9]{3,6}", tel):
            fields.problem(
                fields.lines["tel"],
                say("“%(tel)s” cannot be dialled.", tel=tel),
                say("Write the number with country code and no spaces (+4620505050), or a short number (112)."),
            )
        elif tel and value and dialled(value) != tel:
            fields.problem(
                fields.lines["tel"],
                say("The page would show %(value)s but dial %(tel)s.", value=value, tel=tel),
                say("Write the same number in both; here tel would be %(tel)s.", tel=dialled(value)),
            )
        found.append(
            Fact(
                name=name,
                kind=kind,
                value=value,
                tel=tel,
                unit=fields.choice("unit", UNITS, "count") if kind == "amount" else "",
                year=fields.text("year"),
                words=words,
                urls=urls,
                owner=fields.text("owner", required=True),
                source=fields.url("source", required=True),
                checked=fields.date("checked", required=True),
                review_by=fields.date("review-by", required=True),
                verified=fields.flag("verified", True),
                place=Place(path, line),
            )
        )
    return found


def dialled(value: str) -> str:
    """What a number written the Swedish way dials: ``020-50 50 50`` → ``+4620505050``, ``112`` → ``112`` (ITU-T E.164)."""
    digits = re.sub(r"[^0-9+]", "", value)
    return f"+46{digits[1:]}" if digits.startswith("0") else digits
