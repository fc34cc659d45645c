"""What editors, designers and disks do to a project, as small functions of ``(project, number)``: for random histories."""

from __future__ import annotations

import itertools
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import sites

Edit = Callable[[Path, int], None]
CODES = ("sv", "en", "ar")
TEMPLATES = tuple(
    path.relative_to(sites.ROOT / "templates").as_posix()
    for path in sorted((sites.ROOT / "templates").rglob("*"))
    if path.suffix in (".html", ".css", ".svg")
)
CLOCK = itertools.count(1_600_000_000)
"""Times in the past, each used once: no two versions of a file ever share size and time."""


def pick(items: list[Path] | tuple[str, ...] | list[str], number: int) -> Path | str:
    """One of ``items``; the test must not end when there is none."""
    return items[number % len(items)]


def pages(project: Path) -> list[Path]:
    """All page files there are now."""
    return sorted((project / "content").glob("[a-z][a-z]/*.md"))


def change(path: Path, pattern: str, new: str, count: int = 1) -> None:
    """Replace a pattern if it is there; a random history may have taken it away."""
    if path.is_file():
        path.write_text(re.sub(pattern, new, path.read_text("utf-8"), count=count, flags=re.M), "utf-8")


def restore(project: Path, path: str) -> None:
    """Put a file back as it is in the good site."""
    (project / path).parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(sites.GOOD / path, project / path)


def more_text(project: Path, number: int) -> None:
    path = pick(pages(project), number)
    path.write_text(f"{path.read_text('utf-8')}\nText {number}.\n", "utf-8")


def a_letter_of_the_same_size(project: Path, number: int) -> None:
    path = pick(sorted((project / "content").glob("[se][vn]/*.md")), number)
    front, body = path.read_text("utf-8").split("\n---\n", 1)
    vowels = [match.start() for match in re.finditer("[aeo]", body.split("[")[0])]
    if vowels:  # before the first mark: the text changes, not what it links to
        at = vowels[number % len(vowels)]
        body = body[:at] + "aeo"[("aeo".index(body[at]) + 1) % 3] + body[at + 1 :]
        path.write_text(f"{front}\n---\n{body}", "utf-8")


def title(project: Path, number: int) -> None:
    change(pick(pages(project), number), r"^title: .*", f"title: Titel {number % 7}")


def description(project: Path, number: int) -> None:
    change(pick(pages(project), number), r"^description: .*", f"description: Beskrivning {number % 7}")


def front_key(project: Path, number: int) -> None:
    key, value = [
        ("menu", "footer"), ("menu", "none"), ("short", f"Kort {number % 5}"), ("audience", "[work, staff]"),
        ("safety", "true\nsafe-title: Annat"),
    ][number % 5]  # fmt: skip
    path = pick(sorted((project / "content/sv").glob("*.md")), number)
    if f"\n{key}:" not in path.read_text("utf-8"):
        change(path, r"^title:", f"{key}: {value}\ntitle:")


def order(project: Path, number: int) -> None:
    change(pick(sorted((project / "content/sv").glob("*.md")), number), r"^order: .*", f"order: {number % 50}")


def review_dates(project: Path, number: int) -> None:
    path = pick(sorted((project / "content/sv").glob("*.md")), number)
    change(path, r"^checked: .*", f"checked: 2026-0{1 + number % 9}-11")


def section_id(project: Path, number: int) -> None:
    change(project / "content/sv/rights.md", r"\{#[a-z-]+\}", f"{{#say-{number % 3}}}")


def anchor_id(project: Path, number: int) -> None:
    change(project / "content/sv/health.md", r"\{.question\}|\{#q\d .question\}", f"{{#q{number % 3} .question}}")


def fact(project: Path, number: int) -> None:
    pattern, new = [
        (r"value: 25$|value: \d$", f"value: {number % 9}"),
        (r'value: "020-.*\n.*', f'value: "020-50 50 {number % 90 + 10}"\n  tel: "+46205050{number % 90 + 10}"'),
        (r"sv: Arbetsförmedlingen[^,}]*", f"sv: Arbetsförmedlingen {number % 5}"),
        (r"https://arbetsformedlingen.se/other.*", f"https://arbetsformedlingen.se/other-{number % 5}"),
        (r"^    en: under the age.*", ""),
        (r"value: 2027-.*", f"value: 2027-0{1 + number % 9}-01"),
        (r"owner: NCK", "owner: NCK\n  verified: false"),
        (r"urls: \{sv: https://www.1177.se/\}", "urls: {en: https://www.1177.se/en, ar: https://www.1177.se/ar}"),
    ][number % 8]
    for path in (project / "content/facts").glob("*.yaml"):
        change(path, pattern, new)


def facts_back(project: Path, number: int) -> None:
    restore(project, f"content/facts/{('links', 'phones', 'rules')[number % 3]}.yaml")


def drop_record(project: Path, code: str, name: str) -> None:
    change(project / f"content/{code}/translations.yaml", rf"^{name}:\n(  .*\n)+", "")


def delete_translation(project: Path, number: int) -> None:
    """Delete a translation and its record; every third time the record is forgotten, which is a mistake."""
    found = sorted((project / "content").glob("[ae][rn]/*.md"))
    if found:
        path = pick(found, number)
        path.unlink()
        if number % 3 != 2:
            drop_record(project, path.parent.name, path.stem)


def delete_page(project: Path, number: int) -> None:
    """Delete a page in every language; the links to it are mistakes, and some pages have none."""
    name = ("violence", "new-0", "new-1", "rights", "health")[number % 5]
    for code in CODES:
        (project / f"content/{code}/{name}.md").unlink(missing_ok=True)
        drop_record(project, code, name)


def page_back(project: Path, number: int) -> None:
    restore(project, pick(sorted(str(p.relative_to(sites.GOOD)) for p in pages(sites.GOOD)), number))


def new_page(project: Path, number: int) -> None:
    text = (sites.GOOD / "content/sv/rights.md").read_text("utf-8").replace("order: 30", f"order: {number % 60}")
    (project / f"content/sv/new-{number % 3}.md").write_text(f"{text}\n[Arbete](work.md#holiday) {number}.\n", "utf-8")


def sheet(project: Path, number: int) -> None:
    """A text for a sheet to print, sometimes without its source; it is on no page, but what is wrong with it is told of."""
    for code in CODES[number % 3 :]:
        path = project / f"content/{code}/sheets/poster.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        front = (sites.GOOD / "content/sv/rights.md").read_text("utf-8").split("---\n")[1]
        path.write_text(f"---\n{front}---\nPoster {number % 4} [[vard-1177]].\n", "utf-8")


def new_translation(project: Path, number: int) -> None:
    name, code, facts = [
        ("rights", "en", ""), ("violence", "ar", " [[kvinnofridslinjen]]"), ("violence", "en", " [[kvinnofridslinjen]]"),
        ("health", "ar", " [[kvinnofridslinjen]] [[vard-1177]]"), ("new-0", "en", ""), ("rights", "ar", ""),
    ][number % 6]  # fmt: skip
    text = f"---\ntitle: Own {number % 5}\ndescription: Own.\n---\nOwn text.{facts}\n"
    (project / f"content/{code}/{name}.md").write_text(text, "utf-8")


def confirm(project: Path, number: int) -> None:
    more = [(), ("--made", "person", "--by", f"Anna {number % 3}"), ("--reviewed-by", "Bo")][number % 3]
    sites.call("translations", "confirm", "all", "--project", project, *more)


def record_away(project: Path, number: int) -> None:
    (project / f"content/{CODES[1 + number % 2]}/translations.yaml").unlink(missing_ok=True)


def template(project: Path, number: int) -> None:
    path = sites.own_copy(project, f"templates/{pick(TEMPLATES, number)}")
    mark = f"/* {number % 5} */ a{{order:{number % 5}}}" if path.suffix == ".css" else f"<!-- {number % 5} -->"
    path.write_text(f"{path.read_text('utf-8')}\n{mark}\n", "utf-8")


def template_back(project: Path, number: int) -> None:
    (project / "templates" / pick(TEMPLATES, number)).unlink(missing_ok=True)


def template_wrong(project: Path, number: int) -> None:
    path = sites.own_copy(project, f"templates/{('page.html', 'partials/about.html')[number % 2]}")
    path.write_text(path.read_text("utf-8") + ("{{ nobody.knows }}", "{% if %}")[number // 2 % 2], "utf-8")


def interface_text(project: Path, number: int) -> None:
    path = sites.own_copy(project, f"locales/{CODES[number % 3]}.po")
    text = ("Menu", "Good to know", "external website", "This part is not yet translated.")[number // 3 % 4]
    change(path, rf'(msgid "{re.escape(text)}[^"]*")\nmsgstr "', rf'\1\nmsgstr "{number % 7} ')


def interface_back(project: Path, number: int) -> None:
    (project / f"locales/{CODES[number % 3]}.po").unlink(missing_ok=True)


def languages(project: Path, number: int) -> None:
    path = project / "content/languages.yaml"
    blocks = re.split(r"(?m)^(?=[a-z]+:)", path.read_text("utf-8"))[1:]
    kind = number % 4
    at = number // 4 % len(blocks)
    if kind < 2 and at == 0 and number % 7 != 6:
        at = 1  # the source seldom: without it, nothing is built
    if kind == 0:
        swap = {"published": "planned", "planned": "published"}
        blocks[at] = re.sub("published|planned", lambda match: swap[match.group()], blocks[at])
        shutil.copyfile(sites.own_copy(project, "locales/ar.po"), project / "locales/fa.po")
    elif kind == 1:
        blocks[at] = re.sub(r"fallback: .*", f"fallback: {('[]', '[sv]', '[en, sv]')[number % 3]}", blocks[at])
    elif kind == 2:
        blocks[at] = re.sub(r"\bname: .*", f"name: Namn {number % 3}", blocks[at])
    else:
        blocks.append(blocks.pop(at))
    path.write_text("".join(blocks), "utf-8")


def settings(project: Path, number: int) -> None:
    pattern, new = [
        (r"name: \{sv: [^,]*", f"name: {{sv: Namn {number % 5}"),
        (r"tagline: \{sv: [^,]*", f"tagline: {{sv: Rad {number % 5}"),
        (r"leave-url: .*", f"leave-url: https://www.smhi.se/{number % 5}"),
        (r"base-url: .*", f"base-url: https://omsverige.example{('', '/s', '/t')[number // 7 % 3]}"),
        (r"^source: sv$", "source: sv\npublisher: {sv: Verket}\ncontact-email: a@example.se"),
        (r"sv: Redaktionen", f"sv: Redaktionen {number % 5}"),
        (r"^source: .*", f"source: {('sv', 'en', 'xx')[number // 7 % 3]}"),
    ][number % 7]
    change(project / "content/site.yaml", pattern, new)


def everything_back(project: Path, number: int) -> None:
    for name in ("templates", "locales", "content"):
        shutil.rmtree(project / name, ignore_errors=True)
    shutil.copytree(sites.GOOD / "content", project / "content")


def channel(project: Path, number: int) -> None:
    path = project / "content/channels.yaml"
    name = f"ny-{number % 3}"
    text = path.read_text("utf-8")
    if f"{name}:" in text:
        path.write_text(re.sub(rf"{name}:\n(  .*\n)+", "", text), "utf-8")
    else:
        path.write_text(f"{text}{name}:\n  address: n{number % 3}\n  names: {{sv: Ny}}\n", "utf-8")


def picture(project: Path, number: int) -> None:
    path = project / "content/images" / ("card.svg", "other.svg")[number % 2]
    if path.exists() and number % 5 == 0:
        path.unlink()
    else:
        path.write_text(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 {number % 3 + 1}"/>', "utf-8")


def places(project: Path, number: int) -> None:
    path = project / "content/places.yaml"
    if number % 7 == 6:
        path.unlink(missing_ok=True)
        for code in CODES:  # a link to the page of a county is a mistake then
            change(project / f"content/{code}/local.md", r"local-gotland\.md", "local.md")
        return
    pattern, new = [
        (r"name: Stockholms län.*", f"name: Stockholms län {number % 5}"),
        (r'^    "0125": .*', f'    "0125": [Ekerö, https://www.ekero.se/{number % 5}]'),
        (r"^  checked: .*", f"  checked: 2026-1{number % 2}-1{number % 9}"),
        (r'^    "0117": .*\n', ""),
        (r"^  note: .*", "  verified: false"),
        (r'code: "01"', 'code: "11"'),
    ][number % 7]
    change(path, pattern, new)


def places_back(project: Path, number: int) -> None:
    restore(project, "content/places.yaml")


def touch(project: Path, number: int) -> None:
    files = [path for path in project.rglob("*") if path.is_file() and path.parent.name != ".press"]
    for path in (files if number % 3 == 0 else [pick(files, number)]) if files else ():
        os.utime(path, ns=(moment := next(CLOCK) * 10**9, moment))


def tamper_with_site(project: Path, number: int) -> None:
    files = sorted((project / "site").rglob("*.html"))
    if files and number % 2:
        pick(files, number).unlink()
    elif files:
        pick(files, number).write_text(f"by hand {number}", "utf-8")


def forget(project: Path, number: int) -> None:
    shelves = sorted((project / ".press").glob("*.bin"))
    if not shelves or number % 3 == 0:
        shutil.rmtree(project / ".press", ignore_errors=True)
    elif number % 3 == 1:
        pick(shelves, number).unlink()
    else:
        path = pick(shelves, number)
        path.write_bytes(path.read_bytes()[: -1 - number % 50])


def another_day(project: Path, number: int) -> None:
    os.environ["OMSVERIGE_TODAY"] = ("2026-11-21", "2027-06-01", "2026-10-01")[number % 3]


def no_change(project: Path, number: int) -> None:
    """Building twice is a history, too."""


EVERY: tuple[Edit, ...] = (
    more_text, a_letter_of_the_same_size, title, description, front_key, order, review_dates, section_id, anchor_id,
    fact, facts_back, delete_translation, delete_page, page_back, new_page, sheet, new_translation, confirm, record_away, template, template_back,
    template_wrong, interface_text, interface_back, languages, settings, everything_back, channel, picture, places,
    places_back, touch, tamper_with_site, forget, another_day, no_change,
)  # fmt: skip

QUIET = frozenset({
    facts_back, page_back, sheet, record_away, template_back, template_wrong, interface_back, everything_back,
    places_back, touch, tamper_with_site, forget, another_day, no_change,
})  # fmt: skip
"""Edits after which a good project looks the same, or cannot be built."""
