"""A hub's administrator against every field of every statement that a hub gives, with the hub's real key.

The table is made from the message types themselves: a field that is added to one is lied about from then on.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from msgspec.structs import replace

from kiosk.core.errors import IllegalMove, KioskError, LinkFault
from kiosk.core.outbox import FINAL, Entry, State
from kiosk.core.reference import Ticket
from kiosk.core.status import Reason
from kiosk.core.sync import Failure, must_tell
from kiosk.core.word import BY_OFFICE
from kiosk.crypto import enrol, sign
from kiosk.desk import road as desk_road
from kiosk.desk.desk import Desk
from kiosk.desk.settings import Settings
from kiosk.flows.clock import attested
from kiosk.flows.who import Who
from kiosk.machine.files import read_file
from kiosk.office import desks, keys
from kiosk.office.desk_rows import day_of
from kiosk.office.health import gather_health, known_desks
from kiosk.uplink.enrol import HubRegistrar
from kiosk.uplink.office_client import join_hub
from kiosk.wire import enrolment, protocol
from kiosk.wire.health import HealthSent, HealthTold
from kiosk.wire.seats import NotesTold
from kiosk.wire.signed import Acknowledgement, ack_bytes
from scripts.frozen.health import SAID
from tests.hub.made import Asks
from tests.office.lies import lies, parts
from tests.office.line import Line
from tests.office.road import Road

TOLD: dict[str, type[protocol.Said]] = {
    "/hub": protocol.Hello,
    "/v1/sync": protocol.SyncTold,
    "/v1/status": protocol.StatusTold,
    "/v1/office/join": protocol.OfficeJoined,
    "/v1/office/waiting": protocol.Waiting,
    "/v1/office/answers": protocol.AnswersTold,
    "/v1/office/fetch": protocol.Fetched,
    "/v1/office/desks": protocol.DesksTold,
    "/v1/office/health": HealthTold,
    "/v1/office/notes": NotesTold,
    "/v1/enrol/open": enrolment.EnrolOffer,
}
"""What a hub says to whom. `Done` says nothing."""
CODES = ("/v1/office/join", "/v1/enrol/open")
CODE_ROWS = [(path, name) for path in CODES for name in parts(TOLD[path])]


def test_the_table_holds_every_answer_of_the_protocol() -> None:
    """An answer that is added to the protocol has to be added here."""
    listed = re.findall(r"^    (?:GET|POST) +(\S+) .* (\w+)$", protocol.__doc__ or "", re.MULTILINE)
    assert {path: name for path, name in listed if name != "Done"} == {p: each.__name__ for p, each in TOLD.items()}


@dataclass
class Play:
    """An office, a hub and two desks with an act of each kind, and what the hub has honestly said of them."""

    folder: Path
    heard: dict[str, list[Any]] = field(default_factory=dict)
    """What was said on each path, the newest last."""
    shown: list[bytes] = field(default_factory=list)
    """Acts that the office was shown as work."""
    stuck: dict[bytes, int] = field(default_factory=dict)
    """What the office knew of each desk: it grows with each word."""
    number: int = 0
    """Of what the desks last said of themselves."""
    words: Iterator[Reason] = field(default_factory=lambda: cycle((Reason.COME_FRIDAY, Reason.COME_MONDAY)))

    def __post_init__(self) -> None:
        """Let one act be taken and answered; one waits; one is taken back before the hub hears it."""
        self.road = Road(self.folder)
        self.road.alter = self.listen
        self.road.join()
        self.one, self.two = Line(self.road, self.road.desk(1)), Line(self.road, self.road.desk(2))
        self.settled, self.other = self.one.desk.hand_over(), self.two.desk.hand_over()
        for line in (self.one, self.two):
            line.file.number = keys.public(self.road.office.folder).serial
            line.sync()
        self.inbox()
        self.said = self.road.answer(self.settled, State.APPOINTMENT, Reason.COME_MONDAY)
        self.waits, self.hers = self.one.desk.hand_over(), self.one.desk.hand_over()
        for line in (self.one, self.two):
            line.sync()
        self.elsewhere(self.settled)
        self.one.desk.withdraw(self.hers, key=True)
        self.well()
        self.trusted = [each.desk for each in keys.desks(self.road.office.folder)]
        self.file = read_file(self.road.office.folder / keys.PUBLIC)

    def listen(self, path: str, told: Any) -> Any:
        """Note an honest answer."""
        self.heard.setdefault(path, []).append(told)
        return told

    def well(self) -> None:
        """Let each desk say something newer of itself, and the office hear it."""
        self.number += 1
        for line in (self.one, self.two):
            said = replace(SAID, number=self.number, day=str(self.road.now().date()), stuck=self.number)
            told = HealthSent(line.desk.sealer.seal_health(said))
            Asks(self.road.client, line.desk.token).ask("/v1/health", told, protocol.Done)
        with self.road.open() as opened, self.road.line(opened) as client:
            gather_health(opened, client)

    def inbox(self) -> None:
        """Take what waits."""
        self.shown += [act.id for act in self.road.inbox().work]

    def elsewhere(self, entry: Entry) -> frozenset[bytes]:
        """Look up a receipt of desk one at desk two: give whose act the office says that it is."""
        key = next(each for each in self.one.desk.random.keys if self.one.desk.sealer.key_hash(each) == entry.key_hash)
        way: Any = desk_road.DeskRoad(Desk(Path(), Settings()), self.two.desk.store, self.two.desk.sealer, Who())
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(desk_road, "hub_client", lambda *_: (self.two.client(), None))
            return frozenset(way.elsewhere(Ticket(entry.reference, key), lambda do: do()).proved)

    def everything(self, path: str) -> None:
        """Do whatever meets the answers of a path, each by itself, as people do after a refusal."""

        def answer() -> None:
            self.said = self.road.answer(self.settled, State.APPOINTMENT, next(self.words))

        def status() -> None:
            for entry in (self.settled, self.waits):
                assert self.elsewhere(entry) <= {entry.id}

        jobs: list[Callable[[], object]] = []
        if path in ("/hub", "/v1/sync"):
            jobs += [self.one.sync]
        if path == "/v1/status":
            jobs += [status]
        if path in ("/hub", "/v1/office/waiting", "/v1/office/fetch", "/v1/office/answers", "/v1/office/desks"):
            jobs += [self.inbox]
        if path in ("/v1/office/waiting", "/v1/office/fetch", "/v1/office/answers", "/v1/office/notes"):
            jobs += [answer]
        if path in ("/v1/office/waiting", "/v1/office/notes"):
            jobs += [self.road.sync]
        if path in ("/hub", "/v1/office/health"):
            jobs += [self.well]
        for job in jobs:
            with suppress(KioskError):
                job()

    def holds(self) -> None:
        """Nothing outranks, silences or replaces the office, whatever was said so far."""
        records = {each.act: each for each in self.road.records()}
        said = records[self.settled.id]
        assert said.state is State.APPOINTMENT
        assert said.sequence >= self.said.sequence
        assert {records[each.id].state for each in (self.waits,) if each.id in records} <= {State.TAKEN, None}
        assert {act for act, each in records.items() if each.hash} <= {each.id for each in self.acts()}
        for line, entry in ((self.one, e) for e in (self.settled, self.waits, self.hers)):
            here, mine = line.here(entry), records.get(entry.id)
            assert here.sequence < BY_OFFICE or (mine is not None and here.sequence <= mine.sequence)
            assert not here.is_final or here.withdrawal or (mine is not None and mine.state in FINAL)
        theirs = records.get(self.hers.id)
        assert must_tell(self.one.here(self.hers)) or (theirs is not None and theirs.state in FINAL)
        assert [each.desk for each in keys.desks(self.road.office.folder)] == self.trusted
        assert read_file(self.road.office.folder / keys.PUBLIC) == self.file
        for line in (self.one, self.two):
            assert set(line.file.kept) <= {self.file}
            told = attested(line.desk.store)
            assert told is None or told <= self.road.now()
        assert max(map(self.shown.count, set(self.shown))) == 1
        assert set(self.shown) <= {each.id for each in self.acts()}

        with self.road.open() as opened:
            known = known_desks(opened)
        for desk in known:  # what a desk said, whenever, under its own name; the office's own clock decides of the day
            health = desk.health
            assert health is None or (health.version == SAID.version and health.stuck <= self.number)
            assert (health.stuck if health else 0) >= self.stuck.get(desk.desk, 0)
            assert desk.heard is None or desk.heard <= self.road.now().astimezone().date()
            self.stuck[desk.desk] = health.stuck if health else 0

    def acts(self) -> tuple[Entry, ...]:
        """Give all acts."""
        return self.settled, self.other, self.waits, self.hers

    def heals(self) -> None:
        """With an honest hub, everybody hears what the office says, and the office what she wants."""
        self.road.alter = self.listen
        self.road.sync()
        self.road.clock.now += 3 * 86_400
        for line in (self.one, self.two):
            line.desk.clock.let_pass(timedelta(days=3))
            line.sync()
        self.inbox()
        assert self.shown.count(self.waits.id) == 1
        with pytest.raises(IllegalMove):
            self.road.answer(self.hers, State.PROOF_SEEN)
        hers = self.road.record(self.hers)
        assert hers.stop_key
        if hers.state not in FINAL:
            self.road.answer(self.hers, State.STOPPED)
        for entry in (self.settled, self.waits):
            self.road.answer(entry, State.DECLINED)
        self.one.sync()
        for entry in (self.settled, self.waits):
            assert self.one.here(entry).state is State.DECLINED
            assert self.elsewhere(entry) == {entry.id}
        assert not must_tell(self.one.here(self.hers))
        self.well()
        with self.road.open() as opened:
            assert [each.health and each.health.stuck for each in known_desks(opened)] == [self.number] * 2


@cache
def of_another_office() -> dict[str, list[Any]]:
    """Give what a hub honestly says to another office and its desks."""
    with TemporaryDirectory() as folder:
        return Play(Path(folder)).heard


@pytest.mark.parametrize("path", [path for path in TOLD if path not in CODES])
def test_no_lie_about_a_field_outranks_silences_or_replaces_the_office(path: str, tmp_path: Path) -> None:
    """Each lie about each field in turn, on one road, so that they add up; then the hub is honest, and all is well."""
    play = Play(tmp_path)
    seed, rows, told = play.road.hub.seed, list(parts(TOLD[path]).items()), list[tuple[str, str]]()
    row, turn = 0, 0

    def signed(said: Acknowledgement) -> bytes:
        return sign.sign(seed, ack_bytes(said))

    def alter(at: str, answer: Any) -> Any:
        if at != path:
            return answer
        name, kind = rows[row]
        donors = [getattr(each, name) for each in (*of_another_office()[path][::-1], *play.heard[path][::-1])]
        choices = lies(kind, getattr(answer, name), [each for each in donors if each], signed)
        lie = next(islice(choices, turn, None), None)
        if lie is None:
            return answer
        told.append((name, lie[0]))
        try:
            return protocol.read(protocol.write(replace(answer, **{name: lie[1]})), TOLD[path])
        except (protocol.Malformed, OverflowError):
            raise LinkFault(Failure.SERVER_ERROR) from None  # as the line itself does

    play.road.alter = alter
    while row < len(rows):
        before = len(told)
        play.everything(path)
        play.holds()
        turn += 1
        if len(told) == before:  # there are no more lies about this one
            row, turn = row + 1, 0
    assert {name for name, _ in told} == {name for name, _ in rows}
    play.heals()


@pytest.mark.parametrize(("path", "name"), CODE_ROWS)
def test_no_lie_about_a_code_gives_a_desk_or_an_office_another(path: str, name: str, tmp_path: Path) -> None:
    """Who does not know the code cannot change one field of what a code brings; without the lie it serves."""
    road = Road(tmp_path)
    if path == "/v1/enrol/open":
        road.join()
    foreign = of_another_office()
    code = ""

    def ask() -> object:
        if path == "/v1/enrol/open":
            return HubRegistrar(lambda: road.wire(), code).seat()  # type: ignore[arg-type, return-value]
        return join_hub(road.wire(), code, read_file(road.office.folder / keys.PUBLIC), bytes(32))  # type: ignore[arg-type]

    if path == "/v1/enrol/open":
        with road.open() as opened, road.line(opened) as client:
            code = desks.expect(opened, client, "Bus")
    else:
        code = enrol.spell_code(road.hub.code())
    honest: dict[str, Any] = {}

    def listen(at: str, answer: Any) -> Any:
        honest[at] = answer
        return answer

    road.alter = listen
    true = ask()
    kind = parts(TOLD[path])[name]
    donors = [getattr(each, name) for each in foreign.get(path, [])]
    found = list(lies(kind, getattr(honest[path], name), donors, lambda said: bytes(64)))
    for _, lie in found:

        def alter(at: str, answer: Any, lie: Any = lie) -> Any:
            return replace(answer, **{name: lie}) if at == path else answer

        road.alter = alter
        with pytest.raises(KioskError):
            ask()
    road.alter = lambda at, told: told
    assert ask() == true


@pytest.mark.parametrize("moment", [1 - (1 << 53), (1 << 53) - 1])
def test_a_moment_that_is_none_ends_no_list(moment: int) -> None:
    """A hub that says that it saw a desk in another age breaks no list of desks."""
    assert (day_of(moment), day_of(None)) == ("?", "-")
