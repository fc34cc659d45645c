"""A mailing as a job: planned, printed once, gone on with, read back, reprinted. Made-up recipients only."""

from __future__ import annotations

import json
import os
import stat
from array import array
from pathlib import Path

import pikepdf
import pytest
import sites
from letterbox import build_site, source_of

from press.adapters import raster
from press.commands import mailing_job as jobs
from press.commands.mailing import AS_USUAL, Means, Wishes, make_mailing
from press.commands.mailing_forms import Order
from press.commands.mailing_reprint import reprint
from press.commands.mailing_verify import verify
from press.envelopes import ENVELOPES
from press.problems import say
from press.recipients import Finding, Recipients
from press.store import private

C5 = ENVELOPES["c5-h2"]
CODES = ("sv", "ar", "en")


def crowd(count: int = 30, rejected: int = 2, held: int = 1, reference: bool = False) -> Recipients:
    texts = [f"Exempel {n}\nProvgatan {n}\n000 00  ORT" + (f"\x1fPROV {n}" if reference else "") for n in range(count)]
    findings = tuple(
        Finding(900 + n, "Ort", "", say("The town is missing."), say("Write it."), "rejected") for n in range(rejected)
    )
    languages = [CODES[n % 3] for n in range(count)]
    return Recipients(count + rejected + held, array("I", range(2, count + 2)), languages, texts, rejected, held, findings, ())


def tables(recipients: Recipients) -> list[tuple[str, bytes]]:
    return [("problems.csv", f"{len(recipients.findings)}\n".encode())] if recipients.findings else []


def mail(out: Path, recipients: Recipients | None = None, source: str = "s", wishes: Wishes = AS_USUAL, **wanted):
    order = Order("ut-kort", "2026-11-21", C5, **wanted)
    means = Means(source_of(), "p", 1, tables)
    return make_mailing(build_site(), order, recipients or crowd(), source, out, means, wishes)


@pytest.fixture
def done(tmp_path):
    made = mail(tmp_path / "job", crowd(reference=True))
    assert made.manifest, made.problems
    return tmp_path / "job", made.manifest


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.name != jobs.KEY}


def words(problems) -> list[str]:
    return [f"{problem.where} {problem.what}" for problem in problems]


def test_every_accepted_row_is_in_one_letter_and_the_numbers_add_up(done):
    out, manifest = done
    assert (manifest["read"], manifest["printed"], manifest["rejected"], manifest["held"]) == (33, 30, 2, 1)
    assert [row["languages"] for row in manifest["files"]] == [["sv"], ["en"], ["ar"]], "the order of the languages table"
    assert [row["name"] for row in manifest["files"]] == [
        "ut-kort-sv-000001-000010.pdf", "ut-kort-en-000011-000020.pdf", "ut-kort-ar-000021-000030.pdf",
    ]  # fmt: skip
    lines = jobs.read_lines(out / jobs.LETTERS)
    assert [line.sequence for line in lines] == list(range(1, 31))
    assert sorted(line.row for line in lines) == list(range(2, 32))
    found = verify(out)
    assert (found.right, found.wrong, found.problems) == (30, 0, ())


def test_nothing_personal_is_written_but_on_the_letters_and_only_the_owner_may_read(done):
    out, _ = done
    for path in out.iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600, path.name
        if path.suffix != ".pdf" and path.name != jobs.KEY:
            assert b"Exempel" not in path.read_bytes() and b"Provgatan" not in path.read_bytes(), path.name
    assert stat.S_IMODE(out.stat().st_mode) == 0o700
    assert not [path for path in out.iterdir() if path.name.startswith(".")], "no temporary file is left"


