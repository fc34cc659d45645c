"""A hundred thousand letters through the real command, killed again and again, and read back. Made-up recipients only."""

from __future__ import annotations

import csv
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import crowd
import pytest
import sites

from press.commands import mailing_job as jobs
from press.commands.mailing_verify import verify

COUNT, KILLS, SEED = 100_000, 50, 20261129
COMMAND = ("--letter", "ut-kort", "--date", "2026-12-01", "--split", "5000")

ENVIRONMENT = sites.environment(OMSVERIGE_TODAY=sites.newest_check(), OMSVERIGE_SPEAK="sv")
"""The day on which the newest check was made is today: no fact is checked later."""

pytestmark = pytest.mark.slow


def command(file: Path, out: Path) -> list[str]:
    return [sys.executable, str(sites.ROOT / "build.py"), "letters", str(file), *COMMAND, "--out", str(out)]


def run(file: Path, out: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command(file, out), capture_output=True, text=True, check=False, env=ENVIRONMENT)


@pytest.fixture(scope="module")
def job(tmp_path_factory):
    """The recipients' file, what must become of each row, the finished job, and how long it took."""
    folder = tmp_path_factory.mktemp("mailing")
    expected = crowd.write(folder / "recipients.csv", COUNT, faulty=0.01, seed=SEED, encoding="cp1252")
    began = time.monotonic()
    done = run(folder / "recipients.csv", folder / "out")
    took = time.monotonic() - began
    assert done.returncode == 1, done.stderr[-2000:]  # rows were rejected, and that is told
    assert (folder / "out" / jobs.MANIFEST).is_file(), done.stderr[-2000:]
    return folder, expected, took


def test_twenty_kinds_of_faults_are_planted(job):
    _, expected, _ = job
    assert len({row.fault for row in expected if row.fault}) >= 20
    assert 0.008 * COUNT < sum(bool(row.fault) for row in expected) < 0.012 * COUNT


def test_every_row_is_in_one_letter_or_the_rejects_or_the_held_list_exactly_once(job):
    folder, expected, _ = job
    out = folder / "out"
    manifest = jobs.read_json(out / jobs.MANIFEST)
    lines = jobs.read_lines(out / jobs.LETTERS)
    printed = Counter(line.row for line in lines)
    with (out / "problems.csv").open(encoding="utf-8-sig", newline="") as file:
        told = {int(row[0]) for row in list(csv.reader(file, delimiter=";"))[1:]}
    with (out / "held.csv").open(encoding="utf-8-sig", newline="") as file:
        held = {int(row[0]) for row in list(csv.reader(file, delimiter=";"))[1:]}
    for row in expected:
        assert printed[row.row] == (row.verdict == "accepted"), row
        if row.verdict != "accepted":
            assert (row.row in held) == (row.verdict == "held") and row.row in told, row
    verdicts = Counter(row.verdict for row in expected)
    assert (manifest["read"], manifest["printed"]) == (COUNT, verdicts["accepted"])
    assert (manifest["rejected"], manifest["held"]) == (verdicts["rejected"], verdicts["held"])


def test_every_letter_read_back_from_paper_is_the_one_its_row_asked_for(job):
    folder, expected, _ = job
    out = folder / "out"
    key = (out / jobs.KEY).read_bytes()
    texts = {row.row: row for row in expected}
    for line in jobs.read_lines(out / jobs.LETTERS):
        address, _, reference = texts[line.row].text.partition("\x1f")
        assert line.address == jobs.keyed(key, address) and line.language == texts[line.row].language, line
        assert line.reference == (jobs.keyed(key, reference) if reference else ""), line
    found = verify(out, 2)
    assert (found.right, found.wrong, found.problems) == (len(jobs.read_lines(out / jobs.LETTERS)), 0, ())


def pdfs(out: Path) -> dict[str, str]:
    from press.store.private import digest

    return {path.name: digest(path)[0] for path in sorted(out.glob("*.pdf"))}


def test_killed_at_fifty_random_moments_it_ends_with_the_same_bytes(job):
    folder, _, took = job
    wanted, out, dice = pdfs(folder / "out"), folder / "killed", random.Random(SEED)
    kills = finished = 0
    while kills < KILLS or not finished:
        told = (folder / "told").open("w+")
        process = subprocess.Popen(
            command(folder / "recipients.csv", out), stdout=subprocess.DEVNULL, stderr=told, start_new_session=True,
            env=ENVIRONMENT,
        )  # fmt: skip
        try:
            if kills < KILLS:
                process.wait(dice.uniform(0, took))
            else:
                process.wait()
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            kills += 1
            for path in out.glob("*.pdf") if out.is_dir() else ():
                assert path.name in wanted, "no file has a name it should not have"
            continue
        assert process.returncode == 1
        assert pdfs(out) == wanted, (folder / "told").read_text()[:2000]
        assert not [path for path in out.iterdir() if path.name.startswith(".")] and not (out / jobs.PLAN).exists()
        shutil.rmtree(out)
        finished += 1
    assert kills == KILLS and finished
