"""Read a YAML map key by key; whatever is wrong becomes a Problem at its line, and reading goes on."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable

from press.adapters.yaml import Node, YamlMistake
from press.adapters.yaml import read as read_yaml
from press.problems import Message, Place, Problem, did_you_mean, say
from press.words import Words

EMPTY = Node("map", (), 0)
NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")


def document(text: str, path: str, problems: list[Problem], first_line: int = 1) -> Node:
    """The YAML map in ``text``; a mistake in it becomes a Problem and gives an empty map."""
    try:
        node = read_yaml(text, first_line)
    except YamlMistake as mistake:
        problems.append(Problem(Place(path, mistake.line), *_unreadable(mistake.reason)))
        return EMPTY
    if node.kind != "map":
        problems.append(
            Problem(
                Place(path, node.line),
                say("This should be a list of “key: value” lines."),
                say("Begin each line with a key and a colon."),
            )
        )
        return EMPTY
    return node


def _unreadable(reason: str) -> tuple[Message, Message]:
    """What is wrong with YAML that cannot be read, and the way out, by the parser's reason."""
    if "alias" in reason:
        return say("A name for a value (&name, *name) is not used here."), say(
            "Write the value out where it is needed."
        )
    what = say("This is not valid YAML: %(reason)s.", reason=reason)
    if "tab character" in reason:
        return what, say("Use spaces instead of tabs, at the beginning of the line and after the colon.")
    fix = say(
        'Write “key: value” on each line; a value with a colon, # or quotes in it stands inside straight quotes: "…".'
    )
    return what, fix


class Fields:
    """One map being read. ``take`` methods return a usable value always; mistakes go to ``problems``."""

    def __init__(self, node: Node, path: str, problems: list[Problem], known: Iterable[str]) -> None:
        self.path = path
        self.problems = problems
        self.line = node.line
        self.lines: dict[str, int] = {}
        self.values: dict[str, Node] = {}
        known = frozenset(known)
        for key, line, value in node.data:
            if key in self.values:
                self.problem(line, say("“%(key)s” stands twice.", key=key), say("Keep one of the two lines."))
            elif key not in known:
                self.problem(
                    line,
                    say("“%(key)s” is not a key that is known here.", key=key),
                    did_you_mean(
                        key, known, say("Take the line away. Known keys: %(known)s.", known=", ".join(sorted(known)))
                    ),
                )
            self.lines.setdefault(key, line)
            self.values.setdefault(key, value)

    def problem(self, line: int, what: Message, fix: Message) -> None:
        """Note a mistake at a line."""
        self.problems.append(Problem(Place(self.path, line), what, fix))

    def missing(self, key: str) -> None:
        """Note that a required key is missing or empty."""
        self.problem(
            self.lines.get(key, self.line),
            say("“%(key)s” is missing or empty.", key=key),
            say("Add a line “%(key)s: …”.", key=key),
        )

    def text(self, key: str, required: bool = False, default: str = "") -> str:
        """A text, stripped."""
        node = self.values.get(key)
        if node is None or (node.kind == "text" and not node.data.strip()):
            if required:
                self.missing(key)
            return default
        if node.kind != "text":
            self.problem(
                node.line,
                say("“%(key)s” should be one text, not a list or a map.", key=key),
                say("Write “%(key)s: text”.", key=key),
            )
            return default
        return " ".join(node.data.split())

    def choice(self, key: str, known: tuple[str, ...], default: str) -> str:
        """One of the known words."""
        value = self.text(key, default=default)
        if value in known:
            return value
        self.problem(
            self.lines[key],
            say("“%(value)s” is not one of the words allowed for “%(key)s”.", value=value, key=key),
            did_you_mean(value, known, say("Use one of: %(known)s.", known=", ".join(filter(None, known)))),
        )
        return default

    def flag(self, key: str, default: bool) -> bool:
        """``true`` or ``false``."""
        return self.choice(key, ("true", "false"), "true" if default else "false") == "true"

    def integer(self, key: str, required: bool = False, default: int = 0) -> int:
        """A whole number."""
        value = self.text(key, required)
        if not value:
            return default
        if not re.fullmatch(r"-?[0-9]{1,9}", value):
            self.problem(
                self.lines[key],
                say("“%(key)s” should be a whole number, not “%(value)s”.", key=key, value=value),
                say("Write digits only, for example 40."),
            )
            return default
        return int(value)

    def date(self, key: str, required: bool = False) -> str:
        """An ISO date as text, or an empty text."""
        value = self.text(key, required)
        if not value:
            return ""
        try:
            if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
                raise ValueError
            datetime.date.fromisoformat(value)
        except ValueError:
            self.problem(
                self.lines[key],
                say("“%(value)s” is not a date for “%(key)s”.", value=value, key=key),
                say("Write year-month-day, for example 2026-11-21."),
            )
            return ""
        return value

    def names(self, key: str, required: bool = False) -> tuple[str, ...]:
        """A list of names; one name alone may stand without brackets."""
        node = self.values.get(key)
        if node is not None and node.kind == "text" and node.data.strip():
            return (node.data.strip(),)
        if node is None or not node.data:
            if required:
                self.missing(key)
            return ()
        if node.kind != "list" or any(item.kind != "text" for item in node.data):
            self.problem(
                node.line,
                say("“%(key)s” should be a list of names.", key=key),
                say("Write “%(key)s: [first, second]”.", key=key),
            )
            return ()
        return tuple(item.data.strip() for item in node.data)

    def words(self, key: str, required: bool = False) -> Words:
        """A map from language to words."""
        node = self.values.get(key)
        if node is None or not node.data:
            if required:
                self.missing(key)
            return ()
        if node.kind != "map" or any(value.kind != "text" for _, _, value in node.data):
            self.problem(
                node.line,
                say("“%(key)s” should give the words for each language.", key=key),
                say("Write “%(key)s: {sv: …, en: …}”.", key=key),
            )
            return ()
        return tuple((code, " ".join(value.data.split())) for code, _, value in node.data)

    def url(self, key: str, required: bool = False) -> str:
        """An https address."""
        value = self.text(key, required)
        if value:
            check_url(value, self.lines[key], self)
        return value


LOOKALIKE = re.compile(r"[^\x21-\x7e]")


def check_url(value: str, line: int, fields: Fields) -> None:
    """Note an address that is not https, or that holds anything but plain ASCII (look-alike letters, spaces, bidi marks)."""
    odd = LOOKALIKE.search(value)
    if odd:
        fields.problem(
            line,
            say(
                "The address “%(url)s” holds the character U+%(code)s, which is not a plain letter and may be a look-alike.",
                url=ascii(value)[1:-1],
                code=f"{ord(odd.group()):04X}",
            ),
            say("Type the address again by hand, with plain letters a–z; write å, ä, ö as %%-codes."),
        )
    elif not re.match(r"https://[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+(:[0-9]+)?(/|\Z|\?|#)", value):
        fields.problem(
            line,
            say("“%(url)s” is not a full https address.", url=value),
            say("Write the whole address, beginning with https://."),
        )