def test_the_files_orders_splits_and_starts_as_asked(tmp_path):
    one = mail(tmp_path / "a", by="file", split=12, start=101).manifest
    assert [(row["first"], row["last"], row["letters"]) for row in one["files"]] == [(101, 112, 12), (113, 124, 12), (125, 130, 6)]
    assert [line.row for line in jobs.read_lines(tmp_path / "a" / jobs.LETTERS)] == list(range(2, 32)), "the rows' own order"
    assert verify(tmp_path / "a").right == 30
    two = mail(tmp_path / "b", split=6).manifest
    assert [row["letters"] for row in two["files"]] == [6, 4, 6, 4, 6, 4]


def test_the_reader_gets_swedish_too_unless_one_language_is_asked_for(tmp_path):
    def text(folder):
        name = next(row["name"] for row in jobs.read_json(folder / jobs.MANIFEST)["files"] if row["languages"] == ["en"])
        return raster.text_in_box((folder / name).read_bytes(), 0, 80, 210, 160)

    mail(tmp_path / "both")
    mail(tmp_path / "alone", alone=True)
    assert "Välkommen" in text(tmp_path / "both") and "Welcome" in text(tmp_path / "both")
    assert "Välkommen" not in text(tmp_path / "alone") and "Welcome" in text(tmp_path / "alone")


def test_the_same_command_again_does_nothing_and_mends_what_was_damaged(done):
    out, _ = done
    before = contents(out)
    again = mail(out, crowd(reference=True))
    assert again.known and contents(out) == before
    (out / "ut-kort-en-000011-000020.pdf").write_bytes(b"gone wrong")
    mended = mail(out, crowd(reference=True))
    assert not mended.known and contents(out) == before


@pytest.mark.parametrize("left", range(4))
def test_a_job_that_was_killed_goes_on_and_ends_with_the_same_bytes(tmp_path, left):
    """After ``left`` of its three files; and in the middle of the next one."""
    whole = mail(tmp_path / "whole")
    out = tmp_path / "job"
    mail(out)
    key = (out / jobs.KEY).read_bytes()
    names = [row["name"] for row in whole.manifest["files"]]
    private.write(out / jobs.PLAN, [jobs.as_json({"identity": whole.manifest["identity"]})])
    (out / jobs.MANIFEST).unlink()
    for name in names[left:]:
        half = (out / name).read_bytes()[:500]
        (out / name).unlink()
        (out / f".{name}.new").write_bytes(half)
    resumed = mail(out)
    assert not resumed.known and (out / jobs.KEY).read_bytes() == key
    pdfs = {name: data for name, data in contents(out).items() if name.endswith(".pdf")}
    assert pdfs == {name: data for name, data in contents(tmp_path / "whole").items() if name.endswith(".pdf")}
    assert verify(out).right == 30 and not (out / jobs.PLAN).exists()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"source": "other"}, "another recipients' file"),
        ({"recipients": crowd(29)}, "other rows are printed"),
        ({"start": 7}, "other options"),
    ],
)
def test_another_job_never_writes_into_the_folder(done, change, sentence):
    out, _ = done
    before = contents(out)
    refused = mail(out, **{"recipients": crowd(reference=True), **change})
    assert not refused.manifest and any(sentence in word for word in words(refused.problems)), words(refused.problems)
    assert contents(out) == before


def test_a_folder_with_other_letters_in_it_is_refused(tmp_path):
    (tmp_path / "job").mkdir()
    (tmp_path / "job" / "old.pdf").write_bytes(b"%PDF")
    refused = mail(tmp_path / "job")
    assert "holds other PDF files" in words(refused.problems)[0]


def test_strict_prints_nothing_when_a_row_is_faulty_but_tells_which(tmp_path):
    refused = mail(tmp_path / "job", wishes=Wishes(strict=True))
    assert not refused.manifest and "you have chosen" in words(refused.problems)[0]
    assert [path.name for path in (tmp_path / "job").iterdir()] == ["problems.csv"]


def test_a_file_without_a_single_good_row_prints_nothing(tmp_path):
    refused = mail(tmp_path / "job", crowd(0))
    assert not refused.manifest and "no row" in words(refused.problems)[0]


