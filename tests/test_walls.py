"""The walls of the house: contracts that hold, contracts that break when trespassed, and proofs at run time."""

from __future__ import annotations

import ast
import configparser
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Collection, Iterable
from pathlib import Path

import pytest

from tests.parsed import nodes_of

ROOT = Path(__file__).parents[1]
HOUSE = ROOT / "kiosk"
MODULES = sorted(HOUSE.rglob("*.py"))
CORE = [f"kiosk.core.{file.stem}" for file in sorted((HOUSE / "core").glob("*.py")) if file.stem != "__init__"]
WALLS = ROOT / ".importlinter"
PREFIX = "importlinter:contract:"


def contracts() -> dict[str, dict[str, str]]:
    """Read the walls: each contract by its id."""
    parser = configparser.ConfigParser()
    parser.read_string(WALLS.read_text(encoding="utf-8"))
    return {name.removeprefix(PREFIX): dict(parser[name]) for name in parser.sections() if name.startswith(PREFIX)}


CONTRACTS = contracts()
TRESPASSES = {
    "floors": [
        ("flows/trespass.py", "kiosk.screens.app"),
        ("screens/trespass.py", "kiosk.desk.session"),
        ("screens/home.py", "kiosk.store.tables"),
        ("screens/home.py", "kiosk.sheets.mandate"),
        ("core/trespass.py", "kiosk.words.ui"),
        ("core/trespass.py", "kiosk.store.tables"),
        ("flows/trespass.py", "kiosk.words.ui"),
        ("flows/who.py", "kiosk.sheets.mandate"),
        ("store/trespass.py", "kiosk.uplink.bundle"),
        ("uplink/trespass.py", "kiosk.printer.onscreen"),
        ("wire/signed.py", "kiosk.crypto.sign"),
        ("wire/packing.py", "kiosk.words.catalogues"),
        ("words/catalogues.py", "kiosk.guidance.shelf"),
        ("guidance/shelf.py", "kiosk.store.tables"),
        ("machine/passphrase.py", "kiosk.crypto.box"),
        ("machine/process.py", "kiosk.store.disk"),
        ("machine/keyboard.py", "kiosk.words.ui"),
        ("printer/layout.py", "kiosk.sheets.mandate"),
        ("desk/session.py", "kiosk.office.keys"),
        ("desk/doctor.py", "kiosk.office.keys"),
        ("desk/keys.py", "kiosk.commands.staff"),
        ("store/disk.py", "kiosk.desk.settings"),
        ("glass/terminal.py", "kiosk.store.tables"),
        ("glass/trespass.py", "kiosk.screens.app"),
        ("office/trespass.py", "kiosk.desk.session"),
        ("office/trespass.py", "kiosk.commands.staff"),
        ("linear/trespass.py", "kiosk.screens.app"),
        ("screens/trespass.py", "kiosk.linear.face"),
        ("plain/trespass.py", "kiosk.linear.face"),
        ("plain/trespass.py", "kiosk.glass.driver"),
        ("linear/face.py", "kiosk.store.tables"),
        ("flows/trespass.py", "kiosk.plain.talk"),
        ("linear/trespass.py", "kiosk.desk.settings"),
        ("printer/job.py", "kiosk.desk.settings"),
        ("hub/keep.py", "kiosk.desk.keys"),
        ("hub/keep.py", "kiosk.desk.copies"),
        ("hub/keep.py", "kiosk.desk.session"),
        ("hub/keep.py", "kiosk.commands.staff"),
        ("hub/keep.py", "kiosk.commands.published"),
        ("hub/keep.py", "kiosk.commands.procedures"),
    ],
    "byteless": [
        ("flows/trespass.py", "kiosk.wire.signed"),
        ("flows/who.py", "kiosk.machine.process"),
        ("flows/who.py", "kiosk.machine.keyboard"),
        ("words/ui.py", "kiosk.wire.signed"),
    ],
    "faces": [
        ("screens/trespass.py", "kiosk.words.commands"),
        ("screens/trespass.py", "kiosk.words.office"),
        ("screens/trespass.py", "kiosk.words.hub"),
        ("screens/home.py", "kiosk.machine.process"),
        ("screens/home.py", "kiosk.machine.passphrase"),
        ("screens/trespass.py", "kiosk.crypto.seal"),
        ("screens/trespass.py", "kiosk.wire.signed"),
        ("linear/trespass.py", "kiosk.machine.process"),
        ("plain/talk.py", "kiosk.machine.tty"),
        ("plain/talk.py", "kiosk.words.office"),
        ("linear/trespass.py", "kiosk.words.commands"),
    ],
    "glass": [("glass/gate.py", "kiosk.words.ui"), ("glass/terminal.py", "kiosk.crypto.box")],
    "bureau": [
        ("office/console/acts.py", "kiosk.office.house"),
        ("office/console/trespass.py", "kiosk.office.keys"),
        ("office/lines/trespass.py", "kiosk.office.clerk"),
        ("office/lines/trespass.py", "kiosk.office.console.act"),
        ("office/house.py", "kiosk.office.exchange"),
        ("office/people.py", "kiosk.office.people_commands"),
    ],
    "consoles": [
        ("office/console/trespass.py", "kiosk.crypto.seal"),
        ("office/console/acts.py", "kiosk.guidance.shelf"),
        ("office/console/acts.py", "kiosk.store.ledger"),
        ("office/console/trespass.py", "kiosk.crypto.open"),
        ("office/console/trespass.py", "kiosk.uplink.drives"),
        ("office/console/trespass.py", "kiosk.words.commands"),
        ("office/lines/trespass.py", "kiosk.crypto.open"),
        ("office/lines/trespass.py", "kiosk.uplink.drives"),
        ("office/console/acts.py", "kiosk.machine.files"),
        ("office/lines/acts.py", "kiosk.office.inbox"),
    ],
    "doors": [
        ("store/trespass.py", "kiosk.words.catalogues"),
        ("printer/trespass.py", "kiosk.words.ui"),
        ("uplink/trespass.py", "kiosk.flows.sync"),
        ("store/trespass.py", "kiosk.glass.terminal"),
    ],
    "process": [
        ("printer/job.py", "kiosk.machine.process"),
        ("store/disk.py", "kiosk.machine.process"),
        ("uplink/link.py", "kiosk.machine.process"),
        ("flows/trespass.py", "kiosk.machine.process"),
        ("office/console/app.py", "kiosk.machine.process"),
        ("hub/keep.py", "kiosk.machine.process"),
        ("office/exchange.py", "kiosk.machine.process"),
    ],
    "person": [
        ("store/disk.py", "kiosk.machine.keyboard"),
        ("store/disk.py", "kiosk.machine.look"),
        ("store/disk.py", "kiosk.machine.passphrase"),
        ("office/house.py", "kiosk.machine.keyboard"),
        ("office/house.py", "kiosk.machine.tty"),
        ("hub/keep.py", "kiosk.machine.passphrase"),
        ("uplink/link.py", "kiosk.machine.tty"),
        ("desk/session.py", "kiosk.machine.tty"),
    ],
    "clock": [
        ("store/disk.py", "kiosk.machine.clock"),
        ("office/house.py", "kiosk.machine.clock"),
        ("uplink/link.py", "kiosk.machine.clock"),
        ("hub/keep.py", "kiosk.machine.clock"),
        ("store/disk.py", "kiosk.machine.france"),
    ],
    "silent": [
        ("desk/session.py", "kiosk.glass.terminal"),
        ("desk/road.py", "kiosk.glass.terminal"),
        ("desk/making.py", "kiosk.plain.talk"),
        ("desk/keys.py", "kiosk.screens.unlock"),
    ],
    "paper": [("printer/trespass.py", "kiosk.crypto.seal"), ("guidance/shelf.py", "kiosk.wire.signed")],
    "sheets": [
        ("sheets/trespass.py", "kiosk.uplink.drives"),
        ("sheets/pages.py", "kiosk.screens.base"),
        ("sheets/pages.py", "kiosk.plain.talk"),
        ("sheets/families.py", "kiosk.store.tables"),
        ("sheets/mandate.py", "kiosk.glass.terminal"),
        ("sheets/pages.py", "kiosk.speech.mouth"),
    ],
    "leaves": [("crypto/trespass.py", "kiosk.core.procedure"), ("wire/signed.py", "kiosk.core.outbox")],
    "open": [
        (file, "kiosk.crypto.open")
        for file in ("desk/session.py", "flows/trespass.py", "crypto/trespass.py", "desk/doctor.py")
    ],
    "office": [
        ("office/trespass.py", "kiosk.flows.visit"),
        ("office/trespass.py", "kiosk.printer.layout"),
        ("office/house.py", "kiosk.sheets.mandate"),
        ("office/console/trespass.py", "kiosk.screens.base"),
        ("office/console/act.py", "kiosk.flows.visit"),
        ("office/house.py", "kiosk.speech.mouth"),
        ("office/console/acts.py", "kiosk.speech.mouth"),
    ],
    "hub": [
        ("hub/trespass.py", "kiosk.crypto.box"),
        ("hub/trespass.py", "kiosk.core.outbox"),
        ("hub/keep.py", "kiosk.glass.terminal"),
        ("hub/keep.py", "kiosk.words.hub"),
        ("hub/office.py", "kiosk.words.catalogues"),
        ("hub/desk.py", "kiosk.machine.exits"),
        ("hub/commands.py", "kiosk.glass.gate"),
        ("hub/trespass.py", "kiosk.store.disk"),
        ("hub/keep.py", "kiosk.crypto.open"),
        ("hub/keep.py", "kiosk.crypto.vault"),
        ("hub/keep.py", "kiosk.speech.mouth"),
    ],
    "lib-tinydb": [("uplink/trespass.py", "tinydb"), ("desk/session.py", "tinydb")],
    "lib-nacl": [("store/trespass.py", "nacl"), ("wire/signed.py", "nacl")],
    "lib-machine": [
        ("glass/terminal.py", "zxcvbn"),
        ("core/trespass.py", "zxcvbn"),
        ("flows/trespass.py", "holidays"),
        ("core/trespass.py", "holidays"),
    ],
    "lib-tuf": [("store/trespass.py", "tuf"), ("desk/update.py", "securesystemslib")],
    "lib-httpx": [("flows/trespass.py", "httpx"), ("desk/session.py", "httpx")],
    "lib-printer": [
        ("screens/trespass.py", "escpos"),
        ("commands/line.py", "escpos"),
        ("desk/paper.py", "serial"),
        ("desk/doctor.py", "usb"),
        ("screens/trespass.py", "PIL"),
        ("office/trespass.py", "PIL"),
        ("core/trespass.py", "qrcode"),
    ],
    "lib-typst": [("printer/trespass.py", "typst"), ("commands/line.py", "typst")],
    "lib-babel": [("words/ui.py", "babel"), ("screens/trespass.py", "babel")],
    "lib-textual": [
        ("flows/trespass.py", "textual"),
        ("commands/line.py", "textual"),
        ("linear/trespass.py", "textual"),
        ("desk/session.py", "textual"),
    ],
    "lib-msgspec": [
        ("core/trespass.py", "msgspec"),
        ("flows/trespass.py", "msgspec"),
        ("crypto/trespass.py", "msgspec"),
    ],
    "lib-platformdirs": [("desk/settings.py", "platformdirs"), ("store/trespass.py", "platformdirs")],
    "lib-server": [("uplink/trespass.py", "sqlalchemy"), ("office/trespass.py", "litestar")],
}
"""For each contract, imports that it forbids: the file that trespasses, and where it goes."""


