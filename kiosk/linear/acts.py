"""Acts that are on their way: the queue, where one stands, taking a consent back. Never the effect of a scan."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from kiosk.core.errors import KioskError, NotRecorded
from kiosk.core.meeting import Meeting
from kiosk.core.outbox import Entry, by_urgency
from kiosk.core.receipt import appointment_slip, duplicate
from kiosk.core.reference import Ticket, spell
from kiosk.core.status import Right, project
from kiosk.core.word import Told
from kiosk.flows.road import Road
from kiosk.linear.orders import DeskOrder
from kiosk.linear.paper import show_copy
from kiosk.linear.teller import Teller
from kiosk.plain.orders import Order
from kiosk.plain.question import Question
from kiosk.words.acts import Elsewhere, act_rows, day_slip, marks_of, notes_of, rights_of
from kiosk.words.linear import LinearUi
from kiosk.words.road import RoadUi
from kiosk.words.standing import road_in_full
from kiosk.words.ui import Ui

WITHDRAWS: list[tuple[str, Ui]] = [("no", Ui.WITHDRAW_NO), ("yes", Ui.WITHDRAW_YES)]


class Acts:
    """Says where acts stand.

    Args:
        teller: this face.
    """

    def __init__(self, teller: Teller) -> None:
        self._teller = teller

    # -- by its reference

    def find(self, ticket: Ticket) -> None:
        """Open an act by what was typed or scanned; ask the hub where this desk does not know it."""
        teller = self._teller
        follow = teller.session.follow
        try:
            entry = teller.work(partial(follow.find, ticket))
        except NotRecorded:
            self._ask_hub(ticket)
            return
        except KioskError as error:
            teller.talk.tell(teller.voice.error(error))
            return
        try:
            teller.work(partial(follow.tell, entry))
        except KioskError as error:  # then it is announced again
            teller.talk.tell(teller.voice.error(error))
        self.follow(entry, ticket)

    def follow(self, entry: Entry, ticket: Ticket) -> None:
        """Say what is known of an act of this desk and do what is chosen."""
        teller, follow = self._teller, self._teller.session.follow
        done = ""

        def make() -> Question:
            voice, status = teller.voice, follow.status(entry)
            lines = [
                voice.say(LinearUi.SIDE, side=voice.say(name), text=value)
                for name, value in act_rows(entry, status, voice, teller.session.tools.desk.places)
            ]
            lines += [*map(voice.say, notes_of(status, ticket)), *marks_of(status, voice)]
            rights = rights_of(entry, status, key_fits=follow.key_fits(entry, ticket))
            rows = [(name, voice.say(words)) for name, words in rights]
            at = f"{voice.say(Ui.STATUS_REFERENCE)} {spell(entry.reference)}"
            return Question(lines, rows, news=done, title=voice.say(Ui.STATUS_TITLE), at=at, orders=(Order.BACK,))

        while True:
            said = teller.talk.ask(make)
            done, act = "", None
            now = follow.status(entry).right is Right.WITHDRAW_NOW
            if said == "key":
                text = Ui.WITHDRAW_CONFIRM_KEY if now else Ui.WITHDRAW_CONFIRM_STOP
                act = partial(follow.withdraw, entry, ticket)
            elif said == "oral":
                text, act = Ui.WITHDRAW_CONFIRM_ORAL, partial(follow.note_withdrawal, entry)
            elif said in ("copy", "slip"):
                self._print(entry, slip=said == "slip")
                continue
            else:
                return
            if self._confirmed(text, entry.reference):
                entry, done = self._withdrawn(entry, act)

    def _confirmed(self, text: Ui, reference: str) -> bool:
        words = self._teller.voice.say(text, reference=spell(reference))
        return self._teller.talk.choose(Ui.WITHDRAW_CONFIRM, WITHDRAWS, words) == "yes"

    def _withdrawn(self, entry: Entry, act: Callable[[], Entry]) -> tuple[Entry, str]:
        teller = self._teller
        try:
            entry = teller.work(act)
        except KioskError as error:
            return entry, teller.voice.error(error)
        teller.road.something_new()
        return entry, teller.voice.say(Ui.WITHDRAWN if entry.is_final else Ui.WITHDRAWAL_NOTED)

    def _print(self, entry: Entry, *, slip: bool) -> None:
        session = self._teller.session
        met = session.follow.status(entry).meeting
        if slip and met is not None:
            self._slip(entry.reference, met)
            return
        make = partial(duplicate, entry, session.tools.desk, sure=session.clock_is_sure(session.clock()))
        show_copy(self._teller, make(), make(discreet=True))

    def _slip(self, reference: str, met: Meeting) -> None:
        tools = self._teller.session.tools
        make = partial(appointment_slip, reference, met, tools.desk, training=tools.training)
        show_copy(self._teller, make(), make(discreet=True))

    # -- of another desk

    def _ask_hub(self, ticket: Ticket) -> None:
        """Ask about another desk's act, where the whole receipt was scanned and there is a hub to ask."""
        teller, reference = self._teller, spell(ticket.reference)
        road = teller.session.road
        unknown = teller.voice.say(Ui.HOME_UNKNOWN_REFERENCE, reference=reference)
        if road is None or ticket.key is None:
            teller.talk.tell(unknown)
            return
        told, why = Told(), unknown
        if teller.road.has_hub:
            try:
                told = teller.talk.wait(lambda: road.elsewhere(ticket, teller.submit), RoadUi.BUSY)
                why = "" if told.words else teller.voice.say(Ui.ELSEWHERE_UNKNOWN, reference=reference)
            except KioskError as error:
                why = teller.voice.error(error)
        self._elsewhere(Elsewhere(ticket, told, why, teller.session.tools.desk.places), ticket, road)

    def _elsewhere(self, act: Elsewhere, ticket: Ticket, road: Road) -> None:
        teller = self._teller
        failed = ""

        def make() -> Question:
            voice = teller.voice
            rows = [
                voice.say(LinearUi.SIDE, side=voice.say(name), text=value) for name, value in act.rows(voice) if value
            ]
            can = [("withdraw", voice.say(Ui.ELSEWHERE_WITHDRAW))] if act.may_withdraw else []
            can += [("slip", voice.say(Ui.STATUS_SLIP))] if act.meeting else []
            lines, title = [voice.say(Ui.ELSEWHERE_HINT), *rows, *act.notes(voice)], voice.say(Ui.ELSEWHERE_TITLE)
            can.append(("back", voice.say(Ui.STATUS_BACK)))
            return Question(lines, can, news=failed, title=title, orders=(Order.BACK,))

        while (said := teller.talk.ask(make)) in ("withdraw", "slip"):
            failed = ""
            if said == "slip":
                if act.meeting is not None:
                    self._slip(ticket.reference, act.meeting)
                continue
            if not self._confirmed(Ui.ELSEWHERE_CONFIRM, ticket.reference):
                continue
            take_back = partial(road.take_back, ticket, act.act, teller.session.clock(), teller.submit)
            try:
                act.kept = teller.talk.wait(take_back, RoadUi.BUSY)
            except KioskError as error:
                failed = teller.voice.error(error)
                continue
            teller.road.something_new()

    # -- all of them

    def queue(self) -> None:
        """Say every act of this desk, the most urgent first, and open one by its number or reference."""
        teller = self._teller
        entries: list[Entry] = []

        def make() -> Question:
            voice = teller.voice
            entries[:] = by_urgency(teller.work(teller.session.store.entries))
            lines = []
            if teller.session.road is not None:
                lines.append(road_in_full(teller.road.roadside, voice))
            if teller.session.guidance:
                lines.append(voice.say(Ui.QUEUE_GUIDANCE, number=teller.session.guidance))
            lines += [] if entries else [voice.say(Ui.QUEUE_EMPTY)]
            rows = [(each.id.hex(), self._row(each)) for each in entries]
            rows.append(("back", voice.say(Ui.STATUS_BACK)))
            mandate = [DeskOrder.MANDATE] if teller.session.mandate else []
            orders = (Order.BACK, DeskOrder.SEND, DeskOrder.DAY, *mandate)
            return Question(lines, rows, title=voice.say(Ui.QUEUE_TITLE), orders=orders)

        while True:
            said = teller.talk.ask(make)
            entry = next((each for each in entries if each.id.hex() == said), None)
            if entry is not None:
                self.follow(entry, Ticket(entry.reference))
            elif said is DeskOrder.SEND:
                teller.talk.say(RoadUi.BUSY if teller.road.try_now() else RoadUi.NONE)
            elif said is DeskOrder.MANDATE and teller.session.mandate:
                try:
                    show_copy(teller, teller.work(teller.session.mandate))
                except KioskError as error:
                    teller.talk.tell(teller.voice.error(error))
            elif said is DeskOrder.DAY:
                training = teller.session.tools.training
                show_copy(teller, day_slip(entries, teller.today(), teller.voice, training=training))
            else:
                return

    def _row(self, entry: Entry) -> str:
        """Say one act in a line, each thing with its name."""
        voice, today = self._teller.voice, self._teller.today()
        status = project(entry, today)
        days = ((Ui.STATUS_DEADLINE, entry.deadline), (Ui.STATUS_NEWS_BY, entry.news_by))
        parts = [
            spell(entry.reference),
            voice.say_to_staff(status.state),
            *(f"{voice.say(name)} {day:%d/%m/%Y}" for name, day in days if day),
            voice.say_to_staff(status.next),
            voice.say(Ui.STATUS_LATE) if status.late else "",
        ]
        return ", ".join(filter(None, parts))