def test_single_copies_are_tagged_and_show_their_own_address(tmp_path):
    validator = pytest.importorskip("page", reason="page-validation is not installed")
    out = tmp_path / "job"
    made = mail(out, crowd(4, reference=True), wishes=Wishes(single=True))
    assert not [problem for problem in made.problems if problem.severity == "error"]
    copies = sorted((out / "single").iterdir())
    assert [path.name for path in copies] == [f"{n:06d}.pdf" for n in range(1, 5)]
    lines = {line.sequence: line for line in jobs.read_lines(out / jobs.LETTERS)}
    for path in copies:
        data = path.read_bytes()
        row = lines[int(path.stem)].row
        assert raster.text_in_box(data, *C5.window).splitlines()[0] == f"Exempel {row - 2}"
        assert f"PROV {row - 2}" in raster.text_in_box(data, 0, 74, 210, 18)
        assert validator.validate_pdf_bytes(data, profile="ua1").is_compliant
        assert validator.validate_pdf_bytes(data, profile="2a").is_compliant


# -- reading back


def broken(out: Path, name: str, find: bytes, put: bytes) -> None:
    data = (out / name).read_bytes()
    assert data.count(find) >= 1
    (out / name).write_bytes(data.replace(find, put, 1))


def accept(out: Path, name: str) -> None:
    """Let the manifest say what the changed file is, so that only reading it can find the fault."""
    manifest = jobs.read_json(out / jobs.MANIFEST)
    for row in manifest["files"]:
        if row["name"] == name:
            row["sha256"] = private.digest(out / name)[0]
    (out / jobs.MANIFEST).write_bytes(jobs.as_json(manifest))


UTF16 = "utf-16-be"


@pytest.mark.parametrize(
    ("find", "put", "sentence"),
    [
        ("Provgatan 1".encode(UTF16), "Provgatan 8".encode(UTF16), "do not show the address"),
        ("-000011".encode(UTF16), "-000019".encode(UTF16), "do not show their sequence"),
        ("PROV 2".encode(UTF16), "PROV 3".encode(UTF16), "do not show their reference"),
        (b"/A0 Do", b"/F0 Do", "no code"),
    ],
)
def test_a_wrong_letter_is_found_although_the_manifest_has_been_made_to_agree(done, find, put, sentence):
    out, _ = done
    name = "ut-kort-en-000011-000020.pdf"
    broken(out, name, find, put)
    assert any("has been changed" in word for word in words(verify(out).problems))
    accept(out, name)
    found = verify(out)
    assert found.wrong == 1 and found.right == 29 and any(sentence in word for word in words(found.problems)), words(found.problems)


def test_a_missing_file_list_or_key_is_told(done):
    out, _ = done
    (out / "ut-kort-ar-000021-000030.pdf").unlink()
    assert any("missing" in word for word in words(verify(out).problems))
    (out / jobs.LETTERS).write_text("sequence\n")
    assert any("list of letters" in word for word in words(verify(out).problems))
    (out / jobs.KEY).unlink()
    assert "key is gone" in words(verify(out).problems)[0]
    assert "no finished job" in words(verify(out.parent).problems)[0]


# -- once more


def test_a_reprint_is_a_job_of_its_own_that_cites_the_letters(done, tmp_path):
    out, manifest = done
    made = reprint(out, ["17", "3-4"], tmp_path / "again")
    assert not made.problems
    assert made.manifest["reprint-of"] == manifest["job"] and made.manifest["printed"] == 3
    found = verify(tmp_path / "again")
    assert (found.right, found.wrong, found.problems) == (3, 0, ())
    with pikepdf.open(tmp_path / "again" / "ut-kort-en-000017-000017.pdf") as one:
        assert len(one.pages) == 1
        assert one.Root.Metadata is not None and one.Root.OutputIntents is not None
    line = next(line for line in jobs.read_lines(out / jobs.LETTERS) if line.sequence == 17)
    again = (tmp_path / "again" / "ut-kort-en-000017-000017.pdf").read_bytes()
    assert raster.text_in_box(again, *C5.window).splitlines()[0] == f"Exempel {line.row - 2}"
    assert reprint(out, ["17", "3-4"], tmp_path / "again").known


