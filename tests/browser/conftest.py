"""Both sites are built and served once; one browser is open for the whole room. A machine without a browser is told so."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from .browse import PROGRAMS, Crowd, browsing, chromium
from .finished import ROOT, SAMPLER, Site, make
from .looking import Seen, every, looked, version
from .webkit import Phone, phone

HERE = Path(__file__).resolve().parent
JAR = HERE.parent / "tools" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What these tests need must be there before the first one runs: none of them may be passed over in silence."""
    mine = [item for item in items if HERE in item.path.parents]
    if any(item.get_closest_marker("browser") for item in mine) and chromium() is None:
        raise pytest.UsageError(
            f"The browser tests need a Chromium ({', '.join(PROGRAMS)}), or its path in OMSVERIGE_CHROMIUM. "
            "Debian: apt-get install --no-install-recommends chromium-headless-shell"
        )
    if any(item.path.name == "test_validity.py" for item in mine):
        if shutil.which("java") is None:
            raise pytest.UsageError("The Nu checker needs Java. Debian: apt-get install default-jre-headless")
        if not JAR.is_file():
            raise pytest.UsageError("The Nu checker is not there. Run: npm ci --ignore-scripts (in tests/tools)")


@pytest.fixture(scope="package")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The project in this repository."""
    site, served = make("real", ROOT, tmp_path_factory.mktemp("real"))
    yield site
    served.shutdown()
    served.server_close()


@pytest.fixture(scope="package")
def sampler(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The sampler: every kind of content, sections that fall back, a publisher, and a base path."""
    site, served = make("sampler", SAMPLER, tmp_path_factory.mktemp("sampler"))
    yield site
    served.shutdown()
    served.server_close()


@pytest.fixture(scope="package")
def sites(real: Site, sampler: Site) -> tuple[Site, Site]:
    """Both."""
    return real, sampler


@pytest.fixture(params=["real", "sampler"])
def site(request: pytest.FixtureRequest) -> Site:
    """First the one, then the other."""
    found: Site = request.getfixturevalue(request.param)
    return found


@pytest.fixture(scope="package")
def crowd() -> Iterator[Crowd]:
    """Several browsers, for what is looked at on every page."""
    everybody = Crowd()
    yield everybody
    everybody.close()


@pytest.fixture(scope="package")
def seen(crowd: Crowd, sites: tuple[Site, ...]) -> tuple[Seen, ...]:
    """Every page of both sites, loaded once and looked at in every way. What was found on the pages of the project itself is
    written down for its accessibility statement (python3 build.py accessibility)."""
    found = looked(crowd, every(sites))
    real = [page for page in found if page.page.startswith("real ")]
    faults = sum(len(page.faults) for page in real)
    result = {"tested": time.strftime("%Y-%m-%d", time.gmtime()), "tool": f"axe-core {version()}", "pages": len(real), "found": faults}
    (ROOT / ".press" / "looked.json").write_text(json.dumps(result))
    return found


@pytest.fixture(scope="module")
def webkit() -> Iterator[Phone]:
    """A window of WebKit."""
    with phone() as found:
        yield found


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """The browser of all tests that need only one."""
    with browsing() as opened:
        yield opened
