"""Serve: look at the built site on this machine only. Plain files; the 404 page where there is nothing."""

from __future__ import annotations

import functools
import gc
import http.server
import os
from pathlib import Path


class Handler(http.server.SimpleHTTPRequestHandler):
    """Static files from a folder that may be switched while the server runs; nothing is logged, nothing is cached."""

    def log_message(self, format: str, *args: object) -> None:
        """Keep no log: what somebody reads here is nobody's business."""

    def end_headers(self) -> None:
        """Never cached, so that the next build is seen at once."""
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """The site's own 404 page."""
        page = Path(self.directory) / "404.html"
        if code != 404 or not page.is_file():
            super().send_error(code, message, explain)
            return
        data = page.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)


def server(out: Path, port: int) -> http.server.ThreadingHTTPServer:
    """A server on the loopback address for ``out``; ``port`` 0 takes any free one. Raises OSError when it is taken."""
    gc.enable()  # a server lives on after what was read for it
    handler = functools.partial(Handler, directory=os.fspath(out.resolve()))
    return http.server.ThreadingHTTPServer(("127.0.0.1", port), handler)
