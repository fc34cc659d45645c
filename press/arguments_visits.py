"""The options of the verb ``visits``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from press.parsing import Parser

if TYPE_CHECKING:
    from press.parsing import Verbs


def visits(verbs: Verbs, common: Parser, built: Parser) -> None:
    """``visits LOG…``"""
    counted = verbs.add_parser(
        "visits", parents=[common], help="räkna besök i webbserverns logg / count visits in access logs"
    )
    counted.add_argument(
        "logs", nargs="+", metavar="LOG", help="access logs of nginx, Apache or Caddy, also gzipped; - reads standard input"
    )
    counted.add_argument("--from", dest="since", default="", metavar="DATE", help="the first day to count (default: all)")
    counted.add_argument("--until", default="", metavar="DATE", help="the last day to count (default: all)")
    counted.add_argument(
        "--by",
        action="append",
        choices=("channel", "language", "page", "week"),
        help="only these tables, and those where they cross; may be given several times (default: all)",
    )
    counted.add_argument("--out", default="", metavar="DIR", help="write CSV, a workbook and a page with charts there")
    counted.add_argument(
        "--small", type=int, default=5, metavar="N", help="hide numbers below this in crossed tables (default: 5)"
    )
