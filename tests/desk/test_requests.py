"""Whatever is asked of the desk is answered: nonsense by saying so, never as a mistake of the program; a mistake of the program always as one."""

from __future__ import annotations

import inspect
import json
import re
import shutil
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

import printroom
import pytest
import sites
from desktop import open_desk
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from press.adapters import children
from press.adapters.web import Answer, Asked
from press.desk.app import Desk, Route
from press.desk.requests import NotUnderstood, Told, values
from press.desk.verb import PARTS

ROUTES = [route for _, rooms in PARTS for room in rooms for route in room.routes]
POSTS = [route for route in ROUTES if route.method == "POST" and route.rule != "/publishing/start"]
"""But for the one that takes nothing, and publishes."""
GETS = [route for route in ROUTES if route.method == "GET"]
WORDS = (
    "content/sv/work.md", "content/en/work.md", "content/ar/work.md", "content/facts/work.yaml", "content/sv/letters/ut-kort.md", "content/sv/nothing.md",
    "content/xx/work.md", "content/sv/.md", "content/sv/work.md/more.md", "content/sv/../../secret.md", "/etc/passwd", "..", "content/sv/work.md\0.yaml",
    "content\\sv\\work.md", "sv/work.html", "en/work.html", "sv/", "assets", "x" * 300 + ".md", "", "work", "index", "letters/ut-kort", "sheets/poster", "sv", "en", "ar",
    "a4", "c5-h2", "ut-kort", "affisch", "matches", "reviewed", "person", "kept-here", "2026-11-29", "9999-12-31", "2026-02-30", "changes/2026-11-29", "title", "handout",
    "---\ntitle: x\n---\n\n# {#a}\n[[nothing]] [x](work)", "---\nchanges: {2026-01-01: x}\n---\n", "a: b\n- c", "~nobody-at-all/x", "#nonsense", "#000000", "0", "1", "-1",
    "²", "1e9", "nan", "../../x", "\0", "\u202e", "<b>", "%(key)s %s", "ö" * 70, "link", "rule", "amount", "phone", "code", "letter", "booklet", "slides", "poster", "language", "skip",
)  # fmt: skip
"""What some room knows, and what nobody should send."""
TEXTS = st.one_of(st.sampled_from(WORDS), st.text(max_size=12))
NUMBERS = st.sampled_from([0, 1, -1, 3, 10**6, 10**12, -(10**30), 10**400, 0.5, 1e300])
ANYTHING = st.recursive(
    st.one_of(st.none(), st.booleans(), NUMBERS, TEXTS), lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(TEXTS, inner, max_size=3)), max_leaves=6
)
TEXT = "---\ntitle: Arbete\n---\n\n## Register {#register}\n[[arbetsformedlingen]] and more.\n"
PATH = {"path": "content/en/work.md"}
TRIAL = {**PATH, "text": TEXT}
FACT: dict[str, Any] = {"name": "kvinnofridslinjen", "kind": "phone", "path": "content/facts/phones.yaml", "new": False, "base": {"value": "020-50 50 50"}, "now": {"value": "020-50 50 51", "note": "x"}}
RULE: dict[str, Any] = {"name": "nya-regler-igen", "kind": "rule", "path": "content/facts/rules.yaml", "new": True, "base": {}, "now": {"words.sv": "En regel.", "words.en": "A rule.", "owner": "x"}}
ORDER = {"kind": "letter", "languages": ["ar"], "channel": "", "paper": "a4", "page": "ut-kort", "envelope": "c5-h2", "copies": 3, "safety": False, "seconds": 12, "mm": 25.0, "colour": ""}
CHOICES = {"letter": "ut-kort", "date": "2026-11-29", "envelope": "c5-h2", "default_language": "", "alone": False, "order": "language", "split": 0, "start": 1, "duplicates": "hold",
           "strict": False, "keep_days": 30, "columns": {"name": "Namn"}, "decisions": {"2": "skip"}, "out": ""}  # fmt: skip
