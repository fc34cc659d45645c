"""The cheap door: a table of path, size and mtime tells that nothing changed before anything heavy is imported.

Standard library only, and little of it: build.py asks here before it even starts the environment's own Python.
"""

from __future__ import annotations

import marshal
import os
import sys
import time

FORMAT = 4
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


def inputs(program: str, project: str, known: Table | None = None) -> dict[str, Table]:
    """The tables a build depends on: the program, the editors' files, and what the project borrows from the program. ``known``: the
    program's table, where it has been taken already."""
    own = os.path.realpath(program) == os.path.realpath(project)
    return {
        "program": sweep(program, ("press", "build.py", "requirements.lock"), frozenset({"__pycache__"})) if known is None else known,
        "project": sweep(project, ("content", "templates", "locales")),
        "shared": {} if own else sweep(program, ("templates", "locales")),
    }


def identity() -> str:
    """What else must be the same: the interpreter, and the day (an overdue review date is a problem of the day)."""
    day = os.environ.get("OMSVERIGE_TODAY") or time.strftime("%Y-%m-%d", time.gmtime())
    return f"{FORMAT} {sys.version_info[:3]} {day}"


def path_of(project: str, out: str) -> str:
    """The stamp file for a project and an output folder."""
    name = "".join(character if character.isalnum() else "-" for character in os.path.abspath(out))[-80:]
    return os.path.join(project, ".press", f"stamps-{name}.bin")


def _settled(table: Table, taken: int) -> bool:
    """Whether no file of a table was written so lately that it could be written again within the clock's tick."""
    return max((mtime for _, mtime in table.values()), default=0) + RACY_NS < taken


class Look:
    """The inputs as they are when a build begins: an edit made while it runs is seen by the next one."""

    def __init__(self, program: str, project: str) -> None:
        self.program = program
        self.project = project
        self.identity = identity()
        taken = time.time_ns()
        self.tables = inputs(program, project)
        self.program_settled = _settled(self.tables["program"], taken)
        self.settled = all(_settled(table, taken) for table in self.tables.values())

    def anew(self) -> None:
        """Look at the editors' files once more, now that it is this build's turn to read them: what another has written before belongs to
        what is read. The program's files stay as they were seen before they were loaded."""
        self.identity = identity()
        taken = time.time_ns()
        self.tables = inputs(self.program, self.project, self.tables["program"])
        self.settled = self.program_settled and all(_settled(self.tables[name], taken) for name in ("project", "shared"))

    def known(self, out: str) -> tuple[dict[str, str], int] | None:
        """``(report, exit code)`` of the last build into ``out`` if nothing at all has changed since, else None."""
        try:
            with open(path_of(self.project, out), "rb") as file:
                was, settled, before, site, report, code = marshal.loads(file.read())
        except (OSError, ValueError, EOFError, TypeError):
            return None
        if not settled or was != self.identity or before != self.tables or site != sweep(out, ("",)):
            return None
        return report, code

    def save(self, out: str, report: dict[str, str], code: int) -> None:
        """Remember this look, the output as it is now, and what the build said in each staff language."""
        path = path_of(self.project, out)
        state = (self.identity, self.settled, self.tables, sweep(out, ("",)), report, code)
        temporary = f"{path}.{os.getpid()}"
        with open(temporary, "wb") as file:
            file.write(marshal.dumps(state, 2))
        os.replace(temporary, path)
