"""The face of plain lines: it opens the desk, asks at home what is wanted, goes through it, and ends the visit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import date
from enum import Enum
from functools import partial
from typing import Any, TypeVar

from kiosk.core.errors import KioskError, ProcedureFault, WrongPassphrase
from kiosk.core.exercise import Case, Story
from kiosk.core.idle import IDLE
from kiosk.core.left import Left
from kiosk.core.procedure import Answers
from kiosk.core.tally import ASKED, Topic
from kiosk.core.triage import Triage
from kiosk.flows.exercise import Exercise, play
from kiosk.flows.unlock import Opener, Session, Verifier
from kiosk.flows.visit import Visit
from kiosk.linear.act import ActTalk
from kiosk.linear.acts import Acts
from kiosk.linear.aloud import LineVoice
from kiosk.linear.home import Wanting, ask_language, ask_wish, explain
from kiosk.linear.orders import DeskOrder
from kiosk.linear.shutter import DeskShutter
from kiosk.linear.teller import Onward, Placed
from kiosk.linear.way import LinearRoad, RoadTalk
from kiosk.plain.orders import Order, TypedWord
from kiosk.plain.question import Question, Teleprinter, Vocabulary
from kiosk.plain.shutter import Afresh
from kiosk.plain.talk import Talk
from kiosk.plain.teletype import Gone
from kiosk.words.catalogues import Catalogues
from kiosk.words.linear import LinearUi
from kiosk.words.standing import count, road_in_short, status_parts, to_know
from kiosk.words.ui import Ui
from kiosk.words.update import left_words
from kiosk.words.voice import ENDLESS, Voice

T = TypeVar("T")


class LinearFace:
    """The kiosk, line by line.

    Args:
        line: the terminal.
        opener: opens the desk with a passphrase.
        verifier: tells whose passphrase it is; None in training, where there is none.
        words: the catalogues.
        today: reads the day.
        structure: the association's name.
        language: the language of the staff.
        keyboard: the layout in use, where it is known.
        idle: seconds without a key after which it covers by itself: at home, and during a visit.
        bell: whether a lock that is near is announced by the bell, too.
    """

    def __init__(
        self,
        line: Teleprinter,
        opener: Opener,
        verifier: Verifier | None,
        words: Catalogues,
        today: Callable[[], date],
        structure: str,
        language: str,
        *,
        keyboard: str = "",
        idle: tuple[int, int] = IDLE,
        bell: bool = True,
        left: Callable[[], Left] = Left,
    ) -> None:
        self.left = left
        self._opener, self._structure, self.today = opener, structure, today
        # TinyDB is not thread-safe, and the road has a thread of its own: one thread does all of the store's work.
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="store")
        self._session: Session | None = None
        self.visit: Visit | None = None
        self.in_call = self.printer_holds = False
        self.voice = Voice(
            words, language, lambda: self.session.library.titles(), training=verifier is None, room=ENDLESS
        )
        self.talk = Talk(line, self.voice, Vocabulary((Order, DeskOrder)))
        self.aloud = self.talk.aloud = LineVoice(lambda: self.session.mouth, lambda: self.visit)
        self.road = LinearRoad(self)
        self.shutter = DeskShutter(self, verifier, idle, bell=bell, keyboard=keyboard)
        self._acts = Acts(self)
        self.steps: Placed | None = None
        self.talk.about = self._about
        self.talk.where = self._where
        self.talk.explain = partial(explain, self)
        self.talk.languages = partial(ask_language, self)

    # -- what its parts ask

    @property
    def session(self) -> Session:
        """The open desk."""
        if self._session is None:
            raise WrongPassphrase
        return self._session

    def work(self, job: Callable[[], T]) -> T:
        """Do a piece of the store's work in its thread."""
        return self._thread.submit(job).result()

    def submit(self, call: Callable[[], Any]) -> Any:
        """Carry a call out in the store's thread and wait for it; for other threads than this one."""
        return self._thread.submit(call).result()

    # -- from the start to the end

    def run(self) -> None:
        """Open the desk and serve until somebody stops it, or the terminal is gone.

        Raises:
            KioskError: a training desk could not be opened.
        """
        try:
            training = [Ui.TRAINING] if self.voice.training else []
            names = [self.voice.say(Ui.APP), self._structure, *map(self.voice.say, training)]
            self.talk.tell(" – ".join(filter(None, names)))
            self.talk.say(LinearUi.BEGINS)
            self._unlock()
            self._serve()
        except Gone:
            pass
        finally:
            self._close()

    def _unlock(self) -> None:
        if not self.shutter.has_passphrase:
            self._open("")
            return
        self.shutter.until_right(self._opened, Ui.UNLOCK_TITLE, said=Ui.UNLOCK_GO)

    def _opened(self, passphrase: str) -> int:
        self._open(passphrase)
        return 0

    def _open(self, passphrase: str) -> None:
        self._session = session = self.work(partial(self._opener, passphrase))
        self.road.set_out(session)
        self.talk.shutter = self.shutter
        self.shutter.keep_watch()
        with suppress(KioskError):  # what cannot go now goes another time
            self.work(session.forget_due)

    def _close(self) -> None:
        """Let go of everything: what is on the disk is on the disk, what is in memory goes."""
        self.road.stay_home()
        self.aloud.hush()
        if self.visit is not None:
            self.visit.wipe()
        if self._session is not None:
            session, self._session = self._session, None
            with suppress(Exception):  # whatever is broken, it ends
                session.paper.cancel()
                session.paper.release()
            with suppress(KioskError):
                self.work(session.close)
        self._thread.shutdown(wait=False)

    def _serve(self) -> None:
        """Ask at home and go through what is wanted, again and again."""
        first: Callable[[], None] | None = self._begin_day
        said: Sequence[str] = ()
        while True:
            try:
                if first is not None:
                    begin, first = first, None
                    begin()
                    continue
                news, said = "\n".join(said), ()
                wish = ask_wish(self, news, self._to_know())
                if wish.order is Order.STOP:
                    if self._stops():
                        return
                    continue
                self._grant(wish)
            except Onward as onward:
                first = partial(self._go_on, onward)
            except Afresh as afresh:
                said = afresh.said
            except KioskError as error:
                said = (self.voice.error(error),)
            finally:
                self.steps = None
                if self._session is not None:
                    self._write_counts()

    def _write_counts(self) -> None:
        session = self.session
        with suppress(KioskError):  # they are written with the next
            self.work(lambda: session.tally.write(session.store))
        self.road.something_new()

    def _go_on(self, onward: Onward) -> None:
        if onward.ends:
            self._finish()
        elif onward.procedure:
            self._act(onward.procedure, onward.answers)

    def _begin_day(self) -> None:
        """Ask about a doubtful date; tell an exercise."""
        session = self.session
        if session.may_confirm_date():
            now = session.clock().wall
            text = self.voice.say(Ui.CLOCK_ASK_TEXT, date=self.voice.date(now.date()), time=f"{now:%H:%M}")
            choices: list[tuple[str, Enum]] = [("no", Ui.CLOCK_NO), ("yes", Ui.CLOCK_YES)]
            if self.talk.choose(Ui.CLOCK_ASK, choices, text) == "yes":
                self.work(session.confirm_date)
        if session.exercise is not None and not session.exercise.begun:
            self._play(session.exercise)

    def _grant(self, wish: Wanting) -> None:
        if wish.procedure:
            self._act(wish.procedure)
        elif wish.triage:
            triage = self.work(self.session.library.triage)
            self._questions(triage)
        elif wish.ticket is not None:
            self._acts.find(wish.ticket)
        elif wish.order is DeskOrder.QUEUE:
            self._acts.queue()
        elif wish.order is DeskOrder.ROAD:
            road = self.session.road
            if road is None:
                self.talk.say(Ui.STATUS_NETWORK_TRAINING)
            else:
                RoadTalk(self, road).go()
        elif wish.order is DeskOrder.DISCREET:
            self.be_discreet()
        elif wish.order is DeskOrder.BESIDE:
            self.turn_language()
        elif wish.order is DeskOrder.CASES:
            self._choose_case()

    def _stops(self) -> bool:
        """Stop the kiosk: after a question, and in real mode after the passphrase."""
        if self.talk.choose(Ui.QUIT_TITLE, [("no", Ui.QUIT_NO), ("yes", Ui.QUIT_YES)]) != "yes":
            return False
        if not self.shutter.has_passphrase:
            return True
        return self.shutter.until_right(self.shutter.verify, Ui.QUIT_PASSPHRASE, back=LinearUi.NOT_STOPPING) is not None

    # -- where one is

    def _about(self) -> list[str]:
        return [self.voice.say(Ui.DISCREET_HELP if self.voice.discreet else Ui.HELP_TEXT)]

    def _where(self, place: str) -> list[str]:
        if self.steps is not None and self.visit is not None and self.visit.is_open:
            procedure = self.visit.procedure
            told = [self.voice.act(procedure.id, procedure.title), self.steps.title(self.visit.step)]
            return [*told, *([] if any(place in each for each in told) else [place])]
        visit = LinearUi.IN_VISIT if self.visit is not None and self.visit.knows_her else LinearUi.NO_VISIT
        counted = count(self.work(self.session.store.entries), self.today())
        road = road_in_short(self.road.roadside, self.voice)
        return [place, self.voice.say(visit), "\u00a0; ".join(status_parts(self.session, counted, road, self.voice))]

    def _to_know(self) -> list[str]:
        """Give what must be known before the next visit, the gravest first."""
        if self.printer_holds:
            return [self.voice.say(Ui.RECEIPT_SWITCH_OFF)]
        if self.visit is not None and self.visit.knows_her:
            return [self.voice.say(Ui.HOME_SAME_PERSON)]
        if self.left().version:  # what else a key left may have gone with it since
            return [left_words(self.left(), self.voice.say)]
        return [to_know(self.session, count(self.work(self.session.store.entries), self.today()), self.voice)]

    def be_discreet(self) -> None:
        """Say nothing any more in titles and on paper, or say it again."""
        self.voice.discreet = not self.voice.discreet
        self.talk.say(Ui.DISCREET_HELP if self.voice.discreet else LinearUi.DISCREET_OFF)

    def turn_language(self) -> None:
        """Say what she hears in the staff's language, or in hers again."""
        self.voice.beside = self.voice.two and not self.voice.beside
        if not self.voice.two:
            self.talk.say(LinearUi.SAME_LANGUAGE)

    # -- a visit

    def _welcome(self) -> Visit:
        self.printer_holds = False  # it was said at home
        if self.visit is None:
            self.visit = self.session.visit(self.voice.language)
        self.visit.language = self.voice.language
        return self.visit

    def _act(self, name: str, answers: Answers | None = None) -> None:
        procedure = self.work(partial(self.session.library.open, name))
        visit = self._welcome()
        visit.begin(procedure, answers)
        ActTalk(self).go(visit, procedure)

    def _questions(self, triage: Triage) -> None:
        visit = self._welcome()
        visit.begin(triage.questions)
        ActTalk(self).go(visit, triage.questions, triage)

    # -- the end of a visit

    def _finish(self) -> None:
        """End a visit; first ask what the association switched on, if it did."""
        told: dict[Topic, str] = {}
        topics = self.session.tools.wanted.asked if self.visit is not None else ()
        for topic in topics:
            said = self.talk.ask(partial(self._survey, topic))
            if isinstance(said, TypedWord):
                break
            if said:
                told[topic] = said
        self.end_visit(told)

    def _survey(self, topic: Topic) -> Question:
        answers: list[Enum] = list(ASKED[topic])
        rows = [(str(each.value), self.voice.say(each)) for each in answers]
        rows.append(("", self.voice.say(Ui.SURVEY_NO_ANSWER)))
        asks = self.voice.say(topic)
        return Question([self.voice.say(Ui.SURVEY_TEXT)], rows, asks, at=asks, orders=(Order.BACK,))

    def end_visit(self, told: dict[Topic, str]) -> None:
        """Count the visit, wipe everything of it, and say nothing of anybody until the next person."""
        self.aloud.hush()
        if self.visit is not None:
            self.visit.end(told)
        self.visit, self.steps = None, None
        say = self.voice.say
        texts = [self.voice.thanks(), *(say(code) for code in (Ui.END_TITLE, Ui.END_TEXT, Ui.END_NEXT))]
        self.voice.forget_person()
        self.talk.empty()
        self._write_counts()
        self.talk.enter(*texts)

    # -- exercises

    def _choose_case(self) -> None:
        choices: list[tuple[str, Enum]] = [(str(case), case) for case in Case]
        text = self.voice.say(Ui.CASES_TEXT)
        answer = self.talk.choose(Ui.CASES_TITLE, [*choices, ("none", Ui.CASES_NONE)], text)
        if answer:
            session, self._session, self.visit = self.session, None, None
            self.work(session.close)
            self._open("" if answer == "none" else answer)
            raise Onward

    def _play(self, exercise: Exercise) -> None:
        """Tell the story, once, and go to where it begins."""
        exercise.begun = True
        self.talk.enter(self.voice.say(exercise.case), self.voice.say(Story(exercise.case.value)))
        scene = exercise.scene
        if not scene.procedure:
            return
        with suppress(ProcedureFault):  # the association's own guidance has no such act: the story alone is played
            procedure = self.work(partial(self.session.library.open, scene.procedure))
            visit = self._welcome()
            visit.begin(procedure)
            play(visit, scene.until, scene.answers)
            ActTalk(self).go(visit, procedure)
