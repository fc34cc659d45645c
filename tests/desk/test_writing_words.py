"""What the editor works out: the form's values in their places, word differences, sentences and words, the old source of a translation."""

from __future__ import annotations

import gc
import os
import random
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import sites

from press.adapters import git, spelling
from press.commands.editing import advice, documents, front_form, history, offers, passages
from press.commands.editing.differences import READ, WRITTEN, by_words, pieces
from press.commands.editing.live import Live
from press.commands.editing.prose import blotted, sentences, words


@pytest.fixture(autouse=True)
def _collected() -> Iterator[None]:
    yield
    gc.enable()


@pytest.fixture(scope="module")
def live_sv() -> Iterator[Live]:
    """The project itself, only read."""
    found = Live(sites.ROOT)
    found.project()
    yield found


def recorded(project: Path, message: str) -> None:
    """Record the project as it is, by an author with a made-up address."""
    name = {"GIT_AUTHOR_NAME": "Ord", "GIT_AUTHOR_EMAIL": "ord@provmyndigheten.example", "GIT_COMMITTER_NAME": "Ord", "GIT_COMMITTER_EMAIL": "ord@provmyndigheten.example"}
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", message]):
        subprocess.run(["git", *command], cwd=project, env={**os.environ, **name}, check=True)


FRONT = """---
# Ett ord till den som ändrar
title: Arbete   # rubriken
description: >
  Så söker du jobb
  i Sverige.
owner: redaktionen
sources: [a, b]  # två
checked: '2026-11-21'
changes:
  2026-11-20: Nytt "stycke".
  2026-10-01: "Ett: till"
order: 40
---
"""


@pytest.mark.parametrize(
    ("key", "value", "old", "new"),
    [
        ("title", "Jobb", "title: Arbete   #", "title: Jobb   #"),
        ("title", "Jobb: så här", "title: Arbete   #", 'title: "Jobb: så här"   #'),
        ("title", "# 1", "title: Arbete   #", 'title: "# 1"   #'),
        ("checked", "2026-11-29", "'2026-11-21'", "'2026-11-29'"),
        ("sources", "a, c", "[a, b]  # två", "[a, c]  # två"),
        ("changes/2026-11-20", "Borta: inget", '2026-11-20: Nytt "stycke".', '2026-11-20: "Borta: inget"'),
        ("changes/2026-11-21", "I dag", "changes:\n", "changes:\n  2026-11-21: I dag\n"),
        ("changes/2026-10-01", "", '  2026-10-01: "Ett: till"\n', ""),
        ("short", "Jobb", "order: 40\n", "order: 40\nshort: Jobb\n"),
        ("owner", "", "owner: redaktionen\n", ""),
        ("description", "En mening.", "description: >\n  Så söker du jobb\n  i Sverige.\n", 'description: "En mening."\n'),
    ],
)
def test_one_value_of_the_form_changes_and_no_other_byte(key: str, value: str, old: str, new: str) -> None:
    assert old in FRONT
    made = front_form.changed(FRONT, [(key, value)])
    assert made == FRONT.replace(old, new, 1)


def test_whatever_is_written_into_the_form_is_read_again() -> None:
    chance = random.Random(1)
    signs = "aå: #\"'\\|>-{}[],&*!%@`?=~نص 1\t—…ไ🙂"
    for _ in range(400):
        value = "".join(chance.choice(signs) for _ in range(chance.randint(1, 12)))
        for front in (FRONT, "---\ntitle: x\nchanges: {2026-11-20: a}\n---\n", '---\ntitle: ""\n---\n', "---\ntitle:\n---\n", "---\n---\n"):
            key = chance.choice(["title", "description", "changes/2026-11-20", "changes/2026-11-21", "safe-title"])
            want = " ".join(value.split())
            try:
                made = front_form.form(front_form.changed(front, [(key, value)]))
            except documents.Refused:
                assert not want or "\x00" in want, (key, value)
                continue
            assert (dict(made.changes).get(key[8:], "") if "/" in key else made.values.get(key, "")) == want


