"""One word, one meaning: no two rooms have a class or a function of one name, and what is named is there."""

from __future__ import annotations

import ast
import importlib
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from fnmatch import fnmatchcase
from pathlib import Path

import pytest

from tests.parsed import nodes_of

ROOT = Path(__file__).parents[1]
HOUSE = ROOT / "kiosk"
MODULES = sorted(HOUSE.rglob("*.py"))
TOOLS = sorted((ROOT / "scripts").rglob("*.py"))
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


def defined(*kinds: type[ast.AST], files: Iterable[Path] = MODULES) -> dict[str, list[str]]:
    """Give the public names of these kinds, each with the modules that define it."""
    found = defaultdict(list)
    for file in files:
        for node in ast.parse(file.read_text(encoding="utf-8")).body:
            if isinstance(node, kinds) and not (name := getattr(node, "name", "_")).startswith("_"):
                found[name].append(file.as_posix())
    return found


def doubled(found: Mapping[str, Sequence[str]]) -> dict[str, Sequence[str]]:
    """Give the names that several modules have."""
    return {name: files for name, files in found.items() if len(files) > 1}


def test_a_class_has_its_name_for_itself() -> None:
    """No public class is called as one of another module, tools included: a name on a page needs no address."""
    assert doubled(defined(ast.ClassDef, files=[*MODULES, *TOOLS])) == {}


def test_a_second_class_of_a_name_is_seen(tmp_path: Path) -> None:
    """A tool that calls a class as the house calls one is seen; what is private is not."""
    (tmp_path / "planted.py").write_text("class Visit: ...\nclass _Drawer: ...\n", encoding="utf-8")
    found = doubled(defined(ast.ClassDef, files=[*MODULES, *TOOLS, tmp_path / "planted.py"]))
    assert found == {"Visit": [(HOUSE / "flows/visit.py").as_posix(), (tmp_path / "planted.py").as_posix()]}


def test_a_function_has_its_name_for_itself() -> None:
    """No public function is called as one of another module, unless both do one deed, and no deed is listed in vain."""
    found = defined(ast.FunctionDef, ast.AsyncFunctionDef)
    assert {name: files for name, files in doubled(found).items() if name not in ONE_DEED} == {}
    assert [name for name in ONE_DEED if len(found[name]) < 2] == []


MAPS = ("desk/folder.py", "office/keys.py", "office/memory.py", "office/withdrawn.py", "store/names.py")
"""Who names the files of a folder: of a desk, of an office, of a store."""
NO_FILE = {
    "a command, and its other name": {("commands/voices.py", "voices"), ("words/usage.py", "voices")},
    "a word of a paper, or a mark of a record": {
        ("core/figures.py", "tries"),
        ("core/trace.py", "counted"),
        ("core/trace.py", "healed"),
        ("desk/legal/fill.py", "counted"),
    },
    "a state of an act": {
        ("core/outbox.py", "withdrawn"),
        ("core/tally.py", "withdrawn"),
        ("core/telling.py", "withdrawn"),
        ("hub/office.py", "withdrawn"),
        ("hub/said.py", "withdrawn"),
        ("wire/protocol.py", "withdrawn"),
        ("wire/signed.py", "withdrawn"),
    },
    "a format of a release": {("desk/update.py", "store"), ("desk/update.py", "vault")},
    "any file of guidance, by its ending": {("guidance/files.py", "kiosk.toml")},
    "a table of the hub, or the address of one": {
        ("hub/migrations/versions/v0001_first.py", "desks"),
        ("hub/migrations/versions/v0002_who_and_when.py", "desks"),
        ("hub/migrations/versions/v0005_health.py", "desks"),
        ("hub/migrations/versions/v0007_offices.py", "desks"),
        ("hub/office_commands.py", "desks"),
        ("hub/routes.py", "desks"),
        ("hub/tables.py", "desks"),
        ("uplink/office_client.py", "desks"),
    },
    "a thread": {("linear/face.py", "store"), ("screens/app.py", "store")},
    "a key, and locks of a database and of the system's printers": {
        ("hub/database.py", "lock"),
        ("plain/teletype.py", "lock"),
        ("printer/turn.py", "lock"),
    },
}
"""What is called as a file of a map is, and is none of them: each with its reason."""
TWICE = {
    "index": "of the procedures, as a desk and as an office found them: two houses",
    "lock": "of a store, of the versions of a program, and by which training is known: three folders",
    "office.public": "an office's own, and what a desk has of it: two houses",
}
"""Names that two maps have, each with its reason."""


def spelt(source: str) -> dict[str, str]:
    """Give the strings that a module names in capitals, at its top: each name with its string."""
    found = {}
    for node in ast.parse(source).body:
        if not isinstance(node, ast.Assign):
            continue
        names, values = node.targets[0], node.value
        pairs = zip(names.elts, values.elts, strict=True) if isinstance(names, ast.Tuple) else [(names, values)]  # type: ignore[attr-defined]
        for name, value in pairs:
            if isinstance(name, ast.Name) and isinstance(value, ast.Constant) and isinstance(value.value, str):
                found[name.id] = value.value
    return {name: text for name, text in found.items() if name.strip("_").isupper()}


def mapped() -> dict[str, list[str]]:
    """Give every name of a file that a map has, with the maps that have it."""
    found = defaultdict(list)
    for file in MAPS:
        for name, text in spelt((HOUSE / file).read_text(encoding="utf-8")).items():
            if not name.startswith("_"):
                found[text].append(file)
    return found


def respelt(source: str, names: Collection[str]) -> set[str]:
    """Give the names of files that a module spells out: whole, as a part of a path, or by a pattern."""
    texts = (node.value for node in nodes_of(source) if isinstance(node, ast.Constant))
    parts = {part for text in texts if isinstance(text, str) for part in text.split("/")}
    spoken = {part for part in parts if re.fullmatch(r"[\w.*?-]+", part) and part.strip("*?.")}
    return {name for part in spoken for name in names if fnmatchcase(name, part)}


def test_a_file_is_named_in_one_place() -> None:
    """What a file of a desk, an office or a store is called stands in the map of its folder, and nowhere else."""
    names = mapped()
    assert {name for name, maps in names.items() if len(maps) > 1} <= set(TWICE)
    found = {
        (file.relative_to(HOUSE).as_posix(), name)
        for file in MODULES
        if file.relative_to(HOUSE).as_posix() not in MAPS
        for name in respelt(file.read_text(encoding="utf-8"), names)
    }
    assert found == set().union(*NO_FILE.values())
    assert {"journal", "ledger", "office.vault", "store", "vault", "withdrawn"} <= set(names)


@pytest.mark.parametrize(
    "planted",
    [
        "(data / 'store').exists()",
        "_TREES = ('desks', 'ledger')",
        "def late(data):\n    return data / 'vault.next'",
        "data / 'store/journal'",
        "Path(f'{data}/vault')",
        "data.glob('vault*')",
        "data.rglob('spool/*')",
        "Path(f'{data}/{desk}/mandates/{number}')",
    ],
)
def test_a_second_spelling_is_seen(planted: str) -> None:
    """However deep a file's name is spelt once more, in a path or by a pattern, it is seen."""
    assert respelt(planted, mapped())


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
