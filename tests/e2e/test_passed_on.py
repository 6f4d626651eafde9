"""One hub, two offices and a desk, all as programs: an act goes to the other office, and its word comes back."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from tests.e2e.conftest import Start
from tests.e2e.journey import to_questions, to_receipt, until_home
from tests.e2e.made import CODE, WIDE, enrolled, found_office, joined, served, told
from tests.e2e.terminal import PASSPHRASE, Terminal


def opened(start: Start, office: Path, *words: object, code: str = "") -> Terminal:
    """Begin a command of an office that asks something after the passphrase."""
    terminal = start("office", *words[:2], office, *words[2:], size=WIDE)
    terminal.said("Phrase de passe")
    terminal.line(PASSPHRASE)
    if code:
        terminal.said("Code donné par l’autre bureau")
        terminal.line(code)
    return terminal


@pytest.mark.slow
def test_an_act_is_passed_to_another_office_and_its_word_comes_back(start: Start, tmp_path: Path) -> None:
    """Partner, consent, exchange; the other reads where it comes from, answers, and this office says it on."""
    relay, near, far, data = (tmp_path / name for name in ("hub", "near", "far", "data"))
    hub, address, first = served(start, relay)
    second = start("hub", "office", "add", "Maison du Nord", "--data", relay, size=WIDE).said(CODE).group(1)
    found_office(start, near)
    found_office(start, far)
    joined(start, near, address, first)
    joined(start, far, address, second)
    place = told(start, far, "desk", "add", "Bureau du sud").said(CODE).group(1)
    added = opened(start, near, "partner", "add", address, code=place)
    assert added.end() == 0, added.raw.decode()
    added.said("est un bureau partenaire. Il vous connaît comme « Bureau du sud »")
    told(start, far, "desk", "list")
    enrolled(start, near, address, data, "Bus du jeudi")
    desk = start("run", "--data", data)
    desk.wait_for("Borne verrouillée")
    desk.type(PASSPHRASE)
    desk.press("enter")
    to_questions(desk)
    reference = to_receipt(desk)
    until_home(desk)
    desk.press("f6")
    desk.wait_for("déposé")
    desk.kill(signal.SIGTERM)
    assert desk.end() == 0
    assert reference in told(start, near, "inbox").raw.decode()
    passing = start("office", "pass", near, reference, size=WIDE)
    passing.said("Phrase de passe")
    passing.line(PASSPHRASE)
    for asked, typed in (("Passer à quel bureau", "1"), ("a-t-elle répondu", "2"), ("entendu ces mots", "1")):
        passing.said(rf"{asked}[^$]*Tapez un numéro")
        passing.line(typed)
    assert passing.end() == 0, passing.raw.decode()
    passing.said("Il vous appellera à notre place")
    passing.said("L’acte part au prochain échange")
    assert "0" in told(start, near, "sync").raw.decode()
    read = told(start, far, "inbox").raw.decode().replace("\u00a0", " ")
    assert "Passé par le bureau « Les Tilleuls », avec son accord" in read
    assert f"Son reçu porte la référence {reference}" in read
    assert "Elle a" not in read.partition("Passé par")[0]
    there = read.partition("=== ")[2][:11]
    assert there != reference
    told(start, far, "answer", there, "injoignable", "pas-de-reponse")
    told(start, near, "sync")
    console = start("office", "console", near)
    console.wait_for("Tapez votre phrase de passe")
    console.type(PASSPHRASE)
    console.press("enter")
    console.wait_for("À relire 1")
    console.press("5", "enter")
    console.wait_for("Dites-le maintenant au poste")
    assert console.shows("répond : injoignable") or console.shows("répond")
    console.kill(signal.SIGTERM)
    hub.kill(signal.SIGTERM)
