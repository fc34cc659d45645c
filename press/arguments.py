"""The command line's verbs and options; the manual's tables are made from here."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from typing import TYPE_CHECKING

from press import __version__, arguments_print, arguments_visits
from press.commands.project import PROGRAM
from press.commands.speech import LANGUAGES
from press.parsing import Parser

if TYPE_CHECKING:
    from press.parsing import Verbs

HERE = "python3 build.py"


def parser(verb: str = "") -> argparse.ArgumentParser:
    """The whole command line; of the verbs only the one named, where there is one of that name: the others cost time."""
    top = Parser(
        prog=HERE,
        description="Om Sverige: bygger webbplatsen, koderna och breven (builds the site, the codes and the letters).",
        epilog="Utan verb / without a verb: build. Exit codes: 0 fine, 1 problems in the content, 2 wrong usage, 3 the environment lacks something.",
    )
    top.add_argument("--version", action="version", version=f"omsverige {__version__}")
    common = Parser(add_help=False)
    common.add_argument(
        "--project", default=str(PROGRAM), metavar="DIR", help="the folder that holds content/ (default: this one)"
    )
    common.add_argument(
        "--speak",
        choices=LANGUAGES,
        default=os.environ.get("OMSVERIGE_SPEAK", "sv"),
        help="staff language (default: sv)",
    )
    built = Parser(add_help=False)
    built.add_argument("--out", metavar="DIR", help="the folder to publish into (default: site/ in the project)")
    built.add_argument("--fresh", action="store_true", help="ignore everything remembered")
    built.add_argument("--jobs", type=int, default=0, metavar="N", help="processes to use (default: one per core)")
    verbs = top.add_subparsers(
        dest="verb", metavar="VERB", prog=HERE
    )  # a name of its own spares argparse working one out
    for name in (verb,) if verb in VERBS else VERBS:
        VERBS[name](verbs, common, built)
    return top


def _build(verbs: Verbs, common: Parser, built: Parser) -> None:
    verbs.add_parser("build", parents=[common, built], help="bygg webbplatsen / build the site (default)")


def _check(verbs: Verbs, common: Parser, built: Parser) -> None:
    check = verbs.add_parser("check", parents=[common], help="visa alla problem / show every problem in the content")
    check.add_argument("--lix", action="store_true", help="a table of how hard each page is to read, instead")


def _serve(verbs: Verbs, common: Parser, built: Parser) -> None:
    serve = verbs.add_parser(
        "serve", parents=[common, built], help="titta på webbplatsen / look at the built site, on this machine only"
    )
    serve.add_argument("--port", type=int, default=8000, help="port (default: 8000; 0 takes any free one)")


def _why(verbs: Verbs, common: Parser, built: Parser) -> None:
    why = verbs.add_parser("why", parents=[common, built], help="varför sidan byggdes om / why a page was remade")
    why.add_argument("page", metavar="PAGE", help="for example ar/work")


def _translations(verbs: Verbs, common: Parser, built: Parser) -> None:
    moved = verbs.add_parser(
        "translations", help="bekräfta, skicka och ta emot översättningar / confirm, export, import"
    )
    actions = moved.add_subparsers(dest="action", metavar="ACTION", required=True)
    made = Parser(add_help=False, parents=[common])
    made.add_argument("--made", choices=("machine", "person"), default="", help="how it was made")
    made.add_argument("--by", default="", metavar="NAME", help="the person who made it")
    pages = Parser(add_help=False)
    pages.add_argument(
        "--page",
        action="extend",
        nargs="+",
        default=[],
        metavar="NAME",
        help="only these, for example work letters/ut-kort (default: all)",
    )
    confirm = actions.add_parser("confirm", parents=[made], help="bekräfta / record that translations are right")
    confirm.add_argument(
        "what", metavar="PAGE[#section]", help="for example work, work#register, letters/ut-kort, or all"
    )
    confirm.add_argument("--language", default="", metavar="CODE", help="one language (default: all translated ones)")
    confirm.add_argument("--reviewed-by", default="", metavar="NAME", help="the person who reviewed it, today")
    export = actions.add_parser(
        "export", parents=[common, pages], help="gör en fil för en översättningsbyrå / make the file for an agency"
    )
    export.add_argument("--language", required=True, metavar="CODE", help="the language to translate into")
    export.add_argument("--format", choices=("xliff",), default="xliff", help="the file's format (default: xliff, 1.2)")
    export.add_argument("--out", default=".", metavar="FILE|DIR", help="the file, or where to put it (default: here)")
    back = actions.add_parser(
        "import", parents=[made, pages], help="ta emot byråns fil / put what the agency changed into the texts"
    )
    back.add_argument("file", metavar="FILE", help="the XLIFF file that came back")


def _addresses(verbs: Verbs, common: Parser, built: Parser) -> None:
    register = verbs.add_parser(
        "addresses", parents=[common], help="registret över tryckta adresser / the register of printed addresses"
    )
    # Inside an action, --project and --speak count only where they are given, so that those before it are kept.
    again = Parser(add_help=False)
    again.add_argument("--project", default=argparse.SUPPRESS, metavar="DIR", help=argparse.SUPPRESS)
    again.add_argument("--speak", choices=LANGUAGES, default=argparse.SUPPRESS, help=argparse.SUPPRESS)
    actions = register.add_subparsers(dest="action", metavar="ACTION")
    actions.add_parser("list", parents=[again], help="visa registret / show it (default)")
    add = actions.add_parser("add", parents=[again], help="skriv in en tryckning / write a printing into it")
    add.add_argument(
        "channel", metavar="CHANNEL", help="a channel, for example ut-kort, or a page's address, /ar/work.html"
    )
    add.add_argument("--by", default="", metavar="WHO", help="the organisation that ordered it, never a person")
    add.add_argument("--what", default="", metavar="WHAT", help="letter, poster, card …")
    add.add_argument("--where", default="", metavar="WHERE", help="where it went")
    add.add_argument("--copies", default="", metavar="N", help="how many")
    add.add_argument("--date", default="", metavar="ISO", help="when it was printed (default: today)")
    check = actions.add_parser(
        "check",
        parents=[again],
        help="följ varje adress genom den byggda webbplatsen / follow each through the built site",
    )
    check.add_argument("--out", metavar="DIR", help="the built site (default: site/ in the project)")


def _hosting(verbs: Verbs, common: Parser, built: Parser) -> None:
    hosting = verbs.add_parser(
        "hosting",
        parents=[common],
        help="inställningar för webbservern / configurations for Caddy, nginx and hosts of static files",
    )
    hosting.add_argument(
        "--for",
        dest="ways",
        action="append",
        choices=("caddy", "nginx", "files"),
        help="one way to publish; may be given several times (default: all)",
    )
    hosting.add_argument("--out", default="hosting", metavar="DIR", help="where to put the files (default: hosting/)")
    hosting.add_argument("--root", default="/var/www/om-sverige", metavar="DIR", help="the site's folder on the server (default: /var/www/om-sverige)")
    hosting.add_argument("--no-tls", action="store_true", help="something before the server speaks HTTPS: plain HTTP here")
    hosting.add_argument("--into-site", action="store_true", help="put _headers and _redirects into the published folder; builds leave them there")


def _catalogs(verbs: Verbs, common: Parser, built: Parser) -> None:
    texts = verbs.add_parser(
        "catalogs", parents=[common], help="uppdatera gränssnittstexter / bring locales/*.po up to date"
    )
    texts.add_argument("action", choices=("update",))


def _accessibility(verbs: Verbs, common: Parser, built: Parser) -> None:
    verbs.add_parser(
        "accessibility",
        parents=[common],
        help="för in provens resultat / take the last test run's results into the accessibility statement",
    )


def _desk(verbs: Verbs, common: Parser, built: Parser) -> None:
    desk = verbs.add_parser(
        "desk", parents=[common], help="skriv och skriv ut i webbläsaren / write and print in the browser, on this machine only"
    )
    desk.add_argument("--port", type=int, default=8010, help="port (default: 8010; 0 takes any free one)")
    desk.add_argument("--no-browser", action="store_true", help="do not open the browser")


def _test(verbs: Verbs, common: Parser, built: Parser) -> None:
    verbs.add_parser("test", help="kör alla prov / set up what the tests need and run them all")


VERBS: dict[str, Callable[[Verbs, Parser, Parser], None]] = {
    "build": _build,
    "check": _check,
    "serve": _serve,
    "why": _why,
    "qr": arguments_print.qr,
    "letters": arguments_print.letters,
    "sheet": arguments_print.sheet,
    "booklet": arguments_print.booklet,
    "slides": arguments_print.slides,
    "translations": _translations,
    "addresses": _addresses,
    "pdfx": arguments_print.pdfx,
    "hosting": _hosting,
    "visits": arguments_visits.visits,
    "desk": _desk,
    "catalogs": _catalogs,
    "accessibility": _accessibility,
    "test": _test,
}
