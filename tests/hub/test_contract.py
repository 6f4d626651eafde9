"""What a hub keeps and signs: the same laws on SQLite and on PostgreSQL."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from kiosk.crypto import sign
from kiosk.hub.keeping import sweep
from kiosk.hub.tables import FIRST_OFFICE, acts
from kiosk.wire import signed
from kiosk.wire.protocol import (
    JSON,
    MSGPACK,
    AnswersAsk,
    AnswersTold,
    FetchAsk,
    Fetched,
    Known,
    OfficeFile,
    OfficeTime,
    StatusAsk,
    StatusTold,
    SyncAsk,
    SyncTold,
    Waiting,
    WaitingAsk,
)
from kiosk.wire.signed import SentAct, SignedAck
from tests.hub.conftest import World
from tests.hub.made import NOW, Asks, MadeDesk, MadeOffice, known

DAY = 86_400


def sync(line: Asks, *acts: SentAct, **more: Any) -> SyncTold:
    return line.ask("/v1/sync", SyncAsk(acts=acts, office_serial=1, **more), SyncTold)


def answer(world: World, *acks: SignedAck, read: int | None = None) -> AnswersTold:
    return world.office.ask("/v1/office/answers", AnswersAsk(acks, read), AnswersTold)


def waiting(world: World, **how: Any) -> Waiting:
    return world.office.ask("/v1/office/waiting", WaitingAsk(**how), Waiting)


def the_word(world: World, told: SyncTold | StatusTold | Fetched) -> SignedAck:
    """Give the only statement of an answer, after the check that a desk makes."""
    (ack,) = told.acks
    key = {"hub": world.hub.key, "office": sign.verify_key(world.hub.office.seed)}[ack.said.by]
    sign.verify(key, signed.ack_bytes(ack.said), ack.signature)
    return ack


# ---- acts


@pytest.mark.parametrize("kind", [MSGPACK, JSON])
def test_an_act_is_held_and_waits_for_the_office_as_it_came(world: World, kind: str) -> None:
    """What a desk offers is stated as held by the hub's signature, and the office is shown the very same bytes."""
    act = world.one.act(1)
    ack = the_word(world, sync(world.asks(world.one.token, kind), act))
    assert (ack.said.by, ack.said.state, ack.said.sequence, ack.said.at) == ("hub", "held", 1, world.hub.clock.now)
    assert (ack.said.desk, ack.said.act, ack.said.hash) == (world.one.id, act.id, signed.envelope_hash(act.envelope))
    (held,) = world.asks(world.hub.office.token, kind).ask("/v1/office/waiting", WaitingAsk(), Waiting).acts
    assert (held.sent, held.desk, held.at) == (act, world.one.id, world.hub.clock.now)


def test_the_same_bytes_are_accepted_for_ever_with_the_same_statement(world: World) -> None:
    """An act offered again, in a year or in one request, gets the statement of the first time, byte for byte."""
    act = world.one.act(1)
    first = the_word(world, sync(world.desk, act, act))
    world.hub.clock.now += 400 * DAY
    assert the_word(world, sync(world.desk, act)) == first
    answer(world, world.hub.office.says(world.one, act, "taken", 3))
    assert the_word(world, sync(world.desk, act)).said.state == "taken"
    assert waiting(world).acts == ()


def test_other_bytes_under_an_id_are_a_conflict_for_that_id_alone(world: World) -> None:
    """Other bytes, another key hash or another reference under a known id are refused; what stands beside is kept."""
    act, beside = world.one.act(1), world.one.act(2)
    first = the_word(world, sync(world.desk, act))
    changed = world.one.act(1, salt="other")
    assert changed.id == act.id
    other_reference = SentAct(act.id, world.one.act(3).reference, act.key_hash, act.envelope)
    for wrong in (changed, other_reference):
        told = sync(world.desk, wrong, beside)
        assert [(each.act, each.code) for each in told.refused] == [(act.id, "conflict")]
        assert the_word(world, told).said.act == beside.id
    assert the_word(world, sync(world.desk, act)) == first
    twice = sync(world.desk, world.one.act(7), world.one.act(7, salt="other"))
    assert [each.code for each in twice.refused] == ["conflict"]


