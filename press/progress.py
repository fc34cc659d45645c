"""Progress on a terminal, when something takes longer than a second; nothing at all in a pipe."""

from __future__ import annotations

import os
import signal
import sys
import time


class Progress:
    """A line on the terminal when something takes longer than a second; nothing at all in a pipe."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.started = 0.0
        self.active = sys.stderr.isatty() and hasattr(signal, "setitimer")

    def __enter__(self) -> Progress:
        self.started = time.monotonic()
        if self.active:
            # A timer, not a thread: the program forks, and a thread would not survive that in good order.
            signal.signal(signal.SIGALRM, lambda *_: self.show())
            signal.setitimer(signal.ITIMER_REAL, 1.0, 0.5)
        return self

    def show(self) -> None:
        """Write the line anew."""
        os.write(2, f"\r{self.text} {time.monotonic() - self.started:.0f} s ".encode())

    def __exit__(self, *_: object) -> None:
        if self.active:
            signal.setitimer(signal.ITIMER_REAL, 0)
            if time.monotonic() - self.started >= 1.0:
                os.write(2, b"\r\x1b[K")
