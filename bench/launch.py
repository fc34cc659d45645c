"""Run one command and write down its wall time, processor time and memory: `launch.py RESULT LOG FOLDER SUM COMMAND…`.

A program of its own, started with `python3 -I -S` and importing next to nothing, because Linux counts a new process's
peak memory from the memory of the process it was spawned from: the harness itself would set a floor far above what a
small build needs. This one sets a floor of about ten megabytes.

RESULT gets one line: exit status, wall seconds, user + system seconds, largest process in KiB, sum over all processes in
KiB (0 unless SUM is 1: adding up costs time, so it is done in a run that is not timed).
"""

from __future__ import annotations

import os
import sys
import time

SAMPLE_SECONDS = 0.02


def memory_of_session(session: int) -> int:
    """Memory of all processes of a session in KiB, pages they share counted once (proportional set size)."""
    total = 0
    for name in os.listdir("/proc"):
        if not name.isdigit():
            continue
        try:
            with open(f"/proc/{name}/stat", "rb") as file:
                fields = file.read().rpartition(b")")[2].split()
            if int(fields[3]) != session:
                continue
            with open(f"/proc/{name}/smaps_rollup", "rb") as file:
                total += next(int(line.split()[1]) for line in file if line.startswith(b"Pss:"))
        except (OSError, StopIteration):
            continue  # the process ended while we looked
    return total


def main() -> None:
    """Spawn, wait, write the result; the command's own exit status is reported, not passed on."""
    result, log, folder, add_up, *command = sys.argv[1:]
    os.chdir(folder)
    actions = [
        (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
        (os.POSIX_SPAWN_OPEN, 1, log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644),
        (os.POSIX_SPAWN_DUP2, 1, 2),
    ]
    begin = time.perf_counter()
    child = os.posix_spawnp(command[0], command, os.environ, file_actions=actions, setsid=True)
    largest_sum, done = 0, 0
    if add_up == "1":
        while not done:
            largest_sum = max(largest_sum, memory_of_session(child))
            time.sleep(SAMPLE_SECONDS)
            done, status, usage = os.wait4(child, os.WNOHANG)
    else:
        _, status, usage = os.wait4(child, 0)
    wall = time.perf_counter() - begin
    with open(result, "w", encoding="ascii") as file:
        file.write(f"{os.waitstatus_to_exitcode(status)} {wall:.6f} {usage.ru_utime + usage.ru_stime:.6f} "
                   f"{usage.ru_maxrss} {largest_sum}\n")


main()
