"""The style sheet: directions of the text, not of the window, so that right to left needs no second design."""

from __future__ import annotations

import re

from .finished import ROOT

PHYSICAL = re.compile(
    r"(?:^|[\s;{])(?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right|top|bottom)\b"
    r"|(?:^|[\s;{])(?:left|right|top|bottom|width|height|(?:min|max)-(?:width|height))\s*:(?![^(){}]*\))"
    r"|(?:text-align|float|clear)\s*:\s*(?:left|right)"
)
COMMENT = re.compile(r"/\*.*?\*/", re.S)


def sheet() -> str:
    """The style sheets without their comments."""
    files = sorted((ROOT / "templates").glob("*.css"))
    return COMMENT.sub("", "\n".join(file.read_text(encoding="utf-8") for file in files))


def test_logical_properties_only() -> None:
    found = [line.strip() for line in sheet().splitlines() if PHYSICAL.search(line)]
    assert not found, "\n".join(found)


def test_the_check_sees_physical_properties() -> None:
    for bad in ("a { margin-left: 1em }", "a{left:0}", "a { text-align: right }", "a { float: left }", "a { color: red; width: 3em }"):
        assert PHYSICAL.search(bad), bad
    for good in (
        "@media (min-width: 40rem) {",
        "a { margin-inline: 0; text-align: start }",
        "a { border-width: 0 1px }",
    ):
        assert not PHYSICAL.search(good), good


def test_nothing_is_forced_and_no_focus_is_hidden() -> None:
    assert "!important" not in sheet()
    assert re.findall(r"([^{}]+)\{[^{}]*outline:\s*(?:none|0)", sheet()) in ([], ["\nmain:focus "])
