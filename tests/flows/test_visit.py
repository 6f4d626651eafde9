"""A visit, driven at random with a store that fails: an act exists exactly if she said yes to all of it."""

from __future__ import annotations

import gc
import json
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from kiosk.core.blocks import Large, Qr
from kiosk.core.carry import HERS, HERS_TO_LOOK_AT
from kiosk.core.consent import Choice, SaidNo, Understanding
from kiosk.core.errors import ConsentMissing, KioskError, StoreFailed, StoreFull, StoreReadOnly
from kiosk.core.outbox import Entry
from kiosk.core.procedure import Answer, Channel, Kind, Step, Unsaid, path, shown_options
from kiosk.core.reference import is_unmistakable, make_reference, parse
from kiosk.core.tally import Count, Outcome, Topic
from kiosk.flows.count import Tally
from kiosk.flows.visit import Agreed, Visit
from tests.fakes import NOON, FakeDesk, FaultyStore, sample

PLANTED = "#planted#"
PROCEDURES = ["ok_office", "ok_field_types", "ok_says_when", "ok_ends", "ok_option_when", "ok_use_common"]


class Counting(Tally):
    """Counts that can be looked at before they are written."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[Outcome, str, str]] = []

    def add(self, *counts: Count) -> None:
        """Count one act, and remember it."""
        super().add(*counts)
        said = {count.topic: count.value for count in counts}
        assert len(said) == len(counts), "two values of one topic for one act"
        self.seen.append((Outcome(said[Topic.OUTCOME]), said[Topic.PROCEDURE], said[Topic.CHANNEL]))


def everything(root: object, stop: tuple[object, ...]) -> list[object]:
    """Give every object that a visit holds, directly or not; the tools of the desk are not its own."""
    found: dict[int, object] = {}
    waiting = [root]
    while waiting:
        each = waiting.pop()
        if id(each) in found or isinstance(each, type) or any(each is one for one in stop):
            continue
        found[id(each)] = each
        waiting += gc.get_referents(each)
    return list(found.values())


class VisitMachine(RuleBasedStateMachine):
    """Keys pressed in any order by somebody who changes her mind."""

    def __init__(self) -> None:
        super().__init__()
        self.tally = Counting()
        self.desk = FakeDesk(tally=self.tally)
        self.tools = self.desk.tools()
        self.visit = Visit(self.tools, "fr")
        self.happened: list[tuple[Outcome, str, str]] = []
        self.shown: set[str] = set()
        self.yes: set[str] = set()
        self.entries: list[Entry] = []
        self.done: list[Agreed] = []
        self.hers: dict[str, Answer] = {}

    # -- what is true of now

    @property
    def store(self) -> FaultyStore:
        return self.desk.store

    @property
    def channel(self) -> str:
        answer = self.visit.answers.get("channel")
        return answer if isinstance(answer, str) else ""

    def at(self, *kinds: Kind) -> bool:
        return self.visit.is_open and self.visit.step.kind in kinds

    def ended(self, outcome: Outcome, name: str, channel: str) -> None:
        self.happened.append((outcome, name, channel))
        self.shown, self.yes = set(), set()

    # -- what she does

    @initialize()
    def arrive(self) -> None:
        self.begin("ok_office")

    @precondition(lambda self: not self.visit.is_open)
    @rule(name=st.sampled_from(PROCEDURES))
    def begin(self, name: str) -> None:
        """Another act for the same person begins with what she said of herself in those that she agreed to, alone."""
        self.visit.begin(sample(name))
        self.shown, self.yes = set(), set()
        assert self.visit.answers.items() <= self.hers.items()
        first, *_ = self.visit.procedure.steps
        assert self.visit.step == first or first in self.visit.passed
        assert all(name in self.hers for step in self.visit.passed for name in step.answers)

    @precondition(lambda self: self.visit.is_open)
    @rule()
    def look(self) -> None:
        self.visit.saw()
        self.shown.add(self.visit.step.id)

    @precondition(lambda self: self.at(Kind.CHOOSE, Kind.CHANNEL, Kind.ASK))
    @rule(data=st.data())
    def answer(self, data: st.DataObject) -> None:
        step = self.visit.step
        name = data.draw(st.sampled_from(step.answers))
        answer: Answer = PLANTED + name
        if step.kind is not Kind.ASK:
            options = [option.id for option in shown_options(step, self.visit.answers)]
            answer = data.draw(st.sampled_from([*options, *(() if step.why_no_unknown else (Unsaid.UNKNOWN,))]))
        self._answer(step, name, answer)

    def _answer(self, step: Step, name: str, answer: Answer) -> None:
        if self.visit.remembered(name) != answer:
            self.yes = set()
            steps = [each.id for each in self.visit.procedure.steps]
            self.shown -= set(steps[steps.index(step.id) + 1 :])
        self.visit.answer(name, answer)
        assert self.visit.remembered(name) == answer
        assert self.visit.step == step

    @precondition(lambda self: self.visit.is_open)
    @rule()
    def answer_elsewhere(self) -> None:
        """An answer to another step than the one on the screen is refused."""
        with pytest.raises(KeyError):
            self.visit.answer("no_such_answer", "x")

    @precondition(lambda self: self.visit.is_open)
    @rule()
    def forward(self) -> None:
        step, steps, name = self.visit.step, self.visit.steps, self.visit.procedure.id
        if not self.visit.can_go_on():
            with pytest.raises(ConsentMissing):
                self.visit.forward()
            assert self.visit.step == step
            return
        following = self.visit.forward()
        if following is None:
            assert step.ends
            channel = self.channel
            self.visit.refer()
            self.ended(Outcome.REFERRED, name, channel)
        else:
            assert following is self.visit.step
            assert steps[steps.index(step) + 1] == following

    @precondition(lambda self: self.visit.is_open)
    @rule()
    def back(self) -> None:
        answers, steps, step = self.visit.answers, self.visit.steps, self.visit.step
        moved = self.visit.back()
        assert moved == (steps.index(step) > 0)
        assert self.visit.answers == answers
        if moved:
            behind = {each.id for each in steps[steps.index(step) - 1 :]}
            self.yes -= behind

    @rule(language=st.sampled_from(["fr", "en", "ar"]))
    def speak(self, language: str) -> None:
        self.visit.language = language

    @rule(error=st.sampled_from([None, None, StoreFull, StoreReadOnly, StoreFailed]))
    def disk(self, error: type[KioskError] | None) -> None:
        self.store.failing = error() if error else None

    @precondition(lambda self: self.at(Kind.CONSENT))
    @rule(choice=st.sampled_from([Choice.YES, Choice.YES, Choice.YES, Choice.NO]), reviewed=st.booleans())
    def decide(self, choice: Choice, reviewed: bool) -> None:
        step, steps, name, channel = self.visit.step, self.visit.steps, self.visit.procedure.id, self.channel
        answers, before = self.visit.answers, len(self.store.entries())
        wording = self.visit.wording(reviewed)
        assert wording.language == (self.visit.language if reviewed else "fr")
        explained = {each.id for each in steps[: steps.index(step)] if each.kind in (Kind.INFORM, Kind.CHECK)}
        try:
            result = self.visit.decide(choice, Understanding.READ_ALOUD, wording)
        except ConsentMissing:
            assert choice is Choice.YES
            assert not explained <= self.shown, "everything was shown, and still refused"
        except (StoreFull, StoreReadOnly, StoreFailed):
            assert self.store.failing
            assert channel == Channel.OFFICE
        else:
            if choice is Choice.NO:
                assert isinstance(result, SaidNo)
                refused = {"consent": Outcome.REFUSED_ACT, "handover": Outcome.REFUSED_HANDOVER}[step.id]
                self.ended(refused, name, channel)
                return
            assert explained <= self.shown
            assert any(each.both_sides and each.id in self.shown for each in steps)
            self.yes.add(step.id)
            if result is None:
                assert step != steps[-1]
                return
            assert isinstance(result, Agreed)
            assert step == steps[-1]
            self.finish(result, answers, before, name, channel)
            return
        # Refused or failed: she stands where she stood, with all she had answered.
        assert self.visit.step == step
        assert self.visit.answers == answers
        assert len(self.store.entries()) == before

    def finish(self, done: Agreed, answers: dict[str, Answer], before: int, name: str, channel: str) -> None:
        """She said yes to all of it: the entry is there, once, before the receipt."""
        assert (done.entry is not None) == (channel == Channel.OFFICE)
        self.done.append(done)
        if done.entry:
            assert self.yes == {"consent", "handover"}
            assert self.store.failing is None
            assert len(self.store.entries()) == before + 1
            assert self.store.get(done.entry.id) == done.entry
            self.entries.append(done.entry)
            content = json.loads(done.entry.envelope)[0]
            kept = {key: value for key, value in answers.items() if isinstance(value, str)}
            assert kept.items() <= content["answers"].items()
            assert set(content["answers"]) == set(answers)
        else:
            assert self.yes == {"consent"}
        self.hers |= {key: value for key, value in answers.items() if key in HERS | HERS_TO_LOOK_AT}
        self.ended(Outcome.CONSENTED, name, channel)

    @rule()
    def leave(self) -> None:
        if self.visit.is_open:
            name, channel = self.visit.procedure.id, self.channel
            self.visit.leave()
            self.ended(Outcome.LEFT, name, channel)
        else:
            self.visit.leave()
        self.hers = {}

    @precondition(lambda self: self.visit.is_open)
    @rule(yes=st.sampled_from([True, True, False]), agree=st.booleans())
    def hurry(self, yes: bool, agree: bool) -> None:
        """Do as most people do: look, answer, go on, up to the first consent, and perhaps agree to it."""
        for _ in self.visit.procedure.steps:
            step = self.visit.step
            if step.kind is Kind.CONSENT or step.ends:
                break
            self.look()
            for name in step.answers:
                offered = [option.id for option in shown_options(step, self.visit.answers)]
                self._answer(step, name, (offered[-1] if yes else offered[0]) if offered else PLANTED)
            self.visit.forward()
        if agree and self.at(Kind.CONSENT):
            self.decide(Choice.YES, reviewed=True)

    # -- what always holds

    @invariant()
    def an_entry_for_each_yes_and_no_other(self) -> None:
        assert list(self.store.entries()) == self.entries
        assert (
            len({entry.id for entry in self.entries}) == len({e.reference for e in self.entries}) == len(self.entries)
        )

    @invariant()
    def counts_are_what_happened(self) -> None:
        assert Counter(self.tally.seen) == Counter(self.happened)

    @invariant()
    def she_stands_on_her_path(self) -> None:
        if self.visit.is_open:
            assert self.visit.step in self.visit.steps
            assert self.visit.steps == path(self.visit.procedure, self.visit.answers)

    @invariant()
    def memory_is_empty_between_acts(self) -> None:
        if not self.visit.is_open:
            held = everything(self.visit, (self.tools,))
            planted = {each for each in held if isinstance(each, str) and PLANTED in each}
            assert planted <= set(map(str, self.hers.values()))


TestVisit = VisitMachine.TestCase
TestVisit.settings = settings(max_examples=200, stateful_step_count=40, deadline=None)


def at_consent(desk: FakeDesk, name: str = "ok_office", **answers: Answer) -> Visit:
    """Bring a visit to its first consent, everything shown and answered."""
    visit = Visit(desk.tools(), "en")
    visit.begin(sample(name))
    given: dict[str, Answer] = {"channel": "office", "name": PLANTED, "phone": Unsaid.NONE, **answers}
    while visit.step.kind is not Kind.CONSENT:
        visit.saw()
        for each in visit.step.answers:
            visit.answer(each, given[each])
        visit.forward()
    return visit


def say(visit: Visit, choice: Choice = Choice.YES) -> Agreed | SaidNo | None:
    return visit.decide(choice, Understanding.READ, visit.wording(reviewed=True))


def test_the_memory_search_finds_what_is_planted() -> None:
    """The search that proves forgetting does find answers while there are some."""
    desk = FakeDesk()
    tools = desk.tools()
    visit = Visit(tools, "fr")
    visit.begin(sample("ok_use_common"))
    visit.answer("whom", PLANTED)
    assert [each for each in everything(visit, (tools,)) if each == PLANTED]


def test_the_receipt_speaks_of_the_entry() -> None:
    """The receipt's reference and key are those of the entry, which is promised news in so many days."""
    desk = FakeDesk()
    visit = at_consent(desk)
    assert say(visit) is None
    done = say(visit)
    assert isinstance(done, Agreed)
    assert done.entry is not None
    (code,) = (block.text for block in done.receipt.blocks if isinstance(block, Qr))
    ticket = parse(code)
    assert [b.text for b in done.receipt.blocks if isinstance(b, Large)] == [done.entry.reference] == [ticket.reference]
    assert ticket.key is not None
    assert desk.sealer.key_hash(ticket.key) == done.entry.key_hash
    assert done.entry.news_by == NOON.date() + timedelta(days=15)
    assert ticket.key not in done.entry.envelope
    assert ticket.key.hex().encode() not in done.entry.envelope


