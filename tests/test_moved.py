"""Pages that have moved: the old address answers in every language, by itself and on every host, and nothing lists it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import sites

from press.commands.hosting import make_hosting
from press.commands.project import open_project
from press.moved import Moved, destination
from press.problems import Place


def moved(project: Path, text: str) -> Path:
    (project / "content" / "moved.yaml").write_text(text)
    return project


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The good site with pages that have moved, one of them about violence, one printed."""
    project = sites.good(tmp_path_factory.mktemp("moved") / "good")
    moved(project, "jobs: trade\ntrade: work#register\nold-violence: violence\nold-county: local-gotland\n")
    sites.edit(project, "content/site.yaml", "leave-url:", "extras: [search, side-by-side, news, partners, offline]\nleave-url:")
    with (project / "content" / "addresses.yaml").open("a") as file:
        file.write("/sv/jobs.html:\n  since: 2026-11-21\n")
    ran = sites.build(project)
    assert ran.code == 0, ran.out + ran.err
    return project


@pytest.mark.parametrize("code", ["sv", "en", "ar"])
def test_the_old_address_leads_on_in_every_language_without_scripts(built: Path, code: str) -> None:
    for old, new in (("jobs", "work.html#register"), ("trade", "work.html#register"), ("old-county", "local-gotland.html")):
        text = sites.html(built, f"{code}/{old}")
        assert f'content="0; url=/{code}/{new}"' in text and f'<a href="/{code}/{new}">' in text
        assert '<meta name="robots" content="noindex">' in text and "<script" not in text and "style=" not in text
        assert re.search(rf'<link rel="canonical" href="https://[^/]+/{code}/{new.split("#")[0]}">', text)
    assert f'url=/{code}/beside/work.html#register"' in sites.html(built, f"{code}/beside/jobs")
    assert 'lang="ar" dir="rtl"' in sites.html(built, "ar/jobs")


def test_a_moved_page_about_violence_tells_nothing_in_the_tab_and_to_others(built: Path) -> None:
    text = sites.html(built, "sv/old-violence")
    assert "<title>Information</title>" in text and 'content="no-referrer"' in text and "plain.svg" in text


def test_nothing_lists_an_address_that_has_moved(built: Path) -> None:
    for path in sorted((built / "site").rglob("*")):
        old = path.stem in ("jobs", "trade", "old-violence", "old-county")
        if path.is_file() and not old and not path.name.startswith("."):
            data = path.read_bytes()
            assert b"jobs.html" not in data and b"old-violence" not in data, path


def test_a_printed_address_may_move(built: Path) -> None:
    ran = sites.call("addresses", "check", "--project", built, "--speak", "en")
    assert ran.code == 0 and re.search(r"/sv/jobs\.html .* alive", ran.out), ran.out + ran.err
    gone = built / "site" / "sv" / "jobs.html"
    text = gone.read_text()
    gone.unlink()
    assert sites.call("addresses", "check", "--project", built, "--speak", "en").code != 0
    gone.write_text(text)


def test_an_unbuilt_change_of_where_it_moved_is_built(built: Path, tmp_path: Path) -> None:
    project = sites.project_from(built, tmp_path / "again")
    moved(project, "jobs: rights\ntrade: work#register\nold-violence: violence\nold-county: local-gotland\n")
    assert sites.build(project).code == 0
    assert 'url=/sv/rights.html"' in sites.html(project, "sv/jobs")
    moved(project, "jobs: rights\n")
    assert sites.build(project).code == 0
    assert not (project / "site" / "sv" / "trade.html").exists()


def test_servers_answer_by_themselves(built: Path) -> None:
    project = open_project(built, 1)
    files = dict(make_hosting(project, ("caddy", "nginx", "files"), "/var/www/om", True).files)
    caddy = files["Caddyfile"].decode()
    pattern = re.search(r"@moved0 path_regexp moved0 `([^`]+)`", caddy)
    assert pattern and "redir @moved0 /{re.moved0.1}/work.html#register 301" in caddy
    found = re.fullmatch(pattern[1], "/ar/jobs.html")
    assert found and found[1] == "ar" and re.fullmatch(pattern[1], "/ar/jobs") and not re.fullmatch(pattern[1], "/ar/jobs-more.html")
    nginx = files["om-sverige.conf"].decode()
    assert 'location ~ "^/(sv|en|ar)/jobs(?:\\.html)?$" {' in nginx and 'return 301 "/$1/work.html#register";' in nginx
    redirects = files["_redirects"].decode().splitlines()
    assert "/:code/jobs.html /:code/work.html#register 301!" in redirects and "/:code/jobs.html /:code/work.html#register 301" in redirects
    assert "/:code/old-violence.html" in files["_headers"].decode(), "no trace of it is kept either"


def test_chains_are_followed_and_circles_end() -> None:
    table = {name: Moved(name, page, anchor, Place("x")) for name, page, anchor in (("a", "b", "x"), ("b", "c", ""), ("d", "e", ""), ("e", "d", ""))}
    assert destination(table, "a") == ("c", "x") and destination(table, "c") == ("c", "")
    assert destination(table, "d") == ("d", "")


def test_ticks_of_the_own_plan_are_found_again(tmp_path: Path) -> None:
    project = sites.good(tmp_path / "good")
    sites.edit(project, "content/sv/work.md", "{#register}", "{#register .week}")
    for code in ("sv",):
        text = (project / "content" / code / "rights.md").read_text()
        (project / "content" / code / "plan.md").write_text(text.replace("order: 30", "order: 40"))
    moved(project, "jobs: work\n")
    ran = sites.build(project)
    assert ran.code == 0, ran.out + ran.err
    assert 'id="work-register" data-was="jobs-register"' in sites.html(project, "sv/plan")


def test_a_draft_is_no_readers_text(tmp_path: Path) -> None:
    project = sites.good(tmp_path / "good")
    text = (project / "content" / "sv" / "rights.md").read_text()
    (project / "content" / "sv" / "secret.md").write_text(text.replace("order: 30", "order: 50\ndraft: true").replace("Rättigheter", "Hemligheter"))
    (project / "content" / "ar" / "rights.md").write_text("---\ntitle: Rättigheter\ndescription: x\ndraft: true\n---\nDu har rättigheter.\n")
    ran = sites.build(project)
    assert ran.code == 0 and "Warnings" not in ran.out, ran.out + ran.err
    assert not (project / "site" / "sv" / "secret.html").exists()
    assert "Hemligheter" not in "".join(path.read_text("utf-8", "replace") for path in (project / "site").rglob("*") if path.is_file())
    ar = sites.html(project, "ar/rights")
    assert 'lang="sv"' in ar, "readers get the Swedish text, marked as such"
