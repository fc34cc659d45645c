"""The writing room's aids: the form above the text, what can be put in, the source beside, the history, advice on the language."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from press.adapters.web import Answer, Asked
from press.commands.editing import advice, differences, front_form, history, offers, passages
from press.commands.editing.differences import Piece
from press.commands.editing.documents import located
from press.commands.editing.live import address_of
from press.commands.project import Project
from press.desk import answers
from press.desk.app import Desk, Route
from press.desk.requests import Nothing, NotUnderstood, Told, by_name, query, values
from press.model import Page, Site
from press.problems import say
from press.store.drafts import WRITER, Drafts


def front(desk: Desk, asked: Asked) -> Answer:
    """The front matter with some values changed, and what it holds then."""
    told = values(asked)
    front, edits = told.text("front"), told.pairs("edits")
    if not all(front_form.can_be_changed(key) for key, _ in edits):
        raise NotUnderstood("edits")
    return answers.data(form_of(front_form.changed(front, edits)))


def form_of(written: str) -> dict[str, Any]:
    """A front matter for the desk's scripts."""
    found = front_form.form(written)
    return {"front": written, "values": found.values, "changes": found.changes, "readable": found.readable}


def offered(desk: Desk, asked: Asked, code: str) -> Answer:
    """What can be put into a text in a language."""
    with desk.complete():
        project = desk.project()
        if code not in project.site.languages:
            raise Nothing(code)
        found = offers.offers(project, code)
    return answers.data({
        "facts": [fact._asdict() for fact in found.facts],
        "goals": [goal._asdict() for goal in found.goals],
        "terms": [term._asdict() for term in found.terms],
        "pictures": found.pictures,
        "marks": found.marks,
    })  # fmt: skip


def beside(desk: Desk, asked: Asked) -> Answer:
    """The source beside a translation that is on trial, section by section."""
    told = values(asked)
    project, page = on_trial(desk, told, desk.live.tried)
    found = passages.beside(project, page)
    if found is None:
        return answers.data({"passages": None})
    language, made = project.site.languages[found.source.language], found.made
    return answers.data({
        "source": {"path": found.source.path, "tag": language.tag, "direction": language.direction, "name": language.name},
        "made": None if made is None else {"made": made.made, "by": made.by, "reviewed_by": made.reviewed_by, "reviewed": made.reviewed},
        "passages": [{**passage._asdict(), "change": [*passage.change]} for passage in found.passages],
        "why": desk.text(found.why) if found.why else "",
    })  # fmt: skip


def right(desk: Desk, asked: Asked) -> Answer:
    """Record that a section, or a whole translation, is right again, as the files on the disk say now."""
    told = values(asked)
    path, section, how, name = told.text("path"), told.text("section", ""), told.text("how"), " ".join(told.text("name", "").split())[:60]
    if not passages.fits(section, how, name):
        raise NotUnderstood(how)
    site = desk.project().site
    code, kind, text = address(site, path)
    if (code, text) not in site.table(kind):
        raise Nothing(path)
    done = passages.right_again(desk.folder, desk.project, path, section, how, name)
    if done.mistake:
        return answers.data({"what": desk.text(done.mistake[0]), "fix": desk.text(done.mistake[1])}, 422)
    return answers.data({"sections": done.sections})


def versions(desk: Desk, asked: Asked) -> Answer:
    """The versions of a text in the project's git repository."""
    found = history.history(desk.folder, query(asked).text("path"))
    return answers.data({"versions": [version._asdict() for version in found.versions], "why": desk.text(found.why) if found.why else ""})


def version(desk: Desk, asked: Asked) -> Answer:
    """A text as it was in a version."""
    path, id = query(asked).text("path"), query(asked).text("id")
    with by_name():
        return answers.data({"text": history.text_of(desk.folder, path, id)})


def compare(desk: Desk, asked: Asked) -> Answer:
    """How one text became another, word by word."""
    told = values(asked)
    found: tuple[Piece, ...] = differences.pieces(told.text("old"), told.text("new"))
    return answers.data({"pieces": [*found]})


