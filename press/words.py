"""Words: the same thing said in several languages."""

from __future__ import annotations

# Pairs (language code, words) stand for "the same thing said in several languages"; a tuple, so that it can be a key.
Words = tuple[tuple[str, str], ...]


def words_in(words: Words, chain: tuple[str, ...]) -> tuple[str, str]:
    """The first ``(language code, words)`` along ``chain``, else the first pair there is, else ``("", "")``."""
    table = dict(words)
    for code in chain:
        if code in table:
            return code, table[code]
    return words[0] if words else ("", "")
