"""Files given to the desk: pictures made harmless and small, deliveries from agencies looked at before they are written."""

from __future__ import annotations

import http.client
import io
import re
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
import sites
from desktop import Opened
from PIL import Image

from press.adapters import pictures, xliff

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:i="http://www.inkscape.org/x" width="10" height="20" %s>%s</svg>'


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OMSVERIGE_TODAY", sites.TODAY)


def photo(kind: str = "JPEG", size: tuple[int, int] = (2400, 1200)) -> bytes:
    """A photograph that tells where it was taken, by whom, and how it is to be turned."""
    exif = Image.Exif()
    exif[0x0112], exif[0x013B], exif[0x010E] = 6, "PHOTOGRAPHER", "SECRET PLACE"
    exif.get_ifd(0x8825)[1] = "N"
    saved = io.BytesIO()
    Image.linear_gradient("L").resize(size).convert("RGB").save(saved, kind, exif=exif)
    return saved.getvalue()


def give(desk: Opened, name: str, data: bytes, **more: str) -> tuple[int, dict[str, str]]:
    return desk.call("POST", f"/pictures/give?{urlencode({'name': name, **more})}", data)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photograph_is_made_smaller_upright_and_tells_nothing_of_its_maker(desk: Opened, kind: str) -> None:
    data = photo(kind)
    assert b"SECRET" in data
    status, told = give(desk, "Mitt kort från Ö.dat", data)
    assert status == 200, told
    file = desk.folder / "content/images" / told["file"]
    assert told["file"] == "mitt-kort-fran-o" + pictures.FORMATS[kind] and file.stat().st_size == told["after"] < told["before"]
    with Image.open(file) as opened:
        assert opened.format == kind and opened.size == (800, 1600), "turned as it is to be seen, at most 1600 pixels"
        assert not opened.getexif() and not {"exif", "xmp", "icc_profile", "comment"} & opened.info.keys()
    assert b"SECRET" not in file.read_bytes() and b"PHOTO" not in file.read_bytes()
    status, _ = give(desk, "mitt kort från ö", data)
    assert status == 200, "the very same picture may be given twice"


@pytest.mark.parametrize(("top", "inside"), [
    ("", "<script>1</script>"), ('onload="x"', ""), ("", '<image href="data:image/png;base64,AA"/>'), ("", '<use href="https://example.org/#a"/>'),
    ("", '<use xlink:href="other.svg#a"/>'), ("", '<style>@import "x"</style>'), ("", "<style>a{fill:url(https://example.org)}</style>"), ("", '<a href="x"/>'),
    ('style="fill:url(//x)"', ""), ("", "<foreignObject/>"), ("", '<animate attributeName="href"/>'), ("", '<h:script xmlns:h="http://www.w3.org/1999/xhtml"/>'),
    ("", "<g>" * 200 + "</g>" * 200), ("", "<path"),
])  # fmt: skip
def test_a_drawing_that_does_more_than_draw_is_refused(desk: Opened, top: str, inside: str) -> None:
    status, told = give(desk, "bild", (SVG % (top, inside)).encode())
    assert status == 422 and told["what"] and "SVG" in told["fix"]
    assert sorted(path.name for path in (desk.folder / "content/images").iterdir()) == ["card.svg"]


def test_a_drawing_keeps_what_it_draws_and_loses_what_its_program_wrote(desk: Opened) -> None:
    inside = '<metadata>SECRET</metadata><i:view/><defs><linearGradient id="a"/></defs><path d="M0 0h9" fill="url(#a)"/><use xlink:href="#a"/>'
    assert give(desk, "bild", (SVG % ('i:export-filename="SECRET.png"', inside)).encode())[0] == 200
    text = (desk.folder / "content/images/bild.svg").read_text()
    assert "SECRET" not in text and "inkscape" not in text and 'fill="url(#a)"' in text and '<path d="M0 0h9"' in text and 'xlink:href="#a"' in text


@pytest.mark.parametrize("data", [
    b"", b"x", b"GIF89a", b"%PDF-1.7", photo()[:300], b"\x89PNG\r\n\x1a\n" + b"\0" * 40, b"<html><body/></html>", b"<!DOCTYPE svg><svg/>",
    b'<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><svg xmlns="http://www.w3.org/2000/svg">&b;</svg>',
    b'<?xml version="1.0"?><?xml-stylesheet href="x"?><svg xmlns="http://www.w3.org/2000/svg"/>',
])  # fmt: skip
def test_what_is_no_picture_is_refused_with_a_way_out(desk: Opened, data: bytes) -> None:
    status, told = give(desk, "bild", data)
    assert status == 422 and told["what"] and told["fix"]


