"""The register of printed addresses: what it holds, what is written into it, and every address followed as a phone would."""

from __future__ import annotations

import difflib
import http.client
import re
import shutil
import threading
from pathlib import Path

import pytest
import sites
from hypothesis import given, settings
from hypothesis import strategies as st

from press.commands.addresses import FILE, HERE, _only_more, _with
from press.commands.built_site import BuiltSite
from press.printed import Printing
from press.problems import Problem
from press.readers.printed import read_printed

ORDER = ("--by", "Provmyndigheten", "--what", "brev", "--where", "Provköping", "--copies", "12 000")
OLD = "/q/ut:\n  channel: ut-kort\n  since: 2026-11-21\n"
MADE = Printing("Provmyndigheten", "brev", "Provköping", "2026-11-21", 12000, "https://omsverige.example", HERE)
ITEM = """    - by: Provmyndigheten
      what: brev
      where: Provköping
      when: 2026-11-21
      copies: 12000
      base: https://omsverige.example
"""


def run(project: Path, *words: str | Path, speak: str = "en") -> sites.Ran:
    return sites.call("addresses", "--project", project, "--speak", speak, *words)


def register(project: Path) -> Path:
    return project / FILE


def test_a_register_without_printings_is_still_read() -> None:
    problems: list[Problem] = []
    (printed,) = read_printed(OLD.encode(), FILE, problems)
    assert (printed.address, printed.channel, printed.since, printed.printings) == (
        "/q/ut",
        "ut-kort",
        "2026-11-21",
        (),
    )
    assert not problems


def test_the_first_printing_of_an_address_is_written_beneath_it(project: Path) -> None:
    ran = run(project, "add", "ut-kort", *ORDER)
    assert (ran.code, ran.err) == (0, ""), ran.err
    assert ran.out == (
        "content/addresses.yaml: 12\u00a0000 copies of /q/ut registered, ordered by Provmyndigheten, 2026-11-21.\n"
    )
    assert register(project).read_text("utf-8").rstrip("\n") == (OLD + "  printings:\n" + ITEM).rstrip("\n")
    assert sites.check(project).code == 0
    listed = run(project).out
    assert "/q/ut" in listed and "12\u00a0000  Provmyndigheten  brev  Provköping" in listed
    assert listed.endswith("Addresses: 1. Printings: 1. Copies: 12\u00a0000.\n")


def test_a_new_address_comes_last_and_is_protected_from_then_on(project: Path) -> None:
    before = register(project).read_bytes()
    assert run(project, "add", "affisch", *ORDER).code == 0
    after = register(project).read_text("utf-8")
    assert after.encode().startswith(before)
    assert after.endswith("/q/af:\n  channel: affisch\n  since: 2026-11-21\n  printings:\n" + ITEM)
    sites.edit(project, "content/channels.yaml", "address: af", "address: ag")
    assert sites.check(project).code == 1


@pytest.mark.parametrize("name", ["/q/af", "/q/af/", "affisch"])
def test_an_address_may_be_named_as_it_is_printed(name: str, project: Path) -> None:
    assert run(project, "add", name, *ORDER).code == 0
    assert "/q/af:\n  channel: affisch\n" in register(project).read_text("utf-8")


def test_a_page_may_be_printed_too(project: Path) -> None:
    assert run(project, "add", "/ar/rights.html", *ORDER).code == 0
    assert "/ar/rights.html:\n  since: 2026-11-21\n" in register(project).read_text("utf-8")
    assert sites.build(project).code == 0
    assert run(project, "check").code == 0
    wrong = run(project, "add", "/ar/right.html", *ORDER)
    assert wrong.code == 1 and "Did you mean “/ar/rights.html”?" in wrong.err