SOUND: dict[str, dict[str, Any]] = {
    "/texts/proposals": {"names": ["work"]},
    "/texts/checked": {"days": {"work": "2999-01-01"}, "by": "Ord"},
    "/texts/reviewed": {"names": ["work"], "languages": ["en"], "by": "Ord", "reviewed": True},
    "/new/name": {"title": "Ny sida"},
    "/new": {"title": "Ny", "name": "new-page", "description": "x" * 60, "owner": "editors", "order": "3", "menu": "main", "picture": "", "sources": ["arbetsformedlingen"], "audience": ["all"]},
    "/texts/begin": {"key": "rights", "code": "en"},
    "/texts/publish": {"key": "work", "code": "ar", "by": "Ord", "anyway": False},
    "/texts/rename": {"name": "work", "new": "job", "now": False},
    "/texts/archive": {"name": "work", "target": "index", "anchor": "", "now": False},
    "/preview": {**TRIAL, "base": "", "draft": True, "writer": "a" * 12},
    "/write/elsewhere": TRIAL,
    "/save": {**TRIAL, "base": "", "base_text": "", "writer": "a" * 12},
    "/draft/drop": {**PATH, "writer": "a" * 12},
    "/draft/keep": {**TRIAL, "base": "", "writer": "a" * 12},
    "/write/front": {"front": "---\ntitle: x\n---\n", "edits": [["title", "y"], ["changes/2026-11-29", "z"]]},
    "/write/beside": TRIAL,
    "/write/right": {**PATH, "section": "", "how": "matches", "name": "Ord"},
    "/write/compare": {"old": "En text.", "new": "En annan text."},
    "/write/advice": TRIAL,
    "/write/suggest": {"code": "sv", "word": "arbte"},
    "/facts/try": RULE,
    "/facts/save": FACT,
    "/facts/confirm": {"names": ["kvinnofridslinjen"]},
    "/facts/remove": {"name": "kvinnofridslinjen"},
    "/pictures/mark": {"file": "card.svg", "alt": "Ett kort"},
    "/pictures/words": {"file": "card.svg", **PATH, "number": 0, "alt": "Ett kort"},
    "/publishing/record": {"paths": ["content/sv/work.md"], "message": "Mer text", "by": "Ord"},
    "/print/make": ORDER,
    "/print/register": {"channel": "affisch", "by": "Ord", "what": "affisch", "where": "Växjö", "copies": "30", "date": "2026-07-01"},
    "/letters/<job>/check": CHOICES,
    "/letters/<job>/make": CHOICES,
    "/letters/<job>/proof": {"row": 2},
    "/letters/earlier": {"folder": "/brev/utskick"},
    "/letters/<job>/reprints": {"letters": "17, 20-22", "by": "foot"},
    "/letters/one": {"name": "Ord Ordsson", "street": "Ordgatan 1", "postal_code": "111 22", "town": "Ord", "language": "sv", "choices": CHOICES, "before": ""},
    "/numbers": {"since": "2026-01-01", "until": "2026-07-01"},
    "/speak": {"language": "en"},
}
"""What the desk's own pages send, by the rule of the address."""
NAMED = {"key": "work", "code": "en", "file": "card.svg", "name": "kvinnofridslinjen", "path": "sv/work.html", "page": "0"}
RAW = (b"", b"{", b"[]", b'"x"', b'{"path": NaN}', b'{"text": "\\ud800"}', b"[" * 100_000, b'{"row": ' + b"9" * 5000 + b"}", b"\xff\xfe", b'{"path": 1, "path": []}')
HARD = settings(max_examples=60, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))


class Shop(NamedTuple):
    """A desk that is asked without a browser, and the names of a list, a print and a count that lie on it."""

    desk: Desk
    job: str
    made: str
    count: str


