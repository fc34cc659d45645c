"""To an agency and back: nothing changed means no byte changed; a changed segment lands in its place; mistakes change nothing."""

from __future__ import annotations

import re
import shutil
import unicodedata
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
import sites

NS = "{urn:oasis:names:tc:xliff:document:1.2}"
WORK, INDEX = "content/ar/work.md", "content/ar/index.md"


def export(project: Path, language: str, *words: str | Path) -> Path:
    """The file for an agency, made by the real verb."""
    out = project.parent / f"{language}.xlf"
    ran = sites.call("translations", "export", "--language", language, "--project", project, "--out", out, *words)
    assert ran.code == 0, ran.err
    return out


def take_in(project: Path, file: Path, *words: str) -> sites.Ran:
    return sites.call("translations", "import", file, "--project", project, "--speak", "en", *words)


def imported(project: Path, file: Path, *words: str) -> str:
    ran = take_in(project, file, *words)
    assert ran.code == 0, ran.err
    return ran.out


def texts(project: Path) -> dict[str, bytes]:
    """Every file of the project but what the program remembers."""
    return {name: data for name, data in sites.tree(project).items() if not name.startswith(".press")}


def block(text: str, page: str, id: str) -> re.Match[str]:
    start = text.index(f'<file original="{page}"')
    found = re.compile(rf'<trans-unit id="{re.escape(id)}".*?(<target[^>]*?(?:/>|>.*?</target>))', re.S).search(
        text, start
    )
    assert found, f"{page} has no segment {id}; the test would prove nothing"
    return found


def target(file: Path, page: str, id: str) -> str:
    return re.sub(r"^<target[^>]*>|</target>$", "", block(file.read_text("utf-8"), page, id)[1])


def put(file: Path, page: str, id: str, xml: str, attributes: str = 'state="translated"') -> None:
    """Give a segment another target, as an agency's tool would write it."""
    text = file.read_text("utf-8")
    found = block(text, page, id)
    file.write_text(text[: found.start(1)] + f"<target {attributes}>{xml}</target>" + text[found.end(1) :], "utf-8")


def changed_lines(before: bytes, after: bytes) -> list[tuple[str, str]]:
    pairs = zip(before.decode().splitlines(), after.decode().splitlines(), strict=True)
    return [(old, new) for old, new in pairs if old != new]


def translate(file: Path, only: str = "") -> None:
    """Every target in a language nobody speaks; the marks as they are in the source."""
    tree = ET.parse(file)
    for part in tree.iter(f"{NS}file"):
        for unit in part.iter(f"{NS}trans-unit"):
            source, into = unit.find(f"{NS}source"), unit.find(f"{NS}target")
            assert source is not None and into is not None
            if not f"{part.get('original')}#{unit.get('id')}".startswith(only):
                continue
            for child in list(into):
                into.remove(child)
            into.text = spoken(source.text)
            for mark in source:
                copy = ET.SubElement(into, mark.tag, mark.attrib)
                copy.text, copy.tail = mark.text, spoken(mark.tail)
            into.set("state", "translated")
    tree.write(file, "utf-8", xml_declaration=True)


def spoken(words: str | None) -> str | None:
    return re.sub(r"[^\W\d_]+", lambda word: "ʔ" + word[0][::-1], words) if words else words


def without(real: Path, code: str) -> None:
    """Make a language of the real content one that nobody has translated into yet."""
    shutil.rmtree(real / "content" / code)
    (real / "locales" / f"{code}.po").unlink()
    table = real / "content/languages.yaml"
    head, row, rest = re.split(rf"^({code}:\n(?:  .*\n)+)", table.read_text("utf-8"), flags=re.M)
    table.write_text(head + row.replace("status: published", "status: planned") + rest, "utf-8")


@pytest.fixture
def real(tmp_path: Path) -> Path:
    """The real content and catalogs."""
    for name in ("content", "locales"):
        shutil.copytree(sites.ROOT / name, tmp_path / "real" / name)
    return tmp_path / "real"


# -- nothing changed


