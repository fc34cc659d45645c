"""``build.py letters``: one letter in Swedish and the recipient's language, proved before it is handed out.

The letter's name is its channel's: ``content/<language>/letters/ut-kort.md`` leads to the channel ``ut-kort``.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable

from press.adapters import i18n, pdf, qr
from press.commands.letter_proof import prove
from press.commands.letter_words import Writer, direction
from press.commands.qr import Made, cannot_print, link_of, read_templates, unknown_channel, unregistered
from press.makers import letters
from press.makers.envelopes import ENVELOPES
from press.model import Language, Page, Site, words_in
from press.problems import Place, Problem, did_you_mean, in_order, say
from press.readers.letter_text import read_letter
from press.readers.text import decode

LETTER_TEMPLATES = ("common.typ", "letter.typ")
HERE = Place("build.py letters")


def make_letters(
    site: Site,
    letter: str,
    language: str,
    *,
    read_source: Callable[[str], bytes],
    date: str,
    address: tuple[str, ...] = (),
    reference: str = "",
    envelope: str = "c5-h2",
) -> Made:
    """The letter ``letter`` in the source language and ``language`` as ``ut-kort-ar.pdf``.

    ``language`` is the code of the recipient's language; the source language's own code gives that one alone.
    ``date`` is ISO. ``address`` are the lines in the window, without them a sample that says so. ``read_source``
    gives the bytes of a project file. No file is handed out when there is any error: the finished page is rendered at
    300 dpi, its code decoded and compared with the channel's address, the address read back from the window
    (:mod:`press.commands.letter_proof`).
    """
    problems = _wrong_wishes(site, letter, language, address, envelope, date)
    if problems:
        return Made((), in_order(problems))
    source = site.settings.source
    codes = (source,) if language == source else (source, language)
    versions = tuple(
        _version(site, site.languages[code], site.letters[code, letter], date, reference, read_source, problems)
        for code in codes
    )
    page = site.letters[language, letter]
    channel = site.channels[letter]
    if _errors(problems):
        return Made((), in_order(problems))
    problems += unregistered(site, channel)
    link, lines, profile = link_of(site.settings, channel), address or letters.SAMPLE_ADDRESS, ENVELOPES[envelope]
    view = letters.LetterView(
        versions=versions,
        address=lines,
        reference=reference,
        link=link,
        printed_link=link,
        window=(*profile.window, profile.inset_x, profile.inset_y),
        created=_seconds(date),
        templates=read_templates(read_source, LETTER_TEMPLATES),
    )
    where = Place(page.path)
    try:
        document = letters.letter(view)
    except (pdf.PdfError, qr.TooLong) as error:
        return Made((), in_order((*problems, cannot_print(where, error))))
    modules = len(qr.matrix(link, view.level))
    problems += prove(document, link, lines, profile, modules, where)
    files = () if _errors(problems) else ((f"{letter}-{language}.pdf", document),)
    return Made(files, in_order(problems))


def _version(
    site: Site,
    language: Language,
    page: Page,
    date: str,
    reference: str,
    read_source: Callable[[str], bytes],
    problems: list[Problem],
) -> letters.Version:
    """One language's side of the letter; what is wrong with it is added to ``problems``."""
    # The reader of pages has reported what is wrong with the file's characters already; here they are only left out.
    text = read_letter(decode(read_source(page.path), page.path, []), page.path)
    writer = Writer(site, language, page.path)
    made = site.made.get((language.code, f"letters/{page.name}"))
    unread = made is not None and made.made == "machine" and not made.reviewed
    publisher = words_in(site.settings.publisher, language.chain)[1]
    version = letters.Version(
        tag=language.tag,
        direction=direction(language),
        script=language.script,
        font=language.font,
        site=words_in(site.settings.name, language.chain)[1],
        tagline=words_in(site.settings.tagline, language.chain)[1],
        sender=publisher or writer.message(letters.DEMONSTRATION),
        title=page.title,
        date=i18n.format_date(date, language.locale, language.date),
        reference_label=writer.message(letters.REFERENCE) if reference else "",
        notice=writer.message(letters.MACHINE) if unread else "",
        blocks=writer.blocks(text.blocks),
    )
    if language.font not in pdf.families():
        writer.problems.append(
            Problem(
                language.place,
                say(
                    "The print font “%(font)s” of %(language)s is not installed.",
                    font=language.font or "–",
                    language=language.name,
                ),
                did_you_mean(
                    language.font,
                    pdf.families(),
                    say("Use one of: %(known)s.", known=", ".join(sorted(pdf.families()))),
                ),
            )
        )
    if not text.blocks:
        writer.problems.append(
            Problem(Place(page.path), say("The letter has no text."), say("Write it below the second “---” line."))
        )
    problems += [*text.problems, *writer.problems]
    return version


