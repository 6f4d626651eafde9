"""The list of acts: trays with their counts, a filter, an order; nothing in it says who somebody is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import datetime

from rich.cells import set_cell_size
from textual.widget import Widget
from textual.widgets import Input, Static

from kiosk.core.errors import KioskError
from kiosk.core.harmless import harmless
from kiosk.core.health import visits
from kiosk.core.paper import Cause, Form, PrintOutcome
from kiosk.core.ports import Drive
from kiosk.core.reference import spell
from kiosk.core.tray import Item, ListOrder, Lookup, Tray, sift, sort
from kiosk.core.work import holder
from kiosk.glass.forget import keep_out
from kiosk.glass.widgets.bars import USUAL, is_large, is_touched
from kiosk.glass.widgets.line import TypedLine
from kiosk.glass.widgets.tell import tell, tell_or_hide
from kiosk.office.console.act import ActScreen
from kiosk.office.console.caps import Caps, bound
from kiosk.office.console.desks import DesksScreen
from kiosk.office.console.rows import RowList
from kiosk.office.console.stand import ConsoleScreen
from kiosk.office.telling import fetched_words, next_words, row_words
from kiosk.words.console import ConsoleUi
from kiosk.words.health import HealthUi
from kiosk.words.papers import FORMS
from kiosk.words.ui import Ui

COLUMNS = (12, 5, 25, 5, 9)
"""Cells of each column but the last, which has the rest."""


class ActsScreen(ConsoleScreen):
    """The office at a glance."""

    caps = (
        Caps.OPEN,
        Caps.DEEDS,
        Caps.HELP,
        Caps.FILTER,
        Caps.SORT,
        Caps.FETCH,
        Caps.HIDE,
        Caps.LOCK,
        Caps.QUIT,
        Caps.ALL,
        Caps.PRINT,
        Caps.DESKS,
    )
    BINDINGS = [
        *bound(Caps.OPEN, Caps.DEEDS, Caps.FILTER, Caps.SORT, Caps.FETCH, Caps.ALL, Caps.PRINT, Caps.DESKS, Caps.BACK),
        *((str(number), f"tray({number - 1})") for number in range(1, len(Tray) + 1)),
        ("left", "turn(-1)"),
        ("right", "turn(1)"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._trays: dict[Tray, list[Item]] = {tray: [] for tray in Tray}
        self._tray, self._order, self._typed = Tray.TO_TAKE, ListOrder.URGENT, ""
        self._now: datetime | None = None
        self._lookup = Lookup(())
        self._settled = False
        self._visits = 0
        """Desks to which somebody should go."""

    # -- what stands there

    def top_words(self) -> tuple[str, str]:
        """Name the office and who is there."""
        bureau = self.stand.bureau
        return self.stand.say(ConsoleUi.TITLE, office=bureau.office), bureau.who

    def title_words(self) -> str:
        """Give the trays with their counts, the one that is open in brackets; it alone where there is little room."""
        each = []
        if self._is_narrow:
            at = list(Tray).index(self._tray) + 1
            return f"{at}/{len(Tray)} {self.stand.say(self._tray)} {len(self._trays[self._tray])}"
        for number, tray in enumerate(Tray, start=1):
            words = f"{number} {self.stand.say(tray)} {len(self._trays[tray])}"
            each.append(f"[{words}]" if tray is self._tray else words)
        return " ".join(each)

    def hint_words(self) -> str:
        """Say how the list is ordered, and what it was sifted by."""
        if is_large(self):
            return self.stand.say(ConsoleUi.FILTER, text=self._typed) if self._typed else ""
        said = [self.stand.say(ConsoleUi.SORTED, order=self.stand.say(self._order))]
        if self._typed:
            said.insert(0, self.stand.say(ConsoleUi.FILTER, text=self._typed))
        if self._visits:
            said.append(self.stand.say(HealthUi.SOME, number=self._visits))
        return " | ".join(said)

    def body(self) -> Iterable[Widget]:
        """Give the heading, the rows, and the line to look something up with."""
        yield Static("", id="heading", markup=False)
        yield RowList[Item](self._row, self.stand.say(ConsoleUi.NOTHING), id="rows")
        yield Static("", id="detail", markup=False)
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

        def read() -> tuple[dict[Tray, list[Item]], Lookup, datetime, int]:
            now, due = bureau.now(), 0
            with suppress(KioskError):  # said where the desks are shown: acts are what this list is about
                due = sum(bool(visits(desk, now.date())) for desk in bureau.desks())
            items = sort(bureau.items(), self._order)
            return sift(items, bureau.who, now), Lookup(items), now, due

        self._trays, self._lookup, self._now, self._visits = await self.stand.work(read)
        if not self._settled:
            self._settled = True
            keep_out()
        self._show(act or self._pointed())

    def _pointed(self) -> bytes:
        rows = self.query_one(RowList)
        return rows.pointed.act if rows.pointed is not None else b""

    def _show(self, act: bytes = b"") -> None:
        rows: RowList[Item] = self.query_one(RowList)
        at = next((n for n, each in enumerate(self._found()) if each.act == act), rows.at) if act else rows.at
        rows.become(self._found(), at)
        self._tell_row()
        tell(self, "#title", self.title_words())
        tell_or_hide(self, "#hint", self.hint_words())

    def _found(self) -> Sequence[Item] | Iterator[Item]:
        """Give the open tray, or what is found of all acts."""
        return self._lookup.matching(self._typed) if self._typed else self._trays[self._tray]

    # -- one row

    @property
    def _is_narrow(self) -> bool:
        """Whether a row has no columns, for want of room or for who reads by touch: what is said of it stands below."""
        return self.app.size.width < USUAL[0] or is_touched(self)

    def reword(self) -> None:
        """Word the frame, and what stands around the list."""
        super().reword()
        for heading in self.query("#heading"):
            heading.display = not self._is_narrow
        self._tell_row()

    def on_row_list_pointed(self) -> None:
        """Say all of the row that is pointed at."""
        self._tell_row()

    def _tell_row(self) -> None:
        rows = self.query_one_optional(RowList)
        item = rows.pointed if rows is not None and self._is_narrow else None
        said = row_words(item, self._now, self.stand.say) if item is not None and self._now else []
        tell_or_hide(self, "#detail", ", ".join(said))

    def _row(self, item: Item, width: int) -> str:
        day = f"{item.until:%d/%m}" if item.until else ""
        if self._is_narrow:
            said = (spell(item.reference), day, next_words(item, self.stand.say) or item.procedure)
            return " ".join(filter(None, said))
        held = holder(item.work, self._now) if self._now else ""
        who = f"*{held}" if held else item.work.owner
        cells = (spell(item.reference), day, item.procedure, item.language, who)
        return f"{_columns((*cells, next_words(item, self.stand.say)), width)}"

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
        if self.query_one(RowList).reach(2) == 1:
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
        self.status(fetched_words(told, self.stand.say))

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

    def action_show_desks(self) -> None:
        """Show how the desks fare."""
        self.app.push_screen(DesksScreen(), lambda _: self.begin(self.reload()))

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