@pytest.mark.parametrize("language", ["en", "ar", "ti"])
def test_a_round_trip_without_a_change_changes_no_byte(real: Path, language: str) -> None:
    before = texts(real)
    file = export(real, language)
    first = file.read_bytes()
    assert len(re.findall(rb"<trans-unit ", first)) > 400
    assert "Segments changed: 0. Files: –" in imported(real, file)
    assert texts(real) == before
    assert export(real, language).read_bytes() == first


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_target_put_in_anew_gives_the_same_page(real: Path, language: str) -> None:
    """The pages' own words, delivered as new ones: whatever is put in, lands where it was cut out."""
    from press.commands.exchange import offers
    from press.commands.project import open_project
    from press.readers.inline import written

    project = open_project(real)
    count = 0
    for offer in offers(project, language):
        same = {
            segment.id: written(segment.target) for segment in offer.segments if segment.target and not segment.given
        }
        filled = offer.fill(same)
        assert not filled.mistakes, filled.mistakes
        for path, data in filled.files:
            if not path.startswith("content/facts/") and (real / path).suffix != ".po":  # quotes, wrapped lines
                assert data == (real / path).read_bytes(), path
                count += 1
    assert count >= 6


def test_what_tools_do_to_a_file_is_no_change(project: Path) -> None:
    sites.edit(project, WORK, "الإجازة", unicodedata.normalize("NFD", "الإجازة"))
    before = texts(project)
    file = export(project, "ar")
    text = file.read_text("utf-8")
    text = (
        unicodedata.normalize("NFC", text)
        .replace("<source>", "<source xml:lang='sv'>")
        .replace('target-language="ar"', 'target-language="ar-SA"')
    )
    text = re.sub(r'<ph id="(\d+)"[^>]*>[^<]*</ph>', r'<x id="\1"/>', text)
    text = re.sub(r'<bpt id="(\d+)"[^>]*>[^<]*</bpt>(.*?)<ept id="\1">[^<]*</ept>', r'<g id="\1">\2</g>', text)
    text = re.sub(r"(<target[^>]*>)(.*?)(</target>)", r'\1<mrk mtype="seg" mid="0">\2</mrk>\3', text)
    text = text.replace("</target>", "</target><alt-trans><source>x</source><target>not this</target></alt-trans>"
                        "<t:seg xmlns:t='urn:tool'>nor <t:b>this</t:b></t:seg>")  # fmt: skip
    assert "<g " in text and "<x " in text
    for encoding in ("utf-8", "utf-16"):
        file.write_bytes(text.replace("encoding='utf-8'", f"encoding='{encoding}'").encode(encoding))
        assert "Segments changed: 0." in imported(project, file)
    assert texts(project) == before


# -- a change lands in its place


@pytest.mark.parametrize(
    ("page", "id", "xml", "line"),
    [
        (WORK, "title", "عمل: جديد", 'title: "عمل: جديد"'),
        (WORK, "description", "قصير", "description: قصير"),
        (WORK, "top.1", 'جديد <ph id="1">[[arbetsformedlingen]]</ph>', "جديد [[arbetsformedlingen]]"),
        (WORK, "register.1", "عنوان", "## عنوان {#register}"),
        (
            WORK,
            "register.2",
            '<g id="2">س</g> <g id="1">ب</g> &amp; &lt;3',
            "[س](health.md) [[arbetsformedlingen|ب]] & <3",
        ),
        (WORK, "holiday.3", "كلمة\n   [semester]{lang=sv}", "> كلمة [semester]{lang=sv}"),
    ],
)
def test_a_changed_segment_lands_in_its_place_and_nowhere_else(
    project: Path, page: str, id: str, xml: str, line: str
) -> None:
    before = texts(project)
    code = page.split("/")[1]
    file = export(project, code)
    put(file, page, id, xml)
    out = imported(project, file)
    assert f"Segments changed: 1. Files: {page}\n" in out
    after = texts(project)
    assert {name for name in after if after[name] != before.get(name)} == {page}
    ((_, new),) = changed_lines(before[page], after[page])
    assert new == line
    assert sites.check(project).code == 0
    assert "Segments changed: 0." in imported(project, file), "the same file a second time"
    assert texts(project) == after


def test_a_cell_keeps_its_table(project: Path) -> None:
    sites.edit(project, "content/sv/health.md", "\n\n*[BVC]: Barnavårdscentral", "")
    page = project / "content/en/health.md"
    before = page.read_bytes()
    file = export(project, "en")
    put(file, "content/en/health.md", "costs.2", "Who | what")
    imported(project, file)
    assert changed_lines(before, page.read_bytes()) == [("| Who | Fee |", "| Who \\| what | Fee |")]


@pytest.mark.parametrize("lines", [99, 4])
def test_lines_of_a_windows_editor_stay(project: Path, lines: int) -> None:
    """All of them, or the first few: an editor that mixes them is no reason to touch a line nobody translated."""
    page = project / WORK
    page.write_bytes(b"\xef\xbb\xbf" + page.read_bytes().replace(b"\n", b"\r\n", lines).rstrip())
    before = page.read_bytes()
    file = export(project, "ar")
    put(file, WORK, "register.1", "عنوان")
    imported(project, file)
    assert page.read_bytes() == before.replace("سجّل نفسك {".encode(), "عنوان {".encode())


