"""The content this repository ships: sourced, complete in its languages, easy to read, its facts in one place."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import sites

from press.adapters.processes import cores
from press.commands.project import Project, open_project
from press.commands.report import lix_table

ROOT = sites.ROOT
REQUIRED = (
    "index", "first-steps", "learn-swedish", "work", "children", "health", "rights", "support", "change", "numbers", "faq",
    "plan", "about",
)  # fmt: skip
TRANSLATED = ("ar", "fa", "prs", "ps", "ckb", "kmr", "ti", "so", "uk", "ru", "pl", "tr", "th", "es", "fr")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The repository's own project, read without what it remembers."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OMSVERIGE_TODAY", sites.newest_check())
        return open_project(sites.project_from(ROOT, tmp_path_factory.mktemp("content") / "project"), cores())


def test_there_is_no_error_and_no_warning_but_of_facts_that_await_confirmation(project: Project) -> None:
    others = [str(problem.what) for problem in project.problems if "verified" not in problem.what.template]
    assert not others


def test_every_page_says_who_stands_behind_it_and_builds_on_public_sources(project: Project) -> None:
    site = project.site
    pages = [page for (code, _), page in site.pages.items() if code == "sv"]
    assert len(pages) >= 28
    for page in pages:
        assert page.owner and page.sources and page.checked and page.review_by, page.path
        for name in page.sources:
            assert site.facts[name].source.startswith("https://"), name


@pytest.mark.parametrize("code", ["en", "lattlast", *TRANSLATED])
def test_the_languages_have_the_pages_a_newcomer_needs_first(project: Project, code: str) -> None:
    site = project.site
    assert site.languages[code].published
    source = {name: page for (language, name), page in site.pages.items() if language == "sv"}
    for name in REQUIRED:
        page, made = site.pages.get((code, name)), site.made.get((code, name))
        assert page is not None and made is not None, name
        assert [section.id for section in page.sections] == [section.id for section in source[name].sections], name
        assert dict(made.sections) == {section.id: section.fingerprint for section in source[name].sections}, name
        assert [section.uses for section in page.sections] == [section.uses for section in source[name].sections], name
    assert (code, "ut-kort") in site.letters


@pytest.mark.parametrize("code", ["sv", "en", "lattlast", *TRANSLATED])
def test_every_interface_text_is_there_in_every_language(project: Project, code: str) -> None:
    messages = dict(project.site.catalogs[code].messages)
    assert not [text for text in project.site.wanted if text not in messages]
    assert not project.site.catalogs[code].fuzzy


def test_the_rules_of_the_pages_read_first_are_in_every_language(project: Project) -> None:
    site = project.site
    used = {
        fact
        for name in REQUIRED
        for section in site.pages["sv", name].sections
        for fact, _ in section.facts
        if site.facts[fact].kind == "rule"
    }
    assert used
    lacking = {name: [code for code in TRANSLATED if code not in dict(site.facts[name].words)] for name in used}
    assert not {name: codes for name, codes in lacking.items() if codes}


def test_pages_are_easy_to_read(project: Project) -> None:
    site = project.site
    staff = {name for name in site.page_names if site.pages["sv", name].audience == ("staff",)}
    assert staff == {"staff", "staff-talk", "staff-library"}
    for code, most in (("sv", 40), ("lattlast", 30)):
        assert site.languages[code].lix == most
        for (language, name), page in site.pages.items():
            if language == code and name not in staff:
                assert 5 < page.lix <= most, (page.path, page.lix)


def test_the_figures_in_the_docs_are_today_s(project: Project) -> None:
    assert lix_table(project.site) in (ROOT / "docs/readability.md").read_text("utf-8")


def test_the_plan_has_steps_for_everybody_and_for_each_situation(project: Project) -> None:
    steps = [
        section.step
        for (code, _), page in project.site.pages.items()
        if code == "sv"
        for section in page.sections
        if section.step
    ]
    assert len(steps) > 30
    assert {step[0] for step in steps} == {"week", "month", "quarter", "year"}
    assert {whom for step in steps for whom in step[1:]} == {
        "family",
        "work",
        "study",
        "protection",
        "children",
        "disability",
    }


def test_no_page_links_out_of_the_facts() -> None:
    for path in sorted((ROOT / "content").glob("*/*.md")):
        assert not re.search(r"\]\((?:https?:|mailto:|tel:)", path.read_text("utf-8")), path


def test_our_own_words_only_sources_are_named(project: Project) -> None:
    for fact in project.site.facts.values():
        assert fact.owner and fact.source.startswith("https://"), fact.name
        if not fact.verified:
            assert re.search(
                rf"^{re.escape(fact.name)}:\n(?:  .*\n)*?  note: ",
                Path(ROOT / fact.place.path).read_text("utf-8"),
                re.M,
            ), fact.name
