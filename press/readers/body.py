"""Walk the parse events of a body and let :class:`press.readers.markup.Body` write its sections."""

from __future__ import annotations

import html
import re
from typing import Any

from press.adapters.markdown import Event, events
from press.model import Section
from press.problems import Problem, say
from press.readers.marks import escape
from press.readers.markup import TABLE, Body, note
from press.readers.quick import quick_body

BARE = {"SoftBreak": "\n", "HardBreak": "<br>\n", "Rule": "<hr>\n"}
OPEN = {"Emphasis": "<em>", "Strong": "<strong>", "Strikethrough": "<del>", "HtmlBlock": ""}
BLOCK = {
    "Paragraph": "<p>",
    "Item": "<li>",
    "DefinitionList": "<dl>\n",
    "DefinitionListTitle": "<dt>",
    "DefinitionListDefinition": "<dd>",
}
"""Blocks begin on a line of their own, as pulldown-cmark's own writer has it (:mod:`press.readers.quick` uses that one)."""
CLOSE = {
    "Paragraph": "</p>\n",
    "Emphasis": "</em>",
    "Strong": "</strong>",
    "Strikethrough": "</del>",
    "Item": "</li>\n",
    "DefinitionListTitle": "</dt>\n",
    "DefinitionListDefinition": "</dd>\n",
    "HtmlBlock": "",
    "CodeBlock": "</code></pre>\n",
    "Table": "</tbody></table></div>\n",
    "TableRow": "</tr>\n",
}
ALIGN = {"Center": ' class="center"', "Right": ' class="end"'}


def read_body(text: str, first_line: int, path: str, top: str, problems: list[Problem]) -> tuple[Section, ...]:
    """The sections of a body whose first line is ``first_line`` of the file; ``top`` is the front matter text that the
    fingerprint of the first section covers (title and description). Mistakes go to ``problems``."""
    found = quick_body(text, first_line, path, top)
    return walk_body(text, first_line, path, top, problems) if found is None else found


def walk_body(text: str, first_line: int, path: str, top: str, problems: list[Problem]) -> tuple[Section, ...]:
    """The same, event by event: every mistake is found, and every kind of element known."""
    body = Body(text, first_line, path, top, problems)
    Walker(body).walk(events(body.text))
    body.end_section(len(body.data))
    return tuple(body.sections)


class Walker:
    """Turns events into HTML in ``body.out``; headings, links and pictures gather their inner text apart first."""

    def __init__(self, body: Body) -> None:
        self.body = body
        self.outer: list[tuple[list[str], Any, int]] = []
        self.columns: tuple[str, ...] = ()
        self.column = 0
        self.in_head = False
        self.starts = {name[6:]: getattr(self, name) for name in HANDLERS if name.startswith("start_")}
        self.ends = {name[4:]: getattr(self, name) for name in HANDLERS if name.startswith("end_")}
        self.inside = 0

    def walk(self, found: list[Event]) -> None:
        """Take every event in order. Runs a few hundred times a page, so the common ones come first and stay flat."""
        body, start, end = self.body, self.starts, self.ends
        for event, span in found:
            if type(event) is str:
                body.out.append(BARE[event])
                continue
            ((key, value),) = event.items()
            if key == "Text":
                body.out.append(escape(value))
            elif key == "Start":
                if type(value) is str:
                    if value in BLOCK:
                        self.inside += value == "DefinitionList"
                        body.out.append(self.block(BLOCK[value]))
                    else:
                        body.out.append(OPEN[value] if value in OPEN else start[value]())
                else:
                    ((name, tag),) = value.items()
                    body.out.append(start[name](tag, span["start"]))
            elif key == "End":
                if type(value) is str:
                    closed = CLOSE[value] if value in CLOSE else end[value](None)
                else:
                    ((name, tag),) = value.items()
                    closed = end[name](tag)
                body.out.append(closed)  # only now: the end of a link or picture goes back to the text around it
            elif key == "Code":
                body.out.append(f"<code>{escape(body.restore(value))}</code>")
            else:
                body.out.append(body.raw(value, span["start"]))

    def block(self, tag: str) -> str:
        """``tag`` at the beginning of a line."""
        last = next((text for text in reversed(self.body.out) if text), "\n")
        return tag if last[-1] == "\n" else "\n" + tag

    def apart(self, tag: Any, start: int) -> str:
        """Gather what follows apart, until :meth:`together`."""
        self.outer.append((self.body.out, tag, start))
        self.body.out = []
        return ""

    def together(self) -> tuple[str, Any, int]:
        """``(what was gathered, the tag it belongs to, its offset)``."""
        inner = "".join(self.body.out)
        self.body.out, tag, start = self.outer.pop()
        return inner, tag, start

    start_Heading = start_Link = start_Image = apart

    def end_Heading(self, _: Any) -> str:
        inner, tag, start = self.together()
        if not self.inside:
            self.body.heading(tag, inner, start)
            return ""
        self.body.problem(
            start,
            say("A heading cannot stand inside a list or a note."),
            say("Put it on a line of its own, at the margin, with an empty line before it."),
        )
        return inner

    def end_Link(self, _: Any) -> str:
        inner, tag, start = self.together()
        body = self.body
        if not inner.strip():
            body.problem(
                start,
                say("The link has no words."),
                say("Write words between the brackets that tell where the link leads."),
            )
        if body.has_fact(inner):
            body.problem(
                start,
                say("A fact stands inside a link, so there would be a link in a link."),
                say("Put the [[fact]] before or after the link."),
            )
        return f"{body.link(tag['dest_url'], start)}{inner}</a>"

    def end_Image(self, _: Any) -> str:
        inner, tag, start = self.together()
        alt = html.unescape(re.sub(r"<[^>]+>", "", self.body.restore(inner)))
        return self.body.image(tag["dest_url"], alt, start)

    def end_DefinitionList(self, _: Any) -> str:
        self.inside -= 1
        return "</dl>\n"

    def start_List(self, number: int | None, _: int) -> str:
        self.inside += 1
        return self.block("<ul>\n" if number is None else "<ol>\n" if number == 1 else f'<ol start="{int(number)}">\n')

    def end_List(self, ordered: bool) -> str:
        self.inside -= 1
        return "</ol>\n" if ordered else "</ul>\n"

    def start_BlockQuote(self, kind: str | None, _: int) -> str:
        self.inside += 1
        if not kind:
            return self.block("<blockquote>\n")
        return self.block(note(kind.lower()))

    def end_BlockQuote(self, kind: str | None) -> str:
        self.inside -= 1
        return "</div>\n" if kind else "</blockquote>\n"

    def start_CodeBlock(self, _: Any, __: int) -> str:
        return "<pre><code>"

    def start_Table(self, columns: tuple[str, ...], _: int) -> str:
        self.columns = columns
        return TABLE

    def start_TableHead(self) -> str:
        self.in_head, self.column = True, 0
        return "<thead><tr>"

    def end_TableHead(self, _: Any) -> str:
        self.in_head = False
        return "</tr></thead><tbody>\n"

    def start_TableRow(self) -> str:
        self.column = 0
        return "<tr>"

    def start_TableCell(self) -> str:
        align = ALIGN.get(self.columns[self.column], "")
        self.column += 1
        return f'<th scope="col"{align}>' if self.in_head else f"<td{align}>"

    def end_TableCell(self, _: Any) -> str:
        return "</th>" if self.in_head else "</td>"


HANDLERS = tuple(name for name in vars(Walker) if name.startswith(("start_", "end_")))
"""The events a Walker has a method for, by the method's name."""