def test_words_of_facts_land_where_they_stood_or_in_the_languages_own_file(project: Path) -> None:
    before = texts(project)
    file = export(project, "ar")
    put(file, "content/ar/facts.yaml", "vard-1177", "1177, صحة")
    put(file, "content/ar/facts.yaml", "arbetsformedlingen", "مكتب العمل")
    assert "content/ar/facts.yaml, content/facts/links.yaml" in imported(project, file)
    links = project / "content/facts/links.yaml"
    assert changed_lines(before["content/facts/links.yaml"], links.read_bytes()) == [
        ("  name: {sv: 1177, ar: دليل الصحة 1177}", '  name: {sv: 1177, ar: "1177, صحة"}')
    ]
    own = project / "content/ar/facts.yaml"
    assert own.read_text("utf-8").splitlines()[1:] == ["arbetsformedlingen: مكتب العمل"]
    file = export(project, "ar")
    put(file, "content/ar/facts.yaml", "arbetsformedlingen", "المكتب")
    imported(project, file)
    assert own.read_text("utf-8").splitlines()[1:] == ['arbetsformedlingen: "المكتب"']
    assert sites.check(project).code == 0


def test_an_interface_text_lands_in_the_catalog(project: Path) -> None:
    file = export(project, "ar")
    put(file, "locales/ar.po", "%(num)s day[2]", "يومان")
    put(file, "locales/ar.po", "Menu", "القائمة &quot;أ&quot;")
    assert "Files: locales/ar.po" in imported(project, file)
    before, after = (sites.ROOT / "locales/ar.po").read_bytes(), (project / "locales/ar.po").read_bytes()
    assert [new for _, new in changed_lines(before, after)] == ['msgstr[2] "يومان"', 'msgstr "القائمة \\"أ\\""']
    assert sites.build(project).code == 0


# -- the record


def records(project: Path, code: str = "ar") -> str:
    return (project / f"content/{code}/translations.yaml").read_text("utf-8")


def finish(file: Path, page: str) -> None:
    """Every target of a page called finished by the agency."""
    text = file.read_text("utf-8")
    start = text.index(f'original="{page}"')
    end = text.index("</file>", start)
    file.write_text(
        text[:start] + re.sub(r'<target state="[a-z-]+"', '<target state="final"', text[start:end]) + text[end:]
    )


def test_the_record_of_a_changed_section_is_brought_up_to_date(project: Path) -> None:
    sites.edit(project, "content/sv/work.md", "Gå sedan till", "Gå strax till")
    sites.edit(project, "content/sv/work.md", "Nya regler", "Andra regler")
    assert sites.check(project).out.count("content/ar/work.md") == 2
    file = export(project, "ar")
    put(file, WORK, "register.1", "عنوان")
    out = imported(project, file)
    assert "Still recorded as a machine's" in out and WORK in out
    told = sites.check(project).out
    assert told.count("content/ar/work.md:") == 1 and "“#holiday” is older" in told


def test_a_page_is_a_persons_when_a_person_has_seen_all_of_it(project: Path) -> None:
    assert (
        sites.call(
            "translations", "confirm", "work", "--language", "ar", "--reviewed-by", "Bo", "--project", project
        ).code
        == 0
    )
    assert "reviewed-by: Bo" in records(project)
    file = export(project, "ar")
    finish(file, WORK)
    put(file, WORK, "register.1", "عنوان")
    imported(project, file, "--by", "Byrån AB")
    work = records(project).split("\nwork:")[1]
    assert "made: person" in work and 'by: "Byrån AB"' in work and "reviewed" not in work
    assert "made: machine" in records(project).split("\nwork:")[0]


@pytest.mark.parametrize(
    ("attributes", "words", "made"),
    [
        ('state="translated"', [], "machine"),
        ('state="translated"', ["--made", "person"], "person"),
        ('state="translated" state-qualifier="mt-suggestion"', [], "machine"),
    ],
)
def test_how_it_was_made(project: Path, attributes: str, words: list[str], made: str) -> None:
    file = export(project, "ar")
    if "qualifier" in attributes:
        finish(file, INDEX)
    put(file, INDEX, "top.1", 'أهلا <g id="1">عمل</g>', attributes)
    imported(project, file, *words)
    assert f"made: {made}" in records(project).split("\nindex:")[1].split("\nwork:")[0]


