"""A built site as a plain web server gives it out: which file answers an address, and what a page holds. Reads only files."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urljoin, urlsplit


class Link(NamedTuple):
    """A link of a page: ``href`` as written, ``lang`` what hreflang says of its target."""

    href: str
    lang: str


class BuiltPage(NamedTuple):
    """What is looked at in a page. ``robots`` is the meta tag's content; ``needs`` are scripts, icons, pictures, and the stylesheets of older folders."""

    lang: str
    title: str
    robots: str
    canonical: str
    links: tuple[Link, ...]
    needs: tuple[str, ...]
    ids: frozenset[str]


class _Reader(HTMLParser):
    """Gathers a BuiltPage."""

    def __init__(self) -> None:
        super().__init__()
        self.lang = self.title = self.robots = self.canonical = ""
        self.links: list[Link] = []
        self.needs: list[str] = []
        self.ids: set[str] = set()
        self.in_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """What an element tells."""
        values = {key: value or "" for key, value in attrs}
        if "id" in values:
            self.ids.add(values["id"])
        if tag == "html":
            self.lang = values.get("lang", "")
        elif tag == "title" and not self.title:
            self.in_title = True
        elif tag == "meta" and values.get("name") == "robots":
            self.robots = values.get("content", "")
        elif tag == "link" and values.get("rel") == "canonical":
            self.canonical = values.get("href", "")
        elif tag == "link" and values.get("rel") in ("stylesheet", "icon"):
            self.needs.append(values.get("href", ""))
        elif tag in ("img", "script") and "src" in values:
            self.needs.append(values["src"])
        elif tag == "a" and "href" in values:
            self.links.append(Link(values["href"], values.get("hreflang", "")))

    def handle_endtag(self, tag: str) -> None:
        """The end of the title."""
        self.in_title = self.in_title and tag != "title"

    def handle_data(self, data: str) -> None:
        """The title's words; an icon's own ``<title>`` further down is another."""
        if self.in_title:
            self.title += data


class BuiltSite:
    """The folder ``out``, served under ``base_url`` (whose path part the addresses within the pages begin with)."""

    def __init__(self, out: Path, base_url: str) -> None:
        self.out = out
        self.base_url = base_url.rstrip("/")
        parts = urlsplit(self.base_url)
        self.base_path, self.host = parts.path.rstrip("/"), parts.netloc
        self._pages: dict[str, BuiltPage | None] = {}

    def file(self, path: str) -> str:
        """The file that answers an address path below the base URL, ``""`` for none: ``/q/ut/`` → ``q/ut/index.html``.

        A folder asked for without its last slash is answered as every static host does, by sending the reader to the
        slash. Capitals count, as on the hosts' own disks, whatever this machine's disk thinks.
        """
        parts = [unquote(part) for part in path.split("/") if part]
        folder, names = self.out, []
        if any(part in (".", "..") or "\\" in part or "\0" in part for part in parts):
            return ""
        for number, part in enumerate(parts):
            if not folder.is_dir() or part not in {entry.name for entry in folder.iterdir()}:
                return ""
            folder /= part
            names.append(part)
            if folder.is_file():
                return "/".join(names) if number == len(parts) - 1 and not path.endswith("/") else ""
        index = folder / "index.html"
        return "/".join([*names, "index.html"]) if index.is_file() else ""

    def inside(self, href: str, page: str) -> str | None:
        """The path below the base URL that ``href`` on ``page`` (a path too) leads to; None when it leads elsewhere."""
        whole = urlsplit(urljoin(f"{self.base_url}{page}", href))
        if whole.scheme not in ("http", "https") or whole.netloc != self.host:
            return None
        if self.base_path and not f"{whole.path}/".startswith(f"{self.base_path}/"):
            return "/.."  # on our host, but above the site: nothing of ours answers there
        return whole.path[len(self.base_path) :] or "/"

    def page(self, file: str) -> BuiltPage | None:
        """The page in a file of the site; None when it is no page that can be read."""
        if file not in self._pages:
            self._pages[file] = self._read(file)
        return self._pages[file]

    def _read(self, file: str) -> BuiltPage | None:
        try:
            text = (self.out / file).read_text("utf-8")
        except (OSError, UnicodeDecodeError):
            return None
        if "<html" not in text[:500].lower():
            return None
        reader = _Reader()
        reader.feed(text)
        return BuiltPage(
            reader.lang, reader.title.strip(), reader.robots, reader.canonical, tuple(reader.links), tuple(reader.needs),
            frozenset(reader.ids),
        )  # fmt: skip
