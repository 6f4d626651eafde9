"""The receipt: printed and asked about, or full screen with the reference to copy by hand; then what comes next."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence

from textual import events
from textual.app import ComposeResult
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Static

from kiosk.core.paper import Outcome, Report
from kiosk.core.receipt import Qr, Receipt
from kiosk.flows.visit import Done
from kiosk.screens.actions import Keys, bindings
from kiosk.screens.base import KioskScreen
from kiosk.screens.confirm import ConfirmScreen
from kiosk.screens.survey import finish
from kiosk.screens.themes import CONSOLE
from kiosk.screens.widgets.choices import Choices
from kiosk.screens.widgets.pages import Pages
from kiosk.screens.widgets.scan import Row
from kiosk.wording import Ui

COLUMNS = 72


class ReceiptScreen(KioskScreen):
    """What the person takes home.

    Args:
        done: the act and its receipt, with the key that exists nowhere else.
        copy: a later copy, which has no key and ends where it began.
    """

    keys: Sequence[Keys] = (Keys.GO_ON, Keys.QR, Keys.LANGUAGE, Keys.HELP, Keys.HIDE, Keys.LOCK)
    BINDINGS = [*bindings(Keys.GO_ON, Keys.QR, Keys.BACK, Keys.PAGE_DOWN, Keys.PAGE_UP)]

    def __init__(self, done: Done, *, copy: bool = False) -> None:
        super().__init__()
        self._receipt, self._discreet, self._copy = done.receipt, done.discreet, copy
        self._is_act = done.entry is not None
        if not self._is_act:
            self.keys = (Keys.GO_ON, Keys.LANGUAGE, Keys.HELP, Keys.HIDE, Keys.LOCK)
        if copy:
            self.keys = (Keys.GO_ON, Keys.BACK, Keys.LANGUAGE, Keys.HELP, Keys.HIDE, Keys.LOCK)
        self._report: Report | None = None
        self._shows = False
        self._busy = False
        self._row = Row()

    @property
    def _is_shown(self) -> bool:
        """Whether the screen stands in for paper."""
        return self._shows or self.kiosk.session.paper.on_screen

    def title_words(self) -> str:
        """Name it."""
        return self.say(Ui.RECEIPT_TITLE)

    def hint_words(self) -> str:
        """Say what to do."""
        if not self._is_shown:
            return self.say(Ui.RECEIPT_HINT_HAND) if self._is_act and self._report else self.say(Ui.CHOOSE_HINT)
        return f"{self.say(Ui.RECEIPT_SCREEN)}\n{self.say(Ui.RECEIPT_KEY)}" if self._is_act else ""

    def body(self) -> Iterable[Widget]:
        """Give the receipt in pages, or what can be done with paper."""
        if self._is_shown:
            lines = self.kiosk.session.paper.lines(self._worded(), COLUMNS)
            blocks = "\n".join(lines).split("\n\n")
            yield Pages([block.strip("\n") for block in blocks if block.strip()])
            yield Static("", classes="field-hint", id="page", markup=False)
            return
        yield Static(self._told(), classes="says", markup=False)
        yield Choices([(name, self.say(words)) for name, words in self._ways()])

    def on_mount(self) -> None:
        """Put the focus on what can be done."""
        super().on_mount()
        self._ready()

    def on_screen_resume(self) -> None:
        """Come back from below a lock or a hidden page, where a print may have ended."""
        super().on_screen_resume()
        self._ready()

    def _ready(self) -> None:
        for choices in self.query(Choices):
            choices.focus()
        if self._busy:
            self.problem(self.say(Ui.RECEIPT_PRINTING))

    def _told(self) -> str:
        if self._report is None:
            return self.say(Ui.RECEIPT_WHICH)
        cause = self._report.cause
        return "\n".join([self.say(self._report.outcome), *([self.say(cause)] if cause else [])])

    def _ways(self) -> list[tuple[str, Ui]]:
        ways = [("print", Ui.RECEIPT_NORMAL), ("large", Ui.RECEIPT_LARGE)]
        if self._discreet is not None:
            ways.insert(1, ("discreet", Ui.RECEIPT_DISCREET))
        if self._report is not None and self._report.outcome is not Outcome.NOT_PRINTED:
            ways = [("done", Ui.RECEIPT_IN_HAND), *((name, words) for name, words in ways)]
        return [*ways, ("screen", Ui.RECEIPT_ON_SCREEN)]

    def on_choices_chosen(self, event: Choices.Chosen) -> None:
        """Print, show, or end."""
        event.stop()
        if self._busy:
            return
        if event.id == "done":
            self._end()
        elif event.id == "screen":
            self._shows = True
            self.relanguage()
        else:
            self._busy = True
            self.problem(self.say(Ui.RECEIPT_PRINTING))
            receipt = self._discreet if event.id == "discreet" and self._discreet else self._receipt
            self.run_worker(self._print(self.kiosk.word(receipt), large=event.id == "large"))

    def on_choices_nothing(self) -> None:
        """Say that nothing is chosen yet."""
        self.problem(self.say(Ui.NOTHING_CHOSEN))

    async def _print(self, worded: Receipt, *, large: bool) -> None:
        paper = self.kiosk.session.paper
        # A thread of its own: a printer that waits for paper must not hold up what goes on the disk.
        self._report = await asyncio.to_thread(paper.print, worded, large)
        self._busy = False
        self.relanguage()

    def on_pages_turned(self) -> None:
        """Say which page is shown."""
        pages = self.query_one(Pages)
        words = self.say(Ui.PAGE_OF, at=pages.at + 1, all=pages.count) if pages.count > 1 else ""
        self.query_one("#page", Static).update(words)

    def relanguage(self) -> None:
        """Show everything in another language."""
        self.refresh(recompose=True)
        self.call_after_refresh(self.on_mount)

    def action_page(self, by: int) -> None:
        """Turn a page."""
        for pages in self.query(Pages):
            pages.turn(by)

    def action_back(self) -> None:
        """Leave a copy; an act's receipt is left by saying what became of the paper."""
        if self._copy and not self._busy and self.app.screen is self:
            self.dismiss(None)

    def action_qr(self) -> None:
        """Show the QR alone."""
        code = next((block for block in self._receipt.blocks if isinstance(block, Qr)), None)
        if code is not None:
            lines = self.kiosk.session.paper.qr(code.text)
            # A Linux console has no half blocks in its French fonts.
            fits = len(lines) < self.app.size.height and self.app.theme != CONSOLE.name
            self.app.push_screen(QrScreen("\n".join(lines) if fits else self.say(Ui.RECEIPT_NO_QR)))

    def on_key(self, event: events.Key) -> None:
        """Tell a scanner from a finger: somebody may scan the code on this very screen."""
        self._row.take(event)

    def action_go_on(self) -> None:
        """Turn the page; after the last, forget the key and ask what comes next."""
        if self._row.was_scanned() or not self._is_shown or self.query_one(Pages).turn(1):
            return
        self._end()

    def _end(self) -> None:
        """The paper is in her hand, or there is none: what comes next is asked, and the key goes with this screen."""
        if self._copy:
            self.dismiss(None)
            return
        choices = [("another", self.say(Ui.AFTER_ANOTHER)), ("end", self.say(Ui.AFTER_END))]
        self.app.push_screen(ConfirmScreen(self.say(Ui.AFTER_TITLE), "", choices), self._after)

    def _after(self, answer: str | None) -> None:
        if answer == "another":
            self.kiosk.another_act()
        elif answer == "end":
            finish(self.kiosk, self.say(Ui.THANKS))

    def _worded(self) -> Receipt:
        return self.kiosk.word(self._receipt)


class QrScreen(ModalScreen[None]):
    """The QR, black on white, as large as the window allows."""

    inherit_bindings = False
    BINDINGS = [*bindings(Keys.BACK, Keys.GO_ON, Keys.QR)]
    DEFAULT_CSS = """
    QrScreen { align: center middle; background: white; }
    QrScreen Static { width: auto; height: auto; color: black; background: white; }
    """

    def __init__(self, picture: str) -> None:
        super().__init__()
        self._picture = picture

    def compose(self) -> ComposeResult:
        """Lay out the picture."""
        yield Static(self._picture, markup=False)

    def action_back(self) -> None:
        """Close it."""
        self.dismiss(None)

    def action_go_on(self) -> None:
        """Close it."""
        self.dismiss(None)

    def action_qr(self) -> None:
        """Close it."""
        self.dismiss(None)
