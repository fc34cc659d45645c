"""What the desk says names no option and no command: whoever sits at it has neither. The commands add how it is written in a terminal."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import sites
from desktop import Opened

from press.commands.printroom import mailing_desk
from press.commands.speech import Speech
from press.problems import Place, Problem, say

PRESS = sites.ROOT / "press"
CHILDREN = ("press.commands.mailing", "press.commands.mailing_verify")
"""What the desk runs as a command, and whose words it shows when that fails."""
TERMINAL = ("press/desk/verb.py",)
"""Speaks in the terminal, before and after the desk."""
COMMAND = re.compile(r"(?:^|[\s(“\"'])--?[a-z]|build\.py")


def module(name: str) -> Path | None:
    """The file of a module of ours by its dotted name, or of the module that holds it."""
    base = PRESS.parent / name.replace(".", "/")
    found = next((path for path in (base.with_suffix(".py"), base / "__init__.py") if path.is_file()), None)
    return found or (module(name.rpartition(".")[0]) if "." in name else None)


def reached() -> list[Path]:
    """Every module whose words can come to the desk: all that its rooms import, and what those import."""
    todo: list[Path] = [*sorted((PRESS / "desk").glob("*.py")), *(path for name in CHILDREN if (path := module(name)))]
    found: dict[Path, None] = {}
    while todo:
        path = todo.pop()
        if path in found:
            continue
        found[path] = None
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [one.name for one in node.names] if isinstance(node, ast.Import) else [f"{node.module}.{one.name}" for one in node.names] if isinstance(node, ast.ImportFrom) else []
            todo += [other for name in names if name.startswith("press.") and (other := module(name))]
    return sorted(found)


def said(path: Path) -> Iterator[tuple[int, str]]:
    """``(line, text)`` of every sentence a module says, and of every word it puts into one – but for ``how``."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "say":
            for part in (*node.args, *(word.value for word in node.keywords if word.arg != "how")):
                for inner in ast.walk(part):
                    if isinstance(inner, ast.Constant) and isinstance(inner.value, str):
                        yield inner.lineno, inner.value


REACHED = [path for path in reached() if path.relative_to(sites.ROOT).as_posix() not in TERMINAL]


def test_the_rooms_and_their_errands_are_gone_through() -> None:
    names = {path.relative_to(PRESS).as_posix() for path in REACHED}
    assert {"commands/sheets.py", "commands/qr.py", "commands/letters.py", "commands/addresses.py", "commands/exchange_check.py", "checks/freshness.py", "readers/printed.py"} <= names
    assert "cli.py" not in names and len(names) > 100


@pytest.mark.parametrize("path", REACHED, ids=lambda path: path.relative_to(PRESS).as_posix())
def test_no_sentence_of_the_desk_names_an_option_or_a_command(path: Path) -> None:
    found = [f"line {line}: {text}" for line, text in said(path) if COMMAND.search(text)]
    assert not found, "say it in the words of the choice, and the option as how="


def test_pages_and_scripts_of_the_desk_name_none_either() -> None:
    wrong = re.compile(r'say\(\s*"((?:[^"\\]|\\.)*)"')
    pages = [path for path in (PRESS / "desk" / "pages").iterdir() if path.suffix in (".html", ".js")]
    found = [text for path in pages for text in wrong.findall(path.read_text("utf-8")) if COMMAND.search(text)]
    assert pages and not found


def test_a_terminal_is_told_how_and_the_desk_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    fix = say("Choose fewer languages or the paper A3, or shorten the texts.", how="--paper a3")
    problem = Problem(Place("build.py sheet"), say("The text does not fit on the sheet at a size that can be read."), fix)
    assert Speech("en", {}).problem(problem).split("\n") == [
        "build.py sheet: The text does not fit on the sheet at a size that can be read.",
        "    fix: Choose fewer languages or the paper A3, or shorten the texts. In the terminal: --paper a3",
    ]
    assert Speech("en", {}).text(fix) == str(fix) == "Choose fewer languages or the paper A3, or shorten the texts."
    monkeypatch.setenv("OMSVERIGE_DESK", "1")  # a command that the desk has started
    assert not COMMAND.search(Speech("en", {}).problem(problem))
    assert mailing_desk._environment()["OMSVERIGE_DESK"] == "1"


def test_what_the_print_room_says_of_a_sheet_names_no_option(desk: Opened) -> None:
    """The way out of a colour that is none, and of an address that is not registered, as the desk's scripts get them."""
    told = [desk.call("POST", "/print/make", {"kind": "code", "channel": "affisch", **more})[1] for more in ({"colour": "BLACK=#000000"}, {"mm": 1.0}, {})]
    register = desk.call("POST", "/print/register", {"channel": "affisch", "by": "\u200b", "what": "affisch", "where": "Växjö", "copies": "30", "date": "x"})[1]
    texts = [text for one in (*told, register) for problem in one["problems"] for text in (problem["what"], problem["fix"])]
    assert len(texts) >= 6 and not [text for text in texts if COMMAND.search(text)], texts
