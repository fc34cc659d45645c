"""A file of facts: telephone numbers, links, e-mail addresses, amounts, dates and rules, each said once."""

from __future__ import annotations

import re
from collections.abc import Iterator

from press.model import Fact
from press.problems import Place, Problem, did_you_mean, say
from press.readers.fields import Fields, check_url, document
from press.readers.tables import entries
from press.readers.text import decode

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
        if kind == "phone" and value and not re.fullmatch(r"[0-9+][0-9 ()-]*", value):
            what = say("“%(value)s” is not a telephone number.", value=value)
            fields.problem(fields.lines["value"], what, say("Write digits, spaces and hyphens only: 020-50 50 50."))
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


def read_fact_words(data: bytes, path: str, problems: list[Problem]) -> list[tuple[str, str, Place]]:
    """``content/<language>/facts.yaml``: ``(fact, its words in the language, place)``, so that a translator needs one folder only."""
    found: list[tuple[str, str, Place]] = []
    text = decode(data, path, problems)
    for name, line, node in document(text, path, problems).data if text.strip() else ():
        words = " ".join(node.data.split()) if node.kind == "text" else ""
        if words:
            found.append((name, words, Place(path, line)))
        else:
            problems.append(
                Problem(
                    Place(path, line),
                    say("“%(key)s” should be one text, not a list or a map.", key=name)
                    if node.kind != "text"
                    else say("“%(key)s” is missing or empty.", key=name),
                    say("Write “%(key)s: text”.", key=name),
                )
            )
    return found


def with_words(facts: dict[str, Fact], code: str, found: list[tuple[str, str, Place]]) -> Iterator[Problem]:
    """Give facts of ``facts`` their words in the language ``code``; what cannot be given becomes a Problem."""
    for name, words, place in found:
        fact = facts.get(name)
        if fact is None:
            fix = did_you_mean(name, facts, say("Take the line away, or add the fact to a file in content/facts/."))
            yield Problem(place, say("The fact “%(name)s” does not exist.", name=name), fix)
        elif fact.kind not in ("link", "rule"):
            what = say(
                "The fact “%(name)s” has no words to translate: it is of the kind “%(kind)s”.",
                name=name,
                kind=fact.kind,
            )
            yield Problem(place, what, say("Take the line away; the program writes it in the reader's form by itself."))
        elif code in dict(fact.words):
            what = say(
                "The words of the fact “%(name)s” in this language stand twice, also at %(other)s.",
                name=name,
                other=fact.place,
            )
            yield Problem(place, what, say("Keep it in one place."))
        else:
            facts[name] = fact._replace(words=(*fact.words, (code, words)))


def dialled(value: str) -> str:
    """What a number written the Swedish way dials: ``020-50 50 50`` → ``+4620505050``, ``112`` → ``112`` (ITU-T E.164)."""
    digits = re.sub(r"[^0-9+]", "", value)
    return f"+46{digits[1:]}" if digits.startswith("0") else digits
