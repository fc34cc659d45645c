"""One size of the workload, all tools, all scenarios, run by run in turn."""

from __future__ import annotations

import itertools
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path

from measure import BuildFailed, Sample, measure
from tools import OURS, Place, Tool
from tools.base import MARKED
from tools.ours import fill_locales
from verify import first_difference, page_file, verify
from workload import Workload, sentence

BENCH = Path(__file__).resolve().parent
SCENARIOS = ("cold", "nothing", "body", "template", "source")
PUT_AWAY = itertools.count()
ONLY_OURS = {"source"}  # the same edit in the source language, which makes our fifteen translations older than it


@dataclass(slots=True)
class Contender:
    """One tool in the contest. `first` is the warm-up; `slow` tools are measured cold and once only."""

    tool: Tool
    place: Place
    folder: Path
    samples: dict[str, list[Sample]] = field(default_factory=dict)
    first: Sample | None = None
    slow: bool = False
    problems: list[str] = field(default_factory=list)
    output: dict[str, object] = field(default_factory=dict)

    def build(self, *, extra: tuple[str, ...] = (), out: Path | None = None, add_up: bool = False) -> Sample:
        """One build into the contender's own output folder or into `out`."""
        place = self.place if out is None else Place(self.place.project, out, self.place.venv, self.place.program)
        command = [*self.tool.command(place), *extra]
        return measure(command, self.folder, self.tool.environment, add_up=add_up)

    def clean(self, *outputs: Path) -> None:
        """Forget everything that was made and remembered: put away, not deleted, until all is over.

        After thousands of deletions ext4 looks for inodes that were not deleted lately, and every new file costs the next
        seconds' builds several times what it costs otherwise.
        """
        for path in (*(outputs or (self.place.out,)), *(self.place.project / cache for cache in self.tool.caches)):
            if path.exists():
                away = self.place.out.parent / "put-away" / str(next(PUT_AWAY))
                away.mkdir(parents=True)
                path.rename(away / path.name)


