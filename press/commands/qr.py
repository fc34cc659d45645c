"""``build.py qr CHANNEL``: the code of one channel, to hand to a print shop or a designer."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from press.adapters import decode, pdf, plates, qr, raster
from press.makers import codes, inks
from press.model import Channel, Settings, Site
from press.problems import Place, Problem, did_you_mean, say

TEMPLATES = "templates/print/"
CODE_TEMPLATES = ("common.typ", "code.typ")
SMALLEST_MM = 15.0
"""Below this more than a third of the damaged codes are lost (LETTERS.md, "The code")."""
LONGEST_MEASURED = 30
"""The longest address, in characters, for which the sizes of LETTERS.md were measured."""


@dataclass(frozen=True, slots=True)
class Made:
    """What an errand made: ``files`` are (file name, bytes), empty when there is any error among ``problems``."""

    files: tuple[tuple[str, bytes], ...]
    problems: tuple[Problem, ...]


def make_codes(
    site: Site,
    channel_name: str,
    *,
    read_source: Callable[[str], bytes],
    formats: Sequence[str] = codes.FORMATS,
    size_mm: float = 25.0,
    level: str = "Q",
    dpi: float = 600,
    colour: str = "",
    paper: str = "",
) -> Made:
    """The code of a channel as ``ut-kort.svg``, ``.pdf``, ``.eps``, ``.png``.

    ``size_mm`` is the side of the code without its quiet zone, ``level`` L, M, Q or H, ``dpi`` of the PNG (rounded so
    that a module is whole pixels). ``read_source`` gives the bytes of a project file. ``colour`` is black, a screen colour
    or a spot colour with its screen equivalent (:func:`press.makers.inks.read_ink`), ``paper`` what it will lie on. The PDF
    is rendered and decoded before anything is handed out, whatever formats were asked for: all draw the same matrix.
    """
    channel = site.channels.get(channel_name)
    ink, ground, problems = read_colours(colour, paper, formats)
    problems = [*_wrong_wishes(formats, size_mm, level, dpi), *problems]
    if channel is None:
        problems.append(unknown_channel(site, channel_name))
    if channel is None or any(problem.severity == "error" for problem in problems):
        return Made((), tuple(problems))
    link = link_of(site.settings, channel)
    if len(link) > LONGEST_MEASURED:
        problems.append(long_link(channel, link))
    problems.extend(unregistered(site, channel))
    templates = read_templates(read_source, CODE_TEMPLATES)
    view = codes.CodeView(link, link, templates, size_mm=size_mm, level=level, ink=ink)
    makers: dict[str, Callable[[], bytes]] = {
        "svg": lambda: codes.svg(view),
        "pdf": lambda: codes.document(view),
        "eps": lambda: codes.eps(view),
        "png": lambda: codes.png(view, dpi),
    }
    try:
        proof = codes.document(view)
        files = tuple((f"{channel.name}.{format}", makers[format]()) for format in dict.fromkeys(formats))
    except (pdf.PdfError, qr.TooLong) as error:
        return Made((), (*problems, cannot_print(channel.place, error)))
    except plates.NotGrey as error:
        return Made((), (*problems, _two_inks(error)))
    picture = raster.render(proof, dpi=300)
    seen = decode.codes(_on_paper(picture.pixels, ink.rgb, ground), picture.width, picture.height)
    if [code.text for code in seen] != [link]:
        problems.append(wrong_code(channel.place, link, [code.text for code in seen]))
        return Made((), tuple(problems))
    return Made(files, tuple(problems))


def read_colours(colour: str, paper: str, formats: Sequence[str] = ()) -> tuple[inks.Ink, inks.Rgb, list[Problem]]:
    """The ink and the paper that were asked for, and what is wrong with them for a scanner or a print shop."""
    here = Place("build.py qr")
    ink, problems = inks.read_ink(colour, here)
    ground, more = inks.read_paper(paper, here)
    problems += more
    if not problems:
        problems += inks.unseen(ink, ground, here)
    if not problems and not ink.black and not ink.spot and {"pdf", "eps"} & set(formats):
        what = say(
            "%(colour)s is a screen colour: offset print makes it of four inks, and the edges of the code blur.",
            colour=ink.hex,
        )
        fix = say(
            "Fine for screens and office printers. For a print shop, name the ink: “NAME OF THE INK=%(colour)s”.",
            colour=ink.hex,
        )
        problems.append(Problem(here, what, fix, "warning"))
    return ink, ground, problems


def _on_paper(pixels: bytes, ink: inks.Rgb, paper: inks.Rgb) -> bytes:
    """The grey page (0 black, 255 white) as it looks on coloured paper: white becomes the paper's grey, ink stays ink."""
    if paper == inks.WHITE:
        return pixels
    # The weights with which cameras and decoders make grey (ITU-R BT.601).
    dark, light = (round(0.299 * red + 0.587 * green + 0.114 * blue) for red, green, blue in (ink, paper))
    seen = [round(dark + (value - dark) * (light - dark) / (255 - dark)) for value in range(256)]
    return pixels.translate(bytes(min(255, max(0, value)) for value in seen))


