"""Styles, scripts and icons, made smaller. A file's name holds its digest, so that it may be kept for ever; styles stand in the pages."""

from __future__ import annotations

import hashlib
import re
from binascii import b2a_base64
from typing import NamedTuple


class AssetView(NamedTuple):
    """A file passed on: its bytes stand in the key by their digest."""

    digest: str
    data: bytes


class Style(NamedTuple):
    """A style that stands in pages as it is. Its ``digest`` is what a policy calls it (:func:`hash_source`)."""

    digest: str
    text: str


def style(source: str) -> Style:
    """The style of a file of CSS."""
    text = smaller_css(source)
    return Style(hash_source(text), text)


def hash_source(text: str) -> str:
    """What a policy calls a style or a script that stands in a page (CSP 3, 2.3.1): ``sha256-…``."""
    return "sha256-" + b2a_base64(hashlib.sha256(text.encode()).digest(), newline=False).decode()


def asset_view(data: bytes) -> AssetView:
    """The view of a file's bytes."""
    return AssetView(hashlib.blake2b(data, digest_size=12).hexdigest(), data)


def smaller_css(source: str) -> str:
    """CSS without comments and needless white space; strings in it hold none of what is taken away."""
    text = re.sub(r"/\*.*?\*/", "", source, flags=re.S)
    text = re.sub(r"\s+", " ", text)
    text = re.sub(r" ?([{};,>]) ?", r"\1", text)
    text = re.sub(r"(?<=[a-z-]): ", ":", text)
    return text.replace(";}", "}").strip() + "\n"


def smaller_js(source: str) -> str:
    """JavaScript without indentation and without lines that are a comment; no text in ours goes over several lines."""
    lines = [line.strip() for line in re.sub(r"^ */\*.*?\*/$", "", source, flags=re.S | re.M).splitlines()]
    return "\n".join([line for line in lines if line and not line.startswith("//")]) + "\n"


def on_a_disc(drawing: str) -> str:
    """A pictogram (48 units wide) on a light disc, so that its lines show on dark pages too."""
    disc = '<circle cx="24" cy="24" r="32" fill="#f6e7d8"/>'
    return drawing.replace('viewBox="0 0 48 48">', f'viewBox="-8 -8 64 64">{disc}', 1)


def asset_name(name: str, data: bytes) -> str:
    """``assets/site-<digest>.js`` for ``site.js``."""
    stem, _, ending = name.rpartition(".")
    return f"assets/{stem}-{hashlib.blake2b(data, digest_size=5).hexdigest()}.{ending}"


def make_asset(view: AssetView) -> bytes:
    """The bytes themselves."""
    return view.data
