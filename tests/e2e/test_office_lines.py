"""The office in plain lines on a real terminal, with a real office: a day's work, covers, junk, and nothing left."""

from __future__ import annotations

import os
import re
import signal
from pathlib import Path
from time import sleep

import pytest

from kiosk.core.haste import HELD, STANDS
from kiosk.core.outbox import State
from kiosk.core.reference import spell
from kiosk.core.work import Deed
from tests.e2e.conftest import Start
from tests.e2e.terminal import F8, F9, F12
from tests.e2e.typist import Typist
from tests.office.desk_of_two import TwoActs
from tests.office.made import PASSPHRASE

CLEARED = b"\x1b[H\x1b[2J\x1b[3J"
NAME = "Zoé Lenoir-Diaby"
AT_HOME, IN_ACT = "référence ou mot : ", r"Que faire \? "


def opened(start: Start, office: TwoActs) -> Typist:
    """Open an office in lines."""
    typist = Typist(start("office", "console", "--linear", office.office.folder))
    typist.types(PASSPHRASE, "Phrase de passe .*: ")
    return typist


def reads(typist: Typist) -> None:
    """Press Enter until all of an act was said."""
    while typist.hears(rf"Entrée : suite\. |{IN_ACT}").group().startswith("Entrée"):
        sleep(STANDS + 0.1)
        typist.terminal.process.write(b"\r")


@pytest.mark.slow
def test_a_days_work_with_covers_in_the_middle(start: Start, tmp_path: Path) -> None:
    """By a reference: read, taken, noted, called back, answered for good and taken back; nothing of her is left."""
    office = TwoActs(tmp_path)
    entry = office.entries[0]
    typist = opened(start, office)
    terminal = typist.terminal
    typist.types(spell(entry.reference), f"À prendre : 2.*{AT_HOME}")
    typist.hears(NAME)
    reads(typist)
    terminal.process.write(b"prendre\r")
    typist.types("note", f"Pris par vous.*{IN_ACT}")
    typist.types("elle rappelle lundi", "Réponse : ")
    typist.hears(IN_ACT)
    terminal.process.write(F9.encode())
    typist.hears("verrouillé.*rien ne s’affiche.*: ")
    assert not terminal.shows("Lenoir")
    terminal.process.write(f"{PASSPHRASE}\r".encode())
    reads(typist)
    terminal.process.write(b"rappel\r")
    typist.types("3", "Réponse : ")
    typist.types("a", IN_ACT)
    states = typist.hears(r"Que répondre \? ").string
    number = re.search(r"(\d+)\. [^\n]*[Pp]reuve", states)
    assert number, states
    terminal.process.write(f"{number[1]}\r".encode())
    typist.types("1", f"{NAME}.*Numéro : ")
    typist.types("reprendre", f"reprendre pendant 10 minutes.*{IN_ACT}")
    typist.types("retour", f"La réponse est reprise.*{IN_ACT}")
    typist.hears(f"À prendre : 1.*{AT_HOME}")
    assert not terminal.shows("Lenoir")
    assert not terminal.shows("rappelle lundi")
    terminal.process.write("arrêter\r".encode())
    typist.types("1", r"Fermer le bureau \? ")
    assert terminal.end() == 0
    assert CLEARED in terminal.raw[-40:]
    assert PASSPHRASE.encode() not in terminal.raw
    with office.open() as house:
        deeds = [note.deed for note, _ in house.ledger.book.notes(entry.id)]
        assert deeds == [Deed.TAKE, Deed.NOTE, Deed.CALL_BACK, Deed.ANSWER, Deed.TAKE_BACK]
        record = house.ledger.get(entry.id)
        assert record is not None
        assert record.state is State.TAKEN


@pytest.mark.slow
def test_a_held_enter_and_what_is_no_line_do_nothing(start: Start, tmp_path: Path) -> None:
    """A held Enter opens, takes and ends nothing; bad bytes and torn sequences are dropped; haste empties at once."""
    office = TwoActs(tmp_path)
    typist = opened(start, office)
    terminal = typist.terminal
    typist.types("1", AT_HOME)
    typist.types("1", AT_HOME)
    typist.hears(NAME)
    reads(typist)
    for typed in ("prendre", "a", "2"):
        terminal.process.write(f"{typed}\r".encode())
        for _ in range(40):
            os.write(terminal.process.fd, b"\r")
            terminal.look(HELD / 3)
    for bad in (b"\x03\x1a\x1c\x04", b"\xff\xfe\xc3\x28", b"\x1b[1;5C\x1b[<0;1;1M", b"x" * 4000, b"\x15"):
        os.write(terminal.process.fd, bad)
        terminal.look(0.05)
    os.write(terminal.process.fd, F8.encode())
    typist.hears("Pause")
    assert not terminal.shows("Lenoir")
    os.write(terminal.process.fd, F12.encode())
    typist.hears("verrouillé.*rien ne s’affiche.*: ")
    assert not terminal.shows("Lenoir")
    terminal.kill(signal.SIGTERM)
    assert terminal.end(5) == 0
    with office.open() as house:
        assert [each.state for each in house.ledger.records()] == [State.TAKEN, State.TAKEN]


@pytest.mark.slow
def test_the_end_of_the_input_ends_it(start: Start, tmp_path: Path) -> None:
    """Hung up in the middle of an act, the office lets go by itself, and can be opened again."""
    office = TwoActs(tmp_path)
    typist = opened(start, office)
    typist.types("1", AT_HOME)
    typist.types("1", AT_HOME)
    typist.hears(NAME)
    assert typist.terminal.hang_up(8) in (0, 1)
    with office.open() as house:
        assert len(house.ledger.records()) == 2