def run(*command: str, cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *command],
        cwd=cwd,
        env={**os.environ, "COLUMNS": "400", "NO_COLOR": "1", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def lint(cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run the contracts on the package in a folder, and on no other."""
    program = "import sys; from importlinter.cli import lint_imports_command as c; c(['--no-cache'])"
    return run("-c", program, cwd=cwd, PYTHONPATH=str(cwd))


def loaded_by(program: str) -> set[str]:
    """Run a program in an interpreter of its own and give the modules that it left imported."""
    ended = "import sys, json; print('\\n' + json.dumps(sorted(sys.modules)))"
    done = run("-c", f"try:\n    {program}\nexcept SystemExit: pass\n{ended}")
    assert done.returncode == 0, done.stderr
    return set(json.loads(done.stdout.splitlines()[-1]))


def third_party(modules: set[str]) -> set[str]:
    ours = sys.stdlib_module_names | {"kiosk", "__main__", "__mp_main__"}
    names = {name.partition(".")[0] for name in modules} - ours
    # What a virtual environment itself hooks in at start is in every interpreter, wanted or not.
    return names - {name.partition(".")[0] for name in loaded_by("pass")}


# ---- contracts


def test_the_walls_stand() -> None:
    """Every contract is kept."""
    done = lint(ROOT)
    assert done.returncode == 0, done.stdout
    assert f"{len(CONTRACTS)} kept, 0 broken" in done.stdout


def test_every_contract_carries_its_reason() -> None:
    """Above each contract stands why it is there."""
    parts = WALLS.read_text(encoding="utf-8").split(f"[{PREFIX}")[1:]
    assert len(parts) == len(CONTRACTS)
    for part in parts:
        assert re.match(r"[\w-]+\]\n# \S.{30,}\n", part), part.splitlines()[0]


def test_no_permission_is_stale() -> None:
    """An exception that nothing needs is an error, and there are few; whoever is let in does go in."""
    assert "unmatched_ignore_imports_alerting" not in WALLS.read_text(encoding="utf-8")
    assert sum("ignore_imports" in each for each in CONTRACTS.values()) <= 5
    arrows = {".".join(file.relative_to(ROOT).with_suffix("").parts): imported(file) for file in MODULES}
    for name, each in CONTRACTS.items():
        walled = each.get("protected_modules", "").split()
        for allowed in each.get("allowed_importers", "").split():
            goes = set().union(*(to for file, to in arrows.items() if f"{file}.".startswith(f"{allowed}.")))
            assert any(f"{to}.".startswith(f"{into}.") for to in goes for into in walled), (name, allowed)


def libraries(files: Iterable[Path]) -> set[str]:
    """Give the libraries that these files import."""
    return {name.partition(".")[0] for file in files for name in imported(file)} - sys.stdlib_module_names - {"kiosk"}


def test_every_library_has_its_wall(tmp_path: Path) -> None:
    """No library is used that stands in no contract: who may is asked before the first import."""
    walled = {
        lib for name, each in CONTRACTS.items() if name.startswith("lib-") for lib in each["protected_modules"].split()
    }
    assert libraries(MODULES) == walled
    (tmp_path / "planted.py").write_text("def late() -> None:\n    from attrs.setters import frozen\n", "utf-8")
    assert libraries([*MODULES, tmp_path / "planted.py"]) - walled == {"attrs"}


def test_a_stale_permission_is_an_error(tmp_path: Path) -> None:
    """An exception for an import that nobody makes breaks the run, whichever contract has it."""
    shutil.copytree(HOUSE, tmp_path / "kiosk", ignore=shutil.ignore_patterns("__pycache__"))
    needed = "ignore_imports = kiosk.glass.terminal -> kiosk.words.**"
    walls = WALLS.read_text(encoding="utf-8")
    assert needed in walls
    stale = walls.replace(needed, f"{needed}\n    kiosk.glass.gate -> kiosk.words.ui")
    (tmp_path / WALLS.name).write_text(stale, encoding="utf-8")
    done = lint(tmp_path)
    assert done.returncode == 1
    assert "No matches for ignored import kiosk.glass.gate -> kiosk.words.ui" in done.stdout + done.stderr


def test_every_room_has_its_floor(tmp_path: Path) -> None:
    """A module or folder that is new at the top of the house breaks the contract until it takes its place."""
    shutil.copytree(HOUSE, tmp_path / "kiosk", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(WALLS, tmp_path)
    (tmp_path / "kiosk" / "newcomer.py").write_text("", encoding="utf-8")
    done = lint(tmp_path)
    assert done.returncode == 1
    assert "newcomer" in done.stdout


def test_every_trespass_is_caught(tmp_path: Path) -> None:
    """In a copy of the house, each contract breaks by the very imports that it forbids."""
    assert set(TRESPASSES) | {"circles"} == set(CONTRACTS)
    shutil.copytree(HOUSE, tmp_path / "kiosk", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(WALLS, tmp_path)
    for trespasses in TRESPASSES.values():
        for file, target in trespasses:
            with (tmp_path / "kiosk" / file).open("a", encoding="utf-8") as opened:
                opened.write(f"\nimport {target}\n")
    done = lint(tmp_path)
    assert done.returncode == 1, done.stdout + done.stderr
    report = done.stdout.partition("Broken contracts")[2]
    for name, trespasses in TRESPASSES.items():
        heading = CONTRACTS[name]["name"]
        _, found, after = report.partition(f"\n{heading}\n{'-' * len(heading)}\n")
        assert found, f"{name} is not broken"
        section = re.split(r"\n\S[^\n]*\n-{4,}\n", after)[0]
        for file, target in trespasses:
            module = "kiosk." + file.removesuffix(".py").replace("/", ".")
            assert re.search(rf"{re.escape(module)} -> {re.escape(target)}\b", section), (name, module, target)


OPEN = {
    "kiosk.flows": {"core"},
    "kiosk.words": {"core"},
    "kiosk.screens": {"core", "flows", "glass", "plain", "words"},
    "kiosk.linear": {"core", "flows", "glass", "plain", "words"},
    "kiosk.plain": {"core", "flows", "words"},
    "kiosk.glass": {"core", "machine"},
    "kiosk.sheets": {"core", "guidance", "machine", "printer", "words"},
    "kiosk.office": {"core", "crypto", "glass", "guidance", "machine", "plain", "store", "uplink", "wire", "words"},
    "kiosk.office.console": {"core", "glass", "machine.tty", "plain", "words"},
    "kiosk.office.lines": {"core", "glass", "machine.tty", "plain", "words"},
    "kiosk.hub": {"wire"},
}
"""What stays open, by what is told to know nothing but so much; each other room below is shut by name."""


def left_open(source: str, contracts: dict[str, dict[str, str]]) -> set[str]:
    """Give the rooms below a room, or the parts of one, that no list shuts for it."""
    floors = [{name.strip() for name in line.split("|")} for line in contracts["floors"]["layers"].split("\n") if line]
    height = next(at for at, floor in enumerate(floors) if source.split(".")[1] in floor)
    below = set[str]().union(*floors[height + 1 :])
    shut = {
        name.removeprefix("kiosk.").removesuffix(".*")
        for each in contracts.values()
        if each["type"] == "forbidden"
        and any(f"{source}.".startswith(f"{one}.") for one in each["source_modules"].split())
        for name in each["forbidden_modules"].split()
    }
    found = set()
    for room in below - shut:
        parts = {f"{room}.{file.stem}" for file in (HOUSE / room).glob("*.py") if file.stem != "__init__"}
        found |= parts - shut if room == "machine" and parts & shut else {room}
    return found


@pytest.mark.parametrize("source", OPEN)
def test_a_new_room_is_shut_until_it_is_let_in(source: str) -> None:
    """A list that means "nothing but these" names every other room below, so that none is forgotten."""
    assert left_open(source, CONTRACTS) == OPEN[source]


def test_a_forgotten_room_is_seen() -> None:
    """A room that comes in below is open to all until a list names it, and that is noticed."""
    floors = CONTRACTS["floors"] | {"layers": f"{CONTRACTS['floors']['layers']}\nnewcomer"}
    assert all("newcomer" in left_open(source, CONTRACTS | {"floors": floors}) for source in OPEN)


# ---- circles


def imports_of(file: Path, root: Path, known: set[str]) -> set[str]:
    """Give what a file of the house imports of it anywhere: at its top, in a function, or for the types alone."""
    found = set()
    for node in nodes_of(file.read_text(encoding="utf-8")):
        if isinstance(node, ast.Import):
            found |= {each.name for each in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, file
            names = {f"{node.module}.{each.name}" for each in node.names}
            found |= (names & known) | ({node.module} if names - known else set())
    return (found & known) - {".".join(file.relative_to(root).with_suffix("").parts)}


def circles(root: Path) -> list[list[str]]:
    """Give the modules of each room that reach themselves within their room."""
    files = {
        ".".join(file.relative_to(root).with_suffix("").parts).removesuffix(".__init__"): file
        for file in sorted((root / "kiosk").rglob("*.py"))
    }
    arrows = {name: imports_of(file, root, set(files)) for name, file in files.items()}
    found = []
    for room in sorted({".".join(name.split(".")[:2]) for name in files if name.count(".") > 1}):
        inside = {name for name in files if name.startswith(f"{room}.")}
        reach = {name: arrows[name] & inside for name in inside}
        for through in inside:
            for name in inside:
                if through in reach[name]:
                    reach[name] = reach[name] | reach[through]
        if around := sorted(name for name in inside if name in reach[name]):
            found.append(around)
    return found


def test_no_room_has_a_circle() -> None:
    """No file of a room leads back to itself by imports within it, those for the types alone included."""
    assert circles(ROOT) == []


def arrows(root: Path) -> set[tuple[str, str]]:
    """Give the pairs of rooms, and of loose modules, of which one imports from another, be it for the types alone."""
    files = {".".join(file.relative_to(root).with_suffix("").parts): file for file in (root / "kiosk").rglob("*.py")}
    known = {name.removesuffix(".__init__") for name in files}
    found = {
        (name.split(".")[1], to.split(".")[1])
        for name, file in files.items()
        for to in imports_of(file, root, known)
        if to != "kiosk" and name != "kiosk.__init__"
    }
    return {(room, to) for room, to in found if room != to}


def not_down(root: Path) -> set[tuple[str, str]]:
    """Give the arrows that lead to no room below."""
    floors = [line for line in CONTRACTS["floors"]["layers"].splitlines() if line.strip()]
    floor = {name.strip(): height for height, line in enumerate(reversed(floors)) for name in line.split("|")}
    return {(room, to) for room, to in arrows(root) if floor[to] >= floor[room]}


def test_the_page_counts_as_the_walls_do() -> None:
    """What `docs/dev/architecture.md` says of rooms, floors and arrows is what there is; types apart."""
    rooms = {file.parent.name for file in HOUSE.glob("*/__init__.py")}
    floors = [line for line in CONTRACTS["floors"]["layers"].splitlines() if line.strip()]
    between = {(room, to) for room, to in arrows(ROOT) if room in rooms} - {("words", "flows")}
    assert (len(rooms), len(floors)) == (20, 9)
    page = (ROOT / "docs" / "dev" / "architecture.md").read_text(encoding="utf-8")
    assert f"Twenty rooms and one loose module on nine floors: {len(between)} arrows from room to room" in page


def test_types_go_down_too() -> None:
    """No room names a type of a room that is not below it; but words for an errand name what the errand gives."""
    assert not_down(ROOT) == {("words", "flows")}


def test_a_type_from_above_is_found(tmp_path: Path) -> None:
    """A rule that names a type of the desk is seen, though nothing is loaded."""
    shutil.copytree(HOUSE, tmp_path / "kiosk", ignore=shutil.ignore_patterns("__pycache__"))
    with (tmp_path / "kiosk" / "core" / "paper.py").open("a", encoding="utf-8") as opened:
        opened.write("\nif TYPE_CHECKING:\n    from kiosk.desk.session import LiveDesk\n")
    assert not_down(tmp_path) == {("core", "desk"), ("words", "flows")}


@pytest.mark.parametrize(
    "planted",
    [
        "if TYPE_CHECKING:\n    from kiosk.screens.app import KioskApp\n",
        "def late():\n    from kiosk.screens.app import KioskApp\n",
        "from kiosk.screens import app\n",
        "import kiosk.screens.app\n",
    ],
    ids=["for the types", "in a function", "from the room", "whole"],
)
def test_a_planted_circle_is_found(tmp_path: Path, planted: str) -> None:
    """A screen's base that knows the app closes a circle, however it imports it."""
    shutil.copytree(HOUSE, tmp_path / "kiosk", ignore=shutil.ignore_patterns("__pycache__"))
    with (tmp_path / "kiosk" / "screens" / "base.py").open("a", encoding="utf-8") as opened:
        opened.write(f"\n{planted}")
    (around,) = circles(tmp_path)
    assert {"kiosk.screens.app", "kiosk.screens.base"} <= set(around)


def test_a_circle_is_caught(tmp_path: Path) -> None:
    """Two modules of one room that import each other break the contract, however late one of them does."""
    shutil.copytree(HOUSE, tmp_path / "kiosk", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(WALLS, tmp_path)
    with (tmp_path / "kiosk" / "desk" / "folder.py").open("a", encoding="utf-8") as opened:
        opened.write("\n\ndef late() -> None:\n    import kiosk.desk.session\n")
    done = lint(tmp_path)
    assert done.returncode == 1
    assert "No cycles are allowed in kiosk.desk" in done.stdout


# ---- the app and its screens

REACHES = {"attrgetter", "delattr", "getattr", "hasattr", "setattr", "vars"}
"""Ways to reach for what is declared nowhere."""


def reaching(source: str) -> list[str]:
    """Give where a file reaches past what the host declares: by a name at run time, a cast, or a silenced type."""
    found = [line.strip() for line in source.splitlines() if "# type: ignore" in line]
    for node in nodes_of(source):
        match node:
            case ast.Call(func=ast.Name(id="cast")):
                found += [] if ast.unparse(node.args[0]) == "'T'" else [ast.unparse(node)]
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)) if name in REACHES:
                found.append(ast.unparse(node))
            case ast.AnnAssign(annotation=kind) | ast.arg(annotation=kind) if kind is not None:
                found += [ast.unparse(node)] if ast.unparse(kind).strip("'") in {"Any", "typing.Any"} else []
            case ast.Attribute(attr="__dict__" | "__getattribute__"):
                found.append(ast.unparse(node))
    return found


def test_the_desk_alone_knows_the_app() -> None:
    """No screen and no part imports the app, nor a part that it could reach it by; whoever starts it does."""
    files = {".".join(file.relative_to(ROOT).with_suffix("").parts): file for file in MODULES}
    known = {name for name, file in files.items() if "kiosk.screens.app" in imports_of(file, ROOT, set(files))}
    assert known == {"kiosk.desk.run"}


@pytest.mark.parametrize("file", sorted((HOUSE / "screens").rglob("*.py")), ids=lambda file: file.stem)
def test_screens_reach_for_nothing_undeclared(file: Path) -> None:
    """A screen calls what `Host` declares and mypy sees. One line names Textual's app a host, one its own theme."""
    allowed = {"hosted": ["cast('Host', node.app)"], "app": ["cast('KioskApp', app)"]}
    assert reaching(file.read_text(encoding="utf-8")) == allowed.get(file.stem, [])


@pytest.mark.parametrize(
    "planted",
    [
        "problem = getattr(self.app.screen, 'problem', None)",
        "cast('Host', self.app).say(code)",
        "cast(KioskApp, self.app).guard.lock()",
        "self.kiosk.hidden()  # type: ignore[attr-defined]",
        "cast(Any, screen.app).guard.lock()",
        "cast('Any', self.app).guard.lock()",
        "attrgetter('guard.lock')(self.app)()",
        "app: Any = screen.app",
        "def late(app: Any) -> None:\n    app.guard.lock()",
        "self.app.__dict__['guard'].lock()",
    ],
)
def test_a_planted_reach_is_found(planted: str) -> None:
    """What reaches past the host is seen."""
    assert reaching(planted)


def test_the_app_has_parts() -> None:
    """Only what overrides Textual's own hooks is a base of the app; whatever else it does, a plain object does."""
    done = """
from textual.app import App
from textual.message_pump import MessagePump
from kiosk.screens.app import KioskApp
from kiosk.words.catalogues import Catalogues
import typing
assert all(issubclass(each, App) for each in KioskApp.__bases__)
for base in (each for each in KioskApp.__mro__ if each.__module__.startswith("kiosk.") and each is not KioskApp):
    assert set(vars(base)) & set(dir(App)) - set(dir(object)), base
app = KioskApp(lambda typed: None, None, Catalogues.__new__(Catalogues), lambda: None, "", "fr", "")
parts = [app.words, app.frame, app.usher, app.guard, app.boxes, app.road, app.aloud]
assert [name for part in parts for name in map(str, type(part).__mro__) if "textual" in name] == []
"""
    ran = subprocess.run([sys.executable, "-c", done], cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr


# ---- rules are in core

WORDED = {
    "answer_commands.py": {"[each for each in Reason if each in wanted]", "state in FINAL"},
    "choice.py": {"stop.state in FINAL", "stop.state is State.STOPPED"},
    "clerk.py": {"note.deed is Deed.ANSWER", "note.text in set(State)", "record.state in FINAL"},
    "notes.py": {"_EVENTS: Event"},
    "telling.py": {
        "_THINGS: ConsoleUi",
        "day > item.until",
        "item.state in FINAL",
        "item.state is not State.TAKEN",
        "state in FINAL",
        "state not in FINAL",
    },
    "typed.py": {"REASONS: str", "RIGHTS: str", "STATES: str"},
}
"""What the office compares by itself: each of it chooses the sentence that is said, the word that is typed or the mark
that is left in the trace, and nothing else."""
RULED = frozenset({"Deed", "FINAL", "MOVES", "OfficeRight", "Reason", "Signer", "State"})
SQL = re.compile(r"\b(SELECT .*FROM|INSERT INTO|UPDATE .* SET|DELETE FROM|CREATE TABLE)\b", re.DOTALL | re.IGNORECASE)


MOMENTS = frozenset({"healed", "now", "today", "until"})
GATHERED = frozenset({"REASONS", "RIGHTS", "STATES"})
"""What `typed` gathers, by the word for each: to ask whether a state is in it is a rule, too."""
ORDERED = ast.Lt | ast.LtE | ast.Gt | ast.GtE
LOAD = ast.Load()


def product(node: ast.AST) -> int:
    """Give what numbers that are multiplied make; 0 where there is anything else."""
    match node:
        case ast.Constant(value=int(number)):
            return number
        case ast.BinOp(op=ast.Mult(), left=left, right=right):
            return product(left) * product(right)
    return 0


def reckons(node: ast.Compare) -> bool:
    """Tell whether two moments are compared: which came first decides something."""
    parts = [each.func if isinstance(each, ast.Call) else each for each in (node.left, *node.comparators)]
    names = {getattr(each, "attr", getattr(each, "id", None)) for each in parts}
    at = any(isinstance(each, ast.Attribute) and each.attr in {"at", "made"} for each in parts)
    return any(isinstance(each, ORDERED) for each in node.ops) and (at or bool(names & MOMENTS))


def members(node: ast.AST, ruled: Collection[str]) -> bool:
    """Tell whether something is a member of what is ruled, or gathers some: as keys, as values, or one by one."""
    match node:
        case ast.Attribute(value=ast.Name(id=of) | ast.Attribute(attr=of)):
            return of in ruled
        case ast.Dict():
            return any(members(each, ruled) for each in (*node.keys, *node.values) if each)
        case ast.Set() | ast.List() | ast.Tuple():
            return any(members(each, ruled) for each in node.elts)
        case ast.SetComp() | ast.ListComp() | ast.DictComp() | ast.GeneratorExp():
            return any(isinstance(each.iter, ast.Name) and each.iter.id in ruled for each in node.generators)
        case ast.Call(func=ast.Name(id="dict" | "frozenset" | "list" | "set" | "tuple" | "MappingProxyType")):
            return any(members(each, ruled) for each in node.args)
        case ast.BinOp():
            return members(node.left, ruled) or members(node.right, ruled)
    return False


def gathered(node: ast.expr, name: str) -> str:
    """Say what a collection is: by its name, with what its values are, if it has one; else as it is written."""
    if not name or not isinstance(node, ast.Dict):
        return ast.unparse(node)
    values = (
        type(each.value).__name__ if isinstance(each, ast.Constant) else ast.unparse(each).split(".")[0]
        for each in node.values
    )
    return f"{name}: {', '.join(sorted(set(values)))}"


def ruling(source: str) -> set[str]:
    """Give where a file of the office decides by itself: compares states, reckons with hours, or asks a database."""
    from kiosk.core.outbox import State

    found, nodes = set(), nodes_of(source)
    imports = (each for node in nodes if isinstance(node, ast.ImportFrom) for each in node.names)
    ruled = RULED | {each.asname for each in imports if each.name in RULED and each.asname}
    texts = {*map(str, State), *(each.name for each in State)}
    kept, named = set(GATHERED), dict[int, str]()
    for node in nodes:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)) if node.value:
                named[id(node.value)] = name
                ruled |= {name} if isinstance(node.value, ast.Name) and node.value.id in ruled else set()
                kept |= {name} if members(node.value, ruled) else set()
    for node in nodes:
        match node:
            case ast.Compare() | ast.pattern():
                names = {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}
                names |= {each.attr for each in ast.walk(node) if isinstance(each, ast.Attribute)} & (RULED | GATHERED)
                bare = {each.value for each in ast.walk(node) if isinstance(each, ast.Constant)} & texts
                first = isinstance(node, ast.Compare) and reckons(node)
                inner = any(
                    isinstance(each, ast.Attribute)
                    and each.attr in {"name", "value"}
                    and re.search(r"\b(state|deed|reason|right)$", ast.unparse(each.value))
                    for each in ast.walk(node)
                )
                found |= {ast.unparse(node)} if names & (ruled | kept) or bare or first or inner else set()
            case ast.Attribute(attr="is_final"):
                found.add(ast.unparse(node))
            case ast.Name(id="timedelta") | ast.Attribute(attr="timedelta") | ast.alias(name="timedelta"):
                found.add("timedelta")
            case ast.Constant() | ast.BinOp() if (seconds := product(node)) and seconds % 3600 == 0:
                found.add(str(seconds))
            case ast.Constant(value=str(text)) if SQL.search(text):
                found.add(text)
            case ast.Dict() | ast.Set() | ast.List() | ast.Tuple() if isinstance(getattr(node, "ctx", LOAD), ast.Load):
                each = node.keys if isinstance(node, ast.Dict) else node.elts
                # A field of what is told may be called as a state is: all of them, no.
                states = [isinstance(one, ast.Constant) and one.value in texts for one in each]
                if (states and all(states)) or members(node, ruled):
                    found.add(gathered(node, named.get(id(node), "")))
            case ast.SetComp() | ast.ListComp() | ast.DictComp() | ast.GeneratorExp() if members(node, ruled):
                found.add(gathered(node, named.get(id(node), "")))
    return found


