"""The quick way to read a body: the parser writes the HTML itself, and only headings, links and tables are put right.

Five times as fast as walking every event (:mod:`press.readers.body`), and meant for the ordinary page: whatever is out of
the ordinary, and any mistake at all, gives None, and the body is walked. Both ways write the same bytes; a test holds them to it.
"""

from __future__ import annotations

import re

from press.adapters.markdown import to_html
from press.model import Section
from press.problems import Problem
from press.readers.markup import TABLE, Body, note

SOURCE_ODD = ("<", "&", "`", "![", "\\")
"""HTML, character references, code, pictures, escapes."""
HTML_ODD = ("<h1", "<pre", "<blockquote>", ' title="', ' style="')
HEADING = re.compile(r'<h([2-6])(?: id="([^"]*)")?(?: class="([^"]*)")?>(.*?)</h\1>\n', re.S)
LINK = re.compile(r'<a href="([^"]*)">(.*?)</a>', re.S)
NOTE = re.compile(r'<blockquote class="markdown-alert-([a-z]+)">\n')


class _Odd(Exception):
    """Something the quick way leaves to the walker."""


class _Quick(Body):
    """A body whose offsets count characters of ``text``; ``found`` is how far its links have been found."""

    found = 0

    def written(self, start: int, end: int) -> str:
        return self.text[start:end]

    def line_at(self, offset: int) -> int:
        start, line = self.cursor if offset >= self.cursor[0] else (0, self.first_line)
        line += self.text.count("\n", start, offset)
        self.cursor = (offset, line)
        return line

    def put_link(self, match: re.Match[str]) -> str:
        """A link of the parser's as ours. Its place is where its address stands next in the text."""
        target, inner = match.groups()
        at = self.text.find(f"]({target})", self.found)
        if at < 0 or not inner.strip() or self.has_fact(inner):
            raise _Odd
        self.found = at + 2
        return f"{self.link(target, at)}{inner}</a>"

    def put(self, text: str) -> None:
        """A piece of the parser's HTML, without headings, as ours."""
        if "<a " in text:
            text = LINK.sub(self.put_link, text)
        if "<table>" in text:
            text = text.replace("<table>", TABLE).replace("</table>", "</table></div>")
            text = text.replace("<th>", '<th scope="col">')
        if "<blockquote" in text:
            text = NOTE.sub(lambda match: note(match.group(1)), text).replace("</blockquote>", "</div>")
        self.out.append(text.replace(" />\n", ">\n") if " />\n" in text else text)


def _headings(text: str) -> list[int]:
    """Where lines begin with one to six ``#`` and a space."""
    lines = "\n" + text
    found, at = [], lines.find("\n#")
    while at >= 0:
        if lines[at + 1 : at + 8].lstrip("#")[:1] in (" ", "\t"):
            found.append(at)
        at = lines.find("\n#", at + 1)
    return found


def quick_body(text: str, first_line: int, path: str, top: str) -> tuple[Section, ...] | None:
    """The sections of a body without mistakes and oddities, else None. Parameters as :func:`press.readers.body.read_body`."""
    if any(odd in text for odd in SOURCE_ODD):
        return None
    problems: list[Problem] = []
    body = _Quick(text, first_line, path, top, problems)
    written = "" if problems else to_html(body.text)
    starts = _headings(body.text)
    pieces = HEADING.split(written)
    if not written or any(odd in written for odd in HTML_ODD) or len(pieces) != 5 * len(starts) + 1:
        return None
    try:
        body.put(pieces[0])
        for number, start in enumerate(starts):
            level, id, classes, inner, text = pieces[5 * number + 1 : 5 * number + 6]
            if "<a " in inner or not body.text.startswith("#" * int(level) + " ", start):
                return None
            body.heading({"level": f"h{level}", "id": id, "classes": (classes or "").split()}, inner, start)
            body.put(text)
    except _Odd:
        return None
    body.end_section(len(body.text))
    return None if problems else tuple(body.sections)
