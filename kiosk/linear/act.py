"""One act, line by line: from its first step to its paper, or to where it ends before."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from enum import Enum

from kiosk.core.consent import SaidNo
from kiosk.core.errors import KioskError
from kiosk.core.foreseen import foreseen
from kiosk.core.procedure import About, Answers, Kind, Procedure
from kiosk.core.triage import Triage, verdict
from kiosk.flows.revise import catch_up, correctable, go_back_to
from kiosk.flows.visit import Agreed, Visit
from kiosk.linear.orders import DeskOrder
from kiosk.linear.paper import TakenHome, show_copy
from kiosk.linear.steps import Steps
from kiosk.linear.teller import Onward, Teller
from kiosk.plain.orders import Order, TypedWord
from kiosk.plain.question import Question
from kiosk.words.linear import LinearUi
from kiosk.words.steps import asked_of
from kiosk.words.ui import Ui


class ActTalk:
    """Goes through an act.

    Args:
        teller: this face.
    """

    def __init__(self, teller: Teller) -> None:
        self._teller = teller
        self._corrects = False

    def go(self, visit: Visit, act: Procedure, triage: Triage | None = None) -> None:
        """Go through an act that has begun."""
        # What a call needs is made ready meanwhile.
        threading.Thread(target=_quietly(visit.prepare), name="prepare", daemon=True).start()
        self._teller.steps = steps = Steps(self._teller, visit, act, sheet=triage is None)
        voice, step = self._teller.voice, visit.step
        while visit.is_open and visit.procedure is act:
            if visit.step is not step:
                voice.beside = False
            step = visit.step
            left = steps.pass_step()
            match left:
                case Order.BACK:
                    self._corrects = False
                    if step.kind is Kind.CHECK:
                        self._correct(visit)
                    elif not visit.back():
                        self._leave(visit)
                case Order.STOP:
                    self._leave(visit)
                case DeskOrder.SHEET:
                    show_copy(self._teller, visit.information())
                case DeskOrder.DISCREET:
                    self._teller.be_discreet()
                case DeskOrder.BESIDE:
                    self._teller.turn_language()
                case Agreed():
                    self._teller.steps = None
                    TakenHome(self._teller, left).go()
                case SaidNo(about):
                    self._end_act(self._teller.voice.say(Ui.REFUSED if about is About.ACT else Ui.REFUSED_HANDOVER))
                case None if step.kind is not Kind.CONSENT:
                    self._forward(visit, triage)

    def _forward(self, visit: Visit, triage: Triage | None) -> None:
        step = visit.step
        if not visit.can_go_on():
            self._teller.talk.say(Ui.NOTHING_CHOSEN)
        elif step.ends:
            answers = visit.answers
            visit.refer()
            self._end_act(self._teller.voice.say(Ui.REFERRED), step.leads, answers)
        elif visit.forward() is None:
            if triage is None:
                visit.put_away()
            else:
                self._propose(visit, triage)
        elif self._corrects:
            catch_up(visit)
            self._corrects = visit.step.kind is not Kind.CHECK

    def _correct(self, visit: Visit) -> None:
        """Ask which answer is to be corrected, and go back to its question."""

        def make() -> Question:
            voice = self._teller.voice
            rows = [(each.id, asked_of(each, voice.for_steps())) for each in correctable(visit)]
            return Question((), rows, voice.say(Ui.CHECK_WHICH), orders=(Order.BACK,))

        said = self._teller.talk.ask(make)
        if not isinstance(said, TypedWord):
            go_back_to(visit, said)
            self._corrects = True

    def _leave(self, visit: Visit) -> None:
        """Ask whether to leave and erase."""
        choices: list[tuple[str, Enum]] = [("no", Ui.LEAVE_NO), ("yes", Ui.LEAVE_YES)]
        if self._teller.talk.choose(Ui.LEAVE_TITLE, choices, self._teller.voice.say(Ui.LEAVE_TEXT)) == "yes":
            visit.leave()
            self._teller.end_visit({})

    def _end_act(self, said: str, leads: Sequence[str] = (), answers: Answers | None = None) -> None:
        """Say that an act ended without anything kept, and ask what the same person wants next. Raises Onward."""
        titles = {each.id: each for each in self._teller.session.library.titles()}
        onward = {f"to {name}": name for name in leads if name in titles}

        def make() -> Question:
            voice = self._teller.voice
            rows = [(code, voice.act(name, titles[name].title)) for code, name in onward.items()]
            rows += [("another", voice.say(Ui.AFTER_ANOTHER)), ("end", voice.say(Ui.AFTER_END))]
            leads_on = [voice.say(Ui.AFTER_LEADS)] if onward else []
            leads_on += voice.marked(titles[name].title for name in onward.values())
            return Question([said, *leads_on], rows, voice.say(Ui.AFTER_TITLE), at=voice.say(LinearUi.AT_END))

        answer = str(self._teller.talk.ask(make))
        raise Onward(onward.get(answer, ""), answers, ends=answer == "end")

    def _propose(self, visit: Visit, triage: Triage) -> None:
        """Say where to begin, and why. Raises Onward."""
        found, answers = verdict(triage, visit.answers), visit.answers
        titles = {each.id: each for each in self._teller.session.library.titles()}
        title = titles.get(found.procedure) if found else None
        if found is None or title is None:
            visit.put_away()
            raise Onward

        def make() -> Question:
            voice = self._teller.voice
            heading = voice.say(Ui.TRIAGE_TITLE, title=voice.act(title.id, title.title))
            why = [*voice.each_in_both(found.because), *voice.marked([title.title, *found.because])]
            rows = [("begin", voice.say(Ui.TRIAGE_BEGIN)), ("home", voice.say(Ui.TRIAGE_HOME))]
            return Question(why, rows, title=heading, orders=(Order.BACK,))

        said = self._teller.talk.ask(make)
        if isinstance(said, TypedWord):
            return  # to the last question, which stands there still
        visit.put_away()
        raise Onward(found.procedure if said == "begin" else "", answers)


def _quietly(job: Callable[[], None]) -> Callable[[], None]:
    """Give a job that fails in silence: what it makes ready is made again where it is needed."""

    def run() -> None:
        with suppress(KioskError):
            foreseen(job)()

    return run
