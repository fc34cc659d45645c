"""Real servers answer as the table says: languages, headers, caching, compression, the 404 page, and what they write down."""

from __future__ import annotations

import re
import subprocess
import time
from pathlib import Path

import pytest
import servers
import sites
from headers_asked import ASKED
from servers import Server

YEAR = "public, max-age=31536000, immutable"
HOUR = "public, max-age=3600"
CACHED = {
    "/sv/": "no-cache",
    "/sv/work.html": "no-cache",
    "/languages.html": "no-cache",
    "/sv/booklet.pdf": "no-cache",
    "/sw.js": "no-cache",
    "/": "private, no-cache",
    "/q/ut": "private, no-cache",
    "/q/ut/": "private, no-cache",
    "/sv/violence.html": "no-store",
    "/en/violence.html": "no-store",
    "/ar/violence.html": "no-store",
    "//sv//violence.html": "no-store",
    "/sv/viol%65nce.html": "no-store",
    "/sv/../ar/./violence.html": "no-store",
    "/sv/beside/violence.html": "no-store",
    "/sv/search-0123abcd.json": YEAR,
    "/images/map-0123456789abcdef.svg": YEAR,
    "/assets/icon.svg": "public, max-age=86400",
    "/favicon.svg": "public, max-age=86400",
    "/data/partners.json": HOUR,
    "/sv/feed.xml": HOUR,
    "/robots.txt": HOUR,
    "/sitemap.xml": HOUR,
}
EVERYWHERE = {
    "x-content-type-options": "nosniff",
    "cross-origin-opener-policy": "same-origin",
}


def test_every_header_leads_where_the_matrix_says(many: dict[str, Server], name: str) -> None:
    server, wrong = many[name], []
    for path in ("/", "/q/ut", "/q/ut/", "/Q/UT"):
        for header, code in ASKED:
            answer = server.ask(path, Accept_Language=header)
            got = answer.headers.get("location", "") if answer.status == 302 else str(answer.status)
            if got != (f"/{code}/" if code else "200"):
                wrong.append(f"{path} {header}: {got}")
            assert "Accept-Language" in answer.headers["vary"], (path, header)
            assert answer.headers["cache-control"] == "private, no-cache", (path, header)
    assert not wrong, wrong
    assert len(ASKED) >= 25


def test_a_header_made_to_tire_the_server_is_answered(many: dict[str, Server], name: str) -> None:
    begun = time.monotonic()
    for header, status in (("," * 7000, 200), ("de;q=0," * 900 + "ti", 302), ("en-" * 2300, 302), ("en;q=0" + "0" * 7000, 200), ("x" + " " * 7000 + "y", 200)):
        assert many[name].ask("/", Accept_Language=header).status == status, header[:20]
    assert time.monotonic() - begun < 5


def test_without_a_header_the_chooser_is_shown(small: dict[str, Server], name: str, hosted: Path) -> None:
    for path, file in (("/", "index"), ("/q/ut", "q/ut/index"), ("/q/af/", "q/af/index"), ("/Q/AF", "q/af/index")):
        answer = small[name].ask(path)
        assert (answer.status, answer.body) == (200, (hosted / f"{file}.html").read_bytes()), path
        assert answer.headers["content-type"] == "text/html; charset=utf-8"


def test_all_languages_can_be_reached_by_everybody(small: dict[str, Server], name: str) -> None:
    answer = small[name].ask("/languages.html", Accept_Language="ar")
    assert answer.status == 200 and 'href="/sv/"' in answer.text
    assert "Accept-Language" not in answer.headers.get("vary", "")
    assert 'href="/languages.html"' in small[name].ask("/ar/").text


def test_languages_that_are_not_published_are_not_led_to(small: dict[str, Server], name: str) -> None:
    assert small[name].ask("/", Accept_Language="so, ti;q=0.8").status == 200
    assert small[name].ask("/", Accept_Language="so, en;q=0.8").headers["location"] == "/en/"


def test_what_was_never_a_short_address_is_not_there(small: dict[str, Server], name: str) -> None:
    for path in ("/q/xx", "/q/", "/q/ut/ut"):
        assert small[name].ask(path, Accept_Language="sv").status == 404, path


