"""One engine makes N letters, in a process of its own: `engine.py ENGINE N FILE`; prints JSON with what it took.

Run with the program's own Python for `ours`, `typst`, `plain` and `rows`, with the peers' for `weasyprint`. What is timed
is the making alone, after the imports: for ours the letter in typst, the font, the shared forms and the overlay.
"""

from __future__ import annotations

import csv
import json
import os
import resource
import sys
import time
from array import array
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(ROOT))


def address(number: int) -> list[str]:
    """A made-up recipient: 000 00 is no postal code."""
    return [f"Exempel Mottagare {number}", f"Provgatan {number % 900 + 1} lgh {1001 + number % 40}", f"000 00  ORT {number % 290}"]


def data(count: int) -> dict[str, Any]:
    """The letter's texts (Swedish and English) and N addresses, for the peers."""
    return {**json.loads((Path(os.environ["BENCH_LETTER"])).read_text("utf-8")), "letters": [address(n) for n in range(count)]}


def texts(out: Path) -> dict[str, float]:
    """Write down the texts of the real letter, so that every engine sets the same words."""
    from press.adapters import qr
    from press.commands.letter_view import view_of
    from press.commands.project import open_project
    from press.envelopes import ENVELOPES

    site = open_project(ROOT).site
    view = view_of(
        site, "ut-kort", ("sv", "en"), ENVELOPES["c5-h2"], read_source=lambda path: (ROOT / path).read_bytes(),
        date="2026-11-29", address=(), reference="", problems=[],
    )
    versions = [
        {"title": v.title, "date": v.date, "tag": v.tag, "blocks": [
            {"kind": block.kind, "text": "".join(span.text for span in block.spans)} for block in v.blocks
        ]} for v in view.versions
    ]
    rows = qr.matrix(view.link)
    code = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {len(rows)} {len(rows)}"><path d="{qr.path(rows)}"/></svg>'
    out.write_text(json.dumps({"versions": versions, "code": code, "link": view.link}), "utf-8")
    return {}


def ours(count: int, out: Path) -> dict[str, float]:
    """Our print run: Swedish and English, the envelope C5."""
    import fontTools.subset  # noqa: F401 - an import, not the making

    from press.adapters import typeface
    from press.commands import mailing_job as jobs
    from press.commands.letter_view import view_of
    from press.commands.mailing_forms import Order, Prepared, run_of
    from press.commands.project import open_project
    from press.envelopes import ENVELOPES
    from press.makers import letters
    from press.makers.print_run import print_run
    from press.recipients import Recipients

    site = open_project(ROOT).site
    order = Order("ut-kort", "2026-11-29", ENVELOPES["c5-h2"])
    everybody = Recipients(
        count, array("I", range(2, count + 2)), ["en"] * count, ["\n".join(address(n)) for n in range(count)], 0, 0, (), ()
    )
    began = time.perf_counter()
    view = view_of(
        site, "ut-kort", ("sv", "en"), order.envelope, read_source=lambda path: (ROOT / path).read_bytes(),
        date=order.date, address=(), reference="", problems=[],
    )
    blank = letters.blank(view)
    characters = set("0123456789-abcdef ")
    for text in everybody.texts:
        characters.update(text)
    font = typeface.subset(characters - {"\n"})
    (part,) = jobs.plan(order, ("en",), everybody)
    run = run_of(Prepared({"en": blank}, view.link, 0, ""), order, ("en",), font, title="Letters", tag="sv", job="bench0", part=0)
    shared = sum(len(body) for _, body in run.skeleton.objects)
    ready = time.perf_counter()
    size = 0
    with out.open("wb") as file:
        for piece in print_run(run, jobs.letters_of(part, everybody)):
            size += file.write(piece)
    ended = time.perf_counter()
    return {"seconds": ended - began, "overlay": ended - ready, "bytes": size, "shared": shared}


