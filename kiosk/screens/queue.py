"""The queue: every entry with its state and what happens next, and nothing of what it was."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import date

from textual import events
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from kiosk.core.blocks import Receipt
from kiosk.core.errors import KioskError
from kiosk.core.outbox import Entry, by_urgency
from kiosk.core.reference import Ticket, spell
from kiosk.core.status import project
from kiosk.flows.visit import Agreed
from kiosk.glass.widgets.bars import enlarge, is_large
from kiosk.glass.widgets.listing import Listing
from kiosk.screens.actions import Keys, bindings
from kiosk.screens.base import KioskScreen
from kiosk.screens.jobs import background
from kiosk.words.ui import Ui


class Rows(Listing):
    """The entries. Nothing is pointed at beforehand, and a scanner that goes off here opens nobody's act."""

    def __init__(self, rows: Iterable[tuple[str, str]], more: Callable[[int], str]) -> None:
        super().__init__((Option(Content(words), id=name) for name, words in rows), more=more)

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
    more: Sequence[Keys] = (Keys.LANGUAGE, Keys.LOCK)
    BINDINGS = [*bindings(Keys.BACK, Keys.SEND, Keys.DAY, Keys.MANDATE)]

    def __init__(self, entries: Sequence[Entry]) -> None:
        super().__init__()
        self._entries = by_urgency(entries)
        self._pointed: str | None = None

    def reword(self) -> None:
        """Show the key of mandates where there are some."""
        self.more = (*([Keys.MANDATE] if self.kiosk.session.mandate else []), Keys.LANGUAGE, Keys.LOCK)
        super().reword()

    def title_words(self) -> str:
        """Name it."""
        return self.say(Ui.QUEUE_TITLE)

    def hint_words(self) -> str:
        """Say what can be done."""
        return self.say(Ui.QUEUE_HINT)

    def body(self) -> Iterable[Widget]:
        """Say how the road stands, and give the list."""
        if self.kiosk.session.road is not None:
            yield Static(self._road(), id="road", classes="says", markup=False)
        if self.kiosk.session.guidance:
            said = self.say(Ui.QUEUE_GUIDANCE, number=self.kiosk.session.guidance)
            yield Static(said, id="guidance", classes="says", markup=False)
        if not self._entries:
            yield Static(self.say(Ui.QUEUE_EMPTY), markup=False)
            return
        if not enlarge(self):
            yield Static(" " + self.say(Ui.QUEUE_COLUMNS), classes="field-label", markup=False)
        today = self.kiosk.today()
        words: dict[object, str] = {}
        rows = [(each.id.hex(), self._line(each, today, words)) for each in self._entries]
        yield Rows(rows, lambda below: self.say(Ui.HOME_MORE, n=below))

    def _road(self) -> str:
        """Say how the road stands; in few words where letters are large: the screen of the road has the others."""
        return self.kiosk.frame.road(short=enlarge(self) and bool(self._entries))

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
        from kiosk.screens.follow import FollowScreen

        self.app.push_screen(FollowScreen(entry, Ticket(entry.reference)), self._changed)

    def _changed(self, _: None) -> None:
        background(self, self._reread(), exclusive=True)

    def restate(self) -> None:
        """Word anew how the road stands, and show what moved."""
        super().restate()
        for road in self.query("#road").results(Static):
            road.update(self._road())
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
            from kiosk.screens.receipt import ReceiptScreen
            from kiosk.words.acts import day_slip

            kiosk = self.kiosk
            paper = day_slip(self._entries, kiosk.today(), kiosk.words, training=kiosk.session.tools.training)
            self.app.push_screen(ReceiptScreen(Agreed(paper), copy=True))

    def action_mandate(self) -> None:
        """Number a blank mandate sheet, and print it as any other paper."""
        if self.app.screen is self and self.kiosk.session.mandate:
            background(self, self._mandate(self.kiosk.session.mandate), exclusive=True)

    async def _mandate(self, number: Callable[[], Receipt]) -> None:
        try:
            paper = await self.kiosk.work(number)
        except KioskError as error:
            self.problem(self.kiosk.words.error(error))
            return
        await self.kiosk.guard.until_uncovered()
        if self.app.screen is self:
            from kiosk.screens.receipt import ReceiptScreen

            self.app.push_screen(ReceiptScreen(Agreed(paper), copy=True))

    def action_back(self) -> None:
        """Go home."""
        if self.app.screen is self:
            self.dismiss(None)

    def _line(self, entry: Entry, today: date, words: dict[object, str]) -> str:
        status = project(entry, today)
        for code in (status.state, status.next):
            if code not in words:
                words[code] = self.kiosk.words.say_to_staff(code)
        last, news = f"{entry.deadline:%d/%m}" if entry.deadline else "", f"{entry.news_by:%d/%m}"
        mark = "!" if status.late else " "
        if is_large(self):
            until = [self.say(Ui.QUEUE_DEADLINE, day=last)] if last else []
            told = ", ".join([*until, mark.strip() + self.say(Ui.QUEUE_NEWS, day=news)])
            return f"{spell(entry.reference)} {told} – {words[status.state]} – {words[status.next]}"
        state, then = words[status.state], words[status.next]
        return f"{spell(entry.reference)} {state:<18.18} {last:<6} {mark}{news} {then:<28.28}".rstrip()
