"""A booklet, all pages of the menus in one language, is put together from the Markdown of its pages and printed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from press import phrases
from press.adapters import pdf
from press.commands.handouts import about_of, part_of
from press.commands.letter_view import ReadSource, seconds, sender, without_font
from press.commands.letter_words import Writer
from press.commands.qr import Made, cannot_print, read_templates
from press.makers import booklets
from press.makers.editions import Editions
from press.makers.extra_views import BOOKLET_TEMPLATES, BookletView, ChapterView, booklet_view, templates_digest
from press.makers.handouts import Part
from press.makers.letters import Span
from press.makers.tones import direction, tone_of
from press.makers.views import SectionView
from press.model import Page, Site
from press.problems import Place, Problem, did_you_mean, in_order, say
from press.readers.handout_text import Node, read_handout
from press.readers.text import decode


def make_booklet(view: BookletView, site: Site, read: ReadSource) -> tuple[bytes, tuple[Problem, ...]]:
    """``(PDF, problems)``; the PDF is empty when one of them is an error. Pure: ``view`` has a digest of all that is read here."""
    binder = Binder(view, site, read)
    settings, writer = site.settings, binder.writer
    try:
        chapters = tuple(binder.chapter(chapter) for chapter in view.chapters)
        if any(problem.severity == "error" for problem in binder.problems):
            return b"", tuple(binder.problems)
        name, tagline, _ = view.site
        made = booklets.Booklet(
            tone=dict(view.tones)[view.code],
            name=view.name,
            site=name,
            tagline=tagline,
            sender=sender(writer),
            address=view.address,
            date=(binder.words[phrases.CHECKED], view.date),
            contents=binder.words[phrases.CONTENTS],
            chapters=chapters,
            created=seconds(view.checked) if view.checked else 0,
            templates=read_templates(read, BOOKLET_TEMPLATES),
        )
        return booklets.booklet(made), tuple(binder.problems)
    except pdf.PdfError as error:
        return b"", (*binder.problems, cannot_print(settings.place._replace(path=f"content/{view.code}", line=0), error))


class Binder:
    """Puts the chapters of one booklet together; ``problems`` gathers what is wrong with their texts."""

    def __init__(self, view: BookletView, site: Site, read: ReadSource) -> None:
        self.view = view
        self.site = site
        self.read = read
        self.words = dict(view.words)
        self.language = site.languages[view.code]
        self.problems: list[Problem] = without_font(self.language)
        self.writer = Writer(site, self.language, f"locales/{view.code}.po", self.problems)
        self.files: dict[tuple[str, str], dict[str, list[Node]]] = {}

    def nodes(self, code: str, name: str) -> Mapping[str, list[Node]]:
        """The blocks of a page file by the id of their section, its heading among them; "top" is before the first."""
        if (code, name) not in self.files:
            path, found = self.site.pages[code, name].path, self.files.setdefault((code, name), {"top": []})
            section = found["top"]
            for node in read_handout(decode(self.read(path), path, []), path):
                if node.kind == "heading" and node.number == 2:
                    section = found.setdefault(node.name, [])
                section.append(node)
        return self.files[code, name]

    def body(self, chapter: ChapterView) -> Iterator[tuple[SectionView, list[Node]]]:
        """The sections of a chapter with their blocks, each from the page it is shown from."""
        for section in chapter.sections:
            yield section, self.nodes(section.tongue.code, chapter.name)[section.section.id]

    @cached_property
    def targets(self) -> frozenset[str]:
        """The places in the booklet that words can lead to: ``work``, ``work--register``."""
        pages = {chapter.name for chapter in self.view.chapters}
        headings = Counter(
            f"{chapter.name}--{node.name}"
            for chapter in self.view.chapters
            for _, nodes in self.body(chapter)
            for node in nodes
            if node.kind == "heading" and node.name
        )
        # Where sections come from two languages, two smaller headings may have one name: then neither is a place.
        return frozenset(pages | {label for label, times in headings.items() if times == 1})

    def place(self, name: str) -> Callable[[str], str]:
        """What finds the label of a link written on the page ``name``."""

        def find(to: str) -> str:
            page, _, anchor = to.partition("#")
            page = page.removesuffix(".md") or name
            whole = f"{page}--{anchor}"
            return whole if whole in self.targets else page if page in self.targets and page != name else ""

        return find

    def chapter(self, view: ChapterView) -> booklets.Chapter:
        """A page with every word resolved."""
        code, title, neutral = view.front
        pieces: list[booklets.Piece] = []
        for at, (section, nodes) in enumerate(self.body(view)):
            if at == 1:
                pieces += self.plan(view)
            own = self.site.languages[section.tongue.code]
            page = self.site.pages[own.code, view.name]
            writer = Writer(self.site, own, page.path)
            parts = tuple(part_of(node, writer, self.notices(section), self.place(view.name)) for node in nodes)
            self.problems += writer.problems
            if pieces and pieces[-1].tone == tone_of(own):
                pieces[-1] = pieces[-1]._replace(parts=pieces[-1].parts + parts)
            elif parts:
                pieces.append(booklets.Piece(tone_of(own), parts))
        about = Writer(self.site, self.language, self.source(view.name).path)
        made = booklets.Chapter(
            target=view.name,
            tone=tone_of(self.site.languages[code]),
            title=title,
            shown=neutral or title,
            neutral=bool(neutral),
            notices=tuple(self.told(view)),
            pieces=tuple(pieces),
            about=about_of(about, self.source(view.name), view.unverified),
        )
        self.problems += about.problems
        return made

    def source(self, name: str) -> Page:
        """The source's page."""
        return self.site.pages[self.site.settings.source, name]

    def told(self, view: ChapterView) -> Iterator[str]:
        """What the reader is told about a page before reading it."""
        if view.fallback:
            yield self.words[phrases.FALLBACK] % {"language": view.fallback}
        elif view.machine:
            yield self.words[phrases.MACHINE]
        if view.sections[0].stale:
            yield self.words[phrases.OLDER]

    def notices(self, section: SectionView) -> Mapping[str, str]:
        """What the reader is told under a section's heading."""
        if section.missing:
            return {section.section.id: self.words[phrases.MISSING] % {"language": section.missing}}
        return {section.section.id: self.words[phrases.OLDER]} if section.stale else {}

    def plan(self, view: ChapterView) -> Iterator[booklets.Piece]:
        """The steps of the own plan, with boxes to tick and the page that tells more."""
        parts: list[Part] = []
        place = self.place(view.name)
        for time in dict.fromkeys(step[3] for step in view.steps):
            heading = self.words[phrases.TIMES[time]]
            items = []
            for title, code, to, at in view.steps:
                if at == time:
                    span = Span(title, to=place(to))
                    if code != view.front[0]:
                        other = self.site.languages[code]
                        span = replace(span, tag=other.tag, direction=direction(other))
                    items.append(Part("item", parts=(Part("paragraph", (span,)),)))
            parts += [Part("heading", (Span(heading),), number=2), Part("list", parts=tuple(items), name="ticks")]
        if parts:
            yield booklets.Piece(tone_of(self.language), tuple(parts))


def to_order(book: Editions, codes: Sequence[str], with_safety: bool, read: ReadSource) -> Made:
    """The booklets of some languages as ``booklet-ar.pdf``; those with the pages about safety in them are called
    ``booklet-ar-all.pdf``, so that nobody takes the one for the other. None when anything is wrong."""
    here, published = Place("build.py booklet"), {language.code: language for language in book.site.published}
    use = say("Use one or more of: %(known)s.", known=", ".join(published))
    problems = [] if codes else [Problem(here, say("No language was chosen for the booklet."), use)]
    for code in dict.fromkeys(codes):
        if code not in published:
            what = say("There is no language “%(code)s”.", code=code)
            problems.append(Problem(here, what, did_you_mean(code, published, use)))
    files: list[tuple[str, bytes]] = []
    for code in dict.fromkeys(codes) if not problems else ():
        view = booklet_view(book, published[code], templates_digest(read, BOOKLET_TEMPLATES), with_safety)
        document, found = make_booklet(view, book.site, read)
        problems += found
        files.append((f"booklet-{code}{'-all' if with_safety else ''}.pdf", document))
    return Made(() if any(found.severity == "error" for found in problems) else tuple(files), in_order(problems))
