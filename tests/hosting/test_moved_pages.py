"""Real servers send on from the old address of a page that has moved, at the root of a host and below a base path."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
import servers
import sites
from servers import Server


@pytest.fixture(scope="module", params=["", "/om-sverige"])
def moved(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Server]]:
    """The small site with pages that have moved, behind both servers."""
    base: str = request.param
    folder = tmp_path_factory.mktemp("moved")
    project = sites.good(folder / "good")
    (project / "content" / "moved.yaml").write_text("jobs: trade\ntrade: work#register\nold-violence: violence\nstart: index\n")
    sites.edit(project, "content/site.yaml", "base-url: https://omsverige.example", f"base-url: https://omsverige.example{base}")
    assert sites.build(project).code == 0
    with ExitStack() as stack:
        found = {}
        for one in servers.NAMES:
            place, port = folder / one, servers.free_ports()[0]
            servers.made(project, project / "site", place, "--no-tls", "--for", one)
            stack.enter_context(servers.running(one, servers.prepared(one, place, port, "omsverige.example"), place, port))
            found[one] = Server(one, port, base, place)
        yield found


def test_who_has_the_old_address_is_sent_on(moved: dict[str, Server], name: str) -> None:
    server = moved[name]
    for old, new in {
        "/sv/jobs.html": "/sv/work.html#register", "/ar/jobs": "/ar/work.html#register", "/en/trade.html": "/en/work.html#register",
        "/sv/old-violence.html": "/sv/violence.html", "/ar/start.html": "/ar/",
    }.items():  # fmt: skip
        answer = server.ask(old)
        assert answer.status == 301, (old, answer.status)
        assert answer.headers["location"].endswith(server.base + new), (old, answer.headers["location"])
        there = answer.headers["location"].split("#")[0].removeprefix("http://omsverige.example")
        assert server.ask_whole(there).status == 200
    assert server.ask("/sv/jobs-more.html").status == 404 and server.ask("/xx/jobs.html").status == 404
    assert server.ask("/sv/work.html").status == 200, "and nothing else is"


def test_the_way_to_a_page_about_violence_leaves_no_trace_either(moved: dict[str, Server], name: str) -> None:
    answer = moved[name].ask("/sv/old-violence.html")
    assert answer.headers["cache-control"] == "no-store" and answer.headers["referrer-policy"] == "no-referrer"
    assert moved[name].ask("/sv/jobs.html").headers["cache-control"] == "no-cache", "a name that is used again is found again"
