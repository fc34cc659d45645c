"""The door to pikepdf for PDF/X-4: what in a document a print shop could not print as it is, and the marks of the standard.

The rules are those of ISO 15930-7:2010 as producers and preflight programs publish them, drawn tighter where that is
simpler: no RGB that is not tagged, no transparency, no annotations, no actions at all.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any, NamedTuple

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from press.adapters import xmp

VERSION = "PDF/X-4"
COLOURS = "rg RG k K g G cs CS sh Do BI EI gs ri"
ACTIONS = ("/AA", "/JS", "/AcroForm", "/EmbeddedFiles", "/JavaScript", "/XFA", "/RichMedia")
TAGGED = frozenset({"/ICCBased", "/CalRGB", "/CalGray", "/Lab", "/DeviceGray", "/DeviceCMYK", "/Pattern"})
OVER = frozenset({"/Separation", "/DeviceN", "/Indexed"})
"""Colour spaces that stand on another one, which is their third entry, or their second (Indexed)."""


class Fault(NamedTuple):
    """``kind`` is a key of the sentences in press.commands.pdfx; ``page`` counts from 1, 0 is the whole document."""

    kind: str
    page: int = 0
    detail: str = ""


class Unreadable(Exception):
    """The bytes are not a PDF that can be opened without a password."""


def faults(document: bytes, marked: bool = False) -> tuple[Fault, ...]:
    """All that keeps the document from being PDF/X-4; ``marked``: its marks are looked for too. Raises Unreadable."""
    with _opened(document) as pdf:
        found = [*_document(pdf), *_objects(pdf)]
        seen: set[tuple[int, int]] = set()
        for number, page in enumerate(pdf.pages, 1):
            of_page = (*_boxes(page.obj, marked), *_content(page.obj, seen))
            found += [Fault(kind, 0 if kind == "grey" else number, detail) for kind, detail in of_page]
        if marked:
            found += _marks(pdf)
    return tuple(dict.fromkeys(found))


def marked(document: bytes, profile: bytes, condition: str, info: str) -> bytes:
    """The document with the marks of PDF/X-4: output intent, trim box, trapping, version and identification in its metadata.

    ``profile`` is an ICC output profile for CMYK, ``condition`` its name in the ICC's register of printing conditions (or
    empty), ``info`` what people call it. A PDF/A output intent is given the same profile, as ISO 19005-2, 6.2.3 asks, so the
    document stays PDF/A where its colours allow. Nothing on a page is changed. Same bytes in, same bytes out.
    """
    with _opened(document) as pdf:
        stream = pdf.make_stream(profile, N=4)
        intents = [intent for intent in pdf.Root.get("/OutputIntents", Array()) if intent.get("/S") != Name.GTS_PDFX]
        for intent in intents:
            intent.DestOutputProfile = stream
            intent.OutputConditionIdentifier = String(condition or "Custom")
            intent.Info = String(info)
            for key in ("/OutputCondition", "/RegistryName"):
                if key in intent:
                    del intent[key]
        ours = Dictionary(
            Type=Name.OutputIntent,
            S=Name.GTS_PDFX,
            OutputConditionIdentifier=String(condition or "Custom"),
            Info=String(info),
            DestOutputProfile=stream,
        )
        if condition:
            ours.RegistryName = String("http://www.color.org")
        pdf.Root.OutputIntents = Array([ours, *intents])
        for page in pdf.pages:
            if "/TrimBox" not in page.obj and "/ArtBox" not in page.obj:
                page.obj.TrimBox = Array(list(page.cropbox))
        _metadata(pdf)
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True, fix_metadata_version=False, force_version="1.6")
        return out.getvalue()


def _opened(document: bytes) -> Pdf:
    try:
        return Pdf.open(io.BytesIO(document))
    except (pikepdf.PdfError, pikepdf.PasswordError) as error:
        raise Unreadable(str(error)) from None


def _metadata(pdf: Pdf) -> None:
    """Info and XMP say the same: title, dates, not trapped, PDF/X-4."""
    old = bytes(pdf.Root.Metadata.read_bytes())
    known = xmp.read(old)
    info = pdf.docinfo
    info.Trapped = Name("/False")
    if "/Title" not in info:
        info.Title = String(known.title or "–")
    for key, iso in (("/CreationDate", known.created), ("/ModDate", known.modified)):
        if key not in info:
            info[key] = String(xmp.pdf_date(iso))
    pdf.Root.Metadata = pdf.make_stream(xmp.for_print(old, VERSION), Type=Name.Metadata, Subtype=Name.XML)


def _document(pdf: Pdf) -> Iterator[Fault]:
    """What concerns the document as a whole."""
    if pdf.is_encrypted:
        yield Fault("encrypted")
    if "/Metadata" not in pdf.Root or not xmp.read(bytes(pdf.Root.Metadata.read_bytes())).title:
        yield Fault("metadata")
    if isinstance(pdf.Root.get("/OpenAction"), Dictionary):
        yield Fault("action", 0, "OpenAction")


def _objects(pdf: Pdf) -> Iterator[Fault]:
    """What may stand in no object at all, wherever it is used."""
    for thing in pdf.objects:
        if not isinstance(thing, (Dictionary, Stream)):
            continue
        yield from (Fault("action", 0, key[1:]) for key in ACTIONS if key in thing)
        if thing.get("/Type") == Name.Font or thing.get("/Type") == Name.FontDescriptor:
            yield from _font(thing)
        if isinstance(thing, Stream):
            filters = thing.get("/Filter", Array())
            names = [str(name) for name in (filters if isinstance(filters, Array) else [filters])]
            if "/LZWDecode" in names or "/Crypt" in names or "/F" in thing:
                yield Fault("stream", 0, ", ".join(names) or "F")
            if thing.get("/Subtype") == Name.PS or {"/OPI", "/Alternates", "/Ref"} & set(thing.keys()):
                yield Fault("outside")
        for key in ("/SMask", "/ca", "/CA", "/BM"):
            if key in thing and str(thing[key]) not in ("/None", "1", "1.0", "/Normal", "/Compatible"):
                yield Fault("transparency", 0, key[1:])
        if thing.get("/S") == Name.Transparency:
            yield Fault("transparency", 0, "Group")
        if any(key in thing and thing[key] != Name.Default for key in ("/TR", "/TR2")) or "/HTP" in thing:
            yield Fault("outside")


def _font(font: Any) -> Iterator[Fault]:
    """A font must bring its letters along."""
    if font.get("/Type") == Name.FontDescriptor:
        if not {"/FontFile", "/FontFile2", "/FontFile3"} & set(font.keys()):
            yield Fault("font", 0, str(font.get("/FontName", ""))[1:])
    elif font.get("/Subtype") not in (Name.Type0, Name.Type3) and "/FontDescriptor" not in font:
        yield Fault("font", 0, str(font.get("/BaseFont", ""))[1:])


def _boxes(page: Any, marked: bool) -> Iterator[tuple[str, str]]:
    """Trim inside bleed inside media; one trim box or art box."""
    boxes = {name: _box(page, name) for name in ("MediaBox", "CropBox", "BleedBox", "TrimBox", "ArtBox")}
    if boxes["TrimBox"] and boxes["ArtBox"]:
        yield "boxes", "TrimBox, ArtBox"
    trim = boxes["TrimBox"] or boxes["ArtBox"]
    if marked and not trim:
        yield "boxes", "TrimBox"
    for outer, inner in (
        ("MediaBox", "BleedBox"),
        ("MediaBox", "TrimBox"),
        ("MediaBox", "ArtBox"),
        ("BleedBox", "TrimBox"),
    ):
        one, two = boxes[outer], boxes[inner]
        if one and two and not (one[0] <= two[0] + 0.01 and one[1] <= two[1] + 0.01
                                and one[2] >= two[2] - 0.01 and one[3] >= two[3] - 0.01):  # fmt: skip
            yield "boxes", f"{outer}, {inner}"
    if page.get("/Annots"):
        yield "annotation", ""


def _box(page: Any, name: str) -> tuple[float, ...]:
    """A box of a page, from its parents where boxes are inherited, with its corners in order."""
    node = page
    for _ in range(50):
        if node is None or f"/{name}" in node:
            break
        node = node.get("/Parent") if name in ("MediaBox", "CropBox") else None
    if node is None:
        return ()
    x, y, right, top = (float(value) for value in node[f"/{name}"])
    return min(x, right), min(y, top), max(x, right), max(y, top)


def _content(page: Any, seen: set[tuple[int, int]]) -> Iterator[tuple[str, str]]:
    """The colours of a page and of the forms it draws, but for those ``seen`` on a page before: runs share theirs."""
    todo = [page]
    while todo:
        holder = todo.pop()
        if holder.objgen != (0, 0) and holder.objgen in seen:
            continue
        seen.add(holder.objgen)
        resources = holder.get("/Resources", page.get("/Resources", Dictionary()))
        for instruction in pikepdf.parse_content_stream(holder, COLOURS):
            name = str(instruction.operator)
            if name in ("rg", "RG") or (name in ("cs", "CS") and str(instruction.operands[0]) == "/DeviceRGB"):
                yield "rgb", name
            elif name in ("BI", "INLINE IMAGE"):
                yield "inline", ""
        for space in (*resources.get("/ColorSpace", Dictionary()).values(), *_spaces(resources)):
            if wrong := _space(space):
                yield "rgb", wrong
            elif isinstance(space, Array) and space[0] == Name.ICCBased and space[1].get("/N") == 1:
                yield "grey", ""
        todo += [form for form in resources.get("/XObject", Dictionary()).values() if form.get("/Subtype") == Name.Form]
        todo += [tile for tile in resources.get("/Pattern", Dictionary()).values() if isinstance(tile, Stream)]


def _spaces(resources: Any) -> Iterator[Any]:
    """The colour spaces of pictures and shadings."""
    for picture in resources.get("/XObject", Dictionary()).values():
        if picture.get("/Subtype") == Name.Image and "/ColorSpace" in picture:
            yield picture.ColorSpace
    shadings = list(resources.get("/Shading", Dictionary()).values())
    shadings += [tile.Shading for tile in resources.get("/Pattern", Dictionary()).values() if "/Shading" in tile]
    yield from (shading.ColorSpace for shading in shadings)


def _space(space: Any) -> str:
    """What is wrong with a colour space, empty for nothing."""
    kind = str(space[0]) if isinstance(space, Array) else str(space)
    if kind in OVER:
        return _space(space[1 if kind == "/Indexed" else 2])
    return "" if kind in TAGGED else kind[1:]


def _marks(pdf: Pdf) -> Iterator[Fault]:
    """The marks that :func:`marked` sets."""
    intents = [intent for intent in pdf.Root.get("/OutputIntents", Array()) if intent.get("/S") == Name.GTS_PDFX]
    profiles = {
        intent.get("/DestOutputProfile", Dictionary()).objgen for intent in pdf.Root.get("/OutputIntents", Array())
    }
    if len(intents) != 1 or len(profiles) != 1 or not intents[0].get("/OutputConditionIdentifier"):
        yield Fault("mark", 0, "OutputIntents")
    elif (data := bytes(intents[0].DestOutputProfile.read_bytes()))[12:20] != b"prtrCMYK" or len(data) < 132:
        yield Fault("mark", 0, "DestOutputProfile")
    if str(pdf.docinfo.get("/Trapped")) not in ("/True", "/False"):
        yield Fault("mark", 0, "Trapped")
    if any(key not in pdf.docinfo for key in ("/Title", "/CreationDate", "/ModDate")):
        yield Fault("mark", 0, "Info")
    if "/Metadata" in pdf.Root and xmp.read(bytes(pdf.Root.Metadata.read_bytes())).print_version != VERSION:
        yield Fault("mark", 0, "GTS_PDFXVersion")
    if "/ID" not in pdf.trailer:
        yield Fault("mark", 0, "ID")
    if pdf.pdf_version > "1.6":
        yield Fault("mark", 0, pdf.pdf_version)
