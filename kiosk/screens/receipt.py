"""The receipt, full screen: the reference to copy by hand, the QR on request, then what comes next."""

from __future__ import annotations

from collections.abc import Iterable

from textual import events
from textual.app import ComposeResult
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Static

from kiosk.core.errors import KioskError
from kiosk.core.receipt import Qr, Receipt
from kiosk.flows.visit import Done
from kiosk.screens.actions import Keys, bindings
from kiosk.screens.base import KioskScreen
from kiosk.screens.confirm import ConfirmScreen
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

    keys = (Keys.GO_ON, Keys.QR, Keys.LANGUAGE, Keys.HELP, Keys.HIDE, Keys.LOCK)
    BINDINGS = [*bindings(Keys.GO_ON, Keys.QR, Keys.PAGE_DOWN, Keys.PAGE_UP)]

    def __init__(self, done: Done, *, copy: bool = False) -> None:
        super().__init__()
        self._receipt, self._is_act, self._copy = done.receipt, done.entry is not None, copy
        self._written = ""
        self._row = Row()

    def title_words(self) -> str:
        """Name it."""
        return self.say(Ui.RECEIPT_TITLE)

    def hint_words(self) -> str:
        """Say where it went and what to do."""
        if self._written:
            return self.say(Ui.RECEIPT_FILE, file=self._written)
        if self._is_act:
            return f"{self.say(Ui.RECEIPT_SCREEN)}\n{self.say(Ui.RECEIPT_KEY)}"
        return ""

    def body(self) -> Iterable[Widget]:
        """Give the receipt in pages."""
        lines = self.kiosk.session.paper.lines(self._worded(), COLUMNS)
        blocks = "\n".join(lines).split("\n\n")
        yield Pages([block.strip("\n") for block in blocks if block.strip()])
        yield Static("", classes="field-hint", id="page", markup=False)

    def on_mount(self) -> None:
        """Write the receipt where the settings say."""
        super().on_mount()
        if not self.kiosk.session.paper.on_screen:
            self.run_worker(self._write())

    async def _write(self) -> None:
        paper, worded = self.kiosk.session.paper, self._worded()
        try:
            self._written = await self.kiosk.work(lambda: paper.write(worded))
        except KioskError as error:
            self.problem(self.kiosk.error_words(error))
        self.reword()

    def on_pages_turned(self) -> None:
        """Say which page is shown."""
        pages = self.query_one(Pages)
        words = self.say(Ui.PAGE_OF, at=pages.at + 1, all=pages.count) if pages.count > 1 else ""
        self.query_one("#page", Static).update(words)

    def relanguage(self) -> None:
        """Show everything in another language."""
        self.refresh(recompose=True)
        self.call_after_refresh(self.reword)

    def action_page(self, by: int) -> None:
        """Turn a page."""
        self.query_one(Pages).turn(by)

    def action_qr(self) -> None:
        """Show the QR alone."""
        code = next((block for block in self._receipt.blocks if isinstance(block, Qr)), None)
        if code is not None:
            lines = self.kiosk.session.paper.qr(code.text)
            fits = len(lines) < self.app.size.height
            self.app.push_screen(QrScreen("\n".join(lines) if fits else self.say(Ui.RECEIPT_NO_QR)))

    def on_key(self, event: events.Key) -> None:
        """Tell a scanner from a finger: somebody may scan the code on this very screen."""
        self._row.take(event)

    def action_go_on(self) -> None:
        """Turn the page; after the last, forget the key and ask what comes next."""
        if self._row.was_scanned() or self.query_one(Pages).turn(1):
            return
        if self._copy:
            self.dismiss(None)
            return
        choices = [("another", self.say(Ui.AFTER_ANOTHER)), ("end", self.say(Ui.AFTER_END))]
        self.app.push_screen(ConfirmScreen(self.say(Ui.AFTER_TITLE), "", choices), self._after)

    def _after(self, answer: str | None) -> None:
        if answer == "another":
            self.kiosk.another_act()
        elif answer == "end":
            self.kiosk.end_visit(self.say(Ui.THANKS))

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
