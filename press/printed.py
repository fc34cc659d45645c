"""The frozen values of the register: addresses that stand on paper, and the orders of paper they stand on."""

from __future__ import annotations

from typing import NamedTuple

from press.problems import Place


class Printing(NamedTuple):
    """One order of paper with an address on it. ``by`` and ``where`` are organisations and places, never a person; ``when``
    is an ISO date; ``base`` is the base URL that was printed before the address."""

    by: str
    what: str
    where: str
    when: str
    copies: int
    base: str
    place: Place


class Printed(NamedTuple):
    """An address that stands on paper somewhere, and therefore has to work for ever; ``since`` is an ISO date."""

    address: str
    channel: str
    place: Place
    since: str = ""
    printings: tuple[Printing, ...] = ()

    @property
    def copies(self) -> int:
        """All copies of all printings."""
        return sum(printing.copies for printing in self.printings)
