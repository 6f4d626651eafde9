"""One run of sync: noted before it leaves, bounded, and nothing that fails is lost, repeated or in the way."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import timedelta

import pytest

from kiosk.core.backoff import DAY, HOUR, POLL, RULES, Failure
from kiosk.core.errors import FileFault, LinkFault, StoreFull
from kiosk.core.moment import Moment
from kiosk.core.outbox import Entry, State, Withdrawal, withdraw
from kiosk.core.word import BY_OFFICE, Ask, NotKept, OfficeWord, Told
from kiosk.flows.clock import attested
from kiosk.flows.sync import RoadReport, Sync
from kiosk.flows.sync_run import IN_A_ROW, IN_ALL
from tests.fakes import NOW, FakeRandom, FaultyStore, an_entry
from tests.flows.hub_simulator import Fault, File, Hub, Simulator, digest

KEY = b"k" * 16


class Desk:
    """A desk at the side of a simulated hub."""

    def __init__(self, acts: int = 0) -> None:
        self.store, self.world, self.file = FaultyStore(), Simulator(), File()
        self.seconds = 0.0
        for _ in range(acts):
            self.add()
        self.sync = self.start()

    def start(self) -> Sync:
        return Sync(self.store, self.world, self.file, self.clock, FakeRandom(), digest)

    def clock(self) -> Moment:
        return replace(NOW, wall=NOW.wall + timedelta(seconds=self.seconds), monotonic=NOW.monotonic + self.seconds)

    def add(self, **changes: object) -> Entry:
        number = len(self.store.entries()) + 1
        sealed = hashlib.shake_128(bytes([number % 256, number // 256])).digest(1100)
        usual: dict[str, object] = {"id": number.to_bytes(16), "reference": f"{number:09d}", "envelope": sealed}
        entry = an_entry(**{**usual, **changes})
        self.store.add(entry)
        return entry

    def run(self, after: float = 0.0, now: bool = False) -> RoadReport:
        self.seconds += after
        return self.sync.run(now)

    def states(self) -> list[State]:
        return [entry.state for entry in self.store.entries()]

    def to(self, number: int) -> Entry:
        found = self.store.get(number.to_bytes(16))
        assert found
        return found


def test_an_act_is_noted_after_the_line_is_up_and_before_its_first_byte() -> None:
    """Offline it stays waiting; when the first byte would leave, the disk says uncertain."""
    desk = Desk(acts=1)
    desk.world.down = Failure.NETWORK
    assert desk.run().failure is Failure.NETWORK
    assert (desk.states(), desk.to(1).attempts) == ([State.WAITING], 0)
    stood: list[State] = []
    desk.world.down, desk.world.before = None, lambda _: stood.extend(desk.states())
    report = desk.run(after=10)
    assert stood == [State.UNCERTAIN]
    assert (report.sent, report.held, report.failure, desk.states()) == (1, 1, None, [State.HELD])


def test_a_disk_that_refuses_lets_nothing_leave_and_is_not_pressed() -> None:
    """The line comes up, no request goes, the error is told; the next try is not at once."""
    desk = Desk(acts=3)
    desk.store.failing = StoreFull()
    with pytest.raises(StoreFull):
        desk.run()
    assert desk.world.asked == []
    desk.store.failing = None
    assert not desk.run(after=5).ran
    assert desk.run(after=60).held == 3


def test_an_answer_that_could_not_be_written_is_asked_again() -> None:
    """The disk fills between sending and learning: the next run names the acts and sends no byte of them twice."""
    desk = Desk(acts=3)

    def fill(_: Ask) -> None:
        desk.store.failing = StoreFull()

    desk.world.before = fill
    with pytest.raises(StoreFull):
        desk.run()
    desk.store.failing, desk.world.before = None, lambda _: None
    assert desk.states() == [State.UNCERTAIN] * 3
    assert desk.run(after=61).held == 3
    assert desk.world.asked[-1].acts == ()


def test_a_lost_answer_costs_a_question() -> None:
    """What was kept and not answered is named again, not sent again."""
    desk = Desk(acts=3)
    desk.world.faults.append(Fault.LOST_ANSWER)
    report = desk.run()
    assert (report.failure, report.sent, desk.states()) == (Failure.NETWORK, 0, [State.UNCERTAIN] * 3)
    assert desk.run(after=5).held == 3
    assert [len(ask.acts) for ask in desk.world.asked] == [3, 0]


def test_what_the_hub_does_not_have_is_offered_in_the_same_run() -> None:
    """A lost request, a lost hub, an export by key: named, not known, offered, held."""
    desk = Desk(acts=2)
    desk.world.faults.append(Fault.LOST_REQUEST)
    desk.run()
    assert desk.run(after=5).held == 2
    desk.world.restore_hub(Hub())
    report = desk.run(after=POLL)
    assert (report.sent, set(desk.world.hub.acts)) == (2, {entry.id for entry in desk.store.entries()})
    assert desk.states() == [State.HELD] * 2


def test_a_lost_hub_is_refilled_while_the_office_has_not_ended_it() -> None:
    """An act that the office took can still be read again after the hub is lost."""
    desk = Desk(acts=1)
    desk.run()
    desk.world.office.poll(desk.world.hub)
    desk.run(after=POLL)
    assert desk.states() == [State.TAKEN]
    desk.world.restore_hub(Hub())
    desk.run(after=POLL)
    desk.world.office.poll(desk.world.hub)
    assert desk.to(1).id in desk.world.hub.acts
    assert desk.world.office.worked[desk.to(1).id] == 1


def test_nothing_is_due_until_it_is() -> None:
    """Between two runs nothing is tried; the report says when."""
    desk = Desk(acts=1)
    desk.run()
    report = desk.run(after=3)
    assert (report.ran, desk.world.connects) == (False, 1)
    assert report.next_try == desk.clock().wall + timedelta(seconds=POLL - 3)
    assert desk.run(now=True).ran
    desk.add()
    assert desk.run(after=3).held == 1


def test_acts_travel_in_requests_of_a_few_seconds() -> None:
    """A hundred acts at 64 kbit/s: no request takes more than about four seconds, and they are few."""
    desk = Desk(acts=100)
    desk.run()
    sizes = [sum(len(entry.envelope) + 120 for entry in ask.acts) for ask in desk.world.asked]
    assert set(desk.states()) == {State.HELD}
    assert max(sizes) / desk.world.rate <= 4
    assert len(sizes) <= 10


# ---- one that is bad


@pytest.mark.parametrize("why", NotKept)
def test_a_refused_act_is_set_aside_and_nobody_waits_for_it(why: NotKept) -> None:
    """One is quarantined with the hub's reason and tried again each day; the others are held at once."""
    desk = Desk(acts=5)
    desk.world.refusals[desk.to(3).id] = why
    report = desk.run()
    assert (report.held, report.quarantined, report.failure) == (4, 1, None)
    assert (desk.to(3).state, desk.to(3).reason) == (State.QUARANTINED, why)
    desk.run(after=POLL)
    assert sum(len(ask.acts) for ask in desk.world.asked) == 5
    desk.run(after=DAY)
    assert sum(len(ask.acts) for ask in desk.world.asked) == 6
    desk.world.refusals.clear()
    assert desk.run(now=True, after=3).held == 1