def test_a_reprint_is_as_valid_as_the_run(done, tmp_path):
    validator = pytest.importorskip("page", reason="page-validation is not installed")
    out, _ = done
    reprint(out, ["25"], tmp_path / "again")
    report = validator.validate_pdf_bytes((tmp_path / "again" / "ut-kort-ar-000025-000025.pdf").read_bytes(), profile="2u")
    assert report.is_compliant, [(failure.rule_id, failure.message) for failure in report.failures]


@pytest.mark.parametrize(("asked", "sentence"), [("99", "no letter with sequence 99"), ("x", "not a sequence"), ("5-3", "not a sequence"), ("1-9999999", "not a sequence")])
def test_a_reprint_of_what_is_not_there_says_so(done, tmp_path, asked, sentence):
    made = reprint(done[0], [asked], tmp_path / "again")
    assert sentence in words(made.problems)[0] and not (tmp_path / "again").exists()


def test_a_reprint_takes_what_stands_at_the_foot_of_the_letter(done, tmp_path):
    out, manifest = done
    made = reprint(out, [f"{manifest['job']}-000017 20 – 22; 25"], tmp_path / "again")
    assert made.manifest["identity"]["sequences"] == [17, 20, 21, 22, 25]
    other = "abcdef" if manifest["job"] != "abcdef" else "fedcba"
    assert "of another job" in words(reprint(out, [f"{other}-000017"], tmp_path / "more").problems)[0]


def test_everything_that_is_wrong_with_a_reprint_is_said_at_once(done, tmp_path):
    out, manifest = done
    one, other = (out / row["name"] for row in manifest["files"][:2])
    asked = [str(row["first"]) for row in manifest["files"][:2]]
    one.write_bytes(one.read_bytes() + b"\n")
    other.unlink()
    (out / jobs.KEY).unlink()
    found = " ".join(words(reprint(out, [*asked, "x", "98-99"], tmp_path / "again").problems))
    for sentence in ("has been changed", "is missing", "key is gone", "not a sequence", "98–99"):
        assert sentence in found, sentence
    assert not (tmp_path / "again").exists()


def test_the_manifest_is_json_that_says_when_to_delete(done):
    out, manifest = done
    assert json.loads((out / jobs.MANIFEST).read_text("utf-8")) == json.loads(json.dumps(manifest))
    assert manifest["delete-by"] == "2026-12-21"


def test_nothing_is_readable_by_others_even_while_it_is_written(tmp_path):
    seen = []

    def pieces():
        for path in tmp_path.iterdir():
            seen.append(stat.S_IMODE(path.stat().st_mode))
        yield b"x"

    before = os.umask(0)
    try:
        private.write(tmp_path / "file", pieces())
    finally:
        os.umask(before)
    assert seen == [0o600]


def test_a_reference_wider_than_its_gap_on_the_letter_is_a_problem_of_its_row(tmp_path):
    from asked import WANTED

    from press.readers.recipients import read_recipients

    file = tmp_path / "r.csv"
    rows = ("P-1", "WWWW WWWW WWWW WWWW WWWW", "P-123456")
    file.write_text("Namn;Adress;Postnr;Ort;Språk;Ärende\n" + "".join(f"Exempel Ett;Provgatan {n};111 22;Provstad;sv;{case}\n" for n, case in enumerate(rows)), "utf-8")
    found = read_recipients(file, WANTED)
    assert list(found.rows) == [2, 4] and "too long for its place" in str(found.findings[0].what)


def test_single_copies_wished_for_afterwards_are_made_although_the_job_is_done(done):
    out, _ = done
    assert not (out / "single").exists()
    mail(out, crowd(reference=True), wishes=Wishes(single=True))
    assert len(list((out / "single").iterdir())) == 30
    assert verify(out).right == 30
    assert mail(out, crowd(reference=True), wishes=Wishes(single=True)).known


