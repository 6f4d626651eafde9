"""One person at the desk: from the first step of an act to the wiped memory.

Answers live here, in memory alone. An act that goes to the office is on the disk before its receipt exists.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

from kiosk.core.blocks import Receipt
from kiosk.core.carry import HERS_TO_LOOK_AT, Person, carried, is_settled
from kiosk.core.consent import ActConsent, Choice, HandoverConsent, SaidNo, Understanding, Wording, decide
from kiosk.core.deadline import TimeLeft, last_day, window
from kiosk.core.documents import OnPaper, unpack_all
from kiosk.core.ease import is_read_to_her
from kiosk.core.errors import ConsentMissing
from kiosk.core.hours import Hours, LastCall, hours, last_call
from kiosk.core.moment import Moment
from kiosk.core.place import Place, place_of, place_of_paper
from kiosk.core.procedure import (
    CHANNEL,
    CHILD,
    CHILD_TOO,
    WHOM,
    WINDOW,
    Answer,
    Answers,
    Channel,
    Kind,
    Procedure,
    Step,
    delay,
    is_answered,
    path,
    relevant,
    shown,
)
from kiosk.core.receipt import for_next_call, information_sheet, office_receipt, sheet_receipt
from kiosk.core.tally import Count, Outcome, Topic, month_of, of_act, of_visit
from kiosk.flows.hand_over import hand_over
from kiosk.flows.tools import Agreed as Agreed
from kiosk.flows.tools import Tools as Tools


class Visit:
    """One person at the desk. May hold several acts, one after the other.

    Args:
        tools: what it needs of the desk.
        language: hers, to begin with.
    """

    def __init__(self, tools: Tools, language: str) -> None:
        self._tools = tools
        self.language = language
        self._procedure: Procedure | None = None
        self._answers: dict[str, Answer] = {}
        self.seen: set[str] = set()
        """Ids of the steps that were shown to their end, as they stand now."""
        self._consents: dict[str, ActConsent | HandoverConsent] = {}
        self._carried: dict[str, Answer] = {}
        self._person = Person()
        self.passed: tuple[Step, ...] = ()
        """The questions before this step that were passed over: they were answered before the act began."""
        self._at = ""
        self._began = tools.clock()
        self.on_paper = OnPaper.NOTHING
        """What her receipt prints of the documents that she names: nothing, unless she says so."""

    # -- where we are

    @property
    def is_open(self) -> bool:
        """Whether an act is being prepared."""
        return self._procedure is not None

    @property
    def procedure(self) -> Procedure:
        """The act that is being prepared."""
        if self._procedure is None:
            raise ConsentMissing("no act has begun")
        return self._procedure

    @property
    def step(self) -> Step:
        """The step on the screen."""
        return next(step for step in self.steps if step.id == self._at)

    @property
    def steps(self) -> tuple[Step, ...]:
        """The path that the answers so far lead through."""
        return path(self.procedure, self._answers)

    @property
    def place(self) -> Place:
        """Where the step on the screen stands on her way."""
        return place_of(self.procedure, self._answers, self._at)

    @property
    def answers(self) -> dict[str, Answer]:
        """A copy of the answers that count on this path."""
        return relevant(self.procedure, self._answers)

    def remembered(self, name: str) -> Answer | None:
        """Give an answer even if it is off the path: going back finds it again."""
        return self._answers.get(name)

    # -- going through an act

    def begin(self, procedure: Procedure, said: Answers | None = None) -> None:
        """Start an act at its first step. What an earlier act asked is forgotten.

        Args:
            procedure: the act.
            said: what the person answered elsewhere a moment ago; questions that it settles are passed over, and
                are there on the way back.
        """
        before, hers = carried(procedure, said or {}), self._person.in_act(procedure)
        self.put_away()
        settled = {name: value for name, value in hers.items() if name not in HERS_TO_LOOK_AT}
        self._procedure, self._carried = procedure, settled | before
        self._answers = hers | before
        self._look_who_it_is()
        self._derive()
        self._at = procedure.steps[0].id
        self._pass_settled()

    def saw(self) -> None:
        """Note that the step on the screen was shown to its end."""
        self.seen.add(self._at)

    def answer(self, name: str, value: Answer) -> None:
        """Take an answer to the step on the screen.

        A changed answer takes back the consents given after it, and what comes after it is shown again: its words
        may be others.
        """
        if name not in self.step.answers:
            raise KeyError(name)
        if self._answers.get(name) != value:
            self._answers[name] = value
            self._look_who_it_is()
            self._derive()
            self._consents.clear()
            order = [step.id for step in self.procedure.steps]
            self.seen -= set(order[order.index(self._at) + 1 :])

    def can_go_on(self) -> bool:
        """Tell whether the step has what it needs."""
        if self.step.kind is Kind.CONSENT:
            return self.step.id in self._consents
        return is_answered(self.step, self.answers)

    def forward(self) -> Step | None:
        """Go to the next step; None if this was the last, which refers the person elsewhere."""
        if not self.can_go_on():
            raise ConsentMissing("the step wants an answer")
        steps = self.steps
        at = steps.index(self.step)
        if at + 1 == len(steps):
            return None
        self._at = steps[at + 1].id
        self._pass_settled()
        return self.step

    def back(self) -> bool:
        """Go to the step before, answers kept; False on the first."""
        steps = self.steps
        at = steps.index(self.step)
        if at == 0:
            return False
        for step in steps[at - 1 :]:
            self._consents.pop(step.id, None)
        self._at = steps[at - 1].id
        self.passed = ()
        return True

    @property
    def sure_today(self) -> date | None:
        """Which day it is; None while the clock cannot be right."""
        now = self._tools.clock()
        return now.day if self._tools.clock_is_sure(now) else None

    # -- how much time is left

    @property
    def last_day(self) -> date | None:
        """The last day on which the act is of use; None where no delay runs, or nobody knows since when."""
        found = delay(self.procedure, self._answers)
        if found is None or found[1] is None or self.answers.get(WINDOW) == TimeLeft.FUTURE:
            return None
        return last_day(found[0], found[1])

    @property
    def delay_is_partial(self) -> bool:
        """Whether a delay began in a month or a year of which the day is not known: nothing is counted from it."""
        found = delay(self.procedure, self._answers)
        return found is not None and found[1] is not None and found[1].exact is None

    @property
    def office_is_late(self) -> bool:
        """Whether the office may receive what is handed over now only when the act is of no more use."""
        last, now = self.last_day, self._tools.clock()
        next_sync = now.day + timedelta(days=self._tools.next_sync_days)
        return last is not None and self._tools.clock_is_sure(now) and last <= next_sync

    @property
    def tells_delay(self) -> bool:
        """Whether the step on the screen says until when the act is of use: after its date, and where she chooses."""
        steps = self.steps
        before = steps[: steps.index(self.step)][-1:]
        goes_on = any(step.kind is Kind.CHANNEL for step in steps)
        return goes_on and (self.step.kind is Kind.CHANNEL or any(WINDOW in step.derived for step in before))

    def last_call(self) -> LastCall | None:
        """Say how 3422 stands towards the last day; None where it is not called about this act, or nobody knows."""
        last, now = self.last_day, self._tools.clock()
        by_phone = any(each.id == Channel.CALL_NOW for step in self.steps for each in step.options)
        if last is None or not by_phone or last < now.day or not self._tools.clock_is_sure(now):
            return None
        return last_call(self._tools.in_paris(now.wall), last, self._tools.is_holiday)

    def prepare(self) -> None:
        """Open the calendar before it is needed, on another thread than the screen's: it takes a fifth of a second."""
        self._tools.is_holiday(self._tools.clock().day)

    def hours(self) -> Hours | None:
        """Say how 3422 stands; None where the clock cannot be right."""
        now = self._tools.clock()
        if not self._tools.clock_is_sure(now):
            return None
        return hours(self._tools.in_paris(now.wall), self._tools.is_holiday)

    # -- consent

    def wording(self, reviewed: bool, *, drawn: bool = True) -> Wording:
        """Give the exact words of the consent on the screen, in her language and in French.

        Args:
            reviewed: whether a speaker reviewed all that was said to her (`kiosk.core.procedure.said`); if not, the
                words are French and an interpreter carries them.
            drawn: whether they stand there in her language, or are only heard in it.
        """
        step = self.step
        language = self.language if reviewed else "fr"
        return Wording(
            self.procedure.id,
            self.procedure.version,
            step.id,
            language,
            self._spoken(step, language),
            "" if language == "fr" else self._spoken(step, "fr"),
            drawn,
        )

    def is_hers(self, wording: Wording) -> bool:
        """Tell whether the words of a consent stand there in the language that was chosen for her."""
        return wording.language == self.language and wording.drawn

    def decide(self, choice: Choice, understanding: Understanding, wording: Wording) -> Agreed | SaidNo | None:
        """Take the person's choice.

        Returns:
            None if a further consent is to be asked, `Agreed` after the last, `SaidNo` after a no, and then
            nothing of the act is left in memory.

        Raises:
            ConsentMissing: something was not shown before.
            StoreFull, StoreReadOnly, StoreFailed, TooLarge: nothing was recorded; the person can choose again.
        """
        step = self.step
        at = self._tools.clock()
        what, hers = (self.procedure, self._answers, self.seen, step, wording), self.is_hers(wording)
        given = decide(*what, choice, understanding, at, hers=hers)
        if isinstance(given, SaidNo):
            refused = Outcome.REFUSED_ACT if given.about == "act" else Outcome.REFUSED_HANDOVER
            self._count(refused)
            self.put_away()
            return given
        if self.steps[-1] is step:
            return self._finish(at, given)
        self._consents[step.id] = given
        self.forward()
        return None

    def refer(self) -> None:
        """End an act that stops at a referral: one count, nothing else."""
        self._count(Outcome.REFERRED)
        self.put_away()

    def called(self, outcome: Outcome, again: Receipt | None = None) -> Receipt | None:
        """Count how a call that was made beside her ended. Gives the slip with which it is made once more, if it is."""
        self._tools.tally.add(Count(month_of(self._tools.clock()), outcome))
        return for_next_call(again, self.hours()) if again and outcome is Outcome.CALL_AGAIN else None

    def leave(self) -> None:
        """Leave an act in the middle: one count, nothing else."""
        if self._procedure is not None:
            self._count(Outcome.LEFT)
        self.wipe()

    def information(self) -> Receipt:
        """Give what can be printed before choosing, in her language: both sides and the words of the consents."""
        return information_sheet(self.procedure, self.answers, self._tools.desk, training=self._tools.training)

    def end(self, told: Mapping[Topic, str]) -> None:
        """Count the person who is leaving, and forget everything.

        Args:
            told: what she answered for the counts, if she was asked and did not mind.
        """
        tools, now = self._tools, self._tools.clock()
        same = now.boot == self._began.boot
        minutes = (now.monotonic - self._began.monotonic) / 60 if same else -1.0
        tools.tally.add(*of_visit(month_of(now), tools.wanted, minutes, told))
        self.wipe()

    @property
    def knows_her(self) -> bool:
        """Whether she said something of herself in an act before, which her next one takes over."""
        return bool(self._person.said)

    def wipe(self) -> None:
        """Forget everything."""
        self.put_away()
        self._person = Person()

    def put_away(self) -> None:
        """Forget the act. What she said of herself in one that she agreed to stays, for the next one."""
        self._procedure, self.passed = None, ()
        self._answers = {}
        self._carried = {}
        self.seen = set()
        self._consents = {}
        self._at = ""
        self.on_paper = OnPaper.NOTHING

    # -- within

    def _derive(self) -> None:
        """Find out what follows from the answers and from the day."""
        self._answers.pop(WINDOW, None)
        found = delay(self.procedure, self._answers)
        if found is not None:
            self._answers[WINDOW] = window(*found, self.sure_today, self._tools.next_sync_days).value

    def _look_who_it_is(self) -> None:
        """Drop what was carried over of another: "you" is the protected adult in an act that is for one."""
        if self._person.is_another(self._answers):
            for name, value in self._person.said.items():
                if self._answers.get(name) == value:
                    del self._answers[name]
                self._carried.pop(name, None)

    def _pass_settled(self) -> None:
        """Pass over questions that were answered before this act began."""
        passed = []
        while is_settled(self.procedure, self.step, self._answers, self._carried):
            steps = self.steps
            passed.append(self.step)
            self._at = steps[steps.index(self.step) + 1].id
        self.passed = tuple(passed)

    def _spoken(self, step: Step, language: str) -> str:
        lines: Sequence[str] = [self._tools.words.guidance(each, language) for each in shown(step.says, self.answers)]
        return "\n".join(lines)

    def _finish(self, at: Moment, last: ActConsent | HandoverConsent) -> Agreed:
        tools, answers = self._tools, self.answers
        channel = Channel(str(answers[CHANNEL]))
        sure, there = tools.clock_is_sure(at), place_of_paper(self.procedure, answers)
        if channel is Channel.OFFICE:
            given = (*self._consents.values(), last)
            entry, key = hand_over(tools, self.procedure, self._answers, given, at, self.last_day, self.language)
            named = [each for value in answers.values() for each in unpack_all(value)]
            make = partial(office_receipt, entry, self.procedure, answers, tools.desk, key, sure=sure, documents=named)
            make = partial(make, on_paper=self.on_paper)
            done = Agreed(make(), entry, make(discreet=True), place=there)
        else:
            day, calls = at.day if sure else None, channel is Channel.CALL_NOW
            make = partial(sheet_receipt, self.procedure, channel, answers, tools.desk, day)
            make = partial(make, training=tools.training, deadline=self.last_day)
            sheet, again = make(hours=self.hours() if calls else None), make(again=True) if calls else None
            done = Agreed(sheet, again=again, place=there)
        there_are = answers.get(WHOM) == CHILD or answers.get(CHILD_TOO) == "yes"
        children = shown(self.procedure.children, answers) if there_are else None
        reads = is_read_to_her(answers, channel)
        done = replace(done, channel=channel, procedure=self.procedure, children=children, reads=reads)
        self._count(Outcome.CONSENTED)
        self._person.agreed(answers)
        self.put_away()
        return done

    def _count(self, outcome: Outcome) -> None:
        channel, whom = (answer if isinstance(answer, str) else "" for answer in map(self.answers.get, (CHANNEL, WHOM)))
        month = month_of(self._tools.clock())
        self._tools.tally.add(*of_act(month, outcome, self.procedure.id, channel, self.language, whom))
