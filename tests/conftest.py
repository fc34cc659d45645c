"""Every test has the same day and its own copy of the good site."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import sites

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(autouse=True)
def one_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test depends on the date or on the staff language of the machine."""
    monkeypatch.setenv("OMSVERIGE_TODAY", sites.TODAY)
    monkeypatch.delenv("OMSVERIGE_SPEAK", raising=False)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A fresh copy of the good site."""
    return sites.good(tmp_path / "project")


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The good site, built into its ``site/``; to be copied, never changed."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OMSVERIGE_TODAY", sites.TODAY)
        project = sites.good(tmp_path_factory.mktemp("published") / "project")
        ran = sites.build(project)
    assert ran.code == 0, ran.err
    return project


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The browser of one module's tests. Closed with the module: two cannot be driven from one thread at the same time."""
    from browser.browse import browsing

    with browsing() as opened:
        yield opened
