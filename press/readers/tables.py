"""The editors' tables: site settings, languages, channels, how translations were made."""

from __future__ import annotations

import re

from press.adapters.yaml import Node
from press.model import EXTRAS, Channel, Language, Made, Settings
from press.problems import Message, Place, Problem, did_you_mean, say
from press.readers.fields import NAME, Fields, check_url, document
from press.readers.text import decode
from press.words import Words

SCRIPT = re.compile(r"[A-Z][a-z]{3}\Z")
TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z")
DIGEST = re.compile(r"[0-9a-f]{16}\Z")

NO_WORDS: Words = ()
RENAME = say("Use small letters a–z, digits and hyphens.")


def entries(
    data: bytes,
    path: str,
    problems: list[Problem],
    named: re.Pattern[str] = NAME,
    rename: Message = RENAME,
) -> list[tuple[str, int, Node]]:
    """The entries of a table file: ``(name, line, map)``; bad names and entries that are not maps become Problems."""
    root = document(decode(data, path, problems), path, problems)
    found: dict[str, tuple[str, int, Node]] = {}
    for name, line, node in root.data:
        if not named.match(name):
            problems.append(
                Problem(
                    Place(path, line),
                    say("“%(name)s” cannot be a name.", name=name),
                    rename,
                )
            )
        elif name in found:
            problems.append(
                Problem(
                    Place(path, line),
                    say("“%(name)s” stands twice, also on line %(line)s.", name=name, line=found[name][1]),
                    say("Keep one of the two."),
                )
            )
        elif node.kind != "map":
            problems.append(
                Problem(
                    Place(path, line),
                    say("“%(name)s” has nothing below it.", name=name),
                    say("Write its “key: value” lines below it, each two spaces in."),
                )
            )
        else:
            found[name] = (name, line, node)
    return list(found.values())


def read_settings(data: bytes, path: str, problems: list[Problem]) -> Settings:
    """``content/site.yaml``."""
    root = document(decode(data, path, problems), path, problems)
    # A file that is not there, or cannot be read, has been told of; not every key of it again as missing.
    told = any(problem.where.path == path for problem in problems) and not root.data
    fields = Fields(
        root,
        path,
        [] if told else problems,
        [
            "name",
            "tagline",
            "base-url",
            "former-base-urls",
            "source",
            "publisher",
            "publisher-url",
            "contact-email",
            "leave-url",
            "owners",
            "extras",
        ],
    )
    owners: list[tuple[str, Words]] = []
    node = fields.values.get("owners")
    for key, line, value in node.data if node is not None and node.kind == "map" else ():
        entry = Fields(value if value.kind == "map" else Node("map", (), line), path, problems, ["name"])
        entry.line = line
        owners.append((key, entry.words("name", required=True)))
    if not owners:
        fields.missing("owners")
    base = fields.url("base-url", required=True).rstrip("/")
    former = fields.names("former-base-urls")
    for url in former:
        check_url(url, fields.lines["former-base-urls"], fields)
    extras = fields.names("extras")
    for word in extras:
        if word not in EXTRAS:
            fields.problem(
                fields.lines["extras"],
                say("“%(word)s” is not one of the extras.", word=word),
                did_you_mean(word, EXTRAS, say("Use one or more of: %(known)s.", known=", ".join(EXTRAS))),
            )
    publisher_url = fields.url("publisher-url")
    email = fields.text("contact-email")
    if email and not re.fullmatch(r"[^\s@<>]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}", email):
        fields.problem(
            fields.lines["contact-email"],
            say("“%(email)s” is not an e-mail address.", email=email),
            say("Write name@example.se."),
        )
    return Settings(
        name=fields.words("name", required=True),
        tagline=fields.words("tagline"),
        base_url=base or "https://omsverige.example",
        source=fields.text("source", default="sv"),
        publisher=fields.words("publisher"),
        publisher_url=publisher_url,
        contact_email=email,
        leave_url=fields.url("leave-url", required=True),
        owners=tuple(owners),
        place=Place(path),
        former_base_urls=tuple(url.rstrip("/") for url in former),
        extras=tuple(word for word in EXTRAS if word in extras),
    )


