"""The laws of desks that come, go and come back, and of withdrawals whose act is not there."""

from __future__ import annotations

import argparse
from contextlib import contextmanager
from typing import Any

import pytest

from kiosk.core.errors import DeskGone, LinkFault
from kiosk.core.outbox import Entry
from kiosk.core.sync import Failure
from kiosk.core.taking import MOST_LONE
from kiosk.core.trust import CODE_GRACE, CODE_LIFE
from kiosk.crypto import enrol
from kiosk.glass.terminal import Terminal
from kiosk.machine.exits import Exit
from kiosk.office import desks, exchange, hub_commands, keys, printed
from kiosk.office.house import Carried, House
from kiosk.office.telling import unmarked
from kiosk.uplink.bundle import act_of
from kiosk.wire import enrolment, protocol, signed
from kiosk.words.catalogues import Catalogues
from tests.drawn import nothing_drawn
from tests.office.road import Road, RoadDesk


def oral(desk: RoadDesk, entry: Entry) -> signed.SentWithdrawal:
    """Say without a receipt that she wishes to stop."""
    return signed.SentWithdrawal(entry.id, entry.reference, entry.key_hash, None, signed.Stamp(0, 0, "", None))


def revoke(road: Road, monkeypatch: pytest.MonkeyPatch, **options: Any) -> Exit:
    """Run `desk revoke`."""

    @contextmanager
    def open_house(*_: Any, **__: Any) -> Any:
        with road.open() as opened:
            yield opened

    monkeypatch.setattr(hub_commands, "open_house", open_house)
    args = argparse.Namespace(folder=road.office.folder, label="Bus du jeudi", **options)
    return hub_commands._desk_revoke(args, Terminal(Catalogues(), "fr"))


