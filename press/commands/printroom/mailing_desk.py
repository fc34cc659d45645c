"""A mailing at the desk: the recipients' file that came in, the child that makes the letters, how far it is, and its end.

Everything stands in the job's folder, so a page that is loaded anew, or another desk after this one was killed, finds it as it is.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Literal, NamedTuple

from press.adapters import children
from press.commands import mailing_job as jobs
from press.commands.mailing_singles import FOLDER
from press.commands.printroom import mailing_choices as choosing
from press.commands.printroom.mailing_choices import Checked, Choices
from press.commands.project import PROGRAM, Project
from press.commands.speech import DESK
from press.problems import Problem
from press.readers.recipients import packed, source
from press.store import bench, private

FILE, WISH, MADE, READING, ORIGIN = "recipients", "wish.json", "letters", "reading", "origin.json"
REPRINTS = "reprints"
MOST_BYTES = max(source.MOST_BYTES, packed.MOST_BYTES)
"""A file of more bytes is none that is read (press/readers/recipients)."""
FOOT = re.compile(rb"((?:\0\d){6,})\)Tj ET\n?\s*endstream")
"""The sequence at the foot of a letter's page, as press/makers/print_run.py writes it."""
TAIL = 1 << 17

Stage = Literal["chosen", "making", "stopped", "failed", "done"]


class Wish(NamedTuple):
    """What is being made: the choices, the digest of the recipients' file, and the planned files ``(name, letters, first sequence)``."""

    choices: Choices
    source: str
    plan: tuple[tuple[str, int, int], ...]


class State(NamedTuple):
    """How a job stands. ``made`` are the letters that lie on the disk already, ``total`` all that are to be made, ``files`` how many
    of the planned files are whole, ``singles`` how many tagged copies; ``said`` is what the command had to say where it failed."""

    stage: Stage
    made: int
    total: int
    files: int
    planned: int
    manifest: Mapping[str, Any]
    said: str
    singles: int = 0


def receive(pieces: Iterable[bytes], job: Path) -> int:
    """Put the recipients' file into a new job's folder as it comes in; its size. Its own name is not kept. Raises what ``pieces`` raises."""
    digest, size = bench.receive(pieces, job / FILE)
    private.write(job / ORIGIN, [jobs.as_json({"sha256": digest, "bytes": size})])
    return size


def whole(job: Path) -> bool:
    """Whether a job has its recipients' file: a desk that is killed while it comes in leaves none."""
    return (job / FILE).is_file() and (job / ORIGIN).is_file()


def wish_of(job: Path) -> Wish | None:
    """What is being made, or None where nothing has been asked for yet."""
    known = jobs.read_json(job / WISH)
    if not known:
        return None
    told = dict(known["choices"])
    told["decisions"] = {int(row): decision for row, decision in told["decisions"].items()}
    plan = tuple((str(name), int(letters), int(first)) for name, letters, first in known["plan"])
    return Wish(Choices(**told), str(known["source"]), plan)


def out_of(job: Path, choices: Choices) -> Path:
    """Where the letters lie."""
    return Path(choices.out).expanduser().resolve() if choices.out else job / MADE


def make(project: Project, job: Path, choices: Choices, checked: Checked, speak: str) -> list[Problem]:
    """Begin to make the letters, in a process of its own; what keeps it from that. Raises OSError."""
    problems = choosing.wrong_folder(choices, project.folders.project)
    if problems or checked.order is None or checked.recipients is None or not checked.ready:
        return [*checked.problems, *problems]
    recipients = checked.recipients
    codes = tuple(code for code in project.site.languages if code in set(recipients.languages))
    plan = [[part.name, len(part.indexes), part.first] for part in jobs.plan(checked.order, codes, recipients)]
    digest = (jobs.read_json(job / ORIGIN) or {}).get("sha256", "")
    private.write(job / choosing.COLUMNS_FILE, [choosing.mapping_file(choices)])
    private.write(job / choosing.DECISIONS_FILE, [choosing.decisions_file(choices)])
    private.write(job / WISH, [jobs.as_json({"choices": choices._asdict(), "source": digest, "plan": plan})])
    resume(project.folders.project, job, speak)
    return []


def resume(project: Path, job: Path, speak: str) -> None:
    """Give the job's command, for the first time or again. Nothing happens where it runs already. Raises KeyError, OSError."""
    wish = wish_of(job)
    if wish is None:
        raise KeyError(job.name)
    command = choosing.command(project, job / FILE, job, out_of(job, wish.choices), wish.choices, speak)
    children.start(command, job, _environment())


def stop(job: Path) -> None:
    """Stop making letters, and reading them back; what is whole stays."""
    children.stop(job)
    for place in _readings(job):
        children.stop(place)


def _readings(job: Path) -> list[Path]:
    """Where letters of a job, or of its reprints, are or have been read back."""
    return [place for place in job.glob(f"{READING}*") if place.is_dir()]


