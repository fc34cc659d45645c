"""The house holds its own plan: imports go downwards, one door per outside library, rooms stay small, nothing else prints."""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path

import pytest
import sites

PRESS = sites.ROOT / "press"
MODULES = sorted(PRESS.rglob("*.py"))
IDS = [path.relative_to(PRESS).as_posix() for path in MODULES]
TOP = {
    "cli", "desk", "arguments", "delivery", "environment", "hosting", "installing", "progress", "mailing", "registering", "sheets", "translating", "parsing", "arguments_print", "marking", "__main__", "visits", "arguments_visits",
}  # fmt: skip
FLOORS = (
    TOP,
    {"commands"},
    {"library"},
    {"readers", "checks", "makers"},
    {"adapters"},
    {"store"},
    {"envelopes", "model", "moved", "notices", "places", "printed", "problems", "phrases", "recipients", "words"},
)
"""From the top floor down (HOUSE: "downwards only; rooms on one floor do not know each other")."""

TOGETHER = (
    TOP,
    {"envelopes", "model", "moved", "notices", "places", "printed", "problems", "phrases", "recipients", "words"},
)
"""Floors whose rooms are one room in several files."""

EXTRA = {"makers": {"markupsafe"}, "pdf": {"fontpkg_noto_sans", "fontpkg_noto_sans_arabic", "fontpkg_noto_sans_thai", "fontpkg", "justmytype_intl_africa"}}
"""Outside modules allowed beside the rule: a type of Jinja2's strings; the typefaces the PDF library prints with."""


def room(path: Path) -> str:
    """The room a module belongs to: its folder, or itself."""
    return path.relative_to(PRESS).parts[0].removesuffix(".py")


def floor(name: str) -> int:
    """The floor of a room, counted from the top."""
    return next(number for number, rooms in enumerate(FLOORS) if name in rooms)


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), str(path))


def imports(path: Path) -> list[tuple[int, str]]:
    """``(line, dotted name)`` of all imports, also those inside functions; ``from a import b`` gives ``a.b``."""
    found = []
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            found += [(node.lineno, name.name) for name in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: relative import"
            found += [(node.lineno, f"{node.module}.{name.name}") for name in node.names]
    return found


def test_every_room_stands_on_a_floor() -> None:
    known = set().union(*FLOORS) | {"__init__"}
    assert {room(path) for path in MODULES} <= known, "a new room: give it a floor in HOUSE.md and here"


@pytest.mark.parametrize("path", MODULES, ids=IDS)
def test_imports_go_downwards_only(path: Path) -> None:
    own = room(path)
    if own == "__init__":
        assert not [name for _, name in imports(path) if name.startswith("press")]
        return
    wrong = []
    for line, name in imports(path):
        parts = name.split(".")
        if parts[0] != "press" or name == "press.__version__":
            continue
        other = parts[1]
        same = other == own or any(own in rooms and other in rooms for rooms in TOGETHER)
        if not same and floor(other) <= floor(own):
            wrong.append(f"line {line}: {own} imports {name}")
    assert not wrong, wrong


def outside(path: Path) -> set[str]:
    """The third-party top-level packages a module imports."""
    tops = {name.split(".")[0] for _, name in imports(path)}
    return {name for name in tops if name not in sys.stdlib_module_names and name != "press"}


@pytest.mark.parametrize("path", MODULES, ids=IDS)
def test_outside_libraries_are_known_to_their_adapter_only(path: Path) -> None:
    found = outside(path) - EXTRA.get(room(path), set()) - EXTRA.get(path.stem, set())
    if room(path) == "adapters":
        assert len(found) <= 1, f"one outside library per adapter, not {sorted(found)}"
    else:
        assert not found, f"{sorted(found)} belongs behind an adapter"


def test_the_import_rule_would_see_a_breach(tmp_path: Path) -> None:
    module = tmp_path / "x.py"
    module.write_text("import jinja2\ndef f():\n    from press.commands import publish\n")
    assert imports(module) == [(1, "jinja2"), (3, "press.commands.publish")]
    assert outside(module) == {"jinja2"}
    assert floor("commands") < floor("makers") < floor("adapters") < floor("store") < floor("model")


def test_no_module_is_too_big_for_a_head() -> None:
    sizes = {path.relative_to(sites.ROOT).as_posix(): len(path.read_text("utf-8").splitlines()) for path in MODULES}
    assert not {name: size for name, size in sizes.items() if size > 300}, "look for the two rooms inside it"


@pytest.mark.parametrize("path", [*MODULES, sites.ROOT / "build.py"], ids=[*IDS, "build.py"])
def test_every_module_begins_by_saying_what_it_is_for(path: Path) -> None:
    first = parsed(path).body[0]
    assert isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and first.lineno == 1
    assert isinstance(first.value.value, str) and len(first.value.value.splitlines()[0]) > 20


@pytest.mark.parametrize("path", MODULES, ids=IDS)
def test_only_the_top_floor_prints(path: Path) -> None:
    if room(path) in FLOORS[0]:
        return
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in ("print", "input"), f"line {node.lineno} prints"
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            assert (node.value.id, node.attr) not in (("sys", "stdout"), ("sys", "stderr")), f"line {node.lineno}"


HANDLER = re.compile(r"(?:start|end)_[A-Z]")
"""Methods named after the parser's events: what they do is their name."""


@pytest.mark.parametrize("path", MODULES, ids=IDS)
def test_every_public_function_tells_what_it_gives(path: Path) -> None:
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    todo: list[tuple[str, ast.AST]] = [("", parsed(path))]
    silent = []
    while todo:
        prefix, node = todo.pop()
        for child in ast.iter_child_nodes(node):
            if not isinstance(child, kinds):
                continue
            if child.name.startswith("_") or HANDLER.match(child.name):
                continue
            if isinstance(child, ast.ClassDef):
                todo.append((f"{child.name}.", child))
            if not ast.get_docstring(child):
                silent.append(f"{prefix}{child.name} (line {child.lineno})")
    assert not silent, silent


SKIPPED = {".git", ".venv", ".press", "site", "node_modules", "__pycache__", ".mypy_cache", ".ruff_cache"}
TEXTS = {".py", ".md", ".toml", ".txt", ".in", ".lock", ".json", ".yaml", ".yml", ".html", ".css", ".po", ".pot"}
FOREIGN = re.compile(
    r"(?<![\w/.}])/(?:work|root|home|Users)/|[A-Z]:\\Users"
    r"|\bpypi[.]org|pythonhosted[.]org|registry[.]npmjs|(?<!emit-)(?:extra-)?index-url"
)
"""Folders of somebody's machine; hosts of packages: which of them is used is the machine's own business."""


def test_no_file_names_a_machine_or_a_package_host() -> None:
    found = []
    for path in sorted(sites.ROOT.rglob("*")):
        inside = path.relative_to(sites.ROOT)
        if SKIPPED & set(inside.parts) or not (path.suffix in TEXTS and path.is_file()):
            continue
        for number, line in enumerate(path.read_text("utf-8", "replace").splitlines(), 1):
            if FOREIGN.search(line) and inside.as_posix() != "tests/test_house.py":
                found.append(f"{inside}:{number}: {line.strip()[:80]}")
    assert not found, found
