"""Counties and municipalities: the real table is whole, and every language has a page for every county, made from it alone."""

from __future__ import annotations

import json
import re
import shutil
from html import unescape
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import sites
import yaml
from test_discovery import hreflang, sitemap
from test_remembering import names, report

TABLE = yaml.safe_load((sites.ROOT / "content/places.yaml").read_text("utf-8"))
CODES = ("sv", "en", "ar")
CHECKED = re.compile(r"^\s*checked:\s*(\d{4}-\d\d-\d\d)", re.M)


class Elements(HTMLParser):
    """The elements of a page, in order: ``(tag, attributes)``."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real project, built on the day of its newest check."""
    project = tmp_path_factory.mktemp("real")
    shutil.copytree(sites.ROOT / "content", project / "content")
    shutil.copytree(sites.ROOT / "locales", project / "locales")
    texts = [path.read_text("utf-8") for path in (project / "content").rglob("*") if path.suffix in (".md", ".yaml")]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OMSVERIGE_TODAY", max(day for text in texts for day in CHECKED.findall(text)))
        ran = sites.build(project)
    assert ran.code == 0, ran.err
    return project


def published_codes(project: Path) -> list[str]:
    table = yaml.safe_load((project / "content/languages.yaml").read_text("utf-8"))
    return [code for code, row in table.items() if row["status"] == "published"]


def test_there_are_21_counties_and_290_municipalities_each_with_its_own_code() -> None:
    counties = [row["code"] for row in TABLE.values()]
    assert len(counties) == len(set(counties)) == 21
    found = [(code, row["code"]) for row in TABLE.values() for code in row["municipalities"]]
    assert len(found) == len({code for code, _ in found}) == 290
    assert all(re.fullmatch(r"\d{4}", code) and code.startswith(county) for code, county in found)


def test_no_name_and_no_website_stands_for_two_municipalities() -> None:
    rows = [row for county in TABLE.values() for row in county["municipalities"].values()]
    assert len({name for name, _ in rows}) == len({urlsplit(url).hostname for _, url in rows}) == 290
    assert all(url.startswith("https://") and url.endswith("/") for _, url in rows)
    for key in ("region", "region-url", "care-url", "board", "board-url"):
        assert len({county[key] for county in TABLE.values()}) == 21, key


def test_every_municipality_is_on_exactly_one_county_page_of_every_language(real: Path) -> None:
    for code in published_codes(real):
        shown: dict[str, list[str]] = {}
        for key, county in TABLE.items():
            html = sites.html(real, f"{code}/local-{key}")
            main = html[html.index("<main") : html.index("</main>")]
            links = dict(
                re.findall(r'<a class="ext" href="([^"]*)" hreflang="sv" rel="external">(.*?)<span class="h', main)
            )
            for url in (county["region-url"], county["care-url"], county["board-url"]):
                assert url in links, (code, key, url)
            for name, url in county["municipalities"].values():
                assert re.sub("<[^>]*>", "", unescape(links[url])) == name
                assert ('lang="sv"' in links[url]) == (code != "sv")
            for row in (row for other in TABLE.values() for row in other["municipalities"].values()):
                if row[1] in links:
                    shown.setdefault(row[0], []).append(key)
        assert len(shown) == 290 and all(len(keys) == 1 for keys in shown.values())


def test_all_links_and_anchors_of_the_county_pages_are_alive(real: Path) -> None:
    ids: dict[str, set[str]] = {}

    def ids_of(path: str) -> set[str]:
        if path not in ids:
            file = real / "site" / (f"{path.lstrip('/')}index.html" if path.endswith("/") else path.lstrip("/"))
            found = Elements(file.read_text("utf-8")).found if file.suffix == ".html" else []
            ids[path] = {attributes["id"] for _, attributes in found if "id" in attributes}
        return ids[path]

    number = 0
    for code in published_codes(real):
        listed = re.findall(rf'href="/{code}/(local-[a-z-]+)\.html"', sites.html(real, f"{code}/local"))
        assert sorted(listed) == sorted(f"local-{key}" for key in TABLE), "the list of counties"
        for key in TABLE:
            path = f"/{code}/local-{key}.html"
            found = Elements(sites.html(real, f"{code}/local-{key}")).found
            for address in [attributes["href"] for _, attributes in found if "href" in attributes]:
                if address.startswith(("https://", "tel:", "mailto:")):
                    continue
                there, _, anchor = address.partition("#")
                assert not anchor or anchor in ids_of(there or path), f"{path}: {address}"
                assert anchor or ids_of(there) is not None
                number += 1
    assert number > 1000


