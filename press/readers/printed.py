"""The register of printed addresses: what stands on paper, who ordered it, where it went, when, and how many."""

from __future__ import annotations

import re

from press.adapters.yaml import Node
from press.printed import Printed, Printing
from press.problems import Message, Place, Problem, say
from press.readers.fields import Fields
from press.readers.tables import entries

ADDRESS = re.compile(r"/(?:[a-z0-9-]+/)*(?:[a-z0-9-]+(?:\.html)?)?\Z")
MOST_COPIES = 100_000_000
LONGEST = 120
"""Characters in one of a printing's texts: a name or a place, not a story."""

PERSONAL = re.compile(
    r"[^\s@]+@[^\s@]+\.[^\s@]|(?<!\d)(?:(?:19|20)?\d{6}[-+]?\d{4}|\+?0?\d{1,3}[- ]\d{2,}[\d ]{3,}\d)(?!\d)"
)
"""An e-mail address, a personal identity number or a telephone number: things of a person, not of a printing."""

KEYS = ("by", "what", "where", "when", "copies", "base")


def read_printed(data: bytes, path: str, problems: list[Problem]) -> tuple[Printed, ...]:
    """``content/addresses.yaml``: addresses that stand on paper: short ones (``/q/ut``) and pages (``/ar/work.html``)."""
    found = []
    for address, line, node in entries(
        data, path, problems, ADDRESS, say("Write it as it stands on paper, in small letters, for example /q/ut.")
    ):
        fields = Fields(node, path, problems, ["channel", "since", "note", "printings"])
        fields.line = line
        since = fields.date("since", required=True)
        fields.text("note")
        short = address.startswith("/q/")
        channel = fields.text("channel", required=short)
        printings = tuple(_printing(item, path, problems, since) for item in _items(fields))
        address = address.rstrip("/") if short else address
        found.append(Printed(address, channel, Place(path, line), since, printings))
    return tuple(found)


def _items(fields: Fields) -> tuple[Node, ...]:
    """The printings of an address as maps."""
    node = fields.values.get("printings")
    if node is None or (node.kind == "text" and not node.data.strip()):
        return ()
    if node.kind != "list" or any(item.kind != "map" for item in node.data):
        what = say("“printings” should be a list, one entry a printing.")
        example = say(
            "Take it away, and register the printing: then the program writes it.",
            how="python3 build.py addresses add CHANNEL --by … --what … --where … --copies N",
        )
        fields.problem(fields.lines["printings"], what, example)
        return ()
    items: tuple[Node, ...] = node.data
    return items


def _printing(node: Node, path: str, problems: list[Problem], since: str) -> Printing:
    """One printing; all it lacks becomes Problems at its lines."""
    fields = Fields(node, path, problems, KEYS)
    texts = {key: fields.text(key, required=True) for key in ("by", "what", "where")}
    for key, text in texts.items():
        if text and (wrong := unfit(key, text)):
            fields.problem(fields.lines[key], *wrong)
    when = fields.date("when", required=True)
    if when and since and when < since:
        what = say("This was printed %(when)s, before the address was promised (%(since)s).", when=when, since=since)
        fields.problem(fields.lines["when"], what, say("Set the address's “since” to %(when)s.", when=when))
    copies = fields.integer("copies", required=True)
    if fields.values.get("copies") and not 1 <= copies <= MOST_COPIES:
        fields.problem(fields.lines["copies"], *unfit_copies(copies))
    base = fields.url("base", required=True).rstrip("/")
    return Printing(texts["by"], texts["what"], texts["where"], when, copies, base, Place(path, node.line))


def unfit(key: str, text: str) -> tuple[Message, Message] | None:
    """What is wrong with a printing's text and the way out, None for nothing. The register is read by many and kept for
    ever, so nothing of a person may stand in it."""
    if PERSONAL.search(text):
        what = say("“%(key)s” holds an e-mail address, a telephone number or a personal identity number.", key=key)
        return what, say("Name the organisation or the unit. Nothing about a person stands in the register.")
    if len(text) > LONGEST:
        what = say("“%(key)s” has %(count)s characters; at most %(most)s.", key=key, count=len(text), most=LONGEST)
        return what, say("Write it shorter; a longer story belongs in “note”.")
    if not any(letter.isalpha() for letter in text):
        return say("“%(key)s” says nothing: “%(text)s”.", key=key, text=text), say("Write it in words.")
    return None


def unfit_copies(copies: int | str) -> tuple[Message, Message]:
    """A number of copies that cannot be."""
    what = say("%(copies)s copies cannot be right.", copies=copies)
    return what, say("Write how many were printed, a whole number from 1 to %(most)s.", most=MOST_COPIES)
