"""The door to pikepdf: finished pages become forms that many pages can share; pages are cut out of and looked at in a run.

A *skeleton* is everything of a print run but its letters: the catalogue, the metadata, the output intent, the forms and
the font of the addresses, as objects ready to be written (ISO 32000-1, 7.3.10 and 8.10).
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Array, Dictionary, Name

from press.adapters.typeface import Subset

MARKS = frozenset({"BDC", "BMC", "EMC", "DP", "MP"})
"""Operators that tie words to the structure tree, which a print run has not."""

XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>U</pdfaid:conformance>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<xmp:CreateDate>{date}T00:00:00Z</xmp:CreateDate></rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""


class Skeleton(NamedTuple):
    """``objects`` are (number, body) of everything but the page tree's root, which is ``pages``; ``root`` is the catalogue,
    ``resources`` what every page names; ``size`` (pt) is the paper; ``forms`` are the names of each document's pages."""

    objects: tuple[tuple[int, bytes], ...]
    root: int
    pages: int
    resources: int
    size: tuple[float, float]
    forms: tuple[tuple[str, ...], ...]


class Sheet(NamedTuple):
    """A page of a finished run: the form it draws, and what stands over it in its content stream."""

    form: str
    content: bytes


def skeleton(documents: Sequence[bytes], font: Subset, *, title: str, date: str, tag: str) -> Skeleton:
    """The skeleton of a PDF/A-2u whose pages share the pages of ``documents`` (PDFs of one paper size).

    ``title`` and ``date`` (ISO) go into the metadata, ``tag`` (BCP 47) is the file's main language. The font is called
    ``/F``, the forms ``/A0 /A1 … /B0 …``.
    """
    run = pikepdf.new()
    drawn, names = Dictionary(), []
    size = (0.0, 0.0)
    for number, document in enumerate(documents):
        with pikepdf.open(io.BytesIO(document)) as source:
            if number == 0:
                run.Root.OutputIntents = run.copy_foreign(source.make_indirect(source.Root.OutputIntents))
            own = []
            for index, page in enumerate(source.pages):
                name = f"{_letters(number)}{index}"
                size = (float(page.mediabox[2]), float(page.mediabox[3]))
                drawn["/" + name] = _form(run, source, page)
                own.append(name)
            names.append(tuple(own))
    resources = run.make_indirect(Dictionary(Font=Dictionary(F=_font(run, font)), XObject=drawn))
    metadata = pikepdf.Stream(run, XMP.format(title=escape(title), date=date).encode())
    metadata.Type, metadata.Subtype = Name.Metadata, Name.XML
    run.Root.Metadata = run.make_indirect(metadata)
    run.Root.Lang = pikepdf.String(tag)
    run.Root.Resources = resources  # qpdf drops what nothing names; taken out again below
    saved = io.BytesIO()
    run.save(saved, object_stream_mode=pikepdf.ObjectStreamMode.disable, static_id=True, compress_streams=True)
    return _taken_apart(saved.getvalue(), size, tuple(names))


def sheets(file: Path) -> list[Sheet]:
    """Every page of a print run: which form it draws, and the rest of its content."""
    found = []
    with pikepdf.open(file) as run:
        for page in run.pages:
            form, _, rest = page.obj.Contents.read_raw_bytes().partition(b" Do\n")
            found.append(Sheet(form.decode("latin-1").removeprefix("/"), rest))
    return found


def without_forms(file: Path) -> bytes:
    """A print run with its forms emptied, so that only what was laid over them is left to read: a hundred times as quick."""
    with pikepdf.open(file) as run:
        for form in run.pages[0].obj.Resources.XObject.values() if len(run.pages) else ():
            form.write(b"")
        made = io.BytesIO()
        run.save(made, static_id=True)
        return made.getvalue()


def cut_out(file: Path, pages: Sequence[int]) -> bytes:
    """The PDF ``file`` with only ``pages`` (from 0) in it, in that order, and everything else of it kept; same bytes each time."""
    with pikepdf.open(file) as run, pikepdf.new() as cut:
        for name in ("/Metadata", "/OutputIntents", "/Lang"):
            value = run.Root[name]
            cut.Root[name] = cut.copy_foreign(run.make_indirect(value)) if name != "/Lang" else pikepdf.String(str(value))
        for number in pages:
            cut.pages.append(run.pages[number])
        made = io.BytesIO()
        cut.save(made, deterministic_id=True)
        return made.getvalue()


