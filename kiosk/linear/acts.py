"""Acts that are on their way: the queue, where one stands, taking a consent back. Never the effect of a scan."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from kiosk.core.errors import KioskError, NotRecorded
from kiosk.core.outbox import Entry, by_urgency
from kiosk.core.receipt import duplicate
from kiosk.core.reference import Ticket, spell
from kiosk.core.status import Right, project
from kiosk.core.sync import Told
from kiosk.flows.road import Road
from kiosk.linear.orders import Order
from kiosk.linear.paper import show_copy
from kiosk.linear.talk import Question
from kiosk.linear.teller import Teller
from kiosk.words.acts import Elsewhere, act_rows, day_slip, notes_of, rights_of
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
            lines = [done, voice.say(Ui.STATUS_TITLE)]
            lines += [
                voice.say(LinearUi.SIDE, side=voice.say(name), text=value)
                for name, value in act_rows(entry, status, voice)
            ]
            lines += map(voice.say, notes_of(status, ticket))
            rights = rights_of(entry, status, key_fits=follow.key_fits(entry, ticket))
            return Question(lines, [(name, voice.say(words)) for name, words in rights], orders=(Order.BACK,))

        while True:
            said = teller.talk.ask(make)
            done, act = "", None
            now = follow.status(entry).right is Right.WITHDRAW_NOW
            if said == "key":
                text = Ui.WITHDRAW_CONFIRM_KEY if now else Ui.WITHDRAW_CONFIRM_STOP
                act = partial(follow.withdraw, entry, ticket)
            elif said == "oral":
                text, act = Ui.WITHDRAW_CONFIRM_ORAL, partial(follow.note_withdrawal, entry)
            elif said == "copy":
                self._copy(entry)
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

    def _copy(self, entry: Entry) -> None:
        session = self._teller.session
        make = partial(duplicate, entry, session.tools.desk, sure=session.clock_is_sure(session.clock()))
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
        self._elsewhere(Elsewhere(ticket, told, why), ticket, road)

    def _elsewhere(self, act: Elsewhere, ticket: Ticket, road: Road) -> None:
        teller = self._teller
        failed = ""

        def make() -> Question:
            voice = teller.voice
            rows = [
                voice.say(LinearUi.SIDE, side=voice.say(name), text=value) for name, value in act.rows(voice) if value
            ]
            can = [("withdraw", voice.say(Ui.ELSEWHERE_WITHDRAW))] if act.may_withdraw else []
            lines = [failed, voice.say(Ui.ELSEWHERE_TITLE), voice.say(Ui.ELSEWHERE_HINT), *rows, *act.notes(voice)]
            return Question(lines, [*can, ("back", voice.say(Ui.STATUS_BACK))], orders=(Order.BACK,))

        while teller.talk.ask(make) == "withdraw":
            failed = ""
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
            lines = [voice.say(Ui.QUEUE_TITLE)]
            if teller.session.road is not None:
                lines.append(road_in_full(teller.road.roadside, voice))
            lines += [] if entries else [voice.say(Ui.QUEUE_EMPTY)]
            rows = [(each.id.hex(), self._row(each)) for each in entries]
            rows.append(("back", voice.say(Ui.STATUS_BACK)))
            return Question(lines, rows, orders=(Order.BACK, Order.SEND, Order.DAY))

        while True:
            said = teller.talk.ask(make)
            entry = next((each for each in entries if each.id.hex() == said), None)
            if entry is not None:
                self.follow(entry, Ticket(entry.reference))
            elif said is Order.SEND:
                teller.talk.say(RoadUi.BUSY if teller.road.try_now() else RoadUi.NONE)
            elif said is Order.DAY:
                training = teller.session.tools.training
                show_copy(teller, day_slip(entries, teller.today(), teller.voice, training=training))
            else:
                return

    def _row(self, entry: Entry) -> str:
        """Say one act in a line, each thing with its name."""
        voice, today = self._teller.voice, self._teller.today()
        status = project(entry, today)
        last, name = (entry.deadline, Ui.STATUS_DEADLINE) if entry.deadline else (entry.news_by, Ui.STATUS_NEWS_BY)
        parts = [
            spell(entry.reference),
            voice.say(status.state),
            f"{voice.say(name)} {last:%d/%m/%Y}",
            voice.say(status.next),
            voice.say(Ui.STATUS_LATE) if status.late else "",
        ]
        return ", ".join(filter(None, parts))
