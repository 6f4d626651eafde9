"""One act, said: what she asked, how to reach her, what was done, what to say when calling. Each word is one deed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from kiosk.core.consent import Understanding
from kiosk.core.errors import ActHeld, KioskError
from kiosk.core.office_day import read_days
from kiosk.core.reference import spell
from kiosk.core.reply import Possible
from kiosk.core.work import Deed
from kiosk.office.bureau import ReadAct
from kiosk.office.lines.orders import IN_ACT, OfficeOrder, deed_words
from kiosk.office.lines.teller import OfficeTeller
from kiosk.office.telling import (
    answered_words,
    asked_before,
    heard_rows,
    held_words,
    late_words,
    say_error,
    unmarked,
)
from kiosk.office.typed import is_cancelled, meeting_of
from kiosk.plain.orders import Order
from kiosk.plain.question import Question
from kiosk.words.console import ConsoleUi, LinesUi
from kiosk.words.linear import LinearUi
from kiosk.words.passing import PassingUi


class ActLines:
    """Goes through one act until somebody goes back.

    Args:
        teller: this face.
        read: what was opened.
    """

    def __init__(self, teller: OfficeTeller, read: ReadAct) -> None:
        self._teller, self._talk, self._say = teller, teller.talk, teller.talk.voice.say
        self._act = read.item.act
        self._drafts: dict[ConsoleUi, str] = {}
        """What was typed and is not noted: refused, it can be given again."""
        self._deeds: Mapping[object, Callable[[], str]] = {
            OfficeOrder.TAKE: self._take,
            OfficeOrder.NOTE: self._note,
            OfficeOrder.TRIED: lambda: self._do(Deed.TRIED),
            OfficeOrder.CALL_BACK: self._call_back,
            OfficeOrder.MEET: self._meet,
            OfficeOrder.ANSWER: self._answer,
            OfficeOrder.UNDO: self._undo,
            OfficeOrder.SCRIPT: self._script,
            OfficeOrder.HAND_ON: self._hand_on,
            OfficeOrder.LET_GO: lambda: self._do(Deed.LET_GO),
            OfficeOrder.PASS_ON: self._pass_on,
            OfficeOrder.DEEDS: self._say_deeds,
        }
        teller.at = read

    @property
    def _read(self) -> ReadAct:
        assert self._teller.at is not None
        return self._teller.at

    def go(self) -> Order | None:
        """Say the act once and do what is typed; gives the word by which it was left, if it was no going back."""
        done, whole = "", True

        def make() -> Question:
            nonlocal whole
            told, whole = not whole, True  # said once more after a cover or a help, with all that it belongs to
            rows = [(each.name, deed_words(each, self._say)) for each in IN_ACT]
            lines = self.standing() if told else [*self.standing(), *self._told()]
            asks, orders = self._say(LinesUi.ASK_DEED), (*IN_ACT, OfficeOrder.DEEDS, Order.BACK, Order.STOP)
            return Question(lines, rows, asks, news=done, title=self.title(), told=told, orders=orders)

        while True:
            said = self._talk.ask(make)
            if isinstance(said, Order):
                return None if said is Order.BACK else said
            try:
                done = self._deeds[OfficeOrder[said] if isinstance(said, str) else said]()
            except KioskError as error:
                done = say_error(error, self._say, self._talk.voice.error)
            whole = False

    # -- what is said

    def title(self) -> str:
        """Name the act."""
        item = self._read.item
        return self._say(ConsoleUi.ACT, reference=spell(item.reference), procedure=item.procedure)

    def standing(self) -> list[str]:
        """Say who has it, and what is to be known before anything else."""
        bureau = self._teller.bureau
        return held_words(self._read.item, bureau.who, bureau.now(), self._say)

    def _told(self) -> list[str]:
        read = self._read
        notes = [self._say(ConsoleUi.WORK), *read.notes] if read.notes else []
        return [*notes, *map(unmarked, read.lines)]

    def _script(self) -> str:
        lines = self._read.script or (self._say(ConsoleUi.NO_SCRIPT),)
        self._talk.enter(*map(unmarked, lines))
        return ""

    def _say_deeds(self) -> str:
        """Say what can be done, by number, and nothing of the act again."""
        say = self._say
        rows = enumerate((deed_words(each, say) for each in IN_ACT), 1)
        return "\n".join(say(LinearUi.ROW, number=number, words=words) for number, words in rows)

    # -- deeds

    def _again(self) -> None:
        """Read the act once more: something was done with it."""
        bureau = self._teller.bureau
        self._teller.at = self._teller.work(lambda: bureau.read(self._act))

    def _do(self, deed: Deed, **more: object) -> str:
        bureau = self._teller.bureau
        self._teller.work(lambda: bureau.do(self._act, deed, **more))  # type: ignore[arg-type]  # parts of a note
        self._again()
        return self._say(ConsoleUi.NOTED)

    def _write(self, asks: ConsoleUi) -> str:
        """Ask for a line; what was typed before and refused can be given again."""
        typed = self._teller.ask_line(self._say(asks), self._drafts.get(asks, ""))
        if typed:
            self._drafts[asks] = typed
        return typed

    def _do_written(self, asks: ConsoleUi, deed: Deed, **more: object) -> str:
        """Do what was typed, and keep the text if it is refused."""
        try:
            done = self._do(deed, **more)
        except KioskError as error:
            return f"{say_error(error, self._say, self._talk.voice.error)} {self._say(ConsoleUi.KEPT)}"
        self._drafts.pop(asks, None)
        return done

    def _take(self) -> str:
        try:
            return self._do(Deed.TAKE)
        except ActHeld as error:
            asks = self._say(ConsoleUi.ASK_TAKE_OVER, who=error.who)
        return self._do(Deed.TAKE_OVER) if self._is_sure(asks) else ""

    def _is_sure(self, asks: str) -> bool:
        choices = [("yes", self._say(ConsoleUi.YES)), ("no", self._say(ConsoleUi.NO))]
        return self._teller.ask_one(asks, choices) == "yes"

    def _note(self) -> str:
        text = self._write(ConsoleUi.ASK_NOTE)
        return self._do_written(ConsoleUi.ASK_NOTE, Deed.NOTE, text=text) if text else ""

    def _call_back(self) -> str:
        typed = self._write(ConsoleUi.ASK_DAYS)
        if not typed:
            return ""
        bureau = self._teller.bureau
        day = read_days(typed, bureau.now().date())
        if day is None:
            return self._say(ConsoleUi.NOT_A_DAY)
        return self._do_written(ConsoleUi.ASK_DAYS, Deed.CALL_BACK, day=day)

    def _meet(self) -> str:
        bureau, say = self._teller.bureau, self._say
        places = self._teller.work(bureau.places)
        if not places:
            return say(ConsoleUi.NO_PLACE)
        typed = self._write(ConsoleUi.ASK_MEETING)
        if not typed:
            return ""
        if is_cancelled(typed):
            return self._do_written(ConsoleUi.ASK_MEETING, Deed.MEET)
        met = meeting_of(typed, bureau.now().date())
        if met is None or met.place > len(places):
            return say(ConsoleUi.NOT_AN_HOUR)
        place = str(met.place or 1)
        if len(places) > 1 and not met.place:
            rows = [(str(number), name) for number, name in enumerate(places, start=1)]
            place = self._teller.ask_one(say(ConsoleUi.ASK_PLACE), rows)
        if not place:
            return ""
        done = self._do_written(ConsoleUi.ASK_MEETING, Deed.MEET, meeting=replace(met, place=int(place)))
        late = late_words(self._read.item, met.day, say, self._talk.voice.date)
        return f"{done} {late}".strip()

    def _hand_on(self) -> str:
        others = self._teller.work(self._teller.bureau.colleagues)
        if not others:
            return self._say(ConsoleUi.NOBODY)
        name = self._teller.ask_one(self._say(ConsoleUi.ASK_WHO), [(each, each) for each in others])
        return self._do(Deed.HAND_ON, to=name) if name else ""

    def _pass_on(self) -> str:
        if self._read.item.work.passed:
            return self._fetch_back()
        bureau, say, ask = self._teller.bureau, self._say, self._teller.ask_one
        partners = dict(self._teller.work(bureau.partners))
        if not partners:
            return say(PassingUi.NO_PARTNER)
        self._teller.work(lambda: bureau.pass_words(self._act, min(partners)))  # what may not be is said first
        chosen = ask(say(PassingUi.ASK_WHERE), list(partners.items()))
        if not chosen:
            return ""
        words = self._teller.work(lambda: bureau.pass_words(self._act, chosen))
        answers = [("no", say(PassingUi.SAID_NO)), ("yes", say(PassingUi.SAID_YES))]
        said = ask("\n".join((say(PassingUi.ASK_READ), words, say(PassingUi.ASK_SAID))), answers)
        if said != "yes":
            return say(PassingUi.KEPT_HERE) if said == "no" else ""
        how = ask(say(PassingUi.ASK_HOW), heard_rows(say))
        if not how:
            return ""
        self._teller.work(lambda: bureau.pass_on(self._act, chosen, Understanding(how)))
        self._again()
        return say(PassingUi.PASSED, office=partners[chosen])

    def _fetch_back(self) -> str:
        bureau, office = self._teller.bureau, self._read.item.work.passed
        if not self._is_sure(self._say(PassingUi.ASK_BACK, office=office)):
            return ""
        here = self._teller.work(lambda: bureau.fetch_back(self._act))
        self._again()
        return self._say(PassingUi.BACK if here else PassingUi.BACK_ASKED, office=office)

    def _undo(self) -> str:
        bureau = self._teller.bureau
        self._teller.work(lambda: bureau.take_back(self._act))
        self._again()
        return self._say(ConsoleUi.TAKEN_BACK)

    def _answer(self) -> str:
        bureau, say = self._teller.bureau, self._say
        possible = self._teller.work(lambda: bureau.answers(self._act))
        states = list(dict.fromkeys(each.state for each in possible))
        wanted = self._teller.ask_one(say(ConsoleUi.ASK_ANSWER), [(str(state), say(state)) for state in states])
        those = [each for each in possible if each.state == wanted]
        said = those[0] if len(those) == 1 else self._why(those) if those else None
        if said is None:
            return ""
        asks = asked_before(self._read, said.state, say)
        if asks and not self._is_sure(asks):
            return ""
        self._teller.work(lambda: bureau.answer(self._act, said))
        self._again()
        return answered_words(said.state, say)

    def _why(self, those: list[Possible]) -> Possible | None:
        rows = [(str(at), self._say(each.reason or each.state)) for at, each in enumerate(those)]
        chosen = self._teller.ask_one(self._say(ConsoleUi.ASK_WHY), rows)
        return those[int(chosen)] if chosen else None