def test_a_lost_key_is_made_anew_and_no_digest_is_ever_without_one(done):
    out, _ = done
    (out / jobs.KEY).unlink()
    again = mail(out, crowd(reference=True))
    assert not again.known and len((out / jobs.KEY).read_bytes()) == 32
    bare = {jobs.keyed(b"", text.partition("\x1f")[0]) for text in crowd(reference=True).texts}
    assert not bare & {line.address for line in jobs.read_lines(out / jobs.LETTERS)}
    assert verify(out).right == 30


def test_a_reprint_has_a_name_of_its_own_and_needs_the_key(done, tmp_path):
    out, manifest = done
    made = reprint(out, ["17"], tmp_path / "again").manifest
    assert made["job"] != manifest["job"] and made["reprint-of"] == manifest["job"] == made["made-as"]
    (out / jobs.KEY).unlink()
    assert "key is gone" in words(reprint(out, ["18"], tmp_path / "more").problems)[0]


# -- the verb


@pytest.fixture
def recipients(tmp_path):
    file = tmp_path / "recipients.csv"
    file.write_text("Namn;Adress;Postnr;Ort\nExempel Ett;Provgatan 1;111 22;Provstad\n", "utf-8")
    return file


@pytest.fixture
def project(project):
    """The good site, its languages given the fonts that it has no use for itself."""
    table = project / "content/languages.yaml"
    fonts = {"Latn": "Noto Sans", "Arab": "Noto Sans Arabic"}
    text = table.read_text("utf-8")
    for script, font in fonts.items():
        text = text.replace(f"  script: {script}\n", f"  script: {script}\n  font: {font}\n")
    table.write_text(text, "utf-8")
    return project


def letters(project: Path, *more: object) -> sites.Ran:
    return sites.call("letters", "--project", project, "--speak", "en", "--letter", "ut-kort", *more)


def test_a_default_language_without_the_letter_is_told_at_once(project, recipients, tmp_path):
    for code, sentence in (("klingon", "There is no language"), ("fa", "is not written in")):
        ran = letters(project, recipients, "--default-language", code, "--out", tmp_path / "out")
        assert ran.code == 1 and sentence in ran.err and not (tmp_path / "out").exists(), ran.err


def test_a_proof_holds_an_address_so_nobody_else_may_read_it(project, recipients, tmp_path):
    ran = letters(project, recipients, "--default-language", "ar", "--proof", "2", "--out", tmp_path / "out")
    assert ran.code == 0, ran.err
    (proof,) = (tmp_path / "out").iterdir()
    assert proof.name == "ut-kort-ar-proof.pdf" and stat.S_IMODE(proof.stat().st_mode) == 0o600


@pytest.mark.parametrize("wish", ["--split", "--start-at", "--keep-days"])
def test_numbers_below_zero_are_wrong_usage(project, recipients, tmp_path, wish):
    ran = letters(project, recipients, "--default-language", "ar", wish, "-1", "--out", tmp_path / "out")
    assert ran.code == 2 and "below zero" in ran.err


def test_the_verb_from_file_to_reprint(project, recipients, tmp_path):
    made = letters(project, recipients, "--default-language", "ar", "--out", tmp_path / "out")
    assert made.code == 0 and "Rows read: 1 = printed: 1 + rejected: 0 + held: 0." in made.out, made.err
    read = sites.call("letters", "verify", tmp_path / "out", "--project", project, "--speak", "en")
    assert read.code == 0 and "1 letters read back and right, 0 wrong." in read.out
    again = sites.call(
        "letters", "reprint", tmp_path / "out", "--sequence", "1", "--project", project, "--speak", "en", "--out", tmp_path / "again"
    )  # fmt: skip
    assert again.code == 0 and "printed once more: 1." in again.out
    gone = letters(project, tmp_path / "nothing.csv", "--out", tmp_path / "new")
    assert gone.code == 1 and "There is no file" in gone.err
