"""How a face speaks: codes, guidance and receipts, in the language of the moment. Both faces have it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING

from kiosk.core.errors import KioskError
from kiosk.core.title import number
from kiosk.words.catalogues import SOURCE_LANGUAGE, Catalogues
from kiosk.words.languages import Language
from kiosk.words.person import is_hers
from kiosk.words.ui import Ui

if TYPE_CHECKING:  # the first screen is painted before the rules and errands are imported
    from kiosk.core.aloud import Aloud, Utterance
    from kiosk.core.blocks import Receipt
    from kiosk.core.paper import PrintReport
    from kiosk.core.procedure import Answers, Cover, Label, Says, Step
    from kiosk.core.when import When
    from kiosk.flows.visit import Visit
    from kiosk.words.steps import Words

_LINE = 66
"""Columns that an answer in two languages may take, its number and frame apart."""


def consent_words() -> tuple[Enum, ...]:
    """Give what the kiosk itself says to her with the words of a consent: the rest is for the staff."""
    from kiosk.core.consent import Choice

    return tuple(Choice)


class Voice:
    """What a face says with: it knows the catalogues and the language of the moment, and neither keys nor screens.

    Args:
        catalogues: the words.
        staff: the language of the staff, which comes back after every person.
        titles: gives the procedures in the home screen's order.
        training: whether it is a desk to practise with, which has exercises, and neither a lock nor a road.
    """

    def __init__(
        self, catalogues: Catalogues, staff: str, titles: Callable[[], Sequence[Cover]], *, training: bool
    ) -> None:
        self._catalogues, self._staff, self._titles = catalogues, staff, titles
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

    def languages(self) -> Sequence[Language]:
        """Give those that a person may choose."""
        return self._catalogues.languages()

    def is_reviewed(self, visit: Visit) -> bool:
        """Tell whether a consent may be given in her language: all that was said to her must have been reviewed."""
        from kiosk.core.procedure import said

        return self._catalogues.is_reviewed([*said(visit.steps, visit.answers), *consent_words()], visit.language)

    def drafted(self, step: Step, answers: Answers) -> list[str]:
        """Say in her language and in French that nobody reviewed what a step shows in it; nothing where it is so.

        A consent says it in its own way: it is then given in French. Where this terminal cannot draw her words, that
        is said instead, to the staff.
        """
        from kiosk.core.blocks import Line
        from kiosk.core.procedure import Kind, said

        if self.on_paper_alone:
            return [self.say_to_staff(Ui.NOT_DRAWN)]
        if step.kind is Kind.CONSENT or not self._catalogues.is_drafted(said([step], answers), self._drawn):
            return []
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

    def both(self, what: Label) -> str:
        """Word a title or an answer in her language, with the staff's words behind it where one line holds both."""
        hers, staffs = self.guidance(what), self._staffs(what)
        return f"{hers} – {staffs}" if hers != staffs and len(hers) + len(staffs) <= _LINE else hers

    def _staffs(self, what: Label) -> str:
        return self._catalogues.guidance(what, self._staff)

    def act(self, name: str, title: Label) -> str:
        """Name an act; by its number alone where nothing may tell."""
        if not self.discreet:
            return self.guidance(title)
        return self.say(Ui.DISCREET_ACT, number=number(self._titles(), name)).strip()

    def aloud(self, page: Sequence[Utterance], language: str) -> Sequence[Aloud]:
        """Word a page for the ear, in the language in which it is to be heard, whatever this terminal can draw."""
        from kiosk.words.aloud import words_aloud

        return words_aloud(page, language, self._catalogues)

    def date(self, day: date) -> str:
        """Write a date in full, in the language of the screens."""
        return self._catalogues.date(day, self._catalogues.of_screens(self.language))

    def when(self, when: When) -> str:
        """Write a date as far as it is known, in the language of the screens."""
        return self._catalogues.when(when, self._catalogues.of_screens(self.language))

    def receipt(self, receipt: Receipt, language: str = "") -> Receipt:
        """Word a receipt, in the language of the moment if no other is given."""
        return self._catalogues.word(receipt, language or self.language)

    def print_report(self, report: PrintReport) -> str:
        """Word what became of a print."""
        return "\n".join(self._catalogues.report(report, self._staff))

    def reason(self, reason: str) -> str:
        """Word the reason of a state: one of the office's, or why the hub does not keep an act."""
        from kiosk.core.backoff import Failure
        from kiosk.core.status import Reason
        from kiosk.core.sync import NotKept

        for codes in (Reason, NotKept, Failure):
            if reason in list(codes):
                return self.say(codes(reason))
        return ""
