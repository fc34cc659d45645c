"""How often damaged codes still decode, by level and size: `python bench/codes.py` writes results/codes.md.

The damage is that of tests/letters/damage.py, the decoders are the program's own (zxing-cpp) and OpenCV's. Run it in the
tests' environment (`python3 build.py test` makes it): `.venv/bin/python bench/codes.py`. It takes about two minutes.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

BENCH = Path(__file__).resolve().parent
ROOT = BENCH.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "letters")]

import damage  # noqa: E402
from letterbox import LINK, build_site, source_of  # noqa: E402
from pictures import first, page, second  # noqa: E402

from press.adapters import qr  # noqa: E402
from press.commands.qr import make_codes  # noqa: E402

LEVELS, SIZES = "LMQH", (15, 20, 25, 30)
HEAD = """\
# Codes: how often they decode when damaged

Percent of {trials} trials each of {kinds} kinds of damage, for the {length} characters of `{link}`; seed {seed}.
What each kind does is told in `tests/letters/damage.py`. Repeat: `.venv/bin/python bench/codes.py`.
The rates are of this damage: use them to compare sizes and levels, not to promise how many codes are read in a street.
"""


def rates(level: str, size: float) -> dict[str, tuple[float, float]]:
    """``kind → (zxing-cpp %, OpenCV %)`` for one level and size."""
    made = make_codes(build_site(), "ut-kort", read_source=source_of(), formats=("pdf",), size_mm=size, level=level)
    picture, found = page(dict(made.files)["ut-kort.pdf"]), {}
    for kind in damage.KINDS:
        photographs = [damage.damaged(picture, kind, trial) for trial in range(damage.TRIALS)]
        read = [sum(first(seen) == [LINK] for seen in photographs), sum(_second(seen) for seen in photographs)]
        found[kind] = (100 * read[0] / damage.TRIALS, 100 * read[1] / damage.TRIALS)
    return found


def _second(picture: damage.Picture) -> bool:
    try:
        return second(picture) == LINK
    except Exception:  # OpenCV's decoder raises on some pictures it cannot make out
        return False


def table(head: str, rows: list[tuple[str, list[float]]], columns: list[str]) -> str:
    """A Markdown table of percentages."""
    lines = [f"| {head} | {' | '.join(columns)} |", f"| --- {'| ---: ' * len(columns)}|"]
    lines += [f"| {name} | {' | '.join(f'{value:.0f}' for value in values)} |" for name, values in rows]
    return "\n".join(lines)


def report(results: dict[tuple[str, int], dict[str, tuple[float, float]]]) -> str:
    """The whole report."""
    parts = [HEAD.format(trials=damage.TRIALS, kinds=len(damage.KINDS), length=len(LINK), link=LINK, seed=damage.SEED)]
    columns = [f"{size} mm" for size in SIZES]
    for which, name in enumerate(("zxing-cpp (the program's own)", "OpenCV")):
        rows = []
        for level in LEVELS:
            all_kinds = [[pair[which] for pair in results[level, size].values()] for size in SIZES]
            modules = len(qr.matrix(LINK, level))
            rows.append((f"{level}, {modules} × {modules} modules", [sum(found) / len(found) for found in all_kinds]))
        parts.append(f"## All damage, {name}\n\n{table('level', rows, columns)}\n")
    for level in LEVELS:
        kinds = [(kind.replace("_", " "), [results[level, size][kind][0] for size in SIZES]) for kind in damage.KINDS]
        parts.append(f"## Level {level}, each kind, zxing-cpp\n\n{table('damage', kinds, columns)}\n")
    return "\n".join(parts)


def main() -> None:
    """Measure and write the report."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--out", default=str(BENCH / "results" / "codes.md"))
    out = Path(options.parse_args().out)
    results = {(level, size): rates(level, size) for level in LEVELS for size in SIZES}
    out.write_text(report(results), "utf-8")
    print(f"{out} written")


if __name__ == "__main__":
    main()
