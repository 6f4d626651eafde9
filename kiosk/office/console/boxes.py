"""Small questions of the console: one of some answers, a line, the passphrase, and what covers everything."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.widget import Widget
from textual.widgets import Input, Static

from kiosk.core.errors import KioskError, WrongPassphrase
from kiosk.core.throttle import until_next
from kiosk.glass.over import Box, Curtain
from kiosk.glass.widgets.line import TypedLine
from kiosk.glass.widgets.pages import Pages
from kiosk.office.console.caps import Caps, bound
from kiosk.office.console.stand import ConsoleScreen, stand_of
from kiosk.words.console import ConsoleUi
from kiosk.words.ui import Ui


class ConsoleBox(Box):
    """A box in the words of the office. Escape closes it without an answer."""

    AUTO_FOCUS = None
    BINDINGS = [*bound(Caps.BACK)]

    def more(self, below: int) -> str:
        """Say how many answers stand below what can be seen."""
        return stand_of(self).say(Ui.HOME_MORE, n=below)

    def page_words(self, at: int, count: int) -> str:
        """Say which page is shown."""
        return stand_of(self).say(Ui.PAGE_OF, at=at, all=count)

    def unchosen(self) -> str:
        """Say that nothing is chosen yet."""
        return stand_of(self).say(Ui.NOTHING_CHOSEN)


class ConsoleHelp(ConsoleBox):
    """Says which keys there are, in pages where letters are large."""

    BINDINGS = [("enter", "page(1)"), ("pagedown", "page(1)"), ("pageup", "page(-1)")]

    def page_words(self, at: int, count: int) -> str:
        """Say which page is shown, and which key leads to another."""
        return stand_of(self).say(Ui.HELP_PAGE_LAST if at == count else Ui.HELP_PAGE, at=at, all=count)

    def action_page(self, by: int) -> None:
        """Turn pages."""
        for pages in self.query(Pages):
            pages.turn(by)


class AskScreen(ConsoleBox):
    """Asks over the screen: one of some answers, or a line.

    Args:
        title: its heading.
        text: what it says.
        choices: id and words of each answer; none where a line is typed.
        most: the longest line.
        draft: what stands in the line already.
    """

    def __init__(
        self, title: str, text: str, choices: Sequence[tuple[str, str]] = (), most: int = 200, draft: str = ""
    ) -> None:
        super().__init__(title, text, choices)
        self._most, self._draft = most, draft

    def below(self) -> Iterable[Widget]:
        """Give the line to type in."""
        if not self._choices:
            yield TypedLine(self._draft, id="box-line", max_length=self._most, select_on_focus=False)

    def on_mount(self) -> None:
        """Put the cursor in the line; answers have the focus from the box itself."""
        for line in self.query(TypedLine):
            line.focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Close with the line."""
        event.stop()
        self.close(event.value)


class ConsoleCurtain(Curtain):
    """Says nothing of anybody until F8 is pressed again."""

    BINDINGS = [*bound(Caps.BACK)]


class PassphraseScreen(ConsoleScreen):
    """Takes a passphrase, at the beginning and after a lock.

    Args:
        locks: whether it covers what is under way.
    """

    takes_lines = True
    caps = (Caps.QUIT,)

    def __init__(self, *, locks: bool) -> None:
        super().__init__()
        self.locks, self._busy, self._wrong = locks, False, 0

    def title_words(self) -> str:
        """Say why it is asked for."""
        return self.stand.say(ConsoleUi.LOCKED if self.locks else ConsoleUi.UNLOCK)

    def body(self) -> Iterable[Widget]:
        """Give the line to type in."""
        yield Static(self.stand.say(ConsoleUi.ASK), classes="field-label", markup=False)
        yield TypedLine(password=True, id="passphrase", max_length=500)

    def on_mount(self) -> None:
        """Put the cursor there."""
        super().on_mount()
        self.query_one(TypedLine).focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Try the passphrase, and forget it."""
        event.stop()
        typed, event.input.value = event.value, ""
        if typed and not self._busy:
            self._busy = True
            self.problem(self.stand.say(ConsoleUi.OPENING))
            self.stand.run_worker(self._try(typed))

    async def _try(self, typed: str) -> None:
        try:
            await stand_of(self).unlock(typed)
        except KioskError as error:
            self._wrong += isinstance(error, WrongPassphrase)
            self.problem(self.stand.error(error))
            if wait := until_next(error, self._wrong):
                self.set_timer(wait, self._again)
                return
        else:
            self.problem("")
        self._again()

    def _again(self) -> None:
        self._busy = False

    def begin_anew(self) -> None:
        """Empty the line: nobody sees what keys that were pressed by chance left there."""
        self.query_one(TypedLine).value = ""
