"""The words around the text: every published language has them all, and they are what the templates and the program ask for."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest
import sites

from press import phrases
from press.adapters import i18n
from press.adapters.templates import Templates
from press.commands.project import open_project
from press.commands.speech import LANGUAGES
from press.readers.markup import FRONT_IDS

TEMPLATES = sites.ROOT / "templates"
PUBLISHED = [
    block.split(":")[0]
    for block in re.split(r"(?m)^(?=[a-z]+:)", (sites.ROOT / "content/languages.yaml").read_text("utf-8"))
    if "status: published" in block
]
"""The real languages table: what readers get is under test here, not a fixture."""


def wanted() -> dict[str, tuple[str, ...]]:
    """Every text asked for: msgid → its forms."""
    templates = Templates((TEMPLATES,))
    found = {message: (message,) for message in templates.messages(templates.names())}
    return {**found, **phrases.all_messages()}


def catalog(name: str) -> dict[str, tuple[str, ...]]:
    path = sites.ROOT / f"locales/{name}.po"
    read = i18n.read_catalog(path.read_bytes(), name, path.name)
    assert read.fuzzy == (), f"{path.name}: guesses that nobody has confirmed"
    return dict(read.messages)


def words(text: str) -> set[str]:
    return set(re.findall(r"%\((\w+)\)s", text))


def test_templates_ask_for_texts_at_all() -> None:
    assert len(wanted()) > 40
    assert {"Menu", "On this page", "Good to know", "%(num)s day"} <= set(wanted())
    assert {"sv", "en", "ar"} <= set(PUBLISHED)


def test_texts_are_found_by_another_way_of_looking_too() -> None:
    """Babel's list against a plain search of the templates: a text that Babel cannot see would stay English for ever."""
    found = set()
    for path in TEMPLATES.rglob("*.html"):
        text = path.read_text("utf-8")
        for body in re.findall(r"{%-?\s*trans\b[^%]*%}(.*?){%-?\s*endtrans", text, re.S):
            found.add(re.sub(r"{{\s*(\w+)\s*}}", r"%(\1)s", body.strip()))
        found |= set(re.findall(r"gettext\(\"([^\"]+)\"\)", text))
    assert found and found <= set(wanted())


@pytest.mark.parametrize("code", PUBLISHED)
def test_every_text_is_translated_with_the_same_words_in_it(code: str) -> None:
    have = catalog(code)
    missing = [message for message in wanted() if message not in have]
    assert not missing, f"{code}: {missing}"
    for message, forms in wanted().items():
        needed = words(" ".join(forms))
        for form in have[message]:
            assert words(form) - needed == set(), f"{code}: {form!r}"
            assert needed - words(form) <= {"num"}, f"{code}: {form!r}"
            assert form.strip() == form, f"{code}: white space around {form!r}"


@pytest.mark.parametrize("code", [code for code in PUBLISHED if code != "en"])
def test_translations_are_not_the_english_texts_again(code: str) -> None:
    have = catalog(code)
    same = [text for text in wanted() if have[text] == (text,) and len(text) > 12]
    assert not same, f"{code}: still English: {same}"


@pytest.mark.parametrize("code", PUBLISHED)
def test_plural_forms_are_as_many_as_the_rule_tells_apart(code: str) -> None:
    path = sites.ROOT / f"locales/{code}.po"
    read = i18n.read_catalog(path.read_bytes(), code, path.name)
    rule = i18n.Interface.of(read).plural
    forms = {len(dict(read.messages)[one]) for one, _ in phrases.UNITS.values()}
    assert forms == {1 + max(rule(number) for number in range(300))}


@pytest.mark.parametrize("language", [code for code in LANGUAGES if code != "en"])
def test_staff_sentences_are_all_translated_with_the_same_words(language: str) -> None:
    from press.adapters.gettext_files import extract_calls

    said = {forms[0] for forms, _ in extract_calls(sorted((sites.ROOT / "press").rglob("*.py")), sites.ROOT, ("say",))}
    have = catalog(f"staff-{language}")
    assert len(said) > 100
    missing = sorted(
        text for text in said if text not in have and words(text) != {text[2:-2]} and text != "    %(name)s"
    )
    assert not missing, f"{len(missing)} sentences: {missing}"
    for text in said & set(have):
        assert words(have[text][0]) == words(text), f"{text!r} → {have[text][0]!r}"
        if words(text):
            assert "%" not in re.sub(r"%%|%\(\w+\)s", "", have[text][0]), f"a lone % in {have[text][0]!r}"


