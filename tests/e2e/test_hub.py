"""A desk, a hub and an office as three programs of their own: an act goes there and its outcome comes back."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from tests.e2e.conftest import Start
from tests.e2e.journey import HOME, SHOWN, to_next, to_questions, to_receipt
from tests.e2e.made import SECRETS, WIDE, became_staff, found_office
from tests.e2e.terminal import PASSPHRASE, Terminal, traces
from tests.hub.made import free_port


def told(start: Start, office: Path, *words: object) -> Terminal:
    """Run a command of the office, to its end."""
    verbs = [word for word in words if word]
    place = 2 if verbs[0] == "desk" else 1
    terminal = start("office", *verbs[:place], office, *verbs[place:], size=WIDE)
    terminal.said("Phrase de passe")
    terminal.line(PASSPHRASE)
    assert terminal.end() == 0, terminal.raw.decode()
    return terminal


def until_home(terminal: Terminal) -> None:
    """End the visit, from the receipt."""
    to_next(terminal)
    terminal.press("2", "enter")
    while not terminal.shows(HOME):
        terminal.press("enter")


@pytest.mark.slow
def test_an_act_goes_through_a_hub_and_comes_back(start: Start, tmp_path: Path) -> None:
    """The act leaves by itself; the desk shows what the office says, word by word; the hub's files name nobody."""
    office, data, relay = tmp_path / "office", tmp_path / "data", tmp_path / "hub"
    relay.mkdir()
    address = f"http://127.0.0.1:{free_port()}"
    found_office(start, office)
    hub = start("hub", "serve", "--data", relay, "--port", address.rpartition(":")[2], size=WIDE)
    code = hub.said(r"\n    (\S[^\r\n]+?)\s*\r?\n").group(1)
    hub.said("Le relais tourne")

    joined = start("office", "hub", office, address, size=WIDE)
    joined.said("Phrase de passe")
    joined.line(PASSPHRASE)
    joined.said("Code montré par le relais")
    joined.line(code)
    assert joined.end() == 0, joined.raw.decode()
    place = told(start, office, "desk", "add", "Bus du jeudi").said(r"\n    (\S[^\r\n]+?)\s*\r?\n").group(1)

    enrolled = start("enrol", address, "--data", data, size=WIDE)
    enrolled.said("Code donné par l’association")
    enrolled.line(place)
    enrolled.said("L’association : Les Tilleuls. Ce poste : Bus du jeudi.")
    became_staff(enrolled)
    assert enrolled.end() == 0, enrolled.raw.decode()

    desk = start("run", "--data", data)
    desk.wait_for("Borne verrouillée")
    desk.type(PASSPHRASE)
    desk.press("enter")
    to_questions(desk)
    reference = to_receipt(desk)
    until_home(desk)
    desk.press("f6")
    desk.wait_for(reference)
    desk.wait_for("déposé")  # without a key: the courier sends, and the screen follows

    inbox = told(start, office, "inbox").raw.decode()
    for shown in (reference, *SHOWN, "Je demande à fermer mon espace santé."):
        assert shown in inbox, shown
    desk.press("f5")
    desk.wait_for("pris en charge")
    told(start, office, "answer", reference, "rendez-vous", "revenir-mardi")
    desk.press("f5")
    desk.wait_for("rendez-vous")
    final = start("office", "answer", office, reference, "preuve-vue", size=WIDE)
    final.said("Phrase de passe")
    final.line(PASSPHRASE)
    final.said("C’est bien cela")
    final.line("oui")
    assert final.end() == 0
    assert SHOWN[0] in final.raw.decode()  # whose act it is
    assert "reste ici 10 minutes" in final.raw.decode()
    desk.lead(("escape", HOME))
    desk.press("f7")
    desk.wait_for("Le relais répond.")
    desk.kill(signal.SIGTERM)
    assert desk.end() == 0
    hub.kill(signal.SIGTERM)
    hub.end()
    assert traces(tmp_path, SECRETS) == []
