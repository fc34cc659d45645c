"""The cheap door: a table of path, size and mtime tells that nothing changed before anything heavy is imported.

Standard library only, and little of it: build.py asks here before it even starts the environment's own Python.
"""

from __future__ import annotations

import marshal
import os
import sys
import time

FORMAT = 3
RACY_NS = 20_000_000
"""A file written this shortly before the table was taken may change again within the clock's tick (cf. git, "racy")."""

Table = dict[str, tuple[int, int]]


def sweep(root: str, names: tuple[str, ...], skip: frozenset[str] = frozenset()) -> Table:
    """``path → (size, mtime_ns)`` of every file at or below ``root/name`` for each name; a missing name gives nothing.

    Folders and files whose name begins with a dot or stands in ``skip`` are passed over.
    """
    table: Table = {}
    folders: list[str] = []
    for name in names:
        path = os.path.join(root, name)
        try:
            status = os.stat(path)
        except OSError:
            continue
        if os.path.isdir(path):
            folders.append(path)
        else:
            table[path] = (status.st_size, status.st_mtime_ns)
    while folders:
        with os.scandir(folders.pop()) as found:
            for entry in found:
                name = entry.name
                if name[0] == "." or name in skip:
                    continue
                if entry.is_dir():
                    folders.append(entry.path)
                else:
                    status = entry.stat()
                    table[entry.path] = (status.st_size, status.st_mtime_ns)
    return table


def program_names() -> tuple[str, ...]:
    """What of the program's own folder a result depends on."""
    return ("press", "build.py", "requirements.lock")


def tables(program: str, project: str, out: str) -> dict[str, Table]:
    """The tables a build depends on and makes: the program, the editors' files, the output."""
    return {
        "program": sweep(program, program_names(), frozenset({"__pycache__"})),
        "project": sweep(project, ("content", "templates", "locales")),
        "shared": {}
        if os.path.abspath(program) == os.path.abspath(project)
        else sweep(program, ("templates", "locales")),
        "site": sweep(out, ("",)),
    }


def identity() -> str:
    """What else must be the same: the interpreter, and the day (an overdue review date is a problem of the day)."""
    day = os.environ.get("OMSVERIGE_TODAY") or time.strftime("%Y-%m-%d", time.gmtime())
    return f"{FORMAT} {sys.version_info[:3]} {day}"


def path_of(project: str, out: str) -> str:
    """The stamp file for a project and an output folder."""
    name = "".join(character if character.isalnum() else "-" for character in os.path.abspath(out))[-80:]
    return os.path.join(project, ".press", f"stamps-{name}.bin")


def save(program: str, project: str, out: str, report: dict[str, str], code: int) -> None:
    """Remember the state after a build, and what it said in each staff language."""
    taken = time.time_ns()
    state = tables(program, project, out)
    newest = max((mtime for table in state.values() for _, mtime in table.values()), default=0)
    path = path_of(project, out)
    data = marshal.dumps((identity(), state, report, code, newest + RACY_NS < taken), 2)
    temporary = f"{path}.{os.getpid()}"
    with open(temporary, "wb") as file:
        file.write(data)
    os.replace(temporary, path)


def unchanged(program: str, project: str, out: str) -> tuple[dict[str, str], int] | None:
    """``(report, exit code)`` of the last build if nothing at all has changed since, else None."""
    try:
        with open(path_of(project, out), "rb") as file:
            was, state, report, code, settled = marshal.loads(file.read())
    except (OSError, ValueError, EOFError, TypeError):
        return None
    if not settled or was != identity() or state != tables(program, project, out):
        return None
    return report, code
