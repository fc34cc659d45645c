"""Our own generator, its project written strictly by docs/content-format.md, its own templates used as they are."""

from __future__ import annotations

import hashlib
import re
import sys
from pathlib import Path

from words import Language
from workload import CHECKED, REVIEW_BY, SECTIONS, Page, Workload

from tools.base import MARKED, Place, Plain, Tool, front_matter, quoted, write

_SITE = """\
name: {sv: Bench, en: Bench}
base-url: https://bench.example
source: sv
leave-url: https://bench.example/
owners:
  redaktionen:
    name: {sv: Redaktionen}
"""
# One link fact, because every page of the source language must name its sources. Bodies use no facts: the peers have none.
_FACTS = f"""\
bench-source:
  kind: link
  name: {{sv: Bench}}
  urls: {{sv: "https://bench.example/"}}
  owner: Bench
  source: https://bench.example/
  checked: {CHECKED}
  review-by: {REVIEW_BY}
"""
_LANGUAGE = """\
{code}:
  tag: {tag}
  name: {name}
  names: {{sv: {swedish}, en: {english}}}
  script: {script}
  fallback: [{fallback}]
  locale: {locale}
  date: "d MMMM y"
  status: published
"""
_ENTRY = """\
{topic}:
  from: sv
  made: person
  by: Bench
  reviewed-by: Bench
  reviewed: {checked}
  sections:
"""
# Where the page's own elements stand may be the page template or the frame it extends.
_TEMPLATES = ("page.*", "base.*", "layout.*", "frame.*", "shell.*")


def _table(work: Workload) -> str:
    """languages.yaml: code → what the program must know of the language; fallbacks only to languages that are there."""
    here = {language.code for language in work.languages}

    def entry(language: Language) -> str:
        return _LANGUAGE.format(
            code=language.code, tag=language.tag, name=quoted(language.name), swedish=quoted(language.swedish),
            english=quoted(language.english), script=language.script, locale=language.tag.replace("-", "_"),
            fallback=", ".join(code for code in language.fallback if code in here))
    return "".join(map(entry, work.languages))


def _lay_out(work: Workload, to: Path) -> None:
    """Write content/ for all languages; locales/ is filled by `fill_locales` once a copy of the program is there."""
    content = to / "content"
    write(content / "site.yaml", _SITE)
    write(content / "languages.yaml", _table(work))
    write(content / "channels.yaml", "{}\n")
    write(content / "addresses.yaml", "{}\n")
    write(content / "facts/links.yaml", _FACTS)
    (content / "images").mkdir()
    record = "".join(_ENTRY.format(topic=page.topic, checked=CHECKED) + _fingerprints(page)
                     for page in work.pages(work.languages[0]))
    for number, language in enumerate(work.languages):
        if number:
            write(content / language.code / "translations.yaml", record)
        for page in work.pages(language):
            head: dict[str, str | int] = {"title": page.title, "description": page.description}
            if number == 0:
                head |= {"owner": Plain("redaktionen"), "sources": Plain("[bench-source]"), "checked": Plain(CHECKED),
                         "review_by": Plain(REVIEW_BY), "order": page.order}
            text = front_matter(**head) + page.markdown(_link)
            write(content / language.code / f"{page.topic}.md", text)


def _link(topic: str) -> str:
    """A link to another page names its file."""
    return f"{topic}.md"


def _fingerprints(page: Page) -> str:
    """The lines of translations.yaml that say which source text each section was made from (docs/content-format.md).

    SHA-256 of the section with its white space normalised, 16 digits; `top` is title, description and introduction.
    """
    top, *sections = re.split(r"^(?=## )", page.markdown(_link), flags=re.MULTILINE)
    texts = {"top": f"{page.title}\n{page.description}\n{top}", **dict(zip(SECTIONS, sections, strict=True))}
    return "".join(f"    {name}: {hashlib.sha256(' '.join(text.split()).encode()).hexdigest()[:16]}\n"
                   for name, text in texts.items())


def fill_locales(program: Path, project: Path, work: Workload) -> str:
    """Give every language a gettext catalog: the program's own, else its English one. Returns what was done, in words."""
    ours, english = program / "locales", program / "locales/en.po"
    if not english.is_file():
        return "no locales/en.po in the program: the project has no catalogs, a build that requires them will fail"
    borrowed = []
    for language in work.languages:
        own = ours / f"{language.code}.po"
        borrowed += [] if own.is_file() else [language.code]
        write(project / "locales" / own.name, (own if own.is_file() else english).read_text(encoding="utf-8"))
    return "catalogs copied" + (f"; English stands in for {', '.join(borrowed)}" if borrowed else "")


def _command(place: Place) -> list[str]:
    """`python3 build.py build`, as an editor would, with the program's own choice of processes."""
    return [sys.executable, "build.py", "build", "--project", str(place.project), "--out", str(place.out)]


def _template(place: Place) -> Path:
    """The page template of the program's copy, or its frame; the repository's own is never touched."""
    for pattern in _TEMPLATES:
        for path in sorted((place.program / "templates").rglob(pattern)):
            if MARKED.search(path.read_text(encoding="utf-8")):
                return path
    raise FileNotFoundError(f"no template named {', '.join(_TEMPLATES)} with <main>, <article> or <h1> in templates/")


OURS = Tool("ours", "ours", _lay_out, _command, _template, caches=(".press",), flat=True, environment={"OMSVERIGE_TODAY": CHECKED})
