"""The folder of a mailing: which job lies in it, what is planned, and the manifest at the end. No names, no addresses.

A job is known by what it is made from. The same order over the same rows is the same job and makes the same bytes, so
a killed run is resumed by giving the same command again.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from array import array
from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

from press.commands.mailing_forms import Order
from press.makers.print_run import Letter
from press.problems import Place, Problem, say
from press.recipients import Recipients
from press.store import private

PLAN, MANIFEST, KEY, LETTERS = "job.json", "manifest.json", "job.key", "letters.csv"
HERE = Place("build.py letters")


class Part(NamedTuple):
    """A file of the run: its name, its languages, its first sequence, and the accepted rows (by index) in printing order."""

    name: str
    codes: tuple[str, ...]
    first: int
    indexes: array[int]

    @property
    def last(self) -> int:
        """The last sequence in the file."""
        return self.first + len(self.indexes) - 1


def plan(order: Order, codes: Sequence[str], recipients: Recipients) -> tuple[Part, ...]:
    """The files of the run: one for each language in the order ``codes``, or one in the order of the rows; split if ordered."""
    groups: dict[str, array[int]] = {code: array("I") for code in (codes if order.by == "language" else ("",))}
    for index, code in enumerate(recipients.languages):
        groups[code if order.by == "language" else ""].append(index)
    parts, sequence = [], order.start
    for code, indexes in groups.items():
        step = order.split or len(indexes) or 1
        for start in range(0, len(indexes), step):
            own = indexes[start : start + step]
            used = (code,) if code else tuple(known for known in codes if known in {recipients.languages[i] for i in own})
            middle = f"{code}-" if code else ""
            name = f"{order.letter}-{middle}{sequence:06d}-{sequence + len(own) - 1:06d}.pdf"
            parts.append(Part(name, used, sequence, own))
            sequence += len(own)
    return tuple(parts)


def letters_of(part: Part, recipients: Recipients) -> Iterator[Letter]:
    """The letters of a file, in order."""
    number = {code: number for number, code in enumerate(part.codes)}
    forms = map(number.__getitem__, map(recipients.languages.__getitem__, part.indexes))
    return zip(count(part.first), forms, map(recipients.texts.__getitem__, part.indexes))


def identity(order: Order, recipients: Recipients, source: str, forms: str, program: str) -> dict[str, Any]:
    """What a job is known by. ``source`` and ``forms`` are digests of the recipients' file and of the letters' texts and
    looks, ``program`` of the program itself. ``job`` is short enough to stand on every page."""
    rows = hashlib.sha256(recipients.rows.tobytes())
    for texts in (recipients.languages, recipients.texts):
        rows.update("\n\n".join(texts).encode())
    known = {
        "letter": order.letter,
        "date": order.date,
        "envelope": [getattr(order.envelope, name) for name in type(order.envelope).__slots__],
        "alone": order.alone,
        "by": order.by,
        "split": order.split,
        "start": order.start,
        "source": source,
        "rows": rows.hexdigest(),
        "forms": forms,
        "program": program,
    }
    return {"job": name_of(known), **known}


def name_of(known: Mapping[str, Any]) -> str:
    """A job's name, from what it is known by: short enough to stand on every page."""
    return hashlib.sha256(json.dumps(known, sort_keys=True).encode()).hexdigest()[:6]


def begin(out: Path, wanted: Mapping[str, Any]) -> tuple[bytes, bool, list[Problem]]:
    """Open the job's folder: ``(key, whether the job is done already, problems)``.

    The key makes the digests of addresses useless to anyone who has not got it; it is thrown away with the folder.
    """
    private.folder(out)
    private.clear(out)
    for name in (MANIFEST, PLAN):
        known = read_json(out / name)
        if known is None:
            continue
        if known.get("identity") != json.loads(json.dumps(wanted)):
            return b"", False, _another(known.get("identity") or {}, json.loads(json.dumps(wanted)))
        # Without its key a list of letters is worth nothing; with none at all its digests would be the addresses' own.
        lost = not (out / KEY).is_file()
        return _key(out), name == MANIFEST and not lost, []
    others = [entry.name for entry in out.iterdir() if entry.suffix == ".pdf"]
    if others:
        what = say("%(out)s holds other PDF files already (%(count)s).", out=out, count=len(others))
        return b"", False, [Problem(HERE, what, say("Choose an empty folder, so that no letter is taken for another."))]
    key = _key(out)
    private.write(out / PLAN, [as_json({"identity": wanted})])
    return key, False, []


