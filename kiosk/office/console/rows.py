"""A list of any length, drawn row by row: what a key costs does not depend on how many rows there are."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import ClassVar, Generic, TypeVar

from rich.cells import set_cell_size
from rich.segment import Segment
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Offset
from textual.message import Message
from textual.strip import Strip

from kiosk.glass.widgets.line import CursorHolder

T = TypeVar("T")


class RowList(CursorHolder, Generic[T], can_focus=True):
    """The rows. Only those that can be seen are ever worded.

    Args:
        word: words one of them for so many columns.
        empty: what stands there where there is none.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"rows--row", "rows--pointed"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("home", "end(0)", show=False),
        Binding("end", "end(-1)", show=False),
    ]

    class Pointed(Message):
        """Another row is pointed at."""

    def __init__(self, word: Callable[[T, int], str], empty: str, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._word, self._empty = word, empty
        self._rows: Sequence[T] = ()
        self._read: list[T] = []
        self._more: Iterator[T] = iter(())
        self.at = 0
        """Which is pointed at."""
        self._top = 0

    def become(self, rows: Sequence[T] | Iterator[T], at: int = 0) -> None:
        """Show other rows, one of them pointed at; an iterator is read no further than somebody looks."""
        self._read, self.at, self._top = [], 0, 0
        self._rows, self._more = (self._read, rows) if isinstance(rows, Iterator) else (rows, iter(()))
        self._point(at)
        self.refresh()

    @property
    def pointed(self) -> T | None:
        """What is pointed at."""
        return self._rows[self.at] if self._rows else None

    @property
    def count(self) -> int:
        """How many rows there are."""
        self._read.extend(self._more)
        return len(self._rows)

    def reach(self, most: int) -> int:
        """Give how many rows there are, counted no further than this."""
        self._read.extend(islice(self._more, max(most - len(self._rows), 0)))
        return min(len(self._rows), most)

    @property
    def pointed_offset(self) -> Offset:
        """Where it stands, for the terminal's own cursor."""
        return self.content_region.offset + Offset(0, self.at - self._top)

    def action_move(self, by: int) -> None:
        """Point at the next row, or the one before."""
        self._point(self.at + by)

    def action_page(self, by: int) -> None:
        """Point one page further."""
        self._point(self.at + by * max(self.size.height - 1, 1))

    def action_end(self, at: int) -> None:
        """Point at the first row, or at the last."""
        self._point(at if at >= 0 else self.count - 1)

    def on_resize(self, event: events.Resize) -> None:
        """Keep the pointed row in sight."""
        del event
        self._point(self.at)

    def _point(self, at: int) -> None:
        height = max(self.size.height, 1)
        number = self.reach(max(at, 0) + height + 1)  # as far as the last row that can be seen
        self.at = max(0, min(at, number - 1))
        self._top = max(min(self._top, self.at, number - height), self.at - height + 1, 0)
        self.post_message(self.Pointed())
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw one row of the screen."""
        width, at = self.size.width, self._top + y
        pointed = at == self.at and bool(self._rows)
        style = self.get_component_rich_style("rows--pointed" if pointed else "rows--row")
        if at < len(self._rows):
            text = (">" if pointed else " ") + self._word(self._rows[at], width - 1)
        else:
            text = f" {self._empty}" if y == 0 and not self._rows else ""
        return Strip([Segment(set_cell_size(text, width), style)], width)
