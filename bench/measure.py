"""Run commands through launch.py and keep what was measured."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

_LAUNCH = Path(__file__).resolve().parent / "launch.py"


class BuildFailed(Exception):
    """A measured command ended badly; the message holds the end of what it printed."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One run: wall and processor seconds, the largest process and all processes together in MB.

    The sum is sampled, and only when asked for; it is never below the largest process, whose peak the kernel keeps.
    """

    wall: float
    cpu: float
    peak_mb: float
    sum_mb: float

    def plain(self) -> dict[str, float]:
        """For JSON."""
        return {key: round(value, 4) for key, value in asdict(self).items()}


def measure(command: list[str], folder: Path, environment: Mapping[str, str], *, add_up: bool = False) -> Sample:
    """Run `command` in `folder` with `environment` added to ours. Raises BuildFailed when it does not end with 0.

    What earlier builds left to be written to disk is flushed first, so that nobody pays for another's files.
    """
    os.sync()
    with tempfile.TemporaryDirectory(prefix="bench-") as scratch:
        result, log = Path(scratch, "result"), Path(scratch, "log")
        launcher = [sys.executable, "-I", "-S", str(_LAUNCH), str(result), str(log), str(folder), str(int(add_up))]
        # A build machine's switches for Python (no byte code, say) are not the tools' own.
        clean = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
        subprocess.run([*launcher, *command], check=True,
                       env={**clean, "LC_ALL": "C.UTF-8", **environment})
        status, wall, cpu, peak, total = result.read_text().split()
        if status != "0":
            tail = "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-15:])
            raise BuildFailed(f"{command[0]} … ended with {status}:\n{tail}")
    return Sample(float(wall), float(cpu), int(peak) * 1024 / 1e6, max(int(peak), int(total)) * 1024 / 1e6)
