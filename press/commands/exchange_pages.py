"""A page as segments beside those of its source, and a page again with the translated ones in their places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

from press.adapters.xliff import Runs
from press.adapters.yaml import instead, places
from press.checks.freshness import record_name, states
from press.commands.exchange_offers import EMPTY_STATE, Filled, Mistake, Offer, Segment, plain
from press.model import FOLDERS, Made, Page
from press.problems import say
from press.readers.inline import MARKDOWN, has_words, numbered_as, one_line, runs
from press.readers.markup import TOP
from press.readers.pages import read_page
from press.readers.segments import LINE, Part, Piece, Pieces, cut, cut_front, divide, kinds, named, whole

FRONT = ("title", "description", "short", "safe-title")
"""The words of the front matter; the first two belong to the fingerprint of the section "top"."""
NOTES = {
    "description": "One sentence of 50–160 characters: search engines show it.",
    "short": "A shorter title, for menus.",
    "safe-title": "What the browser's tab shows instead of the title, so that nobody else sees what is read. Keep it neutral.",
    "rest": "A whole section: keep its lines, list marks and empty lines.",
}
NEW_LINE = "new-line"
"""The kind of a front matter line that is not there yet."""


def page_offer(project: Path, code: str, source: Page, page: Page | None, made: Made | None) -> Offer:
    """A text, with its translation if there is one."""
    path = f"content/{code}/{FOLDERS[source.kind]}{source.name}.md"
    theirs = dict(divide(_text(project, source), _sections(source)))
    if page is None:
        parts = [_new_front(source)]
        parts += [Part(id, named(cut(text), id), True) for id, text in theirs.items() if id != "front"]
        pairs = {part.id: part.pieces for part in parts}
    else:
        parts, pairs = _beside(theirs, dict(divide(_text(project, page), _sections(page))), source)
    segments = (*_front(source, page, made), *_body(parts, pairs, source, page, made))
    return Offer(
        path=path,
        name=record_name(source),
        origin=source.language,
        language=code,
        datatype="x-markdown",
        segments=segments,
        fill=partial(_filled, path, code, source, page, tuple(parts), segments),
        source=source,
        made=made,
    )


def _text(project: Path, page: Page) -> str:
    return (project / page.path).read_bytes().decode()


def _sections(page: Page) -> tuple[tuple[str, int], ...]:
    return tuple((section.id, section.line) for section in page.sections)


def _words(page: Page) -> dict[str, str]:
    table = dict(zip(FRONT, (page.title, page.description, page.short, page.safe_title), strict=True))
    return {key: words for key, words in table.items() if words and key in dict(page.lines)}


# -- cutting


def _new_front(source: Page) -> Part:
    lines = (Piece(NEW_LINE, "", key) for key in _words(source))
    return Part("front", (Piece("", "---\n"), *lines, Piece("", "---\n")), True)


def _beside(theirs: Mapping[str, str], mine: Mapping[str, str], source: Page) -> tuple[list[Part], dict[str, Pieces]]:
    """The translation's parts with the names of segments, those it lacks after the part before; and the source's pieces."""
    parts = [_old_front(mine["front"], source)]
    pairs: dict[str, Pieces] = {}
    for id, text in mine.items():
        if id in theirs and id != "front":
            one, other = cut(text), cut(theirs[id])
            for headed in (True, False):
                if kinds(one) != kinds(other):
                    one, other = whole(text, headed), whole(theirs[id], headed)
            parts.append(Part(id, named(one, id)))
            pairs[id] = named(other, id)
        elif id != "front":
            parts.append(Part(id, (Piece("", text),)))
    at = 0
    for id, text in theirs.items():
        if id in mine:
            at = next(number for number, part in enumerate(parts) if part.id == id)
        else:
            at += 1
            pairs[id] = named(cut(text), id)
            parts.insert(at, Part(id, pairs[id], True))
    return parts, pairs


def _old_front(text: str, source: Page) -> Part:
    lines = LINE.findall(text)
    first, last = len(lines[0]), len(text) - len(lines[-1])
    stand = places(text[first:last])
    spans = {key: (stand[key,][0] + first, stand[key,][1] + first) for key in FRONT if (key,) in stand}
    *pieces, end = cut_front(text, spans)
    more = [Piece(NEW_LINE, "", key) for key in _words(source) if key not in spans]
    before, after = end.text[: len(end.text) - len(lines[-1])], lines[-1]
    return Part("front", (*pieces, Piece("", before), *more, Piece("", after)))


# -- segments


def _front(source: Page, page: Page | None, made: Made | None) -> Iterator[Segment]:
    mine = _words(page) if page else {}
    for key, words in _words(source).items():
        section = TOP if key in FRONT[:2] else ""
        state = _state(page, source, made, TOP)
        segment = plain(key, key, words, mine.get(key, ""), state, NOTES.get(key, ""), section)
        yield segment._replace(fingerprint=source.sections[0].fingerprint) if section else segment


def _body(
    parts: list[Part], pairs: Mapping[str, Pieces], source: Page, page: Page | None, made: Made | None
) -> Iterator[Segment]:
    prints = {section.id: section.fingerprint for section in source.sections}
    for part in parts:
        theirs = {piece.unit: piece for piece in pairs.get(part.id, ()) if piece.unit}
        for piece in part.pieces if part.id != "front" else ():
            if not piece.unit or not theirs[piece.unit].text:
                continue
            words = _runs(theirs[piece.unit])
            given = not has_words(words)
            target: Runs = words if given else ()
            state = "final" if given else EMPTY_STATE
            if not part.fresh:
                target = numbered_as(words, _runs(piece))
                state = _state(page, source, made, part.id) if target else EMPTY_STATE
            note = NOTES.get(piece.kind, "")
            kind = piece.kind
            yield Segment(piece.unit, part.id, kind, words, target, prints[part.id], state, note, given=given)


def _runs(piece: Piece) -> Runs:
    found = runs(piece.text, MARKDOWN)
    return found if piece.kind == "rest" else one_line(found)


def _state(page: Page | None, source: Page, made: Made | None, section: str) -> str:
    """The state of a translation there is (XLIFF 1.2, 2.5.3 "state")."""
    current = page and next((state.kind for state in states(page, source, made) if state.id == section), "")
    if made is None or current != "current":
        return EMPTY_STATE
    if made.reviewed_by:
        return "final"
    return "translated" if made.made == "person" else "needs-review-translation"


# -- putting back


def _filled(
    path: str,
    code: str,
    source: Page,
    page: Page | None,
    parts: tuple[Part, ...],
    segments: tuple[Segment, ...],
    changes: Mapping[str, str],
) -> Filled:
    """The page with the changed segments in place. Parts of the source's own come in when all their words are there."""
    if page is None and not changes:
        return Filled()
    have = {segment.id for segment in segments if segment.given} | changes.keys()
    left: set[str] = set()
    mistakes: list[Mistake] = []
    together = {"front", TOP} if page is None else set()
    for part in parts:
        if not part.fresh:
            continue
        group = together if part.id in together else {part.id}
        units = [p.unit for other in parts if other.id in group for p in other.pieces if p.unit]
        missing = [unit for unit in units if unit not in have]
        mine = [unit for unit in units if unit in changes]
        if missing and (mine or (part.id == TOP and changes)):
            what = say(
                "The section “#%(id)s” of %(page)s is translated in part only; without words: %(missing)s.",
                id=part.id if part.id != "front" else TOP,
                page=path,
                missing=", ".join(missing),
            )
            fix = say("Have the rest translated too; or empty all of it, and readers get it in another language.")
            if part.id != "front":
                mistakes.append((mine[0] if mine else next(iter(changes)), what, fix))
        if missing or not mine:
            left.add(part.id)
    if mistakes:
        return Filled((), tuple(mistakes))
    kept = tuple(part for part in parts if part.id not in left)
    text, lines = _assembled(kept, changes)
    data = text.encode()
    after = read_page(data, path, code, source.name, source.kind, False)
    mistakes += _misread(after, text, kept, changes, lines)
    return Filled(((path, data),), tuple(mistakes), tuple(section.id for section in after.sections))