def test_an_old_translation_that_still_holds_is_confirmed_by_calling_it_finished(project: Path) -> None:
    sites.edit(project, "content/sv/work.md", "Gå sedan till", "Gå strax till")
    before = (project / WORK).read_bytes()
    file = export(project, "ar")
    finish(file, WORK)
    assert "Segments changed: 0. Files: content/ar/translations.yaml" in imported(project, file)
    assert (project / WORK).read_bytes() == before and WORK not in sites.check(project).out


# -- a fresh language, a new section, another shape


def test_a_fresh_language_gets_its_files(real: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OMSVERIGE_TODAY", sites.newest_check())
    without(real, "ti")
    file = export(real, "ti")
    assert 'target state="needs-translation" />' in file.read_text("utf-8")
    translate(file)
    before = texts(real)
    imported(real, file)
    after = texts(real)
    names = {path.relative_to(real / "content/sv").as_posix() for path in (real / "content/sv").rglob("*.md")}
    new = {f"content/ti/{name}" for name in names} | {
        "content/ti/facts.yaml",
        "content/ti/translations.yaml",
        "locales/ti.po",
    }
    assert set(after) - set(before) == new and {name: after[name] for name in before} == before
    page = after["content/ti/support.md"].decode()
    assert (
        page.startswith(f"---\ntitle: {spoken('Hjälp om du lever med våld')}\n")
        and f"\nsafe-title: {spoken('Praktisk information')}\n---\n" in page
    )
    assert re.findall(r"\{[#.][^}]*\}", page) == re.findall(r"\{[#.][^}]*\}", before["content/sv/support.md"].decode())
    body = [
        re.sub(r"ʔ?[^\W\d_]+", "", text.split("\n---\n", 1)[1])
        for text in (page, before["content/sv/support.md"].decode())
    ]
    assert body[0] == body[1], "the frame of the page is its source's"
    assert "made: person" in records(real, "ti") and "made: machine" not in records(real, "ti")
    sites.edit(
        real,
        "content/languages.yaml",
        "  font: Noto Sans Ethiopic\n  status: planned",
        "  font: Noto Sans Ethiopic\n  status: published",
    )
    told = sites.check(real)
    assert told.code == 0 and "content/ti/" not in told.out, told.out
    assert "Segments changed: 0." in imported(real, export(real, "ti"))
    assert texts(real) == {**after, "content/languages.yaml": (real / "content/languages.yaml").read_bytes()}


def test_a_page_in_part_has_the_sections_that_are_whole(real: Path) -> None:
    without(real, "ti")
    file = export(real, "ti", "--page", "work", "rights.md")
    for only in ("title", "description", "top", "register", "company"):
        translate(file, f"content/ti/work.md#{only}")
    imported(real, file)
    assert not (real / "content/ti/rights.md").exists()
    page = (real / "content/ti/work.md").read_text("utf-8")
    assert re.findall(r"^## .*\{#([a-z-]+)[^}]*\}$", page, re.M) == ["register", "company"]
    assert re.search(r"[^\n]\n\n## [^\n]* \{#company[^}]*\}\n[^\n]+\n\Z", page), (
        "empty lines between sections, none at the end"
    )
    file = export(real, "ti", "--page", "work")
    translate(file, "content/ti/work.md#education")
    imported(real, file)
    after = (real / "content/ti/work.md").read_text("utf-8")
    assert re.findall(r"^## .*\{#([a-z-]+)[^}]*\}$", after, re.M) == ["register", "education", "company"]
    start, end = after.index("## ʔdnävnA"), after.index("## ʔatratS")
    assert after[:start] + after[end:] == page
    assert re.findall(r"^    ([a-z-]+):", records(real, "ti"), re.M) == ["top", "register", "education", "company"]


def test_a_title_the_source_has_since_is_added(project: Path) -> None:
    sites.edit(project, "content/sv/work.md", "title: Arbete\n", "title: Arbete\nshort: Jobb\n")
    file = export(project, "ar")
    put(file, WORK, "short", "شغل")
    imported(project, file)
    assert "\nshort: شغل\n---\n" in (project / WORK).read_text("utf-8") and sites.check(project).code == 0


def test_a_section_of_another_shape_is_one_segment(project: Path) -> None:
    sites.edit(project, "content/sv/work.md", "\n> [!NOTE]\n", "\nEn ny mening.\n\n> [!NOTE]\n")
    file = export(project, "ar")
    assert target(file, WORK, "holiday.1") == "الإجازة"
    old = target(file, WORK, "holiday.rest")
    assert "[[semester-dagar]]</ph>" in old and "\n\n<ph" in old and "[!NOTE]</ph>\n&gt; كلمة" in old
    put(file, WORK, "holiday.rest", old + "\n\n## ثان\n\nجملة.")
    refused(project, file, "With the words of “holiday.rest”, content/ar/work.md has other sections than before.")
    put(file, WORK, "holiday.rest", old.replace("\n\n", "\n\nجملة.\n\n", 1))
    before = (project / WORK).read_text("utf-8")
    imported(project, file)
    assert (project / WORK).read_text("utf-8") == before.replace("\n\n> [!NOTE]", "\n\nجملة.\n\n> [!NOTE]")
    assert sites.check(project).code == 0 and "holiday.rest" not in export(project, "ar").read_text("utf-8")


# -- mistakes


def refused(project: Path, file: Path, *sentences: str, code: int = 1) -> str:
    """The import says every sentence, with a way out, and no file is touched."""
    before = texts(project)
    ran = take_in(project, file)
    assert ran.code == code and "Traceback" not in ran.err
    for sentence in sentences:
        assert sentence in ran.err, f"not said: {sentence}\nbut:\n{ran.err}"
    told = [line for line in ran.err.splitlines() if not line.startswith(" ")]
    assert ran.err.count("\n    fix: ") == len(told) - (code == 1), ran.err
    assert texts(project) == before
    assert take_in(project, file).code == code
    return ran.err


MARKS = (
    '<bpt id="1">[[arbetsformedlingen|</bpt>ب<ept id="1">]]</ept> <bpt id="2">[</bpt>س<ept id="2">](health.md)</ept>'
)


@pytest.mark.parametrize(
    ("id", "xml", "sentence"),
    [
        ("top.1", "جديد", "lacks a mark of its source: [[arbetsformedlingen]]."),
        ("top.1", "جديد [[arbetsformedlingen]", "lacks a mark of its source: [[arbetsformedlingen]]."),
        ("top.1", 'ج <ph id="1">[[arbetsformedling]]</ph>', "is changed or out of its place: [[arbetsformedling]]."),
        ("top.1", 'ج <ph id="7"/>', "is changed or out of its place: <ph id=7>."),
        ("top.1", 'ج <ph id="1"/> [[vard-1177]]', "has what its source has not: [[vard-1177]]."),
        ("top.1", 'ج <ph id="1"/> [x](work.md)', "has what its source has not: (work.md)."),
        ("register.2", MARKS.replace("](health.md)", "](work.md)"), "is changed or out of its place: ](work.md)."),
        ("register.2", MARKS.replace('<ept id="2">](health.md)</ept>', ""), "is changed or out of its place: [."),
        ("register.2", '<bpt id="1"/>a<bpt id="2"/>b<ept id="1"/>c<ept id="2"/>', "is changed or out of its place"),
        ("register.2", "- " + MARKS, "A mark in “register.2” of content/ar/work.md makes something else of it"),
        ("register.1", "عنوان {#other}", "has what its source has not: {#other}."),
        ("top.1", '# ج <ph id="1"/>', "“# …” is not used in a page"),
        ("top.1", '<ph id="1"/> <![CDATA[<script>]]>', "HTML is not used in pages"),
        ("top.1", '<ph id="1"/> \u202eج', "There is an invisible or reserved character here: U+202E"),
        ("top.1", "", "has been emptied"),
        ("register.2", MARKS + "**ج **", "readers would see **."),
        ("register.1", "عنوان\n\n## ثان {#second}", "has what its source has not: {#second}."),
        ("holiday.2", '<ph id="1"/> ج', "lacks a mark of its source: [[nya-regler]]."),
    ],
)  # fmt: skip
def test_what_a_translator_can_break_is_told(project: Path, id: str, xml: str, sentence: str) -> None:
    file = export(project, "ar")
    put(file, WORK, id, xml)
    told = refused(project, file, sentence, "Nothing was imported.")
    line = file.read_text("utf-8")[: block(file.read_text("utf-8"), WORK, id).start()].count("\n") + 1
    assert f"{file}:{line}: " in told


def test_a_mark_moved_to_its_neighbour_is_no_mistake(project: Path) -> None:
    sites.edit(
        project, "content/sv/work.md", "Läs mer hos [[arbetsformedlingen]].", "Läs mer.\n\nHos [[arbetsformedlingen]]."
    )
    sites.edit(project, WORK, "اقرأ المزيد لدى [[arbetsformedlingen]].", "[[arbetsformedlingen]].\n\nاقرأ المزيد.")
    file = export(project, "ar")
    put(file, WORK, "top.2", "المزيد.")
    assert "Segments changed: 1." in imported(project, file)
    file = export(project, "ar")
    put(file, WORK, "top.1", "يحق للجميع العمل.")
    refused(
        project,
        file,
        "The translation of “top.1” in content/ar/work.md lacks a mark of its source: [[arbetsformedlingen]].",
    )
    put(file, WORK, "top.2", 'المزيد <ph id="1"/>.')
    assert "Segments changed: 2." in imported(project, file) and sites.check(project).code == 0


def test_a_translation_that_says_a_number_once_may_go_on_doing_so(project: Path) -> None:
    sites.edit(project, "content/sv/index.md", "Läs om", "Säg var du är när du ringer [[sos-112]].\n\nLäs om")
    sites.edit(project, INDEX, " [", "\n\n[")
    file = export(project, "ar")
    put(file, INDEX, "emergency.1", "عنوان")
    assert "Segments changed: 1." in imported(project, file)


def test_a_fact_the_source_has_since_is_asked_for(project: Path) -> None:
    """The agency changed another segment of the section: recorded as it is, the page would lack what its source has."""
    sites.edit(project, "content/sv/work.md", "Gå sedan till", "Ring [[sos-112]]. Gå sedan till")
    file = export(project, "ar")
    put(file, WORK, "register.1", "عنوان")
    told = refused(
        project, file, "The translation of “register.2” in content/ar/work.md lacks a mark of its source: [[sos-112]]."
    )
    assert told.count("lacks") == 1
    put(file, WORK, "register.2", target(file, WORK, "register.2") + ' <ph id="2"/>')
    assert "Segments changed: 2." in imported(project, file) and sites.check(project).code == 0


def test_all_mistakes_come_at_once(project: Path) -> None:
    file = export(project, "ar")
    put(file, INDEX, "emergency.1", "x")
    put(file, INDEX, "emergency.2", "y")
    put(file, WORK, "top.1", "z")
    put(file, "locales/ar.po", "in %(language)s", "في")
    told = refused(project, file)
    assert told.count("lacks a mark of its source") == 3 and "%(language)s" in told
    put(file, "locales/ar.po", "in %(language)s", '100 % <ph id="1">%(language)s</ph>')
    refused(project, file, "The translation of “in %(language)s” has a % sign that stands by itself.")


def test_a_changed_number_of_bold_words_in_an_old_translation_is_its_own_affair(project: Path) -> None:
    sites.edit(project, "content/sv/index.md", "Fara för liv:", "**Fara för liv:**")
    file = export(project, "ar")
    put(file, INDEX, "emergency.2", target(file, INDEX, "emergency.2").replace(":", " –", 1))
    assert "Segments changed: 1." in imported(project, file)


def test_a_source_that_has_changed_since_is_told(project: Path) -> None:
    file = export(project, "ar")
    sites.edit(project, "content/sv/work.md", "Gå sedan till", "Gå strax till")
    put(file, WORK, "register.1", "عنوان")
    put(file, WORK, "holiday.1", "عطلة")
    told = refused(project, file, "The source of “register.1” in content/ar/work.md has changed since the export.")
    assert "holiday" not in told
    put(file, INDEX, "title", "عنوان")
    assert "Segments changed: 1. Files: content/ar/index.md\n" in imported(project, file, "--page", "index")


def test_a_translation_that_has_changed_since_is_told(project: Path) -> None:
    file = export(project, "ar")
    sites.edit(project, WORK, "الإجازة {", "العطلة {")
    assert "Segments changed: 0." in imported(project, file), "ours is newer, theirs untouched"
    put(file, WORK, "holiday.1", "راحة")
    refused(
        project, file, "The translation of “holiday.1” in content/ar/work.md has been changed here since the export."
    )
    put(file, WORK, "holiday.1", "العطلة")
    assert "Segments changed: 0." in imported(project, file), "both made the same change"


def test_half_a_section_is_told(project: Path) -> None:
    file = export(project, "ar")
    put(file, "content/ar/rights.md", "speak-up.1", "عنوان")
    put(file, "content/ar/health.md", "title", "صحة")
    refused(
        project,
        file,
        "The section “#speak-up” of content/ar/rights.md is translated in part only; without words: speak-up.2, speak-up.3, speak-up.4.",
        "The section “#top” of content/ar/rights.md is translated in part only; without words: title, description, top.1",
        "The section “#top” of content/ar/health.md is translated in part only",
    )


def test_a_tool_that_copies_the_source_translates_nothing(project: Path) -> None:
    file = export(project, "fa")
    text = file.read_text("utf-8")
    text = re.sub(
        r"<source>(.*?)</source>(\s*)<target ([^>]*?) ?/>", r"<source>\1</source>\2<target \3>\1</target>", text
    )
    file.write_text(text, "utf-8")
    assert '<target state="needs-translation">Arbete</target>' in text
    assert "Segments changed: 0." in imported(project, file)
    assert not (project / "content/fa").exists()


def test_a_segment_without_words_may_come_back_empty(project: Path) -> None:
    file = export(project, "fa", "--page", "health")
    cell = target(file, "content/fa/health.md", "costs.5")
    assert cell.startswith("<ph ") and "[[patientavgift]]" in cell, "only a fact: put in from the start"
    translate(file)
    file.write_text(file.read_text("utf-8").replace("xmlns:ns0", "xmlns").replace("ns0:", ""), "utf-8")
    put(file, "content/fa/health.md", "costs.5", "")
    imported(project, file)
    assert "| [[patientavgift]] |" in (project / "content/fa/health.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("<xliff ", '<!DOCTYPE xliff [<!ENTITY e SYSTEM "file://{}">]>\n<xliff ', "The file has a document type"),
        ("<xliff ", '<!DOCTYPE xliff SYSTEM "file://{}">\n<xliff ', "The file has a document type"),
        ("<source>Arbete", "<source>&e;", "The file is not whole XML: undefined entity."),
        ("</body>", "", "The file is not whole XML: mismatched tag."),
        ("encoding='utf-8'", "encoding='x-none'", "The file is not whole XML: unknown encoding: x-none."),
        ('version="1.2"', 'version="2.0"', "The file is XLIFF 2.0, not 1.2."),
        ("xliff:document:1.2", "xliff:document:2.0", "The file is XLIFF 2.0, not 1.2."),
        ('target-language="ar"', 'target-language="fa"', "The part for content/ar/index.md says “fa” where it was sent out with “ar”"),
        ('source-language="sv"', 'source-language="en"', "says “en” where it was sent out with “sv” (Svenska)."),
        ('original="content/ar/work.md"', 'original="content/ar/wrok.md"', "“content/ar/wrok.md” is not a text of this project"),
        ('original="content/ar/work.md"', 'original="../../etc/passwd"', "“../../etc/passwd” is not a text of this project"),
        ('original="content/ar/work.md"', 'original="content/sv/work.md"', "“content/sv/work.md” is not a text of this project"),
        ('id="register.1"', 'id="registr.1"', "content/ar/work.md has no segment “registr.1”."),
    ],
)  # fmt: skip
def test_a_file_that_is_not_ours_is_told(project: Path, old: str, new: str, sentence: str) -> None:
    file = export(project, "ar")
    put(file, WORK, "title", "عمل")
    text = file.read_text("utf-8")
    assert old in text
    (project.parent / "secret").write_text("whisper")
    file.write_text(text.replace(old, new.format(project.parent / "secret")), "utf-8")
    assert "whisper" not in refused(project, file, sentence)


