"""Slides for boards in waiting rooms: one HTML file that needs nothing else, or a PNG a language for boards that take pictures.

Everything is inside the file, the code as SVG and the letters as a part of their typeface, so that it works from a USB stick,
without a network, on a board that has never seen the script. CSS turns the slides; a script only lets one stop them.
"""

from __future__ import annotations

import base64
from typing import NamedTuple

from press.adapters import pdf, qr, webfont
from press.adapters.templates import Templates
from press.makers.assets import hash_source, smaller_css, smaller_js
from press.makers.sheets import SheetText
from press.makers.tones import Tone, tone_data

TEMPLATES = ("common.typ", "sheet.typ", "slide.typ")
"""The templates of a slide as a picture, the main one last."""
WIDTH, HEIGHT = 1920, 1080
LEVEL = "Q"
FADE = 0.6
"""How long a slide takes to come and to go, seconds."""


class Slide(NamedTuple):
    """One language's words: the site's name, a headline, a sentence, and the small print."""

    tone: Tone
    name: str
    site: str
    title: str
    sentence: str
    small: str


class SlidesView(NamedTuple):
    """All that a file of slides is made from. ``address`` is where the code leads; ``seconds`` how long each slide stands."""

    template: str
    title: str
    lang: str
    address: str
    seconds: int
    slides: tuple[Slide, ...]


def slide(text: SheetText) -> Slide:
    """The slide of a sheet's text that is one paragraph."""
    tone = Tone(text.tag, text.direction, text.script, text.font)
    sentence = "".join(span.text for span in text.blocks[0].spans)
    small = f"{text.sender} {text.notice}".strip()
    return Slide(tone, text.name, text.site, text.title, sentence, small)


def page(view: SlidesView, templates: Templates) -> bytes:
    """The HTML file. Pure: ``view.template`` is a digest of what is read from ``templates``."""
    rows = qr.matrix(view.address, LEVEL)
    style = smaller_css(templates.source("slides.css").decode()) + _turning(view) + _faces(view)
    script = smaller_js(templates.source("slides.js").decode()).replace("SECONDS", str(view.seconds))
    policy = (
        f"default-src 'none'; style-src '{hash_source(style)}'; script-src '{hash_source(script)}'; font-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    side = len(rows) + 8
    return templates.render(
        "slides.html",
        view=view,
        shown=view.address.removeprefix("https://"),
        style=style,
        script=script,
        policy=policy,
        side=side,
        path=qr.path(rows),
    ).encode()


def document(view: SlidesView, one: Slide, templates: pdf.Files) -> bytes:
    """A slide as PDF, 1920 × 1080 pt, held to a standard so that a missing letter is an error. Raises
    :class:`press.adapters.pdf.PdfError`."""
    return pdf.pdf(templates, TEMPLATES[-1], _data(view, one), created=0, standards=("a-2u",))


def picture(view: SlidesView, one: Slide, templates: pdf.Files) -> bytes:
    """A slide as PNG, 1920 × 1080 pixels. Raises :class:`press.adapters.pdf.PdfError`."""
    return pdf.png(templates, TEMPLATES[-1], _data(view, one), ppi=72)


def _data(view: SlidesView, one: Slide) -> dict[str, object]:
    rows = qr.matrix(view.address, LEVEL)
    return {
        "versions": [{**tone_data(one.tone), **one._asdict(), "tone": None}],
        "paper": {"scale": 1.0},
        "title": one.title,
        "link": view.address,
        "shown": view.address.removeprefix("https://"),
        "code": {"path": qr.path(rows), "side": len(rows)},
    }


def _turning(view: SlidesView) -> str:
    """The rules that show one slide after the other; one alone stands still. Without fading where movement is not wanted."""
    count = len(view.slides)
    if count == 1:
        return ".slide{visibility:visible;opacity:1}\n"
    share, fade = 100 / count, 100 * FADE / (count * view.seconds)
    lines = [
        f".slide{{animation:turn {count * view.seconds}s linear infinite}}",
        f"@keyframes turn{{0%{{opacity:0;visibility:visible}}{fade:.4f}%{{opacity:1}}{share - fade:.4f}%{{opacity:1}}"
        f"{share:.4f}%{{opacity:0;visibility:visible}}{share + 0.001:.4f}%,to{{opacity:0;visibility:hidden}}}}",
        f"@keyframes plain{{0%{{opacity:1;visibility:visible}}{share:.4f}%,to{{opacity:0;visibility:hidden}}}}",
    ]
    lines += [
        f".slide:nth-of-type({number + 1}){{animation-delay:{(number - count) * view.seconds if number else 0}s}}"
        for number in range(count)
    ]
    lines.append("@media (prefers-reduced-motion:reduce){.slide{animation-name:plain;animation-timing-function:step-end}}")
    return "\n".join(lines) + "\n"


def _faces(view: SlidesView) -> str:
    """The typefaces, cut down to the letters of the slides."""
    found = []
    families = dict.fromkeys(family for one in view.slides for family in (one.tone.font, "Noto Sans"))
    for family in families:
        words = [view.address, *(text for one in view.slides for text in (one.site, one.title, one.sentence, one.small)
                                 if family in (one.tone.font, "Noto Sans"))]  # fmt: skip
        data = base64.b64encode(webfont.webfont(family, "".join(words))).decode()
        found.append(
            f'@font-face{{font-family:"{family}";font-weight:100 900;src:url(data:font/woff;base64,{data}) format("woff")}}'
        )
    scripts = dict.fromkeys((one.tone.font, one.tone.tag) for one in view.slides)
    found += [f'.slide:lang({tag}){{font-family:"{font}","Noto Sans",sans-serif}}' for font, tag in scripts]
    return "\n".join(found) + "\n"