def test_each_kind_of_file_is_kept_as_long_as_it_should_be(small: dict[str, Server], name: str) -> None:
    found = {path: small[name].ask(path) for path in CACHED}
    assert {path: answer.headers.get("cache-control") for path, answer in found.items()} == CACHED
    assert {answer.status for answer in found.values()} == {200}
    (script,) = [line.split('"')[0] for line in small[name].ask("/sv/").text.split('src="') if "/assets/site-" in line[:20]]
    assert small[name].ask(script).headers["cache-control"] == YEAR


def test_pages_about_violence_leave_no_trace(small: dict[str, Server], name: str) -> None:
    for path in ("/sv/violence.html", "/ar/violence.html", "/sv/beside/violence.html"):
        headers = small[name].ask(path).headers
        assert (headers["cache-control"], headers["referrer-policy"]) == ("no-store", "no-referrer"), path
    assert small[name].ask("/sv/work.html").headers["referrer-policy"] == "same-origin"


def test_every_answer_is_guarded(small: dict[str, Server], name: str) -> None:
    for path in (*CACHED, "/nothing-here", "/sv"):
        headers = small[name].ask(path, Accept_Language="sv" if path == "/q/ut" else "").headers
        assert {key: headers.get(key) for key in EVERYWHERE} == EVERYWHERE, path
        policy = headers["content-security-policy"]
        assert policy.startswith("default-src 'none'; script-src 'self';"), path
        assert re.search(r"; style-src(?: 'sha256-[A-Za-z0-9+/]{43}=')+;", policy), path
        assert policy.endswith("frame-ancestors 'none'"), path
        assert "unsafe" not in policy and headers["permissions-policy"].startswith("accelerometer=()")
        assert not any(sign.isdigit() for sign in headers.get("server", "")), "a version"
        assert "strict-transport-security" not in headers, "not over plain HTTP"
    assert name == "nginx" or "server" not in small[name].ask("/sv/").headers


def test_cards_may_be_embedded_and_data_read_by_partners(small: dict[str, Server], name: str) -> None:
    card, data, page = (small[name].ask(path).headers for path in ("/sv/card.html", "/data/partners.json", "/sv/"))
    assert card["content-security-policy"].endswith("frame-ancestors *")
    assert data["access-control-allow-origin"] == "*"
    assert data["content-type"].startswith("application/json")
    assert card["cross-origin-resource-policy"] == data["cross-origin-resource-policy"] == "cross-origin"
    assert page["cross-origin-resource-policy"] == "same-origin" and "access-control-allow-origin" not in page


@pytest.mark.parametrize(
    ("path", "type"),
    [
        ("/sv/feed.xml", "application/atom+xml; charset=utf-8"),
        ("/sv/", "text/html; charset=utf-8"),
        ("/robots.txt", "text/plain; charset=utf-8"),
        ("/sitemap.xml", "text/xml; charset=utf-8"),
        ("/sv/booklet.pdf", "application/pdf"),
        ("/favicon.svg", "image/svg+xml"),
    ],
)
def test_files_say_what_they_are(small: dict[str, Server], name: str, path: str, type: str) -> None:
    got = small[name].ask(path).headers["content-type"]
    assert got in (type, f"{type}; charset=utf-8")


def test_what_is_not_there_gets_the_404_page(small: dict[str, Server], name: str, hosted: Path) -> None:
    for path in ("/nothing-here", "/sv/nothing.html", "/assets/none-0123456789.js", "/sv/none/feed.xml", "/none/feed.xml"):
        answer = small[name].ask(path)
        assert (answer.status, answer.body) == (404, (hosted / "404.html").read_bytes()), path
        assert answer.headers["content-type"] == "text/html; charset=utf-8", path
        assert answer.headers["cache-control"] == "no-cache", path


@pytest.mark.parametrize("path", ["/.press-manifest", "/.hidden", "/_headers", "/sv/../.hidden", "/%2ehidden"])
def test_what_is_not_for_readers_is_not_served(small: dict[str, Server], name: str, path: str) -> None:
    answer = small[name].ask(path)
    assert answer.status == 404 and b"secret" not in answer.body


