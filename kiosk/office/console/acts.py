"""The list of acts: trays with their counts, a filter, an order; nothing in it says who somebody is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from rich.cells import set_cell_size
from textual.widget import Widget
from textual.widgets import Input, Static

from kiosk.core.harmless import harmless
from kiosk.core.paper import Cause, Form, PrintOutcome
from kiosk.core.ports import Drive
from kiosk.core.reference import spell
from kiosk.core.tray import Item, ListOrder, Tray, matching, sift, sort
from kiosk.core.work import holder
from kiosk.glass.forget import keep_out
from kiosk.glass.widgets.line import TypedLine
from kiosk.glass.widgets.tell import tell
from kiosk.office.console.act import ActScreen
from kiosk.office.console.caps import Caps, bound
from kiosk.office.console.rows import RowList
from kiosk.office.console.stand import ConsoleScreen
from kiosk.words.console import ConsoleUi
from kiosk.words.papers import FORMS
from kiosk.words.ui import Ui

COLUMNS = (12, 5, 25, 5, 9)
"""Cells of each column but the last, which has the rest."""


class ActsScreen(ConsoleScreen):
    """The office at a glance."""

    caps = (
        Caps.OPEN,
        Caps.FILTER,
        Caps.SORT,
        Caps.FETCH,
        Caps.ALL,
        Caps.HIDE,
        Caps.LOCK,
        Caps.QUIT,
        Caps.HELP,
        Caps.PRINT,
    )
    BINDINGS = [
        *bound(Caps.OPEN, Caps.FILTER, Caps.SORT, Caps.FETCH, Caps.ALL, Caps.PRINT, Caps.BACK),
        *((str(number), f"tray({number - 1})") for number in range(1, len(Tray) + 1)),
        ("left", "turn(-1)"),
        ("right", "turn(1)"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._items: list[Item] = []
        self._trays: dict[Tray, list[Item]] = {tray: [] for tray in Tray}
        self._tray, self._order, self._typed = Tray.TO_TAKE, ListOrder.URGENT, ""
        self._now: datetime | None = None
        self._found: tuple[str, list[Item]] = ("", [])
        self._settled = False

    # -- what stands there

    def top_words(self) -> tuple[str, str]:
        """Name the office and who is there."""
        bureau = self.stand.bureau
        return self.stand.say(ConsoleUi.TITLE, office=bureau.office), bureau.who

    def title_words(self) -> str:
        """Give the trays with their counts, the one that is open in brackets."""
        each = []
        for number, tray in enumerate(Tray, start=1):
            words = f"{number} {self.stand.say(tray)} {len(self._trays[tray])}"
            each.append(f"[{words}]" if tray is self._tray else words)
        return " ".join(each)

    def hint_words(self) -> str:
        """Say how the list is ordered, and what it was sifted by."""
        said = [self.stand.say(ConsoleUi.SORTED, order=self.stand.say(self._order))]
        if self._typed:
            said.insert(0, self.stand.say(ConsoleUi.FILTER, text=self._typed))
        return " | ".join(said)

    def body(self) -> Iterable[Widget]:
        """Give the heading, the rows, and the line to look something up with."""
        yield Static("", id="heading", markup=False)
        yield RowList[Item](self._row, self.stand.say(ConsoleUi.NOTHING), id="rows")
        line = TypedLine(id="filter", max_length=60, placeholder=self.stand.say(ConsoleUi.FILTER_ASK))
        line.display = False
        yield line

    def on_mount(self) -> None:
        """Read the list."""
        super().on_mount()
        heading = _columns(self.stand.say(ConsoleUi.HEADER).split(";"))
        tell(self, "#heading", f" {heading}")
        self.query_one(RowList).focus()
        self.begin(self.reload())

    async def on_back(self, act: bytes) -> None:
        """Come back from an act, on its row."""
        await self.reload(act)

    async def reload(self, act: bytes = b"") -> None:
        """Read the list anew, and point at an act."""
        bureau = self.stand.bureau

        def read() -> tuple[list[Item], datetime]:
            return sort(bureau.items(), self._order), bureau.now()

        self._items, self._now = items, now = await self.stand.work(read)
        self._trays = sift(items, bureau.who, now)
        self._found = "", self._items
        if not self._settled:
            self._settled = True
            keep_out()
        self._show(act or self._pointed())

    def _pointed(self) -> bytes:
        rows = self.query_one(RowList)
        return rows.pointed.act if rows.pointed is not None else b""

    def _show(self, act: bytes = b"") -> None:
        rows: RowList[Item] = self.query_one(RowList)
        found = self._matching() if self._typed else self._trays[self._tray]
        at = min(rows.at, max(len(found) - 1, 0))
        if act:
            at = next((n for n, each in enumerate(found) if each.act == act), at)
        rows.become(found, at)
        tell(self, "#title", self.title_words())
        tell(self, "#hint", self.hint_words())

    def _matching(self) -> list[Item]:
        """Give what is found; what is typed further leaves some of what was found before."""
        typed, found = self._found
        found = matching(found if self._typed.startswith(typed) else self._items, self._typed)
        self._found = self._typed, found
        return found

    # -- one row

    def _row(self, item: Item, width: int) -> str:
        day = f"{item.until:%d/%m}" if item.until else ""
        held = holder(item.work, self._now) if self._now else ""
        who = f"*{held}" if held else item.work.owner
        cells = (spell(item.reference), day, item.procedure, item.language, who)
        return f"{_columns((*cells, self._next(item)), width)}"

    def _next(self, item: Item) -> str:
        say, work = self.stand.say, item.work
        if item.stop_asked:
            return say(ConsoleUi.STOP)
        if item.doubt:
            return say(ConsoleUi.DOUBT)
        if item.stays:
            return say(ConsoleUi.STAYS)
        if work.call_back:
            return say(ConsoleUi.CALL_ON, day=f"{work.call_back:%d/%m}")
        if work.meeting:
            return say(ConsoleUi.MEETS_ON, day=f"{work.meeting.day:%d/%m}")
        if not item.here:
            return say(ConsoleUi.NOT_HERE)
        if work.tries:
            return say(ConsoleUi.TRIED, number=work.tries)
        return say(item.state) if item.state and item.state != "taken" else ""

    # -- keys

    def action_tray(self, number: int) -> None:
        """Open a tray."""
        self._tray, self._typed = list(Tray)[number], ""
        self._show()

    def action_turn(self, by: int) -> None:
        """Open the tray beside."""
        order = list(Tray)
        self.action_tray((order.index(self._tray) + by) % len(order))

    def action_filter(self) -> None:
        """Look something up."""
        line = self.query_one("#filter", TypedLine)
        line.display = True
        line.focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show what is found by what is typed so far."""
        event.stop()
        self._typed = event.value.strip()
        self._show()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go to what was found."""
        event.stop()
        self._close_line()
        if self.query_one(RowList).count == 1:
            self.action_open()

    def action_back(self) -> None:
        """Show the whole tray again."""
        self._close_line()
        self._typed = ""
        self._show()

    def _close_line(self) -> None:
        line = self.query_one("#filter", TypedLine)
        with line.prevent(Input.Changed):
            line.value = ""  # a name may stand there
        line.display = False
        self.query_one(RowList).focus()

    def action_open(self) -> None:
        """Open the act that is pointed at: to read is not to take."""
        item = self.query_one(RowList).pointed
        if item is not None:
            self.begin(self._open(item.act))

    async def _open(self, act: bytes) -> None:
        bureau = self.stand.bureau
        read = await self.stand.work(lambda: bureau.read(act))
        self._typed = ""
        await self.app.push_screen(ActScreen(read, bureau.now), lambda _: self.begin(self.reload(act)))

    def action_sort(self) -> None:
        """Ask for another order."""
        self.begin(self._sort())

    async def _sort(self) -> None:
        choices = [(str(order), self.stand.say(order)) for order in ListOrder]
        wanted = await self.stand.ask_choice(self.stand.say(ConsoleUi.ASK_SORT), "", choices)
        if wanted:
            self._order = ListOrder(wanted)
            await self.reload()

    def action_fetch(self) -> None:
        """Talk to the hub."""
        self.begin(self._fetch())

    async def _fetch(self) -> None:
        bureau = self.stand.bureau
        if not bureau.has_hub:
            self.problem(self.stand.say(ConsoleUi.NO_HUB))
            return
        self.status(self.stand.say(ConsoleUi.FETCHING))
        try:
            told = await self.stand.work(bureau.fetch)
        finally:
            self.status("")
        await self.reload()
        self.status(self.stand.say(ConsoleUi.FETCHED, came=told.came, refused=told.refused))

    def action_print(self) -> None:
        """Print who comes in the next days."""
        self.begin(self._print())

    async def _print(self) -> None:
        bureau, say = self.stand.bureau, self.stand.say
        forms = bureau.press.forms if bureau.press else ()
        if not forms:
            self.problem(say(ConsoleUi.NO_PRINTER))
            return
        choices = [(str(form), say(FORMS[form])) for form in forms]
        wanted = await self.stand.ask_choice(say(ConsoleUi.ASK_PRINT), "", choices)
        if wanted:
            await self._print_on(Form(wanted))

    async def _print_on(self, form: Form, drive: Drive | None = None) -> None:
        bureau, say = self.stand.bureau, self.stand.say
        self.status(say(Ui.RECEIPT_PRINTING))
        try:
            report = await self.stand.work(lambda: bureau.print_coming(form, drive))
        finally:
            self.status("")
        if report is None:
            self.status(say(ConsoleUi.NOBODY_COMES))
        elif report.cause is Cause.WHICH_KEY and bureau.press:
            drives = bureau.press.drives()
            rows = [(str(number), harmless(each.folder)) for number, each in enumerate(drives)]
            number = await self.stand.ask_choice(say(Cause.WHICH_KEY), "", rows)
            if number is not None:
                await self._print_on(form, drives[int(number)])
        elif report.outcome is PrintOutcome.PRINTED:
            self.status(self.stand.report(report))
        else:
            self.problem(self.stand.report(report))

    def action_take_all(self) -> None:
        """Take over what a colleague has, who is away."""
        self.begin(self._take_all())

    async def _take_all(self) -> None:
        bureau, say = self.stand.bureau, self.stand.say
        others = await self.stand.work(bureau.colleagues)
        if not others:
            self.problem(say(ConsoleUi.NOBODY))
            return
        name = await self.stand.ask_choice(say(ConsoleUi.ASK_ALL), "", [(each, each) for each in others])
        if name:
            number = await self.stand.work(lambda: bureau.take_all_of(name))
            await self.reload()
            self.status(say(ConsoleUi.TOOK_ALL, number=number))


def _columns(cells: Iterable[str], width: int = 80) -> str:
    """Put cells side by side, each as wide as its column."""
    texts = list(cells)
    fixed = [set_cell_size(text, size) for text, size in zip(texts, COLUMNS, strict=False)]
    return set_cell_size(" ".join([*fixed, texts[-1]]), width)