def test_an_act_that_makes_the_hub_fail_stands_in_nobodys_way() -> None:
    """The hub answers 500 for ever on one of two hundred: the others are held in the same run, staff sees the one."""
    desk = Desk(acts=200)
    desk.world.poison.add(desk.to(100).id)
    report = desk.run()
    assert (report.held, report.failure) == (199, None)
    assert len(desk.world.asked) < 40
    for _ in range(3):
        desk.run(after=HOUR)
    assert (desk.to(100).state, desk.to(100).reason) == (State.QUARANTINED, Failure.SERVER_ERROR)


def test_a_lonely_bad_act_is_not_taken_for_a_broken_hub() -> None:
    """With nothing else to send, an empty question shows that the hub is well; new acts go at once."""
    desk = Desk(acts=1)
    desk.world.poison.add(desk.to(1).id)
    report = desk.run()
    assert (report.failure, desk.to(1).state) == (None, State.UNCERTAIN)
    desk.add()
    assert desk.run(after=3).held == 1


def test_a_hub_that_is_broken_blames_nobody() -> None:
    """Where everything fails, the run ends after a few requests, and no act is set aside for it."""
    desk = Desk(acts=200)
    desk.world.faults.extend([Fault.SERVER_ERROR] * 1000)
    assert desk.run().failure is Failure.SERVER_ERROR
    assert len(desk.world.asked) == IN_A_ROW
    for _ in range(20):
        desk.run(after=HOUR)
    assert State.QUARANTINED not in desk.states()
    desk.world.faults.clear()
    desk.run(after=HOUR)
    assert set(desk.states()) == {State.HELD}


