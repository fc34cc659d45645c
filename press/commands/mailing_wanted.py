"""What a mailing asks of its recipients' file: the languages as staff may write them, and what fits on a line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from press.adapters import typeface
from press.commands.mailing_forms import Order
from press.makers.letters import ADDRESS_STYLES, MAX_ADDRESS_LINES, REFERENCE_MM, REFERENCE_SIZE
from press.model import Language, Site
from press.recipients import Decision, Wanted

MM_PER_PT = 25.4 / 72

SPELLINGS: Mapping[str, tuple[str, ...]] = {
    "sv": ("swe", "svensk"),
    "lattlast": ("lätt svenska", "lättläst", "lättläst svenska", "easy swedish"),
    "en": ("eng", "engelsk"),
    "ar": ("ara", "arabisk"),
    "fa": ("fas", "per", "farsi", "persiska (farsi)"),
    "prs": ("dari/farsi", "dari (afghanistan)"),
    "ps": ("pus", "pashtu", "pushto"),
    "ckb": ("centralkurdiska", "kurdiska (sorani)", "kurdiska/sorani", "sydkurdiska (sorani)", "central kurdish"),
    "kmr": ("nordkurdiska", "kurdiska (kurmanji)", "kurdiska/kurmanji", "kurmandji", "northern kurdish"),
    "ti": ("tir", "tigrinja", "tigrinya"),
    "so": ("som", "somali"),
    "uk": ("ukr", "ukrainsk"),
    "ru": ("rus", "rysk"),
    "pl": ("pol", "polsk"),
    "tr": ("tur", "turkisk"),
    "th": ("tha", "thai", "thailändsk"),
    "es": ("spa", "spansk"),
    "fr": ("fra", "fre", "fransk"),
    "ur": ("urd",),
    "zh": ("zho", "chi", "cmn", "mandarin"),
}
"""How registers and staff write languages besides their names and tags: ISO 639-2 and 639-3 codes, common Swedish forms.
"kurdiska" alone is in nobody's list: it may be either of two languages, so such a row has to be looked at."""


def wanted(
    site: Site,
    order: Order,
    *,
    default_language: str = "",
    columns: Mapping[str, str] | None = None,
    duplicates: Literal["hold", "print"] = "hold",
    decisions: Mapping[int, Decision] | None = None,
) -> Wanted:
    """What the rows must be like for this order."""
    known = {code: _spellings(language) for code, language in site.languages.items()}
    size = ADDRESS_STYLES[0].size
    return Wanted(
        languages={code: words for code, words in known.items() if (code, order.letter) in site.letters},
        known_languages=known,
        default_language=default_language,
        columns=columns or {},
        widths={character: units / 1000 * size * MM_PER_PT for character, units in typeface.advances().items()},
        line_mm=order.envelope.line_mm,
        most_lines=MAX_ADDRESS_LINES,
        duplicates=duplicates,
        decisions=decisions or {},
        reference_mm=REFERENCE_MM * size / REFERENCE_SIZE,
    )


def _spellings(language: Language) -> tuple[str, ...]:
    """Every way the language may be written in a file, its own code first."""
    names = [words for code, words in language.names if code in ("sv", "en")]
    return tuple(dict.fromkeys((language.code, language.tag, language.name, *names, *SPELLINGS.get(language.code, ()))))
