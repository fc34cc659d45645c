"""The pages about counties: what they share is rendered once a language, what differs from county to county is put in."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, NamedTuple

from press import phrases
from press.adapters.i18n import Interface
from press.adapters.templates import Templates
from press.makers.assets import Style
from press.makers.frames import in_json, with_json
from press.makers.slots import FactView, marked, outward
from press.makers.views import Date, Link, Shell
from press.model import Language, page_path
from press.places import FACTS, HELP, LOCAL, County
from press.store import keys

if TYPE_CHECKING:
    from press.makers.editions import Editions

SHOWN_WORDS = 3
"""Parts of a source's address that are shown: its host, and as much of its path as tells whose it is."""


class CountyFrame(NamedTuple):
    """What the pages of all counties show in one language. ``words`` are the texts of :data:`press.phrases.PLACES`;
    ``swedish`` is the language of the names, ``outside`` what stands before and after the words of a link to a website
    in it, ``source`` the same for one whose language is not known; ``facts`` are the number to call and the shelters."""

    digest: str
    template: str
    shell: Shell
    swedish: Language
    outside: tuple[str, str]
    source: tuple[str, str]
    words: tuple[tuple[str, str], ...]
    back: str
    help: Link | None
    facts: tuple[FactView, ...]
    owner: str
    review_by: Date
    unverified: bool


class CountyView(NamedTuple):
    """The page of one county in one language; ``alternates`` are finished hreflang links."""

    frame: CountyFrame
    county: County
    checked: Date
    alternates: str


class CountyPage(NamedTuple):
    """What ``base.html`` and ``partials/about.html`` see of a county's page: slots, and what all of a language share."""

    title: str
    description: str
    canonical: str
    checked: Date
    tab_title: str
    tongue: Language
    owner: str
    review_by: Date
    unverified: bool
    kind: str = "county"
    made: str = "source"
    fallback: str = ""
    safety: bool = False
    styles: tuple[Style, ...] = ()
    scripts: tuple[str, ...] = ()
    posted: bool = False


def county_links(editions: Editions, language: Language) -> tuple[Link, ...]:
    """Links to the pages of all counties, by their Swedish names."""
    swedish = editions.site.languages[editions.site.settings.source]
    return tuple(
        Link(marked(county.name, swedish, language), page_path(editions.base, language.code, county.page))
        for county in editions.site.counties
    )


def county_key(editions: Editions, language: Language) -> str:
    """A digest of everything the pages of the counties in a language are made from: titles of pages, but not their texts."""
    site = editions.site
    chain = {*language.chain, site.settings.source}
    fronts = tuple((name, page.front) for (code, name), page in site.pages.items() if code in chain)
    return keys.digest((editions.ground, language, fronts, _help(editions)))


def county_view(editions: Editions, language: Language, county: County) -> CountyView:
    """The view of the page of a county in a language."""
    frame = _frame(editions, language, county.verified)
    day = Date(county.checked, editions.voices[language.code].date(county.checked))
    return CountyView(frame, county, day, editions.alternates(county.page))


def _help(editions: Editions) -> str:
    """The page that the counties' pages lead to for help: the first safety page that has such a section, or none."""
    source = editions.site.settings.source
    found = (
        name for name in editions.names if editions.source[name].safety and HELP in editions.sections[source, name]
    )
    return next(found, "")


def _frame(editions: Editions, language: Language, verified: bool) -> CountyFrame:
    key = (language.code, verified)
    if key not in editions.county_frames:
        editions.county_frames[key] = _new_frame(editions, language, verified)
    return editions.county_frames[key]


def _new_frame(editions: Editions, language: Language, verified: bool) -> CountyFrame:
    site, code, voice = editions.site, language.code, editions.voices[language.code]
    page, swedish = editions.source[LOCAL], site.languages[site.settings.source]
    facts = tuple(editions.fact(code, name) for name in FACTS)
    name = _help(editions)
    link = editions.link(language, name, short=False) if name else None
    _, after = outward(language, language, site, voice)
    values = (
        editions.templates.digest("county.html"),
        editions.shell(language),
        swedish,
        outward(swedish, language, site, voice),
        (' rel="external">', after),
        tuple((key, voice.interface.gettext(text)) for key, text in phrases.PLACES.items()),
        page_path(editions.base, code, LOCAL),
        link._replace(url=f"{link.url}#{HELP}") if link else None,
        facts,
        editions.words(dict(site.settings.owners).get(page.owner, ()), language),
        Date(page.review_by, voice.date(page.review_by)),
        not verified or not all(fact.verified for fact in facts),
    )
    return CountyFrame(keys.digest(values), *values)