@pytest.mark.parametrize("taken", [False, True])
@pytest.mark.parametrize("harmed", ["hash", "desk", "key_hash"])
def test_a_row_that_a_disk_changed_is_mended_by_its_own_desk(world: World, harmed: str, taken: bool) -> None:
    """What stands beside an act's bytes is put right by the desk that signed them, by no other: words pass again."""
    act, other = world.one.act(1), world.one.act(1, salt="other")
    sync(world.desk, act)
    if taken:
        answer(world, world.hub.office.says(world.one, act, "taken", 3))
    row, wrong = (acts.c.office == FIRST_OFFICE) & (acts.c.id == act.id), world.one.act(2)
    values = {
        "hash": signed.envelope_hash(wrong.envelope),
        "desk": bytes([world.one.id[0] ^ 4]) + world.one.id[1:],
        "key_hash": wrong.key_hash,
    }
    with world.hub.engine.begin() as connection:
        connection.execute(acts.update().where(row).values({harmed: values[harmed]}))
    other_key = SentAct(act.id, act.reference, wrong.key_hash, act.envelope)
    other_reference = SentAct(act.id, wrong.reference, act.key_hash, act.envelope)
    for line, sent in (
        (world.asks(world.two.token), act),
        (world.desk, other),
        (world.desk, other_reference),
        *([(world.desk, other_key)] if harmed != "key_hash" else []),
    ):
        assert [each.code for each in sync(line, sent).refused] == ["conflict"]
    mended = the_word(world, sync(world.desk, act)).said
    assert (mended.state, mended.hash) == ("taken" if taken else "held", signed.envelope_hash(act.envelope))
    assert [each.code for each in sync(world.desk, other).refused] == ["conflict"]
    assert not answer(world, world.hub.office.says(world.one, act, "proof_seen", 4)).refused
    assert the_word(world, sync(world.desk, act)).said.state == "proof_seen"


def test_what_is_not_a_desks_own_sealed_act_is_refused_by_its_reason(world: World) -> None:
    """Another desk's envelope, an altered one, one that is none, and one of the training mode are not kept."""
    act = world.one.act(1)
    altered = SentAct(act.id, act.reference, act.key_hash, act.envelope[:-1] + bytes((act.envelope[-1] ^ 1,)))
    training = SentAct(act.id, act.reference, act.key_hash, act.envelope[:5] + b"\x01" + act.envelope[6:])
    none = SentAct(act.id, act.reference, act.key_hash, act.envelope[:-1])
    other_hash = SentAct(act.id, act.reference, world.one.act(2).key_hash, act.envelope)
    for wrong, code in (
        (world.two.act(1), "other_desk"),
        (altered, "not_genuine"),
        (other_hash, "not_genuine"),
        (training, "malformed"),
        (none, "malformed"),
    ):
        told = sync(world.desk, wrong)
        assert [each.code for each in told.refused] == [code]
        assert told.acks == ()
    assert waiting(world).acts == ()


def test_a_desk_gets_what_is_newer_and_is_told_what_is_not_there(world: World) -> None:
    """Of what a desk names: news above its sequence, and unknown what is not here, has other bytes, or is another's."""
    one, two, theirs = world.one.act(1), world.one.act(2), world.two.act(1)
    sync(world.desk, one, two)
    sync(world.other, theirs)
    answer(world, world.hub.office.says(world.one, one, "taken", 3))
    other_bytes = Known(two.id, bytes(8), 0)
    told = sync(world.desk, known=(known(one, 1), other_bytes, known(theirs), known(world.one.act(9))))
    assert the_word(world, told).said.state == "taken"
    assert set(told.unknown) == {two.id, theirs.id, world.one.act(9).id}
    assert sync(world.desk, known=(known(one, 3), known(two, 1))) == SyncTold()


def test_the_offices_file_comes_to_a_desk_that_has_an_older_one(world: World) -> None:
    """A newer public file is handed on once; an older one changes nothing; a stranger's is refused."""
    file = world.hub.office.file(5)
    for each in (file, world.hub.office.file(2)):
        assert world.office.post("/v1/office/public", OfficeFile(each)).status_code == 200
    assert world.desk.ask("/v1/sync", SyncAsk(office_serial=1), SyncTold).office == file
    assert world.desk.ask("/v1/sync", SyncAsk(office_serial=5), SyncTold).office == b""


def test_the_offices_time_comes_to_a_desk_once_a_day(world: World) -> None:
    """The last one that the office said is handed on where it is newer by a day; nobody else can say it."""
    office = world.hub.office
    assert sync(world.desk).time is None
    for seconds, told in ((NOW, 0), (NOW, NOW - DAY), (NOW + 400 * DAY, NOW), (NOW + 5, 0)):
        assert world.office.post("/v1/office/time", office.time(seconds)).status_code == 200
        said = sync(world.desk, office_time=told).time
        assert said is not None
        assert said.at == seconds
        sign.verify(sign.verify_key(office.seed), signed.time_bytes(seconds), said.signature)
    assert sync(world.desk, office_time=NOW + 6 - DAY).time is None
    assert said is not None
    forged = OfficeTime(NOW + 9 * DAY, said.signature)
    assert world.office.post("/v1/office/time", forged).status_code == 403
    assert world.desk.post("/v1/office/time", office.time(NOW)).status_code == 403
    assert sync(world.desk).time == said