def _two_inks(error: plates.NotGrey) -> Problem:
    """The template paints something that is neither black nor white."""
    return Problem(
        Place(TEMPLATES + "code.typ"),
        say(
            "The code's page cannot be printed with one ink: it holds a colour or a picture (%(what)s).",
            what=error.what,
        ),
        say("Use black, white and grey only in the template; the ink is chosen beside it.", how="--colour"),
    )


def unregistered(site: Site, channel: Channel) -> list[Problem]:
    """A warning when an address is about to be printed that no build protects yet."""
    if any(printed.address == f"/q/{channel.address}" for printed in site.printed):
        return []
    what = say("The address /q/%(address)s is not in content/addresses.yaml yet.", address=channel.address)
    fix = say(
        "Register it before it goes to print, so that no build can break it.",
        how=f"python3 build.py addresses add {channel.name} --by … --what … --where … --copies N",
    )
    return [Problem(channel.place, what, fix, "warning")]


def link_of(settings: Settings, channel: Channel) -> str:
    """The address that is printed for a channel: ``https://omsverige.example/q/ut``."""
    return f"{settings.base_url.rstrip('/')}/q/{channel.address}"


def read_templates(read_source: Callable[[str], bytes], names: Sequence[str]) -> pdf.Files:
    """The print templates as (name, text)."""
    return tuple((name, read_source(TEMPLATES + name).decode()) for name in names)


def unknown_channel(site: Site, name: str) -> Problem:
    """Nobody has defined the channel."""
    return Problem(
        Place("content/channels.yaml"),
        say("There is no channel “%(name)s”.", name=name),
        did_you_mean(name, site.channels, say("Use one of: %(known)s.", known=", ".join(sorted(site.channels)) or "–")),
    )


def cannot_print(place: Place, error: pdf.PdfError | qr.TooLong) -> Problem:
    """What an adapter could not do, as a problem with a way out."""
    if isinstance(error, qr.TooLong):
        return Problem(
            place,
            say("The address is too long for a QR code."),
            say("Give the channel a shorter address in content/channels.yaml."),
        )
    if error.missing:
        return Problem(
            place,
            say(
                "These characters cannot be printed, the page's fonts lack them: %(missing)s",
                missing=_shown(error.missing),
            ),
            say("Write them in another way, or ask the developers to add a font package for the script."),
        )
    return Problem(
        place,
        say("The page cannot be made: %(reason)s", reason=error.sentence),
        say(
            "%(hint)s",
            hint=error.hints[0]
            if error.hints
            else "Undo the last change in templates/print/, or show this to a developer.",
        ),
    )


def _shown(missing: str) -> str:
    """Characters to name in a sentence: a combining mark on a dotted circle, since it cannot stand alone."""
    return " ".join("\u25cc" + character if unicodedata.combining(character) else character for character in missing)


def wrong_code(place: Place, link: str, seen: Sequence[str]) -> Problem:
    """The finished page does not decode to what it should."""
    if not seen:
        what = say("The code on the finished page cannot be read by a scanner.")
    else:
        what = say("The finished page leads to %(seen)s instead of %(link)s.", seen=" and ".join(seen), link=link)
    return Problem(
        place,
        what,
        say("Nothing has been delivered. Undo the last change in templates/print/, or make the code larger."),
    )


def long_link(channel: Channel, link: str) -> Problem:
    """A warning about an address longer than those for which sizes were measured."""
    return Problem(
        channel.place,
        say(
            "The printed address has %(count)s characters; codes scan best up to %(best)s.",
            count=len(link),
            best=LONGEST_MEASURED,
        ),
        say("Choose a shorter address while nothing has been printed, or print the code larger than 25 mm."),
        "warning",
    )


def _wrong_wishes(formats: Sequence[str], size_mm: float, level: str, dpi: float) -> list[Problem]:
    """What the command was asked for and cannot give. The place is the command itself."""
    here, found = Place("build.py qr"), []
    for format in formats:
        if format not in codes.FORMATS:
            found.append(
                Problem(
                    here,
                    say("“%(format)s” is not a format for codes.", format=format),
                    did_you_mean(
                        format, codes.FORMATS, say("Use one or more of: %(known)s.", known=", ".join(codes.FORMATS))
                    ),
                )
            )
    if not SMALLEST_MM <= size_mm <= 1000:
        found.append(
            Problem(
                here,
                say("A code of %(size)s mm is not printed.", size=f"{size_mm:g}"),
                say(
                    "Choose 25 mm for letters and cards, never under %(least)s mm, at most 1000 mm.",
                    least=f"{SMALLEST_MM:g}",
                ),
            )
        )
    if level not in qr.LEVELS:
        found.append(
            Problem(
                here,
                say("“%(level)s” is not a level of error correction.", level=level),
                say("Use Q; the levels are L, M, Q and H."),
            )
        )
    if not 72 <= dpi <= 2400:
        found.append(
            Problem(
                here,
                say("A picture of %(dpi)s dots an inch is not made.", dpi=f"{dpi:g}"),
                say("Use a number between 72 and 2400; print shops ask for 300 or 600."),
            )
        )
    return found
