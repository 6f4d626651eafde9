"""The laws of the office on the road: each act once, whoever brings it, and no word of a person gets lost."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kiosk.core.errors import IllegalMove, LinkFault
from kiosk.core.outbox import State
from kiosk.core.status import Reason
from kiosk.office import exchange
from kiosk.uplink.client import verified_time
from kiosk.wire import protocol
from tests.hub.made import Asks
from tests.office.road import Road, RoadDesk


def test_there_and_back(road: Road, desk: RoadDesk) -> None:
    """What a desk gave the hub is taken once and shown once, and each answer is at the hub for the desk."""
    entry = desk.hand_over()
    desk.send(road, entry)
    (act,) = road.inbox().work
    assert (act.id, act.answers["name"]) == (entry.id, "Zoé Lenoir-Diaby")
    assert road.inbox().work == ()
    states = []
    for said in ((), (State.APPOINTMENT, Reason.COME_TUESDAY), (State.PROOF_SEEN,)):
        if said:
            assert road.answer(entry, *said).told
        news = desk.news(road, entry)
        assert news is not None
        states.append((news.said.state, news.said.reason, news.said.sequence))
    assert states == [("taken", "", 3), ("appointment", "come_tuesday", 4), ("proof_seen", "", 5)]


def test_the_office_says_what_time_it_is(road: Road, desk: RoadDesk) -> None:
    """At each talk with its hub, also where no act is spoken of; an earlier hub is not asked to keep it."""
    for _ in range(2):
        road.clock.now += 86_400
        road.inbox()
        time = Asks(road.client, desk.token).ask("/v1/sync", protocol.SyncAsk(), protocol.SyncTold).time
        assert time is not None
        assert verified_time(time, road.office.public) == road.now()
        assert verified_time(protocol.OfficeTime(time.at + 1, time.signature), road.office.public) is None
    asked: list[str] = []
    older = protocol.Hello((1,), 1, road.hub.key, joined=True)

    def alter(path: str, told: Any) -> Any:
        asked.append(path)
        return older if path == "/hub" else told

    road.alter = alter
    road.inbox()
    assert asked
    assert "/v1/office/time" not in asked


def test_two_roads_are_one_act(road: Road, desk: RoadDesk, usb: Path) -> None:
    """Over the network and on a key, twice and in any order, an act is taken once and shown once."""
    entries = [desk.hand_over() for _ in range(3)]
    data = desk.bundle(usb)
    desk.send(road, *entries[:2])
    shown = [act.id for act in road.bring(data).work]
    desk.send(road, *entries)
    for taken in (road.inbox(), road.bring(data), road.bring(data, online=False)):
        shown += [act.id for act in taken.work]
    assert sorted(shown) == sorted(entry.id for entry in entries)
    assert {(each.state, each.sequence, each.told) for each in road.records()} == {(State.TAKEN, 3, True)}


def test_what_was_never_shown_is_work(road: Road, desk: RoadDesk, usb: Path) -> None:
    """Cut off between the ledger and the screen, or before the hub heard of it, an act is shown by the next run."""
    one, other = desk.hand_over(), desk.hand_over("mask")
    data = desk.bundle(usb)
    desk.send(road, one)
    road.breaks = lambda path: path == "/v1/office/answers"
    with pytest.raises(LinkFault):
        road.inbox()
    assert [each.state for each in road.records()] == [State.TAKEN]
    road.breaks = lambda path: False
    assert [act.id for act in road.inbox(show=False).work] == [one.id]
    assert [act.id for act in road.bring(data, online=False, show=False).work] == [one.id, other.id]
    assert {act.id for act in road.inbox().work} == {one.id}  # the other one came on a key alone: the file shows it
    assert [act.id for act in road.bring(data).work] == [other.id]
    assert road.inbox().work == road.bring(data).work == ()


def test_taken_back_before_anybody_saw_it(road: Road, desk: RoadDesk, usb: Path) -> None:
    """With the receipt's key, before a person at the office has seen the act, it is stopped and never shown."""
    before, between, late = (desk.hand_over() for _ in range(3))
    data = desk.bundle(usb)
    desk.withdraw(before, key=True)
    desk.send(road, before)
    assert road.inbox().work == ()
    assert road.record(before).state is State.STOPPED  # fetched: the hub has its bytes, and she has the last word
    desk.send(road, between)
    road.inbox(show=False)
    desk.withdraw(between, key=True)
    desk.send(road, between)
    assert road.inbox().work == ()
    assert road.record(between).state is State.STOPPED
    desk.withdraw(late, key=True)
    desk.send(road, late)
    assert [act.id for act in road.bring(data).work] == []
    assert road.record(late).state is State.STOPPED
    assert {desk.news(road, each).said.state for each in (before, between, late)} == {"stopped"}  # type: ignore[union-attr]