def test_a_new_key_of_the_office_ends_what_the_former_one_said_of_the_time(world: World) -> None:
    """A desk with the newer public file would not believe it."""
    world.office.post("/v1/office/time", world.hub.office.time(NOW))
    newer = MadeOffice(2)
    endorsed = sign.sign(world.hub.office.seed, signed.succession_bytes(9, sign.verify_key(newer.seed)))
    file = newer.file(9, endorsed=endorsed)
    assert world.office.post("/v1/office/public", OfficeFile(file)).status_code == 200
    told = sync(world.desk)
    assert (told.office, told.time) == (file, None)


def test_a_desk_of_an_earlier_version_is_understood(world: World) -> None:
    """One that says nothing of the office's time is answered as ever, and passes over what it does not know."""
    world.office.post("/v1/office/time", world.hub.office.time(NOW))
    body = msgspec.msgpack.encode([[], [], [], 1])
    told = world.desk.post("/v1/sync", body)
    assert told.status_code == 200
    fields = msgspec.msgpack.decode(told.content)
    assert fields[:5] == [[], [], [], [], b""]


# ---- withdrawals


def test_a_withdrawal_before_taken_is_signed_at_once_and_ends_the_act(world: World) -> None:
    """Held, then taken back with the key: the hub signs `withdrawn`, the office is not shown the act, `taken` fails."""
    act = world.one.act(1)
    sync(world.desk, act)
    ack = the_word(world, sync(world.desk, withdrawals=(world.one.withdrawal(1),)))
    assert (ack.said.state, ack.said.sequence) == ("withdrawn", 2)
    assert waiting(world).acts == ()
    told = answer(world, world.hub.office.says(world.one, act, "taken", 3))
    assert [(each.act, each.code) for each in told.refused] == [(act.id, "withdrawn")]
    assert told.acks == (ack,)
    assert the_word(world, sync(world.desk, act)) == ack


def test_a_withdrawal_may_come_before_its_act(world: World) -> None:
    """It is kept without a statement; the act that comes later, from its own desk, is withdrawn at once."""
    told = sync(world.other, withdrawals=(world.one.withdrawal(1),))
    assert told.kept == (world.one.act(1).id,)
    assert told.acks == ()
    assert the_word(world, sync(world.desk, world.one.act(1))).said.state == "withdrawn"
    assert waiting(world).acts == ()


def test_a_key_that_does_not_fit_takes_nothing_back(world: World) -> None:
    """A wrong key, or another act's, is refused before and after the act, and the true one works afterwards."""
    act, wrong = world.one.act(1), world.one.withdrawal(2)
    forged = signed.SentWithdrawal(act.id, act.reference, act.key_hash, bytes(16), wrong.at)
    others = signed.SentWithdrawal(act.id, act.reference, wrong.key_hash, wrong.key, wrong.at)
    assert [each.code for each in sync(world.desk, withdrawals=(forged,)).refused] == ["not_genuine"]
    assert sync(world.desk, withdrawals=(others,)).kept == (act.id,)
    assert the_word(world, sync(world.desk, act)).said.state == "held"
    assert [each.code for each in sync(world.desk, withdrawals=(others,)).refused] == ["not_genuine"]
    assert the_word(world, sync(world.desk, withdrawals=(world.one.withdrawal(1),))).said.state == "withdrawn"


def test_after_taken_a_withdrawal_is_a_stop_request_that_forbids_the_proof_until_it_is_read(world: World) -> None:
    """Once the office has taken, the hub signs no more: it keeps, lists first, and refuses `proof_seen` until then."""
    office, act = world.hub.office, world.one.act(1)
    sync(world.desk, act)
    assert answer(world, office.says(world.one, act, "taken", 3)) == AnswersTold()
    told = sync(world.desk, known=(known(act, 3),), withdrawals=(world.one.withdrawal(1),))
    assert told == SyncTold(kept=(act.id,))
    proof = office.says(world.one, act, "proof_seen", 4)
    assert [each.code for each in answer(world, proof).refused] == ["stop_unread"]
    listed = waiting(world)
    assert listed.withdrawals == (world.one.withdrawal(1),)
    assert [each.code for each in answer(world, proof, read=listed.newest - 1).refused] == ["stop_unread"]
    assert answer(world, office.says(world.one, act, "stopped", 5), read=listed.newest) == AnswersTold()
    assert waiting(world).withdrawals == ()
    assert the_word(world, sync(world.desk, known=(known(act, 3),))).said.state == "stopped"


