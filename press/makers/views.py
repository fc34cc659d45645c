"""Views: frozen values that hold exactly what a template may see. A view is the key its page is remembered by."""

from __future__ import annotations

from dataclasses import dataclass

from press import phrases
from press.adapters.i18n import Interface
from press.adapters.templates import Templates
from press.makers.slots import FactView, Tongue, fact_view, marked, page_path
from press.model import Language, Made, Page, Section, Site, words_in
from press.store import keys


@dataclass(frozen=True, slots=True)
class Link:
    """A link the program makes: title (HTML), address, and what to say about it."""

    title: str
    url: str
    description: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Shell:
    """What all pages of one language share. ``menu`` etc. are finished HTML (rendered once a language)."""

    digest: str
    language: Language
    base: str
    base_url: str
    site_name: str
    header: str
    footer: str
    css: str
    menu: tuple[Link, ...]
    leave_url: str
    publisher: str
    locale: str
    date: str


@dataclass(frozen=True, slots=True)
class SectionView:
    """A section as the page shows it. ``tongue`` differs from the page's where the section falls back by itself."""

    section: Section
    tongue: Tongue
    stale: bool
    missing: str


@dataclass(frozen=True, slots=True)
class PageView:
    """One page in one language. ``facts`` are keyed by (language code of the text, name)."""

    template: str
    shell: Shell
    name: str
    kind: str
    url: str
    canonical: str
    title: str
    tab_title: str
    description: str
    safety: bool
    tongue: Tongue
    fallback: str
    top: SectionView
    sections: tuple[SectionView, ...]
    facts: tuple[tuple[str, FactView], ...]
    images: tuple[tuple[str, str], ...]
    owner: str
    sources: tuple[FactView, ...]
    checked: str
    review_by: str
    made: str
    made_by: str
    reviewed_by: str
    reviewed: str
    older: bool
    unverified: bool
    following: Link | None
    alternates: tuple[tuple[str, str], ...]


