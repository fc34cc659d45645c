"""PDF/X-4: the marks are set, the pages stay as they are, and what does not belong in such a file is found. No independent
validator for PDF/X-4 was within reach, so each rule is shown to catch a planted fault, and PDF/A is validated as before."""

from __future__ import annotations

import io
import shutil
import struct
import subprocess

import pikepdf
import pytest
import sites
from letterbox import LINK, build_site, source_of
from pictures import first, page
from pikepdf import Array, Dictionary, Name

from press.adapters import print_exchange
from press.commands.letters import make_letters
from press.commands.pdfx import description, make_pdfx
from press.commands.qr import make_codes

validator = pytest.importorskip("page", reason="page-validation is not installed")
SPOT = "PANTONE 280 C=#012169"


def icc(kind=b"prtr", space=b"CMYK", version=2):
    """A small but whole ICC profile: header and a description; nobody's press."""
    text = b"Test press\0"
    desc = b"desc\0\0\0\0" + struct.pack(">I", len(text)) + text + bytes(80)
    start = 128 + 4 + 12
    header = struct.pack(">I4s4B4s4s4s", start + len(desc), b"test", version, 0, 0, 0, kind, space, b"Lab ")
    header = header + bytes(12) + b"acsp" + bytes(128 - len(header) - 16)
    return header + struct.pack(">I4sII", 1, b"desc", start, len(desc)) + desc


def code(colour=""):
    made = make_codes(build_site(), "ut-kort", read_source=source_of(), formats=("pdf",), colour=colour)
    return dict(made.files)["ut-kort.pdf"]


def marked(document, condition="FOGRA39"):
    made = make_pdfx(document, "code.pdf", icc(), "press.icc", condition)
    assert not [problem for problem in made.problems if problem.severity == "error"], made.problems
    return made


@pytest.mark.parametrize("colour", ["", SPOT])
def test_a_code_becomes_pdfx_and_stays_pdfa_and_pdfua(colour):
    before = code(colour)
    made = marked(before)
    assert made.problems == ()
    for profile in ("2a", "ua1"):
        report = validator.validate_pdf_bytes(made.data, profile=profile)
        assert report.is_compliant, [(failure.rule_id, failure.message) for failure in report.failures]
    assert marked(before).data == made.data, "the same bytes twice"
    with pikepdf.open(io.BytesIO(made.data)) as pdf, pikepdf.open(io.BytesIO(before)) as old:
        assert pdf.pages[0].Contents.read_bytes() == old.pages[0].Contents.read_bytes(), "nothing on the page changed"
        assert pdf.pages[0].TrimBox == pdf.pages[0].MediaBox == old.pages[0].MediaBox
        intents = {str(intent.S): intent for intent in pdf.Root.OutputIntents}
        assert set(intents) == {"/GTS_PDFX", "/GTS_PDFA1"}
        intent = intents["/GTS_PDFX"]
        assert (str(intent.OutputConditionIdentifier), str(intent.Info)) == ("FOGRA39", "Test press")
        assert intent.DestOutputProfile.read_bytes() == icc() and intent.DestOutputProfile.N == 4
        assert intents["/GTS_PDFA1"].DestOutputProfile.objgen == intent.DestOutputProfile.objgen
        assert str(pdf.docinfo["/Trapped"]) == "/False" and pdf.pdf_version == "1.6"
        xmp = pdf.Root.Metadata.read_bytes().decode()
        assert xmp.count("<pdfxid:GTS_PDFXVersion>PDF/X-4<") == 1 and "<xmpMM:VersionID>1<" in xmp
    assert first(page(made.data)) == [LINK]


def test_a_letter_becomes_pdfx_and_its_profiled_grey_is_told_of():
    ((_, letter),) = make_letters(build_site(), "ut-kort", "ar", read_source=source_of(), date="2026-11-21").files
    made = marked(letter)
    assert all(problem.severity == "warning" and "four inks" in str(problem.what) for problem in made.problems)
    for profile in ("2a", "ua1"):
        assert validator.validate_pdf_bytes(made.data, profile=profile).is_compliant