def test_a_lost_record_an_html_page_and_no_file_are_told(project: Path) -> None:
    file = export(project, "ar")
    file.write_text(re.sub(r"<skl>.*?</skl>", "", file.read_text("utf-8"), flags=re.S))
    refused(project, file, "The part for content/ar/work.md has lost the record of its export")
    file.write_text("<html/>")
    refused(project, file, "This is not an XLIFF file: it begins with <html>.")
    file.unlink()
    refused(project, file, "There is no file", code=2)


def test_a_file_split_or_joined_by_a_tool(project: Path) -> None:
    file = export(project, "ar", "--page", "work")
    text = file.read_text("utf-8")
    head, units = text.split("<body>")[0], re.findall(r"<trans-unit .*?</trans-unit>", text, re.S)
    middle = f"</body></file>{head[head.index('<file ') :]}<body>"
    file.write_text(f"{head}<body>{''.join(units[:3])}{middle}{''.join(units[3:])}</body></file></xliff>", "utf-8")
    put(file, WORK, "title", "عمل")
    put(file, WORK, "holiday.1", "عطلة")
    assert "Segments changed: 2. Files: content/ar/work.md\n" in imported(project, file)
    page = (project / WORK).read_text("utf-8")
    assert "title: عمل\n" in page and "## عطلة {#holiday}" in page
    other = re.search(r"<file .*</file>", export(project, "fa").read_text("utf-8"), re.S)
    assert other
    file.write_text(file.read_text("utf-8").replace("</xliff>", other[0] + "</xliff>"), "utf-8")
    refused(project, file, "The file is for more than one language: ar, fa.")


