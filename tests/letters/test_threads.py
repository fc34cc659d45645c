"""typst starts threads, and a fork of a process that has used it would wait for them for ever: who has used it forks no typst."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import sites

AWAY = """
import os
from press.adapters import processes
from press.adapters.processes import run, threads_begin
first = run([os.getpid], 2, away=True)
assert first[0] != os.getpid() and run([os.getpid], 2) == [os.getpid()]
threads_begin()
assert run([os.getpid], 2, away=True) == [os.getpid()]
"""


def test_jobs_sent_away_are_never_done_here_until_threads_have_begun() -> None:
    ran = subprocess.run([sys.executable, "-c", AWAY], env=sites.environment(), capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr


@pytest.mark.slow
def test_single_copies_to_more_than_one_portion_of_recipients_come_to_an_end(tmp_path: Path) -> None:
    """A run of 300 with --single hung: the language's page had been set in the parent, and a child waited for typst's threads."""
    rows = "".join(f"Test Testsson {number};Exempelgatan {number};111 22;Stockholm;sv\n" for number in range(70))
    file = tmp_path / "r.csv"
    file.write_text("namn;adress;postnummer;postort;språk\n" + rows, "utf-8")
    words = ["letters", file, "--letter", "ut-kort", "--single", "--jobs", "2", "--out", tmp_path / "out"]
    ran = subprocess.run(
        [sys.executable, "-m", "press", *map(os.fspath, words)],
        env=sites.environment(OMSVERIGE_TODAY=sites.newest_check()), capture_output=True, text=True, check=False, timeout=240,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    assert len(list((tmp_path / "out/single").iterdir())) == 70
