"""Finished letters as the browser gets them: one file to be printed, or all of a job as an archive."""

from __future__ import annotations

from pathlib import Path

from press.adapters import zipping
from press.adapters.web import Answer, Asked
from press.commands import mailing_job
from press.commands.printroom import mailing_desk as jobs
from press.desk import answers
from press.desk.requests import Nothing, by_name


def file_of(out: Path, asked: Asked, name: str) -> Answer:
    """A file of the finished job in ``out``, shown by the browser or (``?save``) saved. Raises :class:`Nothing` for what is not the job's."""
    with by_name():
        path = jobs.named(out, name)
    return answers.whole(jobs.pieces(path), "application/pdf", name, path.stat().st_size, save="save" in asked.query)


def archive(out: Path) -> Answer:
    """All of the finished job in ``out``, called after its number. Raises :class:`Nothing` where nothing is finished."""
    manifest = mailing_job.read_json(out / mailing_job.MANIFEST)
    if manifest is None:
        raise Nothing(mailing_job.MANIFEST)
    name = f"brev-{manifest['job']}"
    return answers.whole(zipping.stored(jobs.all_files(out), out, name), "application/zip", f"{name}.zip", save=True)
