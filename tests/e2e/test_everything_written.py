"""Whole visits at a real desk, then every file that was ever written is searched: nobody is in any of them."""

from __future__ import annotations

import base64
import gzip
import re
import signal
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.desk.keys import open_desk
from kiosk.words.ui import Ui
from tests.e2e.conftest import Start
from tests.e2e.journey import HOME, MAIN, NAME, PLANTED, Journey, to_next
from tests.e2e.made import WIDE, found_office, made_desk
from tests.e2e.seek import seek
from tests.e2e.terminal import KEYS, PASSPHRASE, Terminal, restored

PERSON = [*PLANTED, "06 98 76 54 32", "09/03/1958", "1958-03-09"]
ACTS = ["Fermer Mon espace santé", "fermeture de mon espace", "Mon espace santé"]
"""What would say which act it was: never beside a person, nor anywhere but in the guidance itself."""
WORDS = [*PERSON, *ACTS, PASSPHRASE]
FORMS: dict[str, Callable[[bytes], bytes]] = {
    "plain": lambda text: text,
    "wide": lambda text: text.decode().encode("utf-16-le"),
    "hexadecimal": lambda text: text.hex().encode(),
    "base64 at 0": base64.b64encode,
    "base64 at 1": lambda text: base64.b64encode(b"x" + text),
    "base64 at 2": lambda text: base64.b64encode(b"xy" + text),
    "zlib inside": lambda text: b"\0\1\2" + zlib.compress(text) + b"\0",
    "gzip": gzip.compress,
}


@pytest.mark.parametrize("form", FORMS)
def test_the_search_finds(tmp_path: Path, form: str) -> None:
    """What is planted on purpose is found in each form, in the middle of other bytes; elsewhere nothing is."""
    (tmp_path / "empty").write_bytes(bytes(range(256)) * 20)
    assert seek(tmp_path, WORDS) == []
    (tmp_path / "core").write_bytes(bytes(100) + FORMS[form](f"... {NAME} ...".encode()) + bytes(100))
    assert any("core holds" in each and NAME in each for each in seek(tmp_path, WORDS))


def processes(terminal: Terminal) -> str:
    """Give what the system shows of the kiosk and of every process that it started: arguments and environment."""
    shown, left = "", [terminal.process.pid]
    while left:
        process = Path(f"/proc/{left.pop()}")
        for name in ("cmdline", "environ", "comm"):
            try:
                shown += (process / name).read_bytes().decode(errors="replace")
            except OSError:  # nobody else may read it, or it has ended
                continue
        for task in process.glob("task/*/children"):
            left += map(int, task.read_text().split())
    return shown


def opened(start: Start, data: Path) -> Terminal:
    """Open the desk."""
    terminal = start("run", "--data", data)
    terminal.wait_for("Borne verrouillée")
    terminal.type(PASSPHRASE)
    terminal.press("enter")
    terminal.wait_for(HOME)
    return terminal


def half_way(terminal: Terminal) -> None:
    """Begin an act and type who it is for."""
    journey = Journey(terminal, "close", MAIN)
    journey.begin()
    journey.go(until="who")
    terminal.type(NAME)
    assert terminal.shows(NAME)


def handed_over_and_printed(terminal: Terminal) -> None:
    """Hand an act to the office, and print its receipt."""
    journey = Journey(terminal, "close", MAIN)
    journey.begin()
    journey.go()
    terminal.wait_for("Reçu discret")
    terminal.press("1", "enter")
    terminal.wait_for("Le reçu est dans un fichier")
    assert not [word for word in WORDS if word in processes(terminal)]
    terminal.press("5", "enter")
    to_next(terminal)
    terminal.press("2", "enter")
    terminal.wait_for("La visite est terminée.")
    terminal.press("enter")


