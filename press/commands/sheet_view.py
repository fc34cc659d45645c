"""What a sheet is made from: its texts in the languages asked for, with facts and fonts resolved."""

from __future__ import annotations

from press.commands.letter_view import ReadSource, seconds, sender, unreviewed, without_font
from press.commands.letter_words import Writer
from press.commands.qr import link_of, read_templates
from press.makers.letters import TextBlock
from press.makers.sheets import PICTOGRAMS, Kind, SheetText, SheetView
from press.makers.tones import direction
from press.model import Channel, Language, Page, Site
from press.problems import Place, Problem, say
from press.readers.letter_text import Block, LetterText, read_letter
from press.readers.text import decode
from press.words import words_in

DRAWINGS = "templates/pictograms/"
TRANSLATED, UNSEEN = "Translated by a machine.", "Not reviewed by a person."
"""Msgids of the page templates: the same notice, short enough for a card."""


def view_of(
    site: Site,
    kind: Kind,
    codes: tuple[str, ...],
    channel: Channel,
    paper: str,
    *,
    read_source: ReadSource,
    date: str,
    problems: list[Problem],
) -> SheetView:
    """The view of one sheet in the languages ``codes``, each of which has the text; what is wrong with the texts is added
    to ``problems``. ``date`` (ISO) is the one in the file's metadata."""
    versions = tuple(
        _text(site, kind, site.languages[code], site.sheets[code, kind.name], read_source, problems) for code in codes
    )
    names = PICTOGRAMS.get(kind.name, ())
    return SheetView(
        kind=kind.name,
        paper=paper,
        versions=versions,
        title=_title(site, kind, versions),
        number=next((span.text for block in versions[0].blocks for span in block.spans if span.isolated), "")
        if kind.name == "languages"
        else "",
        link=link_of(site.settings, channel),
        created=seconds(date),
        templates=read_templates(read_source, ("common.typ", "sheet.typ", kind.template)),
        pictograms=tuple((name, read_source(f"{DRAWINGS}{name}.svg").decode()) for name in names),
    )


def _title(site: Site, kind: Kind, versions: tuple[SheetText, ...]) -> str:
    """The title in the file's metadata: the sheet's own, but nothing at all on a card that is meant to be kept unseen."""
    if kind.file:
        return words_in(site.settings.name, (site.settings.source,))[1]
    return " / ".join(dict.fromkeys(version.title for version in versions[:3]))


def _text(
    site: Site, kind: Kind, language: Language, page: Page, read_source: ReadSource, problems: list[Problem]
) -> SheetText:
    """One language's words; what is wrong with them is added to ``problems``."""
    # The reader of pages has reported what is wrong with the file's characters already; here they are only left out.
    text = read_letter(decode(read_source(page.path), page.path, []), page.path)
    writer = Writer(site, language, page.path)
    notice = notice_of(writer, site, page)
    version = words_of(writer, page, notice, writer.blocks(text.blocks))
    problems += [*text.problems, *writer.problems, *without_font(language), *_shape(kind, text, page)]
    return version


def words_of(writer: Writer, page: Page, notice: str, blocks: tuple[TextBlock, ...] = ()) -> SheetText:
    """What a sheet says in the writer's language: the language itself, who stands behind the sheet, and the text's own words."""
    language, settings = writer.language, writer.site.settings
    return SheetText(
        tag=language.tag,
        direction=direction(language),
        script=language.script,
        font=language.font,
        name=language.name,
        site=words_in(settings.name, language.chain)[1],
        tagline=words_in(settings.tagline, language.chain)[1],
        title=page.title,
        sender=sender(writer),
        notice=notice,
        blocks=blocks,
    )


def notice_of(writer: Writer, site: Site, page: Page) -> str:
    """How the text was translated, in its language: empty unless a machine did it and nobody has reviewed it."""
    return f"{writer.message(TRANSLATED)} {writer.message(UNSEEN)}" if unreviewed(site, page) else ""


def _shape(kind: Kind, text: LetterText, page: Page) -> list[Problem]:
    """The problem of a text that is not made as the sheet needs it."""
    if text.problems or _shape_of(text.blocks) == (kind.shape, kind.items):
        return []
    what = say("The text is not made as a %(kind)s needs it.", kind=kind.name)
    if kind.items:
        fix = say("One paragraph, then a list of %(items)s lines, then one paragraph.", items=kind.items)
    else:
        fix = say("One paragraph, and nothing else.")
    return [Problem(Place(page.path), what, fix)]


def _shape_of(blocks: tuple[Block, ...]) -> tuple[tuple[str, ...], int]:
    """What a text is made of, list items that follow each other as one list; and how many items there are."""
    names = ["list" if block.kind == "item" else block.kind for block in blocks]
    shape = tuple(name for at, name in enumerate(names) if at == 0 or name != "list" or names[at - 1] != "list")
    return shape, names.count("list")
