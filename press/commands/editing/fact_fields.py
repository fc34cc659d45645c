"""A fact as a form shows it: its fields as flat texts, read from the files' texts and written back into them."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from press.adapters.yaml import Node, YamlMistake, places, quoted, read, spans
from press.commands.editing.documents import Refused
from press.commands.editing.in_place import Keys, put, take
from press.problems import say
from press.readers.facts import OWN
from press.readers.fields import NAME

Files = Mapping[str, str]
"""Texts of files by their paths in the project, line ends ``\\n``."""
Values = Mapping[str, str]
"""The fields of a fact: ``value``, ``review-by``, ``words.ar``, ``urls.en`` …; a field that is not there is an empty text."""

WORDS = {"link": "name", "rule": "text"}
"""Where the words of a kind stand."""
ORDER = ("kind", "name", "text", "value", "tel", "unit", "year", "urls", "owner", "source", "checked", "review-by", "verified", "note")
"""The order of a fact's keys in a file."""
PLAIN = frozenset({"kind", "unit", "year", "owner", "source", "checked", "review-by", "verified", "note"})
"""What is written without quotes where that is possible; words and telephone numbers get them."""

BARE = re.compile(r"-?[0-9]{1,9}(\.[0-9]+)?|[0-9]{4}-[0-9]{2}-[0-9]{2}")
"""A number or a date, which stands without quotes."""


class Shown(NamedTuple):
    """A fact as it stands in the files: the file it is in, its kind, its fields."""

    path: str
    kind: str
    values: Values


def language_file(code: str) -> str:
    """The file with the words of all facts in a language."""
    return f"content/{code}/facts.yaml"


def found(files: Files, name: str) -> Shown | None:
    """The fact as it stands in ``files``. Raises :class:`Refused` where a file cannot be read."""
    for path, text in files.items():
        node = _entry(path, text, name) if path.startswith("content/facts/") and name in text else None
        if node is not None and node.kind == "map":
            return _shown(files, path, name, node)
    return None


def _shown(files: Files, path: str, name: str, node: Node) -> Shown:
    fields = {key: value for key, _, value in node.data}
    texts = {key: _flat(value.data) for key, value in fields.items() if value.kind == "text"}
    kind = texts.get("kind", "")
    for key, prefix in ((WORDS.get(kind, ""), "words"), ("urls", "urls")):
        if key in fields and fields[key].kind == "map":
            texts.update({f"{prefix}.{code}": _flat(value.data) for code, _, value in fields[key].data if value.kind == "text"})
    for other, text in files.items():
        if kind in WORDS and not other.startswith("content/facts/") and f"{name}:" in text:
            words = _entry(other, text, name)
            if words is not None and words.kind == "text":
                texts.setdefault(f"words.{other.split('/')[1]}", _flat(words.data))
    return Shown(path, kind, {"verified": "true", **texts})


def _entry(path: str, text: str, name: str) -> Node | None:
    try:
        return next((node for key, _, node in read(text).data if key == name), None)
    except YamlMistake as mistake:
        what = say("%(path)s cannot be read (line %(line)s).", path=path, line=mistake.line)
        raise Refused(what, say("Put that line right first: open the file in a text editor, or ask whoever changed it last.")) from None


def _flat(text: str) -> str:
    return " ".join(text.split())


def changed(base: Values, now: Values) -> dict[str, str]:
    """The fields of ``now`` that are not as they were in ``base``, spaces tidied."""
    return {key: _flat(value) for key, value in now.items() if _flat(value) != base.get(key, "")}


def edited(files: Files, name: str, path: str, kind: str, changes: Values, source: str) -> dict[str, str]:
    """``files`` with the fields ``changes`` of the fact ``name``, which stands in ``path``, written into them.

    ``source`` is the code of the language the texts are written in."""
    new = dict(files)
    for key in sorted(changes, key=_position):
        field, _, code = key.partition(".")
        if field == "words":
            where, keys = _words_at(new, name, path, kind, code, source)
        else:
            where, keys = path, (name, field, code) if code else (name, field)
        new[where] = _written(new[where], keys, key, changes[key])
    return new


def _position(key: str) -> tuple[int, str]:
    field = key.partition(".")[0]
    return (ORDER.index(field) if field in ORDER else 1, key)


