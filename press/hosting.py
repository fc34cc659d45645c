"""The verb ``hosting``: configurations for Caddy, nginx and hosts of static files."""

from __future__ import annotations

import argparse
from pathlib import Path

from press.commands.hosting import ROOT, WAYS, make_hosting
from press.commands.project import Project
from press.commands.speech import Speech
from press.delivery import FINE, complain, deliver, misused, write
from press.problems import say


def hosting(options: argparse.Namespace, project: Project, speech: Speech) -> int:
    """Write the configurations and say where they belong; the exit code."""
    ways = tuple(way for way in WAYS if way in (options.ways or (("files",) if options.into_site else WAYS)))
    if not ROOT.fullmatch(options.root):
        return misused(
            say("--root is the site's folder on the server, not “%(root)s”.", root=options.root),
            say("Write it whole, with plain letters: /var/www/om-sverige."),
            speech,
        )
    if options.into_site and ways != ("files",):
        return misused(
            say("Only _headers and _redirects belong in the published folder."),
            say("Write --for files --into-site, or leave --into-site out."),
            speech,
        )
    if project.errors:
        return complain(project.errors, speech)
    made = make_hosting(project, ways, options.root, not options.no_tls)
    if made.problems:
        return complain(made.problems, speech)
    if options.into_site:
        return _into_site(made.files, options, project, speech)
    code = deliver(made.files, (), options, speech)
    if code == FINE:
        print(speech.text(say("Where each file belongs: docs/hosting.md.")))
    return code


def _into_site(
    files: tuple[tuple[str, bytes], ...], options: argparse.Namespace, project: Project, speech: Speech
) -> int:
    """Write files into the published folder, where every later build leaves them."""
    site = Path(options.project) / "site"
    base = project.site.settings.base_path
    if base:
        return misused(
            say("The host reads these files at its top, and the site lies below it, in %(base)s.", base=base),
            say("Leave --into-site out and put them beside the folder %(base)s yourself.", base=base),
            speech,
        )
    if not (site / "index.html").is_file():
        return misused(
            say("There is no built site in %(out)s.", out=site), say("Build it first: python3 build.py."), speech
        )
    write(files, site, speech)
    return FINE
