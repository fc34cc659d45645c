"""Pages that share a frame are what they would be if each were rendered by itself; a template cannot look into a slot."""

from __future__ import annotations

import html
from pathlib import Path

import pytest
import sites
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from press import phrases
from press.commands.project import Project, open_project
from press.commands.site_plan import site_plan
from press.makers import pages
from press.makers.frames import Slot, in_json
from press.makers.slots import fill
from press.makers.views import PageView
from press.model import Section
from press.readers.text import BYTES, FORBIDDEN, OTHERS, clean


@pytest.fixture(scope="module")
def opened(published: Path) -> Project:
    return open_project(published, 1)


def by_itself(project: Project, view: PageView, interface: object) -> bytes:
    """The page rendered with everything in its place from the beginning."""
    shell, facts = view.shell, dict(view.facts)

    def put(text: str, tongue: object) -> Markup:
        known = {name.split(" ")[1]: fact for name, fact in facts.items() if name.split(" ")[0] == tongue.code}
        return Markup(fill(text, tongue, known, shell.language.code, shell.base, dict(view.images)))

    def shown(section: Section, tongue: object, stale: bool, missing: str) -> pages.Shown:
        title, body = put(section.title, tongue), put(section.html.decode(), tongue)
        return pages.Shown(section.id, title, body, tongue.tag, tongue.direction, stale, missing)

    header = pages.current(shell.header.encode(), view.url.encode()).decode()
    top, *sections = [shown(*row[1:]) for row in (view.top, *view.sections)]
    times = {step.time: interface.gettext(phrases.TIMES[step.time]) for step in view.steps}
    return project.templates.render(
        "start.html" if view.kind == "start" else "page.html",
        gettext=interface.gettext,
        ngettext=interface.ngettext,
        view=view,
        alternates=view.alternates,
        shell=shell,
        header=header.replace("\x01", pages.page_part(view.name)),
        style=shell.style.text,
        footer=shell.footer,
        top=top,
        sections=sections,
        plan=[(text, [step for step in view.steps if step.time == time]) for time, text in times.items()],
        situations=[(name, interface.gettext(text)) for name, text in phrases.SITUATIONS.items()],
        words={key: interface.gettext(text) for key, text in phrases.PLACES.items()} if view.counties else {},
        sources=[Markup(f"{fact.before}{fact.words}{fact.after}") for fact in view.sources],
    ).encode()


def test_a_page_from_a_shared_frame_is_the_page_rendered_by_itself(published: Path, opened: Project) -> None:
    plan = site_plan(opened)
    seen = [output for output in plan.outputs if output.maker == "page"]
    assert len(seen) > 15
    for output in seen:
        view = output.view()
        alone = by_itself(opened, view, plan.editions.interfaces[view.shell.language.code])
        made = (published / "site" / output.path).read_bytes()
        # Jinja2 writes quotes by their numbers, Python by their names
        assert html.unescape(made.decode()) == html.unescape(alone.decode()), output.path
        assert made.count(b"<") == alone.count(b"<")


def test_pages_alike_share_a_frame(published: Path, opened: Project) -> None:
    plan = site_plan(opened)
    plan.frames.memo.table.clear()
    made = [output for output in plan.outputs if output.maker == "page"]
    for output in made:
        view = output.view()
        assert output.make(view, pages.Key(output.maker, view)) == (published / "site" / output.path).read_bytes()
    assert 0 < len(plan.frames.memo.used) < len(made)


LOOKS = (
    "{% if view.title == 'x' %}x{% endif %}",
    "{% if view.description %}x{% endif %}",
    "{{ view.title | upper }}",
    "{{ view.title | truncate(3, True, '', 0) }}",
    "{{ view.title[:3] }}",
    "{% if sections and 'a' in sections[0].id %}x{% endif %}",
    "{{ view.checked.iso[:4] }}",
    "{{ view.title | length }}",
)


@pytest.mark.parametrize("look", LOOKS)
def test_a_template_that_looks_into_a_slot_is_told_so(project: Path, look: str) -> None:
    own = sites.own_copy(project, "templates/page.html")
    own.write_text(own.read_text("utf-8").replace("<article", f"{look}<article", 1), "utf-8")
    ran = sites.build(project)
    assert ran.code == 1
    assert "templates/page.html" in ran.err and "differs from page to page" in ran.err, ran.err
    assert not (project / "site").exists()


def test_an_edit_of_a_body_needs_no_rendering(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert sites.build(project).code == 0
    sites.edit(project, "content/sv/rights.md", "Du har rättigheter.", "Du har många rättigheter.")
    monkeypatch.setattr("press.adapters.templates.Templates.render", lambda *_, **__: pytest.fail("rendered again"))
    assert sites.build(project).code == 0
    assert "Du har många" in sites.html(project, "sv/rights")


@given(st.text())
def test_a_text_in_json_is_as_tojson_writes_it(text: str) -> None:
    from jinja2.utils import htmlsafe_json_dumps

    assert f'"{in_json(text)}"' == str(htmlsafe_json_dumps(text, ensure_ascii=False))


def test_a_slot_can_be_printed() -> None:
    slot = Slot("title")
    assert f"{Markup.escape(slot)}" == "\x00title\x00" == str(slot)


def test_every_forbidden_character_is_found_by_its_bytes_too() -> None:
    for code in (*range(0xD800), *range(0xE000, 0x110000, 1)):
        if code < 0x3000 or 0xD000 < code < 0x10100 or code % 997 == 0:
            character = chr(code)
            assert clean(character.encode(), character) == (FORBIDDEN.match(character) is None), hex(code)
    assert all(FORBIDDEN.match(other) for other in OTHERS) and len(BYTES) == len(set(BYTES))
