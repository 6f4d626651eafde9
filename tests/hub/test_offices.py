"""Two offices on one hub: each has its own, under whatever id, and learns nothing of the other's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import msgspec
import pytest
from sqlalchemy import Engine, event

from kiosk.crypto import enrol, sign
from kiosk.hub import tables
from kiosk.hub.seat_tables import notes, seats
from kiosk.wire import enrolment, protocol, signed
from kiosk.wire.health import HealthAsk, HealthSent, HealthTold
from kiosk.wire.protocol import (
    AnswersAsk,
    AnswersTold,
    DesksAsk,
    DesksTold,
    Done,
    FetchAsk,
    Fetched,
    StatusAsk,
    SyncAsk,
    SyncTold,
    Waiting,
    WaitingAsk,
)
from kiosk.wire.seats import AdmittedSeat, NotesAsk, NotesTold, SeatsAsk, SentNote, admission_bytes
from kiosk.wire.signed import SentAct
from tests.hub.callers import THEIR_DESKS, THEIR_OFFICE, bodies, let_in, people, seat
from tests.hub.conftest import World
from tests.hub.made import NOW, Asks, MadeDesk, MadeOffice, claims, known, note, some

THEIRS = THEIR_DESKS["their_desk"]
OF_OFFICES = (tables.codes, tables.desks, tables.acts, tables.withdrawals, seats, notes)


@dataclass
class Federation:
    """A hub with two offices, at the first of which there is something of each kind."""

    world: World

    @property
    def theirs(self) -> Asks:
        """The line of the other office's desk."""
        return self.world.asks(THEIRS.token)

    @property
    def their_office(self) -> Asks:
        """The other office's line."""
        return self.world.asks(THEIR_OFFICE.token)

    def rows(self, office: int) -> dict[str, list[Any]]:
        """Give everything that the hub has of an office, but when it last asked."""
        with self.world.hub.engine.connect() as connection:
            seen = [each for each in tables.offices.c if each.name != "seen"]
            asked = {each.name: each.select().where(each.c.office == office) for each in OF_OFFICES}
            asked["offices"] = tables.offices.select().with_only_columns(*seen).where(tables.offices.c.id == office)
            return {name: list(connection.execute(each).all()) for name, each in asked.items()}


@pytest.fixture
def federation(world: World) -> Federation:
    """Give a hub where the first office has acts (one held, one taken, one taken back), desks, a code and health."""
    people(world)
    one = world.one
    given = (one.act(1), one.act(2), one.act(3))
    world.desk.ask("/v1/sync", SyncAsk(acts=given, withdrawals=(one.withdrawal(3),)), SyncTold)
    world.desk.ask("/v1/health", HealthSent(one.health()), Done)
    world.office.ask("/v1/office/time", world.hub.office.time(), Done)
    taken = world.hub.office.says(one, one.act(2), "taken", 3)
    world.office.ask("/v1/office/answers", AnswersAsk((taken,), 1 << 40), AnswersTold)
    world.office.ask("/v1/office/enrolments", world.hub.office.expects(some("kept", count=13)), Done)
    noted = tuple(SentNote(one.act(number).id, 1, note(1)) for number in (1, 2, 3))
    world.office.ask("/v1/office/notes", NotesAsk(notes=noted), NotesTold)
    return Federation(world)


def under(id_: bytes, desk: MadeDesk, number: int) -> SentAct:
    """Seal an act of a desk under an id that is another's."""
    act = desk.act(number)
    unsigned = signed.read_envelope(act.envelope).unsigned
    signature = sign.sign(desk.seed, signed.act_bytes(unsigned, id_, act.key_hash))
    return SentAct(id_, act.reference, act.key_hash, unsigned + signature)


def admitted(office: MadeOffice, seat: MadeDesk) -> AdmittedSeat:
    """Let an office say that a machine speaks for it."""
    hashed = enrol.token_hash(seat.token)
    return AdmittedSeat(seat.file, hashed, sign.sign(office.seed, admission_bytes(seat.file, hashed)))


