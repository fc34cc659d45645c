"""Two languages side by side: a page in its own language and in another one, section by section."""

from __future__ import annotations

import hashlib
import re
from typing import Any, NamedTuple

from press.adapters import i18n
from press.adapters.templates import TemplateMistake, Templates
from press.makers.assets import Style
from press.makers.editions import Editions
from press.makers.frames import Frames, Slot, SlotChanged, Texts
from press.makers.pages import current, page_part, put_sections, shown
from press.makers.slots import Tongue
from press.makers.views import Date, PageView
from press.model import Language, page_path
from press.store.keys import Key

FOLDER = "beside"
"""The part of the address between the language and the page: ``/ar/beside/work.html``."""
ID = re.compile(rb' (id|aria-labelledby)="')
TEMPLATE = "beside.html"


class BesideView(NamedTuple):
    """A page in the reader's language and in another. ``codes`` are (code, tag, direction, name) of the languages that can stand there instead."""

    template: str
    own: PageView
    other: PageView
    url: str
    canonical: str
    styles: tuple[Style, ...]
    scripts: tuple[str, ...]
    codes: tuple[tuple[str, str, str, str], ...]


class BesidePage(NamedTuple):
    """What ``base.html`` sees of such a page: slots, and what all of a language share."""

    title: str
    tab_title: str
    description: str
    canonical: str
    name: str
    styles: tuple[Style, ...]
    scripts: tuple[str, ...]
    safety: bool
    tongue: Tongue
    other: Tongue
    unreviewed: bool
    kind: str = "tool"
    noindex: bool = True
    fallback: str = ""
    posted: bool = False
    checked: Date = Date("", "")


def partner(book: Editions, language: Language) -> Language | None:
    """The language that stands beside another: the source; beside the source itself English, or whatever else there is."""
    published = {language.code: language for language in book.site.published}
    wanted = (book.site.settings.source, "en", *published)
    return next((published[code] for code in wanted if code in published and code != language.code), None)


def beside_view(book: Editions, language: Language, other: Language, name: str) -> BesideView:
    """The view of a page in ``language`` with ``other`` beside it."""
    path = page_path(book.base, language.code, f"{FOLDER}/{name}")
    own, second = book.page(language, name), book.page(other, name)
    choices = [one for one in book.site.published if one.code != language.code]
    return BesideView(
        template=book.templates.digest(TEMPLATE),
        own=own,
        other=second,
        url=path,
        canonical=book.root + path,
        styles=book.inline("beside.css"),
        scripts=book.addresses(*(("safe.js",) if own.safety else ()), "beside.js"),
        codes=tuple((one.code, one.tag, one.direction, one.name) for one in choices),
    )


def make_beside(view: BesideView, key: Key, templates: Templates, interface: i18n.Interface, frames: Frames) -> bytes:
    """The finished page, UTF-8. Pure: everything comes from ``view`` (whose key is ``key``) and the texts its shell has a digest of."""
    own, shell = view.own, view.own.shell
    plain = {
        "title": own.title,
        "tab_title": own.tab_title,
        "description": own.description,
        "canonical": view.canonical,
        "name": own.name,
        "other title": view.other.title,
    }
    texts = Texts(plain)
    page = f"{FOLDER}/{page_part(own.name)}"
    texts[b"header"] = current(shell.header.encode(), view.url.encode()).replace(b"\x01", page.encode())
    texts[b"footer"], texts[b"style"] = shell.footer.encode(), shell.style.text.encode()
    told = [put_sections(own, texts), put_sections(view.other, texts, "other ", _apart)]
    shared = (own.tongue, view.other.tongue, own.safety, own.fallback, _unreviewed(own), view.codes)
    state = repr((told, *shared)).encode()
    fixed = (view.template, shell.digest, *view.styles, *view.scripts)
    mark = hashlib.blake2b(state + repr(fixed).encode(), digest_size=16).hexdigest()
    try:
        return frames.fill(mark, lambda: _render(view, told, templates, interface), texts)
    except SlotChanged as error:
        reason = f"a text that differs from page to page was changed by a filter: {error}"
        raise TemplateMistake(reason, TEMPLATE, 0) from None


def _unreviewed(own: PageView) -> bool:
    return own.made in ("machine", "unknown") and not own.reviewed_by


def _apart(body: bytes) -> bytes:
    """The ids of the second language made different from those of the first: no two things on a page share one."""
    return ID.sub(rb' \1="other-', body)


def _render(view: BesideView, told: list[Any], templates: Templates, interface: i18n.Interface) -> str:
    own, shell = view.own, view.own.shell
    columns = [shown(rows, mark) for rows, mark in zip(told, ("", "other "), strict=True)]
    return templates.render(
        TEMPLATE,
        gettext=interface.gettext,
        ngettext=interface.ngettext,
        view=BesidePage(
            title=Slot("title"),
            tab_title=Slot("tab_title"),
            description=Slot("description"),
            canonical=Slot("canonical"),
            name=Slot("name"),
            styles=view.styles,
            scripts=view.scripts,
            safety=own.safety,
            tongue=own.tongue,
            other=view.other.tongue,
            unreviewed=_unreviewed(own),
        ),
        shell=shell,
        alternates="",
        style=Slot("style"),
        header=Slot("header"),
        footer=Slot("footer"),
        other_title=Slot("other title"),
        pairs=list(zip(*columns, strict=True)),
        codes=view.codes,
        fallback=own.fallback,
    )

