"""The extra ``pictures``: ``/<code>/share/<page>.png``, what a social network shows of a page that somebody passes on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from press.commands.making import Making
from press.commands.workshop import Output, Unmade, plain
from press.makers.editions import SHARE
from press.makers.extra_views import PICTURE_TEMPLATES, PictureView, picture_view, templates_digest
from press.problems import Place
from press.store import keys


def pictures(making: Making) -> Iterator[Output]:
    """A picture of every page in every language that it is really written in: a page that falls back shows the other's."""
    book, site = making.book, making.site
    digest = templates_digest(making.read, PICTURE_TEMPLATES)
    for language in site.published:
        edition = keys.digest((book.key(language), digest))
        for name in book.names:
            if (language.code, name) in site.pages and book.posted(name):
                view = partial(picture_view, book, language, name, digest)
                make: Callable[[PictureView], bytes] = partial(_make, making.read, site.pages[language.code, name].place_of("title"))
                yield Output(f"{language.code}/{SHARE}/{name}.png", "picture", view, plain(make), edition, typeset=True)


def _make(read: Callable[[str], bytes], where: Place, view: PictureView) -> bytes:
    """The PNG. Raises :class:`press.commands.workshop.Unmade` when the title cannot be set."""
    from press.adapters import pdf  # typst and all that goes with it
    from press.commands.qr import cannot_print, read_templates
    from press.makers.pictures import picture

    try:
        return picture(view, read_templates(read, PICTURE_TEMPLATES))
    except pdf.PdfError as error:
        raise Unmade((cannot_print(where, error),)) from error
