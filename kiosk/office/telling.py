"""How the office words an act for both of its faces: who has it, what comes next, what is asked before it ends."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime

from kiosk.core.backoff import Failure
from kiosk.core.errors import KioskError, LinkFault, NotGenuine
from kiosk.core.meeting import Meeting
from kiosk.core.outbox import FINAL, State
from kiosk.core.passing import HEARD, PassNews, is_unknown_there
from kiosk.core.reference import spell
from kiosk.core.status import Reason, things
from kiosk.core.tray import Item
from kiosk.core.work import TAKES, holder, is_mine, should_give_up
from kiosk.office.bureau import ReadAct, Talked
from kiosk.words.console import ConsoleUi, LinesUi
from kiosk.words.office import OfficeCli
from kiosk.words.passing import PassingUi

Say = Callable[..., str]
"""Words a code."""
_THINGS: Mapping[Reason, ConsoleUi] = {
    Reason.BRING_VITALE: ConsoleUi.VITALE,
    Reason.BRING_IDENTITY: ConsoleUi.IDENTITY,
    Reason.BRING_LETTER: ConsoleUi.LETTER,
    Reason.BRING_PHONE: ConsoleUi.PHONE,
}
_FAULTS: Mapping[Failure, OfficeCli] = {
    Failure.WRONG_HUB: OfficeCli.WRONG_HUB,
    Failure.NOT_AUTHORISED: OfficeCli.NOT_KNOWN,
    Failure.CLOSED: OfficeCli.HUB_CLOSED,
    Failure.CERTIFICATE: OfficeCli.CERTIFICATE,
    Failure.FULL: OfficeCli.NO_SEAT,
    Failure.OLDER_HUB: OfficeCli.OTHER_VERSION,
    Failure.NEWER_HUB: OfficeCli.OTHER_VERSION,
}
"""Why a hub was not reached, where somebody at the office can do something about it."""
MARKS = ("=== ", "-- ", "| ")
"""What stands before a heading and before exact words on paper: nothing that is worth a cell or a breath."""


def say_error(error: KioskError, say: Say, otherwise: Callable[[KioskError], str]) -> str:
    """Word an error and its remedy: of a hub that was not reached, by why; of all else as `otherwise` does."""
    code = _FAULTS.get(Failure(error.failure)) if isinstance(error, LinkFault) else None
    return say(code) if code else otherwise(error)


def next_words(item: Item, say: Say) -> str:
    """Say what must be known first of an act in a list, or what comes next; nothing where nothing does."""
    work = item.work
    if item.stop_asked:
        return say(ConsoleUi.STOP)
    if item.doubt:
        return say(ConsoleUi.DOUBT)
    if item.stays:
        return say(ConsoleUi.STAYS)
    if item.passed:
        told, office = item.passed.state, item.passed.office
        return (
            say(PassingUi.AT_SAID, office=office, state=say(told))
            if item.passed.unsaid
            else say(PassingUi.AT, office=office)
        )
    if work.call_back:
        return say(ConsoleUi.CALL_ON, day=f"{work.call_back:%d/%m}")
    if work.meeting:
        return say(ConsoleUi.MEETS_ON, day=f"{work.meeting.day:%d/%m}")
    if not item.here:
        return say(ConsoleUi.NOT_HERE)
    if work.tries:
        return say(ConsoleUi.TRIED, number=work.tries)
    return say(item.state) if item.state and item.state is not State.TAKEN else ""


def row_words(item: Item, now: datetime, say: Say) -> list[str]:
    """Say of an act in a list, each thing with its name, what comes next and whose it is; nothing of a person."""
    held = holder(item.work, now)
    owner = say(LinesUi.WORKS, who=held) if held else item.work.owner and say(LinesUi.HAS, who=item.work.owner)
    said = [
        next_words(item, say),
        item.procedure,
        say(LinesUi.UNTIL, day=f"{item.until:%d/%m}") if item.until else "",
        say(LinesUi.SPEAKS, language=item.language) if item.language else "",
        owner,
    ]
    return [each for each in said if each]


def things_words(meeting: Meeting, say: Say) -> str:
    """Say what she brings to an appointment; nothing where she brings nothing."""
    return ", ".join(say(_THINGS[each]) for each in things(meeting))


def held_words(item: Item, who: str, now: datetime, say: Say) -> list[str]:
    """Say who has an act, and what is to be known before anything else.

    Args:
        item: the act.
        who: sits here.
        now: the moment.
        say: words a code.
    """
    work = item.work
    said = [say(ConsoleUi.STOP)] if item.stop_asked else []
    said += [say(ConsoleUi.DOUBT)] if item.doubt else []
    said += passed_words(item.passed, say) if item.passed else []
    until = f"{(work.touched + TAKES).astimezone():%H:%M}" if work.touched else ""
    held, mine = holder(work, now), is_mine(work, who)
    if item.state in FINAL:
        state = [say(item.state), *([say(ConsoleUi.STAYS)] if item.stays else [])]
        said.append(say(ConsoleUi.DONE, state=", ".join(state)))
    elif held:
        said.append(say(ConsoleUi.HELD_BY_YOU if mine else ConsoleUi.HELD_BY, who=held, time=until))
    elif mine or not item.passed:  # of what is at another office nobody is told to take it: that one calls her
        said.append(say(ConsoleUi.YOURS if mine else ConsoleUi.HELD_BY_NOBODY))
    if should_give_up(work):
        said.append(say(ConsoleUi.GIVE_UP, number=work.tries))
    return said


def passed_words(news: PassNews, say: Say) -> list[str]:
    """Say where an act is that was passed on, and what the other office answered."""
    office = news.office
    if news.state is None:
        return [say(PassingUi.ELSEWHERE, office=office)]
    if news.is_refused:
        return [say(PassingUi.NOT_KEPT, office=office)]
    said = [say(PassingUi.STANDS, office=office)] if news.is_there else []
    said += [say(PassingUi.WAITS)] if news.is_unsent else []
    said += [_answer_there(news, news.answer, say)] if news.answer else []
    return [*said, say(PassingUi.SAY_ON)] if news.is_to_say else said


def _answer_there(news: PassNews, state: State, say: Say) -> str:
    if (met := news.meeting) is not None and not met.cancelled:
        place = say(ConsoleUi.PLACE, number=met.place)  # of the other office's list
        when = say(ConsoleUi.MEETING, day=f"{met.day:%d/%m/%Y}", time=met.hour, place=place)
        return say(PassingUi.SAYS_MEET, office=news.office, state=say(state), meeting=when)
    if news.why:
        return say(PassingUi.SAYS_WHY, office=news.office, state=say(state), reason=say(news.why))
    return say(PassingUi.SAYS, office=news.office, state=say(state))


def heard_rows(say: Say) -> list[tuple[str, str]]:
    """Give how she may have heard the words of a consent, to choose from: nothing is chosen before."""
    return [(str(each), say(each)) for each in HEARD]


def partner_words(office: str, fault: KioskError, say: Say, otherwise: Callable[[KioskError], str]) -> str:
    """Say what was wrong with the exchange with another office."""
    if isinstance(fault, NotGenuine):
        return say(PassingUi.FORGED, office=office)
    why = say(PassingUi.UNKNOWN_THERE) if is_unknown_there(fault) else otherwise(fault)
    return say(PassingUi.NOT_REACHED, office=office, why=why)


def asked_before(read: ReadAct, state: State, say: Say) -> str:
    """Repeat whose act it is, and ask, before what ends it; nothing where an answer ends nothing."""
    if state not in FINAL:
        return ""
    name = read.name or say(ConsoleUi.NO_NAME)
    return say(ConsoleUi.ASK_FINAL, name=name, reference=spell(read.item.reference), state=say(state))


def answered_words(state: State, say: Say) -> str:
    """Say what was noted, and whether it can be taken back."""
    return say(ConsoleUi.ANSWERED if state in FINAL else ConsoleUi.ANSWERED_OPEN, state=say(state))


def late_words(item: Item, day: date, say: Say, write: Callable[[date], str]) -> str:
    """Say that an appointment comes after the last useful day; nothing where it does not."""
    return say(ConsoleUi.LATE, until=write(item.until)) if item.until and day > item.until else ""


def fetched_words(told: Talked, say: Say) -> str:
    """Say what came of a talk with the hub, and that it keeps no more where it does not."""
    said = say(ConsoleUi.FETCHED, came=told.came, refused=told.refused)
    return " ".join([said, *([say(OfficeCli.HUB_FULL)] if told.full else []), *told.partners])


def unmarked(line: str) -> str:
    """Give a line of an act without what marks it for the eye."""
    text = line.strip()
    for mark in MARKS:
        text = text.removeprefix(mark)
    return text
