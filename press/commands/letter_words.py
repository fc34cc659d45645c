"""The words of a letter: blocks with named facts become blocks with everything written out, in one language."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from press import phrases
from press.adapters import i18n
from press.makers.letters import Span, TextBlock
from press.makers.tones import direction
from press.model import Fact, Language, Site
from press.problems import Message, Place, Problem, did_you_mean, say
from press.readers.letter_text import Block, Run
from press.words import words_in

LONGEST_PATH = 24
"""A web address on paper is typed by hand: a longer path is left out, and the reader begins at the front page."""


@dataclass(slots=True)
class Writer:
    """Writes one version of a letter. ``problems`` gathers what could not be written; ``path`` is the letter's file."""

    site: Site
    language: Language
    path: str
    problems: list[Problem] = field(default_factory=list)

    def blocks(self, blocks: tuple[Block, ...]) -> tuple[TextBlock, ...]:
        """The blocks with every fact and every marked word resolved."""
        return tuple(
            TextBlock(block.kind, tuple(span for run in block.runs for span in self.spans(run)), block.number)
            for block in blocks
        )

    def message(self, msgid: str) -> str:
        """A text of the program's own, from the language's catalog. English is the msgids' language and needs none."""
        catalog = self.site.catalogs.get(self.language.code)
        forms = dict(catalog.messages).get(msgid) if catalog else None
        if forms and forms[0]:
            return forms[0]
        if self.language.tag.split("-")[0] != "en":
            self.problems.append(
                Problem(
                    Place(catalog.path if catalog else f"locales/{self.language.code}.po"),
                    say("The text “%(msgid)s” is not translated.", msgid=msgid),
                    say("Translate it; a printed text never falls back to another language by itself."),
                )
            )
        return msgid

    def spans(self, run: Run) -> tuple[Span, ...]:
        """A run as spans: a link fact becomes its words and then its address."""
        if run.kind == "break":
            return (Span("", break_after=True),)
        if run.kind == "text":
            return (Span(run.text, run.strong),)
        if run.kind == "lang":
            return (self.foreign(run),)
        if run.kind == "address":
            return self.address(run.name, run.strong)
        fact = self.site.facts.get(run.name)
        if fact is None:
            self.problem(
                run,
                say("There is no fact “%(name)s”.", name=run.name),
                did_you_mean(
                    run.name, self.site.facts, say("Write it in a file in content/facts/, or use a name that is there.")
                ),
            )
            return ()
        if not fact.verified:
            self.problems.append(
                Problem(
                    Place(self.path, run.line),
                    say(
                        "The fact “%(name)s” has not been verified, and what is printed cannot be corrected.",
                        name=run.name,
                    ),
                    say(
                        "Check it at %(source)s and take away “verified: false”, or leave it out.",
                        source=fact.source,
                    ),
                    "warning",
                )
            )
        return self.fact(fact, run)

    def foreign(self, run: Run) -> Span:
        """Words in another language, with that language's own direction."""
        codes = self.site.languages
        marked = codes.get(run.name) or next(
            (row for row in codes.values() if row.tag.lower() == run.name.lower()), None
        )
        if marked is None:
            self.problem(
                run,
                say("“%(name)s” is not a language of the site.", name=run.name),
                did_you_mean(run.name, codes, say("Use a code from content/languages.yaml, for example {lang=sv}.")),
            )
            return Span(run.text, run.strong)
        return Span(run.text, run.strong, marked.tag, direction(marked))

    def fact(self, fact: Fact, run: Run) -> tuple[Span, ...]:
        """A fact as it is printed: what is true for every language stands left to right and is never broken."""
        chain = self.language.chain
        if fact.kind in ("phone", "email"):
            return (Span(fact.value, run.strong, isolated=True),)
        if fact.kind == "date":
            return (Span(i18n.format_date(fact.value, self.language.locale, self.language.date), run.strong),)
        if fact.kind == "amount":
            return (Span(self.amount(fact, run), run.strong),)
        code, words = words_in(fact.words, chain)
        spans = [Span(run.text, run.strong)] if run.text else [self.own(code, words, run)]
        if fact.kind == "link":
            spans += self.address(words_in(fact.urls, chain)[1], run.strong)
        return tuple(spans)

    def address(self, url: str, strong: bool) -> tuple[Span, ...]:
        """A web address in brackets, after the words that lead to it on a screen."""
        return (Span(" (", strong), Span(printed_address(url), strong, isolated=True), Span(")", strong))

    def own(self, code: str, words: str, run: Run) -> Span:
        """Words that may have come along the fallback chain, marked with the language they are really in."""
        found = self.site.languages.get(code)
        if found is None or code == self.language.code:
            return Span(words, run.strong)
        return Span(words, run.strong, found.tag, direction(found))

    def amount(self, fact: Fact, run: Run) -> str:
        """Number and unit in the language's own format."""
        number = i18n.format_number(fact.value, self.language.locale)
        forms = phrases.UNITS.get(fact.unit)
        if forms is None:
            return number
        catalog = self.site.catalogs.get(self.language.code)
        if catalog is None or forms[0] not in dict(catalog.messages):
            self.message(forms[0])
            return number
        whole = int(float(fact.value)) if float(fact.value).is_integer() else 2
        return i18n.Interface.of(catalog).ngettext(forms[0], forms[1], whole) % {"num": number}

    def problem(self, run: Run, what: Message, fix: Message) -> None:
        """A mistake at a run's line."""
        self.problems.append(Problem(Place(self.path, run.line), what, fix))


def printed_address(url: str) -> str:
    """A web address as it is typed: without scheme, ``www.`` and a long path. ``migrationsverket.se``."""
    parts = urlsplit(url)
    path = parts.path.rstrip("/")
    return parts.netloc.removeprefix("www.") + (path if len(path) <= LONGEST_PATH and not parts.query else "")