def test_the_office_decides_nothing_by_itself() -> None:
    """A state is compared for its words alone; hours, days and limits, moves and rights are reckoned with in core."""
    found = {
        file.relative_to(HOUSE / "office").as_posix(): seen
        for file in sorted((HOUSE / "office").rglob("*.py"))
        if (seen := ruling(file.read_text(encoding="utf-8")))
    }
    assert found == WORDED


@pytest.mark.parametrize(
    "planted",
    [
        "if record.state is State.TAKEN:\n    pass",
        "late = record.state in FINAL",
        "from kiosk.core.outbox import State as S\ndone = record.state is S.TAKEN",
        "match record:\n    case Record(state=State.TAKEN):\n        pass",
        "done = record.state == 'proof_seen'",
        "done = str(record.state) in ('declined', 'stopped')",
        "match record.state:\n    case State.TAKEN:\n        pass",
        "may = house.who.right >= OfficeRight.KEYS",
        "until = now + timedelta(hours=24)",
        "import datetime\nuntil = now + datetime.timedelta(hours=24)",
        "over = until + 72 * 3600 < now",
        "from kiosk.core import outbox\ndone = record.state in outbox.FINAL",
        "from kiosk.core import outbox as o\nmatch record.state:\n    case o.State.TAKEN:\n        pass",
        "from datetime import timedelta as td\nuntil = now + td(hours=24)",
        "day = 24 * 60 * 60",
        "late = record.until < now",
        "late = house.now() >= record.at",
        "rows = engine.execute('SELECT act FROM acts')",
        "ledger.run('delete from acts')",
        "_OPEN = frozenset({State.TAKEN})\nlate = record.state in _OPEN",
        "def late(record):\n    over = [State.TAKEN]\n    return record.state in over",
        "_LATE = {State.TAKEN: True}\nlate = _LATE.get(record.state)",
        "late = {State.TAKEN: True}.get(record.state, False)",
        "late = (False, True)[(State.TAKEN, State.REDO).index(record.state)]",
        "_OPEN = {'taken', 'redo'}",
        "over = State.STOPPED\nlate = record.state is over",
        "Own = State\nlate = record.state is Own.TAKEN",
        "_OPEN = {each for each in State if moves(each)}",
        "late = record.state.name == 'STOPPED'",
        "late = record.state.value == typed",
        "late = record.state.is_final",
        "late = note.deed.name in known",
        "late = record.state in typed.STATES",
    ],
)
def test_a_planted_rule_is_seen(planted: str) -> None:
    """A rule that is written in the office is seen, be it in words of Python or of SQL."""
    assert ruling(planted)


