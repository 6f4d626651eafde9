"""One word, one meaning: no two rooms have a class or a function of one name, and what is named is there."""

from __future__ import annotations

import ast
import importlib
import re
from collections import defaultdict
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
HOUSE = ROOT / "kiosk"
MODULES = sorted(HOUSE.rglob("*.py"))
PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
HISTORY = {ROOT / "CHANGELOG.md"}
"""What was true when it was written."""
ONE_DEED = {
    "backup": "a command, and its deed",
    "bring": "a command, and the office's deed with what a key brought",
    "draw": "a kind of paper each, by its module: `pages.draw`, `poster.draw`",
    "examine_procedure": "the shelf hands it to the reader, once one is needed",
    "expect": "the office asks, its hub does",
    "export": "a command, and its errand",
    "fetch": "the office asks, its hub does",
    "join": "a desk, and its errand",
    "main": "where a program begins",
    "queues": "a desk, and the print service that it asks",
    "read_procedure": "the shelf hands it to the reader, once one is needed",
    "register": "each module of commands adds its own",
    "relearn": "the rule, and who applies it",
    "restore": "a command, and its deed",
    "serve": "a hub, and its server",
    "sync": "a desk's command, and its hub's answer",
    "take": "the rule, and who applies it",
    "upgrade": "what Alembic calls in each migration",
}
"""Functions that several modules may have: the same deed at another height or end of the line."""


def defined(*kinds: type[ast.AST]) -> dict[str, list[str]]:
    """Give the public names of these kinds, each with the modules that define it."""
    found = defaultdict(list)
    for file in MODULES:
        for node in ast.parse(file.read_text(encoding="utf-8")).body:
            if isinstance(node, kinds) and not (name := getattr(node, "name", "_")).startswith("_"):
                found[name].append(file.relative_to(HOUSE).as_posix())
    return found


def test_a_class_has_its_name_for_itself() -> None:
    """No public class is called as a class of another module, so that a name on a page needs no address."""
    found = defined(ast.ClassDef)
    assert {name: files for name, files in found.items() if len(files) > 1} == {}


def test_a_function_has_its_name_for_itself() -> None:
    """No public function is called as one of another module, unless both do one deed, and no deed is listed in vain."""
    found = defined(ast.FunctionDef, ast.AsyncFunctionDef)
    assert {name: files for name, files in found.items() if len(files) > 1 and name not in ONE_DEED} == {}
    assert [name for name in ONE_DEED if len(found[name]) < 2] == []


def there(name: str) -> bool:
    """Tell whether a dotted name leads to a module, or to what one of them holds."""
    parts = name.split(".")
    for length in range(len(parts), 0, -1):
        try:
            value = importlib.import_module(".".join(parts[:length]))
        except ImportError:
            continue
        for part in parts[length:]:
            if part in getattr(value, "__annotations__", {}):
                return True
            if not hasattr(value, part):
                return False
            value = getattr(value, part)
        return True
    return False


def test_what_is_not_there_is_seen() -> None:
    """A room that moved, or a thing that a module no longer holds, is no name."""
    assert there("kiosk.core.errors.FileFault")
    assert not there("kiosk.wording.Ui")
    assert not there("kiosk.words.ui.ERRORS")


@pytest.mark.parametrize("file", [*MODULES, *PAGES], ids=lambda file: str(file.relative_to(ROOT)))
def test_what_is_named_is_there(file: Path) -> None:
    """A `kiosk.room.thing` or a `room/file.py` in a docstring, a comment or a page exists."""
    text = "" if file in HISTORY else file.read_text(encoding="utf-8")
    files = re.findall(r"`(?:kiosk/)?([a-z_]+/[a-z_/]+\.py)`", text)
    rooms = {folder.name for folder in HOUSE.iterdir() if folder.is_dir()}
    gone = [each for each in files if each.partition("/")[0] in rooms and not (HOUSE / each).exists()]
    assert gone + [each for each in re.findall(r"`(kiosk(?:\.(?!toml`)\w+)+)`", text) if not there(each)] == []
