"""Letters once more at the desk: which finished jobs lie on this machine, and single letters cut out of one of them.

Finished jobs are found by looking into a folder. No list of them is kept: the folders themselves are the list, and go when they are
deleted.
"""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Any, NamedTuple

from press.commands import mailing_job as jobs
from press.commands.mailing_reprint import cut, wanted_of
from press.commands.printroom import mailing_desk as desk_jobs
from press.commands.printroom.mailing_choices import usual_folder
from press.commands.printroom.shop import SHOP
from press.problems import Place, Problem, say
from press.store import private

FOLDER = "folder.json"
"""In the folder of a job that has no list of its own: where the finished letters lie that it cuts from."""
HERE = Place("")
MOST_SHOWN = 50


class Earlier(NamedTuple):
    """A finished job on this machine: nothing of it is about a person. Dates are ISO."""

    path: Path
    job: str
    letter: str
    date: str
    printed: int
    delete_by: str
    reprint: bool


def earlier(folder: Path) -> list[Earlier]:
    """The finished jobs in ``folder`` and two steps below, the newest first, at most :data:`MOST_SHOWN`. What cannot be read is not there."""
    found = []
    for pattern in ("", "*/", "*/*/"):
        for path in folder.glob(f"{pattern}{jobs.MANIFEST}"):
            with contextlib.suppress(OSError):  # it may be deleted while it is looked at
                if job := facts(path.parent):
                    found.append((job.date, path.stat().st_mtime_ns, job))
    return [job for *_, job in sorted(found, reverse=True)[:MOST_SHOWN]]


def facts(path: Path) -> Earlier | None:
    """The finished job in a folder; None where there is none."""
    told = jobs.read_json(path / jobs.MANIFEST) or {}
    texts = [told.get(name) for name in ("job", "letter", "date", "delete-by")]
    if not told.get("files") or not all(isinstance(text, str) for text in texts) or not isinstance(told.get("printed"), int):
        return None
    job, letter, date, delete = map(str, texts)
    return Earlier(path, job, letter, date, told["printed"], delete, "reprint-of" in told)


def wrong_folder(told: str) -> list[Problem]:
    """Why letters cannot be cut from the folder that the staff named."""
    path = Path(told.strip()).expanduser()
    if "\0" in told or not path.is_absolute():
        what = say("That is no whole path of a folder.")
        return [Problem(HERE, what, say("Write it from its beginning, for example %(example)s.", example=usual_folder() / "utskick"))]
    if not path.is_dir():
        return [Problem(HERE, say("There is no such folder."), say("Look where the letters were saved. A ZIP file has to be unpacked first."))]
    if facts(path) is None:
        what = say("There is no finished job in %(out)s.", out=path)
        return [Problem(HERE, what, say("Choose the folder that holds manifest.json beside the letters."))]
    return []


def begin(job: Path, told: str) -> None:
    """Make a job of the desk out of a folder that is not :func:`wrong_folder`."""
    path = Path(told.strip()).expanduser().resolve()
    private.write(job / FOLDER, [jobs.as_json({"folder": str(path)})])


def folder_of(job: Path) -> Path | None:
    """The folder of finished letters that a job cuts from; None for a job that has a list of its own."""
    told = jobs.read_json(job / FOLDER)
    return Path(str(told["folder"])) if told and "folder" in told else None


def source_of(job: Path) -> Path:
    """Where the finished letters of a job lie. Raises KeyError where they are not finished."""
    if folder := folder_of(job):
        return folder
    wish = desk_jobs.wish_of(job)
    if wish is None or desk_jobs.state(job).stage != "done":
        raise KeyError(job.name)
    return desk_jobs.out_of(job, wish.choices)


def reprint(job: Path, words: str, *, rows: bool) -> tuple[str, list[Problem]]:
    """Cut letters out of a job, by what stands at their foot or (``rows``) by their row in its list: the name of the reprint, or all
    that is wrong. Raises KeyError, OSError."""
    if rows and folder_of(job):
        raise ValueError("rows")  # there is no list to count them in
    with SHOP:
        wanted, problems = wanted_of(source_of(job), [words], rows=rows)
        if wanted is None:
            return "", problems
        name = str(wanted.identity["job"])
        private.folder(job / desk_jobs.REPRINTS)
        return name, list(cut(wanted, job / desk_jobs.REPRINTS / name).problems)


def made(job: Path) -> list[dict[str, Any]]:
    """The manifests of the reprints of a job, the last one first."""
    found = sorted((path for path in (job / desk_jobs.REPRINTS).glob(f"*/{jobs.MANIFEST}")), key=lambda path: path.stat().st_mtime_ns, reverse=True)
    return [manifest for path in found if (manifest := jobs.read_json(path))]


def place(job: Path, name: str) -> Path:
    """The folder of a reprint. Raises KeyError."""
    if name not in [manifest["job"] for manifest in made(job)]:
        raise KeyError(name)
    return job / desk_jobs.REPRINTS / name


def reading(job: Path, name: str) -> Path:
    """Where a reprint is read back: beside it, so that nothing but the reprint lies in its folder."""
    return job / f"{desk_jobs.READING}-{name}"