def plain(count: int, out: Path) -> dict[str, float]:
    """Merely write the bytes of a finished run, letter by letter, from memory."""
    ready = Path(os.environ["BENCH_RUN"]).read_bytes()
    step = len(ready) // count + 1
    pieces = [ready[start : start + step] for start in range(0, len(ready), step)]
    began = time.perf_counter()
    with out.open("wb") as file:
        for piece in pieces:
            file.write(piece)
    return {"seconds": time.perf_counter() - began, "bytes": len(ready)}


def typst(count: int, out: Path) -> dict[str, float]:
    """typst makes all letters as one document, PDF/A-2u, with the program's own door to it."""
    from press.adapters import pdf

    files = (("letter.typ", (HERE / "letter.typ").read_text("utf-8")),)
    asked = data(count)
    pdf.families()
    began = time.perf_counter()
    out.write_bytes(pdf.pdf(files, "letter.typ", asked, created=0, standards=("a-2u",)))
    return {"seconds": time.perf_counter() - began}


def weasyprint(count: int, out: Path) -> dict[str, float]:
    """WeasyPrint makes all letters as one document."""
    import weasyprint as engine

    asked = data(count)
    columns = "".join(
        f"<td><small>{v['date']}</small><h1>{v['title']}</h1>"
        + "".join(f"<li>{b['text']}</li>" if b["kind"] == "item" else f"<p>{b['text']}</p>" for b in v["blocks"]) + "</td>"
        for v in asked["versions"]
    )
    style = (
        "@page{size:A4;margin:20mm}body{font:10.5pt 'Noto Sans',sans-serif}h1{font-size:15pt}small{font-size:8.5pt}"
        "section{break-after:page;position:relative;height:255mm}address{position:absolute;left:91mm;top:23mm;font:11pt 'Noto Sans'}"
        "table{position:absolute;top:64mm}td{width:80mm;vertical-align:top}footer{position:absolute;bottom:0;font-size:17pt}footer svg{width:25mm}"
    )
    pages = "".join(
        f"<section><address>{'<br>'.join(lines)}</address><table><tr>{columns}</tr></table>"
        f"<footer>{asked['code']} {asked['link']}</footer></section>"
        for lines in asked["letters"]
    )
    began = time.perf_counter()
    engine.HTML(string=f"<!doctype html><html lang=sv><style>{style}</style><body>{pages}</body></html>").write_pdf(out)
    return {"seconds": time.perf_counter() - began}


def rows(count: int, out: Path) -> dict[str, float]:
    """Read and check a file of recipients (CSV), and merely read it with Python's csv, in turn."""
    from press.commands.mailing_forms import Order
    from press.commands.mailing_wanted import wanted
    from press.commands.project import open_project
    from press.envelopes import ENVELOPES
    from press.readers.recipients import read_recipients

    asked = wanted(open_project(ROOT).site, Order("ut-kort", "2026-11-29", ENVELOPES["c5-h2"]))
    sys.path.insert(0, str(ROOT / "tests/letters"))
    import crowd

    expected = crowd.write(out, count, faulty=0.01)  # a hundredth of the rows is faulty, in thirty ways
    began, cpu = time.perf_counter(), time.process_time()
    found = read_recipients(out, asked)
    checked, checked_cpu = time.perf_counter() - began, time.process_time() - cpu
    assert list(found.rows) == [row.row for row in expected if row.verdict == "accepted"]
    began, cpu = time.perf_counter(), time.process_time()
    with out.open(encoding="cp1252", newline="") as file:
        assert sum(1 for _ in csv.reader(file, delimiter=";")) > count
    return {"seconds": checked, "cpu": checked_cpu, "csv": time.perf_counter() - began, "csv_cpu": time.process_time() - cpu}


ENGINES = {"ours": ours, "typst": typst, "weasyprint": weasyprint, "plain": plain, "rows": rows}

if __name__ == "__main__":
    name, number, target = sys.argv[1], int(sys.argv[2]), Path(sys.argv[3])
    told = texts(target) if name == "texts" else ENGINES[name](number, target)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6
    print(json.dumps({**told, "peak": peak}))
