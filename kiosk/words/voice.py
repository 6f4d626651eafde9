"""How a face speaks: codes, guidance and receipts, in the language of the moment. Both faces have it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING

from kiosk.core.errors import KioskError
from kiosk.core.title import number
from kiosk.words.catalogues import SOURCE_LANGUAGE, Catalogues
from kiosk.words.languages import Language
from kiosk.words.person import PersonUi, is_hers
from kiosk.words.ui import Ui

if TYPE_CHECKING:  # the first screen is painted before the rules and errands are imported
    from kiosk.core.aloud import Aloud, Utterance
    from kiosk.core.blocks import DayAndHour, Receipt, Worded
    from kiosk.core.paper import PrintReport
    from kiosk.core.procedure import Cover, Label, Procedure, Says, Step
    from kiosk.core.when import When
    from kiosk.flows.visit import Visit
    from kiosk.words.steps import Words

LINE = 66
"""Columns that an answer in two languages may take, its number and frame apart."""
ENDLESS = 1000
"""More than two languages need, where a line may go on in the next."""

_ON_THE_WAY = (
    *(PersonUi.COLUMN_FOR, PersonUi.COLUMN_AGAINST, PersonUi.ANSWER_UNKNOWN, PersonUi.CHECKED_LONG_AGO),
    *(each for each in PersonUi if each.name.startswith("WINDOW_")),
)
"""What the kiosk says beside the guidance of an act: names of columns, an answer, until when the act is of use."""


def consent_words() -> tuple[Enum, ...]:
    """Give what the kiosk itself says to her on the way to a consent and with it: the rest is for the staff."""
    from kiosk.core.consent import Choice

    return (*Choice, *_ON_THE_WAY)


def act_words(procedure: Procedure) -> list[Says | Label | Enum]:
    """Give all that a procedure says, whatever is answered, and what the kiosk itself says with every one.

    It is what the sheet of a procedure has (`kiosk.words.reading.Saying.is_in`).
    """
    from kiosk.core.paths import labels_of, says_of
    from kiosk.core.procedure import AskWhom

    own = (what for _, what in (*says_of(procedure), *labels_of(procedure)))
    return [*own, *procedure.named, *consent_words(), PersonUi.ACCORDING_TO, *AskWhom]


class Voice:
    """What a face says with: it knows the catalogues and the language of the moment, and neither keys nor screens.

    Args:
        catalogues: the words.
        staff: the language of the staff, which comes back after every person.
        titles: gives the procedures in the home screen's order.
        training: whether it is a desk to practise with, which has exercises, and neither a lock nor a road.
        room: letters of a line that a title or an answer may take, where nothing else is said.
    """

    def __init__(
        self,
        catalogues: Catalogues,
        staff: str,
        titles: Callable[[], Sequence[Cover]],
        *,
        training: bool,
        room: int = LINE,
    ) -> None:
        self._catalogues, self._staff, self._titles, self._room = catalogues, staff, titles, room
        self.training = training
        self.language = staff
        """The language of the moment: the person's during a visit."""
        self.beside = False
        """Whether what she hears is shown in the staff's language for a moment: who reads it out may not know hers."""
        self.discreet = False
        """Whether titles and receipts say nothing: somebody close may be looking on. Ends with the visit."""

    def forget_person(self) -> None:
        """Speak to the staff again, and openly."""
        self.language, self.discreet, self.beside = self._staff, False, False

    # -- the languages

    def languages(self, visit: Visit | None = None) -> Sequence[Language]:
        """Give those that a person may choose, each with whether it has all its words, and they were reviewed.

        During a visit that is asked of her act.

        Args:
            visit: hers, if somebody is there.
        """
        every = self._catalogues.languages()
        if visit is None or not visit.is_open:
            return every
        return [
            each._replace(
                reviewed=self.is_reviewed(visit, each.code),
                whole=each.whole or self._catalogues.has_words(act_words(visit.procedure), each.code),
            )
            for each in every
        ]

    def marks_told(self, languages: Iterable[Language]) -> list[str]:
        """Say what the marks mean that stand in a list of languages (`Language.listed`)."""
        every = list(languages)
        unreviewed = [each for each in every if not each.reviewed]
        told = {
            Ui.LANGUAGE_UNREVIEWED: any(each.whole for each in unreviewed),
            Ui.LANGUAGE_PART: any(not each.whole for each in unreviewed),
            Ui.LANGUAGE_ON_PAPER: any(not each.screen for each in every),
        }
        return [self.say(mark) for mark, is_there in told.items() if is_there]

    def is_reviewed(self, visit: Visit, language: str = "") -> bool:
        """Tell whether a consent may be given in her language: all that was said to her must have been reviewed.

        Args:
            visit: hers.
            language: another than hers.
        """
        return self._catalogues.is_reviewed(_on_her_way(visit), language or visit.language)

    def drafted(self, visit: Visit, step: Step) -> list[str]:
        """Say that nobody reviewed what a step shows in her language; nothing where somebody did (see `marked`).

        The words of a consent are then French: its title and its answers are what is left of hers. The last look at
        her answers shows the words of all the steps before it.
        """
        from kiosk.core.aloud import step_aloud
        from kiosk.core.consent import Choice
        from kiosk.core.procedure import Kind

        if step.kind is Kind.CONSENT:
            return self.marked((step.title, *Choice))
        steps = visit.steps if step.kind is Kind.CHECK else (step,)
        return self.marked([each.what for one in steps for each in step_aloud(one, visit.answers)])

    def marked(self, what: Iterable[Says | Label | Enum]) -> list[str]:
        """Say in her language and in French that nobody reviewed some of what is shown in it; nothing where it is so.

        Where this terminal cannot draw her words, that is said instead, to the staff.

        Args:
            what: what is shown; what is the staff's counts for nothing.
        """
        if self.on_paper_alone:
            return [self.say_to_staff(Ui.NOT_DRAWN, language=self.spoken())]
        hers = (each for each in what if not isinstance(each, Enum) or is_hers(each))
        if not self._catalogues.is_drafted(hers, self._drawn):
            return []
        from kiosk.core.blocks import Line  # in French nothing is drafted: the first screen waits for no other rule

        return list(dict.fromkeys(self._catalogues.say(Line.DRAFTED, each) for each in (self._drawn, SOURCE_LANGUAGE)))

    def spoken(self) -> str:
        """Give the French name of the language that was chosen for the person; empty where none was."""
        return "" if self.language == "fr" else self._catalogues.name_of(self.language)

    @property
    def on_paper_alone(self) -> bool:
        """Whether her words are for paper: this terminal cannot draw them."""
        return self._catalogues.drawn(self.language) != self.language

    @property
    def draws_hers(self) -> bool:
        """Whether what is said to her stands here in her language just now."""
        return not self.beside and not self.on_paper_alone

    @property
    def two(self) -> bool:
        """Whether this terminal shows her words in another language than the staff's."""
        return self._catalogues.drawn(self.language) != self._staff

    @property
    def _drawn(self) -> str:
        return self._staff if self.beside else self._catalogues.drawn(self.language)

    # -- what is said

    def say(self, code: Enum, **values: object) -> str:
        """Word a code in the language of whom it is for: the person's of the moment, or the staff's."""
        return self._catalogues.say(code, self._drawn if is_hers(code) else self._staff, **values)

    def say_to_staff(self, code: Enum, **values: object) -> str:
        """Word a code for the staff, whoever sits at the desk."""
        return self._catalogues.say(code, self._staff, **values)

    def for_steps(self) -> Words:
        """Give what words the steps of a visit."""
        from kiosk.words.steps import Words

        return Words(self.say, self.guidance, self.when, self.spoken(), self._staffs, self.both)

    def count(self, key: str, number: int) -> str:
        """Word a sentence that counts."""
        return self._catalogues.count(key, number, self._staff)

    def error(self, error: KioskError) -> str:
        """Word an error and its remedy."""
        return self._catalogues.error(error, self._staff)

    def guidance(self, what: Says | Label) -> str:
        """Word guidance."""
        return self._catalogues.guidance(what, self._drawn)

    def both(self, what: Says | Label | Enum, room: int = 0) -> str:
        """Word a title or an answer in her language, with the staff's words behind it where one line holds both.

        Args:
            what: what is worded.
            room: the letters that the line holds, where that is not what it holds elsewhere.
        """
        room = room or self._room
        if isinstance(what, Enum):
            hers, staffs = self.say(what), self.say_to_staff(what)
        else:
            hers, staffs = self.guidance(what), self._staffs(what)
        return f"{hers} – {staffs}" if hers != staffs and len(hers) + len(staffs) <= room else hers

    def _staffs(self, what: Says | Label) -> str:
        return self._catalogues.guidance(what, self._staff)

    def each_in_both(self, what: Iterable[Says | Label]) -> list[str]:
        """Word statements in her language, and all of them once more in the staff's where that is another."""
        every = list(what)
        return list(dict.fromkeys([*map(self.guidance, every), *map(self._staffs, every)]))

    def thanks(self) -> str:
        """Thank her as she leaves, in both languages."""
        return "\n".join([self.both(PersonUi.THANKS, ENDLESS), *self.marked([PersonUi.THANKS])])

    def act(self, name: str, title: Label, room: int = 0) -> str:
        """Name an act, in both languages where one line holds them; by its number alone where nothing may tell.

        Args:
            name: its id.
            title: its title.
            room: the letters that the line holds, where that is not what it holds elsewhere.
        """
        if not self.discreet:
            return self.both(title, room)
        return self.say(Ui.DISCREET_ACT, number=number(self._titles(), name)).strip()

    def aloud(self, page: Sequence[Utterance], language: str) -> Sequence[Aloud]:
        """Word a page for the ear, in the language in which it is to be heard, whatever this terminal can draw."""
        from kiosk.words.aloud import told_by_machine, words_aloud

        return told_by_machine(words_aloud(page, language, self._catalogues), language, self._catalogues)

    def date(self, day: date) -> str:
        """Write a date in full, in the language of the screens."""
        return self._catalogues.date(day, self._catalogues.of_screens(self.language))

    def day_and_hour(self, at: DayAndHour) -> str:
        """Write when she is received, in the language of the screens."""
        return self._catalogues.date(at, self._catalogues.of_screens(self.language))

    def when(self, when: When) -> str:
        """Write a date as far as it is known, in the language of the screens."""
        return self._catalogues.when(when, self._catalogues.of_screens(self.language))

    def receipt(self, receipt: Receipt, language: str = "") -> Receipt:
        """Word a receipt for paper in a language, or for this screen: in hers if it can be drawn, else in French.

        Args:
            receipt: what is to be worded.
            language: of the paper; empty for the screen, where `marked` says what it is not in.
        """
        return self._catalogues.word(receipt, language or self._catalogues.drawn(self.language))

    def to_write(self, what: Worded) -> str:
        """Say in its own language what is left to be written by hand: for whoever reads no line across."""
        from kiosk.core.blocks import Line

        return self._catalogues.say(Line.TO_WRITE, what.language, what=what.text)

    def print_report(self, report: PrintReport) -> str:
        """Word what became of a print."""
        return "\n".join(self._catalogues.report(report, self._staff))

    def reason(self, reason: str) -> str:
        """Word the reason of a state: one of the office's, or why the hub does not keep an act."""
        from kiosk.core.backoff import Failure
        from kiosk.core.status import Reason
        from kiosk.core.word import NotKept

        for codes in (Reason, NotKept, Failure):
            if reason in list(codes):
                return self.both(codes(reason), ENDLESS)
        return ""


def _on_her_way(visit: Visit) -> list[Says | Label | Enum]:
    """Give all that is said to her until she decides."""
    from kiosk.core.procedure import said

    return [*said(visit.steps, visit.answers), *consent_words()]
