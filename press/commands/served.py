"""What servers know of the pages' styles: a policy names each by its digest, so a style that changes needs a configuration made anew."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from press.commands.project import Project
from press.commands.site_plan import styles_of
from press.makers.assets import hash_source
from press.problems import Place, Problem, say
from press.store.output import read_manifest

STYLE = re.compile(rb"<style>(.*?)</style>", re.S)
WRITTEN = "hosting"
"""Where the errand ``hosting`` writes, in the project, unless it is told otherwise."""
POLICIES = CADDY, NGINX, HEADERS = ("Caddyfile", "om-sverige.conf", "_headers")
"""The files of that errand that hold a policy."""


def styles_in(page: bytes) -> list[str]:
    """What a policy calls the styles that stand in a page."""
    return [hash_source(text.decode()) for text in dict.fromkeys(STYLE.findall(page))]


def published_styles(folders: Iterable[Path]) -> set[str]:
    """The same of all pages that the program has published into ``folders``; whatever else lies there counts for nothing."""
    found: set[bytes] = set()
    for folder in folders:
        for path in read_manifest(folder):
            file = folder / path
            if path.endswith(".html") and file.is_file() and not file.is_symlink():
                found.update(STYLE.findall(file.read_bytes()))
    return {hash_source(text.decode()) for text in found}


def outdated(project: Project, out: Path) -> tuple[Problem, ...]:
    """Warnings about configurations beside the project and in the published folder ``out`` that would keep a style out of the pages.
    Raises :class:`TemplateMistake`."""
    folder = project.folders.project
    near = [(out / HEADERS, f"{out.name}/{HEADERS}"), *((folder / WRITTEN / name, f"{WRITTEN}/{name}") for name in POLICIES)]
    there = [(file, name) for file, name in near if file.is_file()]
    if not there:
        return ()
    wanted = [style.digest for style in styles_of(project).values()]
    what = say("This configuration was made for other styles: a server that uses it would show the pages without any.")
    fix = say("Make it anew, and load it in the server before these pages are published: it fits both them and those that are published now.", how="python3 build.py hosting")
    return tuple(Problem(Place(name), what, fix, "warning") for file, name in there if _lacks(file, wanted))


def _lacks(file: Path, wanted: Iterable[str]) -> bool:
    text = file.read_text("utf-8", "replace")
    return "Content-Security-Policy" in text and not all(digest in text for digest in wanted)
