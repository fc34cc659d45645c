"""The wording of a body: numbers and addresses that should be facts, and how hard the running text is to read (LIX)."""

from __future__ import annotations

import re

from press.problems import Message, Place, Problem, say

# What a fact's name, a marked word, a link's target, ids and the explanation of an abbreviation hold is not running text.
HELD = re.compile(
    r"<[^>\n]*>|&#?\w+;|\[\[[^\]\n]*\]\]|\[[^\[\]\n]+\]\{lang=[A-Za-z0-9-]+\}|\]\([^)\n]*\)|\{[^}\n]*\}|^\*\[.*$", re.M
)
DIGITS = re.compile(r"\d\D?\d|\d\s*%")
ENDINGS = ("se", "nu", "com", "org", "eu", "net", "info")
ENDING = re.compile(rf"\.(?:{'|'.join(ENDINGS)})")
"""With ``://`` and ``www.``, what any web address holds: looked for first, because a search for the address itself takes
ten times as long."""
ADDRESS = re.compile(rf"\b(?:https?://|www\.)\S+|\b[a-z0-9-]+\.(?:{'|'.join(ENDINGS)})\b(?:/\S*)?")
AMOUNT = re.compile(r"\d(?:[\d\u00a0\u202f .,]*\d)?\s?(?:%|kr\b|kronor\b|SEK\b|€|\$)|(?:SEK|€|\$)\s?\d[\d.,]*")
NUMBER = re.compile(r"\+?\d(?:[ \u00a0\u202f-]?\d){2,}")

KINDS = (
    (ADDRESS, say("A web address stands in the text: %(text)s.")),
    (AMOUNT, say("An amount stands in the text: %(text)s.")),
    (NUMBER, say("A number stands in the text: %(text)s.")),
)


def numbers_and_addresses(body: str, path: str, first_line: int) -> list[Problem]:
    """Telephone numbers, amounts, other long numbers and web addresses that are written out instead of used as facts."""
    if not DIGITS.search(body) and "://" not in body and "www." not in body and not ENDING.search(body):
        return []
    problems: list[Problem] = []
    for line, text in enumerate(HELD.sub("\x00", body).split("\n"), first_line):
        for pattern, what in KINDS:
            for match in pattern.finditer(text):
                problems.append(
                    Problem(
                        Place(path, line), Message(what.template, (("text", match.group().strip()),)), FIX, "warning"
                    )
                )
            text = pattern.sub("\x00", text)
    return problems


FIX = say(
    "Write it once in content/facts/ and use [[name]] here; a name that holds a number is marked: [E18]{lang=sv}."
)


OUT = re.compile(r"<h[2-6][^>]*>.*?</h[2-6]>|<p class=\"label\">.*?</p>|<[^>]+>", re.S)
FACT = re.compile("\x00[fF]\x1f[^\x1f\x00]*\x1f([^\x00]*)\x00")
MARKED = re.compile("\x00s\x1f[^\x1f\x00]*\x1f([^\x00]*)\x00")
SLOT = re.compile("\x00[^\x00]*\x00")
WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
END = re.compile(r"[.!?:](?=[\s”»\"')]|$)")


def measure(pieces: list[str]) -> tuple[int, int, int]:
    """``(words, words longer than six letters, sentences)`` of sections' HTML with slots. Headings do not count, and an item of a list ends a sentence
    only where it has a full stop, so that neither can make a text look easier. A fact counts as its writer's own words, else
    as one long word."""
    words = long = sentences = 0
    for piece in pieces:
        text = OUT.sub(" ", piece)
        text = SLOT.sub(" ", MARKED.sub(r"\1", FACT.sub(lambda match: match[1] or "faktauppgift", text)))
        found = WORD.findall(text)
        words += len(found)
        long += sum(len(word) > 6 for word in found)
        sentences += len(END.findall(text.strip()))
    return words, long, sentences
