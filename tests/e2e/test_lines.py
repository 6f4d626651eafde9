"""The face of plain lines on a real terminal: one whole act, a lock in the middle, and nothing left behind."""

from __future__ import annotations

import os
import re
import signal
import termios
from pathlib import Path
from time import sleep

import pytest

from kiosk.core.haste import STANDS
from kiosk.core.procedure import Kind, path, shown_options
from kiosk.core.title import number
from scripts.measures.pty import make_desk
from tests.e2e.conftest import Start
from tests.e2e.journey import MAIN, NAME, PLANTED, SHELF, completed, typed
from tests.e2e.terminal import F1, F8, F9, F12, PASSPHRASE, traces
from tests.e2e.typist import Typist, plain_spaces

CLEARED = b"\x1b[H\x1b[2J\x1b[3J"
SECRETS = [*PLANTED, PASSPHRASE]
ASKS = r"[:?] \Z"
"""Where a field is asked: its name, or that an answer is wanted."""


def opened(start: Start, data: Path) -> Typist:
    """Start a desk in lines and open it."""
    typist = Typist(start("run", "--linear", "--data", data))
    typist.types(PASSPHRASE, "Phrase de passe .*: ")
    return typist


@pytest.mark.slow
def test_a_whole_act_with_a_lock_in_the_middle(start: Start, tmp_path: Path) -> None:
    """From the passphrase to the reference and home: after the lock and after the end nothing of her stands there."""
    data = make_desk(tmp_path)
    typist = opened(start, data)
    terminal, procedure = typist.terminal, SHELF.open("close")
    answers = completed(procedure, MAIN)
    typist.types(number(SHELF.titles(), "close"), "référence ou mot : ")
    for step in path(procedure, answers):
        typist.hears(re.escape(step.title.text.split()[0]))
        match step.kind:
            case Kind.INFORM | Kind.CHECK:
                while True:
                    typist.hears(r"Entrée : suite\. ")
                    sleep(STANDS + 0.1)
                    terminal.process.write(b"\r")
                    sleep(0.3)
                    terminal.look()
                    if re.search(r"Étape|Numéro : |Réponse : ", plain_spaces(terminal.raw[typist.at :].decode())):
                        break
            case Kind.CHOOSE | Kind.CHANNEL:
                names = [option.id for option in shown_options(step, answers)]
                typist.types(str(names.index(str(answers[step.id])) + 1), r"(?:\? |Numéro : )\Z")
            case Kind.ASK:
                for field in step.fields:
                    typist.types(typed(field) if isinstance(answers[field.id], str) else "", ASKS)
                    if field.id == "name":
                        typist.hears(NAME)
                        terminal.process.write(F9.encode())
                        typist.hears("verrouillé.*rien ne s’affiche.*: ")
                        assert not terminal.shows("Plantureux")
                        terminal.process.write(f"{PASSPHRASE}\r".encode())
                    sleep(0.3)
                    terminal.look()
                    if "Sinon, corrigez" in terminal.raw[typist.at :].decode():
                        typist.types("", ASKS)
            case Kind.CONSENT:
                typist.types("2", r"(?:\? |Numéro : )\Z")
                typist.types("1", r"C’est la personne qui répond\. ")
    reference = typist.hears(r"\b\w{3}-\w{3}-\w{3}\b").group()
    while typist.hears(r"Entrée : suite\. |le code s’efface\s+Numéro : ").group().startswith("Entrée"):
        sleep(STANDS + 0.1)
        terminal.process.write(b"\r")
    terminal.process.write(b"2\r")
    typist.types("2", r"Et maintenant \? ")
    typist.hears("La visite est terminée")
    terminal.rest()
    for secret in (*SECRETS, reference):
        assert not terminal.shows(secret)
    typist.types("", "suite. ")
    typist.types("arrêter", "référence ou mot : ")
    typist.types("2", r"Arrêter la borne \? ")
    typist.types(PASSPHRASE, "Phrase de passe .*: ")
    assert terminal.end() == 0
    assert CLEARED in terminal.raw[-40:]
    assert PASSPHRASE.encode() not in terminal.raw
    assert traces(tmp_path, SECRETS) == []