@pytest.mark.parametrize("file", MODULES, ids=lambda file: str(file.relative_to(HOUSE)))
def test_only_the_hub_speaks_to_a_database(file: Path) -> None:
    """No sentence of SQL stands outside the hub."""
    nodes = nodes_of(file.read_text(encoding="utf-8"))
    texts = [node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    assert [text for text in texts if SQL.search(text) and not file.is_relative_to(HOUSE / "hub")] == []


# ---- run time


def test_rules_import_nothing_but_themselves() -> None:
    """Importing every rule brings in no third party, and nothing of the house but rules."""
    modules = loaded_by("import " + ", ".join(CORE))
    assert third_party(modules) == set()
    assert {name for name in modules if name.startswith("kiosk.")} == {"kiosk.core", *CORE}


def test_errands_import_nothing_but_rules() -> None:
    """Importing every errand brings in no third party and no door."""
    flows = [f"kiosk.flows.{file.stem}" for file in (HOUSE / "flows").glob("*.py") if file.stem != "__init__"]
    modules = loaded_by("import " + ", ".join(flows))
    assert third_party(modules) == set()
    assert {name.split(".")[1] for name in modules if name.startswith("kiosk.")} == {"core", "flows"}


def test_lines_need_no_screen() -> None:
    """The face of plain lines loads neither textual nor rich, nor a door, nor the other face."""
    lines = [f"kiosk.linear.{file.stem}" for file in sorted((HOUSE / "linear").glob("*.py")) if file.stem != "__init__"]
    modules = loaded_by("import " + ", ".join(lines))
    assert third_party(modules) == set()
    houses = {name.split(".")[1] for name in modules if name.startswith("kiosk.")}
    assert houses == {"core", "flows", "linear", "machine", "plain", "words"}
    assert {name for name in modules if name.startswith("kiosk.machine.")} == {"kiosk.machine.tty"}


def test_faces_open_no_door() -> None:
    """Importing the screens brings in textual, and no door, leaf or library of a door."""
    faces = [
        ".".join(file.relative_to(ROOT).with_suffix("").parts)
        for file in sorted((HOUSE / "screens").rglob("*.py"))
        if file.stem != "__init__"
    ]
    modules = loaded_by("import " + ", ".join(faces))
    houses = {name.split(".")[1] for name in modules if name.startswith("kiosk.")}
    assert houses <= {"core", "flows", "glass", "machine", "screens", "words"}
    assert {name for name in modules if name.startswith("kiosk.machine.")} <= {"kiosk.machine.tty"}
    assert third_party(modules).isdisjoint({"tinydb", "nacl", "httpx", "escpos", "PIL", "qrcode", "babel"})


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["procedures", "check"]])
def test_the_command_line_imports_nothing_heavy(arguments: list[str]) -> None:
    """Help, version and a check of procedures load no screen, no network, no printer and no picture."""
    modules = third_party(loaded_by(f"from kiosk.commands.line import main; main({arguments!r})"))
    assert modules.isdisjoint({"httpx", "escpos", "PIL", "qrcode", "textual"})


