"""Remedies: one click puts a mistake right, takes nothing else along, and is offered only where no decision is needed."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest
import sites

from press import checks
from press.commands.editing import remedies
from press.commands.editing.live import Live
from press.problems import Problem


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """The good site, kept open."""
    found = Live(sites.good(tmp_path_factory.mktemp("remedies") / "good"))
    found.project()
    yield found
    gc.enable()


SV, EN, AR = "content/sv/work.md", "content/en/work.md", "content/ar/work.md"
LAST = "Du har [[semester-dagar]] semester."

CASES = [
    # file, what stands there, the mistake somebody makes of it, what the click makes of that
    (SV, "[[semester-dagar]]", "[[semester-dager]]", "[[semester-dagar]]"),
    (SV, "[[arbetsformedlingen|myndigheten]]", "[[arbetsformedlinge|myndigheten]]", "[[arbetsformedlingen|myndigheten]]"),
    (SV, "[vården](health.md)", "[vården](helth.md)", "[vården](health.md)"),
    (SV, "[vården](health.md)", "[vården](health.md#cost)", "[vården](health.md#costs)"),
    (SV, "[vården](health.md)", "[vården](/sv/health.html)", "[vården](health.md)"),
    (SV, "[vården](health.md)", "[vården](health)", "[vården](health.md)"),
    (SV, "{lang=sv}", "{lang=svv}", "{lang=sv}"),
    (SV, LAST, LAST + " ![Kort](../images/crad.svg)", LAST + " ![Kort](../images/card.svg)"),
    (SV, LAST, LAST + " ![Kort](card.svg)", LAST + " ![Kort](../images/card.svg)"),
    (SV, " {#holiday}", "", " {#semester}"),
    (SV, "## Semester {#holiday}", "## Semester {#Semester_dagar}", "## Semester {#semester-dagar}"),
    (EN, " {#holiday}", "", " {#holiday}"),
    (EN, " {#register}", " {#registre}", " {#register}"),
    (SV, "## Semester {#holiday}", "# Semester {#holiday}", "## Semester {#holiday}"),
    (SV, LAST, f"#### Kort\n{LAST}", f"### Kort\n{LAST}"),
    (SV, LAST, f"###\n{LAST}", LAST),
    (SV, LAST, f"- ett\n- ### Kort\n\n{LAST}", f"- ett\n\n### Kort\n\n{LAST}"),
    (SV, "## Semester {#holiday}", "## Semester {#holiday .month .famly}", "## Semester {#holiday .month .family}"),
    (SV, LAST, LAST + " Ring 020-50 50 50.", LAST + " Ring [[kvinnofridslinjen]]."),
    (SV, LAST, LAST + " Se www.1177.se.", LAST + " Se [[vard-1177]]."),
    (SV, LAST, LAST + " Se [vården](https://www.1177.se/).", LAST + " Se [[vard-1177|vården]]."),
    (SV, LAST, LAST + " Ring [dem](tel:+4620505050).", LAST + " Ring [[kvinnofridslinjen]]."),
    (SV, LAST, LAST + " Se [vården](http://www.1177.se/).", LAST + " Se [[vard-1177|vården]]."),
    (SV, LAST, LAST + " Se [vården]([[vard-1177]]).", LAST + " Se [[vard-1177|vården]]."),
    (SV, LAST, LAST + " Se [den](https://www.riksdаgen.se/).", LAST + " Se [den](https://www.riksdagen.se/)."),
    (SV, LAST, LAST + " Här\u202e är det.", LAST + " Här är det."),
    (SV, LAST, LAST + " Här&#x202E; är det.", LAST + " Här är det."),
    (SV, LAST, LAST + " <b>Viktigt</b>.", LAST + " **Viktigt**."),
    (SV, "order: 10\n---\n", "order: 10\n", "order: 10\n---\n"),
    (SV, "---\ntitle: Arbete", "title: Arbete", "---\ntitle: Arbete"),
    (SV, "title: Arbete", "titel: Arbete", "title: Arbete"),
    (SV, "title: Arbete", "title: Arbete: här", 'title: "Arbete: här"'),
    (SV, "title: Arbete", "\ttitle: Arbete", "title: Arbete"),
    (SV, "order: 10", "order: 10\norder: 10", "order: 10"),
    (SV, "order: 10", "order: 10\naudience: famly", "order: 10\naudience: family"),
    (SV, "order: 10", "order: 10\nmenu: foter", "order: 10\nmenu: footer"),
    (SV, "order: 10", "order: nr 10", "order: 10"),
    (SV, "checked: 2026-11-21", "checked: 21 november 2026", "checked: 2026-11-21"),
    (SV, "checked: 2026-11-21", "checked: 2026/11/21", "checked: 2026-11-21"),
    (SV, "sources: [arbetsformedlingen]", "sources: [arbetsformedlinge]", "sources: [arbetsformedlingen]"),
    (SV, "owner: redaktionen", "owner: redaktion", "owner: redaktionen"),
    (AR, "[[arbetsformedlingen", "[[arbetsformedlinge", "[[arbetsformedlingen"),
]


def mistakes(live: Live, path: str, text: str) -> list[Problem]:
    return [problem for problem in live.show(path, text.encode(), "http://127.0.0.1/x").problems if problem.where.path == path]


@pytest.mark.parametrize(("path", "old", "wrong", "right"), CASES, ids=[f"{wrong.strip()[-34:]!r}" for _, _, wrong, _ in CASES])
def test_a_click_puts_it_right(live: Live, path: str, old: str, wrong: str, right: str) -> None:
    whole = (live.folder / path).read_text("utf-8")
    assert old in whole
    text = whole.replace(old, wrong, 1)
    before, site = mistakes(live, path, text), live.project().site
    assert tuple(before) == live.glance(path, text.encode(), "http://127.0.0.1/x").problems, "a glance finds all there is in the text"
    clean = {problem.what for problem in mistakes(live, path, whole)}
    assert {problem.what for problem in before} - clean, "there is a mistake to put right"
    done = next((mended for problem in before if problem.what not in clean and (mended := remedies.remedy(problem, text, site)) is not None), None)
    assert done == whole.replace(old, right, 1)
    left = [problem for problem in mistakes(live, path, done) if problem.what not in clean]
    assert len(left) < len([problem for problem in before if problem.what not in clean]), left
    change = remedies.splice(text, done)
    units = text.encode("utf-16-le")
    assert (units[: 2 * change.start] + change.new.encode("utf-16-le") + units[2 * change.end :]).decode("utf-16-le") == done


@pytest.mark.parametrize(
    ("old", "wrong"),
    [
        ("[[semester-dagar]]", "[[nagot-helt-annat]]"),  # nothing is near
        ("order: 10", "order: 10\norder: 20"),  # which of the two?
        (LAST, LAST + " Se [sidan](https://okand.example/)."),  # no fact is this
        (LAST, LAST + " Se [den](https://www.riksdagеn.se/ж)."),  # one letter is like no plain one
        ("checked: 2026-11-21", "checked: 11/12 2026"),  # November or December?
        (LAST, LAST + " Det kostar 250 kronor."),
        ("title: Arbete\n", ""),
    ],
)
def test_what_needs_a_decision_is_left_to_the_writer(live: Live, old: str, wrong: str) -> None:
    whole = (live.folder / SV).read_text("utf-8")
    assert old in whole
    text = whole.replace(old, wrong, 1)
    found = mistakes(live, SV, text)
    assert found
    assert [remedies.remedy(problem, text, live.project().site) for problem in found] == [None] * len(found)


def test_an_id_that_the_source_uses_elsewhere_is_not_given_twice(live: Live) -> None:
    text = (live.folder / EN).read_text("utf-8").replace(" {#holiday}", "").replace("{#register}", "{#holiday}")
    found = [remedies.remedy(problem, text, live.project().site) for problem in mistakes(live, EN, text) if problem.what.template == "The heading has no id."]
    assert found == [None]


def test_a_glance_at_any_real_text_finds_what_all_checks_find() -> None:
    site = Live(sites.ROOT).project().site
    everything: dict[str, list[Problem]] = {}
    for problem in checks.everything(site, "2027-06-30"):  # a day on which reviews are due
        everything.setdefault(problem.where.path, []).append(problem)
    assert sum(page.path in everything for page in site.texts) > 20
    for page in site.texts:
        assert list(checks.of_text(site, page, "2027-06-30")) == everything.get(page.path, [])


def test_every_sentence_with_a_remedy_is_still_said() -> None:
    said = "\n".join(path.read_text("utf-8") for path in (sites.ROOT / "press").rglob("*.py") if "remedies" not in path.name)
    assert not [sentence for sentence in remedies.REMEDIES if f'"{sentence}"' not in said]


def test_what_a_click_will_do_is_shown_in_whole_words() -> None:
    assert remedies.shown("Ring [[a-dager]] nu", "Ring [[a-dagar]] nu") == ("[[a-dager]]", "[[a-dagar]]")
    assert remedies.shown("a\nb\nb\nc", "a\nb\nc") == ("b", "")
    assert remedies.shown("a\nc", "a\n---\nc") == ("", "---")
