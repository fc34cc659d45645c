"""Our own marks, put aside before Markdown sees the text, so that it (and its tables) cannot break them.

``[[fact]]``, ``[[fact|words]]`` and ``[words]{lang=xx}`` become placeholders; ``*[short]: long`` lines are taken out.
"""

from __future__ import annotations

import html
import re
from typing import Any

from press.problems import Message, Place, Problem, say
from press.readers.text import references

TOKEN = re.compile(r"\[\[([^\[\]\n|]+?)(?:\\?\|([^\[\]\n]*))?\]\]|\[([^\[\]\n]+)\]\{lang=([A-Za-z0-9-]+)\}")
HELD = re.compile("\ue000(\\d+)\ue001")
ABBREVIATION = re.compile(r"^\*\[([^\]\n]+)\]:[ \t]*(.*)$", re.M)


def escape(text: str) -> str:
    """``text`` for HTML content."""
    return html.escape(text, quote=False) if "&" in text or "<" in text or ">" in text else text


class Marks:
    """The text of a body with its marks held. A token is ``(kind, name, words, line, as written)``."""

    def __init__(self, text: str, first_line: int, path: str, problems: list[Problem]) -> None:
        self.path = path
        self.first_line = first_line
        self.problems = problems
        self.tokens: list[tuple[str, str, str, int, str]] = []
        self.abbreviations: dict[str, str] = {}
        self.abbreviation: re.Pattern[str] | None = None
        text = references(text, path, first_line, problems) if "&" in text else text
        text = ABBREVIATION.sub(self.hold_abbreviation, text) if "*[" in text else text
        text = TOKEN.sub(self.hold, text) if "[[" in text or "]{" in text else text
        self.text = text
        self.data = text.encode()
        self.cursor = (0, first_line)
        if self.abbreviations:
            # A placeholder's number is no abbreviation, whatever the editor's abbreviations are.
            shorts = "|".join(map(re.escape, self.abbreviations))
            self.abbreviation = re.compile(
                rf"<code>.*?</code>|<[^>]*>|\x00[^\x00]*\x00|(?<![\w\ue000&])({shorts})(?!\w)", re.S
            )

    def hold(self, match: re.Match[str]) -> str:
        """Put a ``[[fact]]`` or ``[words]{lang=xx}`` aside; the placeholder is two private-use characters around a number."""
        line = match.string.count("\n", 0, match.start()) + self.first_line
        fact, words, foreign, language = match.groups()
        kind, name, rest = ("f", fact.strip(), (words or "").strip()) if fact else ("s", language, foreign)
        self.tokens.append((kind, name, rest, line, match.group()))
        return f"\ue000{len(self.tokens) - 1}\ue001"

    def hold_abbreviation(self, match: re.Match[str]) -> str:
        """Take an abbreviation's line out; the first explanation of it holds."""
        short, long = match.group(1).strip(), match.group(2).strip()
        if not short or not long:
            line = match.string.count("\n", 0, match.start()) + self.first_line
            self.problems.append(
                Problem(
                    Place(self.path, line),
                    say("The abbreviation has no letters, or no explanation."),
                    say("Write it as: *[SFI]: Svenska för invandrare"),
                )
            )
        else:
            self.abbreviations.setdefault(escape(short), long)
        return ""

    def restore(self, text: str) -> str:
        """The text as the writer wrote it."""
        return HELD.sub(lambda match: self.tokens[int(match.group(1))][4], text) if "\ue000" in text else text

    def has_fact(self, text: str) -> bool:
        """Whether a fact is among the marks held in ``text``."""
        return "\ue000" in text and any(self.tokens[int(number)][0] == "f" for number in HELD.findall(text))

    def explain(self, text: str) -> str:
        """HTML with the abbreviations in its words explained; tags, code and slots stay as they are."""
        if self.abbreviation is None:
            return text
        return self.abbreviation.sub(
            lambda match: (
                f'<abbr title="{html.escape(self.abbreviations[short])}">{short}</abbr>'
                if (short := match.group(1))
                else match.group()
            ),
            text,
        )

    def problem(self, offset: int, what: Message, fix: Message, severity: Any = "error") -> None:
        """Note a mistake at a byte of the body."""
        self.problems.append(Problem(Place(self.path, self.line_at(offset)), what, fix, severity))

    def written(self, start: int, end: int) -> str:
        """The text between two bytes of the body."""
        return self.data[start:end].decode()

    def line_at(self, offset: int) -> int:
        """The line of the file at a byte of the body."""
        start, line = self.cursor if offset >= self.cursor[0] else (0, self.first_line)
        line += self.data.count(b"\n", start, offset)
        self.cursor = (offset, line)  # most questions come in the order of the text
        return line
