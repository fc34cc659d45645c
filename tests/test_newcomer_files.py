"""The files that the program makes for newcomers and partners: news and feed, data and card, the copy's list, pages side by side, banners,
the accessibility statement; each only where the edition asks for it, and never of a page about violence."""

from __future__ import annotations

import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
import sites

from press.makers.reading import minutes

ATOM = "{http://www.w3.org/2005/Atom}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
ALL = "side-by-side, share, news, partners, offline"


def with_extras(project: Path, extras: str = ALL) -> Path:
    sites.edit(project, "content/site.yaml", "source: sv\n", f"source: sv\nextras: [{extras}]\n")
    return project


@pytest.fixture
def changed(project: Path) -> Path:
    """Two pages have changed, one of them about violence; the Arabic page tells it in its own words, once."""
    with_extras(project)
    sites.edit(project, "content/sv/work.md", "order: 10\n", "order: 10\nchanges:\n  2026-11-02: Ny lag & nya regler.\n  2026-11-20: Semestern är längre.\n")
    sites.edit(project, "content/ar/work.md", "\n---\n", '\nchanges: {2026-11-20: "الإجازة أطول."}\n---\n')
    sites.edit(project, "content/sv/violence.md", "safety: true\n", "safety: true\nchanges: {2026-11-19: Nytt nummer.}\n")
    assert sites.build(project).code == 0, sites.check(project).err
    return project


def test_a_project_without_extras_gets_none_of_their_files(published: Path) -> None:
    made = {path.relative_to(published / "site").as_posix() for path in (published / "site").rglob("*") if path.is_file()}
    for word in ("beside", "/qr/", "news.html", "feed.xml", "data/", "card.html", "offline.json", "keep.html", "sw.js", "search"):
        assert not [path for path in made if word in path], word


def test_an_extra_taken_away_takes_its_files_with_it(project: Path) -> None:
    with_extras(project)
    sites.build(project)
    assert (project / "site/ar/beside/work.html").is_file() and (project / "site/sw.js").is_file()
    sites.edit(project, "content/site.yaml", f"extras: [{ALL}]\n", "")
    assert sites.build(project).code == 0
    assert not (project / "site/ar/beside").exists() and not (project / "site/sw.js").exists()


def test_the_feed_tells_what_changed_in_the_readers_words_or_says_whose(changed: Path) -> None:
    for code, said in (
        ("ar", [("2026-11-20", "ar", "الإجازة أطول."), ("2026-11-02", "sv", "Ny lag & nya regler.")]),
        ("sv", [("2026-11-20", "sv", "Semestern är längre."), ("2026-11-02", "sv", "Ny lag & nya regler.")]),
    ):
        feed = ElementTree.parse(changed / f"site/{code}/feed.xml").getroot()
        entries = feed.findall(f"{ATOM}entry")
        found = []
        for entry in entries:
            summary = entry.find(f"{ATOM}summary")
            assert summary is not None
            found.append((entry.findtext(f"{ATOM}updated", "")[:10], summary.get(LANG), summary.text))
            assert entry.find(f"{ATOM}link").get("href") == f"https://omsverige.example/{code}/work.html"  # type: ignore[union-attr]
        assert found == said
        ids = [entry.findtext(f"{ATOM}id") for entry in entries]
        assert ids == [f"tag:omsverige.example,{day}:{code}/work" for day, *_ in said]
        assert feed.findtext(f"{ATOM}updated") == "2026-11-20T00:00:00Z"
        page = sites.html(changed, f"{code}/news")
        assert page.index(said[0][2]) < page.index("Ny lag &amp; nya regler.")


def test_nothing_of_a_page_about_violence_is_in_feed_news_codes_or_copy(changed: Path) -> None:
    for code in ("sv", "en", "ar"):
        folder = changed / "site" / code
        assert "Nytt nummer" not in (folder / "feed.xml").read_text("utf-8") + (folder / "news.html").read_text("utf-8")
        assert not (folder / "qr/violence.svg").exists() and (folder / "qr/work.svg").is_file()
        files = json.loads((folder / "offline.json").read_text("utf-8"))["files"]
        assert f"/{code}/work.html" in files and f"/{code}/" in files
        assert not [path for path in files if "violence" in path or "safe" in path or "plain" in path or "/local-" in path]


def test_the_copys_list_is_of_files_that_are_there_and_changes_with_them(changed: Path) -> None:
    def told() -> dict[str, object]:
        return dict(json.loads((changed / "site/sv/offline.json").read_text("utf-8")))

    before = told()
    size = 0
    for path in before["files"]:  # type: ignore[attr-defined]
        file = changed / "site" / path.strip("/")
        size += (file / "index.html" if path.endswith("/") else file).stat().st_size
    assert size == before["bytes"]
    sites.edit(changed, "content/sv/violence.md", "## ", "Nytt.\n\n## ")
    sites.build(changed)
    assert told()["version"] == before["version"], "what is not in the copy makes nobody fetch it anew"
    sites.edit(changed, "content/sv/work.md", "Alla får", "Nu får alla")
    sites.build(changed)
    assert told()["version"] != before["version"]


