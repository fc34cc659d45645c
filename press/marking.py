"""The verb ``pdfx``: a finished PDF marked as PDF/X-4 with the print shop's profile."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from press.commands.pdfx import make_pdfx
from press.commands.speech import Speech
from press.delivery import deliver, misused
from press.problems import say


def pdfx(options: argparse.Namespace, speech: Speech) -> int:
    """Write the marked file; the exit code."""
    read = []
    for name in (options.file, options.profile):
        try:
            read.append(Path(name).read_bytes())
        except (FileNotFoundError, IsADirectoryError):
            fix = say("Name a finished PDF, and the print shop's ICC profile with --profile.")
            return misused(say("There is no file %(file)s.", file=name), fix, speech)
    result = make_pdfx(read[0], options.file, read[1], options.profile, options.condition)
    name, out = f"{Path(options.file).stem}-x4.pdf", Path(options.out)
    if out.suffix == ".pdf" and not out.is_dir():
        name, options.out = out.name, os.fspath(out.parent)
    return deliver(((name, result.data),), result.problems, options, speech)
