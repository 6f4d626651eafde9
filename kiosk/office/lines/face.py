"""The office, line by line: it opens it with one passphrase, says its acts, and covers them when nobody is there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from typing import TypeVar

from kiosk.core.errors import KioskError, TooSoon, WrongPassphrase
from kiosk.core.foreseen import foreseen
from kiosk.core.idle import OFFICE_IDLE
from kiosk.core.reference import spell
from kiosk.office.bureau import Bureau, ReadAct
from kiosk.office.lines.acts import ListLines, Quit
from kiosk.office.lines.orders import VOCABULARY
from kiosk.office.lines.shutter import OfficeShutter
from kiosk.office.telling import held_words
from kiosk.plain.orders import Order
from kiosk.plain.question import Question, Teleprinter
from kiosk.plain.shutter import Afresh
from kiosk.plain.talk import Talk
from kiosk.plain.teletype import Gone
from kiosk.words.catalogues import Catalogues
from kiosk.words.console import ConsoleUi, LinesUi
from kiosk.words.linear import LinearUi
from kiosk.words.voice import Voice

T = TypeVar("T")


class OfficeLines:
    """The office's face of plain lines.

    Args:
        line: the terminal.
        opener: opens the office with a passphrase.
        words: the catalogues.
        language: of the people at the office.
        clock: reads a clock that nobody sets: seconds.
        keyboard: the layout in use, where it is known.
        idle: seconds without a key after which it covers by itself: in the list, and in an act.
    """

    def __init__(
        self,
        line: Teleprinter,
        opener: Callable[[str], Bureau],
        words: Catalogues,
        language: str,
        clock: Callable[[], float],
        *,
        keyboard: str = "",
        idle: tuple[int, int] = OFFICE_IDLE,
        bell: bool = True,
    ) -> None:
        self._opener = opener
        # The ledger is not thread-safe, and a disk may be slow: one thread does all of the office's work.
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="office")
        self._bureau: Bureau | None = None
        self.at: ReadAct | None = None
        self.left = False
        self.refused: KioskError | None = None
        """Why the office could not be opened at all."""
        self.talk = Talk(line, Voice(words, language, tuple, training=False), VOCABULARY)
        self.talk.about = self._about
        self.talk.where = self._where
        self.shutter = OfficeShutter(self, clock, idle, bell=bell, keyboard=keyboard)
        self._list = ListLines(self)

    # -- what its parts ask

    @property
    def bureau(self) -> Bureau:
        """The open office: called by `work` alone."""
        if self._bureau is None:
            raise WrongPassphrase
        return self._bureau

    def work(self, job: Callable[[], T]) -> T:
        """Do something in the office's thread. Raises KioskError."""
        return self._thread.submit(foreseen(job)).result()

    def ask_one(self, asks: str, answers: list[tuple[str, str]]) -> str:
        """Ask for one of these; nothing without an answer."""
        *lines, short = asks.split("\n")
        said = self.talk.ask(lambda: Question(lines, answers, short, at=short, orders=(Order.BACK,)))
        return said if isinstance(said, str) else ""

    def ask_line(self, asks: str, draft: str = "") -> str:
        """Ask for a line; a bare Enter gives the draft, which is said; nothing without one."""
        kept = self.talk.voice.say(LinesUi.DRAFT, text=draft) if draft else ""
        said = self.talk.ask(
            lambda: Question(
                (), (), asks, at=asks, prompt=LinearUi.PROMPT_TEXT, free=True, kept=kept, orders=(Order.BACK,)
            )
        )
        return said.strip() or draft if isinstance(said, str) else ""

    # -- from the start to the end

    def run(self) -> None:
        """Open the office and serve until somebody closes it, or the terminal is gone."""
        try:
            self.talk.say(LinearUi.BEGINS)
            if self.shutter.until_right(
                self._opened, ConsoleUi.UNLOCK, said=ConsoleUi.OPENING, back=LinesUi.NOT_OPENED
            ):
                self._serve()
        except (Gone, Quit):
            pass
        finally:
            self._close()

    def _opened(self, passphrase: str) -> bool:
        try:
            self._bureau = self.work(partial(self._opener, passphrase))
        except (WrongPassphrase, TooSoon):
            raise
        except KioskError as error:  # no passphrase mends it
            self.refused = error
            return False
        self.talk.shutter = self.shutter
        self.shutter.keep_watch()
        return True

    def _serve(self) -> None:
        said: Sequence[str] = ()
        while True:
            try:
                self._list.go(*said)
            except Afresh as afresh:
                self.at, said = None, afresh.said

    def _close(self) -> None:
        bureau, self._bureau, self.at = self._bureau, None, None
        if bureau is not None:
            with suppress(KioskError):
                self.work(bureau.close)
        self._thread.shutdown(wait=False)

    # -- where and what

    def _about(self) -> list[str]:
        return [self.talk.voice.say(LinesUi.ABOUT)]

    def _where(self, place: str) -> list[str]:
        bureau = self._bureau
        if self.at is None or bureau is None:
            return self._list.where(place)
        say, item = self.talk.voice.say, self.at.item
        title = say(ConsoleUi.ACT, reference=spell(item.reference), procedure=item.procedure)
        return [title, *held_words(item, bureau.who, bureau.now(), say), place]
