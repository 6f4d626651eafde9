"""A desk, a hub and an office as three programs of their own: an act goes there and its outcome comes back."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from tests.e2e.conftest import Start
from tests.e2e.journey import HOME, SHOWN, to_questions, to_receipt, until_home
from tests.e2e.made import SECRETS, WIDE, enrolled, found_office, joined, served, told
from tests.e2e.terminal import PASSPHRASE, traces


@pytest.mark.slow
def test_an_act_goes_through_a_hub_and_comes_back(start: Start, tmp_path: Path) -> None:
    """The act leaves by itself; the desk shows what the office says, word by word; the hub's files name nobody."""
    office, data, relay = tmp_path / "office", tmp_path / "data", tmp_path / "hub"
    found_office(start, office)
    hub, address, code = served(start, relay)
    joined(start, office, address, code)
    enrolled(start, office, address, data, "Bus du jeudi")

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
    well = told(start, office, "desk", "list").raw.decode().replace("\u00a0", " ")
    for said in ("Bus du jeudi : reconnu, vu", "Programme : 0.1.0", "Imprimante : aucune", "Actes bloqués : 0"):
        assert said in well
    usb = tmp_path / "usb"
    usb.mkdir()
    export = start("export", usb, "--data", data, size=WIDE)
    export.said("Phrase de passe")
    export.line(PASSPHRASE)
    assert export.end() == 0
    (left,) = usb.iterdir()
    assert "lues sur la clé : 1" in told(start, office, "import", left).raw.decode().replace("\u00a0", " ")
    assert "lues sur la clé" not in told(start, office, "import", left).raw.decode()
    hub.kill(signal.SIGTERM)
    hub.end()
    assert traces(tmp_path, SECRETS) == []
