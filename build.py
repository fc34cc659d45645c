"""The front door: ``python3 build.py``. Needs nothing but Python 3.11 or later.

Three errands: say at once that nothing has changed; set up the program's own environment (``.venv``) when it is missing
or not today's; hand over to ``press.cli`` in it. What is imported here is imported on every call, so it is little.
"""

import os
import sys

TYPE_CHECKING = False  # typing's own costs 5 ms
if TYPE_CHECKING:
    from press.store.stamps import Look

ROOT = os.path.dirname(os.path.realpath(__file__))
ENVIRONMENT = 3  # exit code: the machine lacks something (press.cli)


def look(arguments: list[str]) -> "tuple[int | None, Look | None]":
    """``(exit code, None)`` when this is a plain build and nothing has changed since the last one; else ``(None, what was seen)``."""
    words = [word for word in arguments if word != "build"]
    options = dict(zip(words[::2], words[1::2]))  # noqa: B905 - checked on the next line
    if len(words) % 2 or set(options) - {"--project", "--out", "--speak", "--jobs"}:
        return None, None
    from press.store import stamps

    project = options.get("--project", ROOT)
    seen = stamps.Look(ROOT, project)
    known = seen.known(options.get("--out", os.path.join(project, "site")))
    language = options.get("--speak", os.environ.get("OMSVERIGE_SPEAK", "sv"))
    if known is None or language not in known[0]:
        return None, seen
    try:
        print(known[0][language], flush=True)
    except BrokenPipeError:  # a reader that has seen enough (build.py | head) is no mistake
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    return known[1], None


def main() -> int:
    """Sort the errand, in the order of what it costs."""
    if sys.version_info < (3, 11):  # noqa: UP036 - this is where an older Python is told so
        print("Programmet behöver Python 3.11 eller senare. / The program needs Python 3.11 or later.", file=sys.stderr)
        return ENVIRONMENT
    arguments = sys.argv[1:]
    plain = not arguments or arguments[0] == "build" or arguments[0].startswith("--")
    code, seen = look(arguments) if plain else (None, None)
    if code is not None:
        return code
    if arguments[:1] == ["test"]:
        from press import installing

        return installing.test(arguments[1:])
    from press import environment

    return environment.hand_over(arguments, seen)


def leave(code: int) -> None:
    """End at once. Python would first take apart, piece by piece, all that was read, and the system does it in one go."""
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:
        sys.exit(code)  # nobody reads what is said: Python's own way to end knows what to do
    os._exit(code)


if __name__ == "__main__":
    sys.path.insert(0, ROOT)
    leave(main())
