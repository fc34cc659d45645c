"""``build.py addresses check``: follows every printed address through the built site, from the code to the reader's page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from press.adapters import decode, qr
from press.commands.built_site import BuiltPage, BuiltSite
from press.model import Site
from press.printed import Printed
from press.problems import Message, Place, Problem, in_order, say

BUILD = say("Build the site again: python3 build.py. If that does not help, show this to a developer.")
PIXELS, QUIET = 4, 4
"""Pixels a module and modules of quiet zone of the picture that is decoded."""


class Followed(NamedTuple):
    """One address: how many languages it opens (0 for a page's own address), and whether it is alive."""

    printed: Printed
    languages: int
    alive: bool


class Report(NamedTuple):
    """All that was seen. ``notes`` are things to know that no file shows."""

    followed: tuple[Followed, ...]
    problems: tuple[Problem, ...]
    notes: tuple[Message, ...]


def check(site: Site, out: Path) -> Report:
    """Follow the register's addresses through the site in ``out``, which may be older than the content."""
    if not (out / "index.html").is_file():
        what = say("There is no built site in %(out)s.", out=out)
        fix = say("Build it first: python3 build.py. A site elsewhere is named with --out.")
        return Report((), (Problem(Place(str(out)), what, fix),), ())
    built = BuiltSite(out, site.settings.base_url)
    followed, problems = [], []
    for printed in site.printed:
        found = list(_chooser(site, built, printed) if printed.address.startswith("/q/") else _page(built, printed))
        languages = len(_choices(built, printed)) if printed.address.startswith("/q/") else 0
        alive = not any(problem.severity == "error" for problem in found)
        followed.append(Followed(printed, languages, alive))
        problems += found
    if any(printed.address.startswith("/q/") for printed in site.printed):
        problems += _around(site, built)
    return Report(tuple(followed), in_order(problems), tuple(_notes(site)))


def _chooser(site: Site, built: BuiltSite, printed: Printed) -> Iterator[Problem]:
    """A short address: the code says it, the folder answers it, and every language on it leads to a whole page."""
    link = built.base_url + printed.address
    read = read_back(link)
    if read != link:
        what = say("The code of %(link)s is read as %(read)s.", link=link, read=read or "–")
        yield Problem(printed.place, what, say("Show this to a developer; print no more codes until it is mended."))
    file = built.file(f"{printed.address}/")
    page = built.page(file) if file else None
    if page is None:
        yield _dead(printed, say("No page answers %(link)s in the built site.", link=link))
        return
    yield from _needs(built, printed, f"{printed.address}/", page)
    choices = _choices(built, printed)
    if not choices:
        yield _dead(printed, say("The page at %(link)s leads to no language.", link=link))
    for lang, path in choices:
        yield from _language(built, printed, lang, path)
    missing = [row.name for row in site.published if row.tag not in {lang for lang, _ in choices}]
    if missing and choices:
        what = say("The built site lacks languages at %(link)s: %(missing)s.", link=link, missing=", ".join(missing))
        yield Problem(printed.place, what, say("It is older than the content. Build it: python3 build.py."), "warning")
    if "noindex" not in page.robots and "/q/" not in _disallowed(built):
        what = say("Search engines may list %(link)s, and its visits would no longer come from paper alone.", link=link)
        yield Problem(printed.place, what, BUILD, "warning")
    if page.canonical:
        yield from _canonical(built, printed, page)


def _choices(built: BuiltSite, printed: Printed) -> list[tuple[str, str]]:
    """``(language tag, path)`` of the languages a chooser offers."""
    file = built.file(f"{printed.address}/")
    page = built.page(file) if file else None
    found = []
    for link in page.links if page else ():
        path = built.inside(link.href, f"{printed.address}/")
        if path is not None and link.lang:
            found.append((link.lang, path))
    return found


def _language(built: BuiltSite, printed: Printed, lang: str, path: str) -> Iterator[Problem]:
    """The start page of a language: it is there, in that language, with its script and icon, and its links lead on."""
    file = built.file(path)
    page = built.page(file) if file else None
    if page is None:
        yield _dead(printed, say("From %(address)s, %(lang)s leads to %(path)s, which is not there.",
                                 address=printed.address, lang=lang, path=path))  # fmt: skip
        return
    if page.lang != lang:
        yield _dead(printed, say("From %(address)s, %(lang)s leads to %(path)s, which is in “%(other)s”.",
                                 address=printed.address, lang=lang, path=path, other=page.lang))  # fmt: skip
    yield from _needs(built, printed, path, page)
    yield from _links(built, printed, path, page)
    yield from _canonical(built, printed, page)


def _page(built: BuiltSite, printed: Printed) -> Iterator[Problem]:
    """A page's own address, printed as it is."""
    file = built.file(printed.address)
    page = built.page(file) if file else None
    if page is None:
        yield _dead(printed, say("No page answers %(link)s in the built site.", link=built.base_url + printed.address))
        return
    yield from _needs(built, printed, printed.address, page)
    yield from _links(built, printed, printed.address, page)
    yield from _canonical(built, printed, page)


def _needs(built: BuiltSite, printed: Printed, path: str, page: BuiltPage) -> Iterator[Problem]:
    """The files without which a page looks broken."""
    if not page.title:
        yield _dead(printed, say("The page %(path)s has no title.", path=path))
    for href in page.needs:
        there = built.inside(href, path)
        if there is None:
            yield _dead(printed, say("The page %(path)s loads %(file)s from somewhere else.", path=path, file=href))
        elif not (file := built.file(there)) or not (built.out / file).stat().st_size:
            yield _dead(printed, say("The page %(path)s lacks %(file)s.", path=path, file=there))


def _links(built: BuiltSite, printed: Printed, path: str, page: BuiltPage) -> Iterator[Problem]:
    """Every link to the site's own pages, and the place on them."""
    for link in dict.fromkeys(link.href for link in page.links):
        there = built.inside(link, path)
        if there is None:
            continue
        file, anchor = built.file(there), urlsplit(link).fragment
        target = built.page(file) if file and anchor else None
        if not file or (anchor and target is not None and anchor not in target.ids):
            yield _dead(printed, say("On %(path)s, the link %(link)s leads nowhere.", path=path, link=link))


def _canonical(built: BuiltSite, printed: Printed, page: BuiltPage) -> Iterator[Problem]:
    """The address search engines are told: it must be ours, and alive."""
    if not page.canonical:
        return
    there = built.inside(page.canonical, "/")
    if there is None or there == "/..":
        what = say("The built pages say that their address is %(canonical)s, but base-url is %(base)s.",
                   canonical=page.canonical, base=built.base_url)  # fmt: skip
        yield Problem(printed.place, what, say("It is older than the settings. Build it: python3 build.py."), "warning")
    elif not built.file(there):
        yield _dead(
            printed, say("Search engines are sent to %(canonical)s, which is not there.", canonical=page.canonical)
        )


def _dead(printed: Printed, what: Message) -> Problem:
    """Somebody with the paper in hand comes to a dead end."""
    return Problem(printed.place, what, BUILD)


def _around(site: Site, built: BuiltSite) -> Iterator[Problem]:
    """What catches a mistyped address: the 404 page, in every language."""
    page = built.page("404.html") if built.file("/404.html") else None
    langs = {link.lang for link in page.links} if page else set()
    if not {row.tag for row in site.published} & langs:
        what = say("There is no 404 page with the languages: an address typed in capitals is a dead end.")
        yield Problem(site.printed[0].place, what, BUILD, "warning")


def _disallowed(built: BuiltSite) -> set[str]:
    """The paths below the base URL that robots.txt keeps search engines from."""
    try:
        lines = (built.out / "robots.txt").read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return set()
    paths = [line.split(":", 1)[1].strip() for line in lines if line.lower().startswith("disallow:")]
    return {path.removeprefix(built.base_path) for path in paths}


def _notes(site: Site) -> Iterator[Message]:
    """What the files cannot show: the host's habits, and paper under a former base URL."""
    if any(printed.address.startswith("/q/") for printed in site.printed):
        yield say(
            "Without the last slash (/q/ut) every static host sends the reader on to /q/ut/; codes are printed without it."
        )
        yield say(
            "In capitals (/Q/UT) most hosts answer with the 404 page, which offers the languages: print small letters."
        )
    for base in site.settings.former_base_urls:
        copies = sum(
            printing.copies for printed in site.printed for printing in printed.printings if printing.base == base
        )
        yield say(
            "%(copies)s copies say %(base)s: see yourself that it still sends readers on.", copies=copies, base=base
        )


def read_back(link: str) -> str:
    """What a decoder reads from the code of an address, empty when it reads nothing."""
    rows = qr.matrix(link)
    side = (len(rows) + 2 * QUIET) * PIXELS
    white = bytes([255]) * (QUIET * PIXELS)
    lines = [white + b"".join((b"\0" if dark else b"\xff") * PIXELS for dark in row) + white for row in rows]
    blank = [bytes([255]) * side] * (QUIET * PIXELS)
    pixels = b"".join([*blank, *[line for line in lines for _ in range(PIXELS)], *blank])
    seen = decode.codes(pixels, side, side)
    return seen[0].text if len(seen) == 1 else ""
