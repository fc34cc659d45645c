"""Remedies in the text itself: names nearly right, headings, links, addresses that are facts already, odd characters."""

from __future__ import annotations

import html as references
import re
import unicodedata
from collections.abc import Mapping
from typing import NamedTuple

from press.commands.editing.live import address_of
from press.model import Fact, Site
from press.problems import nearest
from press.readers.markup import FRONT_IDS, ID
from press.readers.text import FORBIDDEN, REFERENCE


class Case(NamedTuple):
    """A mistake to put right: what its sentence says, the near name its way out gives (or ""), the text, its lines, the index of the
    line, the file and the site."""

    args: Mapping[str, str]
    near: str
    text: str
    lines: list[str]
    at: int
    path: str
    site: Site

    @property
    def line(self) -> str:
        """The line where the mistake is."""
        return self.lines[self.at]

    def with_line(self, line: str | None) -> str:
        """The text with another line in its place, or without it."""
        return "\n".join([*self.lines[: self.at], *([] if line is None else [line]), *self.lines[self.at + 1 :]])

    def instead(self, old: str, new: str) -> str | None:
        """The text with ``old`` in the line, once, as ``new``."""
        return self.with_line(self.line.replace(old, new, 1)) if old and old in self.line else None

    def instead_where(self, pattern: str, new: str) -> str | None:
        """The text with the first group of what the pattern finds in the line, once, as ``new``."""
        match = re.search(pattern, self.line)
        return self.with_line(self.line[: match.start(1)] + new + self.line[match.end(1) :]) if match else None


def fact(case: Case) -> str | None:
    """The nearest fact's name."""
    return case.instead_where(rf"\[\[\s*({re.escape(case.args['name'])})\s*(?:\\?\||\]\])", case.near) if case.near else None


def page(case: Case) -> str | None:
    """The nearest page's name."""
    return case.instead_where(rf"\]\((?:\.\./[a-z]+/|\./)?({re.escape(case.args['name'])}\.md)[#)]", case.near) if case.near else None


def anchor(case: Case) -> str | None:
    """The nearest id."""
    return case.instead_where(rf"\]\([^)\s]*#({re.escape(case.args['anchor'])})[)\s]", case.near) if case.near else None


def picture(case: Case) -> str | None:
    """The nearest picture's name."""
    return case.instead_where(rf"\.\./images/({re.escape(case.args['file'])})\)", case.near) if case.near else None


def picture_elsewhere(case: Case) -> str | None:
    """The picture of that name that lies where pictures lie."""
    name = re.split(r"[/\\]", case.args["target"])[-1]
    name = name if name in case.site.images else nearest(name, case.site.images)
    return case.instead(f"]({case.args['target']})", f"](../images/{name})") if name else None


def mark(case: Case) -> str | None:
    """The nearest language."""
    return case.instead("{lang=" + case.args["mark"] + "}", "{lang=" + case.near + "}") if case.near else None


def label(case: Case) -> str | None:
    """The nearest class, or none."""
    return case.instead_where(rf"\{{[^}}]*?( ?\.{re.escape(case.args['name'])})(?=[ }}])", f" .{case.near.lstrip('.')}" if case.near else "")


def no_step(case: Case) -> str | None:
    """The heading's id without classes of the plan."""
    return case.instead_where(r"\{#[a-z0-9-]+((?: \.[a-z]+)+)\}\s*$", "")


def title_heading(case: Case) -> str | None:
    """A heading of the second level."""
    return case.instead_where(r"^\s{0,3}(#)\s", "##")


def level(case: Case) -> str | None:
    """The heading one level below the one before it."""
    return case.instead_where(r"^\s{0,3}(#+)\s", "#" * (int(case.args["before"]) + 1))


def empty_heading(case: Case) -> str | None:
    """The text without the heading; one that has an id may be meant, and is left."""
    return case.with_line(None) if re.fullmatch(r"\s{0,3}#+\s*", case.line) else None


def heading_inside(case: Case) -> str | None:
    """The heading at the margin, after an empty line."""
    found = re.fullmatch(r"(?:[ \t]|[-*>] )+(#+\s.*)", case.line)
    return case.with_line(("\n" if case.at and case.lines[case.at - 1].strip() else "") + found[1]) if found else None


def _source_ids(case: Case) -> list[str]:
    """The ids of the sections of the source page, in order; none for a text of the source language."""
    code, kind, name = address_of(case.site, case.path)
    source = case.site.table(kind).get((case.site.settings.source, name)) if code != case.site.settings.source else None
    return [section.id for section in source.sections if section.id != "top"] if source else []


HEADING = re.compile(r"^## .*?(?:\{#([^}\s]+)[^}]*\})?\s*$", re.M)


def _its_turn(case: Case) -> str:
    """The id that the source has for the section in this place: the one between those that stand around it, or none."""
    want = _source_ids(case)
    lines = [(index, match[1] or "") for index, line in enumerate(case.lines) if (match := HEADING.match(line))]
    here = next((number for number, (index, _) in enumerate(lines) if index == case.at), None)
    if here is None or len(lines) != len(want):
        return ""
    have = {id for _, id in lines}
    return want[here] if want[here] not in have else ""


def id_missing(case: Case) -> str | None:
    """The source's id for this section; in the source itself, one made of the heading's words."""
    id = _its_turn(case) if _source_ids(case) else _free(case, re.sub(r"[*_`\[\]]|\{[^}]*\}|\([^)]*\)", " ", case.line))
    if not id:
        return None
    line = case.line.rstrip()
    if found := re.search(r"\{([^#}]*)\}$", line):
        return case.with_line(f"{line[: found.start()]}{{#{id} {found[1].strip()}}}")
    return case.with_line(f"{line} {{#{id}}}")


def id_other(case: Case) -> str | None:
    """The source's id for this section."""
    near = case.near or _its_turn(case)
    return case.instead_where(rf"\{{#({re.escape(case.args['id'])})[ }}]", near) if near else None


def id_odd(case: Case) -> str | None:
    """The same id in small plain letters."""
    id = _free(case, case.args["id"])
    return case.instead_where(rf"\{{#({re.escape(case.args['id'])})[ }}]", id) if id else None


def _free(case: Case, words: str) -> str:
    """An id made of words, at most six, that the text has not yet; empty where they have no plain letters."""
    plain = unicodedata.normalize("NFKD", words.lower()).encode("ascii", "ignore").decode()
    id = "-".join([word for word in re.findall(r"[a-z0-9]+", plain.replace("'", "")) if not word.isspace()][:6])
    id = id.lstrip("0123456789-")
    taken = set(re.findall(r"\{#([^}\s]+)", case.text)) - {case.args.get("id", "")}
    return id if ID.match(id) and id not in taken | FRONT_IDS else ""


def fact_as_address(case: Case) -> str | None:
    """A link fact with the writer's words."""
    found = re.search(r"\[([^\[\]\n]+)\]\(\[\[([^\[\]|\n]+)(?:\|[^\]\n]*)?\]\]\)", case.line)
    return case.instead(found[0], f"[[{found[2]}|{found[1]}]]") if found else None


def _plain_url(url: str) -> str:
    return re.sub(r"^(?:https?://)?(?:www\.)?", "", url.strip().lower()).rstrip("/.,")


def _digits(number: str) -> str:
    digits = re.sub(r"[^0-9+]", "", number)
    return re.sub(r"^(?:\+46|0046)", "0", digits)


def facts_of(site: Site, written: str) -> list[Fact]:
    """The facts that are what is written out: an address, a telephone number, an e-mail address."""
    text = re.sub(r"^(?:tel|mailto):", "", written)
    url, digits = _plain_url(text), _digits(text)
    return [
        fact
        for fact in site.facts.values()
        if (fact.urls and any(_plain_url(value) == url for _, value in fact.urls))
        or (fact.kind == "phone" and len(digits) >= 3 and digits in (_digits(fact.value), _digits(fact.tel)))
        or (fact.kind == "email" and fact.value.lower() == text.lower())
    ]


