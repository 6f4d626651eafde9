"""A list of rows of which none is pointed at beforehand; to move in it paints the row that is left and the new one."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from rich.segment import Segment
from textual import events
from textual.content import Content
from textual.geometry import Region
from textual.reactive import Reactive
from textual.strip import Strip
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from kiosk.glass.widgets.line import CursorHolder
from kiosk.glass.widgets.scan import Row

GOES_ON = "-goes-on"
"""The class of a list of which some rows have no room."""


class Listing(OptionList, CursorHolder):
    """Rows to point at, and a scanner told from a finger.

    Args:
        rows: in their order.
        id: of the widget.
        more: words how many rows stand below what can be seen.
    """

    mark_at = 0
    """The cell of a row in which the mark of the one that is pointed at stands: it is free in each."""

    # Textual's own paints every row anew at each key, for two of them that look otherwise.
    highlighted: Reactive[int | None] = Reactive(None, repaint=False)

    def __init__(
        self,
        rows: Iterable[Option],
        *,
        id: str | None = None,
        classes: str | None = None,
        more: Callable[[int], str] | None = None,
    ) -> None:
        self._built, self._more = False, more
        self._typed_row = Row()
        self._lit: int | None = None
        super().__init__(*rows, id=id, classes=classes, markup=False)
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

    def render_line(self, y: int) -> Strip:
        """Mark the row that is pointed at, so that not only a colour says which it is."""
        # Put on here and not into the row's words: changing those would draw every row anew at each key.
        strip, at = super().render_line(y), self.mark_at
        if self.highlighted is None or self._line_cache.index_to_line.get(self.highlighted) != self.scroll_offset.y + y:
            return strip
        style = next(iter(strip.crop(at, at + 1))).style
        return Strip.join([strip.crop(0, at), Strip([Segment(">", style)], 1), strip.crop(at + 1)])

    def on_resize(self) -> None:
        """Keep the row that is pointed at in sight: what is said of it may take room from the list."""
        if self.highlighted is not None:
            self.scroll_to_highlight()
        self._tell_below()

    @property
    def below(self) -> int:
        """How many rows stand below what can be seen, or end there."""
        lines, end = self._lines, self.scroll_offset.y + self.size.height
        # Asked for at each key, and a queue has thousands: the first line without room says in which row it is.
        return self.option_count - lines[end][0] if end < len(lines) else 0

    def watch_virtual_size(self) -> None:
        """Say how many more there are of other rows."""
        self._tell_below()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Say it of where one is."""
        super().watch_scroll_y(old_value, new_value)
        self._tell_below()

    def _tell_below(self) -> None:
        """Say what stands below, in a row of its own: it hides none. A list that has room for all has no such row."""
        if self._more is None or not self.is_mounted:
            return
        self.set_class(self.virtual_size.height > self.outer_size.height > 1, GOES_ON)
        below = self.below
        self.border_subtitle = Content(self._more(below)) if below else ""

    def note(self, event: events.Key) -> None:
        """Tell a scanner from a finger; for the `on_key` of each kind of list, since Textual calls every base's too."""
        self._typed_row.take(event)