def test_the_form_of_every_real_text_can_be_read_and_set_to_what_it_is() -> None:
    for path in sorted((sites.ROOT / "content").rglob("*.md")):
        text = path.read_text("utf-8")
        front = text[: text.index("\n---\n", 3) + 5]
        found = front_form.form(front)
        assert found.readable and found.values["title"]
        edits = [(key, value) for key, value in found.values.items() if key not in front_form.LISTS]
        assert front_form.form(front_form.changed(front, edits)) == found
        assert len(front_form.changed(front, edits).split("\n")) == len(front.split("\n")), path


def test_differences_give_both_texts_back_and_keep_words_whole() -> None:
    chance = random.Random(2)
    stock = ["Ring ", "[[sos-112]]", " nu", ".\n", "العمل ", "ข้าวเย็น", "\n\n## ", "jobb", ", ", "🙂", "é", "e\u0301"]
    for _ in range(300):
        old = [chance.choice(stock) for _ in range(chance.randint(0, 30))]
        new = [chance.choice(stock) if chance.random() < 0.2 else word for word in old if chance.random() > 0.1]
        found = pieces("".join(old), "".join(new))
        assert "".join(text for kind, text in found if kind != "new") == "".join(old)
        assert "".join(text for kind, text in found if kind != "gone") == "".join(new)
    assert pieces("Du får tre dagar.", "Du får fyra hela dagar.") == (("same", "Du får "), ("gone", "tre"), ("new", "fyra hela"), ("same", " dagar."))
    assert [kind for kind, _ in pieces("Helt andra ord står här.", "Ring oss i morgon bitti!")] == ["gone", "new"]
    assert all(text[0] != "\u0e34" for _, text in pieces("กินข้าว", "กานข้าว")), "no vowel without its letter"


TEXT = """---
title: Inte jag
---
Det här är [en länk](work.md#register) till [[skatteverket|Skatteverket]] och [kommun]{lang=sv}.

## Rubriken räknas inte {#id}
- en punkt med **fet stil** i
- en annan punkt
> [!NOTE]
> Kolla https://example.org nu. Sedan [[sos-112]]!

*[SFI]: Svenska för invandrare
"""


def test_only_words_are_left_of_a_text_and_each_has_its_place() -> None:
    assert len(blotted(TEXT)) == len(TEXT) and blotted(TEXT).count("\n") == TEXT.count("\n")
    found = list(words(TEXT))
    assert all(TEXT[at : at + len(word)] == word for word, at in found)
    assert [word for word, _ in found] == ["Det", "här", "är", "en", "länk", "till", "Skatteverket", "och", "Rubriken", "räknas", "inte", "en", "punkt", "med", "fet", "stil", "en", "annan", "punkt", "Kolla", "nu", "Sedan", "Svenska", "för", "invandrare"]
    assert [(TEXT[one.start : one.end].split("\n")[0][:12], one.words) for one in sentences(TEXT)] == [("Det här är [", 9), ("en punkt med", 6), ("en annan pun", 3), ("Kolla https:", 2), ("Sedan [[sos-", 1)]


def test_words_that_the_list_explains_are_offered_once_where_they_stand_first(live_sv: Live) -> None:
    site = live_sv.project().site
    path = site.pages["sv", "work"].path
    text = Path(live_sv.folder / path).read_text("utf-8").replace("[Arbetsförmedlingen](words.md#arbetsformedlingen)", "Arbetsförmedlingen")
    page = live_sv.with_text(path, text.encode())[1]
    found = advice.advice(page, text, site.languages["sv"], offers.terms(site, "sv"))
    first = next(one for one in found.linkable if one.term.id == "arbetsformedlingen")
    assert text[first.spot.start : first.spot.end] == "Arbetsförmedlingen" and first.new == "[Arbetsförmedlingen](words.md#arbetsformedlingen)"
    lines = text.split("\n")[first.spot.line - 1]
    assert lines.startswith("Arbetsförmedlingen är statens"), "not in the heading or link before it"
    for one in found.linkable:
        linked = text[: one.spot.start] + one.new + text[one.spot.end :]
        page = live_sv.with_text(path, linked.encode())[1]
        assert not [problem for problem in page.problems if problem.severity == "error"]
        assert one.term.id in {anchor for section in page.sections for _, anchor, _ in section.links}
    assert found.lix == site.pages["sv", "work"].lix and 0 < found.lix < found.most