def test_the_proof_sees_what_is_imported() -> None:
    """The run-time proof does notice a third party."""
    assert "tinydb" in third_party(loaded_by("import tinydb"))


# ---- size and shape


def overgrown(house: Path, contracts: dict[str, dict[str, str]]) -> list[str]:
    """Give what is too much to be known: long modules, loose ones, rooms, floors; and folders that say no rule."""
    loose = {file.stem for file in house.glob("*.py")} - {"__init__"}
    rooms = {file.parent.name for file in house.glob("*/__init__.py")}
    lines = [line for line in contracts["floors"]["layers"].splitlines() if line.strip()]
    floors = [{name.strip() for name in line.split("|")} for line in lines]
    found = [f"{len(loose)} loose"] * (len(loose) > 6) + [f"{len(rooms)} rooms"] * (len(rooms) > 20)
    found += ["floors"] * (sum(bool(floor & rooms) for floor in floors) > 9)
    found += sorted(set.union(*floors) ^ (loose | rooms))
    modules = sorted(house.rglob("*.py"))
    found += [file.name for file in modules if len(file.read_text(encoding="utf-8").splitlines()) > 400]
    for folder in {file.parent for file in modules}:
        file = folder / "__init__.py"
        body = ast.parse(file.read_text(encoding="utf-8") if file.exists() else "").body
        says = body and isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant)
        rest = [ast.unparse(each).partition(" = ")[0] for each in body[1:]]
        if not says or len(ast.unparse(body[0])) < 20 or rest != (["__version__"] if folder == house else []):
            found.append(f"{folder.name}/")
    return found


