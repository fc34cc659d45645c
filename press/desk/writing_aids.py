"""The writing room's aids: the form above the text, what can be put in, the source beside, the history, advice on the language."""

from __future__ import annotations

from typing import Any

from press.adapters.web import Answer, Asked
from press.commands.editing import advice, differences, front_form, history, offers, passages
from press.commands.editing.differences import Piece
from press.commands.editing.documents import located
from press.desk import answers
from press.desk.app import Desk, Route, values
from press.problems import say
from press.store.drafts import Drafts


def front(desk: Desk, asked: Asked) -> Answer:
    """The front matter with some values changed, and what it holds then."""
    told = values(asked)
    edits = [(str(key), str(value)) for key, value in told.get("edits", ())]
    return answers.data(form_of(front_form.changed(str(told["front"]), edits)))


def form_of(written: str) -> dict[str, Any]:
    """A front matter for the desk's scripts."""
    found = front_form.form(written)
    return {"front": written, "values": found.values, "changes": found.changes, "readable": found.readable}


def offered(desk: Desk, asked: Asked, code: str) -> Answer:
    """What can be put into a text in a language."""
    found = offers.offers(desk.project(), code)
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
    project, page = desk.live.tried(str(told["path"]), str(told["text"]).encode("utf-8", "replace"))
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
    name = " ".join(str(told.get("name", "")).split())[:60]
    done = passages.right_again(desk.folder, desk.project, str(told["path"]), str(told.get("section", "")), str(told["how"]), name)
    if done.mistake:
        return answers.data({"what": desk.text(done.mistake[0]), "fix": desk.text(done.mistake[1])}, 422)
    return answers.data({"sections": done.sections})


def versions(desk: Desk, asked: Asked) -> Answer:
    """The versions of a text in the project's git repository."""
    found = history.history(desk.folder, asked.query["path"])
    return answers.data({"versions": [version._asdict() for version in found.versions], "why": desk.text(found.why) if found.why else ""})


def version(desk: Desk, asked: Asked) -> Answer:
    """A text as it was in a version."""
    return answers.data({"text": history.text_of(desk.folder, asked.query["path"], asked.query["id"])})


def compare(desk: Desk, asked: Asked) -> Answer:
    """How one text became another, word by word."""
    told = values(asked)
    found: tuple[Piece, ...] = differences.pieces(str(told["old"]), str(told["new"]))
    return answers.data({"pieces": [*found]})


def advise(desk: Desk, asked: Asked) -> Answer:
    """How hard a text is to read, what can be explained, and what the dictionary does not know."""
    told = values(asked)
    path, text = str(told["path"]), str(told["text"])
    project, page = desk.live.tried(path, text.encode("utf-8", "replace"))
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
    language = desk.project().site.languages[str(told["code"])]
    found = advice.suggested(language, str(told["word"]))
    what = "" if found else desk.text(say("The dictionary has nothing to propose."))
    return answers.data({"words": found, "why": what})


def keep_draft(desk: Desk, asked: Asked) -> Answer:
    """Keep a text as a draft of its own: what somebody else has saved and is about to be written over."""
    told = values(asked)
    located(desk.folder, str(told["path"]))
    Drafts(desk.folder).keep(str(told["writer"]), str(told["path"]), str(told.get("base", "")), str(told["text"]))
    return answers.data({})


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
