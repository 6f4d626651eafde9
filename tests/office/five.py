"""Five people on three machines of one office: lines break, answers are lost, copies are put back, a hub lies."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from kiosk.core.colleague import Colleague, OfficeRight
from kiosk.core.errors import (
    ActHeld,
    ActMoved,
    IllegalMove,
    KioskError,
    LedgerDamaged,
    LedgerMissing,
    LedgerOlder,
    LedgerUnmarked,
    LinkFault,
    NotGenuine,
)
from kiosk.core.outbox import FINAL, State
from kiosk.core.status import Reason
from kiosk.core.sync import Failure
from kiosk.core.work import Deed, Work, WorkNote, apply, holder
from kiosk.crypto import enrol
from kiosk.hub.database import open_engine, sqlite_url
from kiosk.hub.routes import ROUTES, hello, let_in
from kiosk.hub.said import HubKey
from kiosk.hub.who import NotAllowed
from kiosk.office import exchange, house, keys, memory, notes, work
from kiosk.office.house import House
from kiosk.uplink.office_client import OfficeClient
from kiosk.wire import seats as wire
from tests.office.made import PASSPHRASE
from tests.office.several import Several

PEOPLE = ("Ana", "Bo", "Cy", "Di", "Eli")
SEATS, ACTS = 3, 5
_BY_PATH = {route.path: route for route in ROUTES}
_ANSWERS: tuple[tuple[State, Reason | None], ...] = (
    (State.PROOF_SEEN, None),
    (State.DECLINED, None),
    (State.UNREACHABLE, Reason.NO_ANSWER),
)
_DEEDS = (
    *(Deed.TAKE,) * 5,
    *(Deed.NOTE,) * 3,
    *(Deed.TRIED,) * 2,
    *(Deed.LET_GO,) * 2,
    Deed.TAKE_OVER,
    Deed.HAND_ON,
    Deed.CALL_BACK,
)
Story = list[tuple[str, Deed, str]]


def template(folder: Path) -> None:
    """Make an office of three seats which all have the same acts, to be copied for each story."""
    folder.mkdir()
    several = Several(folder, SEATS)
    for _ in range(ACTS):
        entry = several.desk.hand_over()
        several.desk.send(several.road, entry)
    for _ in range(2):
        for at in range(SEATS):
            several.catch_up(at)
    several.road.hub.engine.dispose()


class Line:
    """A line to the hub without HTTP (a `kiosk.uplink.link.Link`)."""

    def __init__(self, five: Five, at: int, token: bytes) -> None:
        """Remember whose it is."""
        self.five, self.at, self.hashed = five, at, enrol.token_hash(token)

    def hello(self) -> Any:
        """Read the greeting."""
        with self.five.engine.connect() as connection:
            return hello(connection, self.five.signer)

    def post(self, path: str, body: Any, answer: type[Any]) -> Any:
        """Ask."""
        if self.at in self.five.cut:
            raise LinkFault(Failure.NETWORK)
        route = _BY_PATH[path]
        with self.five.engine.connect() as connection:
            try:
                asked = let_in(connection, self.five.signer, route, self.hashed, int(self.five.now.timestamp()))
                told = route.do(asked, body)
            except (NotAllowed, NotGenuine):
                raise LinkFault(Failure.NOT_AUTHORISED) from None
        if self.at in self.five.deaf and path == "/v1/office/notes":
            raise LinkFault(Failure.NETWORK)
        lie = self.five.lies.get(self.at)
        assert isinstance(told, answer)
        return lie(told) if lie and isinstance(told, wire.NotesTold) else told

    def close(self) -> None:
        """Stay."""


class Five:
    """The office, the hub, and what people were told that they did."""

    def __init__(self, made: Path, folder: Path, seed: int) -> None:
        """Copy the office that was made, and open it at each seat."""
        shutil.copytree(made, folder)
        self.random, self.folder, self.seen = Random(seed), folder, Counter[str]()
        self.now = datetime.fromtimestamp(1_795_300_000, UTC) + timedelta(hours=1)
        self.cut: set[int] = set()
        self.deaf: set[int] = set()
        self.lies: dict[int, Callable[[wire.NotesTold], wire.NotesTold]] = {}
        self.done: dict[bytes, Story] = {}
        self.shaky: set[bytes] = set()
        """Acts of which a hub that was put back lost a note."""
        self.folders = [folder / "office", *(folder / f"seat{at}" for at in range(1, SEATS))]
        self.open_hub()
        self.held = [ExitStack() for _ in range(SEATS)]
        self.houses: list[House] = []
        self.secrets = [keys.unlock_office(each, PASSPHRASE) for each in self.folders]
        for at in range(SEATS):
            self.houses.append(self.held[at].enter_context(self.opened(at)))
        self.acts = sorted(record.act for record in self.houses[0].ledger.records())
        assert len(self.acts) == ACTS
        for at in range(SEATS):
            self.keep(at)
        self.keep_hub()

    def opened(self, at: int) -> Any:
        """Open the house at a seat."""
        return house.using(self.folders[at], self.secrets[at], lambda: self.now, lambda opened: self.line(opened, at))

    def open_hub(self) -> None:
        """Open the hub's database."""
        self.engine = open_engine(sqlite_url(self.folder / "hub1.db"))
        from kiosk.hub.tables import hub

        with self.engine.connect() as connection:
            self.signer = HubKey(bytes(connection.execute(hub.select().with_only_columns(hub.c.seed)).scalar_one()))

    @contextmanager
    def line(self, opened: House, at: int) -> Iterator[OfficeClient]:
        """Give a seat's way to the hub."""
        if at in self.cut:
            raise LinkFault(Failure.NETWORK)
        line = Line(self, at, opened.ledger.noted(exchange.TOKEN))
        client = OfficeClient(lambda: line, opened.public.hub)  # type: ignore[arg-type, return-value]
        client.connect()
        yield client

    # -- what is true

    def chain(self, act: bytes) -> list[WorkNote]:
        """Read the hub's notes of an act, as only who has the office's keys can."""
        with self.engine.connect() as connection:
            from kiosk.hub.seat_tables import notes as table

            rows = connection.execute(table.select().where(table.c.act == act).order_by(table.c.number)).all()
        opener = self.houses[0]
        found, before = [], b""
        for row in rows:
            held = wire.HeldNote(row.place, bytes(row.act), row.number, bytes(row.note))
            found.append(notes._opened(opener, held, before)[0])
            before = held.note
        return found

    # -- steps

    def step(self) -> None:
        """Do one thing."""
        self.now += timedelta(seconds=self.random.choice((1, 20, 60, 240)))
        at = self.random.randrange(SEATS)
        kind = self.random.choices(
            ("deed", "answer", "back", "talk", "line", "again", "reopen", "copy", "put back", "damage", "hub", "lie"),
            (50, 8, 3, 12, 9, 3, 2, 1, 1, 1, 1, 3),
        )[0]
        self.seen[kind] += 1
        with suppress(LinkFault):
            getattr(self, "do_" + kind.replace(" ", "_"))(at)

    def sit(self, at: int) -> House:
        """Let anybody sit down."""
        return replace(self.houses[at], who=Colleague(1, self.random.choice(PEOPLE), OfficeRight.COORDINATES))

    def do_deed(self, at: int) -> None:
        """Somebody does something; what they are told that they did is remembered."""
        here, act, deed = self.sit(at), self.random.choice(self.acts), self.random.choice(_DEEDS)
        text = f"{self.seen['deed']}" if deed is Deed.NOTE else ""
        to = self.random.choice([each for each in PEOPLE if each != here.who.name]) if deed is Deed.HAND_ON else ""
        day = self.now.date() + timedelta(days=2) if deed is Deed.CALL_BACK else None
        with suppress(ActHeld, ActMoved, IllegalMove, NotGenuine):
            work.do_deed(here, act, deed, to=to, day=day, text=text)
            self.was_told(here, act, deed, text)

    def do_answer(self, at: int) -> None:
        """Somebody answers."""
        here, act = self.sit(at), self.random.choice(self.acts)
        state, reason = self.random.choice(_ANSWERS)
        before = len(self.chain(act))
        with suppress(ActHeld, ActMoved, IllegalMove, NotGenuine):
            work.answer_act(here, act, state, reason)
            self.seen["answered"] += 1
            if len(self.chain(act)) == before + 2:  # who had not taken it took it by this
                self.done.setdefault(act, []).append((here.who.name, Deed.TAKE, ""))
            self.was_told(here, act, Deed.ANSWER, state.value)

    def was_told(self, here: House, act: bytes, deed: Deed, text: str) -> None:
        """Remember what somebody was told that they did: nobody else had the act, and it had not ended."""
        mine = here.who.name
        if deed is Deed.NOTE and any(each.text == text for each in notes.drafts(here, act)):
            return
        self.done.setdefault(act, []).append((mine, deed, text))
        chain = self.chain(act)
        if act in self.shaky:
            return
        assert (chain[-1].who, chain[-1].deed, chain[-1].text) == (mine, deed, text)
        stood = Work()
        for note in chain[:-1]:
            stood = apply(stood, note)
        if deed in (Deed.TAKE, Deed.ANSWER):
            assert holder(stood, self.now) in ("", mine)
            assert not stood.closed

    def do_back(self, at: int) -> None:
        """Somebody takes an answer back."""
        here, act = self.sit(at), self.random.choice(self.acts)
        with suppress(ActHeld, ActMoved, IllegalMove, NotGenuine):
            work.take_answer_back(here, act)
            self.done.setdefault(act, []).append((here.who.name, Deed.TAKE_BACK, ""))

    def do_talk(self, at: int) -> None:
        """A seat talks to the hub."""
        here = self.houses[at]
        with suppress(NotGenuine), here.talk() as client:
            if self.random.random() < 0.2:
                exchange.relearn_all(here, client)
                exchange.gather(here, client)
            else:
                exchange.deliver(here, client)

    def do_line(self, at: int) -> None:
        """A line breaks, loses answers, or works again."""
        for broken in (self.cut, self.deaf):
            broken.discard(at)
        if self.random.random() < 0.5:
            self.random.choice((self.cut, self.deaf)).add(at)

    def do_again(self, at: int) -> None:
        """What was sent comes a second time, late."""
        here, act = self.houses[at], self.random.choice(self.acts)
        if sealed := here.ledger.book.sealed(act):
            number = self.random.randrange(len(sealed))
            before = len(self.chain(act))
            with here.talk() as client:
                client.notes(0, [wire.SentNote(act, number + 1, sealed[number])])
            assert act in self.shaky or len(self.chain(act)) == before

    def do_reopen(self, at: int) -> None:
        """The machine is switched off and on."""
        self.held[at].close()
        self.houses[at] = self.held[at].enter_context(self.opened(at))

    def do_copy(self, at: int) -> None:
        """A copy of a seat, or of the hub, is made."""
        if self.random.random() < 0.5:
            self.keep(at)
        else:
            self.keep_hub()

    def keep(self, at: int) -> None:
        """Copy a seat's ledger."""
        memory.mark_ledger(self.folders[at], self.houses[at].ledger)
        copy = self.folder / f"copy{at}"
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(self.folders[at], copy)

    def keep_hub(self) -> None:
        """Copy the hub."""
        self.engine.dispose()
        shutil.copy(self.folder / "hub1.db", self.folder / "hub copy")
        self.open_hub()

    def do_put_back(self, at: int) -> None:
        """An older copy of a seat is put in its place."""
        self.held[at].close()
        shutil.rmtree(self.folders[at])
        shutil.copytree(self.folder / f"copy{at}", self.folders[at])
        self.houses[at] = self.held[at].enter_context(self.opened(at))

    def do_damage(self, at: int) -> None:
        """A bit turns in the newest part of a ledger; it is healed, with the hub."""
        self.held[at].close()
        journal = self.folders[at] / "ledger" / "journal"
        data = bytearray(journal.read_bytes())
        place = self.random.randrange(len(data) * 2 // 3, len(data))
        data[place] ^= 1
        journal.write_bytes(data)
        try:
            self.houses[at] = self.held[at].enter_context(self.opened(at))
            return
        except (LedgerDamaged, LedgerMissing, LedgerOlder, LedgerUnmarked):
            self.seen["healed"] += 1
            memory.heal(self.folders[at], self.secrets[at].memory, self.now)
        self.houses[at] = self.held[at].enter_context(self.opened(at))
        self.do_talk(at)

    def do_hub(self, _: int) -> None:
        """The hub is put back from its copy."""
        before = {act: len(self.chain(act)) for act in self.acts}
        self.engine.dispose()
        for file in self.folder.glob("hub1.db-*"):
            file.unlink()
        shutil.copy(self.folder / "hub copy", self.folder / "hub1.db")
        self.open_hub()
        self.shaky |= {act for act in self.acts if len(self.chain(act)) < before[act]}

    def do_lie(self, at: int) -> None:
        """The hub lies to a seat: it keeps notes back, swaps two, says old things, or is honest again."""

        def keeps_back(told: wire.NotesTold) -> wire.NotesTold:
            return wire.NotesTold(told.refused, told.notes[:-1], told.more, told.last)

        def swaps(told: wire.NotesTold) -> wire.NotesTold:
            if len(told.notes) < 2:
                return told
            one, two, *rest = told.notes
            turned = (
                wire.HeldNote(one.place, one.act, one.number, two.note),
                wire.HeldNote(two.place, two.act, two.number, one.note),
                *rest,
            )
            return wire.NotesTold(told.refused, turned, told.more, told.last)

        def is_old(told: wire.NotesTold) -> wire.NotesTold:
            return wire.NotesTold((), (), False, told.last)

        def says_no(told: wire.NotesTold) -> wire.NotesTold:
            return wire.NotesTold(tuple(wire.NoteRefusal(act, 1, 0) for act in self.acts), told.notes, told.more)

        lie = self.random.choice((keeps_back, swaps, is_old, says_no, None, None, None, None))
        self.lies.pop(at, None)
        if lie is not None:
            self.lies[at] = lie

    # -- the end

    def settle(self) -> None:
        """Everything works again, and everybody talks."""
        self.cut.clear()
        self.deaf.clear()
        self.lies.clear()
        for _ in range(3):
            for here in self.houses:
                with here.talk() as client:
                    exchange.relearn_all(here, client)
                    exchange.gather(here, client)
                    exchange.deliver(here, client)
            self.now += timedelta(minutes=11)

    def check(self) -> None:
        """Every seat tells one story of each act, in which is all that anybody was told that they did."""
        for act in self.acts:
            chain = self.chain(act)
            for here in self.houses:
                found = [note for note, _ in here.ledger.book.notes(act)]
                assert found == chain
                assert not notes.drafts(here, act)
            records = [here.ledger.get(act) for here in self.houses]
            said = {(record.state, record.sequence) for record in records if record}
            assert len(said) == 1 or act in self.shaky, records
            told = Counter(
                (note.who, note.deed, note.text if note.deed in (Deed.NOTE, Deed.ANSWER) else "") for note in chain
            )
            lost = Counter(self.done.get(act, [])) - told
            if act not in self.shaky:
                assert not lost, lost
                ends = 0
                for note in chain:
                    if note.deed is Deed.ANSWER and note.text in FINAL:
                        ends += 1
                    elif note.deed is Deed.TAKE_BACK:
                        ends -= 1
                    assert ends <= 1
            elif any(deed in (Deed.TAKE, Deed.TAKE_OVER, Deed.ANSWER) for _, deed, _ in lost):
                assert any(record and (record.doubt or record.state in FINAL or record.shown) for record in records)

    def close(self) -> None:
        """Let go."""
        for each in self.held:
            each.close()
        self.engine.dispose()


def live_five(made: Path, folder: Path, seed: int, steps: int) -> Counter[str]:
    """Live through so many steps, then let everything come. Raises AssertionError where a law is broken."""
    five = Five(made, folder, seed)
    try:
        for _ in range(steps):
            five.step()
        five.settle()
        five.check()
        return five.seen
    except KioskError as error:
        raise AssertionError(f"seed {seed}: {error!r}") from error
    finally:
        five.close()
