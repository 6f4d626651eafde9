"""A hub that is put back from its backup: what it alone had heard comes again from whoever brought it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace as change
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from kiosk.core.errors import IllegalMove, LinkFault
from kiosk.core.office import Record
from kiosk.core.outbox import Entry, State, Withdrawal, carried_id, carry_withdrawal, withdraw
from kiosk.core.reference import Ticket
from kiosk.core.sync import Failure, judge, must_tell
from kiosk.core.word import BY_OFFICE, OfficeWord
from kiosk.crypto import sign
from kiosk.desk import road as desk_road
from kiosk.desk.desk import Desk
from kiosk.desk.settings import Settings
from kiosk.flows.who import Who
from kiosk.hub import report
from kiosk.hub.tables import acts, withdrawals
from kiosk.uplink.office_client import OfficeClient
from kiosk.wire.protocol import AnswersAsk, AnswersTold, Refusal, StatusTold, SyncTold, UsedKey
from kiosk.wire.signed import NO_HASH, Acknowledgement, SignedAck, ack_bytes, envelope_hash, withdrawal_hash
from tests.office.line import Line
from tests.office.road import Road, RoadDesk, copy_ledger, restore_ledger


def put_back(road: Road, backup: Path) -> None:
    """Put the hub back from a backup, as its manual says."""
    road.hub.engine.dispose()
    for file in road.hub_file.parent.glob(f"{road.hub_file.name}*"):
        file.unlink()
    shutil.copyfile(backup, road.hub_file)
    road.start_hub()


def key_of(desk: RoadDesk, entry: Entry) -> bytes:
    """Give the key on her receipt."""
    return next(each for each in desk.random.keys if desk.sealer.key_hash(each) == entry.key_hash)


@pytest.fixture
def lines(road: Road) -> tuple[Line, Line]:
    """Give two desks of one office."""
    return Line(road, road.desk(1)), Line(road, road.desk(2))


@pytest.mark.parametrize("left", ["both", "hers", "the other"])
def test_a_withdrawal_at_another_desk_outlives_the_hub(
    left: str, road: Road, lines: tuple[Line, Line], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Held, backed up, taken back at desk two, heard by desk one, put back: the office is shown a stop, and no work."""
    one, two = lines
    entry = one.desk.hand_over()
    one.sync()
    assert one.here(entry).state is State.HELD
    backup = tmp_path / "backup.db"
    report.backup_database(road.hub.engine, backup)
    two.take_back(entry, key_of(one.desk, entry), monkeypatch)
    one.sync()
    heard = one.here(entry)
    assert (heard.state, heard.told_by_key, must_tell(heard)) == (State.WITHDRAWN, True, True)
    put_back(road, backup)
    for line in (one,) if left == "hers" else (two,) if left == "the other" else (one, two):
        line.sync()
    assert road.inbox().work == ()
    assert road.record(entry).state is State.STOPPED
    with pytest.raises(IllegalMove):
        road.answer(entry, State.PROOF_SEEN)
    two.sync()
    assert road.inbox().work == ()
    for line in (one, two):  # the office has signed: nobody has to keep a key any more
        line.sync()
        after = line.here(entry)
        assert (after.state, after.sequence, after.withdrawal_key) == (State.WITHDRAWN, BY_OFFICE, b"")
        assert not must_tell(after)