COMMENTED = """# The promise.
/q/af:   # posters
  channel: affisch
  since: 2026-01-01
  printings:
  - {by: Provmyndigheten, what: "affisch", where: 'Provby', when: 2026-02-01, copies: 10, base: https://omsverige.example}  # first
  - by: Provmyndigheten
    what: >-
      affisch i två
      delar
    where: Provby
    when: 2026-03-01
    copies: 20
    base: https://omsverige.example   # still

# Between.
/q/ut:
  channel: ut-kort
  since: 2026-01-01
  printings:   # none yet
  note: The letter.
# The end."""


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("channel", ["affisch", "ut-kort"])
def test_only_lines_are_added_and_every_other_byte_stays(project: Path, channel: str, mark: str, ends: str) -> None:
    before = (mark + COMMENTED.replace("\n", ends)).encode()
    register(project).write_bytes(before)
    ran = run(project, "add", channel, *ORDER)
    assert ran.code == 0, ran.err
    after = register(project).read_bytes()
    changes = [
        line for line in difflib.ndiff(before.decode().split(ends), after.decode().split(ends)) if line[0] != " "
    ]
    assert all(line.startswith("+ ") for line in changes) and len(changes) == 6, changes
    assert after.count(b"\r\n") == (before.count(b"\r\n") + 6 if ends == "\r\n" else 0)
    counts = {printed.address: len(printed.printings) for printed in read_printed(after, FILE, [])}
    assert counts == ({"/q/af": 3, "/q/ut": 0} if channel == "affisch" else {"/q/af": 2, "/q/ut": 1})
    assert run(project, "add", channel, *ORDER[:-1], "7").code == 0, "and again"


@pytest.mark.parametrize("text", [
    "/q/ut: {channel: ut-kort, since: 2026-11-21}\n",
    "{/q/ut: {channel: ut-kort, since: 2026-11-21}}\n",
    OLD + "  printings: [{by: Provmyndigheten, what: brev, where: Provby, when: 2026-11-21, copies: 1, base: https://omsverige.example}]\n",
])  # fmt: skip
def test_entries_within_brackets_are_left_to_a_person(text: str, project: Path) -> None:
    register(project).write_text(text, "utf-8")
    ran = run(project, "add", "ut-kort", *ORDER)
    assert ran.code == 1 and "within brackets" in ran.err and "Nothing was written." in ran.err
    assert register(project).read_text("utf-8") == text


def test_all_that_is_wrong_with_a_wish_is_told_at_once_and_nothing_is_written(project: Path) -> None:
    before = register(project).read_bytes()
    words = (
        "--by",
        "anna@prov.example",
        "--what",
        " ",
        "--where",
        "x" * 121,
        "--copies",
        "1,5",
        "--date",
        "2026-11-22",
    )
    ran = run(project, "add", "ut-kart", *words)
    assert ran.code == 1 and ran.out == ""
    assert re.findall(r"^build.py addresses add: (.{12})", ran.err, re.M) == [
        "There is no ", "“by” holds a", "“what” is em", "“where” has ", "1,5 copies c", "2026-11-22 h",
    ]  # fmt: skip
    assert ran.err.count("    fix: ") == 6
    assert register(project).read_bytes() == before


@pytest.mark.parametrize(("words", "said"), [
    (("--date", "21/11 2026"), "is not a date"),
    (("--date", "2026-11-20"), "before the address was promised"),
    (("--copies", "-3"), "-3 copies cannot be right"),
    (("--copies", "1000000000"), "copies cannot be right"),
    (("--by", "19811218-9876"), "personal identity number"),
    (("--where", "ring 08-123 45 67"), "telephone number"),
    (("--by", "Prov\u202emyndigheten"), "invisible character"),
])  # fmt: skip
def test_nonsense_is_refused(words: tuple[str, ...], said: str, project: Path) -> None:
    ran = run(project, "add", "ut-kort", *ORDER, *words)
    assert ran.code == 1 and said in ran.err, ran.err


def test_the_same_printing_is_not_registered_twice(project: Path) -> None:
    assert run(project, "add", "ut-kort", *ORDER).code == 0
    before = register(project).read_bytes()
    ran = run(project, "add", "ut-kort", *ORDER)
    assert ran.code == 1 and "in the register already" in ran.err
    assert register(project).read_bytes() == before
    assert run(project, "add", "ut-kort", *ORDER, "--where", "Provby").code == 0


def test_a_register_with_a_mistake_is_not_written_into(project: Path) -> None:
    register(project).write_text(OLD.replace("since", "sinc"), "utf-8")
    ran = run(project, "add", "ut-kort", *ORDER)
    assert ran.code == 1 and "content/addresses.yaml:3" in ran.err and "Did you mean “since”?" in ran.err


WORDS = st.text(st.characters(exclude_categories=("C", "Z"), include_characters=" "), min_size=1, max_size=60)


