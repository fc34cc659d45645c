"""The page maker: a PageView becomes HTML."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import lru_cache
from typing import Any, NamedTuple

from press import phrases
from press.adapters import i18n
from press.adapters.templates import TemplateMistake, Templates
from press.makers.frames import Frames, Slot, SlotChanged, Texts
from press.makers.slots import FactView, fill
from press.makers.views import Date, Link, PageView, Step
from press.store.keys import Key


class Shown(NamedTuple):
    """A section as the template sees it: the language it is in, and what to tell the reader about it. ``id``, ``title`` and
    ``html`` are slots: they are put in when the template has been rendered."""

    id: Slot
    title: Slot
    html: Slot
    lang: str
    dir: str
    stale: bool
    missing: str


PLAIN = ("name", "url", "canonical", "title", "tab_title", "description", "reading", "picture", "shows", "post")
"""The fields of a PageView that are plain texts and differ from page to page."""
DATES = ("checked", "review_by")
FILLED = frozenset(
    {*PLAIN, *DATES, "owner", "sources", "following", "top", "sections", "facts", "images", "alternates"}
)
"""All that do: the template sees slots in their place, so pages that differ in nothing else share a frame."""


def make_page(view: PageView, key: Key, templates: Templates, interface: i18n.Interface, frames: Frames) -> bytes:
    """The finished page, UTF-8. Pure: everything comes from ``view`` (whose key is ``key``), and the texts that
    ``view.shell`` has a digest of. The template is rendered only where ``frames`` has no frame for pages like this one."""
    shell, following = view.shell, view.following
    dates = {f"{name}.iso": getattr(view, name).iso for name in DATES}
    texts = Texts({name: getattr(view, name) for name in PLAIN} | dates)
    texts[b"header"] = current(_encoded(shell.header), view.url.encode()).replace(
        b"\x01", page_part(view.name).encode()
    )
    texts[b"footer"], texts[b"style"] = _encoded(shell.footer), _encoded(shell.style.text)
    texts[b"alternates"] = _encoded(view.alternates)
    texts[b"owner"] = view.owner.encode()
    for name in DATES:
        texts[b"%b.text" % name.encode()] = getattr(view, name).text.encode()
    for number, fact in enumerate(view.sources):
        texts[b"source %d" % number] = f"{fact.before}{fact.words}{fact.after}".encode()
    if following:
        texts[b"following.url"], texts[b"following.title"] = following.url.encode(), following.title.encode()
    told = put_sections(view, texts)
    state = hashlib.blake2b(b"".join([part for name, part in key.parts if name not in FILLED]), digest_size=16)
    state.update(repr((told, len(view.sources), following is not None)).encode())
    try:
        return frames.fill(state.hexdigest(), lambda: _render(view, told, templates, interface), texts)
    except SlotChanged as error:
        reason = f"a text that differs from page to page was changed by a filter: {error}"
        raise TemplateMistake(reason, _template(view), 0) from None


Told = tuple[str, str, bool, str]
"""What the template knows of a section: language, direction, whether it is older than its source, the name of the language
it falls back to."""


def put_sections(view: PageView, texts: Texts, mark: str = "", last: Callable[[bytes], bytes] | None = None) -> list[Told]:
    """Put the sections' ids, titles and bodies into ``texts``, their names beginning with ``mark``; what the template is told
    of each. ``last`` changes a finished body."""
    facts: dict[str, dict[str, FactView]] = {}
    for name, fact in view.facts:
        code, _, name = name.partition(" ")
        facts.setdefault(code, {})[name] = fact
    images = dict(view.images)
    reader, base = view.shell.language.code, view.shell.base
    told = []
    for number, (_, section, tongue, stale, missing) in enumerate((view.top, *view.sections)):
        known = facts.get(tongue.code, {})
        body = section.html
        if b"\x00" in body:
            body = fill(body.decode(), tongue, known, reader, base, images).encode()
        slot = f"{mark}{number}".encode()
        texts[slot] = last(body) if last else body
        texts[slot + b".id"] = section.id.encode()
        texts[slot + b".title"] = fill(section.title, tongue, known, reader, base, images).encode()
        told.append((tongue.tag, tongue.direction, stale, missing))
    return told


def shown(told: list[Told], mark: str = "") -> list[Shown]:
    """The sections as a template sees them, as :func:`put_sections` has put them with the same ``mark``."""
    slots = [f"{mark}{number}" for number in range(len(told))]
    return [Shown(Slot(f"{name}.id"), Slot(f"{name}.title"), Slot(name), *row) for name, row in zip(slots, told, strict=True)]


def _template(view: PageView) -> str:
    return "start.html" if view.kind == "start" else "page.html"


def _render(view: PageView, told: list[Told], templates: Templates, interface: i18n.Interface) -> str:
    """The frame of pages like ``view``, whose sections are as ``told``."""
    fields: dict[str, Any] = {name: Slot(name) for name in PLAIN}
    fields |= {name: Date(Slot(f"{name}.iso"), Slot(f"{name}.text")) for name in DATES}
    following = Link(Slot("following.title"), Slot("following.url")) if view.following else None
    top, *sections = shown(told)
    return templates.render(
        _template(view),
        gettext=interface.gettext,
        ngettext=interface.ngettext,
        view=view._replace(
            **fields,
            owner=Slot("owner"),
            following=following,
            sections=(),
            facts=(),
            images=(),
            sources=(),
            alternates="",
        ),
        alternates=Slot("alternates"),
        shell=view.shell,
        style=Slot("style"),
        header=Slot("header"),
        footer=Slot("footer"),
        top=top,
        plan=_plan(view, interface),
        situations=[(name, interface.gettext(text)) for name, text in phrases.SITUATIONS.items()],
        sections=sections,
        words={key: interface.gettext(text) for key, text in phrases.PLACES.items()} if view.counties else {},
        sources=[Slot(f"source {number}") for number in range(len(view.sources))],
    )


@lru_cache(maxsize=512)
def _encoded(text: str) -> bytes:
    """UTF-8 of what many pages share: a menu of hundreds of topics is longer than the page below it."""
    return text.encode()


def _plan(view: PageView, interface: i18n.Interface) -> list[tuple[str, list[Step]]]:
    """The steps by their time: ``(what the time is called, its steps)``."""
    times = {step.time: interface.gettext(phrases.TIMES[step.time]) for step in view.steps}
    return [(text, [step for step in view.steps if step.time == time]) for time, text in times.items()]


def page_part(name: str) -> str:
    """What stands after ``/<language>/`` in a page's address; ``\\x01`` holds its place in the language menu."""
    return "" if name == "index" else f"{name}.html"


def current(header: bytes, url: bytes) -> bytes:
    """The header with the menu's link to this very page marked as the current one."""
    return header.replace(b'<a href="%b">' % url, b'<a href="%b" aria-current="page">' % url, 1)