def test_ids_of_the_templates_cannot_be_taken_by_a_section() -> None:
    found = set()
    alone = {"beside", "keep", "search", "slides"}  # pages without sections of an editor's own, or with ids made apart
    for path in TEMPLATES.rglob("*.html"):
        if path.stem in alone:
            continue
        found |= set(re.findall(r'\bid="([a-z-]+)"', path.read_text("utf-8")))
    assert found - FRONT_IDS == set(), "a section with this id would make the id stand twice on a page"


def test_an_interface_text_changed_in_a_project_reaches_its_pages(project: Path) -> None:
    assert sites.build(project).code == 0
    own = sites.own_copy(project, "locales/sv.po")
    own.write_text(re.sub(r'(msgid "Menu"\nmsgstr )".*"', r'\1"Innehållet"', own.read_text("utf-8")), "utf-8")
    assert sites.build(project).code == 0
    assert "Innehållet" in sites.html(project, "sv/work") and "Innehållet" not in sites.html(project, "ar/work")


def test_arabic_amounts_use_all_six_forms() -> None:
    read = i18n.read_catalog((sites.ROOT / "locales/ar.po").read_bytes(), "ar", "ar.po")
    interface = i18n.Interface.of(read)
    forms = [interface.ngettext("%(num)s day", "%(num)s days", number) for number in (1, 2, 3, 11, 100)]
    assert forms == ["يوم واحد", "يومين", "%(num)s أيام", "%(num)s يومًا", "%(num)s يوم"]  # CLDR plurals.xml, "ar"


def test_messages_never_show_their_machinery() -> None:
    """Every sentence of a broken site, in both staff languages: no %, no braces, no names of Python."""
    from press.commands.speech import Speech

    for folder in sorted((sites.FIXTURES / "broken").iterdir()):
        text = (folder / "expected.txt").read_text("utf-8")
        assert "%(" not in text.replace("%(…)s", "").replace("%(num)s", "") and "None" not in text, folder.name
        assert not set(text) & set("\ue000\ue001\x00\x1f"), folder.name
        assert all(character.isprintable() or character == "\n" for character in text), folder.name
    assert Speech.load("sv", sites.ROOT).messages and string.printable


def test_catalogs_update_makes_a_catalog_that_can_be_filled_in(project: Path) -> None:
    ran = sites.call("catalogs", "update", "--project", project, "--speak", "en")
    assert ran.code == 0 and "ar.po: " in ran.out, ran
    assert set(open_project(project).site.catalogs) == {"sv", "en", "ar"}
    again = {path.name: path.read_bytes() for path in (project / "locales").iterdir()}
    assert {"ar.po", "en.po", "sv.po", "messages.pot"} <= set(again)
    assert sites.call("catalogs", "update", "--project", project).code == 0
    assert {path.name: path.read_bytes() for path in (project / "locales").iterdir()} == again
    assert not dict(i18n.read_catalog(again["ar.po"], "ar", "").messages), "a text out of nowhere"
    assert dict(i18n.read_catalog(again["en.po"], "en", "").messages)["Menu"] == ("Menu",)


def test_a_new_english_text_is_itself_and_not_a_guess_from_one_like_it(project: Path) -> None:
    """A text much like one that has just gone was taken over as a fuzzy guess, and the English catalog was refused."""
    path = sites.own_copy(project, "locales/en.po")
    old = path.read_text("utf-8")
    path.write_text(old.replace('"All counties"', '"All the counties"'), "utf-8")
    assert path.read_text("utf-8") != old
    assert sites.call("catalogs", "update", "--project", project).code == 0
    read = i18n.read_catalog(path.read_bytes(), "en", "")
    assert read.fuzzy == () and dict(read.messages)["All counties"] == ("All counties",)
