"""The verb ``desk``: open the desk and say where it is."""

from __future__ import annotations

import argparse
import gc
import os
import signal
import subprocess
import sys
import webbrowser
from pathlib import Path
from types import FrameType

from press.adapters.web import HOST, Answer, Asked, Server
from press.commands.project import PROGRAM
from press.commands.speech import Speech
from press.desk import (
    agencies,
    facts_table,
    mailings,
    numbers,
    overview,
    pictures,
    printing,
    publishing,
    whole,
    writing,
)
from press.desk.app import SHARED, Build, Desk, Parts
from press.desk.gate import Gate, new_key
from press.problems import say

FINE, ENVIRONMENT = 0, 3
"""Exit codes, as in press.cli."""
PARTS: Parts = (
    (say("Write"), (overview.ROOM, facts_table.ROOM, pictures.ROOM, agencies.ROOM, publishing.ROOM)),
    (say("Print and send"), (printing.ROOM, mailings.ROOM)),
    (say("Follow up"), (numbers.ROOM,)),
    (None, (whole.ROOM, writing.ROOM, SHARED)),
)
"""The menu. What is done with one text begins at the table of texts, and has no place of its own in it."""


def opened(folder: Path, port: int, speech: str, build: Build) -> tuple[Server, Desk]:
    """A desk for the project in ``folder`` and its server, which does not serve yet. Raises OSError when the port is taken."""
    desks: list[Desk] = []

    def handle(asked: Asked) -> Answer:
        return desks[0].answer(asked)

    server = Server(port, handle)
    gc.enable()  # a server lives on after what was read for it
    desks.append(Desk(folder.resolve(), Gate(server.port, new_key()), speech, PARTS, build))
    return server, desks[0]


def published(project: Path) -> int:
    """Publish a project; the exit code. A process of its own does it: it takes all cores, and threads and forks do not go together."""
    command = [sys.executable, os.fspath(PROGRAM / "build.py"), "build", "--project", os.fspath(project)]
    return subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False).returncode


def desk(options: argparse.Namespace) -> int:
    """Open the desk, and serve until Ctrl-C; the exit code."""
    speech = Speech.load(options.speak, PROGRAM)
    try:
        server, found = opened(Path(options.project), options.port, options.speak, published)
    except OSError:
        what = say("Port %(port)s is taken. Try another: --port 0 takes any free one.", port=options.port)
        print(speech.text(what), file=sys.stderr)
        return ENVIRONMENT
    found.mistaken = lambda text: print(text, file=sys.stderr)
    address = f"http://{HOST}:{server.port}{found.gate.root}/"
    print(speech.text(say("The desk is at %(address)s – stop with Ctrl-C.", address=address)), flush=True)
    print(speech.text(say("Only this machine can reach it, and only who knows the address. Do not send it to anybody.")), flush=True)
    if not options.no_browser:
        webbrowser.open(address)
    for name in ("SIGTERM", "SIGHUP"):  # a closed terminal or a machine that is shut down ends the desk as Ctrl-C does
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), _interrupt)
    try:
        server.run()
    except KeyboardInterrupt:
        print()
    finally:
        for name in ("SIGINT", "SIGTERM", "SIGHUP"):  # what is taken away now is taken away to its end
            if hasattr(signal, name):
                signal.signal(getattr(signal, name), signal.SIG_IGN)
        found.close()
    return FINE


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt
