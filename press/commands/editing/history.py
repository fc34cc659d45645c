"""The history of a text: its versions in the project's git repository, and the source text a translation was once made from."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from press.adapters import git
from press.adapters.git import Version
from press.commands.editing.documents import located
from press.model import Page
from press.problems import Message, say
from press.readers.pages import read_page
from press.store import lines


class History(NamedTuple):
    """The versions of a text, the newest first; or why there are none."""

    versions: tuple[Version, ...]
    why: Message | None


def history(project: Path, path: str) -> History:
    """The versions of a text. Raises Refused for a path that is no text's."""
    located(project, path)
    if not git.installed():
        return History((), say("The program git is not on this machine, so earlier versions cannot be shown."))
    if not git.inside(project):
        return History((), say("The project is not in a git repository, or nothing has been recorded there yet, so there are no earlier versions."))
    found = git.versions(project, path)
    return History(found, None if found else say("This text has not been recorded in git yet, so there are no earlier versions."))


def text_of(project: Path, path: str, id: str) -> str:
    """The text in a version. Raises KeyError where it is not there, Refused for a path that is no text's."""
    located(project, path)
    for _, data in git.contents(project, path, [id]):
        return _plain(data)
    raise KeyError(id)


def sections(page: Page, text: str) -> dict[str, str]:
    """What each section of a text says, by id, as it is written; the first one, ``top``, holds title and description."""
    written = text.split("\n")
    starts = [section.line for section in page.sections]
    found = {}
    for section, end in zip(page.sections, [*starts[1:], len(written) + 1], strict=True):
        body = "\n".join(written[section.line - 1 : end - 1]).strip("\n")
        found[section.id] = f"{page.title}\n{page.description}\n\n{body}".strip("\n") if section.id == "top" else body
    return found


def made_from(project: Path, source: Page, wanted: dict[str, str]) -> dict[str, str]:
    """The text of sections of a source page as they were when their fingerprints were those ``wanted`` (id → fingerprint),
    as far as git remembers them."""
    found: dict[str, str] = {}
    if not wanted:
        return found
    versions = [version.id for version in git.versions(project, source.path)]
    for _, data in git.contents(project, source.path, versions):
        page = read_page(data, source.path, source.language, source.name, source.kind, True)
        fitting = [section.id for section in page.sections if wanted.get(section.id) == section.fingerprint and section.id not in found]
        if fitting:
            texts = sections(page, _plain(data))
            found.update((id, texts[id]) for id in fitting)
        if len(found) == len(wanted):
            break
    return found


def _plain(data: bytes) -> str:
    try:
        return lines.plain(data)
    except UnicodeDecodeError:
        return data.decode("utf-8", "replace")
