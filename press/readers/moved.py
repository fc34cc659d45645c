"""The pages that have moved: one line each, ``old-name: new-name`` or ``old-name: new-name#section``."""

from __future__ import annotations

from press.moved import Moved
from press.problems import Place, Problem, say
from press.readers.fields import NAME, document
from press.readers.text import decode


def read_moved(data: bytes, path: str, problems: list[Problem]) -> dict[str, Moved]:
    """``content/moved.yaml``, by old name; a project need not have one."""
    found: dict[str, Moved] = {}
    for key, line, node in document(decode(data, path, problems), path, problems).data:
        old, where = key.removesuffix(".md"), Place(path, line)
        target = node.data.strip() if node.kind == "text" else ""
        page, _, anchor = target.partition("#")
        page = page.removesuffix(".md")
        if old in found:
            what = say("“%(name)s” stands twice, also on line %(line)s.", name=old, line=found[old].place.line)
            problems.append(Problem(where, what, say("Keep one of the two.")))
        elif not NAME.match(old) or not NAME.match(page) or (anchor and not NAME.match(anchor)):
            what = say("“%(old)s: %(new)s” does not say where a page has moved.", old=key, new=target)
            problems.append(Problem(where, what, say("Write “old-name: new-name” or “old-name: new-name#section”.")))
        else:
            found[old] = Moved(old, page, anchor, where)
    return found
