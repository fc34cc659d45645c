"""The door to Werkzeug: a server on the loopback address, requests and answers as plain values, addresses matched to names."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterable, Mapping
from typing import BinaryIO, NamedTuple

from werkzeug.exceptions import HTTPException, MethodNotAllowed, NotFound, RequestEntityTooLarge
from werkzeug.routing import Map, RequestRedirect, Rule
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server
from werkzeug.wrappers import Request, Response

HOST = "127.0.0.1"
"""The only address a server here listens on: nobody outside this machine can reach it."""


class TooLarge(Exception):
    """The request holds more than it may."""


class Asked(NamedTuple):
    """A request. ``path`` is decoded and begins with ``/``; header names are in small letters; ``length`` is what the request
    says of its body, 0 for none and -1 where it does not say. ``stream`` gives the body once and raises :class:`TooLarge`."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    length: int
    stream: Callable[[int], BinaryIO]


class Answer(NamedTuple):
    """What is sent back: status, media type, bytes (or pieces that are made as they are sent) and further headers."""

    status: int
    kind: str
    body: bytes | Iterable[bytes]
    headers: tuple[tuple[str, str], ...] = ()


Handle = Callable[[Asked], Answer]


class _Handler(WSGIRequestHandler):
    """Keeps no log: what somebody works with here is nobody's business."""

    disable_nagle_algorithm = True  # head and body go out by themselves: the second would wait for an answer to the first

    def log(self, type: str, message: str, *args: object) -> None:
        """Keep no log."""

    def version_string(self) -> str:
        """Say nothing about the program's version."""
        return "desk"


class Server:
    """A server in threads; ``port`` 0 takes any free one. Raises OSError when the port is taken."""

    def __init__(self, port: int, handle: Handle) -> None:
        self._server = _made(port, _application(handle))
        self._server.daemon_threads = True  # type: ignore[attr-defined]

    @property
    def port(self) -> int:
        """The port it listens on."""
        return int(self._server.server_address[1])

    def run(self) -> None:
        """Serve until :meth:`close` or Ctrl-C."""
        self._server.serve_forever(poll_interval=0.1)

    def close(self) -> None:
        """Stop serving; may be called from any thread but the one that serves."""
        self._server.shutdown()
        self._server.server_close()


def _made(port: int, application: Callable[..., Iterable[bytes]]) -> BaseWSGIServer:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as opened:  # Werkzeug itself prints and exits where a port is taken
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        opened.bind((HOST, port))
        opened.listen(128)
        number = int(opened.getsockname()[1])
        return make_server(HOST, number, application, threaded=True, request_handler=_Handler, fd=opened.fileno())


def _application(handle: Handle) -> Callable[..., Iterable[bytes]]:
    @Request.application
    def application(request: Request) -> Response:
        answer = handle(_asked(request))
        response = Response(answer.body, answer.status, content_type=answer.kind)
        for name, value in answer.headers:
            response.headers.set(name, value)
        return response

    return application


def _asked(request: Request) -> Asked:
    def stream(most: int) -> BinaryIO:
        request.max_content_length = most
        return _Body(request)  # type: ignore[return-value]

    headers = {name.lower(): value for name, value in request.headers}
    chunked = "chunked" in headers.get("transfer-encoding", "").lower()
    length = -1 if chunked else request.content_length or 0
    return Asked(request.method, request.path, request.args.to_dict(), headers, length, stream)


class _Body:
    """The body of a request; too much of it is :class:`TooLarge`."""

    def __init__(self, request: Request) -> None:
        try:
            self.found = request.stream
        except RequestEntityTooLarge:
            raise TooLarge from None

    def read(self, size: int = -1) -> bytes:
        """The next bytes; all of them without a ``size``."""
        try:
            return self.found.read(size)
        except RequestEntityTooLarge:
            raise TooLarge from None


class Routes:
    """Addresses by name: ``(name, method, rule)``, a rule being Werkzeug's, ``/write/<code>/<path:name>``."""

    def __init__(self, rules: Iterable[tuple[str, str, str]]) -> None:
        self._map = Map([Rule(rule, methods=[method], endpoint=name) for name, method, rule in rules], merge_slashes=False, redirect_defaults=False, strict_slashes=False)

    def match(self, method: str, path: str) -> tuple[str, dict[str, str]] | str:
        """``(name, arguments)``; or what is wrong: ``nothing`` is there, or not by this ``method``."""
        try:
            name, found = self._map.bind(HOST).match(path, method)
        except MethodNotAllowed:
            return "method"
        except (NotFound, RequestRedirect, HTTPException):
            return "nothing"
        return name, {key: str(value) for key, value in found.items()}
