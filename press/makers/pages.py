"""The page maker: a PageView becomes HTML."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from typing import NamedTuple

from markupsafe import Markup

from press import phrases
from press.adapters import i18n
from press.adapters.templates import Templates
from press.makers.slots import FactView, fill
from press.makers.views import PageView, SectionView, Step
from press.store.keys import Key


class Shown(NamedTuple):
    """A section as the template sees it: the language it is in, and what to tell the reader about it. ``html`` is a
    slot: the text itself is put in when the template has been rendered."""

    id: str
    title: Markup
    html: Markup
    lang: str
    dir: str
    stale: bool
    missing: str


FILLED = frozenset({"top", "sections", "facts", "images", "alternates"})
"""The fields of a PageView that the frame is not rendered from; their text is put into it afterwards."""


def make_page(
    view: PageView, key: Key, kept: bytes | None, templates: Templates, interface: i18n.Interface
) -> tuple[bytes, bytes]:
    """``(the finished page, its frame)``, UTF-8. Pure: everything comes from ``view``, and the texts that ``view.shell``
    has a digest of.

    The frame is the rendered template with slots for header, footer and bodies, after the digest of what it was rendered
    from. ``kept`` is the frame of last time: while only the words of sections change, the template need not be rendered,
    and Jinja2 not even loaded. ``key`` is the key of ``view``.
    """
    shell = view.shell
    facts: dict[str, dict[str, FactView]] = {}
    for name, fact in view.facts:
        code, _, name = name.partition(" ")
        facts.setdefault(code, {})[name] = fact
    images = dict(view.images)
    reader, base = shell.language.code, shell.base
    header = current(_encoded(shell.header), view.url.encode()).replace(b"\x01", page_part(view.name).encode())
    texts = {
        b"/header": header,
        b"/footer": _encoded(shell.footer),
        b"/alternates": _encoded(view.alternates),
    }  # no ids

    def body(section: SectionView) -> Shown:
        own, tongue = section.section, section.tongue
        known = facts.get(tongue.code, {})
        texts[own.id.encode()] = fill(own.html.decode(), tongue, known, reader, base, images).encode()
        title = Markup(fill(own.title, tongue, known, reader, base, images))
        return Shown(own.id, title, _slot(own.id), tongue.tag, tongue.direction, section.stale, section.missing)

    top, sections = body(view.top), [body(section) for section in view.sections]
    shown = repr([tuple(section) for section in (top, *sections)]).encode()
    state = hashlib.blake2b(b"".join([part for name, part in key.parts if name not in FILLED]), digest_size=16)
    state.update(shown)
    mark = state.digest()
    if kept is None or kept[:16] != mark:
        text = templates.render(
            "start.html" if view.kind == "start" else "page.html",
            gettext=interface.gettext,
            ngettext=interface.ngettext,
            view=view._replace(sections=(), facts=(), images=(), alternates=""),
            alternates=_slot("/alternates"),
            shell=shell,
            header=_slot("/header"),
            footer=_slot("/footer"),
            top=top,
            plan=_plan(view, interface),
            situations=[(name, interface.gettext(text)) for name, text in phrases.SITUATIONS.items()],
            sections=sections,
            words={key: interface.gettext(text) for key, text in phrases.PLACES.items()} if view.counties else {},
            sources=[Markup(f"{fact.before}{fact.words}{fact.after}") for fact in view.sources],
        )
        kept = mark + text.encode()
    parts = kept[16:].split(b"\x00")
    parts[1::2] = [texts[name] for name in parts[1::2]]
    return b"".join(parts), kept


@lru_cache(maxsize=512)
def _encoded(text: str) -> bytes:
    """UTF-8 of what many pages share: a menu of hundreds of topics is longer than the page below it."""
    return text.encode()


def _plan(view: PageView, interface: i18n.Interface) -> list[tuple[str, list[Step]]]:
    """The steps by their time: ``(what the time is called, its steps)``."""
    times = {step.time: interface.gettext(phrases.TIMES[step.time]) for step in view.steps}
    return [(text, [step for step in view.steps if step.time == time]) for time, text in times.items()]


def _slot(name: str) -> Markup:
    """Where the text called ``name`` is to stand in a frame."""
    return Markup(f"\x00{name}\x00")


def page_part(name: str) -> str:
    """What stands after ``/<language>/`` in a page's address; ``\\x01`` holds its place in the language menu."""
    return "" if name == "index" else f"{name}.html"


def current(header: bytes, url: bytes) -> bytes:
    """The header with the menu's link to this very page marked as the current one."""
    return header.replace(b'<a href="%b">' % url, b'<a href="%b" aria-current="page">' % url, 1)
