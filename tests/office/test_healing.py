"""The laws of forgetting: an office, a hub or both put back from an older copy, and a hub that lies."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from kiosk.core.errors import LinkFault, NotGenuine, WrongPassphrase
from kiosk.core.outbox import State
from kiosk.core.status import Reason
from kiosk.crypto import enrol, sign
from kiosk.crypto.keys import hash_of_key
from kiosk.office import desks, exchange, house, keys, rotation
from kiosk.office.export import write_answers
from kiosk.uplink.answers import read_answers
from kiosk.uplink.bundle import act_of, write_file
from kiosk.wire import enrolment, protocol
from kiosk.wire import signed as wire
from tests.hub.made import some
from tests.office.made import CHEAP, PASSPHRASE
from tests.office.road import Road, RoadDesk, copy_ledger, restore_ledger

STAMP = wire.Stamp(0, 0, "", None)


# ---- restored and lost -----------------------------------------------------------------------


def test_a_restored_office_works_on_nothing_twice(road: Road, desk: RoadDesk, usb: Path, tmp_path: Path) -> None:
    """Put back to before it took anything, the office learns from the hub, and shows no act that it had shown."""
    entries = [desk.hand_over() for _ in range(3)]
    data = desk.bundle(usb)
    copy_ledger(road, tmp_path / "copy")
    desk.send(road, *entries)
    assert len(road.inbox().work) == 3
    road.answer(entries[0], State.APPOINTMENT, Reason.COME_MONDAY)
    road.answer(entries[1], State.DECLINED)
    restore_ledger(road, tmp_path / "copy")
    assert road.inbox().work == ()
    assert road.bring(data).work == ()
    states = {each.act: (each.state, each.reason) for each in road.records()}
    assert states == {
        entries[0].id: (State.APPOINTMENT, "come_monday"),
        entries[1].id: (State.DECLINED, ""),
        entries[2].id: (State.TAKEN, ""),
    }


def test_a_restored_office_learns_all_that_is_under_way(road: Road, desk: RoadDesk, tmp_path: Path) -> None:
    """`sync` brings back every act without a final answer, whoever carried it."""
    entries = [desk.hand_over() for _ in range(3)]
    copy_ledger(road, tmp_path / "copy")
    desk.send(road, *entries)
    road.inbox()
    road.answer(entries[1], State.STOPPED)
    restore_ledger(road, tmp_path / "copy")
    with road.open() as opened, road.line(opened) as client:
        assert exchange.relearn_all(opened, client) == 2
        assert exchange.relearn_all(opened, client) == 0
    assert {each.act for each in road.records()} == {entries[0].id, entries[2].id}
    assert all(each.shown for each in road.records())


def test_a_decision_after_a_restoration_is_said_after_the_forgotten_one(
    road: Road, desk: RoadDesk, tmp_path: Path
) -> None:
    """What a person decides now is not lost to what the office said before it forgot; only a final word stays."""
    one, final = desk.hand_over(), desk.hand_over()
    desk.send(road, one, final)
    road.inbox()
    copy_ledger(road, tmp_path / "copy")
    road.answer(one, State.APPOINTMENT, Reason.COME_MONDAY)
    road.answer(one, State.APPOINTMENT, Reason.COME_FRIDAY)
    road.answer(final, State.DECLINED)
    restore_ledger(road, tmp_path / "copy")
    assert road.answer(one, State.UNREACHABLE, Reason.NO_ANSWER).told
    news = desk.news(road, one)
    assert news is not None
    assert (news.said.state, news.said.sequence) == ("unreachable", 6)
    kept = road.answer(final, State.APPOINTMENT, Reason.COME_MONDAY)
    assert (kept.state, kept.told) == (State.DECLINED, True)


def test_a_stop_that_a_restored_office_reads_is_for_a_person(road: Road, desk: RoadDesk, tmp_path: Path) -> None:
    """An office that forgot that it had shown an act does not stop it by itself."""
    entry = desk.hand_over()
    copy_ledger(road, tmp_path / "copy")
    desk.send(road, entry)
    road.inbox()
    restore_ledger(road, tmp_path / "copy")
    desk.withdraw(entry, key=True)
    desk.send(road, entry)
    road.inbox()
    record = road.record(entry)
    assert (record.state, record.shown, record.stop_asked, bool(record.stop_key)) == (State.TAKEN, True, True, True)


def test_a_restored_hub_is_told_again(road: Road, desk: RoadDesk) -> None:
    """A hub that forgot a taking lists the act once more: it is told again, and nobody is shown the act again."""
    entry = desk.hand_over()
    desk.send(road, entry)
    road.hub.engine.dispose()
    copy = road.hub_file.read_bytes()
    road.start_hub()
    road.inbox()
    road.hub.engine.dispose()
    for file in road.hub_file.parent.glob(f"{road.hub_file.name}-*"):
        file.unlink()
    road.hub_file.write_bytes(copy)
    road.start_hub()
    assert desk.news(road, entry).said.state == "held"  # type: ignore[union-attr]
    assert road.inbox().work == ()
    assert desk.news(road, entry).said.state == "taken"  # type: ignore[union-attr]


def test_a_lost_hub_is_filled_again(road: Road, desk: RoadDesk) -> None:
    """A new hub learns of desks and answers from the office, and of acts from desks; nobody is shown one again."""
    entries = [desk.hand_over() for _ in range(2)]
    desk.send(road, *entries)
    road.inbox()
    road.answer(entries[0], State.APPOINTMENT, Reason.COME_MONDAY)
    before = keys.public(road.office.folder)
    road.new_hub()
    with pytest.raises(LinkFault):
        road.inbox()
    road.join()
    after = keys.public(road.office.folder)
    assert (after.serial, after.signing_key) == (before.serial + 1, before.signing_key)
    assert after.hub == road.hub.key != before.hub
    road.enrol(desk)
    assert {each.said.state for each in desk.send(road, *entries).acks} == {"appointment", "taken"}
    assert road.inbox().work == ()


# ---- a hub that lies -------------------------------------------------------------------------


def test_a_swapped_hub_key_is_noticed_at_join(tmp_path: Path) -> None:
    """Who does not know the code cannot put its own key in the hub's place, nor another office's file."""
    road = Road(tmp_path)

    def swap(path: str, told: Any) -> Any:
        return msgspec.structs.replace(told, hub=some("false", count=32)) if path == "/v1/office/join" else told

    road.alter = swap
    with pytest.raises(NotGenuine):
        road.join()
    assert keys.public(road.office.folder).hub is None


def test_a_swapped_desk_key_is_noticed_at_enrolment(road: Road) -> None:
    """A desk that the hub made up, or whose file or token it changed, is never vouched for; the true one still is."""
    true, false = RoadDesk(road.office.public, 1), RoadDesk(road.office.public, 2)
    true.token = bytes(32)
    with road.open() as opened, road.line(opened) as client:
        code = enrol.derive(enrol.parse_code(desks.expect(opened, client, "Bus")))
        hashed = enrol.token_hash(true.token)
        tag = enrol.tag(code, b"desk", true.public, hashed)
        claim = enrolment.EnrolClaim(code.slot, code.claim, true.public, hashed, tag)
        road.wire().post("/v1/enrol/claim", claim, protocol.Done)
        for lie in (
            {"desk_file": false.public, "desk": false.id},
            {"desk_file": false.public},
            {"token_hash": enrol.token_hash(b"mine")},
            {"slot": None},
            {"slot": bytes(16)},
        ):
            road.alter = _changes_desks(lie)
            assert desks.settle_desks(opened, client) == ["Bus"]
            assert keys.desks(opened.folder) == []
        road.alter = lambda path, told: told
        assert desks.settle_desks(opened, client) == []
        assert [each.desk for each in keys.desks(opened.folder)] == [true.id]


def _changes_desks(lie: dict[str, Any]) -> Callable[[str, Any], Any]:
    def alter(path: str, told: Any) -> Any:
        if path != "/v1/office/desks":
            return told
        return protocol.DesksTold(tuple(msgspec.structs.replace(each, **lie) for each in told.desks))

    return alter


def test_an_altered_act_is_refused_and_the_others_are_taken(road: Road, desk: RoadDesk) -> None:
    """What the hub changed in an act is noticed, said, and no act is taken from it; the true bytes still are."""
    one, other = desk.hand_over(), desk.hand_over()
    desk.send(road, one, other)

    def alter(path: str, told: Any) -> Any:
        if path not in ("/v1/office/waiting", "/v1/office/fetch"):
            return told
        held = []
        for each in told.acts:
            data = bytearray(each.sent.envelope)
            data[-100] ^= each.sent.id == one.id
            held.append(msgspec.structs.replace(each, sent=msgspec.structs.replace(each.sent, envelope=bytes(data))))
        return msgspec.structs.replace(told, acts=tuple(held))

    road.alter = alter
    taken = road.inbox()
    assert [act.id for act in taken.work] == [other.id]
    assert [(each.reference, type(each.error)) for each in taken.refused] == [(one.reference, NotGenuine)]
    road.alter = lambda path, told: told
    assert [act.id for act in road.inbox().work] == [one.id]


def test_other_bytes_under_a_known_id_are_refused(road: Road, desk: RoadDesk) -> None:
    """The first bytes are the act; others under its id, rightly signed as they may be, are refused and said."""
    first = desk.hand_over("close")
    desk.store.forget([first.id])
    desk.ids.drawn -= 1
    second = desk.hand_over("mask")
    assert second.id == first.id
    with road.open() as opened:
        for acts in ((first, second), (second, first)):
            taken = opened.take([act_of(each) for each in acts], ())
            assert len(taken.refused) == 1
            assert len(taken.work) == 1
        kept = opened.ledger.get(first.id)
        assert kept is not None
        assert kept.hash == wire.envelope_hash(taken.work[0].sent.envelope)


@pytest.mark.parametrize("early", [True, False])
def test_a_withdrawal_with_a_wrong_key_stops_nothing(road: Road, desk: RoadDesk, early: bool) -> None:
    """A hub that makes withdrawals up cannot stop an act, before it comes or after: the office checks with her."""
    entry = desk.hand_over()
    key = bytes(16)
    forged = wire.SentWithdrawal(entry.id, entry.reference, hash_of_key(key), key, STAMP)
    lies = replace_withdrawals(forged)
    if early:
        road.alter = lies
        road.inbox()
    desk.send(road, entry)
    if not early:
        road.inbox()
        road.alter = lies
    shown = road.inbox().work
    assert len(shown) == early
    assert all(act.stop_asked for act in shown)
    record = road.record(entry)
    assert (record.state, record.stop_asked, record.stop_key) == (State.TAKEN, True, b"")
    road.alter = lambda path, told: told
    assert road.answer(entry, State.PROOF_SEEN).told


def replace_withdrawals(forged: wire.SentWithdrawal) -> Callable[[str, Any], Any]:
    """Give a lie: this withdrawal, wherever some are listed."""

    def alter(path: str, told: Any) -> Any:
        if path not in ("/v1/office/waiting", "/v1/office/fetch"):
            return told
        return msgspec.structs.replace(told, withdrawals=(forged,))

    return alter


def test_statements_that_the_hub_makes_up_teach_nothing(road: Road, desk: RoadDesk, tmp_path: Path) -> None:
    """An office that forgot believes its own signature alone."""
    entry = desk.hand_over()
    copy_ledger(road, tmp_path / "copy")
    desk.send(road, entry)
    road.inbox()
    restore_ledger(road, tmp_path / "copy")

    def alter(path: str, told: Any) -> Any:
        if path != "/v1/office/fetch":
            return told
        acks = []
        for each in told.acks:
            said = msgspec.structs.replace(each.said, state="proof_seen", sequence=9)
            acks.append(wire.SignedAck(said, sign.sign(bytes(32), wire.ack_bytes(said))))
        return msgspec.structs.replace(told, acks=tuple(acks))

    road.alter = alter
    with road.open() as opened, road.line(opened) as client:
        assert exchange.relearn_all(opened, client) == 0
        assert list(opened.ledger.records()) == []


# ---- keys ------------------------------------------------------------------------------------


@pytest.mark.parametrize("signing", [False, True])
def test_acts_from_before_and_after_a_rotation_open(road: Road, desk: RoadDesk, signing: bool, usb: Path) -> None:
    """After a rotation the office opens what was sealed before it and after it, and every desk still counts."""
    before = desk.hand_over()
    secrets = rotation.rotate(road.office.folder, road.office.secrets, signing=signing)
    assert keys.unlock_office(road.office.folder, PASSPHRASE) == secrets
    with road.open() as opened:
        if signing:
            opened.say_again()
    road.office.secrets = secrets
    later = RoadDesk(keys.public(road.office.folder), 1, store=desk.store, clock=desk.clock)
    later.token, later.ids, later.random = desk.token, desk.ids, desk.random
    after = later.hand_over("mask")
    later.send(road, before, after)
    assert [act.id for act in road.inbox().work] == [before.id, after.id]
    known = keys.public(road.office.folder)
    assert known.reading_keys[1] == road.office.public.reading_keys[1]
    assert known.reading_keys[0] != road.office.public.reading_keys[0]
    assert (known.signing_key == road.office.public.signing_key) is not signing


def test_words_are_said_again_with_the_new_key(road: Road, desk: RoadDesk, usb: Path) -> None:
    """What the former key signed is at the hub and on the key again under the new one, which the former one names."""
    entry = desk.hand_over()
    desk.send(road, entry)
    road.inbox()
    known = keys.public(road.office.folder)
    secrets = road.office.secrets = rotation.rotate(road.office.folder, road.office.secrets, signing=True)
    with road.open() as opened:
        opened.say_again()
        with road.line(opened) as client:
            exchange.deliver(opened, client)
        file = write_answers(opened, usb, road.now(), some_bytes)
    news = desk.news(road, entry)
    assert news is not None
    sign.verify(sign.verify_key(secrets.seed), wire.ack_bytes(news.said), news.signature)
    answered = read_answers(file.read_bytes(), desk.id, known)
    assert ([word.act for word in answered.words], answered.forged) == ([entry.id], 0)
    assert sign.open_office_file(answered.office).signing_key == sign.verify_key(secrets.seed)


def some_bytes(count: int) -> bytes:
    """Draw nothing."""
    return bytes(count)


@pytest.mark.parametrize("signing", [False, True])
@pytest.mark.parametrize("cut", range(8))
def test_a_rotation_that_is_cut_off_is_finished_or_never_was(
    road: Road, desk: RoadDesk, signing: bool, cut: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Cut off at any write, the office opens with its passphrase, trusts its desks, and its two files agree."""
    writes = 0
    true = write_file

    def write(path: Path, data: bytes) -> None:
        nonlocal writes
        writes += 1
        if writes > cut:
            raise KeyboardInterrupt
        true(path, data)

    with monkeypatch.context() as patch:
        for part in (keys, rotation):
            patch.setattr(part, "write_file", write)
        try:
            rotation.rotate(road.office.folder, road.office.secrets, signing=signing)
        except KeyboardInterrupt:
            assert cut < 4
    secrets = keys.unlock_office(road.office.folder, PASSPHRASE)
    known = keys.public(road.office.folder)
    assert known.signing_key == sign.verify_key(secrets.seed)
    assert [each.desk for each in keys.desks(road.office.folder)] == [desk.id]
    assert (secrets.readers == road.office.secrets.readers) == (cut < 2)
    assert not (road.office.folder / keys.NEXT).exists()