def test_many_bad_acts_are_a_bounded_number_of_failures() -> None:
    """Every second of sixty acts makes the hub fail: each run is short, and the good ones get through in time."""
    desk = Desk(acts=60)
    desk.world.poison |= {desk.to(number).id for number in range(1, 61, 2)}
    for _ in range(60):
        before = len(desk.world.asked)
        desk.run(after=HOUR)
        assert len(desk.world.asked) - before <= 60 + IN_ALL
    assert desk.states().count(State.HELD) == 30


def test_a_slow_line_gets_less_at_once() -> None:
    """A request that was too slow is halved and goes on in the same run."""
    desk = Desk(acts=20)
    desk.world.faults.append(Fault.TOO_SLOW)
    assert desk.run().held == 20
    first, second, *_ = (len(ask.acts) for ask in desk.world.asked)
    assert second <= first // 2


# ---- failures of the run


@pytest.mark.parametrize("failure", Failure)
def test_each_failure_is_told_and_waited_for(failure: Failure) -> None:
    """The report has the class, since when, and when next; before that nothing is tried; then it works."""
    desk = Desk(acts=1)
    desk.world.down = failure
    report = desk.run()
    assert (report.failure, report.since, report.last_success) == (failure, desk.clock().wall, None)
    assert report.next_try
    wait = (report.next_try - desk.clock().wall).total_seconds()
    assert RULES[failure].first / 2 <= wait <= RULES[failure].first
    assert not desk.run(after=wait - 0.5).ran
    assert desk.world.connects == 1
    since = report.since
    again = desk.run(after=1)
    assert (again.since, again.failure, desk.world.connects) == (since, failure, 2)
    desk.world.down = None
    fine = desk.run(after=HOUR)
    assert (fine.failure, fine.since, fine.last_success) == (None, None, desk.clock().wall)


def test_a_quiet_desk_hears_the_offices_time() -> None:
    """Where nothing is said of any act, the signed time is kept and named in the next request; an older one is not."""
    desk = Desk()
    assert attested(desk.store) is None
    days = [desk.clock().wall.replace(microsecond=0) + timedelta(days=day) for day in (0, 2, 1)]
    for day, known in zip(days, (days[0], days[1], days[1]), strict=True):
        desk.world.time = day
        assert desk.run(after=2 * DAY, now=True).failure is None
        assert attested(desk.store) == known
    assert [ask.office_time for ask in desk.world.asked] == [0, *(int(day.timestamp()) for day in days[:2])]


def test_a_restart_forgets_no_wait() -> None:
    """The next attempt, the failure and since when survive the end of the program."""
    desk = Desk(acts=1)
    desk.world.down = Failure.NOT_AUTHORISED
    told = desk.run()
    desk.sync = desk.start()
    again = desk.run(after=60)
    assert (again.ran, desk.world.connects) == (False, 1)
    assert (again.failure, again.since, again.next_try) == (told.failure, told.since, told.next_try)


