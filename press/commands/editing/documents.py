"""Texts opened and saved by hand: only files of the content, only the bytes that changed, never over somebody else's change."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import NamedTuple

from press.adapters.merging import merged
from press.problems import Message, say
from press.store import editing, lines
from press.store.drafts import Drafts
from press.store.turn import ContentTurn

EDITABLE = (".md", ".yaml")
MOST = 2_000_000
"""A text of more bytes than this is none."""


class Refused(Exception):
    """The file cannot be opened or saved; says why, and the way out."""

    def __init__(self, what: Message, fix: Message) -> None:
        super().__init__(str(what))
        self.what = what
        self.fix = fix


class Opened(NamedTuple):
    """A file's text as an editor shows it, and the digest of its bytes; an empty digest for a file that is not there yet."""

    path: str
    text: str
    digest: str


class Saved(NamedTuple):
    """What came of saving: the digest of the file now. ``theirs`` is what somebody else has saved meanwhile: then nothing was
    written, and ``together`` is both changes in one text, or None where they touch the same lines."""

    digest: str
    theirs: Opened | None = None
    together: str | None = None


def located(project: Path, path: str) -> Path:
    """The file behind ``path`` (``content/ar/work.md``). Raises :class:`Refused` for anything but a text of the content."""
    parts = path.split("/")
    plain = all(part and part not in (".", "..") and not part.startswith(".") and "\0" not in part and "\\" not in part for part in parts)
    if not plain or parts[0] != "content" or len(parts) < 2 or not path.endswith(EDITABLE):
        raise Refused(say("“%(path)s” is not a text that can be edited here.", path=path), say("Choose it in the list of all texts."))
    file = project / path
    for step in (file, *file.parents):
        if step == project:
            break
        if step.is_symlink():
            what = say("“%(path)s” is a link to another place, and the desk does not write there.", path=path)
            raise Refused(what, say("Put the file itself in its place."))
    return file


def open_text(project: Path, path: str) -> Opened:
    """Open a file. Raises :class:`Refused`; FileNotFoundError where there is none."""
    file = located(project, path)
    data = file.read_bytes()
    if len(data) > MOST:
        raise Refused(say("“%(path)s” is too long to be edited here.", path=path), say("Divide it."))
    try:
        return Opened(path, lines.plain(data), digest(data))
    except UnicodeDecodeError as error:
        what = say("“%(path)s” is not saved as UTF-8 (line %(line)s).", path=path, line=data.count(b"\n", 0, error.start) + 1)
        raise Refused(what, say("Open it in a text editor and save it as UTF-8.")) from None


def digest(data: bytes) -> str:
    """What the bytes of a file are known by."""
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def save(project: Path, path: str, base: Opened, text: str, writer: str = "") -> Saved:
    """Write ``text``, which was made from ``base``, unless the file is another by now. The writer's draft goes.

    Raises :class:`Refused`, OSError."""
    file = located(project, path)
    if len(text.encode()) > MOST:
        raise Refused(say("“%(path)s” is too long to be edited here.", path=path), say("Divide it."))
    with ContentTurn(project):  # other desks wait, and a build that is about to read: between looking and writing nobody else writes
        old = file.read_bytes() if file.is_file() else b""
        if (digest(old) if file.is_file() else "") != base.digest:
            theirs = open_text(project, path) if file.is_file() else Opened(path, "", "")
            if theirs.text != text:
                return Saved(theirs.digest, theirs, merged(base.text, text, theirs.text))
            new = old  # both wrote the same
        else:
            new = lines.kept(old, text)
        if new != old or not file.is_file():
            file.parent.mkdir(parents=True, exist_ok=True)
            editing.replace(file, new)
    if writer:
        Drafts(project).drop(writer, path)
    return Saved(digest(new))