def again(job: Path) -> None:
    """Take away what was made, to choose anew. What lies in a folder of the staff's own stays there."""
    stop(job)
    for place in (job / MADE, job / REPRINTS, *_readings(job)):
        shutil.rmtree(place, ignore_errors=True)
    for name in (WISH, *children.FILES):
        (job / name).unlink(missing_ok=True)


def state(job: Path) -> State:
    """How a job stands, as the disk tells."""
    wish = wish_of(job)
    if wish is None:
        return State("chosen", 0, 0, 0, 0, {}, "")
    out, total = out_of(job, wish.choices), sum(letters for _, letters, _ in wish.plan)
    runs = children.running(job)  # asked before the folder is looked at: what ends meanwhile is then told at the next look
    files = sum((out / name).is_file() for name, _, _ in wish.plan)
    made = sum(letters_on_disk(out, *planned) for planned in wish.plan)
    manifest = jobs.read_json(out / jobs.MANIFEST) or {}
    ours = bool(manifest) and manifest.get("identity", {}).get("source") == wish.source
    if runs:
        stage: Stage = "making"
    elif ours:
        stage = "done"
    else:
        stage = "failed" if (children.ended(job) or 0) > 0 else "stopped"
    words = "\n".join(filter(None, map(str.strip, reversed(children.said(job))))) if stage == "failed" else ""
    singles = sum(1 for _ in (out / FOLDER).glob("[0-9]*.pdf")) if wish.choices.single else 0
    return State(stage, total if stage == "done" else made, total, files, len(wish.plan), manifest if stage == "done" else {}, words, singles)


def letters_on_disk(out: Path, name: str, letters: int, first: int) -> int:
    """How many letters of a planned file are written: all when it has its name; else as many as its last page's foot tells."""
    if (out / name).is_file():
        return letters
    try:
        with (out / f".{name}{private.NEW}").open("rb") as file:
            file.seek(max(0, file.seek(0, os.SEEK_END) - TAIL))
            found = FOOT.findall(file.read())
    except OSError:
        return 0
    if not found:
        return 0
    return min(letters, max(0, int(found[-1].replace(b"\0", b"")) - first + 1))


def verify(job: Path, speak: str) -> None:
    """Begin to read the letters back, in a process of its own."""
    wish = wish_of(job)
    if wish is None:
        raise KeyError(job.name)
    read_back(out_of(job, wish.choices), job / READING, speak)


def read_back(out: Path, place: Path, speak: str) -> None:
    """Begin to read the letters in ``out`` back; what comes of it stands in ``place``."""
    private.folder(place)
    command = [sys.executable, os.fspath(PROGRAM / "build.py"), "letters", "verify", os.fspath(out), "--speak", speak]
    children.start(command, place, _environment())


def verified(place: Path) -> dict[str, Any]:
    """What came of reading back: ``state`` is "", "reading", "right" or "wrong"; ``said`` what the command said."""
    if not place.is_dir():
        return {"state": "", "said": ""}
    if children.running(place):
        return {"state": "reading", "said": ""}
    code = children.ended(place)
    if code is None or code < 0:
        return {"state": "", "said": ""}
    said = "\n".join(filter(None, map(str.strip, children.said(place))))
    return {"state": "wrong" if code else "right", "said": said}


def _environment() -> dict[str, str]:
    """The child's environment: ours, without what a terminal's user may have wished for the screen."""
    return {**{key: value for key, value in os.environ.items() if key != "OMSVERIGE_SPEAK"}, "PYTHONIOENCODING": "utf-8", DESK: "1"}


def named(out: Path, name: str) -> Path:
    """A file of a finished job by its name. Raises KeyError for what does not lie in its folder, or is not the job's."""
    manifest = jobs.read_json(out / jobs.MANIFEST) or {}
    if name not in [row["name"] for row in manifest.get("files", ())] or not (out / name).is_file():
        raise KeyError(name)
    return out / name


def all_files(out: Path) -> list[Path]:
    """Everything that belongs to a finished job: letters, tables, the manifest, the key by which they are read back, tagged copies."""
    folders = (out, out / FOLDER) if (out / FOLDER).is_dir() else (out,)
    return sorted(path for folder in folders for path in folder.iterdir() if path.is_file() and not path.name.startswith("."))


def pieces(path: Path) -> Iterator[bytes]:
    """A file piece by piece."""
    with path.open("rb") as file:
        while data := file.read(1 << 20):
            yield data


def counts(checked: Checked) -> dict[str, Any]:
    """What was read, in numbers, by language too. No name, no address."""
    found = checked.recipients
    if found is None:
        return {"read": 0, "accepted": 0, "rejected": 0, "held": 0, "languages": {}}
    languages = {code: found.languages.count(code) for code in dict.fromkeys(found.languages)}
    return {"read": found.read, "accepted": len(found.rows), "rejected": found.rejected, "held": found.held, "languages": languages}


def as_told(choices: Choices) -> dict[str, Any]:
    """Choices as JSON for a form."""
    return dict(json.loads(json.dumps(choices._asdict())))
