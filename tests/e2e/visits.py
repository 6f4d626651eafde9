"""Whole visits at a real desk that end in every way, and what must not be left of them."""

from __future__ import annotations

import re
import signal
from pathlib import Path

from kiosk.desk.keys import open_desk
from kiosk.words.ui import Ui
from tests.e2e.conftest import Start
from tests.e2e.journey import HOME, MAIN, NAME, PLANTED, Journey, to_next
from tests.e2e.made import WIDE, found_office, made_desk
from tests.e2e.terminal import F12, PASSPHRASE, Terminal, restored

PERSON = [*PLANTED, "06 98 76 54 32", "09/03/1958", "1958-03-09"]
ACTS = ["Fermer Mon espace santé", "fermeture de mon espace", "Mon espace santé"]
"""What would say which act it was: never beside a person, nor anywhere but in the guidance itself."""
WORDS = [*PERSON, *ACTS, PASSPHRASE]
VISITS = 5
"""How many `visit_and_leave` makes."""


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


def nothing_is_left_on(terminal: Terminal) -> None:
    """Assert that the terminal is as it was, empty, without a title, a clipboard or anything to scroll back to."""
    assert restored(terminal)
    # No title, no link, no clipboard: of all that a terminal may be told, only the shape of a mouse's arrow.
    assert not re.search(rb"\x1b\](?!22;)", terminal.raw)
    assert b"\x1bk" not in terminal.raw  # no title of screen or tmux
    assert terminal.raw.rfind(b"\x1b[3J") > terminal.raw.rfind(b"\x1b[?1049l")
    assert not terminal.text().strip()


def visit_and_leave(start: Start, folder: Path, paper: Path) -> None:
    """Found an office and a desk in a folder; visits are handed over and printed, refused, left twice, and killed.

    Args:
        start: starts `kiosk` on a terminal.
        folder: every file that is written is in it.
        paper: the file that stands for what the printer prints: no file of the kiosk's.
    """
    office, data, usb = folder / "office", folder / "data", folder / "usb"
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
