"""Work on acts as people do it: judged, numbered, signed, traced; and what is forgotten once it is done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from kiosk.core import work as rules
from kiosk.core.appointments import Visitor, who_comes
from kiosk.core.colleague import OfficeRight
from kiosk.core.errors import NotGenuine
from kiosk.core.figures import Closed, close
from kiosk.core.office import Record, has_ended, may_forget, may_take_over
from kiosk.core.outbox import FINAL, State
from kiosk.core.status import Reason
from kiosk.core.trace import Event, Trace
from kiosk.core.work import Deed, Meeting, Work, WorkNote
from kiosk.crypto import sign
from kiosk.office.house import House
from kiosk.wire.signed import ToSign
from kiosk.wire.work import note_bytes

KEEP, PLACES = "keep-days", "places"
KEEP_DAYS = 30
"""Days that an act stays readable after its end, if nothing else was set."""
TRACE_DAYS = 365
_EVENTS: Mapping[Deed, Event] = {
    Deed.TAKE: Event.TAKEN,
    Deed.TAKE_OVER: Event.ACT_TAKEN_OVER,
    Deed.HAND_ON: Event.HANDED_ON,
    Deed.LET_GO: Event.LET_GO,
    Deed.ANSWER: Event.ANSWERED,
    Deed.TAKE_BACK: Event.ANSWER_TAKEN_BACK,
}


def do_deed(
    house: House,
    act: bytes,
    deed: Deed,
    *,
    to: str = "",
    day: date | None = None,
    meeting: Meeting | None = None,
    text: str = "",
) -> Work:
    """Do something with an act, and note it.

    Raises:
        ActHeld, IllegalMove: as `kiosk.core.work.judge_deed`.
        StoreFull, StoreReadOnly, StoreFailed: nothing was noted.
    """
    return _put(house, _judged(house, act, deed, to=to, day=day, meeting=meeting, text=text))


def answer_act(house: House, act: bytes, state: State, reason: Reason | None, *, hold: bool = True) -> Record:
    """Say what was decided on an act; who has not taken it takes it by this. Raises as `do_deed` and `House.answer`."""
    hold_by(house, act)
    note = _judged(house, act, Deed.ANSWER, text=str(state))
    record = house.answer(act, state, reason, hold=hold)
    _put(house, note)
    return record


def take_answer_back(house: House, act: bytes) -> Record:
    """Go back to what was said before an answer that was not yet sent. Raises as `House.take_back`."""
    record = house.take_back(act)
    if house.ledger.book.work(act).closed:
        do_deed(house, act, Deed.TAKE_BACK)
    return record


def hold_by(house: House, act: bytes) -> None:
    """Take an act unless it is held already by whoever asks. Raises ActHeld: somebody else holds it."""
    work = house.ledger.book.work(act)
    if work.closed and (record := house.ledger.get(act)) is not None and record.state not in FINAL:
        do_deed(house, act, Deed.TAKE_BACK)  # the power went between an answer taken back and its note
        work = house.ledger.book.work(act)
    if not work.closed and rules.holder(work, house.now()) != house.who.name:
        do_deed(house, act, Deed.TAKE)


def take_all_of(house: House, name: str) -> int:
    """Take over every open act that a colleague has, who is away. Gives how many.

    Raises:
        NoRight: whoever asks does not coordinate.
    """
    house.who.need(OfficeRight.COORDINATES)
    book, who = house.ledger.book, house.who.name
    records = house.ledger.records()
    theirs = [each.act for each in records if may_take_over(each, book.work(each.act), name, who)]
    for act in theirs:
        do_deed(house, act, Deed.TAKE_OVER)
    return len(theirs)


def _judged(house: House, act: bytes, deed: Deed, **more: object) -> WorkNote:
    note = WorkNote(act, 0, deed, house.who.name, house.now(), **more)  # type: ignore[arg-type]  # fields of a note
    return rules.judge_deed(house.ledger.book.work(act), note, house.now())


def _put(house: House, note: WorkNote) -> Work:
    before = house.ledger.book.notes(note.act)
    signature = sign.sign(house.secrets.seed, signed_bytes(note, before[-1][1] if before else b""))
    trace = Trace(house.now(), house.who.name, _EVENTS.get(note.deed, Event.NOTED), note.act)
    return house.ledger.book.write(note, signature, trace)


def signed_bytes(note: WorkNote, after: bytes) -> ToSign:
    """Give what is signed of a note."""
    met = note.meeting
    meeting = (met.day.isoformat(), met.minute, met.place) if met else None
    day = note.day.isoformat() if note.day else ""
    at = int(note.at.timestamp())
    return note_bytes(note.act, note.number, note.deed, note.who, at, note.to, day, meeting, note.text, after)


def broken(house: House) -> list[Record]:
    """Give the acts of which a note is not what this office signed, or does not follow the one before.

    Notes that a key before the former one signed are beyond what can be told.
    """
    return [each for each in house.ledger.records() if not _is_whole(house, each.act)]


def _is_whole(house: House, act: bytes) -> bool:
    after = b""
    for number, (note, signature) in enumerate(house.ledger.book.notes(act), start=1):
        if note.number != number:
            return False
        said = signed_bytes(note, after)
        if not any(_verifies(seed, said, signature) for seed in (house.secrets.seed, house.secrets.former) if seed):
            return False
        after = signature
    return True


def _verifies(seed: bytes, said: ToSign, signature: bytes) -> bool:
    try:
        sign.verify(sign.verify_key(seed), said, signature)
    except NotGenuine:
        return False
    return True


# ---- who comes ---------------------------------------------------------------------------------


def coming(house: House) -> list[Visitor]:
    """Give who comes in the next seven days, by reference."""
    those = ((each, house.ledger.book.work(each.act)) for each in house.ledger.records())
    return list(who_comes(those, places(house), house.now().astimezone().date()))


# ---- what is set -----------------------------------------------------------------------------


def keep_days(house: House) -> int:
    """Give how many days an act stays readable after its end."""
    return int.from_bytes(house.ledger.noted(KEEP)) or KEEP_DAYS


def places(house: House) -> list[str]:
    """Give where people can be received, in their numbers from 1."""
    return [line for line in house.ledger.noted(PLACES).decode().split("\n") if line]


def set_places(house: House, lines: Iterable[str]) -> None:
    """Say where people can be received: what was said with a number keeps it.

    Raises:
        NoRight: whoever asks does not coordinate.
        IllegalMove: too many, or one that is no line of text.
    """
    house.who.need(OfficeRight.COORDINATES)
    house.ledger.note(PLACES, "\n".join(rules.read_places(lines)).encode())


def set_keep_days(house: House, days: int) -> None:
    """Say how long an act stays readable after its end. Raises NoRight; IllegalMove: no number of days."""
    house.who.need(OfficeRight.COORDINATES)
    house.ledger.note(KEEP, rules.judge_keep_days(days).to_bytes(8))


# ---- forgetting and counting -----------------------------------------------------------------


def forget_closed(house: House) -> int:
    """Forget the content and the notes of acts that ended long enough ago. Gives how many.

    A clock that jumped forgets nothing; nor is anything forgotten that the hub was not told.
    """
    now, days, book = house.now(), keep_days(house), house.ledger.book
    traces = book.traces()
    if not rules.is_sure(traces[-1].at if traces else None, now):
        return 0
    needs_hub = house.public.hub is not None
    due = [each for each in house.ledger.records() if may_forget(each, now, days, needs_hub=needs_hub)]
    gone = [each for each in due if book.is_kept(each.act) or book.notes(each.act)]
    if gone:
        book.forget([each.act for each in gone], filter(None, (closed(house, each) for each in gone)))
        house.trace(Event.PURGED)
    old = [each.number for each in traces if now - each.at > timedelta(days=TRACE_DAYS)]
    if old:
        book.forget_traces(max(old))
    return len(gone)


def closed(house: House, record: Record) -> Closed | None:
    """Give what is counted of an act that ended; None where it has not, or nothing is known of it."""
    kept = house.ledger.book.kept(record.act)
    if kept is None or record.at is None or not has_ended(record, house.now()):
        return None
    tries = rules.tries(note for note, _ in house.ledger.book.notes(record.act))
    made, ended = kept.made.astimezone().date(), record.at.astimezone().date()
    return close(kept.procedure, kept.language, str(record.state), tries, made, ended)


def all_closed(house: House) -> list[Closed]:
    """Give what is counted of every act that ended, also of those that were forgotten."""
    here = filter(None, (closed(house, each) for each in house.ledger.records()))
    return [*house.ledger.book.closed(), *here]
