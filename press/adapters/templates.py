"""The door to Jinja2: templates of the project, else the program's own; compiled code is kept beside the ledger.

Each file is read once: a page is made from the very bytes its key was worked out from, whatever a designer saves meanwhile.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jinja2 import Environment

REFERENCE = re.compile(r"{%-?\s*(?:extends|include|import|from)\s+[\"']([^\"']+)[\"']")


class TemplateMistake(Exception):
    """A template that does not compile or run; ``path`` is relative to its folder, ``line`` from 1."""

    def __init__(self, reason: str, path: str, line: int) -> None:
        super().__init__(reason)
        self.reason = reason
        self.path = path
        self.line = line


def _below(folder: str, prefix: str = "") -> Iterator[str]:
    """The files below a folder by their paths from it, but for what an editing program hides there. ``Path.rglob`` takes long enough to be felt."""
    with os.scandir(folder + prefix) as entries:
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if entry.is_dir():
                yield from _below(folder, f"{prefix}{entry.name}/")
            else:
                yield prefix + entry.name


class Templates:
    """Template files by name. Jinja2 itself is loaded at the first render only. May be used from several threads."""

    def __init__(self, folders: tuple[Path, ...], cache: Path | None = None) -> None:
        self.folders = folders
        self.cache = cache
        self.digests: dict[str, str] = {}
        self.read: dict[str, tuple[Path, bytes]] = {}
        self.listed: dict[str, tuple[str, ...]] = {}
        self.found: Environment | None = None

    def path(self, name: str) -> Path | None:
        """The file behind a template name: the project's if it has one, else the program's."""
        if name in self.read:
            return self.read[name][0]
        for folder in self.folders:
            if (folder / name).is_file():
                return folder / name
        return None

    def source(self, name: str) -> bytes:
        """The bytes of a file in the template folders, as they were when they were first read. Raises :class:`TemplateMistake` when
        there is none."""
        if name not in self.read:
            path = self.path(name)
            if path is None:
                raise TemplateMistake("the file is missing", name, 0)
            with open(path, "rb", 0) as file:
                self.read.setdefault(name, (path, file.read()))
        return self.read[name][1]

    def read_all(self) -> dict[str, bytes]:
        """Read every file now; their bytes by name. What is asked for later is answered from them."""
        return {name: self.source(name) for name in self.names("") if self.path(name)}

    def digest(self, name: str) -> str:
        """A digest of a template and of all it extends, includes or imports."""
        if name not in self.digests:
            self.digests[name] = self._digest(name, ())
        return self.digests[name]

    def _digest(self, name: str, above: tuple[str, ...]) -> str:
        """The same; ``above`` are those that lead to it, so that templates in a circle come to an end."""
        if name in self.digests or name in above:
            return self.digests.get(name, "")
        data = self.source(name)
        state = hashlib.blake2b(data, digest_size=16)
        for other in REFERENCE.findall(data.decode("utf-8", "replace")):
            state.update(self._digest(other, (*above, name)).encode())
        return state.hexdigest()

    @property
    def environment(self) -> Environment:
        """The Jinja2 environment: autoescape on, undefined names are errors, white space trimmed."""
        if self.found is None:
            from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined

            class Loader(FileSystemLoader):
                """Gives what was read; what is not there Jinja2 may miss in its own words."""

                def get_source(_, environment: Environment, name: str) -> tuple[str, str, Callable[[], bool]]:
                    if self.path(name) is None:
                        return super().get_source(environment, name)
                    return self.source(name).decode(), str(self.path(name)), lambda: True

            if self.cache is not None:
                self.cache.mkdir(parents=True, exist_ok=True)
            made = Environment(
                loader=Loader([str(folder) for folder in self.folders]),
                autoescape=True,
                undefined=StrictUndefined,
                trim_blocks=True,
                lstrip_blocks=True,
                auto_reload=False,
                bytecode_cache=FileSystemBytecodeCache(str(self.cache)) if self.cache is not None else None,
                extensions=["jinja2.ext.i18n"],
            )
            # Letters as they are: six bytes for each would make a page in Thai a good deal heavier.
            made.policies["json.dumps_kwargs"] = {"sort_keys": True, "ensure_ascii": False}
            self.found = made  # now that all of it is there: another thread may be waiting for it
        return self.found

    def warm(self) -> None:
        """Load every template, so that forked processes need not do it each. Raises :class:`TemplateMistake`."""
        for name in self.names():
            self._try(name, partial(self.environment.get_template, name))

    def render(self, name: str, /, **context: Any) -> str:
        """Render a template. ``gettext`` and ``ngettext`` come in the context, so one environment serves all languages."""
        return str(self._try(name, lambda: self.environment.get_template(name).render(context)))

    def _try(self, name: str, work: Callable[[], Any]) -> Any:
        """Do ``work``; whatever goes wrong in a template's own code becomes a :class:`TemplateMistake` with its place."""
        from jinja2 import TemplateError, TemplateSyntaxError

        try:
            return work()
        except UnicodeDecodeError as error:
            raise TemplateMistake(
                "the file is not saved as UTF-8", name, error.object.count(b"\n", 0, error.start) + 1
            ) from None
        except TemplateSyntaxError as error:
            raise TemplateMistake(str(error.message), error.name or name, error.lineno) from None
        except Exception as error:
            place, line = self._where(error)
            if not line and not isinstance(error, TemplateError):
                raise  # a mistake of our own, not of a designer
            raise TemplateMistake(str(error) or type(error).__name__, place or name, line) from None

    def _where(self, error: BaseException) -> tuple[str, int]:
        """The innermost template and its line in the traceback of an error; an empty name when there is none."""
        place, trace = ("", 0), error.__traceback__
        while trace is not None:
            path = Path(trace.tb_frame.f_code.co_filename)
            for folder in self.folders:
                if path.suffix == ".html" and path.is_relative_to(folder):
                    place = (path.relative_to(folder).as_posix(), trace.tb_lineno)
            trace = trace.tb_next
        return place

    def messages(self, names: tuple[str, ...]) -> dict[str, tuple[str, int]]:
        """``msgid → (template, line)`` of all texts the templates ask for. Each is compiled on the way, from one parse.

        Raises :class:`TemplateMistake`."""
        found: dict[str, tuple[str, int]] = {}
        for name in names:
            for message, line in self._try(name, partial(self._compile, name)):
                found.setdefault(message, (name, line))
        return found

    def _compile(self, name: str) -> list[tuple[str, int]]:
        """Compile a template into the cache; the texts it asks for, with their lines."""
        from jinja2.ext import extract_from_ast

        text, path = self.source(name).decode(), self.path(name)
        tree = self.environment.parse(text, name, str(path))
        messages = [
            (message[0] if isinstance(message, tuple) else message, line) for line, _, message in extract_from_ast(tree)
        ]
        cache = self.environment.bytecode_cache
        if cache is not None:
            bucket = cache.get_bucket(self.environment, name, str(path), text)
            bucket.code = self.environment.compile(tree, name, str(path))
            cache.set_bucket(bucket)
        return [(message, line) for message, line in messages if message]

    def names(self, suffix: str = ".html") -> tuple[str, ...]:
        """All template names with a suffix, sorted, as they were when they were first asked for."""
        if suffix not in self.listed:
            self.listed[suffix] = tuple(sorted({name for folder in self.folders for name in _below(f"{folder}/") if name.endswith(suffix)}))
        return self.listed[suffix]
