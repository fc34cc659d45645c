"""A letter in Swedish and the recipient's language becomes a PDF (PDF/A-2a, PDF/UA-1), or the blank of a print run.

Always the same bytes. The template (templates/print/letter.typ) sees exactly what stands in :class:`LetterView`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from press import phrases
from press.adapters import pdf, plates, qr
from press.envelopes import Envelope
from press.makers.tones import Direction, language_parts

CODE_MM = 25.0
"""The side of the code without its quiet zone: where the decode rate stops rising (LETTERS.md, "The code")."""

MAX_ADDRESS_LINES = 7
"""GOV.UK Notify takes 3 to 7 lines; so does the window (LETTERS.md)."""

ASCENDER = 1.069
"""How far Noto Sans reaches above its baseline, in em: the address hangs from the top of its place by it."""

EDGE_MM = 5.0
"""What an office printer leaves white along every edge; nothing may be printed there."""


@dataclass(frozen=True, slots=True)
class AddressStyle:
    """How an address of at most ``most`` lines is set: ``size`` in pt, ``pitch`` (from line to line) in mm."""

    most: int
    size: float
    pitch: float


ADDRESS_STYLES = (AddressStyle(6, 11.0, 4.9), AddressStyle(MAX_ADDRESS_LINES, 10.0, 4.2))
"""Postal operators ask for 10 to 12 pt (LETTERS.md, "Swedish letters"): seven lines are the most that fit."""


REFERENCE_MM, REFERENCE_SIZE = 34.0, 9.2
"""The gap for a reference in a print run, and the largest size (pt) in which it is set there (templates/print/letter.typ)."""


# Msgids (press.phrases and the page templates bring them into the catalogs).
REFERENCE = "Reference:"
# The same sentences as on the pages: what is said twice is translated once and reads alike.
DEMONSTRATION = phrases.DEMONSTRATION
MACHINE = phrases.MACHINE
MESSAGES = (REFERENCE, DEMONSTRATION, MACHINE)
"""Every msgid a letter needs in the catalogs of its languages."""

SAMPLE_ADDRESS = ("EXEMPEL", "Förnamn Efternamn", "Exempelgatan 1", "000 00  EXEMPELSTAD")
"""What stands in the window when no recipient is given. 000 00 is no postal code, so it can never reach anyone."""


@dataclass(frozen=True, slots=True)
class Span:
    """Words in one manner. ``tag`` is the language when it is not the version's own; ``isolated`` are numbers and
    addresses, which run left to right and stay on one line in every language; ``to`` is the label of the place in the same
    document that the words lead to."""

    text: str
    strong: bool = False
    tag: str = ""
    direction: Direction = "ltr"
    isolated: bool = False
    break_after: bool = False
    to: str = ""


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A paragraph, heading (``number`` is its level) or list item (``number`` counts; 0 is a bullet)."""

    kind: Literal["paragraph", "heading", "item"]
    spans: tuple[Span, ...]
    number: int = 0


@dataclass(frozen=True, slots=True)
class Version:
    """The letter in one language, everything resolved. ``font`` is the language's print font."""

    tag: str
    direction: Direction
    script: str
    font: str
    site: str
    tagline: str
    sender: str
    title: str
    date: str
    reference_label: str
    notice: str
    blocks: tuple[TextBlock, ...]


@dataclass(frozen=True, slots=True)
class LetterView:
    """All that a letter is made from. Lengths in mm.

    ``versions`` is Swedish alone, or Swedish and one more. ``link`` is the address in the code, and ``printed_link`` the
    same in clear text beside it. ``created`` (Unix seconds) is the date in the file's metadata. ``templates`` are
    (name, text) of templates/print/. ``proof`` draws the window, the folds and the edges, which are not printed.
    """

    versions: tuple[Version, ...]
    address: tuple[str, ...]
    reference: str
    link: str
    printed_link: str
    envelope: Envelope
    created: int
    templates: pdf.Files
    code_mm: float = CODE_MM
    level: str = "Q"
    proof: bool = False


@dataclass(frozen=True, slots=True)
class Gap:
    """A place in a blank that is filled in for each letter: ``page`` from 0, its left end ``x`` and baseline ``y`` in pt from
    the top left corner, its ``width`` and the text's ``size`` in pt; ``right``: the text ends at the right edge."""

    page: int
    x: float
    y: float
    width: float
    size: float
    right: bool


