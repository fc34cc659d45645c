"""The two sites that are looked at: the project itself, and the sampler with every kind of content; built, served, listed."""

from __future__ import annotations

import functools
import os
import re
import shutil
import subprocess
import sys
import threading
from dataclasses import dataclass
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any

import yaml

from press.commands.serve import server

from .markup import Node, parse

ROOT = Path(__file__).resolve().parents[2]
SAMPLER = Path(__file__).resolve().parent / "sampler"
SCRIPTS = ("en", "ar", "ckb", "ti", "th", "uk")
"""One language of each script, and Sorani, whose letters are taller than Arabic's."""
CHECKED = re.compile(r"^\s*checked:\s*(\d{4}-\d\d-\d\d)", re.M)


@dataclass(frozen=True)
class Tongue:
    """A published language as the tests need it, from ``content/languages.yaml``."""

    code: str
    tag: str
    name: str
    direction: str
    fallback: tuple[str, ...]


@dataclass(frozen=True)
class Site:
    """A built site. ``out`` is what the server shows as ``/``; ``base`` the path below it where the site begins."""

    name: str
    project: Path
    out: Path
    base: str
    base_url: str
    address: str

    @functools.cached_property
    def folder(self) -> Path:
        """The folder that was built."""
        return self.out / self.base.strip("/")

    @functools.cached_property
    def pages(self) -> tuple[str, ...]:
        """The address path of every page, in order."""
        return tuple(sorted(self.path_of(file) for file in self.folder.rglob("*.html")))

    @functools.cached_property
    def views(self) -> tuple[str, ...]:
        """Every page; of files that are the same to the byte, as those of most short addresses are, the first."""
        seen: dict[bytes, str] = {}
        for page in self.pages:
            seen.setdefault(self.file(page).read_bytes(), page)
        return tuple(sorted(seen.values()))

    def paired(self, path: str) -> bool:
        """Whether a page has two languages side by side."""
        return self.split(path)[1].startswith("beside/")

    @functools.cached_property
    def pairs(self) -> frozenset[str]:
        """Of the pages side by side, the heaviest of each language and one about violence."""
        found = []
        for code in self.tongues:
            paired = [page for page in self.views if self.paired(page) and self.split(page)[0] == code]
            safe = [page for page in paired if b'<body class="safe"' in self.file(page).read_bytes()]
            found += sorted(paired, key=lambda page: self.file(page).stat().st_size)[-1:] + safe[:1]
        return frozenset(found)

    @functools.cached_property
    def sample(self) -> tuple[str, ...]:
        """Every page that differs from the others by more than its language: all of the source's, each kind where the script
        differs, start page and safety page everywhere; of the counties' pages, all of one make, the longest. For what is
        looked at in between (more widths, the menus); looking.py sees every page of every language."""
        if self.name == "sampler":
            return self.views
        chosen = {page for page in self.views if self.split(page)[0] in ("", "sv") and not self.paired(page)}
        chosen |= {page for page in self.pairs if self.split(page)[0] in SCRIPTS}
        chosen -= {f"{self.base}/sv/{name}.html" for name in self.counties}
        for code in self.tongues:
            kinds = self.kinds(code)
            chosen |= {
                page for kind, page in kinds.items() if code in ("sv", *SCRIPTS) or kind in ("start", "violence")
            }
        return tuple(sorted(chosen))

    @functools.cached_property
    def tongues(self) -> dict[str, Tongue]:
        """The published languages by code."""
        table = yaml.safe_load((self.project / "content" / "languages.yaml").read_text())
        found = {}
        for code, row in table.items():
            if row["status"] == "published":
                direction = "rtl" if row["script"] in ("Arab", "Hebr") else "ltr"
                found[str(code)] = Tongue(str(code), row["tag"], row["name"], direction, tuple(row["fallback"]))
        return found

    def path_of(self, file: Path) -> str:
        """``/sv/`` for ``sv/index.html``, ``/sv/work.html`` for ``sv/work.html``."""
        return "/" + file.relative_to(self.out).as_posix().removesuffix("index.html")

    def file(self, path: str) -> Path:
        """The file behind an address path."""
        return self.out / path.lstrip("/") / "index.html" if path.endswith("/") else self.out / path.lstrip("/")

    def split(self, path: str) -> tuple[str, str]:
        """``("sv", "work")`` for ``/sv/work.html``; ``("", "")`` for a page that belongs to no language."""
        code, _, name = path.removeprefix(self.base).strip("/").removesuffix(".html").partition("/")
        return (code, name or "index") if code in self.tongues else ("", "")

    @functools.cached_property
    def counties(self) -> dict[str, dict[str, Any]]:
        """The counties by the names of their pages, from ``content/places.yaml``, which a project need not have."""
        path = self.project / "content" / "places.yaml"
        rows = yaml.safe_load(path.read_text(encoding="utf-8")) if path.is_file() else {}
        return {f"local-{key}": row for key, row in rows.items()}

    @functools.cached_property
    def written(self) -> frozenset[str]:
        """The names of the pages that editors write; the program makes the others by itself."""
        return frozenset(file.stem for file in (self.project / "content" / "sv").glob("*.md"))

    def tool(self, path: str) -> bool:
        """Whether the program makes a page of a language by itself; a county's is made from a table that editors write."""
        code, name = self.split(path)
        return bool(code) and name not in self.written and name not in self.counties

    def framed(self, path: str) -> bool:
        """Whether a page is a card: made for a frame of somebody else's, so it has neither header nor footer."""
        return self.split(path)[1] == "card"

    def listed(self, path: str) -> bool:
        """Whether a page is a text of its own language, worth finding: no fallback copy, no tool."""
        code, name = self.split(path)
        return bool(code) and not self.tool(path) and self.original(code, name) == code

    def original(self, code: str, name: str) -> str:
        """The language whose text is shown as page ``name`` of a language, from the files in ``content/``; the words on the
        page of a county are interface texts, which every language has."""
        if name in self.counties:
            return code
        for candidate in (code, *self.tongues[code].fallback):
            if (self.project / "content" / candidate / f"{name}.md").is_file():
                return candidate
        raise LookupError(name)

    @functools.cached_property
    def trees(self) -> dict[str, Node]:
        """Every page, parsed."""
        return {page: parse(self.file(page).read_text(encoding="utf-8")) for page in self.pages}

    def kinds(self, code: str) -> dict[str, str]:
        """The pages of a language that stand for the others, each by its kind."""
        mine = [page for page in self.pages if self.split(page)[0] == code]
        start = f"{self.base}/{code}/"
        found = {"start": start}

        def take(kind: str, *candidates: str) -> None:
            if candidates:
                found[kind] = max(candidates, key=lambda page: self.file(page).stat().st_size)

        topics = [page for page in mine if page != start]
        tools = [page for page in topics if self.tool(page)]
        topics = [page for page in topics if page not in tools]
        safe = [page for page in topics if "safe" in self.trees[page].find("body").classes]
        fallback = [page for page in topics if self.original(*self.split(page)) != code]
        counties = [page for page in topics if self.split(page)[1] in self.counties]
        own = [page for page in topics if page not in (*safe, *fallback, *counties, *tools)]
        take("table", *(page for page in own if self.trees[page].all("table")))
        take("topic", *(page for page in own if page != found.get("table")))
        take("violence", *safe)
        take("fallback", *fallback)
        take("county", *counties)
        take("beside", *(page for page in tools if self.paired(page)))
        for name in ("news", "keep", "search", "card"):
            take(name, *(page for page in tools if self.split(page)[1] == name))
        take("about", *(page for page in own if self.split(page)[1] == "about"))
        return found


