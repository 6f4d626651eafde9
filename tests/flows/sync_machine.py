"""Desk, hub, office, USB keys, clocks and power cuts in any order: nothing is lost, repeated, blocked or rushed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from copy import deepcopy
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from kiosk.core.backoff import DAY, HOUR, Failure
from kiosk.core.errors import IllegalMove, StoreFull
from kiosk.core.moment import Moment
from kiosk.core.outbox import FINAL, Entry, State, Withdrawal, carry_withdrawal, withdraw
from kiosk.core.ports import Carrier, Parcel
from kiosk.core.sync import Offer, is_named, may_travel, must_tell, plan
from kiosk.core.trace import Trace
from kiosk.core.word import BY_OFFICE, Ask, NotKept, Word
from kiosk.flows.export import export
from kiosk.flows.receive import receive
from kiosk.flows.sync import Sync
from tests.fakes import FaultyStore, an_entry
from tests.flows.hub_simulator import Fault, File, Hub, Office, Simulator, digest

ATTEMPTS_AN_HOUR = 150
"""Connections: half a minute apart would be 120; the worst class begins at five seconds and doubles."""
KEY = b"her key on paper"


class PowerCut(BaseException):
    """The power went: nothing of the program goes on."""


class DeskStore(FaultyStore):
    """A store that the power leaves at a chosen write."""

    def __init__(self) -> None:
        super().__init__()
        self.cut: int | None = None
        self.written = False
        """Whether the write at which the power goes is still done."""

    def _write(self, do: Callable[[], object]) -> None:
        if self.cut is not None:
            self.cut -= 1
            if self.cut < 0:
                if self.written:
                    do()
                raise PowerCut
        do()

    def change(self, entry: Entry, trace: Trace | None = None) -> None:
        self._write(lambda: super(DeskStore, self).change(entry, trace))

    def amend(
        self, acts: Iterable[bytes], how: Callable[[Entry], Entry], trace: Trace | None = None
    ) -> Sequence[Entry]:
        done: list[Entry] = []
        self._write(lambda: done.extend(super(DeskStore, self).amend(acts, how, trace)))
        return done

    def note(self, name: str, value: bytes) -> None:
        self._write(lambda: super(DeskStore, self).note(name, value))


class Key(Carrier):
    """A USB key."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []

    def leave(self, health: bytes) -> None:
        """Take nothing else."""

    def write(self, parcels: Sequence[Parcel]) -> Sequence[str]:
        """Keep what the parcels carry; a withdrawal and its act are the same entry."""
        self.entries = list({e.id: e for each in parcels for e in (*each.acts, *each.withdrawals)}.values())
        return ["file"]


