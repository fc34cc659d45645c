"""Letters by the hundred thousand: one PDF in which every page draws a shared form and, over it, one recipient's lines.

Nothing but the address, the reference and the sequence differs between letters of a language, so nothing else is
written more than once. The file is PDF/A-2u (ISO 19005-2), written from front to back in one go, with its
cross-reference table as a stream (ISO 32000-1, 7.5.8), which takes a quarter of the space.
"""

from __future__ import annotations

import sys
import zlib
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from press.adapters.forms import Skeleton

PER_NODE = 64
"""Letters under one node of the page tree: a reader finds a page without going through all of them."""
LINE = "\n"
CHUNK = 1 << 20
"""Characters gathered before they are handed out: about this much memory, whatever the number of letters."""


class Spot(NamedTuple):
    """Where a line begins: ``x`` and baseline ``y`` in pt from the bottom left corner, ``size`` in pt; ``leading`` is the
    distance to the next line. ``width`` > 0: the text ends at ``x + width``, as right-to-left text beside it wants."""

    x: float
    y: float
    size: float
    leading: float = 0.0
    width: float = 0.0


class Form(NamedTuple):
    """How letters of one language are filled in. ``pages`` are the names of the forms of its pages, and after them ``backs``
    pages are left blank, so that every letter of a two-sided run begins on a front. ``addresses`` gives the place of an
    address, on the first page, by its number of lines; ``references`` are (page from 0, place); ``sequence`` is the
    same on every page."""

    pages: tuple[str, ...]
    addresses: Mapping[int, Spot]
    references: tuple[tuple[int, Spot], ...]
    sequence: Spot
    backs: int = 0


Letter = tuple[int, int, str]
"""One letter: its sequence, the index of its language's form, and its text: the address's lines joined by ``\\n`` and, after
``\\x1f``, the reference. A plain tuple: there are hundreds of thousands."""


class Run(NamedTuple):
    """All that a print run is made from, but its letters. ``job`` stands before every sequence; ``identity`` (16 bytes) is
    the file's own; ``widths`` (1/1000 em) place what is set flush right."""

    skeleton: Skeleton
    forms: tuple[Form, ...]
    widths: Mapping[str, int]
    job: str
    identity: bytes


def shown(text: str, odd: bool = True) -> str:
    """Text as the inside of a PDF string, or of several: UTF-16, two characters (Latin-1) a letter; ``\\n`` ends a string,
    shows it on a new line and begins the next. ``odd``: a letter may have a byte that must be escaped.

    No character that can be printed (:func:`press.adapters.typeface.advances`) has the byte of a line's end as its first,
    so none can be taken for half of one.
    """
    coded = text.encode("utf-16-be").decode("latin-1")
    if odd:
        coded = coded.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)").replace("\r", "\\r")
    return coded.replace("\0\n", ")'(")


def pages_of(form: Form) -> int:
    """The pages of one letter, blank backs counted."""
    return len(form.pages) + form.backs


def sequence_text(job: str, sequence: int) -> str:
    """What stands at the foot of every page of a letter."""
    return f"{job}-{sequence:06d}"


def print_run(run: Run, letters: Iterable[Letter]) -> Iterator[bytes]:
    """The file, piece by piece; the same run and letters give the same bytes.

    Raises ``KeyError`` for an address with a number of lines that its form has no place for; a character that is not in
    ``run.widths`` must have been refused before (it would be read as a code of its own).
    """
    skeleton, digits = run.skeleton, [shown(f"{number:03d}") for number in range(1000)]
    page = f"/Resources {skeleton.resources} 0 R/Contents "
    fillings = [[_filling(form, page, run) for page in range(pages_of(form))] for form in run.forms]
    last = max(skeleton.pages, *[number for number, _ in skeleton.objects])
    offsets = array("Q", bytes(8 * (last + 1)))
    parts, at, flushed = ["%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"], 15, 0
    for number, data in skeleton.objects:
        offsets[number] = at
        parts.append(f"{number} 0 obj\n{data.decode('latin-1')}\nendobj\n")
        at += len(parts[-1])
    nodes: list[str] = []
    kids: list[int] = []
    node, pages = last + 1, 0
    offsets.append(0)
    for count, (sequence, form, text) in enumerate(letters, 1):
        thousands, rest = divmod(sequence, 1000)
        mark = (digits[thousands] if thousands < 1000 else shown(str(thousands))) + digits[rest]
        lines, _, reference = text.partition("\x1f")
        for filling in fillings[form]:
            number = len(offsets)
            kids.append(number)
            content = filling(lines, reference, mark)
            made = f"{number} 0 obj\n<</Type/Page/Parent {node} 0 R{page}{number + 1} 0 R>>\nendobj\n"
            offsets.extend((at, at + len(made)))
            made += f"{number + 1} 0 obj\n<</Length {len(content)}>>stream\n{content}\nendstream\nendobj\n"
            parts.append(made)
            at += len(made)
        if not count % PER_NODE:
            parts.append(_node(node, skeleton.pages, kids))
            offsets[node] = at
            at += len(parts[-1])
            nodes.append(f"{node} 0 R")
            pages += len(kids)
            kids.clear()
            node = len(offsets)
            offsets.append(0)
            if at - flushed > CHUNK:
                yield "".join(parts).encode("latin-1")
                parts.clear()
                flushed = at
    # The last node may be short, and even empty: the file stays right all the same.
    parts.append(_node(node, skeleton.pages, kids))
    offsets[node] = at
    at += len(parts[-1])
    offsets[skeleton.pages] = at
    width, height = (f"{side:.5g}" for side in skeleton.size)
    every = " ".join([*nodes, f"{node} 0 R"])
    parts.append(
        f"{skeleton.pages} 0 obj\n<</Type/Pages/MediaBox[0 0 {width} {height}]/Count {pages + len(kids)}/Kids[{every}]>>\nendobj\n"
    )
    at += len(parts[-1])
    yield "".join(parts).encode("latin-1")
    yield _table(offsets, at, skeleton.root, run.identity)


