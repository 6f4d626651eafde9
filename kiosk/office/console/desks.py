"""The desks: which of them need a visit, and how each fares."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.cells import set_cell_size
from textual.widget import Widget
from textual.widgets import Static

from kiosk.core.harmless import harmless
from kiosk.core.health import DeskKnown, WhyVisit, by_need
from kiosk.glass.widgets.bars import is_large, is_touched
from kiosk.glass.widgets.tell import tell_or_hide
from kiosk.office.console.boxes import ConsoleHelp
from kiosk.office.console.caps import Caps, bound
from kiosk.office.console.rows import RowList
from kiosk.office.console.stand import ConsoleScreen
from kiosk.words.console import ConsoleUi
from kiosk.words.health import HealthUi, health_cells, health_rows, visit_words

COLUMNS = (21, 9, 5, 7, 8, 5, 6, 7)
"""Cells of each column; what a wider window has more is the name's."""
WIDE = 110
"""Columns from which all of them stand there; below, those of which a name leaves room, and the rest is said below."""
_NAME, _FEW = 1, (0, 1, 2, 7)
Row = tuple[DeskKnown, Sequence[WhyVisit]]


class DesksScreen(ConsoleScreen):
    """Every desk in a line, those that need a visit first."""

    caps = (Caps.OPEN, Caps.BACK, Caps.HIDE, Caps.LOCK, Caps.QUIT, Caps.HELP)
    BINDINGS = [*bound(Caps.OPEN, Caps.BACK)]

    def top_words(self) -> tuple[str, str]:
        """Name the office and who is there."""
        bureau = self.stand.bureau
        return self.stand.say(ConsoleUi.TITLE, office=bureau.office), bureau.who

    def title_words(self) -> str:
        """Name the list."""
        return self.stand.say(HealthUi.TITLE)

    def body(self) -> Iterable[Widget]:
        """Give the heading and the rows."""
        yield Static("", id="heading", markup=False)
        yield RowList[Row](self._row, self.stand.say(HealthUi.NONE), id="rows")
        yield Static("", id="detail", markup=False)

    def on_mount(self) -> None:
        """Read the list."""
        super().on_mount()
        self._head()
        self.query_one(RowList).focus()
        self.begin(self._load())

    def on_resize(self) -> None:
        """Word the frame and the heading for another width."""
        super().on_resize()
        self._head()

    def _head(self) -> None:
        width = self.query_one(RowList).size.width - 1
        words = "" if self._in_words else f" {columns_of(self.stand.say(HealthUi.HEADER).split(';'), width)}"
        tell_or_hide(self, "#heading", words)

    @property
    def _in_words(self) -> bool:
        """Whether a row is words, and no columns: in large letters, and for who reads by touch."""
        return is_large(self) or is_touched(self)

    def on_row_list_pointed(self) -> None:
        """Say below all of the name that is pointed at, and why somebody should go there."""
        row: Row | None = self.query_one(RowList).pointed
        words = f"{harmless(row[0].label)} – {visit_words(*row, self.stand.say)}" if row else ""
        tell_or_hide(self, "#detail", words)

    async def _load(self) -> None:
        bureau = self.stand.bureau
        known = await self.stand.work(bureau.desks)
        rows: RowList[Row] = self.query_one(RowList)
        rows.become(by_need(known, bureau.now().date()))

    def _row(self, row: Row, width: int) -> str:
        cells = [harmless(cell) for cell in health_cells(*row, self.stand.say)]
        return f"{cells[_NAME]} – {cells[0]}" if self._in_words else columns_of(cells, width)

    def action_open(self) -> None:
        """Say all that is known of the desk that is pointed at."""
        row: Row | None = self.query_one(RowList).pointed
        if row is not None:
            self.begin(self._open(*row))

    async def _open(self, known: DeskKnown, why: Sequence[WhyVisit]) -> None:
        say = self.stand.say
        rows = [say(HealthUi.ROW, name=name, value=value) for name, value in health_rows(known, say)]
        text = "\n".join([visit_words(known, why, say), "", *rows])
        if is_large(self):  # which has no room for all of it: in pages
            self.app.push_screen(ConsoleHelp(harmless(known.label), text))
            return
        await self.stand.ask_choice(harmless(known.label), text, [("ok", say(ConsoleUi.KEY_BACK))])

    def action_back(self) -> None:
        """Go back to the acts."""
        if self.app.screen is self:
            self.dismiss(None)


def columns_of(cells: Sequence[str], width: int) -> str:
    """Put cells side by side, each as wide as its column."""
    kept = range(len(COLUMNS)) if width >= WIDE else _FEW
    sizes, cells = [COLUMNS[at] for at in kept], [cells[at] for at in kept if at < len(cells)]
    sizes[_NAME] += max(0, width - sum(sizes) - len(sizes) + 1)
    fixed = [set_cell_size(text, size) for text, size in zip(cells, sizes, strict=False)]
    return set_cell_size(" ".join(fixed), width)
