"""A small site and the sampler (with a base path), each behind a real Caddy and a real nginx with the generated configurations."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
import servers
import sites
from servers import Server

HERE = Path(__file__).resolve().parent
SAMPLER = sites.ROOT / "tests" / "browser" / "sampler"
PLANTED = {
    "sv/beside/violence.html": b"<!doctype html><title>x</title>",
    "sv/card.html": b"<!doctype html><title>x</title>",
    "sv/search-0123abcd.json": b"{}",
    "data/partners.json": b"{}",
    "sv/feed.xml": b"<feed/>",
    "images/map-0123456789abcdef.svg": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    "sv/booklet.pdf": b"%PDF-1.7",
    "sw.js": b"//",
    "_headers": b"secret",
    ".hidden": b"secret",
}
"""Files of extras that this small site does not have."""


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What these tests need must be there before the first one runs: none of them may be passed over in silence."""
    mine = [item for item in items if HERE in item.path.parents]
    lacking = [name for name in servers.NAMES if servers.program(name) is None]
    if mine and lacking:
        raise pytest.UsageError(
            f"The hosting tests need {' and '.join(lacking)}. Debian: apt-get install --no-install-recommends caddy nginx-light"
        )
    if any(item.get_closest_marker("browser") for item in mine):
        from browser.browse import chromium

        if chromium() is None:
            raise pytest.UsageError(
                "The hosting tests need a Chromium. Debian: apt-get install --no-install-recommends chromium-headless-shell"
            )


@pytest.fixture(scope="package")
def hosted(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small site's published folder, with the files of all extras in it."""
    root = Path(shutil.copytree(published / "site", tmp_path_factory.mktemp("hosted") / "site"))
    for name, data in PLANTED.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data)
    return root


@pytest.fixture(scope="package")
def small(published: Path, hosted: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Server]]:
    """The small site, at the root of its host."""
    with ExitStack() as stack:
        yield servers.both(published, hosted, tmp_path_factory.mktemp("small"), "omsverige.example", "", stack)


@pytest.fixture(scope="package")
def many(hosted: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Server]]:
    """The configuration of the real content, with all its languages, in front of the small site's files."""
    with ExitStack() as stack:
        yield servers.both(sites.ROOT, hosted, tmp_path_factory.mktemp("many"), "omsverige.example", "", stack)


@pytest.fixture(scope="package")
def below(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Server]]:
    """The sampler, whose base URL has a path."""
    folder = tmp_path_factory.mktemp("below")
    project = Path(shutil.copytree(SAMPLER, folder / "project"))
    ran = sites.build(project)
    assert ran.code == 0, ran.err
    with ExitStack() as stack:
        yield servers.both(project, project / "site", folder, "sampler.example", "/om-sverige", stack)


@pytest.fixture(params=servers.NAMES)
def name(request: pytest.FixtureRequest) -> str:
    """First the one server, then the other."""
    found: str = request.param
    return found
