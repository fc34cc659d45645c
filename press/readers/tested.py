"""The results of the accessibility tests, as they were last recorded, and the faults that people know of."""

from __future__ import annotations

from press.adapters.yaml import Node
from press.notices import Tested
from press.problems import Problem, say
from press.readers.fields import Fields, document
from press.readers.text import decode
from press.words import Words

KEYS = ["tested", "tool", "pages", "found", "audited", "faults"]


def read_tested(data: bytes, path: str, problems: list[Problem]) -> Tested | None:
    """``content/accessibility.yaml``; None when it cannot be read."""
    root = document(decode(data, path, problems), path, problems)
    if not root.data:
        return None
    fields = Fields(root, path, problems, KEYS)
    faults: list[tuple[str, Words]] = []
    node = fields.values.get("faults")
    if node is not None and node.kind != "map" and node.data:
        fields.problem(
            node.line,
            say("The faults should be a list of names, each with its words for each language."),
            say("Write “name:” and below it “sv: …” and “en: …”."),
        )
    for name, line, value in node.data if node is not None and node.kind == "map" else ():
        entry = Fields(Node("map", ((name, line, value),), line), path, problems, [name])
        faults.append((name, entry.words(name, required=True)))
    return Tested(
        tested=fields.date("tested", required=True),
        tool=fields.text("tool", required=True),
        pages=fields.integer("pages", required=True),
        found=fields.integer("found", required=True),
        audited=fields.date("audited"),
        faults=tuple(faults),
    )
