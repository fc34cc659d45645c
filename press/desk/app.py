"""The desk itself: what its rooms share, and the way of a request from the gate to a room and back."""

from __future__ import annotations

import json
import re
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from press.adapters.templates import TemplateMistake, Templates
from press.adapters.web import Answer, Asked, Routes, TooLarge
from press.commands.editing.documents import Refused
from press.commands.editing.live import Live
from press.commands.project import PROGRAM, Project, template_problem
from press.commands.speech import LANGUAGES, Speech
from press.desk import answers
from press.desk.gate import Gate, Refusal, refuse
from press.desk.requests import Nothing, NotUnderstood, values
from press.problems import Message, Problem, say

PAGES = Path(__file__).parent / "pages"
KINDS = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".svg": "image/svg+xml"}
SAID = re.compile(r'\bsay\(\s*"((?:[^"\\]|\\.)*)"')
"""What the desk's scripts say: always a literal in double quotes, so that it can be found."""


class Route(NamedTuple):
    """A door into a room: ``rule`` is Werkzeug's, without the key; ``go`` gets the desk, the request and the rule's arguments."""

    method: str
    rule: str
    go: Callable[..., Answer]


class Room(NamedTuple):
    """A room of the desk: the name of its first page in the menu (none: not in the menu), where that is, its routes, and what it
    does when the desk closes."""

    title: Message | None
    rule: str
    routes: tuple[Route, ...]
    close: Callable[[Desk], None] | None = None


Parts = tuple[tuple[Message | None, tuple[Room, ...]], ...]
"""The rooms in the order of the menu, by the part of the menu in which they stand; what has no name is not in it."""
Build = Callable[[Path], int]
"""Publishes a project; the exit code. Handed to the desk, which does not know how it is done."""


