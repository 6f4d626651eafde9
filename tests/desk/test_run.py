"""The way to the first screen: what it may import, and that what was put off until it stands is done afterwards."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from kiosk.core.errors import StoreBusy
from kiosk.desk import training
from kiosk.desk.making import create_desk
from kiosk.office import keys
from kiosk.words.catalogues import Catalogues
from tests.office.made import CHEAP, PASSPHRASE

ROOT = Path(__file__).parents[2]
HEAVY = {"httpx", "escpos", "PIL", "qrcode", "babel", "nacl", "tinydb", "kiosk.desk.session", "kiosk.office"}
"""No first screen shows anything of these."""
RULES = {"accessible", "errors", "folded", "foreseen", "french", "harmless", "haste", "idle", "title"}
"""The rules that a first screen needs: each other one, and what it imports in turn, is read by whoever applies it."""
SCREENS = {"actions", "app", "base", "frame", "hosted", "jobs", "speaker"}
"""What every first screen is made of: the app's other parts are made when something asks for them."""
PROGRAM = """
import asyncio, json, os, sys
from textual.app import App
from textual.screen import Screen

seen = []
update = Screen._compositor_refresh

def painted(screen):
    words = [str(each.content) for each in screen.query("Static")]
    if screen._compositor.size.width and any("F1" in each for each in words) and not seen:
        seen.append(sorted(sys.modules))
    update(screen)

def run(app, **_):
    async def drive():
        async with app.run_test(size=(80, 24)) as pilot:
            for _ in range(500):
                await pilot.pause(0.01)
                if last in sys.modules and app.is_open == training:
                    break
            if typed:
                app.screen.query_one("Input").value = typed
                await pilot.press("enter")
                for _ in range(500):
                    await pilot.pause(0.01)
                    if "kiosk.screens.visit" in sys.modules:
                        break
            seen.append(type(app.screen).__name__)
            seen.append(sorted(sys.modules))
    asyncio.run(drive())

training, typed = "--training" in sys.argv, os.environ.get("TYPED", "")
last = "kiosk.screens.visit" if training else "kiosk.glass.forget"
Screen._compositor_refresh = painted
App.run = run
from kiosk.machine import tty
tty.is_there = lambda: True
from kiosk.commands.line import main
assert main(sys.argv[1:]) == 0
print("\\n" + json.dumps(seen))
"""


def started(*arguments: str, typed: str = "") -> tuple[set[str], str, set[str]]:
    """Start the kiosk without a terminal; give the modules at its first paint, its screen, and the modules later.

    Args:
        arguments: of `kiosk run`.
        typed: a passphrase that is typed meanwhile.
    """
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, "run", *arguments],
        cwd=ROOT,
        env={**os.environ, "LANG": "fr_FR.UTF-8", "LC_ALL": "", "TYPED": typed},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    first, screen, later = json.loads(done.stdout.splitlines()[-1])
    return set(first), screen, set(later)


def heavy(modules: set[str]) -> set[str]:
    return {each for each in HEAVY for name in modules if name == each or name.startswith(f"{each}.")}


def rules(modules: set[str]) -> set[str]:
    return {name.removeprefix("kiosk.core.") for name in modules if name.startswith("kiosk.core.")}


def screens(modules: set[str]) -> set[str]:
    return {name.removeprefix("kiosk.screens.") for name in modules if name.startswith("kiosk.screens.")}


def make_desk(folder: Path) -> Path:
    founding = keys.found_office("Les Tilleuls", "01 23 45 67 89")
    keys.settle_office(folder / "office", founding, PASSPHRASE, CHEAP)
    create_desk(folder / "desk", (folder / "office" / keys.PUBLIC).read_bytes(), PASSPHRASE, "Bus", cost=CHEAP)
    return folder / "desk"


def test_home_waits_for_nothing_heavy(tmp_path: Path) -> None:
    """In training, home is painted before any door, network, printer or picture is imported; then they are."""
    started("--training", "--data", str(tmp_path))  # makes the index of procedures
    first, screen, later = started("--training", "--data", str(tmp_path))
    assert heavy(first) == set()
    assert (rules(first), "hashlib" in first) == (RULES | {"aim"}, False)
    assert screens(first) == SCREENS | {"home"}
    assert screen == "HomeScreen"
    assert {"kiosk.desk.session", "kiosk.screens.queue"} <= later
    assert UNSEEN & later == set()
    assert "kiosk.desk.opening" not in later
    assert heavy(later).isdisjoint({"httpx", "escpos", "PIL", "qrcode", "kiosk.office"})


UNSEEN = {
    *("kiosk.screens.ask", "kiosk.screens.consent", "kiosk.screens.receipt", "kiosk.screens.host"),
    *("kiosk.core.ports", "kiosk.core.sync", "kiosk.speech.mouth", "wave"),
}
"""What neither the first screen nor the next one needs: a visit loads it while its first page is read."""
OF_A_VISIT = {"kiosk.core.procedure", "kiosk.flows.visit", "kiosk.screens.queue", "kiosk.screens.visit"}
"""What nobody needs before a desk is open: it is loaded while home is looked at, and takes a megabyte."""
OF_THE_FACE = {"kiosk.flows.courier"}
"""What the first screen is made with: a thread, which imports no flow."""


def test_the_unlock_screen_waits_for_nothing_heavy(tmp_path: Path) -> None:
    """A real desk asks for its passphrase before any door is imported, and touches no store until it has it."""
    desk = make_desk(tmp_path)
    before = {file: file.stat().st_mtime_ns for file in desk.rglob("*")}
    first, screen, later = started("--data", str(desk))
    deep = {name for name in first if name.startswith(("kiosk.flows.", "kiosk.guidance.shelf"))} - OF_THE_FACE
    assert heavy(first) | deep == set()
    assert (rules(first), "hashlib" in first) == (RULES, False)
    assert screens(first) == SCREENS | {"unlock"}
    assert screen == "UnlockScreen"
    assert {"kiosk.desk.session", "kiosk.desk.opening"} <= later
    assert (UNSEEN | OF_A_VISIT) & later == set()
    assert {file: file.stat().st_mtime_ns for file in desk.rglob("*")} == before


def test_home_of_an_open_desk_is_ready_for_a_visit(tmp_path: Path) -> None:
    """Once a passphrase opened the desk and home stands, what a visit needs is loaded, before anybody asks for it."""
    _, screen, later = started("--data", str(make_desk(tmp_path)), typed=PASSPHRASE)
    assert screen == "HomeScreen"
    assert later >= OF_A_VISIT
    assert UNSEEN & later - {"kiosk.core.sync", "kiosk.core.ports"} == set()


def test_a_second_training_says_why_it_does_not_open(tmp_path: Path) -> None:
    """What goes wrong after the first screen is said as any other error, with its exit code."""
    lock = training._training_lock(tmp_path)
    program = PROGRAM.replace("assert main(sys.argv[1:]) == 0", "sys.exit(main(sys.argv[1:]))")
    try:
        done = subprocess.run(
            [sys.executable, "-c", program, "run", "--training", "--data", str(tmp_path)],
            cwd=ROOT,
            env={**os.environ, "LANG": "fr_FR.UTF-8", "LC_ALL": ""},
            capture_output=True,
            text=True,
            check=False,
        )
    finally:
        os.close(lock)
    assert done.returncode == 4, done.stderr
    assert done.stderr.strip() == Catalogues().error(StoreBusy(), "fr")
