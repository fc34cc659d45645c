"""What can be printed: the kinds of print, and for each the languages, ways in, papers and pages that are possible. Nothing else is offered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from press.commands.handouts import WITHOUT
from press.commands.printroom.mailing_choices import letter_names
from press.commands.sheets import USUAL
from press.commands.slides import KIND as SLIDE
from press.commands.slides import USUAL as BOARD
from press.envelopes import Envelope
from press.makers.sheets import KINDS
from press.model import Site
from press.problems import Message, say
from press.words import words_in

LETTER, CODE, BOOKLET, SLIDES, HANDOUT = "letter", "code", "booklet", "slides", "handout"
LABELS: Mapping[str, Message] = {
    LETTER: say("Letter"),
    "poster": say("Poster"),
    "flyer": say("Flyer"),
    "languages": say("Short information in many languages"),
    "card": say("Card"),
    "discreet-card": say("Discreet card"),
    "door-sign": say("Door sign"),
    HANDOUT: say("Handout: a page of the site on paper"),
    BOOKLET: say("Booklet: the whole site in one language"),
    SLIDES: say("Slides for a board in a waiting room"),
    CODE: say("Code for a print shop or a designer"),
}
ENVELOPES: Mapping[str, Message] = {
    "c5-h2": say("C5, window to the right"),
    "c5-v2": say("C5, window to the left"),
    "c65-h2": say("C65, window to the right"),
    "c65-v2": say("C65, window to the left"),
    "cover": say("Without a window: the address on a page of its own"),
}
PAPERS: Mapping[str, Message] = {"a4": say("A4"), "a3": say("A3")}


class Offer(NamedTuple):
    """A kind of print. ``languages`` it can be made in, ``most`` of them on one sheet (1: each has a file of its own; 0: none is
    chosen), ``always`` those that are there anyhow; ``channel`` is the usual way in ("" where none is chosen), ``pages`` maps the pages
    of a handout, and the names of letters, to their languages; ``copies``: whether a number of copies is asked for."""

    name: str
    languages: tuple[str, ...]
    most: int
    always: tuple[str, ...] = ()
    channel: str = ""
    papers: tuple[str, ...] = ()
    pages: Mapping[str, tuple[str, ...]] = {}
    copies: bool = True


def offers(site: Site) -> tuple[Offer, ...]:
    """Everything that can be made of a site as it is."""
    found = [*_letters(site), *_sheets(site)]
    if any(name == SLIDE.name for _, name in site.sheets) and site.channels:
        found.append(Offer(SLIDES, _in_order(site, (code for code, name in site.sheets if name == SLIDE.name)), 1, (), _usual(site, BOARD), copies=False))
    if site.published:
        found.append(Offer(BOOKLET, tuple(language.code for language in site.published), 1, copies=False))
    if site.channels:
        found.append(Offer(CODE, (), 0, (), next(iter(site.channels)), copies=False))
    return tuple(sorted(found, key=lambda one: list(LABELS).index(one.name)))


def _letters(site: Site) -> Iterable[Offer]:
    pages = {name: _in_order(site, (code for code, other in site.letters if other == name)) for name in letter_names(site)}
    if pages:
        languages = _in_order(site, {code for codes in pages.values() for code in codes})
        yield Offer(LETTER, languages, 1, pages=pages)


def _sheets(site: Site) -> Iterable[Offer]:
    source = site.settings.source
    for kind in KINDS.values() if site.channels else ():
        papers = tuple(kind.code_mm)
        channel = _usual(site, USUAL.get(kind.name, "affisch"))
        if kind.name == HANDOUT:
            names = [name for code, name in site.pages if code == source and name not in WITHOUT]
            pages = {name: _in_order(site, (code for code, other in site.pages if other == name)) for name in sorted(names)}
            languages = _in_order(site, {code for codes in pages.values() for code in codes})
            yield Offer(kind.name, languages, 1, (), channel, papers, pages)
            continue
        written = {code for code, name in site.sheets if name == kind.name}
        always = tuple(source if code == "source" else code for code in kind.always)
        if source in written and set(always) <= written:
            yield Offer(kind.name, _in_order(site, written), kind.most, always, channel, papers)


def _usual(site: Site, name: str) -> str:
    return name if name in site.channels else next(iter(site.channels), "")


def _in_order(site: Site, codes: Iterable[str]) -> tuple[str, ...]:
    """Languages in the order of the site's table."""
    wanted = set(codes)
    return tuple(code for code in site.languages if code in wanted)


def language_names(site: Site, speak: str) -> dict[str, str]:
    """What staff call the languages, by code."""
    names = site.language_names
    return {code: names.get((speak, code), language.name) for code, language in site.languages.items()}


def channel_names(site: Site, speak: str) -> dict[str, str]:
    """What staff call the ways in, by name."""
    return {channel.name: words_in(channel.names, (speak, "sv"))[1] for channel in site.channels.values()}


def envelope_names(envelopes: Mapping[str, Envelope]) -> dict[str, Message]:
    """What staff call the envelopes; one of their own goes by its name."""
    return {name: ENVELOPES.get(name, say("%(name)s", name=name)) for name in envelopes}
