"""The frozen values of places: the counties (län) and municipalities (kommuner) of ``content/places.yaml``."""

from __future__ import annotations

from typing import NamedTuple

from press.problems import Place

LOCAL = "local"
"""The page that lists the counties; the page of each is named after it."""

FACTS = ("kvinnofridslinjen", "unizon", "roks")
"""The facts on the page of every county: the number to call, then where to find a women's shelter."""

HELP = "help"
"""The section the pages lead to: that of the first safety page that has one with this id."""


class Municipality(NamedTuple):
    """A municipality: its four-digit code (SCB, the county's two digits first), its Swedish name, its own website."""

    code: str
    name: str
    url: str


class County(NamedTuple):
    """A county. ``key`` is its name in addresses; ``verified`` is false while one of its addresses is not confirmed;
    ``digest`` is of all it says, whatever line it stands on. Municipalities stand in Swedish alphabetical order."""

    digest: str
    key: str
    code: str
    name: str
    region: str
    region_url: str
    care_url: str
    board: str
    board_url: str
    source: str
    checked: str
    verified: bool
    municipalities: tuple[Municipality, ...]
    place: Place

    @property
    def page(self) -> str:
        """The name of the county's page, which every language has and nobody writes: ``local-skane``."""
        return f"{LOCAL}-{self.key}"
