"""The command line's verbs and options; the manual's tables are made from here."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, NoReturn

from press import __version__
from press.commands.project import PROGRAM
from press.commands.speech import LANGUAGES

USAGE = 2
"""Exit code: the command was used wrongly (argparse's own, too)."""

HERE = "python3 build.py"


class Parser(argparse.ArgumentParser):
    """argparse, with our exit code for wrong usage (which is its own, 2) and help that names the front door."""

    def error(self, message: str) -> NoReturn:
        """Print the usage and the mistake; exit 2."""
        self.print_usage(sys.stderr)
        print(f"{self.prog}: {message}", file=sys.stderr)
        raise SystemExit(USAGE)


if TYPE_CHECKING:
    Verbs = argparse._SubParsersAction[Parser]


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


def _qr(verbs: Verbs, common: Parser, built: Parser) -> None:
    qr = verbs.add_parser("qr", parents=[common], help="gör en kod / make the code of a channel: SVG, PDF, EPS, PNG")
    qr.add_argument("channel", metavar="CHANNEL", help="a name from content/channels.yaml, for example ut-kort")
    qr.add_argument("--out", metavar="DIR", default=".", help="where to put the files (default: here)")
    qr.add_argument(
        "--format",
        action="append",
        choices=("svg", "pdf", "eps", "png"),
        help="one format; may be given several times (default: all)",
    )
    qr.add_argument(
        "--size",
        type=float,
        default=25.0,
        metavar="MM",
        help="side of the code without its quiet zone, mm (default: 25)",
    )
    qr.add_argument("--level", choices=("L", "M", "Q", "H"), default="Q", help="error correction (default: Q)")
    qr.add_argument("--dpi", type=float, default=600, help="resolution of the PNG (default: 600)")
    qr.add_argument(
        "--colour",
        "--color",
        default="",
        metavar="INK",
        help='"PANTONE 280 C=#012169" (a spot colour and its screen equivalent) or "#012169" (default: black ink alone)',
    )
    qr.add_argument("--paper", default="", metavar="#RRGGBB", help="what the code will lie on (default: white)")


def _letters(verbs: Verbs, common: Parser, built: Parser) -> None:
    letters = verbs.add_parser(
        "letters", parents=[common], help="gör brev / letters to a file of recipients; one as a sample; verify, reprint"
    )
    letters.add_argument(
        "words",
        nargs="*",
        metavar="FILE | verify DIR | reprint DIR | calibrate",
        help="the recipients (csv, tsv, xlsx); nothing gives a sample; or what to do with a finished job",
    )
    letters.add_argument("--letter", default="", metavar="NAME", help="the letter, for example ut-kort")
    letters.add_argument("--out", default="", metavar="DIR", help="where to put it; never inside the published site")
    letters.add_argument("--envelope", default="c5-h2", help="the envelope's window (default: c5-h2)")
    letters.add_argument("--date", default=None, metavar="ISO", help="the date on the letter (default: today)")
    letters.add_argument("--jobs", type=int, default=0, metavar="N", help="processes to use (default: one per core)")
    sample = letters.add_argument_group("a sample without recipients")
    sample.add_argument("--language", default="", metavar="CODE", help="the reader's language; sv gives Swedish alone")
    sample.add_argument("--reference", default="", help="a case reference to print (default: none)")
    file = letters.add_argument_group("letters to the recipients in a file")
    file.add_argument("--language-column", default="", metavar="NAME", help="the column that holds the language")
    file.add_argument("--columns", default="", metavar="FILE", help="which of their columns is which of ours (YAML)")
    file.add_argument("--default-language", default="", metavar="CODE", help="for rows that name no language")
    file.add_argument("--alone", action="store_true", help="the reader's language only, without Swedish beside it")
    file.add_argument("--order", choices=("language", "file"), default="language", help="a file for each language, or the rows' own order")
    file.add_argument("--split", type=int, default=0, metavar="N", help="letters a file at most")
    file.add_argument("--start-at", type=int, default=1, metavar="SEQ", help="the first sequence (default: 1)")
    file.add_argument("--strict", action="store_true", help="print nothing if any row is faulty")
    file.add_argument("--duplicates", choices=("hold", "print"), default="hold", help="what to do with the second and later of the same recipient")
    file.add_argument("--decisions", default="", metavar="FILE", help="what you have decided for single rows (CSV: row;decision)")
    file.add_argument("--single", action="store_true", help="also a tagged PDF for each recipient, for digital use")
    file.add_argument("--keep-days", type=int, default=30, metavar="N", help="when the folder is to be deleted (default: 30 days after the date)")
    file.add_argument("--proof", type=int, default=0, metavar="ROW", help="only a proof of this row, with window and folds drawn")
    letters.add_argument("--sequence", action="append", default=[], metavar="N", help="with reprint: 17, or 17-20")


def _sheet(verbs: Verbs, common: Parser, built: Parser) -> None:
    sheet = verbs.add_parser(
        "sheet", parents=[common], help="gör affischer, kort, skyltar / make posters, flyers, cards, signs, handouts"
    )
    sheet.add_argument(
        "kind", metavar="KIND", help="poster, flyer, languages, card, discreet-card, door-sign or handout"
    )
    sheet.add_argument(
        "--language", nargs="+", action="extend", default=[], metavar="CODE", help="one or more languages, the first one first"
    )
    sheet.add_argument("--channel", default="", metavar="NAME", help="where the code leads (default: the kind's usual one, such as affisch)")
    sheet.add_argument("--out", default=".", metavar="DIR", help="where to put the files (default: here)")
    sheet.add_argument("--paper", default="a4", metavar="SIZE", help="a4 or a3 (default: a4)")
    sheet.add_argument("--page", default="", metavar="NAME", help="the page of a handout, for example first-steps")
    sheet.add_argument("--copies", type=int, default=0, metavar="N", help="say how many sheets give so many copies")


def _booklet(verbs: Verbs, common: Parser, built: Parser) -> None:
    booklet = verbs.add_parser(
        "booklet", parents=[common], help="gör ett häfte med alla sidor / make a booklet of all pages in a language"
    )
    booklet.add_argument("--language", nargs="+", action="extend", default=[], metavar="CODE", help="one or more languages")
    booklet.add_argument("--with-safety", action="store_true", help="the pages about violence too, which are left out otherwise")
    booklet.add_argument("--out", default=".", metavar="DIR", help="where to put the files (default: here)")


def _slides(verbs: Verbs, common: Parser, built: Parser) -> None:
    slides = verbs.add_parser(
        "slides", parents=[common], help="gör bilder till e-tavlor / make slides for boards in waiting rooms"
    )
    slides.add_argument(
        "--languages", nargs="+", action="extend", default=[], metavar="CODE", help="one slide a language, in this order"
    )
    slides.add_argument("--channel", default="", metavar="NAME", help="where the code leads (default: e-tavla)")
    slides.add_argument("--seconds", type=int, default=12, metavar="N", help="how long a slide stands (default: 12)")
    slides.add_argument("--png", action="store_true", help="a PNG for each language too, for boards that take pictures only")
    slides.add_argument("--out", default=".", metavar="DIR", help="where to put the files (default: here)")


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


def _pdfx(verbs: Verbs, common: Parser, built: Parser) -> None:
    pdfx = verbs.add_parser(
        "pdfx",
        parents=[common],
        help="märk en färdig PDF som PDF/X-4 / mark a finished PDF as PDF/X-4 for a print shop",
    )
    pdfx.add_argument("file", metavar="FILE.pdf", help="a finished PDF of this program")
    pdfx.add_argument("--profile", required=True, metavar="FILE.icc", help="the print shop's ICC profile for CMYK")
    pdfx.add_argument("--condition", default="", help="the printing condition's name, for example FOGRA39")
    pdfx.add_argument(
        "--out", default=".", metavar="FILE|DIR", help="the file, or where to put it (default: here, …-x4.pdf)"
    )


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


def _test(verbs: Verbs, common: Parser, built: Parser) -> None:
    verbs.add_parser("test", help="kör alla prov / set up what the tests need and run them all")


VERBS: dict[str, Callable[[Verbs, Parser, Parser], None]] = {
    "build": _build,
    "check": _check,
    "serve": _serve,
    "why": _why,
    "qr": _qr,
    "letters": _letters,
    "sheet": _sheet,
    "booklet": _booklet,
    "slides": _slides,
    "translations": _translations,
    "addresses": _addresses,
    "pdfx": _pdfx,
    "hosting": _hosting,
    "catalogs": _catalogs,
    "accessibility": _accessibility,
    "test": _test,
}
