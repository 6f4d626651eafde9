"""What is said of an act that is on its way: where it stands, what can be done about it, the slip of the day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from enum import Enum

from kiosk.core.blocks import Block, DayAndHour, Line, Para, Receipt, Rule, Title, Worded
from kiosk.core.day import day
from kiosk.core.meeting import Meeting, known_place
from kiosk.core.outbox import FINAL, Entry
from kiosk.core.reference import Ticket, spell
from kiosk.core.status import Right, Status, next_of, things
from kiosk.core.word import OfficeWord, Told, Word
from kiosk.words.ui import Ui
from kiosk.words.voice import ENDLESS, Voice


def act_rows(entry: Entry, status: Status, voice: Voice, places: Sequence[str] = ()) -> list[tuple[Ui, str]]:
    """Give what is known of an act of this desk, each with its name. `places`: where the office receives people."""
    rows = [
        (Ui.STATUS_REFERENCE, spell(entry.reference)),
        (Ui.STATUS_STATE, voice.both(status.state, ENDLESS)),
        (Ui.STATUS_SINCE, voice.date(status.as_of.date())),
        *(meeting_rows(status.meeting, places, voice) if status.meeting else []),
        (Ui.STATUS_WHY, voice.reason(status.why)),
        (Ui.STATUS_NEXT, "" if status.is_expected else voice.both(status.next, ENDLESS)),
        (Ui.STATUS_DEADLINE, voice.date(status.deadline) if status.deadline else ""),
        (Ui.STATUS_NEWS_BY, "" if entry.is_final or status.is_expected else voice.date(status.news_by)),
    ]
    return [(name, value) for name, value in rows if value]


def meeting_rows(meeting: Meeting, places: Sequence[str], voice: Voice) -> list[tuple[Ui, str]]:
    """Give an appointment, each of its parts with its name."""
    rows = [(Ui.STATUS_MEETING, voice.day_and_hour(DayAndHour(meeting.day, meeting.minute, meeting.zone)))]
    if meeting.cancelled:
        return [*rows, (Ui.STATUS_WHY, voice.both(Line.CANCELLED, ENDLESS))]
    unknown = voice.say(Line.PLACE, number=meeting.place)
    rows.append((Ui.STATUS_PLACE, known_place(meeting, places) or unknown))
    return [*rows, *((Ui.STATUS_BRING, voice.both(each, ENDLESS)) for each in things(meeting))]


def marks_of(status: Status, voice: Voice) -> list[str]:
    """Say that nobody reviewed some of the words of it that are hers; nothing where somebody did."""
    from kiosk.core.status import Reason

    reason = [Reason(status.why)] if status.why in list(Reason) else []
    return voice.marked([status.state, status.next, *reason, *(_met_words(status.meeting) if status.meeting else [])])


def _met_words(meeting: Meeting) -> list[Enum]:
    return [Line.CANCELLED] if meeting.cancelled else [Line.PLACE, *things(meeting)]


def notes_of(status: Status, ticket: Ticket) -> list[Ui]:
    """Say what else must be known of it."""
    with_key = ticket.key is not None and status.right is not Right.NOTHING
    return [code for code, is_so in ((Ui.STATUS_LATE, status.late), (Ui.STATUS_WITH_KEY, with_key)) if is_so]


def rights_of(entry: Entry, status: Status, *, key_fits: bool) -> list[tuple[str, Ui]]:
    """Give what can be done about an act of this desk."""
    rows: list[tuple[str, Ui]] = []
    if status.right is not Right.NOTHING:
        if key_fits:
            now = status.right is Right.WITHDRAW_NOW
            rows.append(("key", Ui.STATUS_WITHDRAW_KEY if now else Ui.STATUS_WITHDRAW_ASK))
        elif entry.withdrawal is None:
            rows.append(("oral", Ui.STATUS_WITHDRAW_ORAL))
    slip = [("slip", Ui.STATUS_SLIP)] if status.is_expected else []
    return [*rows, *slip, ("copy", Ui.STATUS_COPY), ("back", Ui.STATUS_BACK)]


class Elsewhere:
    """An act of another desk: what the hub says of it, and what of that the office proves.

    Args:
        ticket: the whole receipt, with its key.
        told: what the hub said, which may be nothing.
        why: why nothing is known, in words; empty where something is.
        places: where the office receives people.
    """

    def __init__(self, ticket: Ticket, told: Told, why: str = "", places: Sequence[str] = ()) -> None:
        self._ticket, self._told, self._why, self._places = ticket, told, why, places
        self.kept: bool | None = None
        """Whether this desk keeps the withdrawal; None while she has not taken it back here."""

    @property
    def word(self) -> Word | None:
        """The newest word."""
        return max(self._told.words, key=lambda word: word.sequence, default=None)

    @property
    def act(self) -> bytes | None:
        """The act's id, as the hub names it."""
        return None if self.word is None else self.word.act

    @property
    def _is_proved(self) -> bool:
        return self.word is not None and self.word.act in self._told.proved

    @property
    def meeting(self) -> Meeting | None:
        """The appointment, where the office proves that it is of this receipt's act: else it is no paper's to say."""
        return self.word.meeting if self._is_proved and isinstance(self.word, OfficeWord) else None

    @property
    def may_withdraw(self) -> bool:
        """Whether she can take it back here: whatever a hub says, until it is kept or the office ended the act."""
        over = self._is_proved and self.word is not None and self.word.state in FINAL
        return self.kept is None and not over

    def rows(self, voice: Voice) -> Iterator[tuple[Ui, str]]:
        """Give what is known, each with its name; an empty value is not known."""
        word = self.word
        yield Ui.STATUS_REFERENCE, spell(self._ticket.reference)
        if word is None:
            return
        yield (Ui.STATUS_STATE if self._is_proved else Ui.ELSEWHERE_HUB_SAYS), voice.both(word.state, ENDLESS)
        if isinstance(word, OfficeWord):  # the hub's time proves nothing
            yield Ui.STATUS_SINCE, voice.date(word.at.date())
            met = self.meeting
            yield from meeting_rows(met, self._places, voice) if met else ()
            yield Ui.STATUS_WHY, "" if met and not met.cancelled else voice.reason(word.reason)
        if self._is_proved:
            yield Ui.STATUS_NEXT, voice.both(next_of(word.state), ENDLESS)

    def notes(self, voice: Voice) -> list[str]:
        """Say what else must be known."""
        notes = [self._why] if self._why else []
        if self.word is not None:
            notes += voice.marked([self.word.state, next_of(self.word.state)])
        if self.word is not None and not self._is_proved:
            notes.append(voice.say(Ui.ELSEWHERE_NOT_PROVED))
        if self.kept is not None:
            notes.append(voice.say(Ui.ELSEWHERE_KEPT if self.kept else Ui.ELSEWHERE_NOT_KEPT))
        elif self.word is not None and self.word.act in self._told.kept:
            notes.append(voice.say(Ui.ELSEWHERE_STOP_ASKED))
        return notes


def day_slip(entries: Sequence[Entry], today: date, voice: Voice, *, training: bool) -> Receipt:
    """Give the slip of the day: references, and nothing of what they are."""
    language = voice.language

    def words(code: Ui, **values: object) -> tuple[Worded]:
        return (Worded(voice.say(code, **values), language),)

    sorted_ = day(entries, today)
    blocks: list[Block] = [Title(words(Ui.TRAINING))] if training else []
    blocks += [Title(words(Ui.DAY_TITLE)), Para((Worded(voice.date(today), language),))]
    for code, references in (
        (Ui.DAY_LOOK, sorted_.look),
        (Ui.DAY_WAITING, sorted_.waiting),
        (Ui.DAY_TAKEN, sorted_.taken),
    ):
        blocks += [Rule(), Para(words(code, number=len(references)))]
        blocks += [Para((Worded(spell(each), language, fixed=True),)) for each in references]
    return Receipt(tuple(blocks))
