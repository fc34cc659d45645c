"""Plain text is escaped wherever a page shows it: the page templates escape nothing by themselves (docs/design.md)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import sites

ODD = """<b x="1">&'</b>"""
YAML = "'" + ODD.replace("'", "''") + "'"
FRONT = ("title", "description", "short", "safe-title")


def swap(path: Path, pattern: str, new: str) -> None:
    """Replace every match in a file by ``new``, which is taken as it stands; group 1 of a match stays in front of it."""
    text = path.read_text("utf-8")
    path.write_text(re.sub(pattern, lambda match: match[1] + new, text, flags=re.M), "utf-8")


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The good site with HTML, quotes and ampersands in every plain text a page shows."""
    project = sites.good(tmp_path_factory.mktemp("odd") / "project")
    content, words = project / "content", f"{{sv: {YAML}, en: {YAML}}}"
    for path in content.glob("*/*.md"):
        for key in FRONT:
            swap(path, rf"^({key}: ).*$", YAML)
    for key in ("name", "tagline"):
        swap(content / "site.yaml", rf"^({key}: ).*$", words)
    swap(content / "site.yaml", r"^( +name: ).*$", words)
    with (content / "site.yaml").open("a", encoding="utf-8") as site:
        site.write(f"publisher: {words}\npublisher-url: https://example.se/\ncontact-email: redaktionen@example.se\n")
    person = f"person\n  by: {YAML}\n  reviewed-by: {YAML}\n  reviewed: 2026-11-20"
    swap(content / "en/translations.yaml", r"^(  made: )machine$", person)
    swap(content / "languages.yaml", r"^(  names: ).*$", words)
    swap(content / "places.yaml", r"^(  (?:name|region|board): ).*$", YAML)
    swap(content / "places.yaml", r'^(    "[0-9]{4}": \[)[^,]*', YAML)
    for path in (content / "facts").glob("*.yaml"):
        swap(path, r"^(    (?:sv|en): )(?!.*https).*$", YAML)
    ran = sites.build(project)
    assert ran.code == 0, ran.err
    return project


def test_no_plain_text_comes_out_as_html(odd: Path) -> None:
    found = sorted((odd / "site").rglob("*.html"))
    assert len(found) > 10
    shown = 0
    for path in found:
        text = path.read_text("utf-8")
        data = re.findall(r"<script[^>]*>(.*?)</script>", text, re.S)
        assert "<b" not in "".join(data) and "<b " not in text, f"{path.name}: HTML of a plain text"
        assert not re.search(r'="[^"]*<', text), f"{path.name}: an attribute is broken up"
        shown += text.count("&lt;b x=")
    assert shown > 60, "the odd texts are not shown at all"


def test_the_names_of_people_are_shown(odd: Path) -> None:
    page = sites.html(odd, "en/work")
    assert page.count("&lt;b x=") > 8
    assert "Translated by &lt;b x=" in page
    assert "Reviewed by &lt;b x=" in page


def test_a_section_may_be_called_as_a_part_of_the_page_is(project: Path) -> None:
    with (project / "content/sv/rights.md").open("a", encoding="utf-8") as page:
        page.write("".join(f"\n## Avsnittet {id} {{#{id}}}\nText om {id}.\n" for id in ("header", "footer", "alternates")))
    ran = sites.build(project)
    assert ran.code == 0, ran.err
    text = sites.html(project, "sv/rights")
    assert text.count("<header>") == text.count("<footer>") == 1
    assert all(f"<p>Text om {id}.</p>" in text for id in ("header", "footer", "alternates"))