def asked(desk: Desk, method: str, path: str, data: bytes = b"", query: dict[str, str] | None = None) -> Asked:
    """A request as the gate lets it in."""
    host = desk.gate.hosts[0]
    headers = {"host": host, "origin": f"http://{host}", "x-desk": "1", "sec-fetch-site": "same-origin"}
    return Asked(method, desk.gate.root + path, query or {}, headers, len(data), lambda most: BytesIO(data))


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small site that can be printed, published, and then changed."""
    folder = printroom.printable(tmp_path_factory.mktemp("asked") / "good")
    assert sites.build(folder).code == 0
    with (folder / "content/sv/work.md").open("a", encoding="utf-8") as file:
        file.write("\nMer text.\n")
    return folder


@pytest.fixture
def shop(published: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shop]:
    monkeypatch.setattr(children, "start", lambda *_: None)  # nothing is made in the background
    with open_desk(Path(shutil.copytree(published, tmp_path / "project"))) as opened:
        job = opened.call("POST", "/letters", printroom.listed(printroom.people(5)))[1]["job"]
        made = opened.call("POST", "/print/make", {"kind": "letter", "languages": ["ar"], "page": "ut-kort"})[1]["number"]
        count = opened.call("POST", "/numbers", {"since": "", "until": ""})[1]["number"]
        yield Shop(opened.desk, job, made, count)


def answered(desk: Desk, one: Asked) -> int:
    """The status of the answer. A mistake of the program is a failure that shows where it was made."""
    told: list[str] = []
    desk.mistaken, before = told.append, desk.mistaken
    try:
        answer = desk.answer(one)
    finally:
        desk.mistaken = before
    assert answer.status != 500, (one.method, one.path, dict(one.query), one.stream(0).read()[:2000], *told)
    if not isinstance(answer.body, bytes):
        b"".join(answer.body)
    return answer.status


ARGUMENTS = st.tuples(*[st.one_of(st.just("*"), st.just("*"), TEXTS)] * 3)


def addressed(rule: str, words: tuple[str, str, str], shop: Shop) -> str:
    """An address by a rule: its arguments are ``words``, a ``*`` among them stands for what there is."""
    there = {**NAMED, "job": shop.job, "number": shop.made if rule.startswith("/print/") else shop.count}
    there |= {"path": "content/en/work.md"} if rule.startswith("/edit/") else {"name": "ut-kort-ar.pdf"} if rule.startswith("/print/") else {}
    given = iter(words)

    def word(match: re.Match[str]) -> str:
        chosen = next(given)
        return there[match[1]] if chosen == "*" else chosen

    return re.sub(r"<(?:path:)?(\w+)>", word, rule)


def like(value: Any) -> st.SearchStrategy[Any]:
    """Other values of the same kind, as far as JSON knows kinds."""
    if isinstance(value, bool):
        return st.booleans()
    if isinstance(value, int | float):
        return NUMBERS
    if isinstance(value, list):
        return st.lists(like(value[0]) if value else TEXTS, max_size=3)
    if isinstance(value, dict):
        return st.dictionaries(st.one_of(st.sampled_from(sorted(value) or ["x"]), TEXTS), like(next(iter(value.values()), "")), max_size=3)
    return TEXTS


def bodies(rule: str) -> st.SearchStrategy[bytes]:
    """What is sent: what the desk's pages send, with some values others, some missing; or anything at all."""
    own = SOUND.get(rule, {"x": 1})
    one = st.sampled_from(sorted(own)).flatmap(lambda name: st.tuples(st.just(name), st.one_of(like(own[name]), like(own[name]), ANYTHING)))
    changes, gone = st.lists(one, max_size=3).map(dict), st.sets(st.sampled_from(sorted(own)), max_size=1)
    maps = st.tuples(changes, gone).map(lambda two: {name: value for name, value in {**own, **two[0]}.items() if name not in two[1]})
    rest = st.one_of(ANYTHING.map(encoded), st.sampled_from(RAW), st.binary(max_size=40))
    return st.integers(0, 5).flatmap(lambda number: maps.map(encoded) if number else rest)


def encoded(value: Any) -> bytes:
    return json.dumps(value).encode()


QUERIES = st.dictionaries(st.sampled_from(["path", "id", "code", "pages", "made", "seen", "by", "from", "verdict", "words", "small", "save", "kind", "state", "language", "owner", "name", "look", "over"]), TEXTS, max_size=4)


@pytest.mark.parametrize("route", POSTS, ids=lambda route: route.rule)
def test_nonsense_that_is_sent_is_never_a_mistake_of_the_program(shop: Shop, route: Route) -> None:
    @HARD
    @given(words=ARGUMENTS, data=bodies(route.rule), query=QUERIES)
    def ask(words: tuple[str, str, str], data: bytes, query: dict[str, str]) -> None:
        answered(shop.desk, asked(shop.desk, "POST", addressed(route.rule, words, shop), data, query))

    ask()


@pytest.mark.parametrize("route", GETS, ids=lambda route: route.rule)
def test_nonsense_in_an_address_is_never_a_mistake_of_the_program(shop: Shop, route: Route) -> None:
    @HARD
    @given(words=ARGUMENTS, query=QUERIES)
    def ask(words: tuple[str, str, str], query: dict[str, str]) -> None:
        answered(shop.desk, asked(shop.desk, "GET", addressed(route.rule, words, shop), b"", query))

    ask()


