"""The room of the facts: a table of them all, a form for each kind, and what readers will see before it is saved."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

from press.adapters.web import Answer, Asked
from press.commands.editing import fact_saving, fact_trial, fact_uses
from press.commands.editing.fact_fields import Shown, begun, changed, edited, fields_of, found, name_for, next_review
from press.commands.editing.fact_saving import NoFact, Saved
from press.commands.editing.fact_uses import KINDS, STATES, Chosen, Use
from press.commands.project import Project
from press.desk import answers
from press.desk.app import Desk, Room, Route
from press.desk.requests import Nothing, NotUnderstood, by_name, values
from press.model import Site
from press.problems import Problem, say
from press.readers.facts import UNITS, dialled

UNIT_WORDS = {
    "SEK": say("kronor"), "percent": say("per cent"), "hours": say("hours"), "days": say("days"),
    "weeks": say("weeks"), "months": say("months"), "years": say("years"), "count": say("a number alone"),
}  # fmt: skip
"""Units in words."""
assert tuple(UNIT_WORDS) == UNITS
STATE_WORDS = {"overdue": say("to be checked now"), "unverified": say("not verified yet"), "unused": say("used nowhere")}
"""The states that can be chosen, in words."""
assert tuple(STATE_WORDS) == STATES
MISSING = "“%(key)s” is missing or empty."
"""What the reader of the file says (:mod:`press.readers.fields`)."""
SAMPLE = ("ar", "th")
"""The languages shown first beside the source's: the other direction, and a script of its own without spaces."""


def kept(desk: Desk, name: str, project: Project, make: Callable[[], Any]) -> Any:
    """What was worked out for this reading of the project, worked out once."""
    was = desk.kept.get(name)
    if was is None or was[0] is not project:
        was = desk.kept[name] = (project, make())
    return was[1]


def used(desk: Desk, project: Project) -> Mapping[str, tuple[Use, ...]]:
    """Every use of every fact."""
    found: Mapping[str, tuple[Use, ...]] = kept(desk, "uses", project, lambda: fact_uses.uses(project.site))
    return found


def table(desk: Desk, asked: Asked) -> Answer:
    """All facts, or those asked for."""
    project = desk.project()
    site, uses = project.site, used(desk, project)
    with desk.complete():
        shown = kept(desk, "shown", project, lambda: _shown(project))
    rows = fact_uses.rows(site, shown, uses, project.today)
    wanted = Chosen(*(asked.query.get(key, "") for key in ("kind", "owner", "state", "words")))
    return desk.page(
        "facts.html",
        title=desk.text(say("Facts")),
        here="/facts",
        rows=[(row, desk.text(KINDS[row.fact.kind]), next_review(row.fact.checked, row.fact.review_by, project.today)) for row in fact_uses.chosen(rows, wanted)],
        uses={name: _places(site, found, site.settings.source) for name, found in uses.items()},
        wanted=wanted,
        total=len(rows),
        overdue=sum(row.overdue for row in rows),
        kinds=[(kind, desk.text(words)) for kind, words in KINDS.items()],
        states=[(state, desk.text(words)) for state, words in STATE_WORDS.items()],
        owners=sorted({row.fact.owner for row in rows}, key=str.casefold),
        source=site.languages[site.settings.source],
        today=project.today,
        host=lambda url: urlsplit(url).hostname or url,
    )


def _shown(project: Project) -> dict[str, str]:
    source = project.site.settings.source
    broken = {problem.where for problem in project.errors}
    return {name: fact.value if fact.place in broken else fact_trial.seen(project, fact, [source])[0].plain for name, fact in project.site.facts.items()}


def _places(site: Site, found: tuple[Use, ...], code: str) -> list[Use]:
    """The uses in a language, one a text and section."""
    return list({(use.kind, use.name, use.id): use for use in found if use.code == code}.values())


