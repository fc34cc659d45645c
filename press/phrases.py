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


READING = "Reading time: about %(num)s min"
"""On every page."""


NEWS = "What has changed on the pages, the newest first."
"""The description of the page of what is new."""


PICTURES = {
    "book": "A book",
    "bus": "A bus",
    "card": "A card with a photo",
    "children": "A grown-up and a child",
    "compass": "A compass",
    "health": "A heart with a cross",
    "home": "A house",
    "learn": "Two speech bubbles",
    "list": "A list to tick",
    "money": "A banknote",
    "older": "An older person with a stick",
    "people": "Three people together",
    "phone": "A telephone",
    "pin": "A place on the map",
    "question": "A question mark",
    "radio": "A radio",
    "rights": "A pair of scales",
    "signpost": "A signpost",
    "society": "A public building",
    "studies": "A graduation cap",
    "wheelchair": "A person in a wheelchair",
    "work": "A briefcase",
}
"""What the pictures of pages (templates/pictograms/) show, for those who do not see them."""


KEEP = "Read without the internet, or on paper."
"""The description of the page about keeping."""


TOOLS = {"news": "What is new", "keep": "Keep it on your phone"}
"""Pages that the program makes by itself and links to at the foot of every page, by name."""
TOOL_OF = {"news": "news", "keep": "offline"}
"""The extra (:data:`press.model.EXTRAS`) that each of them belongs to."""
DEMONSTRATION = "This edition is a demonstration. It is not issued by any authority."
MACHINE = "This page was translated by a machine. No person has reviewed it yet, so there may be mistakes."
OLDER = "The Swedish text of this part has changed since it was translated."
FALLBACK = "This page is not yet available in your language. You are reading it in this language: %(language)s."
MISSING = "This part is not yet translated. You are reading it in this language: %(language)s."
UNCONFIRMED = (
    "Some facts on this page could not be confirmed yet. Ask the organisation that is named before you rely on them."
)
ABOUT, RESPONSIBLE, CHECKED, SOURCES = "About this page", "Responsible", "Last checked", "The text builds on"
CONTENTS = "All topics"
"""Msgids of the page templates, for what is printed: what is said twice is translated once and reads alike."""


REFERENCE = "Reference:"
"""Before the case reference on a letter."""


TIMES = {
    "week": "The first week",
    "month": "The first month",
    "quarter": "The first three months",
    "year": "The first year",
}
"""When a step of the own plan is taken, by the class that marks its section."""


SITUATIONS = {
    "family": "I came to live with my family",
    "work": "I came to work",
    "study": "I came to study",
    "protection": "I came to get protection",
    "children": "I have children",
    "disability": "I have a disability",
}
"""Whom a step concerns, by the class that marks its section; a step without one concerns everybody."""


PLACES = {
    "counties": "All counties",
    "municipalities": "Municipalities",
    "official": "The names lead to the municipalities’ own websites.",
    "region": "Health care and public transport: your region",
    "care": "Health care advice for the county",
    "board": "County administrative board",
    "violence": "Help against violence",
    "shelters": "Find a women’s shelter near you",
    "social": "The social services in your municipality can help you with protection, advice and money.",
}
"""The words of the pages about counties."""


SEARCH = "Search"
"""The page of the search, and the link to it."""

SEARCH_ABOUT = "Search all pages, or choose one in the list."
"""What the page of the search says of itself."""

HITS = ("%(num)s hit", "%(num)s hits")
"""How many hits a search has."""

NO_HIT = "Nothing found. Try another word, or choose a page in the list."
"""What the search says when it finds nothing."""


def all_messages() -> dict[str, tuple[str, ...]]:
    """``msgid → (msgid,)`` or ``(singular, plural)`` for everything above."""
    found: dict[str, tuple[str, ...]] = {text: (text,) for text in LABELS.values()}
    alone = (KEEP, NOT_FOUND, NEWS, READING, REFERENCE, SEARCH, SEARCH_ABOUT, NO_HIT)
    found.update({text: (text,) for text in alone})
    found.update({text: (text,) for table in (TIMES, SITUATIONS, PLACES, TOOLS, PICTURES) for text in table.values()})
    found.update({forms[0]: forms for forms in UNITS.values()})
    found[HITS[0]] = HITS
    return found
