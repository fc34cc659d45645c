"""Pages that the program makes by itself beside the editors' texts, one a language: search, what is new, keeping a copy."""

from __future__ import annotations

from typing import Any, NamedTuple

from press.adapters.i18n import Interface
from press.adapters.templates import Templates
from press.makers.assets import Style
from press.makers.editions import Editions
from press.makers.pages import current, page_part
from press.makers.views import Date, Shell
from press.model import Language, page_path


class ToolView(NamedTuple):
    """Such a page: its template, what ``base.html`` shows of it, and in ``data`` whatever its own template shows beside that.
    A ``safety`` page gets the way out. Search engines need none of these pages."""

    template: str
    file: str
    shell: Shell
    name: str
    title: str
    tab_title: str
    description: str
    canonical: str
    styles: tuple[Style, ...]
    scripts: tuple[str, ...]
    safety: bool
    data: Any
    kind: str = "tool"
    noindex: bool = True
    fallback: str = ""
    checked: Date = Date("", "")
    posted: bool = False


def tool_view(
    book: Editions,
    language: Language,
    file: str,
    name: str,
    title: str,
    description: str,
    data: Any = (),
    *,
    styles: tuple[Style, ...] = (),
    scripts: tuple[str, ...] = (),
    safe_title: str = "",
) -> ToolView:
    """The view of the tool page ``name`` in a language, made by the template ``file``; ``title`` and ``description`` are plain
    text in that language. With a ``safe_title`` it is a safety page, called so in the browser's tab."""
    return ToolView(
        template=book.templates.digest(file),
        file=file,
        shell=book.shell(language),
        name=name,
        title=title,
        tab_title=safe_title or title,
        description=description,
        canonical=book.root + page_path(book.base, language.code, name),
        styles=styles,
        scripts=scripts,
        safety=bool(safe_title),
        data=data,
    )


def make_tool(view: ToolView, templates: Templates, interface: Interface) -> bytes:
    """The finished page, UTF-8. Pure: everything comes from ``view`` and the texts that ``view.shell`` has a digest of."""
    shell = view.shell
    url = page_path(shell.base, shell.language.code, view.name).encode()
    header = current(shell.header.encode(), url).replace(b"\x01", page_part(view.name).encode()).decode()
    return templates.render(
        view.file,
        gettext=interface.gettext,
        ngettext=interface.ngettext,
        view=view,
        shell=shell,
        style=shell.style.text,
        header=header,
        footer=shell.footer,
        alternates="",
        data=view.data,
    ).encode()