def known_address(case: Case) -> str | None:
    """The one fact that is this address, instead of a link to it written out."""
    wanted = case.args.get("target", "")
    for found in re.finditer(r"\[([^\[\]\n]+)\]\(([a-zA-Z]+:[^()\s]+)\)|<([a-zA-Z]+:[^<>\s]+)>", case.line):
        target = found[2] or found[3]
        if wanted and target != wanted:
            continue
        facts = facts_of(case.site, target)
        if len(facts) == 1:
            words = f"|{found[1]}" if found[1] and facts[0].kind == "link" else ""
            return case.instead(found[0], f"[[{facts[0].name}{words}]]")
    return None


def known_text(case: Case) -> str | None:
    """The one fact that is what is written out."""
    written = case.args["text"]
    stripped = written.rstrip(".,;:!?)")
    facts = facts_of(case.site, stripped)
    if len(facts) != 1:
        return None
    return case.instead_where(rf"(?<![\w\[/|.])({re.escape(stripped)})", f"[[{facts[0].name}]]")


def unfollowed(case: Case) -> str | None:
    """The page whose file was meant by an address, a title or a name without its ending."""
    target = case.args["target"]
    path, _, anchor = target.partition("#")
    name = re.sub(r"\.(?:html?|markdown|MD)$", "", path.rstrip("/").split("/")[-1]).lower()
    names = case.site.page_names
    near = name if name in names else nearest(name, names)
    return case.instead(f"]({target})", f"]({near}.md{'#' + anchor if anchor else ''})") if near else None


TWINS = {
    "а": "a", "е": "e", "о": "o", "р": "p", "с": "c", "у": "y", "х": "x", "і": "i", "ј": "j", "ѕ": "s", "һ": "h", "ԁ": "d", "ԛ": "q", "ԝ": "w",
    "ӏ": "l", "ո": "n", "ս": "u", "ց": "g", "α": "a", "ο": "o", "ρ": "p", "ν": "v", "ι": "i", "к": "k", "м": "m", "т": "t", "в": "b", "ı": "i",
    "–": "-", "—": "-", "‐": "-", "‑": "-", "’": "'",
}  # fmt: skip
"""Letters that look like plain ones (Unicode TR39, confusables), those that are met in addresses."""


def lookalike(case: Case) -> str | None:
    """The address in plain letters, where every odd one looks like one plain letter."""
    for found in re.finditer(r"\]\(([^()\s]+)\)|<([^<>\s]+)>", case.line):
        url = found[1] or found[2]
        plain = "".join(TWINS.get(letter, letter) for letter in unicodedata.normalize("NFKC", url))
        if not url.isascii() and plain.isascii() and ascii(url)[1:-1] == case.args["url"]:
            return case.instead(url, plain)
    return None


def invisible(case: Case) -> str | None:
    """The line without that character, written as it is or as a reference."""
    character = chr(int(case.args["code"], 16))
    if character in ("\ue000", "\ufffd") or "\ue000" <= character <= "\uf8ff":
        return None  # something was meant there
    if character in case.line:
        return case.with_line(case.line.replace(character, " " if character in "\x0b\x0c\x85\u2028\u2029" else ""))
    line = REFERENCE.sub(lambda match: "" if references.unescape(match[0]) == character and FORBIDDEN.fullmatch(character) else match[0], case.line)
    return case.with_line(line) if line != case.line else None


WRITTEN = ((r"</?(?:b|strong)>", "**"), (r"</?(?:i|em)>", "*"), (r"<(?:br)\s*/?>", "<br>"))


def html(case: Case) -> str | None:
    """Bold and italic as Markdown has them; other tags that say nothing to readers go, their words stay."""
    line = case.line
    for pattern, marks in WRITTEN:
        line = re.sub(pattern, marks, line, flags=re.I)
    line = re.sub(r"</?(?:span|font|u|center|p|div)(?:\s[^<>]*)?>", "", line, flags=re.I)
    return case.with_line(line) if line != case.line else None
