"""Why: the reason for which a page was last made, or would be made now: the names of the fields that differ."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from press.commands.project import Project
from press.commands.publish import Shelves
from press.commands.site_plan import site_plan
from press.problems import Message, did_you_mean, say
from press.store import keys

FIELDS = {
    "template": say("the template, or one it includes"),
    "shell": say("the header, footer, menu, style or an interface text of the language"),
    "sections": say("the text of a section, or its notice"),
    "top": say("the text before the first section"),
    "facts": say("a fact the page uses"),
    "sources": say("a fact the page names as source"),
    "title": say("the title"),
    "description": say("the description"),
    "topics": say("the topics on the start page"),
    "counties": say("the names of the counties"),
    "county": say("what content/places.yaml says of the county"),
    "frame": say("what the pages of all counties share: template, header, footer, facts, interface texts"),
    "following": say("the title or order of the next page"),
    "alternates": say("the languages the page exists in"),
    "fallback": say("the language the text comes from"),
    "checked": say("the date of the last check"),
    "review_by": say("the date of the next review"),
    "made": say("how the translation was made"),
    "reviewed_by": say("who reviewed the translation"),
    "older": say("whether a part is older than its source"),
    "unverified": say("whether every fact on the page is verified"),
    "reviewed": say("when the translation was reviewed"),
    "owner": say("who is responsible for the page"),
    "steps": say("the steps of the own plan"),
    "images": say("a picture in the text"),
    "picture": say("the picture of the page"),
    "reading": say("how long the page takes to read"),
    "canonical": say("the language the text comes from"),
    "tongue": say("the language the text comes from"),
    "own": say("the text in the reader’s language"),
    "other": say("the text in the language beside it"),
    "style": say("how the page looks"),
    "styles": say("how the page looks"),
    "new": say("it was not there, or the program itself has changed"),
}
"""Fields of a view in words; a field without an entry is named as it is."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What ``why`` found: a sentence, the fields it is about with their meaning, and a way out if the page is unknown."""

    says: Message
    fields: tuple[tuple[str, Message | None], ...] = ()
    fix: Message | None = None


def why(project: Project, out: Path, page: str) -> Answer:
    """The answer for ``page``: "ar/work", "content/ar/work.md", "ar/work.html", "ar" for the start page, or a file."""
    found = site_plan(project)
    plan = {output.path: output for output in found.outputs}
    name = page.strip("/").removeprefix("content/").removesuffix(".md").removesuffix(".html")
    output = plan.get(page.strip("/")) or plan.get(f"{name}.html") or plan.get(f"{name}/index.html")
    if output is None or output.late:
        known = [path.removesuffix(".html") for path in plan]
        fix = did_you_mean(name, known, say("Name a page as language/page, for example ar/work."))
        return Answer(say("“%(page)s” is not a page of the site.", page=page), fix=fix)
    codes = [language.code for language in project.site.published]
    row = dict(Shelves(project.ledger, out, codes).rows()).get(output.path)
    if row is None:
        return Answer(say("%(path)s will be made:", path=output.path), _meaning(["new"]))
    key = keys.Key(output.maker, output.view())
    if row[0] != key.digest:
        differ = key.differing(row[4])
        return Answer(say("%(path)s will be made again, because this has changed:", path=output.path), _meaning(differ))
    return Answer(say("%(path)s is up to date. It was last made because of:", path=output.path), _meaning(row[5]))


def _meaning(names: Iterable[str]) -> tuple[tuple[str, Message | None], ...]:
    return tuple((name, FIELDS.get(name)) for name in names)
