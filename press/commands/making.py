"""Making: what the site's files are planned from, and the kinds of files that several plans have."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, NamedTuple

from press.adapters.templates import Templates
from press.commands.workshop import Output, plain
from press.makers.assets import asset_view, make_asset
from press.makers.editions import Editions
from press.makers.frames import Frames
from press.makers.tools import ToolView, make_tool
from press.model import Language, Site


class Making(NamedTuple):
    """What the outputs are planned from. ``read`` gives the bytes of a file of the project by its path."""

    site: Site
    templates: Templates
    book: Editions
    frames: Frames
    assets: dict[str, bytes]
    read: Callable[[str], bytes]


def page_file(code: str, name: str) -> str:
    """The file of a page: ``ar/work.html``, which every static host serves without a redirect."""
    return f"{code}/{name}.html"


def asset(path: str, data: Callable[[], bytes]) -> Output:
    """A file passed on as it is."""

    def view() -> Any:
        return asset_view(data())

    return Output(path, "asset", view, plain(make_asset))


def tools(making: Making, view: Callable[[Language], ToolView], maker: str, name: str) -> Iterator[Output]:
    """The tool page ``name`` in every language, from its ``view`` of each."""
    book = making.book

    def make(view: ToolView) -> bytes:
        return make_tool(view, making.templates, book.interfaces[view.shell.language.code])

    for language in making.site.published:
        yield Output(page_file(language.code, name), maker, partial(view, language), plain(make), book.key(language))
