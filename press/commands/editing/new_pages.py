"""New texts: a page of the source language from a form, a translation begun, and either put before the readers when it is ready."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence
from typing import NamedTuple

from press.adapters.yaml import instead
from press.checks.freshness import record_name
from press.commands.editing.changes import text_of
from press.commands.editing.confirming import confirmed, known_name, next_review, records_changed
from press.commands.editing.documents import Refused
from press.commands.editing.fronts import with_keys
from press.commands.project import Project
from press.commands.site_plan import site_plan
from press.model import FOLDERS, Page, kind_of
from press.phrases import PICTURES
from press.problems import Message, did_you_mean, say
from press.readers.fields import NAME
from press.readers.pages import AUDIENCES, MENUS, split
from press.store.lines import plain
from press.store.together import Change

SHORTEST, LONGEST = 50, 160
"""Characters of a description that search engines show whole (docs/content-format.md, "A page")."""
MOST_NAME = 40
PLAIN_LETTERS = str.maketrans({"ø": "o", "æ": "ae", "ß": "ss", "đ": "d", "ł": "l"})


class Asked(NamedTuple):
    """What is asked for in the form of a new page."""

    title: str
    name: str
    description: str
    owner: str
    sources: tuple[str, ...]
    order: str
    menu: str
    audience: tuple[str, ...]
    picture: str


class Wrong(NamedTuple):
    """What is wrong with one field of a form, and the way out."""

    field: str
    what: Message
    fix: Message


def name_from(title: str) -> str:
    """A name to begin from: the title in small plain letters with hyphens."""
    apart = unicodedata.normalize("NFKD", title.casefold().translate(PLAIN_LETTERS))
    letters = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")[:MOST_NAME].strip("-")


def taken(project: Project) -> set[str]:
    """The names that something of the site has already, pages or not: whatever is published beside them, and texts that are begun.
    Raises Refused where a catalog is so broken that it cannot be told."""
    source = project.site.settings.source
    try:
        outputs = {output.path for output in site_plan(project).outputs}
    except (KeyError, ValueError):
        first = next(iter(project.errors), None)
        if first is None:
            raise
        raise Refused(first.what, first.fix) from None  # without the interface's texts nothing tells what the site consists of
    beside = {path.removeprefix(f"{source}/") for path in outputs if path.startswith(f"{source}/")}
    begun = {name for kind, _, name in project.site.begun if kind == "page"}
    return {path.removesuffix(".html").split("/")[0] for path in beside} | {name for _, name in project.site.pages} | begun


def good_name(project: Project, name: str) -> Wrong | None:
    """What is wrong with the name of a page that is to be new. A name that a page had before it moved may be used again."""
    if not NAME.match(name) or len(name) > MOST_NAME:
        what = say("“%(name)s” cannot be the name of a page.", name=name)
        return Wrong("name", what, say("Write at most %(most)s small letters a–z, digits and hyphens, in English: first-steps.", most=MOST_NAME))
    if name in taken(project) - set(project.site.moved):
        what = say("There is already something by the name “%(name)s”.", name=name)
        return Wrong("name", what, say("Choose another name, or open the page that has it."))
    return None


def next_order(project: Project) -> int:
    """The number that puts a page last in the main menu."""
    return max((page.order for page in project.site.pages.values() if page.menu == "main"), default=0) + 1


def wrong_with(project: Project, asked: Asked) -> tuple[Wrong, ...]:
    """All that is wrong with the form of a new page, in the order of its fields."""
    site, found = project.site, []
    if not asked.title.strip():
        found.append(Wrong("title", say("The page has no title."), say("Write what the page is about, in a few words.")))
    if wrong := good_name(project, asked.name):
        found.append(wrong)
    size = len(asked.description.strip())
    if not SHORTEST <= size <= LONGEST:
        what = say("The description has %(count)s characters.", count=size)
        fix = say("Write one sentence of %(least)s to %(most)s characters.", least=SHORTEST, most=LONGEST)
        found.append(Wrong("description", what, fix))
    found += _one_of(project, asked)
    links = {fact.name for fact in site.facts.values() if fact.kind == "link"}
    if not asked.sources:
        fix = say("Choose the public pages that the text builds on.")
        found.append(Wrong("sources", say("The page has no source."), fix))
    for name in asked.sources:
        if name not in links:
            what = say("There is no source “%(name)s”.", name=name)
            found.append(Wrong("sources", what, did_you_mean(name, links, say("Choose one in the list."))))
    if not re.fullmatch(r"[0-9]{1,6}", asked.order.strip()):
        what = say("“%(order)s” is not a place in the menu.", order=asked.order)
        found.append(Wrong("order", what, say("Write a whole number: topics are listed by it.")))
    return tuple(found)


def _one_of(project: Project, asked: Asked) -> list[Wrong]:
    owners = tuple(key for key, _ in project.site.settings.owners)
    fields: tuple[tuple[str, Sequence[str], Collection[str]], ...] = (
        ("owner", (asked.owner,), owners), ("menu", (asked.menu,), MENUS),
        ("audience", asked.audience or ("",), AUDIENCES), ("picture", (asked.picture,), ("", *PICTURES)),
    )  # fmt: skip
    fix = say("Choose one in the list.")
    return [
        Wrong(field, say("“%(value)s” is not one of the words allowed for “%(key)s”.", value=value, key=field), fix)
        for field, values, known in fields for value in values if value not in known
    ]  # fmt: skip


def new_page(project: Project, asked: Asked) -> Change:
    """The file of a new page: its front matter, a draft until it is put before the readers. Raises Refused."""
    if wrong := wrong_with(project, asked):
        raise Refused(wrong[0].what, wrong[0].fix)
    path = f"content/{project.site.settings.source}/{asked.name}.md"
    lines = [f"title: {_words(asked.title)}", f"description: {_words(asked.description)}"]
    lines += [f"owner: {asked.owner}", f"sources: [{', '.join(asked.sources)}]", f"checked: {project.today}"]
    lines += [f"review-by: {_half_a_year(project)}", f"order: {int(asked.order)}"]
    if asked.audience not in ((), ("all",)):
        lines.append(f"audience: [{', '.join(asked.audience)}]")
    lines += [f"menu: {asked.menu}"] if asked.menu != "main" else []
    lines += [f"picture: {asked.picture}"] if asked.picture else []
    return Change(path, None, "\n".join(["---", *lines, "draft: true", "---", ""]).encode())


def _words(text: str) -> str:
    """A text as a value of the front matter, without quotes where it can be."""
    return instead("", " ".join(text.split()))


def _half_a_year(project: Project) -> str:
    some = next(iter(project.site.pages.values()))
    return next_review(some._replace(checked="", review_by=""), project.today)


def begin_translation(project: Project, key: str, code: str) -> Change:
    """The file of a new translation: the source's text, to be replaced section by section, and a draft until then.

    Raises Refused where there is one, or nothing to translate."""
    site, (kind, name) = project.site, kind_of(key)
    source = site.table(kind).get((site.settings.source, name))
    if code not in site.languages or code == site.settings.source or source is None:
        raise Refused(say("There is nothing to translate by the name “%(name)s”.", name=key), say("Choose it in the list of all texts."))
    path = f"content/{code}/{FOLDERS[kind]}{name}.md"
    if text_of(project.folders.project, path) is not None:
        raise Refused(say("This translation is there already."), say("Open it in the list of all texts."))
    _, body, _ = split(plain((project.folders.project / source.path).read_bytes()), source.path, [])
    front = {"title": source.title, "description": source.description}
    front |= {"short": source.short} if source.short != source.title else {}
    front |= {"safe-title": source.safe_title} if source.safe_title else {}
    lines = [f"{word}: {_words(text)}" for word, text in front.items()]
    return Change(path, None, "\n".join(["---", *lines, "draft: true", "---", body]).encode())


def untranslated(project: Project, page: Page) -> tuple[Wrong, ...]:
    """What of a begun translation is still the source's own text, word for word."""
    source = project.site.table(page.kind).get((project.site.settings.source, page.name))
    if source is None or page.language == source.language:
        return ()
    fix = say("Translate it. If it is to be the same in this language, say so below.")
    same = [("title", source.title == page.title), ("description", source.description == page.description)]
    found = [Wrong(key, say("“%(key)s” is still the source's own text.", key=key), fix) for key, alike in same if alike]
    theirs = {section.id: section.fingerprint for section in source.sections}
    for section in page.sections:
        if theirs.get(section.id) == section.fingerprint:
            found.append(Wrong(section.id, say("The section “#%(id)s” is still the source's own text.", id=section.id), fix))
    return tuple(found)


def put_before_readers(project: Project, key: str, code: str, by: str, anyway: bool) -> tuple[Change, ...] | tuple[Wrong, ...]:
    """The changes that make a draft a text for readers, a translation with its record; or what keeps it from that.

    ``anyway``: what is still the source's own text is to be so. Errors in the text are never passed over. Raises Refused."""
    site, (kind, name) = project.site, kind_of(key)
    page = site.begun.get((kind, code, name))
    if page is None:
        raise Refused(say("This text is not a draft."), say("Load the page again."))
    author = known_name(by)
    wrong = tuple(Wrong(f"{problem.where.line}", problem.what, problem.fix) for problem in page.problems if problem.severity == "error")
    wrong += () if anyway else untranslated(project, page)
    if wrong:
        return wrong
    old = text_of(project.folders.project, page.path)
    changes = [Change(page.path, old, with_keys(old or b"", page.path, {"draft": ""}))]
    if code != site.settings.source and (site.settings.source, name) in site.table(kind):
        record = confirmed(project, page, "person", author)
        changes.append(records_changed(project, code, {record_name(page): record}))
    return tuple(changes)
