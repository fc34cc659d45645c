"""A sheet to order becomes a PDF: poster, flyer, short information in many languages, cards, door sign.

Always the same bytes. A template (templates/print/) sees exactly what stands in :class:`SheetView`. What several languages
share stands once; sheets that are cut have their boxes set (trim and bleed).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from press.adapters import boxes, pdf, qr
from press.makers.letters import TextBlock, grouped
from press.makers.tones import Direction, language_parts

CARD_MM = (85.0, 55.0)
"""A business card as it is sold in Sweden."""
BLEED_MM = 3.0
"""What print shops ask for where colour goes over the edge (LETTERS.md)."""
PAPERS = {"a4": (210.0, 297.0), "a3": (297.0, 420.0)}
"""Width and height in mm (ISO 216)."""
UNTAGGED = ("a-2u",)
"""Sheets that are cut are nobody's to read on a screen: several copies on one page have no order."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of sheet. ``most``: languages on one sheet (1 gives every language a sheet of its own); ``code_mm`` by paper;
    ``up``: how many are cut out of one sheet; ``shape``: what the text is made of, list items counted (empty: anything).

    ``file`` is what the finished file is called: what is meant to be kept unseen has a name that says nothing.
    """

    name: str
    most: int
    code_mm: dict[str, float]
    shape: tuple[str, ...]
    items: int = 0
    up: int = 1
    file: str = ""
    always: tuple[str, ...] = ()

    @property
    def template(self) -> str:
        """The template's file name."""
        return {"discreet-card": "card.typ"}.get(self.name, f"{self.name}.typ")


TOPICS = ("paragraph", "list", "paragraph")
KINDS = {
    kind.name: kind
    for kind in (
        Kind("poster", 3, {"a4": 62.0, "a3": 88.0}, TOPICS, items=6),
        Kind("flyer", 1, {"a4": 28.0}, TOPICS, items=4, up=4),
        Kind("languages", 24, {"a4": 34.0, "a3": 48.0}, ("paragraph",)),
        Kind("card", 1, {"a4": 24.0}, ("paragraph",), up=10),
        # Nobody who sees the file's name may guess what the card is for.
        Kind("discreet-card", 1, {"a4": 24.0}, ("paragraph",), up=10, file="card-2"),
        Kind("door-sign", 6, {"a4": 115.0, "a3": 165.0}, ("paragraph",), always=("source", "en")),
        Kind("handout", 1, {"a4": 28.0}, ()),
    )
}
"""Every kind of sheet, by name."""

PICTOGRAMS = {
    "poster": ("learn", "work", "children", "health", "rights", "help"),
    "flyer": ("learn", "work", "children", "health"),
    "door-sign": ("scan",),
}
"""The drawings of a kind (templates/pictograms/), those of a list in the order of its items."""


@dataclass(frozen=True, slots=True)
class SheetText:
    """A sheet's words in one language, everything resolved. ``name`` is the language's own name; ``small`` is the small
    print: who stands behind it, how it was translated."""

    tag: str
    direction: Direction
    script: str
    font: str
    name: str
    site: str
    tagline: str
    title: str
    sender: str
    notice: str
    blocks: tuple[TextBlock, ...]


@dataclass(frozen=True, slots=True)
class SheetView:
    """All that a sheet is made from. ``title`` goes into the metadata; ``number`` is the telephone number a sheet of many
    languages shows large (or empty); ``pictograms`` are (name, SVG); ``created`` is in Unix seconds."""

    kind: str
    paper: str
    versions: tuple[SheetText, ...]
    title: str
    number: str
    link: str
    created: int
    templates: pdf.Files
    pictograms: tuple[tuple[str, str], ...] = ()
    level: str = "Q"
    more: dict[str, object] = field(default_factory=dict)


def sheet(view: SheetView) -> bytes:
    """The PDF: tagged (PDF/UA-1, PDF/A-2a), or PDF/A-2u with its trim and bleed where it is cut. Raises
    :class:`press.adapters.pdf.PdfError` (a glyph or a font is missing, the text does not fit, the template has a mistake)
    and :class:`press.adapters.qr.TooLong`."""
    kind = KINDS[view.kind]
    data = _data(view, kind)
    if kind.up == 1:
        return pdf.pdf(view.templates, kind.template, data, created=view.created)
    document = pdf.pdf(view.templates, kind.template, data, created=view.created, standards=UNTAGGED)
    return boxes.with_boxes(document, *cut_boxes(kind, view.paper))


def places(kind: Kind, paper: str) -> tuple[tuple[float, float, float, float], ...]:
    """Where the copies stand on a sheet: (x, y, width, height) in mm from the top left corner, row by row. The grid lies in
    the sheet's middle, so what is printed on the back after a turn over the long edge stands behind its front."""
    sheet_width, sheet_height = PAPERS[paper]
    if kind.up == 1:
        return ((0.0, 0.0, sheet_width, sheet_height),)
    if kind.up == 4:
        width, height = sheet_width / 2, sheet_height / 2
        gap, columns, rows = 0.0, 2, 2
    else:
        # Columns stand two bleeds apart; in a column the band of colour runs on from card to card, so one cut parts them.
        (width, height), gap, columns = CARD_MM, 2 * BLEED_MM, 2
        rows = kind.up // columns
    left = (sheet_width - columns * width - (columns - 1) * gap) / 2
    top = (sheet_height - rows * height) / 2
    return tuple(
        (left + column * (width + gap), top + row * height, width, height)
        for row in range(rows)
        for column in range(columns)
    )


def cut_boxes(kind: Kind, paper: str) -> tuple[boxes.Box, boxes.Box]:
    """The trim box and the bleed box of a sheet that is cut: all copies together, mm from the top left corner."""
    found = places(kind, paper)
    left, top = found[0][:2]
    right, bottom = found[-1][0] + found[-1][2], found[-1][1] + found[-1][3]
    bleed = BLEED_MM if kind.up == 10 else 0.0
    trim = (left, top, right - left, bottom - top)
    return trim, (left - bleed, top - bleed, trim[2] + 2 * bleed, trim[3] + 2 * bleed)


def sheets_needed(kind: Kind, copies: int) -> int:
    """How many sheets of paper give so many copies."""
    return -(-copies // kind.up)


def _data(view: SheetView, kind: Kind) -> dict[str, object]:
    """What the template sees; lengths in mm."""
    rows = qr.matrix(view.link, view.level)
    width, height = PAPERS[view.paper]
    return {
        "versions": [_version(version) for version in view.versions],
        "title": view.title,
        "number": view.number,
        "link": view.link,
        "code": {"path": qr.path(rows), "side": len(rows), "size": kind.code_mm[view.paper]},
        "paper": {"name": view.paper, "width": width, "height": height, "scale": width / PAPERS["a4"][0]},
        "places": [list(place) for place in places(kind, view.paper)],
        "bleed": BLEED_MM,
        "topics": list(PICTOGRAMS.get(view.kind, ())),
        "pictograms": dict(view.pictograms),
        **view.more,
    }


def _version(version: SheetText) -> dict[str, object]:
    own = language_parts(version.tag)
    return {
        **own,
        "script": version.script,
        "dir": version.direction,
        "fonts": list(dict.fromkeys((version.font, "Noto Sans"))),
        "name": version.name,
        "site": version.site,
        "tagline": version.tagline,
        "title": version.title,
        "sender": version.sender,
        "notice": version.notice,
        "blocks": grouped(version.blocks, own),
    }
