"""What is done with the office by hand leaves a trace: who, when, what kind of thing, and nothing of a person's."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from kiosk.core.errors import KioskError, LinkFault, StoreFull
from kiosk.core.outbox import carried_id
from kiosk.core.ports import Drive, Seat
from kiosk.core.reference import Ticket
from kiosk.core.staff import Member
from kiosk.core.sync import Failure, must_tell
from kiosk.core.trace import Event
from kiosk.desk import road as desk_road
from kiosk.desk.desk import Desk
from kiosk.desk.folder import OFFICE, PUBLIC
from kiosk.desk.settings import Settings
from kiosk.flows.who import Who
from kiosk.office import keys
from kiosk.uplink.answers import read_answers
from tests.fakes import NOW, FaultyStore
from tests.memory import MemoryStore
from tests.office.made import MadeDesk, MadeOffice
from tests.uplink.made import FILE, KNOWN, Places, answers

BO = Who(Member(1, "Bo"))
TICKET = Ticket("K7Q4M29XD", b"k" * 16)


@pytest.fixture
def desk(tmp_path: Path) -> MadeDesk:
    """Make a desk with its folder, an office that trusts it, and a folder for a USB key."""
    office = MadeOffice(tmp_path / "office")
    (tmp_path / "data").mkdir()
    (tmp_path / "usb").mkdir()
    (tmp_path / "data" / OFFICE).write_bytes((office.folder / keys.PUBLIC).read_bytes())
    (tmp_path / "data" / PUBLIC).write_bytes(FILE)
    return office.desk()


def road(desk: MadeDesk, tmp_path: Path) -> desk_road.DeskRoad:
    return desk_road.DeskRoad(Desk(tmp_path / "data", Settings()), desk.store, desk.sealer, BO)


def key(folder: Path) -> Drive:
    return Drive(str(folder), folder.stat().st_dev)


def at_once(call: Callable[[], Any]) -> Any:
    return call()


def told(store: MemoryStore) -> list[tuple[str, Event]]:
    """Give who did what; nothing is said of an act but when it is recorded."""
    assert not [trace for trace in store.traces() if trace.act and trace.event is not Event.RECORDED]
    return [(trace.who, trace.event) for trace in store.traces() if trace.event is not Event.RECORDED]


def test_writing_a_usb_key_leaves_a_trace(desk: MadeDesk, tmp_path: Path) -> None:
    """Each export says who began it; where there is nothing to carry, there is none."""
    assert not road(desk, tmp_path).export(key(tmp_path / "usb"), at_once).files
    assert told(desk.store) == []
    desk.hand_over()
    assert road(desk, tmp_path).export(key(tmp_path / "usb"), at_once).acts == 1
    assert told(desk.store) == [("Bo", Event.EXPORTED)]


def test_an_export_is_traced_before_its_first_byte_leaves(desk: MadeDesk, tmp_path: Path) -> None:
    """If the key takes nothing, the acts are noted as offered and so is who offered them."""
    desk.hand_over()
    with pytest.raises(KioskError):
        road(desk, tmp_path).export(Drive(str(tmp_path / "no such key"), 1), at_once)
    assert told(desk.store) == [("Bo", Event.EXPORTED)]


def test_reading_answers_leaves_a_trace(desk: MadeDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Answers that were read, at the desk or by the command, say who brought them; a folder without any does not."""
    assert road(desk, tmp_path).receive(key(tmp_path / "usb"), at_once) is None
    assert told(desk.store) == []
    file = tmp_path / "usb" / "answers.ksa"
    file.write_bytes(answers())
    monkeypatch.setattr(desk_road, "load_answers", lambda *_: read_answers(answers(), desk.id, KNOWN))
    assert road(desk, tmp_path).receive(key(tmp_path / "usb"), at_once) is not None
    assert told(desk.store) == [("Bo", Event.IMPORTED)]
    monkeypatch.setattr(desk_road, "open_desk", lambda *_: opened(desk))
    monkeypatch.setattr(desk_road, "forget_due", lambda *_: None)
    desk_road.receive_locked(Desk(tmp_path / "data", Settings()), "", [file])
    assert told(desk.store)[1:] == [("Bo", Event.IMPORTED)]
    done = desk_road.receive_locked(Desk(tmp_path / "data", Settings()), "", [tmp_path / "usb"])
    assert (done.read, done.refused) == (1, ())  # a folder is read as a key is
    (tmp_path / "bare").mkdir()
    bare = desk_road.receive_locked(Desk(tmp_path / "data", Settings()), "", [tmp_path / "bare"])
    assert (bare.read, bare.refused) == (0, ())


