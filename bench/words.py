"""Languages and pseudo-words: invented text in every script, the same on every machine.

The words mean nothing in any language; they only have the letters, the lengths and the frequencies (few words often,
many words seldom) that make a Markdown parser, a search index or a compressor work as hard as on real text.
"""

from __future__ import annotations

import random
from bisect import bisect
from dataclasses import dataclass
from itertools import accumulate

SEED = "bench-1"
LEXICON = 1500


@dataclass(frozen=True, slots=True)
class Script:
    """How words are put together: `sizes` syllables of onset + vowel + coda, `gap` between words, `stop` after a sentence."""

    onsets: tuple[str, ...]
    vowels: tuple[str, ...]
    codas: tuple[str, ...] = ("",)
    sizes: tuple[int, ...] = (1, 2, 2, 3, 3, 4)
    gap: str = " "
    stop: str = "."


@dataclass(frozen=True, slots=True)
class Language:
    """One language of the workload: `code` is the folder, `tag` the BCP 47 tag, `script` the ISO 15924 code."""

    code: str
    tag: str
    name: str
    swedish: str
    english: str
    script: str
    letters: Script
    fallback: tuple[str, ...] = ("en", "sv")

    @property
    def direction(self) -> str:
        """`rtl` for the Arabic script, else `ltr`."""
        return "rtl" if self.script == "Arab" else "ltr"


def _latin(extra_onsets: str, vowels: str, codas: str) -> Script:
    """Latin syllables with the letters that make the language look like itself."""
    return Script(tuple("bdfghklmnprstv" + extra_onsets), tuple(vowels), ("", "", *codas))


def _arabic(letters: str, vowels: str = "اوي", stop: str = ".") -> Script:
    """Arabic-script syllables: short vowels are not written, so a vowel sign is often empty."""
    return Script(tuple("بتجحدرسشعفقكلمنه" + letters), ("", "", *vowels), sizes=(2, 2, 3, 3, 4), stop=stop)


def _cyrillic(vowels: str, codas: str) -> Script:
    """Cyrillic syllables."""
    return Script(tuple("бвгдзклмнпрстхчш"), tuple(vowels), ("", "", *codas))


# The Ethiopic block lays each consonant's vowel orders side by side, eight places apart.
_ETHIOPIC = Script(
    tuple(chr(base + order) for base in (0x1200, 0x1208, 0x1218, 0x1228, 0x1230, 0x1260, 0x1270, 0x1290, 0x12A8, 0x12F0)
          for order in range(7)),
    ("",), sizes=(2, 3, 3, 4, 5), stop="።")
_THAI = Script(tuple("กขคงจชดตทนบปพมยรลวสห"), ("า", "ี", "ุ", "ั", "่า", "้า"), ("น", "ม", "ง", "ก", "บ"),
               sizes=(1, 1, 2, 2, 3), gap="", stop=" ")

LANGUAGES = (
    Language("sv", "sv", "Svenska", "Svenska", "Swedish", "Latn", _latin("j", "aeiouyåäö", "nrstg"), ()),
    Language("en", "en-SE", "English", "Engelska", "English", "Latn", _latin("wy", "aeiou", "nrstdl"), ("sv",)),
    Language("ar", "ar", "العربية", "Arabiska", "Arabic", "Arab", _arabic("ةصضطظغذزثءخ")),
    Language("fa", "fa", "فارسی", "Persiska", "Persian", "Arab", _arabic("پچژگخزی", "اوی")),
    Language("ps", "ps", "پښتو", "Pashto", "Pashto", "Arab", _arabic("ټډړښځڅږ", "اوېۍ")),
    Language("ckb", "ckb", "کوردیی ناوەندی", "Sorani", "Sorani Kurdish", "Arab", _arabic("پچژگڤڕڵ", "اەۆێی"),
             ("ar", "en", "sv")),
    Language("ti", "ti", "ትግርኛ", "Tigrinska", "Tigrinya", "Ethi", _ETHIOPIC),
    Language("so", "so", "Soomaali", "Somaliska", "Somali", "Latn", _latin("xcqwy", "aeiou", "nrlxd")),
    Language("uk", "uk", "Українська", "Ukrainska", "Ukrainian", "Cyrl", _cyrillic("аеиіїоуєюя", "нрстй")),
    Language("ru", "ru", "Русский", "Ryska", "Russian", "Cyrl", _cyrillic("аеиоуыэюяё", "нрстй")),
    Language("pl", "pl", "Polski", "Polska", "Polish", "Latn", _latin("cjwzłśż", "aeiouyąęó", "nrscz")),
    Language("tr", "tr", "Türkçe", "Turkiska", "Turkish", "Latn", _latin("cçjşyz", "aeıioöuü", "nrlkş")),
    Language("th", "th", "ไทย", "Thailändska", "Thai", "Thai", _THAI),
    Language("es", "es", "Español", "Spanska", "Spanish", "Latn", _latin("cjñz", "aeiouáéíó", "nrsl")),
    Language("fr", "fr", "Français", "Franska", "French", "Latn", _latin("cjç", "aeiouéèêà", "nrstl")),
    Language("ur", "ur", "اردو", "Urdu", "Urdu", "Arab", _arabic("ٹڈڑپچگں", "اویے", "۔")),
)


class Vocabulary:
    """The invented words of one language, a few of them common and most of them rare."""

    def __init__(self, language: Language) -> None:
        """Make the lexicon from the language's code alone: more topics never change a word."""
        self.letters = language.letters
        draw = random.Random(f"{SEED}/{language.code}")
        self.words = [self._word(draw) for _ in range(LEXICON)]
        self._steps = list(accumulate(1 / (rank + 8) for rank in range(LEXICON)))

    def _word(self, draw: random.Random) -> str:
        """One word of random syllables."""
        script = self.letters
        return "".join(draw.choice(script.onsets) + draw.choice(script.vowels) + draw.choice(script.codas)
                       for _ in range(draw.choice(script.sizes)))

    def take(self, draw: random.Random, count: int) -> list[str]:
        """`count` words by Zipf's law, so that a search index and a compressor meet natural repetition."""
        top = self._steps[-1]
        return [self.words[bisect(self._steps, draw.random() * top)] for _ in range(count)]

    def phrase(self, draw: random.Random, count: int) -> str:
        """`count` words beginning with a capital where the script has them: a title, a heading, a table cell."""
        return _capital(self.letters.gap.join(self.take(draw, count)))

    def sentences(self, draw: random.Random, count: int) -> str:
        """Running text of `count` words in sentences of seven to fourteen words."""
        text = []
        while count > 0:
            size = min(count, draw.randint(7, 14))
            count -= size
            text.append(self.phrase(draw, size) + self.letters.stop)
        return " ".join(text).replace("  ", " ").strip()


def _capital(text: str) -> str:
    """First letter upper, the rest untouched (`str.capitalize` would lower the rest and drop the Turkish dot)."""
    return text[:1].upper() + text[1:]
