"""What each extra of this project costs: `python3 bench/extras_cost.py` (in the program's environment).

The project is copied and built cold without extras, with each of them alone and with all; then one translated page is edited and built again.
Processor time of the whole build, minimum of some rounds; what counts is the difference to the build without.
"""

from __future__ import annotations

import argparse
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from press.model import EXTRAS  # noqa: E402

EDITED = "content/ar/work.md"


def build(project: Path) -> tuple[float, float]:
    """``(seconds, seconds of processor time)`` of a build."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    command = [sys.executable, "-m", "press", "build", "--project", str(project)]
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, "PYTHONPATH": str(ROOT)})
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.perf_counter() - began, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def measure(folder: Path, extras: tuple[str, ...], rounds: int) -> tuple[float, float, float, float, int, float]:
    """Cold seconds and processor time, the same for an edit, files, megabytes."""
    cold, edit = [], []
    for number in range(rounds):
        project = folder / f"project-{number}"
        for name in ("content", "templates", "locales"):
            shutil.copytree(ROOT / name, project / name)
        settings = project / "content" / "site.yaml"
        text = re.sub(r"^extras:.*$", f"extras: [{', '.join(extras)}]", settings.read_text("utf-8"), flags=re.M)
        settings.write_text(text, "utf-8")
        cold.append(build(project))
        page = project / EDITED
        page.write_text(page.read_text("utf-8").replace("\n\n## ", f"\n\n{number}.\n\n## ", 1), "utf-8")
        edit.append(build(project))
        files = [path for path in (project / "site").rglob("*") if path.is_file()]
        size = sum(path.stat().st_size for path in files) / 1e6
        shutil.rmtree(project)
    return (*map(min, zip(*cold, strict=True)), *map(min, zip(*edit, strict=True)), len(files), size)


def main() -> None:
    """Measure, and write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--out", type=Path, default=ROOT / "bench" / "results" / "extras-cost.md")
    options = parser.parse_args()
    lines = ["# What the extras cost", "", f"This project, {os.cpu_count()} cores. Repeat: `python3 bench/extras_cost.py --rounds {options.rounds}`. Seconds hold for one machine and hour.", ""]
    lines += ["| extras | cold s | of processor time | one translation edited s | of processor time | files | MB |", "|---|---:|---:|---:|---:|---:|---:|"]
    for extras in ((), *((extra,) for extra in EXTRAS), EXTRAS):
        with tempfile.TemporaryDirectory() as folder:
            row = measure(Path(folder), extras, options.rounds)
        name = "none" if not extras else "all" if extras == EXTRAS else extras[0]
        lines.append(f"| {name} | {row[0]:.1f} | {row[1]:.1f} | {row[2]:.2f} | {row[3]:.2f} | {row[4]:,} | {row[5]:.0f} |")
        print(lines[-1], flush=True)
    options.out.write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