def test_a_full_disk_asks_again_and_records_once() -> None:
    """A disk that is full keeps her on the consent; choosing again when there is room records one act."""
    desk = FakeDesk()
    visit = at_consent(desk)
    say(visit)
    desk.store.failing = StoreFull()
    for _ in range(2):
        with pytest.raises(StoreFull):
            say(visit)
        assert visit.step.id == "handover"
        assert not visit.can_go_on()
    desk.store.failing = None
    assert isinstance(say(visit), Agreed)
    assert len(desk.store.entries()) == 1


def test_no_can_be_said_after_a_full_disk() -> None:
    """After a failure she may also say no, and then nothing was recorded."""
    desk = FakeDesk()
    visit = at_consent(desk)
    say(visit)
    desk.store.failing = StoreFull()
    with pytest.raises(StoreFull):
        say(visit)
    desk.store.failing = None
    assert isinstance(say(visit, Choice.NO), SaidNo)
    assert not visit.is_open
    assert not desk.store.entries()


def test_a_changed_answer_takes_the_consent_back() -> None:
    """She agreed to the act, went back and changed her name: the act is agreed to again, read again."""
    desk = FakeDesk()
    visit = at_consent(desk)
    say(visit)
    while visit.step.id != "who":
        visit.back()
    visit.answer("name", "Another")
    while visit.step.id != "consent":
        visit.forward()
    assert not visit.can_go_on()
    with pytest.raises(ConsentMissing):
        say(visit)


