"""Facts in text: each kind, in a language written to the left and two written to the right of it, as a reader sees them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import sites

NBSP, HYPHEN = "\u00a0", "\u2011"
DAYS = {
    "0": ("0 dagar", "0 days", "0 يوم"),
    "1": ("1 dag", "1 day", "يوم واحد"),
    "2": ("2 dagar", "2 days", "يومين"),
    "3": ("3 dagar", "3 days", "3 أيام"),
    "11": ("11 dagar", "11 days", "11 يومًا"),
    "100": ("100 dagar", "100 days", "100 يوم"),
    "1.5": ("1,5 dagar", "1,5 days", None),
}
"""Value → Swedish, English (Sweden), Arabic with its six plural forms (CLDR, plurals.xml, "ar")."""


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], str]:
    """``(language, section) → HTML`` of a page with one fact in each section."""
    facts = {f"days-{value.replace('.', '-')}": f"kind: amount\n  value: {value}\n  unit: days" for value in DAYS}
    facts |= {
        "fee": "kind: amount\n  value: 12500.5\n  unit: SEK\n  year: 2026",
        "share": "kind: amount\n  value: 25\n  unit: percent",
        "count": "kind: amount\n  value: 1000000\n  unit: count",
        "day": "kind: date\n  value: 2027-01-09",
        "rule": "kind: rule\n  text: {sv: under 18 & aldrig, en: under 18}",
        "swedish-only": "kind: link\n  name: {sv: Skatteverket}\n  urls: {sv: https://www.skatteverket.se/}",
        "english-too": "kind: link\n  name: {sv: Polisen, en: The police}\n  urls: {sv: https://polisen.se/, en: https://polisen.se/en}",
        "persian-too": "kind: link\n  name: {sv: Domstol, ar: محكمة}\n  urls: {fa: https://domstol.se/fa, sv: https://domstol.se/}",
        "phone": 'kind: phone\n  value: "010-123 45 67"\n  tel: "+46101234567"',
    }
    common = "\n  owner: X\n  source: https://example.se/\n  checked: 2026-11-21\n  review-by: 2027-05-21\n"
    body = "".join(f"\n## {name} {{#{name}}}\nA [[{name}]] z\n" for name in facts)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OMSVERIGE_TODAY", sites.TODAY)
        project = sites.good(tmp_path_factory.mktemp("facts") / "project")
        (project / "content/facts/all.yaml").write_text(
            "\n".join(f"{name}:\n  {lines}{common}" for name, lines in facts.items()), "utf-8"
        )
        front = (project / "content/sv/rights.md").read_text("utf-8").split("---\n")[1]
        for code in ("sv", "en", "ar"):
            (project / f"content/{code}/facts.md").write_text(f"---\n{front}---\nA.\n{body}", "utf-8")
        sites.call("translations", "confirm", "all", "--project", project)
        ran = sites.build(project)
    assert ran.code == 0, ran.err
    found = {}
    for code in ("sv", "en", "ar"):
        text = sites.html(project, f"{code}/facts")
        for id, html in re.findall(r'<h2 id="([a-z0-9-]+)">[a-z0-9-]+</h2>\n<p>A (.*?) z</p>', text, re.S):
            found[code, id] = html
    assert len(found) == 3 * len(facts)
    return found


@pytest.mark.parametrize("value", DAYS)
def test_amount_has_the_plural_form_of_each_language(shown: dict[tuple[str, str], str], value: str) -> None:
    for code, words in zip(("sv", "en", "ar"), DAYS[value], strict=True):
        html = shown[code, f"days-{value.replace('.', '-')}"]
        if words is None:
            assert re.fullmatch(r'<bdi class="amount">1[.,٫]5 \S+</bdi>', html), html
        else:
            assert html == f'<bdi class="amount">{words}</bdi>'


def test_amount_keeps_its_thousands_together(shown: dict[tuple[str, str], str]) -> None:
    assert shown["sv", "fee"] == f'<bdi class="amount">12{NBSP}500,5 kronor</bdi>'
    assert shown["sv", "count"] == f'<bdi class="amount">1{NBSP}000{NBSP}000</bdi>'
    assert "\u202f" not in shown["en", "fee"] and " " not in shown["en", "count"].removeprefix("<bdi ")


def test_percent_is_said(shown: dict[tuple[str, str], str]) -> None:
    assert shown["sv", "share"] == '<bdi class="amount">25 procent</bdi>'
    assert shown["en", "share"] == '<bdi class="amount">25 percent</bdi>'


def test_arabic_uses_the_digits_of_swedish_forms(shown: dict[tuple[str, str], str]) -> None:
    arabic = "".join(html for (code, _), html in shown.items() if code == "ar")
    assert "2027" in arabic and "12" in arabic
    assert not re.search("[\u0660-\u0669\u06f0-\u06f9]", arabic), "Arabic-Indic digits: nobody finds them on a form"


def test_date_has_its_month_in_letters(shown: dict[tuple[str, str], str]) -> None:
    assert shown["sv", "day"] == '<time datetime="2027-01-09">9 januari 2027</time>'
    assert shown["en", "day"] == '<time datetime="2027-01-09">9 January 2027</time>'
    assert shown["ar", "day"] == '<time datetime="2027-01-09">9 يناير 2027</time>'


def test_rule_comes_in_the_next_best_language_marked_with_it(shown: dict[tuple[str, str], str]) -> None:
    assert shown["sv", "rule"] == "under 18 &amp; aldrig"
    assert shown["en", "rule"] == "under 18"
    assert shown["ar", "rule"] == '<span lang="en-SE" dir="ltr">under 18</span>'


@pytest.mark.parametrize("code", ["sv", "en", "ar"])
def test_phone_is_isolated_left_to_right_and_does_not_break(shown: dict[tuple[str, str], str], code: str) -> None:
    number = f"010{HYPHEN}123{NBSP}45{NBSP}67"
    assert shown[code, "phone"] == f'<a class="tel" href="tel:+46101234567"><bdi dir="ltr">{number}</bdi></a>'


def test_link_in_the_readers_language_is_only_marked_as_external(shown: dict[tuple[str, str], str]) -> None:
    assert shown["en", "english-too"] == (
        '<a class="ext" href="https://polisen.se/en" hreflang="en-SE" rel="external">'
        'The police<span class="hidden"> (external website)</span></a>'
    )


def test_link_in_the_next_best_language_says_which(shown: dict[tuple[str, str], str]) -> None:
    swedish = shown["en", "swedish-only"]
    assert 'href="https://www.skatteverket.se/" hreflang="sv"' in swedish
    assert '<span lang="sv" dir="ltr">Skatteverket</span>' in swedish
    assert "in Swedish" in swedish and swedish.endswith('<span class="in">(Swedish)</span>')
    arabic = shown["ar", "english-too"]
    assert 'href="https://polisen.se/en" hreflang="en-SE"' in arabic
    assert '<span lang="en-SE" dir="ltr">The police</span>' in arabic and "(الإنجليزية)" in arabic


def test_link_whose_words_and_page_are_in_different_languages(shown: dict[tuple[str, str], str]) -> None:
    html = shown["ar", "persian-too"]
    assert 'href="https://domstol.se/" hreflang="sv"' in html, "Persian is not in Arabic's chain"
    assert ">محكمة<" in html and "(السويدية)" in html


def test_fact_that_is_not_verified_is_told_to_the_reader(project: Path) -> None:
    assert sites.build(project).code == 0
    notice = "could not be confirmed yet"
    assert notice not in sites.html(project, "en/health")
    sites.edit(project, "content/facts/rules.yaml", "value: 1250", "verified: false\n  value: 1250")
    assert sites.build(project).code == 0
    assert notice in sites.html(project, "en/health") and notice not in sites.html(project, "en/work")
