"""What a mistake looks like: a place, what is wrong, and the way out.

A content mistake is a value, never an exception. ``fix`` has no default, so no problem exists without a way out.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple

Severity = Literal["error", "warning"]


class Place(NamedTuple):
    """Where: ``path`` relative to the project, with ``/``; ``line`` counts from 1, 0 means the file as a whole."""

    path: str
    line: int = 0

    def __str__(self) -> str:
        return f"{self.path}:{self.line}" if self.line else self.path


class Message(NamedTuple):
    """A sentence for staff: an English template, which is its msgid in the staff catalog, and its arguments."""

    template: str
    args: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        return self.template % dict(self.args) if self.args else self.template

    @property
    def how(self) -> str:
        """How a way out is written at the command line (``--paper a3``); empty where it is not said."""
        return dict(self.args).get(HOW, "")


HOW = "how"


def say(template: str, /, **args: object) -> Message:
    """Make a :class:`Message`; ``template`` is a literal, so that Babel can extract it for the staff catalogs.

    A way out is said in the words of the choice, for all who have it: "Choose the paper A3." Beside it, ``how`` is the same as an
    option or a command, which is told in a terminal only (:mod:`press.commands.speech`); the desk has fields and buttons for it."""
    return Message(template, tuple((key, str(value)) for key, value in args.items()))


class Problem(NamedTuple):
    """One mistake: where it is, what is wrong, how to put it right."""

    where: Place
    what: Message
    fix: Message
    severity: Severity = "error"

    @property
    def order(self) -> tuple[str, int, str]:
        """The order in which problems are shown: by file, line, sentence."""
        return (self.where.path, self.where.line, str(self.what))


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems once each, sorted by place."""
    return tuple(sorted(dict.fromkeys(problems), key=lambda problem: problem.order))


def nearest(word: str, known: Iterable[str]) -> str:
    """The known name most like ``word``, or an empty string; for fixes that say "did you mean"."""
    import difflib  # only where there is a mistake

    found = difflib.get_close_matches(word, sorted(known), n=1, cutoff=0.6)
    return found[0] if found else ""


def did_you_mean(word: str, known: Iterable[str], otherwise: Message) -> Message:
    """A fix that names the closest known name, or ``otherwise`` when nothing is close."""
    near = nearest(word, known)
    return say("Did you mean “%(near)s”?", near=near) if near else otherwise
