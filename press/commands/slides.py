"""``build.py slides``: the invitation to the site for boards in waiting rooms, in the languages that were asked for.

The words are those of the door sign (``content/<language>/sheets/door-sign.md``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from press.adapters import decode, pdf, qr, raster
from press.adapters.templates import Templates
from press.commands.letter_view import ReadSource
from press.commands.qr import Made, cannot_print, link_of, read_templates, unknown_channel, unregistered, wrong_code
from press.commands.sheet_view import view_of
from press.commands.sheets import wrong_languages
from press.makers import slides
from press.makers.sheets import KINDS
from press.model import Channel, Site
from press.problems import Place, Problem, in_order, say
from press.words import words_in

HERE = Place("build.py slides")
KIND = replace(KINDS["door-sign"], always=(), most=1)
"""The sheet whose words the slides show: a headline and one sentence, in any number of languages."""
USUAL = "e-tavla"
LEAST, MOST = 5, 120
"""Seconds a slide may stand: a person must have time to read it and take up a telephone, and the others wait for their turn."""


def make_slides(
    site: Site,
    languages: Sequence[str],
    channel_name: str,
    seconds: int,
    *,
    templates: Templates,
    read_source: ReadSource,
    date: str,
    pictures: bool = False,
) -> Made:
    """``slides-e-tavla.html``, and with ``pictures`` a ``slide-e-tavla-sv.png`` for each language. Nothing is handed out when anything is
    wrong: every slide is also set by typst, which stops at a missing letter, and its code read back."""
    channel_name = channel_name or USUAL
    problems = wrong_languages(site, KIND, languages, HERE)
    if not LEAST <= seconds <= MOST:
        what = say("A slide cannot stand for %(seconds)s seconds.", seconds=seconds)
        fix = say("Choose between %(least)s and %(most)s: people must have time to read and to take up a telephone.", least=LEAST, most=MOST)
        problems.append(Problem(HERE, what, fix))
    if channel_name not in site.channels:
        problems.append(unknown_channel(site, channel_name))
    if problems:
        return Made((), in_order(problems))
    channel, codes = site.channels[channel_name], tuple(dict.fromkeys(languages))
    problems += unregistered(site, channel)
    sheet = view_of(site, KIND, codes, channel, "a4", read_source=read_source, date=date, problems=problems)
    view = slides.SlidesView(
        template=templates.digest("slides.html"),
        title=words_in(site.settings.name, (site.settings.source,))[1],
        lang=site.languages[codes[0]].tag,
        address=link_of(site.settings, channel),
        seconds=seconds,
        slides=tuple(slides.slide(text) for text in sheet.versions),
    )
    if any(found.severity == "error" for found in problems):
        return Made((), in_order(problems))
    files = [(f"slides-{channel.name}.html", slides.page(view, templates))]
    typst = read_templates(read_source, slides.TEMPLATES)
    for code, one in zip(codes, view.slides, strict=True):
        where = Place(site.sheets[code, KIND.name].path)
        try:
            problems += _proved(slides.document(view, one, typst), view.address, channel)
            if pictures:
                files.append((f"slide-{channel.name}-{code}.png", slides.picture(view, one, typst)))
        except (pdf.PdfError, qr.TooLong) as error:
            problems.append(cannot_print(where, error))
    return Made(() if any(found.severity == "error" for found in problems) else tuple(files), in_order(problems))


def _proved(document: bytes, address: str, channel: Channel) -> list[Problem]:
    """The problem of a code that a scanner does not read as it should, at the resolution of a board."""
    picture = raster.render(document, dpi=72)
    seen = [code.text for code in decode.codes(picture.pixels, picture.width, picture.height)]
    return [] if seen == [address] else [wrong_code(channel.place, address, seen)]
