"""The quick way to read YAML gives what PyYAML gives, or leaves the text to it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from press.adapters import quick_yaml
from press.adapters import yaml as ours
from press.readers.pages import split

CONTENT = Path(__file__).parents[1] / "content"

VALUES = (
    "work", "Två ord", "2026-11-21", "010", "no", "null", "~", "", "Null", "a:b", "a: b", "a #b", "a#b", "https://example.se/a?b=c", "https:// x",
    "x https://y.se", '"quoted: # here"', '"with \\" escape"', "'single'", "'it''s'", '"open', "[a, b]", "[a, 'b c', \"d\"]", "[]", "[ a ]", "[a,b]",
    "[a, [b]]", "[https://a.se, b]", "{sv: Ord, en: 'Words'}", "{sv: a, en}", "{}", '{sv: "https://a.se"}', "|", ">-", "&name x", "*name", "- a", "? a",
    "@a", "%a", "`a", "a ", " a", "a\tb", "a, b", "[a", "a]", "é", "الصفحة", "\U0001f600 x", "x \U0001f600", "\ufb50", "a\u2028b", "a\u00a0", "\u00a0a", "ªº", "²",
    "_x", "-", "-1", "!tag x", "12:30", "a:", "a :b", "a b: c", '"a" b', "null, a", "[null, ~]", "a\x85b", "a\x9fb", "٣", "a'b", 'a"b',
)  # fmt: skip
KEYS = ("title", "from", "letters/a", "a-b", "null", "0114", '"0114"', "a b", "- a", "é", "A_b", "a" * 70, "<<", "?")
LINES = st.one_of(
    st.tuples(st.integers(0, 5), st.sampled_from(KEYS[:4]), st.sampled_from(VALUES)).map(
        lambda p: f"{' ' * p[0]}{p[1]}: {p[2]}"
    ),
    st.tuples(st.sampled_from((0, 2, 4)), st.sampled_from(KEYS), st.sampled_from((*VALUES[:6], ""))).map(
        lambda p: f"{' ' * p[0]}{p[1]}: {p[2]}"
    ),
    st.tuples(st.sampled_from((0, 2, 4)), st.sampled_from(KEYS[:4])).map(lambda p: f"{' ' * p[0]}{p[1]}:"),
    st.sampled_from(
        ("# words", "  # words", "#", "# \t", "", " ", "---", "...", "word", "  word", "- a", "\t", "a:", "%YAML 1.1")
    ),
)
TIDY = st.recursive(
    st.sampled_from(
        ('"quoted: # here"', "Två ord", "[a, b]", "{sv: Ord, en: 'Words'}", "null", "https://example.se/a")
    ),
    lambda inner: st.dictionaries(st.sampled_from(KEYS[:6]), inner, min_size=1, max_size=3),
)


def written(value: object, indent: int = 0) -> str:
    """A nested value as an editor would write it."""
    if not isinstance(value, dict):
        return f" {value}\n"
    lines = "".join(f"{' ' * indent}{key}:{written(inner, indent + 2)}" for key, inner in value.items())
    return f"\n{lines}" if indent else lines


def slowly(text: str, first_line: int) -> ours.Node | None:
    try:
        return ours._slowly(text, first_line)
    except ours.YamlMistake:
        return None


def quickly(text: str, first_line: int) -> ours.Node | None:
    row = quick_yaml.read(text, first_line)
    return None if row is None else ours._from_row(row)


@settings(max_examples=3000, deadline=None)
@given(st.lists(LINES, max_size=6).map("\n".join), st.integers(1, 9))
@example("a:\n  b: c\n d: e", 1)
@example("a: b\n  c: d", 1)
@example("{}\n", 4)
@example("a:\n\n# x\n  b: c\nd: e\n", 3)
def test_what_is_read_the_quick_way_is_what_pyyaml_reads(text: str, first_line: int) -> None:
    found = quickly(text, first_line)
    assert found is None or found == slowly(text, first_line)


@settings(max_examples=500, deadline=None)
@given(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
    st.sampled_from(("key: %s", 'key: "%s"', "key: '%s'", "key: [a, %s]", "key: {a: %s}", "k%sy: a", "# %s\nkey: a")),
)
def test_no_character_is_read_in_another_way(words: str, around: str) -> None:
    text = around % words
    found = quickly(text, 1)
    assert found is None or found == slowly(text, 1)


@given(TIDY.filter(lambda value: isinstance(value, dict)).map(written))
def test_a_tidy_file_is_not_left_to_pyyaml(text: str) -> None:
    assert quickly(text, 1) == slowly(text, 1) is not None


@pytest.mark.parametrize("path", sorted(CONTENT.rglob("translations.yaml")), ids=lambda path: path.parent.name)
def test_how_our_translations_were_made_is_read_the_quick_way(path: Path) -> None:
    text = path.read_text("utf-8")
    assert quickly(text, 1) == slowly(text, 1) is not None


def test_nearly_all_our_front_matter_is_read_the_quick_way() -> None:
    fronts = [split(path.read_text("utf-8"), path.name, [])[0] for path in sorted(CONTENT.glob("*/*.md"))]
    quick = [front for front in fronts if quickly(front, 2) is not None]
    assert len(quick) > 0.9 * len(fronts) > 100
    assert all(quickly(front, 2) == slowly(front, 2) for front in quick)
