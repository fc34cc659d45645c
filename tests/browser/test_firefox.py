"""The same site in Firefox: every kind of page from 320 to 1,920 px with axe, and what its scripts do."""

from __future__ import annotations

import pytest

from .browse import report
from .finished import SCRIPTS, Site
from .firefox import in_firefox

pytestmark = [pytest.mark.browser, pytest.mark.slow]

WIDTHS = (320, 800, 1920)
FEATURES = 7  # pages that the program opens beside those it is given


def test_firefox_shows_every_kind_of_page_and_runs_every_script(real: Site) -> None:
    pages = [page for code in ("sv", *SCRIPTS) for page in real.kinds(code).values()] + ["/", "/404.html"]
    seen, faults = in_firefox(real, real.address, pages, WIDTHS, True)
    assert seen == len(pages) * len(WIDTHS) + FEATURES
    assert not faults, report(faults)