def _assembled(parts: tuple[Part, ...], changes: Mapping[str, str]) -> tuple[str, list[tuple[int, str]]]:
    """The text of the page, and on which line each changed segment begins."""
    out = ""
    lines: list[tuple[int, str]] = []
    end = "\r\n" if any("\r\n" in piece.text for part in parts if not part.fresh for piece in part.pieces) else "\n"
    after_fresh = False
    for part in parts:
        if out and part.id not in ("front", TOP) and (part.fresh or after_fresh):
            out = out.rstrip("\r\n \t") + end * 2 if after_fresh else _parted(out, end)
        for piece in part.pieces:
            if piece.unit in changes and piece.unit:
                lines.append((out.count("\n") + 1, piece.unit))
                out += _put(piece, changes[piece.unit], end)
            else:
                out += piece.text.replace("\r\n", "\n").replace("\n", end) if part.fresh else piece.text
        after_fresh = part.fresh and part.id != "front"
    return (out.rstrip() + end if after_fresh else out), lines


def _parted(text: str, end: str) -> str:
    """``text`` with an empty line at its end; nothing it has is taken away."""
    if not text.endswith(("\n", "\r")):
        text += end
    return text if not text.splitlines()[-1].strip() else text + end


def _put(piece: Piece, words: str, end: str) -> str:
    if piece.kind == NEW_LINE:
        return f"{piece.unit}: {instead('', words)}{end}"
    if piece.unit in FRONT:
        return ("" if piece.text else " ") + instead(piece.text, words)
    words = words.replace("\n", end)
    return end + words + end if piece.kind == "rest" and not piece.text else words


