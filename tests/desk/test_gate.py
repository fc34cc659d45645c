"""Who is let in at the desk: this machine's own browser, by the desk's own pages, with the key; every other is told why not."""

from __future__ import annotations

import http.client
import re
import socket
from pathlib import Path

import pytest
import sites
from desktop import Opened, open_desk

from press.desk.app import PAGES


def test_only_this_machine_can_reach_it(desk: Opened) -> None:
    port = desk.desk.gate.port
    others = {info[4][0] for info in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)} - {"127.0.0.1"}
    for address in others:
        if address.startswith("127."):
            continue  # the loopback network is this machine
        with pytest.raises(OSError):
            socket.create_connection((address, port), timeout=2)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Host": "desk.example"}, 421),
        ({"Host": "127.0.0.1"}, 421),
        ({"Origin": "https://example.org", "Sec-Fetch-Site": "cross-site"}, 403),
        ({"Origin": "null"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"X-Desk": ""}, 403),
        ({"Origin": ""}, 403),
        ({}, 200),
    ],
)
def test_a_change_is_asked_for_by_the_desks_own_pages_only(desk: Opened, headers: dict[str, str], status: int) -> None:
    found, told = desk.call("POST", "/preview", {"path": "content/sv/index.md", "text": "x"}, **{name.replace("-", "_"): text for name, text in headers.items()})
    assert found == status, told
    if status != 200:
        assert "Öppna" in str(told), "the way out"


@pytest.mark.parametrize("key", ["", "x", "a" * 22])
def test_without_the_key_nothing_is_told(desk: Opened, key: str) -> None:
    wrong = desk._replace(address=desk.address.rsplit("/", 1)[0] + (f"/{key}" if key else ""))
    status, told = wrong.call("GET", "/")
    assert status == 403 and desk.desk.gate.key not in str(told)


@pytest.mark.parametrize(
    "path",
    [
        "../etc/passwd", "content/../../secret.md", "content/sv/../../../x.md", "/etc/passwd", "content/./sv/index.md", "content//sv/index.md",
        "content\\sv\\index.md", "content/.hidden.md", "locales/sv.po", "build.py", "content/sv/index.md\0.yaml", ".press/drafts/x.yaml", "content/sv", "",
    ],
)  # fmt: skip
def test_paths_that_lead_elsewhere_are_refused(desk: Opened, path: str) -> None:
    (desk.folder / "secret.md").write_text("secret")
    before = sorted(file for file in desk.folder.rglob("*") if ".press" not in file.parts)
    status, told = desk.call("POST", "/save", {"path": path, "text": "mine", "base": "", "base_text": ""})
    assert status in (404, 422) and told["fix"]
    status, told = desk.call("POST", "/preview", {"path": path, "text": "mine", "draft": True, "writer": "a" * 12})
    assert status in (404, 422)
    assert sorted(file for file in desk.folder.rglob("*") if ".press" not in file.parts) == before
    assert not list((desk.folder / ".press" / "drafts").glob("*"))


@pytest.mark.parametrize("path", ["/edit/content/%2e%2e/secret.md", "/edit/..%2f..%2fsecret.md", "/own/..%2fapp.py", "/own/%2e%2e/app.py", "/site/..%2f..%2fsecret.md", "/site/assets/../../../secret.md"])
def test_addresses_that_lead_elsewhere_are_refused(desk: Opened, path: str) -> None:
    (desk.folder / "secret.md").write_text("secret")
    connection = http.client.HTTPConnection("127.0.0.1", desk.desk.gate.port, timeout=20)
    connection.request("GET", desk.desk.gate.root + path)
    answer = connection.getresponse()
    assert answer.status in (403, 404, 422)
    assert b"secret" not in answer.read().replace(b"secret.md", b"")


def test_symbolic_links_are_not_followed(desk: Opened, tmp_path: Path) -> None:
    outside = tmp_path / "outside.md"
    outside.write_text("---\ntitle: x\n---\nsecret words\n")
    (desk.folder / "content" / "sv" / "linked.md").symlink_to(outside)
    status, told = desk.call("GET", "/edit/content/sv/linked.md")
    assert status == 422 and "secret words" not in str(told)
    status, _ = desk.call("POST", "/save", {"path": "content/sv/linked.md", "text": "mine", "base": "", "base_text": ""})
    assert status == 422 and "secret words" in outside.read_text()
    folder = desk.folder / "content" / "en"
    folder.rename(tmp_path / "elsewhere")
    folder.symlink_to(tmp_path / "elsewhere")
    assert desk.call("POST", "/save", {"path": "content/en/index.md", "text": "mine", "base": "", "base_text": ""})[0] == 422


def test_too_much_is_refused_before_it_is_read(desk: Opened) -> None:
    status, told = desk.call("POST", "/save", b"{" + b" " * 5_000_000)
    assert status == 413 and told["fix"]
    connection = http.client.HTTPConnection("127.0.0.1", desk.desk.gate.port, timeout=20)
    headers = {"X-Desk": "1", "Origin": desk.address.rsplit("/", 1)[0], "Content-Length": str(10**12)}
    connection.putrequest("POST", desk.desk.gate.root + "/save")
    for name, value in headers.items():
        connection.putheader(name, value)
    connection.endheaders()
    assert connection.getresponse().status == 413, "answered without waiting for a terabyte"


@pytest.mark.parametrize("data", [b"", b"[]", b"{", b'"x"', b'{"path": 1}', b"\xff\xfe"])
def test_nonsense_is_answered_plainly(desk: Opened, data: bytes) -> None:
    status, told = desk.call("POST", "/save", data)
    assert status in (400, 404, 422) and told["what"] and told["fix"]


def test_nothing_of_the_desk_is_kept_by_the_browser_and_nothing_foreign_runs(desk: Opened) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", desk.desk.gate.port, timeout=20)
    for path in ("/", "/edit/content/sv/index.md", "/own/desk.js", "/own/words.js", "/site/sv/"):
        connection.request("GET", desk.desk.gate.root + path)
        answer = connection.getresponse()
        answer.read()
        assert answer.status == 200, path
        assert answer.headers["Cache-Control"] == "no-store" and answer.headers["Referrer-Policy"] == "no-referrer"
        policy = answer.headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'") and "unsafe" not in policy and "http" not in policy
        assert not answer.headers.get("Set-Cookie")


def test_a_desk_speaks_english_too(tmp_path: Path) -> None:
    with open_desk(sites.good(tmp_path / "good"), "en") as desk:
        assert "Open the desk" in str(desk.call("GET", "/", Host="x")[1])


def test_forms_send_nothing_before_their_script_is_there() -> None:
    """They ask (GET, the filters), or are sent by a script only: a name must not come into an address, nor what was typed be lost."""
    forms = [form for page in PAGES.glob("*.html") for form in re.findall(r"<form[^>]*>", page.read_text("utf-8"))]
    assert len(forms) > 10
    assert not [form for form in forms if 'method="dialog"' not in form and not ('method="get"' in form and "action=" in form)]
