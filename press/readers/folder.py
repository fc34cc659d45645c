"""What lies in the content folder: page files, pictures, and files in the wrong place."""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path
from typing import NamedTuple

from press.model import FOLDERS, Language
from press.problems import Message, Place, Problem, did_you_mean, say
from press.readers.fields import NAME

PICTURE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*\Z")
BESIDE = ("translations.yaml", "facts.yaml")
"""What lies beside the pages of a language."""
BELOW = {folder.rstrip("/"): kind for kind, folder in FOLDERS.items() if folder}
"""The folders in a language's own, by name, with the kind of what lies there."""
IMAGES = (".svg", ".png", ".jpg", ".jpeg", ".webp")


class Found(NamedTuple):
    """A page file found in the content folder."""

    path: str
    code: str
    name: str
    kind: str
    size: int
    mtime: int


def survey(
    content: Path, languages: dict[str, Language], problems: list[Problem]
) -> tuple[list[Found], dict[str, str]]:
    """The page files below ``content`` and the images with their digests; files in the wrong place become Problems."""
    found: list[Found] = []
    images: dict[str, str] = {}
    known = {"site.yaml", "languages.yaml", "channels.yaml", "addresses.yaml", "places.yaml", "envelopes.yaml", "announcements.yaml", "accessibility.yaml", "moved.yaml"}

    def misplaced(path: str, fix: Message, folder: bool = False) -> None:
        what = say("This folder does not belong here.") if folder else say("This file does not belong here.")
        problems.append(Problem(Place(path), what, fix))

    def take(folder: os.DirEntry[str], kind: str, code: str, prefix: str) -> None:
        for entry in sorted(os.scandir(folder.path), key=lambda entry: entry.name):
            relative = f"{prefix}/{entry.name}"
            if entry.name.startswith("."):
                continue
            if entry.is_dir():
                inner = BELOW.get(entry.name) if kind == "page" else None
                if inner:
                    take(entry, inner, code, relative)
                else:
                    misplaced(
                        relative,
                        say(
                            "Pages lie directly in content/%(code)s/, letters in content/%(code)s/letters/, sheets to print in content/%(code)s/sheets/.",
                            code=code,
                        ),
                        folder=True,
                    )
            elif entry.name.endswith(".md"):
                name = entry.name[:-3]
                if not NAME.match(name):
                    problems.append(
                        Problem(
                            Place(relative),
                            say("“%(name)s” cannot be the name of a page.", name=entry.name),
                            say(
                                "Rename it with small letters a–z, digits and hyphens, the same in every language, for example first-steps.md."
                            ),
                        )
                    )
                    continue
                status = entry.stat()
                found.append(Found(relative, code, name, kind, status.st_size, status.st_mtime_ns))
            elif not (entry.name in BESIDE and kind == "page"):
                misplaced(
                    relative,
                    say("Only Markdown files (name.md) lie in a language's folder; pictures go to content/images/."),
                )

    if not content.is_dir():
        return found, images
    for entry in sorted(os.scandir(content), key=lambda entry: entry.name):
        relative = f"content/{entry.name}"
        if entry.name.startswith("."):
            continue
        if entry.is_dir():
            if entry.name == "images":
                for image in sorted(os.scandir(entry.path), key=lambda image: image.name):
                    if image.name.startswith("."):
                        continue
                    if image.is_dir() or not image.name.lower().endswith(IMAGES):
                        misplaced(
                            f"{relative}/{image.name}",
                            say("Pictures are files that end in: %(endings)s.", endings=", ".join(IMAGES)),
                        )
                    elif not PICTURE.match(image.name):
                        problems.append(
                            Problem(
                                Place(f"{relative}/{image.name}"),
                                say("“%(name)s” cannot be the name of a picture.", name=image.name),
                                say("Rename it with letters a–z, digits and hyphens, for example residence-card.svg."),
                            )
                        )
                    else:
                        images[image.name] = hashlib.blake2b(Path(image.path).read_bytes(), digest_size=8).hexdigest()
            elif entry.name in languages:
                take(entry, "page", entry.name, relative)
            elif entry.name != "facts" and languages:
                problems.append(
                    Problem(
                        Place(relative),
                        say("The folder “%(name)s” is not a language of the languages table.", name=entry.name),
                        did_you_mean(
                            entry.name,
                            languages,
                            say("Add the language to content/languages.yaml, or move the folder away."),
                        ),
                    )
                )
        elif entry.name not in known:
            misplaced(
                relative,
                did_you_mean(entry.name, known, say("Pages go into a language's folder, for example content/sv/.")),
            )
    return found, images