def test_nothing_is_revoked_blindly(road: Road, desk: RoadDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a line a desk stays trusted; with `now` it is revoked all the same."""

    @contextmanager
    def line(_: House) -> Any:
        raise LinkFault(Failure.NETWORK)
        yield

    monkeypatch.setattr(exchange, "line", line)
    assert revoke(road, monkeypatch, now=False) is Exit.FAULT
    assert [each.desk for each in keys.desks(road.office.folder)] == [desk.id]
    assert revoke(road, monkeypatch, now=True) is Exit.OK
    assert keys.desks(road.office.folder) == []


def test_what_the_hub_had_before_a_revocation_is_taken(road: Road, desk: RoadDesk) -> None:
    """Acts that the hub got before are taken after it; of a later one it is said that the desk is gone."""
    entry, late = desk.hand_over(), desk.hand_over()
    desk.send(road, entry)
    road.clock.now += 60
    with road.open() as opened:
        desks.revoke(opened, desk.id)
        held = {act_of(late): road.clock.now + 60}
        refused = opened.take([act_of(late)], (), Carried(held=held)).refused
        assert [type(each.error) for each in refused] == [DeskGone]
    assert [act.id for act in road.inbox().work] == [entry.id]


def test_what_a_hub_dates_before_a_revocation_is_doubtful(
    road: Road, desk: RoadDesk, capsys: pytest.CaptureFixture[str]
) -> None:
    """A hub that gives an earlier date proves nothing: such an act is shown as doubtful; a trusted desk's is not."""
    before, forged = desk.hand_over(), desk.hand_over()
    args, doubt = argparse.Namespace(folder=road.office.folder), "! Acte douteux"
    with road.open() as opened:
        work = opened.take([act_of(before)], ()).work
        printed.print_acts(args, work, Terminal(Catalogues(), "fr"))
        assert doubt not in capsys.readouterr().out
        desks.revoke(opened, desk.id)
        work = opened.take([act_of(forged)], (), Carried(held={act_of(forged): road.clock.now - 60})).work
        assert len(work) == 1
        printed.print_acts(args, work, Terminal(Catalogues(), "fr"))
        assert doubt in capsys.readouterr().out
        again = opened.open_again([act_of(before)]).acts
        printed.print_acts(args, again, Terminal(Catalogues(), "fr"))
        assert doubt in capsys.readouterr().out


def test_an_act_that_is_printed_is_sentences_where_nothing_may_be_drawn(
    road: Road, desk: RoadDesk, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With `ACCESSIBLE` a command marks no heading and no quotation for the eye alone; all of the words stay."""
    with road.open() as opened:
        work = opened.take([act_of(desk.hand_over())], ()).work
    said = []
    for wanted in ("", "1"):
        monkeypatch.setenv("ACCESSIBLE", wanted)
        printed.print_acts(argparse.Namespace(folder=road.office.folder), work, Terminal(Catalogues(), "fr"))
        said.append(capsys.readouterr().out)
    with pytest.raises(AssertionError):
        nothing_drawn(said[0])
    nothing_drawn(said[1])
    assert [unmarked(line) for line in said[0].split("\n") if unmarked(line)] == said[1].strip().split("\n")


def test_a_desk_that_comes_back_stays(road: Road, desk: RoadDesk) -> None:
    """Revoked while the hub was away and enrolled again since, a desk is vouched for and not thrown out."""
    with road.open() as opened:
        desks.revoke(opened, desk.id)
    road.clock.now += 60
    road.enrol(desk)
    with road.open() as opened, road.line(opened) as client:
        assert desks.tell_desks(opened, client) == []
        assert [each.state for each in client.desks()] == ["vouched"]


def test_a_code_ends_at_the_office_too(road: Road) -> None:
    """Whatever the hub says of a claim, an old code vouches for nobody, and its secret is forgotten."""
    late = RoadDesk(keys.public(road.office.folder), 5)
    late.token = bytes((5,)) * 32
    with road.open() as opened, road.line(opened) as client:
        code = enrol.derive(enrol.parse_code(desks.expect(opened, client, "Bus")))
        hashed = enrol.token_hash(late.token)
        tag = enrol.tag(code, b"desk", late.public, hashed)
        claim = enrolment.EnrolClaim(code.slot, code.claim, late.public, hashed, tag)
        road.wire().post("/v1/enrol/claim", claim, protocol.Done)
        road.clock.now += int((CODE_LIFE + CODE_GRACE).total_seconds()) + 1
        assert desks.settle_desks(opened, client) == ["Bus"]
        assert opened.ledger.notes("code:") == {}
        assert keys.desks(road.office.folder) == []


def test_what_never_left_is_ended(road: Road, desk: RoadDesk) -> None:
    """The office ends an act that was taken back with its key before it left, and its desk hears so."""
    entry = desk.hand_over()
    desk.withdraw(entry, key=True)
    desk.send(road, entry)
    road.inbox()
    told = desk.send(road, entry)
    (ack,) = told.acks
    assert (ack.said.state, ack.said.hash, ack.said.desk) == ("stopped", signed.NO_HASH, desk.id)


def test_words_count_at_the_acts_own_desk_alone(road: Road, desk: RoadDesk) -> None:
    """What another desk says of an act, before or after it came, stops nothing and is not remembered of it."""
    other, entry = road.desk(2), desk.hand_over()
    wish = oral(other, entry)
    ask = protocol.SyncAsk(withdrawals=(wish,))
    road.wire(other.token).post("/v1/sync", ask, protocol.SyncTold)
    road.inbox()
    desk.send(road, entry)
    (act,) = road.inbox().work
    assert not act.stop_asked
    assert not road.record(entry).stop_asked
    assert not list((road.office.folder).glob("withdrawn/*"))


def test_a_desk_leaves_so_many_lone_wishes(road: Road, desk: RoadDesk) -> None:
    """Beyond so many withdrawals of acts that never came, hub and office keep no more of one desk."""
    stamp = signed.Stamp(0, 0, "", None)
    made = [
        signed.SentWithdrawal(number.to_bytes(16), "0" * 9, bytes(32), None, stamp) for number in range(MOST_LONE + 5)
    ]
    line = road.wire(desk.token)
    line.post("/v1/sync", protocol.SyncAsk(withdrawals=tuple(made[:MOST_LONE])), protocol.SyncTold)
    more = line.post("/v1/sync", protocol.SyncAsk(withdrawals=tuple(made[MOST_LONE - 5 :])), protocol.SyncTold)
    assert sorted(each.code for each in more.refused) == ["too_large"] * 5
    with road.open() as opened:
        opened.take((), made, Carried(senders=dict.fromkeys(made, desk.id)))
        assert len(opened.ledger.records()) == MOST_LONE


def test_a_used_code_is_said_early(road: Road) -> None:
    """A desk that looks at a place that another took hears so at once; the desk that took it may look again."""
    late = RoadDesk(keys.public(road.office.folder), 5)
    late.token = bytes((5,)) * 32
    with road.open() as opened, road.line(opened) as client:
        code = enrol.derive(enrol.parse_code(desks.expect(opened, client, "Bus")))
        hashed = enrol.token_hash(late.token)
        tag = enrol.tag(code, b"desk", late.public, hashed)
        claim = enrolment.EnrolClaim(code.slot, code.claim, late.public, hashed, tag)
        road.wire().post("/v1/enrol/claim", claim, protocol.Done)
    with pytest.raises(LinkFault):
        road.wire().post("/v1/enrol/open", enrolment.EnrolOpen(code.slot, code.claim, bytes(32)), enrolment.EnrolOffer)
    again = enrolment.EnrolOpen(code.slot, code.claim, enrol.token_hash(late.public))
    assert road.wire().post("/v1/enrol/open", again, enrolment.EnrolOffer).label == "Bus"