def advise(desk: Desk, asked: Asked) -> Answer:
    """How hard a text is to read, what can be explained, and what the dictionary does not know."""
    told = values(asked)
    text = told.text("text")
    project, page = on_trial(desk, told, desk.live.tried)
    language = project.site.languages[page.language]
    found = advice.advice(page, text, language, offers.terms(project.site, page.language))
    spelled = advice.spelled(page, text, language, own_words(desk, page.language))
    return answers.data({
        "lix": found.lix, "most": found.most, "words": found.words,
        "sentences": [_spot(text, spot) for spot in found.sentences],
        "long_words": [_spot(text, spot) for spot in found.long_words],
        "linkable": [{**_spot(text, one.spot), "new": one.new, "swedish": one.term.swedish, "own": one.term.own} for one in found.linkable],
        "spelling": {"words": [_spot(text, spot) for spot in spelled.words], "dictionary": spelled.dictionary.rpartition("/")[2], "why": desk.text(spelled.why) if spelled.why else ""},
    })  # fmt: skip


def _spot(text: str, spot: advice.Spot) -> dict[str, Any]:
    """A place in a text for scripts, which count in UTF-16 units."""
    start, end = (len(text[:at].encode("utf-16-le", "surrogatepass")) // 2 for at in (spot.start, spot.end))
    return {"start": start, "end": end, "line": spot.line, "text": spot.text, "number": spot.number}


def own_words(desk: Desk, code: str) -> frozenset[str]:
    """The site's own words in a language, worked out anew when its files have changed."""
    project = desk.project()
    shelf = desk.kept.setdefault("own words", {})
    known = shelf.get(code)
    if known is None or known[0] is not project.site:
        texts = [(desk.folder / page.path).read_text("utf-8", "replace") for page in project.site.texts if page.language == code]
        known = shelf[code] = (project.site, advice.vocabulary(project.site, code, texts))
    found: frozenset[str] = known[1]
    return found


def suggest(desk: Desk, asked: Asked) -> Answer:
    """What may have been meant by a word that the dictionary does not know."""
    told = values(asked)
    languages, code = desk.project().site.languages, told.text("code")
    if code not in languages:
        raise Nothing(code)
    found = advice.suggested(languages[code], told.text("word"))
    what = "" if found else desk.text(say("The dictionary has nothing to propose."))
    return answers.data({"words": found, "why": what})


def keep_draft(desk: Desk, asked: Asked) -> Answer:
    """Keep a text as a draft of its own: what somebody else has saved and is about to be written over."""
    told = values(asked)
    keep(desk, told)
    return answers.data({})


def keep(desk: Desk, told: Told) -> None:
    """Keep a text on trial as its writer's draft. Raises :class:`NotUnderstood`, Refused."""
    path = told.text("path")
    located(desk.folder, path)
    Drafts(desk.folder).keep(writer(told), path, told.text("base", ""), told.text("text"))


def writer(told: Told, usual: str | None = None) -> str:
    """The window of a browser that writes, or what is usual. Raises :class:`NotUnderstood` for what no window is called."""
    found = told.text("writer", usual)
    if found != usual and not WRITER.match(found):
        raise NotUnderstood("writer")
    return found


def address(site: Site, path: str) -> tuple[str, str, str]:
    """``(language code, kind, name)`` of a text's file. Raises :class:`Nothing` for a path that is no text's."""
    with by_name():
        return address_of(site, path)


def on_trial(desk: Desk, told: Told, read: Callable[[str, bytes], tuple[Project, Page]]) -> tuple[Project, Page]:
    """What ``read`` (of the open project) makes of a text on trial: the project with it, and that text read. Raises :class:`Nothing`
    for a path that is no text's."""
    path, text = told.text("path"), told.text("text")
    address(desk.project().site, path)
    return read(path, text.encode())


ROUTES = (
    Route("POST", "/write/front", front),
    Route("GET", "/write/offers/<code>", offered),
    Route("POST", "/write/beside", beside),
    Route("POST", "/write/right", right),
    Route("GET", "/write/versions", versions),
    Route("GET", "/write/version", version),
    Route("POST", "/write/compare", compare),
    Route("POST", "/write/advice", advise),
    Route("POST", "/write/suggest", suggest),
    Route("POST", "/draft/keep", keep_draft),
)
"""The doors to the writing room's aids."""
