"""All of the site in one language as a document (templates/print/booklet.typ): what its template sees, and the PDF of it.

Tagged (PDF/UA-1, PDF/A-2a), and always the same bytes.
"""

from __future__ import annotations

from typing import NamedTuple

from press.adapters import packing, pdf
from press.makers.extra_views import BOOKLET_TEMPLATES
from press.makers.handouts import About, Part, about_data, part_data
from press.makers.tones import Tone, language_parts, tone_data


class Piece(NamedTuple):
    """Blocks that follow each other in one language."""

    tone: Tone
    parts: tuple[Part, ...]


class Chapter(NamedTuple):
    """A page of the site. ``target`` is what words elsewhere in the booklet call it by; ``title`` is in ``tone``; ``shown`` is the
    title where others may see it; ``notices`` are told the reader first, in the booklet's language; ``neutral``: it is
    about safety, and its title stands nowhere but on its own page."""

    target: str
    tone: Tone
    title: str
    shown: str
    neutral: bool
    notices: tuple[str, ...]
    pieces: tuple[Piece, ...]
    about: About


class Booklet(NamedTuple):
    """A booklet's words, everything resolved. ``address`` is where the newest version is, ``date`` (label, words) when anything
    in it was last checked, ``contents`` stands over the list of pages; ``created`` is in Unix seconds."""

    tone: Tone
    name: str
    site: str
    tagline: str
    sender: str
    address: str
    date: tuple[str, str]
    contents: str
    chapters: tuple[Chapter, ...]
    created: int
    templates: pdf.Files


def booklet(view: Booklet) -> bytes:
    """The PDF. Raises :class:`press.adapters.pdf.PdfError` (a glyph or a font is missing, the template has a mistake)."""
    own = language_parts(view.tone.tag)
    data = {
        "versions": [{**tone_data(view.tone, "simple"), "name": view.name, "site": view.site, "tagline": view.tagline}],
        "paper": {"scale": 1.0},
        "link": view.address,
        "title": f"{view.site} – {view.tagline}",
        "sender": view.sender,
        "date": list(view.date),
        "contents": view.contents,
        "chapters": [_chapter(chapter, own) for chapter in view.chapters],
    }
    return packing.packed(pdf.pdf(view.templates, BOOKLET_TEMPLATES[-1], data, created=view.created))


def _chapter(chapter: Chapter, own: dict[str, str]) -> dict[str, object]:
    return {
        "target": chapter.target,
        "v": tone_data(chapter.tone, "simple"),
        "title": chapter.title,
        "shown": chapter.shown,
        "neutral": chapter.neutral,
        "notices": list(chapter.notices),
        "pieces": [
            {"v": tone_data(piece.tone, "simple"), "parts": [part_data(part, language_parts(piece.tone.tag)) for part in piece.parts]}
            for piece in chapter.pieces
        ],
        "about": about_data(chapter.about, own),
    }
