"""What a letter is made from: its texts in the languages of one recipient, with facts, dates and fonts resolved."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from press.adapters import i18n, pdf
from press.commands.letter_words import Writer
from press.commands.qr import link_of, read_templates
from press.envelopes import Envelope
from press.makers import letters
from press.makers.tones import direction
from press.model import FOLDERS, Language, Page, Site
from press.problems import Place, Problem, did_you_mean, say
from press.readers.letter_text import read_letter
from press.readers.text import decode
from press.words import words_in

LETTER_TEMPLATES = ("common.typ", "letter.typ")
ReadSource = Callable[[str], bytes]
"""Gives the bytes of a project file by its path."""


def languages_of(site: Site, language: str, alone: bool = False) -> tuple[str, ...]:
    """The languages a letter to a reader of ``language`` is in: the source's and theirs; one where they are the same language
    (easy Swedish is Swedish), or where it is asked for."""
    source = site.settings.source
    same = site.languages[language].tag.split("-")[0] == site.languages[source].tag.split("-")[0]
    return (language,) if same or alone else (source, language)


def view_of(
    site: Site,
    letter: str,
    codes: tuple[str, ...],
    envelope: Envelope,
    *,
    read_source: ReadSource,
    date: str,
    address: tuple[str, ...],
    reference: str,
    problems: list[Problem],
    proof: bool = False,
) -> letters.LetterView:
    """The view of a letter in the languages ``codes``; what is wrong with its texts is added to ``problems``.

    ``date`` is ISO; ``letter`` and every code are known.
    """
    link = link_of(site.settings, site.channels[letter])
    versions = tuple(
        _version(site, site.languages[code], site.letters[code, letter], date, reference, read_source, problems)
        for code in codes
    )
    return letters.LetterView(
        versions=versions,
        address=address,
        reference=reference,
        link=link,
        printed_link=link,
        envelope=envelope,
        created=seconds(date),
        templates=read_templates(read_source, LETTER_TEMPLATES),
        proof=proof,
    )


def _version(
    site: Site,
    language: Language,
    page: Page,
    date: str,
    reference: str,
    read_source: ReadSource,
    problems: list[Problem],
) -> letters.Version:
    """One language's side of the letter; what is wrong with it is added to ``problems``."""
    # The reader of pages has reported what is wrong with the file's characters already; here they are only left out.
    text = read_letter(decode(read_source(page.path), page.path, []), page.path)
    writer = Writer(site, language, page.path)
    version = letters.Version(
        tag=language.tag,
        direction=direction(language),
        script=language.script,
        font=language.font,
        site=words_in(site.settings.name, language.chain)[1],
        tagline=words_in(site.settings.tagline, language.chain)[1],
        sender=sender(writer),
        title=page.title,
        date=i18n.format_date(date, language.locale, language.date),
        reference_label=writer.message(letters.REFERENCE) if reference else "",
        notice=writer.message(letters.MACHINE) if unreviewed(site, page) else "",
        blocks=writer.blocks(text.blocks),
    )
    writer.problems += without_font(language)
    if not text.blocks:
        writer.problems.append(
            Problem(Place(page.path), say("The letter has no text."), say("Write it below the second “---” line."))
        )
    problems += [*text.problems, *writer.problems]
    return version


def sender(writer: Writer) -> str:
    """Who stands behind what is printed, in the writer's language: the publisher, or that nobody does."""
    publisher = words_in(writer.site.settings.publisher, writer.language.chain)[1]
    return publisher or writer.message(letters.DEMONSTRATION)


def unreviewed(site: Site, page: Page) -> bool:
    """Whether a text was translated by a machine and no person has reviewed it."""
    made = site.made.get((page.language, FOLDERS[page.kind] + page.name))
    return made is not None and made.made == "machine" and not made.reviewed


def without_font(language: Language) -> list[Problem]:
    """The problem of a language whose typeface is not there."""
    if language.font in pdf.families():
        return []
    what = say(
        "The print font “%(font)s” of %(language)s is not installed.", font=language.font or "–", language=language.name
    )
    known = say("Use one of: %(known)s.", known=", ".join(sorted(pdf.families())))
    return [Problem(language.place, what, did_you_mean(language.font, pdf.families(), known))]


def seconds(date: str) -> int:
    """Midnight UTC of an ISO date, in Unix seconds."""
    return int(datetime.datetime.fromisoformat(date).replace(tzinfo=datetime.UTC).timestamp())
