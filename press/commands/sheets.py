"""``build.py sheet``: posters, flyers, cards and signs to order, each proved before it is handed out.

Texts are ``content/<language>/sheets/<kind>.md``; a handout is a page of the site.
"""

from __future__ import annotations

from collections.abc import Sequence

from press.adapters import pdf, qr, raster
from press.commands.handouts import handout_view, wrong_page
from press.commands.letter_view import ReadSource
from press.commands.letters import errors
from press.commands.qr import LONGEST_MEASURED, Made, cannot_print, link_of, long_link, unknown_channel, unregistered
from press.commands.sheet_proof import prove
from press.commands.sheet_view import view_of
from press.makers import sheets
from press.makers.sheets import KINDS, PAPERS, Kind, sheets_needed
from press.model import Channel, Site
from press.problems import Message, Place, Problem, did_you_mean, in_order, say

HERE = Place("build.py sheet")
USUAL = {"card": "visitkort", "discreet-card": "visitkort", "door-sign": "servicecenter"}
"""The channel of a kind when none is named: each way in is counted by itself. The other kinds are posters."""
FULL = "does not fit"
"""What a template says when it finds no size at which its texts can still be read (templates/print/sheet.typ)."""


def make_sheets(
    site: Site,
    kind_name: str,
    languages: Sequence[str],
    channel_name: str,
    *,
    read_source: ReadSource,
    date: str,
    paper: str = "a4",
    page: str = "",
) -> Made:
    """The sheets of a kind as ``poster-sv-en.pdf`` or, where each language has a sheet of its own, one file a language.

    Without a ``channel_name`` the usual one of the kind is meant. ``date`` (ISO) goes into the files' metadata. No file is handed out when there is any error: every page is rendered at
    300 dpi and every code on it decoded and compared with the channel's address (:mod:`press.commands.sheet_proof`).
    """
    channel_name = channel_name or USUAL.get(kind_name, "affisch")
    problems = _wrong_wishes(site, kind_name, languages, channel_name, paper, page)
    if problems:
        return Made((), in_order(problems))
    kind, channel = KINDS[kind_name], site.channels[channel_name]
    always = tuple(site.settings.source if code == "source" else code for code in kind.always)
    codes = tuple(dict.fromkeys((*always, *languages)))
    problems += unregistered(site, channel)
    link = link_of(site.settings, channel)
    if len(link) > LONGEST_MEASURED:
        problems.append(long_link(channel, link))
    files: list[tuple[str, bytes]] = []
    for group in [codes] if kind.most > 1 else [(code,) for code in codes]:
        files += _sheet(site, kind, group, channel, paper, page, read_source, date, problems)
    return Made(() if errors(problems) else tuple(files), in_order(problems))


def _sheet(
    site: Site,
    kind: Kind,
    codes: tuple[str, ...],
    channel: Channel,
    paper: str,
    page: str,
    read_source: ReadSource,
    date: str,
    problems: list[Problem],
) -> list[tuple[str, bytes]]:
    """One file, proved; none, and more problems, when anything is wrong."""
    before = len(problems)
    if kind.name == "handout":
        view = handout_view(site, page, codes[0], channel, kind, read_source=read_source, date=date, problems=problems)
        where = Place(f"content/{codes[0]}/{page}.md")
    else:
        view = view_of(site, kind, codes, channel, paper, read_source=read_source, date=date, problems=problems)
        where = Place(site.sheets[codes[0], kind.name].path)
    if errors(problems[before:]):
        return []
    try:
        document = sheets.sheet(view)
    except (pdf.PdfError, qr.TooLong) as error:
        problems.append(_unfit(where, kind, codes) if FULL in str(error) else cannot_print(where, error))
        return []
    pages = len(raster.page_sizes(document))
    counts: tuple[int, ...] = (1,) if kind.up == 1 else (4,) if kind.up == 4 else (0, 10)
    if kind.name == "handout":
        counts = (*(0,) * (pages - 1), 1)
    modules = len(qr.matrix(view.link, view.level))
    problems += prove(document, view.link, PAPERS[paper], counts, kind.code_mm[paper], modules, where, kind.template)
    if kind.name != "handout" and pages != len(counts):
        problems.append(_unfit(where, kind, codes))
    # Many languages would make a name too long for a disk; how many they are says enough.
    languages = "-".join(codes) if len(codes) <= 6 else str(len(codes))
    name = "-".join(filter(None, (kind.file or kind.name, page, languages, "" if paper == "a4" else paper)))
    return [] if errors(problems[before:]) else [(f"{name}.pdf", document)]