@settings(max_examples=150, deadline=None)
@given(by=WORDS, what=WORDS, where=WORDS, copies=st.integers(1, 10**8), known=st.booleans())
def test_any_words_come_back_as_they_were_written(by: str, what: str, where: str, copies: int, known: bool) -> None:
    texts = [" ".join(text.split()) + "x" for text in (by, what, where)]
    made = MADE._replace(by=texts[0], what=texts[1], where=texts[2], copies=copies)
    text = COMMENTED if known else OLD
    new = _with(text, "/q/af", "affisch", known, made)
    assert new is not None
    problems: list[Problem] = []
    found = {printed.address: printed for printed in read_printed(new.encode(), FILE, problems)}
    if not problems:  # an @ or a long number is refused before anything is written
        assert found["/q/af"].printings[-1]._replace(place=HERE) == made
        assert _only_more(text.encode(), new.encode(), "/q/af", made)
    assert not _only_more(text.encode(), new.encode(), "/q/af", made._replace(copies=copies + 1)), (
        "it sees a difference"
    )


def test_a_new_base_url_is_an_error_with_a_way_out(project: Path) -> None:
    assert run(project, "add", "ut-kort", *ORDER).code == 0
    assert sites.build(project).code == 0
    before = sites.tree(project / "site")
    sites.edit(project, "content/site.yaml", "https://omsverige.example", "https://nytt.example")
    ran = sites.build(project)
    assert ran.code == 1 and "12000 copies were printed under https://omsverige.example" in ran.err
    assert sites.tree(project / "site") == before
    sites.edit(project, "content/site.yaml", "source: sv", "former-base-urls: [https://omsverige.example]\nsource: sv")
    assert sites.build(project).code == 0
    checked = run(project, "check")
    assert checked.code == 0 and "12000 copies say https://omsverige.example: see yourself" in checked.out


# --- following the addresses through a built site -------------------------------------------------------------------


@pytest.fixture
def built(published: Path, tmp_path: Path) -> Path:
    """A copy of the published good site."""
    return sites.project_from(published, tmp_path / "built")


def test_every_address_of_a_fresh_site_is_alive(built: Path) -> None:
    ran = run(built, "check")
    assert (ran.code, ran.err) == (0, "")
    assert re.search(r"^/q/ut +ut-kort +3 +0 +0 +alive$", ran.out, re.M), ran.out
    assert "Addresses: 1. Printings: 0. Copies: 0." in ran.out


def broken(built: Path, change: str) -> None:
    """One way in which a built site can be broken."""
    site = built / "site"

    def edit(name: str, old: str, new: str) -> None:
        path = site / name
        text = path.read_text("utf-8")
        assert re.search(old, text), (name, old)
        path.unlink()  # the fixture's files are shared as hard links
        path.write_text(re.sub(old, new, text), "utf-8")

    if change == "no folder":
        shutil.rmtree(site / "q")
    elif change == "empty page":
        edit("q/ut/index.html", "(?s).+", "")
    elif change == "language gone":
        (site / "ar/index.html").unlink()
    elif change == "wrong language":
        edit("ar/index.html", '<html lang="ar"', '<html lang="sv"')
    elif change == "script gone":
        for path in (site / "assets").glob("front-*.js"):
            path.unlink()
    elif change == "script empty":
        for path in (site / "assets").glob("front-*.js"):
            path.unlink()
            path.write_bytes(b"")
    elif change == "dead link":
        (site / "en/rights.html").unlink()
    elif change == "dead anchor":
        edit("en/index.html", 'href="/en/rights.html"', 'href="/en/rights.html#gone"')
    elif change == "canonical dead":
        edit("en/index.html", '(rel="canonical" href="[^"]*)/en/"', r'\1/eng/"')
    elif change == "no languages":
        edit("q/ut/index.html", "<li>.*</li>", "")
    elif change == "from elsewhere":
        edit(
            "q/ut/index.html",
            '<style>',
            '<link rel="stylesheet" href="https://other.example/a.css"><style>',
        )
    elif change == "nothing":
        shutil.rmtree(site)


@pytest.mark.parametrize(("change", "said"), [
    ("no folder", "No page answers https://omsverige.example/q/ut in the built site."),
    ("empty page", "No page answers https://omsverige.example/q/ut in the built site."),
    ("language gone", "From /q/ut, ar leads to /ar/, which is not there."),
    ("wrong language", "From /q/ut, ar leads to /ar/, which is in “sv”."),
    ("script gone", "The page /q/ut/ lacks /assets/front-"),
    ("script empty", "The page /q/ut/ lacks /assets/front-"),
    ("dead link", "On /en/, the link /en/rights.html leads nowhere."),
    ("dead anchor", "On /en/, the link /en/rights.html#gone leads nowhere."),
    ("canonical dead", "Search engines are sent to https://omsverige.example/eng/, which is not there."),
    ("no languages", "The page at https://omsverige.example/q/ut leads to no language."),
    ("from elsewhere", "The page /q/ut/ loads https://other.example/a.css from somewhere else."),
])  # fmt: skip
def test_a_dead_end_is_found_with_its_line_and_a_way_out(change: str, said: str, built: Path) -> None:
    broken(built, change)
    ran = run(built, "check")
    assert ran.code == 1 and f"content/addresses.yaml:1: {said}" in ran.err, ran.err
    assert "fix: Build the site again: python3 build.py." in ran.err
    assert re.search(r"^/q/ut .* DEAD$", ran.out, re.M)


