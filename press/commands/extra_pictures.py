"""The extra ``pictures``: ``/<code>/share/<page>.png``, what a social network shows of a page that somebody passes on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from press.adapters import pdf
from press.commands.letter_words import tone_of
from press.commands.qr import cannot_print, read_templates
from press.commands.site_plan import Making
from press.commands.workshop import Output, Unmade, plain
from press.makers.editions import SHARE, Editions
from press.makers.pictures import TEMPLATES, PictureView, picture
from press.model import Language
from press.problems import Place
from press.store import keys


def pictures(making: Making) -> Iterator[Output]:
    """A picture of every page in every language that it is really written in: a page that falls back shows the other's."""
    book, site = making.book, making.site
    templates = read_templates(making.read, TEMPLATES)
    digest = keys.digest(templates)
    for language in site.published:
        edition = keys.digest((book.key(language), digest))
        for name in book.names:
            if (language.code, name) in site.pages and book.pictured(name):
                view = partial(picture_view, book, language, name, digest)
                make: Callable[[PictureView], bytes] = partial(_make, templates, site.pages[language.code, name].place_of("title"))
                yield Output(f"{language.code}/{SHARE}/{name}.png", "picture", view, plain(make), edition, typeset=True)


def picture_view(book: Editions, language: Language, name: str, templates: str) -> PictureView:
    """The view of a page's picture; ``templates`` is the digest of those it is made by."""
    return PictureView(templates, tone_of(language), book.shell(language).site_name, book.site.pages[language.code, name].title)


def _make(templates: pdf.Files, where: Place, view: PictureView) -> bytes:
    """The PNG. Raises :class:`press.commands.workshop.Unmade` when the title cannot be set."""
    try:
        return picture(view, templates)
    except pdf.PdfError as error:
        raise Unmade((cannot_print(where, error),)) from error
