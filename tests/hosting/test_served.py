"""Styles stand in the pages, and the policy names them: whatever was made together goes together, and what was not is told of."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import sites

from press.commands.editing.foresee import foresee
from press.commands.project import open_project
from press.commands.served import outdated, published_styles, styles_in

WARNED = "This configuration was made for other styles"


def configured(project: Path, *more: str) -> list[str]:
    """Make all configurations anew; the styles that each lets in."""
    assert sites.call("hosting", "--project", project, "--out", project / "hosting", "--speak", "en", *more).code == 0
    return [" ".join(sorted(found)) for name in ("Caddyfile", "om-sverige.conf", "_headers") for found in policies(project / "hosting" / name)]


def policies(file: Path) -> list[set[str]]:
    """The styles of every policy in a configuration."""
    return [set(re.findall(r"'(sha256-[^']+)'", line)) for line in file.read_text().splitlines() if "default-src 'none'" in line]


@pytest.fixture
def project(published: Path, tmp_path: Path) -> Path:
    """The good site, built, with templates of its own."""
    mine = sites.project_from(published, tmp_path / "mine")
    sites.own_copy(mine, "templates/site.css")
    assert sites.build(mine).code == 0
    return mine


def restyled(project: Path) -> None:
    sites.edit(project, "templates/site.css", "--paper: #fbf9f4", "--paper: #fbf9f5")


def test_every_style_of_every_page_is_let_in(project: Path) -> None:
    (allowed,) = set(configured(project))
    pages = list((project / "site").rglob("*.html"))
    assert len(pages) > 20
    for page in pages:
        styles = styles_in(page.read_bytes())
        assert styles and set(styles) <= set(allowed.split()), page


def test_a_new_style_is_let_in_before_it_is_published_and_the_old_one_as_long_as_it_is(project: Path) -> None:
    (first,) = set(configured(project))
    restyled(project)
    (both,) = set(configured(project))
    assert set(first.split()) < set(both.split()) and len(both.split()) == len(first.split()) + 1
    assert sites.build(project).code == 0
    (now,) = set(configured(project))
    assert set(now.split()) < set(both.split()) and len(now.split()) == len(first.split())


def test_a_style_that_the_program_did_not_publish_is_not_let_in(project: Path) -> None:
    before = published_styles([project / "site"])
    page = project / "site" / "sv" / "work.html"
    planted = page.read_text("utf-8").replace("</main>", "<style>h1 { color: red }</style></main>")
    (project / "site" / "sv" / "planted.html").write_text(planted, "utf-8")
    assert published_styles([project / "site"]) == before
    assert published_styles([project / "nowhere"]) == set()


def test_the_folder_on_the_server_counts_too(project: Path, tmp_path: Path) -> None:
    root = tmp_path / "www"
    assert sites.build(project, "--out", root).code == 0
    restyled(project)
    assert sites.build(project).code == 0
    (found,) = set(configured(project, "--root", str(root)))
    assert published_styles([root]) <= set(found.split())


def test_who_builds_is_told_of_a_configuration_that_knows_only_the_old_style(project: Path) -> None:
    configured(project)
    assert sites.call("hosting", "--project", project, "--for", "files", "--into-site", "--speak", "en").code == 0
    restyled(project)
    seen = foresee(open_project(project, 1), project / "site")
    assert [problem.where.path for problem in seen.problems if WARNED in str(problem.what)] == [
        "site/_headers", "hosting/Caddyfile", "hosting/om-sverige.conf", "hosting/_headers"
    ]  # fmt: skip
    assert {problem.severity for problem in seen.problems if WARNED in str(problem.what)} == {"warning"}
    ran = sites.build(project)
    assert ran.code == 0 and ran.out.count(WARNED) == 4 and "python3 build.py hosting" in ran.out
    configured(project)
    assert sites.call("hosting", "--project", project, "--for", "files", "--into-site", "--speak", "en").code == 0
    assert not outdated(open_project(project, 1), project / "site")
    assert WARNED not in sites.build(project).out, "nothing is repeated that has been put right meanwhile"


def test_a_configuration_of_others_is_nobodys_business(project: Path) -> None:
    (project / "hosting").mkdir()
    (project / "hosting" / "Caddyfile").write_text("example.org {\n}\n")
    assert not outdated(open_project(project, 1), project / "site")


@pytest.mark.parametrize("verb", ["build", "hosting"])
def test_a_style_that_would_end_in_the_page_is_a_mistake_with_its_line(project: Path, verb: str) -> None:
    css = project / "templates" / "site.css"
    css.write_text(css.read_text("utf-8") + '\n.x::after { content: "</style>"; }\n', "utf-8")
    line = css.read_text("utf-8").count("\n")
    before = sites.tree(project / "site")
    ran = sites.call(verb, "--project", project, "--speak", "en")
    assert ran.code != 0 and f"templates/site.css:{line}" in ran.err and "would end it there" in ran.err
    assert sites.tree(project / "site") == before