def test_going_back_from_the_handover_asks_for_the_act_again() -> None:
    """A step back onto a consent takes it back: it is chosen again, never kept."""
    visit = at_consent(FakeDesk())
    say(visit)
    assert visit.step.id == "handover"
    visit.back()
    assert visit.step.id == "consent"
    assert not visit.can_go_on()


def test_the_words_of_a_consent_ignore_what_is_off_the_path() -> None:
    """What she answered before she changed her mind does not stand in what she agrees to."""
    visit = at_consent(FakeDesk(), "ok_says_when", erase="yes", channel="self")
    assert visit.wording(reviewed=True).text == "en: Et j’efface.\nen: Je le veux."
    assert visit.wording(reviewed=True).french == "Et j’efface.\nJe le veux."
    assert visit.wording(reviewed=False).language == "fr"
    assert visit.wording(reviewed=False).french == ""
    pruned = replace(visit.procedure, steps=visit.procedure.steps[1:])
    visit._procedure = pruned
    assert "efface" not in visit.wording(reviewed=True).text


def test_an_unsure_clock_is_no_reason_to_refuse() -> None:
    """With a clock back in 1970 the act is recorded, and its receipt bears no date."""
    desk = FakeDesk(sure=False)
    desk.clock.wall = NOON.replace(year=1970)
    visit = at_consent(desk)
    say(visit)
    done = say(visit)
    assert isinstance(done, Agreed)
    assert done.entry is not None
    assert "values={'date'" not in repr(done.receipt)


