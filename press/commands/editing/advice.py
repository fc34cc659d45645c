"""Advice for a writer: how hard the text is to read and which sentences make it so, words that can be explained, spelling. Help, never blame."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from press.adapters import spelling
from press.commands.editing.offers import Term
from press.commands.editing.prose import blotted, sentences, words
from press.model import Language, Page, Site
from press.problems import Message, say

LONG_SENTENCE = 20
"""Words from which a sentence is shown as long (Klarspråk's advice: 15–20 words on average, no more than 25)."""
LONG_WORD = 6
MOST = 12
UNSPACED = ("th",)
"""Languages that write words together: sentences have no full stops, and words are found with a dictionary."""


class Spot(NamedTuple):
    """Somewhere in the text: from which to which character, the line (from 1), what stands there, and a number that belongs to it."""

    start: int
    end: int
    line: int
    text: str
    number: int


class Linkable(NamedTuple):
    """A word that the list of words explains: where it stands, and what to write instead."""

    spot: Spot
    term: Term
    new: str


class Advice(NamedTuple):
    """LIX (0: not measured in this language) and the most that is wanted, the number of words, long sentences (number: words), long
    words (number: how often), words to explain."""

    lix: float
    most: int
    words: int
    sentences: tuple[Spot, ...]
    long_words: tuple[Spot, ...]
    linkable: tuple[Linkable, ...]


class Spelling(NamedTuple):
    """Words that the dictionary does not know (number: how often), the dictionary's path, and what is to be said about it."""

    words: tuple[Spot, ...]
    dictionary: str
    why: Message | None


def advice(page: Page, text: str, language: Language, terms: Iterable[Term]) -> Advice:
    """Advice about a page whose text, as it was read, is ``text``."""
    found = sentences(text)
    long = sorted((one for one in found if one.words > LONG_SENTENCE), key=lambda one: -one.words)[:MOST]
    unspaced = language.code in UNSPACED
    spots = () if unspaced else tuple(_spot(text, one.start, one.end, one.words) for one in long)
    measured = page.lix if language.lix and page.kind == "page" else 0.0
    return Advice(measured, language.lix, sum(one.words for one in found), spots, _long_words(text) if language.lix else (), _linkable(page, text, terms))


def _spot(text: str, start: int, end: int, number: int) -> Spot:
    return Spot(start, end, text.count("\n", 0, start) + 1, " ".join(text[start:end].split()), number)


def _long_words(text: str) -> tuple[Spot, ...]:
    """The longest words, each once."""
    places: dict[str, list[int]] = {}
    for word, at in words(text):
        if len(word) > LONG_WORD:
            places.setdefault(word.lower(), []).append(at)
    longest = sorted(places.items(), key=lambda item: (-len(item[0]), item[0]))[:MOST]
    return tuple(_spot(text, at[0], at[0] + len(word), len(at)) for word, at in longest)


ENDING = r"(?:en|n|et|t|er|ar|r|or|erna|arna|orna|na|ens|ets|s)?"
"""Endings that a Swedish noun may take; a word of another language stands as it is."""


def _linkable(page: Page, text: str, terms: Iterable[Term]) -> tuple[Linkable, ...]:
    """The first place of each word that the list of words explains and that the page does not lead to yet."""
    if page.name == "words" or page.kind != "page":
        return ()
    led = {anchor for section in page.sections for name, anchor, _ in section.links if name == "words"}
    plain = _without_links(text, blotted(text, marked=True))
    found = []
    for term in terms:
        if term.id in led:
            continue
        for word in dict.fromkeys((term.own, term.swedish)):
            if len(word) < 3:
                continue
            ending = ENDING if word == term.swedish else ""
            match = re.search(rf"(?<!\w){re.escape(word)}{ending}(?!\w)", plain, re.I)
            if match:
                spot = _spot(text, *match.span(), 0)
                new = f"[{text[match.start() : match.end()]}](words.md#{term.id})"
                if word == term.swedish and word != term.own and (outer := re.search(r"\[" + re.escape(spot.text) + r"\]\{lang=[a-z-]+\}", text)):
                    spot, new = _spot(text, *outer.span(), 0), f"[{outer[0]}](words.md#{term.id})"
                found.append(Linkable(spot, term, new))
                break
    return tuple(sorted(found, key=lambda one: one.spot.start))


def _without_links(text: str, plain: str) -> str:
    """``plain`` without what stands in headings and in the words of links: no link stands in a link."""
    letters = list(plain)
    for match in re.finditer(r"^#+ .*$|\[\[.*?\]\]|\[(?:[^\[\]\n]|\[[^\]\n]*\])+\]\([^)\n]*\)|^\*\[.*$", text, re.M):
        letters[match.start() : match.end()] = " " * (match.end() - match.start())
    return "".join(letters)


def spelled(page: Page, text: str, language: Language, own: frozenset[str]) -> Spelling:
    """Words of a text that no dictionary knows and that are not among the site's ``own``."""
    if not spelling.installed():
        return Spelling((), "", say("The program hunspell is not on this machine, so spelling is not checked. On Debian and Ubuntu: apt install hunspell hunspell-sv"))
    path = spelling.dictionary(language.tag)
    if not path:
        what = say("There is no dictionary for %(language)s on this machine, so spelling is not checked.", language=language.name)
        return Spelling((), "", what)
    places: dict[str, list[int]] = {}
    for word, at in words(text):
        places.setdefault(word, []).append(at)
    if language.code in UNSPACED:
        places = {}
        for word, at in unspaced(text, spelling.listed(path)):
            places.setdefault(word, []).append(at)
    asked = [word for word in places if word.lower() not in own and not word.isupper()]
    wrong = asked if language.code in UNSPACED else _wrong(path, tuple(sorted(asked)))
    spots = sorted((_spot(text, places[word][0], places[word][0] + len(word), len(places[word])) for word in wrong), key=lambda spot: spot.start)
    poor = say("The dictionary for %(language)s is small: many of these words may well be right.", language=language.name)
    return Spelling(tuple(spots), path, poor if len(spots) > 10 and len(spots) * 7 > len(places) else None)


@lru_cache(maxsize=64)
def _wrong(path: str, asked: tuple[str, ...]) -> frozenset[str]:
    return spelling.unknown(path, asked) if asked else frozenset()


def suggested(language: Language, word: str) -> tuple[str, ...]:
    """What may have been meant, the best first, at most five."""
    path = spelling.dictionary(language.tag) if spelling.installed() and language.code not in UNSPACED else ""
    return spelling.suggestions(path, word)[:5] if path and re.fullmatch(r"[^\W\d_][^\s\x00-\x1f]*", word) else ()


RUN = re.compile(r"[\u0e01-\u0e4e]{2,}")
LONGEST = 30


def unspaced(text: str, known: frozenset[str]) -> list[tuple[str, int]]:
    """What is left of runs of Thai when as many letters as possible are words of the dictionary; each rest of three letters or more with its place."""
    found = []
    for run in RUN.finditer(blotted(text)):
        letters = run[0]
        best: list[tuple[int, int]] = [(0, 0)]  # letters that are no word, and where the step began
        for end in range(1, len(letters) + 1):
            unknown = (best[end - 1][0] + 1, end - 1)
            whole = [(best[start][0], start) for start in range(max(0, end - LONGEST), end) if letters[start:end] in known]
            best.append(min([*whole, unknown]))
        at, end = len(letters), 0
        steps = []
        while at:
            steps.append((best[at][1], at))
            at = best[at][1]
        rest = -1
        for start, end in (*reversed(steps), (len(letters), len(letters) + 1)):
            if start < len(letters) and letters[start:end] not in known:
                rest = start if rest < 0 else rest
            elif rest >= 0:
                if start - rest >= 3:
                    found.append((letters[rest:start], run.start() + rest))
                rest = -1
    return found


def vocabulary(site: Site, code: str, texts: Iterable[str]) -> frozenset[str]:
    """The site's own words in a language, in small letters: those of its facts, and those that stand in at least three of its texts."""
    own: set[str] = set()
    for fact in site.facts.values():
        for part in (fact.owner, *[said for _, said in fact.words]):
            own.update(word.lower() for word in re.findall(r"[^\W\d_]+", part))
    count: dict[str, int] = {}
    for text in texts:
        for word in {word.lower() for word, _ in words(text)}:
            count[word] = count.get(word, 0) + 1
    return frozenset(own | {word for word, number in count.items() if number >= 3})
