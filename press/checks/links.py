"""Checks of links: pages, anchors and pictures exist; marked words are in a known language; printed addresses live."""

from __future__ import annotations

import re
from collections.abc import Iterator

from press.model import Page, Site, page_path
from press.moved import destination
from press.printed import Printed, Printing
from press.problems import Place, Problem, did_you_mean, nearest, say

SHORT = re.compile(r"[a-z0-9]{1,8}")
LONGEST = 30
"""Characters in a coded address beyond which the code needs more modules (LETTERS.md, "The code")."""


def check(site: Site, today: str) -> Iterator[Problem]:
    """All problems with links, pictures, marked words and printed addresses."""
    names = {name for _, name in site.pages} | {county.page for county in site.counties}
    marks = {mark for language in site.languages.values() for mark in (language.code, language.tag)}
    anchors: dict[str, set[str]] = {}
    for (code, name), page in site.pages.items():
        if code == site.settings.source or name not in anchors:
            anchors[name] = _ids(page)
    for county in site.counties:
        anchors.setdefault(county.page, set())
    for page in site.texts:
        yield from _page(page, site, names, anchors, marks)
    yield from addresses(site)


def _ids(page: Page) -> set[str]:
    """The ids that links to a page can lead to."""
    return {id for section in page.sections for id in (section.id, *section.anchors)}


def _page(page: Page, site: Site, names: set[str], anchors: dict[str, set[str]], marks: set[str]) -> Iterator[Problem]:
    for section in page.sections:
        for name, anchor, line in section.links:
            if name and name not in names:
                if name in site.moved:
                    yield _moved_link(page, site, name, line)
                    continue
                yield Problem(
                    Place(page.path, line),
                    say("There is no page “%(name)s.md”.", name=name),
                    say("Did you mean “%(near)s”?", near=f"{near}.md")
                    if (near := nearest(name, names))
                    else say("Link to a page that exists, or write it first."),
                )
                continue
            there = anchors[name] if name else _ids(page) | anchors.get(page.name, set())
            if anchor and anchor not in there:
                yield Problem(
                    Place(page.path, line),
                    say("There is no “#%(anchor)s” on the page “%(name)s”.", anchor=anchor, name=name or page.name),
                    did_you_mean(anchor, there, say("Link to an id that a heading on that page carries.")),
                )
        for file, line in section.images:
            if file not in site.images:
                yield Problem(
                    Place(page.path, line),
                    say("There is no picture “%(file)s” in content/images/.", file=file),
                    did_you_mean(file, site.images, say("Put the file there.")),
                )
        for mark, line in section.marks:
            if mark not in marks:
                yield Problem(
                    Place(page.path, line),
                    say("“%(mark)s” is not a language of the table.", mark=mark),
                    did_you_mean(mark, marks, say("Use a key or tag of content/languages.yaml.")),
                )


def _moved_link(page: Page, site: Site, name: str, line: int) -> Problem:
    """A link to the old name of a page; readers would be sent on, but the way is longer, and the copy on a device lacks it."""
    new, anchor = destination(site.moved, name)
    what = say("The page “%(name)s.md” has moved.", name=name)
    return Problem(Place(page.path, line), what, say("Write “%(new)s”.", new=f"{new}.md#{anchor}" if anchor else f"{new}.md"))


def addresses(site: Site) -> Iterator[Problem]:
    """A printed address lives for ever; a coded one is short."""
    served: dict[str, str] = {}
    for channel in site.channels.values():
        served.setdefault(f"/q/{channel.address}", channel.name)  # of two with one address, the reader has told
    names = (*site.page_names, *[county.page for county in site.counties], *site.moved)
    pages = {page_path("", language.code, name) for language in site.published for name in names}
    for printed in site.printed:
        if not printed.address.startswith("/q/"):
            yield from _page_address(printed, pages)
        elif printed.address not in served:
            yield Problem(
                printed.place,
                say(
                    "The address %(address)s has been printed, but no channel answers there any more.",
                    address=printed.address,
                ),
                say(
                    "Give a channel in content/channels.yaml “address: %(short)s” again.",
                    short=printed.address.removeprefix("/q/"),
                ),
            )
        elif printed.channel != served[printed.address]:
            yield Problem(
                printed.place,
                say(
                    "The address %(address)s was printed for “%(was)s” but now belongs to “%(now)s”.",
                    address=printed.address,
                    was=printed.channel,
                    now=served[printed.address],
                ),
                say("Give the other channel an address of its own."),
            )
    yield from _moved(site)
    for channel in site.channels.values():
        address = f"{site.settings.base_url}/q/{channel.address}"
        if len(address) > LONGEST and SHORT.fullmatch(channel.address):
            yield Problem(
                channel.place,
                say(
                    "The address %(address)s is longer than %(most)s characters, so its code will be finer and harder to scan.",
                    address=address,
                    most=LONGEST,
                ),
                say("Use a shorter base-url or address if you can."),
                "warning",
            )


def _moved(site: Site) -> Iterator[Problem]:
    """Paper that names another base URL than today's leads nowhere, unless readers are sent on from there."""
    known = {site.settings.base_url, *site.settings.former_base_urls}
    lost: dict[str, list[Printing]] = {}
    for printed in site.printed:
        for printing in printed.printings:
            if printing.base and printing.base not in known:
                lost.setdefault(printing.base, []).append(printing)
    for base, printings in lost.items():
        yield Problem(
            printings[0].place,
            say(
                "%(copies)s copies were printed under %(base)s, but base-url is now %(now)s.",
                copies=sum(printing.copies for printing in printings),
                base=base,
                now=site.settings.base_url,
            ),
            say(
                "Set base-url in content/site.yaml back. If %(base)s will send readers on to %(now)s for ever, add it there under “former-base-urls”.",
                base=base,
                now=site.settings.base_url,
            ),
        )


def _page_address(printed: Printed, pages: set[str]) -> Iterator[Problem]:
    """A page's own address may be printed too, for example on a poster in one language."""
    if printed.address not in pages:
        yield Problem(
            printed.place,
            say(
                "The address %(address)s has been printed, but there is no such page any more.", address=printed.address
            ),
            did_you_mean(
                printed.address, pages, say("Give the page its old file name again, in a published language.")
            ),
        )
