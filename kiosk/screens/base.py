"""What every screen of the kiosk has: its frame, words in the person's language, a guard for small windows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import Enum
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.events import ScreenResume
from textual.geometry import Size
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from kiosk.glass.painter import Painter
from kiosk.glass.widgets.bars import KeyBar, StatusLine, TopBar, fits, frame, is_large
from kiosk.glass.widgets.line import point_out
from kiosk.glass.widgets.tell import tell
from kiosk.screens.actions import Keys
from kiosk.screens.hosted import host_of
from kiosk.words.ui import Ui

if TYPE_CHECKING:
    from kiosk.core.aloud import Aloud
    from kiosk.core.place import Place
    from kiosk.screens.host import Host


class KioskScreen(Screen[None]):
    """A screen with the kiosk's frame. A subclass gives `title_words`, `keys` and `body`."""

    AUTO_FOCUS = None
    keys: Sequence[Keys] = ()
    """The keys of the bar at the bottom, the most useful first: as many as one row of 80 columns holds."""
    more: Sequence[Keys] = ()
    """Those that the help alone names."""
    takes_lines = False
    """Whether what is typed on the way here is meant for it: see `kiosk.glass.gate`."""
    has_languages = True
    """Whether it can be shown in another language while it stands: not where what was typed would go."""

    def __init__(self) -> None:
        super().__init__()
        self._compositor = Painter()
        self._was_shown = False

    @property
    def is_call(self) -> bool:
        """Whether somebody is on the telephone with it."""
        return False

    def on_screen_resume(self, event: ScreenResume) -> None:
        """Word the frame anew: the language or the queue may have changed. No key counts before it is seen."""
        # The sheets were applied to each part as it was made: for the first picture once is enough.
        event.refresh_styles = event.refresh_styles and self._was_shown
        self._was_shown = True
        self.kiosk.turn_over()
        self.reword()
        self.kiosk.repaint()  # all of it: what others wrote on the terminal goes

    @property
    def kiosk(self) -> Host:
        """The app, as far as a screen needs it."""
        return host_of(self)

    def say(self, code: Enum, **values: object) -> str:
        """Word a code in the language of the moment."""
        return self.kiosk.words.say(code, **values)

    def compose(self) -> ComposeResult:
        """Lay out the frame and the body."""
        yield from frame(self.body())

    def body(self) -> Iterable[Widget]:
        """Give what the screen is about."""
        return ()

    @property
    def is_laid_out(self) -> bool:
        """Whether the frame stands: while a screen is laid out anew, keys come in all the same."""
        return self.query_one_optional(KeyBar) is not None and self.query_one_optional("#problem") is not None

    @property
    def place(self) -> Place | None:
        """Where in a visit this stands; None where that is for the screen below to say."""
        return None

    def title_words(self) -> str:
        """Give the title."""
        return ""

    def more_below(self, count: int) -> str:
        """Say that so many answers stand below what can be seen."""
        return self.say(Ui.HOME_MORE, n=count)

    def hint_words(self) -> str:
        """Give the line that says what can be done."""
        return ""

    def page_words(self) -> list[str]:
        """Give the French texts of the page, for the words that it uses."""
        return []

    def page_aloud(self) -> Sequence[Aloud]:
        """Give what may be said aloud of the page: guidance, and nothing that was typed."""
        return ()

    def on_screen_suspend(self) -> None:
        """Be silent: something else is shown."""
        self.kiosk.aloud.hush()

    def on_mount(self) -> None:
        """Word the frame."""
        self.reword()

    def reword(self) -> None:
        """Show the frame in the language of the moment."""
        if not self.is_laid_out:
            return
        width = self.app.size.width
        left, right = self.kiosk.frame.top()
        below = (each.place for each in reversed(self.app.screen_stack) if isinstance(each, KioskScreen))
        if (top := self.query_one_optional(TopBar)) is not None:
            top.say(left, " – ".join(filter(None, (self._place_words(next(filter(None, below), None)), right))), width)
        if (keys := self.query_one_optional(KeyBar)) is not None:
            keys.say(self.kiosk.words.keys(self.keys), width)
        self.state()
        tell(self, "#title", self.title_words())
        tell(self, "#hint", self.hint_words())

    def _place_words(self, place: Place | None) -> str:
        if place is None:
            return ""
        return self.say(Ui.STEP_LAST if place.is_last else Ui.STEP_OF, at=place.at, of=place.of)

    def restate(self) -> None:
        """Word the status line anew: something changed behind the screen."""
        if self.has_frame:
            self.state()

    def heard_of_key(self) -> None:
        """Something was done with a USB key: the status line says so, and some screens say more."""

    def state(self) -> None:
        """Word the status line."""
        if (line := self.query_one_optional(StatusLine)) is not None:
            line.say(self.kiosk.frame.status())
            # Where letters are large, only what must be heard of now takes a row from what is read.
            line.display = self.kiosk.frame.is_urgent or not is_large(self)

    def point(self) -> None:
        """Put the focus where something is asked."""
        for asks in self.query("Choices, OptionList, Input"):
            asks.focus()
            return

    def anew(self) -> None:
        """Lay everything out anew: in another language, or because something changed."""
        self.kiosk.turn_over(self)
        self.refresh(recompose=True)
        self.call_after_refresh(self.on_mount)

    async def relanguage(self) -> None:
        """Show everything in the language of the moment."""
        if self.has_languages:
            self.anew()

    async def action_beside(self) -> None:
        """Show what she hears in the staff's language, or in hers again."""
        if self.kiosk.words.two:
            self.kiosk.words.beside = not self.kiosk.words.beside
            await self.relanguage()

    @property
    def has_frame(self) -> bool:
        """Whether the frame stands: while a screen is laid out anew, what comes from a thread finds none."""
        return self.is_mounted and self.query_one_optional(KeyBar) is not None

    def problem(self, text: str = "") -> None:
        """Show what is wrong and what to do; nothing clears it."""
        line = self.query_one_optional("#problem", Static) if self.is_laid_out else None
        point_out(self, text, again=line is not None and line.content == text)
        if line is not None and line.content != text:  # an update lays the whole screen out anew
            line.update(text)
            self.kiosk.repaint()  # what went wrong may have been told by the system's core, too

    def on_resize(self) -> None:
        """Cover what would be cut, and uncover it when there is room again."""
        if fits(self, self._too_small) and self.is_mounted:
            self.reword()

    def _too_small(self, size: Size) -> str:
        return self.say(Ui.TOO_SMALL, width=size.width, height=size.height)
