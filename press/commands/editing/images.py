"""The pictures of the site: where each is used and in which words, new ones taken in, the words for those who do not see them."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import NamedTuple

from press.adapters.pictures import Picture, PictureMistake, prepared
from press.commands.editing.changes import text_of
from press.commands.editing.documents import Refused
from press.commands.editing.new_pages import name_from
from press.commands.project import Project
from press.problems import say
from press.store import editing
from press.store.together import Change
from press.store.turn import ContentTurn

MOST = 20_000_000
"""Bytes of a file that somebody gives as a picture."""
MOST_KEPT = 600_000
"""Bytes of a picture on the site: readers pay for every one of them."""
FOLDER = "content/images"
NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
LONGEST = 60
SHOWN = r"!\[((?:[^\]\\]|\\.)*)\](\(\s*<?(?:\.\./)*images/%s>?(?:\s[^)]*)?\))"
"""How a text shows a picture: ``![words](../images/card.png)``."""


class Use(NamedTuple):
    """A picture shown in a text: in which language, on which line, and the words for those who do not see it."""

    path: str
    code: str
    title: str
    number: int
    line: int
    alt: str


class Shown(NamedTuple):
    """A picture of the site: its file's name, its bytes' size, where it is used."""

    file: str
    size: int
    uses: tuple[Use, ...]


class Taken(NamedTuple):
    """A picture taken in: its file's name, its size in pixels, bytes before and after."""

    file: str
    width: int
    height: int
    before: int
    after: int


def pictures(project: Project) -> tuple[Shown, ...]:
    """Every picture of the site, in the order of the names."""
    site, folder = project.site, project.folders.project
    uses: dict[str, list[Use]] = {}
    for page in (*site.texts, *site.begun.values()):
        files = {file for section in page.sections for file, _ in section.images}
        text = (text_of(folder, page.path) or b"").decode("utf-8", "replace") if files else ""
        for file in sorted(files):
            for number, found in enumerate(_form(file).finditer(text)):
                line = text.count("\n", 0, found.start()) + 1
                alt = re.sub(r"\\(.)", r"\1", found[1])
                uses.setdefault(file, []).append(Use(page.path, page.language, page.title, number, line, alt))
    return tuple(Shown(file, (folder / FOLDER / file).stat().st_size, tuple(uses.get(file, ()))) for file in sorted(site.images))


def _form(file: str) -> re.Pattern[str]:
    return re.compile(SHOWN % re.escape(file))


def markdown(file: str, alt: str) -> str:
    """What shows a picture in a text."""
    return f"![{_escaped(alt)}](../images/{file})"


def _escaped(alt: str) -> str:
    return re.sub(r"([\\\[\]*_`<>])", r"\\\1", " ".join(alt.split()))


def worded(project: Project, use: Use, file: str, alt: str) -> Change:
    """The change that gives a picture other words where it is used. Raises Refused for empty ones, and where it is used no longer."""
    if not alt.strip():
        what = say("Those who do not see the picture would be told nothing.")
        raise Refused(what, say("Write what it shows, in the language of the text."))
    old = text_of(project.folders.project, use.path) or b""
    text = old.decode("utf-8", "replace")
    found = list(_form(file).finditer(text))
    if use.number >= len(found):
        raise Refused(say("The picture is not there any more."), say("Load the page again."))
    one = found[use.number]
    return Change(use.path, old, (text[: one.start(1)] + _escaped(alt) + text[one.end(1) :]).encode())


def file_name(name: str, suffix: str) -> str:
    """The name of a picture's file, from what somebody calls it. Raises Refused."""
    stem = name_from(Path(name.replace("\\", "/")).stem) if "." in name else name_from(name)
    if not NAME.match(stem) or len(stem) > LONGEST:
        what = say("“%(name)s” cannot be the name of a picture.", name=name[:80])
        raise Refused(what, say("Rename it with letters a–z, digits and hyphens, for example residence-card.svg."))
    return stem + suffix


def offered(project: Path, name: str, data: bytes) -> tuple[str, bytes | None]:
    """The name a picture would get, and the other picture that has it already, None for none. Raises Refused."""
    try:
        picture = prepared(data)
    except PictureMistake as mistake:
        raise Refused(mistake.what, mistake.fix) from None
    file = file_name(name, picture.suffix)
    old = there(project, file)
    return file, None if old == picture.data else old


def take_in(project: Path, name: str, data: bytes, over: str = "") -> Taken:
    """Put a picture into ``content/images/``. ``over`` is the digest of the file whose place it may take. Raises Refused."""
    try:
        picture: Picture = prepared(data)
    except PictureMistake as mistake:
        raise Refused(mistake.what, mistake.fix) from None
    if len(picture.data) > MOST_KEPT:
        what = say("The picture is still %(size)s kB; at most %(most)s.", size=len(picture.data) // 1000, most=MOST_KEPT // 1000)
        raise Refused(what, say("Photographs take less as JPEG or WebP, drawings as SVG with fewer points."))
    file = file_name(name, picture.suffix)
    path = _place(project, file)
    with ContentTurn(project):
        if path.exists():
            there = path.read_bytes()
            if there != picture.data and over != digest(there):
                what = say("There is already a picture by the name “%(name)s”.", name=file)
                raise Refused(what, say("Choose another name, or say that it is to take the other's place."))
        path.parent.mkdir(parents=True, exist_ok=True)
        editing.replace(path, picture.data)
    return Taken(file, picture.width, picture.height, len(data), len(picture.data))


def digest(data: bytes) -> str:
    """What the bytes of a picture are known by."""
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def there(project: Path, file: str) -> bytes | None:
    """The picture by that name, None where there is none. Raises Refused."""
    path = _place(project, file)
    return path.read_bytes() if path.is_file() else None


def _place(project: Path, file: str) -> Path:
    stem, dot, _ = file.rpartition(".")
    if not dot or "/" in file or "\\" in file or not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*", file) or not stem:
        raise Refused(say("“%(name)s” cannot be the name of a picture.", name=file[:80]), say("Choose it in the list of pictures."))
    path = project / FOLDER / file
    if any(step.is_symlink() for step in (path, path.parent, path.parent.parent)):
        what = say("“%(path)s” is a link to another place, and the desk does not write there.", path=f"{FOLDER}/{file}")
        raise Refused(what, say("Put the file itself in its place."))
    return path
