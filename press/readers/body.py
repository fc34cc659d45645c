"""Walk the parse events of a body and let :class:`press.readers.markup.Body` write its sections."""

from __future__ import annotations

import html
import re
from typing import Any

from press.adapters.markdown import Event, events
from press.model import Section
from press.problems import Problem, say
from press.readers.markup import ALIGN, HELD, PLAIN, Body, escape, slot


def read_body(text: str, first_line: int, path: str, top: str, problems: list[Problem]) -> tuple[Section, ...]:
    """The sections of a body whose first line is ``first_line`` of the file; ``top`` is the front matter text that the
    fingerprint of the first section covers (title and description). Mistakes go to ``problems``."""
    body = Body(text, first_line, path, top, problems)
    walk(body, events(body.text))
    body.end_section(len(body.data))
    return tuple(body.sections)


def walk(body: Body, found: list[Event]) -> None:
    """Turn parse events into HTML in ``body``. One flat loop, because it runs a few hundred times a page."""
    stack: list[tuple[Any, Any, list[str]]] = []
    ends: list[str] = []
    head: list[bool] = []
    for event, span in found:
        out = body.out
        if type(event) is str:
            if event == "SoftBreak":
                out.append("\n")
            elif event == "HardBreak":
                out.append("<br>\n")
            elif event == "Rule":
                out.append("<hr>\n")
            continue
        ((key, value),) = event.items()
        if key == "Text":
            out.append(body.words(value))
        elif key == "Code":
            out.append(f"<code>{escape(body.restore(value))}</code>")
        elif key == "Start":
            if type(value) is str:
                name = PLAIN.get(value)
                if name:
                    out.append(f"<{name}>")
                elif value == "TableHead":
                    out.append("<thead><tr>")
                    head.append(True)
                elif value == "TableCell":
                    column = stack[-1][1].setdefault("column", 0)
                    stack[-1][1]["column"] = column + 1
                    align = ALIGN.get(stack[-1][1]["align"][column], "")
                    out.append(f'<th scope="col"{align}>' if head else f"<td{align}>")
                elif value != "HtmlBlock":
                    ends.append(value)
                if value == "TableRow":
                    stack[-1][1]["column"] = 0
                continue
            ((name, tag),) = value.items()
            if name in ("Heading", "Link", "Image"):
                stack.append((name, (tag, span["start"]), body.out))
                body.out = []
            elif name == "List":
                out.append("<ul>\n" if tag is None else "<ol>\n" if tag == 1 else f'<ol start="{int(tag)}">\n')
            elif name == "BlockQuote":
                kind = str(tag).lower() if tag else ""
                out.append(
                    f'<div class="note {kind}" role="note"><p class="label">{slot("l", kind)}</p>\n'
                    if kind
                    else "<blockquote>\n"
                )
            elif name == "Table":
                stack.append(("Table", {"align": tag}, out))
                out.append(f'<div class="table" role="group" tabindex="0" aria-label="{slot("l", "table")}"><table>\n')
            elif name == "CodeBlock":
                out.append("<pre><code>")
        elif key == "End":
            if type(value) is str:
                name = PLAIN.get(value)
                if name:
                    out.append(f"</{name}>" if name in ("em", "strong", "del") else f"</{name}>\n")
                elif value == "TableCell":
                    out.append("</th>" if head else "</td>")
                elif value == "TableHead":
                    head.pop()
                    stack[-1][1]["column"] = 0
                    out.append("</tr></thead>\n<tbody>\n")
                elif value == "Table":
                    stack.pop()
                    out.append("</tbody></table></div>\n")
                elif value == "Link":
                    _, (tag, start), outer = stack.pop()
                    inner = "".join(out)
                    body.out = outer
                    if not inner.strip():
                        body.problem(
                            start,
                            say("The link has no words."),
                            say("Write words between the brackets that tell where the link leads."),
                        )
                    if "\ue000" in inner and any(body.tokens[int(n)][0] == "f" for n in HELD.findall(inner)):
                        body.problem(
                            start,
                            say("A fact stands inside a link, so there would be a link in a link."),
                            say("Put the [[fact]] before or after the link."),
                        )
                    outer.append(f"{body.link(tag['dest_url'], start)}{inner}</a>")
                elif value == "Image":
                    _, (tag, start), outer = stack.pop()
                    alt = re.sub(r"<[^>]+>", "", body.restore("".join(out)))
                    body.out = outer
                    outer.append(body.image(tag["dest_url"], html.unescape(alt), start))
                elif value == "CodeBlock":
                    out.append("</code></pre>\n")
                continue
            ((name, tag),) = value.items()
            if name == "Heading":
                _, (tag, start), outer = stack.pop()
                inner = "".join(out)
                body.out = outer
                body.heading(tag, inner, start)
            elif name == "List":
                out.append("</ol>\n" if tag else "</ul>\n")
            elif name == "BlockQuote":
                out.append("</div>\n" if tag else "</blockquote>\n")
        elif key in ("Html", "InlineHtml"):
            out.append(body.raw(value, span["start"]))
