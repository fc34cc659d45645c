"""Publish: a Site becomes a folder. Only what differs is made, only what differs is written, and the switch is one step."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from press.adapters.processes import shares, spread
from press.adapters.templates import TemplateMistake, Templates
from press.commands.project import Project, template_problem
from press.makers.assets import asset_view, css_name, make_asset, smaller_css
from press.makers.discovery import RobotsView, make_robots, make_sitemap, sitemap_view
from press.makers.editions import Editions, image_name
from press.makers.front import front_view, make_front
from press.makers.pages import make_page
from press.model import Site
from press.problems import Place, Problem, say
from press.store import keys
from press.store.output import MANIFEST, Manifest, Tree, content_digest, files_below, read_manifest

MANY = 48
"""From this number of files to make on, making is spread over processes."""


@dataclass(frozen=True, slots=True)
class Output:
    """A file to publish: its path, the maker's name and view (its key), and the making itself."""

    path: str
    maker: str
    view: Any
    make: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Report:
    """What a build did."""

    pages: int
    languages: int
    files: int
    made: tuple[str, ...]
    written: tuple[str, ...]
    removed: tuple[str, ...]
    problems: tuple[Problem, ...]
    published: bool
    seconds: float = 0.0


def editions(site: Site, templates: Templates) -> tuple[Editions, str]:
    """The views' builder, and the finished style sheet."""
    css = smaller_css(templates.source("site.css").decode())
    return Editions(site, templates, css_name(css)), css


def outputs(site: Site, templates: Templates, content: Path) -> list[Output]:
    """Everything the site consists of, in a fixed order."""
    book, css = editions(site, templates)
    found: list[Output] = []

    def add(path: str, maker: str, view: Any, make: Callable[[Any], bytes]) -> None:
        found.append(Output(path, maker, view, lambda: make(view)))

    for language in site.published:
        interface = book.interfaces[language.code]
        for name in book.names:
            view = book.page(language, name)
            path = f"{language.code}/index.html" if name == "index" else f"{language.code}/{name}/index.html"
            found.append(Output(path, "page", view, partial(make_page, view, templates, interface)))
    fronts = [("index.html", "chooser.html", "/", False), ("404.html", "missing.html", "/404.html", True)]
    fronts += [
        (f"q/{channel.address}/index.html", "chooser.html", f"/q/{channel.address}/", True)
        for channel in site.channels.values()
    ]
    for path, file, address, noindex in fronts:
        add(
            path,
            "front",
            front_view(book, file, address, noindex),
            lambda view: make_front(view, templates, book.interfaces),
        )
    add("sitemap.xml", "sitemap", sitemap_view(book), make_sitemap)
    add("robots.txt", "robots", RobotsView(site.settings.base_url, book.base), make_robots)
    add(book.css, "asset", asset_view(css.encode()), make_asset)
    for icon in ("icon.svg", "plain.svg"):
        add(f"assets/{icon}", "asset", asset_view(templates.source(icon)), make_asset)
    add("favicon.svg", "asset", asset_view(templates.source("icon.svg")), make_asset)
    for file, digest in site.images.items():
        add(
            f"images/{image_name(file, digest)}",
            "asset",
            asset_view((content / "images" / file).read_bytes()),
            make_asset,
        )
    return found


def publish(project: Project, out: Path) -> Report:
    """Build the site of ``project`` into ``out``. On any error, ``out`` stays exactly as it was."""
    site, problems = project.site, project.problems
    names = len(site.page_names)
    if project.errors:
        return Report(0, len(site.published), 0, (), (), (), problems, False)
    try:
        plan = outputs(site, project.templates, project.folders.project / "content")
        return _publish(project, out, plan, names)
    except TemplateMistake as mistake:
        return Report(0, len(site.published), 0, (), (), (), (template_problem(mistake), *problems), False)


def shelf_name(out: Path) -> str:
    """The ledger's shelf for an output folder."""
    return "outputs-" + "".join(character if character.isalnum() else "-" for character in str(out.resolve()))[-80:]