class Editions:
    """Builds the views of a Site; keeps per-language work (labels, facts, menus) so that it is done once."""

    def __init__(self, site: Site, templates: Templates, css: str) -> None:
        self.site = site
        self.templates = templates
        self.css = css
        self.base = site.settings.base_path
        self.interfaces = {code: Interface.of(catalog) for code, catalog in site.catalogs.items()}
        self.tongues = {language.code: self._tongue(language) for language in site.published}
        self.names = site.page_names
        self.source = {name: site.pages[site.settings.source, name] for name in self.names}
        self.in_menu = tuple(name for name in self.names if name != "index" and self.source[name].menu == "main")
        self.in_footer = tuple(name for name in self.names if self.source[name].menu == "footer")
        self.facts: dict[tuple[str, str], FactView] = {}
        self.shells: dict[str, Shell] = {}
        self.next = dict(zip(self.in_menu, self.in_menu[1:], strict=False))

    def _tongue(self, language: Language) -> Tongue:
        interface = self.interfaces[language.code]
        labels = tuple((key, interface.gettext(text)) for key, text in phrases.LABELS.items())
        marks = tuple(
            (mark, (other.tag, other.direction))
            for other in self.site.languages.values()
            for mark in dict.fromkeys((other.code, other.tag))
        )
        return Tongue(
            keys.digest((language.tag, language.direction, labels, marks)),
            language.code,
            language.tag,
            language.direction,
            labels,
            marks,
        )

    def fact(self, code: str, name: str) -> FactView:
        """A fact as it stands in a text in a language."""
        if (code, name) not in self.facts:
            self.facts[code, name] = fact_view(
                self.site.facts[name], self.site.languages[code], self.site, self.interfaces[code]
            )
        return self.facts[code, name]

    def link(self, language: Language, name: str, short: bool = True) -> Link:
        """A link to a page in a language's edition; a title that falls back is marked with its own language."""
        page = self.site.original(language.code, name)
        assert page is not None  # every name is a page of the source, which ends every chain
        there = self.site.languages[page.language]
        description = marked(page.description, there, language)
        return Link(
            marked(page.short if short else page.title, there, language),
            page_path(self.base, language.code, name),
            description,
            name,
        )

    def shell(self, language: Language) -> Shell:
        """The shell of a language; header and footer are rendered here, once."""
        if language.code in self.shells:
            return self.shells[language.code]
        settings, site = self.site.settings, self.site
        chain = (*language.chain, "en", settings.source)
        name = words_in(settings.name, chain)[1]
        publisher = words_in(settings.publisher, chain)[1]
        menu = tuple(self.link(language, page) for page in self.in_menu)
        interface = self.interfaces[language.code]
        context = {
            "gettext": interface.gettext,
            "ngettext": interface.ngettext,
            "language": language,
            "base": self.base,
            "site_name": name,
            "tagline": words_in(settings.tagline, chain)[1],
            "menu": menu,
            "footer_links": tuple(self.link(language, page) for page in self.in_footer),
            "languages": site.published,
            "publisher": publisher,
            "publisher_url": settings.publisher_url,
            "contact_email": settings.contact_email,
            "chooser": f"{self.base}/",
        }
        header = self.templates.render("partials/header.html", **context)
        footer = self.templates.render("partials/footer.html", **context)
        shell_key = keys.digest(
            (
                language,
                settings.base_url,
                name,
                header,
                footer,
                self.css,
                settings.leave_url,
                publisher,
                interface_key(interface),
            )
        )
        self.shells[language.code] = Shell(
            digest=shell_key,
            language=language,
            base=self.base,
            base_url=settings.base_url,
            site_name=name,
            header=header,
            footer=footer,
            css=self.css,
            menu=menu,
            leave_url=settings.leave_url,
            publisher=publisher,
            locale=language.locale,
            date=language.date,
        )
        return self.shells[language.code]

    def made_of(self, page: Page) -> Made | None:
        """How a page was translated, or None for the source."""
        return self.site.made.get((page.language, page.name))

    def page(self, language: Language, name: str) -> PageView:
        """The view of a page in a language, from its own text or along its fallback chain, section by section."""
        site = self.site
        source = self.source[name]
        page = site.original(language.code, name) or source
        made = self.made_of(page)
        translated = page.language != site.settings.source
        sections = tuple(self._section(language, page, section.id, made) for section in self._outline(page, source))
        used: dict[str, FactView] = {}
        for view in sections:
            for fact, _ in view.section.facts:
                used[f"{view.tongue.code} {fact}"] = self.fact(view.tongue.code, fact)
        images = tuple(dict.fromkeys(file for view in sections for file, _ in view.section.images))
        settings = site.settings
        chain = (*language.chain, "en", settings.source)
        safety = source.safety
        root = settings.base_url.removesuffix(settings.base_path) if settings.base_path else settings.base_url
        return PageView(
            template=self.templates.digest("start.html" if name == "index" else "page.html"),
            shell=self.shell(language),
            name=name,
            kind="start" if name == "index" else "topic" if source.menu == "main" else "other",
            url=page_path(self.base, language.code, name),
            canonical=root + page_path(self.base, page.language, name),
            title=page.title,
            tab_title=page.safe_title or page.title,
            description=page.description,
            safety=safety,
            tongue=self.tongues[page.language],
            fallback="" if page.language == language.code else site.language_names[language.code, page.language],
            top=sections[0],
            sections=sections[1:],
            facts=tuple(sorted(used.items())),
            images=tuple((file, image_name(file, site.images[file])) for file in images),
            owner=words_in(dict(settings.owners).get(source.owner, ()), chain)[1],
            sources=tuple(self.fact(language.code, fact) for fact in source.sources),
            checked=source.checked,
            review_by=source.review_by,
            made=(made.made if made else "unknown") if translated else "source",
            made_by=made.by if made else "",
            reviewed_by=made.reviewed_by if made else "",
            reviewed=made.reviewed if made else "",
            older=any(view.stale for view in sections),
            unverified=any(not fact.verified for fact in used.values()),
            following=self.link(language, self.next[name]) if name in self.next else None,
            alternates=tuple(
                (other.tag, root + page_path(self.base, other.code, name))
                for other in site.published
                if (other.code, name) in site.pages
            ),
        )

    def _outline(self, page: Page, source: Page) -> tuple[Section, ...]:
        """The sections to show, in the source's order (a translation cannot have others: checks.freshness)."""
        return page.sections if page is source else source.sections

    def _section(self, language: Language, page: Page, id: str, made: Made | None) -> SectionView:
        source = self.source[page.name]
        for code in (page.language, *self.site.languages[page.language].fallback, source.language):
            candidate = self.site.pages.get((code, page.name))
            found = next((section for section in candidate.sections if section.id == id), None) if candidate else None
            if candidate is None or found is None:
                continue
            stale = self._stale(candidate, found)
            missing = (
                ""
                if candidate.language == page.language
                else self.site.language_names[language.code, candidate.language]
            )
            return SectionView(found, self.tongues[candidate.language], stale, missing)
        raise LookupError(id)

    def _stale(self, page: Page, section: Section) -> bool:
        made = self.made_of(page)
        if made is None or page.language == self.site.settings.source:
            return False
        origin = self.site.pages.get((made.origin, page.name)) or self.source[page.name]
        was = dict(made.sections).get(section.id)
        now = next((other.fingerprint for other in origin.sections if other.id == section.id), None)
        return was is not None and was != now


def interface_key(interface: Interface) -> str:
    """A digest of all interface texts: a changed one changes every page that could show it."""
    return keys.digest(tuple(sorted(interface.messages.items())))


def image_name(file: str, digest: str) -> str:
    """The published name of a picture: its content's digest in it, so that a changed picture is fetched anew."""
    stem, dot, ending = file.rpartition(".")
    return f"{stem}-{digest}{dot}{ending}"
