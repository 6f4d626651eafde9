"""An office and a desk, made on real terminals by whom they are made by."""

from __future__ import annotations

from pathlib import Path

from tests.e2e.conftest import Start
from tests.e2e.journey import PLANTED
from tests.e2e.terminal import PASSPHRASE, Terminal

WIDE = (400, 40)
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
