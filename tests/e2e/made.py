"""An office and a desk, made on real terminals by whom they are made by."""

from __future__ import annotations

from pathlib import Path

from tests.e2e.conftest import Start
from tests.e2e.journey import PLANTED
from tests.e2e.terminal import PASSPHRASE, Terminal
from tests.hub.made import free_port

WIDE = (400, 40)
CODE = r"\n    (\S[^\r\n]+?)\s*\r?\n"
"""A code, alone on its line."""
SECRETS = [*PLANTED, PASSPHRASE]


def found_office(start: Start, office: Path) -> None:
    """Make an office, as its coordinator does."""
    terminal = start("office", "init", office, "--name", "Les Tilleuls", "--phone", "01 23 45 67 89", size=WIDE)
    took_keys(terminal)
    assert terminal.end() == 0


def made_desk(start: Start, data: Path, office: Path) -> None:
    """Make a real desk, as a referent does."""
    terminal = start("init", office / "office.public", "--label", "Bus du jeudi", "--data", data, size=WIDE)
    became_staff(terminal)
    assert terminal.end() == 0
    terminal.said("Le poste est prêt")


def became_staff(terminal: Terminal) -> None:
    """Give a pseudonym and a passphrase, and copy the recovery key."""
    terminal.said("Votre pseudonyme")
    terminal.line("Ama")
    took_keys(terminal)


def took_keys(terminal: Terminal) -> None:
    """Give a new passphrase twice, copy the recovery key from the screen, and type one group of it back."""
    terminal.said("Nouvelle phrase de passe")
    terminal.line(PASSPHRASE)
    terminal.said("Encore une fois")
    terminal.line(PASSPHRASE)
    paper = [terminal.said(rf"\s{number}\.  (\w{{4}})").group(1) for number in range(1, 9)]
    terminal.said("L’écran sera effacé")
    terminal.line("")
    asked = int(terminal.said(r"Tapez le groupe numéro (\d)").group(1))
    terminal.line(paper[asked - 1])


def told(start: Start, office: Path, *words: object) -> Terminal:
    """Run a command of the office, to its end."""
    verbs = [word for word in words if word]
    place = 2 if verbs[0] == "desk" else 1
    terminal = start("office", *verbs[:place], office, *verbs[place:], size=WIDE)
    terminal.said("Phrase de passe")
    terminal.line(PASSPHRASE)
    assert terminal.end() == 0, terminal.raw.decode()
    return terminal


def served(start: Start, data: Path) -> tuple[Terminal, str, str]:
    """Let a hub run in a folder of its own; gives it, its address, and the code with which its first office joins."""
    data.mkdir()
    address = f"http://127.0.0.1:{free_port()}"
    hub = start("hub", "serve", "--data", data, "--port", address.rpartition(":")[2], size=WIDE)
    code = hub.said(CODE).group(1)
    hub.said("Le relais tourne")
    return hub, address, code


def joined(start: Start, office: Path, address: str, code: str) -> None:
    """Let an office join a hub."""
    terminal = start("office", "hub", office, address, size=WIDE)
    terminal.said("Phrase de passe")
    terminal.line(PASSPHRASE)
    terminal.said("Code montré par le relais")
    terminal.line(code)
    assert terminal.end() == 0, terminal.raw.decode()


def enrolled(start: Start, office: Path, address: str, data: Path, label: str) -> None:
    """Make a desk by a code of the office, through the hub."""
    place = told(start, office, "desk", "add", label).said(CODE).group(1)
    desk = start("enrol", address, "--data", data, size=WIDE)
    desk.said("Code donné par l’association")
    desk.line(place)
    desk.said(f"L’association : Les Tilleuls. Ce poste : {label}.")
    became_staff(desk)
    assert desk.end() == 0, desk.raw.decode()
