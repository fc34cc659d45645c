"""The output folder: a whole new tree is laid out beside the old one, and the two change places in one step.

Unchanged files are linked, not written. A file this program did not write is carried over and never overwritten. What
the program wrote stands in the tree's own manifest, so the list and the files can never tell different stories.
"""

from __future__ import annotations

import errno
import hashlib
import os
import sys
from pathlib import Path

MANIFEST = ".press-manifest"
Manifest = dict[str, tuple[str, int]]


def content_digest(data: bytes) -> str:
    """128 bits of SHA-256 of a file's bytes, hex: processors of today have it built in, which halves what it costs."""
    return hashlib.sha256(data).hexdigest()[:32]


def read_manifest(out: Path) -> Manifest:
    """``path → (digest, size)`` of the files the program wrote into ``out``; empty when it never did."""
    table: Manifest = {}
    try:
        lines = (out / MANIFEST).read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return table
    for line in lines:
        parts = line.split(" ", 2)
        if len(parts) == 3 and parts[1].isdigit():
            table[parts[2]] = (parts[0], int(parts[1]))
    return table


def manifest_text(manifest: Manifest) -> str:
    """The manifest as it is written: one line a file, sorted."""
    return "".join(f"{digest} {size} {path}\n" for path, (digest, size) in sorted(manifest.items()))


def files_below(folder: Path) -> dict[str, os.stat_result]:
    """``relative path → stat`` of everything that is not a folder below ``folder``."""
    found: dict[str, os.stat_result] = {}
    todo = [(str(folder), "")]
    while todo:
        path, prefix = todo.pop()
        try:
            entries = os.scandir(path)
        except FileNotFoundError:
            continue
        with entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    todo.append((entry.path, f"{prefix}{entry.name}/"))
                else:
                    found[prefix + entry.name] = entry.stat(follow_symlinks=False)
    return found


class Tree:
    """The new tree being laid out; safe to use from forked processes at once, each for its own paths."""

    def __init__(self, out: Path) -> None:
        self.out = out
        self.next = out.parent / f".{out.name}.next"
        self.folders: set[str] = set()

    def begin(self) -> None:
        """Put an interrupted switch right, take away what a killed build left, and start empty."""
        old = self.out.parent / f".{self.out.name}.old"
        if old.exists() and not self.out.exists():
            os.rename(old, self.out)
        for leftover in (self.next, old):
            if leftover.exists():
                _remove(leftover)
        self.next.mkdir(parents=True)

    def folder(self, path: str) -> None:
        """Make the folder of ``path``."""
        name = path.rpartition("/")[0]
        if name and name not in self.folders:
            os.makedirs(f"{self.next}/{name}", exist_ok=True)
            self.folders.add(name)

    def write(self, path: str, data: bytes) -> int:
        """Write a file of the new tree in one call; its mtime in nanoseconds."""
        self.folder(path)
        handle = os.open(f"{self.next}/{path}", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
        try:
            view = memoryview(data)
            while view:
                view = view[os.write(handle, view) :]
            return os.fstat(handle).st_mtime_ns
        finally:
            os.close(handle)

    def mtime_if_same(self, path: str, data: bytes) -> int | None:
        """The mtime (ns) of the old tree's file if it holds exactly ``data``, else None."""
        try:
            with (self.out / path).open("rb") as file:
                return os.fstat(file.fileno()).st_mtime_ns if file.read() == data else None
        except OSError:
            return None

    def keep(self, path: str) -> None:
        """Carry a file over from the old tree: a hard link, or a copy where the disk knows no links."""
        self.folder(path)
        source, target = f"{self.out}/{path}", f"{self.next}/{path}"
        try:
            os.link(source, target, follow_symlinks=False)
        except OSError:
            import shutil  # loading it costs more than most errands need

            shutil.copy2(source, target, follow_symlinks=False)

    def publish(self, manifest: Manifest) -> None:
        """Write the manifest and switch: readers see the whole old tree or the whole new one."""
        self.write(MANIFEST, manifest_text(manifest).encode())
        if not self.out.exists():
            self.out.parent.mkdir(parents=True, exist_ok=True)
            os.rename(self.next, self.out)
            return
        if not exchange(self.next, self.out):
            old = self.out.parent / f".{self.out.name}.old"
            os.rename(self.out, old)
            os.rename(self.next, self.out)
            _remove(old)
            return
        _remove(self.next)

    def publish_one(self, path: str, manifest: Manifest) -> None:
        """Put the only file that differs into the old tree: one file changes places with one, so readers see the whole old
        site or the whole new one here too. The manifest follows; until it has, the next build takes the file as unknown."""
        self.write(MANIFEST, manifest_text(manifest).encode())
        os.replace(self.next / path, self.out / path)
        os.replace(self.next / MANIFEST, self.out / MANIFEST)
        for folder in sorted(self.folders, reverse=True):
            os.removedirs(self.next / folder)
        if self.next.exists():
            self.discard()

    def discard(self) -> None:
        """Take the new tree away unused."""
        _remove(self.next)


def _remove(folder: Path) -> None:
    """Take a folder away, as far as the system lets us."""
    import shutil  # see Tree.keep

    shutil.rmtree(folder, ignore_errors=True)


def exchange(first: Path, second: Path) -> bool:
    """Let two folders change places in one step, where the system can; False where it cannot.

    Linux: renameat2(2) with RENAME_EXCHANGE; macOS: renamex_np(2) with RENAME_SWAP.
    """
    import ctypes  # here, because a build that changes nothing should not pay for it

    a, b = os.fsencode(first), os.fsencode(second)
    try:
        library = ctypes.CDLL(None, use_errno=True)
        if sys.platform.startswith("linux"):
            here = -100  # AT_FDCWD
            done = library.renameat2(here, a, here, b, 2)
        elif sys.platform == "darwin":
            done = library.renamex_np(a, b, 2)
        else:
            return False
    except (AttributeError, OSError):
        return False
    if done == 0:
        return True
    if ctypes.get_errno() in (errno.EINVAL, errno.ENOSYS, errno.EXDEV, errno.ENOTSUP, errno.EOPNOTSUPP):
        return False
    raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), os.fspath(second))
