"""The door to the hunspell program and its dictionaries, as Debian has them: which words of a list are not known."""

from __future__ import annotations

import functools
import os
import re
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

FOLDERS = ("/usr/share/hunspell", "/usr/share/myspell/dicts", "/usr/local/share/hunspell", "/opt/homebrew/share/hunspell", "~/Library/Spelling")
FIRST = {"sv": "sv_SE", "en": "en_GB", "es": "es_ES", "fr": "fr", "ar": "ar", "kmr": "kmr_Latn"}
"""The dictionary of a language that comes before its others."""
SECONDS = 30


def installed() -> bool:
    """Whether the program is there."""
    return shutil.which("hunspell") is not None


def dictionary(tag: str) -> str:
    """The dictionary for a BCP 47 tag, by its path without ending; empty where there is none."""
    language = tag.split("-")[0].lower()
    for folder in (*filter(None, os.environ.get("DICPATH", "").split(os.pathsep)), *FOLDERS):
        names = sorted(file.stem for file in Path(folder).expanduser().glob(f"{language}*.aff") if re.split("[_-]", file.stem)[0] == language)
        name = next((name for name in (FIRST.get(language), *names) if name in names), None)
        if name and (Path(folder).expanduser() / f"{name}.dic").is_file():
            return os.fspath(Path(folder).expanduser() / name)
    return ""


def unknown(path: str, words: Iterable[str]) -> frozenset[str]:
    """Those of ``words`` that the dictionary does not know. A word holds letters, apostrophes and marks only."""
    asked = list(dict.fromkeys(words))
    found = _run(path, "-l", "".join(f"{word}\n" for word in asked))
    return frozenset(asked) & frozenset(found.split("\n"))


def suggestions(path: str, word: str) -> tuple[str, ...]:
    """What the dictionary proposes for a word, the best first."""
    answer = next((line for line in _run(path, "-a", f"^{word}\n").split("\n") if line.startswith("& ")), "")
    return tuple(answer.partition(": ")[2].split(", ")) if answer else ()


def _run(path: str, how: str, said: str) -> str:
    command = ["hunspell", how, "-i", "UTF-8", "-d", path]
    environment = {**os.environ, "LC_ALL": "C.UTF-8"}
    try:
        done = subprocess.run(command, input=said.encode(), env=environment, capture_output=True, check=False, timeout=SECONDS)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.decode("utf-8", "replace")


@functools.lru_cache(maxsize=2)
def listed(path: str) -> frozenset[str]:
    """All words of a dictionary whose words take no endings, as Thai's; for finding words that are written together."""
    lines = Path(path + ".dic").read_text("utf-8", "replace").split("\n")[1:]
    return frozenset(line.split("/")[0].strip() for line in lines if line.strip())