def _unfit(where: Place, kind: Kind, codes: tuple[str, ...]) -> Problem:
    """The texts need more room than there is."""
    fix = say("Shorten the text.")
    if len(codes) > 1:
        fix = say("Choose fewer languages, or shorten the texts.")
        if "a3" in kind.code_mm:
            fix = say("Choose fewer languages or the paper A3, or shorten the texts.", how="--paper a3")
    return Problem(where, say("The text does not fit on the sheet at a size that can be read."), fix)


def _wrong_wishes(
    site: Site, kind_name: str, languages: Sequence[str], channel: str, paper: str, page: str
) -> list[Problem]:
    """What was asked for and cannot be given, all of it at once."""
    problems = [] if channel in site.channels else [unknown_channel(site, channel)]
    kind = KINDS.get(kind_name)
    if kind is None:
        known = say("Use one of: %(known)s.", known=", ".join(KINDS))
        what = say("There is no kind of sheet “%(name)s”.", name=kind_name)
        return [*problems, Problem(HERE, what, did_you_mean(kind_name, KINDS, known))]
    if paper not in kind.code_mm:
        what = say("A %(kind)s is not made on “%(paper)s”.", kind=kind.name, paper=paper)
        problems.append(Problem(HERE, what, say("Use one of: %(known)s.", known=", ".join(kind.code_mm))))
    if kind.name == "handout":
        return problems + wrong_page(site, page, languages, HERE)
    if page:
        what = say("A page of the site is for handouts; a %(kind)s has a text of its own.", kind=kind.name)
        problems.append(Problem(HERE, what, say("Name no page, or ask for a handout.")))
    return problems + wrong_languages(site, kind, languages, HERE)


def wrong_languages(site: Site, kind: Kind, languages: Sequence[str], here: Place) -> list[Problem]:
    """What is wrong with the languages that were asked for; no text ever falls back to another language."""
    written = [code for code, name in site.sheets if name == kind.name]
    source = site.settings.source
    if source not in written:
        what = say("There is no text for the sheet “%(name)s”.", name=kind.name)
        fix = say("Write it in content/%(code)s/sheets/%(name)s.md first.", code=source, name=kind.name)
        return [Problem(here, what, fix)]
    use = say("Use one or more of: %(known)s.", known=", ".join(sorted(written)))
    if not languages and not kind.always:
        return [Problem(here, say("No language was chosen for the sheet."), use)]
    problems = []
    wanted = dict.fromkeys((*(source if code == "source" else code for code in kind.always), *languages))
    for code in wanted:
        if code not in site.languages:
            what = say("There is no language “%(code)s”.", code=code)
            problems.append(Problem(here, what, did_you_mean(code, site.languages, use)))
        elif code not in written:
            what = say(
                "The sheet “%(name)s” is not written in %(language)s.",
                name=kind.name,
                language=site.languages[code].name,
            )
            fix = say(
                "Write content/%(code)s/sheets/%(name)s.md, or choose one or more of: %(known)s.",
                code=code,
                name=kind.name,
                known=", ".join(sorted(written)),
            )
            problems.append(Problem(here, what, fix))
    if 1 < kind.most < len(wanted):
        what = say("%(count)s languages are too many for one %(kind)s.", count=len(wanted), kind=kind.name)
        problems.append(Problem(here, what, say("Choose at most %(most)s.", most=kind.most)))
    return problems


def sheets_to_print(kind: Kind, copies: int) -> Message:
    """How many sheets of paper to print of each file for so many copies, and how."""
    count = sheets_needed(kind, copies)
    if kind.up == 10:
        return say(
            "Print %(sheets)s sheets of each file on both sides, turned on the long edge, in 100 %% size: %(up)s on a sheet.",
            sheets=count,
            up=kind.up,
        )
    return say("Print %(sheets)s sheets of each file: %(up)s on a sheet.", sheets=count, up=kind.up)
