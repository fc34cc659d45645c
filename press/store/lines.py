"""Texts edited line by line: what was not touched keeps its very bytes, byte order mark and line ends included."""

from __future__ import annotations

import re
from collections import Counter
from difflib import SequenceMatcher

BOM = b"\xef\xbb\xbf"
END = re.compile("(\r\n|\r|\n)")


def plain(data: bytes) -> str:
    """The text of a file as an editor shows it: no byte order mark, every line end ``\\n``. Raises UnicodeDecodeError."""
    return END.sub("\n", data.removeprefix(BOM).decode())


def kept(old: bytes, text: str) -> bytes:
    """``text`` as the new bytes of a file that held ``old``: lines that stay or are written anew keep their line ends, new ones get the file's usual one.

    ``kept(old, plain(old)) == old``. Raises UnicodeDecodeError where ``old`` is not UTF-8.
    """
    pieces = END.split(old.removeprefix(BOM).decode())
    was, ends = pieces[::2], [*pieces[1::2], ""]
    now = END.sub("\n", text).split("\n")
    usual = Counter(ends[:-1]).most_common(1)[0][0] if ends[:-1] else "\n"
    found = [usual] * len(now)
    for kind, first, last, start, stop in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if kind in ("equal", "replace"):  # a line that was written anew keeps its end, too
            for index in range(first, min(last, first + stop - start)):
                found[start + index - first] = ends[index] or usual
    found[-1] = ""
    mark = BOM if old.startswith(BOM) else b""
    return mark + "".join([line + end for line, end in zip(now, found, strict=True)]).encode()