def test_joining_a_hub_leaves_a_trace(desk: MadeDesk, tmp_path: Path) -> None:
    """Once the place is taken it says who took it; a place that was not taken says nothing."""
    file = (tmp_path / "data" / OFFICE).read_bytes()
    for lost in (True, False):
        asked: Any = Places(b"a" * 16, lost=lost)
        joining = desk_road.DeskJoining(
            Seat("Les Tilleuls", "Bus", file), asked, tmp_path / "data", desk.store, "https://hub", BO
        )
        if lost:
            with pytest.raises(LinkFault):
                joining.take()
            assert told(desk.store) == []
        else:
            joining.take()
    assert told(desk.store) == [("Bo", Event.JOINED)]


class Hub:
    """Answers for other desks' acts, or not."""

    def __init__(self) -> None:
        self.traced: list[Event] = []
        self.store = MemoryStore()

    def connect(self) -> None:
        """Do."""

    def status(self, *_: object) -> str:
        """Look at the traces when the question leaves."""
        self.traced = [trace.event for trace in self.store.traces()]
        raise LinkFault(Failure.NETWORK)

    def close(self) -> None:
        """Do."""


@pytest.mark.parametrize("full", [False, True])
def test_taking_back_another_desks_act_leaves_a_trace(
    full: bool, desk: MadeDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before the question leaves, it says who asked and the withdrawal is kept here; looking alone says nothing.

    No full disk keeps her from asking.
    """
    hub = Hub()
    desk.store = hub.store = FaultyStore()
    monkeypatch.setattr(desk_road, "hub_client", lambda *_: (hub, None))
    if full:
        monkeypatch.setattr(desk.store, "add", lambda *_: (_ for _ in ()).throw(StoreFull))
    with pytest.raises(LinkFault):
        road(desk, tmp_path).elsewhere(TICKET, at_once)
    assert hub.traced == []
    act = b"another desk's!!"
    if full:
        with pytest.raises(LinkFault):
            road(desk, tmp_path).take_back(TICKET, act, NOW, at_once)
        assert hub.traced == []
        return
    for _ in range(2):  # the line breaks, and she asks once more
        assert road(desk, tmp_path).take_back(TICKET, act, NOW, at_once)
        assert hub.traced == [Event.WITHDRAWN_ELSEWHERE]
    entry = desk.store.find(TICKET.reference)
    assert entry is not None
    assert (entry.id, entry.withdrawal_key, entry.envelope, must_tell(entry)) == (
        carried_id(entry.key_hash),
        TICKET.key,
        b"",
        True,
    )


def opened(desk: MadeDesk) -> Any:
    return SimpleNamespace(store=desk.store, who=BO, close=lambda: None)


def test_an_exchange_by_the_command_leaves_a_trace(
    desk: MadeDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`kiosk sync` says who began it; without a hub there is nothing to begin."""
    monkeypatch.setattr(desk_road, "open_desk", lambda *_: opened(desk))
    monkeypatch.setattr(desk_road, "forget_due", lambda *_: None)
    assert desk_road.sync_locked(Desk(tmp_path / "data", Settings()), "") is None
    assert told(desk.store) == []
    monkeypatch.setattr(desk_road, "syncer", lambda *_: SimpleNamespace(run=lambda now: "report"))
    assert desk_road.sync_locked(Desk(tmp_path / "data", Settings()), "") is not None
    assert told(desk.store) == [("Bo", Event.SYNCED)]