def test_the_paper_opens_the_office(road: Road) -> None:
    """With the recovery paper a new passphrase is set, the old one is gone, and every key is as before."""
    folder, secrets = road.office.folder, keys.unlock_office(road.office.folder, PASSPHRASE)
    found = keys.recover(folder, road.office.founding.paper.lower().replace("-", " "))
    assert found == secrets
    keys.change_passphrase(folder, found, "une autre phrase", CHEAP)
    assert keys.unlock_office(folder, "une autre phrase") == secrets
    assert keys.recover(folder, road.office.founding.paper) == secrets
    with pytest.raises(WrongPassphrase):
        keys.unlock_office(folder, PASSPHRASE)


# ---- desks -----------------------------------------------------------------------------------


def test_a_revoked_desk_is_refused_and_what_was_taken_stays(road: Road, desk: RoadDesk, usb: Path) -> None:
    """After a revocation nothing new of the desk is taken; its acts of before are shown, and a lost hub hears of it."""
    entry, late = desk.hand_over(), desk.hand_over()
    desk.send(road, entry)
    road.inbox()
    with road.open() as opened:
        desks.revoke(opened, desk.id)
        assert [act.id for act in opened.open_again([act_of(entry)]).acts] == [entry.id]
        refused = opened.take([act_of(late)], ()).refused
        assert [each.reference for each in refused] == [late.reference]
        with road.line(opened) as client:
            desks.settle_desks(opened, client)
            assert [each.state for each in client.desks()] == ["revoked"]
    road.enrol(desk)
    with road.open() as opened, road.line(opened) as client:
        desks.tell_desks(opened, client)
        assert [each.state for each in client.desks()] == ["vouched"]


def test_no_name_leaves_the_screen(road: Road, desk: RoadDesk) -> None:
    """What a person said of herself is in no file of the office, and in no error."""
    entry = desk.hand_over()
    desk.send(road, entry)
    taken = road.inbox()
    assert taken.work[0].answers["name"] == "Zoé Lenoir-Diaby"
    planted = ("Zoé", "Lenoir-Diaby", "33612345678", "1958-03-09", "Ourdou")
    files = [path for path in road.folder.rglob("*") if path.is_file()]
    assert len(files) > 4
    for path in files:
        data = path.read_bytes()
        assert not [word for word in planted if word.encode() in data], path
    record = road.record(entry)
    assert not [word for word in planted if word in repr(record)]
    assert entry.reference.encode() not in b"".join(
        p.read_bytes() for p in (road.office.folder / house.LEDGER).iterdir()
    )