def test_a_hub_that_asks_to_wait_is_left_alone() -> None:
    """429 with 120 seconds: nothing before, not even when somebody insists; then it goes on."""
    desk = Desk(acts=3)
    desk.world.faults.append(Fault.RATE_LIMITED)
    assert desk.run().failure is Failure.RATE_LIMITED
    assert not desk.run(after=119, now=True).ran
    assert desk.run(after=4).held == 3


def test_an_offline_day_is_few_attempts() -> None:
    """Eight hours without a network, looked at every five seconds: about one connection in ten minutes."""
    desk = Desk(acts=5)
    desk.world.down = Failure.NETWORK
    for _ in range(0, 8 * 3600, 5):
        desk.run(after=5)
    assert 48 <= desk.world.connects <= 110
    assert desk.states() == [State.WAITING] * 5


# ---- withdrawals, news, the office's file


def test_a_withdrawal_goes_before_everything_else() -> None:
    """A tombstone and a stop request stand in the first request, with as many acts as fit."""
    desk = Desk(acts=50)
    one, two = desk.to(1), desk.add(state=State.TAKEN, sequence=3)
    for entry, how, key in ((one, Withdrawal.BY_KEY, KEY), (two, Withdrawal.ORAL, b"")):
        desk.store.change(withdraw(entry, how, desk.clock(), key))
    desk.run()
    assert {entry.id for entry in desk.world.asked[0].withdrawals} == {one.id, two.id}
    assert all(one.id not in {entry.id for entry in ask.acts} for ask in desk.world.asked)


def test_a_withdrawal_before_its_act_stops_it() -> None:
    """A desk restored from a copy cannot send again what was withdrawn: the office never works on it."""
    desk = Desk(acts=1)
    copy = desk.to(1)
    desk.store.change(withdraw(copy, Withdrawal.BY_KEY, desk.clock(), KEY))
    desk.run()
    desk.store.change(copy)
    desk.run(after=60)
    desk.world.office.poll(desk.world.hub)
    assert desk.world.office.worked.total() == 0
    desk.run(after=DAY)
    assert (desk.to(1).state, desk.to(1).sequence, desk.to(1).told_by_key) == (State.WITHDRAWN, BY_OFFICE, True)


def test_a_withdrawal_that_races_with_taken_is_answered_by_the_office() -> None:
    """She takes it back while the office takes it: the office reads the wish, stops, and the key leaves the disk."""
    desk = Desk(acts=1)
    desk.run()
    desk.store.change(withdraw(desk.to(1), Withdrawal.BY_KEY, desk.clock(), KEY))
    desk.world.office.poll(desk.world.hub)
    report = desk.run(after=3)
    assert (report.news, desk.to(1).state, desk.to(1).withdrawal_key) == (1, State.TAKEN, KEY)
    desk.world.office.poll(desk.world.hub)
    desk.run(after=POLL)
    assert (desk.to(1).state, desk.to(1).withdrawal_key, desk.to(1).envelope) == (State.STOPPED, b"", b"")


def test_a_withdrawal_made_while_a_request_is_under_way_is_not_lost() -> None:
    """The store may be changed between sending and learning: the answer is applied to what stands then."""
    desk = Desk(acts=1)
    desk.world.before = lambda _: desk.store.change(withdraw(desk.to(1), Withdrawal.ORAL, desk.clock()))
    desk.run()
    assert (desk.to(1).state, desk.to(1).withdrawal) == (State.HELD, Withdrawal.ORAL)
    desk.world.before = lambda _: None
    desk.run(after=3)
    assert desk.to(1).id in desk.world.hub.withdrawals


def test_a_withdrawal_between_planning_and_sending_keeps_the_bytes_at_home() -> None:
    """An act that is withdrawn with the key while the line comes up never leaves."""
    desk = Desk(acts=1)
    connect = desk.world.connect

    def slowly() -> None:
        desk.store.change(withdraw(desk.to(1), Withdrawal.BY_KEY, desk.clock(), KEY))
        connect()

    desk.world.connect = slowly  # type: ignore[method-assign]
    desk.run()
    assert (desk.to(1).state, desk.world.asked[0].acts) == (State.WITHDRAWN, ())


