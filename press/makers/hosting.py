"""What every host of the site must know, as values: which language a browser asks for, and the headers of each kind of file."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from press.model import Site
from press.moved import destination

ALIASES = {
    "kmr": ("ku",),
    "ckb": ("ku-Arab", "ku-IQ", "ku-IR"),
    "prs": ("fa-Arab-AF",),
    "fa": ("pes",),
}
"""What browsers and telephones call our languages beside their code and tag. ``ku`` alone is Kurmanji (CLDR: ku-Latn-TR)."""

VARIANT = re.compile(r"-(?:[a-z0-9]{5,8}|\d[a-z0-9]{3})(?:-|$)", re.I)
"""A variant subtag (RFC 5646, 2.1), as in ``sv-simple``: an edition somebody chooses, never one that is guessed."""

WEIGHT = r"(?:\s*;\s*q\s*=\s*(?:1(?:\.0*)?|0?\.[0-9]*[1-9][0-9]*))?"
"""A weight (RFC 9110, 12.4.2) that is not zero, or none. Whatever else stands there makes the language one not asked for."""

YEAR, DAY, HOUR = "public, max-age=31536000, immutable", "public, max-age=86400", "public, max-age=3600"
AGAIN = "no-cache"
"""May be kept, but is asked for again each time, which costs a few bytes (304) when nothing has changed."""

DENIED = (
    "accelerometer", "autoplay", "camera", "display-capture", "encrypted-media", "fullscreen", "geolocation", "gyroscope",
    "magnetometer", "microphone", "midi", "payment", "picture-in-picture", "publickey-credentials-get",
    "screen-wake-lock", "usb", "xr-spatial-tracking",
)  # fmt: skip
"""Powers of a browser (Permissions Policy) that no page needs. Only names browsers know: others make them complain."""


class HostingView(NamedTuple):
    """What the configurations are made from. ``forms`` are (language as a browser writes it, code), longer ones first;
    ``addresses`` the short addresses of the channels, ``safety`` the names of the pages about violence, old ones too; ``moved`` are (old name of a page, what stands in its place
    after the language: ``work.html#permit``); ``root`` is where the
    site lies on the server, ``tls`` whether that server is the one that speaks HTTPS; ``styles`` are the digests of those that stand in pages
    (:func:`press.makers.assets.hash_source`)."""

    host: str
    base: str
    root: str
    tls: bool
    codes: tuple[str, ...]
    forms: tuple[tuple[str, str], ...]
    addresses: tuple[str, ...]
    safety: tuple[str, ...]
    extras: tuple[str, ...]
    styles: tuple[str, ...]
    moved: tuple[tuple[str, str], ...] = ()


class Kind(NamedTuple):
    """Files that are answered alike. ``pattern`` matches their whole path below the base path (a regular expression that
    Python, PCRE and RE2 read alike); ``paths`` say the same for ``_headers``, more coarsely, and a later kind has the last word;
    ``headers`` are those that differ from the usual."""

    name: str
    pattern: str
    paths: tuple[str, ...]
    headers: tuple[tuple[str, str], ...]


def hosting_view(site: Site, host: str, root: str, tls: bool, styles: Iterable[str]) -> HostingView:
    """The view of a Site for a host."""
    source = site.settings.source
    safe = {name for (code, name), page in site.pages.items() if code == source and page.safety}
    return HostingView(
        host=host,
        base=site.settings.base_path,
        root=root,
        tls=tls,
        codes=tuple(language.code for language in site.published),
        forms=forms(tuple((language.code, language.tag) for language in site.published)),
        addresses=tuple(sorted(channel.address for channel in site.channels.values())),
        safety=tuple(sorted(safe | {old for old in site.moved if destination(site.moved, old)[0] in safe})),
        extras=site.settings.extras,
        styles=tuple(sorted(styles)),
        moved=tuple((old, _place(*destination(site.moved, old))) for old in sorted(site.moved)),
    )


def _place(name: str, anchor: str) -> str:
    page = "" if name == "index" else f"{name}.html"
    return f"{page}#{anchor}" if anchor else page


def moved_pattern(view: HostingView, old: str) -> str:
    """The addresses of a page that has moved, with the base path; its group 1 is the language."""
    return rf"^{view.base}/({'|'.join(view.codes)})/{old}(?:\.html)?$"


def forms(languages: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    """``(form, code)`` of languages given as ``(code, tag)``: what a browser may write, in small letters; longer ones first,
    since ``fa-AF`` is also a ``fa``."""
    found = {}
    for code, tag in languages:
        if not VARIANT.search(tag):
            for form in (code, tag, *ALIASES.get(code, ())):
                found[form.lower()] = code
    return tuple(sorted(found.items(), key=lambda pair: (-len(pair[0]), pair[0])))


def asked_for(view: HostingView) -> str:
    """The regular expression that finds, in a header Accept-Language, the first language that we have and that is not
    refused; its group 1 is one of the forms. To be matched without regard to case.

    The lazy skipping makes it the first one, in Python, PCRE and RE2 alike, however many stand before it.
    """
    known = "|".join(form for form, _ in view.forms)
    return rf"^(?:[^,]*,)*?\s*({known})(?:-[a-z0-9-]*)?{WEIGHT}\s*(?:,|$)"


def language_for(view: HostingView, header: str) -> str:
    """The code of the language for a header Accept-Language, empty when the reader is to choose."""
    found = re.search(asked_for(view), header, re.I)
    return dict(view.forms)[found[1].lower()] if found else ""


def front_pattern(view: HostingView) -> str:
    """The addresses where a language is negotiated: ``/`` and the short ones, which people may type in capitals."""
    addresses = "|".join(view.addresses)
    return rf"^/(?:(?i:q/(?:{addresses})/?))?$" if addresses else "^/$"


def policy(view: HostingView, ancestors: str = "'none'") -> str:
    """The Content-Security-Policy: nothing but our own files, and the styles that stand in our pages. ``ancestors`` is who may show the
    page in a frame."""
    styles = " ".join(f"'{digest}'" for digest in view.styles)
    rules = ["default-src 'none'", *(f"{kind}-src 'self'" for kind in ("script", "img", "connect", "worker")), f"style-src {styles}"]
    if "offline" in view.extras:
        rules.append("manifest-src 'self'")
    form = "'self'" if "search" in view.extras else "'none'"
    return "; ".join([*rules, "base-uri 'none'", f"form-action {form}", f"frame-ancestors {ancestors}"])


def usual(view: HostingView) -> tuple[tuple[str, str], ...]:
    """The headers of every answer, unless its kind says otherwise."""
    found = [
        ("Cache-Control", AGAIN),
        ("Content-Security-Policy", policy(view)),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Permissions-Policy", ", ".join(f"{name}=()" for name in DENIED)),
        ("Referrer-Policy", "same-origin"),
        ("X-Content-Type-Options", "nosniff"),
    ]
    if view.tls:
        found.append(("Strict-Transport-Security", "max-age=31536000"))
    return tuple(found)


def kinds(view: HostingView) -> tuple[Kind, ...]:
    """The table of headers: every kind of file that is not answered in the usual way. No path is of two kinds."""
    code = f"(?:{'|'.join(view.codes)})"
    found = [Kind("front", *_front(view), (("Cache-Control", "private, no-cache"), ("Vary", "Accept-Language")))]
    if view.safety:
        # Cloudflare Pages serves /sv/change.html as /sv/change, and Netlify both.
        paths = [f"/:code/{part}{name}{end}" for name in view.safety for part in ("", "beside/") for end in ("", ".html")]
        pattern = rf"^/{code}/(?:beside/)?(?:{'|'.join(map(re.escape, view.safety))})(?:\.html)?$"
        found.append(Kind("safety", pattern, tuple(paths), _NO_TRACE))
    name = r"[^/]+-[0-9a-f]{8,}\.[a-z0-9]+"
    found += [
        Kind("for-ever", rf"^/(?:assets|images)/{name}$|^/{code}/search-[^/]+\.json$",
             ("/assets/*", "/images/*", "/:code/search-*"), (("Cache-Control", YEAR),)),
        Kind("icons", r"^/(?:assets/[a-z]+|favicon)\.svg$",
             ("/assets/icon.svg", "/assets/plain.svg", "/favicon.svg"), (("Cache-Control", DAY),)),
        Kind("card", rf"^/{code}/card(?:\.html)?$", ("/:code/card", "/:code/card.html"),
             (("Content-Security-Policy", policy(view, "*")), ("Cross-Origin-Resource-Policy", "cross-origin"))),
        Kind("data", r"^/data/[^/]+\.json$", ("/data/*",),
             (("Access-Control-Allow-Origin", "*"), ("Cache-Control", HOUR), ("Cross-Origin-Resource-Policy", "cross-origin"))),
        Kind("feed", r"^(?:/[^/]+)?/feed\.xml$", ("/feed.xml", "/:code/feed.xml"),
             (("Cache-Control", HOUR), ("Content-Type", "application/atom+xml; charset=utf-8"))),
        Kind("lists", r"^/(?:robots\.txt|sitemap\.xml)$", ("/robots.txt", "/sitemap.xml"), (("Cache-Control", HOUR),)),
    ]  # fmt: skip
    return tuple(found)


_NO_TRACE = (("Cache-Control", "no-store"), ("Referrer-Policy", "no-referrer"))


def _front(view: HostingView) -> tuple[str, tuple[str, ...]]:
    paths = ["/", *(f"/q/{address}/" for address in view.addresses)]
    pattern = r"^/(?:index\.html)?$"
    if view.addresses:
        pattern += rf"|^/(?i:q/(?:{'|'.join(view.addresses)}))(?:/(?:index\.html)?)?$"
    return pattern, tuple(paths)


def headers_of(view: HostingView, path: str) -> dict[str, str]:
    """The headers of an answer, by the path below the base path."""
    found = dict(usual(view))
    for kind in kinds(view):
        if re.search(kind.pattern, path):
            found.update(kind.headers)
            break
    return found
