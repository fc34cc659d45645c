"""``build.py letters``: one letter in Swedish and the recipient's language, proved before it is handed out.

The letter's name is its channel's: ``content/<language>/letters/ut-kort.md`` leads to the channel ``ut-kort``.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping

from press.adapters import pdf, qr
from press.commands.letter_proof import prove
from press.commands.letter_view import ReadSource, languages_of, view_of
from press.commands.qr import Made, cannot_print, unknown_channel, unregistered
from press.envelopes import ENVELOPES, Envelope
from press.makers import letters
from press.model import Site
from press.problems import Place, Problem, did_you_mean, in_order, say

HERE = Place("build.py letters")


def make_letters(
    site: Site,
    letter: str,
    language: str,
    *,
    read_source: ReadSource,
    date: str,
    address: tuple[str, ...] = (),
    reference: str = "",
    envelope: str = "c5-h2",
    envelopes: Mapping[str, Envelope] = ENVELOPES,
    proof: bool = False,
) -> Made:
    """The letter ``letter`` in the source language and ``language`` as ``ut-kort-ar.pdf``.

    ``language`` is the code of the recipient's language; the source language's own code gives that one alone.
    ``date`` is ISO. ``address`` are the lines in the window, without them a sample that says so. ``read_source``
    gives the bytes of a project file. ``proof`` draws the window and the folds, to be looked at, not sent. No file is
    handed out when there is any error: the finished page is rendered at 300 dpi, its code decoded and compared with the
    channel's address, the address read back from the window (:mod:`press.commands.letter_proof`).
    """
    problems = wrong_letter(site, letter, envelope, envelopes, date) or wrong_language(site, letter, language)
    problems += _wrong_address(address)
    if problems:
        return Made((), in_order(problems))
    codes, profile = languages_of(site, language), envelopes[envelope]
    view = view_of(
        site,
        letter,
        codes,
        profile,
        read_source=read_source,
        date=date,
        address=address or letters.SAMPLE_ADDRESS,
        reference=reference,
        problems=problems,
        proof=proof,
    )
    if errors(problems):
        return Made((), in_order(problems))
    problems += unregistered(site, site.channels[letter])
    where = Place(site.letters[language, letter].path)
    try:
        document = letters.letter(view)
    except (pdf.PdfError, qr.TooLong) as error:
        return Made((), in_order((*problems, cannot_print(where, error))))
    modules = len(qr.matrix(view.link, view.level))
    problems += [] if proof else prove(document, view.link, view.address, profile, modules, where)
    name = f"{letter}-{language}{'-proof' if proof else ''}.pdf"
    return Made(() if errors(problems) else ((name, document),), in_order(problems))


def errors(problems: Iterable[Problem]) -> bool:
    """Whether any of them stops the work."""
    return any(problem.severity == "error" for problem in problems)


def wrong_letter(
    site: Site, letter: str, envelope: str, envelopes: Mapping[str, Envelope], date: str
) -> list[Problem]:
    """What is wrong with the letter, the envelope or the date that was asked for."""
    source, problems = site.settings.source, []
    names = sorted({name for code, name in site.letters if code == source})
    if (source, letter) not in site.letters:
        fix = say("Write it in content/%(code)s/letters/%(name)s.md first.", code=source, name=letter)
        problems.append(
            Problem(HERE, say("There is no letter “%(name)s”.", name=letter), did_you_mean(letter, names, fix))
        )
    if letter not in site.channels:
        problems.append(unknown_channel(site, letter))
    if envelope not in envelopes:
        known = say("Use one of: %(known)s.", known=", ".join(envelopes))
        what = say("There is no envelope “%(name)s”.", name=envelope)
        problems.append(Problem(HERE, what, did_you_mean(envelope, envelopes, known)))
    try:
        datetime.date.fromisoformat(date)
    except ValueError:
        what, fix = say("“%(date)s” is not a date.", date=date), say("Write it as year-month-day, for example 2026-11-21.")
        problems.append(Problem(HERE, what, fix))
    return problems


def wrong_language(site: Site, letter: str, language: str) -> list[Problem]:
    """What is wrong with the language that was asked for. Not the fallback chain: an English letter to someone who was
    promised Arabic is a mistake, not a kindness."""
    written = ", ".join(sorted(code for code, name in site.letters if name == letter))
    use = say("Use one of: %(known)s.", known=written)
    if not language:
        what, fix = say("No language was chosen for the letter."), say("Choose one of: %(known)s.", known=written, how="--language CODE")
    elif language not in site.languages:
        what = say("There is no language “%(code)s”.", code=language)
        fix = did_you_mean(language, site.languages, use)
    elif (language, letter) not in site.letters:
        what = say("The letter “%(name)s” is not written in %(language)s.", name=letter, language=site.languages[language].name)
        fix = say(
            "Write content/%(code)s/letters/%(name)s.md, or choose one of: %(known)s.",
            code=language,
            name=letter,
            known=written,
        )
    else:
        return []
    return [Problem(HERE, what, fix)]


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
