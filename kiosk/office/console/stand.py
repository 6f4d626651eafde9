"""What the console's screens see of the app, and what each has: its frame, its deeds, and a guard for small windows."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Sequence
from enum import Enum
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, cast

from textual.app import ComposeResult
from textual.geometry import Size
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from kiosk.core.errors import KioskError
from kiosk.glass.gate import turn_over
from kiosk.glass.widgets.bars import KeyBar, TopBar, fits, frame, is_large
from kiosk.glass.widgets.line import point_out
from kiosk.glass.widgets.tell import tell, tell_or_hide
from kiosk.office.console.caps import Caps
from kiosk.words.console import LinesUi
from kiosk.words.ui import Ui

if TYPE_CHECKING:
    from datetime import date

    from kiosk.core.paper import PrintReport
    from kiosk.office.bureau import Bureau

T = TypeVar("T")


class Stand(Protocol):
    """The app, as far as its screens need it."""

    shortcuts: bool
    """Whether a single sign is a deed."""

    @property
    def bureau(self) -> Bureau:
        """The open office: called by `work` alone."""

    async def work(self, job: Callable[[], T]) -> T:
        """Do something in the office's thread."""

    def say(self, code: Enum, **values: object) -> str:
        """Word a code."""

    def error(self, error: KioskError) -> str:
        """Word an error and its remedy."""

    def report(self, report: PrintReport) -> str:
        """Word what became of a print."""

    def date(self, day: date) -> str:
        """Write a date in full."""

    async def ask_choice(self, title: str, text: str, choices: Sequence[tuple[str, str]]) -> str | None:
        """Ask for one of these; None without an answer."""

    async def ask_line(self, title: str, hint: str = "", *, most: int = 200, draft: str = "") -> str | None:
        """Ask for a line, in which a draft stands; None without one."""

    def run_worker(self, work: Awaitable[Any]) -> object:
        """Do something while keys come in."""

    async def unlock(self, passphrase: str) -> None:
        """Open the office, or uncover it. Raises WrongPassphrase."""

    def repaint(self) -> None:
        """Paint everything anew."""


def stand_of(screen: Screen[Any]) -> Stand:
    """Give the app as its screens see it."""
    return cast("Stand", screen.app)


class ConsoleScreen(Screen[None]):
    """A screen with the console's frame. A subclass gives `title_words`, `caps` and `body`."""

    AUTO_FOCUS = None
    caps: Sequence[Caps] = ()
    takes_lines = False
    """Whether what is typed on the way here is meant for it (`kiosk.glass.gate`)."""

    @property
    def stand(self) -> Stand:
        """The app."""
        return stand_of(self)

    def compose(self) -> ComposeResult:
        """Lay out the frame and the body."""
        yield from frame(self.body())

    def body(self) -> Iterable[Widget]:
        """Give what the screen is about."""
        return ()

    def title_words(self) -> str:
        """Give the title."""
        return ""

    def hint_words(self) -> str:
        """Give the line that says how things stand."""
        return ""

    def top_words(self) -> tuple[str, str]:
        """Give the top line's two ends."""
        return "", ""

    def on_mount(self) -> None:
        """Word the frame."""
        self.reword()

    def on_screen_resume(self) -> None:
        """Word the frame anew; no key counts before it is seen."""
        turn_over(self)
        self.reword()
        self.stand.repaint()

    def on_resize(self) -> None:
        """Word the frame for another size; cover what would be cut."""
        if fits(self, self._too_small) and self.is_mounted:
            self.reword()

    def _too_small(self, size: Size) -> str:
        return self.stand.say(Ui.TOO_SMALL, width=size.width, height=size.height)

    def reword(self) -> None:
        """Word the frame."""
        width = self.app.size.width
        for top in self.query(TopBar):
            top.say(*self.top_words(), width)
        for keys in self.query(KeyBar):
            keys.say([(self._face(each), self.stand.say(each.value.words)) for each in self._useful()], width)
        tell(self, "#title", self.title_words())
        tell_or_hide(self, "#hint", self.hint_words())
        for name in ("#problem", "#status"):
            self._give_room(name)

    def _useful(self) -> list[Caps]:
        """Give the keys for the bar, the most useful first: where few have room, what leads to all others."""
        caps = [each for each in self.caps if self.stand.shortcuts or not each.value.is_sign]
        return sorted(caps, key=lambda each: each.value.is_sign) if is_large(self) else caps

    def _give_room(self, name: str) -> None:
        """Where letters are large, a line that says nothing takes no row from what is read."""
        for line in self.query(name).results(Static):
            line.display = bool(line.content) or not is_large(self)

    def _face(self, cap: Caps) -> str:
        face = cap.value.face
        return face if isinstance(face, str) else self.stand.say(face)

    def problem(self, words: str) -> None:
        """Say what went wrong; nothing if empty."""
        point_out(self, words)
        tell(self, "#problem", words)
        self._give_room("#problem")

    def status(self, words: str) -> None:
        """Say what was done."""
        tell(self, "#status", words)
        self._give_room("#status")

    def action_deeds(self) -> None:
        """Offer all that can be done here by number: no letter need be known, or pressed."""
        self.begin(self._deeds())

    async def _deeds(self) -> None:
        say = self.stand.say
        deeds = [(each.name, say(each.value.tells)) for each in self.caps if each.value.tells is not None]
        chosen = await self.stand.ask_choice(say(LinesUi.ASK_DEED), "", deeds)
        if chosen is not None:
            await self.run_action(Caps[chosen].value.action)

    def begin(self, job: Awaitable[None]) -> None:
        """Do something that may be refused: what went wrong is said here, and nowhere else."""
        self.problem("")
        self.stand.run_worker(self._told(job))

    async def _told(self, job: Awaitable[None]) -> None:
        try:
            await job
        except KioskError as error:
            if self.is_attached:
                self.problem(self.stand.error(error))