def test_a_page_that_is_not_there_is_told(project: Path) -> None:
    ran = take_in(project, export(project, "ar"), "--page", "wrok")
    assert ran.code == 1 and "nothing to translate by the name “wrok”" in ran.err and "Did you mean “work”?" in ran.err


def test_a_guess_in_a_catalog_is_sent_as_not_translated(project: Path) -> None:
    own = sites.own_copy(project, "locales/ar.po")
    own.write_text(own.read_text("utf-8").replace('msgid "Menu"', '#, fuzzy\nmsgid "Menu"'), "utf-8")
    file = export(project, "ar")
    assert 'state="needs-translation"' in block(file.read_text("utf-8"), "locales/ar.po", "Menu")[1]
    put(file, "locales/ar.po", "Menu", "القائمة")
    imported(project, file)
    assert "fuzzy" not in own.read_text("utf-8") and sites.check(project).code == 0


def test_entities_cannot_grow_or_fetch(project: Path) -> None:
    """A billion laughs in a file that looks like ours: refused at the first line of the document type."""
    file = export(project, "ar")
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 20))
    text = file.read_text("utf-8").replace("<xliff ", f'<!DOCTYPE x [<!ENTITY l0 "ha">{laughs}]>\n<xliff ')
    file.write_text(text.replace("<target", "<target>&l19;</target><target", 1), "utf-8")
    refused(project, file, f"{file}:2: The file has a document type")


