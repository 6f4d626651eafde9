"""Work on acts as people do it: judged, numbered, signed, traced; and what is forgotten once it is done."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from kiosk.core import passing
from kiosk.core import work as rules
from kiosk.core.appointments import Visitor, who_comes
from kiosk.core.colleague import OfficeRight
from kiosk.core.errors import ActHeld, ActMoved, IllegalMove, LinkFault, NotGenuine
from kiosk.core.figures import Closed, close
from kiosk.core.meeting import Meeting, place_mark
from kiosk.core.office import Record, goes_on, has_ended, may_follow, may_forget
from kiosk.core.outbox import State
from kiosk.core.reply import comes_on
from kiosk.core.seats import Spoken, may_go_back, statement_of
from kiosk.core.status import Reason
from kiosk.core.taking import may_take_over
from kiosk.core.trace import Event
from kiosk.core.work import Deed, Work, WorkNote
from kiosk.crypto import sign
from kiosk.machine.zone import zone_here
from kiosk.office.chapters import own_seat
from kiosk.office.house import KEEP, PLACES, House
from kiosk.office.notes import keep_draft, offer_deed, signed_bytes, write_work
from kiosk.wire.signed import ToSign

ZONE = "zone"


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
    """Do something with an act, and note it; one that was let go by itself is taken again first.

    Raises:
        ActHeld, IllegalMove: as `kiosk.core.work.judge_deed`.
        StoreFull, StoreReadOnly, StoreFailed: nothing was noted.
    """
    take_again(house, act, deed)
    judged = partial(judged_deed, house, act, deed, to=to, day=day, meeting=meeting, text=text)
    note = judged()
    if own_seat(house) is None:
        return write_work(house, note)
    try:
        return offer_deed(house, lambda: (judged(), None), again=rules.can_follow(deed))
    except (LinkFault, ActHeld, ActMoved):
        if not rules.is_remark(deed):
            raise
        keep_draft(house, note)
        return house.ledger.book.work(act)


def take_again(house: House, act: bytes, deed: Deed) -> None:
    """Take an act again that was let go by itself, before its owner does something with it. Raises as `do_deed`."""
    if before := rules.deed_before(house.ledger.book.work(act), deed, house.who.name, house.now()):
        do_deed(house, act, before)


def answer_act(
    house: House,
    act: bytes,
    state: State,
    reason: Reason | None,
    *,
    hold: bool = True,
    meeting: Meeting | None = None,
) -> Record:
    """Say what was decided on an act; who has not taken it takes it by this. Raises as `do_deed` and `House.answer`."""
    hold_by(house, act)
    heard = passing.word_known(passing.current(house.ledger.passed.passed(act), house.ledger.book.work(act)))
    note = judged_deed(house, act, Deed.ANSWER, to=heard, text=str(state))
    if own_seat(house) is None:
        record = house.answer(act, state, reason, hold=hold, meeting=meeting)
        write_work(house, note)
        return record

    def judged() -> tuple[WorkNote, Spoken]:
        said = house.weigh(act, state, reason, hold=hold, meeting=meeting)
        return judged_deed(house, act, Deed.ANSWER, to=heard, text=str(state)), statement_of(said)

    offer_deed(house, judged, again=False)
    return house.answered(act, hold=hold)


def meet(house: House, act: bytes, meeting: Meeting | None) -> bool:
    """Note an appointment, or that there is none any more, and let her desk tell her. Gives whether there is news.

    Raises:
        ActHeld, IllegalMove: as `do_deed`.
    """
    told = house.ledger.get(act)
    if meeting is None and (told is None or told.meeting is None or told.meeting.cancelled):
        return False
    hold_by(house, act)
    do_deed(house, act, Deed.MEET, meeting=meeting)
    return tell_meeting(house, act, meeting) is not None


def tell_meeting(house: House, act: bytes, meeting: Meeting | None) -> Record | None:
    """Let her desk tell her of an appointment that was noted, or that the one which she was told of is off.

    Gives nothing where the act does not stand so that it may be told, or where she was told of none.

    Raises:
        ActHeld, IllegalMove: as `answer_act`.
    """
    record = house.ledger.get(act)
    if record is None or not may_follow(record.state, State.APPOINTMENT):
        return None
    if meeting is None:
        told = record.meeting
        if told is None or told.cancelled:
            return None
        return answer_act(house, act, State.APPOINTMENT, Reason.COME_ANY_DAY, meeting=replace(told, cancelled=True))
    named = place_mark(place_called(meeting.place, places(house)))
    said = replace(meeting, mark=named, zone=zone(house), bring=tuple(sorted(set(meeting.bring))))
    return answer_act(house, act, State.APPOINTMENT, comes_on(meeting.day), meeting=said)


def place_called(number: int, named: Sequence[str]) -> str:
    """Name a place; empty where the list has none of this number."""
    return named[number - 1] if number <= len(named) else ""


def take_answer_back(house: House, act: bytes) -> Record:
    """Go back to what was said before an answer that was not yet sent. Raises as `House.take_back`."""
    if own_seat(house) is not None:
        back = house.weigh_back(act)
        if not may_go_back(house.ledger.get(act) or back, house.now()):
            raise IllegalMove("another seat may tell it now")
        do_deed(house, act, Deed.TAKE_BACK)
        return house.ledger.get(act) or back
    record = house.take_back(act)
    if house.ledger.book.work(act).closed:
        do_deed(house, act, Deed.TAKE_BACK)
    return record


def hold_by(house: House, act: bytes) -> None:
    """Take an act unless it is held already by whoever asks. Raises ActHeld: somebody else holds it."""
    ended = not goes_on(house.ledger.get(act))
    for _ in range(2):  # an answer that was taken back is noted so, then the act is taken
        stood = house.ledger.book.work(act)
        if deed := rules.deed_to_hold(stood, ended=ended, who=house.who.name, now=house.now()):
            do_deed(house, act, deed)


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


def judged_deed(house: House, act: bytes, deed: Deed, **more: object) -> WorkNote:
    """Judge what somebody is about to do, and give its note. Raises as `kiosk.core.work.judge_deed`."""
    note = WorkNote(act, 0, deed, house.who.name, house.now(), **more)  # type: ignore[arg-type]  # fields of a note
    return rules.judge_deed(house.ledger.book.work(act), note, house.now())


def broken(house: House) -> list[Record]:
    """Give the acts of which a note is not what this office signed, or does not follow the one before.

    Notes that a key before the former one signed are beyond what can be told.
    """
    return [each for each in house.ledger.records() if not _is_whole(house, each.act)]


def _is_whole(house: House, act: bytes) -> bool:
    after = b""
    for number, (note, signature) in enumerate(house.ledger.book.notes(act), start=1):
        if note.number != number or house.ledger.book.is_torn(act):
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
    return int.from_bytes(house.ledger.noted(KEEP)) or rules.KEEP_DAYS


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


def zone(house: House) -> str:
    """Give whose time the hours of appointments are: what was set, else what this machine's clock shows."""
    return house.ledger.noted(ZONE).decode() or zone_here()


def set_zone(house: House, name: str) -> None:
    """Say whose time the hours of appointments are: one of `kiosk.core.meeting.ZONES`. Raises NoRight."""
    house.who.need(OfficeRight.COORDINATES)
    house.ledger.note(ZONE, name.encode())


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
    over = [each.act for each in due]
    if gone:
        book.forget([each.act for each in gone], filter(None, (closed(house, each) for each in gone)))
        house.trace(Event.PURGED)
    # After its notes: while they are there, what was passed on is followed.
    house.ledger.passed.cut([each for each in _passed_of(house, over) if passing.has_settled(each)])
    old = [each.number for each in traces if rules.is_old_trace(each.at, now)]
    if old:
        book.forget_traces(max(old))
    return len(gone)


def _passed_of(house: House, acts: Iterable[bytes]) -> list[passing.PassedAct]:
    wanted = set(acts)
    return [each for each in house.ledger.passed.passed() if each.act in wanted]


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