def one(desk: Desk, asked: Asked, name: str) -> Answer:
    """A fact and its form."""
    project = desk.project()
    shown = found(fact_saving.texts(desk.folder, project.site.languages), name)
    if shown is None:
        raise Nothing(name)
    uses = used(desk, project).get(name, ())
    return _form(desk, project, name, shown, uses, new=False)


def new(desk: Desk, asked: Asked) -> Answer:
    """The form of a new fact; its kind is chosen first."""
    project = desk.project()
    kind = asked.query.get("kind", "")
    if kind not in KINDS:
        kinds = [(key, desk.text(words)) for key, words in KINDS.items()]
        return desk.page("fact_new.html", title=desk.text(say("New fact")), here="/facts", kinds=kinds)
    files = [path for path in fact_saving.texts(desk.folder, ()) if path.startswith("content/facts/")]
    shown = Shown(files[0] if files else "", kind, {"verified": "true", **fact_saving.fresh_dates(project.today)})
    return _form(desk, project, "", shown, (), new=True, files=files)


def _form(desk: Desk, project: Project, name: str, shown: Shown, uses: tuple[Use, ...], new: bool, files: list[str] | None = None) -> Answer:
    site = project.site
    order = sorted(site.languages.values(), key=lambda language: (language.code != site.settings.source, language.code != "en"))
    codes = [language.code for language in order]
    pages, languages = fact_uses.extent(uses)
    base = {field: shown.values.get(field, "") for field in fields_of(shown.kind, codes)}
    start = {"name": name, "kind": shown.kind, "path": shown.path, "base": base, "new": new}
    return desk.page(
        "fact.html",
        title=name or desk.text(say("New fact")),
        here="/facts",
        called=name, new=new, files=files or [], start=start, base=base, path=shown.path, kind=shown.kind,
        kind_words=desk.text(KINDS[shown.kind]) if shown.kind in KINDS else shown.kind,
        languages=order,
        source=site.settings.source,
        units=[(unit, desk.text(words)) for unit, words in UNIT_WORDS.items()],
        next=next_review(base["checked"], base["review-by"], project.today),
        today=project.today,
        uses=_grouped(site, uses),
        pages=pages,
        count=languages,
    )  # fmt: skip


Sections = list[tuple[str, list[tuple[Use, str]]]]


def _grouped(site: Site, uses: tuple[Use, ...]) -> list[tuple[str, str, Sections]]:
    """The uses by text and section: ``(kind, title, [(section's title, [(use, language's name)])])``, titles those of the source."""
    texts: dict[tuple[str, str], dict[str, list[Use]]] = {}
    for use in sorted(uses, key=lambda use: use.code != site.settings.source):
        texts.setdefault((use.kind, use.name), {}).setdefault(use.id, []).append(use)
    return [
        (kind, next(iter(sections.values()))[0].title, [(group[0].section, [(use, site.languages[use.code].name) for use in group]) for group in sections.values()])
        for (kind, _), sections in texts.items()
    ]


def attempt(desk: Desk, asked: Asked) -> Answer:
    """A form on trial: all mistakes by field, and what readers would see."""
    told = values(asked)
    project = desk.project()
    new, name, kind, path = told.flag("new"), told.text("name") or "ny-uppgift", told.text("kind"), told.text("path")
    base, now = {"verified": "true"} if new else _fields(project.site, told.table("base"), kind), _fields(project.site, told.table("now"), kind)
    before = fact_saving.texts(desk.folder, project.site.languages)
    if path not in before or not path.startswith("content/facts/") or (new and kind not in KINDS):
        raise NotUnderstood("path")
    if not new and found(before, name) is None:
        raise Nothing(name)
    start = {**before, path: begun(before[path], name, kind)} if new else before
    after = edited(start, name, path, kind, changed(base, now), project.site.settings.source)
    trial = fact_trial.tried(project, before, after)
    faults = fact_trial.by_field(trial.problems, after, name, path, kind, project.site.languages)
    fact = trial.facts.get(name)
    codes = [language.code for language in project.site.published]
    first = [code for code in (project.site.settings.source, *SAMPLE) if code in codes]
    with desk.complete():
        seen = fact_trial.seen(project, fact, dict.fromkeys((*first, *codes))) if fact is not None and not faults else []
    return answers.data({
        "faults": _faults(desk, faults),
        "seen": [one._asdict() for one in seen],
        "first": len(first),
        "tel": dialled(now.get("value", "")) if kind == "phone" else "",
        "name": name_for(_naming(now, project.site.settings.source), project.site.facts) if new else name,
    })  # fmt: skip


