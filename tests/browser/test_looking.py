"""What looks at every page sees each planted fault, in the ways it shows in and in no other, and names page, way and rule."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Iterator

import pytest

from press.commands.serve import server

from .browse import Crowd
from .finished import Site
from .looking import BARE, WAYS, Fault, Seen, faults_of, looked, looked_without_script

pytestmark = pytest.mark.browser

PAGE = """<!doctype html>
<html{lang}><head><meta charset="utf-8"><title>A page</title><meta name="viewport" content="width=device-width">
<style>:root {{ color-scheme: light dark }} body {{ background: Canvas; color: CanvasText }} :focus-visible {{ outline: 3px solid #808080 }} {style}</style></head>
<body><main><h1>A page with a heading</h1><p>Text enough that nobody takes this page for an empty one.</p>{body}</main>{end}</body></html>
"""
HIDDEN = "<details><summary>Shut at first</summary><div>{}</div></details>"
NARROW, WIDE = ("320×800 light", "320×800 dark"), ("1280×800 light", "1280×800 dark")
FOUR, DARK = (*NARROW, *WIDE), (NARROW[1], WIDE[1])
OPENED = tuple(str(way) for way in WAYS if way.axe and way.opened)
PICTURE = '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" width="30" height="30">'
SMALL = "<p class='pair'><a href='#a'>first</a><a href='#b'>other</a></p>"
SMALL_STYLE = ".pair a { display: block; font-size: 8px; line-height: 14px }"

PLANTED: dict[str, tuple[dict[str, str], set[tuple[str, str, str]]]] = {
    "good": ({"body": HIDDEN.format("<p>More text</p>")}, set()),
    "pale-in-the-dark": (
        {"style": "@media (prefers-color-scheme: dark) { p { color: #555; background: #333 } }"},
        {("axe", way, "color-contrast:") for way in DARK},
    ),
    "pale-when-open": (
        {"body": HIDDEN.format("<p style='color:#ccc;background:#fff'>pale</p>")},
        {("axe", way, "color-contrast:") for way in OPENED},
    ),
    "small-on-a-telephone": (
        {"body": SMALL, "style": f"@media (max-width: 30rem) {{ {SMALL_STYLE} }} .pair a {{ padding: 1rem }}"
         " @media (max-width: 30rem) { .pair a { padding: 0 } }"},
        {("axe", way, "target-size:") for way in NARROW} | {("targets", way, "") for way in NARROW},
    ),
    "no-alternative": ({"body": PICTURE}, {("axe", way, "image-alt:") for way in FOUR}),
    "no-alternative-when-open": ({"body": HIDDEN.format(PICTURE)}, {("axe", way, "image-alt:") for way in OPENED}),
    "no-language": ({"lang": ""}, {("axe", way, "html-has-lang:") for way in FOUR}),
    "no-name-on-a-desk": (
        {"body": "<p><a href='#a'><span>Name</span></a></p>",
         "style": "a { display: inline-block; min-width: 3rem; min-height: 3rem } @media (min-width: 40rem) { a span { display: none } }"},
        {("axe", way, "link-name:") for way in WIDE},
    ),
    "sideways": (
        {"body": "<p style='width:350px'>Wider than the smallest window</p>"},
        {("geometry", str(way), "the page scrolls sideways") for way in WAYS if way.width == 320},
    ),
    "no-room-for-spacing": (
        {"body": "<div style='height:2.7em;line-height:1.3;overflow:hidden'>Fits as<br>long as it is dense</div>"},
        {("geometry", str(way), "cut off") for way in WAYS if way.spaced},
    ),
    "unseen-focus": (
        {"body": "<p>Text and <a href='#a'>a link</a></p>", "style": "a:focus { outline: none }"},
        {("focus", str(way), "the focus does not show") for way in WAYS if "focus" in way.probes},
    ),
    "moving": (
        {"style": "p { transition: opacity 1s }"},
        {("motion", str(way), "a transition") for way in WAYS if "motion" in way.probes},
    ),
    "keeps": ({"end": "<script>localStorage.setItem('a', 1)</script>"}, {("network", "", "keeps")}),
    "cookie": ({"end": "<script>document.cookie = 'a=1'</script>"}, {("network", "", "keeps")}),
    "asks": (
        {"end": "<script>fetch('http://omsverige.invalid/').catch(() => 0)</script>"},
        {("network", "", "asks http://omsverige.invalid/"), ("network", "", "says in the console")},
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site with one page for each fault, as bare as can be."""
    out = tmp_path_factory.mktemp("planted")
    for name, (parts, _) in PLANTED.items():
        whole = {"lang": ' lang="en"', "style": "", "body": "", "end": "", **parts}
        (out / f"{name}.html").write_text(PAGE.format(**whole), encoding="utf-8")
    plain = {"lang": ' lang="en"', "style": "details > div { display: none !important }", "end": ""}
    (out / "shut-without-script.html").write_text(PAGE.format(**plain, body=HIDDEN.format("<p>More</p>")))
    written = {
        "lang": ' lang="en"',
        "style": "",
        "body": "",
        "end": "<script>document.querySelector('h1').append('!')</script>",
    }
    (out / "only-with-script.html").write_text(PAGE.format(**written))
    served = server(out, 0)
    threading.Thread(target=served.serve_forever, daemon=True).start()
    yield Site("planted", out, out, "", "", f"http://127.0.0.1:{served.server_address[1]}")
    served.shutdown()
    served.server_close()


@pytest.fixture(scope="module")
def found(crowd: Crowd, planted: Site) -> tuple[Seen, ...]:
    """Every planted page, looked at as every page is; each with a browser context of its own, so that none keeps for another."""
    return tuple(page for path in planted.pages for page in looked(crowd, [(planted, path)]))


@pytest.fixture(scope="module")
def found_without_script(crowd: Crowd, planted: Site) -> tuple[Seen, ...]:
    """The same without JavaScript."""
    return looked_without_script(crowd, [(planted, path) for path in planted.pages])


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_fault_is_seen_where_it_shows(found: tuple[Seen, ...], name: str) -> None:
    (page,) = (page for page in found if page.page == f"planted /{name}.html")
    expected = PLANTED[name][1]
    seen = {(fault.check, fault.way) for fault in page.faults}
    assert seen >= {(check, way) for check, way, _ in expected}, page.faults
    strange = [
        fault
        for fault in page.faults
        if not any(
            (fault.check, fault.way) == (check, way) and fault.what.startswith(what) for check, way, what in expected
        )
    ]
    # What is wider than the window is also outside it, or wider than its box.
    assert not [fault for fault in strange if name != "sideways" or fault.check != "geometry"], strange


def test_a_fault_names_page_way_and_rule(found: tuple[Seen, ...]) -> None:
    said = faults_of(found, "axe", way="320×800 dark")
    assert any(text.startswith("planted /no-language.html at 320×800 dark: html-has-lang: <html>") for text in said), (
        said
    )


def test_without_script_faults_are_seen_too(found_without_script: tuple[Seen, ...]) -> None:
    faults: dict[str, list[Fault]] = defaultdict(list)
    for page in found_without_script:
        faults[page.page] += page.faults
    assert not faults["planted /good.html"]
    assert {fault.check for fault in faults["planted /sideways.html"]} == {"geometry"}
    (fault,) = faults["planted /shut-without-script.html"]
    assert str(fault) == f"planted /shut-without-script.html at {BARE}: does not open: “Shut at first”"


def test_what_only_a_script_writes_is_noticed(found: tuple[Seen, ...], found_without_script: tuple[Seen, ...]) -> None:
    with_script, without = ({page.page: page.digest for page in pages} for pages in (found, found_without_script))
    differ = {page for page in without if without[page] != with_script[page]}
    assert differ == {"planted /only-with-script.html"}
