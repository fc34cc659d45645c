"""The body of a page: Markdown becomes sections of HTML with slots for what only the whole site can know.

A slot is ``\\x00kind\\x1fargument…\\x00`` inside ``Section.html``; :mod:`press.makers.slots` fills it. Kinds:
``f`` fact (name, words) · ``F`` fact as plain text · ``p`` href of a page (page, anchor) · ``i`` src of an image (file) ·
``l`` interface word (key) · ``s`` words in another language (language, words).
"""

from __future__ import annotations

import hashlib
import html
import re
from typing import Any

from press.model import Section
from press.problems import Problem, say
from press.readers.marks import HELD, Marks, escape
from press.readers.steps import QUESTION, step_of

ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*\Z")
PAGE_LINK = re.compile(r"(?:\.\./[a-z]+/|\./)?([a-z0-9]+(?:-[a-z0-9]+)*)\.md(?:#(.+))?\Z")
ALLOWED_HTML = re.compile(r"</?(?:kbd|sub|sup)>\Z|<(?:br|wbr)\s*/?>\Z")
COMMENT = re.compile(r"\s*<!--.*?-->\s*\Z", re.S)
OPENING_TAG = re.compile(r"<([A-Za-z][A-Za-z0-9-]*)")
CLOSING_TAG = re.compile(r"\s*</([A-Za-z][A-Za-z0-9-]*)\s*>\s*\Z")

TOP = "top"
FRONT_IDS = frozenset({
    "top", "main", "menu", "contents", "contents-heading", "languages", "about-page", "about-heading", "topics-heading",
    "own-plan", "own-plan-heading", "counties", "conformance", "listen", "send", "term",
})  # fmt: skip
"""Ids that the templates of pages use themselves."""


def slot(*parts: str) -> str:
    """The text of a slot."""
    return "\x00" + "\x1f".join(parts) + "\x00"


# A table wider than the phone scrolls by itself; who uses a keyboard must be able to reach it (WCAG 2.1.1).
TABLE = f'<div class="table" role="group" tabindex="0" aria-label="{slot("l", "table")}"><table>'


def note(kind: str) -> str:
    """How a note or warning begins."""
    return f'<div class="note {kind}" role="note"><p class="label">{slot("l", kind)}</p>\n'


def fingerprint(text: str) -> str:
    """SHA-256 of the text with its white space normalised, 16 hex digits: what a translation was made from."""
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:16]


