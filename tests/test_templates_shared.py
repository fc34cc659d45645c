"""Templates in several threads: no thread gets what another has made half."""

from __future__ import annotations

from pathlib import Path

import jinja2
import pytest
import sites

from press.adapters.templates import Templates

FOLDER = sites.ROOT / "templates"


def test_the_environment_is_there_when_all_of_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """Else another thread would write JSON in a page with the letters of most languages as six bytes each."""
    templates, seen = Templates((FOLDER,)), list[object]()

    class Policies(dict[str, object]):
        def __setitem__(self, key: str, value: object) -> None:
            seen.append(templates.found)
            super().__setitem__(key, value)

    class Slow(jinja2.Environment):
        def __init__(self, *args: object, **more: object) -> None:
            super().__init__(*args, **more)  # type: ignore[arg-type]
            self.policies = Policies(self.policies)

    monkeypatch.setattr(jinja2, "Environment", Slow)
    assert templates.environment.policies["json.dumps_kwargs"] == {"sort_keys": True, "ensure_ascii": False}
    assert seen == [None]


def test_a_digest_is_known_when_it_is_the_whole_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Else another thread would take a page for one that is made from other templates."""
    templates, seen = Templates((FOLDER,)), list[str]()
    real = templates.source

    def source(name: str) -> bytes:
        seen.extend(templates.digests.values())
        return real(name)

    monkeypatch.setattr(templates, "source", source)
    digest = templates.digest("page.html")
    assert digest == Templates((FOLDER,)).digest("page.html") and "" not in seen
    templates.digest("start.html")
    assert digest in seen, "nothing was looked at; the test proves nothing"


def test_templates_in_a_circle_come_to_an_end(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text('{% include "b.html" %}')
    (tmp_path / "b.html").write_text('{% include "a.html" %}')
    before = Templates((tmp_path,))
    both = before.digest("a.html"), before.digest("b.html")
    (tmp_path / "b.html").write_text('{% include "a.html" %}!')
    after = Templates((tmp_path,))
    assert both[0] != after.digest("a.html") and both[1] != after.digest("b.html")


def test_what_was_read_once_is_rendered_and_what_is_not_there_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("old å")
    (tmp_path / ".#a.html").symlink_to("nowhere")  # what an editing program lays beside an open file
    (tmp_path / "b.css").symlink_to("nowhere")
    templates = Templates((tmp_path,))
    assert templates.read_all() == {"a.html": "old å".encode()}
    (tmp_path / "a.html").write_text("new")
    assert templates.render("a.html") == "old å" and templates.names() == ("a.html",)
    (tmp_path / "a.html").unlink()
    assert templates.render("a.html") == "old å"
    with pytest.raises(jinja2.TemplateNotFound):
        templates.environment.get_template("b.html")