def test_a_picture_that_grows_when_it_is_unpacked_is_refused_before_that(desk: Opened) -> None:
    bomb = io.BytesIO()
    Image.new("1", (9000, 9000)).save(bomb, "PNG")
    assert len(bomb.getvalue()) < 20_000
    status, told = give(desk, "bild", bomb.getvalue())
    assert status == 422 and "9000 × 9000" in told["what"]


@pytest.mark.parametrize("path", ["/pictures/give?name=x", "/agencies/look?name=x", "/agencies/take?name=x"])
def test_too_large_a_file_is_refused_before_it_is_read(desk: Opened, path: str) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", desk.desk.gate.port, timeout=20)
    connection.putrequest("POST", desk.desk.gate.root + path)
    for name, value in {"X-Desk": "1", "Origin": desk.address.rsplit("/", 1)[0], "Content-Length": str(10**11)}.items():
        connection.putheader(name, value)
    connection.endheaders()
    assert connection.getresponse().status == 413


@pytest.mark.parametrize("name", ["../../x", "..\\x", "/etc/passwd", "a\0b", "العمل", "", "x" * 99])
def test_a_name_never_leads_out_of_the_pictures_folder(desk: Opened, name: str) -> None:
    before = sorted(str(path) for path in desk.folder.rglob("*") if ".press" not in path.parts)
    status, _ = give(desk, name, photo("PNG", (20, 10)))
    new = {path for path in desk.folder.rglob("*") if ".press" not in path.parts} - {Path(path) for path in before}
    assert all(path.parent == desk.folder / "content/images" and path.suffix == ".png" for path in new) and (status == 200) == bool(new)


@pytest.mark.parametrize("file", ["..%2F..%2Fsite.yaml", "%2e%2e/site.yaml", "card.svg%00", ".hidden", "nothing.png"])
def test_only_pictures_are_shown(desk: Opened, file: str) -> None:
    (desk.folder / "content/images/.hidden").write_text("secret")
    status, told = desk.call("GET", f"/pictures/{file}")
    assert status in (404, 422) and "base-url" not in str(told) and "secret" not in str(told)


def test_another_picture_is_never_written_over_unasked_nor_through_a_link(desk: Opened, tmp_path: Path) -> None:
    old = (desk.folder / "content/images/card.svg").read_bytes()
    new = (SVG % ("", '<circle r="3"/>')).encode()
    status, told = give(desk, "card", new, look="1")
    assert status == 200 and told["file"] == "card.svg" and told["over"]
    assert give(desk, "card", new)[0] == 422 and (desk.folder / "content/images/card.svg").read_bytes() == old
    assert give(desk, "card", new, over="0" * 32)[0] == 422, "another than was looked at"
    assert give(desk, "card", new, over=told["over"])[0] == 200 and b"circle" in (desk.folder / "content/images/card.svg").read_bytes()
    outside = tmp_path / "outside.svg"
    outside.write_bytes(old)
    (desk.folder / "content/images/linked.svg").symlink_to(outside)
    assert give(desk, "linked", new, over=told["over"])[0] == 422 and outside.read_bytes() == old


def test_words_for_a_picture_change_nothing_but_themselves(desk: Opened) -> None:
    file = next(path for path in sorted((desk.folder / "content").rglob("*.md")) if b"card.svg" in path.read_bytes())
    path, before = file.relative_to(desk.folder).as_posix(), file.read_text()
    status, text = desk.call("GET", "/pictures")
    assert status == 200 and f'data-path="{path}"' in text
    assert desk.call("POST", "/pictures/words", {"file": "card.svg", "path": path, "number": 0, "alt": " "})[0] == 422
    assert desk.call("POST", "/pictures/words", {"file": "card.svg", "path": path, "number": 9, "alt": "x"})[0] == 422
    assert desk.call("POST", "/pictures/words", {"file": "card.svg", "path": "locales/sv.po", "number": 0, "alt": "x"})[0] == 422
    assert desk.call("POST", "/pictures/words", {"file": "card.svg", "path": path, "number": 0, "alt": "Ett [kort] *nära*"})[0] == 200
    after = file.read_text()
    assert "![Ett \\[kort\\] \\*nära\\*](../images/card.svg" in after
    lines = [(old, new) for old, new in zip(before.splitlines(), after.splitlines(), strict=True) if old != new]
    assert len(lines) == 1 and not [problem for problem in desk.desk.project().problems if problem.severity == "error"]
    assert desk.call("POST", "/pictures/mark", {"file": "card.svg", "alt": "a ] b"})[1] == {"markdown": "![a \\] b](../images/card.svg)"}