class Body(Marks):
    """One body being read; use :func:`press.readers.body.read_body`."""

    def __init__(self, text: str, first_line: int, path: str, top: str, problems: list[Problem]) -> None:
        super().__init__(text, first_line, path, problems)
        self.top = top
        self.sections: list[Section] = []
        self.anchors_seen: dict[str, int] = {}
        self.tags_seen: set[str] = set()
        self.level = 1
        self.in_details = False
        self.start_section(TOP, "", first_line, 0)

    # -- sections

    def start_section(self, id: str, title: str, line: int, offset: int, step: tuple[str, ...] = ()) -> None:
        """Begin a section at a byte of the body; nothing has been used in it yet."""
        self.id, self.title, self.line, self.offset, self.step = id, title, line, offset, step
        self.out: list[str] = []
        self.links: list[tuple[str, str, int]] = []
        self.images: list[tuple[str, int]] = []
        self.anchors: list[str] = []
        self.used: list[int] = []

    def end_section(self, offset: int) -> None:
        """Put what was gathered since :meth:`start_section` down as a Section."""
        if self.in_details:
            self.close_details()
        text = self.fill(self.explain("".join(self.out)))
        title = self.fill(self.explain(self.title), plain=True)
        source = self.restore(self.written(self.offset, offset))
        if self.id == TOP:
            source = self.top + "\n" + source
        facts: tuple[tuple[str, int], ...] = ()
        marks: tuple[tuple[str, int], ...] = ()
        if self.used:
            facts = tuple([self.tokens[n][1:4:2] for n in self.used if self.tokens[n][0] == "f"])
            marks = tuple([self.tokens[n][1:4:2] for n in self.used if self.tokens[n][0] == "s"])
        leads = sorted({f"{page}#{anchor}" for page, anchor, _ in self.links}) if self.links else []
        uses = " ".join([*sorted({f"[[{name}]]" for name, _ in facts}), *leads] if facts else leads)
        data = text.encode()
        digest = hashlib.blake2b(f"{self.id}\n{title}\n".encode() + data, digest_size=10).hexdigest()
        self.sections.append(
            Section(
                self.id,
                title,
                self.line,
                data,
                digest,
                fingerprint(source),
                uses,
                facts,
                tuple(self.links),
                tuple(self.images),
                tuple(self.anchors),
                marks,
                self.step,
            )
        )

    def fill(self, text: str, plain: bool = False) -> str:
        """Placeholders become slots."""
        if "\ue000" not in text:
            return text

        def put(match: re.Match[str]) -> str:
            number = int(match.group(1))
            kind, name, words, _, _ = self.tokens[number]
            self.used.append(number)
            if kind == "f" and plain:
                kind = "F"
            return slot(kind, name, escape(words))

        return HELD.sub(put, text)

    # -- headings

    def close_details(self) -> None:
        """End the answer to a question, if one is open."""
        if self.in_details:
            self.out.append("</div></details>\n")
            self.in_details = False

    def take_id(self, id: str, offset: int) -> None:
        """Note an id; report one that cannot be used, or that the page has already."""
        line = self.line_at(offset)
        if not ID.match(id) or id in FRONT_IDS:
            self.problem(
                offset,
                say("“#%(id)s” cannot be used as an id.", id=id),
                say(
                    "Use small English letters, digits and hyphens, for example {#personal-number}, and none of: %(taken)s.",
                    taken=", ".join(sorted(FRONT_IDS)),
                ),
            )
        if id in self.anchors_seen:
            self.problem(
                offset,
                say(
                    "The id “%(id)s” stands twice on this page, also on line %(line)s.",
                    id=id,
                    line=self.anchors_seen[id],
                ),
                say("Give one of the two headings another id."),
            )
        self.anchors_seen.setdefault(id, line)

    def heading(self, tag: dict[str, Any], inner: str, start: int) -> None:
        """A heading: of level 2 it begins a section, a deeper one stands in the section's text."""
        level = int(tag["level"][1])
        id = tag["id"] or ""
        question = QUESTION in tag["classes"]
        step, mistakes = step_of(tag["classes"], level) if tag["classes"] else ((), ())
        for what, fix in mistakes:
            self.problem(start, what, fix)
        if level == 1:
            self.problem(
                start, say("“# …” is not used in a page: the title is the first heading."), say("Write “## …” instead.")
            )
            level = 2
        elif level > self.level + 1:
            self.problem(
                start,
                say("The heading jumps from level %(before)s to level %(after)s.", before=self.level, after=level),
                say("Write it with %(marks)s.", marks="#" * (self.level + 1)),
            )
        if not inner.strip():
            self.problem(start, say("The heading is empty."), say("Write the heading's words, or take the line away."))
        self.level = level
        if id:
            self.take_id(id, start)
        if level == 2:
            if not id:
                self.problem(
                    start,
                    say("The heading has no id."),
                    say("Write {#id} after it, in English and the same in every language, for example {#register}."),
                )
                id = f"section-{len(self.sections) + 1}"
            self.end_section(start)
            self.start_section(id, inner, self.line_at(start), start, step)
            return
        self.close_details()
        if id:
            self.anchors.append(id)
        attribute = f' id="{html.escape(id)}"' if id else ""
        if question:
            self.out.append(
                f'<details class="question"><summary><h{level}{attribute}>{inner}</h{level}></summary><div>\n'
            )
            self.in_details = True
        else:
            self.out.append(f"<h{level}{attribute}>{inner}</h{level}>\n")

    # -- links, images, HTML

    def link(self, target: str, start: int) -> str:
        """The opening tag for a link to ``target``."""
        page = PAGE_LINK.match(target)
        line = self.line_at(start)
        if "\ue000" in target:
            self.problem(
                start,
                say("A fact cannot be the address of a link: %(target)s.", target=self.restore(target)),
                say("Write the fact by itself, [[name]], or a link fact with words of your own, [[name|words]]."),
            )
            return '<a href="#">'
        if page:
            self.links.append((page.group(1), page.group(2) or "", line))
            return f'<a href="{slot("p", page.group(1), page.group(2) or "")}">'
        if target.startswith("#"):
            self.links.append(("", target[1:], line))
            return f'<a href="{html.escape(target)}">'
        if target.lower().startswith(("https://", "mailto:", "tel:")):
            self.problem(
                start,
                say("An address or number is written out in the text: %(target)s.", target=target),
                say("Write it once as a fact in content/facts/ and use [[name]] here."),
                "warning",
            )
            if not target.isascii():
                self.problem(
                    start,
                    say("The address “%(url)s” holds letters that may be look-alikes.", url=ascii(target)[1:-1]),
                    say("Type the address again with plain letters a–z."),
                )
            return f'<a href="{html.escape(target)}" rel="external">'
        scheme = target.split(":", 1)[0].lower() if ":" in target.split("/")[0] else ""
        if scheme:
            self.problem(
                start,
                say("Links that begin with “%(scheme)s:” are not safe for readers.", scheme=scheme),
                say("Use https:// (as a fact) or the name of a page, for example work.md."),
            )
        else:
            self.problem(
                start,
                say("“%(target)s” is not a link this site can follow.", target=target),
                say("Write the page's file name, for example work.md or work.md#register."),
            )
        return '<a href="#">'

    def image(self, target: str, alt: str, start: int) -> str:
        """The tag of a picture; empty when it is not one of ours."""
        if not alt.strip():
            self.problem(
                start,
                say("The picture has no text alternative."),
                say("Write what it shows between the brackets: ![what it shows](%(target)s).", target=target),
            )
        if not target.startswith("../images/") or "/" in target[10:] or not target[10:]:
            self.problem(
                start,
                say("The picture “%(target)s” is not in content/images/.", target=target),
                say("Put the file in content/images/ and write ../images/name.svg."),
            )
            return ""
        self.images.append((target[10:], self.line_at(start)))
        return f'<img src="{slot("i", target[10:])}" alt="{html.escape(alt)}" loading="lazy" decoding="async">'

    def raw(self, text: str, start: int) -> str:
        """HTML in the text: the few harmless tags pass, comments vanish, the rest is reported."""
        if ALLOWED_HTML.match(text.strip()):
            return text
        closing = CLOSING_TAG.match(text)
        if closing and closing.group(1).lower() in self.tags_seen:
            return ""  # told of at the tag that opens it
        if not COMMENT.match(text):
            self.tags_seen.update(name.lower() for name in OPENING_TAG.findall(text))
            self.problem(
                start,
                say(
                    "HTML is not used in pages: %(html)s.",
                    html=text.strip().splitlines()[0][:60] if text.strip() else "<…>",
                ),
                say("Write it with Markdown; the allowed tags are br, kbd, sub, sup, wbr."),
            )
        return ""