@pytest.mark.slow
def test_what_is_no_line_does_nothing(start: Start, tmp_path: Path) -> None:
    """Bad bytes, huge lines, keys that stop other programs and torn sequences answer nothing and stop nothing."""
    terminal = start("run", "--training", "--linear", "--data", tmp_path / "training")
    before = termios.tcgetattr(terminal.process.fd)
    typist = Typist(terminal)
    typist.hears("référence ou mot : ")
    for bad in (
        b"\x03\x1a\x1c\x04\x11\x13",
        b"\xff\xfe\xc3\x28\x80",
        b"\x1b[1;5C\x1b[A\x1b[<0;1;1M",
        b"x" * 200_000,
        b"\x15",
    ):
        os.write(terminal.process.fd, bad[:4000])
        for at in range(4000, len(bad), 4000):
            terminal.look(0.01)
            os.write(terminal.process.fd, bad[at : at + 4000])
    os.write(terminal.process.fd, b"\x15o\xc3")
    sleep(0.1)
    os.write(terminal.process.fd, b"\xb9\r")
    typist.hears("Accueil.*Personne")
    os.write(terminal.process.fd, b"x" * 50 + F8.encode())
    typist.hears("Pause")
    assert terminal.process.isalive()
    os.write(terminal.process.fd, F12.encode())
    typist.hears("Tout est effacé")
    terminal.kill(signal.SIGTERM)
    assert terminal.end(5) == 0
    assert CLEARED in terminal.raw[-40:]
    assert termios.tcgetattr(terminal.process.fd)[3] == before[3]


@pytest.mark.slow
def test_what_is_half_typed_outlasts_what_covers(start: Start, tmp_path: Path) -> None:
    """Hidden or locked, it is nowhere to be seen; then it stands there, and a held Enter gives it to nobody."""
    typist = opened(start, make_desk(tmp_path))
    terminal = typist.terminal
    typist.hears("référence ou mot : ")
    for cover, hidden, back in ((F9, "verrouillé.*: ", f"{PASSPHRASE}\r"), (F8, "Entrée", "\r")):
        terminal.process.write(b"zwx")
        typist.hears("zwx")
        terminal.process.write(cover.encode())
        typist.hears(hidden)
        assert not terminal.shows("zwx")
        sleep(STANDS + 0.1)
        terminal.process.write(back.encode())
        typist.hears("référence ou mot : zwx")
        terminal.process.write(b"\r")
        sleep(0.3)
        terminal.look()
        assert "zwx" in terminal.text()
        assert "un mot connu ici" not in plain_spaces(terminal.text())
        terminal.process.write(b"\x15")
    terminal.process.write(b"zwy")
    typist.hears("zwy")
    terminal.process.write(F12.encode())
    typist.hears("Tout est effacé.*référence ou mot : ")
    sleep(0.3)
    terminal.look()
    assert not terminal.shows("zwy")


@pytest.mark.slow
def test_what_is_half_typed_waits_for_its_question(start: Start, tmp_path: Path) -> None:
    """On a low terminal, which says the question in pages: a cover and a help give it back where it was typed.

    Covered again before that, it is nowhere to be seen; and who leaves in haste leaves none of it.
    """
    typist = Typist(start("run", "--linear", "--data", make_desk(tmp_path), size=(40, 12)))
    typist.types(PASSPHRASE, "Phrase de passe .*: ")
    process = typist.terminal.process
    typist.types("", r"Entrée : suite\. ")
    typist.hears("référence ou mot : ")
    process.write(b"zwx")
    typist.hears("zwx")
    process.write(F8.encode())
    typist.types("", r"Entrée : revenir\. ")
    typist.types("", r"Entrée : suite\. ")
    assert typist.hears("référence ou mot : (zwx)?")[1]
    sleep(STANDS + 0.1)
    process.write(F1.encode())
    while not (found := typist.hears(r"Entrée : suite\. |référence ou mot : (zwx)?")).group().startswith("r"):
        typist.types("", "")
    assert found[1]
    process.write(F8.encode())
    typist.types("", r"Entrée : revenir\. ")
    typist.hears(r"Entrée : suite\. ")
    process.write(F8.encode())
    typist.hears(r"Entrée : revenir\. ")
    assert not typist.terminal.shows("zwx")
    process.write(F12.encode())
    while not (found := typist.hears(r"Entrée : suite\. |référence ou mot : (zwx)?")).group().startswith("r"):
        typist.types("", "")
    sleep(0.3)
    typist.terminal.look()
    assert not typist.terminal.shows("zwx")


@pytest.mark.slow
def test_a_terminal_that_goes_ends_it(start: Start, tmp_path: Path) -> None:
    """Hung up in the middle of an answer, the kiosk ends by itself."""
    typist = opened(start, make_desk(tmp_path))
    typist.hears("référence ou mot : ")
    typist.terminal.process.write(b"Zel")
    assert typist.terminal.hang_up(8) in (0, 1)