def _publish(project: Project, out: Path, plan: list[Output], names: int) -> Report:
    site = project.site
    tree = Tree(out)
    there = files_below(out)
    before = read_manifest(out)
    shelf = project.ledger.load(shelf_name(out))
    wanted = {output.path for output in plan}
    foreign = _foreign(out, plan, there, before)
    if foreign:
        return Report(0, len(site.published), 0, (), (), (), (*foreign, *project.problems), False)

    current: dict[str, Any] = {}
    todo: list[Task] = []
    for output in plan:
        key = keys.Key(output.maker, output.view)
        row, status = shelf.get(output.path), there.get(output.path)
        same = status is not None and row is not None and row[2:4] == (status.st_size, status.st_mtime_ns)
        if row is not None and not (same and output.path in before):
            row = None
        if row is not None and row[0] == key.digest:
            current[output.path] = row
        else:
            todo.append((output, key, row))

    stale = sorted(path for path in before if path not in wanted)
    if not todo and not stale:
        return Report(names * len(site.published), len(site.published), len(plan), (), (), (), project.problems, False)

    tree.begin()
    try:
        written = _make(tree, todo, project)
        rows, different = _settle(todo, written, current)
        if different or stale:
            manifest = _lay_out(tree, out, plan, rows, there, before, different)
            tree.publish(manifest)
        else:
            tree.discard()
    except BaseException:
        tree.discard()
        raise
    project.ledger.save(shelf_name(out), rows)
    return Report(
        names * len(site.published),
        len(site.published),
        len(plan),
        tuple(output.path for output, _, _ in todo),
        tuple(sorted(different)),
        tuple(stale),
        project.problems,
        bool(different or stale),
    )


def _foreign(out: Path, plan: list[Output], there: dict[str, os.stat_result], before: Manifest) -> list[Problem]:
    """Files somebody else put where the program would write; the same bytes are taken over silently."""
    found = []
    for output in plan:
        if output.path in there and output.path not in before and (out / output.path).read_bytes() != output.make():
            found.append(
                Problem(
                    Place(f"{out.name}/{output.path}"),
                    say("This file was not made by the program, and the program would overwrite it."),
                    say("Move it away or delete it, then build again."),
                )
            )
    return found


Task = tuple[Output, keys.Key, Any]
"""An output to make, its key, and its ledger row if its file is still the one that was written."""


def _make(tree: Tree, todo: list[Task], project: Project) -> list[tuple[str, int, int]]:
    """Make every output of ``todo`` into the new tree unless its bytes are the old ones: ``(digest, size, mtime or -1)``."""

    def work(part: Sequence[Task]) -> list[tuple[str, int, int]]:
        done = []
        for output, _, row in part:
            data = output.make()
            digest = content_digest(data)
            same = row is not None and row[1] == digest
            done.append((digest, len(data), -1 if same else tree.write(output.path, data)))
        return done

    parts = shares(todo, project.jobs if len(todo) >= MANY else 1)
    if len(parts) > 1:
        project.templates.environment.get_template("page.html")  # compiled once, before the fork
    return [row for part in spread(work, parts) for row in part]


def _settle(
    todo: list[Task], written: list[tuple[str, int, int]], current: dict[str, Any]
) -> tuple[dict[str, Any], set[str]]:
    """The ledger rows ``path → (key, digest, size, mtime, fields, reasons)`` after making, and the paths that differ."""
    rows, different = dict(current), set()
    for (output, key, row), (digest, size, mtime) in zip(todo, written, strict=True):
        was = dict(row[4]) if row else {}
        fields = key.fields
        reasons = tuple(name for name, mark in fields if was.get(name) != mark) if row else ("new",)
        if mtime >= 0:
            different.add(output.path)
        rows[output.path] = (key.digest, digest, size, row[3] if mtime < 0 else mtime, fields, reasons)
    return rows, different


def _lay_out(
    tree: Tree,
    out: Path,
    plan: list[Output],
    rows: dict[str, Any],
    there: dict[str, Any],
    before: Manifest,
    different: set[str],
) -> Manifest:
    """Link everything that stays into the new tree: our unchanged files, and whatever is not ours."""
    manifest: Manifest = {output.path: (rows[output.path][1], rows[output.path][2]) for output in plan}
    for path in manifest:
        if path not in different:
            tree.keep(path)
    for path in there:
        if path not in before and path not in manifest and path != MANIFEST:
            tree.keep(path)
    return manifest