def test_the_house_is_small_enough_to_be_known() -> None:
    """Few loose modules, rooms and floors; no module over four hundred lines; each folder begins with its one rule."""
    assert overgrown(HOUSE, CONTRACTS) == []


@pytest.mark.parametrize(
    ("planted", "text", "seen"),
    [
        ("words/ui.py", "\n" * 401, ["ui.py"]),
        ("words/__init__.py", "", ["words/"]),
        ("words/__init__.py", '"""Every sentence for people."""\nSENTENCES = ()\n', ["words/"]),
        ("words/more/said.py", "", ["more/"]),
        ("newcomer.py", "", ["newcomer"]),
        ("newcomer/__init__.py", '"""A room that has a rule, and no floor."""', ["21 rooms", "newcomer"]),
    ],
)
def test_a_house_that_grows_is_seen(tmp_path: Path, planted: str, text: str, seen: list[str]) -> None:
    """A long module, a folder without its rule or with more than it, a loose module and another room are seen."""
    shutil.copytree(HOUSE, tmp_path / "kiosk", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "kiosk" / planted).parent.mkdir(exist_ok=True)
    (tmp_path / "kiosk" / planted).write_text(text, encoding="utf-8")
    assert overgrown(tmp_path / "kiosk", CONTRACTS) == seen


