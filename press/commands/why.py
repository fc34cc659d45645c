"""Why: the reason for which a page was last made, or would be made now: the names of the fields that differ."""

from __future__ import annotations

from pathlib import Path

from press.commands.project import Project
from press.commands.publish import outputs, shelf_name
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
    "following": say("the title or order of the next page"),
    "alternates": say("the languages the page exists in"),
    "fallback": say("the language the text comes from"),
    "checked": say("the date of the last check"),
    "review_by": say("the date of the next review"),
    "made": say("how the translation was made"),
    "reviewed_by": say("who reviewed the translation"),
    "older": say("whether a part is older than its source"),
    "new": say("it was not there, or the program itself has changed"),
}
"""Fields of a view in words; a field without an entry is named as it is."""


def why(project: Project, out: Path, page: str) -> list[Message]:
    """The answer for ``page`` ("ar/work", "ar/work.md", an output path), as messages."""
    wanted = page.strip("/").removeprefix("content/").removesuffix(".md").removesuffix("/index.html")
    wanted = wanted.removesuffix("/index") if wanted.count("/") == 1 else wanted
    plan = {
        output.path.removesuffix("/index.html"): output
        for output in outputs(project.site, project.templates, project.folders.project / "content")
    }
    output = plan.get(wanted) or plan.get(page.strip("/"))
    if output is None:
        fix = did_you_mean(wanted, plan, say("Name a page as language/page, for example ar/work."))
        return [say("“%(page)s” is not a page of the site.", page=page), fix]
    row = project.ledger.load(shelf_name(out)).get(output.path)
    if row is None:
        return [say("%(path)s will be made: %(reason)s.", path=output.path, reason=FIELDS["new"])]
    key = keys.Key(output.maker, output.view)
    if row[0] != key.digest:
        was = dict(row[4])
        names = [name for name, mark in key.fields if was.get(name) != mark]
        return [
            say("%(path)s will be made again, because this has changed:", path=output.path),
            *[_named(name) for name in names],
        ]
    return [
        say("%(path)s is up to date. It was last made because of:", path=output.path),
        *[_named(name) for name in row[5]],
    ]


def _named(name: str) -> Message:
    meaning = FIELDS.get(name)
    return (
        Message("    %(name)s – " + meaning.template, (("name", name),)) if meaning else say("    %(name)s", name=name)
    )