class Road(RuleBasedStateMachine):
    """The whole road."""

    @initialize(seed=st.integers(0, 1000))
    def begin(self, seed: int) -> None:
        self.random, self.world = Random(seed), Simulator(seed)
        self.store, self.other = DeskStore(), DeskStore()
        self.world.before = self.all_is_noted
        self.time = 0.0  # true seconds
        self.offset = timedelta(0)
        self.boot, self.booted = 1, 0.0
        self.made = 0
        self.sync = self.start()
        self.parcels: list[list[Entry]] = []
        self.answers: list[list[Word]] = []
        self.hub_copy: Hub | None = None
        self.office_copy: Office | None = None
        self.desk_copy: DeskStore | None = None
        self.hub_behind = self.office_behind = False
        self.highest: dict[bytes, int] = {}
        for _ in range(2):
            self.act_is_recorded(1100)

    # ---- the desk's machine

    def start(self) -> Sync:
        return Sync(self.store, self.world, File(), self.clock, self.random.randbytes, digest)

    def clock(self) -> Moment:
        self.time += 0.01
        wall = datetime(2026, 11, 21, 12, tzinfo=UTC) + timedelta(seconds=self.time) + self.offset
        return Moment(wall, self.time - self.booted, f"boot{self.boot}")

    def all_is_noted(self, ask: Ask) -> None:
        """Look at the disk when the first byte leaves."""
        for entry in ask.acts:
            noted = self.store.get(entry.id)
            assert noted
            assert noted.state is not State.WAITING
            assert noted.attempts

    def run(self, forced: bool = False) -> None:
        try:
            self.sync.run(forced)
        except StoreFull:
            pass
        except PowerCut:
            self.restart()

    @rule()
    def restart(self) -> None:
        self.store.cut, self.store.failing = None, None
        self.boot, self.booted = self.boot + 1, self.time
        self.sync = self.start()

    @rule(by=st.sampled_from([-730, -20_000, -1, 1, 400, 3000]))
    def clock_jumps(self, by: int) -> None:
        self.offset = timedelta(days=by)

    @rule(seconds=st.sampled_from([3, 70, 1000, 4000, 90_000]))
    def time_passes(self, seconds: int) -> None:
        self.time += seconds

    @rule()
    def an_hour_of_ticks(self) -> None:
        """Every ten seconds the desk looks whether something is due."""
        before, requests, entries = self.world.connects, len(self.world.asked), len(self.store.entries())
        for _ in range(0, int(HOUR), 10):
            self.time += 10
            self.run()
        assert self.world.connects - before <= ATTEMPTS_AN_HOUR
        assert len(self.world.asked) - requests <= ATTEMPTS_AN_HOUR + 12 * entries

    # ---- people

    @precondition(lambda self: self.made < 6 and not self.store.failing)
    @rule(size=st.sampled_from([300, 1100, 1100, 9000]))
    def act_is_recorded(self, size: int) -> None:
        self.made += 1
        name = self.made.to_bytes(16)
        envelope = hashlib.shake_128(name).digest(size)
        now = self.clock()
        self.store.add(
            an_entry(
                id=name, reference=f"{self.made:09d}", envelope=envelope, made=now, news_by=now.day, training=False
            )
        )

    @precondition(lambda self: self.store.entries())
    @rule(data=st.data(), how=st.sampled_from(Withdrawal))
    def consent_is_taken_back(self, data: st.DataObject, how: Withdrawal) -> None:
        entry = data.draw(st.sampled_from(self.store.entries()))
        key = KEY if how is Withdrawal.BY_KEY else b""
        try:
            self.store.amend([entry.id], lambda entry: withdraw(entry, how, self.clock(), key))
        except (IllegalMove, StoreFull):
            return

    @precondition(lambda self: self.world.hub.acts)
    @rule(data=st.data(), online=st.booleans())
    def consent_is_taken_back_elsewhere(self, data: st.DataObject, online: bool) -> None:
        """She goes to another desk with her receipt; what that desk keeps is an id and a key."""
        act = self.world.hub.acts[data.draw(st.sampled_from(sorted(self.world.hub.acts)))]
        if self.other.get(act.id) is None:
            carried = carry_withdrawal(act.reference, act.key_hash, KEY, self.clock())
            self.other.add(replace(carried, id=act.id, hash=b""))  # all have one key here: told apart by act
        if online:
            self.other_syncs()

    @rule()
    def other_syncs(self) -> None:
        Sync(self.other, self.world, File(), self.clock, self.random.randbytes, digest).run(now=True)

    # ---- the line

    @rule(forced=st.booleans())
    def sync_now(self, forced: bool) -> None:
        self.run(forced)

    @rule(at=st.integers(0, 6), written=st.booleans(), forced=st.booleans())
    def power_goes_during_sync(self, at: int, written: bool, forced: bool) -> None:
        self.store.cut, self.store.written = at, written
        self.run(forced)
        self.store.cut = None

    @rule(full=st.booleans())
    def disk_fills(self, full: bool) -> None:
        self.store.failing = StoreFull() if full else None

    @rule(down=st.none() | st.sampled_from(Failure))
    def line(self, down: Failure | None) -> None:
        self.world.down = down

    @rule(faults=st.lists(st.sampled_from(Fault), min_size=1, max_size=4))
    def requests_fail(self, faults: list[Fault]) -> None:
        self.world.down = None
        self.world.faults.clear()
        self.world.faults.extend(faults)
        self.time += HOUR
        self.run(forced=True)

    @rule(fault=st.sampled_from(Fault))
    def requests_fail_for_long(self, fault: Fault) -> None:
        self.world.faults.clear()
        self.world.faults.extend([fault] * 300)

    @precondition(lambda self: self.made)
    @rule(data=st.data(), why=st.none() | st.sampled_from(NotKept))
    def hub_dislikes_one(self, data: st.DataObject, why: NotKept | None) -> None:
        name = data.draw(st.integers(1, self.made)).to_bytes(16)
        if why:
            self.world.refusals[name] = why
        else:
            self.world.poison.add(name)

    # ---- hub and office

    @rule()
    def office_polls(self) -> None:
        self.world.office.poll(self.world.hub)
        self.hub_behind = self.office_behind = False

    @rule(state=st.sampled_from([*sorted(FINAL - {State.WITHDRAWN}), State.APPOINTMENT, State.REDO]), data=st.data())
    def office_answers(self, state: State, data: st.DataObject) -> None:
        office = self.world.office
        taken = sorted(act for act, word in office.journal.items() if word.state not in FINAL)
        if taken and not self.office_behind:
            office.answer(data.draw(st.sampled_from(taken)), state)

    @rule()
    def backups_are_made(self) -> None:
        self.hub_copy, self.office_copy = deepcopy(self.world.hub), deepcopy(self.world.office)
        self.desk_copy = deepcopy(self.store)

    @precondition(lambda self: self.hub_copy and not self.office_behind)
    @rule()
    def hub_is_restored(self) -> None:
        assert self.hub_copy
        self.world.restore_hub(self.hub_copy)
        self.hub_behind = True

    @precondition(lambda self: not self.office_behind)
    @rule()
    def hub_is_lost(self) -> None:
        self.world.restore_hub(Hub())
        self.hub_behind = True

    @precondition(lambda self: self.office_copy and not self.hub_behind)
    @rule()
    def office_is_restored(self) -> None:
        assert self.office_copy
        self.world.office.tell(self.world.hub)  # what it said it had told the hub
        self.world.restore_office(self.office_copy)
        self.office_behind = True

    @precondition(lambda self: self.desk_copy)
    @rule()
    def desk_is_restored(self) -> None:
        assert self.desk_copy
        old = deepcopy(self.desk_copy)
        old.cut, old.failing = None, None
        self.store = old
        self.highest.clear()
        self.restart()

    # ---- USB keys

    @rule()
    def bundle_is_written(self) -> None:
        key = Key()
        try:
            export(self.store, key, self.clock, training=False)
        except StoreFull:
            return
        self.parcels.append(key.entries)

    @precondition(lambda self: self.parcels and not self.office_behind)
    @rule(data=st.data())
    def bundle_is_brought(self, data: st.DataObject) -> None:
        self.world.office.bring(data.draw(st.sampled_from(self.parcels)), self.world.hub)

    @rule()
    def answers_are_written(self) -> None:
        self.answers.append([*self.world.office.journal.values(), *self.world.hub.words.values()])

    @precondition(lambda self: self.answers)
    @rule(data=st.data())
    def answers_are_brought(self, data: st.DataObject) -> None:
        try:
            receive(self.store, data.draw(st.sampled_from(self.answers)), digest)
        except StoreFull:
            return

    # ---- what always holds

    @invariant()
    def every_entry_is_final_or_has_a_next_attempt(self) -> None:
        now, carried = self.clock(), set()
        # As soon as the line may be tried, as no wait of more than a day is believed; or two days later.
        for wait in (HOUR + 2, 2 * DAY + HOUR):
            then = Moment(now.wall + timedelta(seconds=wait), now.monotonic + wait, now.boot)
            offer = plan(self.store.entries(), then, self.sync._pace)
            carried |= (
                {e.id for e in (*offer.known, *offer.acts, *offer.withdrawals)} if isinstance(offer, Offer) else set()
            )
        for entry in self.store.entries():
            assert (entry.is_final and not must_tell(entry)) or entry.id in carried
            assert entry.state is State.WAITING or entry.is_final or is_named(entry)

    @invariant()
    def nobody_waits_longer_than_an_hour_for_the_line(self) -> None:
        assert self.sync._pace.left(self.clock()) <= HOUR + 2

    @invariant()
    def nothing_moves_without_a_word(self) -> None:
        said = {(word.act, word.state, word.sequence) for word in self.world.signed}
        for entry in self.store.entries():
            if entry.state in (State.WAITING, State.UNCERTAIN, State.QUARANTINED):
                assert entry.sequence == 0
            elif entry.state is not State.WITHDRAWN:
                assert (entry.id, entry.state, entry.sequence) in said
            elif entry.sequence == 0:
                assert entry.withdrawal is Withdrawal.BY_KEY
            else:
                assert entry.withdrawal is Withdrawal.BY_KEY or entry.sequence >= BY_OFFICE

    @invariant()
    def what_is_known_never_gets_older(self) -> None:
        for entry in self.store.entries():
            assert entry.sequence >= self.highest.get(entry.id, 0)
            self.highest[entry.id] = entry.sequence

    @invariant()
    def no_bytes_go_before_the_office_ended_it_or_she_took_it_back(self) -> None:
        for entry in self.store.entries():
            assert entry.envelope or entry.sequence >= BY_OFFICE or entry.state is State.WITHDRAWN

    @invariant()
    def the_office_works_once(self) -> None:
        assert all(times == 1 for times in self.world.office.worked.values())

    # ---- in the end

    def teardown(self) -> None:
        """Faults stop, one act stays bad: everything else converges, and then that one, too."""
        if not hasattr(self, "world"):
            return
        world, self.store.failing, self.store.cut = self.world, None, None
        world.down = None
        world.faults.clear()
        bad = world.poison | set(world.refusals)
        ended = {act for act, word in world.office.journal.items() if word.state in FINAL}
        # What was told stays so, also where the office's journal was put back to before it.
        ended |= {word.act for word in world.signed if word.state in FINAL - {State.WITHDRAWN, State.STOPPED}}
        taken_back = {entry.id for entry in self.store.entries() if entry.told_by_key}
        if self.random.random() < 0.5:
            self.other = DeskStore()  # lost for good: her desk is left, and what it learnt
        taken_back |= {entry.id for entry in self.other.entries()}
        self.converge()
        for entry in self.store.entries():
            assert entry.id in bad or self.is_over(entry), entry
        world.poison.clear()
        world.refusals.clear()
        self.converge()
        for entry in self.store.entries():
            assert self.is_over(entry), entry
            assert not entry.withdrawal_key
            assert not may_travel(entry)
            if entry.withdrawal is None and entry.state is State.PROOF_SEEN:
                assert world.office.worked[entry.id] == 1
        for act in taken_back - ended:
            assert world.office.journal[act].state is State.STOPPED
        for entry in self.other.entries():
            assert self.is_over(entry), entry
            assert not entry.withdrawal_key
        self.every_entry_is_final_or_has_a_next_attempt()
        self.the_office_works_once()

    def converge(self) -> None:
        for _ in range(5):
            self.time += DAY + HOUR
            self.run()
            self.other_syncs()
            self.world.office.poll(self.world.hub)
            for act in list(self.world.office.journal):
                self.world.office.answer(act, State.PROOF_SEEN)
            self.world.office.tell(self.world.hub)

    def is_over(self, entry: Entry) -> bool:
        return entry.is_final and entry.sequence >= BY_OFFICE