def test_lies_change_nothing() -> None:
    """Strangers, forgeries, other bytes, withdrawals that nobody made: held acts stay held, and it is counted."""
    desk = Desk(acts=4)
    desk.run()
    before = desk.store.entries()
    for fault in (Fault.STRANGER, Fault.OTHER_BYTES, Fault.SAYS_WITHDRAWN, Fault.REPLAYED, Fault.DUPLICATED):
        desk.world.faults.append(fault)
        desk.run(after=POLL)
        assert desk.store.entries() == before
    desk.add()
    desk.world.faults.append(Fault.FORGED)
    assert desk.run(after=3).forged == 1
    assert desk.states()[-1] is State.UNCERTAIN


def test_what_does_not_verify_is_told_until_it_does() -> None:
    """Forged answers are a failure shown also after a restart: it slows nothing and ends with the next run."""
    desk = Desk(acts=1)
    desk.world.faults.append(Fault.FORGED)
    told = desk.run()
    assert (told.failure, told.since) == (Failure.FORGED, desk.clock().wall)
    desk.sync = desk.start()
    assert desk.sync.last().failure is Failure.FORGED
    desk.add()
    fine = desk.run(after=POLL)
    assert (fine.failure, fine.since, fine.held) == (None, None, 2)


def test_what_the_uplink_cannot_be_made_with_is_told() -> None:
    """An address or an authority's file that is of no use is a failure in the report, not the end of the thread."""
    desk = Desk(acts=1)

    def breaks() -> None:
        raise FileFault("ca.pem", "not_an_authority")

    desk.world.connect = breaks  # type: ignore[method-assign]
    assert desk.run().failure is Failure.SETTINGS
    assert not desk.run(after=60).ran
    assert desk.states() == [State.WAITING]


def test_a_defect_is_not_repeated_at_once() -> None:
    """Whatever else is raised goes on to the caller, the line is closed, and the next try waits a minute."""
    desk = Desk(acts=1)

    def breaks() -> None:
        raise ValueError("defect")

    desk.world.connect = breaks  # type: ignore[method-assign]
    with pytest.raises(ValueError, match="defect"):
        desk.run()
    assert not desk.run(after=30).ran


def test_a_newer_file_of_the_office_is_taken() -> None:
    """The desk says which it has; a newer one is handed on, and the report tells."""
    desk = Desk()
    desk.world.hub.sync = lambda ask, refusals: Told(office=b"newer")  # type: ignore[method-assign]
    assert desk.run(now=True).office
    assert (desk.file.kept, desk.world.asked[0].office_serial) == ([b"newer"], 7)


def test_the_line_is_let_go_whatever_happens() -> None:
    """After each run, good or bad, the line is closed."""
    desk = Desk(acts=1)
    for fault in (Fault.LOST_REQUEST, None):
        desk.world.faults.extend([fault] if fault else [])
        desk.run(after=HOUR)
        with pytest.raises(AssertionError, match="not connected"):
            desk.world.sync(Ask())


def test_news_of_one_act_moves_it_and_no_other() -> None:
    """The office answers one of three: the report counts one piece of news."""
    desk = Desk(acts=3)
    desk.run()
    desk.world.office.poll(desk.world.hub)
    assert desk.run(after=POLL).news == 3
    desk.world.office.answer(desk.to(2).id, State.APPOINTMENT, "come_back")
    desk.world.office.tell(desk.world.hub)
    assert desk.run(after=POLL).news == 1
    assert (desk.to(2).state, desk.to(2).reason) == (State.APPOINTMENT, "come_back")
    assert {type(word) for word in desk.world.office.signed} == {OfficeWord}


def test_a_defect_of_the_uplink_is_not_hidden() -> None:
    """Only what the port promises to raise is a failure of the line."""
    desk = Desk(acts=1)
    desk.world.faults.append(Fault.LOST_REQUEST)
    desk.world.connect = lambda: None  # type: ignore[method-assign]
    with pytest.raises(AssertionError):
        desk.run()
    assert isinstance(LinkFault(Failure.NETWORK), Exception)
