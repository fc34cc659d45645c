"""What the harness must know of a tool: where its files lie and which command builds them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from workload import START, Workload

# The template edit changes every page's bytes: a number in an attribute of the first of these elements.
MARKED = re.compile(r'<(main|article|h1)\b( data-edit="\d+")?')
LAYOUTS = Path(__file__).resolve().parent.parent / "layouts"


@dataclass(frozen=True, slots=True)
class Place:
    """The folders of one tool in one run: its project, its output, the peers' venv and the copy of our program."""

    project: Path
    out: Path
    venv: Path
    program: Path


@dataclass(frozen=True, slots=True)
class Tool:
    """One static site generator. Paths are relative to the project, `caches` is what a cold build must not find."""

    name: str
    label: str
    lay_out: Callable[[Workload, Path], None]
    command: Callable[[Place], list[str]]
    template: Callable[[Place], Path]
    caches: tuple[str, ...] = ()
    sources: str = "content"
    renamed: Mapping[str, str] = field(default_factory=dict)  # our language code → the code the tool accepts
    environment: Mapping[str, str] = field(default_factory=dict)
    flat: bool = False  # one file a page (`/ar/amber-bank.html`) instead of one folder a page
    at_root: str = ""  # the language the tool insists on writing without a folder of its own

    def source_file(self, project: Path, language: str, topic: str) -> Path:
        """The Markdown file of one page."""
        return project / self.sources / self.renamed.get(language, language) / f"{topic}.md"

    def address(self, language: str, topic: str) -> str:
        """The path of one page in the site, `/ar/amber-bank/` or `.html`; the start page is `/ar/`."""
        folder = "" if language == self.at_root else f"/{self.renamed.get(language, language)}"
        return f"{folder}/" if topic == START else f"{folder}/{topic}.html" if self.flat else f"{folder}/{topic}/"


def quoted(value: str) -> str:
    """A string as a YAML (and TOML and Python) literal."""
    return json.dumps(value, ensure_ascii=False)


class Plain(str):
    """A YAML value that stands as it is: a date, a name, a list."""


def front_matter(**fields: str | int) -> str:
    """A YAML front-matter block; keys are written with `-` for `_`, strings quoted unless they are Plain."""
    lines = (f"{key.replace('_', '-')}: {value if isinstance(value, Plain | int) else quoted(value)}"
             for key, value in fields.items())
    return "\n".join(("---", *lines, "---", ""))


def write(path: Path, text: str) -> None:
    """Write one file, making its folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def layout(name: str) -> str:
    """One of the peers' templates from bench/layouts."""
    return (LAYOUTS / name).read_text(encoding="utf-8")