def _misread(
    after: Page, text: str, parts: tuple[Part, ...], changes: Mapping[str, str], lines: list[tuple[int, str]]
) -> Iterator[Mistake]:
    """What would go wrong with the page: problems the reader finds, and words that Markdown takes for something else."""
    for problem in after.problems:
        if problem.severity == "error":
            before = [unit for line, unit in lines if line <= problem.where.line]
            yield before[-1] if before else lines[0][1], problem.what, problem.fix
    fix = say("Begin with a word, or put a backslash (\\) before the mark.")
    found = dict(divide(text, _sections(after)))
    if list(found) != [part.id for part in parts]:
        what = say(
            "With the words of “%(id)s”, %(page)s has other sections than before.", id=lines[0][1], page=after.path
        )
        yield lines[0][1], what, fix
        return
    for part, section in zip(parts[1:], after.sections, strict=True):
        mine = [piece for piece in part.pieces if piece.kind]
        units = [piece.unit for piece in mine if piece.unit in changes]
        for unit in units:
            if shown := next(
                (mark for mark in ("**", "](") if mark in changes[unit] and mark.encode() in section.html), ""
            ):
                what = say("In “%(id)s” of %(page)s, readers would see %(mark)s.", id=unit, page=after.path, mark=shown)
                yield (
                    unit,
                    what,
                    say("Let the words between the tags begin and end with a letter; spaces stand outside."),
                )
        expected = [(piece.kind, changes.get(piece.unit, piece.text)) for piece in mine]
        read = [(piece.kind, piece.text) for piece in cut(found[part.id]) if piece.kind]
        if units and expected != read and not any(piece.kind == "rest" for piece in mine):
            pairs = enumerate(zip(expected, read, strict=False))
            differs = next((number for number, (one, other) in pairs if one != other), len(mine) - 1)
            unit = next((p.unit for p in reversed(mine[: differs + 1]) if p.unit in changes), units[0])
            what = say(
                "A mark in “%(id)s” of %(page)s makes something else of it, for example a list, a heading or a table.",
                id=unit,
                page=after.path,
            )
            yield unit, what, fix
