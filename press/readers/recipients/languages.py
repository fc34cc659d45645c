"""Which language a recipient's row asks for: the word the staff wrote becomes the code of a language with a letter."""

from __future__ import annotations

from press.problems import Message, nearest, say
from press.readers.recipients.characters import plain
from press.recipients import Wanted

SEVERAL = "?"
"""Stands for a word that more than one language goes by."""


class Languages:
    """The spellings of all languages, ready to look up. ``exact`` and ``near`` learn: raw word → code, unknown word → known one."""

    def __init__(self, wanted: Wanted) -> None:
        self.wanted = wanted
        self.known: dict[str, str] = {}
        self.spelt: dict[str, str] = {}
        for code, words in {**wanted.known_languages, **wanted.languages}.items():
            for word in (code, *words):
                key = plain(word)
                self.known[key] = SEVERAL if self.known.get(key, code) != code else code
                self.spelt.setdefault(key, word)
        self.near: dict[str, str] = {}
        self.exact = {"": wanted.default_language} if wanted.default_language else {}

    def find(self, value: str) -> str:
        """The code of the language ``value`` means, whether or not it has a letter; SEVERAL, or "" for no language."""
        code = self.known.get(plain(value), "")
        if not code and len(primary := value.replace("_", "-").split("-")[0]) in (2, 3) and primary != value:
            code = self.known.get(plain(primary), "")
        return code

    def read(self, value: str) -> tuple[str, tuple[Message, Message] | None]:
        """``(code, None)`` for a language with a letter, else ``("", (what is wrong, the way out))``."""
        if not value:
            if self.wanted.default_language:
                return self.wanted.default_language, None
            return "", (say("The language is missing."), say("Write it, or choose a language for rows that name none."))
        code = self.find(value)
        if code in self.wanted.languages:
            return code, None
        written = ", ".join(sorted(words[0] if words else code for code, words in self.wanted.languages.items()))
        if code == SEVERAL:
            return "", (
                say("More than one language goes by this name."),
                say("Write which one is meant. The letter is written in: %(known)s.", known=written),
            )
        if code:
            return "", (
                say("The letter is not written in this language (%(code)s).", code=code),
                say("Choose a language the recipient also reads. The letter is written in: %(known)s.", known=written),
            )
        key = plain(value)[:40]
        near = self.near[key] if key in self.near else nearest(key, self.spelt)
        if len(self.near) < 1000:
            self.near[key] = near  # difflib is slow, and the same mistake comes again
        if near:
            return "", (say("There is no such language here."), say("Did you mean “%(near)s”?", near=self.spelt[near]))
        return "", (
            say("There is no such language here."),
            say("Write one of the languages of the letter: %(known)s.", known=written),
        )
