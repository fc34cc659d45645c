"""A page of the site as a handout: what its template sees (templates/print/handout.typ)."""

from __future__ import annotations

from dataclasses import dataclass

from press.makers.letters import Span, span_data
from press.makers.tones import language_parts


@dataclass(frozen=True, slots=True)
class Part:
    """A block of the page, everything resolved: ``kind``, ``number`` and ``name`` as in
    :class:`press.readers.handout_text.Node`; ``label`` stands over a note; ``notice`` under a heading whose section is older
    than its source; ``target`` is what a heading is called where words of the same document lead to it."""

    kind: str
    spans: tuple[Span, ...] = ()
    parts: tuple[Part, ...] = ()
    number: int = 0
    name: str = ""
    label: str = ""
    notice: str = ""
    target: str = ""


@dataclass(frozen=True, slots=True)
class About:
    """Who answers for the page: (label, words) of each line, the sources (words, address), and that facts are unconfirmed (or empty)."""

    heading: str
    lines: tuple[tuple[str, str], ...]
    sources_label: str
    sources: tuple[tuple[Span, ...], ...]
    doubt: str = ""


def more(header: str, parts: tuple[Part, ...], about: About, tag: str) -> dict[str, object]:
    """What the template sees beside what every sheet has. ``header`` runs along the top of each page."""
    own = language_parts(tag)
    return {
        "header": header,
        "parts": [part_data(part, own) for part in parts],
        "about": about_data(about, own),
    }


def about_data(about: About, own: dict[str, str]) -> dict[str, object]:
    """Who answers for a page, as a template sees it; ``own`` are the language's parts."""
    return {
        "heading": about.heading,
        "lines": [list(line) for line in about.lines],
        "sources_label": about.sources_label,
        "doubt": about.doubt,
        "sources": [[span_data(span, own) for span in spans] for spans in about.sources],
    }


def part_data(part: Part, own: dict[str, str]) -> dict[str, object]:
    """A block as a template sees it; ``own`` are the language's parts."""
    return {
        "kind": part.kind,
        "spans": [span_data(span, own) for span in part.spans],
        "parts": [part_data(inner, own) for inner in part.parts],
        "number": part.number,
        "name": part.name,
        "label": part.label,
        "notice": part.notice,
        "target": part.target,
    }