def test_text_is_compressed(small: dict[str, Server], name: str) -> None:
    for path in ("/sv/", "/sitemap.xml"):
        whole, packed = small[name].ask(path), small[name].ask(path, Accept_Encoding="gzip")
        assert packed.headers["content-encoding"] == "gzip" and "Accept-Encoding" in packed.headers["vary"]
        assert packed.text == whole.text and len(packed.body) < len(whole.body) / 2, path


def test_head_says_the_same_without_a_body(small: dict[str, Server], name: str) -> None:
    for path in ("/", "/sv/", "/sv/violence.html", "/nothing"):
        get, head = small[name].ask(path), small[name].ask(path, "HEAD")
        assert head.body == b"" and head.status == get.status, path
        assert head.headers["cache-control"] == get.headers["cache-control"], path
    assert small[name].ask("/", "HEAD", Accept_Language="ar").headers["location"] == "/ar/"


def test_nothing_is_sent_again_that_has_not_changed(small: dict[str, Server], name: str) -> None:
    for path in ("/sv/work.html", "/languages.html"):
        mark = small[name].ask(path).headers["etag"]
        assert small[name].ask(path, If_None_Match=mark).status == 304, path


def test_a_folder_without_its_slash_is_found_on_the_same_host(small: dict[str, Server], name: str) -> None:
    answer = small[name].ask("/sv")
    assert answer.status in (301, 308) and answer.headers["location"] == "/sv/"


def test_a_base_path_is_kept_everywhere(below: dict[str, Server], name: str) -> None:
    server = below[name]
    assert server.ask("/", Accept_Language="ar-SY").headers["location"] == "/om-sverige/ar/"
    assert server.ask("/sv/").status == 200 and server.ask("/").status == 200
    assert 'href="/om-sverige/languages.html"' in server.ask("/ar/").text
    assert server.ask("").headers["location"] == "/om-sverige/" and server.ask("/sv").headers["location"] == "/om-sverige/sv/"
    missing = server.ask("/nothing")
    assert missing.status == 404 and "/om-sverige/sv/" in missing.text
    assert server.ask_whole("/sv/").status == 404
    assert server.ask("/favicon.svg").headers["cache-control"] == "public, max-age=86400"
    for path in ("/q/br", "/q/br/", "/q/BR"):
        assert server.ask(path, Accept_Language="en").headers["location"] == "/om-sverige/en/"
        chooser = server.ask(path)
        assert chooser.status == 200 and chooser.headers["cache-control"] == "private, no-cache"


def test_the_log_counts_visits_and_knows_nobody(small: dict[str, Server], name: str) -> None:
    secrets = {"User_Agent": "Telephone-of-somebody", "Referer": "https://somewhere.example/", "Cookie": "who=me"}
    small[name].ask("/q/af?secret-word=1", Accept_Language="so-SO,sv;q=0.5", **secrets)
    small[name].ask("/nothing-for-you?secret-word=1", **secrets)
    for _ in range(100):
        written = small[name].logs()
        if "/q/af" in written and "/nothing-for-you" in written:
            break
        time.sleep(0.05)
    assert "/q/af" in written and "302" in written and "/nothing-for-you" in written and "404" in written
    for word in (servers.FROM, "Telephone", "somewhere", "secret-word", "who=me", "so-SO"):
        assert word not in written, word
    assert servers.FROM not in (small[name].folder / "said.txt").read_text()


def test_the_log_is_one_that_visits_are_counted_from(small: dict[str, Server], name: str, published: Path) -> None:
    from press.readers.access_log import CADDY, LINE

    for path in ("/Q/UT", "/ar/work.html", "/nothing-to-count"):
        small[name].ask(path, Accept_Language="sv")
    file = small[name].folder / "om-sverige.log"
    for _ in range(100):
        if b"/nothing-to-count" in file.read_bytes():
            break
        time.sleep(0.05)
    pattern = CADDY if name == "caddy" else LINE
    assert all(pattern.match(line) for line in file.read_bytes().splitlines()), "the quick way is for these"
    ran = sites.call("visits", file, "--project", published, "--speak", "en")
    assert ran.code == 0, ran.err
    assert re.search(r"\nut-kort +The letter with the card +[1-9]", ran.out) and re.search(r"\nar +Arabic +[1-9]", ran.out)
    assert "could not be read" not in ran.out and re.search(r"errors [1-9]", ran.out)


