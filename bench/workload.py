"""One abstract workload, N topics × L languages, which every tool gets laid out in its own way.

A page is title, description, introduction and six sections, about 450 words, in plain Markdown. Links to other pages are
written `(@topic#section)` and are turned into each tool's own way of linking by source file when the page is laid out.
Everything follows from SEED: the same numbers give the same bytes on every machine.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from words import LANGUAGES, SEED, Language, Vocabulary

SECTIONS = ("overview", "who", "steps", "rights", "costs", "contact")
START = "index"
CHECKED, REVIEW_BY = "2026-11-21", "2027-05-21"

# Page names are English words joined by hyphens, in alphabetical order: tools that sort by name and tools that sort by a
# number then show the same menu.
_FIRST = ("amber", "big", "calm", "deep", "early", "fair", "green", "high", "keen", "late", "mild", "new", "open", "plain",
          "quick", "rare", "soft", "tall", "vivid", "warm")
_SECOND = ("arch", "bank", "bell", "care", "coin", "desk", "door", "edge", "exam", "farm", "film", "gate", "goal", "hall",
           "home", "idea", "inn", "job", "key", "kite", "lake", "lamp", "map", "mill", "nest", "note", "oak", "oven", "path",
           "quiz", "road", "shop", "town", "unit", "view", "walk", "yard", "zone")
NAMES = tuple(sorted(f"{first}-{second}" for first in _FIRST for second in _SECOND))

_LINK = re.compile(r"\(@([a-z-]*)(#[a-z]+)?\)")


@dataclass(frozen=True, slots=True)
class Page:
    """One page in one language. `order` counts from 1 (0 is the start page); `body` is Markdown with abstract links."""

    topic: str
    order: int
    title: str
    description: str
    body: str

    def markdown(self, link: Callable[[str], str]) -> str:
        """The body with every link to another page written as `link(topic)` + section; links within the page stay."""
        def write(match: re.Match[str]) -> str:
            target = link(match[1]) if match[1] else ""
            return f"({target}{match[2] or ''})"
        return _LINK.sub(write, self.body)


@dataclass(frozen=True, slots=True)
class Workload:
    """Which topics in which languages; the first language is the source. Pages are made when asked for, never kept."""

    topics: tuple[str, ...]
    languages: tuple[Language, ...]

    @classmethod
    def of(cls, topics: int, languages: int) -> Workload:
        """The first `languages` languages and `topics` names spread over the alphabet."""
        if not 3 <= topics <= len(NAMES):
            raise SystemExit(f"--topics: between 3 and {len(NAMES)}, not {topics}")
        if not 2 <= languages <= len(LANGUAGES):
            raise SystemExit(f"--languages: between 2 and {len(LANGUAGES)}, not {languages}")
        return cls(NAMES[:topics], LANGUAGES[:languages])

    def pages(self, language: Language) -> Iterator[Page]:
        """The start page and every topic of one language, in menu order."""
        vocabulary = Vocabulary(language)
        for order, topic in enumerate((START, *self.topics)):
            yield self._page(language, vocabulary, topic, order)

    def _page(self, language: Language, vocabulary: Vocabulary, topic: str, order: int) -> Page:
        """One page, drawn from its own seed so that no page depends on another."""
        draw = random.Random(f"{SEED}/{language.code}/{topic}")
        # Where links lead is the topic's alone: a translation that links elsewhere than its source is a mistake to us.
        targets = random.Random(f"{SEED}/links/{topic}")
        text = vocabulary.sentences
        # The content format wants 50–160 characters; words differ much in length between scripts.
        description = text(draw, 8)
        while len(description) < 60:
            description += " " + text(draw, 3)
        description = description[:150].rsplit(" ", 1)[0] if len(description) > 150 else description
        body = [text(draw, 30), text(draw, 22)]
        for number, section in enumerate(SECTIONS):
            body.append(f"## {vocabulary.phrase(draw, 3)} {{#{section}}}")
            body.extend(self._section(vocabulary, draw, targets, number))
        return Page(topic, order, vocabulary.phrase(draw, 2), description, "\n\n".join(body) + "\n")

    def _section(self, vocabulary: Vocabulary, draw: random.Random, targets: random.Random, number: int) -> Iterator[str]:
        """The blocks of section `number`: a paragraph with marks, then a list, a numbered list, a table or more text."""
        say = vocabulary.phrase
        topic, section = targets.choice(self.topics), targets.choice(SECTIONS)
        link = (f"[{say(draw, 2)}](@{topic})", f"[{say(draw, 2)}](@{topic}#{section})",
                f"[{say(draw, 1)}](@#{section})")[number % 3]
        yield (f"{vocabulary.sentences(draw, 14)} **{say(draw, 2)}** {vocabulary.sentences(draw, 9)} {link} "
               f"*{say(draw, 2)}* {vocabulary.sentences(draw, 9)}")
        if number in (0, 4):
            yield "\n".join(f"- {say(draw, 7)}" for _ in range(4))
        elif number == 2:
            yield "\n".join(f"{step}. {say(draw, 6)}" for step in range(1, 6))
        elif number == 3:
            rows = [" | ".join(say(draw, 2) for _ in range(3)) for _ in range(5)]
            yield "\n".join(f"| {row} |" for row in (rows[0], "--- | --- | ---", *rows[1:]))
        else:
            yield f"{vocabulary.sentences(draw, 28)} [{say(draw, 2)}](@{targets.choice(self.topics)})"


def sentence(language: Language, number: int) -> str:
    """The sentence that edit `number` appends to a page, in the page's own language."""
    draw = random.Random(f"{SEED}/edit/{language.code}/{number}")
    return Vocabulary(language).sentences(draw, 9)