@pytest.mark.skipif(shutil.which("gs") is None, reason="Ghostscript is not installed")
def test_the_marked_code_is_black_ink_alone_for_a_rip(tmp_path):
    (tmp_path / "code.pdf").write_bytes(marked(code()).data)
    command = ["gs", "-q", "-dSAFER", "-dBATCH", "-dNOPAUSE", "-sDEVICE=inkcov", "-o", "-", "code.pdf"]
    said = subprocess.run(command, cwd=tmp_path, check=True, capture_output=True).stdout.split()
    assert [float(word) for word in said[:3]] == [0, 0, 0] and float(said[3]) > 0.2


def planted(change):
    """A code's PDF with one fault planted by ``change(pdf, page)``."""
    with pikepdf.open(io.BytesIO(code())) as pdf:
        change(pdf, pdf.pages[0].obj)
        out = io.BytesIO()
        pdf.save(out)
    return out.getvalue()


def add(pdf, page, operators):
    page.Contents = pdf.make_stream(page.Contents.read_bytes() + operators)


def form_in_rgb(pdf, page):
    form = pdf.make_stream(b"1 0 0 rg 0 0 9 9 re f", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9])
    page.Resources.XObject = Dictionary(F=form)
    add(pdf, page, b" /F Do")


def picture(pdf, page, **more):
    page.Resources.XObject = Dictionary(
        I=pdf.make_stream(
            b"\0\0\0", Type=Name.XObject, Subtype=Name.Image, Width=1, Height=1, BitsPerComponent=8, **more
        )
    )


FAULTS = {
    "rgb in the page": ("rgb", lambda pdf, page: add(pdf, page, b" 1 0 0 rg 0 0 9 9 re f")),
    "rgb strokes": ("rgb", lambda pdf, page: add(pdf, page, b" 1 0 0 RG 0 0 9 9 re S")),
    "rgb by its space": ("rgb", lambda pdf, page: add(pdf, page, b" /DeviceRGB cs 1 0 0 sc 0 0 9 9 re f")),
    "rgb in a form": ("rgb", form_in_rgb),
    "rgb picture": ("rgb", lambda pdf, page: picture(pdf, page, ColorSpace=Name.DeviceRGB)),
    "spot over rgb": ("rgb", lambda pdf, page: page.Resources.update(Dictionary(ColorSpace=Dictionary(S=Array(
        [Name.Separation, Name("/Ink"), Name.DeviceRGB, Dictionary(FunctionType=2, Domain=[0, 1], C0=[1, 1, 1], C1=[0, 0, 0], N=1)]))))),
    "inline picture": ("inline", lambda pdf, page: add(pdf, page, b" BI /W 1 /H 1 /BPC 8 /CS /G ID \0 EI")),
    "font": ("font", lambda pdf, page: page.Resources.Font.update(
        Dictionary(H=pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))))),
    "font stripped": ("font", lambda pdf, page: page.Resources.Font["/f0"].DescendantFonts[0].FontDescriptor.__delitem__("/FontFile2")),
    "transparency": ("transparency", lambda pdf, page: page.Resources.update(Dictionary(ExtGState=Dictionary(G=pdf.make_indirect(Dictionary(ca=0.5)))))),
    "blending": ("transparency", lambda pdf, page: page.Resources.update(Dictionary(ExtGState=Dictionary(G=pdf.make_indirect(Dictionary(BM=Name.Multiply)))))),
    "group": ("transparency", lambda pdf, page: page.update(Dictionary(Group=pdf.make_indirect(Dictionary(S=Name.Transparency))))),
    "link": ("annotation", lambda pdf, page: page.update(Dictionary(Annots=Array([Dictionary(Type=Name.Annot, Subtype=Name.Link)])))),
    "script": ("action", lambda pdf, page: pdf.Root.update(Dictionary(OpenAction=Dictionary(S=Name.JavaScript, JS="1")))),
    "form to fill in": ("action", lambda pdf, page: pdf.Root.update(Dictionary(AcroForm=Dictionary(Fields=Array([]))))),
    "two trims": ("boxes", lambda pdf, page: page.update(Dictionary(TrimBox=[0, 0, 9, 9], ArtBox=[0, 0, 9, 9]))),
    "trim outside": ("boxes", lambda pdf, page: page.update(Dictionary(TrimBox=[0, 0, 999, 9]))),
    "bleed inside trim": ("boxes", lambda pdf, page: page.update(Dictionary(TrimBox=[0, 0, 99, 99], BleedBox=[9, 9, 90, 90]))),
    "transfer curve": ("outside", lambda pdf, page: page.Resources.update(Dictionary(ExtGState=Dictionary(G=pdf.make_indirect(Dictionary(TR=Name.Identity)))))),
    "low resolution stand-in": ("outside", lambda pdf, page: picture(pdf, page, ColorSpace=Name.DeviceGray, OPI=Dictionary())),
    "no metadata": ("metadata", lambda pdf, page: pdf.Root.__delitem__("/Metadata")),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_a_planted_fault_is_found_and_nothing_is_made(name):
    kind, change = FAULTS[name]
    document = planted(change)
    assert kind in {fault.kind for fault in print_exchange.faults(document)}
    made = make_pdfx(document, "x.pdf", icc(), "press.icc")
    assert made.data == b"" and all(str(problem.what) and str(problem.fix) for problem in made.problems)