def asked_of(desk: MadeDesk, number: int, office: MadeOffice, code: str) -> Iterator[tuple[str, str, protocol.Said]]:
    """Ask everything that may be asked of somebody else's things: who, where, and what."""
    act, oral = desk.act(number), desk.withdrawal(number, oral=True)
    named, with_key = known(act), desk.withdrawal(number)
    yield "desk", "/v1/sync", SyncAsk((named,), office_serial=1, office_time=1 << 50)
    yield "desk", "/v1/sync", SyncAsk((), (act,), office_serial=1, office_time=1 << 50)
    yield "desk", "/v1/sync", SyncAsk((named,), (), (oral,), 1, 1 << 50)
    yield "desk", "/v1/sync", SyncAsk((named,), (), (with_key,), 1, 1 << 50)
    yield "desk", "/v1/status", StatusAsk(act.reference, act.key_hash)
    yield "desk", "/v1/status", StatusAsk(act.reference, act.key_hash, with_key)
    yield "desk", "/v1/health", HealthSent(desk.health())
    for by in (office, THEIR_OFFICE):
        for state, sequence in (("taken", 3), ("proof_seen", 9)):
            yield "office", "/v1/office/answers", AnswersAsk((by.says(desk, act, state, sequence),), 1 << 40)
    yield "office", "/v1/office/fetch", FetchAsk((act.id,))
    yield "office", "/v1/office/fetch", FetchAsk((), act.reference)
    yield "office", "/v1/office/enrolments", THEIR_OFFICE.expects(some(code, count=13))
    yield "office", "/v1/office/desks", DesksAsk(revoked=(THEIR_OFFICE.revokes(desk),))
    yield "office", "/v1/office/desks", DesksAsk(revoked=(office.revokes(desk),))
    yield "office", "/v1/office/notes", NotesAsk(notes=(SentNote(act.id, 2, note(2)),))
    yield "office", "/v1/office/seats", SeatsAsk((admitted(office, desk),))
    yield "office", "/v1/office/health", HealthAsk()
    yield "office", "/v1/office/time", office.time()
    yield "office", "/v1/office/public", protocol.OfficeFile(office.file(9))


def without(answer: Any, *ids: bytes | str) -> Any:
    """Give an answer with every id, reference, hash and key of the question made one."""
    if isinstance(answer, list | dict):
        return [without(each, *ids) for each in (answer.values() if isinstance(answer, dict) else answer)]
    return b"id" if answer in ids else answer


def test_what_another_office_has_is_answered_as_what_nobody_has(federation: Federation) -> None:
    """Every question on the other's acts, receipts, desks and codes has the answer of one on what does not exist.

    Nothing of the other's is changed by any of them, and its people go on with it.
    """
    world, before = federation.world, federation.rows(1)
    lines = {"desk": federation.theirs, "office": federation.their_office}
    nowhere, stranger = MadeDesk(91), MadeOffice(9)
    for number in (1, 2, 3):
        told = []
        for desk, office, code in ((nowhere, stranger, "nobody's"), (world.one, world.hub.office, "kept")):
            act = desk.act(number)
            ids = (act.id, desk.id, act.reference, act.key_hash, desk.key(number), signed.envelope_hash(act.envelope))
            answers = [lines[who].post(path, said) for who, path, said in asked_of(desk, number, office, code)]
            told.append([(each.status_code, without(msgspec.msgpack.decode(each.content), *ids)) for each in answers])
        assert told[0] == told[1]
    assert federation.rows(1) == before
    held = world.office.ask("/v1/office/waiting", WaitingAsk(), Waiting)
    assert [each.sent for each in held.acts] == [world.one.act(1)]
    world.asks().ask("/v1/enrol/claim", claims(some("kept", count=13), MadeDesk(31)), Done)
    desks = world.office.ask("/v1/office/desks", DesksAsk(), DesksTold).desks
    assert MadeDesk(31).id in {each.desk for each in desks}


def test_the_same_ids_at_two_offices_are_two_things(federation: Federation) -> None:
    """An act, a desk and a withdrawal under ids that another office has live their own lives."""
    world, theirs = federation.world, federation.theirs
    act = under(world.one.act(1).id, THEIRS, 1)
    told = theirs.ask("/v1/sync", SyncAsk(acts=(act,)), SyncTold)
    assert [(ack.said.act, ack.said.desk, ack.said.state) for ack in told.acks] == [(act.id, THEIRS.id, "held")]
    twin = MadeDesk(41)
    twin.id = world.one.id
    twin.file = sign.sign_file(twin.seed, signed.DeskPublic(twin.id, "Jumeau", sign.verify_key(twin.seed)))
    seat(world, THEIR_OFFICE, twin)
    assert world.asks(twin.token).ask("/v1/sync", SyncAsk((known(world.one.act(1)),)), SyncTold).acks == ()
    answer = THEIR_OFFICE.says(THEIRS, act, "proof_seen", 3)
    assert federation.their_office.ask("/v1/office/answers", AnswersAsk((answer,)), AnswersTold) == AnswersTold()
    (mine,) = world.desk.ask("/v1/sync", SyncAsk((known(world.one.act(1)),)), SyncTold).acks
    assert (mine.said.desk, mine.said.state) == (world.one.id, "held")
    revoked = DesksAsk(revoked=(THEIR_OFFICE.revokes(twin, at=NOW + 99),))
    federation.their_office.ask("/v1/office/desks", revoked, DesksTold)
    assert world.asks(twin.token).post("/v1/sync", SyncAsk()).status_code == 401
    assert world.desk.post("/v1/sync", SyncAsk()).status_code == 200