def _form(run: pikepdf.Pdf, source: pikepdf.Pdf, page: pikepdf.Page) -> Any:
    """A page as a form XObject of ``run``."""
    stream = pikepdf.Stream(source, _untagged(page))
    stream.Type, stream.Subtype, stream.FormType = Name.XObject, Name.Form, 1
    stream.BBox = Array(page.mediabox)
    stream.Resources = page.obj.Resources
    return run.copy_foreign(source.make_indirect(stream))


def _untagged(page: pikepdf.Page) -> bytes:
    """The page's content without marks."""
    kept = [found for found in pikepdf.parse_content_stream(page) if str(found.operator) not in MARKS]
    return pikepdf.unparse_content_stream(kept)


def _font(run: pikepdf.Pdf, font: Subset) -> Any:
    """The font of the addresses: a code is the character's own number (UTF-16), so that text can be read back by any reader."""
    name = Name("/OMSVAA+" + font.name)
    data = pikepdf.Stream(run, font.data)
    data.Length1 = len(font.data)
    codes = sorted(font.glyphs)
    glyphs = bytearray(2 * (ord(codes[-1]) + 1))
    for character, glyph in font.glyphs.items():
        glyphs[2 * ord(character) : 2 * ord(character) + 2] = glyph.to_bytes(2, "big")
    widths = Array([item for code in codes for item in (ord(code), Array([font.widths[code]]))])
    descriptor = Dictionary(
        Type=Name.FontDescriptor, FontName=name, Flags=4, ItalicAngle=0, StemV=80, FontFile2=run.make_indirect(data)
    )
    descriptor.FontBBox = Array(font.bbox)
    descriptor.Ascent, descriptor.Descent, descriptor.CapHeight = font.ascent, font.descent, font.cap_height
    descendant = Dictionary(Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=name, DW=0, W=widths)
    descendant.CIDSystemInfo = Dictionary(Registry=pikepdf.String("Adobe"), Ordering=pikepdf.String("Identity"), Supplement=0)
    descendant.FontDescriptor = run.make_indirect(descriptor)
    descendant.CIDToGIDMap = run.make_indirect(pikepdf.Stream(run, bytes(glyphs)))
    made = Dictionary(Type=Name.Font, Subtype=Name.Type0, BaseFont=name, Encoding=Name("/Identity-H"))
    made.DescendantFonts = Array([run.make_indirect(descendant)])
    made.ToUnicode = run.make_indirect(pikepdf.Stream(run, _to_unicode(codes)))
    return run.make_indirect(made)


def _to_unicode(codes: Sequence[str]) -> bytes:
    """The map from codes to characters (ISO 32000-1, 9.10.3), at most 100 lines a block (Adobe technical note 5014)."""
    lines = [f"<{ord(character):04X}> <{ord(character):04X}>" for character in codes]
    blocks = [lines[start : start + 100] for start in range(0, len(lines), 100)]
    body = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
        f"{body}\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    ).encode()


def _taken_apart(saved: bytes, size: tuple[float, float], forms: tuple[tuple[str, ...], ...]) -> Skeleton:
    """A saved file as its objects. The offsets come from its own table, so nothing inside a stream is taken for one."""
    start = int(saved.rsplit(b"startxref\n", 1)[1].split(b"\n", 1)[0])
    table, trailer = saved[start:].split(b"trailer", 1)
    rows = table.split(b"\n")[2:]
    offsets = {number: int(row[:10]) for number, row in enumerate(rows) if row[17:18] == b"n"}
    ends = dict(zip(sorted(offsets.values()), [*sorted(offsets.values())[1:], start], strict=True))
    bodies = {}
    for number, offset in offsets.items():
        found = re.match(rb"\d+ 0 obj\n(.*)\nendobj\s*\Z", saved[offset : ends[offset]], re.DOTALL)
        if found is None:
            raise ValueError(f"Object {number} of the skeleton cannot be read.")
        bodies[number] = found.group(1)
    root = int(re.search(rb"/Root (\d+) 0 R", trailer).group(1))  # type: ignore[union-attr]  # qpdf always writes it
    catalogue = bodies[root]
    pages = int(re.search(rb"/Pages (\d+) 0 R", catalogue).group(1))  # type: ignore[union-attr]
    resources = re.search(rb" ?/Resources (\d+) 0 R", catalogue)
    assert resources is not None
    bodies[root] = catalogue.replace(resources.group(), b"")
    del bodies[pages]
    return Skeleton(tuple(sorted(bodies.items())), root, pages, int(resources.group(1)), size, forms)


def _letters(number: int) -> str:
    """0 → A, 25 → Z, 26 → AA: names that cannot run together with a page's number."""
    name = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(65 + rest) + name
    return name
