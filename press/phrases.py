"""Words for readers that the program itself puts into pages, beside those in the templates.

Msgids in English, as in every gettext project; the words are in ``locales/<language>.po``.
"""

from __future__ import annotations

LABELS = {
    "note": "Good to know",
    "tip": "Tip",
    "important": "Important",
    "warning": "Warning",
    "caution": "Be careful",
    "table": "Table",
    "external": "external website",
    "in-language": "in %(language)s",
}
"""Labels by the key a slot names; ``in-language`` takes the name of a language in the reader's language."""

UNITS = {
    "hours": ("%(num)s hour", "%(num)s hours"),
    "days": ("%(num)s day", "%(num)s days"),
    "weeks": ("%(num)s week", "%(num)s weeks"),
    "months": ("%(num)s month", "%(num)s months"),
    "years": ("%(num)s year", "%(num)s years"),
    "SEK": ("%(num)s krona", "%(num)s kronor"),
    "percent": ("%(num)s percent", "%(num)s percent"),
}
"""Units of amounts: singular and plural msgid; ``count`` has no words."""


NOT_FOUND = "The page was not found."
"""The 404 page says it in every language."""


REFERENCE = "Reference:"
"""Before the case reference on a letter."""


def all_messages() -> dict[str, tuple[str, ...]]:
    """``msgid → (msgid,)`` or ``(singular, plural)`` for everything above."""
    found: dict[str, tuple[str, ...]] = {text: (text,) for text in LABELS.values()}
    found.update({text: (text,) for text in (NOT_FOUND, REFERENCE)})
    found.update({forms[0]: forms for forms in UNITS.values()})
    return found