def test_each_office_has_its_own_acts_desks_withdrawals_and_time(federation: Federation) -> None:
    """What a desk brings comes to its own office alone, whole; its desks hear that office's time and file."""
    world, theirs = federation.world, federation.theirs
    act, stop = THEIRS.act(1), THEIRS.withdrawal(2)
    theirs.ask("/v1/sync", SyncAsk(acts=(act,), withdrawals=(stop,)), SyncTold)
    theirs.ask("/v1/health", HealthSent(THEIRS.health()), Done)
    federation.their_office.ask("/v1/office/time", THEIR_OFFICE.time(NOW + 5), Done)
    for line, acts, stops, health in (
        (federation.their_office, [act], [stop], [THEIRS.id]),
        (world.office, [world.one.act(1)], [world.one.withdrawal(3)], [world.one.id]),
    ):
        waits = line.ask("/v1/office/waiting", WaitingAsk(), Waiting)
        assert ([each.sent for each in waits.acts], list(waits.withdrawals)) == (acts, stops)
        assert [each.desk for each in line.ask("/v1/office/health", HealthAsk(), HealthTold).held] == health
        seen = {each.desk for each in line.ask("/v1/office/desks", DesksAsk(), DesksTold).desks}
        assert health[0] in seen
        assert not seen & ({THEIRS.id, world.one.id} - set(health))
    told = theirs.ask("/v1/sync", SyncAsk(), SyncTold)
    assert (told.office, told.time and told.time.at) == (THEIR_OFFICE.file(), NOW + 5)
    told = world.desk.ask("/v1/sync", SyncAsk(), SyncTold)
    assert (told.office, told.time and told.time.at) == (world.hub.office.file(), NOW)
    working = federation.their_office.ask("/v1/office/waiting", WaitingAsk(working=True), Waiting)
    assert (working.acts, working.withdrawals) == ((), (stop,))
    assert federation.their_office.ask("/v1/office/fetch", FetchAsk((act.id,)), Fetched).acts[0].sent == act


def test_a_code_is_of_one_office(federation: Federation) -> None:
    """The hub's code for an office takes no other in its place, nor a token that another has; a desk's leads home."""
    world = federation.world
    third = world.hub.add_office()
    join = MadeOffice(3).join(world.hub.code(2))
    assert world.asks().post("/v1/office/join", join).status_code == 409
    thief = MadeOffice(3)
    thief.token = world.hub.office.token
    assert world.asks().post("/v1/office/join", thief.join(world.hub.code(third))).status_code == 409
    world.asks().ask("/v1/office/join", MadeOffice(3).join(world.hub.code(third)), protocol.OfficeJoined)
    assert world.office.post("/v1/office/waiting", WaitingAsk()).status_code == 200
    code = enrol.derive(some("kept", count=13))
    offer = world.asks().ask("/v1/enrol/open", enrolment.EnrolOpen(code.slot, code.claim), enrolment.EnrolOffer)
    assert offer.offer == world.hub.office.file()


def told_whose(engine: Engine, seen: set[str]) -> None:
    """Collect every statement that is run."""
    event.listen(engine, "before_cursor_execute", lambda _c, _cursor, statement, *_: seen.add(statement))


@pytest.mark.parametrize("deed", ["matrix", "strange"])
def test_every_statement_names_its_office(world: World, deed: str) -> None:
    """Whatever is asked by whomever: a statement on acts, desks, withdrawals, codes, seats or notes says whose.

    The token of a desk or a seat and a code's slot are looked up among all: they tell the office.
    """
    people(world)
    seen: set[str] = set()
    told_whose(world.hub.engine, seen)
    if deed == "matrix":
        bodies(world)
        let_in(world)
    else:
        one = world.one
        world.desk.post("/v1/sync", SyncAsk(acts=(one.act(1), one.act(2)), withdrawals=(one.withdrawal(1),)))
        for _, path, said in asked_of(one, 1, world.hub.office, "kept"):
            for line in (world.desk, world.office, world.other):
                line.post(path, said)
    named = re.compile(r"\b(acts|desks|withdrawals|codes|seats|notes)\b")
    says = re.compile(
        r"INSERT INTO (acts|desks|withdrawals|codes|seats|notes) \((\w+, )?office,"
        r"|(acts|desks|withdrawals|codes|seats|notes)\.office = |(desks|seats)\.token_hash = |codes\.slot = "
    )
    concerned = {each for each in seen if named.search(each)}
    assert len(concerned) > 15
    assert [each for each in concerned if not says.search(each)] == []