class Desk:
    """What the rooms share. One desk serves one project; its methods may be called from several threads."""

    def __init__(self, folder: Path, gate: Gate, speech: str, parts: Parts, build: Build) -> None:
        self.folder, self.gate, self.parts, self.build = folder, gate, parts, build
        self.rooms = tuple(room for _, rooms in parts for room in rooms)
        self.live = Live(folder)
        self.speech = Speech.load(speech, PROGRAM)
        self.templates = Templates((PAGES,))
        self.kept: dict[str, Any] = {}
        """What a room keeps between requests, by the room's name; only ever in memory."""
        self.lock = threading.Lock()
        """For what is kept, and held only while it is looked at or changed."""
        self.foreseeing = threading.RLock()
        """Held while it is worked out what publishing would change: once, for all windows. Nobody who writes needs it."""
        self.mistaken: Callable[[str], object] = len
        """Is told of the program's own mistakes: where they were made and of which kind, nothing that somebody has written."""
        routes = [(f"{number}.{index}", route) for number, room in enumerate(self.rooms) for index, route in enumerate(room.routes)]
        self._go = {name: route.go for name, route in routes}
        self._routes = Routes((name, route.method, gate.root + route.rule) for name, route in routes)

    def project(self) -> Project:
        """The project as it is on the disk now."""
        return self.live.project()

    @contextmanager
    def complete(self) -> Iterator[None]:
        """Around what is made of all texts: while there are mistakes in them, something may be lacking, and the first one is said.
        Raises Refused; without any mistake it is the program's own, and is raised on."""
        try:
            yield
        except TemplateMistake as mistake:
            problem = template_problem(mistake)
            raise Refused(problem.what, problem.fix) from None
        except (LookupError, ValueError, ArithmeticError, StopIteration):
            first = next(iter(self.project().errors), None)
            if first is None:
                raise
            raise Refused(first.what, first.fix) from None

    @property
    def shown(self) -> str:
        """The address below which pages of the site are shown, with texts as they are on the disk or on trial."""
        return f"http://{self.gate.hosts[0]}{self.gate.root}/site"

    def close(self) -> None:
        """End what the rooms have begun and take away what they must not leave behind."""
        for room in self.rooms:
            if room.close is not None:
                room.close(self)

    def speak(self, language: str) -> None:
        """Speak another staff language from now on."""
        self.speech = Speech.load(language, PROGRAM)

    def text(self, message: Message) -> str:
        """A message in the staff's language."""
        return self.speech.text(message)

    def problem(self, problem: Problem) -> dict[str, Any]:
        """A problem for the desk's scripts."""
        where = problem.where
        return {
            "path": where.path, "line": where.line, "severity": problem.severity,
            "what": self.text(problem.what), "fix": self.text(problem.fix),
        }  # fmt: skip

    def piece(self, template: str, **context: Any) -> str:
        """A page of the desk, or a piece of one. Its templates say texts with ``say("…")``, and begin addresses with ``root``."""

        def said(template: str, **args: object) -> str:
            return self.text(Message(template, tuple((key, str(value)) for key, value in args.items())))

        menu = [(self.text(part), [(self.text(room.title), room.rule) for room in rooms if room.title]) for part, rooms in self.parts if part]
        shared = {"say": said, "root": self.gate.root, "menu": menu, "language": self.speech.language, "here": ""}
        return self.templates.render(template, **{**shared, **context})

    def page(self, template: str, status: int = 200, **context: Any) -> Answer:
        """A page of the desk as an answer; see :meth:`piece`."""
        return answers.html(self.piece(template, **context), status)

    def answer(self, asked: Asked) -> Answer:
        """The answer to a request; every mistake has one, too."""
        if refusal := refuse(self.gate, asked):
            return self._refused(refusal, asked, outside=True)
        found = self._routes.match("GET" if asked.method == "HEAD" else asked.method, asked.path)
        if isinstance(found, str):
            what = say("There is nothing at this address.") if found == "nothing" else say("That cannot be done here.")
            return self._refused(Refusal(404 if found == "nothing" else 405, what, say("Go back to the first page of the desk.")), asked)
        name, arguments = found
        try:
            return self._go[name](self, asked, **arguments)
        except Refused as error:
            return self._refused(Refusal(422, error.what, error.fix), asked)
        except TooLarge:
            return self._refused(Refusal(413, say("That is too large."), say("Choose a smaller file.")), asked)
        except Nothing:
            return self._refused(Refusal(404, say("There is nothing at this address."), say("Go back to the first page of the desk.")), asked)
        except NotUnderstood:
            return self._refused(Refusal(400, say("The desk does not understand what was asked."), say("Load the page again.")), asked)
        except OSError as error:
            what = say("The disk refused: %(reason)s %(file)s. Nothing published was changed.", reason=error.strerror or "–", file=error.filename or "")
            return self._refused(Refusal(507, what, say("Look whether the disk is full, and whether you may write there.")), asked)
        except Exception as error:
            self.mistaken("".join((*traceback.format_tb(error.__traceback__), type(error).__name__)))
            what = say("The program has made a mistake. What you have written is still on your screen.")
            return self._refused(Refusal(500, what, say("Show the developers what stands in the terminal.")), asked)

    def _refused(self, refusal: Refusal, asked: Asked, outside: bool = False) -> Answer:
        what, fix = self.text(refusal.what), self.text(refusal.fix)
        if asked.headers.get("x-desk") == "1":
            return answers.data({"what": what, "fix": fix}, refusal.status)
        if outside:  # whoever has no key gets no page that holds it
            return Answer(refusal.status, "text/plain; charset=utf-8", f"{what}\n{fix}\n".encode(), answers.KEPT)
        return self.page("refused.html", refusal.status, title=what, fix=fix)


def own_file(desk: Desk, asked: Asked, name: str) -> Answer:
    """A script, style or picture of the desk. Raises :class:`Nothing` where there is none."""
    path = PAGES / name
    if path.parent != PAGES or path.suffix not in KINDS or not path.is_file():
        raise Nothing(name)
    return answers.file(path.read_bytes(), KINDS[path.suffix])


def words(desk: Desk, asked: Asked) -> Answer:
    """What the desk's scripts say, in the staff's language, as a script."""
    texts = sorted({text for path in PAGES.glob("*.js") for text in SAID.findall(path.read_text("utf-8"))})
    table = {text: desk.speech.messages.get(text, text) for text in (json.loads(f'"{text}"') for text in texts)}
    return answers.file(f"export const words = {json.dumps(table, ensure_ascii=False)};\n".encode(), KINDS[".js"])


def change_language(desk: Desk, asked: Asked) -> Answer:
    """Speak Swedish or English."""
    desk.speak(values(asked).choice("language", LANGUAGES, "sv"))
    return answers.data({})


SHARED = Room(
    None,
    "",
    (
        Route("GET", "/own/words.js", words),
        Route("GET", "/own/<name>", own_file),
        Route("POST", "/speak", change_language),
    ),
)
"""What all pages of the desk need."""