def test_without_the_key_a_wish_is_a_stop_request_and_the_key_makes_it_a_withdrawal(world: World) -> None:
    """An oral withdrawal is listed and changes nothing; only the act's own desk may say it; the key may come later."""
    act, oral = world.one.act(1), world.one.withdrawal(1, oral=True)
    sync(world.desk, act)
    assert [each.code for each in sync(world.other, withdrawals=(oral,)).refused] == ["other_desk"]
    told = sync(world.desk, known=(known(act, 1),), withdrawals=(oral,))
    assert told == SyncTold(kept=(act.id,))
    assert waiting(world).withdrawals == (oral,)
    assert [held.sent for held in waiting(world).acts] == [act]
    assert the_word(world, sync(world.other, withdrawals=(world.one.withdrawal(1),))).said.state == "withdrawn"
    assert waiting(world).withdrawals == (world.one.withdrawal(1),)


def test_a_status_needs_the_reference_and_the_hash_and_takes_back_with_the_key(world: World) -> None:
    """At another desk: nothing without both; the newest statement with both; `withdrawn` with the key."""
    act = world.one.act(1)
    sync(world.desk, act)
    ask = StatusAsk(act.reference, act.key_hash)
    for wrong in (StatusAsk(world.one.act(2).reference, act.key_hash), StatusAsk(act.reference, bytes(32))):
        assert world.other.ask("/v1/status", wrong, StatusTold) == StatusTold()
    assert the_word(world, world.other.ask("/v1/status", ask, StatusTold)).said.state == "held"
    wrong_act = StatusAsk(act.reference, act.key_hash, world.one.withdrawal(2))
    oral = StatusAsk(act.reference, act.key_hash, world.one.withdrawal(1, oral=True))
    for refused in (wrong_act, oral):
        told = world.other.ask("/v1/status", refused, StatusTold)
        assert (the_word(world, told).said.state, told.stop_asked) == ("held", False)
    told = world.other.ask("/v1/status", StatusAsk(act.reference, act.key_hash, world.one.withdrawal(1)), StatusTold)
    assert (the_word(world, told).said.state, told.stop_asked) == ("withdrawn", True)


def test_the_offices_proof_goes_with_its_statement(world: World) -> None:
    """A desk with the receipt gets the proof of the newest statement; said before there were any, it is added later."""
    act = world.one.act(1)
    sync(world.desk, act)
    for sequence, proof, told in ((3, b"p" * 64, b"p" * 64), (4, None, None), (4, b"q" * 64, b"q" * 64)):
        ack = world.hub.office.says(world.one, act, "taken" if sequence == 3 else "unreachable", sequence)
        asked = AnswersAsk((ack,), 0, () if proof is None else (proof,))
        assert world.office.ask("/v1/office/answers", asked, AnswersTold).refused == ()
        assert world.other.ask("/v1/status", StatusAsk(act.reference, act.key_hash), StatusTold).proof == told
    assert world.other.ask("/v1/status", StatusAsk(act.reference, bytes(32)), StatusTold) == StatusTold()


# ---- the office


def test_only_a_higher_sequence_of_the_office_replaces(world: World) -> None:
    """The same statement is kept once; a lower or different one is answered with what the hub has."""
    office, act = world.hub.office, world.one.act(1)
    sync(world.desk, act)
    unreachable = office.says(world.one, act, "unreachable", 5, "no_answer")
    assert answer(world, unreachable) == answer(world, unreachable) == AnswersTold()
    for late in (office.says(world.one, act, "taken", 3), office.says(world.one, act, "declined", 5)):
        told = answer(world, late)
        assert ([each.code for each in told.refused], told.acks) == (["older"], (unreachable,))
    assert the_word(world, sync(world.desk, known=(known(act, 3),))) == unreachable


