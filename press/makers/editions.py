"""Editions: from a Site to its views, one edition a language. What a language or a page shares is worked out once."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from press import phrases
from press.adapters.i18n import Interface
from press.adapters.templates import Templates
from press.makers import grounds, shells
from press.makers.assets import Style
from press.makers.conformance import STATEMENT, conformance
from press.makers.places import CountyFrame, county_links
from press.makers.plan import PLAN, plan_steps
from press.makers.reading import minutes
from press.makers.slots import FactView, Tongue, Voice, chain_of, fact_view, marked
from press.makers.views import Date, Link, PageView, SectionView, Shell
from press.model import Language, Page, Site, page_path
from press.places import LOCAL
from press.store import keys
from press.store.ledger import Memo
from press.words import Words, words_in

PICTURE = "pictograms/%s.svg"
"""Where the pictures of pages lie in the templates' folder."""
SHARE = "share"
"""The folder, in each language's, of the pictures that social networks show."""


class Editions:
    """Builds the views of a Site that has no errors."""

    def __init__(self, site: Site, templates: Templates, assets: dict[str, str], styles: dict[str, Style], memo: Memo, today: str) -> None:
        self.site = site
        self.memo = memo
        self.templates = templates
        self.assets = assets
        self.styles = styles
        self.announced = tuple(one for one in site.announcements if one.first <= today <= one.last)
        self.base = site.settings.base_path
        url = site.settings.base_url
        self.root = url.removesuffix(self.base) if self.base else url
        self.interfaces = {code: Interface.of(catalog) for code, catalog in site.catalogs.items()}
        self.texts = {code: catalog.digest for code, catalog in site.catalogs.items()}
        languages = site.languages
        self.voices = {code: Voice(languages[code], found, memo) for code, found in self.interfaces.items()}
        self.tongues = {language.code: self._tongue(language) for language in site.published}
        self.names = site.page_names
        self.source = {name: site.pages[site.settings.source, name] for name in self.names}
        self.in_menu = tuple(name for name in self.names if name != "index" and self.source[name].menu == "main")
        self.in_footer = tuple(name for name in self.names if self.source[name].menu == "footer")
        self.next = dict(zip(self.in_menu, self.in_menu[1:], strict=False))
        self.sections = {key: {section.id: section for section in page.sections} for key, page in site.pages.items()}
        self.facts: dict[tuple[str, str], FactView] = {}
        self.shells: dict[str, Shell] = {}
        self.links: dict[tuple[str, str, bool], Link] = {}
        self.hreflang: dict[str, str] = {}
        self.county_frames: dict[tuple[str, bool], CountyFrame] = {}
        self.county_texts: dict[str, str] = {}
        self.keys: dict[str, str] = {}
        self.was: dict[tuple[str, str], dict[str, str]] = {}

    def _tongue(self, language: Language) -> Tongue:
        interface = self.interfaces[language.code]
        labels = tuple((key, interface.gettext(text)) for key, text in phrases.LABELS.items())
        marks = tuple(
            (mark, (other.tag, other.direction))
            for other in self.site.languages.values()
            for mark in dict.fromkeys((other.code, other.tag))
        )
        digest = keys.digest((language.tag, language.direction, labels, marks))
        return Tongue(digest, language.code, language.tag, language.direction, labels, marks)

    def words(self, words: Words, language: Language) -> str:
        """Words of a table as HTML in a text in ``language``: its own, else along its chain, marked with their language."""
        code, text = words_in(words, chain_of(language, self.site.settings))
        return marked(text, self.site.languages.get(code, language), language)

    def fact(self, code: str, name: str) -> FactView:
        """A fact as it stands in a text in a language."""
        if (code, name) not in self.facts:
            fact, language = self.site.facts[name], self.site.languages[code]
            self.facts[code, name] = fact_view(fact, language, self.site, self.voices[code])
        return self.facts[code, name]

    def link(self, language: Language, name: str, short: bool = True) -> Link:
        """A link to a page in a language's edition; a title that falls back is marked with its own language."""
        key = (language.code, name, short)
        if key not in self.links:
            self.links[key] = self._link(*key, language)
        return self.links[key]

    def _link(self, code: str, name: str, short: bool, language: Language) -> Link:
        page = self.site.original(code, name) or self.source[name]
        there = self.site.languages[page.language]
        title = marked(page.short if short else page.title, there, language)
        about = marked(page.description, there, language)
        return Link(title, page_path(self.base, code, name), about, name, self.picture(name))

    def offered(self, language: Language, name: str) -> bool:
        """Whether a page is linked to in a language's edition: those for staff only where they are really translated."""
        return self.source[name].audience != ("staff",) or (language.code, name) in self.site.pages

    def shell(self, language: Language) -> Shell:
        """The shell of a language; its header and footer are rendered once and remembered."""
        if language.code not in self.shells:
            self.shells[language.code] = shells.shell(self, language)
        return self.shells[language.code]

    def key(self, language: Language) -> str:
        """A digest of everything the pages of a language are made from: while it stays, no view need be worked out.

        Coarser than the views' own keys, never finer: what it does not tell apart, they do.
        """
        if language.code not in self.keys:
            self.keys[language.code] = keys.digest((self.everywhere, language, tuple(grounds.behind(self, language))))
        return self.keys[language.code]

    @cached_property
    def everywhere(self) -> str:
        """A digest of what every edition depends on (:mod:`press.makers.grounds`)."""
        return grounds.everywhere(self)

    @cached_property
    def ground(self) -> str:
        """A digest of what everything is made from (:mod:`press.makers.grounds`)."""
        return grounds.ground(self)

    def has_beside(self, name: str) -> bool:
        """Whether a page has a form with two languages side by side; those that are lists of links have none."""
        wanted = "side-by-side" in self.site.settings.extras and len(self.tongues) > 1
        return wanted and name not in ("index", PLAN) and self.source[name].audience != ("staff",)

    def picture(self, name: str) -> str:
        """The address of a page's picture, if it has one."""
        return f"{self.base}/{self.assets[PICTURE % self.source[name].picture]}" if self.source[name].picture else ""

    def addresses(self, *names: str) -> tuple[str, ...]:
        """The addresses of scripts by their names in the templates' folder."""
        return tuple(f"{self.base}/{self.assets[name]}" for name in names)

    def inline(self, *names: str) -> tuple[Style, ...]:
        """The styles that stand in a page, by their names in the templates' folder."""
        return tuple(self.styles[name] for name in names)

    def real(self, name: str) -> list[Language]:
        """The published languages a page has a text of its own in; the page of a county has one in all of them."""
        pages, published = self.site.pages, self.site.published
        if (self.site.settings.source, name) not in pages:
            return list(published)
        return [language for language in published if (language.code, name) in pages]

    def alternates(self, name: str) -> str:
        """The hreflang links of a page: its real translations only, never a fallback copy."""
        if name not in self.hreflang:
            pairs = [(other.tag, self.root + page_path(self.base, other.code, name)) for other in self.real(name)]
            if name == "index":
                pairs.append(("x-default", f"{self.root}{self.base}/"))
            self.hreflang[name] = "".join(
                f'<link rel="alternate" hreflang="{tag}" href="{url}">\n' for tag, url in pairs
            )
        return self.hreflang[name]

    def page(self, language: Language, name: str) -> PageView:
        """The view of a page in a language, from its own text or along its fallback chain, section by section."""
        site, source = self.site, self.source[name]
        page = site.original(language.code, name) or source
        made = site.made.get((page.language, name))
        sections = tuple([self.section(language, page, section.id) for section in source.sections])
        used: dict[str, FactView] = {}
        for view in sections:
            for fact, _ in view.section.facts:
                used[f"{view.tongue.code} {fact}"] = self.fact(view.tongue.code, fact)
        images = dict.fromkeys(file for view in sections for file, _ in view.section.images)
        start, voice = name == "index", self.voices[language.code]
        return PageView(
            template=self.templates.digest("start.html" if start else "page.html"),
            shell=self.shell(language),
            name=name,
            kind="start" if start else "topic" if source.menu == "main" else "other",
            url=page_path(self.base, language.code, name),
            canonical=self.root + page_path(self.base, page.language, name),
            title=page.title,
            tab_title=page.safe_title or page.title,
            description=page.description,
            safety=source.safety,
            tongue=self.tongues[page.language],
            fallback="" if page.language == language.code else site.language_names[language.code, page.language],
            top=sections[0],
            sections=sections[1:],
            facts=tuple(sorted(used.items())),
            images=tuple((file, image_name(file, site.images[file])) for file in images),
            owner=self.words(dict(site.settings.owners).get(source.owner, ()), language),
            sources=tuple(self.fact(language.code, fact) for fact in source.sources),
            checked=Date(source.checked, voice.date(source.checked)),
            review_by=Date(source.review_by, voice.date(source.review_by)),
            made="source" if page.language == site.settings.source else made.made if made else "unknown",
            made_by=made.by if made else "",
            reviewed_by=made.reviewed_by if made else "",
            reviewed=Date(made.reviewed, voice.date(made.reviewed)) if made else Date("", ""),
            older=any(view.stale for view in sections),
            unverified=any(not fact.verified for fact in used.values()),
            following=self.link(language, self.next[name]) if name in self.next else None,
            topics=tuple(self.link(language, topic, short=False) for topic in self.in_menu) if start else (),
            steps=plan_steps(self, language) if name == PLAN else (),
            styles=self.inline("plan.css") if name == PLAN else (),
            scripts=self.addresses(*(("safe.js",) if source.safety else ("site.js", "plan.js") if name == PLAN else ("site.js",))),
            reading=self._reading(language, sections),
            beside=self.has_beside(name),
            pictured=bool(source.picture),
            picture=self.picture(name),
            shows=self.interfaces[language.code].gettext(phrases.PICTURES[source.picture]) if source.picture else "",
            staff=source.audience == ("staff",),
            counties=county_links(self, language) if name == LOCAL else (),
            conformance=conformance(self, language) if name == STATEMENT else None,
            alternates="" if page.language != language.code else self.alternates(name),
            posted=self.posted(name),
            post=f"{self.root}{self.base}/{page.language}/{SHARE}/{name}.png" if self.posted(name) else "",
        )

    def posted(self, name: str) -> bool:
        """Whether a page has a picture for posts in social networks: never one about safety, nor one for staff."""
        source = self.source[name]
        return "pictures" in self.site.settings.extras and not source.safety and "staff" not in source.audience

    def _reading(self, language: Language, sections: tuple[SectionView, ...]) -> str:
        """How long a page takes to read, in the reader's words; by the script most of it is written in: that of its top."""
        script = self.site.languages[sections[0].tongue.code].script
        number = minutes((view.section.html for view in sections), script)
        shown = self.voices[language.code].number(str(number))
        return self.interfaces[language.code].gettext(phrases.READING) % {"num": shown}

    def chain(self, language: Language, name: str) -> Iterator[str]:
        """The languages the sections of a page may come from, in order: whose page is shown, then who has one too."""
        pages = self.site.pages
        first = self.site.original(language.code, name) or self.source[name]
        for code in dict.fromkeys((first.language, *language.fallback, self.site.settings.source)):
            if (code, name) in pages and code in self.tongues:
                yield code

    def section(self, language: Language, page: Page, id: str) -> SectionView:
        """The section ``id`` from ``page``, else the first along the chain that has it, and what the reader is told about it."""
        code, name = page.language, page.name
        if id not in self.sections[code, name]:
            code = next(other for other in self.chain(language, name) if id in self.sections[other, name])
        section, tongue = self.sections[code, name][id], self.tongues[code]
        stale = code != self.site.settings.source and self._stale(code, name, id)
        missing = "" if code == page.language else self.site.language_names[language.code, code]
        digest = f"{section.id} {section.digest} {tongue.digest} {stale} {missing}"
        return SectionView(digest, section, tongue, stale, missing)

    def _stale(self, code: str, name: str, id: str) -> bool:
        """Whether a translated section was made from another text than its source's section has today."""
        made = self.site.made.get((code, name))
        if made is None:
            return False
        if (code, name) not in self.was:
            self.was[code, name] = dict(made.sections)
        was = self.was[code, name].get(id)
        origin = made.origin if (made.origin, name) in self.sections else self.site.settings.source
        section = self.sections[origin, name].get(id)
        return was is not None and was != (section.fingerprint if section else "")


def image_name(file: str, digest: str) -> str:
    """The published name of a picture: its content's digest in it, so that a changed picture is fetched anew."""
    stem, dot, ending = file.rpartition(".")
    return f"{stem}-{digest}{dot}{ending}"
