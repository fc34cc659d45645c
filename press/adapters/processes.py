"""The door to the operating system's fork: the same work split over processes, results in order.

``concurrent.futures`` costs 25 ms to import and pickles every argument; a forked child already has them all.
"""

from __future__ import annotations

import marshal
import os
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

T = TypeVar("T")


def cores() -> int:
    """The processors this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1


def spread(work: Callable[[Sequence[T]], Any], parts: Sequence[Sequence[T]]) -> list[Any]:
    """``[work(part) for part in parts]``, each part but the last in a forked child; results must be marshal's types.

    A child that fails makes this raise RuntimeError with the child's last words; children never outlive the call.
    """
    if len(parts) <= 1 or not hasattr(os, "fork"):
        return [work(part) for part in parts]
    children: list[tuple[int, int]] = []
    for part in parts[:-1]:
        reader, writer = os.pipe()
        child = os.fork()
        if child == 0:
            _serve(work, part, reader, writer)
        os.close(writer)
        children.append((child, reader))
    try:
        last = work(parts[-1])
    finally:
        answers = [_answer(child, reader) for child, reader in children]
    results = []
    for fine, value in answers:
        if not fine:
            raise RuntimeError(value)
        results.append(value)
    return [*results, last]


def _serve(work: Callable[[Sequence[T]], Any], part: Sequence[T], reader: int, writer: int) -> None:
    """The child's whole life: work, answer, leave without running the parent's exit handlers."""
    status = 1
    try:
        os.close(reader)
        try:
            answer = marshal.dumps((True, work(part)), 2)
        except BaseException:
            import traceback

            answer = marshal.dumps((False, traceback.format_exc()), 2)
        with os.fdopen(writer, "wb") as pipe:
            pipe.write(answer)
        status = 0
    finally:
        os._exit(status)


def _answer(child: int, reader: int) -> tuple[bool, Any]:
    with os.fdopen(reader, "rb") as pipe:
        data = pipe.read()
    os.waitpid(child, 0)
    try:
        fine, value = marshal.loads(data)
    except (ValueError, EOFError, TypeError):
        return False, "a helper process ended before its work was done"
    return fine, value


def shares(items: Sequence[T], jobs: int) -> list[Sequence[T]]:
    """``items`` cut into at most ``jobs`` runs of nearly equal length; never an empty one unless there are no items."""
    jobs = max(1, min(jobs, len(items)))
    size, rest = divmod(len(items), jobs)
    parts, start = [], 0
    for number in range(jobs):
        end = start + size + (1 if number < rest else 0)
        parts.append(items[start:end])
        start = end
    return parts
