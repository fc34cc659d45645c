"""Checks of languages: catalogs complete and well-formed, no page without its source page, the source published."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from press import phrases
from press.adapters.i18n import plural_rule
from press.model import FOLDERS, Catalog, Site
from press.problems import Message, Place, Problem, did_you_mean, say

PLACEHOLDER = re.compile(r"%\((\w+)\)s")
MEANT = re.compile(r"%%|%\(\w+\)s")


def check(site: Site, today: str) -> Iterator[Problem]:
    """All problems with the languages and their interface texts."""
    source = site.settings.source
    known = site.languages.get(source)
    if known is not None and not known.published:
        yield Problem(
            known.place,
            say("The source language “%(code)s” is not a published language.", code=source),
            say("Give it “status: published”, or name another source in content/site.yaml."),
        )
    elif known is None and site.languages:
        yield Problem(
            site.settings.place,
            say("The source language “%(code)s” is not a language of the table.", code=source),
            did_you_mean(source, site.languages, say("Name a key of content/languages.yaml.")),
        )
    yield from texts(site)
    for language in site.published:
        catalog = site.catalogs.get(language.code)
        if catalog is not None:
            yield from _catalog(catalog, site)


def texts(site: Site) -> Iterator[Problem]:
    """Problems with texts: each is in the source language, too, and has an owner who is known."""
    if site.settings.source in site.languages:
        yield from _pages(site, site.settings.source)
    owners = [name for name, _ in site.settings.owners]
    for page in site.texts:
        if page.owner and owners and page.owner not in owners:
            yield Problem(
                page.place_of("owner"),
                say("The owner “%(owner)s” is not known.", owner=page.owner),
                did_you_mean(page.owner, owners, say("Add the owner to content/site.yaml.")),
            )


def _pages(site: Site, source: str) -> Iterator[Problem]:
    """The start page is there, and every text is in the source language."""
    names = {kind: {name for code, name in site.table(kind) if code == source} for kind in FOLDERS}
    if "index" not in names["page"]:
        yield Problem(
            Place(f"content/{source}"),
            say("The start page index.md is missing."),
            say("Write content/%(code)s/index.md.", code=source),
        )
    for page in site.texts:
        have = names[page.kind]
        if page.name not in have and page.name != "index":
            path = f"content/{source}/{FOLDERS[page.kind]}{page.name}.md"
            yield Problem(
                Place(page.path),
                say("The page “%(name)s” does not exist in the source language.", name=page.name),
                did_you_mean(page.name, have, say("Write %(path)s first, or rename this file.", path=path)),
            )


def _catalog(catalog: Catalog, site: Site) -> Iterator[Problem]:
    messages = dict(catalog.messages)
    where = Place(catalog.path)
    many = phrases.all_messages()
    try:
        needs = plural_forms(catalog)
    except (ValueError, ArithmeticError):
        yield Problem(
            where,
            say(
                "The line Plural-Forms of the catalog is not a rule that can be followed: %(rule)s.",
                rule=catalog.plural,
            ),
            say("Undo the last change to it; the rule is the same for every catalog of the language."),
        )
        return
    for message, asked in site.wanted.items():
        forms = messages.get(message)
        if forms is None:
            yield Problem(
                where,
                _missing(message, asked, catalog, needs),
                say("Have the program add it to this file, and translate it there.", how="python3 build.py catalogs update"),
            )
            continue
        if "%" not in message and not any("%" in form for form in forms):
            continue  # nine texts in ten have no words to fill in
        needed = set(PLACEHOLDER.findall(" ".join(many.get(message, (message,)))))
        for form in forms:
            has = set(PLACEHOLDER.findall(form))
            if has - needed or (needed - has - {"num"}):
                yield Problem(
                    where,
                    say("The translation of “%(text)s” does not use the same %%(…)s words.", text=message),
                    say("Use: %(needed)s.", needed=", ".join(f"%({word})s" for word in sorted(needed)) or "–"),
                )
                break
            if needed and "%" in MEANT.sub("", form):
                yield Problem(
                    where,
                    say("The translation of “%(text)s” has a %% sign that stands by itself.", text=message),
                    say("Write %%%% for a percent sign, and the words exactly as in the text above it."),
                )
                break


def _missing(message: str, asked: Place, catalog: Catalog, needs: int) -> Message:
    """What is wrong with a text the catalog does not give."""
    if message in catalog.fuzzy:
        return say("The text “%(text)s” (asked for at %(place)s) is only a guess (fuzzy).", text=message, place=asked)
    if len(phrases.all_messages().get(message, ())) == 2:
        return say(
            "The text “%(text)s” (asked for at %(place)s) does not have all its %(needs)s plural forms.",
            text=message,
            place=asked,
            needs=needs,
        )
    return say("The text “%(text)s” (asked for at %(place)s) is not translated.", text=message, place=asked)


def plural_forms(catalog: Catalog) -> int:
    """How many plural forms the catalog's own rule tells apart; the rules of all languages repeat within 200.

    Raises ValueError or ArithmeticError for a rule that is none."""
    return _forms(catalog.plural)


@lru_cache(maxsize=256)
def _forms(rule: str) -> int:
    plural = plural_rule(rule)
    return 1 + max(plural(number) for number in range(201))
