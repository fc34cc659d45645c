"""``_headers`` and ``_redirects`` as the hosts that know them read them, and the verb that writes everything."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import sites
from headers_asked import TABLE

from press.commands.project import open_project
from press.makers.hosting import HostingView, forms, headers_of, hosting_view, kinds
from press.makers.hosting_files import make_headers, make_redirects
from press.makers.hosting_servers import make_caddyfile, make_nginx

PATHS = (
    "/", "/q/ut/", "/languages.html", "/sv/", "/sv/work.html", "/sv/violence.html", "/sv/violence", "/ar/beside/violence.html",
    "/assets/site-0123456789.js", "/assets/icon.svg", "/favicon.svg", "/images/map-0123456789abcdef.svg", "/en/search-0a1b2c.json",
    "/en/card.html", "/data/partners.json", "/feed.xml", "/ar/feed.xml", "/robots.txt", "/sitemap.xml", "/sw.js", "/404.html",
)  # fmt: skip


@pytest.fixture
def view(published: Path) -> HostingView:
    """The view of the good site."""
    site = open_project(published, 1).site
    return hosting_view(site, "omsverige.example", "/var/www/om-sverige", True, ("sha256-b=", "sha256-a="))


def rules(text: str) -> list[tuple[str, list[str]]]:
    """The rules of a ``_headers`` file: a path, and its lines."""
    found: list[tuple[str, list[str]]] = []
    for line in text.splitlines():
        if line.startswith("/"):
            found.append((line, []))
        elif line.startswith("  "):
            found[-1][1].append(line.strip())
        else:
            assert not line or line.startswith("#"), line
    return found


def matches(rule: str, path: str) -> bool:
    """Whether a rule's path (``*`` for anything, ``:name`` for one part) matches."""
    parts = [
        "[^/]+" if part.startswith(":") else ".*".join(map(re.escape, part.split("*"))) for part in rule.split("/")
    ]
    return re.fullmatch("/".join(parts), path) is not None


def as_netlify(text: str, path: str) -> dict[str, str]:
    """The last rule wins; a line without a colon is passed over (netlify/build, headers-parser; netlify/cli, headers.ts)."""
    found = {}
    for rule, lines in rules(text):
        if matches(rule, path):
            found.update(line.split(": ", 1) for line in lines if ":" in line)
    return found


def as_cloudflare(text: str, path: str) -> dict[str, str]:
    """Values of several rules are joined; ``! Name`` takes a header away first (Cloudflare Pages, "Headers")."""
    found: dict[str, str] = {}
    for rule, lines in rules(text):
        if matches(rule, path):
            for line in lines:
                if line.startswith("! "):
                    found.pop(line[2:], None)
            for line in [line for line in lines if not line.startswith("! ")]:
                name, value = line.split(": ", 1)
                found[name] = f"{found[name]}, {value}" if name in found else value
    return found


@pytest.mark.parametrize("path", PATHS)
def test_both_readings_of_headers_say_what_the_table_says(view: HostingView, path: str) -> None:
    text = make_headers(view).decode()
    assert as_netlify(text, path) == as_cloudflare(text, path) == headers_of(view, path)


def test_hosts_with_limits_take_the_headers(view: HostingView) -> None:
    found = rules(make_headers(view).decode())
    assert len(found) <= 100 and all(path.count("*") <= 1 for path, _ in found)
    assert all(len(line) <= 2000 for _, lines in found for line in lines)


@pytest.mark.parametrize("path", PATHS)
def test_no_path_is_of_two_kinds(view: HostingView, path: str) -> None:
    assert len([kind.name for kind in kinds(view) if re.search(kind.pattern, path)]) <= 1


def test_redirects_ask_for_longer_forms_first_and_only_of_known_addresses(view: HostingView) -> None:
    known = forms((("sv", "sv"), ("fa", "fa"), ("prs", "fa-AF")))
    lines = make_redirects(view._replace(forms=known)).decode().splitlines()[1:]
    assert {line.split()[0] for line in lines} == {"/", "/q/af", "/q/ut"}
    assert [line for line in lines if line.startswith("/ ")] == [
        "/ /prs/ 302! Language=fa-arab-af",
        "/ /prs/ 302! Language=fa-af",
        "/ /fa/ 302! Language=pes",
        "/ /prs/ 302! Language=prs",
        "/ /fa/ 302! Language=fa",
        "/ /sv/ 302! Language=sv",
    ]


def test_a_base_path_stands_before_every_path(view: HostingView) -> None:
    below = view._replace(base="/om-sverige")
    assert all(path.startswith("/om-sverige/") for path, _ in rules(make_headers(below).decode()))
    for line in make_redirects(below).decode().splitlines()[1:]:
        assert all(part.startswith("/om-sverige/") for part in line.split()[:2])