def _key(out: Path) -> bytes:
    """The job's key, made if there is none."""
    if not (out / KEY).is_file():
        private.write(out / KEY, [secrets.token_bytes(32)])
    return (out / KEY).read_bytes()


DIFFERENT = {
    "letter": say("The folder holds a job with another letter."),
    "date": say("The folder holds a job with another date."),
    "envelope": say("The folder holds a job for another envelope."),
    "source": say("The folder holds a job made from another recipients' file, or from this one before it was changed."),
    "rows": say("The folder holds a job in which other rows are printed."),
    "forms": say("The folder holds a job made before the letter's text or look was changed."),
    "program": say("The folder holds a job made by another version of the program."),
}


def _another(known: Mapping[str, Any], wanted: Mapping[str, Any]) -> list[Problem]:
    """Why a job cannot go on in this folder."""
    fix = say("Choose another folder, or the very same as the first time to go on with that job.", how="--out DIR")
    differ = [what for key, what in DIFFERENT.items() if known.get(key) != wanted.get(key)]
    return [Problem(HERE, what, fix) for what in differ or [say("The folder holds a job with other options.")]]


def finish(out: Path, manifest: Mapping[str, Any]) -> None:
    """Write the manifest; from then on the job is done."""
    private.write(out / MANIFEST, [as_json(manifest)])
    (out / PLAN).unlink(missing_ok=True)


HEADINGS = ("sequence", "row", "language", "file", "page", "address", "reference")


class Line(NamedTuple):
    """A line of ``letters.csv``: ``page`` counts from 1; ``address`` and ``reference`` are keyed digests."""

    sequence: int
    row: int
    language: str
    file: str
    page: int
    address: str
    reference: str


def letter_lines(parts: Sequence[Part], recipients: Recipients, key: bytes, pages: Mapping[str, int]) -> Iterator[bytes]:
    """``letters.csv``: every letter by its sequence. ``pages`` are the pages of a letter in each file."""
    yield (";".join(HEADINGS) + "\n").encode()
    for part in parts:
        lines, each = [], pages[part.name]
        for number, index in enumerate(part.indexes):
            address, _, reference = recipients.texts[index].partition("\x1f")
            lines.append(
                f"{part.first + number};{recipients.rows[index]};{recipients.languages[index]};{part.name};"
                f"{number * each + 1};{keyed(key, address)};{keyed(key, reference) if reference else ''}\n"
            )
        yield "".join(lines).encode()


def read_lines(path: Path) -> list[Line]:
    """``letters.csv`` read back. Raises ``ValueError`` when it is not as it was written."""
    lines = path.read_text("ascii").splitlines()
    if not lines or lines[0] != ";".join(HEADINGS):
        raise ValueError("headings")
    rows = [line.split(";") for line in lines[1:]]
    return [Line(int(a), int(b), c, d, int(e), f, g) for a, b, c, d, e, f, g in rows]


def keyed(key: bytes, text: str) -> str:
    """The digest of an address or a reference as it can be read back from paper: white space folded."""
    return hashlib.blake2b(" ".join(text.split()).encode(), key=key, digest_size=12).hexdigest()


def as_json(value: Mapping[str, Any]) -> bytes:
    """JSON for people and programs: one line an entry, keys in their own order."""
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def read_json(path: Path) -> dict[str, Any] | None:
    """A JSON file, or None when it is not there; one that cannot be read is an empty one."""
    try:
        found = json.loads(path.read_bytes())
    except OSError:
        return None
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
