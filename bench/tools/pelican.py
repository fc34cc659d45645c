"""Pelican: all languages in one run, by its own translations, with its content cache switched on.

One run per language would pay Python's start and Pelican's imports sixteen times over and could not check that a
translation exists. Pelican keeps translations apart from `pages`, so a template would have to search all of them for the
menu of its language; ten lines of plugin in the settings file sort them once instead, which is in Pelican's favour.
"""

from __future__ import annotations

from pathlib import Path

from workload import START, Page, Workload

from tools.base import Place, Tool, layout, write

_SETTINGS = '''\
"""Settings, and the plugin that sorts the pages by language and by name once a run."""
from types import ModuleType

from pelican import signals

AUTHOR = SITENAME = "Bench"
SITEURL = ""
PATH = "content"
DEFAULT_LANG = "{source}"
LANGUAGES = {languages!r}
TIMEZONE = "Europe/Stockholm"
PAGE_PATHS = [""]
ARTICLE_PATHS = []
STATIC_PATHS = []
PAGE_URL = PAGE_LANG_URL = "{{lang}}/{{slug}}/"
PAGE_SAVE_AS = PAGE_LANG_SAVE_AS = "{{lang}}/{{slug}}/index.html"
PAGE_ORDER_BY = "order"
DIRECT_TEMPLATES = []
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
ARCHIVES_SAVE_AS = AUTHORS_SAVE_AS = CATEGORIES_SAVE_AS = TAGS_SAVE_AS = ""
THEME = "theme"
MARKDOWN = {{
    "extension_configs": {{
        "markdown.extensions.attr_list": {{}},
        "markdown.extensions.meta": {{}},
        "markdown.extensions.tables": {{}},
        "markdown.extensions.toc": {{"toc_depth": "2-2"}},
    }},
}}
CACHE_CONTENT = LOAD_CONTENT_CACHE = True
GZIP_CACHE = False
CACHE_PATH = "cache"


def _sort(generator):
    menus, versions = {{}}, {{}}
    for page in sorted(generator.pages + generator.translations, key=lambda page: page.order):
        address = "/" + page.url
        menus.setdefault(page.lang, []).append((address, page.title))
        versions.setdefault(page.slug, {{}})[page.lang] = address
    generator.context["MENUS"], generator.context["VERSIONS"] = menus, versions


_plugin = ModuleType("bench_sort")
_plugin.register = lambda: signals.page_generator_finalized.connect(_sort)
PLUGINS = [_plugin]
'''


def _page(page: Page, code: str) -> str:
    """One content file. Pelican's own metadata, not YAML; the section list is the Markdown library's `[TOC]`."""
    head = {"title": page.title, "description": page.description, "slug": page.topic, "lang": code,
            "order": f"{page.order:05}"}
    if page.topic == START:
        head |= {"url": f"{code}/", "save_as": f"{code}/index.html"}
    lines = "".join(f"{key}: {value}\n" for key, value in head.items())
    # Links are relative to the file, in the page's own language; `{filename}` makes Pelican look the target up.
    return f"{lines}\n[TOC]\n\n" + page.markdown(lambda topic: f"{{filename}}{topic}.md")


def _lay_out(work: Workload, to: Path) -> None:
    """Write the project."""
    languages = [(language.code, language.tag, language.name, language.direction) for language in work.languages]
    write(to / "pelicanconf.py", _SETTINGS.format(source=work.languages[0].code, languages=languages))
    write(to / "theme/templates/page.html", layout("pelican-page.html"))
    (to / "theme/static").mkdir(parents=True)
    for language in work.languages:
        for page in work.pages(language):
            write(to / "content" / language.code / f"{page.topic}.md", _page(page, language.code))


def _command(place: Place) -> list[str]:
    """One run for all languages."""
    return [str(place.venv / "bin/python"), "-m", "pelican", "--quiet", "--settings",
            str(place.project / "pelicanconf.py"), "--output", str(place.out)]


def _template(place: Place) -> Path:
    """The template of every page."""
    return place.project / "theme/templates/page.html"


PELICAN = Tool("pelican", "Pelican (content cache on)", _lay_out, _command, _template, caches=("cache",))
