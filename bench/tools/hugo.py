"""Hugo: one content folder per language, one layout for every page, links resolved by Hugo's own link render hook."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from workload import START, Page, Workload

from tools.base import Place, Tool, front_matter, layout, quoted, write

# Everything the other tools are not asked to make is switched off.
_CONFIG = """\
baseURL = "https://bench.example/"
title = "Bench"
defaultContentLanguage = "{source}"
defaultContentLanguageInSubdir = true
uglyURLs = true
disableKinds = ["taxonomy", "term", "section", "rss", "sitemap", "404"]
enableRobotsTXT = false
[markup.tableOfContents]
startLevel = 2
endLevel = 2
[markup.goldmark.renderHooks.link]
useEmbedded = "always"
"""
_LANGUAGE = """\
[languages.{code}]
contentDir = "content/{code}"
locale = "{tag}"
label = {name}
direction = "{direction}"
weight = {weight}
"""


def _page(page: Page) -> str:
    """One content file."""
    return front_matter(title=page.title, description=page.description, weight=page.order) + page.markdown(
        lambda topic: f"{topic}.md")


def _lay_out(work: Workload, to: Path, cached: bool) -> None:
    """Write the project; without `cached` the menu is rendered anew for every page."""
    config = [_CONFIG.format(source=work.languages[0].code)]
    for weight, language in enumerate(work.languages, 1):
        config.append(_LANGUAGE.format(code=language.code, tag=language.tag, name=quoted(language.name),
                                       direction=language.direction, weight=weight))
        for page in work.pages(language):
            name = "_index" if page.topic == START else page.topic
            write(to / "content" / language.code / f"{name}.md", _page(page))
    write(to / "hugo.toml", "".join(config))
    page_layout = layout("hugo-page.html")
    write(to / "layouts/all.html", page_layout if cached else page_layout.replace("partialCached", "partial"))
    write(to / "layouts/_partials/menu.html", layout("hugo-menu.html"))


def _command(place: Place) -> list[str]:
    """The binary itself: the Python package's starter would add a Python start to every run."""
    binary = next(place.venv.glob("lib/python*/site-packages/hugo/binaries/hugo*"))
    return [str(binary), "--quiet", "--source", str(place.project), "--destination", str(place.out),
            "--cacheDir", str(place.project / "cache")]


def _template(place: Place) -> Path:
    """The layout of every page."""
    return place.project / "layouts/all.html"


_hugo = partial(Tool, flat=True, command=_command, template=_template, caches=("cache", "resources", ".hugo_build.lock"))
HUGO = _hugo("hugo", "Hugo (menu cached)", partial(_lay_out, cached=True))
HUGO_UNCACHED = _hugo("hugo-uncached", "Hugo (menu not cached)", partial(_lay_out, cached=False))