def rendered(editions: Editions, frame: CountyFrame) -> str:
    """``county.html`` with slots where the counties differ: rendered once a language, not once a page."""
    if frame.digest not in editions.county_texts:
        interface = editions.interfaces[frame.shell.language.code]
        editions.county_texts[frame.digest] = _render(frame, editions.templates, interface)
    return editions.county_texts[frame.digest]


def _render(frame: CountyFrame, templates: Templates, interface: Interface) -> str:
    slots = {name: f"\x00{name}\x00" for name in ("name", "region", "care", "board", "municipalities")}
    text = templates.render(
        "county.html",
        gettext=interface.gettext,
        ngettext=interface.ngettext,
        view=CountyPage(
            title="\x00title\x00",
            description="\x00description\x00",
            canonical="\x00canonical\x00",
            checked=Date("\x00checked\x00", "\x00day\x00"),
            tab_title="\x00title\x00",
            tongue=frame.shell.language,
            owner=frame.owner,
            review_by=frame.review_by,
            unverified=frame.unverified,
        ),
        shell=frame.shell,
        alternates="\x00alternates\x00",
        style=frame.shell.style.text,
        header="\x00header\x00",
        footer=frame.shell.footer,
        county=slots,
        words={key: html.escape(text, quote=False) for key, text in frame.words},
        back=frame.back,
        help=frame.help,
        phone=_whole(frame.facts[0]),
        shelters=[_whole(fact) for fact in frame.facts[1:]],
        sources=["\x00source\x00"],
    )
    return with_json(text)


def _whole(fact: FactView) -> str:
    return f"{fact.before}{fact.words}{fact.after}"


def make_county(view: CountyView, text: str) -> bytes:
    """The finished page, UTF-8; ``text`` is what its frame was rendered to. Pure."""
    frame, county = view.frame, view.county
    name, shell = county.page, frame.shell
    texts = dict(frame.words)
    plain = {
        "title": county.name,
        "description": " · ".join((county.name, texts["municipalities"], texts["region"], texts["board"])),
        "canonical": page_path(shell.base_url, shell.language.code, name),
        "checked": view.checked.iso,
    }
    shown = _called(county.source)
    values = {
        "name": marked(county.name, frame.swedish, shell.language),
        "region": _link(frame, county.region, county.region_url),
        "care": _link(frame, "1177", county.care_url),
        "board": _link(frame, county.board, county.board_url),
        "municipalities": "\n".join([f"<li>{_link(frame, one.name, one.url)}</li>" for one in county.municipalities]),
        "day": html.escape(view.checked.text),
        "source": _anchor(county.source, f'<bdi dir="ltr">{html.escape(shown)}</bdi>', frame.source),
        "alternates": view.alternates,
        "header": shell.header.replace("\x01", f"{name}.html"),
    }
    parts = text.split("\x00")
    for index in range(1, len(parts), 2):
        slot = parts[index]
        parts[index] = values[slot] if slot in values else _plain(slot, plain)
    return "".join(parts).encode()


def _plain(slot: str, plain: dict[str, str]) -> str:
    """A plain text as the place it stands in needs it: as HTML, or as the inside of a text in JSON in HTML."""
    if not slot.startswith("json "):
        return html.escape(plain[slot])
    return in_json(plain[slot.removeprefix("json ")])


def _link(frame: CountyFrame, name: str, url: str) -> str:
    """A link to a website in Swedish, by its Swedish name."""
    return _anchor(url, marked(name, frame.swedish, frame.shell.language), frame.outside)


def _anchor(url: str, words: str, around: tuple[str, str]) -> str:
    return f'<a class="ext" href="{html.escape(url)}"{around[0]}{words}{around[1]}'


def _called(url: str) -> str:
    """An address as people say it: ``github.com/owner/name`` for all below it."""
    return "/".join(url.removeprefix("https://").removeprefix("www.").rstrip("/").split("/")[:SHOWN_WORDS])
