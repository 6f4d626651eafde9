"""The queue: every entry with its state and what happens next, and nothing of what it was."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import date

from textual import events
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from kiosk.core.errors import KioskError
from kiosk.core.outbox import Entry, by_urgency
from kiosk.core.reference import Ticket, spell
from kiosk.core.status import project
from kiosk.flows.visit import Agreed
from kiosk.glass.widgets.listing import Listing
from kiosk.screens.actions import Keys, bindings
from kiosk.screens.base import KioskScreen
from kiosk.screens.follow import FollowScreen
from kiosk.screens.jobs import background
from kiosk.screens.receipt import ReceiptScreen
from kiosk.words.acts import day_slip
from kiosk.words.ui import Ui


class Rows(Listing):
    """The entries. Nothing is pointed at beforehand, and a scanner that goes off here opens nobody's act."""

    def __init__(self, rows: Iterable[tuple[str, str]]) -> None:
        super().__init__(Option(Content(words), id=name) for name, words in rows)

    def on_key(self, event: events.Key) -> None:
        """Tell a scanner from a finger."""
        self.note(event)

    def action_select(self) -> None:
        """Open the entry that is pointed at, unless a scanner pressed Enter."""
        if not self._typed_row.was_scanned():
            super().action_select()


class QueueScreen(KioskScreen):
    """Every entry of this desk, the most urgent first.

    Args:
        entries: what the store holds.
    """

    keys = (Keys.CHOOSE, Keys.BACK, Keys.HELP, Keys.SEND, Keys.DAY, Keys.HIDE)
    more = (Keys.LANGUAGE, Keys.LOCK)
    BINDINGS = [*bindings(Keys.BACK, Keys.SEND, Keys.DAY)]

    def __init__(self, entries: Sequence[Entry]) -> None:
        super().__init__()
        self._entries = by_urgency(entries)
        self._pointed: str | None = None

    def title_words(self) -> str:
        """Name it."""
        return self.say(Ui.QUEUE_TITLE)

    def hint_words(self) -> str:
        """Say what can be done."""
        return self.say(Ui.QUEUE_HINT)

    def body(self) -> Iterable[Widget]:
        """Say how the road stands, and give the list."""
        if self.kiosk.session.road is not None:
            yield Static(self.kiosk.frame.road(), id="road", classes="says", markup=False)
        if not self._entries:
            yield Static(self.say(Ui.QUEUE_EMPTY), markup=False)
            return
        yield Static(" " + self.say(Ui.QUEUE_COLUMNS), classes="field-label", markup=False)
        today = self.kiosk.today()
        words: dict[object, str] = {}
        yield Rows((each.id.hex(), self._line(each, today, words)) for each in self._entries)

    def on_mount(self) -> None:
        """Put the focus on the list."""
        super().on_mount()
        for rows in self.query(OptionList):
            rows.focus()
            if self._pointed is not None and any(each.id.hex() == self._pointed for each in self._entries):
                rows.highlighted = rows.get_option_index(self._pointed)
            self._pointed = None

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Open an entry."""
        event.stop()
        # By its id: the list may have changed since these rows were drawn.
        entry = next((each for each in self._entries if each.id.hex() == event.option_id), None)
        if entry is None:
            return
        self.app.push_screen(FollowScreen(entry, Ticket(entry.reference)), self._changed)

    def _changed(self, _: None) -> None:
        background(self, self._reread(), exclusive=True)

    def restate(self) -> None:
        """Word anew how the road stands, and show what moved."""
        super().restate()
        for road in self.query("#road").results(Static):
            road.update(self.kiosk.frame.road())
        if self.has_frame and self.kiosk.road.report is not None and self.kiosk.road.report.ran:
            background(self, self._reread(), exclusive=True)

    async def _reread(self) -> None:
        """Show the rows as they are now, with the same act pointed at."""
        with suppress(KioskError):
            entries = by_urgency(await self.kiosk.work(self.kiosk.session.store.entries))
            if entries != self._entries and self.app.screen is self:
                for rows in self.query(Rows):
                    at = rows.highlighted
                    self._pointed = None if at is None else rows.get_option_at_index(at).id
                self._entries = entries
                self.anew()

    def action_send(self) -> None:
        """Try now."""
        self.kiosk.road.send()

    def action_day(self) -> None:
        """Print or show the slip of the day: references, and nothing of what they are."""
        if self.app.screen is self:
            kiosk = self.kiosk
            paper = day_slip(self._entries, kiosk.today(), kiosk.words, training=kiosk.session.tools.training)
            self.app.push_screen(ReceiptScreen(Agreed(paper), copy=True))

    def action_back(self) -> None:
        """Go home."""
        if self.app.screen is self:
            self.dismiss(None)

    def _line(self, entry: Entry, today: date, words: dict[object, str]) -> str:
        status = project(entry, today)
        for code in (status.state, status.next):
            if code not in words:
                words[code] = self.say(code)
        age = max((today - entry.made.day).days, 0)
        if ("age", age) not in words:
            words["age", age] = self.kiosk.words.count("age_days", age)
        last = entry.deadline or entry.news_by
        mark = "!" if status.late else " "
        return (
            f"{spell(entry.reference)} {words[status.state]:<18.18} {words['age', age]:>4}"
            f" {mark}{last:%d/%m} {words[status.next]:<30.30}".rstrip()
        )
