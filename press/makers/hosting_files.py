"""``_headers`` and ``_redirects``: what hosts of static files (Netlify, Cloudflare Pages and those that copy them) read."""

from __future__ import annotations

from press.makers.hosting import HostingView, kinds, usual
from press.makers.hosting_servers import MADE


def make_headers(view: HostingView) -> bytes:
    """``_headers``. Where several rules match, Netlify lets the last one win, and Cloudflare joins their values with a comma
    unless the header is first taken away with ``!``, a line that Netlify passes over: it has no colon."""
    ordinary = dict(usual(view))
    lines = [f"# {MADE}", f"{view.base}/*", *[f"  {name}: {value}" for name, value in ordinary.items()]]
    for kind in kinds(view):
        for path in kind.paths:
            lines += ["", f"{view.base}{path}"]
            for name, value in kind.headers:
                lines += [f"  ! {name}", f"  {name}: {value}"]
    return ("\n".join(lines) + "\n").encode()


def make_redirects(view: HostingView) -> bytes:
    """``_redirects``, in Netlify's form: its ``Language`` condition is not known to other hosts, which leave the lines out.
    ``302!`` since there is a file at these addresses, which would be served instead."""
    lines = [f"# {MADE}"]
    for path in ("/", *(f"/q/{address}" for address in view.addresses)):
        lines += [f"{view.base}{path} {view.base}/{code}/ 302! Language={form}" for form, code in view.forms]
    for old, new in view.moved:  # Netlify serves the file at the old address unless it is forced; others pass over the mark's line
        for end in ("", ".html"):
            way = f"{view.base}/:code/{old}{end} {view.base}/:code/{new}"
            lines += [f"{way} 301!", f"{way} 301"]
    return ("\n".join(lines) + "\n").encode()