@pytest.mark.parametrize(
    ("code", "old", "wrong"),
    [("sv", "pengar", "penngarrr"), ("ar", "العمل", "العمممل"), ("uk", "роботу", "робботу"), ("th", "งาน", "ฆฌฏฎฆฌ"), ("en", "freedom", "fredom"), ("fr", "travail", "travvail")],
)
def test_a_misspelt_word_is_found_and_the_right_ones_are_not(live_sv: Live, code: str, old: str, wrong: str) -> None:
    site = live_sv.project().site
    page = site.pages[code, "work"]
    text = (live_sv.folder / page.path).read_text("utf-8")
    body = text.index("\n---\n", 3)
    at = text.index(old, body)
    own = advice.vocabulary(site, code, [(live_sv.folder / other.path).read_text("utf-8") for other in site.texts if other.language == code])
    before = advice.spelled(page, text, site.languages[code], own)
    assert before.dictionary, "the test programs bring the dictionaries"
    after = advice.spelled(page, text[:at] + wrong + text[at + len(old) :], site.languages[code], own)
    new = [spot for spot in after.words if spot.text not in {other.text for other in before.words}]
    assert len(new) == 1 and (wrong[:4] in new[0].text or new[0].text in wrong) and new[0].start >= at
    assert len(before.words) < 12


