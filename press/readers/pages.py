"""A Markdown file becomes a Page: front matter, body, and every mistake in it with its line."""

from __future__ import annotations

import hashlib
import re

from press.model import Page, Section
from press.phrases import PICTURES
from press.problems import Place, Problem, say
from press.readers.body import read_body
from press.readers.fields import EMPTY, Fields, document
from press.readers.printed import unfit
from press.readers.text import decode
from press.readers.wording import measure, numbers_and_addresses
from press.store.rows import Row, problem_rows, problems_of
from press.words import Words

AUDIENCES = ("all", "family", "work", "study", "protection", "staff")
DAY = re.compile(r"20[0-9]{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])")
MENUS = ("main", "footer", "none")
KEYS = [
    "title",
    "description",
    "owner",
    "sources",
    "checked",
    "review-by",
    "order",
    "audience",
    "short",
    "menu",
    "safety",
    "safe-title",
    "changes",
    "picture",
    "checked-by",
    "draft",
]  # docs/content-format.md, "A page"


def read_page(
    data: bytes,
    path: str,
    language: str,
    name: str,
    kind: str,
    is_source: bool,
    measured: bool = False,
    known: Page | None = None,
) -> Page:
    """Read one page; ``measured`` asks for its LIX. ``path`` is relative to the project; ``is_source`` asks for the keys only the source language needs;
    ``known`` is this very page as it was read last: while its front matter stays the same, only the body is read."""
    problems: list[Problem] = []
    text = decode(data, path, problems)
    front, body, first_line = split(text, path, problems)
    source_digest, mark = (hashlib.blake2b(part, digest_size=16).hexdigest() for part in (data, front.encode()))
    if known is not None and known.front == mark and not known.problems and not problems and body.strip():
        sections = read_body(body, first_line, path, f"{known.title}\n{known.description}", problems)
        problems += numbers_and_addresses(body, path, first_line)
        reading = _reading(sections, measured)
        return known._replace(source_digest=source_digest, reading=reading, sections=sections, problems=tuple(problems))
    before = len(problems)
    root = document(front, path, problems, 2) if front else EMPTY
    unread = not front or len(problems) > before  # told of once; not every key again as missing
    fields = Fields(root, path, problems, KEYS)
    fields.line = 1
    title = fields.text("title", required=not unread)
    description = fields.text("description", required=not unread)
    safety = fields.flag("safety", False)
    audience = fields.names("audience") or ("all",)
    for word in audience:
        if word not in AUDIENCES:
            fields.problem(
                fields.lines["audience"],
                say("“%(word)s” is not an audience.", word=word),
                say("Use one or more of: %(known)s.", known=", ".join(AUDIENCES)),
            )
    required = is_source and not unread
    owner = fields.text("owner", required)
    sources = fields.names("sources", required)
    checked = fields.date("checked", required)
    review_by = fields.date("review-by", required)
    if checked and review_by and review_by <= checked:
        fields.problem(
            fields.lines["review-by"],
            say("The next review (%(next)s) is not after the last check (%(last)s).", next=review_by, last=checked),
            say("Give review-by a later date."),
        )
    order = fields.integer("order", required and kind == "page")
    safe_title = fields.text("safe-title", safety)
    sections = read_body(body, first_line, path, f"{title}\n{description}", problems)
    if front:
        problems += numbers_and_addresses(body, path, first_line)
    if kind == "page" and front and not body.strip():
        problems.append(
            Problem(
                Place(path, first_line),
                say("The page is empty."),
                say("Write its text below the second “---” line, or take the file away."),
            )
        )
    return Page(
        name=name,
        kind=kind,
        language=language,
        path=path,
        source_digest=source_digest,
        front=mark,
        title=title or name,
        description=description,
        short=fields.text("short") or title or name,
        safe_title=safe_title,
        owner=owner,
        sources=sources,
        checked=checked,
        review_by=review_by,
        order=order,
        audience=audience,
        menu=fields.choice("menu", MENUS, "main"),
        safety=safety,
        picture=fields.choice("picture", ("", *PICTURES), ""),
        changes=_changes(fields),
        lines=tuple(fields.lines.items()),
        reading=_reading(sections, measured),
        checked_by=_checked_by(fields),
        draft=fields.flag("draft", False),
        sections=sections,
        problems=tuple(problems),
    )


def _checked_by(fields: Fields) -> str:
    """Who recorded that the page is still correct: a name or a unit, never an address or a number of a person."""
    by = fields.text("checked-by")
    if by and (wrong := unfit("checked-by", by)):
        fix = say("Write a name or the name of a unit, with no address and no number.")
        fields.problem(fields.lines["checked-by"], wrong[0], fix)
        return ""
    return by


def _changes(fields: Fields) -> Words:
    """What is new on the page: ``(date, in words)``, the newest first."""
    found = fields.words("changes")
    for day, _ in found:
        if not DAY.fullmatch(day):
            fields.problem(
                fields.lines["changes"],
                say("“%(day)s” is not the date of a change.", day=day),
                say("Write “changes: {2026-11-29: what is new}”, one line a day."),
            )
    return tuple(sorted(found, reverse=True))


def _reading(sections: tuple[Section, ...], measured: bool) -> tuple[int, int, int]:
    return measure([section.html.decode() for section in sections]) if measured else (0, 0, 0)


def split(text: str, path: str, problems: list[Problem]) -> tuple[str, str, int]:
    """``(front matter, body, the body's first line)``."""
    if text.startswith("---\n"):
        end = text.find("\n---\n", 3)
        if end < 0 and text.endswith("\n---"):
            end = len(text) - 4
        if end >= 0:
            front = text[4 : end + 1]
            return front or "\n", text[end + 5 :], front.count("\n") + 3
        what, fix = say("The front matter has no end."), say("Put a line with “---” after the last “key: value” line.")
    else:
        what, fix = (
            say("The file does not begin with front matter."),
            say("Begin with a line “---”, then title: and description:, then “---” again."),
        )
    problems.append(Problem(Place(path, 1), what, fix))
    return "", text, 1


def to_row(page: Page) -> Row:
    """The page as nested tuples of plain values, for the ledger."""
    sections = tuple([tuple(section) for section in page.sections])
    return (*page[:-2], sections, problem_rows(page.problems))


def from_row(row: Row) -> Page:
    """The page that :func:`to_row` wrote down."""
    sections = tuple([Section._make(section) for section in row[-2]])
    return Page._make((*row[:-2], sections, problems_of(row[-1])))