def _fields(site: Site, told: dict[str, str], kind: str) -> dict[str, str]:
    """The fields of a form. Raises :class:`NotUnderstood` for one that the form of this kind does not have."""
    if not told.keys() <= set(fields_of(kind, site.languages)):
        raise NotUnderstood("fields")
    return told


def _naming(now: Mapping[str, str], source: str) -> str:
    """The words a new fact is best called by."""
    return next((now[key] for key in (f"words.{source}", "note", "owner", "value") if now.get(key)), "")


def _faults(desk: Desk, faults: Iterable[tuple[str, Problem]]) -> list[dict[str, Any]]:
    """The mistakes for the form, which knows no keys and lines: what is missing is missing where it stands."""
    rows = []
    for field, problem in faults:
        if field and problem.what.template == MISSING:
            problem = problem._replace(what=say("This must not be empty."), fix=say("Write it here."))
        rows.append({"field": field, **desk.problem(problem)})
    return rows


def save(desk: Desk, asked: Asked) -> Answer:
    """Save a form; mistakes (422) or somebody else's change (409) are sent back, and then nothing is written."""
    told = values(asked)
    project = desk.project()
    name, now = told.text("name"), told.table("now")
    if told.flag("new"):
        kind = told.choice("kind", KINDS)
        saved = fact_saving.create(project, name, kind, told.text("path"), _fields(project.site, now, kind))
    else:
        with by_name(NoFact):
            saved = fact_saving.save(project, name, told.table("base"), now)
    return _told(desk, saved, [name])


def _told(desk: Desk, saved: Saved, names: list[str]) -> Answer:
    if saved.theirs:
        what = say("Somebody else has changed this fact since you opened it. Nothing was written over it.")
        fix = say("Look at both values, choose, and save again.")
        return answers.data({"what": desk.text(what), "fix": desk.text(fix), "theirs": dict(saved.theirs)}, 409)
    if saved.faults:
        what, fix = say("There are mistakes in the form. Nothing was saved."), say("Put right what is marked, and save again.")
        return answers.data({"what": desk.text(what), "fix": desk.text(fix), "faults": _faults(desk, saved.faults)}, 422)
    uses = used(desk, desk.project())
    pages, languages = fact_uses.extent(use for name in names for use in uses.get(name, ()))
    return answers.data({"written": list(saved.written), "pages": pages, "languages": languages})


def confirm(desk: Desk, asked: Asked) -> Answer:
    """Note that facts were checked today and found right."""
    names = values(asked).texts("names")
    with by_name(NoFact):
        return _told(desk, fact_saving.confirm(desk.project(), names), names)


def remove(desk: Desk, asked: Asked) -> Answer:
    """Take away a fact that is used nowhere."""
    with by_name(NoFact):
        return _told(desk, fact_saving.remove(desk.project(), values(asked).text("name")), [])


ROOM = Room(
    say("Facts"),
    "/facts",
    (
        Route("GET", "/facts", table),
        Route("GET", "/facts/new", new),
        Route("GET", "/facts/of/<name>", one),
        Route("POST", "/facts/try", attempt),
        Route("POST", "/facts/save", save),
        Route("POST", "/facts/confirm", confirm),
        Route("POST", "/facts/remove", remove),
    ),
)
"""The room."""