def test_nothing_is_found_where_nothing_is_planted():
    assert print_exchange.faults(planted(lambda pdf, page: None)) == ()


MARKS = {
    "OutputIntents": lambda pdf: pdf.Root.__delitem__("/OutputIntents"),
    "DestOutputProfile": lambda pdf: pdf.Root.OutputIntents[0].DestOutputProfile.write(icc(space=b"RGB ")),
    "Trapped": lambda pdf: pdf.docinfo.update(Dictionary(Trapped=Name.Unknown)),
    "Info": lambda pdf: pdf.docinfo.__delitem__("/ModDate"),
    "GTS_PDFXVersion": lambda pdf: pdf.Root.Metadata.write(
        pdf.Root.Metadata.read_bytes().replace(b"PDF/X-4<", b"PDF/X-3<")
    ),
    "TrimBox": lambda pdf: pdf.pages[0].obj.__delitem__("/TrimBox"),
}


@pytest.mark.parametrize("name", MARKS)
def test_a_missing_mark_is_found(name):
    data = marked(code()).data
    assert print_exchange.faults(data, marked=True) == ()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        MARKS[name](pdf)
        out = io.BytesIO()
        pdf.save(out)
    assert name in {fault.detail for fault in print_exchange.faults(out.getvalue(), marked=True)}


@pytest.mark.parametrize(("profile", "said"), [
    (b"no", "not an ICC profile"), (icc(space=b"RGB "), "for “RGB”"), (icc(kind=b"mntr"), "for “CMYK”, not for printing"),
    (icc()[:-1], "not an ICC profile"), (icc(version=5), "version 5"),
])  # fmt: skip
def test_only_a_press_profile_is_taken(profile, said):
    made = make_pdfx(code(), "x.pdf", profile, "press.icc")
    assert made.data == b"" and said in str(made.problems[0].what)


def test_what_is_no_pdf_is_told():
    made = make_pdfx(b"%PDF-1.7 rubbish", "x.pdf", icc(), "press.icc", condition="b\u00e4st")
    assert len(made.problems) == 2 and made.data == b""


def test_the_profile_tells_its_name():
    assert description(icc()) == "Test press"


def test_the_command_writes_beside_or_where_it_is_told(tmp_path):
    (tmp_path / "code.pdf").write_bytes(code())
    (tmp_path / "press.icc").write_bytes(icc())
    words = (
        "pdfx",
        tmp_path / "code.pdf",
        "--profile",
        tmp_path / "press.icc",
        "--speak",
        "en",
        "--project",
        sites.GOOD,
    )
    assert sites.call(*words, "--out", tmp_path).code == 0
    assert sites.call(*words, "--out", tmp_path / "a.pdf", "--condition", "FOGRA39").code == 0
    assert {path.name for path in tmp_path.glob("*.pdf")} == {"code.pdf", "code-x4.pdf", "a.pdf"}
    assert sites.call(*words[:1], tmp_path / "none.pdf", *words[2:]).code == 2
    (tmp_path / "press.icc").write_bytes(b"no")
    assert sites.call(*words, "--out", tmp_path / "b.pdf").code == 1 and not (tmp_path / "b.pdf").exists()
