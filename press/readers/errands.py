"""Errands: what has to be read anew, of every kind, gathered first so that it can be shared out over the cores at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from press.adapters.processes import Job, run
from press.store.ledger import Ledger, Memo

FEW = 4
"""Below this number of errands a second process costs more than it saves."""


class Errands:
    """Readings by shelf and key; only those the ledger does not remember are done."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.memos: dict[str, Memo] = {}
        self.todo: list[tuple[Callable[[Any], None], Job]] = []
        self.here: list[tuple[Callable[[Any], None], Job]] = []

    def want(self, shelf: str, key: str, job: Job, here: bool = False) -> None:
        """Ask for a result; it can be had with :meth:`get` after :meth:`run`. ``here``: this very process does the errand, for
        it will need the library that is loaded for it."""
        if shelf not in self.memos:
            self.memos[shelf] = Memo(self.ledger, shelf)
        memo = self.memos[shelf]
        if memo.has(key):
            memo.get(key, job)
        else:
            (self.here if here else self.todo).append((lambda result: memo.put(key, result), job))

    def add(self, take: Callable[[Any], None], job: Job) -> None:
        """A job whose result is handed to ``take``; its maker remembers it by itself."""
        self.todo.append((take, job))

    def run(self, workers: int) -> None:
        """Do what has to be done, and remember it."""
        todo = [*self.here, *self.todo]
        results = run([job for _, job in todo], workers if len(todo) >= FEW else 1, len(self.here))
        for (take, _), result in zip(todo, results, strict=True):
            take(result)
        for memo in self.memos.values():
            memo.save()

    def get(self, shelf: str, key: str) -> Any:
        """A result that was asked for before :meth:`run`."""
        return self.memos[shelf].used[key]