def refused(terminal: Terminal) -> None:
    """Say no."""
    journey = Journey(terminal, "close", MAIN)
    journey.begin()
    journey.go(until="consent")
    journey.consent(agrees=False)
    terminal.wait_for("Et maintenant ?")
    terminal.press("2", "enter")
    terminal.wait_for("La visite est terminée.")
    terminal.press("enter")


@pytest.mark.slow
def test_nobody_is_in_any_file(start: Start, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Sealed, left, refused, printed, exported, killed: no file, argument or variable holds a word of it."""
    office, data, usb = tmp_path / "office", tmp_path / "data", tmp_path / "usb"
    paper = tmp_path_factory.mktemp("paper") / "receipts.bin"  # paper is no file of the kiosk's
    usb.mkdir()
    found_office(start, office)
    made_desk(start, data, office)
    (data / "kiosk.toml").write_text(f'[printer]\nkind = "file"\nfile = "{paper}"\n')
    terminal = opened(start, data)
    index = (data / "index").read_bytes()
    handed_over_and_printed(terminal)
    assert paper.stat().st_size > 1000
    refused(terminal)
    half_way(terminal)
    assert not [word for word in WORDS if word in processes(terminal)]
    terminal.press(F12)
    terminal.wait_for("Ce qui était déjà enregistré le reste.")
    assert NAME not in terminal.text()
    terminal.press("enter")
    terminal.wait_for(HOME)
    half_way(terminal)
    terminal.kill(signal.SIGKILL)
    assert terminal.end() == -signal.SIGKILL

    keys = open_desk(data, PASSPHRASE)
    keys.store.compact()
    keys.close()
    assert list(data.glob("store/*previous*"))
    export = start("export", usb, "--data", data, size=WIDE)
    export.said("Phrase de passe")
    export.line(PASSPHRASE)
    assert export.end() == 0
    assert list(usb.iterdir())

    again = opened(start, data)
    half_way(again)
    again.lead(("f10", Ui.LEAVE_TITLE.value))
    again.press("2", "enter")
    again.wait_for("La visite est terminée.")
    again.press("enter")
    again.wait_for(HOME)
    again.press("f10")
    again.wait_for("tapez la phrase de passe")
    again.type(PASSPHRASE)
    again.press("enter")
    assert again.end() == 0
    nothing_is_left_on(again)

    # The guidance's own index knows every procedure, whatever was done here.
    assert (data / "index").read_bytes() == index
    (data / "index").unlink()
    assert seek(tmp_path, WORDS) == []


@pytest.mark.slow
def test_no_signal_of_a_terminal_lets_anybody_out(start: Start, tmp_path: Path) -> None:
    """What Ctrl+C, Ctrl+Backslash and Ctrl+Z would send changes nothing; told to end, it leaves an empty terminal."""
    terminal = start("run", "--training", "--data", tmp_path / "data")
    terminal.wait_for(HOME)
    half_way(terminal)
    for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGTSTP):
        terminal.kill(number)
        terminal.rest()
        assert terminal.process.isalive()
    assert terminal.shows(NAME)
    terminal.press(KEYS["f8"])
    terminal.wait_for("F8 : revenir")
    assert not terminal.shows(NAME)
    terminal.press(KEYS["f8"])
    terminal.wait_for(NAME)
    terminal.kill(signal.SIGTERM)
    assert terminal.end() == 0
    nothing_is_left_on(terminal)


def nothing_is_left_on(terminal: Terminal) -> None:
    """Assert that the terminal is as it was, empty, without a title, a clipboard or anything to scroll back to."""
    assert restored(terminal)
    # No title, no link, no clipboard: of all that a terminal may be told, only the shape of a mouse's arrow.
    assert not re.search(rb"\x1b\](?!22;)", terminal.raw)
    assert b"\x1bk" not in terminal.raw  # no title of screen or tmux
    assert terminal.raw.rfind(b"\x1b[3J") > terminal.raw.rfind(b"\x1b[?1049l")
    assert not terminal.text().strip()


F12 = "\x1b[24~"