def test_a_statement_that_the_office_did_not_sign_is_not_kept(world: World) -> None:
    """Another key, a changed word, a hub's sequence, other bytes and an unknown desk are refused by their reason."""
    act, stranger = world.one.act(1), MadeDesk(9)
    sync(world.desk, act)
    good = world.hub.office.says(world.one, act, "taken", 3)
    by_desk = SignedAck(good.said, sign.sign(world.one.seed, signed.ack_bytes(good.said)))
    changed = SignedAck(world.hub.office.says(world.one, act, "declined", 4).said, good.signature)
    low = world.hub.office.says(world.one, act, "taken", 2)
    other_bytes = world.hub.office.says(world.one, world.one.act(1, salt="other"), "taken", 3)
    unknown = world.hub.office.says(stranger, stranger.act(1), "taken", 3)
    told = [answer(world, each).refused[0].code for each in (by_desk, changed, low, other_bytes, unknown)]
    assert told == ["not_genuine"] * 4 + ["unknown_desk"]
    assert len(waiting(world).acts) == 1


def test_a_statement_on_an_act_that_is_not_here_waits_for_it(world: World) -> None:
    """A restored hub keeps the office's words: the desk gets them, is asked for the bytes, and both are together."""
    act = world.one.act(1)
    taken = world.hub.office.says(world.one, act, "taken", 3)
    assert answer(world, taken) == AnswersTold()
    told = sync(world.desk, known=(known(act, 1),))
    assert (told.unknown, the_word(world, told)) == ((act.id,), taken)
    assert [each.code for each in sync(world.desk, world.one.act(1, salt="other")).refused] == ["conflict"]
    assert the_word(world, sync(world.desk, act)) == taken
    fetched = world.office.ask("/v1/office/fetch", FetchAsk((act.id,)), Fetched)
    assert ([held.sent for held in fetched.acts], fetched.acks) == ([act], (taken,))
    assert waiting(world).acts == ()


def test_waiting_acts_come_in_pages_oldest_first_each_once(world: World) -> None:
    """Page after page gives every act once, in the order in which they came, with the withdrawals on the first."""
    acts = [world.one.act(number) for number in range(7)]
    for act in acts:
        sync(world.desk, act)
    sync(world.desk, withdrawals=(world.one.withdrawal(50),))
    seen, after, pages = [], 0, 0
    while pages == 0 or after:
        page = waiting(world, after=after, limit=3)
        seen += [held.sent for held in page.acts]
        assert len(page.withdrawals) == (1 if pages == 0 else 0)
        after, pages = page.next, pages + 1
    assert (seen, pages) == (acts, 3)


def test_a_page_of_large_acts_stays_within_what_a_reader_reads(world: World) -> None:
    """However large the acts are, an answer is below the limit and the rest comes with the next page."""
    for start in (0, 40):
        sync(world.desk, *(world.one.act(number, size=24_576) for number in range(start, start + 40)))
    line = world.asks(world.hub.office.token, JSON)
    first = line.post("/v1/office/waiting", WaitingAsk(limit=200))
    assert len(first.content) < 2 << 20
    seen, after = 0, 0
    while seen < 80:
        page = line.ask("/v1/office/waiting", WaitingAsk(after=after, limit=200), Waiting)
        seen, after = seen + len(page.acts), page.next
    assert (seen, after) == (80, 0)


def test_sealed_bytes_go_a_while_after_the_final_answer_and_the_hash_stays(world: World) -> None:
    """After N days the bytes are gone, not before; the same bytes are still known, others are still a conflict."""
    act, waits = world.one.act(1), world.one.act(2)
    sync(world.desk, act, waits)
    declined = world.hub.office.says(world.one, act, "declined", 3)
    answer(world, declined)
    now = world.hub.clock.now
    assert sweep(world.hub.engine, 30, now + 30 * DAY) == 0
    assert sweep(world.hub.engine, 30, now + 30 * DAY + 1) == 1
    fetched = world.office.ask("/v1/office/fetch", FetchAsk((act.id, waits.id)), Fetched)
    assert [held.sent for held in fetched.acts] == [waits]
    assert {ack.said.state for ack in fetched.acks} == {"declined", "held"}
    assert the_word(world, sync(world.desk, act)) == declined
    assert sync(world.desk, known=(known(act, 3),)) == SyncTold()
    assert [each.code for each in sync(world.desk, world.one.act(1, salt="other")).refused] == ["conflict"]


def test_an_act_is_fetched_by_its_reference(world: World) -> None:
    """The office that was read a reference on the phone gets the sealed act again, with its withdrawal."""
    act = world.one.act(1)
    sync(world.desk, act, withdrawals=(world.one.withdrawal(1, oral=True),))
    fetched = world.office.ask("/v1/office/fetch", FetchAsk(reference=act.reference), Fetched)
    assert [held.sent for held in fetched.acts] == [act]
    assert fetched.withdrawals == (world.one.withdrawal(1, oral=True),)
    assert world.office.ask("/v1/office/fetch", FetchAsk(reference="\x00'--"), Fetched) == Fetched()
