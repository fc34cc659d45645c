"""The page maker: a PageView becomes HTML."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from press.adapters import i18n
from press.adapters.templates import Templates
from press.makers.slots import fill
from press.makers.views import PageView, SectionView


def make_page(view: PageView, templates: Templates, interface: i18n.Interface) -> bytes:
    """The finished page, UTF-8. Pure: everything comes from ``view``, and the texts that ``view.shell`` has a digest of."""
    shell = view.shell
    facts: dict[str, dict[str, Any]] = {}
    for key, fact in view.facts:
        code, _, name = key.partition(" ")
        facts.setdefault(code, {})[name] = fact
    images = dict(view.images)

    def body(section: SectionView) -> dict[str, Any]:
        known = facts.get(section.tongue.code, {})
        own = section.section
        return {
            "id": own.id,
            "title": Markup(fill(own.title, section.tongue, known, shell.language.code, shell.base, images)),
            "html": Markup(fill(own.html, section.tongue, known, shell.language.code, shell.base, images)),
            "lang": section.tongue.tag,
            "dir": section.tongue.direction,
            "stale": section.stale,
            "missing": section.missing,
        }

    def date(iso: str) -> str:
        return i18n.format_date(iso, shell.locale, shell.date)

    text = templates.render(
        "start.html" if view.kind == "start" else "page.html",
        gettext=interface.gettext,
        ngettext=interface.ngettext,
        view=view,
        shell=shell,
        header=Markup(current(shell.header, view.url).replace("\x01", page_part(view.name))),
        footer=Markup(shell.footer.replace("\x01", page_part(view.name))),
        top=body(view.top),
        sections=[body(section) for section in view.sections],
        sources=[Markup(f"{fact.before}{fact.words}{fact.after}") for fact in view.sources],
        menu=[
            {"title": Markup(link.title), "url": link.url, "description": Markup(link.description), "name": link.name}
            for link in shell.menu
        ],
        following={"title": Markup(view.following.title), "url": view.following.url} if view.following else None,
        date=date,
    )
    return text.encode()


def page_part(name: str) -> str:
    """What stands after ``/<language>/`` in a page's address; ``\\x01`` holds its place in the language menu."""
    return "" if name == "index" else f"{name}/"


def current(header: str, url: str) -> str:
    """The header with the menu's link to this very page marked as the current one."""
    return header.replace(f'<a href="{url}">', f'<a href="{url}" aria-current="page">', 1)