# -- agencies


def delivery(desk: Opened, code: str, pages: str, words: str) -> bytes:
    """What an agency sends back: the file as it was sent, with one heading translated anew."""
    status, text = desk.call("GET", f"/agencies/send?code={code}&pages={quote(pages)}")
    assert status == 200 and "<xliff" in text
    assert len(xliff.read(text.encode())) == 1
    heading = re.search(r"## (.+) \{#register\}", (desk.folder / f"content/{code}/{pages}.md").read_text())
    assert heading and text.count(f">{heading[1]}</target>") == 1
    old = heading[1]
    return text.replace(f">{old}</target>", f">{words}</target>").encode()


def test_a_delivery_is_looked_at_first_and_taken_in_as_it_was_seen(desk: Opened) -> None:
    data = delivery(desk, "en", "work", "Brand new words")
    before = sites.tree(desk.folder / "content")
    status, told = desk.call("POST", "/agencies/look?name=back.xlf&made=person&by=Byran", data)
    assert status == 200 and told["segments"] == 1 and sites.tree(desk.folder / "content") == before
    assert told["changed"][0]["path"] == "content/en/work.md" and "+## Brand new words {#register}" in told["changed"][0]["lines"]
    assert desk.call("POST", "/agencies/take?name=back.xlf&made=person&by=Byran&seen=0", data)[0] == 422 and sites.tree(desk.folder / "content") == before
    status, done = desk.call("POST", f"/agencies/take?name=back.xlf&made=person&by=Byran&seen={told['seen']}", data)
    assert status == 200 and set(done["files"]) <= {"content/en/work.md", "content/en/translations.yaml"}
    assert "## Brand new words {#register}" in (desk.folder / "content/en/work.md").read_text()
    assert desk.call("POST", "/agencies/look?name=back.xlf&made=person&by=Byran", data)[1]["count"] == 0, "it changes nothing a second time"


@pytest.mark.parametrize("data", [
    b"", b"<xliff/>", b"\x00\xff", b'<!DOCTYPE x [<!ENTITY a "b">]><xliff/>', b'<xliff version="2.0" xmlns="urn:oasis:names:tc:xliff:document:2.0"/>',
])  # fmt: skip
def test_what_is_no_delivery_is_told_with_its_line(desk: Opened, data: bytes) -> None:
    before = sites.tree(desk.folder / "content")
    for path in ("look", "take"):
        status, told = desk.call("POST", f"/agencies/{path}?name=x.xlf", data)
        assert status == 200 and told["problems"][0]["what"] and told["problems"][0]["fix"] and isinstance(told["problems"][0]["line"], int)
    assert sites.tree(desk.folder / "content") == before


def test_every_mistake_of_a_delivery_has_its_line_and_nothing_is_written(desk: Opened) -> None:
    data = delivery(desk, "en", "work", "Words<ph id='zz'>x</ph>")
    before = sites.tree(desk.folder / "content")
    status, told = desk.call("POST", "/agencies/take?name=back.xlf", data)
    assert status == 200 and told["problems"] and all(one["line"] > 0 for one in told["problems"])
    assert sites.tree(desk.folder / "content") == before


def test_a_translation_begun_by_hand_is_not_written_over(desk: Opened) -> None:
    status, text = desk.call("GET", "/agencies/send?code=ar&pages=rights")
    assert status == 200
    assert desk.call("POST", "/texts/begin", {"key": "rights", "code": "ar"})[0] == 200
    status, told = desk.call("POST", "/agencies/look?name=x.xlf", text.encode())
    assert "content/ar/rights.md" in told["problems"][0]["what"]


@pytest.mark.parametrize("query", ["code=xx", "code=sv", "code=", "code=en&pages=../x", "code=en&pages=finns-inte"])
def test_what_cannot_be_sent_is_refused(desk: Opened, query: str) -> None:
    status, told = desk.call("GET", f"/agencies/send?{query}")
    assert status == 422 and told["what"] and told["fix"]


def test_a_catalog_that_is_a_link_is_not_written(desk: Opened, tmp_path: Path) -> None:
    from press.commands.editing import changes
    from press.commands.editing.documents import Refused

    folder = desk.folder / "locales"
    folder.mkdir()
    (folder / "en.po").symlink_to(tmp_path / "elsewhere.po")
    for path in ("locales/en.po", "locales/../content/site.yaml", "press/cli.py", "content/../x.md", "/tmp/x.md"):
        with pytest.raises(Refused):
            changes.carry_out(desk.folder, [changes.Change(path, None, b"x")])
