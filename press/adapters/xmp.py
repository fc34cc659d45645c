"""XMP, the metadata inside a PDF (ISO 16684-1), read and written with the standard library's XML."""

from __future__ import annotations

import re
from typing import NamedTuple
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
XMP = "http://ns.adobe.com/xap/1.0/"
MM = "http://ns.adobe.com/xap/1.0/mm/"
PDF = "http://ns.adobe.com/pdf/1.3/"
DC = "http://purl.org/dc/elements/1.1/"
PDFX = "http://www.npes.org/pdfx/ns/id/"
PDFA = "http://www.aiim.org/pdfa/ns/id/"
EXTENSION = "http://www.aiim.org/pdfa/ns/extension/"
SCHEMA = "http://www.aiim.org/pdfa/ns/schema#"
PROPERTY = "http://www.aiim.org/pdfa/ns/property#"
PREFIXES = {
    "x": "adobe:ns:meta/", "rdf": RDF, "xmp": XMP, "xmpMM": MM, "pdf": PDF, "dc": DC, "pdfxid": PDFX, "pdfaid": PDFA,
    "pdfaExtension": EXTENSION, "pdfaSchema": SCHEMA, "pdfaProperty": PROPERTY,
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/", "xmpTPg": "http://ns.adobe.com/xap/1.0/t/pg/",
    "stEvt": "http://ns.adobe.com/xap/1.0/sType/ResourceEvent#",
}  # fmt: skip
BEGIN = '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'


class Known(NamedTuple):
    """What metadata says: dates as ISO texts, ``print_version`` such as PDF/X-4; each may be empty."""

    title: str = ""
    created: str = ""
    modified: str = ""
    print_version: str = ""


def read(data: bytes) -> Known:
    """The few things printing asks of metadata; all empty where it cannot be read."""
    rdf = _rdf(data)
    if rdf is None:
        return Known()
    title = next((item.text or "" for item in rdf.iterfind(f".//{{{DC}}}title//{{{RDF}}}li")), "")
    values = [
        _value(rdf, name) for name in (f"{{{XMP}}}CreateDate", f"{{{XMP}}}ModifyDate", f"{{{PDFX}}}GTS_PDFXVersion")
    ]
    return Known(title, *values)


def for_print(data: bytes, version: str) -> bytes:
    """The metadata with the marks of PDF/X: its version, dates, document and rendition. All else is kept. That nothing is
    trapped stands in the Info dictionary: PDF/A's XMP has no such property.

    In a PDF/A file the schema of the marks is described too, since it is none of those the standard knows (ISO 19005-2,
    6.6.2.3.3).
    """
    rdf = _rdf(data)
    assert rdf is not None, "looked at by read() before"
    known = read(data)
    created = known.created or known.modified or "1970-01-01T00:00:00+00:00"
    changes = {
        f"{{{PDFX}}}GTS_PDFXVersion": version,
        f"{{{XMP}}}CreateDate": created,
        f"{{{XMP}}}ModifyDate": known.modified or created,
        f"{{{XMP}}}MetadataDate": known.modified or created,
        f"{{{MM}}}DocumentID": _value(rdf, f"{{{MM}}}DocumentID") or "default",
        f"{{{MM}}}VersionID": "1",
        f"{{{MM}}}RenditionClass": "default",
        f"{{{PDF}}}PDFVersion": "1.6",
    }
    descriptions = rdf.findall(f"{{{RDF}}}Description")
    for description in descriptions:
        for name in changes:
            description.attrib.pop(name, None)
            for child in description.findall(name):
                description.remove(child)
    first = descriptions[0] if descriptions else SubElement(rdf, f"{{{RDF}}}Description", {f"{{{RDF}}}about": ""})
    for name, text in changes.items():
        SubElement(first, name).text = text
    if _value(rdf, f"{{{PDFA}}}part"):
        _describe(rdf, first, "PDF/X identification schema", PDFX, "pdfxid", ("GTS_PDFXVersion",))
    for prefix, uri in PREFIXES.items():
        ElementTree.register_namespace(prefix, uri)
    whole = Element("{adobe:ns:meta/}xmpmeta")
    whole.append(rdf)
    return (BEGIN + ElementTree.tostring(whole, "unicode") + '\n<?xpacket end="r"?>').encode()


def pdf_date(iso: str) -> str:
    """``2026-11-21T10:00:00+01:00`` as PDF writes it: ``D:20261121100000+01'00'`` (ISO 32000-1, 7.9.4)."""
    found = re.match(r"(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d))?)?", iso)
    digits = "".join(part or "00" for part in found.groups()) if found else "19700101000000"
    zone = re.search(r"([+-])(\d\d):(\d\d)\Z", iso)
    return f"D:{digits}" + (f"{zone[1]}{zone[2]}'{zone[3]}'" if zone and zone[2] + zone[3] != "0000" else "Z")


def _rdf(data: bytes) -> Element | None:
    try:
        root = ElementTree.fromstring(data.strip(b"\0 \n\r\t"))
    except ElementTree.ParseError:
        return None
    return root if root.tag == f"{{{RDF}}}RDF" else root.find(f".//{{{RDF}}}RDF")


def _value(rdf: Element, name: str) -> str:
    """A simple property, written as an element or as an attribute."""
    for description in rdf.findall(f"{{{RDF}}}Description"):
        if name in description.attrib:
            return description.attrib[name]
        if (child := description.find(name)) is not None:
            return (child.text or "").strip()
    return ""


def _describe(rdf: Element, first: Element, title: str, uri: str, prefix: str, names: tuple[str, ...]) -> None:
    """Describe the properties of a schema that are not described yet."""
    bag = rdf.find(f".//{{{EXTENSION}}}schemas/{{{RDF}}}Bag")
    if bag is None:
        bag = SubElement(SubElement(first, f"{{{EXTENSION}}}schemas"), f"{{{RDF}}}Bag")
    resource = {f"{{{RDF}}}parseType": "Resource"}
    item = next((li for li in bag if li.findtext(f"{{{SCHEMA}}}namespaceURI") == uri), None)
    if item is None:
        item = SubElement(bag, f"{{{RDF}}}li", resource)
        for key, text in (("schema", title), ("namespaceURI", uri), ("prefix", prefix)):
            SubElement(item, f"{{{SCHEMA}}}{key}").text = text
    sequence = item.find(f"{{{SCHEMA}}}property/{{{RDF}}}Seq")
    if sequence is None:
        sequence = SubElement(SubElement(item, f"{{{SCHEMA}}}property"), f"{{{RDF}}}Seq")
    told = {li.findtext(f"{{{PROPERTY}}}name") for li in sequence}
    for name in names:
        if name not in told:
            li = SubElement(sequence, f"{{{RDF}}}li", resource)
            for key, text in (("category", "internal"), ("description", name), ("name", name), ("valueType", "Text")):
                SubElement(li, f"{{{PROPERTY}}}{key}").text = text