def test_a_text_with_an_error_is_neither_sent_nor_filled(project: Path) -> None:
    file = export(project, "ar")
    put(file, WORK, "title", "عمل")
    sites.edit(project, WORK, " {#holiday}", "")
    refused(project, file, "content/ar/work.md:10: The heading has no id.")
    ran = sites.call(
        "translations", "export", "--language", "ar", "--project", project, "--out", file.parent / "x", "--speak", "en"
    )
    assert ran.code == 1 and "The heading has no id." in ran.err and not (file.parent / "x").exists()


@pytest.mark.parametrize("old", ["nplurals=6; plural=(n==0 ? 0 : ", "Plural-Forms: ", "\n"])
def test_a_broken_catalog_is_told(project: Path, old: str) -> None:
    own = sites.own_copy(project, "locales/ar.po")
    own.write_bytes(own.read_bytes().replace(old.encode(), b"x((" if old != "\n" else b"\n\xff", 1))
    ran = sites.call(
        "translations", "export", "--language", "ar", "--project", project, "--out", own.parent, "--speak", "en"
    )
    assert ran.code in (0, 1) and "Traceback" not in ran.err
    assert ran.code == (0 if old == "Plural-Forms: " else 1) and ("locales/ar.po" in ran.err) == bool(ran.code)


