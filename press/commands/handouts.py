"""``build.py sheet handout --page NAME``: what a handout is made from, a page of the site with facts as paper shows them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from press import phrases
from press.adapters import i18n
from press.checks.freshness import states
from press.commands.letter_view import ReadSource, seconds, unreviewed, without_font
from press.commands.letter_words import Writer
from press.commands.qr import link_of, read_templates
from press.commands.sheet_view import words_of
from press.makers import handouts, letters
from press.makers.sheets import Kind, SheetView
from press.model import Channel, Page, Site
from press.problems import Place, Problem, did_you_mean, say
from press.readers.handout_text import Node, read_handout
from press.readers.letter_text import Run
from press.readers.text import decode
from press.words import words_in

WITHOUT = ("plan",)
"""Pages whose words the program gathers from other pages."""


def wrong_page(site: Site, page: str, languages: Sequence[str], where: Place) -> list[Problem]:
    """What is wrong with the page and the languages a handout was asked for in; nothing falls back to another language."""
    source = site.settings.source
    names = [name for code, name in site.pages if code == source and name not in WITHOUT]
    if not page:
        known = say("Choose one of: %(known)s.", known=", ".join(sorted(names)), how="--page NAME")
        return [Problem(where, say("A handout is a page of the site: no page was chosen."), known)]
    if page not in names:
        what = say("There is no page “%(name)s” to make a handout of.", name=page)
        return [
            Problem(
                where, what, did_you_mean(page, names, say("Use one of: %(known)s.", known=", ".join(sorted(names))))
            )
        ]
    written = sorted(code for code, name in site.pages if name == page)
    use = say("Use one or more of: %(known)s.", known=", ".join(written))
    if not languages:
        return [Problem(where, say("No language was chosen for the sheet."), use)]
    problems = []
    for code in dict.fromkeys(languages):
        if code not in site.languages:
            what = say("There is no language “%(code)s”.", code=code)
            problems.append(Problem(where, what, did_you_mean(code, site.languages, use)))
        elif code not in written:
            name = site.languages[code].name
            what = say("The page “%(page)s” is not written in %(language)s.", page=page, language=name)
            problems.append(Problem(where, what, use))
    return problems


def handout_view(
    site: Site,
    name: str,
    code: str,
    channel: Channel,
    kind: Kind,
    *,
    read_source: ReadSource,
    date: str,
    problems: list[Problem],
) -> SheetView:
    """The view of a page in a language that it is written in; what is wrong with it is added to ``problems``."""
    language, page = site.languages[code], site.pages[code, name]
    origin = site.pages[site.settings.source, name]
    writer = Writer(site, language, page.path)
    nodes = read_handout(decode(read_source(page.path), page.path, []), page.path)
    older = _older(site, page, origin)
    said = {id: writer.message(phrases.OLDER) for id in older}
    parts = tuple(part_of(node, writer, said) for node in nodes)
    notices = [letters.MACHINE] * unreviewed(site, page) + [phrases.OLDER] * ("top" in older)
    # Where others may see it, a page about safety shows its neutral title: on top of each sheet and in the file's metadata.
    shown = (page.safe_title or origin.safe_title) if origin.safety else page.title
    version = words_of(writer, page, " ".join(writer.message(notice) for notice in notices))
    about = about_of(writer, origin, _unconfirmed(site, (page, origin)))
    problems += [*page.problems, *writer.problems, *without_font(language)]
    return SheetView(
        kind=kind.name,
        paper="a4",
        versions=(version,),
        title=shown,
        number="",
        link=link_of(site.settings, channel),
        created=seconds(date),
        templates=read_templates(read_source, ("common.typ", "sheet.typ", "blocks.typ", kind.template)),
        more=handouts.more(shown, parts, about, language.tag),
    )


def _older(site: Site, page: Page, origin: Page) -> frozenset[str]:
    """The sections of a translation that are older than their source."""
    made = site.made.get((page.language, page.name))
    if made is None or page is origin:
        return frozenset()
    source = site.pages.get((made.origin, page.name), origin)
    return frozenset(state.id for state in states(page, source, made) if state.kind == "stale")


def nowhere(to: str) -> str:
    """On a sheet of its own no words lead to another page."""
    return ""


def part_of(
    node: Node, writer: Writer, notices: Mapping[str, str], place: Callable[[str], str] = nowhere
) -> handouts.Part:
    """A block with everything in it resolved. ``notices`` are said under the headings of sections, by their ids; ``place``
    gives the label of what a link leads to (``work.md#register``, ``#register``), empty where that is not in the document."""
    label = phrases.LABELS.get(node.name, "") if node.kind == "note" else ""
    section = node.kind == "heading" and node.number == 2
    return handouts.Part(
        kind=node.kind,
        spans=tuple(_leading(span, run.to, place) for run in node.runs for span in writer.spans(run)),
        parts=tuple(part_of(inner, writer, notices, place) for inner in node.parts),
        number=node.number,
        name=node.name,
        label=writer.message(label) if label else "",
        notice=notices.get(node.name, "") if section else "",
        target=place(f"#{node.name}") if node.kind == "heading" and node.name else "",
    )


def _leading(span: letters.Span, to: str, place: Callable[[str], str]) -> letters.Span:
    return replace(span, to=place(to)) if to else span


def about_of(writer: Writer, origin: Page, doubtful: bool) -> handouts.About:
    """Who is responsible, where the facts come from, when they were last checked: the source page's, in the reader's words;
    ``doubtful``: some fact has not been confirmed."""
    site, language = writer.site, writer.language
    owner = words_in(dict(site.settings.owners).get(origin.owner, ()), language.chain)[1] or origin.owner
    checked = i18n.format_date(origin.checked, language.locale, language.date) if origin.checked else "–"
    sources = tuple(writer.spans(Run("fact", name=name)) for name in origin.sources if name in site.facts)
    lines = ((writer.message(phrases.RESPONSIBLE), owner), (writer.message(phrases.CHECKED), checked))
    doubt = writer.message(phrases.UNCONFIRMED) if doubtful else ""
    return handouts.About(writer.message(phrases.ABOUT), lines, writer.message(phrases.SOURCES), sources, doubt)


def _unconfirmed(site: Site, pages: tuple[Page, ...]) -> bool:
    """Whether a fact that the pages use or build on has not been confirmed."""
    used = {name for page in pages for section in page.sections for name, _ in section.facts}
    used |= {name for page in pages for name in page.sources}
    return any(not site.facts[name].verified for name in used if name in site.facts)
