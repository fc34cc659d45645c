"""The plan of the site: every file it consists of, in a fixed order, with how its view is worked out and its bytes are made."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from press.adapters.templates import TemplateMistake, Templates
from press.commands import site_extras
from press.commands.making import Making, asset, page_file
from press.commands.project import Project
from press.commands.workshop import Output, plain
from press.makers.assets import Style, asset_name, on_a_disc, smaller_js, style
from press.makers.discovery import RobotsView, make_robots, make_sitemap, sitemap_view
from press.makers.editions import PICTURE, Editions, image_name
from press.makers.frames import Frames
from press.makers.front import front_view, make_front
from press.makers.moved import make_moved, moved_view
from press.makers.pages import make_page
from press.makers.places import CountyView, county_key, county_view, make_county, rendered
from press.makers.views import PageView
from press.store.keys import Key
from press.store.ledger import Memo

STYLES, SCRIPTS = ("site.css", "front.css", "plan.css"), ("plan.js", "site.js", "safe.js", "front.js")
"""Files of the templates' folder that every edition has: styles stand in its pages, and its pages ask for scripts, whose published names
hold their digests."""
IMAGES = "content/images"
ICONS = (("assets/icon.svg", "icon.svg"), ("assets/plain.svg", "plain.svg"), ("favicon.svg", "icon.svg"))


class Plan(NamedTuple):
    """Everything the site consists of, the editions it comes from, and the frames of their pages."""

    outputs: tuple[Output, ...]
    editions: Editions
    frames: Frames


def site_plan(project: Project) -> Plan:
    """What there is to publish. Views are worked out later, where they are needed."""
    making = making_of(project)
    found = [*_pages(making), *_moved(making), *_fronts(making), *_files(making)]
    for name in project.site.settings.extras:
        found += site_extras.EXTRAS[name].outputs(making)
    return Plan(tuple(found), making.book, making.frames)


def hold(project: Project) -> None:
    """Read now whatever the plan and the makers will read, while nobody else writes; afterwards everybody may."""
    site, read = project.site, project.read
    read.known({f"templates/{name}": data for name, data in project.templates.read_all().items()})
    for file in site.images:
        read(f"{IMAGES}/{file}")
    if any(site_extras.EXTRAS[name].texts for name in site.settings.extras):
        for page in site.pages.values():
            read(page.path)


def making_of(project: Project) -> Making:
    """What all files are made with: enough for one page, in a tenth of the time of a plan."""
    site, templates, ledger = project.site, project.templates, project.ledger
    files = [*SCRIPTS, *(file for file in _extra_files(project) if not file.endswith(".css"))]
    assets = {name: _smaller(name, templates.source(name).decode()).encode() for name in files}
    pictures = {page.picture for page in site.pages.values() if page.picture}
    for name in sorted(PICTURE % picture for picture in pictures):
        assets[name] = on_a_disc(templates.source(name).decode()).encode()
    names = {name: asset_name(name.rpartition("/")[2], data) for name, data in assets.items()}
    book = Editions(site, templates, names, styles_of(project), Memo(ledger, "shared"), project.today)
    return Making(site, templates, book, Frames(Memo(ledger, "frames")), assets, project.read)


def styles_of(project: Project) -> dict[str, Style]:
    """The styles that stand in an edition's pages, by their names in the templates' folder. Raises :class:`TemplateMistake`."""
    files = [*STYLES, *(file for file in _extra_files(project) if file.endswith(".css"))]
    return {name: _style(name, project.templates) for name in files}


def _style(name: str, templates: Templates) -> Style:
    source = templates.source(name).decode()
    if (at := source.lower().find("</")) >= 0:
        raise TemplateMistake("a style stands in the pages, and “</” would end it there", name, source.count("\n", 0, at) + 1)
    return style(source)


def _extra_files(project: Project) -> list[str]:
    return [file for name in project.site.settings.extras for file in site_extras.EXTRAS[name].files]


def _smaller(name: str, source: str) -> str:
    return source if name.startswith("vendor/") else smaller_js(source)  # somebody else's file was made small by its makers


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


def _moved(making: Making) -> Iterator[Output]:
    """What answers at the old addresses of pages that have moved, those of the pages in two languages among them."""
    site, book = making.site, making.book
    make = plain(lambda view: make_moved(view, making.templates))
    if not site.moved:
        return
    from press.makers.beside import FOLDER

    folders = ("", FOLDER) if "side-by-side" in site.settings.extras and len(book.tongues) > 1 else ("",)
    for language in site.published:
        edition = book.key(language)
        for old in site.moved:
            for folder in folders:
                path = page_file(language.code, f"{folder}/{old}" if folder else old)
                yield Output(path, "moved", partial(moved_view, book, language, old, folder), make, edition)


def _fronts(making: Making) -> Iterator[Output]:
    book = making.book
    fronts = [("index.html", "chooser.html", "/", False), ("404.html", "missing.html", "", True)]
    fronts.append(("languages.html", "chooser.html", "/", True))  # where no server guesses a language
    for channel in making.site.channels.values():
        fronts.append((f"q/{channel.address}/index.html", "chooser.html", "", True))
    make = plain(lambda view: make_front(view, making.templates))
    for path, file, address, noindex in fronts:
        see = partial(front_view, book, file, address, noindex, path.startswith("q/"))
        yield Output(path, "front", see, make, book.everywhere)


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
        yield asset(f"images/{image_name(file, digest)}", partial(making.read, f"{IMAGES}/{file}"))
