"""What the program says to staff: Swedish first, English on request. Messages become text here and nowhere else."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from press.problems import Message, Problem, say
from press.store.ledger import Ledger

LANGUAGES = ("sv", "en")
DESK = "OMSVERIGE_DESK"
"""In the environment of the commands that the desk starts."""
COMMAND = "build.py "
"""What the place of a problem begins with that is in the command itself."""


class Speech:
    """One staff language's way of saying messages. English is the messages' own language."""

    def __init__(self, language: str, messages: Mapping[str, str]) -> None:
        self.language = language
        self.messages = messages
        self.terminal = DESK not in os.environ
        """Whether who reads it can give commands; what a command says that the desk has started is read at the desk."""

    @classmethod
    def load(cls, language: str, program: Path, ledger: Ledger | None = None) -> Speech:
        """The speech of a language, from ``locales/staff-<language>.po`` (remembered in the ledger when there is one)."""
        path = program / "locales" / f"staff-{language}.po"
        if language == "en" or not path.is_file():
            return cls("en", {})
        data = path.read_bytes()
        key = hashlib.blake2b(data, digest_size=12).hexdigest()
        shelf = ledger.load(f"staff-{language}") if ledger else {}
        if key not in shelf:
            from press.adapters.i18n import read_catalog

            shelf = {key: {message: forms[0] for message, forms in read_catalog(data, language, path.name).messages}}
            if ledger:
                ledger.save(f"staff-{language}", shelf)
        return cls(language, shelf[key])

    def text(self, message: Message) -> str:
        """The sentence."""
        template = self.messages.get(message.template, message.template)
        return template % dict(message.args) if message.args else template.replace("%%", "%")

    def problem(self, problem: Problem) -> str:
        """``path:line: what is wrong`` with the way out beneath."""
        what = self.text(problem.what)
        kind = "" if problem.severity == "error" else self.text(say("(warning)")) + " "
        where = "" if problem.where.path.startswith(COMMAND) and not self.terminal else f"{problem.where}: "
        return f"{where}{kind}{what}\n{self.fix(problem.fix)}"

    def fix(self, way_out: Message) -> str:
        """The line beneath a mistake that tells the way out, and in a terminal how that is written there."""
        word, text = self.text(say("fix:")), self.text(way_out)
        if way_out.how and self.terminal:
            text = self.text(say("%(fix)s In the terminal: %(option)s", fix=text, option=way_out.how))
        return f"    {word} {text}"

    def problems(self, problems: Iterable[Problem]) -> str:
        """All of them, one beneath the other."""
        return "\n".join(self.problem(problem) for problem in problems)
