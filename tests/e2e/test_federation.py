"""One hub, two offices and a desk of each, all as programs of their own: an act comes to its own office alone."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from tests.e2e.conftest import Start
from tests.e2e.journey import to_questions, to_receipt, until_home
from tests.e2e.made import CODE, WIDE, enrolled, found_office, joined, served, told
from tests.e2e.terminal import PASSPHRASE, Terminal


def settled(start: Start, folder: Path, address: str, code: str) -> Terminal:
    """Let an office join with the hub's code, and a desk with the office's; give the desk, at its home."""
    office, data = folder / "office", folder / "data"
    found_office(start, office)
    joined(start, office, address, code)
    enrolled(start, office, address, data, "Bus du jeudi")
    desk = start("run", "--data", data)
    desk.wait_for("Borne verrouillée")
    desk.type(PASSPHRASE)
    desk.press("enter")
    return desk


@pytest.mark.slow
def test_an_act_comes_to_its_own_office_alone(start: Start, tmp_path: Path) -> None:
    """Both desks send, each office opens its own; one that may have no more says so at the desk and at the office."""
    relay = tmp_path / "hub"
    hub, address, first = served(start, relay)
    added = start("hub", "bureau", "ajouter", "Maison du Nord", "--acts", "1", "--data", relay, size=WIDE)
    second = added.said(CODE).group(1)
    assert added.end() == 0
    references = []
    for name, code in (("one", first), ("two", second)):
        (tmp_path / name).mkdir()
        desk = settled(start, tmp_path / name, address, code)
        to_questions(desk)
        references.append(to_receipt(desk))
        until_home(desk)
        desk.press("f6")
        desk.wait_for(references[-1])
        desk.wait_for("déposé")
        desk.kill(signal.SIGTERM)
        assert desk.end() == 0
    inboxes = [told(start, tmp_path / name / "office", "inbox").raw.decode() for name in ("one", "two")]
    for number, inbox in enumerate(inboxes):
        assert references[number] in inbox
        assert references[1 - number] not in inbox
    assert "plus de place" not in inboxes[0]
    assert "plus de place" in inboxes[1]
    status = start("hub", "status", "--data", relay, size=WIDE)
    assert status.end() == 1  # a limit is reached
    shown = status.raw.decode().replace("\u00a0", " ")
    for said in ("Bureau 1 : sans nom", "Bureau 2 : Maison du Nord", "1 sur 1", "Limite atteinte"):
        assert said in shown
    hub.kill(signal.SIGTERM)
    hub.end()
