"""Between the console and the open house: gives it plain records, and does what it asks. For one thread.

What the list needs is read once and then kept up with what is done here: a key costs the same with 50 acts and 5,000.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from kiosk.core.colleague import who_opened
from kiosk.core.consent import Understanding
from kiosk.core.errors import NotHere, NotRecorded, ProcedureFault
from kiosk.core.health import DeskKnown
from kiosk.core.office import Record, is_open, is_stop_open, may_read, stays
from kiosk.core.outbox import FINAL, State
from kiosk.core.paper import Form, PrintReport
from kiosk.core.ports import Drive
from kiosk.core.procedure import Procedure
from kiosk.core.reply import Possible, answers_to
from kiosk.core.taking import is_unseen
from kiosk.core.trace import Event
from kiosk.core.tray import Item, findable, owners
from kiosk.core.work import Deed, Meeting, WorkNote, is_told
from kiosk.crypto import vault
from kiosk.guidance.files import SHIPPED
from kiosk.guidance.shelf import Shelf
from kiosk.office import exchange, health, keys, passing, work
from kiosk.office import house as houses
from kiosk.office.bureau import Press, ReadAct, Talked
from kiosk.office.chapters import own_seat
from kiosk.office.house import House
from kiosk.office.inbox import Act
from kiosk.office.notes import drafts
from kiosk.office.script import script_lines
from kiosk.office.show import Shown, on_one_line
from kiosk.office.telling import partner_words, things_words
from kiosk.wire.signed import SentAct
from kiosk.words.catalogues import Catalogues
from kiosk.words.console import ConsoleUi


class Clerk:
    """An open office (a `kiosk.office.bureau.Bureau`).

    Args:
        folder: the office's.
        passphrase: of whoever sits down.
        now: reads the clock.
        words: the catalogues.
        language: of the people at the office.
        own: the association's own procedures, if it has some.
        press: what prints, if anything does.

    Raises:
        WrongPassphrase, NotGenuine, StoreMissing, FileFault, OfficeBusy, LedgerMissing, LedgerDamaged, LedgerOlder,
            LedgerUnmarked: as `kiosk.office.house.opened`.
    """

    def __init__(
        self,
        folder: Path,
        passphrase: str,
        now: Callable[[], datetime],
        words: Catalogues,
        language: str,
        own: Path | None = None,
        press: Press | None = None,
    ) -> None:
        self._folder, self._clock, self._words, self._language = folder, now, words, language
        self._held = ExitStack()
        self._house: House = self._held.enter_context(houses.opened(folder, passphrase, now, reach=exchange.line))
        self._shown, self._press = Shown(words, language), press
        self._shelf = Shelf((SHIPPED, own) if own else (SHIPPED,), folder / keys.INDEX)
        self._titles = {each.id: on_one_line(words.guidance(each.title, language)) for each in self._shelf.titles()}
        self._items: dict[bytes, Item] = {}
        self._fresh: set[bytes] | None = None
        try:
            work.forget_closed(self._house)
            health.forget_health(self._house, work.keep_days(self._house))
            self._house.trace(Event.OPENED)
            self._kept = {each.act: each for each in self._house.ledger.book.all_kept()}
        except BaseException:
            self._held.close()
            raise

    # -- who and when

    @property
    def office(self) -> str:
        """Its name."""
        return on_one_line(self._house.public.name)

    @property
    def who(self) -> str:
        """Whose passphrase opened it: a pseudonym."""
        return self._house.who.name

    @property
    def has_hub(self) -> bool:
        """Whether there is one to ask."""
        return self._house.public.hub is not None

    def now(self) -> datetime:
        """Read the clock, in the local time."""
        return self._clock().astimezone()

    def verify(self, passphrase: str) -> bool:
        """Tell whether this is the passphrase of who opened the office; somebody else's makes it theirs.

        Raises:
            WrongPassphrase: it is nobody's.
        """
        opened = vault.open_slot(keys.split(self._folder)[0], passphrase)
        who = who_opened(opened.slot, self._house.ledger.book.people())
        if who == self._house.who:
            return True
        self._house = replace(self._house, who=who, secrets=replace(self._house.secrets, opened=opened))
        self._house.trace(Event.TAKEN_OVER)
        return False

    def close(self) -> None:
        """Let go of the ledger."""
        self._held.close()

    # -- the list

    def items(self) -> Sequence[Item]:
        """Give every act that the office knows and that is not forgotten. Nothing is opened."""
        ledger = self._house.ledger
        if self._fresh is None:
            self._items = {each.act: self._item(each) for each in ledger.records() if self._belongs(each)}
            looked = set(self._items)
        else:
            looked = self._fresh
            for act in self._fresh:
                record = ledger.get(act)
                if record is not None and self._belongs(record):
                    self._items[act] = self._item(record)
        # What may change by itself: an answer that can be taken back for a while.
        self._fresh = {act for act in looked if act in self._items and self._items[act].stays}
        return list(self._items.values())

    def item(self, act: bytes) -> Item:
        """Give one of them, as it stands."""
        return self._item(self._record(act))

    def _belongs(self, record: Record) -> bool:
        return is_open(record) or (bool(record.hash) and record.act in self._kept)

    def _touch(self, act: bytes) -> Item:
        item = self.item(act)
        if self._fresh is not None:
            self._fresh.add(act)
        return item

    def _after(self, act: bytes) -> Item:
        """Give an act after a deed, which heard of what other seats did, with any act."""
        if own_seat(self._house) is not None:
            self._fresh = None
        return self._touch(act)

    def _record(self, act: bytes) -> Record:
        record = self._house.ledger.get(act)
        if record is None:
            raise NotRecorded
        return record

    def _item(self, record: Record) -> Item:
        kept = self._kept.get(record.act)
        title = self._titles.get(kept.procedure, on_one_line(kept.procedure)) if kept else ""
        stood = self._house.ledger.book.work(record.act)
        return Item(
            act=record.act,
            reference=record.reference,
            procedure=title,
            language=kept.language if kept and kept.language != "fr" else "",
            came=kept.made if kept else record.at,
            until=record.until,
            state=record.state,
            reason=record.reason,
            work=stood,
            stop_asked=is_stop_open(record),
            doubt=record.doubt,
            here=kept is not None or bool(record.stop_key),
            stays=stays(record, self._house.now()),
            passed=passing.pass_news(self._house, record.act),
            find=findable(record.reference, title, kept.name, _national(kept.phone), stood.owner) if kept else "",
        )

    def _procedure(self, name: str) -> Procedure | None:
        try:
            return self._shelf.open(name)
        except ProcedureFault:
            return None

    # -- one act

    def read(self, act: bytes) -> ReadAct:
        """Open an act, and note who did.

        Raises:
            NotHere: its bytes are not here.
        """
        record, kept = self._record(act), self._kept.get(act)
        if not may_read(record):  # nobody reads any more what she took back with her key
            self._house.trace(Event.READ, act)
            self._house.seen([], [act])
            return ReadAct(self._touch(act), (self._say_stopped(record),), (), self._notes(act), "")
        if kept is None:
            raise NotHere
        sent = SentAct(id=kept.act, reference=kept.reference, key_hash=kept.key_hash, envelope=kept.envelope)
        opened = self._house.open_again([sent])
        self._house.trace(Event.READ, act)
        if not opened.acts:
            raise opened.refused[0].error if opened.refused else NotHere
        (content,) = opened.acts
        if is_unseen(record):
            self._house.seen([act], [act] if record.stop_asked else [])
        return ReadAct(
            item=self._touch(act),
            lines=tuple(self._lines(content)),
            script=tuple(script_lines(self._procedure(content.procedure), content, self._words, self._language)),
            notes=self._notes(act),
            name=on_one_line(kept.name),
        )

    def _say_stopped(self, record: Record) -> str:
        from kiosk.core.reference import spell
        from kiosk.words.office import OfficeCli

        code = OfficeCli.SHOW_STOPPED if record.state in FINAL else OfficeCli.STOP_TAKEN
        return self._words.say(code, self._language, reference=spell(record.reference))

    def _lines(self, content: Act) -> list[str]:
        desk = keys.desk_of(self._folder, content.desk, gone=True)
        doubtful = not keys.is_trusted(self._folder, content.desk)
        found = self._procedure(content.procedure)
        same = found if found is not None and found.version == content.version else None
        return self._shown.act(content, desk.label, same, doubtful=doubtful)[1:]

    def _notes(self, act: bytes) -> tuple[str, ...]:
        waits = drafts(self._house, act) if own_seat(self._house) is not None else []
        mine = [self._words.say(ConsoleUi.NOT_SHARED, self._language, note=self._note(note)) for note in waits]
        return (*mine, *(self._note(note) for note, _ in reversed(self._house.ledger.book.notes(act))))

    def _note(self, note: WorkNote) -> str:
        day = f"{note.day:%d/%m/%Y}" if note.day else ""
        text = on_one_line(note.text)
        if note.deed is Deed.ANSWER and note.text in set(State):
            text = self._words.say(State(note.text), self._language)
        met = self.meeting_words(note.meeting) if note.meeting else "-"
        said = self._words.say(note.deed, self._language, to=on_one_line(note.to), day=day, text=text, meeting=met)
        return f"{note.at.astimezone():%d/%m %H:%M} {on_one_line(note.who)} : {said}"

    def meeting_words(self, meeting: Meeting) -> str:
        """Word when and where she comes, and with what."""
        named = self.places()
        place = (
            named[meeting.place - 1]
            if meeting.place <= len(named)
            else self._words.say(ConsoleUi.PLACE, self._language, number=meeting.place)
        )
        hour = f"{meeting.minute // 60}h{meeting.minute % 60:02}"
        day = f"{meeting.day:%d/%m/%Y}"
        when = self._words.say(ConsoleUi.MEETING, self._language, day=day, time=hour, place=place)
        brings = things_words(meeting, lambda code: self._words.say(code, self._language))
        return self._words.say(ConsoleUi.BRINGS, self._language, meeting=when, things=brings) if brings else when

    # -- deeds

    def do(
        self,
        act: bytes,
        deed: Deed,
        *,
        to: str = "",
        day: date | None = None,
        meeting: Meeting | None = None,
        text: str = "",
    ) -> Item:
        """Do something with an act. Raises as `kiosk.office.work.do_deed`."""
        work.do_deed(self._house, act, deed, to=to, day=day, meeting=meeting, text=text)
        if is_told(deed):
            work.tell_meeting(self._house, act, meeting)
        return self._after(act)

    def answers(self, act: bytes) -> Sequence[Possible]:
        """Give what may be said of an act now; an appointment is made by its own key."""
        return list(answers_to(self._record(act)))

    def answer(self, act: bytes, said: Possible) -> Item:
        """Say it. Raises as `kiosk.office.work.answer_act`."""
        work.answer_act(self._house, act, said.state, said.reason)
        return self._after(act)

    def take_back(self, act: bytes) -> Item:
        """Take the last final word back. Raises IllegalMove: it is gone, or there is none."""
        work.take_answer_back(self._house, act)
        return self._after(act)

    def take_all_of(self, name: str) -> int:
        """Take over all of a colleague's acts. Raises NoRight."""
        number = work.take_all_of(self._house, name)
        self._fresh = None
        return number

    def colleagues(self) -> Sequence[str]:
        """Name the others: who opens the office, and who still has acts though they left."""
        known = {each.name for each in self._house.ledger.book.people()}
        return sorted((known | owners(self._items.values())) - {"", self.who}, key=str.casefold)

    def places(self) -> Sequence[str]:
        """Name where people can be received, in their numbers from 1."""
        return work.places(self._house)

    def partners(self) -> Sequence[tuple[str, str]]:
        """Give the offices that an act can be passed on to: an id, and its name."""
        return [(each.desk.hex(), name) for each, name in passing.named_partners(self._house)]

    def pass_words(self, act: bytes, partner: str) -> str:
        """Give what is read to her before an act is passed on. Raises as `kiosk.office.passing.weigh_pass`."""
        passing.weigh_pass(self._house, act)
        return passing.consent_of(self._house, partner, None, self._words, self._language).text

    def pass_on(self, act: bytes, partner: str, how: Understanding) -> Item:
        """Pass an act on. Raises as `kiosk.office.passing.pass_on`."""
        consent = passing.consent_of(self._house, partner, how, self._words, self._language)
        passing.pass_on(self._house, act, passing.find_partner(self._house, partner), consent)
        return self._after(act)

    def fetch_back(self, act: bytes) -> bool:
        """Ask an act back. Raises as `kiosk.office.passing.fetch_back`."""
        here = passing.fetch_back(self._house, act)
        self._after(act)
        return here

    def desks(self) -> Sequence[DeskKnown]:
        """Give what is known of each desk that the office trusts."""
        return health.known_desks(self._house)

    # -- paper

    @property
    def press(self) -> Press | None:
        """What prints; None where nothing does."""
        return self._press

    def print_coming(self, form: Form, drive: Drive | None = None) -> PrintReport | None:
        """Print who comes in the next seven days; None where nobody does, or nothing prints."""
        coming = work.coming(self._house)
        if not coming or self._press is None:
            return None
        self._house.trace(Event.LISTED)
        return self._press.print(self._shown.coming(coming), form, drive)

    # -- the hub

    def fetch(self) -> Talked:
        """Talk to the hub: take what came, give what was said, fetch what is missing here. Raises LinkFault."""
        from kiosk.office import desks

        house = self._house
        if passing.has_but_partners(house):
            self._fresh = None
            return Talked(partners=self._partners())
        with exchange.line(house) as client:
            desks.settle_desks(house, client)
            learnt = exchange.relearn_all(house, client)
            taken = exchange.gather(house, client)
            exchange.deliver(house, client)
            exchange.fill(house, client)
            health.gather_health(house, client)
        faults = self._partners()
        house.trace(Event.SYNCED)
        self._kept = {each.act: each for each in house.ledger.book.all_kept()}
        self._fresh = None
        came, stops = len(taken.work) + learnt, len(house.unread_stops())
        return Talked(came, len(taken.refused), stops, client.full, faults)

    def _partners(self) -> tuple[str, ...]:
        return tuple(self._partner(each) for each in passing.settle_passed(self._house))

    def _partner(self, talk: passing.PartnerTalk) -> str:
        say, error = self._words.say, self._words.error
        return partner_words(
            on_one_line(talk.office),
            talk.fault,
            lambda code, **values: say(code, self._language, **values),
            lambda fault: error(fault, self._language),
        )


def _national(phone: str) -> str:
    return "0" + phone[3:] if phone.startswith("+33") else phone