def test_training_marks_the_entry_and_the_paper() -> None:
    """What is made in training says so on disk and on its receipt."""
    desk = FakeDesk(training=True)
    visit = at_consent(desk)
    say(visit)
    done = say(visit)
    assert isinstance(done, Agreed)
    assert done.entry is not None
    assert done.entry.training
    assert "training" in repr(done.receipt.blocks[0])
    assert "values={'date'" in repr(done.receipt)


def test_no_act_gets_a_reference_that_a_keyboard_turns_into_another() -> None:
    """Where a scanner's layout could make another reference or key of what is drawn, it is drawn again."""
    seek, key = Random(2), bytes(range(16))
    drawn = (seek.randbytes(5) for _ in range(100_000))
    twofold = next(each for each in drawn if not is_unmistakable(make_reference(each), key))
    parts = iter([twofold, key, b"kiosk", b"-kios", *(seek.randbytes(5) for _ in range(99))])
    desk = FakeDesk()
    tools = replace(desk.tools(), random=lambda count: next(parts))
    visit = at_consent(desk)
    visit._tools = tools
    say(visit)
    done = say(visit)
    assert isinstance(done, Agreed)
    assert done.entry is not None
    assert done.entry.reference != make_reference(twofold)
    assert is_unmistakable(done.entry.reference, key)