def test_without_a_built_site_it_says_how_to_make_one(built: Path) -> None:
    broken(built, "nothing")
    ran = run(built, "check")
    assert ran.code == 1 and "There is no built site" in ran.err and "python3 build.py" in ran.err


def test_an_older_site_elsewhere_is_followed_and_its_age_told(built: Path, tmp_path: Path) -> None:
    old = tmp_path / "old"
    shutil.copytree(built / "site", old)
    shutil.rmtree(old / "ar")
    page = old / "q/ut/index.html"
    page.write_text(re.sub(r'<li><a href="/ar/".*</li>', "", page.read_text("utf-8")), "utf-8")
    for path in old.glob("*/*.html"):
        path.write_text(re.sub(r'<li><a href="/ar/[^"]*".*?</li>', "", path.read_text("utf-8")), "utf-8")
    ran = run(built, "check", "--out", old)
    assert "The built site lacks languages at https://omsverige.example/q/ut: العربية." in ran.err
    assert re.search(r"^/q/ut +ut-kort +2 +0 +0 +", ran.out, re.M)
    moved = sites.edit(built, "content/site.yaml", "https://omsverige.example", "https://nytt.example")
    assert moved.is_file()
    ran = run(built, "check")
    assert ran.code == 0 and "The built pages say that their address is https://omsverige.example/" in ran.err


def test_a_site_below_a_path_is_followed_there(built: Path) -> None:
    sites.edit(built, "content/site.yaml", "https://omsverige.example", "https://omsverige.example/om")
    assert sites.build(built).code == 0
    ran = run(built, "check")
    assert (ran.code, ran.err) == (0, ""), ran.err
    sites.edit(built, "content/site.yaml", "https://omsverige.example/om", "https://omsverige.example/se")
    assert run(built, "check").code == 1, "the links begin with /om, where nothing of ours answers now"


@pytest.mark.parametrize(("path", "file"), [
    ("/q/ut", "q/ut/index.html"), ("/q/ut/", "q/ut/index.html"), ("/Q/UT", ""), ("/q/UT/", ""), ("/q/", ""), ("/", "index.html"),
    ("/sv/rights.html", "sv/rights.html"), ("/sv/rights.html/", ""), ("/sv/rights", ""), ("/q/../sv/", ""), ("/q/%2e%2e/sv/", ""),
    ("/q/ut/index.html", "q/ut/index.html"), ("/q%2Fut", ""), ("/q/ut\0", ""),
])  # fmt: skip
def test_addresses_are_answered_as_a_static_host_answers_them(path: str, file: str, built: Path) -> None:
    assert BuiltSite(built / "site", "https://omsverige.example").file(path) == file


def test_a_real_server_answers_without_the_slash_and_leads_on_from_capitals(built: Path) -> None:
    from press.commands.serve import server

    running = server(built / "site", 0)
    thread = threading.Thread(target=running.serve_forever)
    thread.start()
    try:
        answers = {}
        for path in ("/q/ut", "/q/ut/", "/Q/UT"):
            connection = http.client.HTTPConnection("127.0.0.1", running.server_address[1])
            connection.request("GET", path)
            answer = connection.getresponse()
            answers[path] = (answer.status, answer.getheader("Location"), answer.read().decode())
            connection.close()
    finally:
        running.shutdown()
        thread.join()
        running.server_close()
    assert answers["/q/ut"][:2] == (301, "/q/ut/")
    assert answers["/q/ut/"][0] == 200 and 'href="/ar/"' in answers["/q/ut/"][2]
    assert answers["/Q/UT"][0] == 404 and 'href="/ar/"' in answers["/Q/UT"][2]


def test_the_table_and_the_check_speak_swedish(built: Path) -> None:
    assert run(built, speak="sv").out.startswith("adress")
    assert "Adresser: 1. Tryckningar: 0. Exemplar: 0." in run(built, "check", speak="sv").out
