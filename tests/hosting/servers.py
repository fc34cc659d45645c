"""Debian's Caddy and nginx, started with a generated configuration on a port of the loopback address, and asked."""

from __future__ import annotations

import contextlib
import gzip
import http.client
import os
import random
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
import sites

NAMES = ("caddy", "nginx")
FROM = "127.0.0.77"
"""The address that questions come from: it must not stand in any log."""
NGINX = """user %(user)s;
daemon off;
pid %(folder)s/nginx.pid;
error_log %(folder)s/main-error.log;
worker_processes 1;
events { worker_connections 64; }
http {
	include /etc/nginx/mime.types;
	default_type application/octet-stream;
	client_body_temp_path %(folder)s/body;
	proxy_temp_path %(folder)s/proxy;
	fastcgi_temp_path %(folder)s/fastcgi;
	uwsgi_temp_path %(folder)s/uwsgi;
	scgi_temp_path %(folder)s/scgi;
	include %(folder)s/om-sverige.conf;
}
"""
"""What Debian's nginx.conf says about a site, in a folder of its own."""


def program(name: str) -> str | None:
    """The path of a server; Debian puts nginx where only root looks."""
    return shutil.which(name, path=f"{os.environ.get('PATH', os.defpath)}:/usr/sbin")


def free_ports(number: int = 1) -> list[int]:
    """Ports nobody listens on, no two the same; below those that the system lends to connections meanwhile."""
    found: list[int] = []
    while len(found) < number:
        port = random.choice([port for port in range(20_000, 30_000) if port not in found])
        with socket.socket() as taken, contextlib.suppress(OSError):
            taken.bind(("", port))
            found.append(port)
    return found


@dataclass(frozen=True)
class Answer:
    """An answer: status, headers by small letters (several of a name are joined), the body as it was sent."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The body, unpacked."""
        packed = self.headers.get("content-encoding") == "gzip"
        return (gzip.decompress(self.body) if packed else self.body).decode()


@dataclass(frozen=True)
class Server:
    """A running server and where it writes."""

    name: str
    port: int
    base: str
    folder: Path
    tls: bool = False

    @property
    def address(self) -> str:
        """Where the site is."""
        return f"http://127.0.0.1:{self.port}{self.base}"

    def ask(self, path: str, method: str = "GET", **headers: str) -> Answer:
        """One question; ``path`` below the base path, headers with ``_`` for ``-``."""
        return self.ask_whole(self.base + path, method, **headers)

    def ask_whole(self, path: str, method: str = "GET", **headers: str) -> Answer:
        """One question with the path as it is."""
        if self.tls:
            context = ssl.create_default_context(cafile=str(self.folder / "fullchain.pem"))
            link: http.client.HTTPConnection = http.client.HTTPSConnection("localhost", self.port, context=context)
        else:
            link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30, source_address=(FROM, 0))
        link.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        answer = link.getresponse()
        found: dict[str, str] = {}
        for name, value in answer.getheaders():
            found[name.lower()] = f"{found[name.lower()]}, {value}" if name.lower() in found else value
        body = answer.read()
        link.close()
        return Answer(answer.status, found, body)

    def logs(self) -> str:
        """All that was written down."""
        return "".join(file.read_text("utf-8", "replace") for file in sorted(self.folder.glob("*.log")))


def made(project: Path, root: Path, folder: Path, *more: str) -> None:
    """The real command, its files in ``folder``."""
    with pytest.MonkeyPatch.context() as patch:
        if project == sites.ROOT:
            patch.setenv("OMSVERIGE_TODAY", sites.newest_check())
        ran = sites.call("hosting", "--project", project, "--root", root, "--out", folder, "--speak", "en", *more)
    assert ran.code == 0, ran.err


def prepared(name: str, folder: Path, port: int, host: str) -> list[str]:
    """Put a generated configuration into the place of a test: its port, its logs. The command that starts the server."""
    if name == "caddy":
        file = folder / "Caddyfile"
        text = file.read_text().replace("/var/log/caddy/", f"{folder}/")
        assert text.count(f"http://{host} {{") == 1
        text = text.replace(f"http://{host} {{", f"http://127.0.0.1:{port} {{")
        file.write_text(f"{{\n\tadmin off\n\tauto_https off\n}}\n{text}")
        return ["run", "--adapter", "caddyfile", "--config", str(file)]
    file = folder / "om-sverige.conf"
    text = file.read_text().replace("/var/log/nginx/", f"{folder}/").replace("\tlisten [::]:80;\n", "")
    assert text.count("listen 80;") == 1
    file.write_text(text.replace("listen 80;", f"listen 127.0.0.1:{port};"))
    return nginx_command(folder)


def nginx_command(folder: Path) -> list[str]:
    """nginx's arguments, with a main file beside the generated one."""
    user = "root" if os.geteuid() == 0 else "nobody"  # the folders of tests are closed to everybody else
    (folder / "nginx.conf").write_text(NGINX % {"folder": folder, "user": user})
    return ["-e", str(folder / "start-error.log"), "-c", str(folder / "nginx.conf")]


def environment(folder: Path) -> dict[str, str]:
    """Caddy keeps what it knows below the home folder."""
    return {**os.environ, "HOME": str(folder), "XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}


@contextmanager
def running(name: str, command: list[str], folder: Path, port: int) -> Iterator[None]:
    """The server while the block lasts. Raises AssertionError with all it said when it does not start."""
    said = (folder / "said.txt").open("wb")
    process = subprocess.Popen([str(program(name)), *command], env=environment(folder), stdout=said, stderr=said)
    try:
        for _ in range(600):
            assert process.poll() is None, (folder / "said.txt").read_text()
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                time.sleep(0.05)
        yield
    finally:
        process.terminate()
        process.wait(30)
        said.close()


def both(project: Path, root: Path, folder: Path, host: str, base: str, stack: ExitStack) -> dict[str, Server]:
    """Caddy and nginx, running, for a project whose built site lies in ``root``."""
    found = {}
    for name in NAMES:
        place, port = folder / name, free_ports()[0]
        made(project, root, place, "--no-tls", "--for", name)
        stack.enter_context(running(name, prepared(name, place, port, host), place, port))
        found[name] = Server(name, port, base, place)
    return found