def test_with_tls_everything_is_strict(published: Path, hosted: Path, tmp_path: Path, name: str) -> None:
    servers.made(published, hosted, tmp_path, "--for", name)
    own = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-keyout", "privkey.pem", "-out", "fullchain.pem"]
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", *own], cwd=tmp_path, check=True, capture_output=True)
    plain, port = servers.free_ports(2)
    if name == "caddy":
        file = tmp_path / "Caddyfile"
        text = file.read_text().replace("/var/log/caddy/", f"{tmp_path}/")
        top = f"localhost:{port} {{\n\ttls {tmp_path}/fullchain.pem {tmp_path}/privkey.pem\n"
        globals = f"{{\n\tadmin off\n\tskip_install_trust\n\thttp_port {plain}\n\thttps_port {port}\n}}\n"
        file.write_text(globals + text.replace("omsverige.example {\n", top))
        command = ["run", "--adapter", "caddyfile", "--config", str(file)]
    else:
        file = tmp_path / "om-sverige.conf"
        text = file.read_text().replace("/var/log/nginx/", f"{tmp_path}/")
        text = "".join(line for line in text.splitlines(True) if "listen [::]" not in line)
        text = text.replace("/etc/letsencrypt/live/omsverige.example/", f"{tmp_path}/")
        file.write_text(text.replace("listen 80;", f"listen 127.0.0.1:{plain};").replace("listen 443", f"listen 127.0.0.1:{port}"))
        command = servers.nginx_command(tmp_path)
    with servers.running(name, command, tmp_path, port):
        answer = Server(name, port, "", tmp_path, tls=True).ask("/", Accept_Language="en")
        assert (answer.status, answer.headers["location"]) == (302, "/en/")
        assert answer.headers["strict-transport-security"] == "max-age=31536000"
        sent = Server(name, plain, "", tmp_path).ask("/q/ut?x=1")
        assert sent.status in (301, 308) and sent.headers["location"].startswith("https://")


@pytest.mark.parametrize("more", [(), ("--no-tls",)])
@pytest.mark.parametrize("which", ["small", "sampler", "real"])
def test_the_servers_accept_the_configuration_as_it_is(
    which: str, more: tuple[str, ...], published: Path, hosted: Path, tmp_path: Path
) -> None:
    project = {"small": published, "sampler": sites.ROOT / "tests/browser/sampler", "real": sites.ROOT}[which]
    if which == "sampler":
        project = sites.project_from(project, tmp_path / "project")
    servers.made(project, hosted, tmp_path, *more)
    caddyfile = tmp_path / "Caddyfile"
    caddyfile.write_text(caddyfile.read_text().replace("/var/log/caddy/", f"{tmp_path}/"))
    command = [str(servers.program("caddy")), "validate", "--adapter", "caddyfile", "--config", str(caddyfile)]
    done = subprocess.run(command, env=servers.environment(tmp_path), capture_output=True, text=True, check=False)
    assert done.returncode == 0 and "Valid configuration" in done.stdout + done.stderr, done.stderr
    warned = [line for line in done.stderr.splitlines() if '"warn"' in line and "only on the HTTP port" not in line]
    assert not warned, warned
    conf = tmp_path / "om-sverige.conf"
    text = conf.read_text().replace("/var/log/nginx/", f"{tmp_path}/")
    host = "sampler.example" if which == "sampler" else "omsverige.example"
    for pem in ("fullchain.pem", "privkey.pem"):
        text = text.replace(f"/etc/letsencrypt/live/{host}/{pem}", f"{tmp_path}/{pem}")
    conf.write_text(text)
    own = ["-subj", f"/CN={host}", "-keyout", "privkey.pem", "-out", "fullchain.pem"]
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", *own], cwd=tmp_path, check=True, capture_output=True)
    command = [str(servers.program("nginx")), "-t", *servers.nginx_command(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0 and "successful" in done.stderr and "[warn]" not in done.stderr, done.stderr
