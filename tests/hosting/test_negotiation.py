"""Which language a header Accept-Language leads to: the rendered expression against a plain reading of the header, and a table."""

from __future__ import annotations

import re

import yaml
from headers_asked import ASKED, TABLE
from hypothesis import given
from hypothesis import strategies as st
from sites import ROOT

from press.makers.hosting import HostingView, asked_for, forms, language_for

ROWS = yaml.safe_load((ROOT / "content" / "languages.yaml").read_text())
LANGUAGES = tuple((code, row["tag"]) for code, row in ROWS.items() if row["status"] == "published")
VIEW = HostingView("omsverige.example", "", "/srv", True, tuple(code for code, _ in LANGUAGES), forms(LANGUAGES), ("ut",), (), (), ())


def reference(header: str) -> str:
    """The rule in plain words: the first language of the header that is not refused (q=0) and is one of ours, its longest
    form first."""
    for part in header.split(","):
        tag, _, weight = (piece.strip().lower() for piece in part.partition(";"))
        if weight:
            number = re.fullmatch(r"q\s*=\s*(1(?:\.0*)?|0(?:\.[0-9]*)?|\.[0-9]+)", weight)
            if number is None or float(number[1]) == 0:
                continue
        if not re.fullmatch(r"[a-z0-9-]+", tag):
            continue
        parts = tag.split("-")
        for length in range(len(parts), 0, -1):
            found = TABLE.get("-".join(parts[:length]))
            if found:
                return found
    return ""


TAGS = st.sampled_from([
    *TABLE, "sv-SE", "en-GB", "EN", "de", "de-DE", "nb-NO", "da", "zh-CN", "fa-IR", "fa-AF", "prs-AF", "ku-TR", "ku-Arab-IQ",
    "ckb-IQ", "sv-simple", "svx", "e", "*", "enx-GB", "x-sv", "kmr-Latn-TR", "ti-ER", "aren", "",
])  # fmt: skip
WEIGHTS = st.sampled_from(
    ["", ";q=0", ";q=0.0", ";q=0.000", ";q=0.001", ";q=0.8", "; q=0.9", " ; q = 0.3", ";q=1", ";q=1.000", ";q=.5", ";q=x", ";v=1"]
)
HEADERS = st.lists(st.tuples(st.sampled_from(["", " ", "  "]), TAGS, WEIGHTS, st.sampled_from(["", " "])), max_size=12).map(
    lambda parts: ",".join("".join(part) for part in parts)
)


@given(HEADERS)
def test_the_expression_reads_headers_as_the_rule_does(header: str) -> None:
    assert language_for(VIEW, header) == reference(header)


@given(st.text(alphabet="svenkurq=0.19;,- *\t", max_size=60))
def test_the_expression_reads_nonsense_as_the_rule_does(header: str) -> None:
    assert language_for(VIEW, header) == reference(header)


def test_the_table_of_forms_is_the_one_people_agreed_on() -> None:
    assert dict(VIEW.forms) == TABLE


def test_the_matrix() -> None:
    assert {header: language_for(VIEW, header) for header, _ in ASKED} == dict(ASKED)


def test_only_what_python_pcre_and_re2_read_alike_stands_in_the_expression() -> None:
    assert not re.search(r"\(\?[=!<P]|\\[dwbpPkK]|[*+?}]\+|[{}\"`]", asked_for(VIEW))


def test_a_long_header_is_no_trap() -> None:
    header = "," * 8000 + ";q=" * 3000
    assert language_for(VIEW, header) == ""
    assert language_for(VIEW, "de;q=0.9," * 2000 + "ti") == "ti"
