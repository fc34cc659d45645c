"""What is foreseen is what publishing then does: the same files, the same bytes, nothing written on the way."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import edits
import pytest
import sites
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from press.commands.editing.foresee import Foreseen, foresee, grouped, made, unchanged
from press.commands.editing.reading_difference import differences
from press.commands.project import open_project
from press.store.output import read_manifest

EXTRAS = "source: sv\nextras: [search, side-by-side, share, news, partners, offline]\n"


def looked(project: Path) -> Foreseen:
    """What is foreseen for a project once it is open; its files, its ledger and its site stay as they are."""
    opened = open_project(project, 1)
    before = kept(project)
    found = foresee(opened, project / "site")
    assert kept(project) == before, "something was written"
    return found


def kept(project: Path) -> dict[str, bytes]:
    """All files, but for templates that were compiled on the way."""
    return {path: data for path, data in sites.tree(project).items() if "/jinja/" not in path}


def agree(project: Path, what: str) -> Foreseen:
    """Look, publish, compare."""
    found, was = looked(project), read_manifest(project / "site")
    foreseen = {change.path: made(found, change.path) for change in found.changes if change.sort in ("changed", "added") and not found.plan[change.path].late}
    ran = sites.build(project)
    assert bool(found.errors) == (ran.code != 0), (what, ran.err, found.errors)
    now = read_manifest(project / "site")
    if ran.code:
        assert now == was and not found.changes, what
        return found
    sure = {change.path: change.sort for change in found.changes if change.sort != "unsure"}
    unsure = {change.path for change in found.changes if change.sort == "unsure"}
    really = {path: "changed" if path in was else "added" for path, row in now.items() if was.get(path) != row}
    really |= {path: "removed" for path in was if path not in now}
    assert {path: sort for path, sort in really.items() if path not in unsure} == sure, what
    for path, data in foreseen.items():
        assert (project / "site" / path).read_bytes() == data, f"{what}: {path}"
    return found


def a_title(project: Path) -> None:
    sites.edit(project, "content/sv/work.md", "title: Arbete", "title: Jobb")


def a_body(project: Path) -> None:
    sites.edit(project, "content/sv/work.md", "Alla får arbeta.", "Alla vuxna får arbeta.")


def a_fact(project: Path) -> None:
    sites.edit(project, "content/facts/phones.yaml", "020-50 50 50", "020-50 50 51")
    sites.edit(project, "content/facts/phones.yaml", "+4620505050", "+4620505051")


def a_template(project: Path) -> None:
    sites.own_copy(project, "templates/base.html")
    sites.edit(project, "templates/base.html", "</main>", "<!-- x --></main>")


def a_catalog(project: Path) -> None:
    edits.interface_text(project, 2)  # the word for the menu, in Arabic


def a_new_page(project: Path) -> None:
    text = (project / "content/sv/work.md").read_text("utf-8")
    (project / "content/sv/extra.md").write_text(text.replace("title: Arbete", "title: Mer om arbete"), "utf-8")


def a_removed_page(project: Path) -> None:
    (project / "content/sv/extra.md").unlink()


def a_mistake(project: Path) -> None:
    sites.edit(project, "content/sv/work.md", "[[arbetsformedlingen]]", "[[arbetsformedlinge]]")


def no_mistake(project: Path) -> None:
    sites.edit(project, "content/sv/work.md", "[[arbetsformedlinge]]", "[[arbetsformedlingen]]")


KINDS: tuple[tuple[Callable[[Path], None], str], ...] = (
    (a_title, "title"), (a_body, "body"), (a_fact, "fact"), (a_template, "template"), (a_catalog, "catalog"), (a_new_page, "new page"),
    (a_removed_page, "removed page"), (a_mistake, "mistake"), (no_mistake, "mistake put right"),
)  # fmt: skip


def test_it_says_exactly_what_publishing_then_does(project: Path) -> None:
    sites.edit(project, "content/site.yaml", "source: sv\n", EXTRAS)
    first = looked(project)
    assert first.first and {change.sort for change in first.changes} == {"added"}
    assert sites.build(project).code == 0
    for act, what in KINDS:
        act(project)
        found = agree(project, what)
        assert what == "mistake" or found.changes or what == "mistake put right", f"{what}: the edit would prove nothing"
        assert agree(project, f"{what}, published").changes == () or what == "mistake"


@contextmanager
def site_of_its_own(published: Path) -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        yield sites.project_from(published, Path(folder) / "project")


@given(steps=st.lists(st.tuples(st.sampled_from([edit for edit in edits.EVERY if edit.__name__ not in ("another_day", "tamper_with_site")]), st.integers(0, 9999)), min_size=2, max_size=4))
@settings(max_examples=12, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_whatever_is_done_to_a_project(published: Path, steps: list[tuple[edits.Edit, int]]) -> None:
    with site_of_its_own(published) as project:
        for edit, number in steps:
            edit(project, number)
            agree(project, f"{[step.__name__ for step, _ in steps]} at {edit.__name__} {number}")


def test_nothing_changed_is_known_by_the_quick_look_alone(published: Path, tmp_path: Path) -> None:
    project = sites.project_from(published, tmp_path / "project")
    assert sites.build(project).code == 0
    assert sites.build(project).code == 0  # the first may have been too close to the copying
    assert unchanged(project, project / "site")
    a_body(project)
    assert not unchanged(project, project / "site")


def test_changes_are_told_by_page_with_the_reason(published: Path, tmp_path: Path) -> None:
    project = sites.project_from(published, tmp_path / "project")
    assert sites.build(project).code == 0
    a_fact(project)
    opened = open_project(project, 1)
    groups = {group.page: group for group in grouped(looked(project).changes, opened.site.page_names) if group.page}
    assert {"violence", "local-gotland"} & groups.keys(), groups.keys()
    assert all(set(group.codes) == {"sv", "en", "ar"} and "facts" in " ".join((*group.fields, "facts" if "frame" in group.fields else "")) for group in groups.values()), groups


def test_heavy_files_are_named_and_not_made(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sites.edit(project, "content/site.yaml", "source: sv\n", "source: sv\nextras: [booklets, pictures]\n")
    for code, font in (("sv", "Noto Sans"), ("en", "Noto Sans"), ("ar", "Noto Sans Arabic")):
        sites.edit(project, "content/languages.yaml", f"{code}:\n  tag:", f"{code}:\n  font: {font}\n  tag:")
    assert sites.command("build", "--project", project).code == 0
    a_title(project)

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("typst was used for a look")

    monkeypatch.setattr("press.adapters.pdf._compile", refuse)
    sorts = {(change.maker, change.sort) for change in looked(project).changes}
    assert {("booklet", "unsure"), ("picture", "unsure"), ("page", "changed")} <= sorts


@pytest.mark.parametrize(
    ("before", "after", "parts"),
    [
        ("<p>Ring 020-1. Det är gratis.</p>", "<p>Ring 020-2. Det är gratis.</p>", [("same", "Ring "), ("gone", "020-1"), ("new", "020-2"), ("same", ". Det är gratis.")]),
        ("<p>อายุ 67 ปี</p>", "<p>อายุ 68 ปี</p>", [("same", "อายุ "), ("gone", "67"), ("new", "68"), ("same", " ปี")]),
        ("<p>A b.</p><p>Stay.</p>", "<p>Stay.</p>", [("gone", "A b.")]),
        ("<p>Stay.</p>", "<p>Stay.</p><script>x</script><p>Ny <b>text</b> &amp; mer</p>", [("new", "Ny text & mer")]),
    ],
)  # fmt: skip
def test_a_difference_is_told_by_sentences_and_words(before: str, after: str, parts: list[tuple[str, str]]) -> None:
    page = '<!doctype html><html lang="ar" dir="rtl"><head><style>p {}</style></head><body>%s</body></html>'
    (found,) = differences((page % before).encode(), (page % after).encode())
    assert [tuple(part) for part in found.parts] == parts and (found.lang, found.direction) == ("ar", "rtl")


def test_a_link_that_leads_elsewhere_is_told_although_no_word_differs() -> None:
    (found,) = differences(b'<p>Go <a href="/a">there</a></p>', b'<p>Go <a href="/b">there</a></p>')
    assert found.links == (("/a", "/b"),) and not differences(b"<p class='x'>A</p>", b"<p>A</p>")