class Contest:
    """All tools over one size of workload in a scratch folder."""

    def __init__(self, work: Workload, tools: list[Tool], scratch: Path, venv: Path, program: Path,
                 say: Callable[[str], None]) -> None:
        """Lay the workload out for every tool."""
        self.work, self.scratch, self.say = work, scratch, say
        self.copies: list[Sample] = []
        self.jobs: dict[str, object] = {}
        self.edits = 0
        self.contenders: list[Contender] = []
        for tool in tools:
            place = Place(scratch / tool.name, scratch / f"{tool.name}-out", venv, program)
            subprocess.run([sys.executable, str(BENCH / "lay_out.py"), "--tool", tool.name, "--topics",
                            str(len(work.topics)), "--languages", str(len(work.languages)), "--to",
                            str(place.project)], check=True)
            folder = program if tool is OURS else place.project
            if tool is OURS:
                say(f"ours: {fill_locales(program, place.project, work)}")
            self.contenders.append(Contender(tool, place, folder))

    def warm_up(self, patience: float) -> None:
        """One build each, not timed: does it run, does it make the same pages, how much memory in all processes."""
        for one in self.contenders:
            try:
                if one.tool is OURS:
                    one.build()  # makes the program's own environment; that is no part of any build
                one.clean()
                one.first = one.build(add_up=True)
            except (BuildFailed, OSError, StopIteration) as error:
                self._failed(one, "does not build", error)
                continue
            verdict = verify(one.tool, one.place.out, self.work)
            one.output = asdict(verdict)
            one.problems.extend(verdict.problems)
            one.slow = one.first.wall > patience
            self.say(f"{one.tool.name}: {verdict.pages} pages, {one.first.wall:.2f} s"
                     + "".join(f"\n  differs: {problem}" for problem in verdict.problems)
                     + ("\n  past the patience: cold, once" if one.slow else ""))

    def run(self, runs: int) -> None:
        """Every scenario in turn, every tool in turn within it, so that the machine's drift meets all alike."""
        for number in range(runs):
            for scenario in SCENARIOS:
                if scenario in ("body", "template", "source"):
                    self.edits += 1
                for one in self.contenders:
                    if one.first is None or (one.slow and (number or scenario != "cold")):
                        continue
                    if scenario in ONLY_OURS and one.tool is not OURS:
                        continue
                    self._measure(one, scenario)
                    if one.tool is OURS and scenario == "cold":
                        self._copy(one.place.out)
            self.say(f"run {number + 1} of {runs} done")

    def _measure(self, one: Contender, scenario: str) -> None:
        """Make the change, build, and make sure that the change is in the page: a build that misses it is not fast."""
        if scenario == "cold":
            one.clean()
        try:
            shown, file = self._edit(one, scenario)
            sample = one.build()
            seen = file is None or shown in file.read_text(encoding="utf-8")
        except (BuildFailed, OSError) as error:
            self._failed(one, f"{scenario}, after edit {self.edits}", error)
            return
        if file and not seen:
            one.problems.append(f"{scenario}: the edit is not in {file.relative_to(one.place.out)}")
        one.samples.setdefault(scenario, []).append(sample)

    def _failed(self, one: Contender, when: str, error: Exception) -> None:
        """All of the message for the one who watches, its last line and no machine's path for the report."""
        self.say(f"{one.tool.name}: {when}: {error}")
        last = str(error).strip().splitlines()[-1].replace(str(self.scratch.parent), "…")
        one.problems.append(f"{when}: {last}")

    def _edit(self, one: Contender, scenario: str) -> tuple[str, Path | None]:
        """Change the source for a scenario. Returns what the page must show afterwards, and the page."""
        if scenario in ("cold", "nothing"):
            return "", None
        language = self.work.languages[0 if scenario == "source" else 1]
        topic = self.work.topics[len(self.work.topics) // 2]
        page = page_file(one.tool, one.place.out, language.code, topic)
        if scenario == "template":
            file, shown = one.tool.template(one.place), f'data-edit="{self.edits}"'
            text = file.read_text(encoding="utf-8")
            file.write_text(MARKED.sub(rf"<\1 {shown}", text, count=1), encoding="utf-8")
            return shown, page
        shown = sentence(language, self.edits)
        source = one.tool.source_file(one.place.project, language.code, topic)
        with source.open("a", encoding="utf-8") as body:
            body.write(f"\n{shown}\n")
        return shown, page

    def _copy(self, tree: Path) -> None:
        """The yardstick: merely copying the finished tree."""
        copy = self.scratch / "copy"
        shutil.rmtree(copy, ignore_errors=True)
        self.copies.append(measure(["cp", "-r", str(tree), str(copy)], self.scratch, {}))

    def compare_jobs(self) -> None:
        """Ours with one process and with two, each from nothing: the bytes must be the same."""
        one = next((one for one in self.contenders if one.tool is OURS and one.first), None)
        if one is None:
            return
        trees = {jobs: self.scratch / f"jobs-{jobs}" for jobs in ("1", "2")}
        for jobs, tree in trees.items():
            one.clean(tree)
            try:
                self.jobs[f"wall_{jobs}"] = round(one.build(extra=("--jobs", jobs), out=tree).wall, 4)
            except BuildFailed as error:
                self._failed(one, f"--jobs {jobs}", error)
                return
        difference = first_difference(*trees.values())
        self.jobs |= {"identical": not difference, "first_difference": difference}
        if difference:
            one.problems.append(f"--jobs 1 and --jobs 2 differ, first in {difference}")

    def outcome(self) -> dict[str, object]:
        """Everything measured, ready for JSON."""
        return {
            "topics": len(self.work.topics), "languages": len(self.work.languages),
            "copy": [sample.plain() for sample in self.copies], "jobs": self.jobs,
            "tools": {one.tool.name: {
                "label": one.tool.label, "problems": one.problems, "output": one.output, "once": one.slow,
                "all_processes_mb": round(one.first.sum_mb, 1) if one.first else None,
                "samples": {name: [sample.plain() for sample in row] for name, row in one.samples.items()},
            } for one in self.contenders},
        }
