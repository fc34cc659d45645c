"""Published pages shown within the desk: their addresses lead to the desk's own copies of the same files."""

from __future__ import annotations

import mimetypes
import re
from collections.abc import Callable
from pathlib import Path

from press.store.output import read_manifest

SEEN = re.compile(rb'(\s(?:href|src|poster)=")([^"]*)')


def published(out: Path, path: str) -> bytes:
    """A file of the published site; a folder's is its ``index.html``. Raises KeyError for what the program did not publish."""
    manifest = read_manifest(out)
    name = next((name for name in (path, f"{path}index.html", f"{path}/index.html") if name in manifest), None)
    if name is None or (out / name).is_symlink():
        raise KeyError(path)
    return (out / name).read_bytes()


def reframed(page: bytes, base: str, root: str) -> bytes:
    """A page whose addresses on its own site, which begin with ``base`` (``""`` or ``/om-sverige``), begin with ``root``."""
    start, there = f"{base}/".encode(), f"{root}/".encode()

    def moved(match: re.Match[bytes]) -> bytes:
        address = match.group(2)
        own = address.startswith(start) and not address.startswith(b"//")
        return match.group(1) + (there + address[len(start) :] if own else address)

    return SEEN.sub(moved, page)


def framed(path: str, base: str, root: str, read: Callable[[str], bytes]) -> tuple[bytes, str]:
    """``(bytes, media type)`` of a file to show within the desk; ``read`` gives its bytes, and raises KeyError for none."""
    data = read(path)
    kind = "text/html" if path == "" or path.endswith("/") else mimetypes.guess_type(path)[0] or "application/octet-stream"
    if kind == "text/html":
        return reframed(data, base, root), "text/html; charset=utf-8"
    return data, kind