def test_six_loose_modules_are_the_most(tmp_path: Path) -> None:
    """Beside the one that is, five may be loose; a sixth newcomer is too many, wherever it is said to stand."""
    shutil.copytree(HOUSE, tmp_path / "kiosk", ignore=shutil.ignore_patterns("__pycache__"))
    names = [f"newcomer{number}" for number in range(6)]
    for name in names:
        (tmp_path / "kiosk" / f"{name}.py").write_text("", encoding="utf-8")
    floors = CONTRACTS["floors"] | {"layers": f"{' | '.join(names)}\n{CONTRACTS['floors']['layers']}"}
    assert overgrown(tmp_path / "kiosk", CONTRACTS | {"floors": floors}) == ["7 loose"]


# ---- the tests' own house

BESIDE = {
    "contracts": "one test for every store, whichever room it is in",
    "debian": "the package and the files of a machine, which are no room of the program",
    "e2e": "the whole program, on real terminals",
    "golden": "pictures, no code",
    "journeys": "whole ways through the guidance that is shipped, across all rooms",
    "papers": "the pages in docs/",
    "procedures": "files of guidance, right and wrong, no code",
    "vectors": "bytes that are pinned, no code",
}
"""Folders of tests that mirror no room, each with its reason."""
BESIDE_WALLS = ("test_names.py", "test_world.py")
"""What else looks at the house itself."""