def test_county_pages_are_whole_pages_and_tell_nobody_anything(real: Path) -> None:
    for code in published_codes(real):
        for key, county in TABLE.items():
            html = sites.html(real, f"{code}/local-{key}")
            found = Elements(html).found
            levels = [int(tag[1]) for tag, _ in found if re.fullmatch("h[1-6]", tag)]
            assert levels.count(1) == 1 and levels[0] == 1
            assert all(after <= before + 1 for before, after in pairwise(levels)), levels
            ids = [attributes["id"] for _, attributes in found if "id" in attributes]
            assert len(ids) == len(set(ids))
            assert "\x00" not in html and "\x01" not in html and "u0000" not in html
            scripts = [attributes.get("type") for tag, attributes in found if tag == "script"]
            assert scripts == ["application/ld+json"], "no JavaScript"
            assert f"<title>{county['name']} – " in html and '<body class="safe"' not in html
            description = next(a["content"] for tag, a in found if tag == "meta" and a.get("name") == "description")
            assert description.startswith(county["name"]) and 40 < len(description) < 161
            assert 'href="tel:+4620505050"' in html and "violence" not in f"local-{key}"
            for shelter in ("unizonjourer.se", "roks.se"):
                assert shelter in html


def test_names_stand_in_swedish_alphabetical_order(real: Path, published: Path) -> None:
    listed = re.findall(r'href="/sv/local-([a-z-]+)\.html"', sites.html(real, "sv/local"))
    assert listed[0] == "blekinge" and listed[-4:] == ["vastmanland", "vastra-gotaland", "orebro", "ostergotland"]
    html = sites.html(published, "sv/local-stockholm")
    assert html.index("Ekerö") < html.index("start.stockholm") < html.index("Österåker")


def test_the_page_of_a_county_speaks_the_readers_language(published: Path) -> None:
    english, arabic = sites.html(published, "en/local-stockholm"), sites.html(published, "ar/local-stockholm")
    assert '<h1><span lang="sv" dir="ltr">Stockholms län</span></h1>' in english
    assert "<h1>Stockholms län</h1>" in sites.html(published, "sv/local-stockholm")
    assert '<html lang="ar" dir="rtl">' in arabic and "البلديات" in arabic and "Municipalities" not in arabic
    assert '<a href="/ar/violence.html#help"><span lang="sv" dir="ltr">Våld</span></a>' in arabic, (
        "marked: it falls back"
    )
    assert '<a href="/en/local.html#counties">All counties</a>' in english and 'id="counties"' in sites.html(
        published, "en/local"
    )
    assert '<time datetime="2026-11-21">21 November 2026</time>' in english and "Where you live" in english
    assert '<bdi dir="ltr">scb.se/hitta-statistik/regional-statistik-och-kartor</bdi>' in english
    assert "(external website)" in english and "(in Swedish, external website)" in english
    assert '<a href="/sv/local-stockholm.html" lang="sv"' in arabic, "the language menu stays with the county"


def test_the_list_of_counties_stays_in_the_readers_language_when_the_page_falls_back(published: Path) -> None:
    html = sites.html(published, "ar/local")
    assert '<article lang="en-SE" dir="ltr">' in html
    assert '<section aria-labelledby="counties" lang="ar" dir="rtl">\n<h2 id="counties">كل المحافظات</h2>' in html


def test_county_pages_are_real_in_every_language(published: Path) -> None:
    listed = sitemap(published)
    for code in CODES:
        url = f"https://omsverige.example/{code}/local-gotland.html"
        html = sites.html(published, f"{code}/local-gotland")
        assert f'<link rel="canonical" href="{url}">' in html
        assert set(hreflang(html)) == {"sv", "en-SE", "ar"} and listed[url] == hreflang(html)
    assert "<lastmod>2026-11-20</lastmod>" in (published / "site/sitemap.xml").read_text("utf-8")


def test_a_text_edit_leaves_the_counties_alone_and_a_title_edit_does_not(project: Path) -> None:
    from press.commands.project import open_project
    from press.commands.site_plan import site_plan
    from press.makers import places

    report(project)
    worked_out = []
    with pytest.MonkeyPatch.context() as patch:
        real_frame = places._new_frame
        patch.setattr(places, "_new_frame", lambda *args: worked_out.append(1) or real_frame(*args))
        sites.edit(project, "content/sv/work.md", "Alla får", "Nu får alla")
        assert not [name for name in names(report(project).made) if "local-" in name]
        assert not worked_out, "not even their views are worked out"
        sites.edit(project, "content/sv/work.md", "title: Arbete", "title: Jobb")
        made = names(report(project).made)
        assert {"sv/local-gotland", "sv/local-stockholm"} <= made and worked_out, "the menu has changed"
    opened = open_project(project)
    plan = site_plan(opened)
    assert all(output.edition for output in plan.outputs if "/local-" in output.path)