def test_where_there_is_no_dictionary_it_is_said(live_sv: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    site = live_sv.project().site
    found = advice.spelled(site.pages["ti", "work"], "x", site.languages["ti"], frozenset())
    assert found.why is not None and site.languages["ti"].name in str(found.why) and not found.words
    monkeypatch.setattr(spelling.shutil, "which", lambda name: None)
    assert "hunspell" in str(advice.spelled(site.pages["sv", "work"], "x", site.languages["sv"], frozenset()).why)
    assert advice.suggested(site.languages["sv"], "pengarrr") == ()


def test_what_changed_in_the_source_since_the_translation_is_found_in_the_history(tmp_path: Path) -> None:
    project = sites.good(tmp_path / "good")
    recorded(project, "Första texten")
    source = project / "content/sv/work.md"
    for step, words_ in enumerate(("sedan till vården", "sedan till [vården](health.md) i din region")):
        text = source.read_text("utf-8").replace("sedan till [vården](health.md)", words_) if step else source.read_text("utf-8").replace("Skriv in dig hos", "Anmäl dig hos")
        source.write_text(text, "utf-8")
        recorded(project, f"Ändring {step}")
    opened = Live(project).project()
    found = passages.beside(opened, opened.site.pages["en", "work"])
    assert found is not None and found.why is None
    states = {one.id: one.state for one in found.passages}
    assert states["register"] == "stale" and set(states.values()) == {"stale", "current"}
    change = next(one.change for one in found.passages if one.id == "register")
    assert [piece.text for piece in change if piece.kind == "gone"] == ["Skriv in"]
    assert [piece.text for piece in change if piece.kind == "new"] == ["Anmäl", " i din region"]
    assert passages.right_again(project, Live(project).project, "content/en/work.md", "register", "matches", "").sections == 1
    again = Live(project).project()
    fresh = passages.beside(again, again.site.pages["en", "work"])
    assert fresh is not None and {one.state for one in fresh.passages} == {"current"}


def test_without_git_or_history_it_is_said_and_nothing_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = sites.good(tmp_path / "good")
    sites.edit(project, "content/sv/work.md", "Skriv in dig hos", "Anmäl dig hos")
    opened = Live(project).project()
    found = passages.beside(opened, opened.site.pages["en", "work"])
    assert found is not None and "git" in str(found.why)
    assert "git" in str(history.history(project, "content/sv/work.md").why)
    recorded(project, "För sent")
    found = passages.beside(opened, opened.site.pages["en", "work"])
    assert found is not None and "history" in str(found.why), "what it was made from was never recorded"
    assert passages.beside(opened, opened.site.pages["sv", "work"]) is None
    monkeypatch.setattr(git.shutil, "which", lambda name: None)
    assert not history.history(project, "content/sv/work.md").versions


def test_versions_hold_no_address_and_every_text_comes_back(tmp_path: Path) -> None:
    inner = tmp_path / "repository" / "project"
    inner.parent.mkdir()
    sites.good(inner)
    source, texts = inner / "content/sv/work.md", []
    for step in range(3):
        texts.append(source.read_text("utf-8"))
        recorded(inner.parent, f"Steg {step}: “så”")
        source.write_text(texts[-1] + f"\nRad {step}.\n", "utf-8")
    found = history.history(inner, "content/sv/work.md")
    assert [version.words for version in found.versions] == ["Steg 2: “så”", "Steg 1: “så”", "Steg 0: “så”"]
    assert [history.text_of(inner, "content/sv/work.md", version.id) for version in reversed(found.versions)] == texts
    assert "@" not in repr(found)
    for id in ("HEAD", "--help", "0" * 40, found.versions[0].id + ":content/sv/index.md\n"):
        with pytest.raises(KeyError):
            history.text_of(inner, "content/sv/work.md", id)


def test_a_review_is_by_somebody_and_of_the_whole(tmp_path: Path) -> None:
    project = sites.good(tmp_path / "good")
    opened, path = Live(project).project, "content/en/work.md"
    for section, how, name in (("register", "reviewed", "Ord"), ("", "reviewed", ""), ("", "person", ""), ("", "nonsense", "Ord"), ("register", "person", "Ord")):
        with pytest.raises(ValueError):
            passages.right_again(project, opened, path, section, how, name)
    before = (project / "content/en/translations.yaml").read_bytes()
    assert passages.right_again(project, opened, path, "", "matches", "").mistake is None
    assert (project / "content/en/translations.yaml").read_bytes() == before, "nothing is claimed that was not"
    passages.right_again(project, opened, path, "", "reviewed", "Ord")
    after = (project / "content/en/translations.yaml").read_text("utf-8")
    added = [line for line in after.splitlines() if line not in before.decode().splitlines()]
    assert [line.split(":")[0].strip() for line in added] == ["reviewed-by", "reviewed"] and "made: machine" in after


@pytest.mark.parametrize(
    ("divided", "expected"),
    [
        (WRITTEN, [("same", "Det kostar "), ("gone", "1"), ("new", "2"), ("same", "\u00a0"), ("gone", "250"), ("new", "000"), ("same", " kronor"), ("gone", "."), ("new", "!")]),
        (READ, [("same", "Det kostar "), ("gone", "1\u00a0250"), ("new", "2\u00a0000"), ("same", " "), ("gone", "kronor."), ("new", "kronor!")]),
    ],
    ids=["writers", "readers"],
)
def test_words_are_divided_for_writers_and_for_readers_and_compared_in_one_way(divided: re.Pattern[str], expected: list[tuple[str, str]]) -> None:
    old, new = "Det kostar 1\u00a0250 kronor.", "Det kostar 2\u00a0000 kronor!"
    found = [piece for piece in by_words(old, new, divided) if piece.text]
    assert [tuple(piece) for piece in found] == expected
    assert "".join(piece.text for piece in found if piece.kind != "new") == old and "".join(piece.text for piece in found if piece.kind != "gone") == new