def imported(file: Path) -> set[str]:
    """Give every module that a file imports, however late."""
    found = set()
    for node in nodes_of(file.read_text(encoding="utf-8")):
        if isinstance(node, ast.Import):
            found |= {each.name for each in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {f"{node.module}.{each.name}" for each in node.names} | {str(node.module)}
    return found


def from_tests(file: Path) -> set[str]:
    """Give the test modules that a file imports."""
    return {name for name in imported(file) if re.search(r"(^|\.)test_[^.]*(\.|$)", name) and name.startswith("tests")}


@pytest.mark.parametrize("folder", ["kiosk", "tests", "scripts"])
def test_nobody_imports_a_test(folder: str) -> None:
    """What several tests need stands in a module that is no test: none runs another's, or breaks with it."""
    assert {str(file): names for file in (ROOT / folder).rglob("*.py") if (names := from_tests(file))} == {}


@pytest.mark.parametrize(
    "line",
    [
        "from tests.wire.test_signed import CONTENTS",
        "import tests.wire.test_signed as signed",
        "from tests.wire import test_signed",
        "def late() -> None:\n    from tests.wire.test_signed import CONTENTS",
    ],
)
def test_an_import_of_a_test_is_seen(tmp_path: Path, line: str) -> None:
    """However a test module is imported, the wall sees it."""
    (tmp_path / "planted.py").write_text(line, encoding="utf-8")
    assert from_tests(tmp_path / "planted.py")


def test_the_tests_mirror_the_rooms() -> None:
    """Each room has its folder of tests; each other folder has its reason; what is loose is about the whole."""
    rooms = {file.parent.name for file in HOUSE.glob("*/__init__.py")}
    folders = {each.name for each in (ROOT / "tests").iterdir() if each.is_dir() and each.name != "__pycache__"}
    assert folders == rooms | set(BESIDE)
    assert not rooms & set(BESIDE)
    assert {file.name for file in (ROOT / "tests").glob("test_*.py")} == {Path(__file__).name, *BESIDE_WALLS}
    for room in rooms:
        assert list((ROOT / "tests" / room).glob("test_*.py")), room


def test_the_walls_are_looked_at_once() -> None:
    """The tests of the house itself run with `scripts/check`, and the suite that follows it leaves those out alone."""
    check, suite = ((ROOT / "scripts" / name).read_text(encoding="utf-8") for name in ("check", "test"))
    assert check.count("pytest") == check.count("step python -m pytest -q tests/test_*.py\n") == 1
    some, beside, whole = re.findall(r"^ *({ scripts/check.*|(?:exec )?\.venv.*pytest.*)$", suite, re.MULTILINE)
    assert some == 'exec .venv/bin/python -m pytest "$@"'
    assert beside == '{ scripts/check && scripts/docs; } >"$walls" 2>&1 &'
    assert whole.endswith("pytest -n 5 --dist worksteal --ignore-glob='tests/test_*.py' \\")


# ---- clocks and ids

PLANTS = {
    "datetime.datetime.now": "from datetime import UTC, datetime\n\nWHEN = datetime.now(UTC)\n",
    "datetime.datetime.utcnow": "import datetime\n\nWHEN = datetime.datetime.utcnow()\n",
    "datetime.date.today": "from datetime import date\n\nWHEN = date.today()\n",
    "time.time": "import time\n\nWHEN = time.time()\n",
    "uuid.uuid4": "from uuid import uuid4\n\nWHO = uuid4()\n",
}


def ruff(*arguments: str, planted: str | None = None) -> list[dict[str, str]]:
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "ruff",
            "check",
            "--no-cache",
            "--output-format",
            "json",
            "--select",
            "TID251",
            *arguments,
        ],
        cwd=ROOT,
        input=planted,
        capture_output=True,
        text=True,
        check=False,
    )
    found = json.loads(done.stdout)
    assert isinstance(found, list)
    return found


@pytest.mark.parametrize("name", PLANTS)
@pytest.mark.parametrize("place", ["core/planted.py", "flows/planted.py", "store/planted.py", "screens/planted.py"])
def test_a_planted_clock_is_reported(name: str, place: str) -> None:
    """Reading a clock or making an id outside machine/clock.py is reported by ruff, by its name."""
    (found,) = ruff("--stdin-filename", f"kiosk/{place}", "-", planted=PLANTS[name])
    assert found["code"] == "TID251"
    assert f"`{name}` is banned" in found["message"]


def test_one_file_alone_reads_the_clock() -> None:
    """Even where a comment would excuse it, no file but machine/clock.py reads a clock or makes an id."""
    found = ruff("--ignore-noqa", "kiosk")
    assert {Path(each["filename"]).name for each in found} <= {"clock.py"}