def test_partners_get_every_page_by_an_id_that_stays(changed: Path) -> None:
    index = json.loads((changed / "site/data/pages.json").read_text("utf-8"))
    assert [row["edition"] for row in index["languages"]] == ["sv", "en", "ar"]
    for row in index["languages"]:
        data = json.loads((changed / "site/data" / row["pages"].rpartition("/")[2]).read_text("utf-8"))
        pages = {page["id"]: page for page in data["pages"]}
        assert {"index", "work", "violence"} <= pages.keys() and pages["violence"]["safety"] is True
        for page in pages.values():
            path = page["url"].removeprefix("https://omsverige.example/")
            html = (changed / "site" / path / "index.html" if path.endswith("/") else changed / "site" / path).read_text("utf-8")
            assert all(f'id="{section["id"]}"' in html for section in page["sections"]), page["url"]
    swedish = {page["id"]: page["language"] for page in json.loads((changed / "site/data/en.json").read_text("utf-8"))["pages"]}
    assert swedish["work"] in ("en-SE", "sv")


def test_the_card_leads_out_of_its_frame_and_runs_nothing(changed: Path) -> None:
    card = sites.html(changed, "ar/card")
    assert '<a href="https://omsverige.example/ar/" target="_top">' in card and "<script" not in card
    assert 'lang="ar" dir="rtl"' in card and "noindex" in card


def test_side_by_side_shows_both_and_no_id_twice(changed: Path) -> None:
    html = sites.html(changed, "ar/beside/work")
    for code in ("ar", "sv"):
        words = re.search(r"<h2 id=\"register\">(.*?)</h2>", sites.html(changed, f"{code}/work"))
        assert words and words[1] in html
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert len(ids) == len(set(ids)) and "other-register" in ids
    assert '<meta name="robots" content="noindex">' in html
    safe = sites.html(changed, "ar/beside/violence")
    assert 'class="leave"' in safe and "plain.svg" in safe and "site.js" not in safe


def test_an_announcement_comes_and_goes_by_the_day_of_the_build(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (project / "content/announcements.yaml").write_text(
        "closed:\n  from: 2026-12-24\n  until: 2026-12-26\n  text: {sv: Stängt i jul, en: Closed at Christmas}\n  page: work#register\n", "utf-8"
    )
    seen = {}
    for day in ("2026-12-23", "2026-12-24", "2026-12-26", "2026-12-27"):
        monkeypatch.setenv("OMSVERIGE_TODAY", day)
        assert sites.build(project).code == 0
        seen[day] = {code: "banner" in sites.html(project, f"{code}/health") for code in ("sv", "ar")}
        if day == "2026-12-24":
            assert '<a href="/sv/work.html#register">Stängt i jul</a>' in sites.html(project, "sv/health")
            assert '<a href="/ar/work.html#register"><span lang="en-SE" dir="ltr">Closed at Christmas</span></a>' in sites.html(project, "ar/health")
            assert '<a href="/en/work.html#register">Closed at Christmas</a>' in sites.html(project, "en/violence")
    assert [set(found.values()) for found in seen.values()] == [{False}, {True}, {True}, {False}]


def test_the_statement_says_all_is_well_only_when_a_person_has_looked(project: Path) -> None:
    text = (sites.GOOD / "content/sv/rights.md").read_text("utf-8").replace("order: 30", "order: 900")
    (project / "content/sv/accessibility.md").write_text(text, "utf-8")
    results = project / "content/accessibility.yaml"
    told = "tested: 2026-11-20\ntool: axe-core 4.12.1\npages: 1234\nfound: 0\n"
    shown = {}
    for name, more in (("tested", ""), ("audited", "audited: 2026-11-19\n"), ("faulty", "audited: 2026-11-19\nfaults:\n  one: {sv: Ett fel}\n")):
        results.write_text(told + more, "utf-8")
        assert sites.build(project).code == 0
        shown[name] = sites.html(project, "en/accessibility")
    assert ["meets all requirements" in shown[name] for name in shown] == [False, True, False]
    assert re.search(r"1\D?234", shown["tested"]) and "axe-core 4.12.1" in shown["tested"] and "Not yet" in shown["tested"]
    assert '<span lang="sv" dir="ltr">Ett fel</span>' in shown["faulty"]


def test_results_are_taken_in_and_what_people_wrote_stays(project: Path) -> None:
    ran = sites.call("accessibility", "--project", project, "--speak", "en")
    assert ran.code == 2 and "have not run to their end" in ran.err
    (project / ".press").mkdir(exist_ok=True)
    (project / ".press/looked.json").write_text('{"tested": "2026-11-21", "tool": "axe-core 9", "pages": 7, "found": 1}')
    file = project / "content/accessibility.yaml"
    file.write_text("# ours\ntested: 2025-01-01\ntool: axe\npages: 1\nfound: 0\nfaults:\n  one: {sv: Ett fel}\n", "utf-8")
    assert sites.call("accessibility", "--project", project, "--speak", "en").code == 0
    assert file.read_text("utf-8") == (
        "# ours\ntested: 2026-11-21\ntool: axe-core 9\npages: 7\nfound: 1\nfaults:\n  one: {sv: Ett fel}\n"
    )
    file.unlink()
    assert sites.call("accessibility", "--project", project, "--speak", "en").code == 0
    assert file.read_text("utf-8") == "tested: 2026-11-21\ntool: axe-core 9\npages: 7\nfound: 1\n"


def test_reading_takes_at_least_a_minute_and_longer_where_letters_say_more() -> None:
    assert minutes([b""], "Latn") == 1
    body = b"<p>ordet</p>" * 2000
    assert minutes([body], "Latn") == round(10000 / (950 * 0.75))
    assert minutes([body], "Arab") > minutes([body], "Latn")
    assert minutes([b"\x00f\x1fname\x1f\x00" * 5000], "Latn") == 1, "a slot is no text"