def newest_check(project: Path) -> str:
    """The latest ``checked:`` date of a project: the day the tests take for today, so that they are the same every day."""
    texts = (file.read_text(encoding="utf-8") for file in (project / "content").rglob("*.*") if file.suffix != ".svg")
    return max(date for text in texts for date in CHECKED.findall(text))


def build(project: Path, out: Path) -> None:
    """Build a project with the real command. Raises AssertionError with all it said."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "OMSVERIGE_TODAY": newest_check(project)}
    command = [sys.executable, "-m", "press", "build", "--project", str(project), "--out", str(out), "--speak", "en"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, f"{project} could not be built:\n{done.stdout}{done.stderr}"


def make(name: str, source: Path, folder: Path) -> tuple[Site, ThreadingHTTPServer]:
    """Build and serve the project in ``source``; everything it leaves lies in ``folder``."""
    project = source
    if source == SAMPLER:
        project = Path(shutil.copytree(source, folder / "project"))
    settings = yaml.safe_load((project / "content" / "site.yaml").read_text())
    base_url = settings["base-url"].rstrip("/")
    path = base_url.split("://", 1)[1].partition("/")[2]
    out = folder / "served"
    build(project, out / path)
    served = server(out, 0)
    threading.Thread(target=served.serve_forever, daemon=True).start()
    base = f"/{path}" if path else ""
    return Site(name, project, out, base, base_url, f"http://127.0.0.1:{served.server_address[1]}"), served
