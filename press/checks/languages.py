"""Checks of languages: catalogs complete and well-formed, no page without its source page, the source published."""

from __future__ import annotations

import re
from collections.abc import Iterator

from press import phrases
from press.model import Catalog, Site
from press.problems import Place, Problem, did_you_mean, say

PLACEHOLDER = re.compile(r"%\((\w+)\)s")


def check(site: Site, today: str) -> Iterator[Problem]:
    """All problems with the languages and their interface texts."""
    source = site.settings.source
    if source not in site.languages or not site.languages[source].published:
        yield Problem(
            site.settings.place,
            say("The source language “%(code)s” is not a published language.", code=source),
            did_you_mean(
                source, site.languages, say("Name a language of content/languages.yaml with status: published.")
            ),
        )
    names = {name for code, name in site.pages if code == source}
    letters = {name for code, name in site.letters if code == source}
    owners = [name for name, _ in site.settings.owners]
    if "index" not in names:
        yield Problem(
            Place(f"content/{source}"),
            say("The start page index.md is missing."),
            say("Write content/%(code)s/index.md.", code=source),
        )
    for (_, name), page in (*site.pages.items(), *site.letters.items()):
        known = names if page.kind == "page" else letters
        if name not in known:
            yield Problem(
                Place(page.path),
                say("The page “%(name)s” does not exist in the source language.", name=name),
                did_you_mean(
                    name,
                    known,
                    say("Write content/%(code)s/%(name)s.md first, or rename this file.", code=source, name=name),
                ),
            )
        if page.owner and page.owner not in owners:
            yield Problem(
                page.place_of("owner"),
                say("The owner “%(owner)s” is not known.", owner=page.owner),
                did_you_mean(page.owner, owners, say("Add the owner to content/site.yaml.")),
            )
    for language in site.published:
        catalog = site.catalogs.get(language.code)
        if catalog is not None:
            yield from _catalog(catalog, site)


def _catalog(catalog: Catalog, site: Site) -> Iterator[Problem]:
    messages = dict(catalog.messages)
    where = Place(catalog.path)
    many = phrases.all_messages()
    count = int(match.group(1)) if (match := re.search(r"nplurals\s*=\s*(\d+)", catalog.plural)) else 0
    for message, asked in site.wanted.items():
        forms = messages.get(message)
        if forms is None:
            what = (
                say("The text “%(text)s” (asked for at %(place)s) is only a guess (fuzzy).", text=message, place=asked)
                if message in catalog.fuzzy
                else say("The text “%(text)s” (asked for at %(place)s) is not translated.", text=message, place=asked)
            )
            yield Problem(where, what, say("Run “build.py catalogs update”, then translate it in this file."))
            continue
        needed = set(PLACEHOLDER.findall(" ".join(many.get(message, (message,)))))
        for form in forms:
            if set(PLACEHOLDER.findall(form)) - needed or (needed - set(PLACEHOLDER.findall(form)) - {"num"}):
                yield Problem(
                    where,
                    say("The translation of “%(text)s” does not use the same %%(…)s words.", text=message),
                    say("Use: %(needed)s.", needed=", ".join(f"%({word})s" for word in sorted(needed)) or "–"),
                )
                break
        if message in many and len(many[message]) == 2 and count and len(forms) != count:
            yield Problem(
                where,
                say(
                    "“%(text)s” has %(has)s plural forms; the language needs %(needs)s.",
                    text=message,
                    has=len(forms),
                    needs=count,
                ),
                say("Fill in every msgstr[…]."),
            )