def test_a_stop_of_a_taken_act_outlives_the_hub(
    road: Road, lines: tuple[Line, Line], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After the office has taken it, a stop at another desk that the hub forgot is asked again by the act's own."""
    one, two = lines
    entry = one.desk.hand_over()
    one.sync()
    road.inbox()
    one.sync()
    backup = tmp_path / "backup.db"
    report.backup_database(road.hub.engine, backup)
    two.take_back(entry, key_of(one.desk, entry), monkeypatch)
    one.sync()
    assert (one.here(entry).state, must_tell(one.here(entry))) == (State.TAKEN, True)
    put_back(road, backup)
    two.desk.store.forget([carried_id(entry.key_hash)])  # desk two is lost as well
    one.sync()
    road.inbox()
    assert road.record(entry).stop_key
    with pytest.raises(IllegalMove):
        road.answer(entry, State.PROOF_SEEN)


def test_a_withdrawal_that_the_hub_never_got_is_kept(
    road: Road, lines: tuple[Line, Line], usb: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The line breaks when she takes it back at another desk: it goes with the next sync, or on a USB key."""
    one, two = lines
    entry = one.desk.hand_over()
    one.sync()

    def broken(*_: Any) -> Any:
        raise LinkFault(Failure.NETWORK)

    monkeypatch.setattr(desk_road, "hub_client", broken)
    way = desk_road.DeskRoad(Desk(Path(), Settings()), two.desk.store, two.desk.sealer, Who())
    key = key_of(one.desk, entry)
    assert way.take_back(Ticket(entry.reference, key), entry.id, two.desk.clock(), lambda do: do())
    assert two.desk.export(usb).withdrawals == 1
    two.desk.clock.let_pass(timedelta(hours=1))
    two.sync()
    assert road.inbox().work == ()
    assert road.record(entry).state is State.STOPPED


def test_a_made_up_key_is_no_withdrawal(road: Road, lines: tuple[Line, Line]) -> None:
    """A hub that sends a key that does not fit the act's hash of it is not believed, and counts as lying."""
    one, _ = lines
    entry = one.desk.hand_over()
    one.sync()

    road.alter = lambda path, told: replace(told, keys=(UsedKey(entry.id, bytes(16)),)) if path == "/v1/sync" else told
    before = one.here(entry)
    assert one.sync().forged == 1
    assert one.here(entry) == before


# ---- the hub's administrator, with the hub's real key ----------------------------------------


def says(road: Road, entry: Entry, **fields: Any) -> SignedAck:
    """Sign, as the hub, an honest statement but for some fields."""
    honest = Acknowledgement("hub", bytes((1,)) * 16, entry.id, envelope_hash(entry.envelope), "held", "", 1, 1)
    said = replace(honest, **fields)
    return SignedAck(said, sign.sign(road.hub.seed, ack_bytes(said)))


Lie = Callable[[Road, Entry, SyncTold], SyncTold]
LIES: dict[str, Lie] = {
    **{
        f"{state} {sequence}": lambda road, entry, told, state=state, sequence=sequence: replace(  # type: ignore[misc]
            told, acks=(says(road, entry, state=state, sequence=sequence),)
        )
        for state, sequence in (("held", 3), ("withdrawn", 2), ("withdrawn", 3), ("stopped", 1_000_000_000))
    },
    **{
        f"{name} {value!r}": lambda road, entry, told, fields={name: value}: replace(  # type: ignore[misc]
            told, acks=(says(road, entry, state="withdrawn", sequence=2, **fields),)
        )
        for name, value in (
            ("at", (1 << 53) - 1),
            ("hash", NO_HASH),
            ("reason", "too_late"),
            ("by", "office"),
        )
    },
    "says nothing": lambda road, entry, told: SyncTold(),
    "keeps it, it says": lambda road, entry, told: SyncTold(kept=(entry.id,)),
    "does not know it": lambda road, entry, told: SyncTold(unknown=(entry.id,)),
    "refuses it": lambda road, entry, told: SyncTold(refused=(Refusal(entry.id, "conflict"),)),
    "another office": lambda road, entry, told: replace(told, office=b"KSKO"),
}


@pytest.mark.parametrize("lie", LIES)
def test_no_lie_of_a_hub_swallows_a_withdrawal_or_an_answer(
    lie: str, road: Road, lines: tuple[Line, Line], usb: Path
) -> None:
    """Whatever the hub says with its own key: the stop still travels, and the office's word is heard by the desk."""
    one, _ = lines
    entry = one.desk.hand_over()
    one.sync()
    one.desk.withdraw(entry, key=True)
    road.alter = lambda path, told: LIES[lie](road, entry, told) if path == "/v1/sync" else told
    with suppress(LinkFault):
        one.sync()
    lied = one.here(entry)
    assert (must_tell(lied), lied.told_at, lied.sequence < BY_OFFICE) == (True, None, True)
    road.alter = lambda path, told: told
    with road.hub.engine.connect() as connection:  # and it has thrown away what it got
        connection.execute(withdrawals.delete())
        connection.execute(acts.delete())
    assert one.desk.export(usb).withdrawals == 1
    one.sync()
    road.inbox()
    assert road.record(entry).state is State.STOPPED
    one.sync()
    assert (one.here(entry).state, one.here(entry).sequence) == (State.WITHDRAWN, BY_OFFICE)


# ---- an act that a hub names wrongly ---------------------------------------------------------


@pytest.mark.parametrize("comes", ["before", "after"])
@pytest.mark.parametrize("by", ["hub", "key"])
@pytest.mark.parametrize("named", ["an act that ended", "an act that is held", "no act"])
def test_a_wrong_name_swallows_no_withdrawal(
    named: str,
    by: str,
    comes: str,
    road: Road,
    lines: tuple[Line, Line],
    usb: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A hub names another act, shows the office's real word on it, and drops what it got: her act is stopped."""
    one, two = lines
    mine, other = one.desk.hand_over(), one.desk.hand_over()
    one.sync()
    if named == "an act that ended":
        road.inbox()
        road.answer(other, State.DECLINED)
        with road.open() as opened:  # hers comes to an office that has not read it yet
            opened.ledger.put([replace_record(opened.ledger.get(mine.id))])
    word = one.desk.news(road, other)
    assert word is not None
    if named == "no act":
        said = replace(word.said, by="hub", act=b"?" * 16, state="held", sequence=1)
        word = SignedAck(said, sign.sign(road.hub.seed, ack_bytes(said)))
    road.alter = lambda path, told: StatusTold((word,), stop_asked=True) if path == "/v1/status" else told
    monkeypatch.setattr(desk_road, "hub_client", lambda *_: (two.client(), None))
    way: Any = desk_road.DeskRoad(Desk(Path(), Settings()), two.desk.store, two.desk.sealer, Who())
    ticket = Ticket(mine.reference, key_of(one.desk, mine))
    way.take_back(ticket, word.said.act, two.desk.clock(), lambda do: do())
    lie = SyncTold(acks=(word,), kept=(word.said.act, carried_id(mine.key_hash)))
    road.alter = lambda path, told: lie if path == "/v1/sync" else told
    two.sync()
    assert must_tell(two.here(mine))
    road.alter = lambda path, told: told
    with road.hub.engine.connect() as connection:
        connection.execute(withdrawals.delete())
    if comes == "after":  # her act comes to the office last
        envelope = one.here(mine).envelope
        with road.hub.engine.connect() as connection:
            connection.execute(acts.delete().where(acts.c.id == mine.id))
    if by == "key":
        road.bring(two.desk.bundle(usb))
    else:
        two.sync()
        road.inbox()
    if comes == "after":
        assert envelope
        one.sync()
        one.desk.clock.let_pass(timedelta(days=2))
        one.sync()
    assert mine.id not in {act.id for act in road.inbox().work}
    assert road.record(mine).stop_key
    assert road.record(mine).state is State.STOPPED
    with pytest.raises(IllegalMove):
        road.answer(mine, State.PROOF_SEEN)
    two.desk.clock.let_pass(timedelta(days=4))
    two.sync()
    assert not must_tell(two.here(mine))


def replace_record(record: Record | None) -> Record:
    """Give the record of an act that nobody at the office has read."""
    assert record is not None
    return change(record, shown=False)


def test_an_answer_meets_what_another_desk_brings_again(
    road: Road, lines: tuple[Line, Line], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The office has read the act; a hub that was emptied gets the withdrawal again: an answer sees it first."""
    one, two = lines
    entry = one.desk.hand_over()
    one.sync()
    road.inbox()
    two.take_back(entry, key_of(one.desk, entry), monkeypatch)
    with road.hub.engine.connect() as connection:
        connection.execute(withdrawals.delete())
    two.desk.clock.let_pass(timedelta(days=2))
    two.sync()
    with pytest.raises(IllegalMove):
        road.answer(entry, State.PROOF_SEEN)
    assert road.record(entry).stop_key


def test_nobody_ends_what_is_carried_but_who_knows_its_key(road: Road, lines: tuple[Line, Line]) -> None:
    """An office's word on the same id, made for another key, does not end a withdrawal that a desk carries."""
    entry = carry_withdrawal("K7Q4M29XD", withdrawal_hash(b"k" * 16), b"k" * 16, lines[1].desk.clock())
    for hash_, ends in ((NO_HASH, False), (b"x" * 32, False), (entry.key_hash, True)):
        word = OfficeWord(entry.id, State.STOPPED, "", BY_OFFICE, road.now(), hash_)
        assert must_tell(judge(entry, word, entry.hash)) is not ends


# ---- whose act a status is of ------------------------------------------------------------------


@pytest.mark.parametrize(
    "lie", ["none", "another act", "with another proof", "with random bytes", "no proof", "an older office"]
)
def test_what_a_hub_shows_of_a_receipt_is_proved_by_the_office(
    lie: str, road: Road, lines: tuple[Line, Line], monkeypatch: pytest.MonkeyPatch
) -> None:
    """At another desk the office's word is hers where the office signed so with the hash of her key, and only there."""
    one, two = lines
    mine, other = one.desk.hand_over(), one.desk.hand_over()
    if lie == "an older office":
        monkeypatch.setattr(OfficeClient, "answer", older_answer)
    one.sync()
    road.inbox()
    road.answer(other, State.PROOF_SEEN)
    monkeypatch.setattr(desk_road, "hub_client", lambda *_: (two.client(), None))
    way: Any = desk_road.DeskRoad(Desk(Path(), Settings()), two.desk.store, two.desk.sealer, Who())
    hers, his = (Ticket(each.reference, key_of(one.desk, each)) for each in (mine, other))
    shown: list[StatusTold] = []

    def look(_: str, told: Any) -> Any:
        shown.append(told)
        return told

    road.alter = look
    way.elsewhere(his, lambda do: do())
    word, proof = shown[-1].acks, shown[-1].proof
    lies: dict[str, Callable[[StatusTold], StatusTold]] = {
        "another act": lambda told: StatusTold(word, proof=told.proof),
        "with another proof": lambda told: StatusTold(word, proof=proof),
        "with random bytes": lambda told: StatusTold(told.acks, proof=b"r" * 64),
        "no proof": lambda told: StatusTold(told.acks),
    }
    road.alter = lambda path, told: lies[lie](told) if path == "/v1/status" and lie in lies else told
    told = way.elsewhere(hers, lambda do: do())
    assert told.proved == (frozenset({mine.id}) if lie == "none" else frozenset())
    assert way.take_back(hers, told.words[0].act, two.desk.clock(), lambda do: do())
    assert must_tell(two.here(mine))


def older_answer(client: OfficeClient, acks: Sequence[SignedAck], read: int = 0, *_: object) -> AnswersTold:
    """Give statements as an office of the version before does."""
    told: AnswersTold = client._link.post("/v1/office/answers", AnswersAsk(tuple(acks), read), AnswersTold)
    return told


def test_a_hubs_own_word_proves_nothing_of_a_receipt(
    road: Road, lines: tuple[Line, Line], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What waits at the hub has no proof: it is the hub alone that says so."""
    one, two = lines
    mine = one.desk.hand_over()
    one.sync()
    monkeypatch.setattr(desk_road, "hub_client", lambda *_: (two.client(), None))
    way: Any = desk_road.DeskRoad(Desk(Path(), Settings()), two.desk.store, two.desk.sealer, Who())
    told = way.elsewhere(Ticket(mine.reference, key_of(one.desk, mine)), lambda do: do())
    assert ([word.state for word in told.words], told.proved) == ([State.HELD], frozenset())


@pytest.mark.parametrize("what", ["key_hash", "reference"])
def test_a_healed_office_learns_no_other_receipt_of_an_act(
    what: str, road: Road, lines: tuple[Line, Line], tmp_path: Path
) -> None:
    """A hub gives an office that forgot an act its bytes with another's key hash or reference: neither is believed.

    When it is honest again, she can take it back with her key.
    """
    one, _ = lines
    copy_ledger(road, tmp_path / "copy")
    mine, other = one.desk.hand_over(), one.desk.hand_over()
    one.sync()
    road.inbox()
    restore_ledger(road, tmp_path / "copy")

    def lies(path: str, told: Any) -> Any:
        if path not in ("/v1/office/waiting", "/v1/office/fetch"):
            return told
        false = [replace(each, sent=replace(each.sent, **{what: getattr(other, what)})) for each in told.acts]
        return replace(told, acts=tuple(false))

    road.alter = lies
    road.sync()
    with suppress(LinkFault):
        road.inbox()
    assert {(each.reference, each.key_hash) for each in road.records() if each.act == mine.id} == set()
    road.alter = lambda path, told: told
    road.sync()
    assert (road.record(mine).reference, road.record(mine).key_hash) == (mine.reference, mine.key_hash)
    one.desk.store.change(withdraw(one.here(mine), Withdrawal.BY_KEY, one.desk.clock(), key_of(one.desk, mine)))
    one.sync()
    road.inbox()
    assert road.record(mine).stop_key
