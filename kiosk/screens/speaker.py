"""How the kiosk speaks: codes, guidance and the frame's lines, in the language of the moment."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING

from kiosk.core.errors import KioskError
from kiosk.i18n import Catalogues
from kiosk.screens.actions import Keys
from kiosk.wording import Ui

if TYPE_CHECKING:
    from kiosk.core.procedure import Label, Says
    from kiosk.core.receipt import Receipt
    from kiosk.flows.unlock import Session, Verifier


class Speaker:
    """What the app says. The app keeps the language, which changes with every person."""

    language: str
    _words: Catalogues
    _verifier: Verifier | None
    _session: Session | None
    _structure: str
    _waiting: int

    @property
    @abstractmethod
    def session(self) -> Session:
        """The open desk."""

    def say(self, code: Enum, **values: object) -> str:
        """Word a code in the language of the moment."""
        return self._words.say(code, self.language, **values)

    def count_words(self, key: str, number: int) -> str:
        """Word a sentence that counts."""
        return self._words.count(key, number, self.language)

    def error_words(self, error: KioskError) -> str:
        """Word an error and its remedy."""
        return self._words.error(error, self.language)

    def guidance(self, what: Says | Label) -> str:
        """Word guidance."""
        return self._words.guidance(what, self.language)

    def date(self, day: date) -> str:
        """Write a date in full."""
        return self._words.date(day, self.language)

    def word(self, receipt: Receipt) -> Receipt:
        """Word a receipt."""
        return self._words.word(receipt, self.language)

    def is_reviewed(self, language: str) -> bool:
        """Tell whether a consent may be given in this language's words."""
        return any(each.code == language and each.reviewed for each in self._words.languages())

    def shown_keys(self, keys: Sequence[Keys]) -> list[tuple[str, str]]:
        """Give the caps and words of the keys that work; exercises are for training, which has nothing to lock with."""
        out = Keys.LOCK if self._verifier is None else Keys.CASES
        works = [key for key in keys if key is not out]
        return [(self.say(key.value.cap), self.say(key.value.words)) for key in works]

    def top_words(self) -> tuple[str, str]:
        """Give the two ends of the top line."""
        training = self.say(Ui.TRAINING) if self._verifier is None else ""
        structure = self._session.tools.desk.structure if self._session else self._structure
        return " – ".join(part for part in (self.say(Ui.APP), structure) if part), training

    def status_words(self) -> list[str]:
        """Give the parts of the status line."""
        if self._session is None:
            return [self.say(Ui.STATUS_NETWORK)]
        session = self._session
        now = session.clock()
        training = session.tools.training
        waiting = self.count_words("queue_waiting", self._waiting) if self._waiting else self.say(Ui.STATUS_QUEUE_EMPTY)
        sure = session.clock_is_sure(now)
        return [
            self.say(Ui.STATUS_NETWORK_TRAINING if training else Ui.STATUS_NETWORK),
            waiting,
            self.say(Ui.STATUS_PRINTER_SCREEN if session.paper.on_screen else Ui.STATUS_PRINTER_PAPER),
            self.say(Ui.STATUS_CLOCK_OK, time=f"{now.wall:%H:%M}") if sure else self.say(Ui.STATUS_CLOCK_DOUBT),
        ]

    def start_problem(self) -> str:
        """Give what must be known before the first visit, the gravest first."""
        session = self.session
        now = session.clock()
        if session.notices:
            return self.say(session.notices[0])
        if not session.clock_is_sure(now):
            return self.say(Ui.CLOCK_DOUBT, date=f"{now.wall:%d/%m/%Y}")
        if session.library.faults:
            return self.say(Ui.HOME_FAULTS, file=session.library.faults[0].file)
        return self.say(Ui.TRAINING_NOTICE) if session.tools.training else ""