Filling = Callable[[str, str, str], str]
"""Makes the content of a page from a letter's lines, its reference and the digits of its sequence."""


def _filling(form: Form, page: int, run: Run) -> Filling:
    """How page ``page`` of a letter is filled in."""
    # ISO 32000-1, 7.3.4.2. Brackets are rare in addresses, but "č" has the byte of a carriage return.
    odd = any(byte in b"()\\\r" for character in run.widths for byte in character.encode("utf-16-be"))
    drawn = f"/{form.pages[page]} Do\n" if page < len(form.pages) else ""
    place = form.sequence
    foot = f"/F {_n(place.size)} Tf 1 0 0 1 {_n(place.x)} {_n(place.y)} Tm({shown(run.job + '-')}"
    places = [place for number, place in form.references if number == page]
    # "'" moves to the next line before it shows: the first line begins one line too high.
    heads = {
        count: f"{drawn}BT/F {_n(place.size)} Tf {_n(place.leading)} TL 1 0 0 1 {_n(place.x)} {_n(place.y + place.leading)} Tm("
        for count, place in (form.addresses.items() if page == 0 else ())
    }

    def referred(reference: str) -> str:
        text = shown(reference)
        return "".join(
            [f"/F {_n(at.size)} Tf 1 0 0 1 {_n(_left(at, reference, run.widths))} {_n(at.y)} Tm({text})Tj" for at in places]
        )

    if page:
        return lambda lines, reference, mark: (
            f"{drawn}BT{referred(reference) if reference and places else ''}{foot}{mark})Tj ET"
        )
    if not places:
        return lambda lines, reference, mark: (
            f"{heads[lines.count(LINE) + 1]}{shown(lines, odd)})'{foot}{mark})Tj ET"
        )
    return lambda lines, reference, mark: (
        f"{heads[lines.count(LINE) + 1]}{shown(lines, odd)})'{referred(reference) if reference else ''}{foot}{mark})Tj ET"
    )


def _left(place: Spot, text: str, widths: Mapping[str, int]) -> float:
    """Where ``text`` begins: at the place, or so that it ends at the place's right edge."""
    if not place.width:
        return place.x
    return place.x + place.width - sum(widths[character] for character in text) * place.size / 1000


def _node(number: int, parent: int, kids: Sequence[int]) -> str:
    every = " ".join([f"{kid} 0 R" for kid in kids])
    return f"{number} 0 obj\n<</Type/Pages/Parent {parent} 0 R/Count {len(kids)}/Kids[{every}]>>\nendobj\n"


def _table(offsets: array[int], at: int, root: int, identity: bytes) -> bytes:
    """The cross-reference stream and the end of the file. A row is a kind and an offset of four bytes; files end below 4 GiB."""
    number = len(offsets)
    offsets.append(at)
    wide = array("I", offsets)
    if sys.byteorder == "little":
        wide.byteswap()
    plain = wide.tobytes()
    rows = bytearray(6 * (number + 1))
    rows[0::6] = b"\x01" * (number + 1)
    for byte in range(4):
        rows[byte + 1 :: 6] = plain[byte::4]
    for free in [index for index in range(1, number) if not offsets[index]]:
        rows[6 * free : 6 * free + 6] = b"\x00\x00\x00\x00\x00\x00"
    rows[0:6] = b"\x00\x00\x00\x00\x00\xff"  # object 0 heads the list of free ones
    data = zlib.compress(bytes(rows), 6)
    name = identity.hex().upper()
    head = (
        f"{number} 0 obj\n<</Type/XRef/Size {number + 1}/W[1 4 1]/Root {root} 0 R/ID[<{name}><{name}>]"
        f"/Filter/FlateDecode/Length {len(data)}>>stream\n"
    )
    return head.encode() + data + f"\nendstream\nendobj\nstartxref\n{at}\n%%EOF\n".encode()


def _n(number: float) -> str:
    """A number in pt to a thousandth, as short as it can be."""
    return f"{number:.3f}".rstrip("0").rstrip(".")