def read_languages(data: bytes, path: str, problems: list[Problem]) -> dict[str, Language]:
    """``content/languages.yaml``, in its order."""
    found: dict[str, Language] = {}
    for code, line, node in entries(data, path, problems):
        fields = Fields(
            node,
            path,
            problems,
            ["tag", "name", "names", "script", "fallback", "locale", "date", "font", "status", "lix", "note"],
        )
        fields.line = line
        tag, script = fields.text("tag", required=True), fields.text("script", required=True)
        if tag and not TAG.match(tag):
            fields.problem(
                fields.lines["tag"],
                say("“%(tag)s” is not a language tag.", tag=tag),
                say("Write a BCP 47 tag, for example sv, fa-AF or zh-Hans."),
            )
        if script and not SCRIPT.match(script):
            fields.problem(
                fields.lines["script"],
                say("“%(script)s” is not a script code.", script=script),
                say("Write an ISO 15924 code, for example Latn, Arab, Cyrl, Ethi or Thai."),
            )
        found[code] = Language(
            code=code,
            tag=tag,
            name=fields.text("name", required=True),
            names=fields.words("names", required=True),
            script=script,
            fallback=fields.names("fallback"),
            locale=fields.text("locale", default=tag.replace("-", "_")),
            date=fields.text("date", default="d MMMM y"),
            font=fields.text("font"),
            lix=fields.integer("lix"),
            published=fields.choice("status", ("published", "planned"), "planned") == "published",
            place=Place(path, line),
        )
    for language in found.values():
        for code in language.fallback:
            if code not in found or code == language.code:
                problems.append(
                    Problem(
                        language.place,
                        say(
                            "The fallback “%(code)s” of “%(name)s” is not another language of the table.",
                            code=code,
                            name=language.code,
                        ),
                        did_you_mean(
                            code, set(found) - {language.code}, say("Known: %(known)s.", known=", ".join(found))
                        ),
                    )
                )
    return found


def read_channels(data: bytes, path: str, problems: list[Problem]) -> dict[str, Channel]:
    """``content/channels.yaml``."""
    found: dict[str, Channel] = {}
    taken: dict[str, str] = {}
    for name, line, node in entries(data, path, problems):
        fields = Fields(node, path, problems, ["address", "names", "owner", "note"])
        fields.line = line
        address = fields.text("address", required=True)
        if address and not re.fullmatch(r"[a-z0-9]{1,8}", address):
            fields.problem(
                fields.lines["address"],
                say("“%(address)s” cannot be a short address.", address=address),
                say("Use one to eight small letters a–z or digits, so that the code stays coarse."),
            )
        if address in taken:
            fields.problem(
                fields.lines["address"],
                say("The address “%(address)s” is already that of %(name)s.", address=address, name=taken[address]),
                say("Choose another."),
            )
        taken.setdefault(address, name)
        found[name] = Channel(
            name, address, fields.words("names", required=True), fields.text("owner"), Place(path, line)
        )
    return found


def read_made(data: bytes, path: str, problems: list[Problem]) -> dict[str, Made]:
    """``content/<language>/translations.yaml``."""
    found = {}
    code = path.split("/")[-2]
    for name, line, node in entries(data, path, problems, re.compile(r"(?:letters/|sheets/)?[a-z0-9]+(?:-[a-z0-9]+)*\Z")):
        fields = Fields(node, path, problems, ["from", "made", "by", "reviewed-by", "reviewed", "sections"])
        fields.line = line
        sections = fields.words("sections")
        for id, digest in sections:
            if not DIGEST.match(digest):
                fields.problem(
                    fields.lines["sections"],
                    say("“%(digest)s” is not a fingerprint for “%(id)s”.", digest=digest, id=id),
                    say(
                        "Compare the section with its source, and record that it is right.",
                        how=f"python3 build.py translations confirm {name}#{id} --language {code}",
                    ),
                )
        found[name] = Made(
            page=name,
            origin=fields.text("from", default="sv"),
            made=fields.choice("made", ("machine", "person"), "machine"),
            by=fields.text("by"),
            reviewed_by=fields.text("reviewed-by"),
            reviewed=fields.date("reviewed"),
            sections=sections,
            place=Place(path, line),
        )
    return found
