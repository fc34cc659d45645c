"""The plan of the site: every file it consists of, in a fixed order, with how its view is worked out and its bytes are made."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from press.adapters.templates import Templates
from press.commands.project import Project
from press.commands.workshop import Output, plain
from press.makers.assets import asset_name, asset_view, make_asset, smaller_css, smaller_js
from press.makers.discovery import RobotsView, make_robots, make_sitemap, sitemap_view
from press.makers.editions import Editions, image_name
from press.makers.frames import Frames
from press.makers.front import front_view, make_front
from press.makers.pages import make_page
from press.makers.places import CountyView, county_key, county_view, make_county, rendered
from press.makers.tools import ToolView, make_tool
from press.makers.views import PageView
from press.model import Language, Site
from press.store.keys import Key
from press.store.ledger import Memo

STYLES, SCRIPTS = ("site.css",), ("plan.js",)
"""Files of the templates' folder that pages ask for; their published names hold their digests."""
ICONS = (("assets/icon.svg", "icon.svg"), ("assets/plain.svg", "plain.svg"), ("favicon.svg", "icon.svg"))


class Plan(NamedTuple):
    """Everything the site consists of, the editions it comes from, and the frames of their pages."""

    outputs: tuple[Output, ...]
    editions: Editions
    frames: Frames


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


def site_plan(project: Project) -> Plan:
    """What there is to publish. Views are worked out later, where they are needed."""
    site, templates, ledger = project.site, project.templates, project.ledger
    assets = {name: smaller_css(templates.source(name).decode()).encode() for name in STYLES}
    assets |= {name: smaller_js(templates.source(name).decode()).encode() for name in SCRIPTS}
    names = {name: asset_name(name, data) for name, data in assets.items()}
    book = Editions(site, templates, names, Memo(ledger, "shared"))
    making = Making(site, templates, book, Frames(Memo(ledger, "frames")), assets, partial(_read, project))
    found = [*_pages(making), *_fronts(making), *_files(making)]
    for extra in site.settings.extras:
        found += EXTRAS[extra](making)
    return Plan(tuple(found), book, making.frames)


def _read(project: Project, path: str) -> bytes:
    own: Path = project.folders.project / path
    return (own if own.is_file() else project.folders.program / path).read_bytes()


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


def _pages(making: Making) -> Iterator[Output]:
    site, book = making.site, making.book

    def page(view: PageView, key: Key) -> bytes:
        return make_page(view, key, making.templates, book.interfaces[view.shell.language.code], making.frames)

    def about_county(view: CountyView) -> bytes:
        return make_county(view, rendered(book, view.frame))

    for language in site.published:
        edition = book.key(language)
        for name in book.names:
            yield Output(page_file(language.code, name), "page", partial(book.page, language, name), page, edition)
        edition = county_key(book, language) if site.counties else ""
        for county in site.counties:
            path, see = page_file(language.code, county.page), partial(county_view, book, language, county)
            yield Output(path, "county", see, plain(about_county), edition)


def _fronts(making: Making) -> Iterator[Output]:
    book = making.book
    fronts = [("index.html", "chooser.html", "/", False), ("404.html", "missing.html", "/404.html", True)]
    for channel in making.site.channels.values():
        fronts.append((f"q/{channel.address}/index.html", "chooser.html", f"/q/{channel.address}/", True))
    make = plain(lambda view: make_front(view, making.templates))
    for path, file, address, noindex in fronts:
        yield Output(path, "front", partial(front_view, book, file, address, noindex), make, book.everywhere)


def _files(making: Making) -> Iterator[Output]:
    site, book, templates = making.site, making.book, making.templates
    yield Output("sitemap.xml", "sitemap", lambda: sitemap_view(book), plain(make_sitemap), book.everywhere)
    robots = partial(RobotsView, site.settings.base_url, book.base)
    yield Output("robots.txt", "robots", robots, plain(make_robots))
    for name, data in making.assets.items():
        yield asset(book.assets[name], lambda data=data: data)  # type: ignore[misc]
    for path, icon in ICONS:
        yield asset(path, partial(templates.source, icon))
    for file, digest in site.images.items():
        yield asset(f"images/{image_name(file, digest)}", partial(making.read, f"content/images/{file}"))


def _booklets(making: Making) -> Iterator[Output]:
    from press.commands.extra_booklets import booklets

    return booklets(making)


def _pictures(making: Making) -> Iterator[Output]:
    from press.commands.extra_pictures import pictures

    return pictures(making)


EXTRAS: dict[str, Callable[[Making], Iterator[Output]]] = {"booklets": _booklets, "pictures": _pictures}
"""The outputs of each extra (:data:`press.model.EXTRAS`); what an extra needs is loaded only where it is asked for."""
