"""The options of the verbs that print: codes, letters, sheets, booklets, slides, PDF/X-4."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from press.parsing import Parser, Verbs


def qr(verbs: Verbs, common: Parser, built: Parser) -> None:
    """The verb ``qr``."""
    verb = verbs.add_parser("qr", parents=[common], help="gör en kod / make the code of a channel: SVG, PDF, EPS, PNG")
    verb.add_argument("channel", metavar="CHANNEL", help="a name from content/channels.yaml, for example ut-kort")
    verb.add_argument("--out", metavar="DIR", default=".", help="where to put the files (default: here)")
    verb.add_argument(
        "--format",
        action="append",
        choices=("svg", "pdf", "eps", "png"),
        help="one format; may be given several times (default: all)",
    )
    verb.add_argument(
        "--size",
        type=float,
        default=25.0,
        metavar="MM",
        help="side of the code without its quiet zone, mm (default: 25)",
    )
    verb.add_argument("--level", choices=("L", "M", "Q", "H"), default="Q", help="error correction (default: Q)")
    verb.add_argument("--dpi", type=float, default=600, help="resolution of the PNG (default: 600)")
    verb.add_argument(
        "--colour",
        "--color",
        default="",
        metavar="INK",
        help='"PANTONE 280 C=#012169" (a spot colour and its screen equivalent) or "#012169" (default: black ink alone)',
    )
    verb.add_argument("--paper", default="", metavar="#RRGGBB", help="what the code will lie on (default: white)")


def letters(verbs: Verbs, common: Parser, built: Parser) -> None:
    """The verb ``letters``."""
    verb = verbs.add_parser(
        "letters", parents=[common], help="gör brev / letters to a file of recipients; one as a sample; verify, reprint"
    )
    verb.add_argument(
        "words",
        nargs="*",
        metavar="FILE | verify DIR | reprint DIR | calibrate",
        help="the recipients (csv, tsv, xlsx); nothing gives a sample; or what to do with a finished job",
    )
    verb.add_argument("--letter", default="", metavar="NAME", help="the letter, for example ut-kort")
    verb.add_argument("--out", default="", metavar="DIR", help="where to put it; never inside the published site")
    verb.add_argument("--envelope", default="c5-h2", help="the envelope's window (default: c5-h2)")
    verb.add_argument("--date", default=None, metavar="ISO", help="the date on the letter (default: today)")
    verb.add_argument("--jobs", type=int, default=0, metavar="N", help="processes to use (default: one per core)")
    sample = verb.add_argument_group("a sample without recipients")
    sample.add_argument("--language", default="", metavar="CODE", help="the reader's language; sv gives Swedish alone")
    sample.add_argument("--reference", default="", help="a case reference to print (default: none)")
    file = verb.add_argument_group("letters to the recipients in a file")
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
    verb.add_argument("--sequence", action="append", default=[], metavar="N", help="with reprint: 17, or 17-20")


def sheet(verbs: Verbs, common: Parser, built: Parser) -> None:
    """The verb ``sheet``."""
    verb = verbs.add_parser(
        "sheet", parents=[common], help="gör affischer, kort, skyltar / make posters, flyers, cards, signs, handouts"
    )
    verb.add_argument(
        "kind", metavar="KIND", help="poster, flyer, languages, card, discreet-card, door-sign or handout"
    )
    verb.add_argument(
        "--language", nargs="+", action="extend", default=[], metavar="CODE", help="one or more languages, the first one first"
    )
    verb.add_argument("--channel", default="", metavar="NAME", help="where the code leads (default: the kind's usual one, such as affisch)")
    verb.add_argument("--out", default=".", metavar="DIR", help="where to put the files (default: here)")
    verb.add_argument("--paper", default="a4", metavar="SIZE", help="a4 or a3 (default: a4)")
    verb.add_argument("--page", default="", metavar="NAME", help="the page of a handout, for example first-steps")
    verb.add_argument("--copies", type=int, default=0, metavar="N", help="say how many sheets give so many copies")


def booklet(verbs: Verbs, common: Parser, built: Parser) -> None:
    """The verb ``booklet``."""
    verb = verbs.add_parser(
        "booklet", parents=[common], help="gör ett häfte med alla sidor / make a booklet of all pages in a language"
    )
    verb.add_argument("--language", nargs="+", action="extend", default=[], metavar="CODE", help="one or more languages")
    verb.add_argument("--with-safety", action="store_true", help="the pages about violence too, which are left out otherwise")
    verb.add_argument("--out", default=".", metavar="DIR", help="where to put the files (default: here)")


def slides(verbs: Verbs, common: Parser, built: Parser) -> None:
    """The verb ``slides``."""
    verb = verbs.add_parser(
        "slides", parents=[common], help="gör bilder till e-tavlor / make slides for boards in waiting rooms"
    )
    verb.add_argument(
        "--languages", nargs="+", action="extend", default=[], metavar="CODE", help="one slide a language, in this order"
    )
    verb.add_argument("--channel", default="", metavar="NAME", help="where the code leads (default: e-tavla)")
    verb.add_argument("--seconds", type=int, default=12, metavar="N", help="how long a slide stands (default: 12)")
    verb.add_argument("--png", action="store_true", help="a PNG for each language too, for boards that take pictures only")
    verb.add_argument("--out", default=".", metavar="DIR", help="where to put the files (default: here)")


def pdfx(verbs: Verbs, common: Parser, built: Parser) -> None:
    """The verb ``pdfx``."""
    verb = verbs.add_parser(
        "pdfx",
        parents=[common],
        help="märk en färdig PDF som PDF/X-4 / mark a finished PDF as PDF/X-4 for a print shop",
    )
    verb.add_argument("file", metavar="FILE.pdf", help="a finished PDF of this program")
    verb.add_argument("--profile", required=True, metavar="FILE.icc", help="the print shop's ICC profile for CMYK")
    verb.add_argument("--condition", default="", help="the printing condition's name, for example FOGRA39")
    verb.add_argument(
        "--out", default=".", metavar="FILE|DIR", help="the file, or where to put it (default: here, …-x4.pdf)"
    )
