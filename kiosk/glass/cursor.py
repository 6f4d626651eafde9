"""Where the terminal's own cursor stands: what a Braille display, a screen reader and a magnifier follow.

Textual hides it and leaves it where it painted last. It goes where one is: on the row that is pointed at, in the line
that is typed in, else on what went wrong, else at the beginning of what is read. What went wrong has it until a key is
pressed; while a lock is near, the words that say so have it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol, runtime_checkable

from textual.geometry import Offset
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input, OptionList

from kiosk.glass.widgets.bars import SOON
from kiosk.glass.widgets.line import CursorHolder
from kiosk.glass.widgets.listing import Listing

WRONG = ("#problem", "#box-problem")
"""What says what went wrong."""
READS = (*WRONG, "Pages", "#question", "#title", "Static")
"""What is read where nothing is pointed at, the first that has words."""
WARNS = ("#soon", "StatusLine")
"""What says that a lock is near."""


@runtime_checkable
class Pointing(Protocol):
    """A list that says itself where its pointed row stands."""

    @property
    def pointed_offset(self) -> Offset:
        """The cell of the terminal."""


def place(screen: Screen[Any]) -> Offset:
    """Give the cell of the terminal where one is."""
    focused = screen.focused
    if screen.has_class(SOON) and (warned := _first(screen, WARNS)) is not None:
        return warned
    told = _first(screen, WRONG) if isinstance(focused, CursorHolder) and focused.news else None
    if isinstance(focused, Input):
        # At home the arrows and the digits lead in a list that has no focus of its own.
        led = screen.query_one_optional(OptionList)
        if led is not None and not led.can_focus and led.highlighted is not None:
            return _row(led)
        return told or focused.cursor_screen_offset
    if told is not None:
        return told
    if isinstance(focused, OptionList) and focused.highlighted is not None:
        return _row(focused)
    if isinstance(focused, Pointing):
        return focused.pointed_offset
    return _first(screen, READS) or Offset(0, 0)


def _first(screen: Screen[Any], selectors: Sequence[str]) -> Offset | None:
    """Give where the first of these that has words begins."""
    for selector in selectors:
        for widget in screen.query(selector):
            if widget.is_on_screen and (begins := _beginning(widget)) is not None:
                return widget.content_region.offset + begins
    return None


def _row(choices: OptionList) -> Offset:
    """Give the row that is pointed at, where its mark stands."""
    row = choices._index_to_line.get(choices.highlighted or 0, 0) - choices.scroll_offset.y
    at = choices.mark_at if isinstance(choices, Listing) else 1
    return choices.content_region.offset + Offset(at, max(row, 0))


def _beginning(widget: Widget) -> Offset | None:
    """Give the first sign that a widget shows, which may stand in its middle."""
    for row in range(widget.content_region.height):
        text = widget.render_line(row).text
        if text.strip():
            return Offset(len(text) - len(text.lstrip()), row)
    return None
