"""How the kiosk speaks: codes, guidance and the frame's lines, in the language of the moment."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from datetime import date, datetime
from enum import Enum
from typing import TYPE_CHECKING

from kiosk.core.consent import Choice, Understanding
from kiosk.core.errors import KioskError
from kiosk.core.procedure import said
from kiosk.core.title import number
from kiosk.screens.actions import Keys
from kiosk.words.catalogues import Catalogues
from kiosk.words.road import RoadUi
from kiosk.words.ui import Ui

if TYPE_CHECKING:
    from kiosk.core.blocks import Receipt
    from kiosk.core.paper import PrintReport
    from kiosk.core.procedure import Label, Says
    from kiosk.core.when import When
    from kiosk.flows.unlock import Session, Verifier
    from kiosk.flows.visit import Visit
    from kiosk.screens.courier import Roads

_SHORT: dict[str, Ui] = {
    "not_authorised": Ui.STATUS_ROAD_REFUSED,
    "forged": Ui.STATUS_ROAD_FORGED,
    "settings": Ui.STATUS_ROAD_SETTINGS,
    "defect": Ui.STATUS_ROAD_DEFECT,
}
"""The failures (`kiosk.core.backoff.Failure`) that no waiting mends, on the status line."""

CONSENT_WORDS = (Ui.CONSENT_UNDERSTOOD, Ui.CONSENT_DECIDES, Ui.CONSENT_ALONE, *Understanding, *Choice)
"""What the kiosk itself says around the words of a consent."""

_TELLS = {
    Ui.KEY_LEAVE: Ui.TELLS_LEAVE,
    Ui.KEY_VANISH: Ui.TELLS_VANISH,
    Ui.KEY_SHEET: Ui.TELLS_SHEET,
    Ui.KEY_DISCREET: Ui.TELLS_DISCREET,
    Ui.KEY_HIDE: Ui.TELLS_HIDE,
    Ui.KEY_LOCK: Ui.TELLS_LOCK,
    Ui.KEY_WORDS: Ui.TELLS_WORDS,
    Ui.KEY_LANGUAGE: Ui.TELLS_LANGUAGE,
    Ui.KEY_QUEUE: Ui.TELLS_QUEUE,
    Ui.KEY_ROAD: Ui.TELLS_ROAD,
    Ui.KEY_SEND: Ui.TELLS_SEND,
    Ui.KEY_QR: Ui.TELLS_QR,
    Ui.KEY_FORM: Ui.TELLS_FORM,
    Ui.KEY_DAY: Ui.TELLS_DAY,
    Ui.KEY_PAGE: Ui.TELLS_PAGE,
}
"""What the help says of a key, where its word in the bar is too short to explain it."""


class Speaker:
    """What the app says. The app keeps the language, which changes with every person."""

    road: Roads
    language: str
    discreet: bool = False
    """Whether titles and receipts say nothing: somebody close may be looking on. Ends with the visit."""
    _words: Catalogues
    _verifier: Verifier | None
    _session: Session | None
    _structure: str
    _printer_holds: bool
    """Whether a receipt may still come out of the printer: the worker is told to switch it off."""
    _waiting: int
    _news: int
    """Answers that nobody has told yet."""
    visit: Visit | None
    _urgent: date | None
    """The nearest last day of an act, where it is near."""

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

    def act_words(self, name: str, title: Label) -> str:
        """Name an act; by its number alone where nothing may tell."""
        if not self.discreet:
            return self.guidance(title)
        return self.say(Ui.DISCREET_ACT, number=number(self.session.library.titles(), name)).strip()

    def date(self, day: date) -> str:
        """Write a date in full, in the language of the screens."""
        return self._words.date(day, self._words.of_screens(self.language))

    def when(self, when: When) -> str:
        """Write a date as far as it is known, in the language of the screens."""
        return self._words.when(when, self._words.of_screens(self.language))

    def spoken(self) -> str:
        """Give the French name of the language that was chosen for the person; empty where none was."""
        return "" if self.language == "fr" else self._words.name_of(self.language)

    def word(self, receipt: Receipt, language: str = "") -> Receipt:
        """Word a receipt, in the language of the moment if no other is given."""
        return self._words.word(receipt, language or self.language)

    def report_words(self, report: PrintReport) -> str:
        """Word what became of a print."""
        return "\n".join(self._words.report(report, self.language))

    def is_reviewed(self, visit: Visit) -> bool:
        """Tell whether a consent may be given in her language: all that was said to her must have been reviewed."""
        return self._words.is_reviewed([*said(visit.steps, visit.answers), *CONSENT_WORDS], visit.language)

    def shown_keys(self, keys: Sequence[Keys]) -> list[tuple[str, str]]:
        """Give the caps and words of the keys that work: training has exercises, and neither a lock nor a road."""
        return [(cap, self.say(words)) for cap, words in self._shown(keys)]

    def _shown(self, keys: Sequence[Keys]) -> list[tuple[str, Ui]]:
        out = (Keys.LOCK, Keys.ROAD, Keys.SEND) if self._verifier is None else (Keys.CASES,)
        return [(self.say(key.value.cap), key.value.words) for key in keys if key not in out]

    def told_keys(self, keys: Sequence[Keys]) -> list[tuple[str, str]]:
        """Give the caps of the keys that work, each with what it does: for the help, which has more room."""
        return [
            (cap, self.say(_TELLS[words]) if words in _TELLS else self.say(words)) for cap, words in self._shown(keys)
        ]

    def top_words(self) -> tuple[str, str]:
        """Give the two ends of the top line."""
        training = self.say(Ui.TRAINING) if self._verifier is None else ""
        if self.discreet:  # the association's name may tell what the person came for
            return self.say(Ui.APP), " – ".join(filter(None, (self.say(Ui.DISCREET_ON), training)))
        structure = self._session.tools.desk.structure if self._session else self._structure
        return " – ".join(part for part in (self.say(Ui.APP), structure) if part), training

    def status_words(self) -> list[str]:
        """Give the parts of the status line."""
        if self._session is None:
            return [self.say(Ui.STATUS_NETWORK)]
        session = self._session
        now = session.clock()
        training = session.tools.training
        news = self.say(Ui.STATUS_NEWS, n=self._news) if self._news else self.say(Ui.STATUS_QUEUE_EMPTY)
        waiting = self.count_words("queue_waiting", self._waiting) if self._waiting else news
        sure = session.clock_is_sure(now)
        return [
            self.say(Ui.STATUS_NETWORK_TRAINING) if training else self.road_words(session),
            waiting,
            self.say(Ui.STATUS_PRINTER_SCREEN if session.paper.on_screen else Ui.STATUS_PRINTER_PAPER),
            self.say(Ui.STATUS_CLOCK_OK, time=f"{now.wall:%H:%M}") if sure else self.say(Ui.STATUS_CLOCK_DOUBT),
        ]

    def road_words(self, session: Session) -> str:
        """Say in a few words how the way to the office stands."""
        report = self.road.report
        if key := self.road.key.status():
            return self.say(key)
        if not self.road.has_hub:
            return self.say(Ui.STATUS_NETWORK)
        if self.road.on_the_road:
            return self.say(Ui.STATUS_ROAD_BUSY)
        at = None if report is None else report.since if report.failure else report.last_success
        if report is None or at is None:
            return self.say(Ui.STATUS_ROAD_NEVER)
        time = f"{at.astimezone(session.clock().wall.tzinfo):%H:%M}"
        code = Ui.STATUS_ROAD_OK if report.failure is None else _SHORT.get(report.failure, Ui.STATUS_ROAD_FAILS)
        return self.say(code, time=time)

    def reason_words(self, reason: str) -> str:
        """Word the reason of a state: one of the office's, or why the hub does not keep an act."""
        from kiosk.core.backoff import Failure
        from kiosk.core.status import Reason
        from kiosk.core.sync import NotKept

        for codes in (Reason, NotKept, Failure):
            if reason in list(codes):
                return self.say(codes(reason))
        return ""

    def road_told(self) -> str:
        """Say how the road stands, why, since when, and when it is tried again."""
        report, say = self.road.report, self.say
        if not self.road.has_hub:
            return say(RoadUi.NONE)
        if self.road.on_the_road:
            return say(RoadUi.BUSY)
        if report is None or (report.failure is None and report.last_success is None):
            return say(RoadUi.NEVER)
        parts = [say(report.failure) if report.failure else say(RoadUi.WORKS)]
        if report.failure and report.since is not None:
            parts.append(say(RoadUi.SINCE, when=self._when(report.since)))
        if report.last_success is not None:
            parts.append(say(RoadUi.LAST, when=self._when(report.last_success)))
        if report.next_try is not None:
            parts.append(say(RoadUi.NEXT, when=self._when(report.next_try)))
        if self.road.nothing_new and report.failure is None:
            parts.append(say(RoadUi.NOTHING_NEW))
        return " ".join(parts)

    def _when(self, at: datetime) -> str:
        local = at.astimezone(self.session.clock().wall.tzinfo)
        return self.say(RoadUi.AT, date=self.date(local.date()), time=f"{local:%H:%M}")

    def start_problem(self) -> str:
        """Give what must be known before the first visit, the gravest first."""
        session = self.session
        now = session.clock()
        if self._printer_holds:
            return self.say(Ui.RECEIPT_SWITCH_OFF)
        if words := self.road.key.home_words():
            return words
        if self.visit is not None and self.visit.knows_her:
            return self.say(Ui.HOME_SAME_PERSON)
        if session.notices:
            return self.say(session.notices[0])
        if not session.clock_is_sure(now):
            return self.say(Ui.CLOCK_DOUBT, date=f"{now.wall:%d/%m/%Y}")
        if self._urgent is not None:
            return self.say(Ui.HOME_URGENT, date=self._urgent)
        if self._news:
            return self.say(Ui.HOME_NEWS, n=self._news)
        if session.library.faults:
            return self.say(Ui.HOME_FAULTS, file=session.library.faults[0].file)
        return self.say(Ui.TRAINING_NOTICE) if session.tools.training else ""
