"""The door to the operating system's fork: jobs shared out over processes, results in order.

``concurrent.futures`` costs 25 ms to import and pickles every argument; a forked child already has them all.
"""

from __future__ import annotations

import marshal
import os
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

T = TypeVar("T")
Job = Callable[[], Any]

MOST = 16_000
"""Jobs that fit into a pipe at once (64 KiB, two bytes each), with room to spare."""


_threaded = False


def threads_begin() -> None:
    """A library starts threads of its own in this process: a fork would not have them, and the library would wait for them there for ever."""
    global _threaded
    _threaded = True


def threads_began() -> bool:
    """Whether a library has started threads of its own in this process, so that no fork of it may use that library."""
    return _threaded


def cores() -> int:
    """The processors this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1


def run(jobs: Sequence[Job], workers: int, own: int = 0, away: bool = False) -> list[Any]:
    """``[job() for job in jobs]``, shared out over ``workers`` processes, this one among them.

    Results must be of marshal's types. Whoever is free takes the next job from a pipe that holds their numbers; the first
    ``own`` jobs are done by this very process, which then has loaded what they need. ``away``: none is done here, not even a
    single one, so that a library's threads begin in the children only (see :func:`threads_begin`). A job that fails in a child is done
    again here, so that its exception is the real one; children never outlive the call.
    """
    workers = min(workers, len(jobs))
    away = away and not _threaded
    if (workers <= 1 and not (away and jobs)) or len(jobs) > MOST or not hasattr(os, "fork"):
        return [job() for job in jobs]
    queue, numbers = os.pipe()
    os.write(numbers, b"".join(number.to_bytes(2, "big") for number in range(own, len(jobs))))
    os.close(numbers)
    children = [_child(jobs, queue) for _ in range(workers if away else workers - 1)]
    results: dict[int, Any] = {}
    try:
        results.update((number, jobs[number]()) for number in range(own))
        if not away:
            results.update(_take(jobs, queue))
    finally:
        os.close(queue)
        for child, reader in children:
            results.update(_answer(child, reader))
    return [results[number] if number in results else job() for number, job in enumerate(jobs)]


def _take(jobs: Sequence[Job], queue: int) -> list[tuple[int, Any]]:
    """Do jobs until the queue is empty. Two bytes are read in one piece: they never cross a page of the pipe."""
    done = []
    while number := os.read(queue, 2):
        index = int.from_bytes(number, "big")
        done.append((index, jobs[index]()))
    return done


def _child(jobs: Sequence[Job], queue: int) -> tuple[int, int]:
    """Fork a child that takes jobs; its process id and the pipe its answer comes through."""
    reader, writer = os.pipe()
    child = os.fork()
    if child:
        os.close(writer)
        return child, reader
    try:
        os.close(reader)
        answer = b""
        try:
            answer = marshal.dumps(_take(jobs, queue), 2)
        finally:  # an exception is not told: the parent does the missing jobs again
            with os.fdopen(writer, "wb") as pipe:
                pipe.write(answer)
    finally:
        os._exit(0)


def _answer(child: int, reader: int) -> list[tuple[int, Any]]:
    with os.fdopen(reader, "rb") as pipe:
        data = pipe.read()
    os.waitpid(child, 0)
    try:
        found: list[tuple[int, Any]] = marshal.loads(data)
    except (ValueError, EOFError, TypeError):
        return []  # the child failed or was killed
    return found


def chunks(items: Sequence[T], size: int) -> list[Sequence[T]]:
    """``items`` cut into runs of ``size``, the last one shorter."""
    return [items[start : start + size] for start in range(0, len(items), size)]