def test_a_stop_after_the_taking_is_for_a_person(road: Road, desk: RoadDesk) -> None:
    """Once an act was shown, a key is a request: nothing but its end may be said, and the end is said by a person."""
    entry = desk.hand_over()
    desk.send(road, entry)
    road.inbox()
    desk.withdraw(entry, key=True)
    desk.send(road, entry)
    with pytest.raises(IllegalMove):
        road.answer(entry, State.PROOF_SEEN, Reason.TOO_LATE)  # nobody has read it
    assert road.record(entry).state is State.TAKEN
    assert road.inbox().work == ()
    for said in ((State.PROOF_SEEN,), (State.APPOINTMENT, Reason.COME_FRIDAY), (State.REDO, Reason.INCOMPLETE)):
        with pytest.raises(IllegalMove):
            road.answer(entry, *said)
    assert road.answer(entry, State.PROOF_SEEN, Reason.TOO_LATE).told
    news = desk.news(road, entry)
    assert news is not None
    assert (news.said.state, news.said.reason) == ("proof_seen", "too_late")
    with pytest.raises(IllegalMove):
        road.answer(entry, State.STOPPED)


def test_a_stop_without_the_receipt_is_checked_with_her(road: Road, desk: RoadDesk) -> None:
    """Without the key the act goes on being shown; once somebody has read the request, what she says then counts."""
    entry = desk.hand_over()
    desk.withdraw(entry, key=False)
    desk.send(road, entry)
    (act,) = road.inbox(show=False).work
    assert act.stop_asked
    with pytest.raises(IllegalMove):
        road.answer(entry, State.PROOF_SEEN)
    road.inbox()
    assert road.answer(entry, State.PROOF_SEEN).told


def test_too_late_answers_a_request(road: Road, desk: RoadDesk) -> None:
    """Nobody says `too_late` where nobody asked."""
    entry = desk.hand_over()
    desk.send(road, entry)
    road.inbox()
    with pytest.raises(IllegalMove):
        road.answer(entry, State.PROOF_SEEN, Reason.TOO_LATE)


def test_withdrawn_at_the_hub_while_it_is_taken(road: Road, desk: RoadDesk, usb: Path) -> None:
    """The hub signed `withdrawn` before it heard of the taking: an act that was shown waits for a person's answer."""
    entry = desk.hand_over()
    data = desk.bundle(usb)
    assert len(road.bring(data, online=False).work) == 1
    desk.withdraw(entry, key=True)
    desk.send(road, entry)
    assert road.inbox().work == ()
    record = road.record(entry)
    assert (record.state, record.stop_asked, bool(record.stop_key)) == (State.TAKEN, True, True)
    assert road.answer(entry, State.STOPPED).told
    assert desk.news(road, entry).said.state == "stopped"  # type: ignore[union-attr]


def test_one_who_only_withdrew_is_noted(road: Road, desk: RoadDesk) -> None:
    """A withdrawal whose act never came is kept, shown once, and stops the act should it come."""
    entry = desk.hand_over()
    desk.withdraw(entry, key=True)  # it never left: its bytes are gone here
    desk.send(road, entry)
    assert road.inbox().work == ()
    with road.open() as opened:
        assert opened.unread_stops() == []
        assert [(each.act, each.hash) for each in opened.ledger.records()] == [(entry.id, b"")]
    sent = desk.store.get(entry.id)
    assert sent is not None
    assert not sent.envelope
    desk.store.change(replace(sent, envelope=entry.envelope))
    desk.send(road, entry, withdrawals=False)
    assert road.inbox().work == ()
    assert road.record(entry).state is State.STOPPED


def test_the_hub_counts_as_read_what_is_in_the_ledger(road: Road, desk: RoadDesk) -> None:
    """A list of withdrawals whose answer was lost does not count as read."""
    entry = desk.hand_over()
    desk.send(road, entry)
    road.inbox()
    desk.withdraw(entry, key=False)
    desk.send(road, entry)
    with road.open() as opened, road.line(opened) as client:
        next(client.waiting())  # lost: nothing came of it here
        opened.answer(entry.id, State.PROOF_SEEN, None)
        codes = exchange._give(opened, client, [opened.ledger.find(entry.reference)[0]])
        assert codes == {entry.id: "stop_unread"}
        exchange.deliver(opened, client)
        record = opened.ledger.find(entry.reference)[0]
        assert (record.told, record.stop_asked, record.stop_read) == (True, True, False)  # too late, and to be read
