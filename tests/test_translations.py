"""``translations confirm``: what it records, and that it records nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
import sites


def confirm(project: Path, *words: str) -> sites.Ran:
    return sites.call("translations", "confirm", *words, "--project", project, "--speak", "en")


def warnings(project: Path) -> list[str]:
    """The places of stale and unrecorded sections."""
    return [line.split(": (warning)")[0] for line in sites.check(project).out.splitlines() if "(warning)" in line]


def records(project: Path) -> dict[str, str]:
    return {code: (project / f"content/{code}/translations.yaml").read_text("utf-8") for code in ("en", "ar")}


@pytest.fixture
def stale(project: Path) -> Path:
    """Two sections of ``work`` and one of ``index`` are older than their source, in both languages."""
    sites.edit(project, "content/sv/work.md", "Gå sedan till", "Gå strax till")
    sites.edit(project, "content/sv/work.md", "Nya regler", "Andra regler")
    sites.edit(project, "content/sv/index.md", "Fara för liv", "Stor fara för liv")
    assert len(warnings(project)) == 6
    return project


def test_one_section_in_one_language(stale: Path) -> None:
    before = records(stale)
    ran = confirm(stale, "work#holiday", "--language", "en")
    assert ran.code == 0 and "Sections recorded: 1. Files: content/en/translations.yaml" in ran.out
    after = records(stale)
    assert after["ar"] == before["ar"]
    changed = [new for old, new in zip(before["en"].splitlines(), after["en"].splitlines(), strict=True) if old != new]
    assert len(changed) == 1 and changed[0].startswith("    holiday: ")
    assert len(warnings(stale)) == 5


def test_one_page_in_every_language(stale: Path) -> None:
    assert confirm(stale, "work").code == 0
    assert sorted(warnings(stale)) == ["content/ar/index.md:7", "content/en/index.md:7"]


def test_everything(stale: Path) -> None:
    before = {path: path.read_bytes() for path in stale.rglob("*") if path.is_file() and ".press" not in path.parts}
    assert confirm(stale, "all").code == 0
    assert warnings(stale) == []
    changed = {path.name for path, data in before.items() if path.read_bytes() != data}
    assert changed == {"translations.yaml"}
    assert not list(stale.rglob("*.new")), "a leftover beside the record"


def test_confirming_again_changes_nothing(project: Path) -> None:
    before = records(project)
    assert confirm(project, "all").code == 0
    assert records(project) == before


def test_a_letter(project: Path) -> None:
    sites.edit(project, "content/sv/letters/ut-kort.md", "Välkommen!", "Hej!")
    assert len(warnings(project)) == 2
    assert confirm(project, "letters/ut-kort").code == 0
    assert warnings(project) == []


def test_a_sheet(project: Path) -> None:
    front = "title: {}\ndescription: A poster.\n{}"
    source = "owner: redaktionen\nsources: [arbetsformedlingen]\nchecked: 2026-11-01\nreview-by: 2027-05-01\nmenu: none\n"
    for code, title, more in (("sv", "Affisch", source), ("en", "Poster", "")):
        path = project / f"content/{code}/sheets/poster.md"
        path.parent.mkdir()
        path.write_text(f"---\n{front.format(title, more)}---\n{title}!\n", "utf-8")
    assert warnings(project) == ["content/en/sheets/poster.md"]
    assert confirm(project, "sheets/poster").code == 0
    assert warnings(project) == [] and "\nsheets/poster:\n  from: sv\n" in records(project)["en"]
    sites.edit(project, "content/sv/sheets/poster.md", "Affisch!", "Välkommen!")
    assert warnings(project) == ["content/en/sheets/poster.md:5"]
    assert sites.build(project).code == 0 and not list((project / "site").rglob("*poster*"))


def test_a_sheet_without_its_source_is_told_of(project: Path) -> None:
    path = project / "content/en/sheets/card.md"
    path.parent.mkdir()
    path.write_text("---\ntitle: Card\ndescription: A card.\n---\nText.\n", "utf-8")
    said = sites.check(project).out + sites.check(project).err
    assert "content/en/sheets/card.md" in said and "content/sv/sheets/card.md" in said


def test_who_made_and_who_reviewed_it(project: Path) -> None:
    assert confirm(project, "work", "--language", "ar", "--made", "person", "--by", 'Amal: "Översättning"').code == 0
    assert confirm(project, "work", "--language", "ar", "--reviewed-by", "Bo Ek").code == 0
    assert sites.build(project).code == 0
    html = sites.html(project, "ar/work")
    assert "Amal: &#34;Översättning&#34;" in html and "Bo Ek" in html and "21 نوفمبر 2026" in html
    assert "تُرجمت هذه الصفحة آليًا" not in html, "the notice of a machine's translation"
    assert "تُرجمت هذه الصفحة آليًا" in sites.html(project, "ar/index")


def test_a_new_translation_is_recorded_from_the_source(project: Path) -> None:
    (project / "content/en/rights.md").write_text(
        "---\ntitle: Rights\ndescription: Your rights.\n---\nYou have rights.\n\n## Say {#speak-up}\n[[redaktionens-post]]\n"
    )
    assert warnings(project) == ["content/en/rights.md"]
    assert confirm(project, "rights").code == 0
    assert warnings(project) == []
    assert "\nrights:\n  from: sv\n  made: machine\n  sections:\n" in records(project)["en"]


@pytest.mark.parametrize(
    ("words", "what", "fix"),
    [
        (["wrok"], "There is no translated page “wrok”.", "Did you mean “work”?"),
        (["work", "--language", "arr"], "“arr” is not a language of the table.", "Did you mean “ar”?"),
        (["work#holidya"], "has no section “#holidya”.", "Did you mean “holiday”?"),
        (["rights"], "There is no translated page “rights”.", "fix:"),
    ],
)
def test_a_mistake_in_the_command_records_nothing(project: Path, words: list[str], what: str, fix: str) -> None:
    before = records(project)
    ran = confirm(project, *words)
    assert ran.code == 2 and what in ran.err and fix in ran.err
    assert records(project) == before


def test_fingerprints_stand_for_words_not_for_their_layout() -> None:
    from press.readers.markup import fingerprint

    assert fingerprint("a  b\n\nc ") == fingerprint(" a b c") == fingerprint("a\tb\r\nc")
    assert len({fingerprint(text) for text in ("a b", "ab", "a B", "b a", "", "a-b")}) == 6
    assert len(fingerprint("x")) == 16 and set(fingerprint("x")) <= set("0123456789abcdef")


def test_null_in_the_record_is_nobody(project: Path) -> None:
    """docs/content-format.md writes ``reviewed-by: null``; readers were told of a reviewer by that name."""
    sites.edit(
        project, "content/en/translations.yaml", "  made: machine\n", "  made: machine\n  reviewed-by: null\n  by: ~\n"
    )
    assert sites.check(project).code == 0
    assert sites.build(project).code == 0
    assert "null" not in sites.html(project, "en/health") and "~" not in sites.html(project, "en/health")