def test_an_edit_of_one_county_remakes_its_pages_alone(project: Path) -> None:
    report(project)
    sites.edit(project, "content/places.yaml", "https://www.ekero.se/", "https://www.ekero.se/ny")
    assert names(report(project).made) == {f"{code}/local-stockholm" for code in CODES}
    assert "https://www.ekero.se/ny" in sites.html(project, "ar/local-stockholm")
    answer = sites.call("why", "--project", project, "--speak", "en", "ar/local-stockholm")
    assert answer.code == 0 and "county – what content/places.yaml says of the county" in answer.out


def test_lines_above_a_county_remake_nothing(project: Path) -> None:
    report(project)
    sites.edit(project, "content/places.yaml", "# Two counties", "# A comment more.\n# Two counties")
    assert report(project).made == ()


def test_a_fact_edit_reaches_the_counties(project: Path) -> None:
    report(project)
    sites.edit(project, "content/facts/links.yaml", "https://www.roks.se/}", "https://www.roks.se/hitta-jour}")
    assert {f"{code}/local-gotland" for code in CODES} <= names(report(project).made)
    assert "https://www.roks.se/hitta-jour" in sites.html(project, "en/local-gotland")


def test_help_is_the_first_safety_page_with_such_a_section(project: Path) -> None:
    assert sites.build(project).code == 0
    assert "violence.html#help" in sites.html(project, "sv/local-gotland")
    sites.edit(project, "content/sv/violence.md", "{#help}", "{#who-helps}")
    assert sites.build(project).code == 0
    html = sites.html(project, "sv/local-gotland")
    assert "#help" not in html and 'href="tel:+4620505050"' in html, "the number stays"


def test_a_project_without_places_has_no_such_pages(project: Path) -> None:
    assert sites.build(project).code == 0
    (project / "content/places.yaml").unlink()
    for code in ("sv", "en"):
        sites.edit(project, f"content/{code}/local.md", "(local-gotland.md)", "(work.md)")
    ran = sites.build(project)
    assert ran.code == 0, ran.err
    assert not list((project / "site").rglob("local-*")) and "counties" not in sites.html(project, "sv/local")
    assert "local-" not in (project / "site/sitemap.xml").read_text("utf-8")


def test_the_address_of_a_county_may_be_printed_and_lives_then(project: Path) -> None:
    with (project / "content/addresses.yaml").open("a", encoding="utf-8") as file:
        file.write("/sv/local-gotland.html:\n  since: 2026-11-21\n")
    assert sites.build(project).code == 0
    sites.edit(project, "content/places.yaml", "gotland:", "gottland:")
    ran = sites.build(project)
    assert ran.code == 1 and "/sv/local-gotland.html has been printed" in ran.err
    assert sites.page(project, "sv/local-gotland")


def test_an_unconfirmed_county_says_so_to_its_readers(project: Path) -> None:
    sites.edit(project, "content/places.yaml", "  note: The region", "  verified: false\n  note: The region")
    assert sites.build(project).code == 0
    told = "could not be confirmed yet"
    assert told in sites.html(project, "en/local-gotland") and told not in sites.html(project, "en/local-stockholm")


def test_structured_data_stays_json_whatever_the_names_are(project: Path) -> None:
    odd = """<b>&"it's"\\ </b>"""
    sites.edit(project, "content/places.yaml", "name: Gotlands län", f"name: {odd}")
    assert sites.build(project).code == 0
    html = sites.html(project, "en/local-gotland")
    (data,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html)
    assert json.loads(data)["name"] == odd and "<" not in data
    assert json.loads(data)["url"] == "https://omsverige.example/en/local-gotland.html"


def test_the_table_is_read_once_a_text(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from press.readers import places

    report(project)
    monkeypatch.setattr(places, "read_places", lambda *args: pytest.fail("read again"))
    sites.edit(project, "content/sv/work.md", "Alla får", "Nu får alla")
    assert "sv/work" in names(report(project).made)


def test_what_is_wrong_in_the_table_is_said_again_on_every_run(project: Path) -> None:
    sites.edit(project, "content/places.yaml", "  note: The region", "  verified: false\n  note: The region")
    said = [sites.build(project).out.count("(warning) The addresses of the county “gotland”") for _ in range(3)]
    assert said == [1, 1, 1]
    sites.edit(project, "content/places.yaml", "https://gotland.se/", "http://gotland.se/")
    assert [sites.build(project).err.count("is not a full https address") for _ in range(2)] == [1, 1]
