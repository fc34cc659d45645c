"""The page maker: a PageView becomes HTML."""

from __future__ import annotations

from typing import NamedTuple

from markupsafe import Markup

from press.adapters import i18n
from press.adapters.templates import Templates
from press.makers.slots import FactView, fill
from press.makers.views import PageView, SectionView


class Shown(NamedTuple):
    """A section as the template sees it: finished HTML, the language it is in, and what to tell the reader about it."""

    id: str
    title: Markup
    html: Markup
    lang: str
    dir: str
    stale: bool
    missing: str


def make_page(view: PageView, templates: Templates, interface: i18n.Interface) -> bytes:
    """The finished page, UTF-8. Pure: everything comes from ``view``, and the texts that ``view.shell`` has a digest of."""
    shell = view.shell
    facts: dict[str, dict[str, FactView]] = {}
    for key, fact in view.facts:
        code, _, name = key.partition(" ")
        facts.setdefault(code, {})[name] = fact
    images = dict(view.images)
    reader, base = shell.language.code, shell.base

    def body(section: SectionView) -> Shown:
        own, tongue = section.section, section.tongue
        known = facts.get(tongue.code, {})
        title = Markup(fill(own.title, tongue, known, reader, base, images))
        text = Markup(fill(own.html, tongue, known, reader, base, images))
        return Shown(own.id, title, text, tongue.tag, tongue.direction, section.stale, section.missing)

    part = page_part(view.name)
    text = templates.render(
        "start.html" if view.kind == "start" else "page.html",
        gettext=interface.gettext,
        ngettext=interface.ngettext,
        view=view,
        alternates=Markup(view.alternates),
        shell=shell,
        header=Markup(current(shell.header, view.url).replace("\x01", part)),
        footer=Markup(shell.footer),
        top=body(view.top),
        sections=[body(section) for section in view.sections],
        sources=[Markup(f"{fact.before}{fact.words}{fact.after}") for fact in view.sources],
    )
    return text.encode()


def page_part(name: str) -> str:
    """What stands after ``/<language>/`` in a page's address; ``\\x01`` holds its place in the language menu."""
    return "" if name == "index" else f"{name}.html"


def current(header: str, url: str) -> str:
    """The header with the menu's link to this very page marked as the current one."""
    return header.replace(f'<a href="{url}">', f'<a href="{url}" aria-current="page">', 1)