def test_every_address_that_takes_something_has_an_example_of_it() -> None:
    silent = [route.rule for route in POSTS if route.rule not in SOUND and re.search(r"values\(|on_trial\(", inspect.getsource(route.go))]
    assert not silent, "say in SOUND what the desk's pages send there"


@pytest.mark.parametrize("mistake", [KeyError("x"), ValueError("x"), IndexError("x"), FileNotFoundError(2, "x", "y")], ids=lambda mistake: type(mistake).__name__)
def test_a_rooms_own_mistake_is_one_and_is_told_of(shop: Shop, mistake: Exception) -> None:
    def wrong(desk: Desk, asked: Asked) -> Answer:
        """What stands here is told; what somebody has sent is not."""
        secret = values(asked).text("path")
        assert secret
        raise mistake

    told: list[str] = []
    shop.desk._go["wrong"] = wrong
    shop.desk._routes = type(shop.desk._routes)([("wrong", "POST", shop.desk.gate.root + "/wrong")])
    shop.desk.mistaken = told.append
    answer = shop.desk.answer(asked(shop.desk, "POST", "/wrong", b'{"path": "Zyxwqvist"}'))
    assert isinstance(answer.body, bytes)
    if isinstance(mistake, OSError):
        assert (answer.status, told) == (507, []), "the disk refuses"
        return
    assert answer.status == 500 and "Programmet har gjort fel" in json.loads(answer.body)["what"]
    assert len(told) == 1 and "in wrong" in told[0] and type(mistake).__name__ in told[0]
    assert "Zyxwqvist" not in told[0]
    answer = shop.desk.answer(asked(shop.desk, "POST", "/wrong", b"{}"))
    assert answer.status == 400 and len(told) == 1, "what is not understood is none"


@pytest.mark.parametrize(
    ("ask", "wrong"),
    [
        (lambda told: told.text("x"), [None, 1, True, ["a"], {}]),
        (lambda told: told.texts("x"), [None, "a", [1], {}, [None]]),
        (lambda told: told.table("x"), [None, "a", [], {"a": 1}]),
        (lambda told: told.pairs("x"), ["ab", ["ab"], [["a"]], [["a", 1]], {}, [["a", "b", "c"]]]),
        (lambda told: told.number("x"), [None, "", True, -1, 1.5, "1.5", "-1", "²", 10**12, "9" * 5000, [], "0x1"]),
        (lambda told: told.flag("x"), [0, 1, "true", []]),
        (lambda told: told.choice("x", ("a", "b")), [None, "", "c", ["a"]]),
    ],
    ids=["text", "texts", "table", "pairs", "number", "flag", "choice"],
)
def test_a_value_of_another_kind_is_not_understood(ask: Callable[[Told], Any], wrong: list[Any]) -> None:
    for value in wrong:
        with pytest.raises(NotUnderstood):
            ask(Told({"x": value}))


def test_what_is_not_told_is_as_usual() -> None:
    for told in (Told(), Told({"x": None})):
        assert (told.text("x", "u"), told.texts("x", ("u",)), told.pairs("x"), told.number("x", 5), told.flag("x"), told.choice("x", ("a",), "")) == ("u", ["u"], [], 5, False, "")
    assert Told({"x": ""}).number("x", 5) == 5 and Told({"x": "12"}).number("x") == 12
    assert Told({"x": [["a", "b"]]}).pairs("x") == [("a", "b")] and Told({"x": "a"}).choice("x", ("a",)) == "a"


WOUNDS = (
    "catalog-with-bad-plural-rule", "catalog-with-too-many-plurals", "fact-without-value", "missing-languages", "unknown-fact", "source-not-published", "source-unknown",
    "template-not-utf-8",
)  # fmt: skip
"""Whole broken sites of which something cannot be made at all."""


@pytest.mark.parametrize("name", WOUNDS)
def test_mistakes_in_the_content_are_not_the_programs(name: str, shop: Shop) -> None:
    sites.overlay(shop.desk.folder, sites.FIXTURES / "broken" / name)
    for route in GETS:
        status = answered(shop.desk, asked(shop.desk, "GET", addressed(route.rule, ("*", "*", "*"), shop)))
        assert status in (200, 400, 404, 422), route.rule
    for rule in ("/facts/try", "/preview", "/write/advice", "/write/beside", "/write/elsewhere", "/new", "/texts/reviewed", "/texts/rename", "/print/make"):
        assert answered(shop.desk, asked(shop.desk, "POST", rule, encoded(SOUND[rule]))) in (200, 400, 404, 422), rule