@dataclass(frozen=True, slots=True)
class Blank:
    """A letter without a recipient (PDF/A-2u, not tagged), and where its references go."""

    document: bytes
    gaps: tuple[Gap, ...]


def letter(view: LetterView) -> bytes:
    """The PDF, tagged. Raises :class:`press.adapters.pdf.PdfError` (a glyph or a font is missing, the template has a
    mistake) and :class:`press.adapters.qr.TooLong`."""
    return _black(pdf.pdf(view.templates, "letter.typ", _data(view, run=False), created=view.created))


def blank(view: LetterView) -> Blank:
    """The letter as the pages of a print run share it: its address left out, and a gap for the reference if it has one
    (what the reference says does not matter). Raises as :func:`letter` does."""
    data = _data(view, run=True)
    document = pdf.pdf(view.templates, "letter.typ", data, created=view.created, standards=("a-2u",))
    found = pdf.query(view.templates, "letter.typ", data, "<gap>") if view.reference else []
    gaps = [Gap(at["page"] - 1, at["x"], at["y"], at["width"], at["size"], at["dir"] == "rtl") for at in found]
    return Blank(_black(document), tuple(gaps))


def _black(document: bytes) -> bytes:
    """The letter on the black plate alone; with a designer's colours in it, as it is."""
    try:
        return plates.one_plate(document)
    except plates.NotGrey:
        return document


def style_of(lines: int) -> AddressStyle:
    """How an address of so many lines is set."""
    return next(style for style in ADDRESS_STYLES if lines <= style.most or style is ADDRESS_STYLES[-1])


def _data(view: LetterView, run: bool) -> dict[str, object]:
    """What the template sees. Lengths in mm, sizes of letters in pt."""
    rows, envelope, style = qr.matrix(view.link, view.level), view.envelope, style_of(len(view.address))
    window = {name: getattr(envelope, name) for name in ("x", "y", "width", "height", "inset_x", "inset_y", "cover")}
    return {
        "versions": [_version(version) for version in view.versions],
        "address": [] if run else list(view.address),
        "style": {"size": style.size, "pitch": style.pitch},
        "reference": view.reference,
        "link": view.link,
        "printed_link": view.printed_link,
        "window": window,
        "folds": list(envelope.folds),
        "edge": EDGE_MM,
        "run": run,
        "reference_width": REFERENCE_MM,
        "proof": view.proof,
        "code": {"path": qr.path(rows), "side": len(rows), "size": view.code_mm},
    }


def _version(version: Version) -> dict[str, object]:
    own = language_parts(version.tag)
    return {
        **own,
        "script": version.script,
        "dir": version.direction,
        # The language's own font first, so that spaces and full stops are its own too; Latin words from Noto Sans.
        "fonts": list(dict.fromkeys((version.font, "Noto Sans"))),
        "site": version.site,
        "tagline": version.tagline,
        "sender": version.sender,
        "title": version.title,
        "date": version.date,
        "reference_label": version.reference_label,
        "notice": version.notice,
        "blocks": grouped(version.blocks, own),
    }


def grouped(blocks: tuple[TextBlock, ...], own: dict[str, str]) -> list[dict[str, object]]:
    """The blocks as the template takes them: list items that follow each other are one list, so that a screen reader
    says how many there are. Every block has ``lines`` (of spans); all but lists have one."""
    found: list[dict[str, object]] = []
    lines: list[object] = []
    before: TextBlock | None = None
    for block in blocks:
        follows = (
            before is not None
            and before.kind == block.kind == "item"
            and (block.number == 0 or block.number == before.number + 1)
        )
        if not follows:
            lines = []
            found.append(
                {"kind": "list" if block.kind == "item" else block.kind, "number": block.number, "lines": lines}
            )
        lines.append([span_data(span, own) for span in block.spans])
        before = block
    return found


def span_data(span: Span, own: dict[str, str]) -> dict[str, object]:
    """A span as a template sees it; ``own`` are the version's :func:`language_parts`."""
    return {
        "text": span.text,
        "strong": span.strong,
        "isolated": span.isolated,
        "break": span.break_after,
        "foreign": bool(span.tag),
        "dir": span.direction,
        **(language_parts(span.tag) if span.tag else own),
        **({"to": span.to} if span.to else {}),
    }
