"""A page gets another name, or goes: its old address goes on working, and everything that names it follows, in all languages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from press.adapters.yaml import instead, places
from press.commands.editing import relinking
from press.commands.editing.changes import text_of
from press.commands.editing.documents import Refused
from press.commands.editing.new_pages import good_name
from press.commands.editing.relinking import Followed, Way
from press.commands.project import Project
from press.makers.conformance import STATEMENT
from press.makers.plan import PLAN
from press.model import Page
from press.places import LOCAL
from press.problems import did_you_mean, say
from press.store.lines import kept, plain
from press.store.together import Change

FIXED = ("index", PLAN, LOCAL, STATEMENT)
"""Pages that the program knows by their names."""
MOVED, BANNERS = "content/moved.yaml", "content/announcements.yaml"
HEADER = "# Pages that have another name by now, or whose text is part of another page. Never take a line away: somebody has the old address.\n"


def rename(project: Project, old: str, new: str) -> tuple[Change, ...]:
    """The changes that give a page another name in all languages. Raises Refused."""
    _page(project, old)
    if wrong := good_name(project, new):
        raise Refused(wrong.what, wrong.fix)
    followed = relinking.follow(project, Way(old, new))
    changes: list[Change] = []
    for page in _versions(project, old):
        data = text_of(project.folders.project, page.path)
        after = followed.texts[page.path][1] if page.path in followed.texts else data
        changes += [Change(page.path, data, None), Change(f"content/{page.language}/{new}.md", None, after)]
    return _all(project, changes, followed, {old: new}, Way(old, new))


def archive(project: Project, old: str, target: str, anchor: str) -> tuple[Change, ...]:
    """The changes that take a page away in all languages and send its readers on to ``target`` (``#anchor``). Raises Refused."""
    _page(project, old)
    site = project.site
    source = site.pages.get((site.settings.source, target))
    if source is None or target == old:
        what = say("There is no page “%(name)s” to send readers on to.", name=target)
        raise Refused(what, did_you_mean(target, set(site.page_names) - {old}, say("Choose a page in the list.")))
    ids = {id for section in source.sections for id in (section.id, *section.anchors)}
    if anchor and anchor not in ids:
        what = say("There is no “#%(anchor)s” on the page “%(name)s”.", anchor=anchor, name=target)
        raise Refused(what, did_you_mean(anchor, ids, say("Choose a section in the list, or none.")))
    way = Way(old, target, anchor, whole=True)
    followed = relinking.follow(project, way, without=True)
    changes = [Change(page.path, text_of(project.folders.project, page.path), None) for page in _versions(project, old)]
    return _all(project, changes, followed, {old: ""}, way)


def _page(project: Project, name: str) -> None:
    site = project.site
    if (site.settings.source, name) not in site.pages:
        raise Refused(say("There is no page “%(name)s”.", name=name), did_you_mean(name, site.page_names, say("Choose a page in the list.")))
    if name in FIXED:
        what = say("The program knows the page “%(name)s” by its name.", name=name)
        raise Refused(what, say("It has to stay where it is; its title and its text are yours to change."))


def _versions(project: Project, name: str) -> list[Page]:
    """A page in every language it has a text in, begun ones among them."""
    site = project.site
    begun = [page for (kind, _, own), page in site.begun.items() if (kind, own) == ("page", name)]
    return [*[page for page in site.pages.values() if page.name == name], *begun]


def _all(project: Project, changes: list[Change], followed: Followed, names: Mapping[str, str], way: Way) -> tuple[Change, ...]:
    mine = {change.path for change in changes}
    texts = [Change(path, old, new) for path, (old, new) in followed.texts.items() if path not in mine]
    return (*changes, *texts, *relinking.records(project, followed.fingerprints, names), *_banners(project, way), _moved(project, way))


def _banners(project: Project, way: Way) -> Iterator[Change]:
    """Announcements that lead to the page."""
    old = text_of(project.folders.project, BANNERS)
    if old is None:
        return
    text = plain(old)
    spans = [(span, one) for one in project.site.announcements if one.page == way.old and (span := places(text).get((one.name, "page")))]
    for (start, end), one in sorted(spans, reverse=True):
        anchor = way.anchor if way.whole else one.anchor
        name = f"{way.new}#{anchor}" if anchor else way.new
        text = text[:start] + instead(text[start:end], name) + text[end:]
    if spans:
        yield Change(BANNERS, old, kept(old, text))


def _moved(project: Project, way: Way) -> Change:
    """One more line about where pages have moved. A name that is used again has not moved any longer, and what led to a section of a
    page that goes leads straight to where its readers are sent."""
    old = text_of(project.folders.project, MOVED)
    lines = (plain(old) if old is not None else HEADER).split("\n")
    moved = project.site.moved
    target = f"{way.new}#{way.anchor}" if way.anchor else way.new
    for one in moved.values():
        index = one.place.line - 1
        if one.name == way.new:
            lines[index] = "\0"
        elif way.whole and one.page == way.old and one.anchor:
            lines[index] = f"{one.name}: {target}"
    text = "\n".join([line for line in lines if line != "\0"]).rstrip("\n") + f"\n{way.old}: {target}\n"
    return Change(MOVED, old, kept(old, text) if old is not None else text.encode())