@pytest.mark.parametrize(
    ("words", "what", "fix"),
    [
        (["--language", "arr"], "“arr” is not a language of the table.", "Did you mean “ar”?"),
        (["--language", "sv"], "“sv” is the language everything is translated from.", "fix:"),
        (["--language", "ar", "--page", "wrok"], "nothing to translate by the name “wrok”", "Did you mean “work”?"),
        (["--language", "ar", "--out", "{}/site"], "is inside the published site", ""),
        (["--language", "ar", "--format", "tmx"], "invalid choice: 'tmx'", ""),
        ([], "--language", ""),
    ],
)
def test_a_mistake_in_the_command_makes_no_file(project: Path, words: list[str], what: str, fix: str) -> None:
    before = texts(project)
    ran = sites.call(
        "translations", "export", "--project", project, "--speak", "en", *(word.format(project) for word in words)
    )
    assert ran.code == 2 and what in ran.err and fix in ran.err
    assert texts(project) == before


def test_pages_facts_and_interface_are_named_one_by_one(project: Path) -> None:
    def names(*words: str) -> list[str]:
        return re.findall(r'original="([^"]+)"', export(project, "ar", *words).read_text("utf-8"))

    every = names()
    assert every[:2] == [INDEX, WORK] and every[-3:] == [
        "content/ar/letters/ut-kort.md",
        "content/ar/facts.yaml",
        "locales/ar.po",
    ]
    assert names("--page", "letters/ut-kort", "work.md") == [WORK, "content/ar/letters/ut-kort.md"]
    assert names("--page", "facts.yaml", "--page", "ar.po") == ["content/ar/facts.yaml", "locales/ar.po"]
    folder = project.parent / "agency"
    assert sites.call("translations", "export", "--language", "ar", "--project", project, "--out", folder).code == 0
    assert [path.name for path in folder.iterdir()] == ["om-sverige.sv-ar.xlf"]