def test_what_is_used_is_allowed_and_nothing_else(view: HostingView) -> None:
    policy = dict(headers_of(view, "/sv/"))["Content-Security-Policy"]
    assert "manifest-src" not in policy and "form-action 'none'" in policy
    assert "; style-src 'sha256-a=' 'sha256-b=';" in policy, "no style but those that are known, from nowhere"
    policy = headers_of(view._replace(extras=("search", "offline")), "/sv/")["Content-Security-Policy"]
    assert "manifest-src 'self'" in policy and "form-action 'self'" in policy


def test_strict_transport_security_is_said_by_who_speaks_https(view: HostingView) -> None:
    for make in (make_caddyfile, make_nginx, make_headers):
        assert b"Strict-Transport-Security: " in make(view) or b'Strict-Transport-Security "' in make(view)
        assert b'Strict-Transport-Security "' not in make(view._replace(tls=False))


def test_a_port_in_the_base_url_is_a_port_of_the_server(view: HostingView) -> None:
    text = make_nginx(view._replace(host="omsverige.example:8443")).decode()
    assert "listen 8443 ssl" in text and "server_name omsverige.example;" in text and "omsverige.example:8443$request_uri" in text
    assert "omsverige.example:8443 {" in make_caddyfile(view._replace(host="omsverige.example:8443")).decode()


def test_hosts_of_files_speak_https_whatever_our_own_server_does(published: Path, tmp_path: Path) -> None:
    assert hosting(published, "--no-tls", "--out", tmp_path).code == 0
    found = {file.name for file in tmp_path.iterdir() if b"Strict-Transport-Security: max-age" in file.read_bytes()}
    assert found == {"_headers"}


def test_the_real_content_knows_every_form() -> None:
    site = open_project(sites.ROOT, 1).site
    assert dict(hosting_view(site, "x", "/srv", True, ()).forms) == TABLE


def hosting(project: Path, *more: str | Path) -> sites.Ran:
    """The verb."""
    return sites.call("hosting", "--project", project, "--speak", "en", *more)


def test_all_three_ways_are_written_twice_the_same(published: Path, tmp_path: Path) -> None:
    for folder in ("one", "two"):
        assert hosting(published, "--out", tmp_path / folder).code == 0
    names = ["Caddyfile", "_headers", "_redirects", "om-sverige.conf"]
    assert sorted(file.name for file in (tmp_path / "one").iterdir()) == names
    assert all((tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes() for name in names)


def test_one_way_alone(published: Path, tmp_path: Path) -> None:
    assert hosting(published, "--for", "nginx", "--out", tmp_path / "x").code == 0
    assert [file.name for file in (tmp_path / "x").iterdir()] == ["om-sverige.conf"]


def test_nothing_lands_in_the_published_site_unless_asked(published: Path) -> None:
    ran = hosting(published, "--out", published / "site")
    assert ran.code == 2 and "inside the published site" in ran.err


def test_files_put_into_the_site_stay_there(published: Path, tmp_path: Path) -> None:
    project = sites.project_from(published, tmp_path / "project")
    assert hosting(project, "--into-site").code == 0
    work = project / "content/sv/work.md"
    work.write_text(work.read_text() + "\nMer.\n")
    assert sites.build(project).code == 0
    assert sites.build(project, "--fresh").code == 0
    assert (project / "site/_headers").is_file() and (project / "site/_redirects").is_file()


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--into-site", "--for", "caddy"), "Only _headers and _redirects"),
        (("--root", "www"), "the site's folder on the server"),
        (("--root", "/var/www/a; rm"), "the site's folder on the server"),
        (("--root", "/"), "the site's folder on the server"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_a_way_out(published: Path, words: tuple[str, ...], says: str) -> None:
    ran = hosting(published, *words)
    assert ran.code == 2 and says in ran.err and "fix:" in ran.err and not Path("hosting").is_dir()


def test_into_a_site_that_is_not_built(project: Path) -> None:
    ran = hosting(project, "--into-site")
    assert ran.code == 2 and "There is no built site" in ran.err


def test_into_a_site_below_a_base_path(project: Path) -> None:
    settings = project / "content/site.yaml"
    settings.write_text(settings.read_text().replace("https://omsverige.example", "https://omsverige.example/om-sverige"))
    ran = hosting(project, "--into-site")
    assert ran.code == 2 and "/om-sverige" in ran.err and "fix:" in ran.err


@pytest.mark.parametrize("url", ["https://å.example", "https://x.example/a{b}", "https://x.example/a b"])
def test_an_address_no_server_can_have(project: Path, url: str, tmp_path: Path) -> None:
    settings = project / "content/site.yaml"
    settings.write_text(settings.read_text().replace("base-url: https://omsverige.example", f"base-url: {url}"))
    ran = hosting(project, "--out", tmp_path / "x")
    assert ran.code == 1 and "fix:" in ran.err and not (tmp_path / "x").exists()
