"""MkDocs with mkdocs-static-i18n in folder structure, and a bare theme instead of MkDocs' own heavy one.

The plugin takes two-letter codes only, so Sorani stands as `ku`, and writes the source language at the root of the site.
"""

from __future__ import annotations

from pathlib import Path

from workload import Workload

from tools.base import Place, Tool, front_matter, layout, quoted, write

_RENAMED = {"ckb": "ku"}
# No search plugin: the other peers are not asked for an index either.
_CONFIG = """\
site_name: Bench
site_url: https://bench.example/
docs_dir: docs
theme:
  name: null
  custom_dir: theme
markdown_extensions:
  - attr_list
  - tables
  - toc:
      toc_depth: "2-2"
plugins:
  - i18n:
      docs_structure: folder
      fallback_to_default: false
      reconfigure_material: false
      languages:
"""


def _lay_out(work: Workload, to: Path) -> None:
    """Write the project."""
    config, directions = [_CONFIG], {}
    for language in work.languages:
        code = _RENAMED.get(language.code, language.code)
        directions[code] = language.direction
        config.append(f"        - locale: {code}\n          name: {quoted(language.name)}\n          build: true\n")
        if language is work.languages[0]:
            config.append("          default: true\n")
        for page in work.pages(language):
            text = front_matter(title=page.title, description=page.description) + page.markdown(
                lambda topic: f"{topic}.md")
            write(to / "docs" / code / f"{page.topic}.md", text)
    config.append("extra:\n  directions:\n" + "".join(f"    {code}: {way}\n" for code, way in directions.items()))
    write(to / "mkdocs.yml", "".join(config))
    write(to / "theme/main.html", layout("mkdocs-page.html"))


def _command(place: Place) -> list[str]:
    """A whole build: `--dirty` is meant for previews and leaves menus stale."""
    return [str(place.venv / "bin/python"), "-m", "mkdocs", "build", "--quiet", "--config-file",
            str(place.project / "mkdocs.yml"), "--site-dir", str(place.out)]


def _template(place: Place) -> Path:
    """The theme's one template."""
    return place.project / "theme/main.html"


MKDOCS = Tool("mkdocs", "MkDocs + static-i18n", _lay_out, _command, _template, sources="docs", renamed=_RENAMED,
              at_root="sv")
