"""While a printer is mute and a USB key is slow: no bytes end, deafen or bare the desk, on a real terminal."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from time import monotonic

import pytest

from kiosk.desk.keys import open_desk
from scripts.measures import slow
from scripts.measures.garbage import JOBS, throw
from scripts.measures.pty import make_desk
from tests.e2e.conftest import Start
from tests.e2e.journey import HIDDEN, HOME, LEFT, LOCKED
from tests.e2e.shell import CLEARED, COMMAND, DEFECT, MALFORMED, RAN, Host, opened, ran_nothing, scan
from tests.e2e.terminal import F8, F9, F12, KEYS, PASSPHRASE, Terminal, soon, within

PRINTING, OFF = "Impression… Échap : arrêter.", "Éteignez l’imprimante"
BUSY = {"1": "Écriture sur la clé USB…", "2": "Lecture de la clé USB…"}
HOSTILE = [*MALFORMED, b"\x1b]0;" + b"x;" * 3000, b"\x1b[" + b"1;" * 3000, b"\x1bP", b"\xff" * 5000, b"\x1b[200~" * 50]


def hurl(terminal: Terminal, stays: str) -> None:
    """Send what nobody can read: what is shown stays."""
    for piece in HOSTILE:
        os.write(terminal.process.fd, piece)
        terminal.look(0)
    terminal.rest(0.2)
    assert terminal.shows(stays), terminal.text()


def goes_on(terminal: Terminal, stays: str) -> None:
    """See that bytes change nothing, that F8 and F9 cover, and that the passphrase uncovers the same thing."""
    for keys, words in ((F8, HIDDEN), (F8, stays), (F9, LOCKED), (f"{F9}{PASSPHRASE}\r", stays)):
        hurl(terminal, stays if words in (HIDDEN, LOCKED) else HIDDEN if keys == F8 else LOCKED)
        soon(terminal, keys, words)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Path]:
    """Give a desk with a mute printer, and acts enough for a long sheet."""
    data = make_desk(tmp_path)
    slow.waiting_acts(data, 60)
    (tmp_path / "key").mkdir()
    with slow.mute_printer(data):
        yield data


def to_print(terminal: Terminal) -> None:
    """Print the sheet of the day, large."""
    soon(terminal, KEYS["f6"], "File d’attente")
    soon(terminal, "\x1b[[D", "Comment imprimer cette feuille ?")
    soon(terminal, "2", "> 2")
    soon(terminal, "\r", PRINTING)


@pytest.mark.slow
def test_bytes_during_an_export_an_import_and_a_print(desk: Path, tmp_path: Path, host: Host) -> None:
    """While each waits, hostile bytes change nothing, each key that covers covers, and the shell is given nothing."""
    key = tmp_path / "key"
    terminal = host(sys.executable, "-m", "scripts.measures.slow", key, "run", "--data", desk)
    opened(terminal)
    slow.gate(key).touch()
    soon(terminal, KEYS["f7"], "Écrire les actes")
    for digit in ("1", "2"):
        soon(terminal, digit, f"> {digit}")
        soon(terminal, "\r", "Quelle clé USB ?")
        soon(terminal, "1", "> 1")
        soon(terminal, "\r", BUSY[digit])
        if digit == "1":
            goes_on(terminal, BUSY[digit])
        else:
            hurl(terminal, BUSY[digit])
            soon(terminal, F8, HIDDEN)
            soon(terminal, F8, BUSY[digit])
        slow.gate(key).unlink()
        terminal.wait_for("60 actes exportés" if digit == "1" else "faux.ksa")
        (key / "faux.ksa").write_bytes(b"KSKA")
        slow.gate(key).touch()
    assert len(list(key.glob("*.ksb"))) == 1
    soon(terminal, KEYS["escape"], HOME)
    to_print(terminal)
    goes_on(terminal, PRINTING)
    soon(terminal, F12, LEFT)
    soon(terminal, "\r", HOME)
    terminal.wait_for(OFF)
    scan(terminal, F9.encode() + COMMAND.encode())
    ran_nothing(terminal)


@pytest.mark.slow
def test_garbage_during_each_job_ends_unlocks_and_deafens_nothing(tmp_path: Path) -> None:
    """What `scripts/bench fuzz` throws reaches a desk that writes a key, reads one and prints."""
    thrown = throw(tmp_path, 4_000, seed=5, jobs=True)
    assert set(JOBS) <= set(thrown.screens)
    assert thrown.slowest < within()


@pytest.mark.slow
def test_a_terminal_that_goes_during_a_print(desk: Path, tmp_path: Path, start: Start) -> None:
    """A hang-up while the printer takes nothing ends it in time, and the next one opens the store."""
    terminal = opened(start("run", "--data", desk))
    to_print(terminal)
    terminal.hang_up(12)
    open_desk(desk, PASSPHRASE).store.close()


@pytest.mark.slow
def test_a_defect_during_a_print(desk: Path, tmp_path: Path, host: Host) -> None:
    """It ends with 70 and one sentence all the same, and what is typed meanwhile goes to nobody."""
    program = tmp_path / "defect.py"
    program.write_text(DEFECT)
    terminal = host(sys.executable, program, "run", "--data", desk, ";", "echo", "code=$?")
    opened(terminal)
    to_print(terminal)
    terminal.process.write(KEYS["f1"].encode())
    began = monotonic()
    while CLEARED not in terminal.raw:
        terminal.look(0.02)
    assert monotonic() - began < within(), "what was shown stands there while it ends"
    scan(terminal, COMMAND.encode() * 8)
    terminal.wait_for("code=70")
    terminal.rest(0.5)
    assert RAN not in terminal.raw
    after = terminal.raw[terminal.raw.rindex(CLEARED) :].decode()
    assert after.count("La borne s’est arrêtée à cause d’une erreur") == 1