def _errors(problems: list[Problem]) -> bool:
    return any(problem.severity == "error" for problem in problems)


def _seconds(date: str) -> int:
    """Midnight UTC of an ISO date, in Unix seconds."""
    return int(datetime.datetime.fromisoformat(date).replace(tzinfo=datetime.UTC).timestamp())


def _wrong_wishes(
    site: Site, letter: str, language: str, address: tuple[str, ...], envelope: str, date: str
) -> list[Problem]:
    """What the command was asked for and cannot give."""
    source, problems = site.settings.source, []
    names = sorted({name for code, name in site.letters if code == source})
    written = sorted(code for code, name in site.letters if name == letter)
    if (source, letter) not in site.letters:
        problems.append(
            Problem(
                HERE,
                say("There is no letter “%(name)s”.", name=letter),
                did_you_mean(
                    letter,
                    names,
                    say("Write it in content/%(code)s/letters/%(name)s.md first.", code=source, name=letter),
                ),
            )
        )
    elif not language:
        problems.append(
            Problem(
                HERE,
                say("No language was chosen for the letter."),
                say("Add --language and one of: %(known)s.", known=", ".join(written)),
            )
        )
    elif language not in site.languages:
        fix = say("Use one of: %(known)s.", known=", ".join(written))
        problems.append(
            Problem(
                HERE,
                say("There is no language “%(code)s”.", code=language),
                did_you_mean(language, site.languages, fix),
            )
        )
    elif (language, letter) not in site.letters:
        # Not the fallback chain: an English letter to someone who was promised Arabic is a mistake, not a kindness.
        problems.append(
            Problem(
                HERE,
                say(
                    "The letter “%(name)s” is not written in %(language)s.",
                    name=letter,
                    language=site.languages[language].name,
                ),
                say(
                    "Write content/%(code)s/letters/%(name)s.md, or choose one of: %(known)s.",
                    code=language,
                    name=letter,
                    known=", ".join(written),
                ),
            )
        )
    if letter not in site.channels:
        problems.append(unknown_channel(site, letter))
    if envelope not in ENVELOPES:
        known = say("Use one of: %(known)s.", known=", ".join(ENVELOPES))
        problems.append(
            Problem(
                HERE, say("There is no envelope “%(name)s”.", name=envelope), did_you_mean(envelope, ENVELOPES, known)
            )
        )
    try:
        datetime.date.fromisoformat(date)
    except ValueError:
        problems.append(
            Problem(
                HERE,
                say("“%(date)s” is not a date.", date=date),
                say("Write it as year-month-day, for example 2026-11-21."),
            )
        )
    return problems + _wrong_address(address)


def _wrong_address(address: tuple[str, ...]) -> list[Problem]:
    """Address lines that no window takes. The lines themselves are never repeated: problems end up in logs."""
    if address and not 3 <= len(address) <= letters.MAX_ADDRESS_LINES:
        return [
            Problem(
                HERE,
                say("The address has %(count)s lines.", count=len(address)),
                say("Give it 3 to %(most)s lines: name, street, postal code and town.", most=letters.MAX_ADDRESS_LINES),
            )
        ]
    if any(not line.strip() for line in address):
        return [
            Problem(
                HERE,
                say("There is an empty line in the address."),
                say("Take it away: sorting machines stop reading there."),
            )
        ]
    return []