def _written(text: str, keys: Keys, key: str, value: str) -> str:
    optional = "." in key or key in ("note", "year")
    if (optional and not value) or (key, value) == ("verified", "true"):
        return take(text, keys)
    if len(keys) == 1:
        return _into_language_file(text, keys, value)
    earlier = ORDER[: ORDER.index(keys[1])] if keys[1] in ORDER and len(keys) == 2 else ()
    if len(keys) == 3 and keys[:2] not in spans(text):  # the first of its map: the map is begun where it belongs
        text = put(text, keys[:2], "", ORDER[: ORDER.index(keys[1])], plain=True).replace(f'{keys[1]}: ""', f"{keys[1]}:", 1)
    bare = key in PLAIN or key.startswith("urls.") or (key == "value" and bool(BARE.fullmatch(value)))
    return put(text, keys, value, earlier, plain=bare)


def _words_at(files: Files, name: str, path: str, kind: str, code: str, source: str) -> tuple[str, Keys]:
    """Where words in a language stand, or would: in the language's own file where it has one, but for Swedish and English."""
    own: Keys = (name, WORDS[kind], code)
    theirs = language_file(code)
    if own in places(files[path]) or theirs not in files:
        return path, own
    if (name,) in places(files[theirs]) or code not in (source, "en"):
        return theirs, (name,)
    return path, own


def _into_language_file(text: str, keys: Keys, value: str) -> str:
    """A line of a language's file: at its place in the alphabet where the file keeps to it, else at the end."""
    if keys in places(text):
        return put(text, keys, value)
    rows = sorted((start, key[0]) for key, (start, _) in spans(text).items() if len(key) == 1)
    names = [f"{name}:" for _, name in rows]
    line = put("", keys, value)
    if names == sorted(names):
        later = next((start for start, name in rows if f"{name}:" > f"{keys[0]}:"), None)
        if later is not None:
            return text[:later] + line + text[later:]
    return put(text, keys, value)


def without(files: Files, name: str) -> dict[str, str]:
    """``files`` without the fact and its words; the empty line before it goes with it."""
    new = dict(files)
    for path, text in files.items():
        spot = spans(text).get((name,))
        if spot is not None:
            cut = take(text, (name,))
            at = text.rfind("\n", 0, spot[0]) + 1
            new[path] = cut[: at - 1] + cut[at:] if path.startswith("content/facts/") and cut[max(at - 2, 0) : at] == "\n\n" else cut
    return new


def begun(text: str, name: str, kind: str) -> str:
    """The text of a file of facts with a new, still empty one at its end."""
    head = text.rstrip("\n")
    key = name if NAME.match(name) else quoted(name)  # a name on trial may be none; the reader says so
    return f"{head}\n\n{key}:\n  kind: {kind}\n" if head else f"{key}:\n  kind: {kind}\n"


def fields_of(kind: str, codes: Iterable[str]) -> list[str]:
    """The fields of a kind of fact, in the order of the form; ``codes`` are the languages of its words and addresses."""
    many = {"name": "words", "text": "words", "urls": "urls"}
    own: list[str] = []
    for key in OWN.get(kind, ()):
        own += [f"{many[key]}.{code}" for code in codes] if key in many else [key]
    return [*own, "owner", "source", "checked", "review-by", "verified", "note"]


def name_for(words: str, known: Iterable[str]) -> str:
    """A name for a new fact, made of its words: small letters a–z, digits, hyphens; none that is ``known`` already."""
    plain = words.lower().translate(str.maketrans("åäöéüøæ", "aaoeuoa"))
    name = "-".join(re.findall(r"[a-z0-9]+", plain)[:5])[:40].strip("-") or "ny-uppgift"
    taken, number = set(known), 2
    fresh = name
    while fresh in taken:
        fresh, number = f"{name}-{number}", number + 1
    return fresh


def next_review(checked: str, review_by: str, today: str) -> str:
    """When a fact that is found right ``today`` should be looked at next (ISO dates).

    The same day of the month in both dates is a period, which begins anew. Another day is a day of the year that somebody chose (new amounts
    in January): it stays while it is to come, and then is the same day a year on. Never earlier than what was agreed.
    """
    try:
        was, then, now = (datetime.date.fromisoformat(text) for text in (checked, review_by, today))
    except ValueError:
        return later(today, 6)
    months = (then.year - was.year) * 12 + then.month - was.month
    if was.day == then.day and months > 0:
        return max(later(today, months), review_by)
    while then <= now:
        then = datetime.date.fromisoformat(later(then.isoformat(), 12))
    return then.isoformat()


def later(day: str, months: int) -> str:
    """The ISO date ``months`` after another; the last of the month where there is no such day."""
    date = datetime.date.fromisoformat(day)
    year, month = divmod(date.year * 12 + date.month - 1 + months, 12)
    last = (datetime.date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1) - datetime.timedelta(1)).day
    return datetime.date(year, month + 1, min(date.day, last)).isoformat()
