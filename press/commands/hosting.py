"""The errand ``hosting``: the configurations that publish the site on a server of one's own or a host of static files."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from press.adapters.templates import TemplateMistake
from press.commands.project import Project, template_problem
from press.commands.served import CADDY, HEADERS, NGINX, published_styles
from press.commands.site_plan import styles_of
from press.makers.hosting import HostingView, hosting_view
from press.makers.hosting_files import make_headers, make_redirects
from press.makers.hosting_servers import make_caddyfile, make_nginx
from press.problems import Problem, say

WAYS: dict[str, tuple[tuple[str, Callable[[HostingView], bytes]], ...]] = {
    "caddy": ((CADDY, make_caddyfile),),
    "nginx": ((NGINX, make_nginx),),
    "files": ((HEADERS, make_headers), ("_redirects", make_redirects)),
}
"""The files of each way to publish, and their makers."""

ROOT = re.compile(r"/[A-Za-z0-9._/+-]*[A-Za-z0-9._+-]")
"""A folder that a configuration can name without quotes."""


class Hosting(NamedTuple):
    """Files, or the problems that stopped them."""

    files: tuple[tuple[str, bytes], ...]
    problems: tuple[Problem, ...]


def make_hosting(project: Project, ways: tuple[str, ...], root: str, tls: bool) -> Hosting:
    """The files of some :data:`WAYS`; ``root`` is the site's folder on the server, ``tls`` whether that server speaks HTTPS
    (hosts of static files always do; none does when the base URL says http). They let in the styles of the templates, and those of the pages
    that are published now: so a new style comes without a moment in which either goes without."""
    site = project.site
    url = urlsplit(site.settings.base_url)
    if not re.fullmatch(r"[A-Za-z0-9.-]+(?::\d+)?", url.netloc) or not re.fullmatch(r"[A-Za-z0-9._~/-]*", url.path):
        what = say("No server can be set up for base-url %(url)s.", url=site.settings.base_url)
        fix = say("Write https, the host in a to z (å, ä, ö in their xn-- form), and a path without other signs.")
        return Hosting((), (Problem(site.settings.place, what, fix),))
    try:
        own = styles_of(project).values()
    except TemplateMistake as mistake:
        return Hosting((), (template_problem(mistake),))
    styles = {style.digest for style in own} | published_styles({project.folders.project / "site", Path(root)})
    view = hosting_view(site, url.netloc, root.rstrip("/"), url.scheme == "https", styles)
    views = {way: view._replace(tls=view.tls and (tls or way == "files")) for way in ways}
    return Hosting(tuple((name, make(views[way])) for way in ways for name, make in WAYS[way]), ())
