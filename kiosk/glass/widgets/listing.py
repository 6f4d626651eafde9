"""A list of rows of which none is pointed at beforehand; to move in it paints the row that is left and the new one."""

from __future__ import annotations

from collections.abc import Iterable

from textual import events
from textual.geometry import Region
from textual.reactive import Reactive
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from kiosk.glass.widgets.scan import Row


class Listing(OptionList):
    """Rows to point at, and a scanner told from a finger.

    Args:
        rows: in their order.
        id: of the widget.
    """

    # Textual's own paints every row anew at each key, for two of them that look otherwise.
    highlighted: Reactive[int | None] = Reactive(None, repaint=False)

    def __init__(self, rows: Iterable[Option], *, id: str | None = None) -> None:
        self._built = False
        self._typed_row = Row()
        self._lit: int | None = None
        super().__init__(*rows, id=id, markup=False)
        self._built = True

    def action_first(self) -> None:
        """Point at the first, when asked: Textual does so by itself too, where nothing may be chosen beforehand."""
        if self._built:
            super().action_first()

    def watch_highlighted(self, highlighted: int | None) -> None:
        """Paint the row that is left and the one that is pointed at."""
        super().watch_highlighted(highlighted)
        for row in (self._lit, highlighted):
            if row is not None and row in self._index_to_line:
                line = self._index_to_line[row] - self.scroll_offset.y
                self.refresh(Region(0, line, self.size.width, self._heights[row]))
        self._lit = highlighted

    def note(self, event: events.Key) -> None:
        """Tell a scanner from a finger; for the `on_key` of each kind of list, since Textual calls every base's too."""
        self._typed_row.take(event)
